package house

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var target = regexp.MustCompile(`(?m)^([a-z]+):(.*)$`)

// makeTargets are the targets of the Makefile.
func makeTargets(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, m := range target.FindAllStringSubmatch(read(t, "Makefile"), -1) {
		out = append(out, m[1])
	}
	require.NotEmpty(t, out)
	return out
}

func TestMakefile(t *testing.T) {
	t.Parallel()
	makefile := read(t, "Makefile")
	targets := makeTargets(t)
	for _, want := range strings.Fields("test lint bench fuzz cover examples rules replay") {
		assert.Contains(t, targets, want)
	}
	phony := regexp.MustCompile(`(?m)^\.PHONY: (.*)$`).FindStringSubmatch(makefile)
	require.NotNil(t, phony)
	assert.ElementsMatch(t, targets, strings.Fields(phony[1]))
	for _, m := range target.FindAllStringSubmatch(makefile, -1) {
		assert.Contains(t, m[2], "## ", "make does not say what %s does", m[1])
	}
	assert.Contains(t, makefile, ".DEFAULT_GOAL := help")
}

// Every example is run by make examples, or by a target of its own.
func TestMakeRunsEveryExample(t *testing.T) {
	t.Parallel()
	makefile := read(t, "Makefile")
	for _, p := range packages(t) {
		if p.Name == "main" && strings.HasPrefix(p.short(), "examples/") {
			assert.Contains(t, makefile, "./"+p.short(), p.short())
		}
	}
}

// What the CI runs stands in scripts that a developer can run too.
func TestWorkflowRunsTheScript(t *testing.T) {
	t.Parallel()
	assert.Contains(t, read(t, ".github/workflows/ci.yml"), "run: .ci/run")
	script := read(t, ".ci/run")
	for _, step := range []string{"go build ./...", "go test ./...", "go test -race ./...", ".ci/lint", ".ci/fuzz", "./internal/house"} {
		assert.Contains(t, script, step)
	}
}
