package corefy_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/corefy"
	"github.com/paygates/paygates-go/corefy/corefytest"
	"github.com/paygates/paygates-go/money"
)

// shop is a client of either API before a model of its own.
type shop struct {
	clients
	*corefytest.Server
}

// modelConfig is the config of a client of a model.
func modelConfig(server *corefytest.Server) corefy.Config {
	usdt, _ := money.NewCurrency("USDT", 6)
	xts, _ := money.NewCurrency("XTS", 2)
	return corefy.Config{
		AccountID: corefytest.DefaultAccountID, APIKey: paygates.NewSecret(corefytest.DefaultAPIKey), PublicKey: corefytest.DefaultTestPublicKey,
		CallbackSecrets: []paygates.Secret{paygates.NewSecret(corefytest.DefaultTestSecret), paygates.NewSecret(corefytest.DefaultLiveSecret)},
		PrivateURL:      server.PrivateURL, PublicURL: server.PublicURL, Currencies: []money.Currency{usdt, xts},
	}
}

func shopOf(t *testing.T, cfg corefytest.Config, opts ...paygates.Option) shop {
	t.Helper()
	server := corefytest.NewServer(cfg)
	t.Cleanup(server.Close)
	return shop{open(t, modelConfig(server), opts...), server}
}

// moved are the kinds of the ledger's entries for a reference.
func (s shop) moved(reference string) (kinds []corefytest.EntryKind) {
	for _, e := range s.Ledger() {
		if e.Reference == reference {
			kinds = append(kinds, e.Kind)
		}
	}
	return kinds
}

// variants are the models that a client has to get along with.
func variants() map[string]corefytest.Config {
	return map[string]corefytest.Config{
		"as it is":           {},
		"as on the page":     {Form: corefytest.PageForm, Website: "https://shop.example", ExpireAsStatus: true},
		"409 alone":          {Duplicates: corefytest.DuplicateObjectAlone, FeeOnTop: true},
		"409 without object": {Duplicates: corefytest.DuplicateWithoutObject, RefundsAsInvoice: true},
		"422 for duplicates": {Duplicates: corefytest.DuplicateAsField, ValidationAs400: true},
		"without prefix":     {PrivatePath: "/", PublicPath: "/public-api", PageSize: 1},
		"things take time":   {PendingRefunds: true, PendingPayouts: true, FeeOnTop: true},
	}
}

// Every operation, against every variant of the model.
func TestEveryOperationAgainstTheModel(t *testing.T) {
	t.Parallel()
	for name, cfg := range variants() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, ctx := shopOf(t, cfg), t.Context()
			seen := map[string]bool{}
			did := func(op string) { seen[op] = true }

			page, err := s.Private.Services.List(ctx, corefy.ListServicesRequest{Size: 2})
			require.NoError(t, err)
			did("Services.List")
			require.NotEmpty(t, page.Services)
			one, err := s.Private.Services.Get(ctx, page.Services[0].ID)
			require.NoError(t, err)
			did("Services.Get")
			assert.Equal(t, page.Services[0].Code, one.Code)
			var codes []string
			for service, err := range s.Private.Services.All(ctx, corefy.ListServicesRequest{Size: 3}) {
				require.NoError(t, err)
				codes = append(codes, service.Code)
			}
			did("Services.All")
			assert.Len(t, codes, page.Total)
			assert.Contains(t, codes, "payment_card_usd_hpp")

			offered, err := s.Public.Prerequest(ctx, corefy.PrerequestRequest{Currency: money.USD})
			require.NoError(t, err)
			did("PublicClient.Prerequest")
			assert.True(t, slices.ContainsFunc(offered.Services, func(o corefy.ServiceOption) bool { return o.Code == "qiwi_usd_hpp" && len(o.Fields) == 1 }))
			ways, err := s.Public.PayoutPrerequest(ctx, corefy.PayoutPrerequestRequest{Amount: usd("20")})
			require.NoError(t, err)
			did("PublicClient.PayoutPrerequest")
			assert.True(t, slices.ContainsFunc(ways.Services, func(o corefy.ServiceOption) bool { return o.Code == "payment_card_usd" }))

			req := createRequest()
			req.Reference, req.Metadata = "order-1", map[string]any{"cart": 7}
			invoice, err := s.Private.Invoices.Create(ctx, req)
			require.NoError(t, err)
			did("Invoices.Create")
			assert.Equal(t, paygates.StatePending, invoice.State())
			assert.False(t, invoice.Redirect.IsZero())
			require.NoError(t, s.Pay(invoice.ID))
			paid, err := s.Private.Invoices.Get(ctx, invoice.ID)
			require.NoError(t, err)
			did("Invoices.Get")
			assert.Equal(t, paygates.StatePaid, paid.State())
			assert.Equal(t, paid.PaymentAmount, paid.Paid())
			assert.Equal(t, "7", paid.Metadata["cart"])

			public, err := s.Public.CreateInvoice(ctx, corefy.PublicInvoiceRequest{Reference: "order-2", Service: req.Service, Amount: usd("12.34")})
			require.NoError(t, err)
			did("PublicClient.CreateInvoice")
			assert.False(t, public.Redirect.IsZero())
			read, err := s.Public.GetInvoice(ctx, public.ID)
			require.NoError(t, err)
			did("PublicClient.GetInvoice")
			assert.Equal(t, "order-2", read.Reference)

			hits, err := s.Private.Invoices.FindByReference(ctx, "order-1")
			require.NoError(t, err)
			did("Invoices.FindByReference")
			assert.Equal(t, invoice.ID, ids(hits))
			first, err := s.Private.Invoices.List(ctx, corefy.ListInvoicesRequest{})
			require.NoError(t, err)
			did("Invoices.List")
			assert.NotEmpty(t, first.Invoices)
			walked := 0
			for _, err := range s.Private.Invoices.All(ctx, corefy.ListInvoicesRequest{}) {
				require.NoError(t, err)
				walked++
			}
			did("Invoices.All")
			assert.Equal(t, 2, walked)

			back, err := s.Private.Invoices.Refund(ctx, invoice.ID, corefy.RefundRequest{Reference: "refund-1", Amount: usd("40")})
			require.NoError(t, err)
			did("Invoices.Refund")
			assert.Equal(t, "refund-1", back.Reference)
			if cfg.PendingRefunds {
				assert.Equal(t, paygates.StatePending, back.State())
				require.NoError(t, s.CompleteRefund(back.ID))
			}
			partly, err := s.Private.Confirm(ctx, invoice.ID)
			require.NoError(t, err)
			assert.Equal(t, paygates.StatePartlyRefunded, partly.State())
			assert.Equal(t, usd("40"), partly.Refunded())

			out := payoutRequest()
			out.Reference = "payout-1"
			sent, err := s.Private.Payouts.Create(ctx, out)
			require.NoError(t, err)
			did("Payouts.Create")
			if cfg.PendingPayouts {
				require.NoError(t, s.CompletePayout(sent.ID))
			}
			done, err := s.Private.Payouts.Get(ctx, sent.ID)
			require.NoError(t, err)
			did("Payouts.Get")
			assert.Equal(t, paygates.StatePaidOut, done.State())
			found, err := s.Private.Payouts.FindByReference(ctx, "payout-1")
			require.NoError(t, err)
			did("Payouts.FindByReference")
			require.Len(t, found, 1)
			assert.Equal(t, sent.ID, found[0].ID)

			for _, op := range corefy.Operations() {
				assert.True(t, seen[op.Name], "%s was not tried", op.Name)
			}
			assert.Equal(t, []corefytest.EntryKind{corefytest.Created, corefytest.Charged}, s.moved("order-1"))
			assert.Equal(t, []corefytest.EntryKind{corefytest.Refunded}, s.moved("refund-1"))
			assert.Equal(t, []corefytest.EntryKind{corefytest.Created, corefytest.PaidOut}, s.moved("payout-1"))
		})
	}
}

// What went wrong between the shop and Corefy, and what Resolve makes of it.
func TestLostAnswersAgainstTheModel(t *testing.T) {
	t.Parallel()
	paths := map[string]string{
		"Invoices.Create": "POST /api/payment-invoices", "PublicClient.CreateInvoice": "POST /public-api/payment-invoices",
		"Invoices.Refund": "POST /api/payment-invoices/{id}/refund", "Payouts.Create": "POST /api/payout-invoices",
	}
	for _, form := range []corefytest.Form{corefytest.CurrentForm, corefytest.PageForm} {
		for op, on := range paths {
			for fault, c := range map[string]struct {
				fault corefytest.Fault
				done  bool
			}{
				"lost before":     {corefytest.Fault{Drop: true}, false},
				"lost after":      {corefytest.Fault{Drop: true, When: corefytest.AfterCommit}, true},
				"cut":             {corefytest.Fault{Cut: true, CutAfter: 40}, true},
				"500 before":      {corefytest.Fault{Status: 500, Body: corefytest.ErrorBody(500)}, false},
				"502 after":       {corefytest.Fault{Status: 502, Body: []byte("<html>"), When: corefytest.AfterCommit}, true},
				"400":             {corefytest.Fault{Status: 400, Body: corefytest.ErrorBody(400)}, false},
				"another's":       {corefytest.Fault{Mutate: func(body []byte) []byte { return []byte(`{"data":{"id":"cpi_other","reference_id":"other"}}`) }}, true},
				"half the object": {corefytest.Fault{Mutate: func(body []byte) []byte { return body[:len(body)/2] }}, true},
			} {
				t.Run(op+", "+fault, func(t *testing.T) {
					t.Parallel()
					s, ctx := shopOf(t, corefytest.Config{Form: form}), t.Context()
					paid := s.paid(t, "order-0")
					c.fault.On = on
					s.Fail(c.fault)
					err := s.make(ctx, op, paid)
					e, ok := errors.AsType[*paygates.Error](err)
					require.True(t, ok, "%v", err)
					require.Equal(t, paygates.OutcomeUnknown, e.Outcome)
					require.Zero(t, s.PendingFaults())
					res, err := s.Private.Resolve(ctx, e.Intent)
					require.NoError(t, err)
					want := paygates.VerdictAbsent
					if c.done {
						want = paygates.VerdictExecuted
					}
					assert.Equal(t, want.String(), res.Verdict.String())
					assert.Equal(t, c.done, len(s.moved(e.Intent.Reference)) > 0)
				})
			}
		}
	}
}

// paid is an invoice of 100 USD that is paid.
func (s shop) paid(t *testing.T, reference string) *corefy.Invoice {
	t.Helper()
	req := createRequest()
	req.Reference = reference
	invoice, err := s.Private.Invoices.Create(t.Context(), req)
	require.NoError(t, err)
	require.NoError(t, s.Pay(invoice.ID))
	return invoice
}

// make makes one of the calls that create or move something.
func (s shop) make(ctx context.Context, op string, paid *corefy.Invoice) (err error) {
	switch op {
	case "Invoices.Create":
		req := createRequest()
		req.Reference = "order-1"
		_, err = s.Private.Invoices.Create(ctx, req)
	case "PublicClient.CreateInvoice":
		_, err = s.Public.CreateInvoice(ctx, corefy.PublicInvoiceRequest{Reference: "order-1", Service: "payment_card_usd_hpp", Amount: usd("100")})
	case "Invoices.Refund":
		_, err = s.Private.Invoices.Refund(ctx, paid.ID, corefy.RefundRequest{Reference: "refund-1", Amount: usd("40"), Before: usd("0")})
	case "Payouts.Create":
		_, err = s.Private.Payouts.Create(ctx, payoutRequest())
	}
	return err
}

// A repeated reference: 409 shows the earlier one, compared before it is ours.
func TestRepeatedReferences(t *testing.T) {
	t.Parallel()
	for duplicates, outcome := range map[corefytest.DuplicateForm]paygates.Outcome{
		corefytest.DuplicateWithObject: paygates.OutcomeExecuted, corefytest.DuplicateObjectAlone: paygates.OutcomeExecuted,
		corefytest.DuplicateWithoutObject: paygates.OutcomeUnknown, corefytest.DuplicateAsField: paygates.OutcomeUnknown,
	} {
		s, ctx := shopOf(t, corefytest.Config{Duplicates: duplicates}), t.Context()
		first, err := s.Private.Invoices.Create(ctx, createRequest())
		require.NoError(t, err)
		_, err = s.Private.Invoices.Create(ctx, createRequest())
		e, ok := errors.AsType[*paygates.Error](err)
		require.True(t, ok)
		assert.Equal(t, outcome.String(), e.Outcome.String(), duplicates)
		if outcome == paygates.OutcomeExecuted {
			assert.Equal(t, first.ID, e.ObjectID)
		}
		other := createRequest()
		other.Amount = usd("101")
		_, err = s.Private.Invoices.Create(ctx, other)
		assert.ErrorIs(t, err, paygates.ErrOutcomeUnknown)
		e, _ = errors.AsType[*paygates.Error](err)
		res, err := s.Private.Resolve(ctx, e.Intent)
		require.NoError(t, err)
		assert.Equal(t, paygates.VerdictConflict, res.Verdict, "what is there is not what was asked")
		assert.Len(t, s.Invoices(), 1)
	}
}

// A late commit: absent so far, then there.
func TestALateCommit(t *testing.T) {
	t.Parallel()
	s, ctx := shopOf(t, corefytest.Config{}), t.Context()
	s.Fail(corefytest.Fault{On: "POST /api/payment-invoices", CommitAfter: 50 * time.Millisecond})
	_, err := s.Private.Invoices.Create(ctx, createRequest())
	e, ok := errors.AsType[*paygates.Error](err)
	require.True(t, ok)
	require.Equal(t, paygates.OutcomeUnknown, e.Outcome)
	verdicts := map[paygates.Verdict]bool{}
	require.Eventually(t, func() bool {
		res, err := s.Private.Resolve(ctx, e.Intent)
		require.NoError(t, err)
		verdicts[res.Verdict] = true
		return res.Verdict == paygates.VerdictExecuted
	}, 5*time.Second, 10*time.Millisecond)
	delete(verdicts, paygates.VerdictExecuted)
	delete(verdicts, paygates.VerdictAbsent)
	assert.Empty(t, verdicts)
}

// Refusals by the model, for every code that it documents.
func TestRefusalsOfTheModel(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	s := shopOf(t, corefytest.Config{ForbidPublicCreation: true})
	_, err := s.Public.CreateInvoice(ctx, publicRequest())
	assert.ErrorIs(t, err, paygates.ErrForbidden)
	assert.Equal(t, paygates.OutcomeNotExecuted, paygates.OutcomeOf(err))

	cfg := modelConfig(s.Server)
	cfg.APIKey, cfg.PublicKey = paygates.NewSecret("wrong"), "pk_test_wrong"
	wrong := open(t, cfg)
	_, err = wrong.Private.Invoices.Create(ctx, createRequest())
	assert.ErrorIs(t, err, paygates.ErrAuthentication)
	assert.Equal(t, paygates.OutcomeNotExecuted, paygates.OutcomeOf(err))
	_, err = wrong.Public.Prerequest(ctx, corefy.PrerequestRequest{Currency: money.USD})
	assert.ErrorIs(t, err, paygates.ErrAuthentication)

	for name, change := range map[string]func(r *corefy.CreateInvoiceRequest){
		"a service that is none":      func(r *corefy.CreateInvoiceRequest) { r.Service = "no_such_service" },
		"a service that is off":       func(r *corefy.CreateInvoiceRequest) { r.Service = "bank_transfer_usd_hpp" },
		"fields that are not there":   func(r *corefy.CreateInvoiceRequest) { r.Service = "qiwi_usd_hpp" },
		"more than the service takes": func(r *corefy.CreateInvoiceRequest) { r.Service, r.Amount = "voucher_usd_hpp", usd("501") },
	} {
		req := createRequest()
		change(&req)
		_, err := s.Private.Invoices.Create(ctx, req)
		e, ok := errors.AsType[*paygates.Error](err)
		require.True(t, ok, name)
		assert.ErrorIs(t, err, paygates.ErrInvalidRequest, name)
		assert.Equal(t, paygates.OutcomeNotExecuted, e.Outcome, name)
		assert.NotEmpty(t, e.Fields, name)
	}
	_, err = s.Private.Invoices.Get(ctx, "cpi_0000000000000000")
	assert.ErrorIs(t, err, paygates.ErrNotFound)
	_, err = s.Private.Payouts.Get(ctx, "cpoi_0000000000000000")
	assert.ErrorIs(t, err, paygates.ErrNotFound)
	_, err = s.Private.Services.Get(ctx, "comcps_0000000000000000")
	assert.ErrorIs(t, err, paygates.ErrNotFound)
	hits, err := s.Private.Invoices.FindByReference(ctx, "nobody")
	require.NoError(t, err)
	assert.Empty(t, hits)
	for _, decline := range []corefytest.Decline{corefytest.InsufficientFunds, corefytest.FatalTimeout} {
		s.Fail(corefytest.Fault{On: "POST /api/payment-invoices", Decline: decline})
		req := createRequest()
		req.Reference = string(decline)
		_, err = s.Private.Invoices.Create(ctx, req)
		e, ok := errors.AsType[*paygates.Error](err)
		require.True(t, ok)
		assert.ErrorIs(t, err, paygates.ErrDeclined)
		res, err := s.Private.Resolve(ctx, e.Intent)
		require.NoError(t, err)
		assert.Equal(t, paygates.VerdictNotExecuted, res.Verdict)
		assert.Equal(t, e.Advice(), res.Advice, "what was found says the same as the answer")
	}
}
