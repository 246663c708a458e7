package faults

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// answer is what goes back over the connection, and what becomes of it then.
type answer struct {
	head []byte        // status lines and headers
	body io.Reader     // the body as it stands on the wire; nil for none
	pace time.Duration // the wait before each byte of the body; 0 for none
	slow bool          // the head goes at that pace too
	end  ending
}

// Answer sends the reply whole and keeps the connection open.
func Answer(src Source) Step { return answering("Answer", src, whole) }

// AnswerAndClose sends the reply whole, with "Connection: close", and closes.
func AnswerAndClose(src Source) Step {
	return answering("AnswerAndClose", src, func(req *Request, r Reply) answer {
		a := whole(req, r.with("Connection", "close"))
		a.end = hangUp
		return a
	})
}

// AnswerAndVanish sends the reply whole as if the connection stayed open, and closes it at once without a word: the client may notice before its next request, or not.
// For the case that it surely does not, see ResetOnArrival and Dialer.KillIdle.
func AnswerAndVanish(src Source) Step {
	return answering("AnswerAndVanish", src, func(req *Request, r Reply) answer {
		a := whole(req, r)
		a.end = hangUp
		return a
	})
}

// CutAnswer sends the first n bytes of the answer, of which there are Reply.Size, and closes. Inside the head that is an early end to net/http, or malformed, as n has it.
func CutAnswer(src Source, n int) Step {
	return answering("CutAnswer", src, func(req *Request, r Reply) answer {
		a := whole(req, r)
		if n < len(a.head) {
			return answer{head: a.head[:n], end: hangUp}
		}
		return answer{head: a.head, body: io.LimitReader(bytes.NewReader(r.Body), int64(n-len(a.head))), end: hangUp}
	})
}

// CutBody sends n bytes of a body whose declared length is greater (by one, if n is not less than the reply's length), and closes.
func CutBody(src Source, n int) Step { return short("CutBody", src, n, hangUp) }

// Stall is CutBody on a connection that stays open: the rest never comes.
func Stall(src Source, n int) Step { return short("Stall", src, n, stall) }

// CutChunked sends n bytes of a chunked body and closes without the chunk that ends it.
func CutChunked(src Source, n int) Step {
	return answering("CutChunked", src, func(_ *Request, r Reply) answer {
		return answer{head: r.head(chunked), body: bytes.NewReader(chunk(r.Body[:min(n, len(r.Body))])), end: hangUp}
	})
}

// Slow sends the reply one byte at a time, from the status line on, with that wait before each.
func Slow(src Source, pace time.Duration) Step { return paced("Slow", src, pace, true) }

// SlowBody sends status line and headers at once and the body one byte at a time, with that wait before each.
func SlowBody(src Source, pace time.Duration) Step { return paced("SlowBody", src, pace, false) }

// Oversized sends the reply followed by blanks, size bytes in all, which it declares: a valid document but for its size.
func Oversized(src Source, size int64) Step {
	return answering("Oversized", src, func(_ *Request, r Reply) answer {
		body := io.LimitReader(io.MultiReader(bytes.NewReader(r.Body), &repeated{pattern: blanks}), size)
		return answer{head: r.head(length(size)), body: body}
	})
}

// Endless sends the reply followed by blanks, chunked, for as long as somebody reads.
func Endless(src Source) Step {
	return answering("Endless", src, func(_ *Request, r Reply) answer {
		return answer{head: r.head(chunked), body: io.MultiReader(bytes.NewReader(chunk(r.Body)), &repeated{pattern: chunk(blanks)})}
	})
}

// Informational sends answers of those statuses (100, 102, 103), without a body, before the reply.
func Informational(src Source, statuses ...int) Step {
	return answering("Informational", src, func(req *Request, r Reply) answer {
		a := whole(req, r)
		var early []byte
		for _, status := range statuses {
			early = append(early, Reply{Status: status}.head("")...)
		}
		a.head = append(early, a.head...)
		return a
	})
}

// Verbatim sends those bytes, HTTP or not, and closes.
func Verbatim(text string) Step {
	return Step{name: "Verbatim", when: received, answer: func(*Request) answer {
		return answer{head: []byte(text), end: hangUp}
	}}
}

func whole(req *Request, r Reply) answer {
	if r.Status < 200 || r.Status == http.StatusNoContent || r.Status == http.StatusNotModified {
		return answer{head: r.head("")}
	}
	a := answer{head: r.head(length(int64(len(r.Body))))}
	if req.Method != http.MethodHead {
		a.body = bytes.NewReader(r.Body)
	}
	return a
}

func short(name string, src Source, n int, end ending) Step {
	return answering(name, src, func(_ *Request, r Reply) answer {
		body := r.Body[:min(n, len(r.Body))]
		return answer{head: r.head(length(int64(max(len(r.Body), len(body)+1)))), body: bytes.NewReader(body), end: end}
	})
}

func paced(name string, src Source, pace time.Duration, slow bool) Step {
	return answering(name, src, func(req *Request, r Reply) answer {
		a := whole(req, r)
		a.pace, a.slow = pace, slow
		return a
	})
}

const chunked = "Transfer-Encoding: chunked"

var blanks = []byte(strings.Repeat(" ", 4096))

func length(n int64) string { return fmt.Sprintf("Content-Length: %d", n) }

// chunk frames b as one chunk of a chunked body; nothing for nothing, because an empty chunk would end the body.
func chunk(b []byte) []byte {
	if len(b) == 0 {
		return nil
	}
	return fmt.Appendf(nil, "%x\r\n%s\r\n", len(b), b)
}
