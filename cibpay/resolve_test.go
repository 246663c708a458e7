package cibpay_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cibpay"
	"github.com/paygates/paygates-go/internal/stub"
	"github.com/paygates/paygates-go/money"
)

func oneOrder(fields string) reply { return reply{Body: `{"orders":[{"id":"7",` + fields + `}]}`} }

// An order on which a call was made: what its totals say about the call.
func TestResolveByID(t *testing.T) {
	t.Parallel()
	const early, late = time.Minute, 25 * time.Hour
	none := money.Amount{}
	for name, tc := range map[string]struct {
		op             string
		amount, before money.Amount
		age            time.Duration
		order          string
		want           paygates.Verdict
		advice         paygates.Advice
		looks          int
	}{
		"charge: took the whole":           {"Orders.Charge", none, none, early, `"status":"charged","amount":"9.00","amount_charged":"9.00","amount_refunded":"0.00","currency":"AZN"`, paygates.VerdictExecuted, paygates.AdviceNone, 1},
		"charge: took the part":            {"Orders.Charge", azn("5.00"), azn("0.00"), early, `"status":"charged","amount":"9.00","amount_charged":"5.00","amount_refunded":"0.00","currency":"AZN"`, paygates.VerdictExecuted, paygates.AdviceNone, 1},
		"charge: took another part":        {"Orders.Charge", azn("5.00"), azn("0.00"), early, `"status":"charged","amount":"9.00","amount_charged":"4.00","amount_refunded":"0.00","currency":"AZN"`, paygates.VerdictConflict, paygates.AdviceAskHuman, 1},
		"charge: whole asked, part taken":  {"Orders.Charge", none, none, early, `"status":"charged","amount":"9.00","amount_charged":"4.00","amount_refunded":"0.00","currency":"AZN"`, paygates.VerdictConflict, paygates.AdviceAskHuman, 1},
		"charge: nothing yet":              {"Orders.Charge", none, none, early, `"status":"authorized","amount":"9.00","amount_charged":"0.00","amount_refunded":"0.00","currency":"AZN"`, paygates.VerdictAbsent, paygates.AdviceLookUp, 1},
		"charge: nothing after a day":      {"Orders.Charge", none, none, late, `"status":"authorized","amount":"9.00","amount_charged":"0.00","amount_refunded":"0.00","currency":"AZN"`, paygates.VerdictNotExecuted, paygates.AdviceResend, 2},
		"charge: the order is dead":        {"Orders.Charge", none, none, early, `"status":"declined","amount":"9.00","amount_charged":"0.00","amount_refunded":"0.00","currency":"AZN"`, paygates.VerdictNotExecuted, paygates.AdviceNewReference, 1},
		"charge: the guide's form":         {"Orders.Charge", none, none, late, `"status":"CHARGED","amount":9.00,"currency":"AZN"`, paygates.VerdictUnknown, paygates.AdviceAskHuman, 1},
		"charge: another currency":         {"Orders.Charge", azn("5.00"), azn("0.00"), early, `"status":"charged","amount":"5.00","amount_charged":"5.00","amount_refunded":"0.00","currency":"USD"`, paygates.VerdictConflict, paygates.AdviceAskHuman, 1},
		"charge: totals contradict":        {"Orders.Charge", azn("5.00"), azn("0.00"), early, `"status":"charged","amount":"9.00","amount_charged":"5.00","amount_refunded":"6.00","currency":"AZN"`, paygates.VerdictUnknown, paygates.AdviceLookUp, 1},
		"refund: grew by it":               {"Orders.Refund", azn("2.00"), azn("1.00"), early, `"status":"refunded","amount":"9.00","amount_charged":"9.00","amount_refunded":"3.00","currency":"AZN"`, paygates.VerdictExecuted, paygates.AdviceNone, 1},
		"refund: did not grow":             {"Orders.Refund", azn("2.00"), azn("1.00"), early, `"status":"refunded","amount":"9.00","amount_charged":"9.00","amount_refunded":"1.00","currency":"AZN"`, paygates.VerdictAbsent, paygates.AdviceLookUp, 1},
		"refund: did not grow in a day":    {"Orders.Refund", azn("2.00"), azn("1.00"), late, `"status":"refunded","amount":"9.00","amount_charged":"9.00","amount_refunded":"1.00","currency":"AZN"`, paygates.VerdictNotExecuted, paygates.AdviceResend, 2},
		"refund: grew by another":          {"Orders.Refund", azn("2.00"), azn("1.00"), early, `"status":"refunded","amount":"9.00","amount_charged":"9.00","amount_refunded":"4.00","currency":"AZN"`, paygates.VerdictConflict, paygates.AdviceAskHuman, 1},
		"refund: shrank":                   {"Orders.Refund", azn("2.00"), azn("1.00"), early, `"status":"charged","amount":"9.00","amount_charged":"9.00","amount_refunded":"0.00","currency":"AZN"`, paygates.VerdictConflict, paygates.AdviceAskHuman, 1},
		"refund: twice":                    {"Orders.Refund", azn("2.00"), azn("1.00"), early, `"status":"refunded","amount":"9.00","amount_charged":"9.00","amount_refunded":"5.00","currency":"AZN","operations":[{"type":"refund","status":"success","amount":"1.00","currency":"AZN"},{"type":"refund","status":"success","amount":"2.00","currency":"AZN"},{"type":"refund","status":"success","amount":"2.00","currency":"AZN"}]`, paygates.VerdictDuplicate, paygates.AdviceAskHuman, 1},
		"refund: whole":                    {"Orders.Refund", none, none, early, `"status":"refunded","amount":"9.00","amount_charged":"9.00","amount_refunded":"9.00","currency":"AZN"`, paygates.VerdictExecuted, paygates.AdviceNone, 1},
		"refund: whole asked, part so far": {"Orders.Refund", none, none, early, `"status":"refunded","amount":"9.00","amount_charged":"9.00","amount_refunded":"1.00","currency":"AZN"`, paygates.VerdictConflict, paygates.AdviceAskHuman, 1},
		"refund: before unknown, none":     {"Orders.Refund", azn("2.00"), none, early, `"status":"charged","amount":"9.00","amount_charged":"9.00","amount_refunded":"0.00","currency":"AZN"`, paygates.VerdictAbsent, paygates.AdviceLookUp, 1},
		"refund: before unknown, newest":   {"Orders.Refund", azn("2.00"), none, early, `"status":"refunded","amount":"9.00","amount_charged":"9.00","amount_refunded":"2.00","currency":"AZN","operations":[{"type":"refund","status":"success","amount":"2.00","currency":"AZN"}]`, paygates.VerdictUnknown, paygates.AdviceLookUp, 1},
		"refund: before unknown, some":     {"Orders.Refund", azn("2.00"), none, late, `"status":"refunded","amount":"9.00","amount_charged":"9.00","amount_refunded":"2.00","currency":"AZN"`, paygates.VerdictUnknown, paygates.AdviceAskHuman, 1},
		"cancel: released":                 {"Orders.Cancel", none, none, early, `"status":"reversed","amount":"9.00","amount_charged":"0.00","amount_refunded":"0.00","currency":"AZN"`, paygates.VerdictExecuted, paygates.AdviceNone, 1},
		"cancel: refunded":                 {"Orders.Cancel", none, none, early, `"status":"refunded","amount":"9.00","amount_charged":"9.00","amount_refunded":"9.00","currency":"AZN"`, paygates.VerdictExecuted, paygates.AdviceNone, 1},
		"cancel: still held":               {"Orders.Cancel", none, none, early, `"status":"authorized","amount":"9.00","amount_charged":"0.00","amount_refunded":"0.00","currency":"AZN"`, paygates.VerdictAbsent, paygates.AdviceLookUp, 1},
		"cancel: CANCELED":                 {"Orders.Cancel", none, none, early, `"status":"CANCELED"`, paygates.VerdictUnknown, paygates.AdviceLookUp, 1},
		"reverse: released":                {"Orders.Reverse", none, none, early, `"status":"reversed","amount":"9.00","amount_charged":"0.00","amount_refunded":"0.00","currency":"AZN"`, paygates.VerdictExecuted, paygates.AdviceNone, 1},
		"reverse: still held":              {"Orders.Reverse", none, none, late, `"status":"authorized","amount":"9.00","amount_charged":"0.00","amount_refunded":"0.00","currency":"AZN"`, paygates.VerdictNotExecuted, paygates.AdviceResend, 2},
		"reverse: charged meanwhile":       {"Orders.Reverse", none, none, early, `"status":"charged","amount":"9.00","amount_charged":"9.00","amount_refunded":"0.00","currency":"AZN"`, paygates.VerdictConflict, paygates.AdviceAskHuman, 1},
		"charge: failed at the gateway":    {"Orders.Charge", none, none, late, `"status":"error","amount":"9.00","amount_charged":"0.00","amount_refunded":"0.00","currency":"AZN"`, paygates.VerdictUnknown, paygates.AdviceAskHuman, 1},
		"charge: charged nothing":          {"Orders.Charge", none, none, late, `"status":"charged","amount":"9.00","amount_charged":"0.00","amount_refunded":"0.00","currency":"AZN"`, paygates.VerdictUnknown, paygates.AdviceAskHuman, 1},
		"charge: nobody has paid":          {"Orders.Charge", none, none, late, `"status":"new","amount":"9.00","amount_charged":"0.00","amount_refunded":"0.00","currency":"AZN"`, paygates.VerdictUnknown, paygates.AdviceAskHuman, 1},
		"charge: the hold is gone":         {"Orders.Charge", none, none, late, `"status":"reversed","amount":"9.00","amount_charged":"0.00","amount_refunded":"0.00","currency":"AZN"`, paygates.VerdictUnknown, paygates.AdviceAskHuman, 1},
		"charge: an operation in error":    {"Orders.Charge", none, none, late, `"status":"authorized","amount":"9.00","amount_charged":"0.00","amount_refunded":"0.00","currency":"AZN","operations":[{"type":"charge","status":"error","amount":"9.00","currency":"AZN"}]`, paygates.VerdictUnknown, paygates.AdviceAskHuman, 1},
		"charge: a success not in totals":  {"Orders.Charge", none, none, late, `"status":"authorized","amount":"9.00","amount_charged":"0.00","amount_refunded":"0.00","currency":"AZN","operations":[{"type":"charge","status":"success","amount":"9.00","currency":"AZN"}]`, paygates.VerdictUnknown, paygates.AdviceAskHuman, 1},
		"charge: a success of no amount":   {"Orders.Charge", none, none, late, `"status":"authorized","amount":"9.00","amount_charged":"0.00","amount_refunded":"0.00","currency":"AZN","operations":[{"type":"charge","status":"success"}]`, paygates.VerdictUnknown, paygates.AdviceAskHuman, 1},
		"charge: a step under way":         {"Orders.Charge", none, none, late, `"status":"authorized","amount":"9.00","amount_charged":"0.00","amount_refunded":"0.00","currency":"AZN","operations":[{"type":"charge","status":"pending","amount":"9.00"}]`, paygates.VerdictUnknown, paygates.AdviceAskHuman, 1},
		"charge: dead, but a charge in it": {"Orders.Charge", none, none, late, `"status":"declined","amount":"9.00","amount_charged":"0.00","amount_refunded":"0.00","currency":"AZN","operations":[{"type":"charge","status":"success","amount":"9.00"}]`, paygates.VerdictUnknown, paygates.AdviceAskHuman, 1},
		"charge: its step failed":          {"Orders.Charge", none, none, late, `"status":"charged","amount":"9.00","amount_charged":"9.00","amount_refunded":"0.00","currency":"AZN","operations":[{"type":"charge","status":"failure","amount":"9.00"}]`, paygates.VerdictUnknown, paygates.AdviceAskHuman, 1},
		"charge: the total shrank":         {"Orders.Charge", azn("5.00"), azn("3.00"), late, `"status":"authorized","amount":"9.00","amount_charged":"0.00","amount_refunded":"0.00","currency":"AZN"`, paygates.VerdictConflict, paygates.AdviceAskHuman, 1},
		"charge: whole of the rest":        {"Orders.Charge", none, azn("4.00"), late, `"status":"charged","amount":"9.00","amount_charged":"9.00","amount_refunded":"0.00","currency":"AZN"`, paygates.VerdictExecuted, paygates.AdviceNone, 1},
		"charge: whole, part of it before": {"Orders.Charge", none, azn("4.00"), late, `"status":"charged","amount":"9.00","amount_charged":"4.00","amount_refunded":"0.00","currency":"AZN"`, paygates.VerdictUnknown, paygates.AdviceAskHuman, 1},
		"charge: whole, all of it before":  {"Orders.Charge", none, azn("9.00"), late, `"status":"charged","amount":"9.00","amount_charged":"9.00","amount_refunded":"0.00","currency":"AZN"`, paygates.VerdictUnknown, paygates.AdviceAskHuman, 1},
		"charge: whole, the total shrank":  {"Orders.Charge", none, azn("9.50"), late, `"status":"charged","amount":"9.00","amount_charged":"9.00","amount_refunded":"0.00","currency":"AZN"`, paygates.VerdictConflict, paygates.AdviceAskHuman, 1},
		"refund: an old charge in error":   {"Orders.Refund", azn("2.00"), azn("0.00"), late, `"status":"charged","amount":"9.00","amount_charged":"9.00","amount_refunded":"0.00","currency":"AZN","operations":[{"type":"charge","status":"error","amount":"9.00"},{"type":"charge","status":"success","amount":"9.00"}]`, paygates.VerdictNotExecuted, paygates.AdviceResend, 2},
		"refund: whole, the total shrank":  {"Orders.Refund", none, azn("3.00"), late, `"status":"charged","amount":"9.00","amount_charged":"9.00","amount_refunded":"0.00","currency":"AZN"`, paygates.VerdictConflict, paygates.AdviceAskHuman, 1},
		"charge: no currency stated":       {"Orders.Charge", azn("5.00"), azn("0.00"), early, `"status":"charged","amount":"9.00","amount_charged":"5.00","amount_refunded":"0.00"`, paygates.VerdictExecuted, paygates.AdviceNone, 1},
		"refund: an operation in error":    {"Orders.Refund", azn("2.00"), azn("0.00"), late, `"status":"charged","amount":"9.00","amount_charged":"9.00","amount_refunded":"0.00","currency":"AZN","operations":[{"type":"refund","status":"error","amount":"2.00","currency":"AZN"}]`, paygates.VerdictUnknown, paygates.AdviceAskHuman, 1},
		"refund: refunded nothing":         {"Orders.Refund", azn("2.00"), azn("0.00"), late, `"status":"refunded","amount":"9.00","amount_charged":"9.00","amount_refunded":"0.00","currency":"AZN"`, paygates.VerdictUnknown, paygates.AdviceAskHuman, 1},
		"refund: disputed":                 {"Orders.Refund", azn("2.00"), azn("0.00"), late, `"status":"chargedback","amount":"9.00","amount_charged":"9.00","amount_refunded":"0.00","currency":"AZN"`, paygates.VerdictUnknown, paygates.AdviceAskHuman, 1},
		"refund: whole, all back before":   {"Orders.Refund", none, azn("9.00"), late, `"status":"refunded","amount":"9.00","amount_charged":"9.00","amount_refunded":"9.00","currency":"AZN"`, paygates.VerdictUnknown, paygates.AdviceAskHuman, 1},
		"refund: whole, part back before":  {"Orders.Refund", none, azn("1.00"), late, `"status":"refunded","amount":"9.00","amount_charged":"9.00","amount_refunded":"1.00","currency":"AZN"`, paygates.VerdictNotExecuted, paygates.AdviceResend, 2},
		"refund: twos that were before":    {"Orders.Refund", azn("2.00"), azn("4.00"), early, `"status":"refunded","amount":"9.00","amount_charged":"9.00","amount_refunded":"8.00","currency":"AZN","operations":[{"type":"refund","status":"success","amount":"2.00","currency":"AZN"},{"type":"refund","status":"success","amount":"2.00","currency":"AZN"},{"type":"refund","status":"success","amount":"4.00","currency":"AZN"}]`, paygates.VerdictConflict, paygates.AdviceAskHuman, 1},
		"cancel: reversed though charged":  {"Orders.Cancel", none, none, late, `"status":"reversed","amount":"9.00","amount_charged":"9.00","amount_refunded":"0.00","currency":"AZN"`, paygates.VerdictUnknown, paygates.AdviceAskHuman, 1},
		"reverse: declined":                {"Orders.Reverse", none, none, late, `"status":"declined","amount":"9.00","amount_charged":"0.00","amount_refunded":"0.00","currency":"AZN"`, paygates.VerdictUnknown, paygates.AdviceAskHuman, 1},
		"reverse: a word nobody knows":     {"Orders.Reverse", none, none, early, `"status":"mood","amount":"9.00","amount_charged":"0.00","amount_refunded":"0.00","currency":"AZN"`, paygates.VerdictUnknown, paygates.AdviceLookUp, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, stub := stubbed(t, oneOrder(tc.order))
			intent := paygates.Intent{Gateway: "cibpay", Op: tc.op, TargetID: "7", Amount: tc.amount, Before: tc.before, At: time.Now().Add(-tc.age)}
			res, err := client.Resolve(t.Context(), intent)
			require.NoError(t, err)
			assert.Equal(t, tc.want, res.Verdict)
			assert.Equal(t, tc.advice, res.Advice)
			assert.Equal(t, intent, res.Intent)
			assert.Len(t, res.Evidence, tc.looks)
			require.Len(t, stub.Requests(), tc.looks)
			for _, r := range stub.Requests() {
				assert.Equal(t, http.MethodGet, r.Method, "it only reads")
				assert.Equal(t, "/orders/7?expand=operations.cashflow", r.Target)
			}
			assert.Equal(t, "7", res.Object.(*cibpay.Order).ID)
		})
	}
}

// An order that a call was to make: which of those with its reference it is.
func TestResolveByReference(t *testing.T) {
	t.Parallel()
	const early, late = time.Minute, 25 * time.Hour
	order := func(id, status, amount, reference, more string) string {
		return `{"id":"` + id + `","status":"` + status + `","amount":"` + amount + `","amount_charged":"0.00","amount_refunded":"0.00","currency":"AZN","merchant_order_id":"` + reference + `"` + more + `}`
	}
	live := order("8", "new", "9.00", "r-1", "")
	paidOut := order("8", "credited", "9.00", "r-1", `,"pan":"411111****1111"`)
	for name, tc := range map[string]struct {
		op     string
		age    time.Duration
		orders []string // what the list shows; each is read once more
		want   paygates.Verdict
		advice paygates.Advice
		id     string
	}{
		"created":                        {"Orders.Create", early, []string{live}, paygates.VerdictExecuted, paygates.AdviceNone, "8"},
		"created twice":                  {"Orders.Create", early, []string{live, order("9", "new", "9.00", "r-1", "")}, paygates.VerdictDuplicate, paygates.AdviceAskHuman, "8"},
		"created with other amount":      {"Orders.Create", early, []string{order("8", "new", "8.00", "r-1", "")}, paygates.VerdictConflict, paygates.AdviceAskHuman, "8"},
		"created, other currency":        {"Orders.Create", early, []string{`{"id":"8","status":"new","amount":"9.00","currency":"USD","merchant_order_id":"r-1"}`}, paygates.VerdictConflict, paygates.AdviceAskHuman, "8"},
		"refused only":                   {"Orders.Rebill", early, []string{order("8", "declined", "9.00", "r-1", "")}, paygates.VerdictNotExecuted, paygates.AdviceNewReference, "8"},
		"refused, then live":             {"Orders.Rebill", early, []string{order("9", "fraud", "9.00", "r-1", ""), order("8", "authorized", "9.00", "r-1", "")}, paygates.VerdictExecuted, paygates.AdviceNone, "8"},
		"the gateway failed":             {"Orders.Rebill", early, []string{order("8", "error", "9.00", "r-1", "")}, paygates.VerdictUnknown, paygates.AdviceLookUp, "8"},
		"a status nobody knows":          {"Orders.Create", late, []string{order("8", "mood", "9.00", "r-1", "")}, paygates.VerdictExecuted, paygates.AdviceNone, "8"},
		"created, then declined":         {"Orders.Create", late, []string{order("8", "declined", "9.00", "r-1", "")}, paygates.VerdictExecuted, paygates.AdviceNone, "8"},
		"rebilled, whatever became":      {"Orders.Rebill", late, []string{order("8", "mood", "9.00", "r-1", "")}, paygates.VerdictUnknown, paygates.AdviceAskHuman, "8"},
		"the same order twice":           {"Orders.Create", early, []string{live, live}, paygates.VerdictExecuted, paygates.AdviceNone, "8"},
		"an order without an id":         {"Orders.Create", late, []string{order("", "new", "9.00", "r-1", "")}, paygates.VerdictUnknown, paygates.AdviceAskHuman, "no id"},
		"an order without reference":     {"Orders.Create", late, []string{order("8", "new", "9.00", "", "")}, paygates.VerdictUnknown, paygates.AdviceAskHuman, ""},
		"refused by a failure":           {"Orders.Rebill", early, []string{order("8", "declined", "9.00", "r-1", `,"failure_type":"error"`)}, paygates.VerdictUnknown, paygates.AdviceLookUp, "8"},
		"refused, but charged":           {"Orders.Rebill", early, []string{order("8", "declined", "9.00", "r-1", `,"operations":[{"type":"charge","status":"success","amount":"9.00"}]`)}, paygates.VerdictUnknown, paygates.AdviceLookUp, "8"},
		"refused, the list is not whole": {"Orders.Rebill", late, []string{order("8", "declined", "9.00", "r-1", ""), order("9", "charged", "9.00", "", "")}, paygates.VerdictUnknown, paygates.AdviceAskHuman, ""},
		"paid out by a failed step":      {"Orders.Credit", early, []string{order("8", "credited", "9.00", "r-1", `,"operations":[{"type":"credit","status":"failure"}]`)}, paygates.VerdictUnknown, paygates.AdviceLookUp, "8"},
		"a payout on its way":            {"Orders.Credit", early, []string{live}, paygates.VerdictUnknown, paygates.AdviceLookUp, "8"},
		"the parent alone":               {"Orders.Rebill", early, []string{order("7", "charged", "9.00", "r-1", "")}, paygates.VerdictAbsent, paygates.AdviceLookUp, ""},
		"a similar reference":            {"Orders.Create", early, []string{order("8", "new", "9.00", "R-1", ""), order("9", "new", "9.00", "r-10", "")}, paygates.VerdictAbsent, paygates.AdviceLookUp, ""},
		"somebody else's order":          {"Orders.Create", late, []string{order("8", "new", "9.00", "s-2", "")}, paygates.VerdictUnknown, paygates.AdviceAskHuman, ""},
		"none yet":                       {"Orders.Create", early, nil, paygates.VerdictAbsent, paygates.AdviceLookUp, ""},
		"none after a day":               {"Orders.Create", late, nil, paygates.VerdictNotExecuted, paygates.AdviceNewReference, ""},
		"no rebill after a day":          {"Orders.Rebill", late, nil, paygates.VerdictAbsent, paygates.AdviceAskHuman, ""},
		"no payout after a day":          {"Orders.Credit", late, nil, paygates.VerdictAbsent, paygates.AdviceAskHuman, ""},
		"paid out":                       {"Orders.Credit", early, []string{paidOut}, paygates.VerdictExecuted, paygates.AdviceNone, "8"},
		"paid out twice":                 {"Orders.Credit", early, []string{paidOut, order("9", "credited", "9.00", "r-1", `,"pan":"411111****1111"`)}, paygates.VerdictDuplicate, paygates.AdviceAskHuman, "8"},
		"paid out to another card":       {"Orders.Credit", early, []string{order("8", "credited", "9.00", "r-1", `,"pan":"411111****2222"`)}, paygates.VerdictConflict, paygates.AdviceAskHuman, "8"},
		"a payment under the payout":     {"Orders.Credit", early, []string{order("8", "reversed", "9.00", "r-1", "")}, paygates.VerdictConflict, paygates.AdviceAskHuman, "8"},
		"a payout under the payment":     {"Orders.Create", early, []string{paidOut}, paygates.VerdictConflict, paygates.AdviceAskHuman, "8"},
		"the guide's list has no ids":    {"Orders.Create", late, []string{`{"id":"8","status":"CREATED","amount":9.00,"currency":"AZN"}`}, paygates.VerdictUnknown, paygates.AdviceAskHuman, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			list := ""
			bodies := map[string]string{}
			for i, o := range tc.orders {
				list += []string{"", ","}[min(i, 1)] + o
				bodies[strings.Trim(o[7:8], `"`)] = o
			}
			gateway := stub.With(func(r *http.Request) reply {
				if r.URL.Path == "/orders/" {
					assert.Equal(t, "r-1", r.URL.Query().Get("merchant_order_id"))
					return reply{Body: `{"orders":[` + list + `]}`}
				}
				return reply{Body: `{"orders":[` + bodies[r.URL.Path[len("/orders/"):]] + `]}`}
			})
			client, err := cibpay.New(testConfig(), paygates.WithHTTPClient(&http.Client{Transport: gateway}))
			require.NoError(t, err)
			intent := paygates.Intent{Gateway: "cibpay", Op: tc.op, Reference: "r-1", Amount: azn("9.00"), At: time.Now().Add(-tc.age)}
			if tc.op == "Orders.Rebill" {
				intent.TargetID = "7"
			}
			if tc.op == "Orders.Credit" {
				intent.MaskedPAN = "411111****1111"
			}
			res, err := client.Resolve(t.Context(), intent)
			require.NoError(t, err)
			assert.Equal(t, tc.want.String(), res.Verdict.String())
			assert.Equal(t, tc.advice.String(), res.Advice.String())
			assert.NotEmpty(t, res.Evidence)
			if tc.id == "" {
				assert.Nil(t, res.Object)
				return
			}
			if name == "created" {
				assert.Equal(t, cibpay.SandboxCheckoutURL+"/8", res.Object.(*cibpay.Order).Redirect.URL)
			}
			assert.Equal(t, strings.Replace(tc.id, "no id", "", 1), res.Object.(*cibpay.Order).ID)
		})
	}
}

// A look-up that fails is a failed read: no verdict, nothing guessed.
func TestResolveThatCannotLookUp(t *testing.T) {
	t.Parallel()
	client, _ := stubbed(t, reply{Status: 500})
	for _, intent := range []paygates.Intent{
		{Gateway: "cibpay", Op: "Orders.Charge", TargetID: "7"},
		{Gateway: "cibpay", Op: "Orders.Credit", Reference: "r-1", Amount: azn("9.00")},
	} {
		res, err := client.Resolve(t.Context(), intent)
		assert.Nil(t, res)
		require.ErrorIs(t, err, paygates.ErrUnavailable)
		e, _ := errors.AsType[*paygates.Error](err)
		assert.Equal(t, "Client.Resolve", e.Op)
		assert.Equal(t, paygates.OutcomeNotExecuted, e.Outcome)
		assert.Equal(t, paygates.AdviceResend, e.Advice())
	}
	// An order that is not found is no proof that nothing happened to it.
	client, _ = stubbed(t, reply{Status: 404, Body: `{"error":{"code":"NOT_FOUND"}}`})
	res, err := client.Resolve(t.Context(), paygates.Intent{Gateway: "cibpay", Op: "Orders.Charge", TargetID: "7", At: time.Now().Add(-48 * time.Hour)})
	require.NoError(t, err)
	assert.Equal(t, paygates.VerdictUnknown, res.Verdict)
	assert.Equal(t, paygates.AdviceAskHuman, res.Advice)
}
