package circlepay_test

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/circlepay"
)

const (
	executed    = paygates.OutcomeExecuted
	notExecuted = paygates.OutcomeNotExecuted
	unknown     = paygates.OutcomeUnknown
)

func split(codes string) []string { return strings.Fields(codes) }

// The table of codes, written down a second time: by what they stand for.
var codeGroups = []struct {
	codes   string
	kind    error
	outcome paygates.Outcome // where the operation's row lists the code
	advice  paygates.Advice
}{
	{"1110 1111 1112 1114 1115 1116 1117 2112 2113 4112 5112 5114 8112 8114 9110", paygates.ErrInvalidRequest, notExecuted, paygates.AdviceFixRequest},
	{"2110", paygates.ErrAuthentication, notExecuted, paygates.AdviceFixRequest},
	{"2111", paygates.ErrInvalidRequest, notExecuted, paygates.AdviceFixRequest},
	{"3110 4211 4311 7111 7113 8111 9111 4111 5111", paygates.ErrNotFound, notExecuted, paygates.AdviceFixRequest},
	{"3111 8110", paygates.ErrDuplicate, unknown, paygates.AdviceLookUp},
	{"8116", paygates.ErrDuplicate, notExecuted, paygates.AdviceFixRequest},
	{"4115 4212 4312 4313 5113", paygates.ErrState, notExecuted, paygates.AdviceFixRequest},
	{"8115", paygates.ErrState, notExecuted, paygates.AdviceAskHuman},
	{"8113", paygates.ErrUnavailable, notExecuted, paygates.AdviceAskHuman},
	{"9112", paygates.ErrDeclined, notExecuted, paygates.AdviceLookUp},
	{"4101 5101 7110 7112 7114", paygates.ErrUnavailable, unknown, paygates.AdviceLookUp},
	{"4210 7116 8117 8118", paygates.ErrUnexpectedReply, unknown, paygates.AdviceLookUp},
}

// What each operation that writes is refused with for good, beside the general codes.
// CreateAndPay has one alone: any other may follow a step that worked.
const generalCodes = "1110 1111 1112 1114 1115 1116 1117 2110 8111 8115"

var refusedWith = map[string]string{
	"Refunds.Create": generalCodes + " 9110 9111 9112", "Invoices.Pay": generalCodes + " 5111 5114 7111 7113", "Invoices.CreateAndPay": "2110",
	"PaymentLinks.Pay": generalCodes + " 4111 4311 7111 4115", "DirectPayments.Create": generalCodes + " 7111 7113",
	"Invoices.Create": generalCodes + " 3110 5112", "PaymentLinks.Create": generalCodes + " 4112", "PaymentLinks.Update": generalCodes + " 4111 4112",
	"PaymentLinks.Deactivate": generalCodes, "Invoices.Delete": generalCodes + " 5113", "Merchants.Create": generalCodes + " 8114",
	"Merchants.Update": generalCodes + " 8114 8116", "Merchants.SendOTP": generalCodes + " 8113", "Merchants.Verify": generalCodes + " 2111",
	"Merchants.EnableGateway": generalCodes + " 7111", "Merchants.DisableGateway": generalCodes + " 7111",
	"Merchants.EnableMethod": generalCodes + " 7113", "Merchants.DisableMethod": generalCodes + " 7113",
	"Customers.Create": generalCodes, "Customers.Update": generalCodes + " 3110",
}

func TestTheTableOfCodes(t *testing.T) {
	t.Parallel()
	rows := map[string]circlepay.Code{}
	undefined := 0
	for _, row := range circlepay.Codes() {
		assert.NotContains(t, rows, row.Code, "twice")
		rows[row.Code] = row
		if row.Text == "" {
			undefined++
			assert.Equal(t, paygates.Assumed, row.Certainty, row.Code)
		}
	}
	assert.Len(t, rows, 46)
	assert.Equal(t, 4, undefined)
	tried := 0
	for _, g := range codeGroups {
		for _, code := range split(g.codes) {
			tried++
			require.ErrorIs(t, rows[code].Kind, g.kind, code)
			assert.Equal(t, g.outcome, rows[code].Outcome, code)
			assert.Equal(t, g.advice, rows[code].Advice, code)
		}
	}
	assert.Equal(t, 46, tried)
}

// Every code as the answer to every operation, with each HTTP status that a refusal is
// believed with. A code proves that nothing happened where the row lists it.
func TestCodesByOperation(t *testing.T) {
	t.Parallel()
	groups := append(slices.Clone(codeGroups), struct {
		codes   string
		kind    error
		outcome paygates.Outcome
		advice  paygates.Advice
	}{"1113 6001 99999 -1 cpp_1", paygates.ErrUnexpectedReply, unknown, paygates.AdviceLookUp}) // in no table
	for _, o := range operations() {
		t.Run(o.name, func(t *testing.T) {
			t.Parallel()
			listed, writes := refusedWith[o.name]
			for _, g := range groups {
				for _, code := range split(g.codes) {
					for _, status := range []int{200, 201, 202, 400, 401, 404, 409, 422} {
						what := fmt.Sprintf("%s, HTTP %d", code, status)
						client, host := stubbed(t, reply{Status: status, Body: refusedBy(`"` + code + `"`).Body})
						_, err := o.call(t.Context(), client)
						e, ok := errors.AsType[*paygates.Error](err)
						require.True(t, ok, what)
						require.ErrorIs(t, e.Kind, g.kind, what)
						assert.Equal(t, code, e.Code, what)
						assert.Equal(t, "no", e.Message, what)
						assert.Equal(t, o.name, e.Op, what)
						assert.Len(t, host.Requests(), 1, what)
						switch {
						case !writes:
							assert.Equal(t, notExecuted, e.Outcome, "a read has no effect")
						case slices.Contains(split(listed), code):
							assert.Equal(t, notExecuted, e.Outcome, what)
							assert.Equal(t, g.advice, e.Advice(), what)
						default:
							assert.Equal(t, unknown, e.Outcome, what)
							assert.Equal(t, paygates.AdviceLookUp, e.Advice(), what)
						}
					}
				}
			}
		})
	}
}

// A code in an answer that says that CirclePay failed, or would not look, proves
// nothing, and neither does one that the rest of the answer contradicts.
func TestCodesThatAreNotBelieved(t *testing.T) {
	t.Parallel()
	const envelope = `"message":"Failed","details":"no"`
	with := func(status int, body string) reply { return reply{Status: status, Body: `{` + envelope + body + `}`} }
	for _, o := range operations() {
		listed, writes := refusedWith[o.name]
		if !writes {
			continue
		}
		code := split(listed)[0]
		for name, answer := range map[string]reply{
			"500":                      with(500, `,"errorCode":`+code+`,"isError":true,"data":null`),
			"503":                      with(503, `,"errorCode":`+code+`,"isError":true,"data":null`),
			"429":                      with(429, `,"errorCode":`+code+`,"isError":true,"data":null`),
			"302":                      with(302, `,"errorCode":`+code+`,"isError":true,"data":null`),
			"a code and no error":      with(200, `,"errorCode":`+code+`,"isError":false,"data":null`),
			"a code alone":             with(200, `,"errorCode":`+code+`,"data":null`),
			"an error without code":    with(200, `,"errorCode":0,"isError":true,"data":null`),
			"an error, code absent":    with(400, `,"isError":true,"data":null`),
			"framework fields as well": with(400, `,"errorCode":`+code+`,"isError":true,"timestamp":"x","status":400,"error":"x","path":"/x"`),
			"cut":                      {Status: 400, Body: `{"errorCode":` + code + `,"isError":true`},
			"more behind it":           {Status: 400, Body: `{"errorCode":` + code + `,"isError":true}{}`},
			"a code twice":             {Status: 400, Body: `{"errorCode":` + code + `,"errorCode":1110,"isError":true}`},
		} {
			_, err := o.call(t.Context(), hasty(t, answer))
			assert.Equal(t, unknown, paygates.OutcomeOf(err), "%s: %s", o.name, name)
		}
	}
}

// Beside a refusal stands what proves success: nobody knows which of the two is true.
func TestARefusalBesideAProof(t *testing.T) {
	t.Parallel()
	for _, o := range operations() {
		listed, writes := refusedWith[o.name]
		if !writes || o.name == "Merchants.Verify" || o.name == "PaymentLinks.Deactivate" {
			continue // those are proven by the envelope alone
		}
		body := strings.Replace(anyAnswer(t, o).Body, `"errorCode": 0`, `"errorCode": `+split(listed)[0], 1)
		body = strings.Replace(body, `"errorCode":0`, `"errorCode":`+split(listed)[0], 1)
		body = strings.NewReplacer(`"isError": false`, `"isError": true`, `"isError":false`, `"isError":true`).Replace(body)
		client, _ := stubbed(t, reply{Body: body})
		_, err := o.call(t.Context(), client)
		require.Error(t, err, o.name)
		assert.Equal(t, unknown, paygates.OutcomeOf(err), o.name)
	}
}

// The framework's own error body: the request reached nothing, and where another path
// is known the error names it.
func TestTheFrameworksRefusals(t *testing.T) {
	t.Parallel()
	body := func(status int, text string) reply {
		return reply{Status: status, Body: fmt.Sprintf(`{"timestamp":"2022-08-24T10:00:00Z","status":%s,"error":"E","message":"M","path":"/x"}`, text)}
	}
	for _, o := range operations() {
		_, writes := refusedWith[o.name]
		var others []string
		for _, route := range circlepay.Routes() {
			if route.Operation == o.name {
				for _, other := range route.Alternatives {
					others = append(others, "another endpoint is known: "+other.Method+" "+other.Path)
				}
			}
		}
		for _, status := range []int{400, 401, 403, 404, 405, 415} {
			what := fmt.Sprintf("%s, HTTP %d", o.name, status)
			client, _ := stubbed(t, body(status, fmt.Sprint(status)))
			_, err := o.call(t.Context(), client)
			e, ok := errors.AsType[*paygates.Error](err)
			require.True(t, ok, what)
			assert.Equal(t, notExecuted, e.Outcome, what)
			assert.Equal(t, "M", e.Message, what)
			var named []string
			for _, f := range e.Fields {
				assert.Equal(t, "Config.Endpoints", f.Field)
				named = append(named, f.Message)
			}
			switch status {
			case 404, 405, 415:
				require.ErrorIs(t, e.Kind, paygates.ErrUnsupported, what)
				assert.Equal(t, others, named, what)
			default:
				assert.Empty(t, named, what)
			}
			assert.NotErrorIs(t, err, paygates.ErrNotFound, what)
		}
		if !writes {
			continue
		}
		for name, answer := range map[string]reply{
			"after the work":     body(406, "406"),
			"its own failure":    body(500, "500"),
			"another status":     body(404, "400"),
			"in a success":       body(200, "404"),
			"without its path":   {Status: 404, Body: `{"timestamp":"x","status":404,"error":"E","message":"M"}`},
			"no body":            {Status: 404},
			"a bare 401":         {Status: 401},
			"a bare 403":         {Status: 403, Body: "<html>forbidden</html>"},
			"an envelope beside": {Status: 404, Body: `{"timestamp":"x","status":404,"error":"E","message":"M","path":"/x","data":[]}`},
		} {
			_, err := o.call(t.Context(), hasty(t, answer))
			assert.Equal(t, unknown, paygates.OutcomeOf(err), "%s: %s", o.name, name)
		}
	}
}

// What the table says of a code is what the rows say that list it.
func TestTablesAgreeWithRows(t *testing.T) {
	t.Parallel()
	rows := map[string]circlepay.Code{}
	for _, row := range circlepay.Codes() {
		rows[row.Code] = row
	}
	writing := 0
	for _, op := range circlepay.Operations() {
		var codes []string
		for _, r := range op.NotExecuted {
			if r.Signal != "errorCode" {
				assert.Equal(t, "status", r.Signal)
				continue
			}
			codes = append(codes, r.Code)
			assert.Equal(t, notExecuted, rows[r.Code].Outcome, "%s: %s", op.Name, r.Code)
			assert.Equal(t, rows[r.Code].Advice, r.Advice, "%s: %s", op.Name, r.Code)
			assert.Equal(t, r.Code == "9112", r.Resend == paygates.ResendNever, "%s: %s", op.Name, r.Code)
		}
		if op.Safety == paygates.Read {
			assert.Empty(t, op.LookUp.Op, op.Name)
			continue
		}
		writing++
		assert.ElementsMatch(t, split(refusedWith[op.Name]), codes, op.Name)
		assert.Equal(t, op.Name == "Merchants.SendOTP", op.LookUp.Op == "", op.Name)
		assert.False(t, op.LookUp.Negative, "%s: no list promises to be complete", op.Name)
	}
	assert.Equal(t, len(refusedWith), writing)
}

// Which operations move money, and which may be sent again: never by the verb.
func TestSafety(t *testing.T) {
	t.Parallel()
	moves := map[string]paygates.Movement{
		"Refunds.Create": paygates.MovesBack, "Invoices.Pay": paygates.MovesIn, "Invoices.CreateAndPay": paygates.MovesIn,
		"PaymentLinks.Pay": paygates.MovesIn, "DirectPayments.Create": paygates.MovesIn,
	}
	repeatable := split("PaymentLinks.Update PaymentLinks.Deactivate Invoices.Delete Merchants.Update Merchants.EnableGateway " +
		"Merchants.DisableGateway Merchants.EnableMethod Merchants.DisableMethod Customers.Update")
	for _, op := range circlepay.Operations() {
		want := paygates.Read
		if _, writes := refusedWith[op.Name]; writes {
			want = paygates.Once
			if slices.Contains(repeatable, op.Name) {
				want = paygates.Repeatable
			}
		}
		assert.Equal(t, want, op.Safety, op.Name)
		assert.Equal(t, moves[op.Name], op.Moves, op.Name)
		switch op.Name {
		case "Merchants.EnableGateway", "Merchants.EnableMethod":
			assert.Equal(t, http.MethodGet, op.Method, "a GET that writes")
		case "Payments.List", "Refunds.List":
			assert.Equal(t, http.MethodPost, op.Method, "a POST that reads")
		}
	}
}

// What is given away is a copy.
func TestTablesAreCopies(t *testing.T) {
	t.Parallel()
	circlepay.Codes()[0].Code = "changed"
	circlepay.Rules()[0].Source = "changed"
	circlepay.ValidationRules()[0].Field = "changed"
	circlepay.Operations()[0].Executed[0].Must[0] = "changed"
	routes := circlepay.Routes()
	for i := range routes {
		for j := range routes[i].Alternatives {
			routes[i].Alternatives[j].Path = "changed"
		}
	}
	circlepay.DocumentedEndpoints()["Payments.Get"] = circlepay.Endpoint{Path: "changed"}
	assert.Equal(t, "1110", circlepay.Codes()[0].Code)
	assert.NotEqual(t, "changed", circlepay.Rules()[0].Source)
	assert.NotEqual(t, "changed", circlepay.ValidationRules()[0].Field)
	assert.NotEqual(t, "changed", circlepay.Operations()[0].Executed[0].Must[0])
	for _, route := range circlepay.Routes() {
		for _, other := range route.Alternatives {
			assert.NotEqual(t, "changed", other.Path)
		}
	}
	assert.NotEqual(t, "changed", circlepay.DocumentedEndpoints()["Payments.Get"].Path)
}

// A page on which the payer can pay stands beside the refusal: somebody may pay there.
func TestARefusalBesideACheckout(t *testing.T) {
	t.Parallel()
	for _, o := range operations() {
		if !slices.Contains([]string{"Invoices.Create", "Invoices.CreateAndPay", "Invoices.Pay", "PaymentLinks.Pay", "DirectPayments.Create"}, o.name) {
			continue
		}
		code := split(refusedWith[o.name])[0]
		for _, field := range []string{"transaction_id", "invoice_url", "url"} {
			client, _ := stubbed(t, reply{Body: `{"errorCode":` + code + `,"isError":true,"data":[{"` + field + `":"checkout.example/7"}]}`})
			_, err := o.call(t.Context(), client)
			assert.Equal(t, unknown, paygates.OutcomeOf(err), "%s: %s", o.name, field)
		}
	}
}

// A refund that was there before is not the one that was asked for.
func TestARefundOfBefore(t *testing.T) {
	t.Parallel()
	request := refundRequest()
	request.Known = []string{"R0", "R1"}
	client, _ := stubbed(t, ok(`[{"refund_id":"R1"}]`))
	_, err := client.Refunds.Create(t.Context(), request)
	require.ErrorIs(t, err, paygates.ErrOutcomeUnknown)
	e, _ := errors.AsType[*paygates.Error](err)
	require.ErrorIs(t, e.Kind, paygates.ErrUnexpectedReply)
	assert.Equal(t, "R1", e.ObjectID)
	assert.Equal(t, paygates.AdviceLookUp, e.Advice())
}

// A number that nobody has set is 0 on the wire, and no id.
func TestAnIDOfZeroProvesNothing(t *testing.T) {
	t.Parallel()
	for _, o := range operations() {
		field, creates := map[string]string{
			"Refunds.Create": "refund_id", "Invoices.Pay": "transaction_id", "DirectPayments.Create": "transaction_id", "PaymentLinks.Pay": "transaction_id",
			"Invoices.Create": "invoice_number",
		}[o.name]
		if !creates {
			continue
		}
		for _, zero := range []string{`0`, `0.0`, `"0"`} {
			client, _ := stubbed(t, ok(`[{"`+field+`":`+zero+`}]`))
			_, err := o.call(t.Context(), client)
			require.ErrorIs(t, err, paygates.ErrOutcomeUnknown, "%s: %s", o.name, zero)
		}
	}
}
