package cinetpay_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cinetpay"
)

const (
	executed    = paygates.OutcomeExecuted
	notExecuted = paygates.OutcomeNotExecuted
	unknown     = paygates.OutcomeUnknown
)

func split(codes string) []string { return strings.Fields(codes) }

// The tables, written down a second time in the groups of the documentation.
var checkoutGroups = []struct {
	codes   string
	kind    error
	outcome paygates.Outcome // of Create
	state   paygates.State   // of a check with data and no status
	refused paygates.State   // of a check with REFUSED
	waiting paygates.State   // of a check with WAITING_FOR_CUSTOMER
	decline paygates.DeclineReason
}{
	{"00", nil, unknown, 0, 0, 0, ""},
	{"201", nil, executed, paygates.StatePending, 0, paygates.StatePending, ""},
	{"608 610 611 612 614 615 616 617 618 619 630", paygates.ErrInvalidRequest, notExecuted, 0, 0, 0, ""},
	{"641 642", paygates.ErrInvalidRequest, notExecuted, 0, paygates.StateFailed, 0, ""},
	{"609 613", paygates.ErrAuthentication, notExecuted, 0, 0, 0, ""},
	{"403", paygates.ErrForbidden, notExecuted, 0, 0, 0, ""},
	{"600 606 627", paygates.ErrDeclined, unknown, paygates.StateFailed, paygates.StateFailed, 0, ""},
	{"602", paygates.ErrDeclined, unknown, paygates.StateFailed, paygates.StateFailed, 0, paygates.DeclineInsufficientFunds},
	{"604", paygates.ErrDeclined, unknown, paygates.StateFailed, paygates.StateFailed, 0, paygates.DeclineSecurityCode},
	{"605 632 633 634 635 636 637", paygates.ErrDeclined, unknown, 0, paygates.StateFailed, 0, ""},
	{"631 807 808 809 810 811 812", paygates.ErrDeclined, unknown, 0, paygates.StateFailed, 0, paygates.DeclineLimit},
	{"607 623 638 662 663 664 803", paygates.ErrState, unknown, paygates.StatePending, 0, paygates.StatePending, ""},
	{"660", paygates.ErrState, unknown, paygates.StateRefunded, 0, 0, ""},
	{"661", paygates.ErrState, unknown, 0, 0, 0, ""},
	{"620", paygates.ErrDuplicate, unknown, 0, 0, 0, ""},
	{"429 801", paygates.ErrRateLimited, unknown, 0, 0, 0, ""},
	{"603 621 622 626 628 629 639 640 804", paygates.ErrUnavailable, unknown, 0, 0, 0, ""},
	{"601", paygates.ErrNotFound, unknown, 0, 0, 0, ""},
	{"624", paygates.ErrInvalidRequest, unknown, 0, 0, 0, ""},
	{"625 800 802 1010", paygates.ErrForbidden, unknown, 0, 0, 0, ""},
	{"98989 -1 0", paygates.ErrUnexpectedReply, unknown, 0, 0, 0, ""}, // in no table
}

func TestCheckoutCodes(t *testing.T) {
	t.Parallel()
	rows := map[string]cinetpay.Code{}
	for _, row := range cinetpay.CheckoutCodes() {
		assert.NotContains(t, rows, row.Code, "twice")
		assert.NotEmpty(t, row.Name)
		rows[row.Code] = row
	}
	tried := 0
	for _, g := range checkoutGroups {
		for _, code := range split(g.codes) {
			row, known := rows[code]
			if known {
				tried++
				assert.Equal(t, g.outcome, row.Outcome, code)
			}
			t.Run(code, func(t *testing.T) {
				t.Parallel()
				for _, status := range []int{200, 201, 400, 404} {
					client, host := stubbed(t, reply{Status: status, Body: `{"code":"` + code + `","message":"M ","description":"D","api_response_id":"1"}`})
					_, err := client.Payments.Create(t.Context(), createRequest())
					e, ok := errors.AsType[*paygates.Error](err)
					require.True(t, ok, "a payment without its link")
					want, outcome := g.kind, g.outcome
					if want == nil {
						want, outcome = paygates.ErrUnexpectedReply, unknown // the word of a success, and nothing else of it
					}
					assert.ErrorIs(t, e.Kind, want, status)
					assert.Equal(t, outcome, e.Outcome, status)
					assert.Equal(t, code, e.Code)
					assert.Equal(t, "M: D", e.Message)
					assert.Equal(t, row.Decline, e.Decline)
					assert.Equal(t, g.decline, e.Decline)
					assert.Equal(t, map[bool]paygates.Advice{true: paygates.AdviceFixRequest, false: paygates.AdviceLookUp}[outcome == notExecuted], e.Advice())
					assert.Len(t, host.Requests(), 1, "Create is sent once, whatever the code")
				}
				checkCode(t, code, g.kind, "", g.state, g.decline)
				checkCode(t, code, g.kind, "REFUSED", g.refused, g.decline)
				checkCode(t, code, g.kind, "WAITING_FOR_CUSTOMER", g.waiting, "")
				checkCode(t, code, g.kind, "PENDING", g.waiting, "")
				accepted := map[string]paygates.State{"00": paygates.StatePaid, "660": paygates.StateRefunded}[code]
				checkCode(t, code, g.kind, "ACCEPTED", accepted, "")
				checkCode(t, code, g.kind, "REFUNDED", map[string]paygates.State{"660": paygates.StateRefunded}[code], "")
				canceled := paygates.StateUnknown
				if g.state == paygates.StateFailed {
					canceled = paygates.StateCanceled
				}
				checkCode(t, code, g.kind, "CANCELLED", canceled, g.decline)
				checkCode(t, code, g.kind, "CANCELED", canceled, g.decline)
				for _, other := range []string{"EXPIRED", "INITIATED", "accepted", "SUCCES"} {
					checkCode(t, code, g.kind, other, paygates.StateUnknown, "")
				}
			})
		}
	}
	assert.Len(t, rows, tried, "every code of the table stands in the groups")
}

// checkCode gives a code to a check: with data it is a payment of that state,
// without it an error that says nothing about a payment.
func checkCode(t *testing.T, code string, kind error, status string, state paygates.State, decline paygates.DeclineReason) {
	t.Helper()
	what := code + " " + status
	data := `{"amount":"2500","currency":"XOF","payment_method":"OM"}`
	if status != "" {
		data = `{"amount":"2500","currency":"XOF","status":"` + status + `"}`
	}
	client, _ := stubbed(t, reply{Body: `{"code":"` + code + `","message":"M","data":` + data + `}`})
	p, err := client.Payments.Get(t.Context(), suiteReference)
	require.NoError(t, err, what)
	assert.Equal(t, state, p.State(), what)
	assert.Equal(t, state == paygates.StatePaid || state == paygates.StateRefunded, p.Paid().IsSet(), what)
	assert.Equal(t, state == paygates.StateRefunded, p.Refunded().IsSet(), what)
	if state != paygates.StateFailed && state != paygates.StateCanceled {
		decline = ""
	}
	assert.Equal(t, decline, p.DeclineReason(), what)

	for _, none := range []string{"", `,"data":null`, `,"data":[]`, `,"data":{}`, `,"data":""`} {
		client, _ = stubbed(t, reply{Status: 400, Body: `{"code":"` + code + `","message":"M"` + none + `}`})
		_, err = client.Payments.Get(t.Context(), suiteReference)
		require.Error(t, err, what)
		assert.Equal(t, notExecuted, paygates.OutcomeOf(err), "a read has no effect")
		for _, never := range []error{paygates.ErrDeclined, paygates.ErrState, paygates.ErrDuplicate} {
			assert.NotErrorIs(t, err, never, "%s without data is about no payment", what)
			if errors.Is(kind, never) {
				require.ErrorIs(t, err, paygates.ErrUnexpectedReply)
			}
		}
	}
}

var transferGroups = []struct {
	codes   string
	kind    error
	outcome paygates.Outcome // of Send
	advice  paygates.Advice
	decline paygates.DeclineReason
}{
	{"701 702 703", paygates.ErrAuthentication, unknown, paygates.AdviceLookUp, ""}, // of a login: Send lists none of them
	{"705 706 707", paygates.ErrAuthentication, notExecuted, paygates.AdviceFixRequest, ""},
	{"602", paygates.ErrDeclined, notExecuted, paygates.AdviceResend, paygates.DeclineInsufficientFunds},
	{"724", paygates.ErrState, notExecuted, paygates.AdviceResend, ""},
	{"704 708 716 717 718 719 720 725 801 802", paygates.ErrInvalidRequest, notExecuted, paygates.AdviceFixRequest, ""},
	{"723", paygates.ErrNotFound, unknown, paygates.AdviceLookUp, ""},
	{"726 805", paygates.ErrDuplicate, unknown, paygates.AdviceLookUp, ""},
	{"721 804 709 710 715", paygates.ErrUnavailable, unknown, paygates.AdviceLookUp, ""},
	{"-1 98989 00 608", paygates.ErrUnexpectedReply, unknown, paygates.AdviceLookUp, ""},
}

func TestTransferCodes(t *testing.T) {
	t.Parallel()
	rows := map[string]cinetpay.Code{}
	for _, row := range cinetpay.TransferCodes() {
		assert.NotContains(t, rows, row.Code, "twice")
		rows[row.Code] = row
	}
	assert.Equal(t, executed, rows["0"].Outcome)
	assert.Equal(t, executed, rows["726"].Outcome)
	tried := 1 // 0
	for _, g := range transferGroups {
		for _, code := range split(g.codes) {
			if _, known := rows[code]; known {
				tried++
			}
			t.Run(code, func(t *testing.T) {
				t.Parallel()
				for _, status := range []int{200, 400, 404} {
					for _, data := range []string{"", `,"data":[]`, `,"data":null`, `,"data":[[]]`} {
						client, _ := stubbed(t, reply{Status: status, Body: fmt.Sprintf(`{"code":%q,"message":"M"%s}`, code, data)})
						_, err := client.Transfers.Send(t.Context(), sendRequest())
						e, ok := errors.AsType[*paygates.Error](err)
						require.True(t, ok)
						assert.ErrorIs(t, e.Kind, g.kind, status)
						assert.Equal(t, g.outcome, e.Outcome, status)
						assert.Equal(t, g.advice, e.Advice(), status)
						assert.Equal(t, g.decline, e.Decline)
						assert.Equal(t, code, e.Code)
					}
				}
				transferEntry(t, code, g.kind, g.outcome)
				transferReads(t, code)
			})
		}
	}
	assert.Len(t, rows, tried, "every code of the table stands in the groups")
}

// transferEntry gives a code to the one entry of an answer that went well as a whole.
func transferEntry(t *testing.T, code string, kind error, outcome paygates.Outcome) {
	t.Helper()
	if slices.Contains(split("705 706 707"), code) {
		outcome = unknown // a login is refused before there is an entry
	}
	entry := fmt.Sprintf(`{"prefix":"225","phone":"0700000001","amount":"5000","client_transaction_id":"PAYOUT-2024-0001","code":%q,"message":"M"`, code)
	for name, c := range map[string]struct {
		body    string
		outcome paygates.Outcome
	}{
		"refused":            {`{"code":0,"data":[[` + entry + `}]]}`, outcome},
		"without list":       {`{"code":"0","data":[` + entry + `}]}`, outcome},
		"with an id":         {`{"code":0,"data":[[` + entry + `,"transaction_id":"T1"}]]}`, unknown},
		"with a status":      {`{"code":0,"data":[[` + entry + `,"treatment_status":"NEW"}]]}`, unknown},
		"another's":          {`{"code":0,"data":[[` + strings.Replace(entry, "0001\"", "0002\"", 1) + `}]]}`, unknown},
		"another's payout":   {`{"code":0,"data":[[` + strings.Replace(entry, "2024-0001", "2024-0002", 1) + `}]]}`, unknown},
		"of two":             {`{"code":0,"data":[[` + entry + `},` + entry + `}]]}`, unknown},
		"the whole failed":   {`{"code":"-1","data":[[` + entry + `}]]}`, unknown},
		"the whole is quiet": {`{"data":[[` + entry + `}]]}`, unknown},
	} {
		client, _ := stubbed(t, reply{Body: c.body})
		_, err := client.Transfers.Send(t.Context(), sendRequest())
		require.Error(t, err, name)
		assert.Equal(t, c.outcome, paygates.OutcomeOf(err), "%s %s", code, name)
		if name == "refused" {
			require.ErrorIs(t, err, kind, code)
			quiet := strings.Replace(c.body, `,"message":"M"`, "", 1)
			client, _ := stubbed(t, reply{Body: strings.Replace(quiet, `"code":0,`, `"code":0,"message":"OPERATION_SUCCES",`, 1)})
			_, err := client.Transfers.Send(t.Context(), sendRequest())
			e, _ := errors.AsType[*paygates.Error](err)
			require.NotNil(t, e, code)
			assert.Equal(t, code, e.Code)
			assert.Empty(t, e.Message, "beside a refusal the message of the whole answer misleads")
		}
	}
}

func transferReads(t *testing.T, code string) {
	t.Helper()
	for _, name := range []string{"Transfers.Balance", "Transfers.Get"} {
		client, _ := stubbed(t, reply{Body: fmt.Sprintf(`{"code":%q,"message":"M","data":[]}`, code)})
		_, err := operationCalls[name](t.Context(), client)
		require.Error(t, err)
		assert.Equal(t, notExecuted, paygates.OutcomeOf(err), "a read has no effect")
		assert.Equal(t, code == "723", errors.Is(err, paygates.ErrNotFound))
	}
}

// 602, 801, 802 and 804 mean one thing to a payer and another to a merchant.
func TestTheTwoTablesAreApart(t *testing.T) {
	t.Parallel()
	in := func(codes []cinetpay.Code, code string) cinetpay.Code {
		return codes[slices.IndexFunc(codes, func(c cinetpay.Code) bool { return c.Code == code })]
	}
	for _, code := range split("602 801 802") {
		assert.NotEqual(t, in(cinetpay.CheckoutCodes(), code).Outcome, in(cinetpay.TransferCodes(), code).Outcome, code)
	}
}

// What the tables say of an outcome is what the rows say.
func TestTablesAgreeWithRows(t *testing.T) {
	t.Parallel()
	listed := map[string]map[string]bool{"P": {}, "T": {}}
	for _, op := range cinetpay.Operations() {
		for _, r := range op.NotExecuted {
			if r.Signal == "code" && op.Safety != paygates.Read {
				listed[op.Name[:1]][r.Code] = true
			}
		}
	}
	for space, codes := range map[string][]cinetpay.Code{"P": cinetpay.CheckoutCodes(), "T": cinetpay.TransferCodes()} {
		for _, code := range codes {
			if space == "T" && slices.Contains(split("701 702 703"), code.Code) {
				continue // the login's
			}
			assert.Equal(t, code.Outcome == notExecuted, listed[space][code.Code], "%s %s", space, code.Code)
		}
	}
}

// What is given away is a copy.
func TestTablesAreCopies(t *testing.T) {
	t.Parallel()
	cinetpay.CheckoutCodes()[0].Code = "changed"
	cinetpay.TransferCodes()[0].Code = "changed"
	cinetpay.Rules()[0].Source = "changed"
	ops := cinetpay.Operations()
	ops[0].Executed[0].Must[0] = "changed"
	assert.Equal(t, "00", cinetpay.CheckoutCodes()[0].Code)
	assert.Equal(t, "0", cinetpay.TransferCodes()[0].Code)
	assert.NotEqual(t, "changed", cinetpay.Rules()[0].Source)
	assert.Equal(t, "code", cinetpay.Operations()[0].Executed[0].Must[0])
}
