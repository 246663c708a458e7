package consumer

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// runTime are the modules whose code a user's program may hold beside its own.
var runTime = []string{library, "github.com/go-resty/resty/v2", "github.com/shopspring/decimal", "golang.org/x/net"}

// needed are the modules that packages are built from, without this one.
func needed(t *testing.T, packages ...string) []string {
	t.Helper()
	var out []string
	for _, p := range list(t, append([]string{"-deps"}, packages...)...) {
		if p.Module != nil && p.Module.Path != library+"/internal/consumer" && !slices.Contains(out, p.Module.Path) {
			out = append(out, p.Module.Path)
		}
	}
	slices.Sort(out)
	return out
}

func TestModulesThatAUserNeeds(t *testing.T) {
	want := slices.Sorted(slices.Values(runTime))
	for _, packages := range append([]string{"./..."}, gateways(t)...) {
		if got := needed(t, packages); !slices.Equal(got, want) {
			t.Errorf("%s needs %s, want %s", packages, got, want)
		}
	}
}

// A user who has the checksums of those modules alone can build: no test
// library, and nothing of examples and benchmarks, is ever asked for.
func TestChecksumsThatAUserNeeds(t *testing.T) {
	dir := t.TempDir()
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append(sources, "go.mod", "go.sum") {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case strings.HasSuffix(name, "_test.go"):
			continue
		case name == "go.mod":
			root, err := filepath.Abs("../..")
			if err != nil {
				t.Fatal(err)
			}
			text = []byte(strings.ReplaceAll(string(text), "=> ../..", "=> "+root))
		case name == "go.sum":
			text = []byte(checksums(string(text)))
		}
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	runGo(t, dir, "build", "-mod=readonly", "./...")
}

// checksums keeps the lines of run-time modules, and those that vouch for
// nothing but a go.mod.
func checksums(sum string) string {
	var out strings.Builder
	for line := range strings.Lines(sum) {
		fields := strings.Fields(line)
		if strings.HasSuffix(fields[1], "/go.mod") || slices.Contains(runTime, fields[0]) {
			out.WriteString(line)
		}
	}
	return out.String()
}

func runGo(t *testing.T, dir string, args ...string) {
	t.Helper()
	command := exec.Command("go", args...)
	command.Dir = dir
	if said, err := command.CombinedOutput(); err != nil {
		t.Fatalf("go %s: %v\n%s", args, err, said)
	}
}

// Importing one gateway links no other, and no model.
func TestOneGatewayLinksNoOther(t *testing.T) {
	all := gateways(t)
	for _, mine := range all {
		deps := list(t, mine)[0].Deps
		if !slices.Contains(deps, library) {
			t.Errorf("%s does not even link %s: the test looks in the wrong place", mine, library)
		}
		for _, dep := range deps {
			for _, other := range all {
				if dep == other && other != mine || strings.HasPrefix(dep, other+"/") {
					t.Errorf("%s links %s", mine, dep)
				}
			}
			if strings.HasPrefix(dep, library+"/internal/") && strings.HasSuffix(dep, "test") || dep == "testing" {
				t.Errorf("%s links %s", mine, dep)
			}
		}
	}
}
