package corefytest

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/paygates/paygates-go/money"
)

// What is wrong with an amount. The first text is the payment page's.
const (
	amountPositive  = "This value should be greater than 0."
	amountMalformed = "This value should be of type numeric."
	amountPlaces    = "This value has more decimal places than its currency."
	amountTooLarge  = "This value is too large."
)

// readAmount reads a positive amount, a number or a numeric text. The second
// result says what is wrong with it.
func readAmount(raw json.RawMessage, c money.Currency) (money.Amount, string) {
	text := string(raw)
	if !isNumber(raw) {
		if err := json.Unmarshal(raw, &text); err != nil {
			return money.Amount{}, amountMalformed
		}
	}
	a, err := money.ParseExact(text, c)
	switch {
	case errors.Is(err, money.ErrOverflow):
		return money.Amount{}, amountTooLarge
	case errors.Is(err, money.ErrPlaces):
		return money.Amount{}, amountPlaces
	case err != nil:
		return money.Amount{}, amountMalformed
	case !a.IsPositive():
		return money.Amount{}, amountPositive
	case a.Excess():
		return money.Amount{}, amountPlaces
	}
	return a, ""
}

func isNumber(raw json.RawMessage) bool {
	return len(raw) > 0 && (raw[0] == '-' || raw[0] >= '0' && raw[0] <= '9')
}

// number writes an amount in major units without trailing zeros, as the payment
// page does: 100, 123.45, 0.01. What is not set is null.
func number(a money.Amount) json.RawMessage {
	if !a.IsSet() {
		return json.RawMessage("null")
	}
	return json.RawMessage(a.Decimal().String())
}

func zero(c money.Currency) money.Amount { return must(money.FromMinor(0, c)) }

// must: the amounts of an invoice have one currency, and sums of them are bounded
// by an amount that exists.
func must(a money.Amount, err error) money.Amount {
	if err != nil {
		panic(fmt.Sprintf("corefytest: a sum of the model: %v", err))
	}
	return a
}

// plus adds; what is not set counts as nothing.
func plus(a, b money.Amount) money.Amount {
	switch {
	case !a.IsSet():
		return b
	case !b.IsSet():
		return a
	}
	return must(a.Add(b))
}

// minus subtracts; a subtrahend that is not set counts as nothing.
func minus(a, b money.Amount) money.Amount {
	if !b.IsSet() {
		return a
	}
	return must(a.Sub(b))
}

func more(a, b money.Amount) bool {
	n, err := a.Cmp(b)
	if err != nil {
		panic(fmt.Sprintf("corefytest: a comparison of the model: %v", err))
	}
	return n > 0
}

// smaller is the lesser of two amounts.
func smaller(a, b money.Amount) money.Amount {
	if more(a, b) {
		return b
	}
	return a
}

// fee is what the service takes of an amount, rounded to the currency's places.
func (s Service) fee(amount money.Amount) (money.Amount, error) {
	rated, err := amount.Mul(int64(s.FeeRate))
	if err != nil {
		return money.Amount{}, err
	}
	places, _ := s.Currency.Places()
	fee, err := money.FromDecimal(rated.Decimal().Shift(-4).RoundBank(int32(places)), s.Currency)
	if err == nil && s.FeeFix.IsSet() {
		fee, err = fee.Add(s.FeeFix)
	}
	if err != nil {
		return money.Amount{}, err
	}
	if s.FeeMin.IsSet() && more(s.FeeMin, fee) {
		fee = s.FeeMin
	}
	if s.FeeMax.IsSet() && s.FeeMax.IsPositive() {
		fee = smaller(fee, s.FeeMax)
	}
	return fee, nil
}
