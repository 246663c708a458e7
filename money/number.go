package money

import "math"

// maxExponent is where the exponent of a number stops counting, so that the count cannot overflow however long it is.
// It is beyond the length of any text, so that no row of zeros can make up for what was not counted.
const maxExponent = 1 << 40

// number is a decimal number as read from text: ±coef × 10^exp, coef not ending in 0 unless it is 0.
type number struct {
	coef        uint64
	exp         int64
	fraction    int // digits behind the point, as written
	zeros       int // zeros read since the last other digit
	negative    bool
	hasExponent bool
	tooLong     bool // the digits do not fit into coef
}

// readNumber reads a whole text by the grammar of a JSON number, and says whether it is one.
func readNumber(text string) (n number, ok bool) {
	i := 0
	if i < len(text) && text[i] == '-' {
		n.negative = true
		i++
	}
	start := i
	for i < len(text) && text[i]-'0' <= 9 {
		n.push(text[i] - '0')
		i++
	}
	if i == start || i > start+1 && text[start] == '0' {
		return n, false
	}
	if i < len(text) && text[i] == '.' {
		i++
		point := i
		for i < len(text) && text[i]-'0' <= 9 {
			n.push(text[i] - '0')
			i++
		}
		n.fraction = i - point
		if n.fraction == 0 {
			return n, false
		}
	}
	n.exp = int64(n.zeros - n.fraction)
	if i < len(text) {
		return n, n.readExponent(text[i:])
	}
	return n, true
}

// push appends a digit. Zeros wait until another digit follows, so that those at the end never count.
func (n *number) push(digit byte) {
	if digit == 0 {
		if n.coef != 0 {
			n.zeros++
		}
		return
	}
	shift := n.zeros + 1
	n.zeros = 0
	if shift > maxPlaces {
		n.tooLong = true
		return
	}
	coef := times(n.coef, pow10[shift]).plus(wide{low: uint64(digit)})
	if coef.high != 0 || coef.low > math.MaxInt64 {
		n.tooLong = true
		return
	}
	n.coef = coef.low
}

// readExponent reads an e, a sign and digits, all that is left of the text.
func (n *number) readExponent(text string) bool {
	if text[0] != 'e' && text[0] != 'E' {
		return false
	}
	n.hasExponent = true
	i, sign := 1, int64(1)
	if i < len(text) && (text[i] == '-' || text[i] == '+') {
		if text[i] == '-' {
			sign = -1
		}
		i++
	}
	if i == len(text) {
		return false
	}
	exp := int64(0)
	for ; i < len(text); i++ {
		digit := text[i] - '0'
		if digit > 9 {
			return false
		}
		exp = min(10*exp+int64(digit), maxExponent)
	}
	n.exp += sign * exp
	return true
}

// malformed says what is wrong with a text that is no number, by kind and place and without repeating any of it.
func malformed(op, text string) error {
	return &Error{Op: op, Kind: ErrSyntax, Want: "a plain decimal number such as 10.50", Got: fault(text)}
}

func fault(text string) string {
	if text == "" {
		return "an empty text"
	}
	for i := range len(text) {
		if name := foreign(text[i], i); name != "" {
			return name
		}
	}
	return "digits, signs and points in the wrong places"
}

// foreign names a byte that has no place in a plain number, "" for those that have.
func foreign(b byte, at int) string {
	switch {
	case '0' <= b && b <= '9', b == '.', b == '-' && at == 0:
		return ""
	case b == '-':
		return "a minus behind the start"
	case b == '+':
		return "a plus"
	case b == ',':
		return "a comma"
	case b == ' ' || b == '\t' || b == '\n' || b == '\r':
		return "a blank"
	case (b == 'e' || b == 'E') && at > 0:
		return "an exponent"
	case b >= 0x80:
		return "a character outside ASCII"
	default:
		return "a character that is no digit"
	}
}
