package page_test

import (
	"bytes"
	"html"
	"html/template"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/page"
)

const acs = "https://acs.example/pareq?x=1&y='2'"

func TestFormIsThisPage(t *testing.T) {
	t.Parallel()
	got, nonce := serve(t, form(t, acs, map[string]string{"TermUrl": "https://shop.example/back", "MD": `a"b`, "PaReq": "eJx+/=\r\n"}))
	want := `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Continue to payment</title>
</head>
<body>
<form id="form" method="post" accept-charset="utf-8" action="https://acs.example/pareq?x=1&amp;y=&#39;2&#39;">
<input type="hidden" name="MD" value="a&#34;b">
<input type="hidden" name="PaReq" value="eJx&#43;/=&#13;
">
<input type="hidden" name="TermUrl" value="https://shop.example/back">
<noscript><p>Your browser does not run scripts. Press the button to continue.</p></noscript>
<button id="button">Continue</button>
</form>
<script nonce="NONCE">document.getElementById("button").hidden=true;HTMLFormElement.prototype.submit.call(document.getElementById("form"));</script>
</body>
</html>
`
	assert.Equal(t, strings.Replace(want, "NONCE", nonce, 1), got)
}

func TestFormCarriesWhatTemplatesWouldCarry(t *testing.T) {
	t.Parallel()
	fields := map[string]string{"submit": "1", "action": "2", "method": "3", "a[b]": "<&>", "сумма": "10,00 ₼"}
	for i, s := range hostile {
		if !strings.Contains(s, "\x00") && s == string([]rune(s)) {
			fields["f"+string(rune('a'+i))] = s
		}
	}
	got, _ := serve(t, form(t, acs, fields))

	var theirs bytes.Buffer
	reference := template.Must(template.New("").Parse(
		`<form action="{{.URL}}">{{range $name, $value := .Fields}}<input type="hidden" name="{{$name}}" value="{{$value}}">{{end}}</form>`))
	require.NoError(t, reference.Execute(&theirs, map[string]any{"URL": acs, "Fields": fields}))
	assert.Equal(t, fields, inputs(got))
	assert.Equal(t, inputs(theirs.String()), inputs(got))
}

func TestFormServed(t *testing.T) {
	t.Parallel()
	d := form(t, acs, map[string]string{"MD": "1"})
	w := httptest.NewRecorder()
	require.NoError(t, d.Serve(w))
	body, err := d.Bytes()
	require.NoError(t, err)
	assert.Equal(t, http.StatusOK, w.Code)
	assert.Equal(t, string(body), w.Body.String())
	h := w.Header()
	nonce := nonceOf(t, h)
	assert.Equal(t, "default-src 'none'; base-uri 'none'; script-src 'nonce-"+nonce+"'", h.Get("Content-Security-Policy"))
	assert.Equal(t, "no-store", h.Get("Cache-Control"))
	assert.Equal(t, "nosniff", h.Get("X-Content-Type-Options"))
	assert.Equal(t, "strict-origin", h.Get("Referrer-Policy"))
	assert.Equal(t, "text/html; charset=utf-8", h.Get("Content-Type"))
	assert.Contains(t, w.Body.String(), `<script nonce="`+nonce+`">`)
}

func TestEveryPageHasANonceOfItsOwn(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for range 100 {
		_, nonce := serve(t, form(t, acs, nil))
		assert.GreaterOrEqual(t, len(nonce), 22, "128 bits at least")
		seen[nonce] = true
	}
	assert.Len(t, seen, 100)
}

func TestFormRefuses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		target string
		fields map[string]string
		want   error
	}{
		"a script":         {"javascript:secret-token", nil, page.ErrURL},
		"plain http":       {"http://acs.example/secret-token", nil, page.ErrURL},
		"relative":         {"/secret-token", nil, page.ErrURL},
		"no name":          {acs, map[string]string{"": "secret-token"}, page.ErrField},
		"browser's name":   {acs, map[string]string{"_Charset_": "secret-token"}, page.ErrField},
		"NUL in value":     {acs, map[string]string{"PaReq": "secret-token\x00"}, page.ErrField},
		"bytes in value":   {acs, map[string]string{"PaReq": "secret-token\xff"}, page.ErrField},
		"bytes in name":    {acs, map[string]string{"secret-token\xff": "1"}, page.ErrField},
		"one among others": {acs, map[string]string{"A": "1", "PaReq": "secret-token\xff", "Z": "2"}, page.ErrField},
	} {
		d, err := page.Form(c.target, c.fields)
		require.ErrorIs(t, err, c.want, name)
		assert.Nil(t, d, name)
		assert.NotContains(t, err.Error(), "secret-token", name)
	}
}

func form(t *testing.T, target string, fields map[string]string) *page.Document {
	t.Helper()
	d, err := page.Form(target, fields)
	require.NoError(t, err)
	return d
}

// serve gives the page as a browser gets it, and the nonce of its policy.
func serve(t *testing.T, d *page.Document) (body, nonce string) {
	t.Helper()
	w := httptest.NewRecorder()
	require.NoError(t, d.Serve(w))
	return w.Body.String(), nonceOf(t, w.Header())
}

var nonceSource = regexp.MustCompile(`script-src 'nonce-([A-Za-z0-9+/_=-]+)'`)

func nonceOf(t *testing.T, h http.Header) string {
	t.Helper()
	m := nonceSource.FindStringSubmatch(h.Get("Content-Security-Policy"))
	require.NotNil(t, m)
	return m[1]
}

var hiddenInput = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)">`)

func inputs(body string) map[string]string {
	all := map[string]string{}
	for _, m := range hiddenInput.FindAllStringSubmatch(body, -1) {
		all[html.UnescapeString(m[1])] = html.UnescapeString(m[2])
	}
	return all
}
