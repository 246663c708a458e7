package main

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cibpay"
	"github.com/paygates/paygates-go/cibpay/cibpaytest"
	"github.com/paygates/paygates-go/examples/internal/browser"
)

func TestSelftest(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	require.NoError(t, run(t.Context(), []string{"-selftest"}, &out), out.String())
	for _, v := range visits {
		assert.Contains(t, out.String(), "ok     "+v.Name)
	}
}

// The self-test itself has to notice a shop that ships what was not paid.
func TestSelftestNotices(t *testing.T) {
	t.Parallel()
	s := openStall(t)
	s.model.Fail(cibpaytest.Fault{On: "POST /orders/create", Times: -1, Drop: true})
	var out strings.Builder
	require.Error(t, selftest(t.Context(), s, &out))
	assert.Contains(t, out.String(), "WRONG  a payer who pays")
}

func openStall(t *testing.T) *stall {
	t.Helper()
	s, err := open(t.Context(), "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(s.close)
	return s
}

// paidOrder is an order as the gateway would show it.
func paidOrder(reference, id string, t tea) *cibpay.Order {
	return &cibpay.Order{
		ID: id, Reference: reference, Status: cibpay.StatusCharged,
		Amount: t.Price, AmountCharged: t.Price, Currency: t.Price.Currency(),
	}
}

func TestRecordShipsOnce(t *testing.T) {
	t.Parallel()
	book := newSales()
	reference := book.open(teas[0])
	book.ordered(reference, "17")
	for range 3 {
		require.NoError(t, book.record(paidOrder(reference, "17", teas[0]), "webhook"))
	}
	got, ok := book.get(reference)
	require.True(t, ok)
	assert.Equal(t, 1, got.Shipped)
	assert.Equal(t, paygates.StatePaid, got.State)
}

func TestRecordRefuses(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		change func(*cibpay.Order)
		want   error
	}{
		{"another order under the reference", func(o *cibpay.Order) { o.ID = "18" }, errDifferent},
		{"another amount", func(o *cibpay.Order) { o.Amount = teas[1].Price }, errDifferent},
		{"a reference that is not ours", func(o *cibpay.Order) { o.Reference = "coffee-1" }, errNotOurs},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			book := newSales()
			reference := book.open(teas[0])
			book.ordered(reference, "17")
			order := paidOrder(reference, "17", teas[0])
			test.change(order)
			require.ErrorIs(t, book.record(order, "webhook"), test.want)
			got, _ := book.get(reference)
			assert.Zero(t, got.Shipped)
		})
	}
}

// A webhook may tell of an order whose answer the shop never got.
func TestRecordAdoptsALostOrder(t *testing.T) {
	t.Parallel()
	book := newSales()
	reference := book.open(teas[0])
	require.NoError(t, book.record(paidOrder(reference, "17", teas[0]), "webhook"))
	got, _ := book.get(reference)
	assert.Equal(t, "17", got.OrderID)
	assert.Equal(t, 1, got.Shipped)
}

func TestOnlyPaidIsToldAsPaid(t *testing.T) {
	t.Parallel()
	s := openStall(t)
	for state := range paygates.StateChargedBack + 1 {
		sold := sale{Reference: "tea-1", Tea: teas[0], OrderID: "17", State: state}
		said := wordsFor(sold)
		assert.NotEmpty(t, said.Title, state)
		assert.Equal(t, state == paygates.StatePaid, said.Title == statePages[paygates.StatePaid].Title, state)
	}
	page, err := browser.New().Open(t.Context(), s.url+"/purchase/tea-9999")
	require.NoError(t, err)
	assert.Equal(t, http.StatusNotFound, page.Status)
}

func TestBuyRefusesOtherSites(t *testing.T) {
	t.Parallel()
	s := openStall(t)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.url+"/buy", strings.NewReader("tea=rose"))
	require.NoError(t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	answer, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	require.NoError(t, answer.Body.Close())
	assert.Equal(t, http.StatusForbidden, answer.StatusCode)
	assert.Empty(t, s.model.Orders())
}
