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
	return reply{Status: status, Header: http.Header{"Content-Type": {"application/json"}}, Body: strictjson.Encode(v)}
}

// object is a JSON object whose members keep their order.
type object []member

type member struct {
	name  string
	value any
}

// MarshalJSON writes the members in their order.
func (o object) MarshalJSON() ([]byte, error) {
	out := []byte{'{'}
	for i, each := range o {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(append(out, strictjson.Encode(each.name)...), ':')
		out = append(out, strictjson.Encode(each.value)...)
	}
	return append(out, '}'), nil
}

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
