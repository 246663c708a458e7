package modelpage_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/paygates/paygates-go/internal/modelpage"
)

type view struct{ Title, Text, Tone string }

func TestAnswer(t *testing.T) {
	t.Parallel()
	page := modelpage.New(`<head>{{template "head"}}{{template "style"}}</head>{{template "said" .}}`, "")
	for tone, mark := range map[string]string{"good": "✓", "bad": "!", "idle": "–"} {
		got := page.Answer(http.StatusTeapot, view{"Tea & more", "<b>", tone})
		assert.Equal(t, http.StatusTeapot, got.Status)
		assert.Equal(t, "text/html; charset=utf-8", got.Header.Get("Content-Type"))
		assert.Equal(t, "no-store", got.Header.Get("Cache-Control"))
		assert.Equal(t, "no-referrer", got.Header.Get("Referrer-Policy"))
		assert.Equal(t, "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'", got.Header.Get("Content-Security-Policy"))
		for _, part := range []string{`<meta charset="utf-8">`, "<style>", "<h1>Tea &amp; more</h1>", "<p>&lt;b&gt;</p>", `<div class="mark ` + tone + `" aria-hidden="true">` + mark + "</div>"} {
			assert.Contains(t, string(got.Body), part)
		}
	}
	open := string(page.Answer(http.StatusOK, view{Title: "Pay", Tone: "open"}).Body)
	assert.NotContains(t, open, `class="mark`)
	assert.NotContains(t, open, "<p>")
}

func TestPolicy(t *testing.T) {
	t.Parallel()
	got := modelpage.New("x", "script-src 'sha256-x'").Answer(http.StatusOK, nil).Header.Get("Content-Security-Policy")
	assert.Regexp(t, `^default-src 'none'; .*; script-src 'sha256-x'$`, got)
}

func TestAPageThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	assert.Panics(t, func() { modelpage.New("{{.Missing}}", "").Answer(http.StatusOK, view{}) })
}

func TestSeeOther(t *testing.T) {
	t.Parallel()
	got := modelpage.SeeOther("https://shop.example/back")
	assert.Equal(t, http.StatusSeeOther, got.Status)
	assert.Equal(t, "https://shop.example/back", got.Header.Get("Location"))
	assert.Equal(t, "no-store", got.Header.Get("Cache-Control"))
}
