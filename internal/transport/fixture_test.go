package transport_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/faults"
	"github.com/paygates/paygates-go/internal/transport"
)

// One operation of each safety, and the two requests that have no body.
var (
	create = &paygates.Operation{Gateway: "testpay", Name: "Things.Create", Method: http.MethodPost, Path: "/things", Safety: paygates.Once}
	cancel = &paygates.Operation{Gateway: "testpay", Name: "Things.Cancel", Method: http.MethodPut, Path: "/things/{id}/cancel", Safety: paygates.Once}
	update = &paygates.Operation{Gateway: "testpay", Name: "Things.Update", Method: http.MethodPost, Path: "/things/{id}", Safety: paygates.Repeatable}
	get    = &paygates.Operation{Gateway: "testpay", Name: "Things.Get", Method: http.MethodGet, Path: "/things/{id}", Safety: paygates.Read}
	// A GET that writes: some gateways have one.
	enable = &paygates.Operation{Gateway: "testpay", Name: "Things.Enable", Method: http.MethodGet, Path: "/things/{id}/enable", Safety: paygates.Once}
)

const target = "/things/1?expand=all"

// sample is a call of an operation, with a body where its method has one.
func sample(op *paygates.Operation) *transport.Call {
	call := &transport.Call{Op: op, Target: target, Intent: paygates.Intent{
		Gateway: op.Gateway, Op: op.Name, Reference: "order-17", At: time.Date(2026, 5, 4, 3, 2, 1, 0, time.UTC),
	}}
	if op.Method == http.MethodPost {
		call.Body = []byte(`{"amount":"1.00"}`)
	}
	return call
}

var good = faults.JSON(http.StatusCreated, `{"id":"1"}`)

// refusal is documented, and its code proves that nothing was executed.
var refusal = faults.JSON(http.StatusBadRequest, `{"code":"bad_amount"}`)

// judge reads answers as a gateway package does: an id beside 200 or 201 is the
// proof, bad_amount the proof of the contrary, and nothing else proves anything.
func judge(reply *transport.Reply) *paygates.Error {
	var answer struct{ ID, Code string }
	readable := json.Unmarshal(reply.Body, &answer) == nil
	fault := &paygates.Error{Kind: transport.KindOf(reply.Status), Code: answer.Code}
	switch {
	case readable && reply.Status <= http.StatusCreated && answer.ID != "":
		return nil
	case readable && reply.Status == http.StatusBadRequest && answer.Code == "bad_amount":
		fault.Outcome = paygates.OutcomeNotExecuted
		fault.WithAdvice(paygates.AdviceFixRequest)
	case readable && reply.Status == http.StatusConflict && answer.Code == "already_done":
		fault.Outcome = paygates.OutcomeExecuted
	}
	return fault
}

// config is that of every test client; the values are made up.
func config(url string) transport.Config {
	return transport.Config{Gateway: "testpay", BaseURL: url, Header: http.Header{
		"Authorization": {"Basic bWU6c2VjcmV0"}, "Content-Type": {"application/json"},
	}}
}

func newClient(t testing.TB, url string, options ...paygates.Option) *transport.Client {
	t.Helper()
	c, wrong := transport.New(config(url), options)
	require.Empty(t, wrong)
	return c
}

// hasty resends without waiting.
var hasty = paygates.WithRetry(paygates.RetryPolicy{BaseDelay: time.Nanosecond, MaxDelay: time.Nanosecond})

// tuned changes the client's own transport, which middleware gets to see.
func tuned(change func(*http.Transport)) paygates.Option {
	return paygates.WithMiddleware(func(rt http.RoundTripper) http.RoundTripper {
		change(rt.(*http.Transport))
		return rt
	})
}

// trusting makes the client's own transport accept a TLS server of faults.
func trusting(s *faults.Server) paygates.Option {
	return tuned(func(tr *http.Transport) { tr.TLSClientConfig.RootCAs = s.Pool() })
}

// dialing makes the client's own transport dial through d.
func dialing(d *faults.Dialer) paygates.Option {
	return tuned(func(tr *http.Transport) { tr.DialContext = d.DialContext })
}

// sending makes the client send through a RoundTripper of the caller's.
func sending(rt http.RoundTripper) paygates.Option {
	return paygates.WithHTTPClient(&http.Client{Transport: rt})
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// failure is the *Error that a call has to return.
func failure(t testing.TB, err error) *paygates.Error {
	t.Helper()
	e, ok := errors.AsType[*paygates.Error](err)
	require.Truef(t, ok, "want a *paygates.Error, not %T", err)
	return e
}

// serve plays the steps on a loopback socket for as long as the test runs.
func serve(t testing.TB, steps ...faults.Step) *faults.Server {
	s := faults.NewServer(steps...)
	t.Cleanup(s.Close)
	return s
}

func serveTLS(t testing.TB, steps ...faults.Step) *faults.Server {
	s := faults.NewTLSServer(steps...)
	t.Cleanup(s.Close)
	return s
}
