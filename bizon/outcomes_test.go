package bizon_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
	"github.com/paygates/paygates-go/internal/ordergate"
	"github.com/paygates/paygates-go/internal/stub"
)

// operationCalls makes one valid call of every operation, with 9.00 USD and the reference r-1.
var operationCalls = map[string]call{
	"Client.Ping":            ping,
	"Client.ExchangeRates":   rates(bizon.ExchangeRatesRequest{}),
	"Orders.Get":             get("7"),
	"Orders.List":            list(bizon.ListOrdersRequest{}),
	"Orders.All":             all(bizon.ListOrdersRequest{}),
	"Orders.FindByReference": find("r-1"),
	"Operations.List":        listOperations(bizon.ListOperationsRequest{}),
	"Operations.All":         allOperations(bizon.ListOperationsRequest{}),
	"Orders.Create":          of((*bizon.OrdersAPI).Create, bizon.CreateOrderRequest{Reference: "r-1", Amount: usd("9.00")}),
	"Orders.Authorize": of((*bizon.OrdersAPI).Authorize, bizon.AuthorizeRequest{
		Reference: "r-1", Amount: usd("9.00"), PAN: paygates.NewPAN("4111111111111111"), Card: cardDetails(), IP: "6.6.6.6",
	}),
	"Orders.TokenPay": of((*bizon.OrdersAPI).TokenPay, bizon.TokenPayRequest{
		Reference: "r-1", Amount: usd("9.00"), Token: bizon.WalletToken{Type: bizon.GooglePay, Token: paygates.NewSecret("token")}, IP: "6.6.6.6",
	}),
	"Orders.Rebill":       on("7", (*bizon.OrdersAPI).Rebill, bizon.RebillRequest{Reference: "r-1", Amount: usd("9.00")}),
	"Orders.Credit":       of((*bizon.OrdersAPI).Credit, bizon.CreditRequest{Reference: "r-1", Amount: usd("9.00"), PAN: paygates.NewPAN("4111111111111111")}),
	"Orders.CreditOrder":  on("7", (*bizon.OrdersAPI).CreditOrder, bizon.CreditOrderRequest{Reference: "r-1", Amount: usd("9.00")}),
	"Orders.Charge":       on("7", (*bizon.OrdersAPI).Charge, bizon.ChargeRequest{Amount: usd("9.00"), Before: usd("0.00")}),
	"Orders.Refund":       on("7", (*bizon.OrdersAPI).Refund, bizon.RefundRequest{Amount: usd("9.00"), Before: usd("0.00")}),
	"Orders.Cancel":       on("7", (*bizon.OrdersAPI).Cancel, bizon.CancelRequest{Whole: true}),
	"Orders.Reverse":      just("7", (*bizon.OrdersAPI).Reverse),
	"Orders.Complete":     on("7", (*bizon.OrdersAPI).Complete, bizon.CompleteRequest{PaRes: paygates.NewSecret("pares")}),
	"Orders.Complete3DS2": on("7", (*bizon.OrdersAPI).Complete3DS2, bizon.Complete3DS2Request{}),
	"Orders.Resume":       just("7", (*bizon.OrdersAPI).Resume),
}

// proofs says which refusals prove that an operation was not executed: V a
// failed validation, D a decline, O an order answered as declined, A refused
// credentials.
var proofs = map[string]string{
	"Client.Ping": "A", "Client.ExchangeRates": "AV", "Orders.Get": "A",
	"Orders.List": "AV", "Orders.All": "AV", "Orders.FindByReference": "AV", "Operations.List": "AV", "Operations.All": "AV",
	"Orders.Create":    "VDA",
	"Orders.Authorize": "VDOA", "Orders.TokenPay": "VDOA", "Orders.Rebill": "VDOA", "Orders.Credit": "VDOA", "Orders.CreditOrder": "VDOA",
	"Orders.Charge": "VDA", "Orders.Refund": "VDA", "Orders.Cancel": "VDA", "Orders.Reverse": "VDA",
	"Orders.Complete": "VDOA", "Orders.Complete3DS2": "VDOA", "Orders.Resume": "VDOA",
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
	{"O", "declined order", reply{Status: 200, Body: `{"orders":[{"id":"8","status":"declined","amount":"9.00","amount_charged":"0.00","currency":"USD"}]}`}, paygates.ErrDeclined, "declined"},
	{"-", "CIBPay's word", reply{Status: 401, Body: `{"error":{"code":"AUTHENTICATION_ERROR"}}`}, paygates.ErrAuthentication, "AUTHENTICATION_ERROR"},
	{"-", "CIBPay's other word", reply{Status: 400, Body: `{"error":{"code":"VALIDATION_ERROR"}}`}, paygates.ErrInvalidRequest, "VALIDATION_ERROR"},
	{"-", "failure_type error", reply{Status: 402, Body: `{"failure_type":"error","order_id":"8"}`}, paygates.ErrUnavailable, "error"},
	{"-", "unknown failure_type", reply{Status: 402, Body: `{"failure_type":"mood"}`}, paygates.ErrDeclined, "mood"},
	{"-", "bare 401", reply{Status: 401}, paygates.ErrAuthentication, ""},
	{"-", "bare 400", reply{Status: 400}, paygates.ErrInvalidRequest, ""},
	{"-", "bare 402", reply{Status: 402, Body: `{}`}, paygates.ErrDeclined, ""},
	{"-", "bare 403", reply{Status: 403}, paygates.ErrForbidden, ""},
	{"-", "bare 404", reply{Status: 404, Body: "<html>"}, paygates.ErrNotFound, ""},
	{"-", "429", reply{Status: 429, Body: `{"failure_type":"validation"}`}, paygates.ErrRateLimited, "validation"},
	{"-", "500 with a refusal", reply{Status: 500, Body: `{"failure_type":"declined"}`}, paygates.ErrUnavailable, "declined"},
	{"-", "200 with a refusal and no order", reply{Status: 200, Body: `{"failure_type":"declined"}`}, paygates.ErrUnexpectedReply, "declined"},
	{"-", "200 without orders", reply{Status: 200, Body: `{"orders":[]}`}, nil, ""},
	{"-", "200 in CIBPay's form", reply{Status: 200, Body: `{"id":"7","status":"CHARGED","amount":9.00}`}, paygates.ErrUnexpectedReply, ""},
	{"-", "302", reply{Status: 302, Header: http.Header{"Location": {"https://elsewhere.example/"}}}, paygates.ErrUnexpectedReply, ""},
}

func TestEveryRefusalOfEveryOperation(t *testing.T) {
	t.Parallel()
	for _, op := range bizon.Operations() {
		require.Contains(t, operationCalls, op.Name)
		require.Contains(t, proofs, op.Name)
		onExisting := op.LookUp.By == ordergate.ByID
		for _, r := range refusals {
			reads := op.Safety == paygates.Read
			if reads && (r.letter == "O" || strings.HasPrefix(r.name, "200")) || r.letter == "O" && !strings.Contains(proofs[op.Name], "O") {
				continue // an order that a read may show, or the tests of samples say more
			}
			t.Run(op.Name+"/"+r.name, func(t *testing.T) {
				t.Parallel()
				answer := r.reply
				if onExisting {
					answer.Body = strings.ReplaceAll(answer.Body, `"8"`, `"7"`) // the failed order is the one of the path
				}
				s := stub.New(answer)
				client, err := bizon.New(testConfig(),
					paygates.WithHTTPClient(s.Client()), paygates.WithRetry(paygates.RetryPolicy{MaxAttempts: 1}))
				require.NoError(t, err)
				_, err = operationCalls[op.Name](t.Context(), client)
				require.Error(t, err)
				e, ok := errors.AsType[*paygates.Error](err)
				require.True(t, ok)
				proves := strings.Contains(proofs[op.Name], r.letter)
				want := paygates.OutcomeUnknown
				if proves || reads {
					want = paygates.OutcomeNotExecuted
				}
				assert.Equal(t, want, e.Outcome)
				if r.kind != nil {
					require.ErrorIs(t, err, r.kind)
				}
				assert.Equal(t, r.code, e.Code)
				assert.Equal(t, r.reply.Status, e.HTTPStatus)
				assert.Equal(t, op.Name, e.Op)
				if reads {
					return
				}
				switch {
				case !proves, onExisting && (r.letter == "V" || r.letter == "D"):
					assert.Equal(t, paygates.AdviceLookUp, e.Advice())
				case r.letter == "D", r.letter == "O":
					assert.Equal(t, paygates.AdviceNewReference, e.Advice())
					assert.NotEmpty(t, e.ObjectID)
					assert.NotEqual(t, paygates.DeclineUnknown, e.Decline)
				default:
					assert.Equal(t, paygates.AdviceFixRequest, e.Advice())
				}
			})
		}
	}
}

// What an answer says of the movement has to be what was asked, to the cent,
// and nothing in it may speak against it.
func TestProofs(t *testing.T) {
	t.Parallel()
	authorized := `"id":"8","status":"authorized","amount":"9.00","amount_charged":"0.00","amount_refunded":"0.00","currency":"USD","merchant_order_id":"r-1"`
	with := func(pairs ...string) reply { return orders(strings.NewReplacer(pairs...).Replace(authorized)) }
	ended := strings.Replace(authorized, `"8"`, `"7"`, 1)
	endedAs := func(pairs ...string) reply { return orders(strings.NewReplacer(pairs...).Replace(ended)) }
	const form = `,"form3d":{"action":"https://acs.example/","method":"POST","PaReq":"x"}`
	for _, tc := range []struct {
		op, name string
		reply    reply
		proven   bool
	}{
		{"Orders.Authorize", "held", with(), true},
		{"Orders.Authorize", "held, the card shown", orders(authorized + `,"pan":"411111****1111"`), true},
		{"Orders.Authorize", "another card", orders(authorized + `,"pan":"411111****2222"`), false},
		{"Orders.Authorize", "another amount", with(`"amount":"9.00"`, `"amount":"8.00"`), false},
		{"Orders.Authorize", "another currency", with("USD", "EUR"), false},
		{"Orders.Authorize", "another reference", with("r-1", "r-2"), false},
		{"Orders.Authorize", "no amount", with(`"amount":"9.00",`, ""), false},
		{"Orders.Authorize", "charged", with("authorized", "charged", `"amount_charged":"0.00"`, `"amount_charged":"9.00"`), true},
		{"Orders.Authorize", "charged a part", with("authorized", "charged", `"amount_charged":"0.00"`, `"amount_charged":"1.00"`), false},
		{"Orders.Authorize", "charged nothing", with("authorized", "charged"), false},
		{"Orders.Authorize", "held and charged", with(`"amount_charged":"0.00"`, `"amount_charged":"9.00"`), false},
		{"Orders.Authorize", "held, but the operation failed", orders(authorized + `,"operations":[{"type":"authorize","status":"failure"}]`), false},
		{"Orders.Authorize", "waits, nowhere to go", with("authorized", "prepared"), false},
		{"Orders.Authorize", "waits, an empty form", orders(strings.Replace(authorized, "authorized", "prepared", 1) + `,"form3d":{},"form3d_html":""`), false},
		{"Orders.Authorize", "waits, a form that leads nowhere", orders(strings.Replace(authorized, "authorized", "prepared", 1) + `,"form3d":{"action":"javascript:alert(1)"}`), false},
		{"Orders.Authorize", "waits", orders(strings.Replace(authorized, "authorized", "prepared", 1) + form), true},
		{"Orders.Authorize", "waits, and charged", orders(strings.NewReplacer("authorized", "prepared", `"amount_charged":"0.00"`, `"amount_charged":"9.00"`).Replace(authorized) + form), false},
		{"Orders.Authorize", "new", orders(strings.Replace(authorized, "authorized", "new", 1) + form), false},
		{"Orders.Authorize", "words in capitals", orders(`"id":"8","status":"AUTHORIZED","amount":9.00`), true},
		{"Orders.Authorize", "two orders", orders(authorized, authorized), false},
		{"Orders.Authorize", "a failure beside it", reply{Body: `{"orders":[{` + authorized + `}],"failure_type":"error"}`}, false},
		{"Orders.TokenPay", "held", with(), true},
		{"Orders.TokenPay", "held with a card of its own", orders(authorized + `,"pan":"410937****4320"`), true},
		{"Orders.TokenPay", "waits", orders(strings.Replace(authorized, "authorized", "prepared", 1) + form), true},
		{"Orders.TokenPay", "credited", with("authorized", "credited"), false},
		{"Orders.CreditOrder", "paid out", with("authorized", "credited"), true},
		{"Orders.CreditOrder", "the parent", endedAs("authorized", "credited"), false},
		{"Orders.CreditOrder", "held", with(), false},
		{"Orders.CreditOrder", "charged", with("authorized", "charged", `"amount_charged":"0.00"`, `"amount_charged":"9.00"`), false},
		{"Orders.Credit", "paid out", orders(strings.Replace(authorized, "authorized", "credited", 1) + `,"pan":"411111****1111"`), true},
		{"Orders.Credit", "paid out to another card", orders(strings.Replace(authorized, "authorized", "credited", 1) + `,"pan":"411111****2222"`), false},
		{"Orders.Credit", "SUCCESS", reply{Body: `{"status":"SUCCESS","order_id":"8"}`}, false},
		{"Orders.Complete", "held", endedAs(), true},
		{"Orders.Complete", "another order", with(), false},
		{"Orders.Complete", "charged", endedAs("authorized", "charged", `"amount_charged":"0.00"`, `"amount_charged":"9.00"`), true},
		{"Orders.Complete", "charged a part", endedAs("authorized", "charged", `"amount_charged":"0.00"`, `"amount_charged":"1.00"`), false},
		{"Orders.Complete", "still waits", orders(strings.Replace(ended, "authorized", "prepared", 1) + form), false},
		{"Orders.Complete3DS2", "held", endedAs(), true},
		{"Orders.Complete3DS2", "still waits", orders(strings.Replace(ended, "authorized", "prepared", 1) + form), false},
		{"Orders.Resume", "waits on", orders(strings.Replace(ended, "authorized", "prepared", 1) + form), true},
		{"Orders.Resume", "waits, nowhere to go", endedAs("authorized", "prepared"), false},
		{"Orders.Resume", "held", endedAs(), true},
		{"Orders.Resume", "another order", with(), false},
	} {
		t.Run(tc.op+"/"+tc.name, func(t *testing.T) {
			t.Parallel()
			client, stub := stubbed(t, tc.reply)
			o, err := operationCalls[tc.op](t.Context(), client)
			if tc.proven {
				require.NoError(t, err)
				assert.NotEqual(t, paygates.StateUnknown, o.(*bizon.Order).State())
			} else {
				require.ErrorIs(t, err, paygates.ErrOutcomeUnknown)
			}
			assert.Len(t, stub.Requests(), 1)
		})
	}
}

// A declined order is a decline only where nothing in it says that money was
// held or moved.
func TestDeclinedOrders(t *testing.T) {
	t.Parallel()
	const fields = `"id":"8","status":"declined","amount":"9.00","amount_charged":"0.00","currency":"USD","merchant_order_id":"r-1"`
	client, _ := stubbed(t, orders(fields+`,"operations":[{"type":"authorize","status":"failure","iso_response_code":"51"}]`))
	_, err := operationCalls["Orders.Authorize"](t.Context(), client)
	require.ErrorIs(t, err, paygates.ErrDeclined)
	e, _ := errors.AsType[*paygates.Error](err)
	assert.Equal(t, paygates.OutcomeNotExecuted, e.Outcome)
	assert.Equal(t, "8", e.ObjectID)
	assert.Equal(t, paygates.DeclineInsufficientFunds, e.Decline)
	for name, odd := range map[string]string{
		"held before":         fields + `,"operations":[{"type":"authorize","status":"success"},{"type":"charge","status":"failure"}]`,
		"the hold in error":   fields + `,"operations":[{"type":"authorize","status":"error"}]`,
		"another amount":      strings.Replace(fields, "9.00", "8.00", 1),
		"another card":        fields + `,"pan":"411111****2222"`,
		"money was charged":   strings.Replace(fields, "0.00", "9.00", 1),
		"the gateway failed":  fields + `,"failure_type":"error"`,
		"its status is error": strings.Replace(fields, "declined", "error", 1),
	} {
		client, _ := stubbed(t, orders(odd))
		_, err := operationCalls["Orders.Authorize"](t.Context(), client)
		require.ErrorIs(t, err, paygates.ErrOutcomeUnknown, name)
	}
	client, _ = stubbed(t, reply{Body: `{` + fields + `}`})
	_, err = operationCalls["Orders.Authorize"](t.Context(), client)
	require.ErrorIs(t, err, paygates.ErrOutcomeUnknown, "Bizon never answers an order without its envelope")
}

// "charged" alone does not say how much was taken: neither that a payment took
// effect as it was asked for, nor that an order is paid.
func TestChargedWithoutATotal(t *testing.T) {
	t.Parallel()
	for _, op := range []string{"Orders.Authorize", "Orders.TokenPay", "Orders.Rebill", "Orders.Complete", "Orders.Complete3DS2", "Orders.Resume"} {
		id := map[bool]string{true: "8", false: "7"}[op == "Orders.Rebill"] // a new order, or the one of the path
		fields := `"id":"` + id + `","status":"charged","amount":"9.00","currency":"USD","merchant_order_id":"r-1"`
		client, _ := stubbed(t, orders(fields), orders(fields+`,"amount_charged":"9.00"`))
		_, err := operationCalls[op](t.Context(), client)
		require.ErrorIs(t, err, paygates.ErrOutcomeUnknown, op)
		_, err = operationCalls[op](t.Context(), client)
		require.NoError(t, err, op)
	}
	client, _ := stubbed(t, orders(`"id":"7","status":"charged","amount":"9.00","currency":"USD"`))
	o, err := client.Orders.Get(t.Context(), "7")
	require.NoError(t, err)
	assert.Equal(t, paygates.StateUnknown, o.State())

	client, _ = stubbed(t, orders(`"id":"7","status":"charged","amount":"9.00","currency":"USD","merchant_order_id":"r-1"`))
	res, err := client.Resolve(t.Context(), paygates.Intent{Gateway: "bizon", Op: "Orders.Authorize", Reference: "r-1", Amount: usd("9.00"), At: time.Now()})
	require.NoError(t, err)
	assert.Equal(t, paygates.VerdictUnknown, res.Verdict)
}

// Rows have their proofs, name fields that the engine compares, and stand once.
func TestRows(t *testing.T) {
	t.Parallel()
	reads := map[string][]string{
		"Client.Ping": {"message", "date"}, "Client.ExchangeRates": {"exchange_rates"},
		"Orders.List": {"orders"}, "Orders.All": {"orders"}, "Orders.FindByReference": {"orders"},
		"Operations.List": {"operations"}, "Operations.All": {"operations"},
	}
	names := map[string]bool{}
	for _, op := range bizon.Operations() {
		assert.False(t, names[op.Name], "%s stands twice", op.Name)
		names[op.Name] = true
		assert.NotEmpty(t, op.Executed, op.Name)
		assert.NotEmpty(t, op.NotExecuted, op.Name)
		assert.NotEmpty(t, op.Source, op.Name)
		known := reads[op.Name]
		if known == nil {
			known = ordergate.Fields()
		}
		for _, p := range op.Executed {
			assert.NotEmpty(t, p.Must, op.Name)
			assert.Contains(t, []string{"", "platform"}, p.Form)
			for _, fields := range [][]string{p.Must, p.MustNot, p.Equal, p.Zero} {
				assert.Subset(t, known, fields, op.Name)
			}
			if p.Moved != "" {
				assert.Contains(t, known, p.Moved, op.Name)
			}
		}
		if op.Safety == paygates.Read {
			assert.Equal(t, paygates.MovesNothing, op.Moves, op.Name)
			continue
		}
		assert.Equal(t, paygates.Once, op.Safety, op.Name)
		assert.True(t, names[op.LookUp.Op], "%s is looked up by %s, which is no operation before it", op.Name, op.LookUp.Op)
		assert.NotEmpty(t, op.LookUp.Compare, op.Name)
		assert.Positive(t, op.Horizon, op.Name)
	}
	assert.Len(t, operationCalls, len(names))
	rows := bizon.Operations()
	rows[0].Name, rows[9].Executed[0].Must[0] = "x", "x"
	assert.Equal(t, "Client.Ping", bizon.Operations()[0].Name, "the table is a copy")
	assert.Equal(t, "id", bizon.Operations()[9].Executed[0].Must[0])
}

// The caller may have given up before the first byte.
func TestNothingIsSentAfterTheCallerGaveUp(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for name, call := range operationCalls {
		client, stub := stubbed(t, reply{})
		_, err := call(ctx, client)
		require.ErrorIs(t, err, context.Canceled, name)
		assert.Equal(t, paygates.OutcomeNotExecuted, paygates.OutcomeOf(err), name)
		assert.Empty(t, stub.Requests())
	}
}
