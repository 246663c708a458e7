package conformance

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/settings"
	"github.com/paygates/paygates-go/internal/transport"
	"github.com/paygates/paygates-go/money"
)

// flaw is one thing that a client does wrong. The zero flaw is a right client.
type flaw struct {
	name string
	// cells have to catch it, each of them; says is a part of what each of them says.
	cells []string
	says  string

	row      func(*paygates.Operation) // the client goes by another row
	settings func(*settings.Settings)  // or by other settings
	trip     func(next http.RoundTripper, r *http.Request) (*http.Response, error)
	context  func(*acme, context.Context) context.Context
	judge    func(*acme, *asking, *transport.Reply, *thing, *paygates.Error) (*thing, *paygates.Error) // has the last word about an answer
	after    func(*acme, *thing, error) (*thing, error)                                                // has the last word about a call
	pay      func(*payment)
	result   func(*thing, *payment)

	sendsInvalid, goesOn, both bool
}

// believes makes a judge that accepts a 200 or 201 which the right one does not, where sure says so.
func believes(sure func(*asking, *transport.Reply, *thing) bool) func(*acme, *asking, *transport.Reply, *thing, *paygates.Error) (*thing, *paygates.Error) {
	return func(_ *acme, a *asking, reply *transport.Reply, t *thing, fault *paygates.Error) (*thing, *paygates.Error) {
		if fault != nil && (reply.Status == 200 || reply.Status == 201) && sure(a, reply, t) {
			return t, nil
		}
		return t, fault
	}
}

// refuses makes a judge that rejects a body in which some text stands.
func refuses(text string) func(*acme, *asking, *transport.Reply, *thing, *paygates.Error) (*thing, *paygates.Error) {
	return func(_ *acme, _ *asking, reply *transport.Reply, t *thing, fault *paygates.Error) (*thing, *paygates.Error) {
		if fault == nil && bytes.Contains(reply.Body, []byte(text)) {
			return t, &paygates.Error{Kind: paygates.ErrUnexpectedReply}
		}
		return t, fault
	}
}

// changing makes the last word about an error.
func changing(change func(*paygates.Error)) func(*acme, *thing, error) (*thing, error) {
	return func(_ *acme, t *thing, err error) (*thing, error) {
		if e, ok := errors.AsType[*paygates.Error](err); ok {
			change(e)
		}
		return t, err
	}
}

var flaws = []flaw{
	// What an answer means.
	{name: "gives nothing back", cells: []string{"good", "over-tls"}, says: "want a result or an error", after: func(*acme, *thing, error) (*thing, error) { return nil, nil }},
	{name: "refuses unknown fields", cells: []string{"unknown-fields"}, says: "want outcome", judge: refuses("a_field_of_tomorrow")},
	{
		name: "reads unknown fields as its own", cells: []string{"unknown-fields"}, says: "the result differs",
		after: func(_ *acme, t *thing, err error) (*thing, error) {
			if t != nil && bytes.Contains(t.RawJSON(), []byte("a_field_of_tomorrow")) {
				t.Label = "of tomorrow"
			}
			return t, err
		},
	},
	{name: "takes null for what was asked", cells: []string{"nulls"}, says: `got "executed"`, judge: believes(func(_ *asking, r *transport.Reply, _ *thing) bool {
		return bytes.Contains(r.Body, []byte(`"paid":null`))
	})},
	{name: "wants an object for an empty object", cells: []string{"empty-array-for-empty-object"}, says: "want outcome", judge: refuses(`"options":[]`)},
	{name: "ignores errors of decoding", cells: []string{"object-for-field", "malformed-200", "array-for-object"}, says: `got "executed"`, judge: believes(func(*asking, *transport.Reply, *thing) bool {
		return true
	})},
	{name: "reads texts alone", cells: []string{"numbers-as-strings"}, says: "want outcome", judge: refuses(`"paid":11`)},
	{name: "reports success on an unknown status", cells: []string{"unknown-status"}, says: `got "executed"`, judge: believes(func(_ *asking, _ *transport.Reply, t *thing) bool {
		return t.Status == "word_of_tomorrow"
	})},
	{
		name: "takes an unknown status for paid", cells: []string{"unknown-status"}, says: `want state "unknown"`,
		after: func(_ *acme, t *thing, err error) (*thing, error) {
			if t != nil && t.State() == paygates.StateUnknown {
				t.state = paygates.StatePaid
			}
			return t, err
		},
	},
	{
		name: "takes a status that is gone for paid", cells: []string{"drift"}, says: `no word says so, and the state is "paid"`,
		after: func(_ *acme, t *thing, err error) (*thing, error) {
			if t != nil && t.State() == paygates.StateUnknown {
				t.state = paygates.StatePaid
			}
			return t, err
		},
	},
	{
		name: "takes a drifted answer for a proof", cells: []string{"drift"}, says: `got "executed"`,
		judge: believes(func(*asking, *transport.Reply, *thing) bool { return true }),
	},
	{
		name: "fills in an amount", cells: []string{"drift"}, says: "stands nowhere",
		after: func(_ *acme, t *thing, err error) (*thing, error) {
			if t != nil && t.Label == "" {
				t.Total = money.MustParse("0.77", money.EUR)
			}
			return t, err
		},
	},
	{name: "takes the first of a list", cells: []string{"array-for-object"}, says: `got "executed"`, judge: believes(func(_ *asking, r *transport.Reply, _ *thing) bool {
		return bytes.HasPrefix(r.Body, []byte("["))
	})},
	{name: "believes any object", cells: []string{"somebody-elses-object"}, says: `got "executed"`, judge: believes(func(_ *asking, _ *transport.Reply, t *thing) bool {
		return t.Status == "paid"
	})},
	{name: "forgets the foreign id", cells: []string{"somebody-elses-object"}, says: "foreign id", after: changing(func(e *paygates.Error) { e.ObjectID = "" })},
	{name: "takes the last of two names", cells: []string{"malformed-200"}, says: "twice the name", judge: believes(func(_ *asking, r *transport.Reply, _ *thing) bool {
		return json.Valid(r.Body) && bytes.Count(r.Body, []byte(`"id"`)) == 2
	})},

	// What a status means.
	{name: "takes a 5xx for a failure", cells: []string{"html-502", "empty-500"}, says: `got "not executed"`, after: changing(func(e *paygates.Error) {
		if e.HTTPStatus >= 500 {
			e.Outcome = paygates.OutcomeNotExecuted
		}
	})},
	{name: "resends a payment", cells: []string{"html-502", "empty-500", "drop-after-send", "drop-while-sending", "cut-200", "answer-cut-at-every-byte", "request-cut-at-every-byte"}, says: "want 1", row: func(o *paygates.Operation) {
		if o.Safety == paygates.Once {
			o.Safety = paygates.Repeatable
		}
	}},
	{name: "does not repeat a read", cells: []string{"html-502"}, says: "want 3 sends", row: func(o *paygates.Operation) { o.Safety = paygates.Once }},
	{name: "says that a failed read is unknown", cells: []string{"html-502"}, says: "a failed read", after: changing(func(e *paygates.Error) { e.Outcome = paygates.OutcomeUnknown })},
	{name: "gives an error of its own kind", cells: []string{"html-502"}, says: "want a *paygates.Error", after: func(_ *acme, t *thing, err error) (*thing, error) {
		if err != nil {
			err = fmt.Errorf("payment failed")
		}
		return t, err
	}},
	{name: "gives a result beside an error", cells: []string{"html-502"}, says: "want a result or an error", both: true},
	{name: "advises to send again", cells: []string{"html-502"}, says: "want advice", after: changing(func(e *paygates.Error) { e.WithAdvice(paygates.AdviceResend) })},
	{name: "miscounts its attempts", cells: []string{"html-502"}, says: "attempts", after: changing(func(e *paygates.Error) { e.Attempts = 1 })},
	{name: "names another operation", cells: []string{"html-502"}, says: "want an error of acme", after: changing(func(e *paygates.Error) { e.Op = "Things.Burn" })},
	{name: "forgets the intent", cells: []string{"html-502"}, says: "want an Intent", after: changing(func(e *paygates.Error) { e.Intent = paygates.Intent{} })},
	{name: "has a kind of its own", cells: []string{"html-502"}, says: "the error's kind", after: changing(func(e *paygates.Error) { e.Kind = io.EOF })},
	{name: "takes done before for unknown", cells: []string{"good-answer-with-an-error-status"}, says: `want outcome "executed" and an error`, after: changing(func(e *paygates.Error) {
		if e.HTTPStatus == http.StatusConflict {
			e.Outcome = paygates.OutcomeUnknown
		}
	})},
	{name: "waits behind the last answer", cells: []string{"429-with-each-retry-after"}, says: "with nothing to send", after: func(_ *acme, t *thing, err error) (*thing, error) {
		<-time.After(time.Second)
		return t, err
	}},
	{name: "takes any 2xx", cells: []string{"good-answer-with-another-2xx"}, says: `got "executed"`, trip: func(next http.RoundTripper, r *http.Request) (*http.Response, error) {
		resp, err := next.RoundTrip(r)
		if err == nil && resp.StatusCode < 300 {
			resp.StatusCode = 200
		}
		return resp, err
	}},
	{name: "reads the body whatever the status", cells: []string{"good-answer-with-an-error-status"}, says: `got "executed"`, judge: func(_ *acme, _ *asking, _ *transport.Reply, t *thing, fault *paygates.Error) (*thing, *paygates.Error) {
		if t.ID == acmeThing {
			return t, nil
		}
		return t, fault
	}},
	{name: "takes what came for the whole", cells: []string{"cut-200", "answer-cut-at-every-byte"}, says: `want kind "unavailable"`, trip: func(next http.RoundTripper, r *http.Request) (*http.Response, error) {
		resp, err := next.RoundTrip(r)
		if err == nil {
			body, _ := io.ReadAll(resp.Body)
			resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(body)), -1
		}
		return resp, err
	}},
	{name: "follows redirects", cells: []string{"redirect-to-another-host"}, says: "another host", trip: func(next http.RoundTripper, r *http.Request) (*http.Response, error) {
		resp, err := next.RoundTrip(r)
		if err == nil && resp.StatusCode/100 == 3 {
			to, _ := r.URL.Parse(resp.Header.Get("Location"))
			return next.RoundTrip(&http.Request{Method: http.MethodGet, URL: to, Header: r.Header})
		}
		return resp, err
	}},
	{name: "waits for a day", cells: []string{"429-with-each-retry-after"}, says: "sends", settings: func(s *settings.Settings) { s.Retry.MaxRetryAfter = 1000 * 24 * time.Hour }},
	{name: "does not wait as it is asked to", cells: []string{"429-with-each-retry-after"}, says: "as asked", trip: func(next http.RoundTripper, r *http.Request) (*http.Response, error) {
		resp, err := next.RoundTrip(r)
		if err == nil {
			resp.Header.Del("Retry-After")
		}
		return resp, err
	}},
	{name: "takes every refusal for unknown", cells: []string{"refused-with-a-listed-code"}, says: `got "unknown"`, after: changing(func(e *paygates.Error) { e.Outcome = paygates.OutcomeUnknown })},
	{name: "takes every refusal for final", cells: []string{"refused-with-an-unlisted-code"}, says: `got "not executed"`, after: changing(func(e *paygates.Error) {
		if e.Code != "" {
			e.Outcome = paygates.OutcomeNotExecuted
		}
	})},
	{name: "takes a refusal for the whole call", cells: []string{"refused-with-a-listed-code"}, says: "after a 502", after: changing(func(e *paygates.Error) {
		if e.Code == "no_funds" && e.HTTPStatus == 402 {
			e.Outcome = paygates.OutcomeNotExecuted
		}
	})},
	{name: "pays without having read", cells: []string{"request-beside-fails"}, says: "sends", goesOn: true},

	// Bodies and connections.
	{name: "takes a part for the whole", cells: []string{"oversized-body"}, says: `got "executed"`, trip: truncating},
	{name: "unpacks a part", cells: []string{"decompression-bomb"}, says: `got "executed"`, trip: unzipping},
	{name: "does not notice a cut", cells: []string{"cut-200"}, says: "cut chunked, whole", trip: func(next http.RoundTripper, r *http.Request) (*http.Response, error) {
		resp, err := next.RoundTrip(r)
		if err == nil {
			body, _ := io.ReadAll(resp.Body)
			resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
		}
		return resp, err
	}},
	{name: "cannot tell that nothing was sent", cells: []string{"drop-before-send", "cancelled-while-waiting"}, says: `got "unknown"`, trip: func(next http.RoundTripper, r *http.Request) (*http.Response, error) {
		return next.RoundTrip(r.WithContext(context.Background()))
	}},
	{name: "replays what failed", cells: []string{"drop-after-send", "drop-while-sending", "dead-idle-connection"}, says: "want", trip: func(next http.RoundTripper, r *http.Request) (*http.Response, error) {
		body, _ := io.ReadAll(r.Body)
		again := r.Clone(r.Context())
		r.Body, again.Body = io.NopCloser(bytes.NewReader(body)), io.NopCloser(bytes.NewReader(body))
		resp, err := next.RoundTrip(r)
		if err != nil {
			return next.RoundTrip(again)
		}
		return resp, err
	}},

	// The caller.
	{name: "does not heed the context", cells: []string{"cancelled-before", "cancelled-while-waiting"}, says: "want", context: func(_ *acme, ctx context.Context) context.Context {
		return context.WithoutCancel(ctx)
	}},
	{name: "takes cancelled for failed", cells: []string{"cancelled-during"}, says: `got "not executed"`, after: changing(func(e *paygates.Error) {
		if errors.Is(e, context.Canceled) {
			e.Outcome = paygates.OutcomeNotExecuted
		}
	})},
	{name: "hides that the caller gave up", cells: []string{"cancelled-before", "cancelled-during"}, says: "context", after: changing(func(e *paygates.Error) { e.WithCause(nil) })},
	{name: "does not ask the hook", cells: []string{"hook-refuses", "good"}, says: "hook", settings: func(s *settings.Settings) { s.BeforeSend = nil }},
	{name: "sends what is invalid", cells: []string{"invalid-request"}, says: "want 0 sends", sendsInvalid: true},
	{name: "does not name the field", cells: []string{"invalid-request"}, says: "want the fields", after: changing(func(e *paygates.Error) { e.Fields = nil })},
	{name: "changes the caller's client", cells: []string{"caller-unchanged"}, says: "was changed", settings: func(s *settings.Settings) { s.HTTPClient.Jar = nil }},
	{name: "changes the caller's request", cells: []string{"good", "html-502"}, says: "the caller's request was changed", pay: func(p *payment) { p.Extra["sent"] = "true" }},
	{name: "uses one request id for all", cells: []string{"100-goroutines"}, says: "request id", context: func(c *acme, ctx context.Context) context.Context {
		id, _ := settings.RequestID(ctx)
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.firstID == "" {
			c.firstID = id
		}
		return paygates.WithRequestID(ctx, c.firstID)
	}},
	{name: "invites a replay", cells: []string{"good"}, says: "Idempotency-Key", trip: func(next http.RoundTripper, r *http.Request) (*http.Response, error) {
		r.Header.Set("Idempotency-Key", "1")
		return next.RoundTrip(r)
	}},
	{name: "sends something else again", cells: []string{"html-502"}, says: "differs from the first", trip: func(next http.RoundTripper, r *http.Request) (*http.Response, error) {
		r.Header.Set("X-Sent-At", strconv.FormatInt(time.Now().UnixNano(), 10))
		return next.RoundTrip(r)
	}},

	// Secrets.
	{name: "logs the password", cells: []string{"good", "html-502", "secrets-in-print"}, says: "the log shows the password", after: func(c *acme, t *thing, err error) (*thing, error) {
		c.log.Info("called", "key", acmePassword)
		return t, err
	}},
	{name: "logs the address", cells: []string{"good"}, says: "has the attribute url", after: func(c *acme, t *thing, err error) (*thing, error) {
		c.log.Info("called", "url", "https://acme.example/things")
		return t, err
	}},
	{name: "keeps the card number in the result", cells: []string{"secrets-in-print"}, says: "the card number shown by", result: func(t *thing, p *payment) { t.Card = p.Card.Reveal() }},
	{name: "hides the CVV in a byte slice", cells: []string{"secrets-in-print"}, says: "the CVV shown by", result: func(t *thing, p *payment) { t.Label = fmt.Sprint([]byte(p.CVV.Reveal())) }},
	{name: "repeats what the gateway says", cells: []string{"secrets-echoed"}, says: "shows the", judge: func(_ *acme, _ *asking, reply *transport.Reply, t *thing, fault *paygates.Error) (*thing, *paygates.Error) {
		if fault != nil {
			fault.WithCause(errors.New(strings.ToValidUTF8(string(reply.Body), "")))
		}
		return t, fault
	}},
}

// truncating reads as much as an object may have and calls it all.
func truncating(next http.RoundTripper, r *http.Request) (*http.Response, error) {
	resp, err := next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, objectLimit))
	resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	return resp, err
}

// unzipping unpacks as much as an object may have and calls it all.
func unzipping(next http.RoundTripper, r *http.Request) (*http.Response, error) {
	resp, err := next.RoundTrip(r)
	if err != nil || resp.Header.Get("Content-Encoding") == "" {
		return resp, err
	}
	resp.Header.Del("Content-Encoding")
	plain, err := gzip.NewReader(io.LimitReader(resp.Body, objectLimit))
	if err != nil {
		return nil, err
	}
	body, _ := io.ReadAll(io.LimitReader(plain, objectLimit))
	resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	return resp, nil
}
