package cinetpay_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/stub"
	"github.com/paygates/paygates-go/money"
)

// fixture is one sample and the call that it answers.
type fixture struct {
	name string
	op   string
	// For a refusal: what it comes to.
	kind    error
	outcome paygates.Outcome
	code    string
}

var fixtures = []fixture{
	{name: "create", op: "Payments.Create"},
	{name: "create_error", op: "Payments.Create", kind: paygates.ErrUnexpectedReply, outcome: paygates.OutcomeUnknown, code: "ERROR_CODE"},
	{name: "create_currency", op: "Payments.Create", kind: paygates.ErrInvalidRequest, outcome: paygates.OutcomeNotExecuted, code: "608"},
	{name: "check_accepted", op: "Payments.Get"},
	{name: "check_cancelled", op: "Payments.Get"},
	{name: "check_waiting", op: "Payments.Get"},
	{name: "check_accepted_2021", op: "Payments.Get"},
	{name: "check_failed_2021", op: "Payments.Get"},
	{name: "balance", op: "Transfers.Balance"},
	{name: "balance_invalid_token", op: "Transfers.Balance", kind: paygates.ErrAuthentication, outcome: paygates.OutcomeNotExecuted, code: "706"},
	{name: "contact", op: "Transfers.AddContacts"},
	{name: "contact_known", op: "Transfers.AddContacts"},
	{name: "send", op: "Transfers.Send"},
	{name: "transfer", op: "Transfers.Get"},
	{name: "transfer_not_found", op: "Transfers.Get", kind: paygates.ErrNotFound, outcome: paygates.OutcomeNotExecuted, code: "723"},
}

func TestSamplesDecodeWithoutLoss(t *testing.T) {
	t.Parallel()
	listed := []string{"create_request", "create_request_card", "login", "login_invalid"} // other tests have these
	for _, f := range fixtures {
		listed = append(listed, f.name)
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			body := stub.Sample(t, "cinetpay", f.name)
			cfg := testConfig()
			cfg.Location, cfg.Currency = time.UTC, money.XOF
			client, _ := stubbedWith(t, cfg, reply{Body: string(body)})
			result, err := operationCalls[f.op](t.Context(), client)
			if f.kind == nil {
				require.NoError(t, err)
				// The codes of the transfer API say no more than that it went well, the shop
				// knows the address that it gave, and a blank is no date.
				but := []string{"notify_url"}
				if f.op[0] == 'T' {
					but = append(but, "code")
				}
				if f.op == "Transfers.Send" || f.op == "Transfers.Get" {
					but = append(but, "message")
				}
				if f.op == "Transfers.Send" {
					but = append(but, "status")
				}
				if f.name == "check_waiting" {
					but = append(but, "payment_date")
				}
				stub.Lossless(t, body, result, but...)
				assert.Equal(t, body, result.(interface{ RawJSON() []byte }).RawJSON())
				return
			}
			require.ErrorIs(t, err, f.kind)
			assert.Equal(t, f.outcome, paygates.OutcomeOf(err))
			e, _ := errors.AsType[*paygates.Error](err)
			assert.Equal(t, f.code, e.Code)
			assert.NotEmpty(t, e.Message)
			assert.Equal(t, body, e.Raw.Bytes())
		})
	}
	for _, name := range stub.Samples(t, "cinetpay") {
		assert.True(t, slices.Contains(listed, name), "no call decodes %s", name)
	}
}

// Without a zone no moment is made up.
func TestTimesKeepTheirText(t *testing.T) {
	t.Parallel()
	body := reply{Body: string(stub.Sample(t, "cinetpay", "check_accepted"))}
	client, _ := stubbed(t, body)
	p, err := client.Payments.Get(t.Context(), suiteReference)
	require.NoError(t, err)
	assert.Equal(t, paygates.Timestamp{Text: "2021-10-27 11:06:29"}, p.Date)

	cfg := testConfig()
	cfg.Location = time.FixedZone("UTC+1", 3600)
	client, _ = stubbedWith(t, cfg, body)
	p, err = client.Payments.Get(t.Context(), suiteReference)
	require.NoError(t, err)
	assert.True(t, time.Date(2021, time.October, 27, 10, 6, 29, 0, time.UTC).Equal(p.Date.Time))
	assert.Equal(t, "2021-10-27 11:06:29", p.Date.Text)
}
