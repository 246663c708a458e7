package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
)

// mistake is one that can be made in a file.
type mistake struct {
	Number int
	File   string
	Line   int
	// In is the function, Kind what is done, Text the code that it is done to, with its
	// turn where the function has the same code several times: "return false (2 of 3)".
	In, Kind, Text string
	// Gateways are those whose schedules may notice it; all where it is empty.
	Gateways string
}

// key names a mistake without its line, which moves.
func (m mistake) key() string { return m.File + ": " + m.In + ": " + m.Kind + ": " + m.Text }

// The kinds of mistakes.
const (
	negated = "condition negated"
	dropped = "early return dropped"
	swapped = "constant swapped"
)

// words are functions that only put things into words.
var words = []string{"nameOf", "indexOf", "describe", "String", "MarshalText", "UnmarshalText"}

// swaps gives each constant another of its kind.
var swaps = map[string]string{
	"OutcomeUnknown": "OutcomeExecuted", "OutcomeExecuted": "OutcomeNotExecuted", "OutcomeNotExecuted": "OutcomeUnknown",
	"VerdictUnknown": "VerdictExecuted", "VerdictExecuted": "VerdictAbsent", "VerdictNotExecuted": "VerdictExecuted",
	"VerdictAbsent": "VerdictNotExecuted", "VerdictDuplicate": "VerdictNotExecuted", "VerdictConflict": "VerdictExecuted",
	"Read": "Once", "Repeatable": "Once", "Once": "Repeatable",
}

// edit is a text that is put into a source, before or behind a piece of code.
type edit struct {
	at     int
	behind bool
	length int // of the piece
	text   string
}

// order puts what closes before what opens, and closes inner pieces before outer
// ones, which are opened first.
func (e edit) order(other edit) int {
	switch {
	case e.at != other.at:
		return e.at - other.at
	case e.behind && other.behind:
		return e.length - other.length
	case e.behind:
		return -1
	case other.behind:
		return 1
	}
	return other.length - e.length
}

// instrumenter finds the mistakes of one file.
type instrumenter struct {
	name   string
	source []byte
	files  *token.FileSet
	in     string
	first  int
	found  []mistake
	edits  []edit
}

// instrument makes every mistake possible in a file: the source with a switch at
// each place. Numbers count on from first.
func instrument(name string, source []byte, first int) ([]byte, []mistake, error) {
	in := &instrumenter{name: name, source: source, files: token.NewFileSet(), first: first}
	file, err := parser.ParseFile(in.files, name, source, 0)
	if err != nil {
		return nil, nil, err
	}
	in.edits = append(in.edits, edit{at: in.offset(file.Name.End()), text: fmt.Sprintf("; import %q", switchPath)})
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if ok && f.Body != nil && !slices.Contains(words, f.Name.Name) {
			in.in = f.Name.Name
			in.block(f.Body.List, true)
			in.constants(f.Body)
		}
	}
	number(in.found)
	return in.apply(), in.found, nil
}

// number tells mistakes with the same code apart, so that the reason why one survives
// is not that of the others.
func number(found []mistake) {
	all, turn := map[string]int{}, map[string]int{}
	for i := range found {
		all[found[i].key()]++
	}
	for i := range found {
		m := &found[i]
		if key := m.key(); all[key] > 1 {
			turn[key]++
			m.Text += fmt.Sprintf(" (%d of %d)", turn[key], all[key])
		}
	}
}

// apply puts all edits into the source.
func (in *instrumenter) apply() []byte {
	slices.SortStableFunc(in.edits, edit.order)
	var out []byte
	from := 0
	for _, e := range in.edits {
		out = append(append(out, in.source[from:e.at]...), e.text...)
		from = e.at
	}
	return append(out, in.source[from:]...)
}

func (in *instrumenter) offset(p token.Pos) int { return in.files.Position(p).Offset }

// add notes a mistake and gives its number.
func (in *instrumenter) add(kind string, n ast.Node) int {
	text := strings.Join(strings.Fields(string(in.source[in.offset(n.Pos()):in.offset(n.End())])), " ")
	m := mistake{
		Number: in.first + len(in.found), File: in.name, Line: in.files.Position(n.Pos()).Line, In: in.in, Kind: kind, Text: text,
	}
	in.found = append(in.found, m)
	return m.Number
}

// around puts a switch around a piece of code.
func (in *instrumenter) around(n ast.Node, before, after string) {
	from, to := in.offset(n.Pos()), in.offset(n.End())
	in.edits = append(in.edits, edit{from, false, to - from, before}, edit{to, true, to - from, after})
}

// block looks through statements. last says that nothing of the function comes
// behind them, so that a return among them ends it for the compiler too.
func (in *instrumenter) block(list []ast.Stmt, last bool) {
	for i, s := range list {
		in.statement(s, last && i == len(list)-1)
	}
}

func (in *instrumenter) statement(s ast.Stmt, last bool) {
	switch s := s.(type) {
	case *ast.BlockStmt:
		in.block(s.List, last)
	case *ast.ForStmt:
		in.body(s.Body)
	case *ast.RangeStmt:
		in.body(s.Body)
	case *ast.IfStmt:
		in.negate(s.Cond)
		if s.Else == nil {
			in.body(s.Body)
			return
		}
		in.branch(s.Body.List, last)
		in.statement(s.Else, last)
	case *ast.SwitchStmt:
		for _, c := range s.Body.List {
			clause := c.(*ast.CaseClause)
			if s.Tag == nil {
				for _, e := range clause.List {
					in.negate(e)
				}
			}
			in.branch(clause.Body, last)
		}
	case *ast.AssignStmt, *ast.ExprStmt, *ast.ReturnStmt, *ast.DeclStmt, *ast.DeferStmt:
		ast.Inspect(s, func(n ast.Node) bool {
			f, ok := n.(*ast.FuncLit)
			if ok {
				in.block(f.Body.List, true)
			}
			return !ok
		})
	}
}

// body is a block behind which the function goes on.
func (in *instrumenter) body(b *ast.BlockStmt) { in.branch(b.List, false) }

// branch is one way through the function; a return at its end is an early one
// where the function goes on behind.
func (in *instrumenter) branch(list []ast.Stmt, last bool) {
	in.block(list, last)
	if len(list) == 0 || last {
		return
	}
	if r, ok := list[len(list)-1].(*ast.ReturnStmt); ok {
		in.around(r, fmt.Sprintf("if !mutant.On(%d) { ", in.add(dropped, r)), " }")
	}
}

func (in *instrumenter) negate(cond ast.Expr) {
	in.around(cond, fmt.Sprintf("mutant.Not(%d, ", in.add(negated, cond)), ")")
}

// constants swaps what names an outcome, a verdict or a safety.
func (in *instrumenter) constants(body *ast.BlockStmt) {
	inPackage := in.name == "outcome.go"
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && x.Name == "paygates" {
				in.swap(n, n.Sel.Name, "paygates.")
			}
			return false
		case *ast.Ident:
			if inPackage {
				in.swap(n, n.Name, "")
			}
		}
		return true
	})
}

func (in *instrumenter) swap(n ast.Node, name, qualifier string) {
	if other := swaps[name]; other != "" {
		in.around(n, fmt.Sprintf("mutant.Swap(%d, ", in.add(swapped, n)), fmt.Sprintf(", %s%s)", qualifier, other))
	}
}
