package paygates

import (
	"slices"
	"time"
)

// Safety says whether an operation may be sent again. It belongs to the
// operation, never to the HTTP verb.
type Safety uint8

const (
	// Once is the zero value: sending it twice may act twice. It is sent again
	// only on proof that the earlier send did nothing.
	Once Safety = iota
	// Repeatable: sending it again has no further effect.
	Repeatable
	// Read: it has no effect.
	Read
)

var safetyNames = [...]string{"once", "repeatable", "read"}

// String returns "once", "repeatable" or "read".
func (s Safety) String() string { return nameOf(safetyNames[:], int(s)) }

// Movement says which way an operation moves money.
type Movement uint8

const (
	// MovesNothing: no money moves because of the call itself.
	MovesNothing Movement = iota
	// MovesHold: an amount is held on the payer's account.
	MovesHold
	// MovesIn: money comes from the payer to the merchant.
	MovesIn
	// MovesRelease: a hold ends.
	MovesRelease
	// MovesBack: money goes back to the payer.
	MovesBack
	// MovesReleaseOrBack: a hold ends or money goes back, as the object's state decides.
	MovesReleaseOrBack
	// MovesOut: money goes from the merchant to a receiver.
	MovesOut
)

var movementNames = [...]string{"nothing", "hold", "in", "release", "back", "release or back", "out"}

// String returns "nothing", "hold", "in", "release", "back", "release or back" or "out".
func (m Movement) String() string { return nameOf(movementNames[:], int(m)) }

// Certainty says how sure a fact about a gateway is.
type Certainty uint8

const (
	// Assumed is the zero value: nobody states it; the safe choice was taken.
	Assumed Certainty = iota
	// Inferred: it follows with strong evidence.
	Inferred
	// Clients: public clients of the gateway show it.
	Clients
	// Documented: the gateway's own page says it.
	Documented
)

var certaintyNames = [...]string{"assumed", "inferred", "clients", "documented"}

// String returns "assumed", "inferred", "clients" or "documented".
func (c Certainty) String() string { return nameOf(certaintyNames[:], int(c)) }

// Resend says whether a refused operation may be sent again.
type Resend uint8

const (
	// ResendNever is the zero value.
	ResendNever Resend = iota
	// ResendCaller: by the caller, with the same reference, once the cause is removed.
	ResendCaller
	// ResendAuto: by the SDK itself, within the same call.
	ResendAuto
)

var resendNames = [...]string{"never", "caller", "auto"}

// String returns "never", "caller" or "auto".
func (r Resend) String() string { return nameOf(resendNames[:], int(r)) }

// Proof is what a complete 200 or 201 has to carry to be believed. Field names
// are the gateway's own. An operation took effect if one of its proofs holds.
type Proof struct {
	// Form names the family of answers that the proof speaks of, where a
	// gateway has several; an answer of another form is not judged by it.
	Form string
	// Must lists the fields that have to be there.
	Must []string
	// MustNot lists the fields that have to be absent.
	MustNot []string
	// Equal lists the fields that, wherever the answer carries them, are equal
	// to what was asked.
	Equal []string
	// NewID says that the answered object is another one than that of the path.
	NewID bool
	// Words lists the status words one of which has to stand there; empty
	// means that the status proves nothing and is not compared.
	Words []string
	// Zero lists the totals, or result codes, that are zero wherever the answer
	// carries them.
	Zero []string
	// Moved names the total that has to have moved by exactly what was asked,
	// wherever the answer carries it.
	Moved string
	// Certainty is that of the whole proof.
	Certainty Certainty
}

// Refusal is an answer that proves that the operation was not executed.
type Refusal struct {
	// Signal says where the code stands in the answer, such as "failure_type".
	Signal string
	// Code is what stands there; Error.Code shows it.
	Code string
	// Resend says whether the operation may then be sent again.
	Resend Resend
	// Advice goes to the caller.
	Advice Advice
	// Certainty is that of the proof.
	Certainty Certainty
}

// LookUp says how to find out what happened.
type LookUp struct {
	// Op is the operation to call, such as "Orders.FindByReference".
	Op string
	// By is what it is called with: "reference" or "id".
	By string
	// Compare lists what is compared with the Intent.
	Compare []string
	// Negative says whether two agreeing look-ups after the horizon that find
	// nothing prove that the operation was not executed.
	Negative bool
	// Then is the advice once they have.
	Then Advice
	// Certainty is that of Negative.
	Certainty Certainty
}

// Operation is one row of a gateway's table of operations: what the transport,
// Client.Resolve and the tests go by. Every gateway package exports its rows
// as Operations.
type Operation struct {
	// Gateway is the package's name, such as "cibpay".
	Gateway string
	// Name is the method's, such as "Orders.Charge".
	Name string
	// Method and Path are the request's; {id} stands for an argument.
	Method, Path string
	// Safety says whether it may be sent again.
	Safety Safety
	// Moves says which way money goes.
	Moves Movement
	// Executed lists the proofs that it took effect, one for each form of answer.
	Executed []Proof
	// NotExecuted lists the codes that prove that it did not. A request that
	// never got a connection proves it for every operation and is not listed.
	NotExecuted []Refusal
	// LookUp is how an unknown outcome is settled; the zero value for reads.
	LookUp LookUp
	// Horizon is how long after the call a late effect is to be reckoned with.
	Horizon time.Duration
	// Source is where the row comes from.
	Source string
}

// Refusal returns the row's refusal for a signal and code, and whether there is one.
func (o *Operation) Refusal(signal, code string) (Refusal, bool) {
	for _, r := range o.NotExecuted {
		if r.Signal == signal && r.Code == code {
			return r, true
		}
	}
	return Refusal{}, false
}

// Clone returns a copy that shares nothing with the row.
func (o Operation) Clone() Operation {
	o.Executed = slices.Clone(o.Executed)
	for i := range o.Executed {
		p := &o.Executed[i]
		for _, list := range []*[]string{&p.Must, &p.MustNot, &p.Equal, &p.Words, &p.Zero} {
			*list = slices.Clone(*list)
		}
	}
	o.NotExecuted = slices.Clone(o.NotExecuted)
	o.LookUp.Compare = slices.Clone(o.LookUp.Compare)
	return o
}
