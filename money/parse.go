package money

// Parse reads an amount that is to be sent: digits, optionally a leading minus and a point with digits on both sides,
// and at most as many of them behind the point as the currency has, zeros included: "10.5" and "10.50" are AZN,
// "10.500" is not. Anything else is an [*Error] and never rounded: blanks, commas, a leading plus, leading zeros,
// exponents and other digits than ASCII's are of kind ErrSyntax; further kinds are ErrPlaces, ErrOverflow, and
// ErrUnknownPlaces for a currency that is not stated or has no known places.
func Parse(text string, c Currency) (Amount, error) {
	places, known := c.Places()
	if !known {
		return Amount{}, placesUnknown("Parse", c)
	}
	if a, ok := readShort(text, c); ok {
		return a, nil
	}
	n, ok := readNumber(text)
	if !ok || n.hasExponent {
		return Amount{}, malformed("Parse", text)
	}
	if n.fraction > places {
		return Amount{}, tooFine("Parse", c, n.fraction)
	}
	return n.amount("Parse", c)
}

// MustParse is Parse for amounts written in the program's own text: it panics where Parse fails.
func MustParse(text string, c Currency) Amount {
	a, err := Parse(text, c)
	if err != nil {
		panic(err)
	}
	return a
}

// ParseExact reads an amount that a gateway sent, a JSON number literal or the same in quotes, by its value: any number
// of places up to 18 is kept (Excess tells of more than the currency has), and an exponent may stand ("1e2" is 100.00).
// The currency may be unlisted or not stated. What cannot be held exactly is an [*Error] of kind ErrPlaces or
// ErrOverflow, what is no decimal number one of kind ErrSyntax.
func ParseExact(text string, c Currency) (Amount, error) {
	if a, ok := readShort(text, c); ok {
		return a, nil
	}
	n, ok := readNumber(text)
	if !ok {
		return Amount{}, malformed("ParseExact", text)
	}
	return n.amount("ParseExact", c)
}

// readShort reads the usual text, no exponent, at most 18 bytes and no more places than the currency has, at half the
// cost of readNumber. It declines everything else; what is wrong with it, readNumber says.
func readShort(text string, c Currency) (Amount, bool) {
	if len(text) > maxPlaces {
		return Amount{}, false // so that the digits cannot overflow
	}
	start := 0
	if text != "" && text[0] == '-' {
		start = 1
	}
	coef, point := uint64(0), len(text)
	for i := start; i < len(text); i++ {
		digit := text[i] - '0'
		if digit > 9 {
			if text[i] != '.' || point < len(text) {
				return Amount{}, false
			}
			point = i
			continue
		}
		coef = 10*coef + uint64(digit)
	}
	whole, fraction := point-start, max(0, len(text)-point-1)
	if whole < 1 || whole > 1 && text[start] == '0' || point == len(text)-1 || fraction > c.fewest() {
		return Amount{}, false
	}
	signedCoef, ok := signed(start == 1, times(coef, pow10[c.fewest()-fraction]))
	return newAmount(signedCoef, c.fewest(), c), ok
}

// amount gives the number as an amount, in the one form that its value has.
func (n number) amount(op string, c Currency) (Amount, error) {
	scale := max(-n.exp, int64(c.fewest()))
	switch {
	case n.coef == 0:
		return newAmount(0, c.fewest(), c), nil
	case scale > maxPlaces:
		return Amount{}, &Error{Op: op, Kind: ErrPlaces, Want: "at most 18"}
	case n.tooLong || n.exp > maxPlaces-scale:
		return Amount{}, outOfRange(op, c)
	}
	coef, ok := signed(n.negative, times(n.coef, pow10[scale+n.exp]))
	if !ok {
		return Amount{}, outOfRange(op, c)
	}
	return newAmount(coef, int(scale), c), nil
}
