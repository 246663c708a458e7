package circlepaytest

import "fmt"

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
	out := make([]Assumption, 0, len(assumed))
	for _, b := range assumed {
		out = append(out, Assumption{ID: b.id, Text: b.text, Reason: b.source})
	}
	return out
}

// AssumedShare says how much of the model is assumed, as in
// "74 of 183 behaviours (40 %) are assumed".
func AssumedShare() string {
	n, all := len(assumed), len(documented)+len(assumed)
	return fmt.Sprintf("%d of %d behaviours (%d %%) are assumed", n, all, n*100/all)
}

// behaviour is one thing that a client can tell apart in the model. Of a
// documented one source names the document, of an assumed one it says why the
// model does it.
type behaviour struct{ id, text, source string }
