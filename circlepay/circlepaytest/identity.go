package circlepaytest

import (
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strconv"
)

// draw gives hexadecimal digits, at most 128, that depend on nothing but the seed,
// what they are for and which one it is.
func (m *Model) draw(what string, number, digits int) string {
	sum := sha512.Sum512(fmt.Appendf(nil, "%d/%s/%d", m.cfg.Seed, what, number))
	return hex.EncodeToString(sum[:])[:digits]
}

// drawDigits is draw in decimal digits, the first of them not 0.
func (m *Model) drawDigits(what string, number, digits int) string {
	text := []byte(m.draw(what, number, digits))
	for i, c := range text {
		if c >= 'a' {
			text[i] = '0' + c - 'a'
		}
	}
	text[0] = max(text[0], '1')
	return string(text)
}

// stamp is the time in milliseconds since 1970, a later one than ever before: it
// is what CirclePay's numbers are made of.
func (m *Model) stamp() string {
	m.stamped = max(m.stamped+1, m.now.UnixMilli())
	return strconv.FormatInt(m.stamped, 10)
}

// webToken is a JWT in form. Nobody checks its signature.
func (m *Model) webToken(what string, number int, payload string) string {
	part := base64.RawURLEncoding.EncodeToString
	return part([]byte(`{"alg":"HS256","typ":"JWT"}`)) + "." + part([]byte(payload)) + "." +
		part([]byte(m.draw(what, number, 32)))
}
