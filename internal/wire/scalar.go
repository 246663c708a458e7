package wire

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// ID reads an identifier: a string, or an integer literal, whose digits it
// returns as they stand. A null is "". A number with a fraction or an exponent,
// and any other value, is ErrType; invalid UTF-8 is ErrUTF8.
func (d *Decoder) ID() string {
	if d.quoted() {
		return d.text(false)
	}
	switch d.begin() {
	case String:
		return d.text(false)
	case Null:
		d.literal("null")
		return ""
	case Number:
		start := d.pos
		digits, integer := d.number()
		if !integer {
			d.refuse("a string or an integer", start)
			return ""
		}
		return digits
	}
	d.mistyped("a string or an integer")
	return ""
}

// Word reads a string that must be exact: a status, a currency, a type. A null
// is "". Any value but a string is ErrType; invalid UTF-8 is ErrUTF8.
func (d *Decoder) Word() string {
	if d.quoted() {
		return d.text(false)
	}
	switch d.begin() {
	case String:
		return d.text(false)
	case Null:
		d.literal("null")
		return ""
	}
	d.mistyped("a string")
	return ""
}

// Text reads free text. In a string, invalid UTF-8 and unpaired surrogates
// become U+FFFD. A number or a boolean is its literal, an array or object its
// JSON; null and an empty array or object are "". No valid value is refused.
func (d *Decoder) Text() string {
	if d.quoted() {
		return d.text(true)
	}
	switch d.begin() {
	case String:
		return d.text(true)
	case Null:
		d.literal("null")
		return ""
	}
	raw := d.raw()
	if len(raw) >= 2 && skipSpace(raw, 1) == len(raw)-1 && (raw[0] == '{' || raw[0] == '[') {
		return ""
	}
	if !utf8.Valid(raw) {
		d.scratch = appendValid(d.scratch[:0], raw)
		raw = d.scratch
	}
	return d.texts.keep(raw)
}

// Amount reads an amount of money, or a rate, from a string or a number and
// returns its text as it stands, unchecked; ok is false for null and for an
// empty string. Any other value is ErrType; invalid UTF-8 is ErrUTF8.
func (d *Decoder) Amount() (text string, ok bool) {
	text = d.stringOrNumber()
	return text, text != ""
}

// AmountBytes is Amount without a copy: what it returns aliases the input, and
// is empty where Amount is not ok.
func (d *Decoder) AmountBytes() []byte {
	switch d.begin() {
	case String:
		d.scratch = d.scratch[:0]
		text := d.textBytes(false)
		if len(d.scratch) > 0 {
			return bytes.Clone(text) // decoded, where the next text will be
		}
		return text[:len(text):len(text)]
	case Null:
		d.literal("null")
		return nil
	case Number:
		start := d.pos
		end, _, p := scanNumber(d.data, start)
		if p != fine {
			d.fail(p, end)
			return nil
		}
		d.pos = end
		return d.data[start:end:end]
	}
	d.mistyped("a string or a number")
	return nil
}

// Time reads a point in time from a string or a number and returns its text as
// it stands; a null is "". Any other value is ErrType; invalid UTF-8 is ErrUTF8.
func (d *Decoder) Time() string { return d.stringOrNumber() }

func (d *Decoder) stringOrNumber() string {
	switch d.begin() {
	case String:
		return d.text(false)
	case Null:
		d.literal("null")
		return ""
	case Number:
		text, _ := d.number()
		return text
	}
	d.mistyped("a string or a number")
	return ""
}

// Int reads a whole number that fits an int64 from a number or a string; ok is
// false for null and for an empty string. Any other value is ErrType.
func (d *Decoder) Int() (n int64, ok bool) {
	start := d.pos
	text := d.stringOrNumber()
	if text == "" {
		return 0, false
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || text[0] == '+' {
		d.refuse("a whole number", start)
		return 0, false
	}
	return n, true
}

// Flag reads a boolean from true, false, 1, 0, "1", "0", "true" or "false"; ok
// is false for null and for an empty string. Any other value is ErrType.
func (d *Decoder) Flag() (set, ok bool) {
	start := d.pos
	text := ""
	if d.Kind() == Bool {
		text = string(d.Raw())
	} else {
		text = d.stringOrNumber()
	}
	switch text {
	case "":
		return false, false
	case "true", "1":
		return true, true
	case "false", "0":
		return false, true
	}
	d.refuse("a boolean, 0 or 1", start)
	return false, false
}

// StringMap reads an object whose names are data, each value as by Text. It is
// nil for null, an empty object and an empty array. A name given twice is
// ErrDuplicate.
func (d *Decoder) StringMap() map[string]string {
	var m map[string]string
	for d.Object(); d.More(); {
		if _, again := m[string(d.keyText())]; again {
			d.fail(namedTwice, d.pos)
			return nil
		}
		if m == nil {
			m = make(map[string]string)
		}
		name := d.texts.keep(d.keyText())
		m[name] = d.Text()
	}
	if d.err != nil {
		return nil
	}
	return m
}

// Texts reads an array of free texts, each as by Text, or one free text that
// stands in the place of an array. It is nil for null and for an empty array.
func (d *Decoder) Texts() []string {
	var texts []string
	for d.OneOrMany(); d.More(); {
		texts = append(texts, d.Text())
	}
	if d.err != nil {
		return nil
	}
	return texts
}

// literal reads want at d.pos.
func (d *Decoder) literal(want string) {
	end, p := scanLiteral(d.data, d.pos, want)
	if p != fine {
		d.fail(p, end)
		return
	}
	d.pos = end
}

// number reads the number at d.pos and returns its literal.
func (d *Decoder) number() (literal string, integer bool) {
	end, integer, p := scanNumber(d.data, d.pos)
	if p != fine {
		d.fail(p, end)
		return "", false
	}
	literal = d.texts.keep(d.data[d.pos:end])
	d.pos = end
	return literal, integer
}

// quoted takes the value that is due if a string begins right at d.pos, which is
// then the string's.
func (d *Decoder) quoted() bool {
	if !d.due || d.err != nil || d.pos >= len(d.data) || d.data[d.pos] != '"' {
		return false
	}
	d.due = false
	return true
}

// text reads the string at d.pos.
func (d *Decoder) text(lenient bool) string { return d.texts.keep(d.textBytes(lenient)) }

// textBytes reads the string at d.pos; the bytes are the input's, or those of
// d.scratch where they had to be decoded.
func (d *Decoder) textBytes(lenient bool) []byte {
	start := d.pos + 1
	quote, high := findSpecial(d.data, start)
	if high == 0 && quote < len(d.data) && d.data[quote] == '"' {
		d.pos = quote + 1
		return d.data[start:quote:quote]
	}
	return d.decodedText(start, lenient)
}

func (d *Decoder) decodedText(start int, lenient bool) []byte {
	quote, f, p := scanString(d.data, start)
	if p != fine {
		d.fail(p, quote)
		return nil
	}
	text := d.data[start:quote:quote]
	if f != asItStands && (f != beyondASCII || !utf8.Valid(text)) {
		if d.scratch, p = unescape(d.scratch[:0], text, lenient); p != fine {
			d.fail(p, start)
			return nil
		}
		text = d.scratch
	}
	d.pos = quote + 1
	return text
}
