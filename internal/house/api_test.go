package house

import (
	"fmt"
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"os"
	"path"
	"slices"
	"sort"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// public are the packages that users import, all but the internal ones and the
// examples.
func public(pkg string) bool {
	return pkg == "." || pkg == "money" || isGateway(pkg) || isModel(pkg)
}

// golden is where the exported API of a package is written down.
func golden(p *types.Package) string { return "testdata/api/" + p.Name() + ".txt" }

// apis are the public packages as the compiler knows them.
var apis = sync.OnceValues(func() ([]*types.Package, error) {
	listed, err := modulePackages()
	if err != nil {
		return nil, err
	}
	args := []string{"-export", "-deps", "-json=ImportPath,Export"}
	for _, p := range listed {
		if public(p.short()) {
			args = append(args, p.ImportPath)
		}
	}
	all, err := goList(args...)
	if err != nil {
		return nil, err
	}
	exports := make(map[string]string)
	for _, p := range all {
		exports[p.ImportPath] = p.Export
	}
	compiled := importer.ForCompiler(token.NewFileSet(), "gc", func(importPath string) (io.ReadCloser, error) {
		return os.Open(exports[importPath])
	})
	var out []*types.Package
	for _, p := range all {
		if !ours(p.ImportPath) || !public(p.short()) {
			continue
		}
		imported, err := compiled.Import(p.ImportPath)
		if err != nil {
			return nil, err
		}
		out = append(out, imported)
	}
	return out, nil
})

func publicAPIs(t *testing.T) []*types.Package {
	t.Helper()
	all, err := apis()
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(all), 4)
	return all
}

// A change of the exported API is a change of a golden file, to be seen in
// every diff.
func TestAPI(t *testing.T) {
	t.Parallel()
	expected := map[string]bool{}
	for _, p := range publicAPIs(t) {
		got := strings.Join(describe(p), "\n") + "\n"
		if *update {
			write(t, golden(p), got)
			continue
		}
		expected[golden(p)] = true
		assert.Empty(t, strings.Join(difference(read(t, golden(p)), got), "\n"),
			"the exported API of %s has changed; if it was meant: go test ./internal/house -update", p.Path())
	}
	if *update {
		return
	}
	for _, f := range files(t) {
		if path.Dir(f.name) == "testdata/api" {
			assert.True(t, expected[f.name], "%s is the API of no package", f.name)
		}
	}
}

// difference lists the lines that went and came, those of a type with its name.
func difference(before, after string) []string {
	qualified := func(text string) []string {
		var out []string
		owner := ""
		for line := range strings.Lines(strings.TrimSpace(text)) {
			line = strings.TrimSuffix(line, "\n")
			if member, ok := strings.CutPrefix(line, "\t"); ok {
				line = owner + ": " + member
			} else {
				owner = line
			}
			out = append(out, line)
		}
		return out
	}
	was, is := qualified(before), qualified(after)
	var out []string
	for _, line := range was {
		if !slices.Contains(is, line) {
			out = append(out, "gone: "+line)
		}
	}
	for _, line := range is {
		if !slices.Contains(was, line) {
			out = append(out, "new: "+line)
		}
	}
	if len(out) == 0 && before != after {
		out = append(out, "the lines stand in another order")
	}
	return out
}

func TestDifference(t *testing.T) {
	t.Parallel()
	const before = "func A()\ntype B struct\n\tX int\ntype C struct\n\tX int\n"
	assert.Empty(t, difference(before, before))
	assert.Equal(t, []string{"gone: type C struct: X int", "new: type C struct: Y int"},
		difference(before, "func A()\ntype B struct\n\tX int\ntype C struct\n\tY int\n"))
	assert.Len(t, difference(before, "type B struct\n\tX int\ntype C struct\n\tX int\nfunc A()\n"), 1)
}

// Resty is how the module sends today, not what it promises; and an alias of an
// internal type would show neither its fields nor its methods.
func TestAPIHidesItsInside(t *testing.T) {
	t.Parallel()
	for _, p := range publicAPIs(t) {
		for _, line := range describe(p) {
			assert.NotContains(t, strings.ToLower(line), "resty", p.Path())
		}
		for _, name := range p.Scope().Names() {
			object, isType := p.Scope().Lookup(name).(*types.TypeName)
			if isType && object.Exported() {
				assert.False(t, object.IsAlias(), "%s.%s is an alias", p.Path(), name)
			}
		}
	}
}

// describe writes the exported API of a package, a line for each name, fields
// and methods below their type.
func describe(p *types.Package) []string {
	qualify := types.RelativeTo(p)
	short := func(other *types.Package) string {
		if qualify(other) == "" {
			return ""
		}
		return other.Name()
	}
	lines := []string{"package " + p.Name() + " // " + p.Path()}
	for _, kind := range []string{"const", "var", "func", "type"} {
		for _, name := range p.Scope().Names() {
			object := p.Scope().Lookup(name)
			if object.Exported() && kindOf(object) == kind {
				lines = append(lines, declaration(object, short)...)
			}
		}
	}
	return lines
}

func kindOf(object types.Object) string {
	switch object.(type) {
	case *types.Const:
		return "const"
	case *types.Var:
		return "var"
	case *types.Func:
		return "func"
	default:
		return "type"
	}
}

func declaration(object types.Object, short types.Qualifier) []string {
	write := func(t types.Type) string { return types.TypeString(t, short) }
	switch o := object.(type) {
	case *types.Const:
		return []string{fmt.Sprintf("const %s %s = %s", o.Name(), write(o.Type()), o.Val().ExactString())}
	case *types.Var:
		return []string{"var " + o.Name() + " " + write(o.Type())}
	case *types.Func:
		return []string{"func " + o.Name() + strings.TrimPrefix(write(o.Type()), "func")}
	}
	lines := []string{"type " + object.Name() + " " + shape(object.Type(), write)}
	lines = append(lines, fields(object.Type(), write)...)
	return append(lines, methods(object.Type(), write)...)
}

// shape is what a type is made of; a struct's fields follow on lines of their
// own.
func shape(t types.Type, write func(types.Type) string) string {
	if structure, ok := t.Underlying().(*types.Struct); ok {
		for field := range structure.Fields() {
			if !field.Exported() {
				return "struct // with unexported fields"
			}
		}
		return "struct"
	}
	return write(t.Underlying())
}

func fields(t types.Type, write func(types.Type) string) []string {
	structure, ok := t.Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	var lines []string
	for field := range structure.Fields() {
		switch {
		case field.Embedded() && field.Exported():
			lines = append(lines, "\t"+write(field.Type())+" // embedded")
		case field.Exported():
			lines = append(lines, "\t"+field.Name()+" "+write(field.Type()))
		}
	}
	return lines
}

func methods(t types.Type, write func(types.Type) string) []string {
	named, ok := t.(*types.Named)
	if !ok {
		return nil
	}
	var lines []string
	for method := range named.Methods() {
		if !method.Exported() {
			continue
		}
		receiver := ""
		if _, pointer := method.Signature().Recv().Type().(*types.Pointer); pointer {
			receiver = "*"
		}
		lines = append(lines, fmt.Sprintf("\tfunc (%s%s) %s%s", receiver, named.Obj().Name(), method.Name(),
			strings.TrimPrefix(write(method.Signature()), "func")))
	}
	sort.Strings(lines)
	return lines
}
