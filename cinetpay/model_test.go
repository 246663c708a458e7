package cinetpay_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cinetpay"
	"github.com/paygates/paygates-go/cinetpay/cinetpaytest"
	"github.com/paygates/paygates-go/money"
)

// inProcess carries requests to a model without a network.
type inProcess struct{ *cinetpaytest.Model }

func (m inProcess) RoundTrip(r *http.Request) (response *http.Response, err error) {
	w := httptest.NewRecorder()
	defer func() {
		if gone := recover(); gone != nil {
			response, err = nil, errors.New("the connection was dropped")
		}
	}()
	m.ServeHTTP(w, r)
	response = w.Result()
	response.Request = r
	return response, nil
}

// modelled is a client of a model.
func modelled(t testing.TB, cfg cinetpaytest.Config, opts ...paygates.Option) (*cinetpay.Client, *cinetpaytest.Model) {
	t.Helper()
	model := cinetpaytest.New(cfg)
	account := cinetpay.Config{
		APIKey: paygates.NewSecret(cinetpaytest.DefaultAPIKey), SiteID: cinetpaytest.DefaultSiteID,
		SecretKeys:       []paygates.Secret{paygates.NewSecret(cinetpaytest.DefaultSecretKey)},
		TransferPassword: paygates.NewSecret(cinetpaytest.DefaultTransferPassword),
		BaseURL:          "http://localhost", TransferURL: "http://localhost", Currency: money.XOF,
	}
	client, err := cinetpay.New(account, append([]paygates.Option{
		paygates.WithHTTPClient(&http.Client{Transport: inProcess{model}}), paygates.WithRetry(paygates.RetryPolicy{BaseDelay: 1, MaxDelay: 1}),
	}, opts...)...)
	require.NoError(t, err)
	return client, model
}

// A payment from its link to its end, by way of its notification.
func TestPaymentOfTheModel(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		payer   func(m *cinetpaytest.Model, id string) error
		state   paygates.State
		decline paygates.DeclineReason
		paid    string
	}{
		"pays":            {(*cinetpaytest.Model).Pay, paygates.StatePaid, "", "2500"},
		"refuses":         {(*cinetpaytest.Model).Refuse, paygates.StateFailed, "", ""},
		"has no money":    {func(m *cinetpaytest.Model, id string) error { return m.RefuseWith(id, "602") }, paygates.StateFailed, paygates.DeclineInsufficientFunds, ""},
		"is at his limit": {func(m *cinetpaytest.Model, id string) error { return m.RefuseWith(id, "631") }, paygates.StateFailed, paygates.DeclineLimit, ""},
		"leaves":          {(*cinetpaytest.Model).Abandon, paygates.StatePending, "", ""},
		"types his code":  {func(m *cinetpaytest.Model, id string) error { return m.AbandonWith(id, "663") }, paygates.StatePending, "", ""},
		"waits":           {func(m *cinetpaytest.Model, id string) error { return m.AbandonWith(id, "607") }, paygates.StatePending, "", ""},
		"is refunded": {func(m *cinetpaytest.Model, id string) error {
			return errors.Join(m.Pay(id), m.Refund(id))
		}, paygates.StateRefunded, "", "2500"},
		"is being refunded": {func(m *cinetpaytest.Model, id string) error {
			return errors.Join(m.Pay(id), m.BeginRefund(id))
		}, paygates.StateUnknown, "", ""},
		"pays after all": {func(m *cinetpaytest.Model, id string) error {
			return errors.Join(m.Refuse(id), m.Pay(id))
		}, paygates.StateUnknown, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, model := modelled(t, cinetpaytest.Config{})
			created, err := client.Payments.Create(t.Context(), createRequest())
			require.NoError(t, err)
			assert.Equal(t, paygates.StatePending, created.State())
			link, _ := model.Payment(suiteReference)
			assert.Equal(t, link.Token, created.ID)
			assert.Equal(t, link.URL, created.Redirect.URL)
			if name == "pays after all" { // an operator that confirms late
				require.NoError(t, model.Refuse(suiteReference))
				require.NoError(t, model.Confirm(suiteReference))
				c.state, c.paid = paygates.StatePaid, "2500"
			} else {
				require.NoError(t, c.payer(model, suiteReference))
			}

			var last *cinetpay.Payment
			handler := client.CallbackHandler(func(_ context.Context, p *cinetpay.Payment) error {
				last = p
				return nil
			})
			require.NoError(t, model.DeliverTo(t.Context(), handler), "ping and notification are answered with 200")
			require.NotNil(t, last)
			assert.Equal(t, c.state, last.State(), "code %s, status %s", last.Code, last.Status)
			assert.Equal(t, c.decline, last.DeclineReason())
			assert.Equal(t, "user001", last.Metadata)
			assert.Equal(t, "TRANSACTION DESCRIPTION", last.Description)
			if c.paid == "" {
				assert.False(t, last.Paid().IsSet())
			} else {
				assert.True(t, last.Paid().Equal(xof(c.paid)))
			}
			assert.Empty(t, model.Callbacks())
		})
	}
}

// Forged, repeated and swapped notifications.
func TestNotificationsOfTheModel(t *testing.T) {
	t.Parallel()
	client, model := modelled(t, cinetpaytest.Config{})
	_, err := client.Payments.Create(t.Context(), createRequest())
	require.NoError(t, err)
	require.NoError(t, model.Pay(suiteReference))
	delivered := 0
	handler := client.CallbackHandler(func(_ context.Context, p *cinetpay.Payment) error {
		delivered++
		assert.Equal(t, paygates.StatePaid, p.State())
		return nil
	})
	answer := func(change func(*cinetpaytest.Callback)) int {
		c := model.Callbacks()[0]
		change(&c)
		r, err := c.Request(t.Context())
		require.NoError(t, err)
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		return w.Code
	}
	same := func(*cinetpaytest.Callback) {}
	assert.Equal(t, 200, answer(same))
	assert.Equal(t, 200, answer(same), "the same once more")
	assert.Equal(t, 2, delivered)
	assert.Equal(t, 401, answer(func(c *cinetpaytest.Callback) { c.Token = "" }))
	assert.Equal(t, 401, answer(func(c *cinetpaytest.Callback) { c.Token = strings.Repeat("0", 64) }))
	assert.Equal(t, 401, answer(func(c *cinetpaytest.Callback) {
		c.Body = []byte(strings.Replace(string(c.Body), "cpm_amount=2500", "cpm_amount=2505", 1))
	}))
	assert.Equal(t, 401, answer(func(c *cinetpaytest.Callback) {
		c.Body = []byte(strings.Replace(string(c.Body), "cpm_amount=2500&cpm_currency=XOF", "cpm_amount=25&cpm_currency=00XOF", 1))
	}), "its token fits, its shape does not")
	assert.Equal(t, 2, delivered)

	// The form of 2021 has no token: it is refused, and what it says is asked for by other means.
	client, model = modelled(t, cinetpaytest.Config{Form: cinetpaytest.Form2021})
	handler = client.CallbackHandler(func(context.Context, *cinetpay.Payment) error { return nil })
	_, err = client.Payments.Create(t.Context(), createRequest())
	require.NoError(t, err)
	require.NoError(t, model.Pay(suiteReference))
	assert.Equal(t, 401, answer(same))
	p, err := client.Confirm(t.Context(), suiteReference)
	require.NoError(t, err)
	assert.Equal(t, paygates.StateUnknown, p.State(), "00 without status and amount proves nothing")
	assert.Equal(t, "00", p.Code)
}

func TestReturnOfTheModel(t *testing.T) {
	t.Parallel()
	client, model := modelled(t, cinetpaytest.Config{})
	_, err := client.Payments.Create(t.Context(), createRequest())
	require.NoError(t, err)
	back, err := model.Return(suiteReference)
	require.NoError(t, err)
	r, err := back.Request(t.Context())
	require.NoError(t, err)
	got, err := cinetpay.ParseReturn(r)
	require.NoError(t, err)
	assert.Equal(t, suiteReference, got.Reference)
}

// A payout from the contact to its end.
func TestTransferOfTheModel(t *testing.T) {
	t.Parallel()
	for name, cfg := range map[string]cinetpaytest.Config{
		"lists of lists": {}, "lists": {FlatEntries: true}, "refusals by 200": {Refusals: cinetpaytest.RefusalsAs200},
		"refusals of the call": {Entries: cinetpaytest.RefusalOfCall}, "and by 200": {Entries: cinetpaytest.RefusalOfCall, Refusals: cinetpaytest.RefusalsAs200},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, model := modelled(t, cfg)
			transfers := client.Transfers
			b, err := transfers.Balance(t.Context())
			require.NoError(t, err)
			assert.True(t, b.Available.Equal(xof("1000000")))

			_, err = transfers.Send(t.Context(), sendRequest())
			require.ErrorIs(t, err, paygates.ErrState, "no contact of ours")
			assert.Equal(t, notExecuted, paygates.OutcomeOf(err))
			_, err = transfers.Get(t.Context(), suitePayout)
			require.ErrorIs(t, err, paygates.ErrNotFound)

			added, err := transfers.AddContacts(t.Context(), contactsRequest())
			require.NoError(t, err)
			assert.False(t, added.Contacts[0].Known)
			added, err = transfers.AddContacts(t.Context(), contactsRequest())
			require.NoError(t, err)
			assert.True(t, added.Contacts[0].Known)
			assert.Equal(t, cinetpaytest.Contact{Prefix: "225", Phone: "0700000001", Name: "KOUADIO", Surname: "Francisse", Email: "francisse@exemple.com"}, model.Contacts()[0])

			sent, err := transfers.Send(t.Context(), sendRequest())
			require.NoError(t, err)
			assert.Equal(t, paygates.StatePending, sent.State())
			assert.True(t, sent.Amount.Equal(xof("5000")))

			_, err = transfers.Send(t.Context(), sendRequest())
			require.ErrorIs(t, err, paygates.ErrDuplicate)
			require.ErrorIs(t, err, paygates.ErrOutcomeUnknown)
			e, _ := errors.AsType[*paygates.Error](err)
			found, err := client.Resolve(t.Context(), e.Intent)
			require.NoError(t, err)
			assert.Equal(t, paygates.VerdictExecuted, found.Verdict, "the earlier one is ours")

			other := sendRequest()
			other.Amount = xof("7000")
			_, err = transfers.Send(t.Context(), other)
			e, _ = errors.AsType[*paygates.Error](err)
			found, err = client.Resolve(t.Context(), e.Intent)
			require.NoError(t, err)
			assert.Equal(t, paygates.VerdictConflict, found.Verdict, "the earlier one is another")

			for _, step := range []struct {
				do    func(*cinetpaytest.Model, string) error
				state paygates.State
			}{
				{(*cinetpaytest.Model).Approve, paygates.StatePending},
				{(*cinetpaytest.Model).Suspend, paygates.StatePending},
				{(*cinetpaytest.Model).Complete, paygates.StatePaidOut},
			} {
				require.NoError(t, step.do(model, suitePayout))
				hint := model.TakeCallbacks()[0]
				heard, err := cinetpay.ParseTransferCallback(hint.Body, http.Header{})
				require.NoError(t, err)
				assert.Equal(t, sent.ID, heard.ID)
				now, err := transfers.Get(t.Context(), heard.Reference)
				require.NoError(t, err)
				assert.Equal(t, step.state, now.State())
				assert.Equal(t, step.state == paygates.StatePaidOut, now.PaidOut().IsSet())
			}
			b, err = transfers.Balance(t.Context())
			require.NoError(t, err)
			assert.True(t, b.Amount.Equal(xof("995000")))

			poor := sendRequest()
			poor.Reference, poor.Amount = "PAYOUT-2", xof("999000")
			_, err = transfers.Send(t.Context(), poor)
			require.ErrorIs(t, err, paygates.ErrDeclined)
			e, _ = errors.AsType[*paygates.Error](err)
			assert.Equal(t, paygates.DeclineInsufficientFunds, e.Decline)
			assert.Equal(t, paygates.AdviceResend, e.Advice())

			rejected := sendRequest()
			rejected.Reference = "PAYOUT-3"
			_, err = transfers.Send(t.Context(), rejected)
			require.NoError(t, err)
			require.NoError(t, model.Reject("PAYOUT-3"))
			now, err := transfers.Get(t.Context(), "PAYOUT-3")
			require.NoError(t, err)
			assert.Equal(t, paygates.StateFailed, now.State())
		})
	}
}

// The refusals of a creation, by either HTTP status.
func TestRefusalsOfTheModel(t *testing.T) {
	t.Parallel()
	for name, cfg := range map[string]cinetpaytest.Config{"4xx": {}, "200": {Refusals: cinetpaytest.RefusalsAs200}} {
		for code, c := range map[string]struct {
			change func(*cinetpaytest.Config)
			kind   error
			known  bool
		}{
			"608": {func(c *cinetpaytest.Config) { c.AccountCurrency = money.XAF }, paygates.ErrInvalidRequest, true},
			"609": {func(c *cinetpaytest.Config) { c.APIKey = "another" }, paygates.ErrAuthentication, true},
			"613": {func(c *cinetpaytest.Config) { c.SiteID = "another" }, paygates.ErrAuthentication, true},
		} {
			t.Run(name+" "+code, func(t *testing.T) {
				t.Parallel()
				other := cfg
				c.change(&other)
				client, model := modelled(t, other)
				_, err := client.Payments.Create(t.Context(), createRequest())
				require.ErrorIs(t, err, c.kind)
				e, _ := errors.AsType[*paygates.Error](err)
				assert.Equal(t, code, e.Code)
				assert.Equal(t, notExecuted, e.Outcome)
				assert.Empty(t, model.Payments())
			})
		}
	}
}

// A reference that was used before: the same link, or an error that knows nothing.
func TestRepeatsOfTheModel(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		form    cinetpaytest.RepeatForm
		amount  string
		verdict paygates.Verdict // of the second call, where it fails
	}{
		"the first link":           {cinetpaytest.RepeatGivesFirst, "2500", 0},
		"refused":                  {cinetpaytest.RepeatRefused, "2500", paygates.VerdictExecuted},
		"refused, another amount":  {cinetpaytest.RepeatRefused, "5000", paygates.VerdictConflict},
		"refused where it differs": {cinetpaytest.RepeatRefusesChange, "5000", paygates.VerdictConflict},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, model := modelled(t, cinetpaytest.Config{Repeats: c.form})
			first, err := client.Payments.Create(t.Context(), createRequest())
			require.NoError(t, err)
			again := createRequest()
			again.Amount = xof(c.amount)
			second, err := client.Payments.Create(t.Context(), again)
			assert.Len(t, model.Payments(), 1)
			if c.verdict == 0 {
				require.NoError(t, err)
				assert.Equal(t, first.ID, second.ID)
				return
			}
			require.ErrorIs(t, err, paygates.ErrDuplicate)
			require.ErrorIs(t, err, paygates.ErrOutcomeUnknown)
			e, _ := errors.AsType[*paygates.Error](err)
			found, err := client.Resolve(t.Context(), e.Intent)
			require.NoError(t, err)
			assert.Equal(t, c.verdict, found.Verdict)
		})
	}
}

// Lost answers: Resolve agrees with the ledger, or says that it does not know.
func TestLostAnswersOfTheModel(t *testing.T) {
	t.Parallel()
	faults := map[string]struct {
		fault    cinetpaytest.Fault
		executed bool
	}{
		"dropped before": {cinetpaytest.Fault{Drop: true}, false},
		"dropped after":  {cinetpaytest.Fault{Drop: true, When: cinetpaytest.AfterCommit}, true},
		"502 before":     {cinetpaytest.Fault{Status: 502, Body: []byte("<html>")}, false},
		"502 after":      {cinetpaytest.Fault{Status: 502, When: cinetpaytest.AfterCommit}, true},
		"429 after":      {cinetpaytest.Fault{Status: 429, When: cinetpaytest.AfterCommit}, true},
		"changed":        {cinetpaytest.Fault{Mutate: func(b []byte) []byte { return b[:len(b)/2] }}, true},
	}
	for name, f := range faults {
		for _, unknownForm := range []cinetpaytest.UnknownForm{cinetpaytest.UnknownAs601, cinetpaytest.UnknownAs627, cinetpaytest.UnknownAs625} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				client, model := modelled(t, cinetpaytest.Config{Unknown: unknownForm})
				_, err := client.Transfers.AddContacts(t.Context(), contactsRequest())
				require.NoError(t, err)
				for op, want := range map[string]paygates.Verdict{"Payments.Create": paygates.VerdictUnknown, "Transfers.Send": paygates.VerdictAbsent} {
					fault := f.fault
					fault.On = map[string]string{"Payments.Create": "POST /v2/payment", "Transfers.Send": "POST /v1/transfer/money/send/contact"}[op]
					model.Fail(fault)
					_, err := operationCalls[op](t.Context(), client)
					require.ErrorIs(t, err, paygates.ErrOutcomeUnknown)
					e, _ := errors.AsType[*paygates.Error](err)
					assert.Equal(t, 1, e.Attempts)
					if f.executed {
						want = paygates.VerdictExecuted
					}
					found, err := client.Resolve(t.Context(), e.Intent)
					require.NoError(t, err)
					assert.Equal(t, want, found.Verdict, op)
				}
				assert.Len(t, model.Payments(), map[bool]int{true: 1, false: 0}[f.executed])
				assert.Len(t, model.Transfers(), map[bool]int{true: 1, false: 0}[f.executed])
			})
		}
	}
}

// A payout that takes effect late is not called absent for good before a day has
// passed, and is found then.
func TestLatePayoutOfTheModel(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, model := modelled(t, cinetpaytest.Config{})
		_, err := client.Transfers.AddContacts(t.Context(), contactsRequest())
		require.NoError(t, err)
		model.Fail(cinetpaytest.Fault{On: "POST /v1/transfer/money/send/contact", CommitAfter: 3 * time.Hour})
		_, err = client.Transfers.Send(t.Context(), sendRequest())
		e, _ := errors.AsType[*paygates.Error](err)
		require.ErrorIs(t, err, paygates.ErrOutcomeUnknown)
		verdict := func() paygates.Verdict {
			found, err := client.Resolve(t.Context(), e.Intent)
			require.NoError(t, err)
			return found.Verdict
		}
		time.Sleep(time.Hour)
		assert.Equal(t, paygates.VerdictAbsent, verdict())
		time.Sleep(3 * time.Hour)
		assert.Equal(t, paygates.VerdictExecuted, verdict())

		// One that never came is not executed after a day, and may be sent again.
		model.Fail(cinetpaytest.Fault{On: "POST /v1/transfer/money/send/contact", Drop: true})
		again := sendRequest()
		again.Reference = "PAYOUT-2"
		_, err = client.Transfers.Send(t.Context(), again)
		e, _ = errors.AsType[*paygates.Error](err)
		time.Sleep(24 * time.Hour)
		assert.Equal(t, paygates.VerdictNotExecuted, verdict())
		_, err = client.Transfers.Send(t.Context(), again)
		require.NoError(t, err)
		assert.Len(t, model.Transfers(), 2)
	})
}

// A token of the model's lives five minutes; the client never meets its end.
func TestTokensOfTheModel(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, model := modelled(t, cinetpaytest.Config{})
		for range 30 {
			_, err := client.Transfers.Balance(t.Context())
			require.NoError(t, err)
			time.Sleep(time.Minute)
		}
		logins := 0
		for _, r := range model.Requests() {
			if r.Path == loginPath {
				logins++
			}
		}
		assert.Equal(t, 8, logins, "one for each four minutes")

		// A gateway that forgets its tokens early is asked for a new one.
		model.Fail(cinetpaytest.Fault{On: "GET /v1/transfer/check/balance", Code: "705"})
		_, err := client.Transfers.Balance(t.Context())
		require.NoError(t, err)
	})
}
