package cinetpaytest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
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
	// Template is the path with {token} for a payment's token; empty if the
	// model knows no such path and method.
	Template string
	// Query is the query, decoded, with the token masked.
	Query url.Values
	// Header is what came with it, without Authorization and Cookie.
	Header http.Header
	// Body is the JSON or form with apikey, password and tokens masked. Of any
	// other body only the size is told.
	Body []byte
}

// secretNames are the members and fields whose values give access.
var secretNames = map[string]bool{"apikey": true, "password": true, "token": true, "payment_token": true}

const masked = "***"

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

func (m *Model) record(in *incoming) {
	query := maps.Clone(in.query)
	for name := range query {
		if secretNames[name] {
			query[name] = []string{masked}
		}
	}
	m.requests.Add(modelhttp.Request{
		Time: m.now, Method: in.method, Path: in.path,
		Template: in.route.path, Query: query, Header: in.header, Body: maskBody(in),
	})
}

// maskBody keeps the bytes but for the secret values. A body that cannot be read
// is left out, since nobody knows what is in it.
func maskBody(in *incoming) []byte {
	switch {
	case len(in.body) == 0:
		return nil
	case in.object != nil:
		return maskObject(in.body)
	case in.form != nil && in.route.api == transferAPI:
		return maskForm(string(in.body))
	}
	return fmt.Appendf(nil, "(%d bytes left out)", len(in.body))
}

// maskObject copies a valid JSON object and replaces the values under secret
// names.
func maskObject(in []byte) []byte {
	d := json.NewDecoder(bytes.NewReader(in))
	if _, err := d.Token(); err != nil {
		return nil
	}
	var out []byte
	copied := 0
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return nil
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return nil
		}
		if text, _ := name.(string); secretNames[text] {
			end := int(d.InputOffset())
			out = append(append(out, in[copied:end-len(value)]...), `"`+masked+`"`...)
			copied = end
		}
	}
	return append(out, in[copied:]...)
}

func maskForm(text string) []byte {
	pairs := strings.Split(text, "&")
	for i, pair := range pairs {
		escaped, _, _ := strings.Cut(pair, "=")
		if name, err := url.QueryUnescape(escaped); err == nil && secretNames[name] {
			pairs[i] = escaped + "=" + masked
		}
	}
	return []byte(strings.Join(pairs, "&"))
}
