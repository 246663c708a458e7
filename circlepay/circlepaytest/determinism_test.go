package circlepaytest_test

import (
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/circlepay/circlepaytest"
	"github.com/paygates/paygates-go/money"
)

// history plays a fixed story and gives everything that could be seen of it.
func history(t *testing.T, cfg circlepaytest.Config) string {
	s := stocked(t, cfg)
	var out strings.Builder
	say := func(a answer) {
		fmt.Fprintln(&out, a.status, a.header, a.body)
		<-time.After(1500 * time.Millisecond)
	}
	say(s.send("POST merchants/create", aMerchant))
	say(s.send("POST merchants/send/otp", fields{"merchant_mobile": newcomer, "country_code": "+20"}))
	otp, _ := s.OTP(newcomer)
	fmt.Fprintln(&out, otp)
	for _, on := range []string{"GET merchants/list", "GET merchants/payment/gateway/list", "GET merchants/payment/method/list", "GET nowhere"} {
		say(s.call(on, ""))
	}
	id := s.open(fields{"redirect_url": "https://shop.example"})
	say(s.call("GET "+s.pageOf(id), ""))
	require.NoError(t, s.Pay(id))
	s.Fail(fault{On: onRefund, CommitAfter: 2 * time.Second, Status: 504})
	say(s.refund(id))
	say(s.send("POST directPayment/create", aDirectPayment))
	link := s.link(nil)
	say(s.submit(pathOf(link), url.Values{"action": {"leave"}, "mobile": {second}}))
	for _, on := range []string{"POST payment/list", "POST refund/list", "GET invoice/list", "GET paymentlink/list", "GET customer/list"} {
		say(s.call(on, ""))
	}
	fmt.Fprintln(&out, s.Ledger(), s.Payments(), s.Refunds(), s.Invoices(), s.Links(), s.Merchants(), s.Requests())
	for _, c := range s.Callbacks() {
		fmt.Fprintln(&out, c.TransactionID, string(c.Body))
	}
	return out.String()
}

func TestSameSeedSameBytes(t *testing.T) {
	t.Parallel()
	for _, form := range []circlepaytest.Form{circlepaytest.PageForm, circlepaytest.ClientForm} {
		stories := map[string]bool{}
		for range 5 {
			synctest.Test(t, func(t *testing.T) { stories[history(t, circlepaytest.Config{Seed: 7, Form: form})] = true })
		}
		assert.Len(t, stories, 1)
		synctest.Test(t, func(t *testing.T) {
			assert.False(t, stories[history(t, circlepaytest.Config{Seed: 8, Form: form})], "the seed decides tokens and links")
		})
	}
}

func TestIdentifiersDiffer(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) { // all in one moment
		s := stocked(t, circlepaytest.Config{RefundsAtOnce: true})
		for range 100 {
			s.refund(s.paid()).one(t)
			s.link(nil)
		}
		seen := map[string]bool{}
		for _, o := range s.Invoices() {
			seen[o.Number], seen[o.URL] = true, true
		}
		for _, l := range s.Links() {
			seen[l.URL] = true
		}
		for _, p := range s.Payments() {
			seen[p.TransactionID], seen[p.URL] = true, true
		}
		for _, r := range s.Refunds() {
			seen[r.ID] = true
		}
		assert.Len(t, seen, 600)
	})
}

func TestManyCallersAtOnce(t *testing.T) {
	t.Parallel()
	s := stocked(t, circlepaytest.Config{})
	number := s.invoice(nil)
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			var a answer
			for a.status != 200 {
				a = s.send("POST invoice/pay", fields{"invoice_number": number})
			}
			id := a.text(t, "transaction_id")
			assert.NoError(t, s.Pay(id))
			s.refund(id)
			s.refund(id)
			s.Fail(fault{On: "POST /payment/list", Status: 503})
			s.call("POST payment/list", "")
			s.call("GET invoice/get/"+number, "")
			_, _, _, _ = s.Ledger(), s.Requests(), s.Payments(), s.Refunds()
			_, _, _ = s.Callbacks(), s.TakeCallbacks(), s.PendingFaults()
		})
	}
	wg.Wait()
	assert.Len(t, s.Payments(), 16)
	assert.Len(t, s.Refunds(), 16, "each once")
}

func TestEveryFieldOfTheConfigHasAnEffect(t *testing.T) {
	t.Parallel()
	type config = circlepaytest.Config
	gateways := func(s shop) string { return s.call("GET payment/gateway/list", "").body }
	creation := func(s shop) string {
		s.send("POST customer/create", aCustomer)
		return s.send("POST invoice/create", anInvoice.with(fields{"invoice_number": 55})).body + s.call("GET invoice/list", "").body
	}
	payment := func(s shop) string {
		creation(s)
		pays := fields{"invoice_number": 55}
		out := s.send("POST invoice/pay", pays).body + s.send("POST invoice/pay", pays).body
		_ = s.Pay("55")
		id := s.Payments()[0].TransactionID
		_ = s.Pay(id)
		refund := fields{"transaction_id": id, "value": 5}
		out += s.send("POST refund/request", refund).body + s.send("POST refund/request", refund).body + s.call("POST refund/list", "").body
		out += s.call("POST payment/list", "").body + s.send("POST invoice/pay", pays).body
		for _, c := range s.Callbacks() {
			out += c.URL + string(c.Body)
		}
		return out
	}
	link := func(s shop) string {
		a := s.send("POST paymentlink/create", aLink)
		one := a.envelope(t).Data
		if len(one) == 0 {
			return a.body
		}
		url := fmt.Sprint(one[0]["payment_link_url"])
		return a.body + s.send("POST payPaymentLink", fields{"payment_link_url": url, "coupon_code": "C"}).body +
			s.send("POST payPaymentLink", fields{"payment_link_url": url}).body + s.call("GET paymentlink/get/x%2F"+lastPart(url), "").body
	}
	wrongKey := func(s shop) string { return fmt.Sprint(s.call("GET customer/list", "", header("account-key", "x"))) }
	cases := map[string]struct {
		cfg    config
		differ func(shop) string
	}{
		"AccountKey":       {config{AccountKey: "x"}, gateways},
		"AccountToken":     {config{AccountToken: "x"}, gateways},
		"MerchantToken":    {config{MerchantToken: "x"}, creation},
		"WithoutMerchant":  {config{WithoutMerchant: true}, creation},
		"Seed":             {config{Seed: 1}, link},
		"Form":             {config{Form: circlepaytest.ClientForm}, payment},
		"Envelope":         {config{Envelope: circlepaytest.LooseEnvelope}, gateways},
		"Headers":          {config{Headers: circlepaytest.UnderscoreHeaders}, gateways},
		"Paths":            {config{Paths: circlepaytest.ClientPaths}, func(s shop) string { return fmt.Sprint(s.send("POST paymentlink/create", aLink).status) }},
		"Refusals":         {config{Refusals: circlepaytest.RefusalsAs4xx}, func(s shop) string { return fmt.Sprint(s.call("GET invoice/get/x", "").status) }},
		"WrongCredentials": {config{WrongCredentials: circlepaytest.CredentialsAs401}, wrongKey},
		"Dates":            {config{Dates: circlepaytest.DayFirstDates}, creation},
		"Numbers":          {config{Numbers: circlepaytest.NumbersIgnored}, creation},
		"ReusePayments":    {config{ReusePayments: true}, payment}, "RefusePaidInvoices": {config{RefusePaidInvoices: true}, payment},
		"EmptyLinkPay": {config{EmptyLinkPay: true}, link}, "LinksWithScheme": {config{LinksWithScheme: true}, link},
		"EscapedSlashes": {config{EscapedSlashes: true}, link},
		"PartialRefunds": {config{PartialRefunds: true}, payment}, "RepeatRefunds": {config{RepeatRefunds: true}, payment},
		"RefundsAtOnce": {config{RefundsAtOnce: true}, payment},
		"PaidWord":      {config{PaidWord: "done"}, payment}, "Currency": {config{Currency: money.USD}, payment},
		"Gateways": {config{Gateways: []circlepaytest.Gateway{}}, gateways}, "Coupons": {config{Coupons: []string{"C"}}, link},
		"CallbackURL":  {config{CallbackURL: "https://shop.example"}, payment},
		"CallbackForm": {config{CallbackForm: circlepaytest.CallbackAsForm}, payment},
		"RefundCallbacks": {config{RefundCallbacks: circlepaytest.RefundCallbackOfPayment}, func(s shop) string {
			creation(s)
			_ = s.Pay("55")
			refund := s.refund(s.Payments()[0].TransactionID).text(t, "refund_id")
			_ = s.CompleteRefund(refund)
			return string(s.Callbacks()[1].Body)
		}},
		"CallbackClient": {config{
			CallbackURL: "https://shop.example",
			CallbackClient: &http.Client{Transport: roundTrip(func(*http.Request) (*http.Response, error) {
				return &http.Response{StatusCode: 200, Body: http.NoBody}, nil
			})},
		}, func(s shop) string {
			payment(s)
			_ = s.Deliver(t.Context())
			return fmt.Sprint(len(s.Callbacks()))
		}},
		"ListLag": {config{ListLag: time.Hour}, creation}, "CheckoutURL": {config{CheckoutURL: "https://pay.example"}, creation},
	}
	for _, field := range reflect.VisibleFields(reflect.TypeFor[config]()) {
		assert.Contains(t, cases, field.Name)
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { // one moment, so that only the field can make a difference
				plain := config{}
				if name == "CallbackClient" {
					plain.CallbackURL, plain.CallbackClient = c.cfg.CallbackURL, &http.Client{Transport: roundTrip(func(*http.Request) (*http.Response, error) {
						return nil, http.ErrHandlerTimeout
					})}
				}
				before := c.differ(newShop(t, plain))
				assert.Equal(t, before, c.differ(newShop(t, plain)))
				assert.NotEqual(t, before, c.differ(newShop(t, c.cfg)))
			})
		})
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestGatewaysMustBeRight(t *testing.T) {
	t.Parallel()
	for name, all := range map[string][]circlepaytest.Gateway{
		"no id":        {{Name: "A"}},
		"id twice":     {{ID: "a"}, {ID: "a"}},
		"no JSON":      {{ID: "a", Settings: []byte("{")}},
		"no method id": {{ID: "a", Methods: []circlepaytest.Method{{Name: "m"}}}},
		"method twice": {{ID: "a", Methods: []circlepaytest.Method{{ID: "m"}}}, {ID: "b", Methods: []circlepaytest.Method{{ID: "m"}}}},
		"no number":    {{ID: "a", Methods: []circlepaytest.Method{{ID: "m", FeePercent: "1%"}}}},
		"negative":     {{ID: "a", Methods: []circlepaytest.Method{{ID: "m", FeeAmount: "-1"}}}},
	} {
		assert.Panics(t, func() { circlepaytest.New(circlepaytest.Config{Gateways: all}) }, name)
	}
}

func TestRequestsAreRecordedWithoutSecrets(t *testing.T) {
	t.Parallel()
	s := stocked(t, circlepaytest.Config{})
	s.send("POST merchants/verify", fields{"merchant_mobile": newcomer, "otp": "123456"}, header("Authorization", "Basic x"),
		header("account_key", circlepaytest.DefaultAccountKey), header("merchant_token", "Bearer "+s.token))
	s.call("POST customer/create", `{"otp":"123456"`)
	id := s.open(nil)
	s.call("GET "+s.pageOf(id), "")
	s.call("GET nowhere", "")
	all := s.Requests()
	require.Len(t, all, 7)
	assert.Equal(t, `{"merchant_mobile":"`+newcomer+`","otp":"***"}`, string(all[1].Body))
	assert.Equal(t, "(15 bytes left out)", string(all[2].Body))
	assert.Equal(t, []any{1, "POST", "/customer/create", "/customer/create"}, []any{all[0].Sequence, all[0].Method, all[0].Path, all[0].Template})
	assert.Equal(t, "/payment/make-payment/{id}/{token}", all[5].Path)
	assert.Equal(t, []string{"/nowhere", ""}, []string{all[6].Path, all[6].Template})
	text := fmt.Sprint(all)
	for _, secret := range []string{circlepaytest.DefaultAccountKey, circlepaytest.DefaultAccountToken, circlepaytest.DefaultMerchantToken, "123456", "Basic"} {
		assert.NotContains(t, text, secret)
	}
	all[0].Header.Set("Content-Type", "changed")
	all[0].Body[0] = 'x'
	assert.Equal(t, "application/json", s.Requests()[0].Header.Get("Content-Type"), "a copy")
	assert.Equal(t, byte('{'), s.Requests()[0].Body[0])
}

func TestAssumptionsHaveReasons(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, a := range circlepaytest.Assumptions() {
		assert.Regexp(t, `^[a-z0-9-]+$`, a.ID)
		assert.False(t, seen[a.ID], a.ID)
		seen[a.ID] = true
		assert.NotEmpty(t, a.Text, a.ID)
		assert.NotEmpty(t, a.Reason, a.ID)
	}
	assert.Regexp(t, fmt.Sprintf(`^%d of \d+ behaviours \(\d+ %%\) are assumed$`, len(seen)), circlepaytest.AssumedShare())
}
