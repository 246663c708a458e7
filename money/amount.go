package money

import (
	"math"

	"github.com/shopspring/decimal"
)

// Amount is an exact amount of money in one currency: a small value (24 bytes) to pass and compare as such. It is
// made by [Parse], [ParseExact], [FromMinor] and [FromDecimal], never from a binary floating-point number.
//
// Amount{} is "no amount", which differs from 0.00: IsSet tells them apart, and calculating with it is an error.
//
// An amount holds up to 18 decimal places and 9223372036854775807 units of its last place: 92233720368547758.07 in a
// currency of two places. The range is symmetric, so that Neg and Abs cannot fail. Whatever does not fit is an error.
//
// Equal amounts are equal by ==: an amount is held with as few places as its value needs, but at least those of its
// currency.
type Amount struct {
	coef int64 // value × 10^scale, never math.MinInt64
	cur  Currency
	// form is notSet, settled, or twice the number of places beyond those of the currency, and then the last digit of
	// coef is not 0. The scale follows from it and the currency, and form&form tells in one step that two are settled.
	form uint8
}

const (
	notSet  = 0 // Amount{}
	settled = 1 // as many places as the currency has, none where that is unknown
)

// newAmount puts the parts together; the scale is at least the fewest places of the currency.
func newAmount(coef int64, scale int, c Currency) Amount {
	form := uint8(settled)
	if beyond := scale - c.fewest(); beyond > 0 {
		form = uint8(2 * beyond)
	}
	return Amount{coef: coef, cur: c, form: form}
}

// scale gives the number of decimal places that coef has.
func (a Amount) scale() int { return a.cur.fewest() + int(a.form/2) }

// FromMinor gives the amount of that many minor units (cents, fils; whole units where the currency has no places).
// A currency of unknown places is an [*Error] of kind ErrUnknownPlaces, math.MinInt64 one of kind ErrOverflow.
func FromMinor(minor int64, c Currency) (Amount, error) {
	if _, known := c.Places(); !known {
		return Amount{}, placesUnknown("FromMinor", c)
	}
	if minor == math.MinInt64 {
		return Amount{}, outOfRange("FromMinor", c)
	}
	return newAmount(minor, c.fewest(), c), nil
}

// FromDecimal gives the amount of exactly that value; 10.500 is 10.50 AZN. A value with more places than the currency
// has is an [*Error] of kind ErrPlaces, never rounded; other kinds are ErrUnknownPlaces and ErrOverflow.
func FromDecimal(value decimal.Decimal, c Currency) (Amount, error) {
	const op = "FromDecimal"
	if _, known := c.Places(); !known {
		return Amount{}, placesUnknown(op, c)
	}
	n, _ := readNumber(value.Coefficient().String())
	n.exp += int64(value.Exponent())
	a, err := n.amount(op, c)
	if err != nil {
		return Amount{}, err
	}
	if a.Excess() {
		return Amount{}, tooFine(op, c, a.scale())
	}
	return a, nil
}

// Decimal gives the value for the caller's own arithmetic, without the currency; 0 for Amount{}.
func (a Amount) Decimal() decimal.Decimal {
	if !a.IsSet() {
		return decimal.Zero
	}
	return decimal.New(a.coef, -int32(a.scale()))
}

// Minor gives the amount in minor units of its currency. Amount{}, a currency of unknown places and an amount with
// excess places are an [*Error] of kind ErrNoAmount, ErrUnknownPlaces and ErrPlaces.
func (a Amount) Minor() (int64, error) {
	if err := a.sendable("Minor"); err != nil {
		return 0, err
	}
	return a.coef, nil
}

// Currency gives the currency of the amount, the zero Currency for Amount{}.
func (a Amount) Currency() Currency { return a.cur }

// IsSet says that there is an amount, be it 0.00. It is false for Amount{} alone.
func (a Amount) IsSet() bool { return a.form != notSet }

// IsZero says that there is an amount and that its value is 0: true for 0.00 AZN, false for Amount{}.
//
// The omitzero option of encoding/json asks this method too: it would drop a stated 0.00 and write Amount{} as null.
// So do not give it to a field of type Amount; where absence matters, leave the option out and read null as absent.
func (a Amount) IsZero() bool { return a.form != notSet && a.coef == 0 }

// IsPositive says that the amount is above 0; false for Amount{}.
func (a Amount) IsPositive() bool { return a.coef > 0 }

// IsNegative says that the amount is below 0; false for Amount{}.
func (a Amount) IsNegative() bool { return a.coef < 0 }

// Excess says that the amount has more decimal places than its currency, as a gateway may send it (a computed fee of
// 0.30000000000000004). It is kept exactly; Minor, AppendFixed, Split and Allocate refuse it, and Round brings it back.
// Round also before adding up: 100.30000000000000004 has more digits than an Amount holds, so that sum is ErrOverflow.
// Excess is false where the places of the currency are unknown.
func (a Amount) Excess() bool {
	_, known := a.cur.Places()
	return known && a.form > settled
}

// sendable refuses what no gateway may be sent.
func (a Amount) sendable(op string) error {
	_, known := a.cur.Places()
	switch {
	case a.form == notSet:
		return noAmount(op)
	case !known:
		return placesUnknown(op, a.cur)
	case a.form > settled:
		return tooFine(op, a.cur, a.scale())
	}
	return nil
}

// magnitude gives the coefficient without its sign.
func (a Amount) magnitude() uint64 { return magnitude(a.coef) }

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}
