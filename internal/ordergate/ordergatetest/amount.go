package ordergatetest

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/paygates/paygates-go/money"
)

// hundredths is how the platform keeps amounts: every amount in its answers has
// exactly two places, whatever the currency.
type hundredths int64

// maxWhole bounds the digits before the point, so that no sum of a model's
// amounts can overflow.
const maxWhole = 12

func (h hundredths) String() string {
	sign, n := "", int64(h)
	if n < 0 {
		sign, n = "-", -n
	}
	return fmt.Sprintf("%s%d.%02d", sign, n/100, n%100)
}

// number is the amount as a JSON number literal, 11.00.
func (h hundredths) number() json.RawMessage { return json.RawMessage(h.String()) }

// percent is n percent, half a hundredth rounded up, as the fees in the page's
// samples are (3 % of 9.99 is 0.30).
func (h hundredths) percent(n int64) hundredths {
	return hundredths((int64(h)*n + 50) / 100)
}

func (h hundredths) money(c money.Currency) money.Amount {
	a, err := money.ParseExact(h.String(), c)
	if err != nil {
		panic(fmt.Sprintf("ordergatetest: an amount of the model does not fit: %v", err))
	}
	return a
}

// hundredthsOf turns an amount that a test gives into the platform's form.
func hundredthsOf(a money.Amount, c money.Currency) (hundredths, bool) {
	text, err := a.AppendFixed(nil, 2)
	if err != nil || a.Currency() != c {
		return 0, false
	}
	h, problem := readHundredths(string(text))
	return h, problem == ""
}

const (
	amountRequired  = "Amount is required."
	amountMalformed = "Amount must be a decimal number."
	amountPlaces    = "Amount must have at most 2 decimal places."
	amountPositive  = "Amount must be greater than zero."
	amountTooLarge  = "Amount is too large."
	amountCurrency  = "Amount has more decimal places than its currency."
)

// readHundredths reads a positive plain decimal; the second result says what is
// wrong with it.
func readHundredths(text string) (hundredths, string) {
	digits, negative := strings.CutPrefix(text, "-")
	whole, fraction, point := strings.Cut(digits, ".")
	switch {
	case !allDigits(whole) || point && !allDigits(fraction):
		return 0, amountMalformed
	case len(whole) > 1 && whole[0] == '0':
		return 0, amountMalformed
	case len(fraction) > 2:
		return 0, amountPlaces
	case len(whole) > maxWhole:
		return 0, amountTooLarge
	}
	n, err := strconv.ParseInt(whole+(fraction + "00")[:2], 10, 64)
	if err != nil {
		return 0, amountMalformed
	}
	if n == 0 || negative {
		return 0, amountPositive
	}
	return hundredths(n), ""
}

func allDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// fits says whether the amount has no more places than its currency.
func (h hundredths) fits(c money.Currency) bool {
	a, err := money.ParseExact(h.String(), c)
	return err == nil && !a.Excess()
}
