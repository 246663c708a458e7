package money_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// harmless names sound like floating point and are none: the printer of exact rationals, and what this test needs.
var harmless = map[string]bool{"FloatString": true, "FLOAT": true, "TestNoFloatingPoint": true}

// TestNoFloatingPoint reads the sources of this package, tests included: a binary floating-point number cannot hold
// 0.10, so none may come near an amount.
func TestNoFloatingPoint(t *testing.T) {
	t.Parallel()
	files := 0
	err := filepath.WalkDir(".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".go" {
			return err
		}
		files++
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		ast.Inspect(file, func(node ast.Node) bool {
			switch n := node.(type) {
			case *ast.Ident:
				if strings.Contains(strings.ToLower(n.Name), "float") && !harmless[n.Name] {
					assert.Fail(t, "floating point", "%s: %s", set.Position(n.Pos()), n.Name)
				}
			case *ast.BasicLit:
				assert.NotEqual(t, token.FLOAT, n.Kind, "%s: %s", set.Position(n.Pos()), n.Value)
			}
			return true
		})
		return nil
	})
	require.NoError(t, err)
	assert.Greater(t, files, 10)
}
