package ordergatetest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/ordergate/ordergatetest"
)

func TestRebill(t *testing.T) {
	t.Parallel()
	for flag, want := range map[string]string{`0`: "authorized", `1`: "charged"} {
		s := newShop(t, ordergatetest.Config{})
		parent := reached(s, "charged")
		before := s.order(parent)
		a := s.call("POST", "/orders/"+parent+"/rebill", `{"amount":3,"cvv":"123","merchant_order_id":"R-1","location":{"ip":"8.8.8.8"},
			"segment":"s","options":{"recurring":1,"auto_charge":`+flag+`},"recurring_details":{"trace_id":"MCC8454300719","indicator":"m101"}}`,
			header("X-Request-Id", "req-9"))
		require.Equal(t, 200, a.status, a.body)
		o := a.orders(t)[0]
		assert.NotEqual(t, parent, o.ID)
		assert.Equal(t, want, o.Status)
		assert.Equal(t, "3.00", o.Amount)
		assert.Equal(t, "411111****1111", o.PAN)
		child := s.order(o.ID)
		assert.Equal(t, parent, child.ParentID)
		assert.Equal(t, before, s.order(parent), "the parent stays as it was")
		last := s.Ledger()[len(s.Ledger())-1]
		assert.Equal(t, parent, last.ParentOrderID)
		assert.Equal(t, "R-1", last.Reference)
		assert.Equal(t, "req-9", last.RequestID)
		put(s, reached(s, "charged"), "refund", "")
	}
}

func TestRebillRefuses(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{})
	parent := reached(s, "charged")
	for _, body := range []string{`{}`, `{"amount":0}`, `{"amount":1,"cvv":"12"}`, `{"amount":1,"cvv":"12345"}`,
		`{"amount":1,"location":{"ip":"x"}}`, `{"amount":1,"recurring_details":[]}`, `{"amount":1,"recurring_details":{"trace_id":{}}}`} {
		a := s.call("POST", "/orders/"+parent+"/rebill", body)
		assert.Equal(t, 422, a.status, body)
		assert.NotContains(t, a.body, "12345")
	}
	once := act(s, s.create(`{"auto_charge":1}`), s.Pay)
	a := s.call("POST", "/orders/"+once+"/rebill", `{"amount":1}`)
	assert.Equal(t, 422, a.status)
	assert.Contains(t, a.body, "Order was not made for recurring payments")
	assert.Len(t, s.Orders(), 2)
}

func TestPayout(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{})
	a := s.call("POST", "/orders/credit", `{"amount":"77.00","currency":"AZN","pan":"4169741330151778","description":"Test Payment",
		"merchant_order_id":"P-1","client":{"name":"x"},"options":{"terminal":"kapital"}}`)
	require.Equal(t, 200, a.status, a.body)
	o := a.orders(t)[0]
	assert.Equal(t, []string{"credited", "77.00", "0.00", "0.00", "416974****1778"},
		[]string{o.Status, o.Amount, o.AmountCharged, o.AmountRefunded, o.PAN})
	assert.Equal(t, "credit", o.Operations[0].Type)
	assert.Equal(t, []string{"create 77.00 AZN", "credit 77.00 AZN"}, kinds(s.Ledger()))
	assert.NotContains(t, a.body, "4169741330151778")
	assert.ErrorIs(t, s.Pay(o.ID), ordergatetest.ErrNotPayable)
}

func TestPayoutRefuses(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{})
	for _, pan := range []string{`""`, `"4169741330151779"`, `"41697413301"`, `"4169 7413 3015 1778"`, `"41697413301517780000"`, `null`, `{}`} {
		a := s.call("POST", "/orders/credit", `{"amount":"1.00","pan":`+pan+`}`)
		assert.Equal(t, 422, a.status, pan)
		assert.Contains(t, a.body, "PAN is not valid.")
		assert.NotRegexp(t, `\d{11}`, a.body, "no card number comes back")
	}
	assert.Equal(t, 422, s.call("POST", "/orders/credit", `{"pan":"4169741330151778"}`).status)
	assert.Empty(t, s.Ledger())
}

// declines pairs each word of failure_type with a test card and its status.
var declines = []struct{ pan, failureType, status, operation string }{
	{"4276990011343663", "declined", "declined", "failure"},
	{"4000000000000002", "fraud", "fraud", ""},
	{"5555555555555599", "error", "error", "error"},
}

func TestDeclinedPayout(t *testing.T) {
	t.Parallel()
	for _, c := range declines {
		body := `{"amount":"1.00","pan":"` + c.pan + `"}`

		s := newShop(t, ordergatetest.Config{})
		a := s.call("POST", "/orders/credit", body)
		assert.Equal(t, 402, a.status)
		assert.Equal(t, c.failureType, a.failureType(t))
		o := s.Orders()[0]
		assert.Contains(t, a.body, `"order_id":"`+o.ID+`"`)
		assert.Equal(t, c.status, o.Status)
		assert.Equal(t, c.failureType, o.FailureType)
		assert.Equal(t, []string{"create 1.00 AZN"}, kinds(s.Ledger()), "no money moves")
		read := s.call("GET", "/orders/"+o.ID+"?expand=operations", "")
		assert.Equal(t, 200, read.status)
		assert.Equal(t, c.failureType, read.orders(t)[0].FailureType)
		if c.operation != "" {
			assert.Equal(t, c.operation, read.orders(t)[0].Operations[0].Status)
		} else {
			assert.Empty(t, o.Operations)
		}

		s = newShop(t, ordergatetest.Config{Declines: ordergatetest.DeclineAsOrder})
		a = s.call("POST", "/orders/credit", body)
		assert.Equal(t, 200, a.status)
		assert.Equal(t, c.status, a.orders(t)[0].Status)
		assert.Equal(t, "0.00", a.orders(t)[0].AmountCharged)

		s = newShop(t, ordergatetest.Config{Form: ordergatetest.GuideForm})
		a = s.call("POST", "/orders/credit", body)
		assert.Equal(t, 200, a.status)
		assert.Regexp(t, `^\{"status":"(DECLINED|FRAUD|ERROR)","order_id":"\d{17}"\}$`, a.body)
	}
}

func TestDeclinesOnDemand(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{})
	s.Fail(ordergatetest.Fault{On: "POST /orders/credit", Decline: ordergatetest.DeclinedByRules})
	a := s.call("POST", "/orders/credit", `{"amount":"1.00","pan":"4111111111111111"}`)
	assert.Equal(t, 402, a.status)
	assert.Equal(t, "rejected", a.failureType(t))

	guide := newShop(t, ordergatetest.Config{Form: ordergatetest.GuideForm})
	require.Equal(t, 201, guide.call("POST", "/orders/create", `{"amount":1,"options":{"recurring":1}}`).status)
	parent := act(guide, guide.Orders()[0].ID, guide.Pay)
	guide.Fail(ordergatetest.Fault{On: "POST /orders/{id}/rebill", Decline: ordergatetest.DeclinedByAcquirer})
	a = guide.call("POST", "/orders/"+parent+"/rebill", `{"amount":1}`)
	assert.Equal(t, 200, a.status)
	assert.Contains(t, a.body, `"id":"`+guide.Orders()[1].ID+`","status":"DECLINED"`)
	guide.Fail(ordergatetest.Fault{On: "PUT /orders/{id}/charge", Decline: ordergatetest.DeclinedByAcquirer})
	a = guide.call("PUT", "/orders/"+parent+"/charge", "")
	assert.Equal(t, 402, a.status)
	assert.Equal(t, "declined", a.failureType(t), "the guide has no code for it")
}

func TestDeclinedRebillAndMovements(t *testing.T) {
	t.Parallel()
	for decline, status := range map[ordergatetest.Decline]string{
		ordergatetest.DeclinedByAcquirer: "declined", ordergatetest.DeclinedAsFraud: "fraud",
		ordergatetest.DeclinedByRules: "rejected", ordergatetest.DeclinedByFault: "error",
	} {
		s := newShop(t, ordergatetest.Config{})
		charged, held := reached(s, "charged"), reached(s, "authorized")
		before := len(s.Ledger())

		s.Fail(ordergatetest.Fault{On: "POST /orders/{id}/rebill", Decline: decline})
		a := s.call("POST", "/orders/"+charged+"/rebill", `{"amount":1}`)
		assert.Equal(t, 402, a.status)
		assert.Equal(t, string(decline), a.failureType(t))
		assert.Equal(t, status, s.Orders()[2].Status)
		assert.Len(t, s.Ledger(), before+1, "an order and no money")

		for call, id := range map[string]string{"charge": held, "reverse": held, "refund": charged} {
			was := s.order(id)
			s.Fail(ordergatetest.Fault{On: "PUT /orders/{id}/" + call, Decline: decline})
			a := s.call("PUT", "/orders/"+id+"/"+call, "")
			assert.Equal(t, 402, a.status)
			assert.Contains(t, a.body, `"order_id":"`+id+`"`)
			is := s.order(id)
			assert.Equal(t, was.Status, is.Status)
			assert.Equal(t, was.Charged, is.Charged)
			assert.Equal(t, was.Refunded, is.Refunded)
			if len(is.Operations) > len(was.Operations) {
				assert.NotEqual(t, "success", is.Operations[len(is.Operations)-1].Status)
			}
		}
		assert.Len(t, s.Ledger(), before+1)
	}
}
