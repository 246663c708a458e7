package cibpay_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cibpay"
	"github.com/paygates/paygates-go/internal/ordergate"
	"github.com/paygates/paygates-go/internal/stub"
	"github.com/paygates/paygates-go/money"
)

// operationCalls makes one valid call of every operation.
var operationCalls = map[string]func(context.Context, *cibpay.Client) (any, error){
	"Client.Ping":            ping,
	"Client.ExchangeRates":   rates,
	"Orders.Get":             get("7"),
	"Orders.List":            list,
	"Orders.FindByReference": func(ctx context.Context, c *cibpay.Client) (any, error) { return c.Orders.FindByReference(ctx, "r-1") },
	"Orders.All": func(ctx context.Context, c *cibpay.Client) (any, error) {
		for _, err := range c.Orders.All(ctx, cibpay.ListOrdersRequest{}) {
			return nil, err
		}
		return nil, nil
	},
	"Orders.Create": create(azn("9.00"), "r-1"),
	"Orders.Charge": charge("7", cibpay.ChargeRequest{Amount: azn("9.00"), Before: azn("0.00")}),
	"Orders.Refund": refund("7", cibpay.RefundRequest{Amount: azn("9.00"), Before: azn("0.00")}),
	"Orders.Cancel": cancel("7"),
	"Orders.Reverse": func(ctx context.Context, c *cibpay.Client) (any, error) {
		return c.Orders.Reverse(ctx, "7")
	},
	"Orders.Rebill": func(ctx context.Context, c *cibpay.Client) (any, error) {
		return c.Orders.Rebill(ctx, "7", cibpay.RebillRequest{Reference: "r-1", Amount: azn("9.00")})
	},
	"Orders.Credit": credit(azn("9.00"), "4111111111111111"),
}

// proofs says which refusals prove that an operation was not executed: V a
// failed validation, D a decline, O an order answered as declined, A refused
// credentials, G and F the guide's validation error and not found.
var proofs = map[string]string{
	"Client.Ping": "A", "Client.ExchangeRates": "AVG", "Orders.Get": "AF",
	"Orders.List": "AVG", "Orders.All": "AVG", "Orders.FindByReference": "AVG",
	"Orders.Create": "VDAG",
	"Orders.Charge": "VDAGF", "Orders.Refund": "VDAGF", "Orders.Cancel": "VDAGF", "Orders.Reverse": "VDAGF",
	"Orders.Rebill": "VDOAGF", "Orders.Credit": "VDOAG",
}

// refusals are the answers that those letters stand for, and what is no proof.
var refusals = []struct {
	letter, name string
	reply        reply
	kind         error
	code         string
}{
	{"V", "validation", reply{Status: 422, Body: `{"failure_type":"validation","failure_message":"x"}`}, paygates.ErrInvalidRequest, "validation"},
	{"V", "validation of an unknown order", reply{Status: 404, Body: `{"failure_type":"validation","failure_message":"x"}`}, paygates.ErrNotFound, "validation"},
	{"D", "declined", reply{Status: 402, Body: `{"failure_type":"declined","order_id":"8"}`}, paygates.ErrDeclined, "declined"},
	{"D", "fraud", reply{Status: 402, Body: `{"failure_type":"fraud","order_id":"8"}`}, paygates.ErrDeclined, "fraud"},
	{"D", "rejected", reply{Status: 402, Body: `{"failure_type":"rejected","order_id":"8"}`}, paygates.ErrDeclined, "rejected"},
	{"A", "401 with WWW-Authenticate", reply{Status: 401, Header: http.Header{"Www-Authenticate": {`Basic realm="x"`}}}, paygates.ErrAuthentication, ""},
	{"A", "AUTHENTICATION_ERROR", reply{Status: 401, Body: `{"error":{"code":"AUTHENTICATION_ERROR"}}`}, paygates.ErrAuthentication, "AUTHENTICATION_ERROR"},
	{"G", "VALIDATION_ERROR", reply{Status: 400, Body: `{"error":{"code":"VALIDATION_ERROR"}}`}, paygates.ErrInvalidRequest, "VALIDATION_ERROR"},
	{"F", "NOT_FOUND", reply{Status: 404, Body: `{"error":{"code":"NOT_FOUND"}}`}, paygates.ErrNotFound, "NOT_FOUND"},
	{"-", "INVALID_STATE", reply{Status: 409, Body: `{"error":{"code":"INVALID_STATE"}}`}, paygates.ErrState, "INVALID_STATE"},
	{"-", "failure_type error", reply{Status: 402, Body: `{"failure_type":"error","order_id":"8"}`}, paygates.ErrUnavailable, "error"},
	{"-", "unknown failure_type", reply{Status: 402, Body: `{"failure_type":"mood"}`}, paygates.ErrDeclined, "mood"},
	{"-", "unknown error.code", reply{Status: 418, Body: `{"error":{"code":"TEAPOT"}}`}, paygates.ErrUnexpectedReply, "TEAPOT"},
	{"-", "bare 401", reply{Status: 401}, paygates.ErrAuthentication, ""},
	{"-", "bare 400", reply{Status: 400}, paygates.ErrInvalidRequest, ""},
	{"-", "bare 402", reply{Status: 402, Body: `{}`}, paygates.ErrDeclined, ""},
	{"-", "bare 403", reply{Status: 403}, paygates.ErrForbidden, ""},
	{"-", "bare 404", reply{Status: 404, Body: "<html>"}, paygates.ErrNotFound, ""},
	{"-", "bare 422", reply{Status: 422}, paygates.ErrInvalidRequest, ""},
	{"-", "429", reply{Status: 429, Body: `{"failure_type":"validation"}`}, paygates.ErrRateLimited, "validation"},
	{"-", "500 with a refusal", reply{Status: 500, Body: `{"failure_type":"declined"}`}, paygates.ErrUnavailable, "declined"},
	{"-", "502", reply{Status: 502, Body: "<html>"}, paygates.ErrUnavailable, ""},
	{"-", "200 with a refusal and no order", reply{Status: 200, Body: `{"failure_type":"declined"}`}, paygates.ErrUnexpectedReply, "declined"},
	{"-", "302", reply{Status: 302, Header: http.Header{"Location": {"https://elsewhere.example/"}}}, paygates.ErrUnexpectedReply, ""},
}

func TestEveryRefusalOfEveryOperation(t *testing.T) {
	t.Parallel()
	onExisting := map[string]bool{"Orders.Charge": true, "Orders.Refund": true, "Orders.Cancel": true, "Orders.Reverse": true}
	for _, op := range cibpay.Operations() {
		require.Contains(t, operationCalls, op.Name)
		require.Contains(t, proofs, op.Name)
		for _, r := range refusals {
			t.Run(op.Name+"/"+r.name, func(t *testing.T) {
				t.Parallel()
				answer, failed := r.reply, "8"
				if onExisting[op.Name] {
					failed = "7" // the failed order is the one of the path
					answer.Body = strings.ReplaceAll(answer.Body, `"8"`, `"7"`)
				}
				s := stub.New(answer)
				client, err := cibpay.New(testConfig(),
					paygates.WithHTTPClient(s.Client()), paygates.WithRetry(paygates.RetryPolicy{MaxAttempts: 1}))
				require.NoError(t, err)
				_, err = operationCalls[op.Name](t.Context(), client)
				require.Error(t, err)
				e, ok := errors.AsType[*paygates.Error](err)
				require.True(t, ok)
				proves := strings.Contains(proofs[op.Name], r.letter)
				want := paygates.OutcomeUnknown
				if proves || op.Safety == paygates.Read {
					want = paygates.OutcomeNotExecuted
				}
				assert.Equal(t, want, e.Outcome)
				require.ErrorIs(t, err, r.kind)
				assert.Equal(t, r.code, e.Code)
				assert.Equal(t, r.reply.Status, e.HTTPStatus)
				assert.Equal(t, op.Name, e.Op)
				if op.Safety == paygates.Read {
					return
				}
				switch {
				case !proves:
					assert.Equal(t, paygates.AdviceLookUp, e.Advice())
				case r.letter == "D" && !onExisting[op.Name]:
					assert.Equal(t, paygates.AdviceNewReference, e.Advice())
					assert.Equal(t, failed, e.ObjectID)
					assert.NotEqual(t, paygates.DeclineUnknown, e.Decline)
				case (r.letter == "V" || r.letter == "D") && onExisting[op.Name]:
					assert.Equal(t, paygates.AdviceLookUp, e.Advice())
				default:
					assert.Equal(t, paygates.AdviceFixRequest, e.Advice())
				}
			})
		}
	}
}

// A 200 with an order that was refused is a decline for the calls that take or
// send money by making an order, and for no other.
func TestRefusedOrderInASuccess(t *testing.T) {
	t.Parallel()
	body := func(fields string) string {
		return `{"orders":[{"id":"8","status":"declined","amount":"9.00","amount_charged":"0.00","currency":"AZN","merchant_order_id":"r-1",` +
			`"failure_message":"No money","operations":[{"type":"authorize","status":"failure","iso_response_code":"51"}]` + fields + `}]}`
	}
	rebill := operationCalls["Orders.Rebill"]
	client, _ := stubbed(t, reply{Body: body("")})
	_, err := rebill(t.Context(), client)
	require.ErrorIs(t, err, paygates.ErrDeclined)
	e, _ := errors.AsType[*paygates.Error](err)
	assert.Equal(t, paygates.OutcomeNotExecuted, e.Outcome)
	assert.Equal(t, "8", e.ObjectID)
	assert.Equal(t, paygates.DeclineInsufficientFunds, e.Decline)
	assert.True(t, e.Decline.Soft())
	assert.Equal(t, paygates.AdviceNewReference, e.Advice())

	for name, odd := range map[string]string{
		"another id than a new one": strings.Replace(body(""), `"8"`, `"7"`, 1),
		"another amount":            strings.Replace(body(""), `"9.00"`, `"8.00"`, 1),
		"another reference":         strings.Replace(body(""), "r-1", "r-2", 1),
		"money was charged":         strings.Replace(body(""), `"0.00"`, `"9.00"`, 1),
		"the gateway failed":        body(`,"failure_type":"error"`),
		"the card was held":         strings.Replace(body(""), `"status":"failure"`, `"status":"success"`, 1),
		"its status is error":       strings.Replace(body(""), `"declined"`, `"error"`, 1),
	} {
		client, _ := stubbed(t, reply{Body: odd})
		_, err := rebill(t.Context(), client)
		require.ErrorIs(t, err, paygates.ErrOutcomeUnknown, name)
	}
	client, _ = stubbed(t, reply{Body: strings.Replace(body(""), `"8"`, `"7"`, 1)})
	_, err = operationCalls["Orders.Charge"](t.Context(), client)
	require.ErrorIs(t, err, paygates.ErrOutcomeUnknown)
}

// What a change answers has to be what was asked, to the cent.
func TestProofsOfMovement(t *testing.T) {
	t.Parallel()
	order := func(status, charged, refunded, more string) string {
		return `{"orders":[{"id":"7","status":"` + status + `","amount":"9.00","amount_charged":"` + charged + `","amount_refunded":"` + refunded + `","currency":"AZN"` + more + `}]}`
	}
	refundOps := func(amounts ...string) string {
		ops := ""
		for _, a := range amounts {
			ops += `,{"type":"refund","status":"success","amount":"` + a + `","currency":"AZN"}`
		}
		return `,"operations":[{"type":"charge","status":"success","amount":"9.00","currency":"AZN"}` + ops + `]`
	}
	partCharge := charge("7", cibpay.ChargeRequest{Amount: azn("5.00"), Before: azn("0.00")})
	wholeCharge := charge("7", cibpay.ChargeRequest{Whole: true})
	partRefund := refund("7", cibpay.RefundRequest{Amount: azn("2.00"), Before: azn("1.00")})
	wholeRefund := refund("7", cibpay.RefundRequest{Whole: true})
	reverse := operationCalls["Orders.Reverse"]
	create := operationCalls["Orders.Create"]
	credit := operationCalls["Orders.Credit"]
	for _, tc := range []struct {
		name string
		call func(context.Context, *cibpay.Client) (any, error)
		body string
		ok   bool
	}{
		{"part charged", partCharge, order("charged", "5.00", "0.00", ""), true},
		{"other part charged", partCharge, order("charged", "9.00", "0.00", ""), false},
		{"part charged, still authorized", partCharge, order("authorized", "5.00", "0.00", ""), false},
		{"part charged, other order", partCharge, strings.Replace(order("charged", "5.00", "0.00", ""), `"7"`, `"6"`, 1), false},
		{"part charged, other currency", partCharge, strings.Replace(order("charged", "5.00", "0.00", ""), "AZN", "USD", 1), false},
		{"part charged, total unreadable", partCharge, order("charged", "5,00", "0.00", ""), false},
		{"part charged, total absent", partCharge, `{"orders":[{"id":"7","status":"charged","amount":"9.00"}]}`, false},
		{"part charged, more places, same value", partCharge, order("charged", "5.0000", "0.00", ""), true},
		{"part charged, a hair more", partCharge, order("charged", "5.0000001", "0.00", ""), false},
		{"part charged, an error beside it", partCharge, strings.Replace(order("charged", "5.00", "0.00", ""), `]}`, `],"errors":[{"message":"x"}]}`, 1), false},
		{"part charged, two orders", partCharge, `{"orders":[{"id":"7","status":"charged","amount_charged":"5.00"},{"id":"7","status":"charged","amount_charged":"5.00"}]}`, false},
		{"guide: transaction of the amount", partCharge, `{"status":"CHARGED","transactions":[{"id":"7-1","status":"SUCCESS","amount":5}]}`, true},
		{"guide: transaction of another amount", partCharge, `{"status":"CHARGED","transactions":[{"id":"7-1","status":"SUCCESS","amount":9}]}`, false},
		{"guide: transaction of another order", partCharge, `{"status":"CHARGED","transactions":[{"id":"6-1","status":"SUCCESS","amount":5}]}`, false},
		{"guide: failed transaction", partCharge, `{"status":"CHARGED","transactions":[{"id":"7-1","status":"FAILED","amount":5}]}`, false},
		{"guide: the word alone", partCharge, `{"status":"CHARGED"}`, true},
		{"guide: another word", partCharge, `{"status":"AUTHORIZED"}`, false},
		{"whole charged", wholeCharge, order("charged", "9.00", "0.00", ""), true},
		{"whole asked, part charged", wholeCharge, order("charged", "5.00", "0.00", ""), false},
		{"part refunded on top", partRefund, order("refunded", "9.00", "3.00", ""), true},
		{"part refunded, whatever the status", partRefund, order("charged", "9.00", "3.00", ""), true},
		{"nothing refunded", partRefund, order("charged", "9.00", "1.00", ""), false},
		{"refunded twice", partRefund, order("refunded", "9.00", "5.00", refundOps("1.00", "2.00", "2.00")), false},
		{"guide: REFUNDED", partRefund, `{"status":"REFUNDED"}`, true},
		{"guide: REFUNDED with a total that differs", partRefund, `{"status":"REFUNDED","amount_refunded":9}`, false},
		{"whole refunded", wholeRefund, order("refunded", "9.00", "9.00", ""), true},
		{"whole asked, part refunded", wholeRefund, order("refunded", "9.00", "3.00", ""), false},
		{"reversed", reverse, order("reversed", "0.00", "0.00", ""), true},
		{"reversed though charged", reverse, order("reversed", "9.00", "0.00", ""), false},
		{"reverse refunded", reverse, order("refunded", "9.00", "9.00", ""), false},
		{"guide: a lone word for reverse", reverse, `{"status":"CANCELED"}`, false},
		{"created", create, `{"orders":[{"id":"8","status":"new","amount":"9.00","currency":"AZN","merchant_order_id":"r-1"}]}`, true},
		{"created with another amount", create, `{"orders":[{"id":"8","status":"new","amount":"9.01","currency":"AZN","merchant_order_id":"r-1"}]}`, false},
		{"created with another currency", create, `{"orders":[{"id":"8","status":"new","amount":"9.00","currency":"USD","merchant_order_id":"r-1"}]}`, false},
		{"created with another reference", create, `{"orders":[{"id":"8","status":"new","amount":"9.00","currency":"AZN","merchant_order_id":"r-2"}]}`, false},
		{"created without an id", create, `{"orders":[{"status":"new","amount":"9.00"}]}`, false},
		{"created without an amount", create, `{"orders":[{"id":"8","status":"new"}]}`, false},
		{"credited", credit, `{"orders":[{"id":"8","status":"credited","amount":"9.00","currency":"AZN","merchant_order_id":"r-1","pan":"411111****1111"}]}`, false},
		{"credited to the card", credit, `{"orders":[{"id":"8","status":"credited","amount":"9.00","currency":"AZN","merchant_order_id":"payout-1","pan":"411111****1111"}]}`, true},
		{"credited to another card", credit, `{"orders":[{"id":"8","status":"credited","amount":"9.00","currency":"AZN","merchant_order_id":"payout-1","pan":"411111****1112"}]}`, false},
		{"not yet credited", credit, `{"orders":[{"id":"8","status":"new","amount":"9.00","currency":"AZN","merchant_order_id":"payout-1"}]}`, false},
		{"guide: credited", credit, `{"status":"SUCCESS","order_id":"8"}`, true},
		{"guide: credited without an id", credit, `{"status":"SUCCESS"}`, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			client, stub := stubbed(t, reply{Body: tc.body})
			result, err := tc.call(t.Context(), client)
			assert.Len(t, stub.Requests(), 1, "a call that moves money is sent once")
			if tc.ok {
				require.NoError(t, err)
				assert.NotEmpty(t, result.(*cibpay.Order).ID)
				return
			}
			require.ErrorIs(t, err, paygates.ErrOutcomeUnknown)
			require.ErrorIs(t, err, paygates.ErrUnexpectedReply)
		})
	}
}

// Every status word with every set of totals that tells something.
func TestStateOfEveryWord(t *testing.T) {
	t.Parallel()
	none := money.Amount{}
	nine, five, zero, ten := azn("9.00"), azn("5.00"), azn("0.00"), azn("10.00")
	const (
		unknown, pending, authorized, paid = paygates.StateUnknown, paygates.StatePending, paygates.StateAuthorized, paygates.StatePaid
	)
	type totals struct {
		amount, charged, refunded money.Amount
		want                      paygates.State
	}
	table := map[string][]totals{
		"new":        {{nine, zero, zero, pending}, {nine, none, none, pending}, {nine, nine, zero, unknown}},
		"created":    {{nine, none, none, pending}, {none, none, none, pending}, {nine, five, none, unknown}, {nine, none, five, unknown}},
		"prepared":   {{nine, zero, zero, pending}, {nine, nine, zero, unknown}},
		"authorized": {{nine, zero, zero, authorized}, {nine, none, none, authorized}, {nine, nine, zero, unknown}},
		"charged": {
			{nine, nine, zero, paid}, {nine, none, none, paid}, {nine, five, zero, paygates.StatePartlyPaid},
			{nine, nine, five, paygates.StatePartlyRefunded}, {nine, nine, nine, paygates.StateRefunded},
			{nine, zero, zero, unknown}, {nine, ten, zero, unknown}, {nine, five, nine, unknown},
			{nine, none, nine, unknown}, {none, five, zero, unknown},
		},
		"refunded": {
			{nine, nine, nine, paygates.StateRefunded}, {nine, nine, five, paygates.StatePartlyRefunded}, {nine, five, five, paygates.StateRefunded},
			{nine, nine, zero, unknown}, {nine, five, nine, unknown}, {nine, none, none, unknown}, {nine, none, five, unknown},
		},
		"reversed": {
			{nine, zero, zero, paygates.StateCanceled}, {nine, none, none, paygates.StateCanceled},
			{nine, nine, nine, paygates.StateRefunded}, {nine, nine, zero, unknown}, {nine, nine, five, unknown},
		},
		"canceled":    {{nine, zero, zero, unknown}, {nine, nine, nine, unknown}},
		"cancelled":   {{nine, zero, zero, unknown}},
		"declined":    {{nine, zero, zero, paygates.StateFailed}, {nine, none, none, paygates.StateFailed}, {nine, nine, zero, unknown}},
		"fraud":       {{nine, zero, zero, paygates.StateFailed}, {nine, nine, zero, unknown}},
		"rejected":    {{nine, zero, zero, paygates.StateFailed}, {nine, nine, zero, unknown}},
		"credited":    {{nine, zero, zero, paygates.StatePaidOut}, {nine, none, none, paygates.StatePaidOut}, {nine, nine, zero, unknown}},
		"success":     {{nine, zero, zero, unknown}, {nine, nine, zero, unknown}},
		"chargedback": {{nine, nine, zero, paygates.StateChargedBack}},
		"error":       {{nine, zero, zero, unknown}, {nine, nine, zero, unknown}},
		"pending":     {{nine, zero, zero, unknown}},
		"no such":     {{nine, zero, zero, unknown}, {nine, nine, zero, unknown}, {none, none, none, unknown}},
	}
	for _, word := range ordergate.Words() {
		if word.Signal == ordergate.SignalStatus {
			assert.Contains(t, table, word.Text, "no test for a word of the table")
			assert.NotEmpty(t, word.Source)
		}
	}
	for word, rows := range table {
		for _, row := range rows {
			for _, text := range []string{word, strings.ToUpper(word)} {
				o := cibpay.Order{Status: cibpay.Status(text), Amount: row.amount, AmountCharged: row.charged, AmountRefunded: row.refunded}
				assert.Equal(t, row.want, o.State(), "%s, amount %s, charged %s, refunded %s", text, row.amount, row.charged, row.refunded)
			}
		}
	}
	unread := cibpay.Order{Status: "charged", Amount: nine, Unread: map[string]string{"amount_charged": "9,00"}}
	assert.Equal(t, unknown, unread.State(), "an amount that cannot be read is no amount of nothing")
}

// The guide's lone word says that a charge took effect, not that it took all.
func TestStateAfterAPartCharge(t *testing.T) {
	t.Parallel()
	part := cibpay.ChargeRequest{Amount: azn("5.00"), Before: azn("0.00")}
	const whole, alone = `{"id":"7","status":"CHARGED","amount":9,"transactions":[{"id":"7-1","status":"SUCCESS","amount":9}]}`, `{"status":"CHARGED"}`
	for _, tc := range []struct {
		req  cibpay.ChargeRequest
		body string
		want paygates.State
	}{
		{part, alone, paygates.StateUnknown},
		{part, `{"status":"CHARGED","amount":9}`, paygates.StateUnknown},
		{part, `{"status":"CHARGED","amount":9,"transactions":[{"id":"7-1","status":"SUCCESS","amount":5}]}`, paygates.StatePartlyPaid},
		{part, `{"orders":[{"id":"7","status":"charged","amount":"9.00","amount_charged":"5.00"}]}`, paygates.StatePartlyPaid},
		{cibpay.ChargeRequest{Amount: azn("9.00"), Before: azn("0.00")}, whole, paygates.StatePaid},
		{cibpay.ChargeRequest{Whole: true}, alone, paygates.StatePaid},
	} {
		client, _ := stubbed(t, reply{Body: tc.body})
		o, err := client.Orders.Charge(t.Context(), "7", tc.req)
		require.NoError(t, err, tc.body)
		assert.Equal(t, tc.want.String(), o.State().String(), tc.body)
	}
}

// A refusal beside money that moved is none: a shop that believed it would let
// the payer pay again.
func TestRefusedAndYetPaid(t *testing.T) {
	t.Parallel()
	step := func(kind, status string) cibpay.Order {
		return cibpay.Order{ID: "7", Status: "declined", Amount: azn("9.00"), Operations: []cibpay.Operation{{Type: kind, Status: status, Amount: azn("9.00")}}}
	}
	move := func(status string) cibpay.Order {
		return cibpay.Order{ID: "7", Status: "REJECTED", Amount: azn("9.00"), Transactions: []cibpay.Transaction{{ID: "7-1", Status: status, Amount: azn("9.00")}}}
	}
	for _, tc := range []struct {
		order cibpay.Order
		want  paygates.State
	}{
		{step("charge", "success"), paygates.StateUnknown}, {step("charge", "failure"), paygates.StateFailed},
		{step("credit", "success"), paygates.StateUnknown}, {step("authorize", "success"), paygates.StateFailed},
		{move("SUCCESS"), paygates.StateUnknown}, {move("FAILED"), paygates.StateFailed},
	} {
		assert.Equal(t, tc.want, tc.order.State(), "%v %v", tc.order.Operations, tc.order.Transactions)
	}
}

func TestChargebackStates(t *testing.T) {
	t.Parallel()
	dispute := func(kind, status, amount string) cibpay.Operation {
		return cibpay.Operation{Type: kind, Status: status, Amount: azn(amount)}
	}
	for name, tc := range map[string]struct {
		operations []cibpay.Operation
		want       paygates.State
	}{
		"no operations":  {nil, paygates.StateChargedBack},
		"all":            {[]cibpay.Operation{dispute("chargeback", "success", "9.00")}, paygates.StateChargedBack},
		"part":           {[]cibpay.Operation{dispute("chargeback", "success", "4.00"), dispute("chargeback", "failure", "5.00")}, paygates.StatePartlyChargedBack},
		"in two parts":   {[]cibpay.Operation{dispute("chargeback", "success", "4.00"), dispute("chargeback", "success", "5.00")}, paygates.StateChargedBack},
		"represented":    {[]cibpay.Operation{dispute("chargeback", "success", "9.00"), dispute("representment", "success", "9.00")}, paygates.StateUnknown},
		"other currency": {[]cibpay.Operation{dispute("chargeback", "success", "4.00"), {Type: "chargeback", Status: "success", Amount: usd("1.00")}}, paygates.StateUnknown},
	} {
		o := cibpay.Order{Status: cibpay.StatusChargedBack, Amount: azn("9.00"), AmountCharged: azn("9.00"), AmountRefunded: azn("0.00"), Operations: tc.operations}
		assert.Equal(t, tc.want, o.State(), name)
	}
}

// Every failure of the table has a kind, a source, a constant that names it and
// a test, and an outcome that agrees with that of the test.
func TestFailureWords(t *testing.T) {
	t.Parallel()
	named := map[string]bool{
		string(cibpay.FailureDeclined): true, string(cibpay.FailureFraud): true, string(cibpay.FailureRejected): true,
		string(cibpay.FailureError): true, string(cibpay.FailureValidation): true,
		cibpay.CodeAuthentication: true, cibpay.CodeValidation: true, cibpay.CodeInvalidState: true, cibpay.CodeNotFound: true,
		"401": true,
	}
	tested := map[string]bool{"401": true}
	for _, r := range refusals {
		if r.code != "" {
			tested[r.code] = true
			for _, word := range ordergate.Words() {
				if word.Text == r.code && word.Signal != ordergate.SignalStatus && r.reply.Status < 429 && r.reply.Status >= 400 {
					assert.Equal(t, r.letter != "-", word.Outcome == paygates.OutcomeNotExecuted, r.code)
				}
			}
		}
	}
	for _, word := range ordergate.Words() {
		if word.Signal == ordergate.SignalStatus {
			continue
		}
		require.Error(t, word.Kind, word.Text)
		assert.NotEmpty(t, word.Source, word.Text)
		assert.True(t, named[word.Text], word.Text)
		assert.True(t, tested[word.Text], word.Text)
	}
}

// A row that moves money without all three proofs is not fit to be sent.
func TestRowsHaveTheirProofs(t *testing.T) {
	t.Parallel()
	names := map[string]bool{}
	for _, op := range cibpay.Operations() {
		assert.False(t, names[op.Name], "%s stands twice", op.Name)
		names[op.Name] = true
		assert.NotEmpty(t, op.Executed, op.Name)
		assert.NotEmpty(t, op.NotExecuted, op.Name)
		assert.NotEmpty(t, op.Source, op.Name)
		if op.Safety == paygates.Read {
			assert.Equal(t, paygates.MovesNothing, op.Moves, op.Name)
			continue
		}
		assert.NotEmpty(t, op.LookUp.Op, op.Name)
		assert.Contains(t, []string{ordergate.ByReference, ordergate.ByID}, op.LookUp.By, op.Name)
		assert.True(t, names[op.LookUp.Op], "%s is looked up by %s, which is no operation", op.Name, op.LookUp.Op)
		assert.NotEmpty(t, op.LookUp.Compare, op.Name)
		assert.Positive(t, op.Horizon, op.Name)
		for _, p := range op.Executed {
			assert.NotEmpty(t, p.Must, op.Name)
		}
	}
	for name := range operationCalls {
		assert.True(t, names[name], name)
	}
	rows := cibpay.Operations()
	rows[0].Name, rows[6].Executed[0].Must = "x", nil
	assert.NotEqual(t, rows[0].Name, cibpay.Operations()[0].Name, "the table is a copy")
	assert.NotNil(t, cibpay.Operations()[6].Executed[0].Must)
}

// A charged order of which an operation says that money went back is not paid, until
// a total says how much went.
func TestRefundWithoutItsTotal(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		charged, refunded money.Amount
		status            string // of the refund
		want              paygates.State
	}{
		"no total":                  {azn("9.00"), money.Amount{}, "success", paygates.StateUnknown},
		"a total of zero":           {azn("9.00"), azn("0.00"), "success", paygates.StateUnknown},
		"no totals at all":          {money.Amount{}, money.Amount{}, "success", paygates.StateUnknown},
		"a total":                   {azn("9.00"), azn("4.00"), "success", paygates.StatePartlyRefunded},
		"a refund that was refused": {azn("9.00"), azn("0.00"), "failure", paygates.StatePaid},
		"refused, no total":         {azn("9.00"), money.Amount{}, "failure", paygates.StatePaid},
	} {
		o := cibpay.Order{
			Status: cibpay.StatusCharged, Amount: azn("9.00"), AmountCharged: tc.charged, AmountRefunded: tc.refunded,
			Operations: []cibpay.Operation{{Type: "charge", Status: "success", Amount: azn("9.00")}, {Type: "refund", Status: tc.status, Amount: azn("4.00")}},
		}
		assert.Equal(t, tc.want, o.State(), name)
	}
}
