package site_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/examples/internal/site"
)

var files = fstest.MapFS{
	"pages/hello.html":  {Data: []byte(`{{define "body"}}<h1>{{.Data}}</h1>{{end}}`)},
	"pages/broken.html": {Data: []byte(`{{define "body"}}{{.Missing}}{{end}}`)},
}

func TestWrite(t *testing.T) {
	t.Parallel()
	pages := site.New("Tea & more", files, "hello", "broken")

	w := httptest.NewRecorder()
	pages.Write(w, http.StatusTeapot, "hello", site.Page{Title: "Greeting", Data: "<b>", Refresh: true})
	assert.Equal(t, http.StatusTeapot, w.Code)
	for _, part := range []string{"<h1>&lt;b&gt;</h1>", "Tea &amp; more", "<title>Greeting</title>", `http-equiv="refresh"`} {
		assert.Contains(t, w.Body.String(), part)
	}
	assert.Contains(t, w.Header().Get("Content-Security-Policy"), "default-src 'none'")

	w = httptest.NewRecorder()
	pages.Problem(w, http.StatusNotFound, "Nothing here", "Look elsewhere.")
	assert.Equal(t, http.StatusNotFound, w.Code)
	assert.Contains(t, w.Body.String(), "<h1>Nothing here</h1>")
	assert.NotContains(t, w.Body.String(), "refresh")

	w = httptest.NewRecorder()
	pages.Write(w, http.StatusOK, "broken", site.Page{})
	assert.Equal(t, http.StatusInternalServerError, w.Code, "half a page is never sent")
}

func TestServe(t *testing.T) {
	t.Parallel()
	listener, url, err := site.Listen(t.Context(), "127.0.0.1:0")
	require.NoError(t, err)
	stop := site.Serve(listener, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "here") }))
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, http.NoBody)
	require.NoError(t, err)
	answer, err := (&http.Client{}).Do(r)
	require.NoError(t, err)
	require.NoError(t, answer.Body.Close())
	assert.Equal(t, http.StatusOK, answer.StatusCode)
	stop()
	_, err = (&http.Client{}).Do(r) //nolint:bodyclose // there is none
	require.Error(t, err)
}
