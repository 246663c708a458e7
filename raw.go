package paygates

import (
	"fmt"
	"io"
	"log/slog"
)

// Raw is the answer's body as it came. It may echo what was sent, a card
// number included, so it prints and encodes as its length only.
type Raw struct{ reveal func() []byte }

// NewRaw returns a Raw that holds body without copying it.
func NewRaw(body []byte) Raw {
	if body == nil {
		return Raw{}
	}
	return Raw{reveal: func() []byte { return body }}
}

// Bytes returns the body. It is not a copy: do not change it.
func (r Raw) Bytes() []byte {
	if r.reveal == nil {
		return nil
	}
	return r.reveal()
}

// Len returns the body's length in bytes.
func (r Raw) Len() int { return len(r.Bytes()) }

// IsZero reports whether there is no body.
func (r Raw) IsZero() bool { return r.reveal == nil }

// String returns the length, such as "[312 bytes]".
func (r Raw) String() string { return fmt.Sprintf("[%d bytes]", r.Len()) }

// Format prints the length for every verb.
func (r Raw) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, r.String()) }

// LogValue gives slog the length.
func (r Raw) LogValue() slog.Value { return slog.StringValue(r.String()) }

// MarshalText writes the length; encoding/json uses it too.
func (r Raw) MarshalText() ([]byte, error) { return []byte(r.String()), nil }
