package corefytest

import (
	"net/http"
	"strconv"
)

// failure is why a request was refused.
type failure struct {
	status   int
	title    string // with 400 and 500, where the documents show one
	problems []problem
	earlier  any // with 409: the object of the known reference
	bare     bool
}

// problem is one thing that is wrong with a request.
type problem struct {
	field   string
	message string
}

func refuse(status int) *failure { return &failure{status: status} }

func refused(status int) (reply, *failure) { return reply{}, refuse(status) }

// wrongField is a refusal because of one field.
func wrongField(field, message string) (reply, *failure) {
	return reply{}, &failure{problems: []problem{{field, message}}}
}

func wrongFields(problems []problem) (reply, *failure) {
	return reply{}, &failure{problems: problems}
}

// reply: wrong fields are a map from field to message, everything else a list
// whose status is the word and whose code is the number.
func (f *failure) reply(cfg Config) reply {
	switch {
	case len(f.problems) > 0:
		status := http.StatusUnprocessableEntity
		if cfg.ValidationAs400 {
			status = http.StatusBadRequest
		}
		return jsonReply(status, object{{"errors", f.fields()}})
	case f.bare:
		return jsonReply(f.status, object{{"data", f.earlier}})
	}
	body := errorsOf(f.status, f.title)
	if f.earlier != nil {
		body = append(body, member{"data", f.earlier})
	}
	answer := jsonReply(f.status, body)
	if f.status == http.StatusUnauthorized {
		answer.Header.Set("WWW-Authenticate", `Basic realm="API"`)
	}
	return answer
}

// fields keeps the first message of each field.
func (f *failure) fields() object {
	var out object
	seen := make(map[string]bool)
	for _, p := range f.problems {
		if !seen[p.field] {
			out = append(out, member{p.field, p.message})
		}
		seen[p.field] = true
	}
	return out
}

func errorsOf(status int, title string) object {
	entry := object{{"status", http.StatusText(status)}, {"code", strconv.Itoa(status)}}
	switch status {
	case http.StatusBadRequest:
		entry = object{{"id", badRequestID}, {"status", "error"}, {"code", "400"}, {"title", title}}
	case http.StatusInternalServerError:
		entry = object{
			{"status", "internal_error"}, {"code", "500"},
			{"title", "internal_error"}, {"detail", "Internal server error."},
		}
	}
	return object{{"errors", []object{entry}}}
}

// badRequestID stands where the platform's filter library puts a fresh UUID.
const badRequestID = "00000000-0000-4000-8000-000000000400"

// ErrorBody is the error envelope that Corefy documents for an HTTP status, for
// the Body of a [Fault]: {"errors":[{"status":"Unauthorized","code":"401"}]},
// and with title and detail for 500.
func ErrorBody(status int) []byte { return encode(errorsOf(status, "Bad request")) }

// duplicate refuses a reference that is known, in the configured form.
func (m *Model) duplicate(earlier any) (reply, *failure) {
	switch m.cfg.Duplicates {
	case DuplicateObjectAlone:
		return reply{}, &failure{status: http.StatusConflict, earlier: earlier, bare: true}
	case DuplicateWithoutObject:
		return refused(http.StatusConflict)
	case DuplicateAsField:
		return wrongField("reference_id", "This value is already used.")
	}
	return reply{}, &failure{status: http.StatusConflict, earlier: earlier}
}
