package corefytest_test

import (
	"bytes"
	"context"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/corefy/corefytest"
)

const createCall = "POST /api/payment-invoices"

func TestFaultsOnBothSidesOfTheCommitPoint(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		what    string
		fault   corefytest.Fault
		status  int
		dropped bool
		made    int
	}{
		{"dropped before", corefytest.Fault{Drop: true}, 200, true, 0},
		{"dropped after", corefytest.Fault{Drop: true, When: corefytest.AfterCommit}, 200, true, 1},
		{"answered before", corefytest.Fault{Status: 502}, 502, false, 0},
		{"answered after", corefytest.Fault{Status: 502, When: corefytest.AfterCommit}, 502, false, 1},
		{"cut", corefytest.Fault{Cut: true, CutAfter: 20}, 201, true, 1},
		{"cut beyond the end", corefytest.Fault{Cut: true, CutAfter: 1 << 20}, 201, false, 1},
		{"changed", corefytest.Fault{Mutate: bytes.ToUpper}, 201, false, 1},
		{"declined", corefytest.Fault{Decline: corefytest.NoRoutes}, 201, false, 1},
		{"twice", corefytest.Fault{Twice: true}, 409, false, 1},
	} {
		s := open(t, corefytest.Config{})
		row.fault.On = createCall
		s.Fail(row.fault)
		a := s.post(`{}`)
		assert.Equal(t, row.status, a.status, row.what)
		assert.Equal(t, row.dropped, a.dropped, row.what)
		assert.Len(t, s.Invoices(), row.made, row.what)
		assert.Zero(t, s.PendingFaults(), row.what)
		switch row.what {
		case "cut":
			assert.Len(t, a.body, 20)
		case "changed":
			assert.Contains(t, a.body, `"DATA"`)
		case "declined":
			assert.Equal(t, "process_failed no_routes_by_condition", a.text("data.attributes.status")+" "+a.text("data.attributes.resolution"))
			assert.Contains(t, a.body, `"flow_data":[]`)
		}
	}
}

func TestDeclinesOfRefundsAndPayouts(t *testing.T) {
	t.Parallel()
	s := open(t, corefytest.Config{})
	id := s.paid(`{}`)
	s.Fail(corefytest.Fault{On: "POST /api/payment-invoices/{id}/refund", Decline: corefytest.InsufficientFunds})
	s.Fail(corefytest.Fault{On: "POST /api/payout-invoices", Decline: corefytest.ProviderError})
	a := s.refund(id, "1", "back-1")
	assert.Equal(t, http.StatusCreated, a.status)
	assert.Equal(t, "process_failed", a.text("data.attributes.status"))
	assert.Equal(t, "refund_failed insufficient_funds", s.words(id))
	out := s.payout(`{}`)
	assert.Equal(t, "process_failed provider_error", out.text("data.attributes.status")+" "+out.text("data.attributes.resolution"))
	assert.Equal(t, []string{"create 123.45 USD", "charge 123.45 USD", "create 50.00 USD"}, s.kinds())
}

func TestWhichRequestsAFaultHits(t *testing.T) {
	t.Parallel()
	s := open(t, corefytest.Config{})
	one, two := s.create(`{}`), s.create(`{"reference_id":"order-2"}`)
	s.Fail(corefytest.Fault{On: "GET /api/payment-invoices/" + two, Status: 500, Body: corefytest.ErrorBody(500)})
	s.Fail(corefytest.Fault{On: "GET /api/payment-invoices/{id}", Nth: 2, Times: 2, Status: 503})
	statuses := func(ids ...string) (out []int) {
		for _, id := range ids {
			out = append(out, s.get("/api/payment-invoices/"+id).status)
		}
		return out
	}
	assert.Equal(t, []int{200, 500, 503, 503, 200}, statuses(one, two, one, two, one))
	s.Fail(corefytest.Fault{Status: 504, Times: -1})
	assert.Equal(t, []int{504, 504}, statuses(one, two))
	page := s.get("/hpp/?cpi=" + one)
	assert.Equal(t, http.StatusSeeOther, page.status, "the payer's page is no call of an API")
	assert.Equal(t, 504, s.send("GET", "/public-api/payment-invoices/"+one, "").status)
	assert.Equal(t, 1, s.PendingFaults())
}

func TestErrorBody(t *testing.T) {
	t.Parallel()
	for status, want := range map[int]string{
		401: `{"errors":[{"status":"Unauthorized","code":"401"}]}`,
		422: `{"errors":[{"status":"Unprocessable Entity","code":"422"}]}`,
		500: `{"errors":[{"status":"internal_error","code":"500","title":"internal_error","detail":"Internal server error."}]}`,
	} {
		assert.Equal(t, want, string(corefytest.ErrorBody(status)))
	}
}

func TestFaultsThatProveNothing(t *testing.T) {
	t.Parallel()
	for what, f := range map[string]corefytest.Fault{
		"no such call":             {On: "PUT /api/payment-invoices"},
		"no method":                {On: "/api/payment-invoices"},
		"unknown decline":          {Decline: "no"},
		"ok is no decline":         {Decline: "ok"},
		"dropped and answered":     {Drop: true, Status: 500},
		"dropped and cut":          {Drop: true, Cut: true},
		"late, dropped and cut":    {CommitAfter: time.Second, Cut: true},
		"replaced and changed":     {Status: 500, Mutate: bytes.ToUpper},
		"never executed, twice":    {Drop: true, Twice: true},
		"never executed, declined": {Status: 500, Decline: corefytest.Declined},
	} {
		assert.Panics(t, func() { open(t, corefytest.Config{}).Fail(f) }, what)
	}
}

func TestLateCommits(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := open(t, corefytest.Config{})
		s.Fail(corefytest.Fault{On: createCall, Status: 504, CommitAfter: 40 * time.Second})
		began := time.Now()
		assert.Equal(t, 504, s.post(`{}`).status)
		const lookUp = "/api/payment-invoices?filter[reference_id]=order-1"
		assert.Equal(t, "0", s.get(lookUp).text("meta.count"), "absent so far")
		time.Sleep(39 * time.Second)
		assert.Equal(t, "0", s.get(lookUp).text("meta.count"))
		time.Sleep(10 * time.Second)
		assert.Equal(t, "1", s.get(lookUp).text("meta.count"))
		assert.Equal(t, began.Add(40*time.Second).Unix(), s.Ledger()[0].Time.Unix(), "it was made at its own moment")

		s.Fail(corefytest.Fault{On: "POST /api/payout-invoices", CommitAfter: time.Minute, Twice: true})
		assert.True(t, s.payout(`{}`).dropped)
		assert.Equal(t, http.StatusCreated, s.payout(`{}`).status, "the same body sent again")
		time.Sleep(time.Hour)
		assert.Len(t, s.Payouts(), 1, "the late one met its own reference")

		loose := open(t, corefytest.Config{LooseReferences: true})
		loose.Fail(corefytest.Fault{On: "POST /api/payout-invoices", CommitAfter: time.Minute, Twice: true})
		assert.True(t, loose.payout(`{}`).dropped)
		time.Sleep(time.Hour)
		assert.Len(t, loose.Payouts(), 2)
	})
}

func TestDelays(t *testing.T) {
	t.Parallel()
	for what, when := range map[string]corefytest.When{"before": corefytest.BeforeCommit, "after": corefytest.AfterCommit} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := open(t, corefytest.Config{})
				s.Fail(corefytest.Fault{On: createCall, Delay: time.Minute, When: when, Times: 2})
				began := time.Now()
				assert.Equal(t, http.StatusCreated, s.post(`{}`).status)
				assert.Equal(t, time.Minute, time.Since(began))

				ctx, cancel := context.WithTimeout(t.Context(), time.Second)
				defer cancel()
				s.post(`{"reference_id":"order-2"}`, func(r *http.Request) { *r = *r.WithContext(ctx) })
				assert.Len(t, s.Invoices(), map[string]int{"before": 1, "after": 2}[what], "the caller has hung up")
				time.Sleep(time.Minute)
				assert.Len(t, s.Invoices(), 2, "and the gateway goes on")
			})
		})
	}
}

func TestUnpaidInvoicesExpire(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		cfg   corefytest.Config
		words string
	}{
		{corefytest.Config{}, "process_failed expired"},
		{corefytest.Config{ExpireAsStatus: true}, "expired ok"},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := open(t, row.cfg)
			usual := s.create(`{}`)
			longer := s.create(`{"reference_id":"order-2","expires":"` + time.Now().Add(2*time.Hour).Format(time.RFC3339) + `"}`)
			paid := s.paid(`{"reference_id":"order-3"}`)
			s.TakeCallbacks()
			ends := time.Now().Add(30 * time.Minute)
			time.Sleep(29 * time.Minute)
			assert.Equal(t, "process_pending ok", s.words(usual))
			time.Sleep(61 * time.Minute)
			assert.Equal(t, row.words, s.words(usual))
			assert.Equal(t, "process_pending ok", s.words(longer))
			assert.Equal(t, "processed ok", s.words(paid))
			assert.Equal(t, ends.Unix(), s.invoice(usual).Updated.Unix(), "at its own moment")
			require.ErrorIs(t, s.Pay(usual), corefytest.ErrNotPayable)
			require.Len(t, s.Callbacks(), 1)
			assert.Equal(t, usual, s.Callbacks()[0].ObjectID)
			time.Sleep(time.Hour)
			assert.Equal(t, row.words, s.words(longer))

			require.NoError(t, s.Correct(usual, "process_pending", "ok"))
			require.NoError(t, s.Pay(usual), "an operator may let it live again")
		})
	}
}

func TestRequestsAreRecordedWithoutSecrets(t *testing.T) {
	t.Parallel()
	s := open(t, corefytest.Config{})
	s.payout(`{"context":{"card":{"card_holder":"JOHN SMITH","exp_month":7}}}`)
	s.post(`{"token":"tok_0123456789abcdef"}`, func(r *http.Request) {
		r.Header.Set("X-Request-Id", "call-7")
		r.Header.Set("Cookie", "a=b")
	})
	s.send("POST", "/api/payment-invoices", "not JSON 5123817234060000")
	s.get("/nowhere?token=tok_0123456789abcdef")
	requests := s.Requests()
	require.Len(t, requests, 4)
	var all strings.Builder
	for i, r := range requests {
		assert.Equal(t, i+1, r.Sequence)
		all.Write(r.Body)
		all.WriteString(r.Query.Encode())
		assert.Empty(t, r.Header.Get("Authorization")+r.Header.Get("Cookie"))
	}
	for _, secret := range []string{"5123817234060000", "JOHN SMITH", "tok_0123456789abcdef", ":7"} {
		assert.NotContains(t, all.String(), secret)
	}
	assert.Contains(t, string(requests[0].Body), `"reference_id":"out-1"`)
	assert.Equal(t, "call-7", requests[1].Header.Get("X-Request-Id"))
	assert.Equal(t, "/api/payment-invoices", requests[1].Template)
	assert.Equal(t, "(25 bytes left out)", string(requests[2].Body))
	assert.Empty(t, requests[3].Template)
}

func TestTheLedgerNamesTheRequest(t *testing.T) {
	t.Parallel()
	s := open(t, corefytest.Config{PendingRefunds: true})
	named := func(id string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set("X-Request-Id", id) }
	}
	id := s.post(`{}`, named("one")).text("data.id")
	require.NoError(t, s.Pay(id))
	back := s.send("POST", "/api/payment-invoices/"+id+"/refund",
		envelope("refund", `{"invoiceId":"`+id+`","amount":1,"reference_id":"back-1"}`), named("two"))
	require.NoError(t, s.CompleteRefund(back.text("data.id")))
	var ids []string
	for _, e := range s.Ledger() {
		ids = append(ids, e.RequestID)
		assert.True(t, e.TestMode)
	}
	assert.Equal(t, []string{"one", "", "two"}, ids)
}
