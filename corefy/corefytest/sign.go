package corefytest

import (
	"crypto/sha1"
	"encoding/base64"
)

// Sign is the X-Signature of a callback with that body: the SHA-1 digest of
// secret, body and secret once more, in standard base64 with padding, 28
// characters. The secret is the whole private key, sk_test_ or sk_live_
// included.
func Sign(body []byte, secret string) string {
	h := sha1.New()
	h.Write([]byte(secret))
	h.Write(body)
	h.Write([]byte(secret))
	return base64.StdEncoding.EncodeToString(h.Sum(nil))
}
