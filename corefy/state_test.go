package corefy_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/corefy"
	"github.com/paygates/paygates-go/money"
)

// invoiceOf reads an invoice with these attributes beside its own.
func invoiceOf(t testing.TB, attributes string) *corefy.Invoice {
	t.Helper()
	clients, _ := stubbed(t, reply{Body: `{"data":{"type":"payment-invoices","id":"cpi_1","attributes":{"currency":"USD",` + attributes + `}}}`})
	invoice, err := clients.Private.Invoices.Get(t.Context(), "cpi_1")
	require.NoError(t, err)
	return invoice
}

func TestInvoiceStates(t *testing.T) {
	t.Parallel()
	const owed = `"amount":100,"payment_amount":103,`
	for attributes, want := range map[string]paygates.State{
		`"status":"created"`:                                      paygates.StatePending,
		`"status":"processing"`:                                   paygates.StatePending,
		`"status":"process_pending"`:                              paygates.StatePending,
		`"status":"process_error"`:                                paygates.StatePending,
		owed + `"processed_amount":50,"status":"process_pending"`: paygates.StateUnknown,

		// Paid is what the payer owes, fee included.
		owed + `"status":"processed","processed_amount":103`:                           paygates.StatePaid,
		owed + `"status":"processed","processed_amount":104`:                           paygates.StatePaid,
		owed + `"status":"processed","processed_amount":100`:                           paygates.StatePartlyPaid,
		`"amount":100,"status":"processed","processed_amount":100`:                     paygates.StatePaid,
		owed + `"status":"processed","processed_amount":null`:                          paygates.StateUnknown,
		owed + `"status":"processed"`:                                                  paygates.StateUnknown,
		owed + `"status":"processed","processed_amount":0`:                             paygates.StateUnknown,
		owed + `"status":"processed","processed_amount":-103`:                          paygates.StateUnknown,
		owed + `"status":"processed","processed_amount":1e30`:                          paygates.StateUnknown,
		owed + `"status":"processed","processed_amount":103,"payment_flow":"verify"`:   paygates.StateUnknown,
		`"status":"processed","processed_amount":103`:                                  paygates.StateUnknown,
		owed + `"status":"PROCESSED","processed_amount":103`:                           paygates.StatePaid,
		owed + `"status":"processed","processed_amount":103,"refunded_amount":3`:       paygates.StatePartlyRefunded,
		owed + `"status":"processed","processed_amount":103,"refunded_amount":0`:       paygates.StatePaid,
		owed + `"status":"processed","processed_amount":103,"charged_back_amount":103`: paygates.StateChargedBack,

		// Something went back, and no amount says how much.
		owed + `"status":"processed","processed_amount":103,"refunded":1597833305`:                                          paygates.StateUnknown,
		owed + `"status":"processed","processed_amount":103,"refunded":"2020-08-19","refunded_amount":0`:                    paygates.StateUnknown,
		owed + `"status":"processed","processed_amount":103,"charged_back":1597833305`:                                      paygates.StateUnknown,
		owed + `"status":"processed","processed_amount":50,"refunds":[{"id":"ref_1","status":"processed","amount":3}]`:      paygates.StateUnknown,
		owed + `"status":"refund_failed","processed_amount":103,"refunds":[{"id":"ref_1","status":"processed","amount":3}]`: paygates.StateUnknown,
		owed + `"status":"refund_failed","processed_amount":103,"refunds":[{"id":"ref_1","status":"process_failed"}]`:       paygates.StatePaid,
		owed + `"status":"processed","processed_amount":103,"refunded":null,"charged_back":0,"refunds":[]`:                  paygates.StatePaid,
		owed + `"status":"processed","processed_amount":103,"refunded":1597833305,"refunded_amount":3`:                      paygates.StatePartlyRefunded,
		owed + `"status":"processed","processed_amount":103,"charged_back":1597833305,"refunded_amount":3`:                  paygates.StateUnknown,
		owed + `"status":"refunded","processed_amount":103,"charged_back":1597833305,"refunded_amount":103`:                 paygates.StateUnknown,
		owed + `"status":"refund_failed","processed_amount":103,"charged_back":1597833305,"refunded_amount":3`:              paygates.StateUnknown,
		owed + `"status":"charged_back","processed_amount":103,"charged_back":1597833305`:                                   paygates.StateChargedBack,

		owed + `"status":"partially_processed","processed_amount":50`:  paygates.StatePartlyPaid,
		owed + `"status":"partially_processed","processed_amount":103`: paygates.StateUnknown,
		owed + `"status":"partially_processed","processed_amount":104`: paygates.StateUnknown,
		owed + `"status":"partially_processed"`:                        paygates.StateUnknown,
		owed + `"status":"partially_processed","processed_amount":0`:   paygates.StateUnknown,

		owed + `"status":"partially_refunded","processed_amount":103,"refunded_amount":3`: paygates.StatePartlyRefunded,
		owed + `"status":"refunded","processed_amount":103,"refunded_amount":103`:         paygates.StateRefunded,
		owed + `"status":"refunded","processed_amount":103,"refunded_amount":3`:           paygates.StatePartlyRefunded,
		owed + `"status":"refunded","processed_amount":103,"refunded_amount":104`:         paygates.StateUnknown,
		owed + `"status":"refunded","processed_amount":103`:                               paygates.StateUnknown,
		owed + `"status":"refunded","refunded_amount":103`:                                paygates.StateUnknown,

		owed + `"status":"charged_back","processed_amount":103,"charged_back_amount":103`:                      paygates.StateChargedBack,
		owed + `"status":"charged_back","processed_amount":103,"charged_back_amount":3`:                        paygates.StatePartlyChargedBack,
		owed + `"status":"partially_charged_back","processed_amount":103,"charged_back_amount":3`:              paygates.StatePartlyChargedBack,
		owed + `"status":"charged_back","processed_amount":103`:                                                paygates.StateChargedBack,
		owed + `"status":"refunded","processed_amount":103,"refunded_amount":50,"charged_back_amount":53`:      paygates.StatePartlyChargedBack,
		owed + `"status":"charged_back","processed_amount":103,"charged_back_amount":200`:                      paygates.StateUnknown,
		owed + `"status":"partially_charged_back","processed_amount":103,"charged_back_amount":3,"refunded":1`: paygates.StatePartlyChargedBack,

		`"status":"verified"`:                              paygates.StateVerified,
		`"status":"verified","processed_amount":1`:         paygates.StateUnknown,
		`"status":"verify_failed"`:                         paygates.StateFailed,
		`"status":"process_failed"`:                        paygates.StateFailed,
		`"status":"rejected"`:                              paygates.StateFailed,
		`"status":"terminated"`:                            paygates.StateFailed,
		`"status":"expired"`:                               paygates.StateExpired,
		`"status":"process_failed","resolution":"Expired"`: paygates.StateExpired,
		`"status":"process_failed","resolution":"ok"`:      paygates.StateFailed,
		`"status":"process_failed","processed_amount":1`:   paygates.StateUnknown,
		`"status":"expired","processed_amount":1`:          paygates.StateUnknown,
		`"status":"process_failed","processed_amount":0`:   paygates.StateFailed,
		`"status":"authorize_failed"`:                      paygates.StateUnknown,
		`"status":"word_of_tomorrow","processed_amount":1`: paygates.StateUnknown,
		`"status":""`:   paygates.StateUnknown,
		`"status":null`: paygates.StateUnknown,
	} {
		assert.Equal(t, want.String(), invoiceOf(t, attributes).State().String(), attributes)
	}
	// While a refund is under way, or was refused, the money is still here.
	for _, word := range []string{"refunding", "refund_pending", "refund_error", "refund_failed"} {
		for attributes, want := range map[string]paygates.State{
			`"processed_amount":103`:                         paygates.StatePaid,
			`"processed_amount":50`:                          paygates.StatePartlyPaid,
			`"processed_amount":103,"refunded_amount":0`:     paygates.StatePaid,
			`"processed_amount":103,"refunded_amount":3`:     paygates.StatePartlyRefunded,
			`"processed_amount":103,"refunded_amount":200`:   paygates.StateUnknown,
			`"processed_amount":null`:                        paygates.StateUnknown,
			`"processed_amount":103,"refunded_amount":"odd"`: paygates.StateUnknown,
		} {
			assert.Equal(t, want.String(), invoiceOf(t, fmt.Sprintf(`%s"status":%q,%s`, owed, word, attributes)).State().String(), "%s, %s", word, attributes)
		}
	}
}

// Numbers without a currency are no payment.
func TestPaidInWhat(t *testing.T) {
	t.Parallel()
	for currency, want := range map[string]paygates.State{`"currency":"USD",`: paygates.StatePaid, ``: paygates.StateUnknown, `"currency":null,`: paygates.StateUnknown} {
		c := openWith(t, testConfig(), `{"data":{"id":"`+invoiceID+`","attributes":{`+currency+`"status":"processed","amount":100,"payment_amount":100,"processed_amount":100}}}`)
		invoice, err := c.Private.Confirm(t.Context(), invoiceID)
		require.NoError(t, err)
		assert.Equal(t, want.String(), invoice.State().String(), currency)
	}
}

func TestPayoutStates(t *testing.T) {
	t.Parallel()
	for attributes, want := range map[string]paygates.State{
		`"status":"created"`: paygates.StatePending, `"status":"processing"`: paygates.StatePending, `"status":"process_pending"`: paygates.StatePending,
		`"status":"process_error"`: paygates.StatePending, `"status":"canceling"`: paygates.StatePending, `"status":"cancel_pending"`: paygates.StatePending,
		`"status":"cancel_error"`: paygates.StatePending, `"status":"processed"`: paygates.StatePaidOut, `"status":"partially_processed"`: paygates.StatePaidOut,
		`"status":"cancel_failed"`: paygates.StatePaidOut, `"status":"partially_canceled"`: paygates.StatePaidOut, `"status":"CANCELED"`: paygates.StateCanceled,
		`"status":"process_failed"`: paygates.StateFailed, `"status":"terminated"`: paygates.StateFailed, `"status":"expired"`: paygates.StateExpired,
		`"status":"process_failed","processed_amount":1`: paygates.StateUnknown, `"status":"refunded"`: paygates.StateUnknown, `"status":"verified"`: paygates.StateUnknown,
		`"status":"expired","processed_amount":{}`: paygates.StateUnknown, `"status":"tomorrow"`: paygates.StateUnknown,
	} {
		clients, _ := stubbed(t, reply{Body: `{"data":{"id":"cpoi_1","attributes":{"currency":"USD",` + attributes + `}}}`})
		payout, err := clients.Private.Payouts.Get(t.Context(), "cpoi_1")
		require.NoError(t, err, attributes)
		assert.Equal(t, want.String(), payout.State().String(), attributes)
		assert.Equal(t, paygates.DeclineUnknown, payout.DeclineReason(), attributes)
	}
	clients, _ := stubbed(t, reply{Body: `{"data":{"id":"cpoi_1","attributes":{"status":"process_failed","resolution":"LIMIT_VIOLATION"}}}`})
	payout, err := clients.Private.Payouts.Get(t.Context(), "cpoi_1")
	require.NoError(t, err)
	assert.Equal(t, paygates.DeclineLimit, payout.DeclineReason())
}

func TestRefundStates(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]paygates.State{
		"processed": paygates.StateRefunded, "created": paygates.StatePending, "process_pending": paygates.StatePending, "process_error": paygates.StatePending,
		"process_failed": paygates.StateFailed, "refunded": paygates.StateUnknown, "": paygates.StateUnknown,
	} {
		invoice := invoiceOf(t, fmt.Sprintf(`"refunds":[{"id":"ref_1","status":%q}]`, word))
		require.Len(t, invoice.Refunds, 1)
		assert.Equal(t, want.String(), invoice.Refunds[0].State().String(), word)
	}
}

func TestStatusWords(t *testing.T) {
	t.Parallel()
	for status, want := range map[corefy.Status]struct {
		state paygates.State
		final bool
	}{
		corefy.StatusProcessed: {paygates.StatePaid, false}, "PROCESSED": {paygates.StatePaid, false}, corefy.StatusExpired: {paygates.StateExpired, true},
		corefy.StatusRefunded: {paygates.StateRefunded, true}, corefy.StatusRefundFailed: {paygates.StatePaid, false}, "ſtatus": {paygates.StateUnknown, false},
		"proceſſed": {paygates.StateUnknown, false}, corefy.StatusCanceled: {paygates.StateUnknown, true}, "": {paygates.StateUnknown, false},
	} {
		assert.Equal(t, want.state.String(), status.State().String(), status)
		assert.Equal(t, want.final, status.Final(), status)
	}
	// What never turns into paid by itself, of an invoice and of a payout; all else
	// can still change, what the pages disagree about too.
	final := map[corefy.Status]bool{
		"process_failed": true, "expired": true, "terminated": true, "rejected": true, "verified": true, "verify_failed": true,
		"refunded": true, "charged_back": true, "canceled": true,
	}
	for _, status := range []corefy.Status{
		"created", "processing", "process_pending", "process_error", "processed", "partially_processed", "process_failed", "expired", "terminated", "rejected",
		"verified", "verify_failed", "refunding", "refund_pending", "refund_error", "partially_refunded", "refunded", "refund_failed", "charged_back",
		"partially_charged_back", "canceling", "cancel_pending", "cancel_error", "canceled", "partially_canceled", "cancel_failed", "authorize_failed", "",
	} {
		assert.Equal(t, final[status], status.Final(), status)
	}
	for resolution, want := range map[corefy.Resolution]paygates.DeclineReason{
		"insufficient_funds": paygates.DeclineInsufficientFunds, "INVALID_CVV": paygates.DeclineSecurityCode, "card_expired": paygates.DeclineExpiredCard,
		"fatal_card_expired": paygates.DeclineExpiredCard, "antifraud_error": paygates.DeclineFraud, "limit_violation": paygates.DeclineLimit,
		"ok": paygates.DeclineUnknown, "provider_error": paygates.DeclineUnknown, "tomorrow": paygates.DeclineUnknown, "lost_or_stolen_card": paygates.DeclineLostOrStolen,
	} {
		assert.Equal(t, want, resolution.Decline(), resolution)
	}
	assert.True(t, corefy.Resolution("OK").OK())
	for fields, want := range map[string]paygates.DeclineReason{
		`"status":"process_failed","resolution":"INSUFFICIENT_FUNDS"`: paygates.DeclineInsufficientFunds,
		`"status":"rejected","resolution":"antifraud_error"`:          paygates.DeclineFraud,
		`"status":"process_failed","resolution":"tomorrow"`:           paygates.DeclineUnknown,
		`"status":"process_pending","resolution":"declined"`:          paygates.DeclineUnknown, // it may still be paid
		`"status":"expired","resolution":"declined"`:                  paygates.DeclineUnknown,
	} {
		assert.Equal(t, want, invoiceOf(t, fields).DeclineReason(), fields)
	}
	assert.False(t, corefy.ResolutionExpired.OK())
}

// Amounts that a PHP program writes, and currencies beyond ISO 4217.
func TestAmountsInAnswers(t *testing.T) {
	t.Parallel()
	invoice := invoiceOf(t, `"amount":123.45,"fee":0.30000000000000004,"deposit":"100.5","processed_amount":1.0e+25,"refunded_amount":[]`)
	assert.Equal(t, "123.45 USD", invoice.Amount.String())
	assert.Equal(t, "0.30000000000000004 USD", invoice.Fee.String())
	assert.True(t, invoice.Fee.Excess())
	assert.Equal(t, "100.50 USD", invoice.Deposit.String())
	assert.False(t, invoice.ProcessedAmount.IsSet())
	assert.Equal(t, map[string]string{"processed_amount": "1.0e+25", "refunded_amount": ""}, invoice.Unread)
	assert.Equal(t, paygates.StateUnknown, invoice.State())

	usdt, err := money.NewCurrency("USDT", 6)
	require.NoError(t, err)
	body := `{"data":{"type":"payment-invoices","id":"cpi_1","attributes":{"status":"processed","currency":"USDT","amount":1.5,"payment_amount":1.5,"processed_amount":1.5,"service_currency":"PMBTC","service_amount":0.00000001,"exchange_rate":"0.9254"}}}`
	for _, known := range []bool{true, false} {
		cfg := testConfig()
		if known {
			cfg.Currencies = []money.Currency{usdt}
		}
		c := openWith(t, cfg, body)
		invoice, err := c.Private.Invoices.Get(t.Context(), "cpi_1")
		require.NoError(t, err)
		assert.Equal(t, known, invoice.Currency == usdt)
		assert.Equal(t, paygates.StatePaid, invoice.State())
		_, places := invoice.Amount.Currency().Places()
		assert.Equal(t, known, places)
		assert.Equal(t, "PMBTC", invoice.ServiceAmount.Currency().Code())
		assert.Equal(t, "0.9254", invoice.ExchangeRate.String())
	}
}

// A rate of 0 is one that the answer does not state. PHP writes small ones with an
// exponent.
func TestSmallRatesAreRead(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "0.0000789", invoiceOf(t, `"exchange_rate":7.89e-5`).ExchangeRate.String())
	assert.Equal(t, "0.00000001", invoiceOf(t, `"exchange_rate":"1.0E-8"`).ExchangeRate.String())
	assert.True(t, invoiceOf(t, `"exchange_rate":1e-400`).ExchangeRate.IsZero())
}
