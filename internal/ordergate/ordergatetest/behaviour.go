package ordergatetest

import "fmt"

// Behaviour is one thing that the model does. Of a documented behaviour Source
// names the document, of an assumed one it says why the model does it.
type Behaviour struct {
	ID      string
	Text    string
	Source  string
	Assumed bool
}

type behaviour struct{ id, text, source string }

// Behaviours lists everything that a client can tell apart in the model of a
// brand.
func (s Surface) Behaviours() []Behaviour {
	return append(named(s.documented(), false), s.Assumptions()...)
}

// Assumptions lists the behaviours that no document states.
func (s Surface) Assumptions() []Behaviour { return named(s.assumed(), true) }

// AssumedShare puts the share of the assumed behaviours into words.
func (s Surface) AssumedShare() string {
	n := len(s.assumed())
	all := len(s.documented()) + n
	return fmt.Sprintf("%d of %d behaviours (%d %%) are assumed", n, all, n*100/all)
}

func named(table []behaviour, assumed bool) []Behaviour {
	return Each(table, func(b behaviour) Behaviour {
		return Behaviour{ID: b.id, Text: b.text, Source: b.source, Assumed: assumed}
	})
}

// Assumptions lists what is assumed about the guide's surface.
func Assumptions() []Behaviour { return GuideSurface.Assumptions() }

// AssumedShare is that of the guide's surface.
func AssumedShare() string { return GuideSurface.AssumedShare() }
