package money

import (
	"cmp"
	"math/bits"
	"slices"
	"strconv"
)

// maxParts bounds the slice that one call makes.
const maxParts = 1 << 20

// Split divides an amount into n parts, 1 to 1048576, that add up to it and differ by one minor unit at most; the
// larger ones come first. Besides n out of range (kind ErrParts) it refuses what Minor refuses.
func (a Amount) Split(n int) ([]Amount, error) {
	if err := a.sendable("Split"); err != nil {
		return nil, err
	}
	if n < 1 || n > maxParts {
		return nil, &Error{Op: "Split", Kind: ErrParts, Want: "1 to 1048576 parts", Got: strconv.Itoa(n)}
	}
	each, rest := a.magnitude()/uint64(n), a.magnitude()%uint64(n)
	parts := make([]Amount, n)
	for i := range parts {
		units := each
		if uint64(i) < rest {
			units++
		}
		parts[i] = a.withUnits(units)
	}
	return parts, nil
}

// Allocate divides an amount in the proportion of the ratios into parts that add up to it. Every part is its exact
// share rounded towards zero; the minor units that are left over go one each to the parts that lost most by that, the
// earlier of two that lost the same. So no part is a whole minor unit off, and a ratio of 0 gets nothing. No ratio, a
// negative one, ratios that are all 0 or add up to more than a uint64 holds, and more than 1048576 of them are an
// [*Error] of kind ErrParts; besides it refuses what Minor refuses.
func (a Amount) Allocate(ratios ...int) ([]Amount, error) {
	if err := a.sendable("Allocate"); err != nil {
		return nil, err
	}
	total, err := sumRatios(ratios)
	if err != nil {
		return nil, err
	}
	shares, rest := make([]share, len(ratios)), a.magnitude()
	for i, ratio := range ratios {
		product := times(a.magnitude(), uint64(ratio))
		// A ratio is at most the total, so the quotient fits and Div64 cannot panic.
		units, lost := bits.Div64(product.high, product.low, total)
		shares[i] = share{part: i, units: units, lost: lost}
		rest -= units
	}
	slices.SortStableFunc(shares, func(x, y share) int { return cmp.Compare(y.lost, x.lost) })
	parts := make([]Amount, len(ratios))
	for i, s := range shares {
		if uint64(i) < rest {
			s.units++
		}
		parts[s.part] = a.withUnits(s.units)
	}
	return parts, nil
}

// share is what a part gets when it is rounded towards zero, and the rest of that division.
type share struct {
	part        int
	units, lost uint64
}

func sumRatios(ratios []int) (uint64, error) {
	bad := &Error{Op: "Allocate", Kind: ErrParts, Want: "1 to 1048576 ratios of 0 or more, not all 0"}
	if len(ratios) > maxParts {
		return 0, bad
	}
	total := uint64(0)
	for _, ratio := range ratios {
		sum, carry := bits.Add64(total, uint64(ratio), 0)
		if ratio < 0 || carry != 0 {
			return 0, bad
		}
		total = sum
	}
	if total == 0 {
		return 0, bad
	}
	return total, nil
}

// withUnits gives an amount of the same currency, scale and sign.
func (a Amount) withUnits(units uint64) Amount {
	negative := a.coef < 0
	a.coef = int64(units)
	if negative {
		a.coef = -a.coef
	}
	return a
}
