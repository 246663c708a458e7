package signing_test

import (
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/paygates/paygates-go/internal/signing"
)

func TestEqual(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 10_000)
	for name, c := range map[string]struct {
		a, b string
		want bool
	}{
		"same":           {"s3cret", "s3cret", true},
		"same, long":     {long, strings.Clone(long), true},
		"same bytes":     {"\x00\xff", "\x00\xff", true},
		"case":           {"s3cret", "S3cret", false},
		"longer":         {"s3cret", "s3cret ", false},
		"shorter":        {"s3cret", "s3cre", false},
		"last byte":      {long + "a", long + "b", false},
		"one empty":      {"s3cret", "", false},
		"other empty":    {"", "s3cret", false},
		"both empty":     {"", "", false},
		"swapped":        {"ab", "ba", false},
		"NUL is no end":  {"a\x00b", "a\x00c", false},
		"not normalised": {"é", "e\u0301", false},
		"not its digest": {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", false},
		"trailing break": {"s3cret", "s3cret\n", false},
		"leading blank":  {"s3cret", " s3cret", false},
		"common start":   {"s3cretA", "s3cretB", false},
	} {
		assert.Equal(t, c.want, signing.Equal(c.a, c.b), name)
		assert.Equal(t, c.want, signing.Equal(c.b, c.a), name)
	}
}

func TestCheckBasic(t *testing.T) {
	t.Parallel()
	basic := func(s string) []string { return []string{"Basic " + base64.StdEncoding.EncodeToString([]byte(s))} }
	for name, c := range map[string]struct {
		header         []string
		user, password string
		want           bool
	}{
		"right":                     {basic("shop:pass"), "shop", "pass", true},
		"colon in password":         {basic("shop:pa:ss"), "shop", "pa:ss", true},
		"scheme in lower case":      {[]string{"basic c2hvcDpwYXNz"}, "shop", "pass", true},
		"wrong user":                {basic("shoq:pass"), "shop", "pass", false},
		"wrong password":            {basic("shop:pasS"), "shop", "pass", false},
		"both wrong":                {basic("a:b"), "shop", "pass", false},
		"swapped":                   {basic("pass:shop"), "shop", "pass", false},
		"no header":                 {nil, "shop", "pass", false},
		"other scheme":              {[]string{"Bearer c2hvcDpwYXNz"}, "shop", "pass", false},
		"not base64":                {[]string{"Basic shop:pass"}, "shop", "pass", false},
		"no colon":                  {basic("shop"), "shop", "", false},
		"two headers":               {append(basic("shop:pass"), basic("shop:pass")...), "shop", "pass", false},
		"two headers, second other": {append(basic("shop:pass"), "Bearer x"), "shop", "pass", false},
		"nothing configured":        {basic(":"), "", "", false},
		"no user configured":        {basic(":pass"), "", "pass", false},
		"no password configured":    {basic("shop:"), "shop", "", false},
		"no password given":         {basic("shop:"), "shop", "pass", false},
		"no user given":             {basic(":pass"), "shop", "pass", false},
		"colon in configured user":  {basic("sh:op:pass"), "sh:op", "pass", false},
	} {
		r := httptest.NewRequest(http.MethodPost, "/callback", nil)
		for _, h := range c.header {
			r.Header.Add("Authorization", h)
		}
		assert.Equal(t, c.want, signing.CheckBasic(r, c.user, c.password), name)
	}
}
