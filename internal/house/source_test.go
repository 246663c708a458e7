package house

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// No float comes near an amount, an id or a rate. A case of a type switch may
// name the types, because that is how floats are refused.
func TestNoFloats(t *testing.T) {
	t.Parallel()
	for _, f := range goFiles(t) {
		if f.isTest() || strings.HasPrefix(f.name, "examples/") || strings.HasPrefix(f.name, "internal/bench/") {
			continue
		}
		for _, found := range floatsIn(t, f.name, f.text) {
			t.Errorf("%s", found)
		}
	}
}

func floatsIn(t *testing.T, name string, text []byte) []string {
	t.Helper()
	fset := token.NewFileSet()
	tree, err := parser.ParseFile(fset, name, text, parser.SkipObjectResolution)
	require.NoError(t, err)
	refused := map[ast.Node]bool{}
	var found []string
	ast.Inspect(tree, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.TypeSwitchStmt:
			for _, clause := range n.Body.List {
				for _, named := range clause.(*ast.CaseClause).List {
					refused[named] = true
				}
			}
		case *ast.Ident:
			if (n.Name == "float32" || n.Name == "float64") && !refused[n] {
				found = append(found, fset.Position(n.Pos()).String()+": "+n.Name)
			}
		case *ast.BasicLit:
			if n.Kind == token.FLOAT {
				found = append(found, fset.Position(n.Pos()).String()+": "+n.Value)
			}
		}
		return true
	})
	return found
}

func TestFloatsAreFound(t *testing.T) {
	t.Parallel()
	const wrong = `package p
var a float64 = 1
func b(x any) float32 { switch x.(type) { case float64: return 2.5 }; return 0 }`
	assert.Len(t, floatsIn(t, "p.go", []byte(wrong)), 3)
}

// What must not stand in any file: names of a workplace, which are put together
// here from parts, and notes to self.
var forbidden = map[string]*regexp.Regexp{
	"a path of somebody's machine": regexp.MustCompile(
		`(^|[^\w.])/(` + strings.Join([]string{"wo" + "rk", "fa" + "rm", "tm" + "p", "ro" + "ot"}, "|") + `)\b`,
	),
	"a folder that is not in the repository": regexp.MustCompile(
		strings.Join([]string{`\.\./sha` + `red`, `contr` + `acts/`, `contr` + `acts folder`, `\.libr` + `ary\b`, `fa` + `rm-(studio|bench)`}, "|"),
	),
	"a note to self": regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME)\b|not imple` + `mented`),
}

func TestForbiddenWords(t *testing.T) {
	t.Parallel()
	for _, f := range files(t) {
		if f.name == "go.sum" || strings.Contains("/"+f.name, "/testdata/") {
			continue
		}
		for i, line := range strings.Split(string(f.text), "\n") {
			for what, pattern := range forbidden {
				assert.NotRegexp(t, pattern, line, "%s:%d names %s", f.name, i+1, what)
			}
		}
	}
}

func TestForbiddenWordsAreFound(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"see /wo" + "rk/x", "cd /tm" + "p", `"/tm` + `p/a"`, "../sha" + "red/a", "// TO" + "DO: b", "panic(\"not imple" + "mented\")",
	} {
		found := false
		for _, pattern := range forbidden {
			found = found || pattern.MatchString(text+"\n")
		}
		assert.True(t, found, text)
	}
	for _, text := range []string{"at work/home", ".github/workflows", "net/http/httptest", "a seed", "/workers"} {
		for what, pattern := range forbidden {
			assert.NotRegexp(t, pattern, text, what)
		}
	}
}

// A file that takes more than one sitting to read is two files.
func TestFilesStaySmall(t *testing.T) {
	t.Parallel()
	for _, f := range goFiles(t) {
		assert.LessOrEqual(t, strings.Count(string(f.text), "\n"), 500, f.name)
	}
}

// A package is named after what it holds. So is a file; but a file may hold
// what is in common use.
var (
	vaguePackage = regexp.MustCompile(`(?i)(^|/)(utils?|common|helpers?|manager|base|misc|shared)(/|$)`)
	vagueFile    = regexp.MustCompile(`(?i)(^|_)(utils?|helpers?|manager|base|misc)(_|\.)`)
)

func TestNamesSayWhatTheThingIs(t *testing.T) {
	t.Parallel()
	for _, f := range goFiles(t) {
		assert.NotRegexp(t, vaguePackage, path.Dir(f.name))
		assert.NotRegexp(t, vagueFile, path.Base(f.name), f.name)
	}
}
