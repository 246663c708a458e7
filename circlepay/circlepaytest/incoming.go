package circlepaytest

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/paygates/paygates-go/internal/modelhttp"
	"github.com/paygates/paygates-go/internal/strictjson"
)

// incoming is a request, read whole, so that it can be carried out later or twice.
type incoming struct {
	method    string
	path      string // as sent, escaped
	base      string // scheme://host that the caller used
	header    http.Header
	body      []byte
	route     route
	arg       string // the last variable segment of the path
	object    map[string]json.RawMessage
	notObject bool           // the body is JSON of another kind
	broken    *brokenRequest // what the framework refuses
	steps     int            // of createV2; 0 is all
}

// read takes the request whole and notes what can be refused without looking
// anything up.
func (m *Model) read(w http.ResponseWriter, r *http.Request) *incoming {
	in := &incoming{method: r.Method, path: r.URL.EscapedPath(), base: modelhttp.BaseURL(r), header: r.Header.Clone()}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	in.body = body
	var allowed bool
	in.route, in.arg, allowed = m.find(in.method, in.path)

	var over *http.MaxBytesError
	switch {
	case strings.Contains(strings.ToLower(in.path), "%2f") && !m.cfg.EscapedSlashes:
		in.broken = &brokenRequest{status: http.StatusBadRequest, html: true}
	case !in.route.known() && allowed:
		in.broken = &brokenRequest{status: http.StatusMethodNotAllowed, message: "Request method '" + in.method + "' not supported"}
	case !in.route.known():
		in.broken = &brokenRequest{status: http.StatusNotFound, message: "No message available"}
	case errors.As(err, &over):
		in.broken = &brokenRequest{status: http.StatusRequestEntityTooLarge}
	case err != nil:
		in.broken = &brokenRequest{status: http.StatusBadRequest, message: "I/O error while reading input message"}
	case in.route.body == jsonBody, in.route.body == optionalBody && len(body) > 0:
		in.readJSON()
	}
	return in
}

func (in *incoming) readJSON() {
	media, _, err := mime.ParseMediaType(in.header.Get("Content-Type"))
	if err != nil || media != "application/json" {
		in.broken = &brokenRequest{status: http.StatusUnsupportedMediaType, message: "Content type '" + strictjson.Shorten(media) + "' not supported"}
		return
	}
	object, err := strictjson.Object(in.body)
	switch {
	case errors.Is(err, strictjson.ErrNotObject) && json.Valid(in.body):
		in.notObject = true
	case err != nil:
		in.broken = &brokenRequest{status: http.StatusBadRequest, message: "JSON parse error: " + err.Error()}
	}
	in.object = object
}

func (in *incoming) requestID() string { return in.header.Get("X-Request-Id") }
