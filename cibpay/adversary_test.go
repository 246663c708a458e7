package cibpay_test

import (
	"context"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cibpay"
	"github.com/paygates/paygates-go/internal/ordergate"
	"github.com/paygates/paygates-go/money"
)

// Answers in which something speaks for success or refusal and something else
// against it. None of them proves anything.
func TestAnswersThatContradictThemselves(t *testing.T) {
	t.Parallel()
	type call = func(context.Context, *cibpay.Client) (any, error)
	wholeCharge := charge("7", cibpay.ChargeRequest{Whole: true})
	wholeRefund := refund("7", cibpay.RefundRequest{Whole: true})
	partRefund := refund("7", cibpay.RefundRequest{Amount: azn("2.00"), Before: azn("0.00")})
	partCancel := func(ctx context.Context, c *cibpay.Client) (any, error) {
		return c.Orders.Cancel(ctx, "7", cibpay.CancelRequest{Amount: azn("2.00"), Before: azn("0.00")})
	}
	allBefore := refund("7", cibpay.RefundRequest{Whole: true, Before: azn("9.00")})
	create, rebill, credit := operationCalls["Orders.Create"], operationCalls["Orders.Rebill"], operationCalls["Orders.Credit"]
	reverse := operationCalls["Orders.Reverse"]
	for _, tc := range []struct {
		name   string
		call   call
		status int
		body   string
	}{
		// Success against its own numbers.
		{"REFUNDED nothing", wholeRefund, 200, `{"status":"REFUNDED","amount_refunded":0}`},
		{"REFUNDED less than nothing", wholeRefund, 200, `{"status":"REFUNDED","amount_refunded":-9}`},
		{"REFUNDED in the platform's envelope without a total", partRefund, 200, `{"orders":[{"id":"7","status":"REFUNDED","amount":"9.00","amount_charged":"9.00"}]}`},
		{"REFUNDED in a bare array with a total", partRefund, 200, `[{"status":"REFUNDED","amount_refunded":"1.00"}]`},
		{"CHARGED a transaction of nothing", wholeCharge, 200, `{"status":"CHARGED","transactions":[{"id":"7-1","status":"SUCCESS","amount":0}]}`},
		{"CHARGED a total of nothing", wholeCharge, 200, `{"status":"CHARGED","amount_charged":"0.00"}`},
		{"CHARGED the transaction of order 75", wholeCharge, 200, `{"status":"CHARGED","transactions":[{"id":"75-1","status":"SUCCESS","amount":9}]}`},
		{"all was back before", allBefore, 200, `{"orders":[{"id":"7","status":"refunded","amount":"9.00","amount_charged":"9.00","amount_refunded":"9.00"}]}`},
		{"REFUNDED another amount", partRefund, 200, `{"status":"REFUNDED","transactions":[{"id":"7-2","status":"SUCCESS","amount":5.00}]}`},
		{"REFUNDED the transaction of another order", partRefund, 200, `{"status":"REFUNDED","transactions":[{"id":"8-2","status":"SUCCESS","amount":2.00}]}`},
		{"REFUNDED before, and this time refused", partRefund, 200, `{"status":"REFUNDED","transactions":[{"id":"7-1","status":"SUCCESS","amount":9.00},{"id":"7-2","status":"SUCCESS","amount":1.00},{"id":"7-3","status":"FAILED","amount":2.00}]}`},
		{"CANCELED another amount", partCancel, 200, `{"status":"CANCELED","transactions":[{"id":"7-2","status":"SUCCESS","amount":5.00}]}`},
		{"CANCELED the transaction of another order", partCancel, 200, `{"status":"CANCELED","transactions":[{"id":"8-2","status":"SUCCESS","amount":2.00}]}`},
		{"SUCCESS of another amount", credit, 200, `{"status":"SUCCESS","order_id":"8","transactions":[{"id":"8-1","status":"SUCCESS","amount":90.00}]}`},
		{"SUCCESS with a failed transaction", credit, 200, `{"status":"SUCCESS","order_id":"8","transactions":[{"id":"8-1","status":"FAILED","amount":9}]}`},
		{"credited with a failed operation", credit, 200, `{"orders":[{"id":"8","status":"credited","amount":"9.00","operations":[{"type":"credit","status":"failure"}]}]}`},
		{"credited and charged", credit, 200, `{"orders":[{"id":"8","status":"credited","amount":"9.00","amount_charged":"9.00"}]}`},
		{"rebilled and charged nothing", rebill, 200, `{"orders":[{"id":"8","status":"charged","amount":"9.00","amount_charged":"0.00"}]}`},
		{"rebilled and charged a part", rebill, 200, `{"orders":[{"id":"8","status":"charged","amount":"9.00","amount_charged":"1.00"}]}`},
		{"rebilled and refunded", rebill, 200, `{"orders":[{"id":"8","status":"charged","amount":"9.00","amount_charged":"9.00","amount_refunded":"9.00"}]}`},
		{"rebilled, held and charged", rebill, 200, `{"orders":[{"id":"8","status":"authorized","amount":"9.00","amount_charged":"9.00"}]}`},
		{"rebilled with a total nobody can read", rebill, 200, `{"orders":[{"id":"8","status":"charged","amount":"9.00","amount_charged":"9,00"}]}`},
		{"created and charged", create, 201, `{"orders":[{"id":"8","status":"new","amount":"9.00","amount_charged":"9.00"}]}`},
		{"created with a failure message", create, 201, `{"orders":[{"id":"8","status":"new","amount":"9.00","failure_message":"Do not honour"}]}`},
		{"created beside a failure message", create, 201, `{"orders":[{"id":"8","status":"new","amount":"9.00"}],"failure_message":"Do not honour"}`},
		{"created with an error inside", create, 201, `{"orders":[{"id":"8","status":"new","amount":"9.00","error":{"code":"X"}}]}`},
		{"created with a result code", create, 201, `{"orders":[{"id":"8","status":"new","amount":"9.00"}],"result_code":5}`},
		{"two ids", wholeCharge, 200, `{"id":"7","order_id":"6","status":"CHARGED"}`},
		{"an order beside the orders", wholeCharge, 200, `{"id":"99","status":"error","orders":[{"id":"7","status":"charged","amount":"9.00","amount_charged":"9.00"}]}`},
		{"orders that is no array", wholeCharge, 200, `{"orders":{"id":"7","status":"charged","amount":"9.00","amount_charged":"9.00"}}`},
		// Refusals against what else they carry.
		{"declined and charged", rebill, 402, `{"failure_type":"declined","orders":[{"id":"8","status":"declined","amount_charged":"9.00"}]}`},
		{"declined, somebody else's", rebill, 402, `{"failure_type":"declined","orders":[{"id":"8","status":"declined","amount":"1.00","currency":"USD","merchant_order_id":"x"}]}`},
		{"declined, inside an error", rebill, 402, `{"failure_type":"declined","orders":[{"id":"8","status":"declined","failure_type":"error"}]}`},
		{"declined the parent", rebill, 402, `{"failure_type":"declined","order_id":"7"}`},
		{"declined another order", wholeCharge, 402, `{"failure_type":"declined","order_id":"99"}`},
		{"declined, flat, and charged", rebill, 402, `{"failure_type":"declined","id":"8","amount_charged":"9.00"}`},
		{"declined in a bare array", rebill, 402, `[{"id":"8","status":"declined","failure_type":"declined"}]`},
		{"invalid and charged", wholeCharge, 422, `{"failure_type":"validation","orders":[{"id":"7","status":"charged","amount_charged":"9.00"}]}`},
		{"declined and in error", rebill, 200, `{"failure_type":"error","error":{"code":"declined"},"orders":[{"id":"8","status":"declined","amount":"9.00"}]}`},
		{"declined and refunded", rebill, 200, `{"orders":[{"id":"8","status":"declined","amount":"9.00","amount_charged":"0.00","amount_refunded":"9.00"}]}`},
		{"declined below nothing", rebill, 200, `{"orders":[{"id":"8","status":"declined","amount":"9.00","amount_charged":"-9.00"}]}`},
		{"declined with a text of error", rebill, 200, `{"error":"boom","orders":[{"id":"8","status":"declined","amount":"9.00"}]}`},
		{"declined with a result code", rebill, 200, `{"result_code":5,"orders":[{"id":"8","status":"declined","amount":"9.00"}]}`},
		{"declined with a charge", rebill, 200, `{"orders":[{"id":"8","status":"declined","amount":"9.00","operations":[{"type":"charge","status":"success","amount":"9.00"}]}]}`},
		{"a part of the whole", wholeCharge, 200, `{"status":"CHARGED","amount":9,"transactions":[{"id":"7-1","status":"SUCCESS","amount":1}]}`},
		{"taken twice", operationCalls["Orders.Charge"], 200, `{"status":"CHARGED","transactions":[{"id":"7-1","status":"SUCCESS","amount":9},{"id":"7-2","status":"SUCCESS","amount":9}]}`},
		{"more than the order", operationCalls["Orders.Charge"], 200, `{"status":"CHARGED","amount":5}`},
		{"more charged than the order", operationCalls["Orders.Charge"], 200, `{"orders":[{"id":"7","status":"charged","amount":"5.00","amount_charged":"9.00"}]}`},
		{"more refunded than charged", partRefund, 200, `{"orders":[{"id":"7","status":"authorized","amount":"9.00","amount_charged":"1.00","amount_refunded":"2.00"}]}`},
		{"refunded and failed", partRefund, 200, `{"orders":[{"id":"7","status":"error","amount":"9.00","amount_charged":"9.00","amount_refunded":"2.00"}]}`},
		{"reversed after a charge", reverse, 200, `{"orders":[{"id":"7","status":"reversed","amount":"9.00","amount_charged":"0.00","operations":[{"type":"charge","status":"success"}]}]}`},
		{"reversed by a failed step", reverse, 200, `{"orders":[{"id":"7","status":"reversed","amount":"9.00","amount_charged":"0.00","operations":[{"type":"reverse","status":"failure"}]}]}`},
		{"paid out twice", credit, 200, `{"orders":[{"id":"8","status":"credited","amount":"9.00","operations":[{"type":"credit","status":"success"},{"type":"credit","status":"success"}]}]}`},
		{"created as a failure", create, 201, `{"orders":[{"id":"8","status":"ERROR"}],"result_code":0}`},
		{"declined, the step in error", rebill, 200, `{"orders":[{"id":"8","status":"declined","amount":"9.00","operations":[{"type":"charge","status":"error"}]}]}`},
		{"declined with a transaction", credit, 402, `{"failure_type":"declined","order_id":"8","transactions":[{"id":"8-1","status":"SUCCESS","amount":9}]}`},
		{"declined with a charge beside it", rebill, 402, `{"failure_type":"declined","order_id":"8","operations":[{"type":"charge","status":"success"}]}`},
		{"declined in an error code", rebill, 200, `{"error":{"code":"declined"},"orders":[{"id":"8","status":"declined","amount":"9.00"}]}`},
		{"reversed in the guide's words", reverse, 200, `{"status":"REVERSED"}`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			client, stub := stubbed(t, reply{Status: tc.status, Body: tc.body})
			_, err := tc.call(t.Context(), client)
			require.ErrorIs(t, err, paygates.ErrOutcomeUnknown)
			assert.Len(t, stub.Requests(), 1)
		})
	}
	t.Run("401 beside a live order", func(t *testing.T) {
		t.Parallel()
		client, _ := stubbed(t, reply{
			Status: 401, Header: http.Header{"Www-Authenticate": {"Basic"}}, Body: `{"orders":[{"id":"7","status":"charged","amount_charged":"9.00"}]}`,
		})
		_, err := wholeCharge(t.Context(), client)
		require.ErrorIs(t, err, paygates.ErrOutcomeUnknown)
	})
}

// What agrees in itself is believed, whatever the case of its words.
func TestAnswersThatAgree(t *testing.T) {
	t.Parallel()
	client, _ := stubbed(t,
		reply{Body: `{"orders":[{"id":"7","status":"REVERSED","amount":"9.00","amount_charged":"0.00","amount_refunded":"0.00"}]}`},
		reply{Status: 401, Header: http.Header{"Www-Authenticate": {"Basic"}}, Body: `{"error":"Unauthorized"}`},
		reply{Status: 201, Body: `{"orders":[{"id":"8","status":"CHARGED"}],"result_code":0}`})
	_, err := client.Orders.Reverse(t.Context(), "7")
	require.NoError(t, err)
	_, err = client.Orders.Reverse(t.Context(), "7")
	require.ErrorIs(t, err, paygates.ErrAuthentication)
	assert.Equal(t, paygates.OutcomeNotExecuted, paygates.OutcomeOf(err))
	o, err := client.Orders.Create(t.Context(), cibpay.CreateOrderRequest{Reference: "r-1", Amount: azn("9.00")})
	require.NoError(t, err)
	assert.Equal(t, paygates.StatePending, o.State(), "whatever the word, nobody has paid a new order")

	// A rebill that was not processed made no order: it may name the one it was
	// asked of. A declined one would be another.
	client, _ = stubbed(t, reply{Status: 422, Body: `{"failure_type":"validation","failure_message":"no card kept","order_id":"7"}`})
	_, err = operationCalls["Orders.Rebill"](t.Context(), client)
	require.ErrorIs(t, err, paygates.ErrInvalidRequest)
	assert.Equal(t, paygates.OutcomeNotExecuted, paygates.OutcomeOf(err))
}

// What says nothing does not speak against an answer, and the case of a word
// does not either.
func TestHarmlessVariations(t *testing.T) {
	t.Parallel()
	type call = func(context.Context, *cibpay.Client) (any, error)
	charged := `{"orders":[{"id":"7","status":"charged","amount":"9.00","amount_charged":"9.00","amount_refunded":"0.00","currency":"AZN"%s}]%s}`
	for name, tc := range map[string]struct {
		call   call
		inside string
		beside string
	}{
		"empty errors":         {operationCalls["Orders.Charge"], `,"errors":[],"error":{}`, `,"error":{},"errors":{}`},
		"false errors":         {operationCalls["Orders.Charge"], `,"error":false,"errors":""`, `,"error":false,"errors":0`},
		"empty failure":        {operationCalls["Orders.Charge"], `,"failure_type":false,"failure_message":""`, `,"failure_type":[],"failure_message":null`},
		"result codes":         {operationCalls["Orders.Charge"], ``, `,"result_code":"00"`},
		"empty maps for lists": {operationCalls["Orders.Charge"], `,"operations":{}`, ``},
		"a retry that worked":  {operationCalls["Orders.Charge"], `,"operations":[{"type":"charge","status":"failure"},{"type":"charge","status":"success"}]`, ``},
		"read with errors":     {get("7"), `,"errors":[]`, `,"error":"","result_code":null`},
	} {
		client, _ := stubbed(t, reply{Body: fmt.Sprintf(charged, tc.inside, tc.beside)})
		_, err := tc.call(t.Context(), client)
		require.NoError(t, err, name)
	}
	for body, c := range map[string]call{
		`{"orders":[{"id":"7","status":"charged","amount":"9.00","amount_charged":"9.00","currency":"azn"}]}`:                        operationCalls["Orders.Charge"],
		`{"status":"charged","transactions":[{"id":"7-1","status":"FAILED","amount":9},{"id":"7-2","status":"success","amount":9}]}`: operationCalls["Orders.Charge"],
		`{"orders":[{"id":"8","status":"created","checkout_url":"https://checkout.example/8"}],"result_code":0}`:                     operationCalls["Orders.Create"],
		`{"orders":[{"id":"8","checkout_url":"https://checkout.example/8"}]}`:                                                        operationCalls["Orders.Create"],
		`{"orders":[{"id":"8","status":"CHARGED","amount":9,"merchant_order_id":"r-1"}]}`:                                            operationCalls["Orders.Rebill"],
		`{"orders":[{"id":"8","status":"CREDITED","amount":"9.00","pan":"1111"}]}`:                                                   operationCalls["Orders.Credit"],
		`{"status":"success","order_id":"8"}`:                                                                                        operationCalls["Orders.Credit"],
		`[{"status":"Refunded"}]`:                                                                                                    operationCalls["Orders.Refund"],
		`{"orders":[{"id":"7","status":"declined","amount":"9.00"}],"failure_type":"declined","failure_message":"no money"}`:         get("7"),
	} {
		client, _ := stubbed(t, reply{Body: body})
		_, err := c(t.Context(), client)
		require.NoError(t, err, body)
	}
	for body, kind := range map[string]error{
		`{"failure_type":"DECLINED","order_id":"8"}`:                                                   paygates.ErrDeclined,
		`{"failure_type":"declined","order_id":"8","result_code":5}`:                                   paygates.ErrDeclined,
		`{"orders":[{"failure_type":"validation"}],"errors":[{"attribute":"amount","message":"low"}]}`: paygates.ErrInvalidRequest,
	} {
		client, _ := stubbed(t, reply{Status: 402, Body: body})
		_, err := operationCalls["Orders.Rebill"](t.Context(), client)
		require.ErrorIs(t, err, kind, body)
		assert.Equal(t, paygates.OutcomeNotExecuted, paygates.OutcomeOf(err), body)
	}
}

// Reads that say two things at once.
func TestReadsThatContradictThemselves(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		call func(context.Context, *cibpay.Client) (any, error)
		body string
	}{
		"an error beside an order":      {get("7"), `{"id":"7","status":"CHARGED","amount":9,"error":{"code":"X"}}`},
		"a result code beside an order": {get("7"), `{"orders":[{"id":"7","status":"charged"}],"result_code":5}`},
		"a failure beside no orders":    {list, `{"orders":[],"failure_type":"error"}`},
		"an error beside no orders":     {operationCalls["Orders.FindByReference"], `{"orders":[],"error":{"code":"X"}}`},
		"a result code beside orders":   {operationCalls["Orders.FindByReference"], `{"orders":[],"result_code":5}`},
		"ok and an error":               {ping, `{"error":{"code":"X"},"failure_type":null,"status":"ok"}`},
		"ok and errors":                 {ping, `{"errors":["x"],"status":"ok"}`},
		"rates and an error":            {rates, `{"exchange_rates":[],"error":"x"}`},
	} {
		client, _ := stubbed(t, reply{Body: tc.body})
		_, err := tc.call(t.Context(), client)
		require.Error(t, err, name)
		require.NotErrorIs(t, err, paygates.ErrNotFound, name)
	}
}

// A partial refund of an order in another currency is not sent: the request
// itself names none.
func TestOtherCurrencyIsNotSent(t *testing.T) {
	t.Parallel()
	client, stub := stubbed(t, reply{Body: `{"orders":[{"id":"7","status":"charged","amount":"9.00","amount_charged":"9.00","amount_refunded":"0.00","currency":"USD"}]}`})
	_, err := client.Orders.Refund(t.Context(), "7", cibpay.RefundRequest{Amount: azn("2.00")})
	require.ErrorIs(t, err, paygates.ErrInvalidRequest)
	assert.Equal(t, paygates.OutcomeNotExecuted, paygates.OutcomeOf(err))
	require.Len(t, stub.Requests(), 1)
	assert.Equal(t, http.MethodGet, stub.Requests()[0].Method)

	// Where no currency is stated, the totals are read in the asked one.
	client, _ = stubbed(t,
		reply{Body: `{"orders":[{"id":"7","status":"charged","amount":"9.00","amount_charged":"9.00","amount_refunded":"1.00"}]}`},
		reply{Body: `{"orders":[{"id":"7","status":"refunded","amount":"9.00","amount_charged":"9.00","amount_refunded":"3.00"}]}`})
	o, err := client.Orders.Refund(t.Context(), "7", cibpay.RefundRequest{Amount: azn("2.00")})
	require.NoError(t, err)
	assert.Equal(t, azn("3.00"), o.Refunded())
}

// A list that may be incomplete never proves that an order is not there.
func TestListsThatProveNothing(t *testing.T) {
	t.Parallel()
	long := make([]int, 2000)
	for name, replies := range map[string][]reply{
		"a full page that leads nowhere": {page(long, "")},
		"links of another form":          {{Body: `{"orders":[]}`, Header: http.Header{"Link": {"https://api-preprod.cibpay.co/orders/?page=2; rel=next"}}}},
		"links of another relation":      {{Body: `{"orders":[]}`, Header: http.Header{"Link": {`</orders/?page=2>; rel="2"`}}}},
		"rows without a reference":       {{Body: `{"orders":[{"id":"8","status":"new"}]}`}},
		"empty rows":                     {{Body: `{"orders":[{},null]}`}},
	} {
		client, _ := stubbed(t, replies...)
		res, err := client.Resolve(t.Context(), paygates.Intent{
			Gateway: "cibpay", Op: "Orders.Create", Reference: "lost", Amount: azn("9.00"), At: time.Now().Add(-48 * time.Hour),
		})
		require.NoError(t, err, name)
		assert.Equal(t, paygates.VerdictUnknown, res.Verdict, name)
	}
	// The next page is followed though the link names two relations.
	client, stub := stubbed(t, page([]int{1}, `</orders/?page=2>; rel="next last"`), page(nil, ""))
	_, err := client.Orders.FindByReference(t.Context(), "lost")
	require.NoError(t, err)
	assert.Len(t, stub.Requests(), 2)
}

// The guide's transactions have no type: one alone can be read, more cannot.
func TestTransactionsOfTheGuide(t *testing.T) {
	t.Parallel()
	one := func(id, status, amount string) cibpay.Transaction {
		return cibpay.Transaction{ID: id, Status: status, Amount: azn(amount)}
	}
	for name, tc := range map[string]struct {
		status       cibpay.Status
		transactions []cibpay.Transaction
		want         paygates.State
		paid         money.Amount
	}{
		"none":            {"CHARGED", nil, paygates.StatePaid, money.Amount{}},
		"one":             {"CHARGED", []cibpay.Transaction{one("7-1", "SUCCESS", "9.00")}, paygates.StatePaid, azn("9.00")},
		"a part":          {"CHARGED", []cibpay.Transaction{one("7-1", "SUCCESS", "5.00")}, paygates.StatePartlyPaid, azn("5.00")},
		"two":             {"CHARGED", []cibpay.Transaction{one("7-1", "SUCCESS", "5.00"), one("7-2", "SUCCESS", "4.00")}, paygates.StateUnknown, money.Amount{}},
		"failed":          {"CHARGED", []cibpay.Transaction{one("7-1", "FAILED", "9.00")}, paygates.StateUnknown, money.Amount{}},
		"another order's": {"CHARGED", []cibpay.Transaction{one("6-1", "SUCCESS", "9.00")}, paygates.StateUnknown, money.Amount{}},
		"held":            {"AUTHORIZED", []cibpay.Transaction{one("7-1", "SUCCESS", "9.00")}, paygates.StateAuthorized, money.Amount{}},
	} {
		o := cibpay.Order{ID: "7", Status: tc.status, Amount: azn("9.00"), Transactions: tc.transactions}
		assert.Equal(t, tc.want, o.State(), name)
		assert.Equal(t, tc.paid, o.Paid(), name)
	}
}

// Rows may name only fields that the engine compares: a misspelt one would
// switch a check off.
func TestRowsNameKnownFields(t *testing.T) {
	t.Parallel()
	reads := map[string][]string{
		"Client.Ping": {"message", "date", "status"}, "Client.ExchangeRates": {"exchange_rates", "rates"},
		"Orders.List": {"orders"}, "Orders.All": {"orders"}, "Orders.FindByReference": {"orders"},
	}
	for _, op := range cibpay.Operations() {
		known := reads[op.Name]
		if known == nil {
			known = ordergate.Fields()
		}
		for _, p := range op.Executed {
			for _, list := range [][]string{p.Must, p.MustNot, p.Equal, p.Zero} {
				for _, field := range list {
					assert.Contains(t, known, field, op.Name)
				}
			}
			if p.Moved != "" {
				assert.Contains(t, known, p.Moved, op.Name)
			}
		}
	}
}
