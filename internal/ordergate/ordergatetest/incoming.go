package ordergatetest

import (
	"crypto/subtle"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"

	"github.com/paygates/paygates-go/internal/modelfault"
	"github.com/paygates/paygates-go/internal/modelhttp"
	"github.com/paygates/paygates-go/internal/strictjson"
)

// incoming is a request, read whole, so that it can be carried out later or
// twice.
type incoming struct {
	method   string
	path     string
	host     string // scheme://host that the caller used
	rawQuery string
	query    url.Values
	header   http.Header
	body     []byte
	route    route
	id       string // the path's {id}
	object   fields // the body's members
	decline  Decline
	refusal  *failure // known before anything is looked up
}

func (p *Platform) read(w http.ResponseWriter, r *http.Request) *incoming {
	in := &incoming{
		method: r.Method, path: r.URL.EscapedPath(), host: modelhttp.BaseURL(r),
		rawQuery: r.URL.RawQuery, header: r.Header.Clone(),
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	in.body = body
	var allowed []string
	in.route, in.id, allowed = p.find(in.method, in.path)
	query, queryErr := url.ParseQuery(in.rawQuery)
	in.query = query

	var over *http.MaxBytesError
	switch {
	case in.route.handle == nil && allowed == nil:
		in.refuse(notFound, "Not found")
	case in.route.handle == nil:
		in.refuse(noMethod, "Method not allowed; the path knows "+strings.Join(allowed, ", "))
	case errors.As(err, &over):
		in.refuse(tooLarge, "The body is too large")
	case err != nil:
		in.refuse(badFormat, "The body could not be read")
	case queryErr != nil:
		in.refuse(badFormat, "The query could not be read")
	case !in.route.open:
		in.readJSON()
	}
	return in
}

func (in *incoming) refuse(kind failureKind, message string) {
	in.refusal = &failure{kind: kind, message: message}
}

// readJSON reads the body and refuses what the client should not have sent.
func (in *incoming) readJSON() {
	in.object = newFields(nil)
	switch {
	case len(in.body) == 0 && (in.route.optional || !in.route.body):
		return
	case len(in.body) == 0:
		in.refuse(badFormat, "A JSON body is required")
		return
	case !in.route.body:
		in.refuse(badFormat, "This call takes no body")
		return
	case !isJSONType(in.header.Get("Content-Type")):
		in.refuse(badMediaType, "Content-Type must be application/json")
		return
	}
	object, err := strictjson.Object(in.body)
	if err != nil {
		in.refuse(badFormat, "Bad request: "+err.Error())
		return
	}
	in.object = newFields(object)
}

func isJSONType(contentType string) bool {
	media, parameters, err := mime.ParseMediaType(contentType)
	charset := parameters["charset"]
	return err == nil && media == "application/json" && (charset == "" || strings.EqualFold(charset, "utf-8"))
}

// again gives the request a fresh reading, because reading collects problems.
func (in *incoming) again() {
	in.object = newFields(in.object.values)
}

func (in *incoming) requestID() string { return in.header.Get("X-Request-Id") }

func (p *Platform) authenticated(in *incoming) bool {
	r := http.Request{Header: in.header}
	username, password, ok := r.BasicAuth()
	same := subtle.ConstantTimeCompare([]byte(username), []byte(p.cfg.Username)) &
		subtle.ConstantTimeCompare([]byte(password), []byte(p.cfg.Password))
	return ok && same == 1
}

// reply is an answer that has not left yet.
type reply = modelfault.Answer

func jsonReply(status int, v any) reply {
	return reply{Status: status, Header: http.Header{"Content-Type": {"application/json"}}, Body: strictjson.Encode(v)}
}

// optional is nil for an empty text: the platform prints null.
func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func rawObject(fields map[string]json.RawMessage) map[string]json.RawMessage {
	if fields == nil {
		return map[string]json.RawMessage{}
	}
	return fields
}
