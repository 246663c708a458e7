package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// switchPath is a package that exists in the overlay alone.
const (
	switchPath = "github.com/paygates/paygates-go/internal/mutant"
	switchFile = "internal/mutant/mutant.go"
	variable   = "PAYGATES_MUTANT"
)

// switches is that package's source.
const switches = `package mutant

import (
	"os"
	"strconv"
)

var active, _ = strconv.Atoi(os.Getenv("` + variable + `"))

func On(n int) bool { return n == active }

func Not(n int, condition bool) bool { return condition != (n == active) }

func Swap[T any](n int, one, other T) T {
	if n == active {
		return other
	}
	return one
}
`

// binary is where the tests with all mistakes are built.
func binary(work string) string { return filepath.Join(work, "simulation.test") }

// build instruments the files and builds the simulation's tests with them.
func build(ctx context.Context, work string) ([]mistake, error) {
	var all []mistake
	replaced := map[string]string{}
	put := func(name string, source []byte) error {
		at := filepath.Join(work, fmt.Sprintf("%d.go", len(replaced)))
		here, err := filepath.Abs(name)
		if err != nil {
			return err
		}
		replaced[here] = at
		return os.WriteFile(at, source, 0o600)
	}
	if err := put(switchFile, []byte(switches)); err != nil {
		return nil, err
	}
	for _, room := range rooms {
		for _, name := range room.files {
			source, err := os.ReadFile(name)
			if err != nil {
				return nil, err
			}
			changed, found, err := instrument(name, source, len(all)+1)
			if err != nil {
				return nil, err
			}
			if err := put(name, changed); err != nil {
				return nil, err
			}
			for _, m := range found {
				m.Gateways = room.gateways
				all = append(all, m)
			}
		}
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replaced})
	if err != nil {
		return nil, err
	}
	list := filepath.Join(work, "overlay.json")
	if err := os.WriteFile(list, overlay, 0o600); err != nil {
		return nil, err
	}
	c := exec.CommandContext(ctx, "go", "test", "-c", "-vet=off", "-overlay", list, "-o", binary(work), "./internal/simulation")
	if out, err := c.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("go test -c: %w\n%s", err, out)
	}
	return all, nil
}
