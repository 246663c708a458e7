package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Every mistake has a name of its own, and every survivor is one that can be made.
func TestNames(t *testing.T) {
	t.Parallel()
	names := map[string]int{}
	for _, room := range rooms {
		for _, name := range room.files {
			source, err := os.ReadFile(filepath.Join("..", "..", "..", name))
			require.NoError(t, err)
			_, found, err := instrument(name, source, 1)
			require.NoError(t, err)
			for _, m := range found {
				names[m.key()]++
			}
		}
	}
	for name, n := range names {
		assert.Equal(t, 1, n, name)
	}
	known, err := readSurvivors()
	require.NoError(t, err)
	for name := range known {
		assert.Equal(t, 1, names[name], "a survivor that cannot be made: %s", name)
	}
}
