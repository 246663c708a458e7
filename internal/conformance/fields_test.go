package conformance

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/paygates/paygates-go/money"
)

type (
	box struct {
		Name   string
		Unread map[string]string
		Inside *box
		Shelf  []shelf
		Labels map[string]label

		hidden string
	}
	shelf struct {
		Depth money.Amount
		Full  bool
	}
	label struct{ Colour string }
)

// Whatever a result's type has is filled by some answer, or it is said why not.
func TestFields(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		results  []any
		unfilled map[string]string
		want     []string
	}{
		"nothing was answered": {[]any{nil}, nil, nil},
		"an empty object": {[]any{&box{hidden: "x"}}, nil, []string{
			"no documented answer fills box.Inside, so that it drifts nowhere", "no documented answer fills box.Labels, so that it drifts nowhere",
			"no documented answer fills box.Name, so that it drifts nowhere", "no documented answer fills box.Shelf, so that it drifts nowhere",
			"no documented answer fills label.Colour, so that it drifts nowhere",
			"no documented answer fills shelf.Depth, so that it drifts nowhere", "no documented answer fills shelf.Full, so that it drifts nowhere",
		}},
		"several answers together": {[]any{
			[]*box{{Name: "x"}, {Inside: &box{Shelf: []shelf{{}, {Full: true}}}}},
			box{Shelf: []shelf{{Depth: money.MustParse("0.00", money.AZN)}}, Labels: map[string]label{"a": {"red"}}},
		}, nil, nil},
		"what is exempt":             {[]any{label{}}, map[string]string{"label.Colour": "it fades"}, nil},
		"an exemption without a why": {[]any{label{}}, map[string]string{"label.Colour": ""}, []string{"no documented answer fills label.Colour, so that it drifts nowhere"}},
		"an exemption that is none":  {[]any{label{"red"}}, map[string]string{"label.Colour": "it fades"}, []string{"label.Colour is said to be filled by no answer, and one fills it"}},
		"an exemption of nothing":    {[]any{label{"red"}}, map[string]string{"label.Size": "it fades"}, []string{"label.Size is said to be filled by no answer, and no result has it"}},
	} {
		f := newFields()
		for _, result := range test.results {
			f.note(result)
		}
		assert.Equal(t, test.want, f.complaints(test.unfilled), name)
	}
}
