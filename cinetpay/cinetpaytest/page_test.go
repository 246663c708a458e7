package cinetpaytest_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/cinetpay/cinetpaytest"
)

func (s shop) page(id string) answer {
	s.t.Helper()
	return s.call("GET "+s.pagePath(id), "", "", "", without("User-Agent"))
}

func (s shop) submit(id string, form url.Values) answer {
	s.t.Helper()
	return s.call("POST "+s.pagePath(id), "", formType, form.Encode())
}

func (s shop) pagePath(id string) string {
	s.t.Helper()
	return "/payment/" + s.payment(id).Token
}

func TestPageShowsThePayment(t *testing.T) {
	t.Parallel()
	s := newShop(t, cinetpaytest.Config{})
	id := s.create(fields{
		"amount": 1234565, "description": `<b>"Tea" & cake</b>`, "invoice_data": fields{"Reste à payer": "25 000fr", "A": "<i>"},
	})
	a := s.page(id)
	assert.Equal(t, 200, a.status)
	assert.Equal(t, "text/html; charset=utf-8", a.header.Get("Content-Type"))
	for _, want := range []string{"1,234,565 <small>XOF", "&lt;b&gt;", "Reste à payer", "25 000fr", "&lt;i&gt;", `value="pay"`, `value="refuse"`, `value="leave"`} {
		assert.Contains(t, a.body, want)
	}
	assert.NotContains(t, a.body, "<script>")
	assert.Less(t, strings.Index(a.body, "<dt>A</dt>"), strings.Index(a.body, "Reste"), "in one order")
	assert.Equal(t, 404, s.call("GET /payment/0", "", "", "").status)
	assert.Equal(t, 404, s.call("POST /payment/0", "", formType, "action=pay").status)
}

func TestPageOffersTheChannels(t *testing.T) {
	t.Parallel()
	option := regexp.MustCompile(`<option value="(\w+)">`)
	offers := func(changes fields) string {
		s := newShop(t, cinetpaytest.Config{})
		var out []string
		for _, m := range option.FindAllStringSubmatch(s.page(s.create(changes)).body, -1) {
			out = append(out, m[1])
		}
		return strings.Join(out, " ")
	}
	card := fields{
		"customer_name": "Doe", "customer_surname": "Jane", "customer_phone_number": "+225000000000", "customer_email": "a@b.example",
		"customer_address": "1 street", "customer_city": "Abidjan", "customer_country": "CI", "customer_zip_code": "00225",
	}
	assert.Equal(t, "OM MOMO FLOOZ WAVECI", offers(nil), "no card without the customer")
	assert.Equal(t, "OM MOMO FLOOZ WAVECI VISAM", offers(card))
	assert.Equal(t, "WAVECI", offers(fields{"channels": "WALLET"}))
	assert.Equal(t, "OM MOMO FLOOZ WAVECI", offers(fields{"channels": "MOBILE_MONEY,WALLET"}))
	card["channels"], card["customer_country"] = "CREDIT_CARD", "US"
	assert.Empty(t, offers(card), "a state is needed")
	card["customer_state"] = "CA"
	assert.Equal(t, "VISAM", offers(card))
}

func TestPayerOnThePage(t *testing.T) {
	t.Parallel()
	for action, want := range map[string]struct{ status, says string }{
		"pay": {"ACCEPTED", "Payment complete"}, "refuse": {"REFUSED", "Payment refused"}, "leave": {"WAITING_FOR_CUSTOMER", "Pay for your order"},
	} {
		s := newShop(t, cinetpaytest.Config{})
		id := s.create(fields{"return_url": "https://shop.example/return?a=1&b=2"})
		a := s.submit(id, url.Values{"action": {action}, "method": {"MOMO"}, "phone": {"0500000009"}})
		assert.Equal(t, 200, a.status)
		p := s.payment(id)
		assert.Equal(t, want.status, p.Status)
		assert.Equal(t, cinetpaytest.Wallet{Method: "MOMO", Prefix: "225", Phone: "0500000009"}, p.Wallet)
		assert.Contains(t, a.body, want.says)
		assert.Len(t, s.Callbacks(), 1)
		assert.Contains(t, a.body, `action="https://shop.example/return?a=1&amp;b=2"`)
		assert.Contains(t, a.body, `name="transaction_id" value="`+id+`"`)
		assert.Contains(t, a.body, `name="token" value="`+p.Token+`"`)
		assert.Contains(t, a.body, "<script>document.forms[0].submit()</script>")
		assert.Contains(t, a.header.Get("Content-Security-Policy"), "script-src 'sha256-")
	}
}

func TestReturn(t *testing.T) {
	t.Parallel()
	s := newShop(t, cinetpaytest.Config{})
	id := s.create(nil)
	back, err := s.Return(id)
	require.NoError(t, err)
	r, err := back.Request(t.Context())
	require.NoError(t, err)
	require.NoError(t, r.ParseForm())
	assert.Equal(t, "https://shop.example/return", r.URL.String())
	assert.Equal(t, url.Values{"transaction_id": {id}, "token": {s.payment(id).Token}}, r.PostForm)
	_, err = s.Return("unknown")
	assert.ErrorIs(t, err, cinetpaytest.ErrPaymentNotFound)
	_, err = s.Return(s.create(fields{"return_url": nil, "device_id": "x"}))
	assert.ErrorIs(t, err, cinetpaytest.ErrPaymentNotFound)
	back.URL = "://"
	_, err = back.Request(t.Context())
	assert.Error(t, err)
}

func TestPageWithoutAWayBack(t *testing.T) {
	t.Parallel()
	s := newShop(t, cinetpaytest.Config{})
	id := s.create(fields{"return_url": nil, "device_id": "x"})
	a := s.submit(id, url.Values{"action": {"pay"}})
	assert.Equal(t, []any{303, s.pagePath(id)}, []any{a.status, a.header.Get("Location")})
	assert.NotContains(t, s.page(id).body, "<form")
}

func TestPageRefuses(t *testing.T) {
	t.Parallel()
	s := newShop(t, cinetpaytest.Config{})
	id := s.create(fields{"lock_phone_number": true, "customer_phone_number": "2250749012966"})
	for _, form := range []url.Values{
		{}, {"action": {"steal"}}, {"action": {"pay"}, "method": {"VISAM"}}, {"action": {"pay"}, "phone": {"0500000009"}}, {"action": {"pay"}, "phone": {"x"}},
	} {
		assert.Equal(t, 400, s.submit(id, form).status, "%v", form)
	}
	a := s.call("POST "+s.pagePath(id), "", "application/json", `{"action":"pay"}`)
	assert.Equal(t, 400, a.status)
	assert.Contains(t, a.body, "not readable")
	assert.Contains(t, s.page(id).body, "2250749012966 is asked")
	assert.Equal(t, []string{"create 2500 XOF"}, s.movements())

	require.Equal(t, 200, s.submit(id, url.Values{"action": {"pay"}}).status)
	assert.Equal(t, cinetpaytest.Wallet{Method: "OM", Prefix: "225", Phone: "0749012966"}, s.payment(id).Wallet)
	a = s.submit(id, url.Values{"action": {"pay"}})
	assert.Equal(t, 409, a.status)
	assert.Contains(t, a.body, "Payment complete")
	assert.Equal(t, []string{"create 2500 XOF", "pay 2500 XOF"}, s.movements())
}
