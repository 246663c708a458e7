package transport_test

import (
	"context"
	"crypto/tls"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/faults"
)

// fate is what becomes of a call, and after how many sends.
type fate struct {
	kind    error
	outcome paygates.Outcome
	advice  paygates.Advice
	sends   int
}

// fates are those of an operation that acts once, of a repeatable one, and of a read.
type fates [3]fate

// unsent: nothing left this machine, which is proven, so that even what acts
// once may be tried again.
func unsent() fates {
	f := fate{paygates.ErrUnavailable, paygates.OutcomeNotExecuted, paygates.AdviceResend, 3}
	return fates{f, f, f}
}

// lost: nothing proves what happened, and another try may help.
func lost(kind error) fates {
	return fates{
		{kind, paygates.OutcomeUnknown, paygates.AdviceLookUp, 1},
		{kind, paygates.OutcomeUnknown, paygates.AdviceLookUp, 3},
		{kind, paygates.OutcomeNotExecuted, paygates.AdviceResend, 3},
	}
}

// final: nothing proves what happened, and another try would bring the same.
func final(kind error, ofRead paygates.Advice) fates {
	return fates{
		{kind, paygates.OutcomeUnknown, paygates.AdviceLookUp, 1},
		{kind, paygates.OutcomeUnknown, paygates.AdviceLookUp, 1},
		{kind, paygates.OutcomeNotExecuted, ofRead, 1},
	}
}

// coded says of an answer's body that it is in a coding.
func coded(r faults.Reply, coding string) faults.Reply {
	r.Header = http.Header{"Content-Encoding": {coding}}
	return r
}

// The whole of resending in one table: safety times failure. Every attempt
// fails the same way; MaxAttempts is 3.
func TestResending(t *testing.T) {
	t.Parallel()
	unavailable, limited := lost(paygates.ErrUnavailable), lost(paygates.ErrRateLimited)
	unexpected := final(paygates.ErrUnexpectedReply, paygates.AdviceResend)
	proven := fate{paygates.ErrInvalidRequest, paygates.OutcomeNotExecuted, paygates.AdviceFixRequest, 1}
	earlier := fate{paygates.ErrDuplicate, paygates.OutcomeExecuted, paygates.AdviceNone, 1}
	for _, c := range []struct {
		failure string
		setting setting
		want    fates
	}{
		// A connection was asked for and never given.
		{"refused dial", refused, unsent()},
		{"name that does not resolve", planned(faults.Plan{Fail: faults.ErrNoSuchHost}), unsent()},
		{"dial without end", briefly(planned(faults.Plan{Hang: true})), unsent()},
		{"TLS handshake failed", overTLS(faults.FailHandshake()), unsent()},
		{"certificate of a stranger", untrusted, unsent()},
		{"client certificate refused under TLS 1.2", overTLSUpTo(tls.VersionTLS12, faults.RefuseCertificate()), unsent()},
		{"proxy that refuses", behindProxy, unsent()},

		// A connection was there; what became of the request nobody knows.
		{"client certificate refused under TLS 1.3", overTLS(faults.RefuseCertificate()), unavailable},
		{"closed on arrival", plain(faults.CloseOnArrival()), unavailable},
		{"reset in the request", plain(faults.ResetMidRequest(100)), unavailable},
		{"cut before the first byte", planned(faults.Plan{Request: faults.After(0)}), unavailable},
		{"cut in the headers", planned(faults.Plan{Request: faults.After(100)}), unavailable},
		{"closed after the request", plain(faults.CloseAfterRequest(good)), unavailable},
		{"closed after the request over TLS", overTLS(faults.CloseAfterRequest(good)), unavailable},
		{"reset after the request", plain(faults.ResetAfterRequest(good)), unavailable},
		{"silence", briefly(plain(faults.Silence(good))), unavailable},
		{"slow answer", briefly(plain(faults.Slow(good, time.Second))), unavailable},
		{"head cut", plain(faults.CutAnswer(good, 20)), unavailable},
		{"body cut", plain(faults.CutBody(good, 5)), unavailable},
		{"body cut at its end", plain(faults.CutBody(good, len(good.Body))), unavailable},
		{"chunked body cut", plain(faults.CutChunked(good, 1000)), unavailable},
		{"body stalls", briefly(plain(faults.Stall(good, 5))), unavailable},
		{"another protocol", plain(faults.Verbatim("SSH-2.0-OpenSSH_9.9\r\n\r\n")), unavailable},

		// A RoundTripper that knows no httptrace: its silence proves nothing.
		{"refused dial, untraced", untraced(faults.RefuseDial()), unavailable},
		{"handshake failed, untraced", untraced(faults.FailHandshake()), unavailable},
		{"reset on arrival, untraced", untraced(faults.ResetOnArrival()), unavailable},
		{"dropped, untraced", untraced(faults.CloseAfterRequest(good)), unavailable},

		// The gateway, or what stands before it, says that it is at fault.
		{"429", plain(faults.Answer(faults.TooManyRequests(""))), limited},
		{"500 empty", plain(faults.Answer(faults.Empty(500))), unavailable},
		{"502 HTML", plain(faults.Answer(faults.HTML(502))), unavailable},
		{"503 JSON", plain(faults.Answer(faults.JSON(503, `{"code":"maintenance"}`))), unavailable},
		{"429 in an unknown coding", plain(faults.Answer(coded(faults.HTML(429), "br"))), limited},
		{"502 in an unknown coding", plain(faults.Answer(coded(faults.HTML(502), "br"))), unavailable},
		{"503 empty, called gzip", plain(faults.Answer(coded(faults.Empty(503), "gzip"))), unavailable},
		{"503 too large", plain(faults.Oversized(faults.HTML(503), 2<<20)), unavailable},
		{"599", plain(faults.Answer(faults.Empty(599))), unavailable},

		// Asking again would bring the same.
		{"200 HTML", plain(faults.Answer(faults.HTML(200))), unexpected},
		{"202", plain(faults.Answer(faults.JSON(202, `{"id":"1"}`))), unexpected},
		{"204", plain(faults.Answer(faults.Empty(204))), unexpected},
		{"array", plain(faults.Answer(faults.InArray(good))), unexpected},
		{"too large", plain(faults.Oversized(good, 2<<20)), unexpected},
		{"coded badly", plain(faults.GzipGarbage(good)), unexpected},
		{"400 HTML", plain(faults.Answer(faults.HTML(400))), final(paygates.ErrInvalidRequest, paygates.AdviceFixRequest)},
		{"401 HTML", plain(faults.Answer(faults.HTML(401))), final(paygates.ErrAuthentication, paygates.AdviceFixRequest)},
		{"404 HTML", plain(faults.Answer(faults.HTML(404))), final(paygates.ErrNotFound, paygates.AdviceFixRequest)},
		{"409 HTML", plain(faults.Answer(faults.HTML(409))), final(paygates.ErrDuplicate, paygates.AdviceLookUp)},

		// The answer proves what happened, and nothing is left to send.
		{"refusal", plain(faults.Answer(refusal)), fates{proven, proven, proven}},
		{"our own earlier one", plain(faults.Answer(faults.JSON(409, `{"code":"already_done"}`))), fates{
			earlier, earlier, {paygates.ErrDuplicate, paygates.OutcomeNotExecuted, paygates.AdviceLookUp, 1},
		}},
	} {
		for i, op := range []*paygates.Operation{create, update, get} {
			t.Run(c.failure+"/"+op.Safety.String(), func(t *testing.T) {
				t.Parallel()
				s := c.setting(t, hasty)
				err := s.client.Do(t.Context(), sample(op), judge)
				e := failure(t, err)
				assert.Equal(t, c.want[i], fate{e.Kind, e.Outcome, e.Advice(), e.Attempts})
				assert.Equal(t, c.want[i].sends, s.sends(), "sends")
				assert.ErrorIs(t, err, c.want[i].kind)
				assert.NotErrorIs(t, err, context.DeadlineExceeded, "the caller has all the time in the world")
				assert.NotErrorIs(t, err, context.Canceled)
			})
		}
	}
}

// What happened before decides with what happens later: the outcome is the whole call's.
func TestOutcomeOfSeveralAttempts(t *testing.T) {
	t.Parallel()
	var (
		drop    = faults.CloseAfterRequest(good)
		busy    = faults.Answer(faults.Empty(503))
		refuse  = faults.Answer(refusal)
		earlier = faults.Answer(faults.JSON(409, `{"code":"already_done"}`))
	)
	unknown := func(kind error, sends int) fate {
		return fate{kind, paygates.OutcomeUnknown, paygates.AdviceLookUp, sends}
	}
	for _, c := range []struct {
		name  string
		op    *paygates.Operation
		steps []faults.Step
		want  fate
	}{
		{"repeatable: lost, then refused", update, []faults.Step{drop, refuse}, unknown(paygates.ErrInvalidRequest, 2)},
		{"repeatable: busy, then refused", update, []faults.Step{busy, refuse}, unknown(paygates.ErrInvalidRequest, 2)},
		{"repeatable: lost, busy, then refused", update, []faults.Step{drop, busy, refuse}, unknown(paygates.ErrInvalidRequest, 3)},
		{"repeatable: lost, then already done", update, []faults.Step{drop, earlier}, unknown(paygates.ErrDuplicate, 2)},
		{"repeatable: refused at once", update, []faults.Step{refuse}, fate{paygates.ErrInvalidRequest, paygates.OutcomeNotExecuted, paygates.AdviceFixRequest, 1}},
		{"read: lost, then refused", get, []faults.Step{drop, refuse}, fate{paygates.ErrInvalidRequest, paygates.OutcomeNotExecuted, paygates.AdviceFixRequest, 2}},
		{"once: lost, and never asked again", create, []faults.Step{drop, refuse}, unknown(paygates.ErrUnavailable, 1)},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := serve(t, c.steps...)
			e := failure(t, newClient(t, s.URL(), hasty).Do(t.Context(), sample(c.op), judge))
			assert.Equal(t, c.want, fate{e.Kind, e.Outcome, e.Advice(), e.Attempts})
			assert.Equal(t, c.want.sends, s.Arrivals())
		})
	}
}

// A failed dial after an attempt that may have acted does not make it undone.
func TestFailedDialAfterALostAttempt(t *testing.T) {
	t.Parallel()
	s := serve(t, faults.CloseAfterRequest(good))
	d := &faults.Dialer{Dial: dial, Plan: func(n int) faults.Plan {
		if n > 1 {
			return faults.Plan{Fail: faults.ErrRefused}
		}
		return faults.Plan{}
	}}
	e := failure(t, newClient(t, s.URL(), hasty, dialing(d)).Do(t.Context(), sample(update), judge))
	assert.Equal(t, fate{paygates.ErrUnavailable, paygates.OutcomeUnknown, paygates.AdviceLookUp, 3}, fate{e.Kind, e.Outcome, e.Advice(), e.Attempts})
	assert.Equal(t, 1, s.Arrivals())
}

// What acts once goes out once, but after failed dials it does go out.
func TestOnceIsSentAfterFailedDials(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		last faults.Step
		want paygates.Outcome
	}{
		"accepted": {faults.Answer(good), paygates.OutcomeExecuted},
		"refused":  {faults.Answer(refusal), paygates.OutcomeNotExecuted},
		"lost":     {faults.CloseAfterRequest(good), paygates.OutcomeUnknown},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := serve(t, c.last)
			d := &faults.Dialer{Dial: dial, Plan: func(n int) faults.Plan {
				if n < 3 {
					return faults.Plan{Fail: faults.ErrRefused}
				}
				return faults.Plan{}
			}}
			err := newClient(t, s.URL(), hasty, dialing(d)).Do(t.Context(), sample(create), judge)
			assert.Equal(t, c.want, paygates.OutcomeOf(err))
			assert.Equal(t, 1, s.Arrivals())
			assert.Equal(t, 3, d.Dials())
		})
	}
}

// A resend is the same request: same bytes, same request id.
func TestResendIsTheSameRequest(t *testing.T) {
	t.Parallel()
	for _, op := range []*paygates.Operation{update, get} {
		s := serve(t, faults.Answer(faults.Empty(500)), faults.CloseAfterRequest(nil), faults.Answer(good))
		assert.NoError(t, newClient(t, s.URL(), hasty).Do(t.Context(), sample(op), judge))
		sent := s.Requests()
		if assert.Len(t, sent, 3) {
			assert.Equal(t, string(sent[0].Raw), string(sent[1].Raw))
			assert.Equal(t, string(sent[0].Raw), string(sent[2].Raw))
		}
	}
}

func TestMaxAttempts(t *testing.T) {
	t.Parallel()
	for _, attempts := range []int{1, 2, 5} {
		s := serve(t, faults.Answer(faults.Empty(503)))
		policy := paygates.RetryPolicy{MaxAttempts: attempts, BaseDelay: 1, MaxDelay: 1}
		e := failure(t, newClient(t, s.URL(), paygates.WithRetry(policy)).Do(t.Context(), sample(get), judge))
		assert.Equal(t, attempts, e.Attempts)
		assert.Equal(t, attempts, s.Arrivals())
	}
}
