package consumer

import (
	"database/sql"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/shopspring/decimal"

	"github.com/paygates/paygates-go/money"
)

// Price reads a price that was typed in.
func Price(typed, code string) (money.Amount, error) {
	currency, err := money.ParseCurrency(code)
	if err != nil {
		return money.Amount{}, err
	}
	price, err := money.Parse(typed, currency)
	if e, ok := errors.AsType[*money.Error](err); ok {
		return money.Amount{}, fmt.Errorf("%s: %w", e.Error(), e.Unwrap())
	}
	return price, err
}

// Amounts makes amounts of everything that a shop has.
func Amounts(minor int64, value decimal.Decimal) ([]money.Amount, error) {
	fromMinor, err := money.FromMinor(minor, money.AZN)
	if err != nil {
		return nil, err
	}
	fromDecimal, err := money.FromDecimal(value, money.AZN)
	if err != nil {
		return nil, err
	}
	exact, err := money.ParseExact("0.123456", money.AZN)
	if err != nil {
		return nil, err
	}
	return []money.Amount{fromMinor, fromDecimal, exact, money.MustParse("10.50", money.AZN)}, nil
}

// Bill adds up what was bought and shares it between friends.
func Bill(items []money.Amount, discount money.Amount, friends int) ([]money.Amount, error) {
	total, err := money.Sum(items...)
	if err != nil {
		return nil, err
	}
	if total, err = total.Sub(discount); err != nil {
		return nil, err
	}
	if total, err = total.Add(discount.Neg().Abs()); err != nil {
		return nil, err
	}
	if total, err = total.Mul(2); err != nil {
		return nil, err
	}
	if total, err = total.Round(1); err != nil {
		return nil, err
	}
	if friends == 2 {
		return total.Allocate(70, 30)
	}
	return total.Split(friends)
}

// Fits tells whether paid is what was asked for, and prints what it is.
func Fits(w io.Writer, paid, asked money.Amount) (bool, error) {
	switch {
	case !paid.IsSet(), paid.IsZero(), paid.IsNegative(), paid.Excess():
		return false, nil
	case paid.Equal(asked):
		return true, nil
	}
	minor, err := paid.Minor()
	if err != nil {
		return false, err
	}
	fmt.Fprintln(w, paid.String(), paid.Currency(), minor, paid.Decimal(), asked.IsPositive())
	order, err := paid.Cmp(asked)
	return order >= 0, err
}

// Columns puts amounts and currencies into a database and takes them out.
func Columns(db *sql.DB, amount money.Amount, currency money.Currency) error {
	if err := stored(db, amount, currency); err != nil {
		return err
	}
	return loaded(db.QueryRow("SELECT amount, currency FROM payments"), &amount, &currency)
}

// Texts writes amounts and currencies into texts and reads them back.
func Texts(line []byte, amount money.Amount, currency money.Currency) ([]byte, error) {
	var err error
	for _, value := range []encoding.TextAppender{amount, currency} {
		if line, err = value.AppendText(line); err != nil {
			return nil, err
		}
	}
	if line, err = amount.AppendFixed(line, 2); err != nil {
		return nil, err
	}
	text, err := written(amount, currency)
	if err != nil {
		return nil, err
	}
	if err := read(text, &amount, &currency); err != nil {
		return nil, err
	}
	return line, rewrite(amount, &amount)
}

func rewrite(from json.Marshaler, into json.Unmarshaler) error {
	text, err := from.MarshalJSON()
	if err != nil {
		return err
	}
	return into.UnmarshalJSON(text)
}

// Listed prints the currencies that a shop may choose among.
func Listed(w io.Writer) error {
	token, err := money.NewCurrency("USDT", 6)
	if err != nil {
		return err
	}
	said(w, token, money.CurrencyOf("AZN"))
	for currency := range money.Currencies() {
		places, known := currency.Places()
		if currency.IsZero() || !currency.Active() || !known {
			fmt.Fprintln(w, currency.Code(), "was withdrawn", currency.Withdrawn())
			continue
		}
		fmt.Fprintln(w, currency.Code(), currency.Numeric(), places)
	}
	return nil
}

// Allowed tells whether a gateway takes an amount, and how it is written to it.
func Allowed(w io.Writer, rules money.Rules, amount money.Amount) ([]byte, error) {
	if err := rules.Check(amount); err != nil {
		return nil, err
	}
	if rule, found := rules.Find(amount.Currency()); found {
		fmt.Fprintln(w, rule.String())
	}
	return rules.Append(nil, amount)
}
