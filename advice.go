package paygates

// Advice says what to do after a failed call. Error.Advice gives it.
type Advice uint8

const (
	// AdviceLookUp is the zero value: find out what happened before doing
	// anything else, with Client.Resolve or the look-up that the method names.
	AdviceLookUp Advice = iota
	// AdviceFixRequest: the request or the settings are wrong; nothing
	// happened. Correct what Fields names and call again.
	AdviceFixRequest
	// AdviceResend: nothing happened and nothing is wrong with the request.
	// Call again with the same reference.
	AdviceResend
	// AdviceNewReference: this attempt is over, a decline for example. Try
	// again, if at all, as a new payment with a reference of its own.
	AdviceNewReference
	// AdviceAskHuman: no further call can settle it. Somebody has to look at
	// the gateway's back office.
	AdviceAskHuman
	// AdviceNone: there is nothing left to do.
	AdviceNone
)

var adviceNames = [...]string{"look up", "fix request", "resend", "new reference", "ask human", "none"}

// String returns "look up", "fix request", "resend", "new reference",
// "ask human" or "none".
func (a Advice) String() string { return nameOf(adviceNames[:], int(a)) }

// MarshalText writes the name that String returns.
func (a Advice) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// UnmarshalText reads a name that MarshalText wrote. Any other text is AdviceLookUp.
func (a *Advice) UnmarshalText(text []byte) error {
	*a = Advice(indexOf(adviceNames[:], string(text)))
	return nil
}
