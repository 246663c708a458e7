package house

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite what is generated: testdata/api and the table in README.md")

// top is the root of the repository, seen from this package.
const top = "../.."

// module is the path of the module.
const module = "github.com/paygates/paygates-go"

// listed is what the go command says of a package.
type listed struct {
	ImportPath   string
	Name         string
	Standard     bool
	Export       string
	Imports      []string
	TestImports  []string
	XTestImports []string
	Deps         []string
}

// short is the path inside the module: "." for the root package.
func (p *listed) short() string { return inside(p.ImportPath) }

func inside(importPath string) string {
	if importPath == module {
		return "."
	}
	return strings.TrimPrefix(importPath, module+"/")
}

func ours(importPath string) bool {
	return importPath == module || strings.HasPrefix(importPath, module+"/")
}

// modulePackages are the packages of the module, by go list.
var modulePackages = sync.OnceValues(func() ([]*listed, error) {
	return goList("-json=ImportPath,Name,Imports,TestImports,XTestImports,Deps", "./...")
})

func packages(t *testing.T) []*listed {
	t.Helper()
	all, err := modulePackages()
	require.NoError(t, err)
	require.NotEmpty(t, all)
	return all
}

func goList(args ...string) ([]*listed, error) {
	cmd := exec.Command("go", append([]string{"list"}, args...)...)
	cmd.Dir = top
	var out, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaint
	if err := cmd.Run(); err != nil {
		return nil, errors.Join(err, errors.New(complaint.String()))
	}
	var all []*listed
	for decoder := json.NewDecoder(&out); ; {
		p := new(listed)
		switch err := decoder.Decode(p); {
		case errors.Is(err, io.EOF):
			return all, nil
		case err != nil:
			return nil, err
		}
		all = append(all, p)
	}
}

// file is one file of the repository, by its path from the root.
type file struct {
	name string
	text []byte
}

// repository reads every text file but what git keeps for itself and what a
// build leaves behind. All tests read through it, so that the test cache knows
// which files they depend on.
var repository = sync.OnceValues(func() ([]file, error) {
	var all []file
	err := filepath.WalkDir(top, func(at string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if slices.Contains([]string{".git", "bin", "dist"}, entry.Name()) {
				return fs.SkipDir
			}
			return nil
		}
		text, err := os.ReadFile(at)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(top, at)
		if err != nil {
			return err
		}
		if !bytes.Contains(text, []byte{0}) {
			all = append(all, file{filepath.ToSlash(name), text})
		}
		return nil
	})
	return all, err
})

func files(t *testing.T) []file {
	t.Helper()
	all, err := repository()
	require.NoError(t, err)
	require.NotEmpty(t, all)
	return all
}

// goFiles are the Go files; of a nested module's only what is ours too.
func goFiles(t *testing.T) []file {
	t.Helper()
	var out []file
	for _, f := range files(t) {
		if path.Ext(f.name) == ".go" {
			out = append(out, f)
		}
	}
	return out
}

func (f file) isTest() bool { return strings.HasSuffix(f.name, "_test.go") }

// read gives one file of the repository.
func read(t *testing.T, name string) string {
	t.Helper()
	all := files(t)
	at := slices.IndexFunc(all, func(f file) bool { return f.name == name })
	require.GreaterOrEqual(t, at, 0, "there is no %s", name)
	return string(all[at].text)
}

func write(t *testing.T, name, text string) {
	t.Helper()
	require.NoError(t, os.WriteFile(filepath.Join(top, filepath.FromSlash(name)), []byte(text), 0o644))
}
