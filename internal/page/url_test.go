package page_test

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/page"
)

func TestCheckURL(t *testing.T) {
	t.Parallel()
	for name, raw := range map[string]string{
		"https":             "https://acs.example/pareq",
		"upper-case scheme": "HTTPS://acs.example/",
		"port and query":    "https://acs.example:8443/a?b=c&d='e'#f",
		"international":     "https://bank-köln.example/оплата",
		"http to 127.0.0.1": "http://127.0.0.1:8080/acs",
		"http to 127.9.9.9": "http://127.9.9.9/",
		"http to ::1":       "http://[::1]:8080/",
		"http to localhost": "http://LocalHost:1/",
	} {
		assert.NoError(t, page.CheckURL(raw), name)
	}
	for name, raw := range map[string]string{
		"empty":               "",
		"relative":            "/secret-token",
		"scheme-relative":     "//acs.example/secret-token",
		"no host":             "https:///secret-token",
		"only a port":         "https://:443/secret-token",
		"opaque":              "https:secret-token",
		"http":                "http://acs.example/secret-token",
		"http look-alike":     "http://localhost.example/secret-token",
		"http look-alike 2":   "http://127.0.0.1.example/secret-token",
		"http short form":     "http://127.1/secret-token",
		"http number form":    "http://2130706433/secret-token",
		"http any address":    "http://0.0.0.0/secret-token",
		"javascript":          "javascript:alert('secret-token')",
		"javascript slashes":  "javascript://acs.example/%0aalert('secret-token')",
		"mixed case":          "JaVaScRiPt:alert('secret-token')",
		"leading space":       " javascript:alert('secret-token')",
		"leading space https": " https://acs.example/secret-token",
		"tab in scheme":       "java\tscript:alert('secret-token')",
		"data":                "data:text/html,secret-token",
		"vbscript":            "vbscript:secret-token",
		"file":                "file:///secret-token",
		"blob":                "blob:https://acs.example/secret-token",
		"line break":          "https://acs.example/\r\nSet-Cookie: secret-token",
		"NUL":                 "https://acs.example/\x00secret-token",
		"not UTF-8":           "https://acs.example/\xffsecret-token",
		"backslashes":         `https:\\acs.example\secret-token`,
		"backslash in host":   `http://localhost\@acs.example/secret-token`,
		"backslash in path":   `https://acs.example/\secret-token`,
		"user information":    "https://user:secret-token@acs.example/",
		"user alone":          "https://acs.example@evil.example/secret-token",
		"bad port":            "https://acs.example:port/secret-token",
		"bad escape":          "https://acs.example/%zzsecret-token",
		"bad brackets":        "https://[::1/secret-token",
	} {
		err := page.CheckURL(raw)
		require.ErrorIs(t, err, page.ErrURL, name)
		assert.NotContains(t, err.Error(), "secret-token", name)
		assert.NotContains(t, err.Error(), "acs.example", name)
	}
}

func TestTarget(t *testing.T) {
	t.Parallel()
	fields := map[string]string{"b": "2 +&=#", "a": "é"}
	for name, c := range map[string]struct {
		raw    string
		fields map[string]string
		want   string
	}{
		"no fields":             {"https://h.example/p?z=%2f&y#f", nil, "https://h.example/p?z=%2f&y#f"},
		"no query":              {"https://h.example/p", fields, "https://h.example/p?a=%C3%A9&b=2+%2B%26%3D%23"},
		"no path":               {"https://h.example", map[string]string{"a": "1"}, "https://h.example?a=1"},
		"a query, kept as is":   {"https://h.example/p?z=%2f&y", fields, "https://h.example/p?z=%2f&y&a=%C3%A9&b=2+%2B%26%3D%23"},
		"an empty query":        {"https://h.example/p?", map[string]string{"a": "1"}, "https://h.example/p?a=1"},
		"an open query":         {"https://h.example/p?z=1&", map[string]string{"a": "1"}, "https://h.example/p?z=1&a=1"},
		"a fragment":            {"https://h.example/p#f?g", map[string]string{"a": "1"}, "https://h.example/p?a=1#f?g"},
		"said already":          {"https://h.example/p?a=%31", map[string]string{"a": "1"}, "https://h.example/p?a=%31"},
		"said already, in part": {"https://h.example/p?a=1", map[string]string{"a": "1", "b": "2"}, "https://h.example/p?a=1&b=2"},
		"said differently":      {"https://h.example/p?a=0", map[string]string{"a": "1"}, "https://h.example/p?a=0&a=1"},
	} {
		got, err := page.Target(c.raw, c.fields)
		require.NoError(t, err, name)
		assert.Equal(t, c.want, got, name)
	}
}

func TestTargetRefuses(t *testing.T) {
	t.Parallel()
	got, err := page.Target("javascript:alert('secret-token')", nil)
	require.ErrorIs(t, err, page.ErrURL)
	assert.Empty(t, got)
	for name, fields := range map[string]map[string]string{
		"NUL":           {"a": "secret-token\x00"},
		"not UTF-8":     {"a": "secret-token\xff"},
		"name, no text": {"\xff": "secret-token"},
		"no name":       {"": "secret-token"},
	} {
		got, err := page.Target("https://h.example/", fields)
		require.ErrorIs(t, err, page.ErrField, name)
		assert.Empty(t, got, name)
		assert.NotContains(t, err.Error(), "secret-token", name)
	}
}

// FuzzCheckURL: what passes is an address that html/template would let pass too, and Target only ever adds to its query.
func FuzzCheckURL(f *testing.F) {
	for _, s := range hostile {
		f.Add(s, "name", s)
		f.Add("https://h.example/"+s, s, "value")
	}
	f.Add("https://h.example/p?a=1#f", "a", "1")
	f.Fuzz(func(t *testing.T, raw, name, value string) {
		if page.CheckURL(raw) != nil {
			return
		}
		assert.NotContains(t, templated(t, `<a href="{{.}}">`, raw), "ZgotmplZ")
		target, err := page.Target(raw, map[string]string{name: value})
		if err != nil {
			require.ErrorIs(t, err, page.ErrField)
			return
		}
		before, err := url.Parse(raw)
		require.NoError(t, err)
		after, err := url.Parse(target)
		require.NoError(t, err)
		assert.Contains(t, after.Query()[name], value)
		assert.Equal(t, before.Host, after.Host)
		assert.Equal(t, before.Path, after.Path)
		assert.Equal(t, before.Fragment, after.Fragment)
		require.NoError(t, page.CheckURL(target))
	})
}
