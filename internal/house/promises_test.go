package house

import (
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// promise is one item of the lists of what is promised and what is not.
type promise struct{ file, text string }

// The headings under which promises stand, by file.
var promiseHeadings = map[string][]string{
	"doc.go":    {"# What is promised, what is not"},
	"README.md": {"### What is promised", "### What is never promised"},
}

// proofs is how a promise ends: with the tests that check it, and the folders
// in which they stand, such as "(TestAnything in internal/simulation; FuzzAnswers
// in cibpay)". A test of the conformance suite may name one of its cells:
// "(TestConformance/drift in cibpay)".
var (
	proofs = regexp.MustCompile(`\(((?:(?:Test|Fuzz)[\w/-]+ in [\w/.]+(?:; )?)+)\)\.?$`)
	proof  = regexp.MustCompile(`((?:Test|Fuzz)\w+)(?:/([\w-]+))? in ([\w/.]+)`)
)

// Every promise names the tests that check it, and they are there.
func TestPromisesAreTested(t *testing.T) {
	t.Parallel()
	for file, headings := range promiseHeadings {
		for _, heading := range headings {
			all := promises(file, read(t, file), heading)
			assert.NotEmpty(t, all, "%s: nothing stands under %q", file, heading)
			for _, p := range all {
				assert.Empty(t, p.problem(t), "%s: %s", p.file, p.text)
			}
		}
	}
}

// promises are the items of the list under a heading, each on one line, without
// the marks of Go comments and of Markdown's code.
func promises(file, text, heading string) []promise {
	var out []promise
	under, within := false, false // the heading, an item
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(strings.ReplaceAll(strings.TrimPrefix(strings.TrimSpace(line), "//"), "`", ""))
		item, begins := strings.CutPrefix(line, "- ")
		switch {
		case line == heading:
			under = true
		case !under:
		case strings.HasPrefix(line, "#"), strings.HasPrefix(line, "package "):
			return out
		case begins:
			out, within = append(out, promise{file, item}), true
		case line == "":
			within = false
		case within:
			out[len(out)-1].text += " " + line
		}
	}
	return out
}

// problem says what is wrong with the tests that a promise names.
func (p promise) problem(t *testing.T) string {
	t.Helper()
	named := proofs.FindStringSubmatch(p.text)
	if named == nil {
		return "it does not end with the test that checks it: (TestName in folder)"
	}
	for _, m := range proof.FindAllStringSubmatch(named[1], -1) {
		test, cell, folder := m[1], m[2], m[3]
		if !inTests(t, folder, "func "+test+"(") {
			return "there is no " + test + " in " + folder
		}
		if cell != "" && !strings.Contains(read(t, "internal/conformance/cells.go"), `{name: "`+cell+`"`) {
			return "the conformance suite has no cell " + cell
		}
	}
	return ""
}

// inTests says whether a text begins a line of the tests in a folder.
func inTests(t *testing.T, folder, text string) bool {
	t.Helper()
	for _, f := range goFiles(t) {
		if path.Dir(f.name) == path.Clean(folder) && f.isTest() && strings.Contains("\n"+string(f.text), "\n"+text) {
			return true
		}
	}
	return false
}

func TestPromises(t *testing.T) {
	t.Parallel()
	const text = "// # Before\n//   - not this one\n//\n// # Kept\n//\n// Words before.\n//\n//   - The first,\n//     on two lines. (TestPromises in internal/house)\n//   - The second. (`TestNowhere` in `internal/house`)\n//   - The third.\n//   - The fourth. (TestConformance/nothing in cibpay)\n//\n// Words behind.\n//\n// # After\n//   - nor this\npackage x\n"
	all := promises("doc.go", text, "# Kept")
	require.Len(t, all, 4)
	assert.Equal(t, "The first, on two lines. (TestPromises in internal/house)", all[0].text)
	for i, want := range []string{"", "there is no TestNowhere in internal/house", "it does not end with the test", "has no cell nothing"} {
		if got := all[i].problem(t); want == "" {
			assert.Empty(t, got)
		} else {
			assert.Contains(t, got, want)
		}
	}
}
