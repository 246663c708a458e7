// Package site is what the examples that show pages have in common: a listener,
// a frame around a page, headers that let a page do no more than it needs, a book
// of purchases, and the self-test that clicks through the pages. A shop has its
// own.
package site

import (
	"bytes"
	"context"
	"embed"
	"html/template"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// Listen opens an address of this machine, and says where it is.
func Listen(ctx context.Context, address string) (net.Listener, string, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, "", err
	}
	return listener, "http://" + listener.Addr().String(), nil
}

// Serve serves pages until stop is called.
func Serve(listener net.Listener, pages http.Handler) (stop func()) {
	server := &http.Server{Handler: pages, ReadHeaderTimeout: 10 * time.Second}
	served := make(chan struct{})
	go func() {
		defer close(served)
		_ = server.Serve(listener)
	}()
	return func() { _ = server.Close(); <-served }
}

//go:embed frame.html problem.html
var own embed.FS

// Templates are the pages of a shop, each in the frame.
type Templates struct {
	shop   string
	byName map[string]*template.Template
}

// New reads a shop's pages: pages/NAME.html of its files, each of which defines
// "body". It panics if one of them is no template.
func New(shop string, files fs.FS, names ...string) *Templates {
	frame := template.Must(template.ParseFS(own, "frame.html"))
	t := &Templates{shop: shop, byName: map[string]*template.Template{
		"problem": template.Must(template.Must(frame.Clone()).ParseFS(own, "problem.html")),
	}}
	for _, name := range names {
		t.byName[name] = template.Must(template.Must(frame.Clone()).ParseFS(files, "pages/"+name+".html"))
	}
	return t
}

// Page is what a page shows.
type Page struct {
	Title string
	// Refresh makes the browser ask again every few seconds.
	Refresh bool
	// Data is for the page's own template.
	Data any
	// Shop is filled in by Write.
	Shop string
}

// Write answers a request with the page of that name.
func (t *Templates) Write(w http.ResponseWriter, status int, name string, shown Page) {
	shown.Shop = t.shop
	var b bytes.Buffer
	if err := t.byName[name].ExecuteTemplate(&b, "frame", shown); err != nil {
		slog.Error("the page cannot be written", "page", name, "error", err)
		http.Error(w, "the page cannot be shown", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes())
}

// Words say how something stands; Tone is good, bad or wait.
type Words struct{ Tone, Title, Text string }

// Problem answers a request that came to nothing.
func (t *Templates) Problem(w http.ResponseWriter, status int, title, text string) {
	t.Write(w, status, "problem", Page{Title: title, Data: Words{"bad", title, text}})
}
