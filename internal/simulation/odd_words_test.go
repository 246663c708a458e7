package simulation_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/simulation"
)

// alteration is what makes an answer odd.
type alteration = func(*simulation.Answer)

// putting sets values at places: a place, its value, and so on.
func putting(pairs ...string) alteration {
	return func(a *simulation.Answer) {
		for i := 0; i < len(pairs); i += 2 {
			a.Set(pairs[i], pairs[i+1])
		}
	}
}

// lacking takes out what stands at places.
func lacking(places ...string) alteration {
	return func(a *simulation.Answer) {
		for _, place := range places {
			a.Drop(place)
		}
	}
}

// replying is another answer altogether.
func replying(status int, body string) alteration {
	return func(a *simulation.Answer) { a.Reply(status, body) }
}

// underStatus is the answer under another HTTP status.
func underStatus(status int) alteration {
	return func(a *simulation.Answer) { a.Status = status }
}

// trailing is the answer with something behind its end.
func trailing(a *simulation.Answer) { a.Body = append(a.Body, "{}"...) }

// together makes several alterations.
func together(all ...alteration) alteration {
	return func(a *simulation.Answer) {
		for _, alter := range all {
			alter(a)
		}
	}
}

// remark looks at what was said, and says what is wrong with it; empty if nothing is.
type remark = func(simulation.Said) string

// remarks makes several.
func remarks(all ...remark) remark {
	return func(said simulation.Said) string {
		for _, r := range all {
			if wrong := r(said); wrong != "" {
				return wrong
			}
		}
		return ""
	}
}

// inError compares something of the error.
func inError[T comparable](what string, want T, of func(*paygates.Error) T) remark {
	return func(said simulation.Said) string {
		e, ok := errors.AsType[*paygates.Error](said.Err)
		if !ok {
			return "the error is none of the SDK's"
		}
		if got := of(e); got != want {
			return fmt.Sprintf("the error's %s is %v, want %v", what, got, want)
		}
		return ""
	}
}

func withCode(want string) remark {
	return inError("code", want, func(e *paygates.Error) string { return e.Code })
}

func withMessage(want string) remark {
	return inError("message", want, func(e *paygates.Error) string { return e.Message })
}

// onObject is about the object that the error names.
func onObject(want string) remark {
	return inError("object", want, func(e *paygates.Error) string { return e.ObjectID })
}

func declinedFor(want paygates.DeclineReason) remark {
	return inError("reason", want, func(e *paygates.Error) paygates.DeclineReason { return e.Decline })
}

// namingFields is about the fields that the error complains of, in their order.
func namingFields(want ...string) remark {
	return inError("fields", strings.Join(want, " "), func(e *paygates.Error) string {
		var names []string
		for _, f := range e.Fields {
			names = append(names, f.Field)
		}
		return strings.Join(names, " ")
	})
}

// inState is about what was shown.
func inState(want paygates.State) remark {
	return func(said simulation.Said) string {
		if said.Seen.State != want {
			return fmt.Sprintf("the state is %s, want %s", said.Seen.State, want)
		}
		return ""
	}
}

// asking is about the requests that were made.
func asking(want ...string) remark {
	return func(said simulation.Said) string {
		if !slices.Equal(said.Asked, want) {
			return fmt.Sprintf("asked for %q, want %q", said.Asked, want)
		}
		return ""
	}
}

// showingSums is about what was paid and what went back; empty is not stated.
func showingSums(paid, back string) remark {
	return func(said simulation.Said) string {
		if said.Seen.Paid.String() != paid || said.Seen.Refunded.String() != back {
			return fmt.Sprintf("paid is %q and refunded %q, want %q and %q", said.Seen.Paid, said.Seen.Refunded, paid, back)
		}
		return ""
	}
}

// showingReason is about why what was shown failed.
func showingReason(want paygates.DeclineReason) remark {
	return func(said simulation.Said) string {
		if said.Seen.Decline != want {
			return fmt.Sprintf("the reason is %q, want %q", said.Seen.Decline, want)
		}
		return ""
	}
}

// showingNothing is about a look-up that found no object.
func showingNothing(said simulation.Said) string {
	if said.Seen.ID != "" {
		return "an object is shown: " + said.Seen.ID
	}
	return ""
}

// inEvidence is about the answers of a look-up, one for each of its questions.
func inEvidence(want ...string) remark {
	return func(said simulation.Said) string {
		if !slices.Equal(said.Notes, want) {
			return fmt.Sprintf("the evidence is %q, want %q", said.Notes, want)
		}
		return ""
	}
}

// The advice that rows want.
var (
	fixRequest = new(paygates.AdviceFixRequest)
	lookAgain  = new(paygates.AdviceLookUp)
	askHuman   = new(paygates.AdviceAskHuman)
	sendAgain  = new(paygates.AdviceResend)
	newOne     = new(paygates.AdviceNewReference)
	noAdvice   = new(paygates.AdviceNone)
)
