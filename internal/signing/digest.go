package signing

import (
	"crypto/hmac"
	"crypto/sha1" // Corefy signs with SHA-1; the choice is theirs
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
)

// HMACSHA256Hex returns the HMAC-SHA256 of the parts, written one behind the other without a separator, in lower-case hex (64 characters).
// CinetPay signs so (CinetPay documentation, "HMAC token").
func HMACSHA256Hex(key string, parts ...string) string {
	mac := hmac.New(sha256.New, []byte(key))
	for _, p := range parts {
		mac.Write([]byte(p))
	}
	return hex.EncodeToString(mac.Sum(nil))
}

// SHA1Base64 returns the SHA-1 digest of the parts, written one behind the other without a separator, in standard base64 with padding (28 characters).
// Corefy signs a callback with the parts secret, body, secret (Corefy documentation, "Callbacks").
func SHA1Base64(parts ...[]byte) string {
	digest := sha1.New() // see the import
	for _, p := range parts {
		digest.Write(p)
	}
	return base64.StdEncoding.EncodeToString(digest.Sum(nil))
}
