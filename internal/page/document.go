package page

import (
	"crypto/rand"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// markup is a constant of the program: an untyped string constant converts to it by itself, a string variable does not compile.
// So nothing that came from a gateway or a browser can become markup, a name or a script.
type markup string

// Document is an HTML page under construction. Its methods append in the order in which they are called;
// the first error sticks and is returned by Bytes and Serve, so that no half page is ever sent. Make one with New.
type Document struct {
	body   []byte
	nonce  string
	policy []directive
	err    error
}

// directive is one part of the Content-Security-Policy.
type directive struct {
	name, origins string
}

// New returns a page in the given language (a BCP 47 tag such as "en") that has its head and title and stands open inside its body.
// The page may run only scripts that carry its own nonce.
func New(lang, title string) *Document {
	nonce := rand.Text()
	d := &Document{nonce: nonce, policy: []directive{
		{"default-src", "'none'"},
		{"base-uri", "'none'"},
		{"script-src", "'nonce-" + nonce + "'"},
	}}
	return d.HTML("<!DOCTYPE html>\n<html").Attr("lang", lang).HTML(">\n<head>\n<meta charset=\"utf-8\">\n" +
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>").Text(title).HTML("</title>\n</head>\n<body>\n")
}

// HTML appends constant markup as it is.
func (d *Document) HTML(m markup) *Document {
	d.body = append(d.body, m...)
	return d
}

// Text appends s as the text of an element.
func (d *Document) Text(s string) *Document {
	d.body = AppendText(d.body, s)
	return d
}

// Attr appends an attribute with a space before it. It is not for attributes that hold an address (use URL), a script or a style (use neither).
func (d *Document) Attr(name markup, value string) *Document {
	d.body = append(append(append(d.body, ' '), name...), '=')
	d.body = AppendAttr(d.body, value)
	return d
}

// URL appends an attribute that holds an address (href, src, action). An address that CheckURL refuses makes the page fail with ErrURL.
func (d *Document) URL(name markup, raw string) *Document {
	if err := CheckURL(raw); err != nil {
		return d.fail(err)
	}
	return d.Attr(name, raw)
}

// Script appends a script element with constant code, allowed to run by the page's nonce.
func (d *Document) Script(code markup) *Document {
	d.HTML("<script").Attr("nonce", d.nonce).HTML(">").HTML(code)
	return d.HTML("</script>\n")
}

// Data appends an element with that id which holds v as JSON, for a later Script to read with JSON.parse(document.getElementById(id).textContent).
// The element is never run as code. A value that JSON cannot hold makes the page fail with ErrData.
func (d *Document) Data(id markup, v any) *Document {
	d.HTML(`<script type="application/json"`).Attr("id", string(id)).HTML(">")
	body, err := AppendJSON(d.body, v)
	if err != nil {
		return d.fail(err)
	}
	d.body = body
	return d.HTML("</script>\n")
}

// Load appends a script element that loads the code at src, allowed to run by the page's nonce; what that code loads in turn needs Allow.
func (d *Document) Load(src markup) *Document {
	return d.HTML("<script").Attr("nonce", d.nonce).URL("src", string(src)).HTML("></script>\n")
}

// Allow adds origins (space-separated, as in "https://checkout.example wss://checkout.example") to what the Content-Security-Policy
// lets the page use under the directive of that name, for instance "frame-src" or "connect-src". Without it a page may use nothing but its own scripts.
func (d *Document) Allow(name, origins markup) *Document {
	// Of two directives with the same name a browser reads only the first, so the origins go together.
	i := slices.IndexFunc(d.policy, func(p directive) bool { return p.name == string(name) })
	if i < 0 {
		d.policy = append(d.policy, directive{string(name), string(origins)})
		return d
	}
	d.policy[i].origins += " " + string(origins)
	return d
}

// Bytes returns the finished page, or the first error that its making met.
func (d *Document) Bytes() ([]byte, error) {
	if d.err != nil {
		return nil, d.err
	}
	return append(slices.Clip(d.body), "</body>\n</html>\n"...), nil
}

// Serve answers a request with the page and status 200. If the page met an error, Serve returns it and touches nothing, so that the caller can still answer otherwise;
// an error of the connection is returned too.
//
// The headers keep the page out of every cache and let it run no code but its own. They set no form-action and no frame-ancestors:
// a bank's page redirects after the post, which form-action would stop, and shops put 3-D Secure pages into a frame of another origin.
func (d *Document) Serve(w http.ResponseWriter) error {
	body, err := d.Bytes()
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("Content-Security-Policy", d.contentPolicy())
	h.Set("Cache-Control", "no-store")
	// With no-referrer browsers post "Origin: null", which firewalls in front of banks refuse. This one hides the path, where order ids stand, and keeps the origin.
	h.Set("Referrer-Policy", "strict-origin")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(http.StatusOK)
	_, err = w.Write(body)
	return err
}

func (d *Document) contentPolicy() string {
	parts := make([]string, len(d.policy))
	for i, s := range d.policy {
		parts[i] = s.name + " " + s.origins
	}
	return strings.Join(parts, "; ")
}

func (d *Document) fail(err error) *Document {
	if d.err == nil {
		d.err = err
	}
	return d
}
