package bizontest

import "github.com/paygates/paygates-go/internal/ordergate/ordergatetest"

// Assumption is a behaviour of the model that no document states.
type Assumption struct {
	// ID names it, in lower case with hyphens.
	ID string
	// Text says what the model does.
	Text string
	// Reason says why it does that.
	Reason string
}

// Assumptions lists what the model does without a document that says so. The
// real gateway may do otherwise.
func Assumptions() []Assumption {
	return ordergatetest.Each(ordergatetest.WholeSurface.Assumptions(), func(b ordergatetest.Behaviour) Assumption {
		return Assumption{ID: b.ID, Text: b.Text, Reason: b.Source}
	})
}

// AssumedShare says how much of the model is assumed, as in
// "31 of 80 behaviours (38 %) are assumed".
func AssumedShare() string { return ordergatetest.WholeSurface.AssumedShare() }
