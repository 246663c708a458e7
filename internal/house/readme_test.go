package house

import (
	"bytes"
	"fmt"
	"go/doc"
	"os"
	"os/exec"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
	"github.com/paygates/paygates-go/cibpay"
	"github.com/paygates/paygates-go/cinetpay"
	"github.com/paygates/paygates-go/circlepay"
	"github.com/paygates/paygates-go/corefy"
)

// block is one fenced block of the README.
type block struct {
	language, text string
	// from is the file that the comment above the block names.
	from string
	line int
}

var origin = regexp.MustCompile(`^<!-- (\S+) -->$`)

func blocks(t *testing.T) []block {
	t.Helper()
	var out []block
	var open *block
	above := ""
	for i, line := range strings.Split(read(t, "README.md"), "\n") {
		fence, isFence := strings.CutPrefix(line, "```")
		switch {
		case isFence && open != nil:
			out = append(out, *open)
			open, above = nil, ""
		case isFence:
			open = &block{language: fence, line: i + 1}
			if named := origin.FindStringSubmatch(above); named != nil {
				open.from = named[1]
			}
		case open != nil:
			open.text += line + "\n"
		default:
			above = line
		}
	}
	require.Nil(t, open, "the last block of README.md is not closed")
	require.NotEmpty(t, out)
	return out
}

// Code in the README stands in a file that is compiled, word for word but for
// its indentation, and the comment above it names the file.
func TestReadmeCodeIsCompiled(t *testing.T) {
	t.Parallel()
	seen := 0
	for _, b := range blocks(t) {
		if b.language != "go" {
			continue
		}
		seen++
		if !assert.NotEmpty(t, b.from, "README.md:%d: no comment names the file of this code", b.line) {
			continue
		}
		inExamples := strings.HasPrefix(b.from, "examples/") || path.Base(b.from) == "example_test.go"
		assert.True(t, inExamples, "README.md:%d: %s is no example", b.line, b.from)
		assert.True(t, holds(read(t, b.from), b.text), "README.md:%d: this code does not stand in %s", b.line, b.from)
	}
	assert.GreaterOrEqual(t, seen, 5)
}

// holds: the lines stand in the source one after the other.
func holds(source, text string) bool {
	trim := func(s string) []string {
		lines := strings.Split(strings.TrimSpace(s), "\n")
		for i := range lines {
			lines[i] = strings.TrimSpace(lines[i])
		}
		return lines
	}
	in, want := trim(source), trim(text)
	for i := 0; i+len(want) <= len(in); i++ {
		if slices.Equal(in[i:i+len(want)], want) {
			return true
		}
	}
	return false
}

func TestHolds(t *testing.T) {
	t.Parallel()
	const source = "func a() {\n\tb()\n\n\tc()\n}\n"
	assert.True(t, holds(source, "b()\n\nc()\n"))
	assert.False(t, holds(source, "b()\nc()\n"))
	assert.False(t, holds(source, "c()\n}\nd()\n"))
}

// Every command in the README does something: its target, program or script is
// there.
func TestReadmeCommandsExist(t *testing.T) {
	t.Parallel()
	targets := makeTargets(t)
	seen := 0
	for _, b := range blocks(t) {
		if b.language != "sh" {
			continue
		}
		for line := range strings.Lines(b.text) {
			seen++
			problem := command(strings.Fields(line), targets)
			assert.Empty(t, problem, "README.md:%d: %s", b.line, strings.TrimSpace(line))
		}
	}
	assert.GreaterOrEqual(t, seen, 5)
	for _, text := range regexp.MustCompile("`((?:make|go run|go test|\\.ci)[^`]*)`").FindAllStringSubmatch(read(t, "README.md"), -1) {
		words := strings.Fields(text[1])
		if len(words) > 1 || strings.HasPrefix(words[0], ".ci") {
			assert.Empty(t, command(words, targets), text[1])
		}
	}
}

// command says what is wrong with a command line.
func command(words, targets []string) string {
	exists := func(at string) string {
		if _, err := os.Stat(path.Join(top, at)); err != nil {
			return "there is no " + at
		}
		return ""
	}
	switch {
	case words[0] == "make" && slices.Contains(targets, words[1]):
		return ""
	case words[0] == "make":
		return "there is no target " + words[1]
	case words[0] == "go" && words[1] == "get":
		if words[2] == module {
			return ""
		}
		return "the module is called " + module
	case words[0] == "git" && words[1] == "clone":
		if slices.Contains(words, "https://"+module) {
			return ""
		}
		return "the module is found elsewhere"
	case words[0] == "go" && (words[1] == "run" || words[1] == "test"):
		return exists(strings.TrimSuffix(words[2], "..."))
	case strings.HasPrefix(words[0], ".ci/"):
		return exists(words[0])
	}
	return "the test does not know this command"
}

// A name that the README writes as package.Name is an exported one.
func TestReadmeNamesExist(t *testing.T) {
	t.Parallel()
	all := documentation(t)
	byName := make(map[string]documented)
	for _, p := range all {
		byName[p.Name] = p
	}
	code := regexp.MustCompile("`[^`\n]+`").FindAllString(withoutBlocks(t), -1)
	name := regexp.MustCompile(`\b(paygates|money|cibpay|cibpaytest|bizon|bizontest|cinetpay|cinetpaytest|corefy|corefytest|circlepay|circlepaytest)\.([A-Z]\w*)(?:\.([A-Z]\w*))?`)
	seen := 0
	for _, span := range code {
		for _, m := range name.FindAllStringSubmatch(span, -1) {
			seen++
			assert.True(t, exported(byName[m[1]], m[2]), "README.md: %s is not exported", m[0])
		}
	}
	assert.GreaterOrEqual(t, seen, 10)
}

func exported(p documented, name string) bool {
	for _, n := range slices.Concat(p.functions(), p.types()) {
		if n.name == name {
			return true
		}
	}
	return slices.ContainsFunc(p.values(), func(v *doc.Value) bool { return slices.Contains(v.Names, name) })
}

// withoutBlocks is the README's prose.
func withoutBlocks(t *testing.T) string {
	t.Helper()
	return regexp.MustCompile("(?s)```.*?```").ReplaceAllString(read(t, "README.md"), "")
}

func TestReadmeLinksLead(t *testing.T) {
	t.Parallel()
	for _, m := range regexp.MustCompile(`\]\(([^)]+)\)`).FindAllStringSubmatch(withoutBlocks(t), -1) {
		if strings.HasPrefix(m[1], "https://") {
			continue
		}
		_, err := os.Stat(path.Join(top, m[1]))
		assert.NoError(t, err, "README.md links to %s", m[1])
	}
}

// The README names every variable that ConfigFromEnv reads, and no other.
func TestReadmeNamesEveryVariable(t *testing.T) {
	t.Parallel()
	variable := regexp.MustCompile(`\b(?:CIBPAY|BIZON|CINETPAY|COREFY|CIRCLEPAY)_[A-Z_]+[A-Z]\b`)
	unique := func(text string) []string {
		found := variable.FindAllString(text, -1)
		slices.Sort(found)
		return slices.Compact(found)
	}
	var configs strings.Builder
	for _, gateway := range []string{"cibpay", "bizon", "cinetpay", "corefy", "circlepay"} {
		configs.WriteString(read(t, gateway+"/config.go"))
	}
	assert.Equal(t, unique(configs.String()), unique(read(t, "README.md")))
}

// The README names every option of the root package.
func TestReadmeNamesEveryOption(t *testing.T) {
	t.Parallel()
	prose := withoutBlocks(t)
	for _, n := range documentation(t)["."].functions() {
		if strings.HasPrefix(n.name, "With") {
			assert.Contains(t, prose, "`paygates."+n.name+"`")
		}
	}
}

// The README names every module whose packages are imported, and says why.
func TestReadmeNamesEveryDependency(t *testing.T) {
	t.Parallel()
	prose := withoutBlocks(t)
	for _, p := range packages(t) {
		for _, imported := range slices.Concat(p.Imports, p.TestImports, p.XTestImports) {
			if !thirdParty(imported) || ours(imported) {
				continue
			}
			named := slices.ContainsFunc([]string{restyPath, decimalPath, testifyPath, mockPath}, func(m string) bool {
				return strings.HasPrefix(imported, m) && strings.Contains(prose, "[`"+m+"`]")
			})
			assert.True(t, named, "%s imports %s, and README.md does not say why", p.short(), imported)
		}
	}
}

const (
	tableBegins = "<!-- operations -->\n"
	tableEnds   = "<!-- /operations -->\n"
)

// gateways are the tables of operations that the README shows.
var gateways = []struct {
	title string
	rows  []paygates.Operation
}{
	{"CIBPay", cibpay.Operations()},
	{"Bizon", bizon.Operations()},
	{"CinetPay", cinetpay.Operations()},
	{"Corefy", corefy.Operations()},
	{"CirclePay", circlepay.Operations()},
}

// The table of operations is written from the rows that the transport goes by.
func TestReadmeOperations(t *testing.T) {
	t.Parallel()
	readme := read(t, "README.md")
	before, rest, found := strings.Cut(readme, tableBegins)
	require.True(t, found)
	_, after, found := strings.Cut(rest, tableEnds)
	require.True(t, found)
	want := before + tableBegins + operationTable() + tableEnds + after
	if *update {
		write(t, "README.md", want)
		return
	}
	assert.Empty(t, strings.Join(difference(readme, want), "\n"), "the operations have changed: go test ./internal/house -update")
}

func operationTable() string {
	var b bytes.Buffer
	for n, g := range gateways {
		if n > 0 {
			b.WriteByte('\n') // else the two would be one table
		}
		fmt.Fprintf(&b, "| %s | Request | Money moves | Sent again by itself | Settled by |\n|---|---|---|---|---|\n", g.title)
		for i := range g.rows {
			op := &g.rows[i]
			moves, again, settled := op.Moves.String(), "only if no connection was made", "`"+op.LookUp.Op+"`"
			if op.Moves == paygates.MovesNothing {
				moves = "no"
			}
			if op.LookUp.Op == "" {
				settled = "nothing"
			}
			switch op.Safety {
			case paygates.Read:
				again, settled = "yes: it only reads", "–"
			case paygates.Repeatable:
				again, settled = "yes: repeating it changes nothing", "repeating it"
			}
			fmt.Fprintf(&b, "| `%s` | `%s %s` | %s | %s | %s |\n", op.Name, op.Method, op.Path, moves, again, settled)
		}
	}
	return b.String()
}

// The first program of the README prints what its last comment says.
func TestFirstCall(t *testing.T) {
	t.Parallel()
	source := read(t, "examples/firstcall/main.go")
	said := regexp.MustCompile(`fmt\.Println\(.*\) // (.*)\n\treturn nil`).FindStringSubmatch(source)
	require.NotNil(t, said)
	cmd := exec.CommandContext(t.Context(), "go", "run", "./examples/firstcall")
	cmd.Dir = top
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
	assert.True(t, strings.HasSuffix(string(out), "\n"+said[1]+"\n"), "%s", out)
}
