package signing

import (
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
)

// Equal tells whether a and b are the same text and not empty, in a time that shows neither where they differ nor whether their lengths do:
// it compares digests. Two empty texts are not equal, because an empty secret is one that nobody configured.
func Equal(a, b string) bool {
	return equal(a, b)&nonEmpty(a) == 1
}

// CheckBasic tells whether r carries HTTP Basic credentials (RFC 7617) equal to user and password. Both are always compared, in constant time.
// It is false whenever user or password is empty, whatever r carries, and for a request with more than one Authorization header.
func CheckBasic(r *http.Request, user, password string) bool {
	givenUser, givenPassword, ok := r.BasicAuth()
	if !ok || len(r.Header.Values("Authorization")) != 1 {
		return false
	}
	return equal(givenUser, user)&equal(givenPassword, password)&nonEmpty(user)&nonEmpty(password) == 1
}

func equal(a, b string) int {
	x, y := sha256.Sum256([]byte(a)), sha256.Sum256([]byte(b))
	return subtle.ConstantTimeCompare(x[:], y[:])
}

func nonEmpty(s string) int {
	if s == "" {
		return 0
	}
	return 1
}
