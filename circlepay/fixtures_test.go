package circlepay_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/circlepay"
	"github.com/paygates/paygates-go/internal/stub"
)

// asText is the form in which a test compares a flag.
func asText(flag *bool) string {
	switch {
	case flag == nil:
		return "not stated"
	case *flag:
		return "yes"
	}
	return "no"
}

func TestDocumentedSamplesDecodeWithoutLoss(t *testing.T) {
	t.Parallel()
	calls := map[string]operation{}
	for _, o := range operations() {
		if o.sample != "" {
			calls[o.sample] = o
		}
	}
	// The envelope says how the call went, and settings are kept as they came.
	envelope := []string{"message", "errorCode", "details", "config"}
	flags := []string{"enable_Survey", "status", "shippingPolicyFlag", "refundPolicyFlag", "getCustAddress"}
	for _, name := range stub.Samples(t, "circlepay") {
		if name == "callback" || name == "payment_links_pay" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o, known := calls[name]
			require.True(t, known, "no call decodes the sample")
			body := stub.Sample(t, "circlepay", name)
			client, _ := stubbed(t, reply{Body: string(body)})
			result, err := o.call(t.Context(), client)
			require.NoError(t, err)
			but := slices.Clone(envelope)
			if strings.HasPrefix(name, "payment_links") || name == "merchants_list_methods" {
				but = append(but, flags...) // kept as flags
			}
			stub.Lossless(t, body, result, but...)
			if keeps, ok := result.(interface{ RawJSON() []byte }); ok {
				assert.Equal(t, body, keeps.RawJSON())
			}
		})
	}
}

// What the samples mean, beyond that nothing is lost.
func TestWhatTheSamplesMean(t *testing.T) {
	t.Parallel()
	results := map[string]any{}
	for _, o := range operations() {
		if o.sample == "" {
			continue
		}
		client, _ := stubbed(t, sample(t, o.sample))
		result, err := o.call(t.Context(), client)
		require.NoError(t, err, o.name)
		results[o.name] = result
	}

	made := results["Merchants.Create"].(*circlepay.Merchant)
	assert.Equal(t, sampleToken, made.Token.Reveal())
	assert.True(t, results["Merchants.Get"].(*circlepay.Merchant).Status.Active())
	listed := results["Merchants.List"].([]*circlepay.Merchant)
	assert.Equal(t, []circlepay.MerchantStatus{"2", circlepay.MerchantUnverified}, []circlepay.MerchantStatus{listed[0].Status, listed[1].Status})
	assert.False(t, listed[0].Status.Active(), "nobody says what 2 means")
	assert.NotContains(t, string(listed[0].RawJSON()), "ibrahim", "each keeps its own part")

	gateways := results["Merchants.ListGateways"].([]*circlepay.MerchantGateway)
	require.Len(t, gateways, 3)
	assert.Equal(t, "no", asText(gateways[1].Enabled))
	assert.Contains(t, string(gateways[1].ConfigJSON()), `"iframeID": "64969"`)
	assert.Contains(t, string(gateways[2].ConfigJSON()), "made-up-merchant-code")
	methods := results["Merchants.ListMethods"].([]*circlepay.MerchantMethod)
	assert.Equal(t, []string{"yes", "no"}, []string{asText(methods[0].Enabled), asText(methods[1].Enabled)})

	link := results["PaymentLinks.Get"].(*circlepay.PaymentLink)
	assert.Equal(t, "18000.00 EGP", link.Amount.String())
	assert.Equal(t, []string{"yes", "no", "no", "no", "yes"}, []string{
		asText(link.Active), asText(link.Survey), asText(link.AskAddress), asText(link.ShowShipping), asText(link.ShowRefund),
	})
	assert.Equal(t, "not stated", asText(link.Editable))
	assert.Equal(t, paygates.Redirect{URL: "https://" + sampleLink, Method: "GET"}, link.Redirect)

	payment := results["Payments.Get"].(*circlepay.Payment)
	assert.Equal(t, []string{"5", "2", "2"}, []string{payment.ID, payment.RecordID, payment.ExternalID})
	assert.Equal(t, paygates.StatePending, payment.State())
	assert.False(t, payment.Paid().IsSet())
	assert.Equal(t, "1.00 EGP", payment.Fees.String())

	refund := results["Refunds.Get"].(*circlepay.Refund)
	assert.Equal(t, paygates.StateRefunded, refund.State())
	assert.Equal(t, "3", refund.PaymentID)
	assert.Equal(t, "90.00 EGP", refund.Amount.String())

	invoice := results["Invoices.Get"].(*circlepay.Invoice)
	assert.Equal(t, paygates.StatePending, invoice.State(), "overdue may still be paid")
	assert.Equal(t, "11", invoice.Discount.Percent.String())
	assert.False(t, invoice.Discount.Amount.IsSet())
	assert.Equal(t, []circlepay.Item{{Name: "shoe", Quantity: 4, Price: egp("90")}}, invoice.Items)
	assert.Equal(t, "2022-12-25", invoice.Due.Time.Format("2006-01-02"))
	assert.Empty(t, invoice.Notes)

	checkout := results["Invoices.Pay"].(*circlepay.Checkout)
	assert.Equal(t, samplePayment, checkout.PaymentID)
	assert.Equal(t, checkout.URL, checkout.Redirect.URL)
	both := results["Invoices.CreateAndPay"].(*circlepay.Checkout)
	assert.Equal(t, []string{sampleNew, "43536356353"}, []string{both.InvoiceID, both.PaymentID})
	directly := results["DirectPayments.Create"].(*circlepay.Checkout)
	assert.Equal(t, []string{sampleLink, "https://" + sampleLink}, []string{directly.URL, directly.Redirect.URL})
	assert.Equal(t, sampleMobile, results["Customers.Create"].(*circlepay.Ack).ID)
}

// The documentation's own answer to a payment of a link names nothing.
func TestTheSampleOfAPaidLinkProvesNothing(t *testing.T) {
	t.Parallel()
	client, host := stubbed(t, sample(t, "payment_links_pay"))
	_, err := client.PaymentLinks.Pay(t.Context(), linkPayment())
	require.ErrorIs(t, err, paygates.ErrOutcomeUnknown)
	require.ErrorIs(t, err, paygates.ErrUnexpectedReply)
	assert.Len(t, host.Requests(), 1)
}
