package circlepaytest

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/paygates/paygates-go/money"
)

// mostDigits bounds the whole part of what is read, so that no sum overflows.
const mostDigits = 11

// readAmount reads a number, or a text of one, that is not negative and has no
// more places than the currency. A percentage has no currency and up to four
// places.
func readAmount(raw json.RawMessage, c money.Currency) (money.Amount, bool) {
	text := string(raw)
	if !isNumber(raw) && json.Unmarshal(raw, &text) != nil {
		return money.Amount{}, false
	}
	a, err := money.ParseExact(text, c)
	switch {
	case err != nil, a.IsNegative():
		return money.Amount{}, false
	case len(a.Decimal().Truncate(0).String()) > mostDigits:
		return money.Amount{}, false
	case a.Excess(), !a.Decimal().Equal(a.Decimal().Truncate(placesOf(c))):
		return money.Amount{}, false
	}
	return a, true
}

func isNumber(raw json.RawMessage) bool {
	return len(raw) > 0 && (raw[0] == '-' || raw[0] >= '0' && raw[0] <= '9')
}

// placesOf are the places of a currency, and those of percentages for none.
func placesOf(c money.Currency) int32 {
	if c.IsZero() {
		return 4
	}
	places, _ := c.Places()
	return int32(places)
}

// percentOf is that percentage of an amount, rounded half to even to the places of
// the currency.
func percentOf(a, percent money.Amount) money.Amount {
	share := a.Decimal().Mul(percent.Decimal()).Shift(-2).RoundBank(placesOf(a.Currency()))
	return must(money.FromDecimal(share, a.Currency()))
}

// number writes an amount as the documentation does, with at least one decimal
// place: 99.0, 9.9, 3.85.
func number(a money.Amount) json.RawMessage {
	text := a.Decimal().String()
	if !strings.Contains(text, ".") {
		text += ".0"
	}
	return json.RawMessage(text)
}

// shortNumber writes an amount without trailing zeros, as the documentation's
// payment links have it: 18000.
func shortNumber(a money.Amount) json.RawMessage {
	return json.RawMessage(a.Decimal().String())
}

// must: what is read is bounded, so that sums of it exist.
func must(a money.Amount, err error) money.Amount {
	if err != nil {
		panic(fmt.Sprintf("circlepaytest: a sum of the model: %v", err))
	}
	return a
}

func (m *Model) zero() money.Amount { return must(money.FromMinor(0, m.cfg.Currency)) }

func more(a, b money.Amount) bool {
	n, err := a.Cmp(b)
	if err != nil {
		panic(fmt.Sprintf("circlepaytest: a comparison of the model: %v", err))
	}
	return n > 0
}
