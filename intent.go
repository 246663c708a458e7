package paygates

import (
	"encoding/json"
	"time"

	"github.com/paygates/paygates-go/money"
)

// Intent is what a call that creates or moves something asked for, made before
// the first byte leaves. It holds no secret, and its JSON form keeps it whole,
// so that a shop can store it (WithBeforeSend) and hand it to Client.Resolve
// after a crash.
//
// It does not say which account, merchant or environment the call was made for:
// keep that beside it, and resolve it with a Client of the same. A Client of
// another finds nothing, and a day later takes that for not executed.
type Intent struct {
	// Gateway and Op name the call, such as "cibpay" and "Orders.Refund".
	Gateway string
	Op      string
	// TargetID is the gateway's id of the object that the call acts on, of a
	// payout to a phone its whole number; empty for a call that makes one.
	TargetID string
	// Reference is the merchant's own id for what the call makes.
	Reference string
	// Amount is what was to move; money.Amount{} where the whole was asked for.
	Amount money.Amount
	// Before is the total charged or refunded before the call, where it is
	// known: the difference after it is what the call did.
	Before money.Amount
	// MaskedPAN is the card of a payout or of a payment by card number, as in
	// "411111****1111"; empty elsewhere.
	MaskedPAN string
	// Details are further words that a look-up compares, of the request or of what
	// was read before it, under the gateway's own names and in the form of a URL's
	// query, such as "service=payment_card_usd_hpp"; empty where there are none.
	Details string
	// At is when the call was made.
	At time.Time
}

// intentJSON is Intent's stored form: an amount that is not given is left out,
// one of 0.00 is kept.
type intentJSON struct {
	Gateway   string        `json:"gateway"`
	Op        string        `json:"op"`
	TargetID  string        `json:"target_id,omitempty"`
	Reference string        `json:"reference,omitempty"`
	Amount    *money.Amount `json:"amount,omitempty"`
	Before    *money.Amount `json:"before,omitempty"`
	MaskedPAN string        `json:"masked_pan,omitempty"`
	Details   string        `json:"details,omitempty"`
	At        time.Time     `json:"at"`
}

// MarshalJSON writes the intent so that UnmarshalJSON gives it back whole.
func (i Intent) MarshalJSON() ([]byte, error) {
	return json.Marshal(intentJSON{
		Gateway: i.Gateway, Op: i.Op, TargetID: i.TargetID, Reference: i.Reference,
		Amount: given(i.Amount), Before: given(i.Before), MaskedPAN: i.MaskedPAN, Details: i.Details, At: i.At,
	})
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (i *Intent) UnmarshalJSON(text []byte) error {
	var stored intentJSON
	if err := json.Unmarshal(text, &stored); err != nil {
		return err
	}
	*i = Intent{
		Gateway: stored.Gateway, Op: stored.Op, TargetID: stored.TargetID, Reference: stored.Reference,
		MaskedPAN: stored.MaskedPAN, Details: stored.Details, At: stored.At,
	}
	if stored.Amount != nil {
		i.Amount = *stored.Amount
	}
	if stored.Before != nil {
		i.Before = *stored.Before
	}
	return nil
}

func given(a money.Amount) *money.Amount {
	if !a.IsSet() {
		return nil
	}
	return &a
}

// Verdict is what a look-up found about an Intent.
type Verdict uint8

const (
	// VerdictUnknown is the zero value: the look-up could not tell.
	VerdictUnknown Verdict = iota
	// VerdictExecuted: it took effect, once.
	VerdictExecuted
	// VerdictNotExecuted: it did not take effect and will not.
	VerdictNotExecuted
	// VerdictAbsent: nothing is there so far. It may still come: the outcome is unknown.
	VerdictAbsent
	// VerdictDuplicate: it took effect more than once.
	VerdictDuplicate
	// VerdictConflict: something is there under this reference or on this
	// object, but not what was asked.
	VerdictConflict
)

var verdictNames = [...]string{"unknown", "executed", "not executed", "absent so far", "duplicate", "conflict"}

// String returns "unknown", "executed", "not executed", "absent so far",
// "duplicate" or "conflict".
func (v Verdict) String() string { return nameOf(verdictNames[:], int(v)) }

// MarshalText writes the name that String returns.
func (v Verdict) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads a name that MarshalText wrote. Any other text is VerdictUnknown.
func (v *Verdict) UnmarshalText(text []byte) error {
	*v = Verdict(indexOf(verdictNames[:], string(text)))
	return nil
}

// Outcome returns what the verdict proves: executed for VerdictExecuted and
// VerdictDuplicate, not executed for VerdictNotExecuted, else unknown.
func (v Verdict) Outcome() Outcome {
	switch v {
	case VerdictExecuted, VerdictDuplicate:
		return OutcomeExecuted
	case VerdictNotExecuted:
		return OutcomeNotExecuted
	default:
		return OutcomeUnknown
	}
}

// Evidence is one look-up that a Resolution rests on.
type Evidence struct {
	// At is when it was made.
	At time.Time
	// Question says what was asked, such as "GET /orders/{id}".
	Question string
	// Answer says what came back, in words without card data.
	Answer string
}

// Resolution is what Client.Resolve answers, the same for every gateway.
type Resolution struct {
	// Intent is the one that was resolved.
	Intent Intent
	// Verdict is what was found; Verdict.Outcome says what it proves.
	Verdict Verdict
	// Object is what was found, a *cibpay.Order for example: the doc comment
	// of the gateway's Resolve names the type. Nil if nothing was found.
	Object any
	// Advice says what to do next.
	Advice Advice
	// Evidence lists the look-ups, in order.
	Evidence []Evidence
}
