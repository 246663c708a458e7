package circlepay_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/circlepay"
)

// Only the code of its own object, in an answer that says nothing else, tells that
// there is none: another code, or the code beside the object, settles no intent.
func TestWhatIsNoAbsence(t *testing.T) {
	t.Parallel()
	const (
		invoice  = `{"invoice_number":"` + sampleNew + `","status":0}`
		customer = `{"mobile_number":"` + sampleMobile + `","first_name":"Ahmed"}`
	)
	deleting := of(invoices, (*circlepay.InvoicesAPI).Delete, sampleNew)
	newCustomer := of(customers, (*circlepay.CustomersAPI).Create, circlepay.CreateCustomerRequest{Customer: customerData()})
	billing := of(invoices, (*circlepay.InvoicesAPI).Create, invoiceRequest())
	for name, c := range map[string]struct {
		call   call
		answer reply
	}{
		"the merchant is not found": {deleting, refusedBy("8111")},
		"a transaction is not":      {deleting, refusedBy("9111")},
		"the invoice beside it":     {deleting, reply{Body: `{"errorCode":5111,"isError":true,"data":[` + invoice + `]}`}},
		"no error beside it":        {deleting, reply{Body: `{"errorCode":5111,"isError":false,"data":null}`}},
		"the customer beside it":    {newCustomer, reply{Body: `{"errorCode":3110,"isError":true,"data":[` + customer + `]}`}},
		"an invoice is not found":   {newCustomer, refusedBy("5111")},
		"invoices beside it":        {billing, reply{Body: `{"errorCode":3110,"isError":true,"data":[` + invoice + `]}`}},
		"no error beside a list":    {billing, reply{Body: `{"errorCode":3110,"isError":false,"data":[]}`}},
	} {
		intent := lostIntent(t, c.call)
		got, err := hasty(t, c.answer).Resolve(t.Context(), intent)
		require.Error(t, err, name)
		assert.Nil(t, got, name)
	}
	for name, body := range map[string]string{
		"beside the object": `{"errorCode":5111,"isError":true,"data":[` + invoice + `]}`,
		"without an error":  `{"errorCode":5111,"isError":false,"data":null}`,
	} {
		_, err := hasty(t, reply{Body: body}).Invoices.Get(t.Context(), sampleNew)
		require.ErrorIs(t, err, paygates.ErrUnexpectedReply, name)
		assert.NotErrorIs(t, err, paygates.ErrNotFound, name)
	}
}

// Confirm says that there is no such refund where CirclePay says so: neither for an
// empty answer, nor because the merchant is not found.
func TestConfirmARefundThatNobodyDenies(t *testing.T) {
	t.Parallel()
	const refund, list = "GET /refund/get/7", "POST /refund/list"
	event := circlepay.Event{Type: circlepay.EventRefund, ID: "7"}

	client, _ := routed(t, map[string]reply{refund: ok(`[]`), list: ok(`[]`)})
	_, err := client.Confirm(t.Context(), event)
	require.Error(t, err)
	e, _ := errors.AsType[*paygates.Error](err)
	assert.NotContains(t, e.Message, "there is no refund")
	assert.Equal(t, paygates.AdviceResend, e.Advice())

	// Where it says so the error has its code, as after every look-up by an id.
	client, _ = routed(t, map[string]reply{refund: refusedBy("9111"), list: ok(`[]`)})
	_, err = client.Confirm(t.Context(), event)
	require.ErrorIs(t, err, paygates.ErrNotFound)
	e, _ = errors.AsType[*paygates.Error](err)
	assert.Equal(t, "9111", e.Code)

	client, _ = routed(t, map[string]reply{refund: refusedBy("8111")})
	_, err = client.Confirm(t.Context(), event)
	require.Error(t, err)
	e, _ = errors.AsType[*paygates.Error](err)
	assert.Equal(t, "8111", e.Code)

	// The callback may have named the payment: then the list has its refunds.
	client, _ = routed(t, map[string]reply{
		refund: ok(`[]`), list: ok(`[{"refund_id":"R1","transaction_id":7,"value":99,"status":"paid"}]`),
		"GET /payment/get/7": ok(`[{"transaction_id":7,"value":99,"status":"paid"}]`),
	})
	got, err := client.Confirm(t.Context(), event)
	require.NoError(t, err)
	assert.Equal(t, paygates.StateRefunded, got.Payment.State())
}
