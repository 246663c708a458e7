package money

import (
	"strconv"
	"strings"
)

// String gives the amount with all its places and its currency: "10.50 AZN", "1.500000 USDT/6", "10.5" where no
// currency is stated, and "" for Amount{}. UnmarshalText reads it back.
func (a Amount) String() string {
	text, _ := a.AppendText(nil)
	return string(text)
}

// AppendText appends what String gives. The error is always nil.
func (a Amount) AppendText(dst []byte) ([]byte, error) {
	if !a.IsSet() {
		return dst, nil
	}
	dst = appendNumber(dst, a.coef, a.scale())
	if a.cur.IsZero() {
		return dst, nil
	}
	return a.cur.AppendText(append(dst, ' '))
}

// MarshalText gives what String gives. The error is always nil.
func (a Amount) MarshalText() ([]byte, error) { return a.AppendText(nil) }

// UnmarshalText reads what String gives: a number as ParseExact takes it, and after one blank the text of a currency,
// unless none is stated. An empty text gives Amount{}. Anything else is an [*Error] of kind ErrSyntax, ErrPlaces,
// ErrOverflow or ErrCurrency, and leaves the amount as it was.
func (a *Amount) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*a = Amount{}
		return nil
	}
	value, code, stated := strings.Cut(string(text), " ")
	if stated && code == "" {
		return malformed("UnmarshalText", string(text))
	}
	c, err := readCurrency("UnmarshalText", code)
	if err != nil {
		return err
	}
	read, err := ParseExact(value, c)
	if err != nil {
		return err
	}
	*a = read
	return nil
}

// AppendFixed appends the number alone with exactly that many decimal places, 0 to 18, the form in which an amount goes
// over the wire: 10.50 AZN gives "10.50" with two places, and with one "10.5". It never drops a digit: places that
// cannot hold the value are an [*Error] of kind ErrPlaces. What Minor refuses it refuses as well, because such an amount
// must not be sent. On an error dst comes back as it was.
func (a Amount) AppendFixed(dst []byte, places int) ([]byte, error) {
	if err := a.sendable("AppendFixed"); err != nil {
		return dst, err
	}
	if places < 0 || places > maxPlaces {
		return dst, &Error{Op: "AppendFixed", Kind: ErrPlaces, Want: "0 to 18 decimal places", Got: strconv.Itoa(places)}
	}
	coef, scale := a.coef, a.scale()
	if scale > places {
		unit := int64(pow10[scale-places])
		if coef%unit != 0 {
			return dst, &Error{Op: "AppendFixed", Kind: ErrPlaces, Want: placesInWords(places)}
		}
		coef, scale = coef/unit, places
	}
	dst = appendNumber(dst, coef, scale)
	if places > scale {
		if scale == 0 {
			dst = append(dst, '.')
		}
		dst = appendZeros(dst, places-scale)
	}
	return dst, nil
}

// appendNumber appends coef / 10^scale with all its places.
func appendNumber(dst []byte, coef int64, scale int) []byte {
	if coef < 0 {
		dst = append(dst, '-')
	}
	var buffer [20]byte
	digits := strconv.AppendUint(buffer[:0], magnitude(coef), 10)
	if scale == 0 {
		return append(dst, digits...)
	}
	whole := len(digits) - scale
	if whole <= 0 {
		dst = append(dst, '0', '.')
		dst = appendZeros(dst, -whole)
		return append(dst, digits...)
	}
	dst = append(dst, digits[:whole]...)
	dst = append(dst, '.')
	return append(dst, digits[whole:]...)
}

func appendZeros(dst []byte, n int) []byte {
	return append(dst, "000000000000000000"[:n]...)
}
