package paygates_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go"
)

var kinds = []error{
	paygates.ErrInvalidRequest, paygates.ErrAuthentication, paygates.ErrForbidden, paygates.ErrNotFound, paygates.ErrDuplicate, paygates.ErrDeclined,
	paygates.ErrState, paygates.ErrRateLimited, paygates.ErrUnavailable, paygates.ErrUnexpectedReply, paygates.ErrSignature, paygates.ErrUnsupported,
}

var outcomes = []paygates.Outcome{paygates.OutcomeUnknown, paygates.OutcomeNotExecuted, paygates.OutcomeExecuted}

// declined is an error with every field set.
func declined() *paygates.Error {
	return &paygates.Error{
		Gateway: "cibpay", Op: "Orders.Charge", Kind: paygates.ErrDeclined, Outcome: paygates.OutcomeNotExecuted, HTTPStatus: 200,
		Code: "E-51", Message: "free text", Fields: []paygates.FieldError{{Field: "amount", Message: "free words"}},
		ObjectID: "778", Reference: "order-17", RequestID: "trace-1", RetryAfter: time.Second, Attempts: 1,
		Decline: paygates.DeclineInsufficientFunds, Raw: paygates.NewRaw([]byte("raw bytes")),
	}
}

func TestErrorText(t *testing.T) {
	t.Parallel()
	fields := []paygates.FieldError{{Field: "Amount", Message: "is required"}, {Field: "Reference", Message: "want no comma"}}
	for want, e := range map[string]*paygates.Error{
		"<nil>":                               nil,
		"unexpected reply (outcome: unknown)": {},
		"cibpay Orders.Charge: declined (outcome: not executed, HTTP 200, code E-51)":                                  declined(),
		"cibpay: unavailable (outcome: unknown, HTTP 503)":                                                             {Gateway: "cibpay", Kind: paygates.ErrUnavailable, HTTPStatus: 503, Attempts: 1},
		"New: invalid request (outcome: not executed): Amount: is required; Reference: want no comma":                  {Op: "New", Kind: paygates.ErrInvalidRequest, Outcome: paygates.OutcomeNotExecuted, Fields: fields},
		"cibpay Orders.Create: invalid request (outcome: not executed): Amount: is required; Reference: want no comma": {Gateway: "cibpay", Op: "Orders.Create", Kind: paygates.ErrInvalidRequest, Outcome: paygates.OutcomeNotExecuted, Fields: fields},
		"cibpay Orders.Create: invalid request (outcome: not executed, HTTP 400)":                                      {Gateway: "cibpay", Op: "Orders.Create", Kind: paygates.ErrInvalidRequest, Outcome: paygates.OutcomeNotExecuted, HTTPStatus: 400, Attempts: 1, Fields: fields},
		"cibpay Orders.Get: not found (outcome: not executed, HTTP 404)":                                               {Gateway: "cibpay", Op: "Orders.Get", Kind: paygates.ErrNotFound, Outcome: paygates.OutcomeNotExecuted, HTTPStatus: 404, Fields: fields},
		"cibpay Orders.Create: duplicate (outcome: executed, HTTP 409)":                                                {Gateway: "cibpay", Op: "Orders.Create", Kind: paygates.ErrDuplicate, Outcome: paygates.OutcomeExecuted, HTTPStatus: 409, Attempts: 2},
		"cibpay Orders.All: unavailable (outcome: not executed, HTTP 200): incomplete, it broke off after 17":          {Gateway: "cibpay", Op: "Orders.All", Kind: paygates.ErrUnavailable, Outcome: paygates.OutcomeNotExecuted, HTTPStatus: 200, Attempts: 1, Yielded: 17},
	} {
		assert.Equal(t, want, e.Error())
	}
}

// Every verb, with every flag, prints the one line that Error returns.
func TestErrorFormat(t *testing.T) {
	t.Parallel()
	e := declined()
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%d", "%x", "%X", "% x", "%o", "%b", "%c", "%U", "%e", "%t", "%80v", "%-3s"} {
		assert.Equal(t, e.Error(), fmt.Sprintf(verb, e), verb)
		assert.Equal(t, e.Error(), fmt.Sprintf(verb, *e), verb)
	}
	assert.Equal(t, fmt.Sprintf("%q", e.Error()), fmt.Sprintf("%q", e))
	assert.Equal(t, e.Error(), e.GoString())
	assert.Equal(t, e.Error(), fmt.Sprint(e))
	assert.Equal(t, "[cibpay Orders.Charge: declined (outcome: not executed, HTTP 200, code E-51)]", fmt.Sprintf("%+v", []error{e}))
	assert.Equal(t, "shop: "+e.Error(), fmt.Errorf("shop: %w", e).Error())
}

func TestErrorLogValue(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	log := slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey || a.Key == slog.LevelKey || a.Key == slog.MessageKey {
			return slog.Attr{}
		}
		return a
	}}))
	log.Error("", "err", declined())
	log.Error("", "err", *declined())
	log.Error("", "err", &paygates.Error{Kind: paygates.ErrUnavailable})
	full := `err.gateway=cibpay err.op=Orders.Charge err.kind=declined err.outcome="not executed" err.advice="new reference" err.attempts=1 ` +
		`err.status=200 err.code=E-51 err.object_id=778 err.reference=order-17 err.request_id=trace-1`
	assert.Equal(t, full+"\n"+full+"\n"+`err.gateway="" err.op="" err.kind=unavailable err.outcome=unknown err.advice="look up" err.attempts=0`+"\n", out.String())
}

// What the SDK refused says in a log too what was wrong with it: the kind alone helps
// nobody. What a gateway complained of are its own words, and stay out.
func TestErrorLogValueOfWhatWasRefused(t *testing.T) {
	t.Parallel()
	fields := []paygates.FieldError{{Field: "Amount", Message: "want an amount above zero"}, {Field: "Reference", Message: "is required"}}
	const words = "Amount: want an amount above zero; Reference: is required"
	local := &paygates.Error{Gateway: "cibpay", Op: "Orders.Create", Kind: paygates.ErrInvalidRequest, Outcome: paygates.OutcomeNotExecuted, Fields: fields}
	assert.True(t, strings.HasSuffix(local.Error(), ": "+words), local.Error())
	var out strings.Builder
	slog.New(slog.NewTextHandler(&out, nil)).Error("", "err", local)
	assert.Contains(t, out.String(), ` err.fields="`+words+`"`)
	text, err := json.Marshal(local)
	require.NoError(t, err)
	assert.Contains(t, string(text), `"fields":"`+words+`"`)

	remote := *local
	remote.Attempts, remote.HTTPStatus = 1, 422
	out.Reset()
	slog.New(slog.NewTextHandler(&out, nil)).Error("", "err", remote)
	assert.NotContains(t, out.String(), "Amount")
}

func TestErrorJSON(t *testing.T) {
	t.Parallel()
	const want = `{"advice":"new reference","attempts":1,"code":"E-51","gateway":"cibpay","kind":"declined","object_id":"778","op":"Orders.Charge",` +
		`"outcome":"not executed","reference":"order-17","request_id":"trace-1","status":200}`
	for _, v := range []any{declined(), *declined()} {
		text, err := json.Marshal(v)
		require.NoError(t, err)
		assert.Equal(t, want, string(text))
	}
	text, err := json.Marshal(map[string]error{"nil": (*paygates.Error)(nil)})
	require.NoError(t, err)
	assert.Equal(t, `{"nil":null}`, string(text))
}

// An error matches its own kind and no other, and ErrOutcomeUnknown exactly
// when its outcome is unknown, whatever the kind.
func TestErrorIs(t *testing.T) {
	t.Parallel()
	for _, kind := range append(kinds, nil) {
		for _, outcome := range outcomes {
			err := fmt.Errorf("shop: %w", &paygates.Error{Kind: kind, Outcome: outcome})
			for _, other := range kinds {
				want := other == kind || kind == nil && other == paygates.ErrUnexpectedReply
				assert.Equal(t, want, errors.Is(err, other), "%v %v", kind, other)
			}
			assert.Equal(t, outcome == paygates.OutcomeUnknown, errors.Is(err, paygates.ErrOutcomeUnknown), "%v %v", kind, outcome)
			assert.Equal(t, outcome, paygates.OutcomeOf(err))
		}
	}
}

func TestErrorChain(t *testing.T) {
	t.Parallel()
	e := declined()
	assert.Equal(t, []error{paygates.ErrDeclined}, e.Unwrap())
	assert.Same(t, e, e.WithCause(context.Canceled))
	assert.Equal(t, []error{paygates.ErrDeclined, context.Canceled}, e.Unwrap())
	assert.ErrorIs(t, e, context.Canceled)
	assert.ErrorIs(t, e, paygates.ErrDeclined)
	assert.NotErrorIs(t, e, io.EOF)
	assert.NotContains(t, e.Error(), "canceled")

	var found *paygates.Error
	require.ErrorAs(t, fmt.Errorf("a: %w", errors.Join(io.EOF, e)), &found)
	assert.Same(t, e, found)
}

// A nil *Error is a mistake of whoever made it. It claims nothing, and nothing breaks.
func TestNilError(t *testing.T) {
	t.Parallel()
	var none *paygates.Error
	var err error = none
	assert.Equal(t, "<nil>", none.Error())
	assert.Equal(t, "<nil>", none.GoString())
	assert.Equal(t, "<nil>", fmt.Sprintf("%v", err))
	assert.Equal(t, paygates.AdviceLookUp, none.Advice())
	assert.Equal(t, paygates.OutcomeUnknown, paygates.OutcomeOf(err))
	assert.Equal(t, paygates.OutcomeUnknown, paygates.OutcomeOf(fmt.Errorf("shop: %w", err)))
	assert.ErrorIs(t, err, paygates.ErrOutcomeUnknown)
	assert.NotErrorIs(t, err, paygates.ErrDeclined)
	assert.NotPanics(t, func() { slog.New(slog.NewJSONHandler(new(bytes.Buffer), nil)).Info("", "err", err) })
}

func TestOutcomeOf(t *testing.T) {
	t.Parallel()
	assert.Equal(t, paygates.OutcomeExecuted, paygates.OutcomeOf(nil))
	assert.Equal(t, paygates.OutcomeUnknown, paygates.OutcomeOf(io.EOF))
	assert.Equal(t, paygates.OutcomeUnknown, paygates.OutcomeOf(context.Canceled))
	assert.Equal(t, paygates.OutcomeUnknown, paygates.OutcomeOf(&paygates.Error{}))
	assert.Equal(t, paygates.OutcomeNotExecuted, paygates.OutcomeOf(errors.Join(io.EOF, declined())))
}

// What to do next, for every kind and outcome.
func TestAdvice(t *testing.T) {
	t.Parallel()
	notExecuted := map[error]paygates.Advice{
		paygates.ErrInvalidRequest:  paygates.AdviceFixRequest,
		paygates.ErrAuthentication:  paygates.AdviceFixRequest,
		paygates.ErrForbidden:       paygates.AdviceFixRequest,
		paygates.ErrNotFound:        paygates.AdviceFixRequest,
		paygates.ErrDuplicate:       paygates.AdviceLookUp,
		paygates.ErrDeclined:        paygates.AdviceNewReference,
		paygates.ErrState:           paygates.AdviceLookUp,
		paygates.ErrRateLimited:     paygates.AdviceResend,
		paygates.ErrUnavailable:     paygates.AdviceResend,
		paygates.ErrUnexpectedReply: paygates.AdviceResend,
		paygates.ErrSignature:       paygates.AdviceFixRequest,
		paygates.ErrUnsupported:     paygates.AdviceFixRequest,
	}
	require.Len(t, notExecuted, len(kinds))
	for _, kind := range kinds {
		for outcome, want := range map[paygates.Outcome]paygates.Advice{
			paygates.OutcomeUnknown: paygates.AdviceLookUp, paygates.OutcomeNotExecuted: notExecuted[kind], paygates.OutcomeExecuted: paygates.AdviceNone,
			paygates.Outcome(77): paygates.AdviceLookUp,
		} {
			e := &paygates.Error{Kind: kind, Outcome: outcome}
			assert.Equal(t, want, e.Advice(), "%v %v", kind, outcome)
			assert.Equal(t, want, (&paygates.Error{Kind: fmt.Errorf("more exactly: %w", kind), Outcome: outcome}).Advice(), "a wrapped kind is the kind")
			for _, better := range []paygates.Advice{paygates.AdviceLookUp, paygates.AdviceAskHuman} {
				assert.Same(t, e, e.WithAdvice(better))
				assert.Equal(t, better, e.Advice())
			}
		}
	}
}

// A call that another one stopped, such as a login or the shop's own before it,
// has its own outcome: whether that other one took effect is not its question.
func TestAnotherCallsOutcome(t *testing.T) {
	t.Parallel()
	var login error = &paygates.Error{Op: "login", Kind: paygates.ErrUnavailable}
	for _, cause := range []error{login, fmt.Errorf("no token: %w", login), errors.Join(io.EOF, login)} {
		for _, outcome := range outcomes {
			var err error = (&paygates.Error{Op: "send", Kind: paygates.ErrAuthentication, Outcome: outcome}).WithCause(cause)
			assert.Equal(t, outcome == paygates.OutcomeUnknown, errors.Is(err, paygates.ErrOutcomeUnknown), outcome)
			assert.ErrorIs(t, err, paygates.ErrUnavailable, "the cause's kind shows")
			assert.Equal(t, errors.Is(cause, io.EOF), errors.Is(err, io.EOF))
			e, _ := errors.AsType[*paygates.Error](err)
			assert.Equal(t, "send", e.Op)
		}
	}
}
