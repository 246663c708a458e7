package consumer

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"strings"
	"testing"
)

// library is the module that is consumed.
const library = "github.com/paygates/paygates-go"

// listed is what the go command says of a package.
type listed struct {
	ImportPath string
	Name       string
	Export     string
	Deps       []string
	GoFiles    []string
	Module     *struct{ Path string }
}

// list runs go list in this module.
func list(t *testing.T, args ...string) []listed {
	t.Helper()
	command := exec.Command("go", append([]string{"list", "-json=ImportPath,Name,Export,Deps,GoFiles,Module"}, args...)...)
	var out, complaint bytes.Buffer
	command.Stdout, command.Stderr = &out, &complaint
	if err := command.Run(); err != nil {
		t.Fatalf("go list %s: %v\n%s", args, err, &complaint)
	}
	var all []listed
	for decoder := json.NewDecoder(&out); ; {
		var p listed
		switch err := decoder.Decode(&p); {
		case errors.Is(err, io.EOF):
			return all
		case err != nil:
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

// public are the packages that a user can import.
func public(t *testing.T) []listed {
	t.Helper()
	var out []listed
	for _, p := range list(t, library+"/...") {
		inside := "/" + strings.TrimPrefix(p.ImportPath, library+"/") + "/"
		if p.Name != "main" && !strings.Contains(inside, "/internal/") {
			out = append(out, p)
		}
	}
	if len(out) < 6 {
		t.Fatalf("%d public packages were found: the test looks in the wrong place", len(out))
	}
	return out
}

// gateways are the packages that have a model of the same name.
func gateways(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, p := range public(t) {
		if model, found := strings.CutSuffix(p.ImportPath, "/"+p.Name); found && p.Name == model[strings.LastIndexByte(model, '/')+1:]+"test" {
			out = append(out, model)
		}
	}
	if len(out) < 2 {
		t.Fatalf("the gateways found are %s: the test looks in the wrong place", out)
	}
	return out
}
