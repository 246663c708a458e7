package money

import (
	"errors"
	"strconv"
)

// What can be wrong. Every failure of this package is an [*Error] that matches one of these with errors.Is.
var (
	// ErrSyntax says that a text is not a plain decimal number, or not the text, JSON or SQL form of an amount or a currency.
	ErrSyntax = errors.New("money: malformed")
	// ErrPlaces says that a value has more decimal places than the currency, the wire or this package (18) can hold.
	// Nothing here rounds unless Round is called.
	ErrPlaces = errors.New("money: too many decimal places")
	// ErrOverflow says that a value does not fit into the coefficient of an Amount.
	ErrOverflow = errors.New("money: out of range")
	// ErrCurrency says that a code is no currency, or that ISO 4217 gives it other places than asked for.
	ErrCurrency = errors.New("money: not a usable currency")
	// ErrCurrencyMismatch says that an amount is of another currency than wanted.
	ErrCurrencyMismatch = errors.New("money: another currency")
	// ErrUnknownPlaces says that the currency is not stated, or that nobody told how many decimal places it has:
	// an amount of it can be held and printed, but not made for sending.
	ErrUnknownPlaces = errors.New("money: decimal places of the currency unknown")
	// ErrNoAmount says that an Amount{} stands where an amount is needed.
	ErrNoAmount = errors.New("money: no amount")
	// ErrParts says that an amount cannot be divided as asked: no part, too many parts, a negative ratio, or ratios that are all zero.
	ErrParts = errors.New("money: cannot be divided so")
	// ErrRule says that an amount is against the rules of a gateway: zero or negative, not a multiple, too small or too large.
	ErrRule = errors.New("money: against the rules of the gateway")
)

// Error is what every failed operation of this package returns. It says what was wanted and what was got, and never
// repeats the text it was given nor an amount: a card number that lands in the wrong field must not reach a log.
type Error struct {
	Op   string // the function or method that failed, such as "Parse"
	Kind error  // one of the Err variables
	Want string // what would have been right, such as "at most 2 decimal places for AZN"; may be empty
	Got  string // what was there instead, such as "3"; may be empty
}

// Error gives operation, kind, what was wanted and what was got, in one line.
func (e *Error) Error() string {
	text := e.Kind.Error() + " (" + e.Op + ")"
	if e.Want != "" {
		text += ": want " + e.Want
	}
	if e.Got != "" {
		text += ", got " + e.Got
	}
	return text
}

// Unwrap gives the kind, so that errors.Is finds it.
func (e *Error) Unwrap() error { return e.Kind }

func noAmount(op string) error {
	return &Error{Op: op, Kind: ErrNoAmount, Want: "a stated amount", Got: "Amount{}"}
}

func outOfRange(op string, c Currency) error {
	return &Error{Op: op, Kind: ErrOverflow, Want: "at most 9223372036854775807 units of the last decimal place of " + c.label()}
}

func placesUnknown(op string, c Currency) error {
	return &Error{Op: op, Kind: ErrUnknownPlaces, Want: "a currency whose decimal places are known", Got: c.label()}
}

func mismatch(op string, want, got Currency) error {
	return &Error{Op: op, Kind: ErrCurrencyMismatch, Want: want.label(), Got: got.label()}
}

func tooFine(op string, c Currency, got int) error {
	places, _ := c.Places()
	return &Error{Op: op, Kind: ErrPlaces, Want: placesInWords(places) + " for " + c.label(), Got: strconv.Itoa(got)}
}
