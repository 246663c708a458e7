package faults

import (
	"bytes"
	"fmt"
	"maps"
	"net/http"
)

// Source makes the reply to a request. Reply is one that is always the same, Handler one that runs a program.
type Source interface {
	reply(req *Request) Reply
}

// Reply is an answer as it should be; the steps send it whole or damaged.
type Reply struct {
	Status int
	Header http.Header // without Content-Length and Transfer-Encoding, which the step decides
	Body   []byte
}

func (r Reply) reply(*Request) Reply { return r }

// with returns r with one more header, or r itself for an empty value.
func (r Reply) with(name, value string) Reply {
	if value == "" {
		return r
	}
	r.Header = maps.Clone(r.Header)
	if r.Header == nil {
		r.Header = http.Header{}
	}
	r.Header.Set(name, value)
	return r
}

// head writes status line and headers, framing being the line that tells where the body ends, and the empty line behind them.
func (r Reply) head(framing string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "HTTP/1.1 %d %s\r\n", r.Status, http.StatusText(r.Status))
	_ = r.Header.WriteSubset(&b, map[string]bool{"Content-Length": true, "Transfer-Encoding": true}) // a Buffer does not fail
	if framing != "" {
		b.WriteString(framing + "\r\n")
	}
	b.WriteString("\r\n")
	return b.Bytes()
}

// Size is how many bytes Answer sends, status line and headers with them.
func (r Reply) Size() int { return len(r.head(length(int64(len(r.Body))))) + len(r.Body) }

// JSON is a reply of that status with a JSON body.
func JSON(status int, body string) Reply {
	return Reply{Status: status, Body: []byte(body)}.with("Content-Type", "application/json")
}

// HTML is a reply of that status with the page of a proxy, which is no answer of the gateway: HTML(502).
func HTML(status int) Reply {
	page := fmt.Sprintf("<html>\r\n<head><title>%d %[2]s</title></head>\r\n<body>\r\n<center><h1>%[1]d %[2]s</h1></center>\r\n</body>\r\n</html>\r\n", status, http.StatusText(status))
	return Reply{Status: status, Body: []byte(page)}.with("Content-Type", "text/html")
}

// Empty is a reply of that status with nothing in it: Empty(500), Empty(204).
func Empty(status int) Reply { return Reply{Status: status} }

// InArray is r with its body inside a JSON array: an array where an object was expected.
func InArray(r Reply) Reply {
	r.Body = bytes.Join([][]byte{[]byte("["), r.Body, []byte("]")}, nil)
	return r
}

// MovedTo is a redirect of that status (301, 302, 303, 307, 308) to another address.
func MovedTo(status int, address string) Reply { return Empty(status).with("Location", address) }

// TooManyRequests is a 429 with that Retry-After, or with none if it is empty. RetryAfterForms has the kinds.
func TooManyRequests(retryAfter string) Reply {
	return JSON(http.StatusTooManyRequests, `{"error":"too many requests"}`).with("Retry-After", retryAfter)
}

// Handler is the source that runs h, for instance a gateway's model, on the request. Its whole answer is kept before the step sends any of it.
func Handler(h http.Handler) Source { return handler{h} }

type handler struct{ http.Handler }

func (h handler) reply(req *Request) Reply {
	w := &recorder{header: http.Header{}}
	h.ServeHTTP(w, req.served())
	w.WriteHeader(http.StatusOK)
	r := Reply{Status: w.status, Header: w.sent, Body: w.body.Bytes()}
	if len(r.Body) > 0 && r.Header.Get("Content-Type") == "" {
		r = r.with("Content-Type", http.DetectContentType(r.Body))
	}
	return r
}

// recorder is an http.ResponseWriter that keeps the answer.
type recorder struct {
	header, sent http.Header
	status       int
	body         bytes.Buffer
}

func (w *recorder) Header() http.Header { return w.header }

func (w *recorder) WriteHeader(status int) {
	if w.status == 0 && status >= 200 {
		w.status, w.sent = status, w.header.Clone()
	}
}

func (w *recorder) Write(p []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	return w.body.Write(p)
}
