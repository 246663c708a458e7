package simulation_test

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/simulation"
	"github.com/paygates/paygates-go/money"
)

func uintText(n uint64) string { return strconv.FormatUint(n, 16) }

// liar is the SDK with one mistake built in: the checker has to see it.
type liar struct {
	simulation.Client
	// only is the one deed that it lies about; every deed that acts if it is empty.
	only simulation.Deed
	// where is a deed that the gateway must have, so that there is something to lie
	// about.
	where simulation.Deed
	// skips says that the gateway gives no occasion for the lie.
	skips   func(*simulation.Gateway) bool
	do      func(ctx context.Context, sdk simulation.Client, a simulation.Action) (simulation.Seen, error)
	resolve func(*paygates.Resolution)
	shows   func(simulation.Seen) simulation.Seen // of the object of a resolution
}

func (l liar) Do(ctx context.Context, a simulation.Action) (simulation.Seen, error) {
	lies := a.Deed.Acts()
	if l.only != "" {
		lies = a.Deed == l.only
	}
	if l.do == nil || !lies {
		return l.Client.Do(ctx, a)
	}
	return l.do(ctx, l.Client, a)
}

func (l liar) Resolve(ctx context.Context, intent paygates.Intent) (*paygates.Resolution, error) {
	res, err := l.Client.Resolve(ctx, intent)
	if err == nil && l.resolve != nil {
		l.resolve(res)
	}
	return res, err
}

func (l liar) Seen(object any) simulation.Seen {
	seen := l.Client.Seen(object)
	if l.shows != nil && seen.ID != "" {
		seen = l.shows(seen)
	}
	return seen
}

// alters changes what the SDK shows of an object.
func alters(change func(*simulation.Seen)) func(context.Context, simulation.Client, simulation.Action) (simulation.Seen, error) {
	return func(ctx context.Context, sdk simulation.Client, a simulation.Action) (simulation.Seen, error) {
		seen, err := sdk.Do(ctx, a)
		if err == nil {
			change(&seen)
		}
		return seen, err
	}
}

// mistakes one state for another.
func mistakes(from, to paygates.State) func(*simulation.Seen) {
	return func(s *simulation.Seen) {
		if s.State == from {
			s.State = to
		}
	}
}

// claims changes what the SDK says where it is unsure.
func claims(o paygates.Outcome) func(context.Context, simulation.Client, simulation.Action) (simulation.Seen, error) {
	return func(ctx context.Context, sdk simulation.Client, a simulation.Action) (simulation.Seen, error) {
		seen, err := sdk.Do(ctx, a)
		if e, ok := err.(*paygates.Error); ok && e.Outcome == paygates.OutcomeUnknown {
			e.Outcome = o
		}
		return seen, err
	}
}

// takes changes one verdict into another.
func takes(from, to paygates.Verdict) func(*paygates.Resolution) {
	return func(res *paygates.Resolution) {
		if res.Verdict == from {
			res.Verdict = to
		}
	}
}

// about has a change made to the resolutions of some operations alone.
func about(operations string, change func(*paygates.Resolution)) func(*paygates.Resolution) {
	return func(res *paygates.Resolution) {
		if strings.HasPrefix(res.Intent.Op, operations) {
			change(res)
		}
	}
}

// liars are mistakes that a client could make, and how each must be caught.
var liars = []struct {
	name string
	as   simulation.FindingKind
	liar liar
}{
	{"unknown is said to be executed", simulation.Phantom, liar{do: claims(paygates.OutcomeExecuted)}},
	{"unknown is said to be not executed", simulation.Lost, liar{do: claims(paygates.OutcomeNotExecuted)}},
	{"absent so far is taken for never", simulation.Lost, liar{resolve: takes(paygates.VerdictAbsent, paygates.VerdictNotExecuted)}},
	{"absent so far is taken for executed", simulation.Phantom, liar{resolve: takes(paygates.VerdictAbsent, paygates.VerdictExecuted)}},
	{"what is there is said to be absent", simulation.Overlooked, liar{resolve: takes(paygates.VerdictExecuted, paygates.VerdictAbsent)}},
	{"what is there is said to be unknown", simulation.Overlooked, liar{resolve: takes(paygates.VerdictExecuted, paygates.VerdictUnknown)}},
	{"what is there is said to be a conflict", simulation.Overlooked, liar{resolve: takes(paygates.VerdictExecuted, paygates.VerdictConflict)}},
	{"once is said to be twice", simulation.Phantom, liar{resolve: takes(paygates.VerdictExecuted, paygates.VerdictDuplicate)}},
	{"never is said to be absent so far", simulation.Undecided, liar{skips: undecided, resolve: takes(paygates.VerdictNotExecuted, paygates.VerdictAbsent)}},
	{"never is said to be unknown", simulation.Undecided, liar{skips: undecided, resolve: takes(paygates.VerdictNotExecuted, paygates.VerdictUnknown)}},
	{"a verdict without evidence", simulation.Malformed, liar{resolve: func(res *paygates.Resolution) { res.Evidence = nil }}},
	{"nothing is ever known", simulation.Unfounded, liar{do: func(ctx context.Context, sdk simulation.Client, a simulation.Action) (simulation.Seen, error) {
		_, err := sdk.Do(ctx, a)
		if err == nil {
			err = &paygates.Error{Kind: paygates.ErrUnexpectedReply}
		}
		return simulation.Seen{}, err
	}}},
	{"nothing is ever sent", simulation.Unfounded, liar{do: func(context.Context, simulation.Client, simulation.Action) (simulation.Seen, error) {
		return simulation.Seen{}, &paygates.Error{Kind: paygates.ErrUnavailable, Outcome: paygates.OutcomeNotExecuted}
	}}},
	{"everything is sent twice", simulation.Resent, liar{do: func(ctx context.Context, sdk simulation.Client, a simulation.Action) (simulation.Seen, error) {
		_, _ = sdk.Do(ctx, a)
		return sdk.Do(ctx, a)
	}}},
	{"everything is done twice", simulation.Doubled, liar{do: func(ctx context.Context, sdk simulation.Client, a simulation.Action) (simulation.Seen, error) {
		_, _ = sdk.Do(ctx, a)
		return sdk.Do(ctx, a)
	}}},
	{"the amount is another", simulation.Wrong, liar{do: func(ctx context.Context, sdk simulation.Client, a simulation.Action) (simulation.Seen, error) {
		if minor, err := a.Amount.Minor(); err == nil {
			a.Amount, _ = money.FromMinor(minor+5, a.Amount.Currency())
		}
		return sdk.Do(ctx, a)
	}}},
	{"the reference is another", simulation.Wrong, liar{do: func(ctx context.Context, sdk simulation.Client, a simulation.Action) (simulation.Seen, error) {
		if a.Reference != "" {
			a.Reference += "0"
		}
		return sdk.Do(ctx, a)
	}}},
	{"another object is shown", simulation.Misread, liar{do: alters(func(s *simulation.Seen) { s.ID += "1" })}},
	{"what was refunded is shown as paid", simulation.Misread, liar{only: simulation.Read, do: alters(func(s *simulation.Seen) {
		s.Paid, s.Refunded = s.Refunded, s.Paid
	})}},
	{"a verdict shows as paid what was refunded", simulation.Misread, liar{skips: terse, shows: func(s simulation.Seen) simulation.Seen {
		s.Paid, s.Refunded = s.Refunded, s.Paid
		return s
	}}},
	{"refused is read as waiting", simulation.Misread, liar{only: simulation.Read, do: alters(mistakes(paygates.StateFailed, paygates.StatePending))}},
	{"waiting is read as refused", simulation.Misread, liar{only: simulation.Read, do: alters(mistakes(paygates.StatePending, paygates.StateFailed))}},
	{"waiting is shown as held", simulation.Misread, liar{skips: terse, do: alters(mistakes(paygates.StatePending, paygates.StateAuthorized))}},
	{"the payer is not told where to go", simulation.Misread, liar{do: alters(func(s *simulation.Seen) { s.SendsPayer = false })}},
	{"the payer is sent on though he is done", simulation.Misread, liar{only: simulation.Rebill, do: alters(func(s *simulation.Seen) { s.SendsPayer = true })}},
	{"nothing is sent, and all is done", simulation.Phantom, liar{do: func(_ context.Context, _ simulation.Client, a simulation.Action) (simulation.Seen, error) {
		return simulation.Seen{ID: a.ID}, nil
	}}},
	{"nothing is sent, and the payer is sent on", simulation.Phantom, liar{only: simulation.Resume, do: func(_ context.Context, _ simulation.Client, a simulation.Action) (simulation.Seen, error) {
		return simulation.Seen{ID: a.ID, SendsPayer: true}, nil
	}}},
	{"a list lacks a movement", simulation.Overlooked, liar{only: simulation.List, do: alters(func(s *simulation.Seen) {
		s.Movements = s.Movements[:max(0, len(s.Movements)-1)]
	})}},
	{"a list repeats a movement", simulation.Misread, liar{only: simulation.List, do: alters(func(s *simulation.Seen) {
		s.Movements = append(s.Movements, s.Movements[max(0, len(s.Movements)-1):]...)
	})}},
	{"a list takes every hold for a charge", simulation.Misread, liar{only: simulation.List, where: simulation.Charge, do: alters(func(s *simulation.Seen) {
		for i := range s.Movements {
			s.Movements[i].Moves = max(s.Movements[i].Moves, paygates.MovesIn)
		}
	})}},
	{"a customer is made up", simulation.Phantom, liar{only: simulation.CreateCustomer, do: func(context.Context, simulation.Client, simulation.Action) (simulation.Seen, error) {
		return simulation.Seen{}, nil
	}}},
	{"a customer who may be there is denied", simulation.Lost, liar{only: simulation.CreateCustomer, do: claims(paygates.OutcomeNotExecuted)}},
	{"another customer is shown to be changed", simulation.Misread, liar{only: simulation.UpdateCustomer, do: alters(func(s *simulation.Seen) { s.ID += "1" })}},
	{"a merchant is made twice", simulation.Resent, liar{only: simulation.CreateMerchant, do: func(ctx context.Context, sdk simulation.Client, a simulation.Action) (simulation.Seen, error) {
		_, _ = sdk.Do(ctx, a)
		return sdk.Do(ctx, a)
	}}},
	{"a customer who is there is said to be absent", simulation.Overlooked, liar{where: simulation.CreateCustomer, resolve: about("Customers.", takes(paygates.VerdictExecuted, paygates.VerdictAbsent))}},
	{"a customer who is there is said to be another", simulation.Overlooked, liar{where: simulation.CreateCustomer, resolve: about("Customers.", takes(paygates.VerdictExecuted, paygates.VerdictConflict))}},
	{"a customer who is there is said to be unknown", simulation.Overlooked, liar{where: simulation.CreateCustomer, resolve: about("Customers.", takes(paygates.VerdictExecuted, paygates.VerdictUnknown))}},
	{"a merchant is said to be there twice", simulation.Phantom, liar{where: simulation.CreateMerchant, resolve: about("Merchants.Create", takes(paygates.VerdictExecuted, paygates.VerdictDuplicate))}},
	{"a gateway is said to be off", simulation.Phantom, liar{where: simulation.DisableGateway, resolve: about("Merchants.DisableGateway", takes(paygates.VerdictAbsent, paygates.VerdictExecuted))}},
	{"what no answer shows is said to be done", simulation.Phantom, liar{where: simulation.UpdateMerchant, resolve: about("Merchants.Update", takes(paygates.VerdictUnknown, paygates.VerdictExecuted))}},
	{"a customer's look-up has no evidence", simulation.Malformed, liar{where: simulation.CreateCustomer, resolve: about("Customers.", func(res *paygates.Resolution) { res.Evidence = nil })}},
	{"the error is none of the SDK's", simulation.Malformed, liar{do: func(ctx context.Context, sdk simulation.Client, a simulation.Action) (simulation.Seen, error) {
		seen, err := sdk.Do(ctx, a)
		if err != nil {
			err = http.ErrHandlerTimeout
		}
		return seen, err
	}}},
}

// terse says that the answers of calls tell too little to be lied about.
func terse(g *simulation.Gateway) bool { return g.Terse }

// undecided says that no look-up ever proves that nothing was done.
func undecided(g *simulation.Gateway) bool {
	return !slices.ContainsFunc(g.Operations, func(op paygates.Operation) bool { return op.LookUp.Negative })
}

// does says that the gateway has a call for the deed, if one is named.
func does(g *simulation.Gateway, d simulation.Deed) bool {
	_, has := g.Calls[d]
	return has || d == ""
}

func TestEveryLieIsCaught(t *testing.T) {
	t.Parallel()
	const within = 300 // schedules
	for _, g := range simulation.Gateways() {
		for _, tt := range liars {
			if !does(g, tt.liar.only) || !does(g, tt.liar.where) || tt.liar.skips != nil && tt.liar.skips(g) {
				continue
			}
			if g.KnowsRepeats && tt.as == simulation.Doubled {
				continue // it does not happen there
			}
			t.Run(g.Name+" "+tt.name, func(t *testing.T) {
				t.Parallel()
				connect := func(link simulation.Link) (simulation.Client, error) {
					sdk, err := g.Open(newSource(1)).Connect(link)
					l := tt.liar
					l.Client = sdk
					return l, err
				}
				caught := firstCaught(t, g, anyFault, connect, tt.as, within)
				t.Logf("caught after %d schedules", caught)
				assert.NotZero(t, caught, "not caught within %d schedules", within)
			})
		}
	}
}
