package circlepaytest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/paygates/paygates-go/internal/modelhttp"
	"github.com/paygates/paygates-go/internal/strictjson"
)

// Request is one request that came in.
type Request struct {
	// Sequence counts from 1.
	Sequence int
	// Time is when it came in.
	Time time.Time
	// Method is the HTTP method.
	Method string
	// Path is the path as sent; of a checkout page the template, since its path
	// gives access.
	Path string
	// Template is the path with names in braces; empty if the model knows no such
	// path and method.
	Template string
	// Header is what came with it, without credentials.
	Header http.Header
	// Body is the JSON object with one-time passwords masked. Of any other body
	// only the size is told.
	Body []byte
}

// Requests gives every request that came in, oldest first.
func (m *Model) Requests() []Request {
	m.enter()
	defer m.mu.Unlock()
	var out []Request
	for _, r := range m.requests.All() {
		out = append(out, Request{
			Sequence: r.Sequence, Time: r.Time, Method: r.Method, Path: r.Path, Template: r.Template,
			Header: r.Header, Body: r.Body,
		})
	}
	return out
}

// secretHeaders give access, in either spelling.
var secretHeaders = []string{"account_key", "account_token", "merchant_token"}

func (m *Model) record(in *incoming) {
	m.base = in.base
	header := in.header.Clone()
	for _, name := range secretHeaders {
		header.Del(name)
		header.Del(strings.ReplaceAll(name, "_", "-"))
	}
	path := in.path
	if in.route.page != nil {
		path = in.route.path
	}
	m.requests.Add(modelhttp.Request{
		Time: m.now, Method: in.method, Path: path,
		Template: in.route.path, Header: header, Body: recordedBody(in),
	})
}

// recordedBody leaves out what cannot be read, since nobody knows what is in it.
func recordedBody(in *incoming) []byte {
	switch {
	case len(in.body) == 0:
		return nil
	case in.object == nil:
		return fmt.Appendf(nil, "(%d bytes left out)", len(in.body))
	case in.object["otp"] == nil:
		return in.body
	}
	masked := make(map[string]json.RawMessage, len(in.object))
	for name, value := range in.object {
		masked[name] = value
	}
	masked["otp"] = json.RawMessage(`"***"`)
	return strictjson.Encode(masked)
}
