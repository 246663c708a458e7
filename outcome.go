package paygates

import "errors"

// Outcome says whether an operation took effect at the gateway: the answer to
// "did the money move because of this call?".
type Outcome uint8

const (
	// OutcomeUnknown is the zero value: nothing proves what happened. The money
	// may have moved. Look it up (Client.Resolve) before doing it again.
	OutcomeUnknown Outcome = iota
	// OutcomeNotExecuted: the operation did not take effect and will not. No
	// money moved because of this call.
	OutcomeNotExecuted
	// OutcomeExecuted: the operation took effect. Beside an error it took
	// effect earlier: an earlier send of the same operation did it.
	OutcomeExecuted
)

var outcomeNames = [...]string{"unknown", "not executed", "executed"}

// String returns "unknown", "not executed" or "executed".
func (o Outcome) String() string { return nameOf(outcomeNames[:], int(o)) }

// MarshalText writes the name that String returns.
func (o Outcome) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// UnmarshalText reads a name that MarshalText wrote. Any other text is
// OutcomeUnknown: an unreadable outcome must not become a known one.
func (o *Outcome) UnmarshalText(text []byte) error {
	*o = Outcome(indexOf(outcomeNames[:], string(text)))
	return nil
}

// OutcomeOf returns the outcome that an error stands for: executed for nil,
// the field of the *Error in its chain, and unknown for any other error.
func OutcomeOf(err error) Outcome {
	if err == nil {
		return OutcomeExecuted
	}
	if e, ok := errors.AsType[*Error](err); ok && e != nil {
		return e.Outcome
	}
	return OutcomeUnknown
}

// nameOf reads an enumeration's name table; what is not in it is called as the
// zero value, which is the cautious one in every enumeration of this package.
func nameOf(names []string, i int) string {
	if i < 0 || i >= len(names) {
		return names[0]
	}
	return names[i]
}

func indexOf(names []string, name string) int {
	for i, n := range names {
		if n == name {
			return i
		}
	}
	return 0
}
