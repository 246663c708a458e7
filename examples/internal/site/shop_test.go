package site_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/examples/internal/browser"
	"github.com/paygates/paygates-go/examples/internal/site"
)

func TestOpen(t *testing.T) {
	t.Parallel()
	pages := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "here") })
	var own, public string
	stop, err := site.Open(t.Context(), "127.0.0.1:0", "", func(url string) (http.Handler, error) {
		own = url
		return pages, nil
	})
	require.NoError(t, err)
	page, err := browser.New().Open(t.Context(), own)
	require.NoError(t, err)
	assert.Equal(t, "here", page.Body)
	stop()

	stop, err = site.Open(t.Context(), "127.0.0.1:0", "https://shop.example", func(url string) (http.Handler, error) {
		public = url
		return pages, nil
	})
	require.NoError(t, err)
	stop()
	assert.Equal(t, "https://shop.example", public)
}

func TestOpenClosesWhatItCannotServe(t *testing.T) {
	t.Parallel()
	refused := errors.New("refused")
	var at string
	_, err := site.Open(t.Context(), "127.0.0.1:0", "", func(url string) (http.Handler, error) {
		at = strings.TrimPrefix(url, "http://")
		return nil, refused
	})
	require.ErrorIs(t, err, refused)
	listener, _, err := site.Listen(t.Context(), at)
	require.NoError(t, err, "the address is still taken")
	require.NoError(t, listener.Close())
}

func TestSelftest(t *testing.T) {
	t.Parallel()
	visits := []site.Visit[string]{
		{Name: "one that goes well", Walk: func(_ context.Context, s string) error { return site.Want("letters", len(s), 4) }},
		{Name: "one that goes wrong", Walk: func(_ context.Context, s string) error { return site.Want("letters", len(s), 5) }},
		{Name: "one behind it", Walk: func(context.Context, string) error { return nil }},
	}
	var out strings.Builder
	require.EqualError(t, site.Selftest(t.Context(), "shop", visits, &out), "1 of 3 visits went wrong")
	assert.Equal(t, "ok     one that goes well\nWRONG  one that goes wrong: letters: 4, want 5\nok     one behind it\n", out.String())
	require.NoError(t, site.Selftest(t.Context(), "shop", visits[:1], io.Discard))
}

func TestShows(t *testing.T) {
	t.Parallel()
	page := &browser.Page{Body: "Tea &amp; more", URL: &url.URL{Path: "/shop"}}
	require.NoError(t, site.Shows(page, "Tea & more", "more"))
	require.EqualError(t, site.Shows(page, "Tea", "milk"), `the page at /shop does not say "milk"`)
}

type sale struct {
	Reference string
	Shipped   int
	Log       site.Log
}

func TestBook(t *testing.T) {
	t.Parallel()
	var book site.Book[sale]
	_, found := book.Get("a")
	assert.False(t, found)
	assert.False(t, book.Change("a", func(*sale) { t.Error("there is nothing to change") }))
	assert.Empty(t, book.Latest(5))

	for _, reference := range []string{"a", "b", "c"} {
		book.Open(reference, sale{Reference: reference})
	}
	assert.True(t, book.Change("b", func(x *sale) {
		x.Shipped++
		x.Log.Add("shipped")
	}))
	before, found := book.Get("b")
	require.True(t, found)
	assert.Equal(t, 1, before.Shipped)
	book.Change("b", func(x *sale) { x.Log.Add("arrived") })
	require.Len(t, before.Log, 1, "a copy changes behind its owner")
	assert.Equal(t, "shipped", before.Log[0].Text)
	assert.False(t, before.Log[0].At.IsZero())

	var newest []string
	for _, x := range book.Latest(2) {
		newest = append(newest, x.Reference)
	}
	assert.Equal(t, []string{"c", "b"}, newest)
	assert.Len(t, book.Latest(9), 3)
}
