package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	paygates "github.com/paygates/paygates-go"
)

func TestEveryOperationIsPrinted(t *testing.T) {
	t.Parallel()
	for _, g := range gateways {
		assert.NotEmpty(t, g.operations, g.name)
		for i := range g.operations {
			op := &g.operations[i]
			var out strings.Builder
			printOperation(&out, op)
			text := out.String()
			assert.Contains(t, text, op.Name+"  "+op.Method+" "+op.Path)
			assert.Equal(t, len(op.Executed), strings.Count(text, "executed if")+strings.Count(text, "believed if"), op.Name)
			assert.Equal(t, len(op.NotExecuted), strings.Count(text, "refused if"), op.Name)
			assert.Equal(t, op.Safety != paygates.Read, strings.Contains(text, "look up with"), op.Name)
		}
		var out strings.Builder
		printRules(&out, g.name, g.rules)
		assert.Equal(t, len(g.rules)+4, strings.Count(out.String(), "\n"), g.name)
	}
}
