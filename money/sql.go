package money

import (
	"database/sql/driver"
	"fmt"
)

// Value gives the text of the amount to a database ("10.50 AZN", for a text column), NULL for Amount{}.
func (a Amount) Value() (driver.Value, error) {
	if !a.IsSet() {
		return nil, nil
	}
	return a.String(), nil
}

// Scan reads from a database what Value gives. It fails as UnmarshalText does, and with ErrSyntax for a column that
// holds neither text nor NULL: a number alone has no currency, and a floating-point number has lost the amount.
func (a *Amount) Scan(column any) error {
	text, err := columnText(column)
	if err != nil {
		return err
	}
	return a.UnmarshalText(text)
}

// columnText gives the text of a column, empty for NULL.
func columnText(column any) ([]byte, error) {
	switch value := column.(type) {
	case nil:
		return nil, nil
	case string:
		return []byte(value), nil
	case []byte:
		return value, nil
	default:
		return nil, &Error{Op: "Scan", Kind: ErrSyntax, Want: "text or NULL", Got: fmt.Sprintf("%T", column)}
	}
}
