package corefytest

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

// Request is one request that came in.
type Request struct {
	// Sequence counts from 1.
	Sequence int
	// Time is when it came in.
	Time time.Time
	// Method is the HTTP method.
	Method string
	// Path is the path as sent.
	Path string
	// Template is the path with {id} for an object's id; empty if the model knows
	// no such path and method.
	Template string
	// Query is the query, decoded.
	Query url.Values
	// Header is what came with it, without Authorization and Cookie.
	Header http.Header
	// Body is the JSON body with card data and tokens masked. Of any other body
	// only the size is told.
	Body []byte
}

// Requests gives every request that came in, oldest first.
func (m *Model) Requests() []Request {
	m.enter()
	defer m.mu.Unlock()
	var out []Request
	for _, r := range m.requests.All() {
		out = append(out, Request(r))
	}
	return out
}

// secretNames are the members whose values are card data, accounts or tokens.
var secretNames = map[string]bool{
	"token": true, "card": true, "card_number": true, "card_holder": true, "cvv": true,
	"exp_month": true, "exp_year": true, "account_number": true, "iban": true, "pix_key": true,
}

func (m *Model) record(in *incoming) {
	query, _ := url.ParseQuery(in.rawQuery)
	for name := range query {
		if secretNames[strings.TrimSuffix(strings.TrimPrefix(name, "service_fields["), "]")] {
			query[name] = []string{"***"}
		}
	}
	m.requests.Add(modelhttp.Request{
		Time: m.now, Method: in.method, Path: in.path,
		Template: in.route.path, Query: query, Header: in.header, Body: maskBody(in),
	})
}

// maskBody keeps a JSON body's bytes but for the secret values. A body that
// cannot be read is left out, since nobody knows what is in it.
func maskBody(in *incoming) []byte {
	switch {
	case len(in.body) == 0:
		return nil
	case in.refusal != nil || !in.route.body:
		return fmt.Appendf(nil, "(%d bytes left out)", len(in.body))
	}
	mask := masker{d: json.NewDecoder(bytes.NewReader(in.body)), in: in.body}
	mask.d.UseNumber()
	mask.value(false)
	return append(mask.out, mask.in[mask.copied:]...)
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
			m.replace(int(start), int(m.d.InputOffset()))
		}
	}
}

func (m *masker) replace(start, end int) {
	for start < end && strings.IndexByte(" \t\r\n:,", m.in[start]) >= 0 {
		start++
	}
	m.out = append(append(m.out, m.in[m.copied:start]...), `"***"`...)
	m.copied = end
}
