package consumer

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"testing"
)

// checked is this package as a compiler sees it, and the public packages.
type checked struct {
	fset    *token.FileSet
	files   map[string]*ast.File // by name, such as money.go
	info    types.Info
	imports map[string]*types.Package
}

func check(t *testing.T) checked {
	t.Helper()
	exports := map[string]string{}
	for _, p := range list(t, "-export", "-deps", "./...", library+"/...") {
		exports[p.ImportPath] = p.Export
	}
	c := checked{
		fset: token.NewFileSet(), files: map[string]*ast.File{}, imports: map[string]*types.Package{},
		info: types.Info{Uses: map[*ast.Ident]types.Object{}, Types: map[ast.Expr]types.TypeAndValue{}},
	}
	compiled := importer.ForCompiler(c.fset, "gc", func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) })
	var files []*ast.File
	for _, name := range list(t, ".")[0].GoFiles {
		file, err := parser.ParseFile(c.fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		c.files[name] = file
		files = append(files, file)
	}
	if _, err := (&types.Config{Importer: compiled}).Check("consumer", c.fset, files, &c.info); err != nil {
		t.Fatal(err)
	}
	for _, p := range public(t) {
		imported, err := compiled.Import(p.ImportPath)
		if err != nil {
			t.Fatal(err)
		}
		c.imports[p.ImportPath] = imported
	}
	return c
}

// called are the functions that a file calls: by name, and the methods that an
// interface asks for where a value is given for it. They go by their full names,
// such as (money.Amount).Add with the whole path.
func (c checked) called(file *ast.File) map[string]bool {
	out := map[string]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			if f, ok := c.info.Uses[n].(*types.Func); ok {
				out[f.FullName()] = true
			}
		case *ast.CallExpr:
			for i, argument := range n.Args {
				c.noteGiven(out, c.info.TypeOf(argument), parameter(c.info.TypeOf(n.Fun), i))
			}
		case *ast.CompositeLit: // []encoding.TextAppender{amount}
			if slice, ok := c.info.TypeOf(n).Underlying().(*types.Slice); ok {
				for _, element := range n.Elts {
					c.noteGiven(out, c.info.TypeOf(element), slice.Elem())
				}
			}
		}
		return true
	})
	return out
}

// noteGiven notes the methods of given that it needs where asked is wanted.
func (c checked) noteGiven(out map[string]bool, given, asked types.Type) {
	if given == nil || asked == nil || types.IsInterface(given) {
		return
	}
	wanted, ok := asked.Underlying().(*types.Interface)
	if !ok {
		return
	}
	for method := range wanted.Methods() {
		found, _, _ := types.LookupFieldOrMethod(given, true, method.Pkg(), method.Name())
		if f, ok := found.(*types.Func); ok {
			out[f.FullName()] = true
		}
	}
}

// parameter is the type of the i-th parameter of a function, or the type that a
// conversion converts to.
func parameter(called types.Type, i int) types.Type {
	signature, ok := called.(*types.Signature)
	if !ok {
		return called
	}
	last := signature.Params().Len() - 1
	if signature.Variadic() && i >= last {
		return signature.Params().At(last).Type().(*types.Slice).Elem()
	}
	if i > last {
		return nil
	}
	return signature.Params().At(i).Type()
}

// exported are the full names of a package's functions and methods.
func exported(p *types.Package) []string {
	var out []string
	for _, name := range p.Scope().Names() {
		object := p.Scope().Lookup(name)
		if !object.Exported() {
			continue
		}
		switch object := object.(type) {
		case *types.Func:
			out = append(out, object.FullName())
		case *types.TypeName:
			named, ok := object.Type().(*types.Named)
			if !ok {
				continue
			}
			for method := range named.Methods() {
				if method.Exported() {
					out = append(out, method.FullName())
				}
			}
			if asked, ok := named.Underlying().(*types.Interface); ok {
				for method := range asked.ExplicitMethods() {
					if method.Exported() {
						out = append(out, method.FullName())
					}
				}
			}
		}
	}
	return out
}

// Every exported function and method is called in the file of its package.
func TestConsumerIsComplete(t *testing.T) {
	c := check(t)
	for path, p := range c.imports {
		file := c.files[p.Name()+".go"]
		if file == nil {
			t.Errorf("there is no %s.go, which calls everything that %s exports", p.Name(), path)
			continue
		}
		names, called := exported(p), c.called(file)
		if len(names) == 0 {
			t.Errorf("%s exports nothing: the test looks in the wrong place", path)
		}
		for _, name := range names {
			if !called[name] {
				t.Errorf("%s.go does not call %s", p.Name(), name)
			}
		}
	}
}

// What nobody calls is missed.
func TestMissingCallsAreFound(t *testing.T) {
	c := check(t)
	called := c.called(c.files["paygates.go"])
	for name, want := range map[string]bool{
		library + ".NewSecret":                true,  // by name
		"(" + library + ".Secret).LogValue":   true,  // by printed, which asks for it
		"(*" + library + ".Error).Advice":     true,  // of a pointer
		library + "/money.Parse":              false, // by another file
		"(" + library + ".Secret).UnknownOne": false,
	} {
		if called[name] != want {
			t.Errorf("%s: called is %v", name, called[name])
		}
	}
}
