package ordergatetest_test

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/ordergate/ordergatetest"
)

// browser is a payer's request: a form and no credentials.
func browser(r *http.Request) {
	r.Header.Del("Authorization")
	if r.Method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
}

func TestPageShowsTheOrderEscaped(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{Brand: "Test & Co"})
	id := s.call("POST", "/orders/create", `{"amount":"1234567.80","currency":"USD","merchant_order_id":"<b>\"A'1",
		"description":"</title><script>alert(1)</script>","options":{"force3d":1}}`).orders(t)[0].ID
	a := s.call("GET", "/pay/"+id, "", browser)
	assert.Equal(t, 200, a.status)
	assert.Equal(t, "text/html; charset=utf-8", a.header.Get("Content-Type"))
	assert.Equal(t, "no-store", a.header.Get("Cache-Control"))
	assert.Contains(t, a.header.Get("Content-Security-Policy"), "default-src 'none'")
	assert.Contains(t, a.body, "1,234,567.80 <small>USD</small>")
	assert.Contains(t, a.body, "&lt;b&gt;&#34;A&#39;1")
	assert.Contains(t, a.body, "Test &amp; Co")
	assert.NotContains(t, a.body, "<script")
	assert.NotContains(t, a.body, "<b>")
	assert.NotRegexp(t, `(src|href)="?http`, a.body, "nothing is loaded from elsewhere")
	for _, action := range []string{"pay", "refuse", "leave"} {
		assert.Contains(t, a.body, `name="action" value="`+action+`"`)
	}
	assert.Equal(t, "new", s.order(id).Status, "looking changes nothing")
}

func TestPageGroupsDigits(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{})
	for amount, want := range map[string]string{"0.05": ">0.05 ", "999": ">999.00 ", "1000": ">1,000.00 ", "123456.70": ">123,456.70 "} {
		a := s.call("POST", "/orders/create", `{"amount":"`+amount+`"}`)
		assert.Contains(t, s.call("GET", "/pay/"+a.orders(t)[0].ID, "", browser).body, want+"<small>")
	}
}

func TestPageActions(t *testing.T) {
	t.Parallel()
	const secure = `"force3d":1,`
	cases := []struct{ options, form, status string }{
		{``, "action=pay", "authorized"},
		{`"auto_charge":1,`, "action=pay", "charged"},
		{``, "action=pay&card=4000000000000002", "fraud"},
		{``, "action=refuse", "declined"},
		{``, "action=leave", "new"},
		{secure, "action=leave", "prepared"},
	}
	for _, c := range cases {
		s := newShop(t, ordergatetest.Config{})
		id := s.create(`{` + c.options + `"return_url":"https://shop.example/thanks?basket=7&x=a%20b#top"}`)
		a := s.call("POST", "/pay/"+id, c.form, browser)
		assert.Equal(t, 303, a.status, c.form)
		assert.Equal(t, "https://shop.example/thanks?basket=7&x=a%20b&order_id="+id+"#top", a.header.Get("Location"))
		assert.Equal(t, c.status, s.order(id).Status)

		id = s.create(`{` + c.options + `"return_url":"https://shop.example/thanks"}`)
		a = s.call("POST", "/pay/"+id, c.form, browser)
		assert.Equal(t, "https://shop.example/thanks?order_id="+id, a.header.Get("Location"))

		id = s.create(`{"auto_charge":0}`)
		a = s.call("POST", "/pay/"+id, c.form, browser)
		assert.Equal(t, "/pay/"+id, a.header.Get("Location"), "without a return URL the page shows the result")
	}
}

func TestPageRefuses(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{})
	id := s.create(`{}`)
	json := header("Content-Type", "application/json")
	assert.Equal(t, 400, s.call("POST", "/pay/"+id, "action=steal", browser).status)
	assert.Equal(t, 400, s.call("POST", "/pay/"+id, "", browser).status)
	assert.Equal(t, 400, s.call("POST", "/pay/"+id, "action=pay&card=4111111111111112", browser).status)
	assert.Equal(t, 400, s.call("POST", "/pay/"+id, "action=%zz", browser).status)
	assert.Equal(t, 400, s.call("POST", "/pay/"+id, `{"action":"pay"}`, browser, json).status)
	text := header("Content-Type", "text/plain")
	assert.Equal(t, 400, s.call("POST", "/pay/"+id, "action=pay", browser, text).status)
	assert.Equal(t, 404, s.call("POST", "/pay/1", "action=pay", browser).status)
	missing := s.call("GET", "/pay/1", "", browser)
	assert.Equal(t, 404, missing.status)
	assert.Contains(t, missing.body, "Order not found")
	assert.Equal(t, "new", s.order(id).Status)
	assert.Equal(t, []string{"create 9.99 AZN"}, kinds(s.Ledger()))
}

func TestPageOfAnOrderThatWaitsNoLonger(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		titles := map[string]string{
			"authorized": "Payment accepted", "charged": "Payment complete", "declined": "Payment refused",
			"fraud": "Payment refused", "rejected": "Payment refused", "error": "Something went wrong",
			"reversed": "Payment canceled", "refunded": "Payment refunded", "refunded in part": "Payment refunded",
			"chargedback": "Payment disputed", "credited": "Nothing to pay",
		}
		for state, title := range titles {
			s := newShop(t, ordergatetest.Config{})
			id := reach[state](s)
			before := s.Ledger()
			a := s.call("GET", "/pay/"+id, "", browser)
			assert.Equal(t, 200, a.status)
			assert.Contains(t, a.body, "<h1>"+title+"</h1>", state)
			assert.NotContains(t, a.body, "<form")
			a = s.call("POST", "/pay/"+id, "action=pay", browser)
			assert.Equal(t, 409, a.status)
			assert.Contains(t, a.body, title)
			assert.Equal(t, before, s.Ledger())
		}
		s := newShop(t, ordergatetest.Config{})
		id := s.create(`{"return_url":"https://shop.example/x?a=1"}`)
		time.Sleep(time.Hour)
		a := s.call("GET", "/pay/"+id, "", browser)
		assert.Contains(t, a.body, "This link has expired")
		assert.Contains(t, a.body, `href="https://shop.example/x?a=1&amp;order_id=`+id+`"`)
		assert.Equal(t, 409, s.call("POST", "/pay/"+id, "action=pay", browser).status)
	})
}

func TestPageIsRecordedWithoutItsCard(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{})
	id := s.create(`{}`)
	require.Equal(t, 303, s.call("POST", "/pay/"+id, "action=pay&card=4111111111111111", browser).status)
	last := s.Requests()[1]
	assert.Equal(t, "/pay/{id}", last.Template)
	assert.Equal(t, "(32 bytes left out)", string(last.Body))
}
