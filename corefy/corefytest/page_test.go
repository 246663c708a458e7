package corefytest_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/corefy/corefytest"
)

// browse is what a payer's browser asks for: no credentials.
func (s shop) browse(method, address, form string) answer {
	s.t.Helper()
	u, err := url.Parse(address)
	require.NoError(s.t, err)
	return s.send(method, u.RequestURI(), form, func(r *http.Request) {
		anonymous(r)
		r.Header.Del("Content-Type")
		if method == "POST" {
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		}
	})
}

func TestThePayersPage(t *testing.T) {
	t.Parallel()
	const returns = `{"return_url":"https://shop.example/any","return_urls":{"pending":"https://shop.example/p?a=1","success":"https://shop.example/s","fail":"https://shop.example/f"}}`
	for _, row := range []struct{ form, words, back, text string }{
		{"action=pay", "processed ok", "https://shop.example/s?", "Payment complete"},
		{"action=pay&card=4412397212080000", "process_failed declined", "https://shop.example/f?", "Payment refused"},
		{"action=refuse", "terminated ok", "https://shop.example/f?", "Payment canceled"},
		{"action=leave", "process_pending auth_3ds_required", "https://shop.example/p?a=1&", "Pay your invoice"},
	} {
		s := open(t, corefytest.Config{})
		id := s.create(merged(returns, `{"description":"<b>tea</b>"}`))
		page := s.invoice(id).PageURL
		shown := s.browse("GET", page, "")
		require.Equal(t, http.StatusOK, shown.status)
		assert.Contains(t, shown.body, "Pay 123.45 USD")
		assert.Contains(t, shown.body, "&lt;b&gt;tea&lt;/b&gt;")
		assert.Contains(t, shown.header.Get("Content-Security-Policy"), "default-src 'none'")
		sent := s.browse("POST", page, row.form)
		require.Equal(t, http.StatusSeeOther, sent.status, row.form)
		want := row.back + "id=" + id + "&description=%3Cb%3Etea%3C%2Fb%3E&amount=123.45&currency=USD"
		assert.Equal(t, want, sent.header.Get("Location"))
		assert.Equal(t, row.words, s.words(id))
		assert.Contains(t, s.browse("GET", page, "").body, row.text)
		if row.form != "action=leave" {
			assert.Equal(t, http.StatusConflict, s.browse("POST", page, "action=pay").status)
		}
	}
}

func TestPagesThatLeadNowhere(t *testing.T) {
	t.Parallel()
	s := open(t, corefytest.Config{})
	id := s.create(`{}`)
	page := s.invoice(id).PageURL
	assert.Equal(t, http.StatusNotFound, s.browse("GET", "/hpp/cgi_x", "").status)
	assert.Equal(t, http.StatusNotFound, s.browse("POST", "/hpp/cgi_x", "action=pay").status)
	assert.Equal(t, http.StatusBadRequest, s.browse("POST", page, "action=dance").status)
	assert.Equal(t, http.StatusBadRequest, s.browse("POST", page, "action=pay&card=1").status)
	assert.Equal(t, http.StatusBadRequest, s.send("POST", strings.TrimPrefix(page, "http://gate.example"), "{}").status)
	sent := s.browse("POST", page, "action=pay")
	assert.True(t, strings.HasSuffix(page, sent.header.Get("Location")), "without an address the payer stays")
	for status, text := range map[string]string{
		"refund_pending": "under way", "partially_refunded": "in part", "charged_back": "disputed",
		"rejected": "The invoice is rejected", "verified": "verified", "verify_failed": "Verification failed",
	} {
		require.NoError(t, s.Correct(id, status, "ok"))
		assert.Contains(t, s.browse("GET", page, "").body, text)
	}
	require.NoError(t, s.Correct(id, "process_failed", "expired"))
	assert.Contains(t, s.browse("GET", page, "").body, "This link has expired")
}

func TestAServiceMaySendThePayerWithAForm(t *testing.T) {
	t.Parallel()
	s := open(t, corefytest.Config{CheckoutURL: "https://pay.example/hpp/"})
	a := s.post(`{"service":"applepay_usd_hpp"}`)
	require.Equal(t, http.StatusCreated, a.status)
	assert.Equal(t, "POST", a.text("data.attributes.flow_data.method"))
	action := a.text("data.attributes.flow_data.action")
	assert.True(t, strings.HasPrefix(action, "https://pay.example/hpp/cgi_"), action)
	shown := s.browse("POST", action, url.Values{"session": {a.text("data.attributes.flow_data.params.session")}}.Encode())
	assert.Equal(t, http.StatusOK, shown.status)
	assert.Contains(t, shown.body, "Pay 123.45 USD")
	assert.Len(t, s.Ledger(), 1)
}

const checkoutLink = "/hpp/?public_key=" + corefytest.DefaultTestPublicKey + "&currency=USD&amount=10"

func TestCheckoutLinks(t *testing.T) {
	t.Parallel()
	s := open(t, corefytest.Config{})
	chosen := s.browse("GET", checkoutLink, "")
	require.Equal(t, http.StatusOK, chosen.status)
	assert.Contains(t, chosen.body, `<option value="qiwi_usd_hpp">Qiwi</option>`)
	assert.Contains(t, chosen.body, `name="amount" value="10"`, "what the link says is kept")
	assert.NotContains(t, chosen.body, "bank_transfer_usd_hpp", "it is switched off")
	asked := s.browse("GET", checkoutLink+"&service=qiwi_usd_hpp", "")
	assert.Contains(t, asked.body, `name="service_fields[phone]"`)
	assert.Empty(t, s.Invoices(), "nothing is made before all is there")

	link := checkoutLink + "&reference_id=order-9&service=qiwi_usd_hpp&service_fields[phone]=%2B380&customer[reference_id]=c-1&metadata[k]=v&description=Tea&return_url=https://shop.example/" +
		"&expires=4102444800"
	led := s.browse("GET", link, "")
	require.Equal(t, http.StatusSeeOther, led.status, led.body)
	made := s.Invoices()
	require.Len(t, made, 1)
	assert.Equal(t, made[0].PageURL, led.header.Get("Location"))
	assert.Equal(t, "order-9 10.00 USD true", made[0].Reference+" "+made[0].Amount.String()+" "+strconv.FormatBool(made[0].TestMode))
	assert.Equal(t, int64(4102444800), made[0].Expires.Unix())
	read := s.get("/api/payment-invoices/" + made[0].ID)
	assert.Equal(t, "v hpp Tea", read.text("data.attributes.metadata.k")+" "+read.text("data.attributes.source")+" "+read.text("data.attributes.description"))
	assert.Equal(t, made[0].PageURL, s.browse("GET", link, "").header.Get("Location"), "the reference is known")
	assert.Equal(t, made[0].PageURL, s.browse("GET", read.text("data.attributes.hpp_url"), "").header.Get("Location"), "hpp_url leads there too")

	nameless := s.browse("GET", checkoutLink+"&service=payment_card_usd_hpp", "")
	require.Equal(t, http.StatusSeeOther, nameless.status)
	assert.NotEmpty(t, s.Invoices()[1].Reference)
}

func TestCheckoutLinksThatAreWrong(t *testing.T) {
	t.Parallel()
	s := open(t, corefytest.Config{})
	card := checkoutLink + "&service=payment_card_usd_hpp"
	for link, status := range map[string]int{
		"/hpp/?cpi=cpi_x":                              http.StatusNotFound,
		"/hpp/":                                        http.StatusBadRequest,
		"/hpp/?public_key=pk_test_x":                   http.StatusBadRequest,
		strings.Replace(card, "10", "0", 1):            http.StatusBadRequest,
		strings.Replace(card, "=10", "=1000001", 1):    http.StatusBadRequest,
		card + "&expires=soon":                         http.StatusBadRequest,
		card + "&expires=1":                            http.StatusBadRequest,
		card + "&customer[name]=x":                     http.StatusBadRequest,
		card + "x":                                     http.StatusBadRequest,
		strings.Replace(checkoutLink, "USD", "GBP", 1): http.StatusBadRequest,
	} {
		assert.Equal(t, status, s.browse("GET", link, "").status, link)
	}
	assert.Empty(t, s.Invoices())
}
