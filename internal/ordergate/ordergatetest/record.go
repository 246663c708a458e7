package ordergatetest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/paygates/paygates-go/internal/modelhttp"
)

// Request is one request that came in, without credentials and card data.
type Request struct {
	Sequence int
	Time     time.Time
	Method   string
	Path     string
	Template string // empty for an unknown path
	Query    url.Values
	Header   http.Header
	Body     []byte
}

// secretNames are the members whose values are card data or tokens.
var secretNames = map[string]bool{
	"pan": true, "cvv": true, "holder": true, "expiration_month": true, "expiration_year": true,
	"token": true, "PaRes": true, "cres": true, "cavv": true, "xid": true,
}

func (p *Platform) record(in *incoming) {
	query, _ := url.ParseQuery(in.rawQuery)
	for name := range query {
		if secretNames[name] {
			query[name] = []string{"***"}
		}
	}
	p.requests.Add(modelhttp.Request{
		Time: p.now, Method: in.method, Path: in.path,
		Template: in.route.path, Query: query, Header: in.header, Body: maskBody(in),
	})
}

// Requests gives what came in so far, oldest first.
func (p *Platform) Requests() []Request {
	p.enter()
	defer p.mu.Unlock()
	var out []Request
	for _, r := range p.requests.All() {
		out = append(out, Request(r))
	}
	return out
}

// maskBody keeps a JSON body's bytes but for the secret values. A body that
// cannot be read is left out, since nobody knows what is in it.
func maskBody(in *incoming) []byte {
	switch {
	case len(in.body) == 0:
		return nil
	case in.refusal != nil || in.route.open:
		return fmt.Appendf(nil, "(%d bytes left out)", len(in.body))
	}
	m := masker{d: json.NewDecoder(bytes.NewReader(in.body)), in: in.body}
	m.d.UseNumber()
	m.value(false)
	return append(m.out, m.in[m.copied:]...)
}

// masker copies a valid JSON text and replaces the scalars under secret names.
type masker struct {
	d      *json.Decoder
	in     []byte
	out    []byte
	copied int
}

func (m *masker) value(secret bool) {
	start := m.d.InputOffset()
	token, err := m.d.Token()
	if err != nil {
		return
	}
	switch token {
	case json.Delim('{'):
		for m.d.More() {
			name, _ := m.d.Token()
			text, _ := name.(string)
			m.value(secret || secretNames[text])
		}
		_, _ = m.d.Token()
	case json.Delim('['):
		for m.d.More() {
			m.value(secret)
		}
		_, _ = m.d.Token()
	default:
		if secret && token != nil {
			m.replace(int(start), int(m.d.InputOffset()), fmt.Sprint(token))
		}
	}
}

func (m *masker) replace(start, end int, text string) {
	for start < end && strings.IndexByte(" \t\r\n:,", m.in[start]) >= 0 {
		start++
	}
	m.out = append(m.out, m.in[m.copied:start]...)
	masked := "***"
	if len(text) >= minPAN && allDigits(text) {
		masked = maskPAN(text)
	}
	m.out = fmt.Appendf(m.out, "%q", masked)
	m.copied = end
}
