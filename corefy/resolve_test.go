package corefy_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/corefy"
	"github.com/paygates/paygates-go/money"
)

// lost is the intent of a call whose answer was lost so long ago.
func lost(t *testing.T, c call, ago time.Duration) paygates.Intent {
	t.Helper()
	clients, _ := stubbed(t, reply{Status: 502})
	_, err := c(t.Context(), clients)
	e, ok := errors.AsType[*paygates.Error](err)
	require.True(t, ok)
	require.Equal(t, paygates.OutcomeUnknown, e.Outcome)
	e.Intent.At = e.Intent.At.Add(-ago)
	// A shop stores it, and resolves it after a crash.
	text, err := json.Marshal(e.Intent)
	require.NoError(t, err)
	var stored paygates.Intent
	require.NoError(t, json.Unmarshal(text, &stored))
	return stored
}

const (
	soon = time.Minute
	late = 25 * time.Hour
)

// rows is a list with these objects.
func rows(objects ...string) reply {
	return reply{Body: `{"meta":{"count":1},"links":{"prev":"","next":""},"data":[` + strings.Join(objects, ",") + `]}`}
}

// ours is the invoice that createRequest asks for, with further attributes.
func ours(id, attributes string) string {
	if attributes == "" {
		attributes = `"status":"process_pending"`
	}
	return fmt.Sprintf(`{"type":"payment-invoices","id":%q,"attributes":{"reference_id":%q,"amount":100,"currency":"USD","service":"payment_card_usd_hpp","test_mode":true,"payment_flow":"charge",%s}}`,
		id, createRequest().Reference, attributes)
}

func TestResolveAnInvoice(t *testing.T) {
	t.Parallel()
	edit := func(old, new string) string { return strings.Replace(ours("cpi_1", ""), old, new, 1) }
	for name, c := range map[string]struct {
		ago     time.Duration
		replies []reply
		verdict paygates.Verdict
		advice  paygates.Advice
		object  string
	}{
		"there":                   {soon, []reply{rows(ours("cpi_1", ""))}, paygates.VerdictExecuted, paygates.AdviceNone, "cpi_1"},
		"there and paid":          {soon, []reply{rows(ours("cpi_1", `"status":"processed","payment_amount":100,"processed_amount":100`))}, paygates.VerdictExecuted, paygates.AdviceNone, "cpi_1"},
		"there, word of tomorrow": {soon, []reply{rows(ours("cpi_1", `"status":"word_of_tomorrow"`))}, paygates.VerdictExecuted, paygates.AdviceNone, "cpi_1"},
		"without a mode":          {soon, []reply{rows(edit(`"test_mode":true,`, ""))}, paygates.VerdictExecuted, paygates.AdviceNone, "cpi_1"},
		"failed":                  {soon, []reply{rows(ours("cpi_1", `"status":"process_failed","resolution":"declined"`))}, paygates.VerdictNotExecuted, paygates.AdviceNewReference, "cpi_1"},
		"failed, who knows":       {soon, []reply{rows(ours("cpi_1", `"status":"process_failed","resolution":"provider_error"`))}, paygates.VerdictNotExecuted, paygates.AdviceAskHuman, "cpi_1"},
		"expired":                 {soon, []reply{rows(ours("cpi_1", `"status":"expired"`))}, paygates.VerdictNotExecuted, paygates.AdviceNewReference, "cpi_1"},
		"failed and yet paid":     {soon, []reply{rows(ours("cpi_1", `"status":"process_failed","processed_amount":100`))}, paygates.VerdictUnknown, paygates.AdviceLookUp, "cpi_1"},
		"another amount":          {soon, []reply{rows(edit(`"amount":100`, `"amount":101`))}, paygates.VerdictConflict, paygates.AdviceAskHuman, "cpi_1"},
		"another currency":        {soon, []reply{rows(edit(`"USD"`, `"EUR"`))}, paygates.VerdictConflict, paygates.AdviceAskHuman, "cpi_1"},
		"another service":         {soon, []reply{rows(edit(`payment_card_usd_hpp`, `qiwi_usd_hpp`))}, paygates.VerdictConflict, paygates.AdviceAskHuman, "cpi_1"},
		"another flow":            {soon, []reply{rows(edit(`"payment_flow":"charge"`, `"payment_flow":"verify"`))}, paygates.VerdictConflict, paygates.AdviceAskHuman, "cpi_1"},
		"a flow in upper case":    {soon, []reply{rows(edit(`"payment_flow":"charge"`, `"payment_flow":"CHARGE"`))}, paygates.VerdictExecuted, paygates.AdviceNone, "cpi_1"},
		"another type":            {soon, []reply{rows(edit(`"payment-invoices"`, `"payout-invoices"`))}, paygates.VerdictConflict, paygates.AdviceAskHuman, "cpi_1"},
		"an unreadable amount":    {soon, []reply{rows(edit(`"amount":100`, `"amount":1e40`))}, paygates.VerdictUnknown, paygates.AdviceLookUp, "cpi_1"},
		"no amount":               {soon, []reply{rows(edit(`"amount":100,`, ``))}, paygates.VerdictUnknown, paygates.AdviceLookUp, "cpi_1"},
		"two":                     {soon, []reply{rows(ours("cpi_1", ""), ours("cpi_2", ""))}, paygates.VerdictDuplicate, paygates.AdviceAskHuman, "cpi_1"},
		"one refused, one good":   {soon, []reply{rows(ours("cpi_1", `"status":"rejected"`), ours("cpi_2", ""))}, paygates.VerdictExecuted, paygates.AdviceNone, "cpi_2"},
		"not there yet":           {soon, []reply{rows()}, paygates.VerdictAbsent, paygates.AdviceLookUp, ""},
		"not there":               {late, []reply{rows(), rows()}, paygates.VerdictNotExecuted, paygates.AdviceResend, ""},
		"there at last":           {late, []reply{rows(), rows(ours("cpi_1", ""))}, paygates.VerdictExecuted, paygates.AdviceNone, "cpi_1"},
		"another's alone":         {late, []reply{rows(strings.Replace(ours("cpi_1", ""), "70d4", "80d4", 1))}, paygates.VerdictUnknown, paygates.AdviceAskHuman, ""},
		"a hole in the list":      {late, []reply{rows("null")}, paygates.VerdictUnknown, paygates.AdviceAskHuman, ""},
		"nothing, and yet more":   {late, []reply{{Body: `{"links":{"next":"?page[before]=x"},"data":[]}`}}, paygates.VerdictUnknown, paygates.AdviceAskHuman, ""},
		"another's, and ours":     {soon, []reply{rows(strings.Replace(ours("cpi_9", ""), "70d4", "80d4", 1), ours("cpi_1", ""))}, paygates.VerdictExecuted, paygates.AdviceNone, "cpi_1"},
		"of the other mode":       {soon, []reply{rows(edit(`"test_mode":true`, `"test_mode":false`))}, paygates.VerdictAbsent, paygates.AdviceLookUp, ""},
	} {
		for of, lostCall := range map[string]call{"private": create(createRequest()), "public": publicCreate(corefy.PublicInvoiceRequest{
			Reference: createRequest().Reference, Service: createRequest().Service, Amount: createRequest().Amount,
		})} {
			t.Run(name+", "+of, func(t *testing.T) {
				t.Parallel()
				want := c.verdict
				if name == "another flow" && of == "public" {
					want = paygates.VerdictExecuted // the public API asks for none
				}
				clients, host := stubbed(t, c.replies...)
				intent := lost(t, lostCall, c.ago)
				res, err := clients.Private.Resolve(t.Context(), intent)
				require.NoError(t, err)
				assert.Equal(t, want.String(), res.Verdict.String())
				if want == c.verdict {
					assert.Equal(t, c.advice.String(), res.Advice.String())
				}
				assert.Len(t, res.Evidence, len(c.replies))
				assert.Equal(t, intent, res.Intent)
				invoice, _ := res.Object.(*corefy.Invoice)
				if c.object == "" {
					assert.Nil(t, res.Object)
				} else if assert.NotNil(t, invoice) {
					assert.Equal(t, c.object, invoice.ID)
				}
				for _, r := range host.Requests() {
					assert.Equal(t, http.MethodGet, r.Method, "a look-up only reads")
				}
			})
		}
	}
}

// An invoice without an id proves nothing, whatever else it says.
func TestAnInvoiceWithoutAnID(t *testing.T) {
	t.Parallel()
	clients, _ := stubbed(t, rows(strings.Replace(ours("cpi_1", ""), `"id":"cpi_1",`, ``, 1)))
	res, err := clients.Private.Resolve(t.Context(), lost(t, create(createRequest()), soon))
	require.NoError(t, err)
	assert.Equal(t, paygates.VerdictUnknown.String(), res.Verdict.String())
}

// What is no answer leaves the outcome as it was: an error of a read.
func TestALookUpThatFails(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]reply{
		"404": {Status: 404, Body: envelope(404)}, "401": {Status: 401, Body: envelope(401)}, "400": {Status: 400}, "HTML": {Body: "<html>"},
		"an object": {Body: `{"data":{"id":"cpi_1"}}`}, "an error": {Body: `{"data":[],"errors":[{"code":"500"}]}`},
	} {
		for _, of := range []call{create(createRequest()), payout(payoutRequest())} {
			clients, _ := stubbed(t, answer)
			res, err := clients.Private.Resolve(t.Context(), lost(t, of, late))
			e, ok := errors.AsType[*paygates.Error](err)
			require.True(t, ok, name)
			assert.Nil(t, res)
			assert.Equal(t, "Client.Resolve", e.Op, name)
			assert.Equal(t, "Client.Resolve", e.Intent.Op, name)
			assert.Equal(t, paygates.OutcomeNotExecuted, e.Outcome, name)
		}
	}
}

func TestResolveARefund(t *testing.T) {
	t.Parallel()
	invoice := func(attributes string) reply {
		return reply{Body: `{"data":{"type":"payment-invoices","id":"` + invoiceID + `","attributes":{"currency":"USD","amount":100,"payment_amount":100,"processed_amount":100,` + attributes + `}}}`}
	}
	// Behind the call, however long the case waits for its turn, and before it.
	after, before := strconv.FormatInt(time.Now().Add(time.Hour).Unix(), 10), strconv.FormatInt(time.Now().Add(-late-time.Hour).Unix(), 10)
	hit := func(attributes string) string { return `{"id":"ref_1","reference_id":"refund-1",` + attributes + `}` }
	const unknown, executed, notExecuted, absent, conflict, duplicate = paygates.VerdictUnknown, paygates.VerdictExecuted, paygates.VerdictNotExecuted, paygates.VerdictAbsent, paygates.VerdictConflict, paygates.VerdictDuplicate
	for name, c := range map[string]struct {
		before money.Amount
		answer reply
		want   paygates.Verdict
	}{
		"listed":                       {usd("0"), invoice(`"status":"refund_pending","refunds":[` + hit(`"amount":10,"status":"process_pending"`) + `]`), executed},
		"listed and done":              {usd("0"), invoice(`"status":"partially_refunded","refunded_amount":10,"refunds":[` + hit(`"amount":10,"status":"processed"`) + `]`), executed},
		"listed, word of tomorrow":     {usd("0"), invoice(`"status":"refund_pending","refunds":[` + hit(`"amount":10,"status":"word_of_tomorrow"`) + `]`), unknown},
		"listed without a status":      {usd("0"), invoice(`"status":"refund_pending","refunds":[` + hit(`"amount":10`) + `]`), executed},
		"listed without an amount":     {usd("0"), invoice(`"status":"refund_pending","refunds":[` + hit(`"status":"created"`) + `]`), executed},
		"listed and refused":           {usd("0"), invoice(`"status":"refund_failed","refunds":[` + hit(`"amount":10,"status":"process_failed"`) + `]`), notExecuted},
		"listed with another amount":   {usd("0"), invoice(`"status":"refund_pending","refunds":[` + hit(`"amount":11`) + `]`), conflict},
		"listed with no number":        {usd("0"), invoice(`"status":"refund_pending","refunds":[` + hit(`"amount":"x"`) + `]`), unknown},
		"listed with a list":           {usd("0"), invoice(`"status":"refund_pending","refunds":[` + hit(`"amount":[]`) + `]`), unknown},
		"listed twice":                 {usd("0"), invoice(`"status":"refund_pending","refunds":[` + hit(`"amount":10`) + `,` + hit(`"amount":10`) + `]`), duplicate},
		"another listed":               {usd("0"), invoice(`"status":"partially_refunded","refunded_amount":10,"refunds":[{"id":"ref_2","reference_id":"refund-2","amount":10}]`), unknown},
		"another listed by its id":     {usd("0"), invoice(`"status":"partially_refunded","refunded_amount":10,"refunds":["ref_2"]`), unknown},
		"another listed somehow":       {usd("0"), invoice(`"status":"partially_refunded","refunded_amount":10,"refunds":{"data":[{"type":"refunds","id":"ref_2"}]}`), unknown},
		"another in a map":             {usd("0"), invoice(`"status":"partially_refunded","refunded_amount":10,"refunds":{"1":{"id":"ref_2","reference_id":"refund-2","amount":10}}`), unknown},
		"ours in a map":                {usd("0"), invoice(`"status":"refund_pending","refunds":{"1":` + hit(`"amount":10`) + `}`), executed},
		"none listed":                  {usd("0"), invoice(`"status":"partially_refunded","refunded_amount":10,"refunds":[]`), executed},
		"none in a map":                {usd("0"), invoice(`"status":"partially_refunded","refunded_amount":10,"refunds":{}`), executed},
		"no list at all":               {usd("0"), invoice(`"status":"partially_refunded","refunded_amount":10,"refunds":null`), executed},
		"the total grew":               {usd("0"), invoice(`"status":"partially_refunded","refunded_amount":10`), executed},
		"the total grew, from some":    {usd("5"), invoice(`"status":"partially_refunded","refunded_amount":15`), executed},
		"the total grew to all":        {usd("90"), invoice(`"status":"refunded","refunded_amount":100`), executed},
		"the total grew by more":       {usd("0"), invoice(`"status":"partially_refunded","refunded_amount":20`), conflict},
		"the total fell":               {usd("20"), invoice(`"status":"partially_refunded","refunded_amount":10`), conflict},
		"nothing yet":                  {usd("0"), invoice(`"status":"processed","refunded_amount":null`), absent},
		"nothing yet, from some":       {usd("5"), invoice(`"status":"partially_refunded","refunded_amount":5`), absent},
		"under way":                    {usd("0"), invoice(`"status":"refund_pending","refunded_amount":0`), unknown},
		"under way, total grown":       {usd("0"), invoice(`"status":"refunding","refunded_amount":10`), unknown},
		"refused":                      {usd("0"), invoice(`"status":"refund_failed","refunded_amount":null,"updated":` + after), notExecuted},
		"refused, from some":           {usd("5"), invoice(`"status":"refund_failed","refunded_amount":5,"updated":` + after), notExecuted},
		"another refused, before":      {usd("0"), invoice(`"status":"refund_failed","refunded_amount":0,"updated":` + before), absent},
		"refused, nobody says when":    {usd("0"), invoice(`"status":"refund_failed","refunded_amount":0`), absent},
		"a total that nobody knew":     {money.Amount{}, invoice(`"status":"partially_refunded","refunded_amount":10`), unknown},
		"a state that nobody knows":    {usd("0"), invoice(`"status":"word_of_tomorrow","refunded_amount":10`), unknown},
		"a total that cannot be read":  {usd("0"), invoice(`"status":"processed","refunded_amount":"x"`), unknown},
		"no such invoice":              {usd("0"), reply{Status: 404, Body: envelope(404)}, unknown},
		"an invoice of other currency": {usd("0"), reply{Body: `{"data":{"id":"` + invoiceID + `","attributes":{"currency":"EUR","status":"processed"}}}`}, conflict},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, ago := range []time.Duration{soon, late} {
				intent := lost(t, refund(invoiceID, corefy.RefundRequest{Reference: "refund-1", Amount: usd("10"), Before: usd("0")}), ago)
				intent.Before, intent.Details = c.before, "status=processed" // as if it had been read
				clients, host := stubbed(t, c.answer)
				res, err := clients.Private.Resolve(t.Context(), intent)
				require.NoError(t, err)
				assert.Equal(t, c.want.String(), res.Verdict.String())
				assert.Len(t, host.Requests(), 1, "no number of absences proves that a refund was not made")
				if c.want == absent && ago == late {
					assert.Equal(t, paygates.AdviceAskHuman, res.Advice)
				}
			}
		})
	}
}

// What became of an earlier refund is not taken for what became of this one. The
// moment of the invoice's last change decides nothing: in the documentation's
// samples it is that of the last callback, which comes behind the status and may
// come again for hours.
func TestAnotherRefundOfTheInvoice(t *testing.T) {
	t.Parallel()
	const executed, notExecuted, absent, unknown = paygates.VerdictExecuted, paygates.VerdictNotExecuted, paygates.VerdictAbsent, paygates.VerdictUnknown
	invoice := func(status, refunded string) reply {
		return reply{Body: `{"data":{"type":"payment-invoices","id":"` + invoiceID + `","attributes":{"currency":"USD","amount":100,"payment_amount":100,` +
			`"processed_amount":100,"status":"` + status + `","refunded_amount":` + refunded + `,"updated":` + strconv.FormatInt(time.Now().Add(time.Hour).Unix(), 10) + `}}}`}
	}
	for name, c := range map[string]struct {
		before, after reply
		want          paygates.Verdict
	}{
		"refused, after none":                  {invoice("processed", "null"), invoice("refund_failed", "0"), notExecuted},
		"refused, after one that was made":     {invoice("Partially_Refunded", "5"), invoice("refund_failed", "5"), notExecuted},
		"refused, after one that was refused":  {invoice("refund_failed", "0"), invoice("refund_failed", "0"), absent},
		"refused, after one under way":         {invoice("refund_pending", "0"), invoice("refund_failed", "0"), unknown},
		"refused, after a word of tomorrow":    {invoice("word_of_tomorrow", "0"), invoice("refund_failed", "0"), absent},
		"made, after one that was refused":     {invoice("refund_failed", "0"), invoice("partially_refunded", "10"), executed},
		"one of two made, after one under way": {invoice("refund_pending", "0"), invoice("partially_refunded", "10"), unknown},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			clients, _ := stubbed(t, c.before, reply{Status: 502}, c.after)
			_, err := refund(invoiceID, corefy.RefundRequest{Reference: "refund-1", Amount: usd("10")})(t.Context(), clients)
			e, ok := errors.AsType[*paygates.Error](err)
			require.True(t, ok)
			require.Equal(t, paygates.OutcomeUnknown, e.Outcome)
			res, err := clients.Private.Resolve(t.Context(), e.Intent)
			require.NoError(t, err)
			assert.Equal(t, c.want.String(), res.Verdict.String())
		})
	}
	t.Run("refused, and nobody looked before", func(t *testing.T) {
		t.Parallel()
		clients, _ := stubbed(t, reply{Status: 502}, invoice("refund_failed", "0"))
		_, err := refund(invoiceID, refundRequest())(t.Context(), clients)
		e, ok := errors.AsType[*paygates.Error](err)
		require.True(t, ok)
		res, err := clients.Private.Resolve(t.Context(), e.Intent)
		require.NoError(t, err)
		assert.Equal(t, absent.String(), res.Verdict.String())
	})
}

// A currency beyond ISO 4217 is the one that was asked for, with its places.
func TestARefundInACurrencyOfItsOwn(t *testing.T) {
	t.Parallel()
	usdt, err := money.NewCurrency("USDT", 6)
	require.NoError(t, err)
	invoice := func(attributes string) reply {
		return reply{Body: `{"data":{"type":"payment-invoices","id":"` + invoiceID + `","attributes":{"currency":"USDT","amount":5,"payment_amount":5,"processed_amount":5,` + attributes + `}}}`}
	}
	clients, _ := stubbed(t, invoice(`"status":"processed"`), reply{Status: 502}, invoice(`"status":"partially_refunded","refunded_amount":0.000001`))
	_, err = refund(invoiceID, corefy.RefundRequest{Reference: "refund-1", Amount: money.MustParse("0.000001", usdt)})(t.Context(), clients)
	require.ErrorIs(t, err, paygates.ErrOutcomeUnknown)
	e, _ := errors.AsType[*paygates.Error](err)
	assert.Equal(t, "0.000000 USDT/6", e.Intent.Before.String())
	res, err := clients.Private.Resolve(t.Context(), e.Intent)
	require.NoError(t, err)
	assert.Equal(t, paygates.VerdictExecuted.String(), res.Verdict.String())
}

func TestResolveAPayout(t *testing.T) {
	t.Parallel()
	mine := func(attributes string) string {
		return `{"type":"payout-invoices","id":"cpoi_1","attributes":{"reference_id":"payout-1","amount":25.5,"currency":"USD","service":"payment_card_usd","test_mode":true,` + attributes + `}}`
	}
	for name, c := range map[string]struct {
		ago    time.Duration
		answer reply
		want   paygates.Verdict
	}{
		"there":                {soon, rows(mine(`"status":"created"`)), paygates.VerdictExecuted},
		"gone out":             {soon, rows(mine(`"status":"processed","fields":{"card_number":"416974******1778"}`)), paygates.VerdictExecuted},
		"the last digits":      {soon, rows(mine(`"status":"processed","fields":{"card_number":"*1778","x":"y"}`)), paygates.VerdictExecuted},
		"a number kept back":   {soon, rows(mine(`"status":"processed","fields":{"card_number":null}`)), paygates.VerdictExecuted},
		"to somebody else":     {soon, rows(mine(`"status":"processed","fields":{"card_number":"416974******1779"}`)), paygates.VerdictConflict},
		"failed":               {soon, rows(mine(`"status":"process_failed"`)), paygates.VerdictNotExecuted},
		"failed, and gone out": {soon, rows(mine(`"status":"process_failed","processed_amount":25.5`)), paygates.VerdictUnknown},
		"canceled":             {soon, rows(mine(`"status":"canceled"`)), paygates.VerdictUnknown},
		"being canceled":       {soon, rows(mine(`"status":"cancel_pending"`)), paygates.VerdictExecuted},
		"another amount":       {soon, rows(strings.Replace(mine(`"status":"created"`), "25.5", "25.6", 1)), paygates.VerdictConflict},
		"not there":            {late, rows(), paygates.VerdictAbsent},
		"twice":                {soon, rows(mine(`"status":"created"`), strings.Replace(mine(`"status":"created"`), "cpoi_1", "cpoi_2", 1)), paygates.VerdictDuplicate},
	} {
		clients, host := stubbed(t, c.answer)
		intent := lost(t, payout(payoutRequest()), c.ago)
		assert.Equal(t, "416974****1778", intent.MaskedPAN)
		res, err := clients.Private.Resolve(t.Context(), intent)
		require.NoError(t, err, name)
		assert.Equal(t, c.want.String(), res.Verdict.String(), name)
		assert.Equal(t, "/api/payout-invoices?filter%5Breference_id%5D=payout-1", host.Requests()[0].Target)
		if c.want != paygates.VerdictAbsent {
			assert.IsType(t, &corefy.Payout{}, res.Object, name)
		}
	}
	// An account is compared by its last characters.
	req := payoutRequest()
	req.Fields = map[string]paygates.Secret{"account_number": paygates.NewSecret("DE89370400440532013000")}
	intent := lost(t, payout(req), soon)
	assert.NotContains(t, intent.Details, "3704")
	for echoed, want := range map[string]paygates.Verdict{"DE89370400440532013000": paygates.VerdictExecuted, "****3000": paygates.VerdictExecuted, "DE89370400440532013001": paygates.VerdictConflict} {
		clients, _ := stubbed(t, rows(mine(`"status":"created","fields":{"account_number":"`+echoed+`"}`)))
		res, err := clients.Private.Resolve(t.Context(), intent)
		require.NoError(t, err)
		assert.Equal(t, want.String(), res.Verdict.String(), echoed)
	}
}

// The payment page is found again with the invoice.
func TestResolveFindsThePage(t *testing.T) {
	t.Parallel()
	clients, _ := stubbed(t, rows(ours("cpi_1", `"status":"process_pending","flow_data":{"action":"https://pay.example/x","method":"GET"}`)))
	res, err := clients.Private.Resolve(t.Context(), lost(t, create(createRequest()), soon))
	require.NoError(t, err)
	assert.Equal(t, "https://pay.example/x", res.Object.(*corefy.Invoice).Redirect.URL)
}

// The evidence says what was asked and what came back, and repeats no free text.
func TestEvidence(t *testing.T) {
	t.Parallel()
	clients, _ := stubbed(t, rows(ours("cpi_1", `"status":"4169741330151778"`), ours("cpi_2", `"status":"processed","processed_amount":50`)))
	res, err := clients.Private.Resolve(t.Context(), lost(t, create(createRequest()), soon))
	require.NoError(t, err)
	require.Len(t, res.Evidence, 1)
	assert.Equal(t, "GET /payment-invoices?filter[reference_id]="+createRequest().Reference, res.Evidence[0].Question)
	assert.Equal(t, "2 found with the reference; status unknown to this SDK, amount 100.00 USD; status processed, amount 100.00 USD, processed_amount 50.00 USD", res.Evidence[0].Answer)
	assert.WithinDuration(t, time.Now(), res.Evidence[0].At, time.Minute)
}

// An intent that cannot be resolved is refused, with nothing sent.
func TestIntentsThatCannotBeResolved(t *testing.T) {
	t.Parallel()
	good := paygates.Intent{Gateway: "corefy", Op: "Invoices.Create", Reference: "r", Amount: usd("1")}
	for want, change := range map[string]func(i *paygates.Intent){
		"Gateway":   func(i *paygates.Intent) { i.Gateway = "cibpay" },
		"Op":        func(i *paygates.Intent) { i.Op = "Invoices.Get" },
		"Reference": func(i *paygates.Intent) { i.Reference = "-r" },
		"Amount":    func(i *paygates.Intent) { i.Amount = money.Amount{} },
		"TargetID":  func(i *paygates.Intent) { i.Op = "Invoices.Refund" },
	} {
		clients, host := stubbed(t, rows())
		intent := good
		change(&intent)
		_, err := clients.Private.Resolve(t.Context(), intent)
		e, ok := errors.AsType[*paygates.Error](err)
		require.True(t, ok, want)
		require.Len(t, e.Fields, 1)
		assert.Equal(t, want, e.Fields[0].Field)
		assert.Empty(t, host.Requests())
	}
	// An intent that a shop has put together itself compares what it states.
	clients, _ := stubbed(t, rows(strings.Replace(ours("cpi_1", ""), createRequest().Reference, "r", 1)))
	good.Amount = usd("100")
	res, err := clients.Private.Resolve(t.Context(), good)
	require.NoError(t, err)
	assert.Equal(t, paygates.VerdictExecuted, res.Verdict)
}
