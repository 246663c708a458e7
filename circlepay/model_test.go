package circlepay_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/circlepay"
	"github.com/paygates/paygates-go/circlepay/circlepaytest"
)

// inProcess carries requests to a model without a network.
type inProcess struct{ *circlepaytest.Model }

func (m inProcess) RoundTrip(r *http.Request) (response *http.Response, err error) {
	w := httptest.NewRecorder()
	defer func() {
		if gone := recover(); gone != nil {
			response, err = nil, errors.New("the connection was dropped")
		}
	}()
	m.ServeHTTP(w, r)
	response = w.Result()
	response.Request = r
	return response, nil
}

// modelled is a client of a model.
func modelled(t testing.TB, cfg circlepaytest.Config, change ...func(*circlepay.Config)) (*circlepay.Client, *circlepaytest.Model) {
	t.Helper()
	model := circlepaytest.New(cfg)
	account := circlepay.Config{
		AccountKey: paygates.NewSecret(circlepaytest.DefaultAccountKey), AccountToken: paygates.NewSecret(circlepaytest.DefaultAccountToken),
		MerchantToken: paygates.NewSecret(circlepaytest.DefaultMerchantToken), BaseURL: "http://localhost",
	}
	for _, c := range change {
		c(&account)
	}
	client, err := circlepay.New(account, paygates.WithHTTPClient(&http.Client{Transport: inProcess{model}}),
		paygates.WithRetry(paygates.RetryPolicy{BaseDelay: 1, MaxDelay: 1}))
	require.NoError(t, err)
	return client, model
}

// modelVariants are a model and a client whose settings fit together.
var modelVariants = map[string]struct {
	model  circlepaytest.Config
	client func(*circlepay.Config)
}{
	"as documented": {circlepaytest.Config{Paths: circlepaytest.DocumentedPaths, Headers: circlepaytest.UnderscoreHeaders}, func(c *circlepay.Config) {
		c.Endpoints, c.Headers, c.Capitals = circlepay.DocumentedEndpoints(), circlepay.HeadersUnderscore, true
	}},
	"as the clients have it": {
		circlepaytest.Config{
			Form: circlepaytest.ClientForm, Envelope: circlepaytest.LooseEnvelope, Headers: circlepaytest.HyphenHeaders,
			Paths: circlepaytest.ClientPaths, Refusals: circlepaytest.RefusalsAs4xx, Dates: circlepaytest.YearFirstDates, PaidWord: "CAPTURED",
		},
		func(c *circlepay.Config) {
			c.Endpoints, c.Headers, c.LinkFields = circlepay.IOSEndpoints(), circlepay.HeadersHyphen, circlepay.LinkFieldsIOS
			c.FlatInvoice, c.PaidWords = true, []string{"captured"}
		},
	},
	"by default": {circlepaytest.Config{Refusals: circlepaytest.RefusalsAs4xx}, func(*circlepay.Config) {}},
	"day first, whole links": {
		circlepaytest.Config{Dates: circlepaytest.DayFirstDates, LinksWithScheme: true, EscapedSlashes: true},
		func(c *circlepay.Config) { c.DateLayout, c.VerbatimLinks = "02-01-2006", true },
	},
}

// A shop from its first merchant to its last refund, by every operation that there is.
func TestEveryOperationAgainstTheModel(t *testing.T) {
	t.Parallel()
	for name, variant := range modelVariants {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			platform, model := modelled(t, variant.model, variant.client)
			var account circlepay.Config
			variant.client(&account)
			s := &shop{t: t, ctx: t.Context(), platform: platform, model: model, endpoints: account.Endpoints}
			s.onboard()
			s.permit()
			s.serve()
			s.bill()
			s.offer()
			s.close()
			assert.Empty(t, s.missing(), "operations that nothing called")
		})
	}
}

// shop is the walk through all operations.
type shop struct {
	t        *testing.T
	ctx      context.Context
	platform *circlepay.Client // the account
	c        *circlepay.Client // of the merchant
	model    *circlepaytest.Model
	gateway  string
	method   string

	endpoints circlepay.Endpoints
}

const (
	shopMobile  = "+201001414133"
	payerMobile = "+201001616166"
)

func (s *shop) onboard() {
	created, err := s.platform.Merchants.Create(s.ctx, merchantRequest())
	require.NoError(s.t, err)
	require.False(s.t, created.Token.IsZero())
	s.c = s.platform.ForMerchant(created.Token)
	m, err := s.c.Merchants.Get(s.ctx)
	require.NoError(s.t, err)
	assert.Equal(s.t, []any{"E-commerce", shopMobile, false}, []any{m.BusinessName, m.Mobile, m.Status.Active()})
	_, err = s.platform.Merchants.SendOTP(s.ctx, circlepay.SendOTPRequest{Mobile: shopMobile, CountryCode: "+20"})
	require.NoError(s.t, err)
	_, err = s.platform.Merchants.Verify(s.ctx, circlepay.VerifyMerchantRequest{Mobile: shopMobile, OTP: paygates.NewSecret("000")})
	require.ErrorIs(s.t, err, paygates.ErrInvalidRequest)
	otp, sent := s.model.OTP(shopMobile)
	require.True(s.t, sent)
	_, err = s.platform.Merchants.Verify(s.ctx, circlepay.VerifyMerchantRequest{Mobile: shopMobile, OTP: paygates.NewSecret(otp)})
	require.NoError(s.t, err)
	m, err = s.c.Merchants.Update(s.ctx, circlepay.UpdateMerchantRequest{BusinessName: "Shop", Email: "new@shop.example"})
	require.NoError(s.t, err)
	assert.Equal(s.t, []any{"Shop", "new@shop.example"}, []any{m.BusinessName, m.Email})
	all, err := s.platform.Merchants.List(s.ctx)
	require.NoError(s.t, err)
	require.Len(s.t, all, 2, "the model starts with one")
	assert.Equal(s.t, "Shop", all[1].BusinessName)
	m, err = s.c.Merchants.Get(s.ctx)
	require.NoError(s.t, err)
	assert.True(s.t, m.Status.Active())
}

func (s *shop) permit() {
	systems, err := s.c.Gateways.List(s.ctx)
	require.NoError(s.t, err)
	s.gateway = systems[1].ID
	one, err := s.c.Gateways.Get(s.ctx, s.gateway)
	require.NoError(s.t, err)
	assert.Equal(s.t, systems[1].Name, one.Name)
	offered, err := s.c.Methods.List(s.ctx, s.gateway)
	require.NoError(s.t, err)
	s.method = offered[0].ID
	method, err := s.c.Methods.Get(s.ctx, s.method)
	require.NoError(s.t, err)
	assert.Equal(s.t, offered[0].Name, method.Name)
	for _, id := range []string{"613927082de6eb5dc061d510"} {
		_, err = s.c.Gateways.Get(s.ctx, id)
		require.ErrorIs(s.t, err, paygates.ErrNotFound)
		_, err = s.c.Merchants.EnableGateway(s.ctx, id)
		require.ErrorIs(s.t, err, paygates.ErrNotFound)
		_, err = s.c.Methods.Get(s.ctx, id)
		require.ErrorIs(s.t, err, paygates.ErrNotFound)
	}
	named := func(ack *circlepay.Ack, err error) string {
		require.NoError(s.t, err)
		return ack.ID
	}
	assert.Equal(s.t, s.gateway, named(s.c.Merchants.EnableGateway(s.ctx, s.gateway)))
	assert.Equal(s.t, s.method, named(s.c.Merchants.EnableMethod(s.ctx, s.method)))
	assert.Equal(s.t, "yes yes", s.allowed())
	assert.Equal(s.t, s.method, named(s.c.Merchants.DisableMethod(s.ctx, s.method)))
	assert.Equal(s.t, "yes no", s.allowed())
	assert.Equal(s.t, s.gateway, named(s.c.Merchants.DisableGateway(s.ctx, s.gateway)))
	assert.Equal(s.t, "no no", s.allowed())
	assert.Equal(s.t, s.gateway, named(s.c.Merchants.EnableGateway(s.ctx, s.gateway)))
	assert.Equal(s.t, s.method, named(s.c.Merchants.EnableMethod(s.ctx, s.method)))
}

// allowed says whether the gateway and its method are on.
func (s *shop) allowed() string {
	var gateway, method string
	gateways, err := s.c.Merchants.ListGateways(s.ctx)
	require.NoError(s.t, err)
	for _, g := range gateways {
		if g.ID == s.gateway {
			gateway = asText(g.Enabled)
			assert.NotEmpty(s.t, g.ConfigJSON())
		}
	}
	methods, err := s.c.Merchants.ListMethods(s.ctx)
	require.NoError(s.t, err)
	method = "no"
	for _, m := range methods {
		if m.ID == s.method {
			method = asText(m.Enabled)
		}
	}
	return gateway + " " + method
}

func (s *shop) serve() {
	data := customerData()
	data.Mobile = payerMobile
	ack, err := s.c.Customers.Create(s.ctx, circlepay.CreateCustomerRequest{Customer: data})
	require.NoError(s.t, err)
	assert.Equal(s.t, payerMobile, ack.ID)
	_, err = s.c.Customers.Create(s.ctx, circlepay.CreateCustomerRequest{Customer: data})
	require.ErrorIs(s.t, err, paygates.ErrDuplicate)
	e, _ := errors.AsType[*paygates.Error](err)
	assert.Equal(s.t, unknown, e.Outcome)
	resolution, err := s.c.Resolve(s.ctx, e.Intent)
	require.NoError(s.t, err)
	assert.Equal(s.t, isExecuted, resolution.Verdict)
	data.City = "Giza"
	_, err = s.c.Customers.Update(s.ctx, circlepay.UpdateCustomerRequest{Customer: data})
	require.NoError(s.t, err)
	got, err := s.c.Customers.Get(s.ctx, payerMobile)
	require.NoError(s.t, err)
	assert.Equal(s.t, data, got.CustomerData)
	all, err := s.c.Customers.List(s.ctx)
	require.NoError(s.t, err)
	assert.Len(s.t, all, 1)
	_, err = s.c.Customers.Get(s.ctx, "+201009999999")
	require.ErrorIs(s.t, err, paygates.ErrNotFound)
}

// invoice is one over 90 EGP twice, less 11 percent.
func (s *shop) invoice() circlepay.CreateInvoiceRequest {
	return circlepay.CreateInvoiceRequest{
		CustomerMobile: payerMobile, DueDate: time.Now().AddDate(0, 0, 7), Items: []circlepay.Item{{Name: "shoe", Quantity: 2, Price: egp("90")}},
		Discount: circlepay.Discount{Type: circlepay.DiscountPercent, Percent: decimal.NewFromInt(11)}, Notes: "thanks",
	}
}

func (s *shop) bill() {
	made, err := s.c.Invoices.Create(s.ctx, s.invoice())
	require.NoError(s.t, err)
	spare, err := s.c.Invoices.Create(s.ctx, s.invoice())
	require.NoError(s.t, err)
	deleted, err := s.c.Invoices.Delete(s.ctx, spare.InvoiceID)
	require.NoError(s.t, err)
	assert.Equal(s.t, spare.InvoiceID, deleted.ID)
	_, err = s.c.Invoices.Get(s.ctx, spare.InvoiceID)
	require.ErrorIs(s.t, err, paygates.ErrNotFound)
	listed, err := s.c.Invoices.List(s.ctx, circlepay.ListInvoicesRequest{CustomerMobile: payerMobile})
	require.NoError(s.t, err)
	require.Len(s.t, listed, 1)

	opened, err := s.c.Invoices.Pay(s.ctx, circlepay.PayInvoiceRequest{
		InvoiceID: made.InvoiceID, CustomerMobile: payerMobile, MethodID: s.method, RedirectURL: "https://shop.example/return?invoice_number=" + made.InvoiceID,
	})
	require.NoError(s.t, err)
	assert.False(s.t, opened.Redirect.IsZero())
	i, err := s.c.Invoices.Get(s.ctx, made.InvoiceID)
	require.NoError(s.t, err)
	assert.Equal(s.t, paygates.StatePending, i.State())
	assert.Equal(s.t, s.invoice().Items, i.Items)
	assert.Equal(s.t, "11", i.Discount.Percent.String())
	require.NoError(s.t, s.model.Pay(opened.PaymentID))

	back, err := s.model.Return(opened.PaymentID)
	require.NoError(s.t, err)
	address, err := url.Parse(back)
	require.NoError(s.t, err)
	event, err := circlepay.ParseReturn(&http.Request{URL: address})
	require.NoError(s.t, err)
	confirmed, err := s.c.Confirm(s.ctx, *event)
	require.NoError(s.t, err)
	assert.Equal(s.t, paygates.StatePaid, confirmed.Invoice.State())
	payment, err := s.c.Payments.Get(s.ctx, opened.PaymentID)
	require.NoError(s.t, err)
	assert.Equal(s.t, paygates.StatePaid, payment.State())
	assert.Equal(s.t, "160.20 EGP", payment.Paid().String())
	all, err := s.c.Payments.List(s.ctx, circlepay.ListPaymentsRequest{InvoiceID: made.InvoiceID})
	require.NoError(s.t, err)
	require.Len(s.t, all, 1)
	found, err := s.c.Payments.FindByInvoice(s.ctx, made.InvoiceID)
	require.NoError(s.t, err)
	assert.Equal(s.t, opened.PaymentID, found[0].ID)
	_, err = s.c.Invoices.Pay(s.ctx, circlepay.PayInvoiceRequest{InvoiceID: made.InvoiceID})
	require.ErrorIs(s.t, err, paygates.ErrState, "it is paid")
	_, err = s.c.Invoices.Delete(s.ctx, made.InvoiceID)
	require.ErrorIs(s.t, err, paygates.ErrState, "it has transactions")
	s.refund(payment)

	next := s.invoice()
	next.CustomerMobile = ""
	data := circlepay.CustomerData{FirstName: "Mona", LastName: "Ali", Mobile: "+201001616177"}
	both, err := s.c.Invoices.CreateAndPay(s.ctx, circlepay.CreateAndPayRequest{Customer: data, Invoice: next})
	require.NoError(s.t, err)
	require.NoError(s.t, s.model.Refuse(both.PaymentID))
	payment, err = s.c.Payments.Get(s.ctx, both.PaymentID)
	require.NoError(s.t, err)
	assert.Equal(s.t, paygates.StateFailed, payment.State())
}

func (s *shop) refund(payment *circlepay.Payment) {
	r, err := s.c.Refunds.Create(s.ctx, circlepay.CreateRefundRequest{PaymentID: payment.ID})
	require.NoError(s.t, err)
	pending, err := s.c.Refunds.Get(s.ctx, r.ID)
	require.NoError(s.t, err)
	assert.Equal(s.t, paygates.StatePending, pending.State())
	require.NoError(s.t, s.model.CompleteRefund(r.ID))
	all, err := s.c.Refunds.List(s.ctx, circlepay.ListRefundsRequest{})
	require.NoError(s.t, err)
	require.Len(s.t, all, 1)
	payment.Refunds, err = s.c.Refunds.FindByPayment(s.ctx, payment.ID)
	require.NoError(s.t, err)
	assert.Equal(s.t, paygates.StateRefunded, payment.State())
	assert.Equal(s.t, "160.20 EGP", payment.Refunded().String())
	_, err = s.c.Refunds.Create(s.ctx, circlepay.CreateRefundRequest{PaymentID: payment.ID})
	require.ErrorIs(s.t, err, paygates.ErrDeclined, "all of it has gone back")
	_, err = s.c.Refunds.Get(s.ctx, "999")
	require.ErrorIs(s.t, err, paygates.ErrNotFound)
}

// terms are a link's over 18000 EGP.
func (s *shop) terms() circlepay.LinkTerms {
	terms := linkTerms()
	terms.Expiry = time.Now().AddDate(0, 1, 0)
	return terms
}

func (s *shop) offer() {
	made, err := s.c.PaymentLinks.Create(s.ctx, circlepay.CreatePaymentLinkRequest{Terms: s.terms()})
	require.NoError(s.t, err)
	l, err := s.c.PaymentLinks.Get(s.ctx, made.ID)
	require.NoError(s.t, err)
	assert.Equal(s.t, made.ID, l.ID)
	terms := s.terms()
	terms.Amount = egp("17500.50")
	_, err = s.c.PaymentLinks.Update(s.ctx, circlepay.UpdatePaymentLinkRequest{Link: made.ID, Terms: terms})
	require.NoError(s.t, err)
	listed, err := s.c.PaymentLinks.List(s.ctx, circlepay.ListPaymentLinksRequest{})
	require.NoError(s.t, err)
	require.Len(s.t, listed, 1)
	assert.Equal(s.t, []any{"17500.50 EGP", "yes", terms.Name}, []any{listed[0].Amount.String(), asText(listed[0].Active), listed[0].Name})
	opened, err := s.c.PaymentLinks.Pay(s.ctx, circlepay.PayPaymentLinkRequest{Link: made.ID, Customer: circlepay.CustomerData{Mobile: payerMobile}, MethodID: s.method})
	require.NoError(s.t, err)
	require.NoError(s.t, s.model.Pay(opened.PaymentID))
	_, err = s.c.PaymentLinks.Deactivate(s.ctx, made.ID)
	require.NoError(s.t, err)
	l, err = s.c.PaymentLinks.Get(s.ctx, made.ID)
	require.NoError(s.t, err)
	assert.Equal(s.t, "no", asText(l.Active))

	data := customerData()
	data.Mobile = payerMobile
	directly, err := s.c.DirectPayments.Create(s.ctx, circlepay.CreateDirectPaymentRequest{
		Customer: data, Amount: egp("75.25"), Expiry: time.Now().AddDate(0, 0, 3), Name: "case", GatewayID: s.gateway, MethodID: s.method,
	})
	require.NoError(s.t, err)
	require.NoError(s.t, s.model.Abandon(directly.PaymentID))
	p, err := s.c.Payments.Get(s.ctx, directly.PaymentID)
	require.NoError(s.t, err)
	assert.Equal(s.t, paygates.StatePending, p.State())
	assert.Equal(s.t, "75.25 EGP", p.Amount.String())
}

// close hands the callbacks over and does the sum.
func (s *shop) close() {
	states := map[string]int{}
	handler := s.c.CallbackHandler(func(_ context.Context, confirmed *circlepay.Confirmation) error {
		states[confirmed.Payment.State().String()]++
		return nil
	})
	require.NoError(s.t, s.model.DeliverTo(s.ctx, handler))
	assert.NotZero(s.t, states[paygates.StatePaid.String()])
	assert.NotZero(s.t, states[paygates.StateRefunded.String()])
	assert.NotZero(s.t, states[paygates.StateFailed.String()])
	var in, out []string
	for _, e := range s.model.Ledger() {
		switch e.Kind {
		case circlepaytest.Paid:
			in = append(in, e.Amount.String())
		case circlepaytest.Refunded:
			out = append(out, e.Amount.String())
		}
	}
	assert.Equal(s.t, []string{"160.20 EGP", "17500.50 EGP"}, in)
	assert.Equal(s.t, []string{"160.20 EGP"}, out)
}

// missing are the operations whose request never reached the model.
func (s *shop) missing() []string {
	plain := func(method, path string) string {
		return method + " " + strings.Trim(regexp.MustCompile(`\{[^}]*\}`).ReplaceAllString(path, "*"), "/")
	}
	reached := map[string]bool{}
	for _, r := range s.model.Requests() {
		reached[plain(r.Method, r.Template)] = true
	}
	missing := []string{}
	for _, route := range circlepay.Routes() {
		endpoint := route.Endpoint
		if own, replaced := s.endpoints[route.Operation]; replaced {
			endpoint = own
		}
		want := plain(endpoint.Method, endpoint.Path)
		if !reached[want] && !reached[strings.TrimSuffix(want, "/*")] {
			missing = append(missing, route.Operation)
		}
	}
	return missing
}
