package money

import (
	"math"
	"math/bits"
)

var pow10 = func() (powers [maxPlaces + 1]uint64) {
	powers[0] = 1
	for i := 1; i < len(powers); i++ {
		powers[i] = 10 * powers[i-1]
	}
	return powers
}()

// wide is an unsigned number of 128 bits: room for a coefficient times any power of ten up to 10^18.
type wide struct{ high, low uint64 }

func times(a, b uint64) wide {
	high, low := bits.Mul64(a, b)
	return wide{high, low}
}

func (w wide) plus(v wide) wide {
	low, carry := bits.Add64(w.low, v.low, 0)
	return wide{w.high + v.high + carry, low}
}

// minus needs w ≥ v.
func (w wide) minus(v wide) wide {
	low, borrow := bits.Sub64(w.low, v.low, 0)
	return wide{w.high - v.high - borrow, low}
}

func (w wide) compare(v wide) int {
	switch {
	case w == v:
		return 0
	case w.high < v.high, w.high == v.high && w.low < v.low:
		return -1
	default:
		return 1
	}
}

// divide10 gives quotient and remainder of a division by ten.
func (w wide) divide10() (wide, uint64) {
	high, rest := w.high/10, w.high%10
	low, rest := bits.Div64(rest, w.low, 10)
	return wide{high, low}, rest
}

// signed gives ±w as a coefficient, if it fits.
func signed(negative bool, w wide) (int64, bool) {
	if w.high != 0 || w.low > math.MaxInt64 {
		return 0, false
	}
	if negative {
		return -int64(w.low), true
	}
	return int64(w.low), true
}

// settle gives ±w / 10^scale as an amount with as few places as its value allows, but no fewer than the currency has.
// The scale must be at least that.
func settle(op string, negative bool, w wide, scale int, c Currency) (Amount, error) {
	fewest := c.fewest()
	for scale > fewest {
		quotient, rest := w.divide10()
		if rest != 0 {
			break
		}
		w, scale = quotient, scale-1
	}
	coef, ok := signed(negative, w)
	if !ok {
		return Amount{}, outOfRange(op, c)
	}
	return newAmount(coef, scale, c), nil
}
