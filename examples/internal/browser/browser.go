// Package browser is a payer's browser for the examples: it opens a page,
// presses a button of one of its forms and follows the redirects, cookies
// included. It never leaves this machine, so that an example cannot pay
// anywhere but on a model's page.
package browser

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"time"
)

// ErrElsewhere says that an address is not on this machine.
var ErrElsewhere = errors.New("browser: the address is not on this machine")

// pageLimit bounds a page in bytes.
const pageLimit = 1 << 20

// Browser holds the cookies of one payer.
type Browser struct{ client *http.Client }

// New returns a browser without cookies.
func New() *Browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		panic(err) // only for options, and there are none
	}
	return &Browser{client: &http.Client{
		Jar:     jar,
		Timeout: 30 * time.Second,
		CheckRedirect: func(r *http.Request, via []*http.Request) error {
			if len(via) >= 10 {
				return errors.New("browser: more than 10 redirects")
			}
			return here(r.URL)
		},
	}}
}

// Page is what the browser shows.
type Page struct {
	// URL is where it was found, behind all redirects.
	URL *url.URL
	// Status is the HTTP status, 200 for a page that is there.
	Status int
	// Body is its HTML.
	Body string

	browser *Browser
	typed   map[string]string
}

// Open shows the page at an address. The error is ErrElsewhere for an address
// that is not on this machine; a page that is not there is no error.
func (b *Browser) Open(ctx context.Context, address string) (*Page, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return nil, err
	}
	return b.do(r)
}

// Type fills the fields of that name in, in every form that has one.
func (p *Page) Type(name, value string) {
	if p.typed == nil {
		p.typed = make(map[string]string)
	}
	p.typed[name] = value
}

// Press presses the button with that name and value, both empty for a button
// without them: it sends the button's form with what a browser would send, the
// fields that stand in it, what was typed and the first choice of each list, and
// shows the page that follows. It runs no scripts: a page that sends its own form
// has such a button.
func (p *Page) Press(ctx context.Context, name, value string) (*Page, error) {
	form, found := formWith(p.Body, name, value)
	if !found {
		return nil, fmt.Errorf("browser: the page has no button %s=%s", name, value)
	}
	for field, value := range p.typed {
		if form.fields.Has(field) {
			form.fields.Set(field, value)
		}
	}
	target, err := p.URL.Parse(form.action)
	if err != nil {
		return nil, errors.New("browser: the form's address is not a URL")
	}
	r, err := form.request(ctx, target)
	if err != nil {
		return nil, err
	}
	return p.browser.do(r)
}

func (b *Browser) do(r *http.Request) (*Page, error) {
	if err := here(r.URL); err != nil {
		return nil, err
	}
	answer, err := b.client.Do(r)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, pageLimit))
	if err != nil {
		return nil, err
	}
	return &Page{URL: answer.Request.URL, Status: answer.StatusCode, Body: string(body), browser: b}, nil
}

// here refuses every host but the loopback interface's.
func here(u *url.URL) error {
	host := u.Hostname()
	if ip := net.ParseIP(host); ip != nil && ip.IsLoopback() || strings.EqualFold(host, "localhost") {
		return nil
	}
	return ErrElsewhere
}
