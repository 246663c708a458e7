package simulation_test

import (
	"fmt"
	"slices"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/simulation"
)

var corefyHistories = []cutting{
	// The plain model answers with the invoice, in which the refund is listed. This
	// one answers with the refund itself, that one lists none.
	{name: "refund in itself", before: payment(tenUSD, true), last: partly(simulation.Refund), seed: 13},
	{name: "refund in totals", before: payment(tenUSD, true), last: partly(simulation.Refund), seed: 26},
	{name: "second refund in totals", before: append(payment(tenUSD, true), partly(simulation.Refund)), last: partly(simulation.Refund), seed: 26},
}

var corefyOddities = slices.Concat(
	corefyAnswers(), corefyWords(), corefyRefusals(), corefyMade(), corefyDuplicates(), corefyEnded(), corefyResolutions(), corefyRead(), corefyStates(), corefyPayoutStates(),
	corefyRefunded, corefyListed(), corefyInvoiceRead, corefyTotals, corefyReadBefore, corefyIntents, corefyPages, corefyWrong,
)

// corefyCalls are the histories whose last call makes one object, with an answer to
// it that was made up.
var corefyCalls = []struct {
	in string
	// at is where the fields stand in the answer, kind the type that it states.
	at, kind string
	service  string
	ended    string // the statuses of what came to nothing
}{
	{"create", "data.attributes.", "payment-invoices", "payment_card_usd_hpp", "process_failed rejected terminated expired verify_failed"},
	{"create publicly", "data.", "", "payment_card_usd_hpp", "process_failed rejected terminated expired verify_failed"},
	{"pay out", "data.attributes.", "payout-invoices", "payment_card_usd", "process_failed terminated expired"},
}

// corefyObject is an object with the fields by which it is known, as data of a call.
func corefyObject(kind, service, more string) string {
	fields := fmt.Sprintf(`"reference_id":"ref-1","amount":10,"currency":"USD","service":%q,"test_mode":true%s`, service, more)
	if kind == "" {
		return `{"id":"o_1",` + fields + `}`
	}
	return fmt.Sprintf(`{"type":%q,"id":"o_1","attributes":{%s}}`, kind, fields)
}

// at puts a place before names, with their values between them or without.
func at(place string, each int, names []string) []string {
	named := slices.Clone(names)
	for i := 0; i < len(named); i += each {
		named[i] = place + named[i]
	}
	return named
}

// corefySays is the gateway's own error envelope.
func corefySays(status int) alteration {
	return replying(status, fmt.Sprintf(`{"errors":[{"status":"Refused","code":"%d","title":"refused"}]}`, status))
}

// corefyKinds are what HTTP codes stand for, and whether they prove that nothing
// was made.
var corefyKinds = []struct {
	status int
	kind   error
	proves bool
}{
	{400, paygates.ErrInvalidRequest, false}, {401, paygates.ErrAuthentication, true}, {403, paygates.ErrForbidden, true},
	{404, paygates.ErrNotFound, true}, {405, paygates.ErrUnsupported, true}, {408, paygates.ErrUnexpectedReply, false},
	{409, paygates.ErrDuplicate, false}, {422, paygates.ErrInvalidRequest, true}, {425, paygates.ErrUnexpectedReply, false},
	{429, paygates.ErrRateLimited, false}, {500, paygates.ErrUnavailable, false}, {502, paygates.ErrUnavailable, false},
	{503, paygates.ErrUnavailable, false}, {504, paygates.ErrUnavailable, false}, {520, paygates.ErrUnavailable, false}, {302, paygates.ErrUnexpectedReply, false},
}

// corefyActing are the histories whose last call acts.
var corefyActing = []string{"create", "create publicly", "refund", "pay out"}

// corefyRefusals has every HTTP code in the answer to a call that acts, and to one
// that reads.
func corefyRefusals() (rows []oddity) {
	for _, k := range corefyKinds {
		row := oddity{name: fmt.Sprint(k.status), in: corefyActing, inPlace: true, alter: corefySays(k.status), kind: k.kind, advice: lookAgain}
		if k.proves {
			row.outcome, row.advice = paygates.OutcomeNotExecuted, fixRequest
		}
		rows = append(rows, row, oddity{
			name: fmt.Sprint(k.status), in: []string{"read"}, times: 3, alter: corefySays(k.status),
			outcome: paygates.OutcomeNotExecuted, kind: k.kind,
		})
	}
	return rows
}

// corefyAnswers has refusals in other words.
func corefyAnswers() (rows []oddity) {
	for _, refusal := range []struct {
		name   string
		status int
		body   string
		proves bool
		kind   error
	}{
		{"a field", 422, `{"errors":{"amount":"This value should be greater than 0."}}`, true, paygates.ErrInvalidRequest},
		{"a field", 400, `{"errors":{"amount":"This value should be greater than 0."}}`, false, paygates.ErrInvalidRequest},
		{"the reference", 422, `{"errors":{"reference_id":"is taken"}}`, false, paygates.ErrInvalidRequest},
		{"the reference otherwise", 422, `{"errors":[{"code":"422","detail":"This Reference ID exists"}]}`, false, paygates.ErrInvalidRequest},
		{"without a code", 401, `{"errors":[{"status":"Unauthorized"}]}`, true, paygates.ErrAuthentication},
		{"another code", 401, `{"errors":[{"status":"internal_error","code":"500"}]}`, false, paygates.ErrAuthentication},
		{"another component", 403, `{"error":"no"}`, false, paygates.ErrForbidden},
		{"no error", 401, `{}`, false, paygates.ErrAuthentication},
		{"an empty list of errors", 401, `{"errors":[]}`, false, paygates.ErrAuthentication},
		{"texts for errors", 401, `{"errors":["no"]}`, false, paygates.ErrAuthentication},
		{"something behind it", 401, `{"errors":[{"code":"401"}]}{}`, false, paygates.ErrAuthentication},
		{"data beside it", 401, `{"data":{"id":"o_1"},"errors":[{"code":"401"}]}`, false, paygates.ErrAuthentication},
		{"somebody else's not found", 404, `{}`, false, paygates.ErrUnexpectedReply},
		{"somebody else's page", 404, `<html>`, false, paygates.ErrUnexpectedReply},
		{"a page", 200, `<html>`, false, paygates.ErrUnexpectedReply},
		{"a page", 422, `<html>`, false, paygates.ErrInvalidRequest},
		{"an error in a success", 200, `{"errors":[{"code":"422"}]}`, false, paygates.ErrUnexpectedReply},
	} {
		row := oddity{name: fmt.Sprintf("%s, %d", refusal.name, refusal.status), in: []string{"create", "refund"}, inPlace: true, alter: replying(refusal.status, refusal.body), kind: refusal.kind}
		if refusal.proves {
			row.outcome, row.advice = paygates.OutcomeNotExecuted, fixRequest
		}
		rows = append(rows, row)
	}
	return rows
}

// corefyWords has refusals whose words are told.
func corefyWords() (rows []oddity) {
	for _, refusal := range []struct {
		status  int
		errors  string
		code    string
		message string
		fields  string
		proves  bool
	}{
		{401, `[{"status":"Unauthorized","code":"401"}]`, "401", "Unauthorized", "", true},
		{401, `[{"status":"Unauthorized","code":401,"title":"A title"}]`, "401", "A title", "", true},
		{401, `[{"status":"Unauthorized","title":"A title","detail":"Why."}]`, "", "Why.", "", true},
		{401, `[{"code":"401","title":"one"},{"code":"401","title":"two"}]`, "401", "one", "", true},
		{401, `[{"code":"401","title":"one"},{"code":"500","title":"two"}]`, "401", "one", "", false},
		{401, `[{"title":"one"},{"code":"500"}]`, "500", "one", "", false},
		{401, `[{"code":"401"},"no"]`, "401", "no", "", false},
		{401, `[{}]`, "", "", "", true},
		{401, `"no"`, "", "no", "", false},
		{401, `""`, "", "", "", false},
		{401, `null`, "", "", "", false},
		{401, `{}`, "", "", "", false},
		{401, `{"code":"500"}`, "", "", "code", false},
		{401, `{"code":"401"}`, "", "", "code", true},
		{422, `[{"code":"422","detail":"wrong","source":{"pointer":"/data/attributes/amount"}}]`, "422", "wrong", "/data/attributes/amount", true},
		{422, `[{"code":"422","detail":"wrong","source":{"parameter":"amount"}}]`, "422", "wrong", "amount", true},
		{422, `[{"code":"422","detail":"wrong","source":{"about":"amount"}}]`, "422", "wrong", "", true},
		{422, `[{"code":"422","source":{"pointer":"/data/attributes/reference_id"}}]`, "422", "", "/data/attributes/reference_id", false},
		{422, `[{"code":"422","status":"reference-id"}]`, "422", "reference-id", "", false},
		{422, `[{"code":"422","title":"referenceId is taken"}]`, "422", "referenceId is taken", "", false},
		{422, `{"amount":["wrong","too big"],"currency":"wrong"}`, "", "", "amount amount currency", true},
		{422, `{"amount":"where is reference_id?"}`, "", "", "amount", false},
		{422, `{"amount":{"value":"wrong"}}`, "", "", "amount", true},
	} {
		row := oddity{
			name: fmt.Sprintf("%d, %s", refusal.status, refusal.errors), in: []string{"create"}, inPlace: true, alter: replying(refusal.status, `{"errors":`+refusal.errors+`}`),
			also: remarks(withCode(refusal.code), withMessage(refusal.message), namingFields(strings.Fields(refusal.fields)...)),
		}
		if refusal.proves {
			row.outcome = paygates.OutcomeNotExecuted
		}
		rows = append(rows, row)
	}
	for body, message := range map[string]string{`"no"`: "no", `{"message":"no"}`: "no", `{"text":"no"}`: "", `null`: ""} {
		rows = append(rows, oddity{name: "403, error " + body, in: []string{"create"}, inPlace: true, alter: replying(403, `{"error":`+body+`}`), kind: paygates.ErrForbidden, also: withMessage(message)})
	}
	// Beside an invoice: what complains of nothing does no harm.
	for beside, outcome := range map[string]paygates.Outcome{
		`"errors":[]`: paygates.OutcomeExecuted, `"errors":null`: paygates.OutcomeExecuted, `"errors":{}`: paygates.OutcomeExecuted, `"error":""`: paygates.OutcomeExecuted,
		`"error":{}`: paygates.OutcomeExecuted, `"error":{"text":"no"}`: paygates.OutcomeUnknown, `"errors":[{}]`: paygates.OutcomeUnknown, `"errors":"no"`: paygates.OutcomeUnknown,
		`"errors":{"amount":""}`: paygates.OutcomeUnknown, `"errors":["no"]`: paygates.OutcomeUnknown, `"errors":[" "]`: paygates.OutcomeUnknown,
	} {
		rows = append(rows, oddity{name: "beside " + beside, in: []string{"create"}, alter: func(a *simulation.Answer) {
			a.Body = append(a.Body[:len(a.Body)-1], ","+beside+"}"...)
		}, outcome: outcome})
	}
	return sorted(rows)
}

// corefyMade has the answer to a call that makes something, otherwise in one field.
func corefyMade() (rows []oddity) {
	for _, call := range corefyCalls {
		in := []string{call.in}
		row := func(name string, outcome paygates.Outcome, alter alteration) {
			o := oddity{name: name, in: in, alter: alter, outcome: outcome}
			if outcome == paygates.OutcomeUnknown {
				o.kind = paygates.ErrUnexpectedReply
			}
			rows = append(rows, o)
		}
		for field, values := range map[string]struct{ other, same string }{
			"reference_id": {`"ref-2"`, `"ref-1"`}, "amount": {"10.01", `"10.00"`}, "currency": {`"EUR"`, `"USD"`},
			"service": {`"cash"`, fmt.Sprintf("%q", call.service)}, "test_mode": {"false", "1"},
		} {
			row("another "+field, paygates.OutcomeUnknown, putting(call.at+field, values.other))
			row("the same "+field, paygates.OutcomeExecuted, putting(call.at+field, values.same, call.at+"description", `"new"`))
			row("null for "+field, paygates.OutcomeExecuted, putting(call.at+field, "null", call.at+"description", `"new"`))
		}
		row("an amount that cannot be held", paygates.OutcomeUnknown, putting(call.at+"amount", `"10 dollars"`))
		row("null for the id", paygates.OutcomeUnknown, putting("data.id", "null"))
		row("an empty id", paygates.OutcomeUnknown, putting("data.id", `""`))
		row("200", paygates.OutcomeExecuted, underStatus(200))
		row("202", paygates.OutcomeUnknown, underStatus(202))
		row("203", paygates.OutcomeUnknown, underStatus(203))
		row("an error beside it", paygates.OutcomeUnknown, putting("errors", `[{"code":"500"}]`))
		row("another component's error beside it", paygates.OutcomeUnknown, putting("error", `"no"`))
		row("a list", paygates.OutcomeUnknown, func(a *simulation.Answer) { a.Set("data", "["+a.At("data")+"]") })
		row("null for it", paygates.OutcomeUnknown, putting("data", "null"))
		row("something behind it", paygates.OutcomeUnknown, trailing)
		row("a status of its own", paygates.OutcomeExecuted, putting(call.at+"status", `"tomorrow"`))
		if call.kind != "" {
			row("another type", paygates.OutcomeUnknown, putting("data.type", `"refunds"`))
			row("no type", paygates.OutcomeExecuted, lacking("data.type"))
			row("a service of which it is", paygates.OutcomeExecuted, together(putting(call.at+"service", "null"), lacking("data.relationships")))
		}
		rows = append(rows, oddity{name: "another reference and id", in: in, alter: putting(call.at+"reference_id", `"ref-2"`, "data.id", `"o_2"`),
			kind: paygates.ErrUnexpectedReply, also: onObject("o_2")})
	}
	for name, values := range map[string]struct {
		flow    string
		outcome paygates.Outcome
	}{
		"verifying": {"verify", paygates.OutcomeUnknown}, "charging": {"CHARGE", paygates.OutcomeExecuted}, "for nothing": {"", paygates.OutcomeExecuted},
	} {
		rows = append(rows, oddity{name: name, in: []string{"create"}, alter: putting("data.attributes.payment_flow", fmt.Sprintf("%q", values.flow)), outcome: values.outcome})
	}
	for shown, outcome := range map[string]paygates.Outcome{
		`"411111******1111"`: paygates.OutcomeExecuted, `"4111111111111112"`: paygates.OutcomeUnknown, `"**2111"`: paygates.OutcomeUnknown, `""`: paygates.OutcomeExecuted,
	} {
		rows = append(rows, oddity{name: "to " + shown, in: []string{"pay out"}, alter: putting("data.attributes.fields.card_number", shown), outcome: outcome})
	}
	rows = append(rows, oddity{name: "to nobody", in: []string{"pay out"}, alter: putting("data.attributes.fields", "[]"), outcome: paygates.OutcomeExecuted})
	return sorted(rows)
}

// corefyDuplicates has the answer that the object was made before, which shows it.
func corefyDuplicates() (rows []oddity) {
	for _, call := range corefyCalls {
		row := func(name string, outcome paygates.Outcome, alter alteration, also remark) {
			o := oddity{name: "before, " + name, in: []string{call.in}, alter: together(alter, underStatus(409)), outcome: outcome, kind: paygates.ErrDuplicate, also: also, advice: lookAgain}
			if outcome == paygates.OutcomeExecuted {
				o.advice = noAdvice
			}
			rows = append(rows, o)
		}
		row("as it is", paygates.OutcomeExecuted, putting(call.at+"description", `"new"`), nil)
		row("with an error", paygates.OutcomeExecuted, putting("errors", `[{"code":"409"}]`), nil)
		for _, field := range []struct{ name, other string }{
			{"reference_id", `"ref-2"`}, {"amount", "10.01"}, {"currency", `"EUR"`}, {"service", `"cash"`}, {"test_mode", "false"},
		} {
			row("another "+field.name, paygates.OutcomeUnknown, putting(call.at+field.name, field.other, "data.id", `"o_2"`), onObject("o_2"))
			missing := putting(call.at+field.name, "null")
			if field.name == "service" && call.kind != "" {
				missing = together(missing, lacking("data.relationships"))
			}
			row("null for "+field.name, paygates.OutcomeUnknown, missing, nil)
		}
		row("an amount that cannot be held", paygates.OutcomeUnknown, putting(call.at+"amount", `"10 dollars"`), nil)
		row("null for the id", paygates.OutcomeUnknown, putting("data.id", "null"), onObject(""))
		row("a list", paygates.OutcomeUnknown, func(a *simulation.Answer) { a.Set("data", "["+a.At("data")+"]") }, onObject(""))
		for status := range strings.FieldsSeq(call.ended) {
			row(status, paygates.OutcomeUnknown, putting(call.at+"status", fmt.Sprintf("%q", status)), nil)
		}
		if call.kind != "" {
			row("another type", paygates.OutcomeUnknown, putting("data.type", `"refunds"`), nil)
		}
	}
	rows = append(rows, oddity{name: "before, canceled", in: []string{"pay out"}, alter: together(putting("data.attributes.status", `"canceled"`), underStatus(409)), kind: paygates.ErrDuplicate},
		oddity{name: "before", in: []string{"refund", "refund in itself"}, alter: underStatus(409), kind: paygates.ErrDuplicate})
	return rows
}

// corefyEnded has the answer with an object that came to nothing.
func corefyEnded() (rows []oddity) {
	for _, call := range corefyCalls {
		ended := func(status, more string) alteration {
			return replying(201, fmt.Sprintf(`{"data":%s}`, corefyObject(call.kind, call.service, fmt.Sprintf(`,"status":%q%s`, status, more))))
		}
		row := func(name string, outcome paygates.Outcome, kind error, alter alteration, also remark) {
			rows = append(rows, oddity{name: "ended, " + name, in: []string{call.in}, inPlace: true, alter: alter, outcome: outcome, kind: kind, also: also})
		}
		for status := range strings.FieldsSeq(call.ended) {
			row(status, paygates.OutcomeNotExecuted, paygates.ErrDeclined, ended(status, `,"resolution":"ok"`), remarks(withCode(status), onObject("o_1"), withMessage("ok")))
		}
		row("in capitals", paygates.OutcomeNotExecuted, paygates.ErrDeclined, ended("PROCESS_FAILED", ""), withCode("process_failed"))
		row("in words", paygates.OutcomeNotExecuted, paygates.ErrDeclined, ended("process_failed", `,"resolution":"declined","resolution_message":"no"`),
			remarks(withMessage("no"), declinedFor(paygates.DeclineByIssuer)))
		row("and yet processed", paygates.OutcomeUnknown, paygates.ErrUnexpectedReply, ended("process_failed", `,"processed_amount":10`), onObject("o_1"))
		row("another reference", paygates.OutcomeUnknown, paygates.ErrUnexpectedReply, together(ended("process_failed", ""), putting(call.at+"reference_id", `"ref-2"`)), onObject("o_1"))
		row("no id", paygates.OutcomeUnknown, paygates.ErrUnexpectedReply, together(ended("process_failed", ""), putting("data.id", "null")), nil)
		row("with an error", paygates.OutcomeUnknown, paygates.ErrUnexpectedReply, together(ended("process_failed", ""), putting("errors", `[{"code":"500"}]`)), nil)
		row("under 202", paygates.OutcomeUnknown, paygates.ErrUnexpectedReply, together(ended("process_failed", ""), underStatus(202)), nil)
	}
	return rows
}

// doubtfulResolutions are those after which somebody has to look.
var doubtfulResolutions = strings.Fields("duplicated_transaction unable_to_reconcile fatal_timeout provider_error provider_fatal_error general_fatal_error fatal_error error unknown")

// corefyResolutions has the reason why an object came to nothing.
func corefyResolutions() (rows []oddity) {
	for _, resolution := range append([]string{"ok", "OK", "declined", "insufficient_funds", "expired", "tomorrow", "ERROR"}, doubtfulResolutions...) {
		advice := newOne
		if slices.Contains(doubtfulResolutions, strings.ToLower(resolution)) {
			advice = askHuman
		}
		more := fmt.Sprintf(`,"status":"process_failed","resolution":%q`, resolution)
		call := corefyCalls[0]
		rows = append(rows,
			oddity{name: "because of " + resolution, in: []string{call.in}, inPlace: true,
				alter: replying(201, `{"data":`+corefyObject(call.kind, call.service, more)+`}`), outcome: paygates.OutcomeNotExecuted, kind: paygates.ErrDeclined, advice: advice},
			oddity{name: "because of " + resolution, in: []string{call.in}, lookUp: "Invoices.FindByReference", undone: true, inPlace: true,
				alter: replying(200, `{"data":[`+corefyObject(call.kind, call.service, more)+`]}`), verdict: paygates.VerdictNotExecuted, advice: advice})
	}
	return rows
}

// corefyRead has the answer to the read of one object, otherwise.
func corefyRead() (rows []oddity) {
	for in, at := range map[string]string{"read": "data.attributes.", "read publicly": "data.", "read payout": "data.attributes."} {
		row := func(name string, kind error, alter alteration, also remark) {
			o := oddity{name: name, in: []string{in}, alter: alter, outcome: paygates.OutcomeExecuted, kind: kind, also: also}
			if kind != nil {
				o.outcome = paygates.OutcomeNotExecuted
			}
			rows = append(rows, o)
		}
		row("another id", paygates.ErrUnexpectedReply, putting("data.id", `"o_2"`), onObject("o_2"))
		row("no id", paygates.ErrUnexpectedReply, lacking("data.id"), nil)
		row("another mode", paygates.ErrUnexpectedReply, putting(at+"test_mode", "false"), nil)
		row("no mode", nil, lacking(at+"test_mode"), nil)
		if in != "read" {
			continue
		}
		row("an error beside it", paygates.ErrUnexpectedReply, putting("errors", `[{"code":"500"}]`), onObject(""))
		row("a list", paygates.ErrUnexpectedReply, func(a *simulation.Answer) { a.Set("data", "["+a.At("data")+"]") }, nil)
		row("nothing", paygates.ErrUnexpectedReply, putting("data", "null"), nil)
		row("201", nil, underStatus(201), nil)
		row("202", paygates.ErrUnexpectedReply, underStatus(202), nil)
		row("something behind it", paygates.ErrUnexpectedReply, trailing, nil)
		row("a page under 404", paygates.ErrUnexpectedReply, replying(404, "<html>"), nil)
		row("failed", nil, putting(at+"status", `"process_failed"`, at+"processed_amount", "null"), inState(paygates.StateFailed))
		row("failed, and yet processed", nil, putting(at+"status", `"process_failed"`, at+"processed_amount", "10"), inState(paygates.StateUnknown))
	}
	return sorted(rows)
}

func sorted(rows []oddity) []oddity {
	slices.SortStableFunc(rows, func(a, b oddity) int {
		return strings.Compare(a.in[0]+a.name, b.in[0]+b.name)
	})
	return rows
}
