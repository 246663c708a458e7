package house

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// documented is a public package as godoc sees it.
type documented struct {
	*doc.Package
	examples []*doc.Example
}

// documentation reads the sources of the public packages.
func documentation(t *testing.T) map[string]documented {
	t.Helper()
	out := make(map[string]documented)
	for _, p := range packages(t) {
		if !public(p.short()) {
			continue
		}
		fset := token.NewFileSet()
		var code, tests []*ast.File
		for _, f := range goFiles(t) {
			if path.Dir(f.name) != p.short() {
				continue
			}
			tree, err := parser.ParseFile(fset, f.name, f.text, parser.ParseComments)
			require.NoError(t, err)
			if f.isTest() {
				tests = append(tests, tree)
				continue
			}
			code = append(code, tree)
		}
		read, err := doc.NewFromFiles(fset, code, p.ImportPath)
		require.NoError(t, err)
		out[p.short()] = documented{read, doc.Examples(tests...)}
	}
	require.GreaterOrEqual(t, len(out), 4)
	return out
}

// named is an exported function, method or type with its comment.
type named struct{ name, comment string }

// functions are the package's functions and methods. A method's name is
// "Type.Method".
func (p documented) functions() []named {
	var out []named
	for _, f := range p.Funcs {
		out = append(out, named{f.Name, f.Doc})
	}
	for _, typ := range p.Types {
		for _, f := range typ.Funcs {
			out = append(out, named{f.Name, f.Doc})
		}
		for _, m := range typ.Methods {
			if m.Level == 0 { // not promoted from an embedded type
				out = append(out, named{typ.Name + "." + m.Name, m.Doc})
			}
		}
	}
	return out
}

func (p documented) types() []named {
	var out []named
	for _, typ := range p.Types {
		out = append(out, named{typ.Name, typ.Doc})
	}
	return out
}

// values are the package's groups of constants and variables.
func (p documented) values() []*doc.Value {
	out := slices.Concat(p.Consts, p.Vars)
	for _, typ := range p.Types {
		out = append(append(out, typ.Consts...), typ.Vars...)
	}
	return out
}

func TestDocComments(t *testing.T) {
	t.Parallel()
	for pkg, p := range documentation(t) {
		assert.True(t, strings.HasPrefix(p.Doc, "Package "+p.Name+" "), "package %s has no doc comment", pkg)
		for _, n := range slices.Concat(p.functions(), p.types()) {
			_, last, isMethod := strings.Cut(n.name, ".")
			if !isMethod {
				last = n.name
			}
			assert.True(t, startsWith(n.comment, last), "%s: the doc comment of %s does not start with its name", pkg, n.name)
		}
	}
}

// startsWith: an article may stand before the name.
func startsWith(comment, name string) bool {
	for _, article := range []string{"A ", "An ", "The "} {
		comment = strings.TrimPrefix(comment, article)
	}
	return comment == name+"." || strings.HasPrefix(comment, name+" ") || strings.HasPrefix(comment, name+",") ||
		strings.HasPrefix(comment, name+":") || strings.HasPrefix(comment, name+"\n")
}

// A constant or variable has a comment that starts with its name, or stands in
// a group that has one.
func TestValuesAreDocumented(t *testing.T) {
	t.Parallel()
	for pkg, p := range documentation(t) {
		for _, group := range p.values() {
			for _, spec := range group.Decl.Specs {
				value := spec.(*ast.ValueSpec)
				for _, name := range value.Names {
					if !name.IsExported() {
						continue
					}
					own := value.Doc.Text()
					if own == "" {
						assert.NotEmpty(t, group.Doc+value.Comment.Text(), "%s: %s has no doc comment", pkg, name.Name)
						continue
					}
					first := value.Names[0].Name // one comment may speak of several names
					assert.True(t, startsWith(own, name.Name) || startsWith(own, first), "%s: the doc comment of %s does not start with its name", pkg, name.Name)
				}
			}
		}
	}
}

// Every exported function and method has an Example that runs.
func TestExamples(t *testing.T) {
	t.Parallel()
	for pkg, p := range documentation(t) {
		for _, e := range p.examples {
			assert.True(t, e.Output != "" || e.EmptyOutput, "%s: Example%s is compiled and never run", pkg, e.Name)
		}
		for _, n := range p.functions() {
			want := strings.Replace(n.name, ".", "_", 1)
			assert.True(t, slices.ContainsFunc(p.examples, func(e *doc.Example) bool {
				return e.Name == want || strings.HasPrefix(e.Name, want+"_")
			}), "%s: %s has no Example", pkg, n.name)
		}
	}
}
