package paygates

import "time"

// State is the portable reading of a gateway's status: what an order, payment
// or payout has come to, in words that all gateways share.
type State uint8

const (
	// StateUnknown is the zero value: the status is not known to this SDK, or
	// its amounts contradict it. It is neither success nor failure.
	StateUnknown State = iota
	// StatePending: nothing has been decided; no money is known to have moved.
	StatePending
	// StateAuthorized: the amount is held on the payer's account, not taken.
	StateAuthorized
	// StateVerified: the payer's means of payment was checked; no money moved.
	StateVerified
	// StatePaid: the payer has paid in full.
	StatePaid
	// StatePartlyPaid: the payer has paid less than the amount.
	StatePartlyPaid
	// StatePartlyRefunded: part of what was paid has gone back.
	StatePartlyRefunded
	// StateRefunded: all that was paid has gone back.
	StateRefunded
	// StatePaidOut: money has left us for a receiver, perhaps in part: read the amount.
	StatePaidOut
	// StateCanceled: ended before money moved, a hold released included.
	StateCanceled
	// StateExpired: ended by time, unpaid.
	StateExpired
	// StateFailed: ended by a refusal, unpaid.
	StateFailed
	// StatePartlyChargedBack: part of what was paid was taken back by a dispute.
	StatePartlyChargedBack
	// StateChargedBack: all that was paid was taken back by a dispute.
	StateChargedBack
)

var stateNames = [...]string{
	"unknown", "pending", "authorized", "verified", "paid", "partly paid", "partly refunded", "refunded",
	"paid out", "canceled", "expired", "failed", "partly charged back", "charged back",
}

// String returns the state in words, such as "partly refunded".
func (s State) String() string { return nameOf(stateNames[:], int(s)) }

// MarshalText writes the name that String returns.
func (s State) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads a name that MarshalText wrote; any other text is StateUnknown.
func (s *State) UnmarshalText(text []byte) error {
	*s = State(indexOf(stateNames[:], string(text)))
	return nil
}

// Timestamp is a moment as a gateway wrote it. Time is zero where the text is
// in no layout that the gateway is known to use: the text survives, and a
// date that cannot be read never makes the rest of an answer unreadable.
type Timestamp struct {
	Time time.Time
	Text string
}

// IsZero reports whether the gateway sent no time at all.
func (t Timestamp) IsZero() bool { return t.Text == "" && t.Time.IsZero() }

// String returns the text as the gateway wrote it.
func (t Timestamp) String() string { return t.Text }
