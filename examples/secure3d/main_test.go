package main

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
	"github.com/paygates/paygates-go/bizon/bizontest"
	"github.com/paygates/paygates-go/examples/internal/account"
	"github.com/paygates/paygates-go/examples/internal/browser"
	"github.com/paygates/paygates-go/money"
)

func TestSelftest(t *testing.T) {
	for _, name := range []string{"BIZON_USERNAME", "BIZON_PASSWORD", "BIZON_CHECKOUT_URL", "BIZON_BASE_URL"} {
		t.Setenv(name, "")
	}
	var out strings.Builder
	require.NoError(t, run(t.Context(), []string{"-selftest"}, &out), out.String())
	for _, v := range visits {
		assert.Contains(t, out.String(), "ok     "+v.name)
	}
	for _, name := range []string{"BIZON_USERNAME", "BIZON_PASSWORD", "BIZON_CHECKOUT_URL", "BIZON_BASE_URL"} {
		t.Setenv(name, "https://gateway.example")
	}
	require.ErrorIs(t, run(t.Context(), []string{"-selftest"}, &out), account.ErrNotLive)
	require.ErrorContains(t, run(t.Context(), []string{"-selftest", "-live"}, &out), "unset BIZON_*")
}

func openStall(t *testing.T) *stall {
	t.Helper()
	model := bizontest.NewServer(bizontest.Config{})
	t.Cleanup(model.Close)
	require.NoError(t, issueCards(model))
	s, stop, err := open(t.Context(), "127.0.0.1:0", &account.Bizon{Config: account.OfModel(model), Model: model})
	require.NoError(t, err)
	t.Cleanup(stop)
	return &stall{s, model}
}

// The self-test itself has to notice a bank that nobody asks.
func TestSelftestNotices(t *testing.T) {
	t.Parallel()
	s := openStall(t)
	require.NoError(t, s.model.SetBank(plain(testCards[0].Number), bizontest.Bank{Answer: bizontest.Frictionless}))
	var out strings.Builder
	require.Error(t, selftest(t.Context(), s, &out))
	assert.Contains(t, out.String(), "WRONG  3-D Secure 2, and the payer confirms")
}

// paying presses the shop's button with that card.
func paying(t *testing.T, s *stall, fields map[string]string) *browser.Page {
	t.Helper()
	page, err := browser.New().Open(t.Context(), s.url)
	require.NoError(t, err)
	for name, value := range fields {
		page.Type(name, value)
	}
	page, err = page.Press(t.Context(), "action", "pay")
	require.NoError(t, err)
	return page
}

func TestWhatNeverGotToTheGateway(t *testing.T) {
	t.Parallel()
	s := openStall(t)
	for name, value := range map[string]string{"number": "4111 1111 1111 1112", "expiry": "13/34", "cvv": "12a4"} {
		page := paying(t, s, map[string]string{name: value})
		assert.Equal(t, http.StatusBadRequest, page.Status, name)
		assert.NotContains(t, page.Body, value, name)
	}
	assert.Empty(t, s.model.Orders())
	s.model.Close()
	page := paying(t, s, nil)
	assert.Equal(t, http.StatusBadGateway, page.Status)
	assert.Contains(t, page.Body, "Nothing was paid.")
}

// The form that leads to the bank is lost with the answer: the payer begins anew,
// and nothing is held.
func TestALostForm(t *testing.T) {
	t.Parallel()
	s := openStall(t)
	s.model.Fail(bizontest.Fault{On: "POST /orders/authorize", When: bizontest.AfterCommit, Drop: true})
	page := paying(t, s, nil)
	assert.Contains(t, page.Body, "please pay again")
	assert.Contains(t, page.Body, "looked up: executed")
}

// Nothing tells whether the card was charged: the page says so until it does.
func TestAnOutcomeThatStaysUnknown(t *testing.T) {
	t.Parallel()
	s := openStall(t)
	s.model.Fail(bizontest.Fault{Times: 1 + 3 + 3, When: bizontest.AfterCommit, Drop: true})
	page := paying(t, s, map[string]string{"number": testCards[2].Number})
	assert.Contains(t, page.Body, "Do not pay again")
	page, err := browser.New().Open(t.Context(), page.URL.String())
	require.NoError(t, err)
	assert.Contains(t, page.Body, paidPage)
}

func TestOnlyPaidIsToldAsPaid(t *testing.T) {
	t.Parallel()
	for state := range paygates.StateChargedBack + 1 {
		said := wordsFor(sale{OrderID: "17", State: state})
		assert.NotEmpty(t, said.Title, state)
		assert.Equal(t, state == paygates.StatePaid, said.Title == paidPage, state)
	}
}

func TestRecordRefuses(t *testing.T) {
	t.Parallel()
	book := newSales()
	x := book.open(price)
	paid := func(id, amount string) *bizon.Order {
		total := money.MustParse(amount, money.EUR)
		return &bizon.Order{
			ID: id, Reference: x.Reference, Status: bizon.StatusCharged,
			Amount: total, AmountCharged: total, AmountRefunded: money.MustParse("0.00", money.EUR), Currency: money.EUR,
		}
	}
	book.record(paid("17", "4.20"))
	got, _ := book.Get(x.Reference)
	assert.Equal(t, paygates.StateUnknown, got.State, "another amount is not our price")
	book.record(paid("18", "42.00"))
	got, _ = book.Get(x.Reference)
	assert.Equal(t, paygates.StateUnknown, got.State, "another order is not ours")
	book.record(paid("17", "42.00"))
	got, _ = book.Get(x.Reference)
	assert.Equal(t, paygates.StatePaid, got.State)
}

func TestOtherSites(t *testing.T) {
	t.Parallel()
	s := openStall(t)
	for path, status := range map[string]int{"/pay": http.StatusForbidden, "/back/teapot-none": http.StatusNotFound} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.url+path, strings.NewReader("number=4111111111111111"))
		require.NoError(t, err)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		answer, err := http.DefaultClient.Do(r)
		require.NoError(t, err)
		require.NoError(t, answer.Body.Close())
		assert.Equal(t, status, answer.StatusCode, "%s: only the bank's page is another site", path)
	}
	assert.Empty(t, s.model.Orders())
}

// The bank's answer got there or not, and the order still waits: the gateway may
// charge it yet, so that nobody may be told to pay again.
func TestAnAnswerThatMayStillCharge(t *testing.T) {
	t.Parallel()
	s := openStall(t)
	page, err := answered(t.Context(), paying(t, s, nil), "confirm")
	require.NoError(t, err)
	s.model.Fail(bizontest.Fault{On: "POST /orders/{id}/complete3d20", Drop: true})
	page, err = page.Press(t.Context(), "", "")
	require.NoError(t, err)
	assert.NotContains(t, page.Body, "pay again.")
	assert.Contains(t, page.Body, "Do not pay again")
}

// Whatever is posted to a purchase later, what was paid stays paid.
func TestARefusalAfterThePayment(t *testing.T) {
	t.Parallel()
	s := openStall(t)
	page := paying(t, s, map[string]string{"number": testCards[2].Number})
	require.Contains(t, page.Body, paidPage)
	s.model.Fail(bizontest.Fault{On: "POST /orders/{id}/complete", Status: http.StatusPaymentRequired, Body: []byte(`{"failure_type":"declined"}`)})
	page, err := claims(t.Context(), s, page)
	require.NoError(t, err)
	assert.Contains(t, page.Body, paidPage)
}

// A second click on the button, or a reload, is the same purchase.
func TestAFormSentTwice(t *testing.T) {
	t.Parallel()
	s := openStall(t)
	page, err := browser.New().Open(t.Context(), s.url)
	require.NoError(t, err)
	page.Type("number", testCards[2].Number)
	for range 2 {
		after, err := page.Press(t.Context(), "action", "pay")
		require.NoError(t, err)
		assert.Contains(t, after.Body, paidPage)
	}
	assert.Len(t, s.model.Orders(), 1)
}

// A form that the shop did not write makes no purchase, and one that never got to
// the gateway may be sent again.
func TestAFormIsGoodForOnePurchase(t *testing.T) {
	t.Parallel()
	s := openStall(t)
	page, err := browser.New().Open(t.Context(), s.url)
	require.NoError(t, err)
	page.Type("cvv", "12a4")
	after, err := page.Press(t.Context(), "action", "pay")
	require.NoError(t, err)
	assert.Equal(t, http.StatusBadRequest, after.Status)
	page.Type("cvv", "123")
	after, err = page.Press(t.Context(), "action", "pay")
	require.NoError(t, err)
	assert.Equal(t, http.StatusOK, after.Status)
	assert.Len(t, s.model.Orders(), 1)
	page.Type("reference", "mine")
	after, err = page.Press(t.Context(), "action", "pay")
	require.NoError(t, err)
	assert.Equal(t, http.StatusNotFound, after.Status)
}
