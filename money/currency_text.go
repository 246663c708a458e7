package money

import (
	"database/sql/driver"
	"strconv"
	"strings"
)

// String gives the text of the currency: its code, followed by the places where they come from NewCurrency ("AZN",
// "USDT/6"), and "" for the zero Currency.
func (c Currency) String() string {
	if c.rec == nil || !c.rec.given {
		return c.Code()
	}
	return c.rec.code + "/" + strconv.Itoa(int(c.rec.places))
}

// AppendText appends what String gives. The error is always nil.
func (c Currency) AppendText(dst []byte) ([]byte, error) {
	if c.rec == nil {
		return dst, nil
	}
	dst = append(dst, c.rec.code...)
	if c.rec.given {
		dst = append(dst, '/')
		dst = strconv.AppendInt(dst, int64(c.rec.places), 10)
	}
	return dst, nil
}

// MarshalText gives what String gives, and so does JSON. The error is always nil.
func (c Currency) MarshalText() ([]byte, error) { return c.AppendText(nil) }

// UnmarshalText reads what String gives, and so does JSON, where null leaves the currency as it was. A code that ISO
// 4217 lacks and that comes without places is kept as by CurrencyOf. What cannot be a currency is an [*Error] of kind
// ErrCurrency or ErrPlaces and leaves the currency as it was.
func (c *Currency) UnmarshalText(text []byte) error {
	read, err := readCurrency("UnmarshalText", string(text))
	if err != nil {
		return err
	}
	*c = read
	return nil
}

// Value gives the text of the currency to a database, NULL for the zero Currency.
func (c Currency) Value() (driver.Value, error) {
	if c.IsZero() {
		return nil, nil
	}
	return c.String(), nil
}

// Scan reads from a database what Value gives. It fails as UnmarshalText does, and with ErrSyntax for a column that
// holds neither text nor NULL.
func (c *Currency) Scan(column any) error {
	text, err := columnText(column)
	if err != nil {
		return err
	}
	return c.UnmarshalText(text)
}

// readCurrency is the inverse of Currency.String.
func readCurrency(op, text string) (Currency, error) {
	code, places, given := strings.Cut(text, "/")
	if !given {
		if text != "" && !isReadable(text) {
			return Currency{}, &Error{Op: op, Kind: ErrCurrency, Want: "a currency such as AZN or USDT/6"}
		}
		return CurrencyOf(text), nil
	}
	n, err := strconv.Atoi(places)
	if err != nil || strconv.Itoa(n) != places {
		return Currency{}, &Error{Op: op, Kind: ErrCurrency, Want: "a number of decimal places after the slash, as in USDT/6"}
	}
	return NewCurrency(code, n)
}
