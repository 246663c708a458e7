package main

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cibpay/cibpaytest"
	"github.com/paygates/paygates-go/money"
)

// The processes that a test starts and kills are this very program.
func TestMain(m *testing.M) {
	if os.Getenv("RECOVERY_SHOP") != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

func TestEveryCallIsSettled(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	require.NoError(t, run(t.Context(), nil, &out), out.String())
	output := out.String()
	first, second, found := strings.Cut(output, "A day passes")
	require.True(t, found, output)
	for _, g := range gateways {
		assert.Len(t, regexp.MustCompile(`(?m)^`+g.name+` +process \d+ killed: `).FindAllString(first, -1), 2, g.name)
		row := func(verdict, advice, truth string) string {
			return `(?m)^` + g.name + ` +\w+\.\w+ +([\d.]+ [A-Z]{3} +)?` + verdict + ` +` + advice + ` +` + truth + ` ×$`
		}
		assert.Regexp(t, row("executed", "none", "1"), first)
		assert.Regexp(t, row("absent so far", "look up", "0"), first)
		assert.Regexp(t, row("executed", "none", "1"), second)
		if g.name == "circlepay" { // no list of its is proof of absence
			assert.Regexp(t, row("absent so far", "ask human", "0"), second)
			continue
		}
		assert.Regexp(t, row("not executed", "resend", "0"), second)
	}
}

func intent(reference string) paygates.Intent {
	return paygates.Intent{Gateway: "cibpay", Op: "Orders.Refund", TargetID: "17", Reference: reference, Amount: money.MustParse("3.00", money.AZN), At: time.Now()}
}

func remember(t *testing.T, file *intents, asked paygates.Intent) {
	t.Helper()
	_, err := file.remember(asked)
	require.NoError(t, err)
}

// A process may die while it writes: the call of a line without an end never left.
func TestALineThatWasNotFinished(t *testing.T) {
	t.Parallel()
	file := openIntents(filepath.Join(t.TempDir(), "intents"))
	remember(t, file, intent("a"))
	whole, err := os.ReadFile(file.path)
	require.NoError(t, err)
	for n := range whole {
		require.NoError(t, os.WriteFile(file.path, slices.Concat(whole, whole[:n]), 0o600))
		entries, err := file.read()
		require.NoError(t, err)
		require.Len(t, entries, 1)
		assert.True(t, entries[0].open())
		remember(t, file, intent("b"))
		entries, err = file.read()
		require.NoError(t, err)
		require.Len(t, entries, 2)
		assert.Equal(t, "b", entries[1].asked.Reference)
	}
}

// The shop asks while it settles, and so in more than one process.
func TestTwoWriteAtOnce(t *testing.T) {
	t.Parallel()
	const writers, each = 8, 25
	path := filepath.Join(t.TempDir(), "intents")
	var group sync.WaitGroup
	for range writers {
		group.Go(func() {
			for range each {
				_, err := openIntents(path).remember(intent("a"))
				assert.NoError(t, err)
			}
		})
	}
	group.Wait()
	entries, err := openIntents(path).read()
	require.NoError(t, err)
	assert.Len(t, entries, writers*each, "an intent that is lost is money that nobody looks for")
}

func TestAFileThatCannotBeRead(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"{}\n", "intent\n", `{"id":"A","verdict":"executed","advice":"none"}` + "\n"} {
		file := openIntents(filepath.Join(t.TempDir(), "intents"))
		require.NoError(t, os.WriteFile(file.path, []byte(text), 0o600))
		_, err := file.read()
		require.Error(t, err, text)
		require.Error(t, settle(t.Context(), file, nil), text)
	}
	none := openIntents(filepath.Join(t.TempDir(), "none"))
	require.NoError(t, settle(t.Context(), none, nil), "nothing was ever asked")
}

// A call that cannot be looked up now stays open, and keeps no other from it.
func TestOneGatewayIsDown(t *testing.T) {
	t.Parallel()
	m := cibpayModel()
	server := httptest.NewServer(m.serve)
	defer server.Close()
	order, err := m.prepare(t.Context(), server.URL, 1)
	require.NoError(t, err)
	file := openIntents(filepath.Join(t.TempDir(), "intents"))
	lost := intent("lost")
	lost.Gateway, lost.Op, lost.TargetID = "corefy", "Invoices.Create", ""
	remember(t, file, lost)
	there := intent("")
	there.TargetID, there.Before = order, money.MustParse("0.00", money.AZN)
	remember(t, file, there)

	err = settle(t.Context(), file, hosts{"cibpay": server.URL, "corefy": "http://127.0.0.1:1"})
	require.ErrorContains(t, err, "corefy Invoices.Create")
	entries, err := file.read()
	require.NoError(t, err)
	assert.Empty(t, entries[0].verdicts)
	assert.Equal(t, []paygates.Verdict{paygates.VerdictAbsent}, entries[1].verdicts)
}

// What the shop hears it writes down: nothing is left to settle.
func TestAnAnswerThatIsHeard(t *testing.T) {
	t.Parallel()
	model := cibpayModel()
	server := httptest.NewServer(model.serve)
	defer server.Close()
	file, at := openIntents(filepath.Join(t.TempDir(), "intents")), hosts{"cibpay": server.URL}
	order, err := model.prepare(t.Context(), server.URL, 1)
	require.NoError(t, err)
	require.NoError(t, ask(t.Context(), file, at, task{gateway: "cibpay", target: order}))
	model.serve.(*cibpaytest.Model).Fail(cibpaytest.Fault{On: "PUT /orders/{id}/refund", Drop: true})
	require.ErrorIs(t, ask(t.Context(), file, at, task{gateway: "cibpay", target: order}), paygates.ErrOutcomeUnknown)
	require.Error(t, ask(t.Context(), file, at, task{gateway: "cibpay", target: "../17"}))
	require.Error(t, ask(t.Context(), file, at, task{gateway: "another"}))

	entries, err := file.read()
	require.NoError(t, err)
	require.Len(t, entries, 2)
	assert.Equal(t, paygates.VerdictExecuted, entries[0].verdict())
	assert.True(t, entries[1].open())
	assert.Equal(t, 1, model.truth(order, ""))
}

func TestHosts(t *testing.T) {
	t.Parallel()
	at := hosts{}
	require.NoError(t, at.set("cibpay=http://127.0.0.1:1"))
	require.Error(t, at.set("cibpay"))
	assert.Equal(t, hosts{"cibpay": "http://127.0.0.1:1"}, at)
}
