package circlepaytest_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/circlepay/circlepaytest"
)

// pageOf is the path of a payment's page.
func (s shop) pageOf(transactionID string) string {
	s.t.Helper()
	p, ok := s.Payment(transactionID)
	require.True(s.t, ok)
	return pathOf(p.URL)
}

func pathOf(address string) string {
	_, address, _ = strings.Cut(address, "gate.example/")
	return "/" + address
}

func (s shop) submit(page string, form url.Values) answer {
	s.t.Helper()
	return s.call("POST "+page, form.Encode(), header("Content-Type", "application/x-www-form-urlencoded"), without("account-key"))
}

func TestInvoicePage(t *testing.T) {
	t.Parallel()
	s := stocked(t, circlepaytest.Config{})
	number := s.invoice(fields{
		"items":         []fields{{"name": "<b>shoe</b>", "quantity": 3, "price": json1250}, {"name": "sock", "quantity": 1, "price": 5}},
		"discount_type": "value", "discount_value": 55, "tax": 10, "shipping_fees": 20, "extra_notes": `"quoted" & more`,
	})
	page := pathOf(s.Invoices()[0].URL)
	a := s.call("GET "+page, "", without("account-key"), without("account-token"))
	assert.Equal(t, 200, a.status)
	assert.Equal(t, "text/html; charset=utf-8", a.header.Get("Content-Type"))
	assert.Contains(t, a.header.Get("Content-Security-Policy"), "default-src 'none'")
	for _, want := range []string{
		"E-commerce", "Invoice " + number, "4,090.00 <small>EGP", "3 × &lt;b&gt;shoe&lt;/b&gt;", "3,750.00", "−55.00", "370.00", "20.00",
		"&#34;quoted&#34; &amp; more", "CARD (PayMob)", "Visa (MyFatoorah)", `value="pay"`, `value="refuse"`, `value="leave"`,
	} {
		assert.Contains(t, a.body, want)
	}
	assert.NotContains(t, a.body, `name="mobile"`, "the customer is known")

	a = s.submit(page, url.Values{"action": {"pay"}, "method": {card}})
	require.Len(t, s.Payments(), 1)
	p := s.Payments()[0]
	assert.Equal(t, []any{303, pathOf(p.URL) + "?success=true"}, []any{a.status, a.header.Get("Location")})
	assert.Equal(t, []string{"paid", "CARD", "PayMob"}, []string{p.Status, p.Method, p.Gateway})
	assert.Equal(t, []string{"invoice 4090.00 EGP", "open 4090.00 EGP", "pay 4090.00 EGP"}, s.movements())
	assert.Len(t, s.Callbacks(), 1)
	for _, each := range []string{page, pathOf(p.URL)} {
		a = s.call("GET "+each, "")
		assert.Contains(t, a.body, "Payment complete")
		assert.NotContains(t, a.body, "<form")
		a = s.submit(each, url.Values{"action": {"pay"}})
		assert.Equal(t, 409, a.status)
	}
	assert.Len(t, s.Payments(), 1)
}

const json1250 = "1250.00" // a price may come as a text

func TestLinkPage(t *testing.T) {
	t.Parallel()
	s := stocked(t, circlepaytest.Config{})
	page := pathOf(s.link(fields{
		"shippingPolicyFlag": 1, "shippingPolicyDetails": "by ship", "refundPolicyFlag": false, "refundPolicyDetails": "never shown",
		"comments": "thanks", "getCustAddress": "1",
	}))
	a := s.call("GET "+page, "")
	for _, want := range []string{"iphone 12", "new iphone 12", "18,000.00 <small>EGP", "by ship", "thanks", `name="mobile"`, `name="address"`} {
		assert.Contains(t, a.body, want)
	}
	assert.NotContains(t, a.body, "never shown")

	for _, wrong := range []url.Values{
		{}, {"action": {"steal"}, "mobile": {buyer}}, {"action": {"pay"}}, {"action": {"pay"}, "mobile": {"010"}},
		{"action": {"pay"}, "mobile": {buyer}, "method": {"x"}},
	} {
		assert.Equal(t, 400, s.submit(page, wrong).status, "%v", wrong)
	}
	assert.Equal(t, 400, s.call("POST "+page, `{"action":"pay"}`).status, "no form")
	assert.Empty(t, s.Payments())

	for i, action := range []string{"pay", "refuse", "leave"} {
		a = s.submit(page, url.Values{"action": {action}, "mobile": {second}, "method": {visa}})
		assert.Equal(t, 303, a.status)
		p := s.Payments()[i]
		assert.Equal(t, second, p.CustomerMobile)
		assert.Equal(t, map[string]string{"pay": "paid", "refuse": "failed", "leave": "pending"}[action], p.Status)
		back := pathOf(p.URL)
		assert.Equal(t, back+map[bool]string{true: "?success=true", false: "?success=false"}[action == "pay"], a.header.Get("Location"))
		words := map[string]string{"pay": "Payment complete", "refuse": "Payment refused", "leave": "Finish your payment"}
		assert.Contains(t, s.call("GET "+back, "").body, words[action])
	}
	pending := s.Payments()[2]
	assert.Equal(t, 303, s.submit(pathOf(pending.URL), url.Values{"action": {"pay"}}).status, "a pending payment can be paid")
	assert.Equal(t, 18000*2, 18000*strings.Count(strings.Join(s.movements(), " "), "pay 18000.00"))
}

func TestPagesThatAreNotThere(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := stocked(t, circlepaytest.Config{})
		gone, old := s.link(nil), s.link(fields{"expiry_Date": "2000-01-02"})
		s.call("DELETE paymentlink/deactive/"+lastPart(gone), "").one(t)
		number := s.invoice(nil)
		deleted := pathOf(s.Invoices()[0].URL)
		s.call("DELETE invoice/delete/"+number, "").one(t)
		until(t, "2000-01-03")
		for page, status := range map[string]int{
			"/checkout/x": 404, "/payment/make-payment/x/y": 404, pathOf(gone): 200, pathOf(old): 200, deleted: 200,
		} {
			a := s.call("GET "+page, "")
			assert.Equal(t, status, a.status, page)
			assert.Contains(t, a.body, "Payment Link isn&#39;t available", page)
			assert.NotContains(t, a.body, "<form")
			a = s.submit(page, url.Values{"action": {"pay"}, "mobile": {buyer}})
			assert.Equal(t, map[int]int{404: 404, 200: 409}[status], a.status, page)
		}
		assert.Empty(t, s.Payments())
	})
}

func TestDirectPaymentPage(t *testing.T) {
	t.Parallel()
	s := newShop(t, circlepaytest.Config{})
	page := pathOf(s.send("POST directPayment/create", aDirectPayment).text(t, "url"))
	a := s.call("GET "+page, "")
	assert.Contains(t, a.body, "iphone")
	assert.Len(t, regexp.MustCompile(`<option`).FindAllString(a.body, -1), 1, "the method is chosen")
	assert.NotContains(t, a.body, `name="mobile"`)
	a = s.submit(page, url.Values{"action": {"pay"}})
	assert.Equal(t, []any{303, page + "?success=true"}, []any{a.status, a.header.Get("Location")})
	assert.Equal(t, []string{"open 18000.00 EGP", "pay 18000.00 EGP"}, s.movements())
	assert.Equal(t, 409, s.submit(page, url.Values{"action": {"pay"}}).status)
}

func TestReturnToTheShop(t *testing.T) {
	t.Parallel()
	s := stocked(t, circlepaytest.Config{})
	for action, want := range map[string]string{"pay": "true", "refuse": "false", "leave": "false"} {
		id := s.open(fields{"redirect_url": "https://shop.example/return?order=7&x=a%20b"})
		address := "https://shop.example/return?order=7&x=a%20b&success=" + want
		a := s.submit(s.pageOf(id), url.Values{"action": {action}})
		assert.Equal(t, []any{303, address}, []any{a.status, a.header.Get("Location")})
		back, err := s.Return(id)
		assert.NoError(t, err)
		assert.Equal(t, address, back)
		if action != "leave" {
			assert.Contains(t, s.call("GET "+s.pageOf(id), "").body, `href="https://shop.example/return?order=7&amp;x=a%20b&amp;success=`+want)
		}
	}
	_, err := s.Return("1")
	assert.ErrorIs(t, err, circlepaytest.ErrNotFound)
}

func TestAddressesOfPages(t *testing.T) {
	t.Parallel()
	s := stocked(t, circlepaytest.Config{CheckoutURL: "https://pay.example/x/", LinksWithScheme: true})
	assert.Regexp(t, `^https://pay\.example/x/checkout/[0-9a-f]+$`, s.link(nil))
	s.invoice(nil)
	assert.Regexp(t, `^https://pay\.example/x/payment/make-payment/[0-9a-f]{24}/`, s.Invoices()[0].URL)
	s = newShop(t, circlepaytest.Config{})
	assert.Regexp(t, `^gate\.example/checkout/`, s.link(nil))
}
