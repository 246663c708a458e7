package circlepay_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/circlepay"
	"github.com/paygates/paygates-go/circlepay/circlepaytest"
)

// stocked is a merchant of the model's with a customer, an invoice, a link and a paid
// payment, and the operations that may be lost.
func stocked(t *testing.T, cfg circlepaytest.Config) (*circlepay.Client, *circlepaytest.Model, map[string]call) {
	t.Helper()
	c, model := modelled(t, cfg)
	s := &shop{t: t, ctx: t.Context(), c: c, model: model}
	data := customerData()
	data.Mobile = payerMobile
	_, err := c.Customers.Create(t.Context(), circlepay.CreateCustomerRequest{Customer: data})
	require.NoError(t, err)
	made, err := c.Invoices.Create(t.Context(), s.invoice())
	require.NoError(t, err)
	first, err := c.Invoices.Pay(t.Context(), circlepay.PayInvoiceRequest{InvoiceID: made.InvoiceID})
	require.NoError(t, err)
	require.NoError(t, model.Pay(first.PaymentID))
	open, err := c.Invoices.Create(t.Context(), s.invoice())
	require.NoError(t, err)
	link, err := c.PaymentLinks.Create(t.Context(), circlepay.CreatePaymentLinkRequest{Terms: s.terms()})
	require.NoError(t, err)
	system := circlepaytest.DefaultGateways()[1]
	other := data
	other.Mobile = "+201001616188"
	both := s.invoice()
	both.CustomerMobile = ""
	directly := circlepay.CreateDirectPaymentRequest{
		Customer: data, Amount: egp("75.25"), Expiry: time.Now().AddDate(0, 0, 3), GatewayID: system.ID, MethodID: system.Methods[0].ID,
	}
	return c, model, map[string]call{
		"POST /refund/request":       of(refunds, (*circlepay.RefundsAPI).Create, circlepay.CreateRefundRequest{PaymentID: first.PaymentID}),
		"POST /invoice/pay":          of(invoices, (*circlepay.InvoicesAPI).Pay, circlepay.PayInvoiceRequest{InvoiceID: open.InvoiceID}),
		"POST /invoice/create":       of(invoices, (*circlepay.InvoicesAPI).Create, s.invoice()),
		"POST /invoice/createV2":     of(invoices, (*circlepay.InvoicesAPI).CreateAndPay, circlepay.CreateAndPayRequest{Customer: other, Invoice: both}),
		"POST /paymentlink/create":   of(links, (*circlepay.PaymentLinksAPI).Create, circlepay.CreatePaymentLinkRequest{Terms: s.terms()}),
		"POST /payPaymentLink/":      of(links, (*circlepay.PaymentLinksAPI).Pay, circlepay.PayPaymentLinkRequest{Link: link.ID, Customer: circlepay.CustomerData{Mobile: payerMobile}}),
		"POST /directPayment/create": of(direct, (*circlepay.DirectPaymentsAPI).Create, directly),
		"POST /customer/create":      of(customers, (*circlepay.CustomersAPI).Create, circlepay.CreateCustomerRequest{Customer: other}),
		"POST /merchants/create":     of(merchants, (*circlepay.MerchantsAPI).Create, merchantRequest()),
	}
}

// Each answer that tells of something new is lost, before it took effect and after:
// nothing is sent twice, and what became of it is found.
func TestLostAnswersOfTheModel(t *testing.T) {
	t.Parallel()
	_, _, calls := stocked(t, circlepaytest.Config{})
	for on := range calls {
		for name, fault := range map[string]circlepaytest.Fault{
			"dropped after":  {Drop: true, When: circlepaytest.AfterCommit},
			"dropped before": {Drop: true},
			"502 after":      {Status: 502, When: circlepaytest.AfterCommit},
			"502 before":     {Status: 502},
			"cut":            {Status: 200, Body: []byte(`{"message":"Successful","errorCode":0,"da`), When: circlepaytest.AfterCommit},
		} {
			t.Run(on+" "+name, func(t *testing.T) {
				t.Parallel()
				c, model, calls := stocked(t, circlepaytest.Config{})
				entries := len(model.Ledger())
				fault.On = on
				model.Fail(fault)
				_, err := calls[on](t.Context(), c)
				e, isOurs := errors.AsType[*paygates.Error](err)
				require.True(t, isOurs, "%v", err)
				require.ErrorIs(t, err, paygates.ErrOutcomeUnknown)
				assert.Equal(t, 1, e.Attempts)
				assert.Zero(t, model.PendingFaults())
				resolution, err := c.Resolve(t.Context(), e.Intent)
				require.NoError(t, err)
				if fault.When == circlepaytest.AfterCommit {
					assert.Equal(t, isExecuted.String(), resolution.Verdict.String())
					assert.NotNil(t, resolution.Object)
					return
				}
				assert.Equal(t, isAbsent.String(), resolution.Verdict.String())
				assert.Nil(t, resolution.Object)
				assert.Len(t, model.Ledger(), entries, "nothing happened")
			})
		}
	}
}

// A gateway that does the same thing twice is found out.
func TestTwiceInTheModel(t *testing.T) {
	t.Parallel()
	for _, on := range []string{"POST /invoice/pay", "POST /invoice/create", "POST /paymentlink/create", "POST /payPaymentLink/", "POST /directPayment/create"} {
		c, model, calls := stocked(t, circlepaytest.Config{})
		model.Fail(circlepaytest.Fault{On: on, Twice: true, Status: 502, When: circlepaytest.AfterCommit})
		_, err := calls[on](t.Context(), c)
		e, isOurs := errors.AsType[*paygates.Error](err)
		require.True(t, isOurs, on)
		resolution, err := c.Resolve(t.Context(), e.Intent)
		require.NoError(t, err, on)
		assert.Equal(t, isDuplicate.String(), resolution.Verdict.String(), on)
		assert.Equal(t, paygates.AdviceAskHuman, resolution.Advice, on)
	}
}

// createV2 can stop after any of its steps: the outcome is unknown until it is looked
// up, and an invoice alone leaves it so.
func TestStepsOfTheModel(t *testing.T) {
	t.Parallel()
	for steps, want := range map[int]paygates.Verdict{1: isAbsent, 2: isUnknown} {
		c, model, calls := stocked(t, circlepaytest.Config{})
		model.Fail(circlepaytest.Fault{On: "POST /invoice/createV2", Steps: steps})
		_, err := calls["POST /invoice/createV2"](t.Context(), c)
		e, isOurs := errors.AsType[*paygates.Error](err)
		require.True(t, isOurs)
		assert.Equal(t, "5101", e.Code)
		assert.Equal(t, unknown, e.Outcome, "after %d steps", steps)
		resolution, err := c.Resolve(t.Context(), e.Intent)
		require.NoError(t, err)
		assert.Equal(t, want.String(), resolution.Verdict.String(), "after %d steps", steps)
		if steps == 2 {
			assert.NotEmpty(t, resolution.Object.(*circlepay.Checkout).InvoiceID)
		}
	}
}

// What takes effect late, and lists that are behind: absence is never proof, and what
// comes is found.
func TestLateEffectsOfTheModel(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]circlepaytest.Fault{
		"a late effect":         {CommitAfter: 10 * time.Minute},
		"a list that is behind": {Drop: true, When: circlepaytest.AfterCommit},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				c, model, calls := stocked(t, circlepaytest.Config{ListLag: 5 * time.Minute})
				time.Sleep(time.Hour) // what was there before is in the lists
				fault.On = "POST /refund/request"
				model.Fail(fault)
				_, err := calls[fault.On](t.Context(), c)
				e, isOurs := errors.AsType[*paygates.Error](err)
				require.True(t, isOurs)
				first, err := c.Resolve(t.Context(), e.Intent)
				require.NoError(t, err)
				assert.Equal(t, isAbsent, first.Verdict)
				assert.Equal(t, paygates.AdviceLookUp, first.Advice)
				time.Sleep(time.Hour)
				then, err := c.Resolve(t.Context(), e.Intent)
				require.NoError(t, err)
				assert.Equal(t, isExecuted, then.Verdict)
				assert.Equal(t, model.Refunds()[0].ID, then.Object.(*circlepay.Refund).ID)
			})
		})
	}
}

// Callbacks of a refund name the refund or its payment; either leads to the truth, and
// a forged one to nothing.
func TestRefundCallbacksOfTheModel(t *testing.T) {
	t.Parallel()
	for _, form := range []circlepaytest.RefundCallbackForm{circlepaytest.RefundCallbackOfRefund, circlepaytest.RefundCallbackOfPayment} {
		for _, posted := range []circlepaytest.CallbackForm{circlepaytest.CallbackAsJSON, circlepaytest.CallbackAsForm} {
			c, model, calls := stocked(t, circlepaytest.Config{RefundCallbacks: form, CallbackForm: posted})
			_, err := calls["POST /refund/request"](t.Context(), c)
			require.NoError(t, err)
			model.TakeCallbacks()
			require.NoError(t, model.CompleteRefund(model.Refunds()[0].ID))
			waiting := model.Callbacks()
			require.Len(t, waiting, 1)
			header := jsonHeader
			if posted == circlepaytest.CallbackAsForm {
				header = formHeader
			}
			event, err := circlepay.ParseCallback(waiting[0].Body, header)
			require.NoError(t, err)
			assert.Equal(t, circlepay.EventRefund, event.Type)
			confirmed, err := c.Confirm(t.Context(), *event)
			require.NoError(t, err)
			assert.Equal(t, paygates.StateRefunded, confirmed.Payment.State())
			require.Len(t, confirmed.Refunds, 1)

			event.ID = "42"
			_, err = c.Confirm(t.Context(), *event)
			require.ErrorIs(t, err, paygates.ErrNotFound)
		}
	}
}

// Wrong credentials in each form: nothing happened where CirclePay says so itself.
func TestWrongCredentialsAtTheModel(t *testing.T) {
	t.Parallel()
	for form, want := range map[circlepaytest.CredentialForm]paygates.Outcome{
		circlepaytest.CredentialsAsCode: notExecuted, circlepaytest.CredentialsAs401: notExecuted, circlepaytest.CredentialsAs403: unknown,
	} {
		c, _ := modelled(t, circlepaytest.Config{WrongCredentials: form}, func(c *circlepay.Config) { c.AccountToken = paygates.NewSecret("another") })
		_, err := c.Merchants.Create(t.Context(), merchantRequest())
		assert.Equal(t, want, paygates.OutcomeOf(err), "form %d: %v", form, err)
	}
}
