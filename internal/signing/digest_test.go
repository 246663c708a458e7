package signing_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/paygates/paygates-go/internal/signing"
)

// The vectors of RFC 4231, section 4 (test case 5 is left out: it cuts the digest).
func TestHMACSHA256Hex(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		key, data, want string
	}{
		"1": {strings.Repeat("\x0b", 20), "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
		"2": {"Jefe", "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
		"3": {strings.Repeat("\xaa", 20), strings.Repeat("\xdd", 50), "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"},
		"4": {"\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19", strings.Repeat("\xcd", 50),
			"82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"},
		"6": {strings.Repeat("\xaa", 131), "Test Using Larger Than Block-Size Key - Hash Key First",
			"60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
		"7": {strings.Repeat("\xaa", 131), "This is a test using a larger than block-size key and a larger than block-size data. " +
			"The key needs to be hashed before being used by the HMAC algorithm.", "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"},
	} {
		assert.Equal(t, c.want, signing.HMACSHA256Hex(c.key, c.data), name)
		half := len(c.data) / 2
		assert.Equal(t, c.want, signing.HMACSHA256Hex(c.key, c.data[:half], "", c.data[half:]), "case %s in parts", name)
	}
}

// The vectors of FIPS 180 ("abc", nothing, two blocks), and the secret around a body.
func TestSHA1Base64(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		parts []string
		want  string
	}{
		"abc":         {[]string{"abc"}, "qZk+NkcGgWq6PiVxeFDCbJzQ2J0="},
		"abc, parted": {[]string{"a", "", "bc"}, "qZk+NkcGgWq6PiVxeFDCbJzQ2J0="},
		"nothing":     {nil, "2jmj7l5rSw0yVb/vlWAYkK/YBwk="},
		"two blocks":  {[]string{"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"}, "hJg+RBw70m66rkqh+VEp5eVGcPE="},
		"a body":      {[]string{"not-a-secret", "{\"data\":{}}\n", "not-a-secret"}, "WWOYwhTE1dgaNeh0LfhnMs99Iso="}, // computed with OpenSSL
	} {
		parts := make([][]byte, len(c.parts))
		for i, p := range c.parts {
			parts[i] = []byte(p)
		}
		assert.Equal(t, c.want, signing.SHA1Base64(parts...), name)
	}
}
