package cinetpaytest

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/paygates/paygates-go/internal/modelfault"
	"github.com/paygates/paygates-go/internal/modelhttp"
	"github.com/paygates/paygates-go/internal/strictjson"
)

// incoming is a request, read whole, so that it can be carried out later or
// twice.
type incoming struct {
	method  string
	path    string
	host    string // scheme://host that the caller used
	query   url.Values
	header  http.Header
	body    []byte
	arrived time.Time
	route   route
	allowed []string   // the methods of an unknown call's path
	token   string     // the path's {token}
	object  members    // the JSON body of a checkout call
	form    url.Values // the form of a transfer call or of the page
	refusal *refusal   // known before anything is looked up
}

func readRequest(w http.ResponseWriter, r *http.Request) *incoming {
	in := &incoming{method: r.Method, path: r.URL.EscapedPath(), host: modelhttp.BaseURL(r), header: r.Header.Clone()}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	in.body = body
	in.route, in.token, in.allowed = find(in.method, in.path)
	query, queryErr := url.ParseQuery(r.URL.RawQuery)
	in.query = query

	var over *http.MaxBytesError
	switch {
	case in.route.api != paymentPage && r.UserAgent() == "":
		in.refusal = &refusal{code: "1010"}
	case in.header.Get("Expect") != "":
		in.refusal = &refusal{status: http.StatusExpectationFailed}
	case errors.As(err, &over):
		in.refusal = in.malformed("The request is too large")
		in.refusal.status = http.StatusRequestEntityTooLarge
	case err != nil || queryErr != nil:
		in.refusal = in.malformed("The request could not be read")
	case in.route.handle != nil && in.method == http.MethodPost:
		in.readBody()
	}
	return in
}

// malformed is the refusal of a request whose form is wrong.
func (in *incoming) malformed(description string) *refusal {
	if in.route.api == transferAPI {
		return refuse("-1", description)
	}
	return refuse("608", description)
}

func (in *incoming) readBody() {
	if in.route.api != checkoutAPI {
		in.readForm()
		return
	}
	if !in.isType("application/json") {
		in.refusal = refuse("403", "Content-Type must be application/json")
		return
	}
	object, err := strictjson.Object(in.body)
	if err != nil {
		in.refusal = refuse("608", "The format of the request is not JSON: "+err.Error())
		return
	}
	in.object = object
}

func (in *incoming) readForm() {
	form, err := url.ParseQuery(string(in.body))
	if err != nil || !in.isType("application/x-www-form-urlencoded") {
		in.refusal = in.malformed("The request is not a form")
		return
	}
	in.form = form
}

func (in *incoming) isType(want string) bool {
	media, parameters, err := mime.ParseMediaType(in.header.Get("Content-Type"))
	charset := parameters["charset"]
	return err == nil && media == want && (charset == "" || strings.EqualFold(charset, "utf-8"))
}

func (in *incoming) requestID() string { return in.header.Get("X-Request-Id") }

// reply is an answer that has not left yet.
type reply = modelfault.Answer

func jsonReply(status int, v any) reply {
	return reply{Status: status, Header: http.Header{"Content-Type": {"application/json"}}, Body: strictjson.Encode(v)}
}
