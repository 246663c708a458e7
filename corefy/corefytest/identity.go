package corefytest

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"time"
)

const idAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// newID makes the next id with that prefix. Ids come from the seed and a counter
// and do not follow each other, as real ones do not.
func (m *Model) newID(prefix string) string {
	m.made++
	return prefix + m.serial(fmt.Sprint(prefix, m.made))
}

// serial is sixteen letters and digits that stand for a text.
func (m *Model) serial(of string) string {
	seed := binary.BigEndian.AppendUint64(nil, m.cfg.Seed)
	sum := sha256.Sum256(append(seed, of...))
	out := make([]byte, 16)
	for i := range out {
		out[i] = idAlphabet[int(sum[i])%len(idAlphabet)]
	}
	return string(out)
}

// sessionToken is the bearer of a payment page's session: a JWT in form, with
// the members that the page's sample has. Nobody checks its signature.
func sessionToken(sid string, expires time.Time) string {
	part := func(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }
	return part(`{"typ":"JWT"}`) + "." + part(fmt.Sprintf(`{"sid":%q,"exp":%d}`, sid, expires.Unix())) + "." + part("model")
}
