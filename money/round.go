package money

import "strconv"

// Round gives the nearest amount with at most that many decimal places, 0 to 18, and the even one of two that are
// equally near: 0.125 becomes 0.12. Round to the places of the currency before sending what has Excess. Amount{},
// places out of range and a result out of range are an [*Error] of kind ErrNoAmount, ErrPlaces and ErrOverflow.
func (a Amount) Round(places int) (Amount, error) {
	if !a.IsSet() {
		return Amount{}, noAmount("Round")
	}
	if places < 0 || places > maxPlaces {
		return Amount{}, &Error{Op: "Round", Kind: ErrPlaces, Want: "0 to 18 decimal places", Got: strconv.Itoa(places)}
	}
	if places >= a.scale() {
		return a, nil
	}
	unit := pow10[a.scale()-places]
	units, rest := a.magnitude()/unit, a.magnitude()%unit
	if rest > unit/2 || rest == unit/2 && units%2 == 1 {
		units++
	}
	scale := max(places, a.cur.fewest())
	return settle("Round", a.coef < 0, times(units, pow10[scale-places]), scale, a.cur)
}
