package simulation_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/simulation"
)

// naive is a client as one writes it in an afternoon, over net/http. It knows
// two outcomes: it worked, and it failed.
type naive struct {
	dialect
	base  string
	http  *http.Client
	draw  func() uint64
	sends int // how often it sends while an answer is missing or 5xx
}

// naives are the clients that the checker has to catch.
var naives = map[string]func(*simulation.Gateway) simulation.Connect{
	// retries sends again on any error, under the same X-Request-Id.
	"retries": connectNaive(3),
	// gives-up sends once and takes every error for a failure.
	"gives-up": connectNaive(1),
}

func connectNaive(sends int) func(*simulation.Gateway) simulation.Connect {
	return func(g *simulation.Gateway) simulation.Connect {
		return func(base string, hc *http.Client, draw func() uint64) (simulation.Client, error) {
			d, known := dialects[g.Name]
			if !known {
				return nil, errors.New("no naive client speaks to " + g.Name)
			}
			return naive{dialect: d, base: base, http: hc, draw: draw, sends: sends}, nil
		}
	}
}

// Do makes the request of an action. What is not a success is a failure.
func (n naive) Do(ctx context.Context, a simulation.Action) (simulation.Seen, error) {
	id := "naive-" + uintText(n.draw())
	for range n.sends {
		seen, again, err := n.send(ctx, id, a)
		if err == nil {
			return seen, nil
		}
		if !again {
			break
		}
	}
	return simulation.Seen{}, &paygates.Error{Kind: paygates.ErrUnavailable, Outcome: paygates.OutcomeNotExecuted}
}

func (n naive) send(ctx context.Context, id string, a simulation.Action) (seen simulation.Seen, again bool, err error) {
	method, path, body := n.request(a)
	r, err := http.NewRequestWithContext(ctx, method, n.base+path, bytes.NewReader(body))
	if err != nil {
		return seen, false, err
	}
	r.SetBasicAuth(n.username, n.password)
	r.Header.Set("X-Request-Id", id)
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	answer, err := n.http.Do(r)
	if err != nil {
		return seen, true, err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode >= http.StatusInternalServerError {
		return seen, true, errFailed
	}
	if answer.StatusCode >= http.StatusMultipleChoices {
		return seen, false, errFailed
	}
	return n.answer(a, text), false, nil
}

var errFailed = errors.New("failed")

// Resolve is what such a client does not have.
func (n naive) Resolve(context.Context, paygates.Intent) (*paygates.Resolution, error) {
	return nil, errors.ErrUnsupported
}

func (n naive) Seen(any) simulation.Seen { return simulation.Seen{} }

// TestNaiveClientsAreCaught holds the naive clients against each fault alone.
// Sending again, or giving up, is right where nothing was sent: there they must
// not be accused.
func TestNaiveClientsAreCaught(t *testing.T) {
	t.Parallel()
	const within = 30 // schedules
	for _, tt := range []struct {
		client, fault string
		as            []simulation.FindingKind
	}{
		{"retries", "cut answer", []simulation.FindingKind{simulation.Doubled, simulation.Lost}},
		{"retries", "late commit", []simulation.FindingKind{simulation.Doubled}},
		{"gives-up", "cut answer", []simulation.FindingKind{simulation.Doubled, simulation.Lost}},
		{"gives-up", "late commit", []simulation.FindingKind{simulation.Doubled, simulation.Lost}},
		{"retries", "refused dial", nil},
		{"gives-up", "refused dial", nil},
		{"retries", "", nil},
		{"gives-up", "", nil},
	} {
		for _, g := range simulation.Gateways() {
			t.Run(g.Name+" "+tt.client+" "+tt.fault, func(t *testing.T) {
				t.Parallel()
				connect := naives[tt.client](g)
				for _, kind := range []simulation.FindingKind{simulation.Doubled, simulation.Lost} {
					caught := firstCaught(t, g, tt.fault, connect, kind, within)
					if !slices.Contains(tt.as, kind) {
						assert.Zero(t, caught, "accused without a reason: %s", kind)
						continue
					}
					t.Logf("%s: caught after %d schedules", kind, caught)
					assert.NotZero(t, caught, "not caught within %d schedules: %s", within, kind)
				}
			})
		}
	}
}

// firstCaught plays seeds from 1 on, with the faults of that name alone (anyFault
// for all), and gives the first that catches a client in this way, 0 if none does.
func firstCaught(t *testing.T, g *simulation.Gateway, fault string, connect simulation.Connect, as simulation.FindingKind, within uint64) uint64 {
	t.Helper()
	for seed := uint64(1); seed <= within; seed++ {
		s := simulation.NewSchedule(g, seed)
		for i := range s.Steps {
			if row := s.Steps[i].Fault.Row; row != nil && fault != anyFault && row.Name != fault {
				s.Steps[i].Fault = simulation.Fault{}
			}
		}
		report := play(t, s, connect)
		if slices.ContainsFunc(report.Findings, func(f simulation.Finding) bool { return f.Kind == as }) {
			return seed
		}
	}
	return 0
}

const anyFault = "any"

func gatewayOf(t *testing.T, name string) *simulation.Gateway {
	t.Helper()
	g, err := simulation.GatewayByName(name)
	require.NoError(t, err)
	return g
}

func connectOf(t *testing.T, g *simulation.Gateway, name string) simulation.Connect {
	t.Helper()
	if name == "sdk" {
		return nil
	}
	require.Contains(t, naives, name, "the clients are sdk, %s", strings.Join(slices.Sorted(maps.Keys(naives)), ", "))
	return naives[name](g)
}
