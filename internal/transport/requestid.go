package transport

import (
	"context"
	"encoding/hex"
	"strings"

	"github.com/paygates/paygates-go/internal/settings"
)

// requestID returns the caller's id or a random UUID, and false where the
// caller's cannot go into a header.
func (c *Client) requestID(ctx context.Context) (string, bool) {
	if id, ok := settings.RequestID(ctx); ok {
		return id, validRequestID(id)
	}
	var b [16]byte
	for i, half := range [2]uint64{c.entropy(), c.entropy()} {
		for j := range 8 {
			b[8*i+j] = byte(half >> (56 - 8*j))
		}
	}
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80 // RFC 9562, version 4
	var text [36]byte
	hex.Encode(text[0:8], b[0:4])
	hex.Encode(text[9:13], b[4:6])
	hex.Encode(text[14:18], b[6:8])
	hex.Encode(text[19:23], b[8:10])
	hex.Encode(text[24:36], b[10:16])
	text[8], text[13], text[18], text[23] = '-', '-', '-', '-'
	return string(text[:]), true
}

func validRequestID(id string) bool {
	return id != "" && len(id) <= 128 && strings.IndexFunc(id, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-._:~", r))
	}) < 0
}
