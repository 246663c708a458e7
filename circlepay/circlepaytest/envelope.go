package circlepaytest

import (
	"encoding/json"
	"net/http"
	"strings"

	"github.com/paygates/paygates-go/internal/modelfault"
	"github.com/paygates/paygates-go/internal/strictjson"
)

// reply is an answer that has not left yet.
type reply = modelfault.Answer

func jsonReply(status int, v any) reply {
	return reply{Status: status, Header: http.Header{"Content-Type": {"application/json"}}, Body: encode(v)}
}

// object is a JSON object whose members keep their order.
type object []member

type member struct {
	name  string
	value any
}

// encode writes JSON. It goes down into objects by itself, because encoding/json
// would look through each one's text again for each object around it.
func encode(v any) []byte { return appendValue(nil, v) }

func appendValue(out []byte, v any) []byte {
	switch v := v.(type) {
	case object:
		return v.append(out)
	case []any:
		return appendList(out, v)
	default:
		return append(out, strictjson.Encode(v)...)
	}
}

func appendList(out []byte, list []any) []byte {
	out = append(out, '[')
	for i, v := range list {
		if i > 0 {
			out = append(out, ',')
		}
		out = appendValue(out, v)
	}
	return append(out, ']')
}

// append writes the members in their order.
func (o object) append(out []byte) []byte {
	out = append(out, '{')
	for i, m := range o {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(appendValue(out, m.name), ':')
		out = appendValue(out, m.value)
	}
	return append(out, '}')
}

// MarshalJSON is for an object inside of what is none.
func (o object) MarshalJSON() ([]byte, error) { return encode(o), nil }

func (m *Model) successReply(data []any, of route) reply {
	if m.cfg.Envelope == FullEnvelope {
		details := any("")
		if of.nullDetails {
			details = nil
		}
		return jsonReply(http.StatusOK, fullEnvelope("Successful", "0", details, listOrNull(data), false))
	}
	loose := listOrNull(data)
	if of.single && len(data) == 1 {
		loose = data[0]
	}
	return jsonReply(http.StatusOK, object{{"message", "Successful"}, {"errorCode", ""}, {"details", nil}, {"data", loose}})
}

func listOrNull(data []any) any {
	if data == nil {
		return nil
	}
	return data
}

func fullEnvelope(message, code string, details, data any, isError bool) object {
	return object{
		{"message", message}, {"errorCode", json.Number(code)}, {"details", details}, {"data", data}, {"isError", isError},
	}
}

// refusal is why a request was refused: a documented code with the names that its
// text speaks of.
type refusal struct {
	code       string
	attributes []string
}

func refuse(code string, attributes ...string) *refusal {
	return &refusal{code: code, attributes: attributes}
}

func (m *Model) refusalReply(r *refusal) reply {
	words := codes[r.code]
	details := fill(words.details, r.attributes)
	status := http.StatusOK
	if m.cfg.Refusals == RefusalsAs4xx {
		status = http.StatusBadRequest
		if r.code == wrongKey {
			status = http.StatusUnauthorized
		}
	}
	if m.cfg.Envelope == FullEnvelope {
		return jsonReply(status, fullEnvelope(words.message, r.code, details, nil, true))
	}
	return jsonReply(status, object{{"message", words.message}, {"errorCode", r.code}, {"details", details}, {"data", []any{}}, {"isError", true}})
}

// fill puts names into the holes of a text, the last one also into what is left.
func fill(text string, attributes []string) string {
	for _, a := range append(attributes, "the data") {
		text = strings.Replace(text, attribute, a, 1)
	}
	return strings.ReplaceAll(text, attribute, "the data")
}
