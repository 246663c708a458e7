package corefy_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/corefy"
	"github.com/paygates/paygates-go/internal/conformance"
	"github.com/paygates/paygates-go/internal/stub"
	"github.com/paygates/paygates-go/money"
)

// What must never be seen.
const (
	suiteKey     = "canary-ApiKey/8+x"
	suiteToken   = "canary-card-token-8+x"
	suitePAN     = "4169741330151778"
	suiteHolder  = "CANARY A HOLDER"
	suiteAccount = "canary-account-0042"
)

type suiteCase = conformance.Case[clients]

func TestConformance(t *testing.T) {
	t.Parallel()
	cfg := testConfig()
	cfg.APIKey = paygates.NewSecret(suiteKey)
	s := suite{t}
	conformance.Run(t, conformance.Gateway[clients]{
		Name:       "corefy",
		Operations: corefy.Operations(),
		New: func(baseURL string, opts ...paygates.Option) (clients, error) {
			account := cfg
			account.PrivateURL, account.PublicURL = baseURL, baseURL
			private, err := corefy.New(account, opts...)
			if err != nil {
				return clients{}, err
			}
			public, err := corefy.NewPublic(account, opts...)
			return clients{private, public}, err
		},
		Printed: []any{cfg, &cfg},
		Secrets: []conformance.Secret{
			{Name: "the API key", Text: suiteKey},
			{Name: "the Basic credentials", Text: base64.StdEncoding.EncodeToString([]byte(cfg.AccountID + ":" + suiteKey))},
			{Name: "the callback secret", Text: testSecret},
			{Name: "the card token", Text: suiteToken},
			{Name: "the card number", Text: suitePAN},
			{Name: "the card holder", Text: suiteHolder},
			{Name: "the account number", Text: suiteAccount},
		},
		Wire: conformance.Wire{
			Roots: []string{"data.attributes", "data", "data.0.attributes", "data.0", ""}, ID: "id", Status: "status",
			Amounts: []string{
				"amount", "payment_amount", "processed_amount", "refunded_amount", "charged_back_amount", "fee", "deposit", "processed_fee",
				"processed_deposit", "service_amount", "amount_min", "amount_max", "fee_min", "fee_max", "fee_fix",
			},
			IDs:  []string{"id", "reference_id"},
			Free: []string{"metadata", "params", "original_data", "callback_logs", "services", "methods", "label", "hint", "name", "fields"},
			Places: map[string][]string{"service": {
				"data.attributes.service", "data.service", "data.relationships.payment-service.data.id", "data.0.relationships.payment-service.data.id",
			}},
		},
		Refuse: suiteRefusal,
		Cases: []suiteCase{
			s.services(), s.allServices(), s.service(),
			s.create(), s.createEverything(), s.get(), s.find(), s.list(), s.all(),
			s.refund(), s.refundOfUnknownTotal(), s.refundAnsweredWithInvoice(),
			s.payout(), s.payoutToAccount(), s.getPayout(), s.findPayout(),
			s.prerequest(), s.payoutPrerequest(), s.publicCreate(), s.publicGet(),
		},
	})
}

// suiteRefusal writes Corefy's error answers: the envelope, and an object that came
// to nothing.
func suiteRefusal(r paygates.Refusal, good conformance.Reply, message string) conformance.Reply {
	text := func(s string) string {
		quoted, err := json.Marshal(s)
		if err != nil {
			panic(err)
		}
		return string(quoted)
	}
	if r.Signal == "http" {
		status, err := strconv.Atoi(r.Code)
		if err != nil || status < 400 || status > 499 {
			status = http.StatusUnprocessableEntity
		}
		return conformance.Reply{Status: status, Body: `{"errors":[{"status":"Refused","code":` + text(r.Code) + `,"title":` + text(message) + `,"detail":` + text(message) + `}]}`}
	}
	switch {
	case good.Form == "invoice":
		return good.With("data.attributes.refunds.0.status", text(r.Code))
	case strings.Contains(good.Body, `"attributes"`):
		return good.With("data.attributes.status", text(r.Code)).With("data.attributes.resolution_message", text(message))
	}
	return good.With("data.status", text(r.Code)).With("data.resolution_message", text(message))
}

// suite makes the cases. Their answers are the page's own samples.
type suite struct{ t *testing.T }

func (s suite) sample(name string) conformance.Reply {
	return conformance.Reply{Name: name, Body: string(stub.Sample(s.t, "corefy", name))}
}

// listOf is a page with the object of a sample alone.
func (s suite) listOf(name string) conformance.Reply {
	body := strings.TrimSpace(s.sample(name).Body)
	object := strings.TrimSuffix(strings.TrimPrefix(body, `{`), `}`)
	_, object, _ = strings.Cut(object, `:`)
	return conformance.Reply{Name: name + " in a list", Body: `{"meta":{"count":1,"size":20},"links":{"prev":"","next":""},"data":[` + object + `]}`}
}

func asking[Q any](request Q, to func(Q) call) func() conformance.Call[clients] {
	return conformance.Calling(func() Q { return request }, func(ctx context.Context, c clients, q Q) (any, error) { return to(q)(ctx, c) })
}

func invalid(name string, call func() conformance.Call[clients], fields ...string) conformance.Invalid[clients] {
	return conformance.Invalid[clients]{Name: name, Call: call, Fields: fields}
}

func (s suite) services() suiteCase {
	return suiteCase{
		Operation: "Services.List", Page: true, Call: asking(corefy.ListServicesRequest{Number: 1, Size: 20, KeepRaw: true}, services),
		Good: []conformance.Reply{s.sample("services_list")},
		Invalid: []conformance.Invalid[clients]{
			invalid("negative numbers", asking(corefy.ListServicesRequest{Number: -1, Size: -1}, services), "Number", "Size"),
			invalid("a page that is none", asking(corefy.ListServicesRequest{Page: "https://elsewhere.example/"}, services), "Page"),
		},
	}
}

func (s suite) allServices() suiteCase {
	return suiteCase{
		Operation: "Services.All", Page: true, Call: asking(corefy.ListServicesRequest{}, allServices),
		Good:    []conformance.Reply{s.sample("services_list").With("links.next", `""`)},
		Invalid: []conformance.Invalid[clients]{invalid("a negative size", asking(corefy.ListServicesRequest{Size: -1}, allServices), "Size")},
	}
}

const serviceID = "comcps_u1xxlHVw1NyeqmjJ"

func (s suite) service() suiteCase {
	return suiteCase{
		Operation: "Services.Get", Call: asking(serviceID, service), Asked: map[string]string{"id": serviceID}, Target: serviceID,
		Good:    []conformance.Reply{s.sample("services_get")},
		Drift:   s.wholeServices(),
		Invalid: []conformance.Invalid[clients]{invalid("an id that is a path", asking("a/b", service), "id")},
	}
}

// five is the identity of an invoice or a payout.
func five(reference, amount, service string) map[string]string {
	return map[string]string{"reference_id": reference, "amount": amount, "currency": "USD", "service": service, "test_mode": "true"}
}

func with(m map[string]string, more ...string) map[string]string {
	for i := 0; i < len(more); i += 2 {
		m[more[i]] = more[i+1]
	}
	return m
}

func (s suite) create() suiteCase {
	made := s.sample("create")
	made.Status = http.StatusCreated
	req := createRequest()
	return suiteCase{
		Operation: "Invoices.Create", Call: asking(req, create), Earlier: []int{http.StatusConflict},
		Asked: with(five(req.Reference, "100", req.Service), "type", "payment-invoices", "payment_flow", "charge"),
		Good:  []conformance.Reply{made},
		Invalid: []conformance.Invalid[clients]{
			invalid("nothing", asking(corefy.CreateInvoiceRequest{}, create), "Amount", "Reference", "Service"),
		},
	}
}

// everything is a request with all that a request has.
func everything() corefy.CreateInvoiceRequest {
	req := createRequest()
	req.Flow, req.ServiceFields, req.Description = corefy.FlowVerify, map[string]string{"phone": "+380987654321"}, "Invoice Example"
	req.Customer = corefy.Customer{Reference: "1203515", Name: "John Wick", Email: "john@shop.example", Metadata: map[string]any{"key1": "value1"}}
	req.Metadata, req.GatewayOptions = map[string]any{"key": "value"}, map[string]any{"cardgate": map[string]any{"tokenize": false}}
	req.ReturnURL, req.CallbackURL = "https://shop.example/", "https://shop.example/callback"
	req.ReturnURLs = corefy.ReturnURLs{Success: "https://shop.example/1", Pending: "https://shop.example/2", Fail: "https://shop.example/3"}
	req.Token = paygates.NewSecret(suiteToken)
	return req
}

func (s suite) createEverything() suiteCase {
	made := s.sample("create").With("data.attributes.payment_flow", `"verify"`)
	made.Status = http.StatusCreated
	req := everything()
	return suiteCase{
		Operation: "Invoices.Create", Variant: "everything", Call: asking(req, create), Earlier: []int{http.StatusConflict},
		Asked: with(five(req.Reference, "100", req.Service), "type", "payment-invoices", "payment_flow", "verify"),
		Good:  []conformance.Reply{made},
		Echo:  []conformance.Change{{Name: "the card", Path: "data.attributes.payload", Value: `{"payment_card":{"mask":"` + suitePAN + `"}}`}},
		Invalid: []conformance.Invalid[clients]{invalid("an early end", func() conformance.Call[clients] {
			late := req
			late.Expires = time.Now().Add(time.Minute)
			return asking(late, create)()
		}, "Expires")},
	}
}

func (s suite) get() suiteCase {
	return suiteCase{
		Operation: "Invoices.Get", Call: asking(invoiceID, get), Target: invoiceID,
		Asked:   map[string]string{"id": invoiceID, "test_mode": "true"},
		Good:    []conformance.Reply{s.sample("get")},
		Drift:   s.wholeInvoices(),
		Echo:    []conformance.Change{{Name: "the card", Path: "data.attributes.payload.payment_card.mask", Value: `"` + suitePAN + `"`}},
		Invalid: []conformance.Invalid[clients]{invalid("no id", asking("", get), "id"), invalid("an id that is a path", asking("../x", get), "id")},
	}
}

func (s suite) find() suiteCase {
	return suiteCase{
		Operation: "Invoices.FindByReference", Page: true, Call: asking(createRequest().Reference, find),
		Good:    []conformance.Reply{s.listOf("get")},
		Invalid: []conformance.Invalid[clients]{invalid("two references", asking("a,b", find), "reference"), invalid("a negated one", asking("-a", find), "reference")},
	}
}

func (s suite) list() suiteCase {
	return suiteCase{
		Operation: "Invoices.List", Page: true, Call: asking(corefy.ListInvoicesRequest{KeepRaw: true}, list),
		Good:    []conformance.Reply{s.listOf("get")},
		Drift:   s.firstInvoices(),
		Invalid: []conformance.Invalid[clients]{invalid("a page that is none", asking(corefy.ListInvoicesRequest{Page: "here"}, list), "Page")},
	}
}

func (s suite) all() suiteCase {
	return suiteCase{
		Operation: "Invoices.All", Page: true, Call: asking(corefy.ListInvoicesRequest{}, all),
		Good:    []conformance.Reply{s.listOf("create")},
		Invalid: []conformance.Invalid[clients]{invalid("a page that is none", asking(corefy.ListInvoicesRequest{Page: "here"}, all), "Page")},
	}
}

func refunding(req corefy.RefundRequest) call { return refund(invoiceID, req) }

func refundAsked() map[string]string {
	return map[string]string{
		"id": invoiceID, "type": "refunds", "reference_id": "refund-1", "amount": "10", "currency": "USD", "original_id": invoiceID, "test_mode": "true",
	}
}

func (s suite) refund() suiteCase {
	made := s.sample("refund").With("data.attributes.amount", "10")
	made.Form, made.Status = "refund", http.StatusCreated
	asked := refundAsked()
	delete(asked, "id")
	return suiteCase{
		Operation: "Invoices.Refund", Call: asking(refundRequest(), refunding), Target: invoiceID, Asked: asked,
		Good: []conformance.Reply{made},
		Invalid: []conformance.Invalid[clients]{
			invalid("nothing", asking(corefy.RefundRequest{}, refunding), "Amount", "Reference"),
			invalid("another currency before", asking(corefy.RefundRequest{Reference: "r", Amount: usd("1"), Before: money.MustParse("1", money.EUR)}, refunding), "Before"),
			invalid("an id that is a path", asking(refundRequest(), func(r corefy.RefundRequest) call { return refund("a/b", r) }), "id"),
		},
	}
}

func (s suite) refundOfUnknownTotal() suiteCase {
	c := s.refund()
	c.Variant = "total not given"
	req := refundRequest()
	req.Before = money.Amount{}
	c.Call = asking(req, refunding)
	c.Beside = []conformance.Exchange{{Name: "the invoice before", Method: http.MethodGet, Path: "/payment-invoices/{id}", Reply: s.sample("get")}}
	return c
}

func (s suite) refundAnsweredWithInvoice() suiteCase {
	c := s.refund()
	c.Variant = "answered with the invoice"
	made := s.sample("get").With("data.attributes.status", `"partially_refunded"`).With("data.attributes.refunded_amount", "10").
		With("data.attributes.refunds", `[{"id":"`+refundID+`","reference_id":"refund-1","amount":10}]`)
	made.Form = "invoice"
	c.Asked = refundAsked()
	c.Asked["type"] = "payment-invoices"
	c.Good = []conformance.Reply{made}
	c.Foreign = []conformance.Change{
		{Name: "another refund", Path: "data.attributes.refunds.0.reference_id", Value: `"refund-2"`},
		{Name: "another amount", Path: "data.attributes.refunds.0.amount", Value: `11`},
	}
	return c
}

func (s suite) payout() suiteCase {
	made := s.sample("payout")
	made.Status = http.StatusCreated
	req := payoutRequest()
	req.Card = corefy.PayoutCard{Holder: paygates.NewSecret(suiteHolder), ExpirationMonth: 12, ExpirationYear: 2030}
	return suiteCase{
		Operation: "Payouts.Create", Call: asking(req, payout), Earlier: []int{http.StatusConflict},
		Asked:   with(five(req.Reference, "25.50", req.Service), "type", "payout-invoices"),
		Good:    []conformance.Reply{made},
		Echo:    []conformance.Change{{Name: "the receiver", Path: "data.attributes.fields", Value: `{"card_number":"` + suitePAN + `"}`}},
		Foreign: []conformance.Change{{Name: "another receiver", Path: "data.attributes.fields", Value: `{"card_number":"416974******1779"}`}},
		Invalid: []conformance.Invalid[clients]{
			invalid("nothing", asking(corefy.CreatePayoutRequest{}, payout), "Amount", "Fields", "Reference", "Service"),
		},
	}
}

func (s suite) payoutToAccount() suiteCase {
	c := s.payout()
	c.Variant = "to an account"
	req := payoutRequest()
	req.Fields = map[string]paygates.Secret{"account_number": paygates.NewSecret(suiteAccount)}
	c.Call = asking(req, payout)
	c.Foreign = []conformance.Change{{Name: "another receiver", Path: "data.attributes.fields", Value: `{"account_number":"another-account-0043"}`}}
	return c
}

func (s suite) getPayout() suiteCase {
	return suiteCase{
		Operation: "Payouts.Get", Call: asking(payoutID, getPayout), Target: payoutID, Asked: map[string]string{"id": payoutID, "test_mode": "true"},
		Good:    []conformance.Reply{s.sample("payout")},
		Drift:   s.wholePayouts(),
		Invalid: []conformance.Invalid[clients]{invalid("no id", asking("", getPayout), "id")},
	}
}

func (s suite) findPayout() suiteCase {
	return suiteCase{
		Operation: "Payouts.FindByReference", Page: true, Call: asking("payout-1", findPayout),
		Good:    []conformance.Reply{s.listOf("payout")},
		Invalid: []conformance.Invalid[clients]{invalid("two references", asking("a,b", findPayout), "reference")},
	}
}

func (s suite) prerequest() suiteCase {
	return suiteCase{
		Operation: "PublicClient.Prerequest", Call: asking(corefy.PrerequestRequest{Currency: money.USD}, prerequest),
		Asked:   map[string]string{"currency": "USD", "test_mode": "true"},
		Good:    []conformance.Reply{s.sample("prerequest")},
		Drift:   s.wholePrerequests(),
		Invalid: []conformance.Invalid[clients]{invalid("no currency", asking(corefy.PrerequestRequest{}, prerequest), "Currency")},
	}
}

func (s suite) payoutPrerequest() suiteCase {
	return suiteCase{
		Operation: "PublicClient.PayoutPrerequest", Call: asking(corefy.PayoutPrerequestRequest{Amount: usd("25.50")}, payoutPrerequest),
		Asked:   map[string]string{"currency": "USD", "test_mode": "true"},
		Good:    []conformance.Reply{s.sample("prerequest")},
		Invalid: []conformance.Invalid[clients]{invalid("no amount", asking(corefy.PayoutPrerequestRequest{}, payoutPrerequest), "Amount")},
	}
}

func (s suite) publicCreate() suiteCase {
	made := s.sample("public_create")
	made.Status = http.StatusCreated
	req := publicRequest()
	return suiteCase{
		Operation: "PublicClient.CreateInvoice", Call: asking(req, publicCreate), Earlier: []int{http.StatusConflict},
		Asked: five(req.Reference, "123.45", req.Service),
		Good:  []conformance.Reply{made},
		Invalid: []conformance.Invalid[clients]{
			invalid("nothing", asking(corefy.PublicInvoiceRequest{}, publicCreate), "Amount", "Reference", "Service"),
		},
	}
}

func (s suite) publicGet() suiteCase {
	return suiteCase{
		Operation: "PublicClient.GetInvoice", Call: asking(invoiceID, publicGet), Target: invoiceID,
		Asked:   map[string]string{"id": invoiceID, "test_mode": "true"},
		Good:    []conformance.Reply{s.sample("public_get")},
		Invalid: []conformance.Invalid[clients]{invalid("no id", asking("", publicGet), "id")},
	}
}
