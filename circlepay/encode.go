package circlepay

import (
	"strings"

	"github.com/shopspring/decimal"

	"github.com/paygates/paygates-go/internal/wire"
	"github.com/paygates/paygates-go/money"
)

// spelling is how requests are written where the sources differ.
type spelling struct {
	links    LinkFields
	capitals bool
	flat     bool
	verbatim bool
}

// encoder writes a body in the account's spelling.
type encoder struct {
	*wire.Encoder
	spelling spelling
}

// capital is a name as the documentation's tables write it, if that is asked for:
// First_Name for first_name. The other form is reserved, so that nothing comes
// twice.
func (e *encoder) capital(name string) string {
	if !e.spelling.capitals {
		return name
	}
	e.Reserve(name)
	words := strings.Split(name, "_")
	for i := range words {
		words[i] = strings.ToUpper(words[i][:1]) + words[i][1:]
	}
	return strings.Join(words, "_")
}

// link is a name of a payment link's field in the account's spelling.
func (e *encoder) link(name linkField) string {
	if e.spelling.links == LinkFieldsIOS {
		return name.ios
	}
	return name.documented
}

// flag writes a flag as the account's spelling has it; nil for one that is not set.
func (e *encoder) flag(name string, value *bool, asNumber bool) {
	switch {
	case value == nil:
		e.Reserve(name)
	case !asNumber:
		e.Bool(name, *value)
	case *value:
		e.Int(name, 1)
	default:
		e.Int(name, 0)
	}
}

// amount writes an amount that was checked: a number in major units, with the
// decimal places of its currency.
func (e *encoder) amount(name string, a money.Amount) {
	places, _ := a.Currency().Places()
	text, err := a.AppendFixed(nil, places)
	if err != nil {
		text = nil // the encoder refuses it too
	}
	e.Number(name, string(text))
}

// optAmount writes an amount unless there is none.
func (e *encoder) optAmount(name string, a money.Amount) {
	if !a.IsSet() {
		e.Reserve(name)
		return
	}
	e.amount(name, a)
}

// optDecimal writes a percentage unless it is 0.
func (e *encoder) optDecimal(name string, d decimal.Decimal) {
	if d.IsZero() {
		e.Reserve(name)
		return
	}
	e.Number(name, d.String())
}
