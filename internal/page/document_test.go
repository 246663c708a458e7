package page_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/page"
)

func TestDocument(t *testing.T) {
	t.Parallel()
	d := page.New("fr", `Payer <50 "XOF">`)
	d.HTML("<h1>").Text("Choix & prix").HTML("</h1>\n<a").Attr("title", `"Orange"`).URL("href", "https://pay.example/?a=1&b=2").HTML(">OM</a>\n")
	d.Data("payment", map[string]string{"id": "</script>"}).Load("https://cdn.example/main.js").Script("start()")
	got, nonce := serve(t, d)
	assert.Equal(t, strings.ReplaceAll(`<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Payer &lt;50 &#34;XOF&#34;&gt;</title>
</head>
<body>
<h1>Choix &amp; prix</h1>
<a title="&#34;Orange&#34;" href="https://pay.example/?a=1&amp;b=2">OM</a>
<script type="application/json" id="payment">{"id":"\u003c/script\u003e"}</script>
<script nonce="NONCE" src="https://cdn.example/main.js"></script>
<script nonce="NONCE">start()</script>
</body>
</html>
`, "NONCE", nonce), got)
}

func TestDocumentAllows(t *testing.T) {
	t.Parallel()
	d := page.New("en", "Pay")
	d.Allow("frame-src", "https://checkout.example")
	d.Allow("script-src", "https://cdn.example")
	d.Allow("frame-src", "https://acs.example")
	w := httptest.NewRecorder()
	require.NoError(t, d.Serve(w))
	assert.Equal(t, "default-src 'none'; base-uri 'none'; script-src 'nonce-"+nonceOf(t, w.Header())+"' https://cdn.example; frame-src https://checkout.example https://acs.example",
		w.Header().Get("Content-Security-Policy"))
}

func TestDocumentErrorsStick(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		spoil func(d *page.Document)
		want  error
	}{
		"address": {func(d *page.Document) { d.URL("href", "javascript:secret-token") }, page.ErrURL},
		"data":    {func(d *page.Document) { d.Data("x", func() {}) }, page.ErrData},
		"loaded":  {func(d *page.Document) { d.Load("http://cdn.example/secret-token.js") }, page.ErrURL},
		"first":   {func(d *page.Document) { d.URL("href", "x").Data("x", func() {}) }, page.ErrURL},
	} {
		d := page.New("en", "Pay")
		c.spoil(d)
		d.Text("more")
		body, err := d.Bytes()
		require.ErrorIs(t, err, c.want, name)
		assert.Nil(t, body, name)
		assert.NotContains(t, err.Error(), "secret-token", name)

		w := httptest.NewRecorder()
		require.ErrorIs(t, d.Serve(w), c.want, name)
		assert.Empty(t, w.Header(), name)
		assert.Zero(t, w.Body.Len(), name)
	}
}

func TestBytesLeavesThePageOpen(t *testing.T) {
	t.Parallel()
	d := page.New("en", "Pay").Text("one")
	first, err := d.Bytes()
	require.NoError(t, err)
	copied := string(first)
	d.Text(" two")
	second, err := d.Bytes()
	require.NoError(t, err)
	assert.Equal(t, copied, string(first), "what was given away does not change")
	assert.Equal(t, 1, strings.Count(string(second), "</html>"))
	assert.Contains(t, string(second), "one two</body>")
}

func TestServeTellsOfALostConnection(t *testing.T) {
	t.Parallel()
	lost := errors.New("lost")
	require.ErrorIs(t, page.New("en", "Pay").Serve(brokenWriter{httptest.NewRecorder(), lost}), lost)
}

type brokenWriter struct {
	http.ResponseWriter
	err error
}

func (w brokenWriter) Write([]byte) (int, error) { return 0, w.err }
