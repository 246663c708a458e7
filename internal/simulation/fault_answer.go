package simulation

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"
)

// answerFaults lose or spoil the answer to a request that arrived whole.
var answerFaults = []*FaultRow{
	{Name: "black hole before commit", On: OnActs, LosesAnswer: true, Waits: true, kind: errUnavailable, weight: 20, answer: func(s *struck) {
		s.note("no answer")
		s.silence()
	}},
	{Name: "black hole after commit", On: onCalls, LosesAnswer: true, Waits: true, kind: errUnavailable, weight: 20, answer: func(s *struck) {
		s.commit()
		s.note("no answer")
		s.silence()
	}},
	{Name: "reset before the answer", On: onCalls, LosesAnswer: true, kind: errUnavailable, weight: 20, answer: func(s *struck) {
		s.perhaps()
		abort(s.conn())
		s.hangUp()
	}},
	{Name: "answer cut in its head", On: onCalls, LosesAnswer: true, kind: errUnavailable, weight: 20, answer: func(s *struck) {
		a := s.commit()
		head := a.head(len(a.Body))
		n := int(s.fault.Byte % uint32(len(head)))
		s.net.wasCut(s.fault, s.op, n, len(head))
		s.write(head[:n])
		s.hangUp()
	}},
	{Name: "answer cut in its body", On: onCalls, LosesAnswer: true, kind: errUnavailable, weight: 40, answer: func(s *struck) {
		a := s.commit()
		n := int(s.fault.Byte % uint32(max(1, len(a.Body))))
		s.net.wasCut(s.fault, s.op, n, max(1, len(a.Body)))
		s.write(append(a.head(max(1, len(a.Body))), a.Body[:n]...))
		s.hangUp()
	}},
	{Name: "one byte a second", On: onCalls, LosesAnswer: true, Waits: true, weight: 4, answer: func(s *struck) {
		a := s.commit()
		s.note("")
		s.write(a.head(len(a.Body)))
		for i := range a.Body {
			// Never at the moment at which somebody gives up.
			if !s.pause(time.Second+time.Millisecond) || !s.write(a.Body[i:i+1]) {
				break
			}
		}
		s.hangUp()
	}},
	{Name: "oversized answer", On: onCalls, LosesAnswer: true, Final: true, kind: errUnexpected, weight: 5, answer: func(s *struck) {
		a := s.commit()
		s.note("")
		if s.write(a.head(oversize)) && s.write(a.Body) {
			for s.write(blanks) { // until nobody reads any more
			}
		}
		s.hangUp()
	}},
	{Name: "broken gzip", On: onCalls, LosesAnswer: true, Final: true, kind: errUnexpected, weight: 20, answer: func(s *struck) {
		a := s.commit()
		zipped := brokenGzip(a.Body, s.fault.Byte)
		s.note(zipped.what)
		s.reply(a.Status, "Content-Encoding", "gzip", zipped.body)
	}},
	{Name: "gzip bomb", On: onCalls, LosesAnswer: true, Final: true, kind: errUnexpected, weight: 1, answer: func(s *struck) {
		s.perhaps()
		s.reply(http.StatusOK, "Content-Encoding", "gzip", bomb())
	}},
	{Name: "HTML with 200", On: onCalls, LosesAnswer: true, Final: true, kind: errUnexpected, weight: 20, answer: html(http.StatusOK)},
	{Name: "HTML with 403", On: onCalls, LosesAnswer: true, Final: true, weight: 20, answer: html(http.StatusForbidden)},
	{Name: "HTML with 502", On: onCalls, LosesAnswer: true, kind: errUnavailable, weight: 20, answer: html(http.StatusBadGateway)},
	{Name: "malformed JSON", On: onCalls, LosesAnswer: true, Final: true, weight: 20, answer: func(s *struck) {
		s.spoil(func(a *Answer) string {
			n := int(s.fault.Byte % uint32(max(1, len(a.Body))))
			what := fmt.Sprintf("%d of %d bytes", n, len(a.Body))
			a.Body = a.Body[:n]
			return what
		})
	}},
	{Name: "a name given twice", On: onCalls, LosesAnswer: true, Final: true, weight: 10, answer: func(s *struck) {
		s.spoil(func(a *Answer) string {
			a.Body = doubledName(a.Body)
			return ""
		})
	}},
	{Name: notUTF8, On: onCalls, LosesAnswer: true, Final: true, weight: 10, answer: func(s *struck) {
		s.spoil(func(a *Answer) string {
			at := spoilText(a.Body, s.fault.Byte)
			return fmt.Sprintf("byte %d of %d", at, len(a.Body))
		})
	}},
	{Name: foreignObject, On: onCalls, LosesAnswer: true, Final: true, weight: 20, answer: func(s *struck) {
		s.spoil(func(a *Answer) string {
			before := len(a.Body)
			a.Body = bytes.ReplaceAll(a.Body, []byte(s.mark()), []byte(another(s.mark())))
			return fmt.Sprintf("%d bytes", before)
		})
	}},
	{Name: breakdown, On: onCalls, LosesAnswer: true, weight: 40, draw: func(r *rand.Rand, f *Fault) {
		f.Status = []int{500, 501, 502, 503, 504, 520}[r.IntN(6)]
	}, answer: func(s *struck) {
		s.perhaps()
		s.replyOdd(s.fault.Status, `{"message":"internal error"}`)
	}},
	{Name: tooMany, On: onCalls, LosesAnswer: true, kind: errTooMany, weight: 20, draw: func(r *rand.Rand, f *Fault) {
		f.After = []time.Duration{0, time.Second, 7 * time.Second, 29 * time.Second, time.Minute, time.Hour}[r.IntN(6)]
		f.Final = f.After > 30*time.Second // more than the SDK waits
	}, answer: func(s *struck) {
		text, asked := retryAfter(s.fault)
		s.fault.asked, s.fault.Status = asked, http.StatusTooManyRequests
		s.perhaps()
		if text != "" {
			s.w.Header().Set("Retry-After", text)
		}
		s.replyOdd(http.StatusTooManyRequests, `{"error":"too many requests"}`)
	}},
	{Name: "3xx", On: onCalls, LosesAnswer: true, Final: true, kind: errUnexpected, weight: 20, draw: func(r *rand.Rand, f *Fault) {
		f.Status = []int{301, 302, 303, 307, 308}[r.IntN(5)]
	}, answer: func(s *struck) {
		s.perhaps()
		target := s.r.URL.RequestURI() // here again, or with somebody else
		if s.fault.Byte%2 == 0 {
			target = "http://elsewhere.example/"
		}
		s.reply(s.fault.Status, "Location", target, nil)
	}},
	{Name: "409 for our own commit", On: OnActs, LosesAnswer: true, weight: 30, answer: func(s *struck) {
		s.commit()
		s.note("after commit")
		s.replyOdd(http.StatusConflict, `{"message":"this was done already"}`)
	}},
	{Name: errorInside, On: onCalls, LosesAnswer: true, Final: true, weight: 30, answer: func(s *struck) {
		s.perhaps()
		s.reply(http.StatusOK, "Content-Type", "application/json", insideErrors[s.fault.Byte%uint32(len(insideErrors))])
	}},
}

// Rows that others have to know.
const (
	tooMany   = "429"
	breakdown = "5xx"
	notUTF8   = "invalid UTF-8"
)

// insideErrors are complaints of gateways that answer everything with 200.
var insideErrors = [][]byte{
	[]byte(`{"error":{"code":"INTERNAL","message":"please try later"}}`),
	[]byte(`{"failure_type":"error","failure_message":"internal system error"}`),
	[]byte(`{"code":"600","message":"ERROR","description":"internal error"}`),
	[]byte(`{"errors":[{"status":"500","title":"internal error"}]}`),
	[]byte(`{"success":false,"message":"internal error"}`),
	[]byte(`{}`),
	[]byte(`[]`),
	[]byte(`null`),
	nil,
}

func html(status int) func(*struck) {
	return func(s *struck) {
		s.perhaps()
		s.reply(status, "Content-Type", "text/html", []byte("<html><body><h1>Please wait</h1></body></html>"))
	}
}

// replyOdd answers with JSON, with the page of a proxy or with nothing, as the
// fault's byte has it.
func (s *struck) replyOdd(status int, text string) {
	switch s.fault.Byte % 3 {
	case 0:
		s.reply(status, "Content-Type", "application/json", []byte(text))
	case 1:
		s.reply(status, "Content-Type", "text/html", []byte("<html><body>"+strconv.Itoa(status)+"</body></html>"))
	case 2:
		s.reply(status, "Content-Type", "text/plain", nil)
	}
}

// retryAfter asks for a wait in seconds or by a date; by nothing that can be
// read, or not at all, for none. The date has no parts of seconds, so that it
// asks for less.
func retryAfter(f Fault) (text string, asked time.Duration) {
	switch {
	case f.After == 0:
		return []string{"", "", "soon", "1e3", "-5", "Tomorrow, 10:00", "9 9", "/0", "0:"}[f.Byte%9], 0
	case f.After == time.Hour && f.Byte%5 == 0:
		return "99999999999999999999", longestAsked
	}
	if f.Byte%2 == 0 {
		return strconv.Itoa(int(f.After / time.Second)), f.After
	}
	date := time.Now().Add(f.After).UTC().Truncate(time.Second)
	return date.Format(http.TimeFormat), time.Until(date)
}

// longestAsked is what a number of seconds beyond all bounds is taken for.
const longestAsked = 365 * 24 * time.Hour

// doubledName gives a JSON object whose first name stands in it a second time.
func doubledName(body []byte) []byte {
	d := json.NewDecoder(bytes.NewReader(body))
	if first, err := d.Token(); err != nil || first != json.Delim('{') {
		return body
	}
	name, err := d.Token()
	if err != nil {
		return body
	}
	text, _ := json.Marshal(name) // a token that was just read
	end := bytes.LastIndexByte(body, '}')
	return fmt.Appendf(nil, "%s,%s:null}", body[:end], text)
}

// spoilText puts a byte that is no UTF-8 over a letter or digit, and says where.
func spoilText(body []byte, pick uint32) int {
	if len(body) == 0 {
		return 0
	}
	at := int(pick % uint32(len(body)))
	for range body {
		if c := body[at]; c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			body[at] = 0xff
			break
		}
		at = (at + 1) % len(body)
	}
	return at
}

// another turns an id or a reference into somebody else's of the same length.
func another(mark string) string {
	out := []byte(mark)
	for i := len(out) - 1; i >= 0; i-- {
		if out[i] >= '0' && out[i] <= '9' {
			out[i] = '0' + (out[i]-'0'+5)%10
			return string(out)
		}
	}
	return mark
}
