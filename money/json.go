package money

import "bytes"

const jsonShape = `null or an object of "amount", a decimal number or a string of one, and "currency", a string`

// MarshalJSON gives {"amount":"10.50","currency":"AZN"}, and null for Amount{}. The currency stands in its text form:
// "USDT/6" outside ISO 4217, "" where none is stated. The error is always nil.
func (a Amount) MarshalJSON() ([]byte, error) {
	if !a.IsSet() {
		return []byte("null"), nil
	}
	out := make([]byte, 0, 64)
	out = append(out, `{"amount":"`...)
	out = appendNumber(out, a.coef, a.scale())
	out = append(out, `","currency":"`...)
	out, _ = a.cur.AppendText(out) // a code holds nothing that JSON escapes
	return append(out, `"}`...), nil
}

// UnmarshalJSON reads what MarshalJSON gives, null as Amount{}. The amount may be a JSON number too, which is read from
// its text. Both names are required, each once and written exactly so, and no other is allowed. Anything else is an
// [*Error] of kind ErrSyntax, ErrPlaces, ErrOverflow or ErrCurrency, and leaves the amount as it was.
func (a *Amount) UnmarshalJSON(data []byte) error {
	if string(bytes.TrimSpace(data)) == "null" {
		*a = Amount{}
		return nil
	}
	m, ok := readObject(string(data))
	if !ok {
		return &Error{Op: "UnmarshalJSON", Kind: ErrSyntax, Want: jsonShape}
	}
	c, err := readCurrency("UnmarshalJSON", m.currency)
	if err != nil {
		return err
	}
	read, err := ParseExact(m.amount, c)
	if err != nil {
		return err
	}
	*a = read
	return nil
}

// members are the two members of the object, and which of them were there.
type members struct {
	amount, currency       string
	hasAmount, hasCurrency bool
}

// readObject reads the whole object. It is strict where encoding/json is not: a name in another case is refused, and so
// is one given twice, because two members must be both of the two.
func readObject(text string) (m members, ok bool) {
	in := &jsonReader{text: text}
	ok = in.take('{') && m.read(in) && in.take(',') && m.read(in) && in.take('}') && in.atEnd()
	return m, ok && m.hasAmount && m.hasCurrency
}

func (m *members) read(in *jsonReader) bool {
	name, ok := in.quoted()
	if !ok || !in.take(':') {
		return false
	}
	switch name {
	case "amount":
		m.amount, m.hasAmount = in.scalar()
		return m.hasAmount
	case "currency":
		m.currency, m.hasCurrency = in.quoted()
		return m.hasCurrency
	default:
		return false
	}
}
