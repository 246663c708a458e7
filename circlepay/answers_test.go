package circlepay_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/circlepay"
	"github.com/paygates/paygates-go/internal/stub"
)

// Both ready-made sets of endpoints, where they differ from the table.
func TestSetsOfEndpoints(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		set  circlepay.Endpoints
		want map[string]string // operation to request; the others are the table's
	}{
		"documented": {circlepay.DocumentedEndpoints(), map[string]string{
			"Methods.Get": "GET /PaymentMethod/get/" + sampleMethod, "Merchants.DisableMethod": "DELETE /merchants/payment/method/enable/" + sampleMethod,
			"Payments.List": "GET /payment/list?coupon_code=SUMMER&customer_mobile=%2B201001212144&invoice_num=CIR_INV_1643670030264&payment_link_url=" +
				"checkout.circlepay.ai%2F" + sampleLinkID,
		}},
		"ios": {circlepay.IOSEndpoints(), map[string]string{
			"PaymentLinks.Create": "POST /payment/link/create", "PaymentLinks.Get": "GET /payment/link/get/" + sampleLinkID,
			"PaymentLinks.Update": "PUT /payment/link/update", "PaymentLinks.List": "GET /payment/link/list/" + sampleMobile,
			"PaymentLinks.Pay": "POST /payment/link/pay", "PaymentLinks.Deactivate": "DELETE /payment/link/deactivate/" + sampleLinkID,
		}},
	} {
		cfg := testConfig()
		cfg.Endpoints = c.set
		assert.Len(t, c.set, 38)
		for _, o := range operations() {
			client, host := stubbedWith(t, cfg, stub.New(anyAnswer(t, o)))
			_, err := o.call(t.Context(), client)
			require.NoError(t, err, "%s: %s", name, o.name)
			want, differs := c.want[o.name]
			if !differs {
				want = o.method + " " + o.path
			}
			assert.Equal(t, want, host.Requests()[0].Method+" "+host.Requests()[0].Target, "%s: %s", name, o.name)
		}
	}
}

// An update sends what is set and nothing else, and took effect where the answer shows
// it.
func TestAnUpdateOfAMerchantSendsWhatIsSet(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		request circlepay.UpdateMerchantRequest
		body    string
		answer  string
		outcome paygates.Outcome
	}{
		"one field":         {circlepay.UpdateMerchantRequest{Email: "a@b.example"}, `{"email":"a@b.example"}`, `[{"email":"a@b.example"}]`, executed},
		"another's answer":  {circlepay.UpdateMerchantRequest{Email: "a@b.example"}, `{"email":"a@b.example"}`, `[{"email":"c@b.example"}]`, unknown},
		"not shown":         {circlepay.UpdateMerchantRequest{Email: "a@b.example"}, `{"email":"a@b.example"}`, `[{"first_name":"x"}]`, unknown},
		"the callback":      {circlepay.UpdateMerchantRequest{CallbackURL: "https://a.example"}, `{"callback_url":"https://a.example"}`, `[{"mobile_number":"+20100"}]`, executed},
		"a number, written": {circlepay.UpdateMerchantRequest{Mobile: "+201001212155"}, `{"mobile_number":"+201001212155"}`, `[{"mobile_number":"00201001212155"}]`, executed},
		"another's number":  {circlepay.UpdateMerchantRequest{Mobile: "+201001212155"}, `{"mobile_number":"+201001212155"}`, `[{"mobile_number":"01001212155"}]`, unknown},
	} {
		client, host := stubbed(t, ok(c.answer))
		_, err := client.Merchants.Update(t.Context(), c.request)
		assert.Equal(t, c.outcome, paygates.OutcomeOf(err), "%s: %v", name, err)
		assert.Equal(t, c.body, host.Requests()[0].Body, name)
	}
}

// Pages come without a scheme, and what no browser may open is no redirect.
func TestPagesToWhichPayersAreSent(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"checkout.circlepay.ai/x": "https://checkout.circlepay.ai/x", "https://checkout.circlepay.ai/x?a=b": "https://checkout.circlepay.ai/x?a=b",
		"//checkout.circlepay.ai/x": "https://checkout.circlepay.ai/x", "javascript:alert(1)": "", "http://checkout.circlepay.ai/x": "", "12345": "", "": "",
	} {
		checkout, err := reading[*circlepay.Checkout](t, testConfig(), ok(`[{"transaction_id":"1","url":"`+address+`"}]`), of(direct, (*circlepay.DirectPaymentsAPI).Create, directPayment()))
		require.NoError(t, err)
		assert.Equal(t, []string{address, want}, []string{checkout.URL, checkout.Redirect.URL})
	}
}

// A body that is no JSON is an error that does not repeat it.
func TestAnswersThatAreNoJSON(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"HTML": "<html>canary</html>", "the page's own slips": `{"isError": False, "data": []}`, "a trailing comma": `{"errorCode":0,"data":[],}`,
		"a bare date": `{"errorCode":0,"data":[{"init_date":2022-02-22}]}`, "nothing": "", "a list": `[]`, "a text": `"canary"`, "a comment": `// x
{"errorCode":0}`, "nothing of CirclePay's": `{"ok":true}`, "null": "null",
	} {
		for _, o := range operations() {
			client, host := stubbed(t, reply{Body: body})
			_, err := o.call(t.Context(), client)
			require.ErrorIs(t, err, paygates.ErrUnexpectedReply, "%s: %s", o.name, name)
			assert.NotContains(t, err.Error(), "canary", name)
			if _, writes := refusedWith[o.name]; writes {
				assert.Equal(t, unknown, paygates.OutcomeOf(err), "%s: %s", o.name, name)
			}
			assert.Len(t, host.Requests(), 1)
		}
	}
}

// A path that is not there names the others that are known, not itself.
func TestAReplacedEndpointNamesTheOthers(t *testing.T) {
	t.Parallel()
	missing := reply{Status: 404, Body: `{"timestamp":"x","status":404,"error":"E","message":"M","path":"/x"}`}
	for name, c := range map[string]struct {
		set  circlepay.Endpoints
		want []string
	}{
		"the table's": {nil, []string{"POST /payment/link/create"}},
		"ios":         {circlepay.IOSEndpoints(), []string{"POST /paymentlink/create"}},
		"their own":   {circlepay.Endpoints{"PaymentLinks.Create": {Path: "links"}}, []string{"POST /paymentlink/create", "POST /payment/link/create"}},
	} {
		cfg := testConfig()
		cfg.Endpoints = c.set
		client, _ := stubbedWith(t, cfg, stub.New(missing))
		_, err := client.PaymentLinks.Create(t.Context(), linkRequest())
		e, ours := errors.AsType[*paygates.Error](err)
		require.True(t, ours, name)
		var named []string
		for _, f := range e.Fields {
			named = append(named, strings.TrimPrefix(f.Message, "another endpoint is known: "))
		}
		assert.Equal(t, c.want, named, name)
	}
}

// A list that goes out as a GET has no body: what cannot go out is refused, not lost.
func TestAListWithoutABodyTakesNoExtra(t *testing.T) {
	t.Parallel()
	cfg := testConfig()
	cfg.Endpoints = circlepay.Endpoints{"Payments.List": {Method: "GET"}, "Refunds.List": {Method: "GET"}}
	client, host := stubbedWith(t, cfg, stub.New(ok(`[]`)))
	_, err := client.Payments.List(t.Context(), circlepay.ListPaymentsRequest{Extra: map[string]any{"status": "paid"}})
	assertFields(t, err, "Extra")
	_, err = client.Refunds.List(t.Context(), circlepay.ListRefundsRequest{Extra: map[string]any{"transaction_id": 7}})
	assertFields(t, err, "Extra")
	assert.Empty(t, host.Requests())
}
