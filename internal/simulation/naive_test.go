package simulation_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"iter"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/simulation"
)

// naive is a client as one writes it in an afternoon, over net/http. It knows
// two outcomes: it worked, and it failed.
type naive struct {
	dialect
	habits
	link simulation.Link
}

// habits are what such clients do about a missing answer, or one of 5xx.
type habits struct {
	sends int // how often it sends at most
	// looksUp asks once what became of the call before it sends again.
	looksUp bool
	// key is the header that is to make sending again safe.
	key bool
	// counts makes the reference from the number of the attempt.
	counts bool
}

// naives are the clients that the checker has to catch.
var naives = map[string]func(*simulation.Gateway) simulation.Connect{
	// retries sends again on any error, under the same X-Request-Id.
	"retries": connectNaive(habits{sends: 3}),
	// gives-up sends once and takes every error for a failure.
	"gives-up": connectNaive(habits{sends: 1}),
	// looks-up asks once, and sends again if it finds nothing.
	"looks-up": connectNaive(habits{sends: 2, looksUp: true}),
	// trusts-key sends again under an Idempotency-Key that the gateway ignores.
	"trusts-key": connectNaive(habits{sends: 3, key: true}),
	// counts-attempts gives every attempt a reference of its own.
	"counts-attempts": connectNaive(habits{sends: 3, counts: true}),
	// first-callback takes the first callback of each object and no other.
	"first-callback": connectForgetful,
}

func connectNaive(h habits) func(*simulation.Gateway) simulation.Connect {
	return func(g *simulation.Gateway) simulation.Connect {
		return func(link simulation.Link) (simulation.Client, error) {
			d, known := dialects[g.Name]
			if !known {
				return nil, errors.New("no naive client speaks to " + g.Name)
			}
			return naive{dialect: d, habits: h, link: link}, nil
		}
	}
}

// Do makes the request of an action. What is not a success is a failure.
func (n naive) Do(ctx context.Context, a simulation.Action) (simulation.Seen, error) {
	id := "naive-" + uintText(n.link.Entropy())
	for attempt := range n.sends {
		asked := a
		if n.counts && a.Reference != "" && attempt > 0 {
			asked.Reference += "-" + uintText(uint64(attempt))
		}
		if attempt > 0 && n.looksUp && a.Deed.Acts() {
			if seen, there := n.find(ctx, id, a); there {
				return seen, nil
			}
		}
		seen, again, err := n.send(ctx, id, asked)
		if err == nil {
			return seen, nil
		}
		if !again {
			break
		}
	}
	return simulation.Seen{}, &paygates.Error{Kind: paygates.ErrUnavailable, Outcome: paygates.OutcomeNotExecuted}
}

// find looks once whether an action took effect.
func (n naive) find(ctx context.Context, id string, a simulation.Action) (simulation.Seen, bool) {
	method, path, body := n.lookUp(a)
	text, status, err := n.exchange(ctx, id, method, path, body)
	if err != nil || status != http.StatusOK {
		return simulation.Seen{}, false
	}
	return n.answer(a, text), n.found(a, text)
}

func (n naive) send(ctx context.Context, id string, a simulation.Action) (seen simulation.Seen, again bool, err error) {
	method, path, body := n.request(a)
	text, status, err := n.exchange(ctx, id, method, path, body)
	switch {
	case err != nil || status >= http.StatusInternalServerError:
		return seen, true, errFailed
	case status >= http.StatusMultipleChoices || n.refused != nil && n.refused(text):
		return seen, false, errFailed
	}
	return n.answer(a, text), false, nil
}

func (n naive) exchange(ctx context.Context, id, method, path string, body []byte) (text []byte, status int, err error) {
	r, err := http.NewRequestWithContext(ctx, method, n.link.Base+path, bytes.NewReader(body))
	if err != nil {
		return nil, 0, err
	}
	if n.key {
		r.Header.Set("Idempotency-Key", id)
	}
	if err := n.sign(r, n.link); err != nil {
		return nil, 0, err
	}
	r.Header.Set("X-Request-Id", id)
	answer, err := patient(n.link).Do(r)
	if err != nil {
		return nil, 0, err
	}
	defer answer.Body.Close()
	text, err = io.ReadAll(answer.Body)
	return text, answer.StatusCode, err
}

// patient is the link's client with a usual time-out.
func patient(link simulation.Link) *http.Client {
	hc := *link.HTTP
	hc.Timeout = 30 * time.Second
	return &hc
}

var errFailed = errors.New("failed")

// Resolve is what such a client does not have.
func (n naive) Resolve(context.Context, paygates.Intent) (*paygates.Resolution, error) {
	return nil, errors.ErrUnsupported
}

func (n naive) Seen(any) simulation.Seen { return simulation.Seen{} }

func (n naive) Receive(func(context.Context, simulation.Seen) error) http.Handler {
	return http.NotFoundHandler()
}

// forgetful is the SDK behind a handler that remembers the ids of the callbacks
// that it has taken, and takes no second one.
type forgetful struct {
	simulation.Client
	dialect
}

func connectForgetful(g *simulation.Gateway) simulation.Connect {
	return func(link simulation.Link) (simulation.Client, error) {
		sdk, err := g.Open(newSource(1)).Connect(link)
		return forgetful{sdk, dialects[g.Name]}, err
	}
}

func (f forgetful) Receive(tell func(context.Context, simulation.Seen) error) http.Handler {
	inner, taken := f.Client.Receive(tell), map[string]bool{}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body) // from memory
		r.Body = io.NopCloser(bytes.NewReader(body))
		id := f.callbackID(body)
		if taken[id] {
			w.WriteHeader(http.StatusOK)
			return
		}
		taken[id] = true
		inner.ServeHTTP(w, r)
	})
}

// TestNaiveClientsAreCaught: each within a thousand schedules, for what it does
// wrong. Without faults none of them is accused. A gateway that knows a repeated
// reference lets no payment double, but such clients misread its refusal.
func TestNaiveClientsAreCaught(t *testing.T) {
	t.Parallel()
	const within = 1000 // schedules
	harm := []simulation.FindingKind{simulation.Doubled, simulation.Lost}
	doubled, lost := harm[:1], harm[1:]
	swallowed := []simulation.FindingKind{simulation.Swallowed}
	for _, tt := range []struct {
		client, fault string
		// as is how the client is caught, guarded the same where the gateway knows a
		// repeated reference.
		as, guarded []simulation.FindingKind
	}{
		{"retries", anyFault, harm, lost},
		{"retries", "late commit", doubled, nil},
		{"gives-up", anyFault, harm, lost},
		{"gives-up", "late commit", lost, nil},
		{"looks-up", anyFault, harm, lost},
		{"looks-up", "late commit", doubled, nil},
		{"trusts-key", anyFault, harm, lost},
		{"trusts-key", "5xx", doubled, lost},
		{"counts-attempts", anyFault, harm, harm},
		{"counts-attempts", "HTML with 502", doubled, doubled},
		{"first-callback", anyFault, swallowed, swallowed},
		{"first-callback", "", swallowed, swallowed},
		{"retries", "refused dial", nil, nil},
		{"gives-up", "refused dial", nil, nil},
		{"retries", "", nil, nil},
		{"gives-up", "", nil, nil},
		{"looks-up", "", nil, nil},
		{"trusts-key", "", nil, nil},
		{"counts-attempts", "", nil, nil},
	} {
		for _, g := range simulation.Gateways() {
			t.Run(g.Name+" "+tt.client+" "+tt.fault, func(t *testing.T) {
				t.Parallel()
				connect, as := naives[tt.client](g), tt.as
				if g.KnowsRepeats {
					as = tt.guarded
				}
				if as == nil {
					for _, kind := range harm {
						assert.Zero(t, firstCaught(t, g, tt.fault, connect, kind, 20), "accused without a reason: %s", kind)
					}
					return
				}
				for _, kind := range as {
					caught := firstCaught(t, g, tt.fault, connect, kind, within)
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
	var caught uint64
	playAll(t, only(fault, seeds(g, 1, within)), simulation.Setup{Connect: connect}, func(s *simulation.Schedule, r *simulation.Report) bool {
		if slices.ContainsFunc(r.Findings, func(f simulation.Finding) bool { return f.Kind == as }) {
			caught = s.Seed
		}
		return caught != 0
	})
	return caught
}

// only takes all faults but one off schedules.
func only(fault string, schedules iter.Seq[*simulation.Schedule]) iter.Seq[*simulation.Schedule] {
	return func(yield func(*simulation.Schedule) bool) {
		for s := range schedules {
			for i := range s.Steps {
				if row := s.Steps[i].Fault.Row; row != nil && fault != anyFault && row.Name != fault {
					s.Steps[i].Fault = simulation.Fault{}
				}
			}
			if !yield(s) {
				return
			}
		}
	}
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
