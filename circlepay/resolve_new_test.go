package circlepay_test

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/circlepay"
)

// What the look-ups of these tests ask, and the payment that a refund is of.
const (
	refundsAsked  = "POST /refund/list"
	paymentAsked  = "GET /payment/get/" + samplePayment
	paymentsAsked = "POST /payment/list"
	invoicesAsked = "GET /invoice/list/" + sampleMobile
	paidPayment   = `[{"transaction_id":` + samplePayment + `,"value":99.00,"status":"paid"}]`
)

// A list may show one object twice: money that moved once is no duplicate. Where the
// two differ, nobody knows which is true.
func TestWhatIsListedTwiceIsOne(t *testing.T) {
	t.Parallel()
	const checkout = `{"transaction_id":7,"invoice_num":"CIR_INV_9","value":96000,"status":"pending"}`
	one := func(status string) string {
		return `{"refund_id":"R1","transaction_id":` + samplePayment + `,"value":99.0,"status":"` + status + `"}`
	}
	directly := of(direct, (*circlepay.DirectPaymentsAPI).Create, directPayment())
	both := of(invoices, (*circlepay.InvoicesAPI).CreateAndPay, createAndPay())
	bare := `{` + barePayment + `18000.0,"status":"pending"}`
	runLookUps(t, map[string]lookUp{
		"refund":                 {creatingRefund(), map[string]string{refundsAsked: `[` + one("paid") + `,` + one("paid") + `]`, paymentAsked: paidPayment}, isExecuted, "refund R1", false},
		"refund: under way, too": {creatingRefund(), map[string]string{refundsAsked: `[` + one("pending") + `,` + one("paid") + `]`, paymentAsked: paidPayment}, isExecuted, "refund R1", false},
		"refund: failed, too":    {creatingRefund(), map[string]string{refundsAsked: `[` + one("failed") + `,` + one("paid") + `]`}, isUnknown, "refund R1", false},
		"direct":                 {directly, map[string]string{paymentsAsked: `[` + bare + `,` + bare + `]`}, isExecuted, "payment 7", false},
		"both: the payment":      {both, map[string]string{invoicesAsked: `[{` + oneInvoice + `}]`, paymentsAsked: `[` + checkout + `,` + checkout + `]`}, isExecuted, "checkout CIR_INV_9 7", false},
		"both: two totals":       {both, map[string]string{invoicesAsked: `[{` + oneInvoice + `,"total_value":96000},{` + oneInvoice + `,"total_value":9600}]`, paymentsAsked: `[` + checkout + `]`}, isUnknown, "checkout CIR_INV_9 7", false},
	})
}

// Without an id, or with the 0 of a number that nobody has set, nothing tells whether
// it was there before.
func TestWhatHasNoIDIsNotNew(t *testing.T) {
	t.Parallel()
	both := of(invoices, (*circlepay.InvoicesAPI).CreateAndPay, createAndPay())
	directly := of(direct, (*circlepay.DirectPaymentsAPI).Create, directPayment())
	runLookUps(t, map[string]lookUp{
		"refund":            {creatingRefund(), map[string]string{refundsAsked: `[{"refund_id":0,"transaction_id":` + samplePayment + `,"value":99.0,"status":"paid"}]`}, isUnknown, "refund 0", false},
		"direct":            {directly, map[string]string{paymentsAsked: `[{"transaction_id":"0","customer_mobile":"` + sampleMobile + `","value":18000,"status":"failed"}]`}, isUnknown, "payment 0", false},
		"both: the payment": {both, map[string]string{invoicesAsked: `[{` + oneInvoice + `}]`, paymentsAsked: `[{"invoice_num":"CIR_INV_9","value":96000,"status":"pending"}]`}, isUnknown, "checkout CIR_INV_9 ", false},
	})

	// One of before that had no id yet may have one by now.
	request := refundRequest()
	request.Known = nil
	client, _ := routed(t, map[string]reply{
		refundsAsked:           ok(`[{"transaction_id":` + samplePayment + `,"value":99.0,"status":"initialized"}]`),
		"POST /refund/request": lost,
	})
	_, err := client.Refunds.Create(t.Context(), request)
	e, isOurs := errors.AsType[*paygates.Error](err)
	require.True(t, isOurs)
	client, _ = routed(t, map[string]reply{
		refundsAsked: ok(`[{"refund_id":"R1","transaction_id":` + samplePayment + `,"value":99.0,"status":"paid"}]`),
		paymentAsked: ok(paidPayment),
	})
	got, err := client.Resolve(t.Context(), e.Intent)
	require.NoError(t, err)
	assert.Equal(t, isUnknown, got.Verdict)
}

// A link of before is the same link with a scheme and without.
func TestAKnownLinkIsKnownInEverySpelling(t *testing.T) {
	t.Parallel()
	const list = "GET /paymentlink/list"
	for _, known := range []string{sampleLink, "https://" + sampleLink, sampleLinkID} {
		request := linkRequest()
		request.Known = []string{known}
		linking := of(links, (*circlepay.PaymentLinksAPI).Create, request)
		runLookUps(t, map[string]lookUp{
			"bare: " + known:    {linking, map[string]string{list: `[{"payment_link_url":"` + sampleLink + `",` + offered + `}]`}, isAbsent, "", false},
			"whole: " + known:   {linking, map[string]string{list: `[{"payment_link_url":"https://` + sampleLink + `",` + offered + `}]`}, isAbsent, "", false},
			"another: " + known: {linking, map[string]string{list: `[{"payment_link_url":"x.example/other",` + offered + `}]`}, isExecuted, "link x.example/other", false},
		})
	}
}

// No list promises to be fresh: what was made days before the call is not what the
// call made, though the list of before did not have it.
func TestWhatIsOlderThanTheCallIsNotTheCalls(t *testing.T) {
	t.Parallel()
	at := func(age time.Duration) string { return time.Now().Add(-age).UTC().Format("2006-01-02T15:04:05.000Z") }
	one := func(status, made string) string {
		return `[{"refund_id":"R1","transaction_id":` + samplePayment + `,"value":99.0,"status":"` + status + `","init_date":"` + made + `"}]`
	}
	directly := of(direct, (*circlepay.DirectPaymentsAPI).Create, directPayment())
	paid := func(made string) map[string]string {
		return map[string]string{paymentsAsked: `[{` + barePayment + `18000.0,"status":"pending","init_date":"` + made + `"}]`}
	}
	week := 7 * 24 * time.Hour
	runLookUps(t, map[string]lookUp{
		"refund: of now":        {creatingRefund(), map[string]string{refundsAsked: one("paid", at(0)), paymentAsked: paidPayment}, isExecuted, "refund R1", false},
		"refund: of some zone":  {creatingRefund(), map[string]string{refundsAsked: one("paid", at(14*time.Hour)), paymentAsked: paidPayment}, isExecuted, "refund R1", false},
		"refund: of today":      {creatingRefund(), map[string]string{refundsAsked: one("paid", at(0)[:10]), paymentAsked: paidPayment}, isExecuted, "refund R1", false},
		"refund: of last week":  {creatingRefund(), map[string]string{refundsAsked: one("paid", at(week)), paymentAsked: paidPayment}, isUnknown, "refund R1", false},
		"refund: failed before": {creatingRefund(), map[string]string{refundsAsked: one("failed", at(week)), paymentAsked: paidPayment}, isUnknown, "refund R1", false},
		"refund: of no time":    {creatingRefund(), map[string]string{refundsAsked: one("paid", "soon"), paymentAsked: paidPayment}, isExecuted, "refund R1", false},
		"direct: of now":        {directly, paid(at(0)), isExecuted, "payment 7", false},
		"direct: of last week":  {directly, paid(at(week)), isUnknown, "payment 7", false},
	})
}
