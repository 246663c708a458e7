package cibpaytest

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
	assumed := ordergatetest.Assumptions()
	out := make([]Assumption, 0, len(assumed))
	for _, a := range assumed {
		out = append(out, Assumption{ID: a.ID, Text: a.Text, Reason: a.Source})
	}
	return out
}

// AssumedShare says how much of the model is assumed, as in
// "31 of 80 behaviours (38 %) are assumed".
func AssumedShare() string { return ordergatetest.AssumedShare() }
