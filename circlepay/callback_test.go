package circlepay_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/circlepay"
	"github.com/paygates/paygates-go/internal/stub"
	"github.com/paygates/paygates-go/money"
)

func withType(kind string) http.Header { return http.Header{"Content-Type": {kind}} }

var (
	jsonHeader = withType("application/json; charset=utf-8")
	formHeader = withType("application/x-www-form-urlencoded")
)

func TestParseCallback(t *testing.T) {
	t.Parallel()
	whole := circlepay.Event{Type: circlepay.EventPayment, ID: samplePayment, GatewayName: "PayMob", MethodName: "CARD"}
	refund := circlepay.Event{Type: circlepay.EventRefund, ID: "7"}
	for name, c := range map[string]struct {
		body   string
		header http.Header
		want   circlepay.Event
	}{
		"the sample":         {string(stub.Sample(t, "circlepay", "callback")), jsonHeader, whole},
		"without a header":   {string(stub.Sample(t, "circlepay", "callback")), nil, whole},
		"JSON, called form":  {string(stub.Sample(t, "circlepay", "callback")), formHeader, whole},
		"a form":             {"transaction_id=1645895596175&transaction_type=1&transaction_status=pending&payment_gateway_name=PayMob&payment_method_name=CARD", formHeader, whole},
		"numbers for texts":  {`{"transaction_id":7,"transaction_type":2}`, jsonHeader, refund},
		"texts for numbers":  {`{"transaction_id":"7","transaction_type":" 2 "}`, jsonHeader, refund},
		"floating point":     {`{"transaction_id":7.0,"transaction_type":2.0}`, jsonHeader, refund},
		"names in capitals":  {`{"Transaction_Id":7,"TRANSACTION_TYPE":"2","more":[1]}`, jsonHeader, refund},
		"a form with blanks": {"transaction_id=+7+&transaction_type=2", formHeader, refund},
	} {
		got, err := circlepay.ParseCallback([]byte(c.body), c.header)
		require.NoError(t, err, name)
		assert.Equal(t, c.want, *got, name)
	}
	for name, c := range map[string]struct {
		body   string
		header http.Header
		fields []string
	}{
		"nothing":             {"", jsonHeader, []string{"body"}},
		"a list":              {"[]", jsonHeader, []string{"body"}},
		"cut":                 {`{"transaction_id":7,`, jsonHeader, []string{"body"}},
		"an id twice":         {`{"transaction_id":7,"transaction_id":8,"transaction_type":1}`, jsonHeader, []string{"body"}},
		"an id in two cases":  {`{"transaction_id":7,"Transaction_ID":8,"transaction_type":1}`, jsonHeader, []string{"body"}},
		"a form's id twice":   {"transaction_id=7&transaction_id=8&transaction_type=1", formHeader, []string{"body"}},
		"a form of no form":   {"a=%zz", formHeader, []string{"body"}},
		"a form, no UTF-8":    {"transaction_id=%ff&transaction_type=1", formHeader, []string{"body"}},
		"an object as id":     {`{"transaction_id":{},"transaction_type":1}`, jsonHeader, []string{"body"}},
		"too large":           {`{"transaction_id":7,"transaction_type":1,"x":"` + strings.Repeat("x", 65<<10) + `"}`, jsonHeader, []string{"body"}},
		"nothing in it":       {`{}`, jsonHeader, []string{"transaction_id", "transaction_type"}},
		"an unknown type":     {`{"transaction_id":7,"transaction_type":3}`, jsonHeader, []string{"transaction_type"}},
		"an id that is a way": {`{"transaction_id":"../7","transaction_type":1}`, jsonHeader, []string{"transaction_id"}},
	} {
		_, err := circlepay.ParseCallback([]byte(c.body), c.header)
		assertFields(t, err, c.fields...)
		assert.NotContains(t, err.Error(), "../7", name)
	}
}

func TestParseReturn(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]*circlepay.Event{
		"invoice_number=" + sampleNew:                  {Type: circlepay.EventPayment, InvoiceID: sampleNew},
		"transaction_id=7&success=true":                {Type: circlepay.EventPayment, ID: "7"},
		"transaction_id=7&invoice_number=" + sampleNew: {Type: circlepay.EventPayment, ID: "7", InvoiceID: sampleNew},
		"success=true":                                 nil,
		"":                                             nil,
		"invoice_number=a&invoice_number=b":            nil,
		"invoice_number=%zz":                           nil,
		"invoice_number=":                              nil,
		"invoice_number=../x":                          nil,
		"transaction_id=a%2Fb&invoice_number=" + sampleNew:   nil,
		"invoice_number=" + strings.Repeat("a", 300):         nil,
		"invoice_number=" + url.QueryEscape("a\nb") + "&a=%": nil,
	} {
		r := &http.Request{Method: http.MethodGet, URL: &url.URL{RawQuery: query}}
		got, err := circlepay.ParseReturn(r)
		if want == nil {
			require.ErrorIs(t, err, paygates.ErrInvalidRequest, query)
			assert.Nil(t, got)
			continue
		}
		require.NoError(t, err, query)
		assert.Equal(t, want, got, query)
	}
}

// What a callback names is read, whatever it claims.
func TestConfirm(t *testing.T) {
	t.Parallel()
	const payment, refund, list = "GET /payment/get/7", "GET /refund/get/7", "POST /refund/list"
	const invoice = "GET /invoice/get/" + sampleNew
	paid := `[{"transaction_id":7,"value":99,"status":"paid","invoice_num":"` + sampleNew + `"}]`
	bare := `[{"transaction_id":7,"value":99,"status":"paid","invoice_num":""}]`
	billed := `[{"invoice_number":"` + sampleNew + `","status":2,"total_value":99}]`
	back := `[{"refund_id":"R1","transaction_id":7,"value":40,"status":"paid"},{"refund_id":"R2","transaction_id":8,"value":1,"status":"paid"}]`
	for name, c := range map[string]struct {
		event   circlepay.Event
		answers map[string]reply
		kind    error
		state   paygates.State // of the payment; 0 for no payment
		invoice paygates.State
		refunds int
	}{
		"a payment":               {circlepay.Event{Type: "1", ID: "7"}, map[string]reply{payment: ok(bare), list: ok(`[]`)}, nil, paygates.StatePaid, 0, 0},
		"paid back since":         {circlepay.Event{Type: "1", ID: "7"}, map[string]reply{payment: ok(bare), list: ok(back)}, nil, paygates.StatePartlyRefunded, 0, 1},
		"not paid":                {circlepay.Event{Type: "1", ID: "7"}, map[string]reply{payment: ok(`[{"transaction_id":7,"value":99,"status":"failed"}]`)}, nil, paygates.StateFailed, 0, 0},
		"refunds not told":        {circlepay.Event{Type: "1", ID: "7"}, map[string]reply{payment: ok(bare), list: refusedBy("2110")}, paygates.ErrAuthentication, 0, 0, 0},
		"of an invoice":           {circlepay.Event{Type: "1", ID: "7"}, map[string]reply{payment: ok(paid), list: ok(`[]`), invoice: ok(billed)}, nil, paygates.StatePaid, paygates.StatePaid, 0},
		"an invoice alone":        {circlepay.Event{Type: "1", InvoiceID: sampleNew}, map[string]reply{invoice: ok(billed)}, nil, 0, paygates.StatePaid, 0},
		"both":                    {circlepay.Event{Type: "1", ID: "7", InvoiceID: sampleNew}, map[string]reply{payment: ok(paid), list: ok(`[]`), invoice: ok(billed)}, nil, paygates.StatePaid, paygates.StatePaid, 0},
		"mixed":                   {circlepay.Event{Type: "1", ID: "7", InvoiceID: "CIR_INV_1"}, map[string]reply{payment: ok(paid)}, paygates.ErrInvalidRequest, 0, 0, 0},
		"mixed, by nobody's word": {circlepay.Event{Type: "1", ID: "7", InvoiceID: sampleNew}, map[string]reply{payment: ok(bare)}, paygates.ErrInvalidRequest, 0, 0, 0},
		"no payment":              {circlepay.Event{Type: "1", ID: "7"}, map[string]reply{payment: refusedBy("9111")}, paygates.ErrNotFound, 0, 0, 0},
		"no invoice":              {circlepay.Event{Type: "1", ID: "7"}, map[string]reply{payment: ok(paid), list: ok(`[]`), invoice: refusedBy("5111")}, paygates.ErrNotFound, 0, 0, 0},
		"a refund by its payment": {
			circlepay.Event{Type: "2", ID: "7"}, map[string]reply{refund: refusedBy("9111"), list: ok(back), payment: ok(bare)}, nil, paygates.StatePartlyRefunded, 0, 1,
		},
		"a refund by its id": {
			circlepay.Event{Type: "2", ID: "7"},
			map[string]reply{
				refund: ok(`[{"refund_id":7,"transaction_id":5,"value":99,"status":"paid"}]`), list: ok(`[{"refund_id":7,"transaction_id":5,"value":99,"status":"paid"}]`),
				"GET /payment/get/5": ok(`[{"transaction_id":5,"value":99,"status":"paid"}]`),
			},
			nil, paygates.StateRefunded, 0, 1,
		},
		"a list that has others alone": {
			circlepay.Event{Type: "2", ID: "7"},
			map[string]reply{
				refund: ok(`[{"refund_id":7,"transaction_id":5,"value":59,"status":"paid"}]`), list: ok(`[{"refund_id":6,"transaction_id":5,"value":40,"status":"paid"}]`),
				"GET /payment/get/5": ok(`[{"transaction_id":5,"value":99,"status":"paid"}]`),
			},
			nil, paygates.StateRefunded, 0, 2,
		},
		"a list that is behind": {
			circlepay.Event{Type: "2", ID: "7"},
			map[string]reply{
				refund: ok(`[{"refund_id":7,"transaction_id":5,"value":99,"status":"pending"}]`), list: ok(`[]`), "GET /payment/get/5": ok(`[{"transaction_id":5,"value":99,"status":"paid"}]`),
			},
			nil, paygates.StatePaid, 0, 1,
		},
		"a list that has it as it was": {
			circlepay.Event{Type: "2", ID: "7"},
			map[string]reply{
				refund: ok(`[{"refund_id":7,"transaction_id":5,"value":99,"status":"paid"}]`), list: ok(`[{"refund_id":7,"transaction_id":5,"value":99,"status":"pending"}]`),
				"GET /payment/get/5": ok(`[{"transaction_id":5,"value":99,"status":"paid"}]`),
			},
			nil, paygates.StateRefunded, 0, 1,
		},
		"a list that knows more": {
			circlepay.Event{Type: "2", ID: "7"},
			map[string]reply{
				refund: ok(`[{"refund_id":7,"transaction_id":5,"value":99,"status":"pending"}]`), list: ok(`[{"refund_id":7,"transaction_id":5,"value":99,"status":"paid"}]`),
				"GET /payment/get/5": ok(`[{"transaction_id":5,"value":99,"status":"paid"}]`),
			},
			nil, paygates.StateRefunded, 0, 1,
		},
		"a word of tomorrow, and a list that knows": {
			circlepay.Event{Type: "2", ID: "7"},
			map[string]reply{
				refund: ok(`[{"refund_id":7,"transaction_id":5,"value":99,"status":"settling"}]`), list: ok(`[{"refund_id":7,"transaction_id":5,"value":99,"status":"paid"}]`),
				"GET /payment/get/5": ok(`[{"transaction_id":5,"value":99,"status":"paid"}]`),
			},
			nil, paygates.StateRefunded, 0, 1,
		},
		"no word, and a list that knows": {
			circlepay.Event{Type: "2", ID: "7"},
			map[string]reply{
				refund: ok(`[{"refund_id":7,"transaction_id":5,"value":99}]`), list: ok(`[{"refund_id":7,"transaction_id":5,"value":99,"status":"paid"}]`),
				"GET /payment/get/5": ok(`[{"transaction_id":5,"value":99,"status":"paid"}]`),
			},
			nil, paygates.StateRefunded, 0, 1,
		},
		"a refund without its payment": {circlepay.Event{Type: "2", ID: "7"}, map[string]reply{refund: ok(`[{"refund_id":7,"value":99,"status":"paid"}]`)}, nil, 0, 0, 1},
		"no refund":                    {circlepay.Event{Type: "2", ID: "7"}, map[string]reply{refund: refusedBy("9111"), list: ok(`[]`)}, paygates.ErrNotFound, 0, 0, 0},
		"a refund, no right":           {circlepay.Event{Type: "2", ID: "7"}, map[string]reply{refund: refusedBy("2110")}, paygates.ErrAuthentication, 0, 0, 0},
	} {
		client, host := routed(t, c.answers)
		got, err := client.Confirm(t.Context(), c.event)
		assert.Len(t, host.Requests(), len(c.answers), name)
		if c.kind != nil {
			require.ErrorIs(t, err, c.kind, name)
			assert.Nil(t, got)
			e, _ := errors.AsType[*paygates.Error](err)
			assert.Equal(t, "Client.Confirm", e.Op, name)
			assert.Equal(t, notExecuted, e.Outcome)
			continue
		}
		require.NoError(t, err, name)
		assert.Equal(t, c.event, got.Event)
		assert.Len(t, got.Refunds, c.refunds, name)
		assert.Equal(t, c.state != 0, got.Payment != nil, name)
		if got.Payment != nil {
			assert.Equal(t, c.state.String(), got.Payment.State().String(), name)
			assert.Equal(t, c.state != paygates.StateFailed, got.Payment.Paid().IsSet(), name)
		}
		assert.Equal(t, c.invoice != 0, got.Invoice != nil, name)
		if got.Invoice != nil {
			assert.Equal(t, c.invoice, got.Invoice.State(), name)
		}
	}
	client, host := stubbed(t, reply{})
	for _, event := range []circlepay.Event{{}, {Type: "3", ID: "7"}} {
		_, err := client.Confirm(t.Context(), event)
		assertFields(t, err, "Type")
	}
	for _, event := range []circlepay.Event{{Type: "1"}, {Type: "2", InvoiceID: "x"}, {Type: "2", ID: "a/b"}} {
		_, err := client.Confirm(t.Context(), event)
		assertFields(t, err, "ID")
	}
	for _, event := range []circlepay.Event{{Type: "1", InvoiceID: "a/b"}, {Type: "1", ID: "a/b", InvoiceID: "x"}} {
		_, err := client.Confirm(t.Context(), event)
		require.ErrorIs(t, err, paygates.ErrInvalidRequest)
	}
	assert.Empty(t, host.Requests())
}

// More went back than was paid, or in money of another kind: nobody knows.
func TestRefundsOfAPayment(t *testing.T) {
	t.Parallel()
	p := getPayment(t, testConfig(), `{"transaction_id":5,"value":99.0,"status":"paid"}`)
	back := func(amount, status string) *circlepay.Refund {
		return &circlepay.Refund{Amount: egp(amount), Status: circlepay.RefundStatus(status)}
	}
	for name, c := range map[string]struct {
		refunds []*circlepay.Refund
		state   paygates.State
		back    string
	}{
		"none":          {nil, paygates.StatePaid, ""},
		"pending":       {[]*circlepay.Refund{back("99", "pending")}, paygates.StatePaid, ""},
		"a part":        {[]*circlepay.Refund{back("40", "paid"), back("1", "failed")}, paygates.StatePartlyRefunded, "40.00 EGP"},
		"all":           {[]*circlepay.Refund{back("40", "paid"), back("59", "PAID")}, paygates.StateRefunded, "99.00 EGP"},
		"more than all": {[]*circlepay.Refund{back("40", "paid"), back("90", "paid")}, paygates.StateUnknown, "130.00 EGP"},
		"without value": {[]*circlepay.Refund{{Status: "paid"}}, paygates.StateUnknown, ""},
		"of nothing":    {[]*circlepay.Refund{back("0", "paid")}, paygates.StateUnknown, ""},
		"with a minus":  {[]*circlepay.Refund{back("-99", "paid")}, paygates.StateUnknown, ""},
		"one of them":   {[]*circlepay.Refund{back("40", "paid"), back("-1", "paid")}, paygates.StateUnknown, "40.00 EGP"},
		"two kinds": {
			[]*circlepay.Refund{back("40", "paid"), {Status: "paid", Amount: money.MustParse("59", money.USD)}}, paygates.StateUnknown, "",
		},
		"listed twice": {
			[]*circlepay.Refund{{ID: "R1", Status: "paid", Amount: egp("49.50")}, {ID: "R1", Status: "paid", Amount: egp("49.50")}}, paygates.StatePartlyRefunded, "49.50 EGP",
		},
	} {
		p.Refunds = c.refunds
		assert.Equal(t, c.state.String(), p.State().String(), name)
		assert.Equal(t, c.back, p.Refunded().String(), name)
		assert.Equal(t, "99.00 EGP", p.Paid().String(), name)
	}
}

func TestCallbackHandler(t *testing.T) {
	t.Parallel()
	errShop := errors.New("the shop's own")
	body := string(stub.Sample(t, "circlepay", "callback"))
	read := ok(`[{"transaction_id":` + samplePayment + `,"value":99,"status":"pending"}]`)
	for name, c := range map[string]struct {
		method, query, body string
		answer              reply
		deliver             error
		status              int
		delivered           bool
	}{
		"good":           {"POST", "?token=" + testCallback, body, read, nil, 200, true},
		"not processed":  {"POST", "?token=" + testCallback, body, read, errShop, 500, true},
		"no token":       {"POST", "", body, read, nil, 401, false},
		"another token":  {"POST", "?token=x", body, read, nil, 401, false},
		"a GET":          {"GET", "?token=" + testCallback, "", read, nil, 405, false},
		"not a callback": {"POST", "?token=" + testCallback, "{}", read, nil, 400, false},
		"too large":      {"POST", "?token=" + testCallback, strings.Repeat(" ", 70<<10), read, nil, 413, false},
		"no such thing":  {"POST", "?token=" + testCallback, body, refusedBy("9111"), nil, 500, false},
	} {
		client, host := stubbed(t, c.answer)
		delivered := false
		handler := client.CallbackHandler(func(_ context.Context, confirmed *circlepay.Confirmation) error {
			delivered = true
			assert.Equal(t, paygates.StatePending, confirmed.Payment.State())
			return c.deliver
		})
		r := httptest.NewRequest(c.method, "/circlepay"+c.query, strings.NewReader(c.body))
		r.Header = jsonHeader.Clone()
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		assert.Equal(t, c.status, w.Code, name)
		assert.Equal(t, c.delivered, delivered, name)
		assert.Equal(t, "no-store", w.Header().Get("Cache-Control"))
		assert.NotContains(t, w.Body.String(), testCallback)
		assert.NotContains(t, w.Body.String(), "the shop's own", "the shop's errors are its own")
		assert.Equal(t, c.status == 200 || c.status == 500, len(host.Requests()) > 0, name)
	}
	open := testConfig()
	open.CallbackToken = paygates.Secret{}
	client, _ := stubbedWith(t, open, stub.New(read))
	w := httptest.NewRecorder()
	client.CallbackHandler(func(context.Context, *circlepay.Confirmation) error { return nil }).
		ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body)))
	assert.Equal(t, 200, w.Code, "without a token anybody may ask")
	assert.Panics(t, func() { client.CallbackHandler(nil) })
}
