package corefy_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/corefy"
	"github.com/paygates/paygates-go/internal/stub"
)

// sample is a sample as text.
func sample(t testing.TB, name string) string { return string(stub.Sample(t, "corefy", name)) }

// without takes an attribute out of a sample.
func without(t testing.TB, body []byte, name string) []byte {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(string(body)))
	d.UseNumber()
	var doc map[string]any
	require.NoError(t, d.Decode(&doc))
	delete(doc["data"].(map[string]any)["attributes"].(map[string]any), name)
	out, err := json.Marshal(doc)
	require.NoError(t, err)
	return out
}

func TestDocumentedSamplesDecodeWithoutLoss(t *testing.T) {
	t.Parallel()
	samples := map[string]struct {
		status int
		call   call
		state  paygates.State
	}{
		"prerequest":    {200, operationCalls["PublicClient.Prerequest"], 0},
		"services_list": {200, services(corefy.ListServicesRequest{KeepRaw: true}), 0},
		"services_get":  {200, service(serviceID), 0},
		"create":        {201, create(createRequest()), paygates.StatePending},
		"public_create": {201, publicCreate(publicRequest()), paygates.StatePending},
		"get":           {200, get(invoiceID), paygates.StatePaid},
		"public_get":    {200, publicGet(invoiceID), paygates.StatePaid},
		"list":          {200, list(corefy.ListInvoicesRequest{KeepRaw: true}), 0},
		"payout":        {201, payout(payoutRequest()), paygates.StatePending},
		"refund":        {201, refund(invoiceID, corefy.RefundRequest{Reference: "refund-1", Amount: usd("100"), Before: usd("0")}), paygates.StateRefunded},
	}
	// Shown in another form, or by nothing but the path: what links lead to, types,
	// flags, and of the list its cursors, which nobody derives anything from.
	but := []string{"links", "type", "meta"}
	for _, name := range stub.Samples(t, "corefy") {
		if strings.HasPrefix(name, "error_") || strings.HasSuffix(name, "_request") {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, known := samples[name]
			require.True(t, known, "no call decodes the sample")
			body := stub.Sample(t, "corefy", name)
			clients, _ := stubbed(t, reply{Status: c.status, Body: string(body)})
			result, err := c.call(t.Context(), clients)
			require.NoError(t, err)
			stub.Lossless(t, body, result, but...)
			if keeps, ok := result.(interface{ RawJSON() []byte }); ok {
				assert.Equal(t, body, keeps.RawJSON())
			}
			if stated, ok := result.(interface{ State() paygates.State }); ok {
				assert.Equal(t, c.state.String(), stated.State().String())
			}
		})
	}
}

// What the samples mean, beyond that nothing is lost.
func TestWhatTheSamplesMean(t *testing.T) {
	t.Parallel()
	read := func(name string, c call) any {
		clients, _ := stubbed(t, reply{Body: string(stub.Sample(t, "corefy", name))})
		result, err := c(t.Context(), clients)
		require.NoError(t, err)
		return result
	}
	invoice := read("get", get(invoiceID)).(*corefy.Invoice)
	assert.Equal(t, "100.00 USD", invoice.Paid().String())
	assert.Equal(t, "", invoice.Refunded().String())
	assert.Equal(t, "2020-08-19T10:33:25Z", invoice.ProcessedAt.Time.Format("2006-01-02T15:04:05Z07:00"))
	assert.Equal(t, "payment_card_usd_hpp", invoice.Service)
	assert.Equal(t, "cus_Tjhe1ufEB3kRrgWy", invoice.CustomerID)
	assert.True(t, invoice.TestMode)
	assert.True(t, invoice.Redirect.IsZero(), "a paid invoice sends nobody anywhere")
	require.Len(t, invoice.CallbackLogs, 2)
	assert.Equal(t, corefy.StatusProcessed, invoice.CallbackLogs[1].TransactionStatus)
	assert.Equal(t, 200, invoice.CallbackLogs[1].ResponseCode)

	made := read("create", create(createRequest())).(*corefy.Invoice)
	assert.Equal(t, paygates.Redirect{URL: "https://cardgate-staging.psp.name/hpp/cgi_G0bsyhroZj802zQU", Method: "GET"}, made.Redirect)
	assert.Equal(t, "cgi_G0bsyhroZj802zQU", made.FlowData.SID)
	assert.False(t, made.FlowData.Token.IsZero())

	public := read("public_create", publicCreate(publicRequest())).(*corefy.Invoice)
	assert.Equal(t, "https://cardgate-staging.psp.name/hpp/cgi_8z1WIRwAtwvyI3G9", public.Redirect.URL)
	assert.Equal(t, "invoked", public.ActivePaymentStatus)

	page := read("list", list(corefy.ListInvoicesRequest{})).(*corefy.InvoicePage)
	require.Len(t, page.Invoices, 2, "count says 17")
	assert.Equal(t, paygates.StateExpired, page.Invoices[1].State())
	assert.Empty(t, page.Next)

	offered := read("prerequest", operationCalls["PublicClient.Prerequest"]).(*corefy.Prerequest)
	require.Len(t, offered.Services, 2)
	assert.Equal(t, "Payment card", offered.Method(offered.Services[0].Method).Name.In("fr"))
	assert.Equal(t, "Платіжна карта", offered.Method("payment_card").Name.In("uk"))
	assert.True(t, offered.Services[1].Fields[0].Required)
	assert.Equal(t, "9999999.00 USD", offered.Services[1].AmountMax.String())

	found := read("services_list", services(corefy.ListServicesRequest{})).(*corefy.ServicePage)
	assert.Equal(t, []int{124, 7, 1}, []int{found.Total, found.Pages, found.Number})
	assert.Equal(t, "?page%5Bnumber%5D=2&page%5Bsize%5D=20", found.Next)
	assert.Equal(t, "XTS", found.Services[0].Currency.Code())
	assert.Equal(t, "GBP", found.Services[0].AccountCurrency.Code())
}
