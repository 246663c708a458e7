package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// programs make one order each; the first is the baseline, which reads what the
// first of ours reads: an address, a name and a password.
var programs = []struct{ name, dir string }{
	{"by hand: net/http, encoding/json", "nethttp"},
	{"resty as its README shows", "resty"},
	{"paygates", "paygates"},
	{"paygates, ConfigFromEnv", "paygatesenv"},
}

// sizeTable builds the programs, without symbols and debug information.
func sizeTable(s settings) (table, []mark, error) {
	bin, err := os.MkdirTemp("", "bench")
	if err != nil {
		return table{}, nil, err
	}
	defer os.RemoveAll(bin)
	t := table{
		title: "A stripped program with one create call",
		notes: []string{
			`go build -trimpath -ldflags "-s -w"`,
			"ConfigFromEnv can read a client certificate, so every kind of private key is linked",
		},
		head: []string{"what", "size", "over net/http"},
	}
	sizes := make([]float64, len(programs))
	for i, p := range programs {
		fmt.Fprintf(s.out, "size: building %s\n", p.dir)
		if sizes[i], err = build(bin, p.dir); err != nil {
			return table{}, nil, fmt.Errorf("%s: %w", p.name, err)
		}
		t.add(p.name, megabytes(sizes[i]), "+"+megabytes(sizes[i]-sizes[0]))
	}
	return t, []mark{{what: "stripped program: over net/http", got: (sizes[2] - sizes[0]) / 1e6, bound: 1.5, unit: " MB"}}, nil
}

// build compiles one of the programs and returns its size in bytes.
func build(bin, dir string) (float64, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	out := filepath.Join(bin, dir)
	command := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags", "-s -w", "-o", out, "./size/"+dir)
	if said, err := command.CombinedOutput(); err != nil {
		return 0, fmt.Errorf("%w: %s", err, said)
	}
	info, err := os.Stat(out)
	if err != nil {
		return 0, err
	}
	return float64(info.Size()), nil
}
