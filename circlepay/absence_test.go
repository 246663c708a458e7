package circlepay_test

import (
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
