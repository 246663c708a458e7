package paygates

import (
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"io"
	"log/slog"
	"strings"
)

// redacted is what every printing verb, log and encoder shows of a secret.
const redacted = "[redacted]"

// Secret is a credential or another text that must never be printed: a
// password, an API key, a token, a CVV. Every verb of fmt, slog and
// encoding/json shows "[redacted]". The text is held in a closure, because
// fmt and test diffs read unexported fields of a caller's struct without
// calling any method. The zero value is the empty secret.
type Secret struct {
	reveal func(at int) string
	at     int // among those that share reveal
}

// NewSecret returns a Secret that holds text.
func NewSecret(text string) Secret {
	if text == "" {
		return Secret{}
	}
	return Secret{reveal: func(int) string { return text }}
}

// Reveal returns the text. Hand it on, do not keep it.
func (s Secret) Reveal() string {
	if s.reveal == nil {
		return ""
	}
	return s.reveal(s.at)
}

// IsZero reports whether the secret is empty.
func (s Secret) IsZero() bool { return s.reveal == nil }

// Equal compares two secrets in constant time, whatever their lengths.
func (s Secret) Equal(other Secret) bool {
	a, b := sha256.Sum256([]byte(s.Reveal())), sha256.Sum256([]byte(other.Reveal()))
	return subtle.ConstantTimeCompare(a[:], b[:]) == 1
}

// String returns "[redacted]".
func (Secret) String() string { return redacted }

// Format prints "[redacted]" for every verb.
func (Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, redacted) }

// LogValue gives slog "[redacted]".
func (Secret) LogValue() slog.Value { return slog.StringValue(redacted) }

// MarshalText writes "[redacted]"; encoding/json uses it too.
func (Secret) MarshalText() ([]byte, error) { return []byte(redacted), nil }

// Secrets makes secrets that share allocations, sixteen at a time: one that is
// kept keeps the texts of its neighbours. Gateway packages use it for long lists.
// The zero Secrets is ready; a nil one makes each secret by itself. It is not
// safe for concurrent use, what it has made is.
type Secrets struct {
	reveal func(at int) string
	fill   func(at int, text string)
	next   int
}

const secretsShared = 16

// New returns a Secret that holds text.
func (s *Secrets) New(text string) Secret {
	if s == nil || text == "" {
		return NewSecret(text)
	}
	if s.fill == nil || s.next == secretsShared {
		texts := new([secretsShared]string)
		s.reveal = func(at int) string { return texts[at] }
		s.fill = func(at int, text string) { texts[at] = text }
		s.next = 0
	}
	made := Secret{reveal: s.reveal, at: s.next}
	s.fill(s.next, text)
	s.next++
	return made
}

// PAN is a card number. Like Secret it cannot be printed; Masked gives the
// form that may be shown. Spaces and dashes between the digits are dropped by
// NewPAN; whether it is a card number is checked where it is sent.
type PAN struct{ secret Secret }

// NewPAN returns a PAN that holds number, without its spaces and dashes.
func NewPAN(number string) PAN {
	return PAN{NewSecret(strings.NewReplacer(" ", "", "-", "").Replace(number))}
}

// Reveal returns the digits. Hand them on, do not keep them.
func (p PAN) Reveal() string { return p.secret.Reveal() }

// IsZero reports whether there is no number.
func (p PAN) IsZero() bool { return p.secret.IsZero() }

// Equal compares two card numbers in constant time.
func (p PAN) Equal(other PAN) bool { return p.secret.Equal(other.secret) }

// Valid reports whether the number has 12 to 19 digits and its Luhn check
// digit is right.
func (p PAN) Valid() bool {
	digits := p.Reveal()
	if !cardLike(digits) {
		return false
	}
	sum, double := 0, false
	for i := len(digits) - 1; i >= 0; i-- {
		d := int(digits[i] - '0')
		if double {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum, double = sum+d, !double
	}
	return sum%10 == 0
}

// Masked returns the first six and the last four digits with stars between,
// such as "411111****1111": the form in which gateways show a card and which
// may be kept. What has not 12 to 19 digits gives "****".
func (p PAN) Masked() string {
	digits := p.Reveal()
	if !cardLike(digits) {
		return "****"
	}
	return digits[:6] + "****" + digits[len(digits)-4:]
}

func cardLike(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return len(text) >= 12 && len(text) <= 19
}

// String returns "[redacted]".
func (PAN) String() string { return redacted }

// Format prints "[redacted]" for every verb.
func (PAN) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, redacted) }

// LogValue gives slog "[redacted]".
func (PAN) LogValue() slog.Value { return slog.StringValue(redacted) }

// MarshalText writes "[redacted]"; encoding/json uses it too.
func (PAN) MarshalText() ([]byte, error) { return []byte(redacted), nil }
