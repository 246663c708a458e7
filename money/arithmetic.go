package money

import "math"

// Add gives a + b, exactly. Amount{} on either side, another currency and a sum out of range are an [*Error] of kind
// ErrNoAmount, ErrCurrencyMismatch and ErrOverflow.
func (a Amount) Add(b Amount) (Amount, error) {
	if a.form&b.form == settled && a.cur == b.cur {
		if sum := a.coef + b.coef; (a.coef^sum)&(b.coef^sum) >= 0 && sum != math.MinInt64 {
			a.coef = sum
			return a, nil
		}
	}
	return add("Add", a, b)
}

// Sub gives a - b, exactly. It fails as Add does.
func (a Amount) Sub(b Amount) (Amount, error) {
	b.coef = -b.coef
	if a.form&b.form == settled && a.cur == b.cur {
		if sum := a.coef + b.coef; (a.coef^sum)&(b.coef^sum) >= 0 && sum != math.MinInt64 {
			a.coef = sum
			return a, nil
		}
	}
	return add("Sub", a, b)
}

// Sum adds amounts in their order, as Add would one after the other, at about the cost of adding int64s. There must be
// at least one amount, because the sum of none would have no currency; otherwise it fails as Add does.
func Sum(amounts ...Amount) (Amount, error) {
	if len(amounts) == 0 || !amounts[0].IsSet() {
		return Amount{}, noAmount("Sum")
	}
	total := amounts[0]
	for _, a := range amounts[1:] {
		sum := total.coef + a.coef
		if total.form&a.form == settled && total.cur == a.cur && (total.coef^sum)&(a.coef^sum) >= 0 && sum != math.MinInt64 {
			total.coef = sum
			continue
		}
		var err error
		if total, err = add("Sum", total, a); err != nil {
			return Amount{}, err
		}
	}
	return total, nil
}

// add is the whole of addition: other scales, and every error.
func add(op string, a, b Amount) (Amount, error) {
	if err := matching(op, a, b); err != nil {
		return Amount{}, err
	}
	x, y, scale := align(a, b)
	negative := a.coef < 0
	switch {
	case negative == (b.coef < 0):
		x = x.plus(y)
	case x.compare(y) < 0:
		x, negative = y.minus(x), !negative
	default:
		x = x.minus(y)
	}
	return settle(op, negative, x, scale, a.cur)
}

// Mul gives a × n, exactly. Amount{} and a product out of range are an [*Error] of kind ErrNoAmount and ErrOverflow.
func (a Amount) Mul(n int64) (Amount, error) {
	if !a.IsSet() {
		return Amount{}, noAmount("Mul")
	}
	return settle("Mul", (a.coef < 0) != (n < 0), times(a.magnitude(), magnitude(n)), a.scale(), a.cur)
}

// Neg gives -a; Amount{} stays Amount{}.
func (a Amount) Neg() Amount {
	a.coef = -a.coef
	return a
}

// Abs gives the amount without its sign; Amount{} stays Amount{}.
func (a Amount) Abs() Amount {
	if a.coef < 0 {
		a.coef = -a.coef
	}
	return a
}

// Cmp gives -1, 0 or 1 as a is less than, equal to or more than b, by value. Amount{} on either side and another
// currency are an [*Error] of kind ErrNoAmount and ErrCurrencyMismatch.
func (a Amount) Cmp(b Amount) (int, error) {
	if err := matching("Cmp", a, b); err != nil {
		return 0, err
	}
	switch {
	case a == b:
		return 0, nil
	case a.coef < 0 && b.coef >= 0:
		return -1, nil
	case a.coef >= 0 && b.coef < 0:
		return 1, nil
	}
	x, y, _ := align(a, b)
	if a.coef < 0 {
		x, y = y, x
	}
	return x.compare(y), nil
}

// Equal says that both are the same value in the same currency, as == does. Amount{} equals itself and nothing else.
func (a Amount) Equal(b Amount) bool { return a == b }

// matching refuses what cannot be calculated together.
func matching(op string, a, b Amount) error {
	switch {
	case !a.IsSet() || !b.IsSet():
		return noAmount(op)
	case a.cur != b.cur:
		return mismatch(op, a.cur, b.cur)
	}
	return nil
}

// align gives both magnitudes at the larger of the two scales.
func align(a, b Amount) (x, y wide, scale int) {
	scale = max(a.scale(), b.scale())
	x = times(a.magnitude(), pow10[scale-a.scale()])
	y = times(b.magnitude(), pow10[scale-b.scale()])
	return x, y, scale
}
