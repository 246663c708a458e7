package corefytest

import (
	"crypto/subtle"
	"errors"
	"io"
	"net/http"
	"net/url"

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
	id       string  // the path's {id}
	object   fields  // the body's members
	decline  Decline // what a fault lets the provider say
	refusal  *failure
}

// read takes the request whole and notes what can be refused without looking
// anything up.
func (m *Model) read(w http.ResponseWriter, r *http.Request) *incoming {
	in := &incoming{
		method: r.Method, path: r.URL.EscapedPath(), host: modelhttp.BaseURL(r),
		rawQuery: r.URL.RawQuery, header: r.Header.Clone(),
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	in.body = body
	var allowed bool
	in.route, in.id, allowed = m.find(in.method, in.path)
	query, queryErr := url.ParseQuery(in.rawQuery)
	in.query = query

	var over *http.MaxBytesError
	switch {
	case in.route.handle == nil && allowed:
		in.refusal = refuse(http.StatusMethodNotAllowed)
	case in.route.handle == nil:
		in.refusal = refuse(http.StatusNotFound)
	case errors.As(err, &over):
		in.refusal = refuse(http.StatusRequestEntityTooLarge)
	case err != nil:
		in.refuse("The body could not be read")
	case queryErr != nil:
		in.refuse("The query could not be read")
	case in.route.body:
		in.readJSON()
	}
	return in
}

// refuse says that the request is no request of this API.
func (in *incoming) refuse(title string) {
	in.refusal = &failure{status: http.StatusBadRequest, title: title}
}

// readJSON reads the body, whatever media type it claims: public clients send
// application/json, application/vnd.api+json and none.
func (in *incoming) readJSON() {
	values, err := strictjson.Object(in.body)
	if err != nil {
		in.refuse("Bad request: " + err.Error())
		return
	}
	in.object = newFields(values)
}

// again gives the request a fresh reading, because reading collects problems.
func (in *incoming) again() { in.object = newFields(in.object.values) }

func (in *incoming) requestID() string { return in.header.Get("X-Request-Id") }

func (m *Model) authenticated(in *incoming) bool {
	r := http.Request{Header: in.header}
	account, key, ok := r.BasicAuth()
	same := subtle.ConstantTimeCompare([]byte(account), []byte(m.cfg.AccountID)) &
		subtle.ConstantTimeCompare([]byte(key), []byte(m.cfg.APIKey))
	return ok && same == 1
}

// reply is an answer that has not left yet.
type reply = modelfault.Answer

func jsonReply(status int, v any) reply {
	return reply{Status: status, Header: http.Header{"Content-Type": {"application/json"}}, Body: encode(v)}
}

// dataReply is one object in its envelope.
func dataReply(status int, data any) (reply, *failure) {
	return jsonReply(status, object{{"data", data}}), nil
}
