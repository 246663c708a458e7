package corefytest_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/corefy/corefytest"
	"github.com/paygates/paygates-go/money"
)

// words are status and resolution as the private API prints them.
func (s shop) words(id string) string {
	s.t.Helper()
	a := s.get("/api/payment-invoices/" + id)
	return a.text("data.attributes.status") + " " + a.text("data.attributes.resolution")
}

func TestWhatBecomesOfAnInvoice(t *testing.T) {
	t.Parallel()
	const charged = "charge 123.45 USD"
	for _, row := range []struct {
		what, more string
		do         func(s shop, id string) error
		words      string
		moves      []string
	}{
		{"paid", `{}`, func(s shop, id string) error { return s.Pay(id) }, "processed ok", []string{charged}},
		{"paid without 3-D Secure", `{}`, func(s shop, id string) error { return s.PayWith(id, "5519283812030000") }, "processed ok", []string{charged}},
		{"paid with any card", `{}`, func(s shop, id string) error { return s.PayWith(id, "4111111111111111") }, "processed ok", []string{charged}},
		{"declined card", `{}`, func(s shop, id string) error { return s.PayWith(id, "4412397212080000") }, "process_failed declined", nil},
		{"declined card, no 3-D Secure", `{}`, func(s shop, id string) error { return s.PayWith(id, "4302912837020000") }, "process_failed declined", nil},
		{"less", `{}`, func(s shop, id string) error { return s.PayAmount(id, usd("100")) }, "partially_processed ok", []string{"charge 100.00 USD"}},
		{"more", `{}`, func(s shop, id string) error { return s.PayAmount(id, usd("200")) }, "partially_processed ok", []string{"charge 200.00 USD"}},
		{"exactly", `{}`, func(s shop, id string) error { return s.PayAmount(id, usd("123.45")) }, "processed ok", []string{charged}},
		{"refused by the provider", `{}`, func(s shop, id string) error { return s.Decline(id, corefytest.InsufficientFunds) }, "process_failed insufficient_funds", nil},
		{"refused by the payer", `{}`, func(s shop, id string) error { return s.Refuse(id) }, "terminated ok", nil},
		{"abandoned", `{}`, func(s shop, id string) error { return s.Abandon(id) }, "process_pending auth_3ds_required", nil},
		{"verified", `{"flow":"verify"}`, func(s shop, id string) error { return s.Pay(id) }, "verified ok", []string{"authorize 123.45 USD", "reverse 123.45 USD"}},
		{"verification refused", `{"flow":"verify"}`, func(s shop, id string) error { return s.Decline(id, corefytest.Antifraud) }, "verify_failed antifraud_error", nil},
		{"corrected", `{}`, func(s shop, id string) error { return s.Correct(id, "rejected", "general_fatal_error") }, "rejected general_fatal_error", nil},
		{"stumbled", `{}`, func(s shop, id string) error { return s.Correct(id, "process_error", "provider_error") }, "process_error provider_error", nil},
	} {
		s := open(t, corefytest.Config{})
		id := s.create(row.more)
		require.NoError(t, row.do(s, id), row.what)
		assert.Equal(t, row.words, s.words(id), row.what)
		assert.Equal(t, append([]string{"create 123.45 USD"}, row.moves...), s.kinds(), row.what)
	}
}

// The payment inside an invoice has words of its own.
func TestTheWordsOfThePublicAPI(t *testing.T) {
	t.Parallel()
	s := open(t, corefytest.Config{})
	id := s.create(`{}`)
	for status, inner := range map[string]string{
		"process_pending": "invoked", "process_error": "invoked", "processed": "processed", "partially_processed": "processed",
		"verified": "processed", "verify_failed": "process_failed", "partially_refunded": "refunded", "charged_back": "charged_back",
	} {
		require.NoError(t, s.Correct(id, status, "ok"))
		a := s.get("/public-api/payment-invoices/" + id)
		assert.Equal(t, status+" "+inner, a.text("data.status")+" "+a.text("data.active_payment.status"))
	}
}

func TestWhoMayPayWhat(t *testing.T) {
	t.Parallel()
	s := open(t, corefytest.Config{})
	id, verify := s.create(`{}`), s.create(`{"reference_id":"order-2","flow":"verify"}`)
	require.ErrorIs(t, s.Pay("cpi_x"), corefytest.ErrNotFound)
	require.ErrorIs(t, s.PayWith(id, "4111111111111112"), corefytest.ErrInvalidPAN)
	require.ErrorIs(t, s.PayWith(id, "0"), corefytest.ErrInvalidPAN)
	require.ErrorIs(t, s.PayAmount(id, money.MustParse("1", money.EUR)), corefytest.ErrInvalidAmount)
	require.ErrorIs(t, s.PayAmount(id, usd("0")), corefytest.ErrInvalidAmount)
	require.ErrorIs(t, s.PayAmount(verify, usd("1")), corefytest.ErrInvalidAmount)
	require.ErrorIs(t, s.Decline(id, "ok"), corefytest.ErrUnknownWord)
	require.ErrorIs(t, s.Decline(id, "made_up"), corefytest.ErrUnknownWord)
	require.ErrorIs(t, s.Correct(id, "paid", "ok"), corefytest.ErrUnknownWord)
	require.ErrorIs(t, s.Correct(id, "processed", "made_up"), corefytest.ErrUnknownWord)
	require.ErrorIs(t, s.Correct("x", "processed", "ok"), corefytest.ErrNotFound)
	require.NoError(t, s.Abandon(id))
	require.NoError(t, s.Pay(id), "a payer may come back")
	for _, err := range []error{s.Pay(id), s.Refuse(id), s.Abandon(id), s.Decline(id, corefytest.Declined)} {
		require.ErrorIs(t, err, corefytest.ErrNotPayable)
	}
	require.NoError(t, s.Correct(id, "process_pending", "ok"))
	require.NoError(t, s.Pay(id), "an operator has opened it again")
	assert.Equal(t, []string{"create 123.45 USD", "create 123.45 USD", "charge 123.45 USD", "charge 123.45 USD"}, s.kinds())
}

func TestChargebacks(t *testing.T) {
	t.Parallel()
	s := open(t, corefytest.Config{})
	id := s.paid(`{}`)
	require.ErrorIs(t, s.Chargeback("x", usd("1")), corefytest.ErrNotFound)
	for _, wrong := range []money.Amount{usd("0"), usd("123.46"), money.MustParse("1", money.EUR)} {
		require.ErrorIs(t, s.Chargeback(id, wrong), corefytest.ErrInvalidAmount)
	}
	require.Equal(t, http.StatusCreated, s.refund(id, "20", "back-1").status)
	require.NoError(t, s.Chargeback(id, usd("100")))
	assert.Equal(t, "partially_charged_back ok", s.words(id))
	require.NoError(t, s.Chargeback(id, usd("3.45")))
	assert.Equal(t, "charged_back ok", s.words(id))
	a := s.get("/api/payment-invoices/" + id)
	assert.Equal(t, "103.45", a.text("data.attributes.charged_back_amount"))
	assert.Equal(t, []string{"create 123.45 USD", "charge 123.45 USD", "refund 20.00 USD", "chargeback 100.00 USD", "chargeback 3.45 USD"}, s.kinds())
	unpaid := s.create(`{"reference_id":"order-2"}`)
	require.ErrorIs(t, s.Chargeback(unpaid, usd("1")), corefytest.ErrInvalidAmount)
}

func TestRefunds(t *testing.T) {
	t.Parallel()
	s := open(t, corefytest.Config{})
	id := s.paid(`{}`)
	a := s.refund(id, "23.45", "back-1")
	require.Equal(t, http.StatusCreated, a.status, a.body)
	for path, want := range map[string]string{
		"data.type": "refunds", "data.attributes.reference_id": "back-1", "data.attributes.original_id": id,
		"data.attributes.status": "processed", "data.attributes.amount": "23.45", "data.attributes.currency": "USD",
		"data.links.self": "/refunds/" + a.text("data.id"),
	} {
		assert.Equal(t, want, a.text(path), path)
	}
	assert.Regexp(t, `^ref_`, a.text("data.id"))
	assert.Equal(t, "partially_refunded ok", s.words(id))
	got := s.get("/api/payment-invoices/" + id)
	assert.Equal(t, "23.45 back-1", got.text("data.attributes.refunded_amount")+" "+got.text("data.attributes.refunds.0.reference_id"))

	again := s.refund(id, "5", "back-1")
	assert.Equal(t, http.StatusConflict, again.status)
	assert.Equal(t, a.text("data.id"), again.text("data.id"), "the earlier one")
	require.Equal(t, http.StatusCreated, s.refund(id, "100.00", "back-2").status)
	assert.Equal(t, "refunded ok", s.words(id))
	assert.Equal(t, http.StatusUnprocessableEntity, s.refund(id, "0.01", "back-3").status)

	ledger := s.Ledger()
	require.Len(t, ledger, 4)
	assert.Equal(t, id+" back-1 "+a.text("data.id"), ledger[2].ObjectID+" "+ledger[2].Reference+" "+ledger[2].RefundID)
	assert.Equal(t, usd("100.00"), ledger[3].Amount)
}

func TestRefundsThatAreRefused(t *testing.T) {
	t.Parallel()
	s := open(t, corefytest.Config{})
	paid, unpaid := s.paid(`{}`), s.create(`{"reference_id":"order-2"}`)
	voucher := s.paid(`{"reference_id":"order-3","service":"voucher_usd_hpp"}`)
	moved := len(s.Ledger())
	for what, row := range map[string]struct {
		id, attributes string
		status         int
		field          string
	}{
		"unknown invoice":  {"cpi_x", `{"invoiceId":"cpi_x","amount":1,"reference_id":"r"}`, 404, ""},
		"no reference":     {paid, `{"invoiceId":"` + paid + `","amount":1}`, 422, "reference_id"},
		"no invoice":       {paid, `{"amount":1,"reference_id":"r"}`, 422, "invoiceId"},
		"another invoice":  {paid, `{"invoiceId":"` + unpaid + `","amount":1,"reference_id":"r"}`, 422, "invoiceId"},
		"no amount":        {paid, `{"invoiceId":"` + paid + `","reference_id":"r"}`, 422, "amount"},
		"too much":         {paid, `{"invoiceId":"` + paid + `","amount":123.46,"reference_id":"r"}`, 422, "amount"},
		"not paid":         {unpaid, `{"invoiceId":"` + unpaid + `","amount":1,"reference_id":"r"}`, 422, "status"},
		"service does not": {voucher, `{"invoiceId":"` + voucher + `","amount":1,"reference_id":"r"}`, 422, "service"},
	} {
		a := s.send("POST", "/api/payment-invoices/"+row.id+"/refund", envelope("refund", row.attributes))
		assert.Equal(t, row.status, a.status, what)
		if row.field != "" {
			assert.NotEmpty(t, a.text("errors."+row.field), what)
		}
	}
	assert.Len(t, s.Ledger(), moved)
}

func TestRefundsThatTakeTime(t *testing.T) {
	t.Parallel()
	s := open(t, corefytest.Config{PendingRefunds: true})
	id := s.paid(`{}`)
	first, second := s.refund(id, "100", "back-1"), s.refund(id, "23.45", "back-2")
	assert.Equal(t, "process_pending", first.text("data.attributes.status"))
	assert.Equal(t, "refund_pending ok", s.words(id))
	assert.Equal(t, http.StatusUnprocessableEntity, s.refund(id, "0.01", "back-3").status, "what is under way is not left")
	require.NoError(t, s.FailRefund(first.text("data.id"), corefytest.ProviderError))
	assert.Equal(t, "refund_pending provider_error", s.words(id), "another one is under way")
	require.ErrorIs(t, s.CompleteRefund(first.text("data.id")), corefytest.ErrNotOpen)
	require.NoError(t, s.CompleteRefund(second.text("data.id")))
	assert.Equal(t, "partially_refunded ok", s.words(id))
	third := s.refund(id, "100", "back-4")
	require.NoError(t, s.FailRefund(third.text("data.id"), corefytest.FatalTimeout))
	assert.Equal(t, "partially_refunded fatal_timeout", s.words(id), "money is back all the same")
	require.ErrorIs(t, s.CompleteRefund("ref_x"), corefytest.ErrNotFound)
	require.ErrorIs(t, s.FailRefund("ref_x", "ok"), corefytest.ErrUnknownWord)
	assert.Equal(t, []string{"create 123.45 USD", "charge 123.45 USD", "refund 23.45 USD"}, s.kinds())

	alone := s.paid(`{"reference_id":"order-2"}`)
	require.NoError(t, s.FailRefund(s.refund(alone, "1", "back-5").text("data.id"), corefytest.Declined))
	assert.Equal(t, "refund_failed declined", s.words(alone))
	assert.Equal(t, http.StatusCreated, s.refund(alone, "1", "back-6").status, "it may be tried again")
}

func TestRefundsInTheFormsNobodyPromises(t *testing.T) {
	t.Parallel()
	s := open(t, corefytest.Config{RefundsAsInvoice: true})
	id := s.paid(`{}`)
	a := s.refund(id, "1", "back-1")
	assert.Equal(t, "payment-invoices "+id+" back-1", a.text("data.type")+" "+a.text("data.id")+" "+a.text("data.attributes.refunds.0.reference_id"))

	page := open(t, corefytest.Config{Form: corefytest.PageForm})
	id = page.paid(`{}`)
	require.Equal(t, http.StatusCreated, page.refund(id, "1", "back-1").status)
	read := page.get("/api/payment-invoices/" + id)
	assert.NotContains(t, read.body, `"refunds"`)
	assert.Equal(t, "1", read.text("data.attributes.refunded_amount"))
	assert.Equal(t, id, "cpi_"+read.text("data.attributes.serial_number"))
}

func TestPayouts(t *testing.T) {
	t.Parallel()
	s := open(t, corefytest.Config{})
	a := s.payout(`{"customer":{"reference_id":"c-1"},"metadata":{"k":"v"}}`)
	require.Equal(t, http.StatusCreated, a.status, a.body)
	for path, want := range map[string]string{
		"data.type": "payout-invoices", "data.attributes.status": "processed", "data.attributes.amount": "50",
		"data.attributes.processed_amount": "50", "data.attributes.fields.card_number": "5123817234060000",
		"data.attributes.payouts.0.currency": "USD", "data.attributes.payouts.0.status": "processed",
		"data.attributes.service": "payment_card_usd", "data.attributes.canceled_amount": "<nil>",
	} {
		assert.Equal(t, want, a.text(path), path)
	}
	id := a.text("data.id")
	assert.Regexp(t, `^cpoi_`, id)
	assert.Equal(t, http.StatusConflict, s.payout(`{}`).status)
	assert.Equal(t, id, s.get("/api/payout-invoices/"+id).text("data.id"))
	assert.Equal(t, id, s.get("/api/payout-invoices?filter[reference_id]=out-1").text("data.0.id"))
	public := s.send("GET", "/public-api/payout-invoices/"+id, "", anonymous)
	assert.Equal(t, "processed OK", public.text("data.status")+" "+public.text("data.resolution"))

	require.ErrorIs(t, s.ReturnPayout("x", usd("1")), corefytest.ErrNotFound)
	require.ErrorIs(t, s.ReturnPayout(id, usd("50.01")), corefytest.ErrInvalidAmount)
	require.NoError(t, s.ReturnPayout(id, usd("20")))
	got, _ := s.Payout(id)
	assert.Equal(t, "partially_canceled 20.00 USD", got.Status+" "+got.Returned.String())
	require.NoError(t, s.ReturnPayout(id, usd("30")))
	got, _ = s.Payout(id)
	assert.Equal(t, "canceled", got.Status)
	require.NoError(t, s.Correct(id, "processed", "ok"))
	require.ErrorIs(t, s.Correct(id, "refunded", "ok"), corefytest.ErrUnknownWord, "no word for payouts")
	assert.Equal(t, []string{"create 50.00 USD", "payout 50.00 USD", "return 20.00 USD", "return 30.00 USD"}, s.kinds())
	_, ok := s.Payout("cpoi_x")
	assert.False(t, ok)
}

func TestPayoutsThatAreRefused(t *testing.T) {
	t.Parallel()
	s := open(t, corefytest.Config{})
	for what, row := range map[string]struct{ more, field string }{
		"no recipient":      {`{"fields":{}}`, "fields.card_number"},
		"no text":           {`{"fields":{"card_number":{"number":"5123817234060000"}}}`, "fields.card_number"},
		"a payment service": {`{"service":"payment_card_usd_hpp"}`, "service"},
		"too much":          {`{"amount":10000.01}`, "amount"},
		"no reference":      {`{"reference_id":"-"}`, "reference_id"},
		"options":           {`{"options":{"auto_process":"no"}}`, "options.auto_process"},
	} {
		a := s.payout(row.more)
		require.Equal(t, http.StatusUnprocessableEntity, a.status, what+a.body)
		assert.Contains(t, a.body, `"`+row.field+`":`, what)
	}
	assert.Empty(t, s.Ledger())
	assert.Equal(t, http.StatusNotFound, s.get("/api/payout-invoices/x").status)
	assert.Equal(t, http.StatusNotFound, s.get("/public-api/payout-invoices/x").status)
	assert.Equal(t, http.StatusNotFound, s.send("POST", "/api/payout-invoices/x/process", "").status)
}

// A refund that ends after a chargeback does not hide it: refund_failed would say
// that the merchant still has the money.
func TestRefundsThatEndAfterAChargeback(t *testing.T) {
	t.Parallel()
	for what, row := range map[string]struct {
		lost string
		end  func(shop, string) error
		want string
	}{
		"done":              {"50", func(s shop, id string) error { return s.CompleteRefund(id) }, "partially_charged_back"},
		"done, and no more": {"70", func(s shop, id string) error { return s.CompleteRefund(id) }, "charged_back"},
		"failed":            {"50", func(s shop, id string) error { return s.FailRefund(id, "declined") }, "partially_charged_back"},
	} {
		s := open(t, corefytest.Config{PendingRefunds: true})
		id := s.paid(`{"amount":100}`)
		refund := s.refund(id, "30", "back-1").text("data.id")
		require.NoError(t, s.Chargeback(id, usd(row.lost)), what)
		require.NoError(t, row.end(s, refund), what)
		assert.Equal(t, row.want, s.invoice(id).Status, what)
	}
}

// A card that declines payments takes no payout either, whenever it is released.
func TestPayoutsToDecliningCards(t *testing.T) {
	t.Parallel()
	s := open(t, corefytest.Config{})
	declining := `{"fields":{"card_number":"4302912837020000"}}`
	a := s.payout(declining)
	require.Equal(t, http.StatusCreated, a.status, a.body)
	assert.Equal(t, "process_failed declined <nil>", a.text("data.attributes.status")+" "+a.text("data.attributes.resolution")+" "+a.text("data.attributes.processed_amount"))
	waiting := s.payout(merged(declining, `{"reference_id":"out-2","options":{"auto_process":false}}`))
	released := s.send("POST", "/api/payout-invoices/"+waiting.text("data.id")+"/process", "")
	assert.Equal(t, "process_failed", released.text("data.attributes.status"))
	assert.Equal(t, []string{"create 50.00 USD", "create 50.00 USD"}, s.kinds(), "no money left")
}

func TestPayoutsThatTakeTime(t *testing.T) {
	t.Parallel()
	s := open(t, corefytest.Config{PendingPayouts: true})
	id := s.payout(`{"options":{"auto_process":false}}`).text("data.id")
	got, _ := s.Payout(id)
	assert.Equal(t, "created", got.Status)
	released := s.send("POST", "/api/payout-invoices/"+id+"/process", "")
	assert.Equal(t, http.StatusOK, released.status)
	assert.Equal(t, "process_pending", released.text("data.attributes.status"))
	assert.Equal(t, http.StatusUnprocessableEntity, s.send("POST", "/api/payout-invoices/"+id+"/process", "").status)
	assert.Equal(t, []string{"create 50.00 USD"}, s.kinds())
	require.NoError(t, s.CompletePayout(id))
	require.ErrorIs(t, s.CompletePayout(id), corefytest.ErrNotOpen)
	require.ErrorIs(t, s.CompletePayout("x"), corefytest.ErrNotFound)

	other := s.payout(`{"reference_id":"out-2"}`).text("data.id")
	require.ErrorIs(t, s.FailPayout(other, "ok"), corefytest.ErrUnknownWord)
	require.NoError(t, s.FailPayout(other, corefytest.ProviderError))
	got, _ = s.Payout(other)
	assert.Equal(t, "process_failed provider_error", got.Status+" "+got.Resolution)
	assert.Equal(t, []string{"create 50.00 USD", "payout 50.00 USD", "create 50.00 USD"}, s.kinds())
}
