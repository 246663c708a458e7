package conformance

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
)

// A client without a flaw passes every cell.
func TestRightClient(t *testing.T) {
	t.Parallel()
	Run(t, acmeGateway(&flaw{}))
}

// Each wrong client is caught, by each cell that is there to catch it.
func TestWrongClients(t *testing.T) {
	t.Parallel()
	for i := range flaws {
		f := &flaws[i]
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			g := acmeGateway(f)
			require.Empty(t, g.complaints())
			for _, name := range f.cells {
				t.Run(name, func(t *testing.T) { catches(t, &g, f, name) })
			}
		})
	}
}

// catches runs one cell on every case and wants it to fail, to say why, and to show no secret.
func catches(t *testing.T, g *Gateway[*acme], f *flaw, name string) {
	t.Helper()
	at := slices.IndexFunc(cells, func(c cell) bool { return c.name == name })
	require.GreaterOrEqual(t, at, 0, "no such cell")
	c := &cells[at]
	var failures []string
	for _, s := range g.subjects() {
		if c.applies == nil || c.applies(s) {
			failures = append(failures, c.try(t, s).failures...)
		}
	}
	require.NotEmpty(t, failures, "the cell has not caught it")
	assert.True(t, slices.ContainsFunc(failures, func(text string) bool { return strings.Contains(text, f.says) }),
		"no failure says %q, but:\n%s", f.says, strings.Join(failures[:min(len(failures), 5)], "\n"))
	w := newWatch(g.Secrets)
	for _, text := range failures {
		_, found := w.leaked(text)
		assert.False(t, found, "a failure shows a secret")
	}
}

// A cell that no wrong client fails proves nothing.
func TestEveryCellCanFail(t *testing.T) {
	t.Parallel()
	for _, c := range cells {
		assert.True(t, slices.ContainsFunc(flaws, func(f flaw) bool { return slices.Contains(f.cells, c.name) }), "no wrong client is caught by %s", c.name)
	}
}

// What is not described is not judged: the suite says what is missing.
func TestComplaints(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		change func(*Gateway[*acme])
		says   string
	}{
		"nothing":                       {func(g *Gateway[*acme]) {}, ""},
		"an operation without a case":   {func(g *Gateway[*acme]) { g.Cases = g.Cases[1:] }, "Things.Get: an operation without a case"},
		"a case for no operation":       {func(g *Gateway[*acme]) { g.Cases[0].Operation = "Things.Burn" }, "Things.Burn: a case for no operation"},
		"a case without answers":        {func(g *Gateway[*acme]) { g.Cases[0].Good = nil }, "lacks a call or a documented answer"},
		"an answer that proves nothing": {func(g *Gateway[*acme]) { g.Cases[2].Good[0] = g.Cases[0].Good[0] }, "open satisfies no proof"},
		"an answer that is no JSON":     {func(g *Gateway[*acme]) { g.Cases[0].Good[0].Body += "}" }, "open is not JSON"},
		"a proof without an answer": {func(g *Gateway[*acme]) {
			g.Operations[0].Executed = append(g.Operations[0].Executed, paygates.Proof{Form: "other"})
		}, "no documented answer satisfies proof 2"},
		"a further answer that proves nothing": {func(g *Gateway[*acme]) { g.Cases[2].Drift = g.Cases[0].Good[:1] }, "open satisfies no proof"},
		"a further answer proves no row": {func(g *Gateway[*acme]) {
			g.Cases[1].Drift = g.Cases[1].Good
			g.Cases[1].Good = []Reply{g.Cases[0].Good[0]}
		}, "Things.Label: no documented answer satisfies proof 1"},
		"a row of another gateway":           {func(g *Gateway[*acme]) { g.Operations[0].Gateway = "other" }, `the row is of gateway "other"`},
		"refusals that cannot be written":    {func(g *Gateway[*acme]) { g.Refuse = nil }, "the Gateway cannot write one"},
		"a payment without a look-up":        {func(g *Gateway[*acme]) { g.Operations[2].LookUp.Op = "" }, "no look-up"},
		"a payment without refusals":         {func(g *Gateway[*acme]) { g.Operations[2].NotExecuted = nil }, "no proof of not executed"},
		"a payment that may be sent twice":   {func(g *Gateway[*acme]) { g.Operations[2].Safety = paygates.Repeatable }, "may be sent twice"},
		"an operation without a proof":       {func(g *Gateway[*acme]) { g.Operations[1].Executed = nil }, "no proof of executed"},
		"nothing that is refused locally":    {func(g *Gateway[*acme]) { g.Cases[1].Invalid = nil }, "refused locally"},
		"a total that nobody states":         {func(g *Gateway[*acme]) { delete(g.Cases[2].Asked, "paid") }, "what paid comes to"},
		"an id that nobody states":           {func(g *Gateway[*acme]) { g.Cases[0].Target = "" }, "no Target"},
		"a secret among what errors may say": {func(g *Gateway[*acme]) { g.Cases[2].Asked["reference"] = acmeCard }, "shows the card number"},
		"a gateway without secrets":          {func(g *Gateway[*acme]) { g.Secrets = nil }, "the Gateway lacks"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := acmeGateway(&flaw{})
			test.change(&g)
			complaints := strings.Join(g.complaints(), "\n")
			if test.says == "" {
				assert.Empty(t, complaints)
				return
			}
			assert.Contains(t, complaints, test.says)
		})
	}
}
