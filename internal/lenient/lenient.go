// Package lenient reads the parts of an answer that must not make the rest
// unreadable: amounts that wait for their currency and may not fit, card numbers
// that should have come masked.
package lenient

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/transport"
	"github.com/paygates/paygates-go/internal/wire"
	"github.com/paygates/paygates-go/money"
)

// Amount is an amount as it stands in an answer, of which it is a part, until
// its currency is known.
type Amount struct {
	text []byte
	// Set: something stands there, be it 0.
	Set bool
	// odd: neither text nor number; text is its JSON.
	odd bool
}

// Text returns what stands there.
func (a *Amount) Text() string { return string(a.text) }

// ReadAmount reads the value that is due. It refuses invalid UTF-8 alone.
func ReadAmount(d *wire.Decoder) Amount {
	switch d.Kind() {
	case wire.String, wire.Number, wire.Null:
		text := d.AmountBytes()
		return Amount{text: text, Set: len(text) > 0}
	default:
		return Amount{text: []byte(d.Text()), Set: true, odd: true}
	}
}

// Hold makes the amount that a text states, exactly, whatever its places. One
// that cannot be held keeps its text under unread, by the field's name, and is
// not set: the rest of the answer stays readable.
func Hold(unread *map[string]string, field string, a *Amount, in money.Currency) money.Amount {
	if !a.Set {
		return money.Amount{}
	}
	if !a.odd {
		if amount, err := money.ParseExact(string(a.text), in); err == nil {
			return amount
		}
	}
	Keep(unread, field, a)
	return money.Amount{}
}

// Keep keeps the text of an amount that nobody can read. One that is not there is
// not kept.
func Keep(unread *map[string]string, field string, a *Amount) {
	if !a.Set {
		return
	}
	if *unread == nil {
		*unread = make(map[string]string)
	}
	(*unread)[field] = transport.MaskCards(string(a.text))
}

// MaskedPAN keeps a card number that comes masked, and masks one that does not.
func MaskedPAN(text string) string {
	if transport.MaskCards(text) == text {
		return text
	}
	return paygates.NewPAN(text).Masked()
}

// Blank reports whether a value's text says nothing, such as false in the place
// of an error. Null, an empty text, object or array read as "".
func Blank(text string) bool { return text == "" || text == "false" || text == "0" }

// Decimal reads a decimal of at most 40 characters, such as a rate. PHP writes
// 0.0000789 as 7.89e-5, Java 0.0005 as 5.0E-4; an exponent beyond 40 could ask for
// a number of any size.
func Decimal(text string) (decimal.Decimal, bool) {
	const most = 40
	if text == "" || len(text) > most {
		return decimal.Decimal{}, false
	}
	if at := strings.IndexAny(text, "eE"); at >= 0 {
		if exponent, err := strconv.Atoi(text[at+1:]); err != nil || exponent < -most || exponent > most {
			return decimal.Decimal{}, false
		}
	}
	value, err := decimal.NewFromString(text)
	return value, err == nil
}
