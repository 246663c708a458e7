package money

import (
	"strconv"
	"strings"
)

// CurrencyPlaces as the Places of a [Rule] means as many decimal places as the currency has.
const CurrencyPlaces = -1

// Rule says which amounts of one currency a gateway takes. Its zero fields are the plain case: whole amounts above
// zero.
type Rule struct {
	Currency   Currency // the zero Currency: every currency that has no rule of its own
	Places     int      // decimal places on the wire, 0 to 18, or CurrencyPlaces
	MultipleOf Amount   // Amount{}: any
	Minimum    Amount   // Amount{}: anything above zero
	Maximum    Amount   // Amount{}: no limit known
	Source     string   // where the rule is stated, or "assumed"
}

// Rules are the currency rules of a gateway. A currency without a rule is refused, unless there is a rule for every
// currency.
type Rules []Rule

// Find gives the rule for a currency, its own before the one for every currency, and whether there is one.
func (rs Rules) Find(c Currency) (rule Rule, found bool) {
	for _, r := range rs {
		if r.Currency == c {
			return r, true
		}
		if r.Currency.IsZero() {
			rule, found = r, true
		}
	}
	return rule, found
}

// Check says whether the gateway takes the amount. The [*Error] says what it would take: of kind ErrCurrencyMismatch
// if it lacks the currency, ErrPlaces for more places than go on the wire, ErrRule for zero, a negative amount, no
// multiple, too little and too much. What Minor refuses it refuses as well.
func (rs Rules) Check(a Amount) error {
	const op = "Check"
	if !a.IsSet() {
		return noAmount(op)
	}
	rule, found := rs.Find(a.cur)
	if !found {
		return &Error{Op: op, Kind: ErrCurrencyMismatch, Want: rs.currencies(), Got: a.cur.label()}
	}
	if err := a.sendable(op); err != nil {
		return err
	}
	if err := rule.applies(op, a.cur); err != nil {
		return err
	}
	if a.coef%int64(pow10[max(0, a.scale()-rule.wirePlaces(a.cur))]) != 0 {
		return &Error{Op: op, Kind: ErrPlaces, Want: rule.places() + " for " + a.cur.label()}
	}
	return rule.check(op, a)
}

// Append appends an amount that Check takes, in the number of places that go on the wire. On an error dst comes back as
// it was.
func (rs Rules) Append(dst []byte, a Amount) ([]byte, error) {
	if err := rs.Check(a); err != nil {
		return dst, err
	}
	rule, _ := rs.Find(a.cur)
	return a.AppendFixed(dst, rule.wirePlaces(a.cur))
}

// currencies lists what the rules allow.
func (rs Rules) currencies() string {
	codes := make([]string, len(rs))
	for i, r := range rs {
		codes[i] = r.Currency.String()
	}
	if len(codes) == 0 {
		return "nothing"
	}
	return strings.Join(codes, ", ")
}

// String gives the rule in one line: "XOF: a whole amount, a multiple of 5 XOF, above zero (the guide)".
func (r Rule) String() string {
	name := r.Currency.String()
	if r.Currency.IsZero() {
		name = "any currency"
	}
	words := []string{r.places()}
	if r.MultipleOf.IsSet() {
		words = append(words, "a multiple of "+r.MultipleOf.String())
	}
	words = append(words, r.minimum())
	if r.Maximum.IsSet() {
		words = append(words, "at most "+r.Maximum.String())
	}
	return name + ": " + strings.Join(words, ", ") + " (" + r.Source + ")"
}

func (r Rule) places() string {
	if r.Places == CurrencyPlaces {
		return "the decimal places of the currency"
	}
	return placesInWords(r.Places)
}

// placesInWords says what is wanted in words that stand alone: "at most 2" beside an amount reads as a limit of money.
func placesInWords(places int) string {
	switch places {
	case 0:
		return "a whole amount"
	case 1:
		return "at most 1 decimal place"
	default:
		return "at most " + strconv.Itoa(places) + " decimal places"
	}
}

func (r Rule) minimum() string {
	if r.Minimum.IsSet() {
		return "at least " + r.Minimum.String()
	}
	return "above zero"
}

// wirePlaces gives the number of places in which an amount of the currency goes on the wire.
func (r Rule) wirePlaces(c Currency) int {
	if r.Places == CurrencyPlaces {
		return c.fewest()
	}
	return r.Places
}

// applies refuses a rule that was written down wrong, so that a limit in another currency does not count as kept.
func (r Rule) applies(op string, c Currency) error {
	if r.Places < CurrencyPlaces || r.Places > maxPlaces {
		return &Error{Op: op, Kind: ErrPlaces, Want: "a rule with 0 to 18 places", Got: strconv.Itoa(r.Places)}
	}
	for _, limit := range [...]Amount{r.MultipleOf, r.Minimum, r.Maximum} {
		if limit.IsSet() && (limit.cur != c || limit.Excess()) {
			return mismatch(op+", a limit of the rule", c, limit.cur)
		}
	}
	return nil
}

// check compares the value with the limits.
func (r Rule) check(op string, a Amount) error {
	want := ""
	switch {
	case !r.Minimum.IsSet() && !a.IsPositive():
		want = "an amount above zero"
	case r.Minimum.IsSet() && less(a, r.Minimum):
		want = "at least " + r.Minimum.String()
	case r.Maximum.IsSet() && less(r.Maximum, a):
		want = "at most " + r.Maximum.String()
	case r.MultipleOf.IsPositive() && a.coef%r.MultipleOf.coef != 0:
		want = "a multiple of " + r.MultipleOf.String()
	}
	if want == "" {
		return nil
	}
	return &Error{Op: op, Kind: ErrRule, Want: want}
}

// less says a < b for two amounts of one currency.
func less(a, b Amount) bool {
	order, err := a.Cmp(b)
	return err == nil && order < 0
}
