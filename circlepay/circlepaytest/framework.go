package circlepaytest

import (
	"net/http"
	"time"

	"github.com/paygates/paygates-go/internal/strictjson"
)

// brokenRequest is what the framework under the API refuses by itself, in a form
// of its own.
type brokenRequest struct {
	status  int
	message string
	html    bool // the server refuses it before the framework
}

func (b *brokenRequest) reply(m *Model, in *incoming) reply {
	if b.html {
		return reply{
			Status: b.status, Header: http.Header{"Content-Type": {"text/html;charset=utf-8"}, "Content-Language": {"en"}},
			Body: []byte("<!doctype html><html lang=\"en\"><head><title>HTTP Status 400 – Bad Request</title></head>" +
				"<body><h1>HTTP Status 400 – Bad Request</h1></body></html>"),
		}
	}
	return jsonReply(b.status, frameworkError(b.status, b.message, in.path, m.now))
}

func frameworkError(status int, message, path string, at time.Time) object {
	return object{
		{"timestamp", at.Format("2006-01-02T15:04:05.000+00:00")}, {"status", status},
		{"error", http.StatusText(status)}, {"message", message}, {"path", path},
	}
}

// FrameworkBody is the error body of the framework under CirclePay's API for an
// HTTP status and the path of a request, for the Body of a [Fault]. It has
// timestamp, status, error, message and path and is no envelope.
func FrameworkBody(status int, path string) []byte {
	return strictjson.Encode(frameworkError(status, "No message available", path, present()))
}
