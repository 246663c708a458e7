package main

import (
	"html"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/circlepay"
	"github.com/paygates/paygates-go/circlepay/circlepaytest"
	"github.com/paygates/paygates-go/examples/internal/account"
	"github.com/paygates/paygates-go/examples/internal/browser"
	"github.com/paygates/paygates-go/money"
)

func openStall(t *testing.T) *stall {
	t.Helper()
	account.Set(t, "CIRCLEPAY", nil)
	s, err := open(t.Context(), "127.0.0.1:0", "", "secret", false)
	require.NoError(t, err)
	t.Cleanup(s.close)
	return s
}

func TestSelftest(t *testing.T) {
	account.Set(t, "CIRCLEPAY", nil)
	var out strings.Builder
	require.NoError(t, run(t.Context(), []string{"-selftest"}, &out), out.String())
	for _, v := range visits {
		assert.Contains(t, out.String(), "ok     "+v.Name)
	}
}

// The self-test itself has to notice a seller who cannot read invoices.
func TestSelftestNotices(t *testing.T) {
	s := openStall(t)
	s.at.Model.Fail(circlepaytest.Fault{On: "GET /invoice/get/{invoice_number}", Times: -1, Status: http.StatusForbidden})
	var out strings.Builder
	require.Error(t, selftest(t.Context(), s, &out))
	assert.Contains(t, out.String(), "WRONG  a customer who pays")
}

func TestProductionIsMeant(t *testing.T) {
	account.Set(t, "CIRCLEPAY", nil)
	t.Setenv("CIRCLEPAY_ACCOUNT_KEY", "key")
	t.Setenv("CIRCLEPAY_ACCOUNT_TOKEN", "token")
	require.ErrorContains(t, run(t.Context(), []string{"-selftest"}, new(strings.Builder)), "unset CIRCLEPAY_*")
	t.Setenv("CIRCLEPAY_ENVIRONMENT", "production")
	require.ErrorIs(t, run(t.Context(), []string{"-addr", "127.0.0.1:0"}, new(strings.Builder)), account.ErrNotLive)
}

func lamp() bill {
	return bill{What: "Brass lamp", Price: money.MustParse("1250.50", money.EGP), Customer: circlepay.CustomerData{
		FirstName: "Mona", LastName: "Ali", Mobile: "+201001616166", Email: "mona@customer.example",
	}}
}

// What nobody knows is not billed again.
func TestARequestThatIsLost(t *testing.T) {
	s := openStall(t)
	s.at.Model.Fail(circlepaytest.Fault{On: "POST /invoice/create", Drop: true})
	_, err := s.issue(t.Context(), lamp())
	require.ErrorIs(t, err, errNotBilled)
	assert.Empty(t, s.all())
	assert.Zero(t, s.at.Model.PendingFaults())
}

// A customer whose making is not answered is looked for, and the bill goes on.
func TestACustomerWhoMayBeThere(t *testing.T) {
	s := openStall(t)
	s.at.Model.Fail(circlepaytest.Fault{On: "POST /customer/create", When: circlepaytest.AfterCommit, Drop: true})
	b, err := s.issue(t.Context(), lamp())
	require.NoError(t, err)
	assert.Equal(t, paygates.StatePending, b.State)
	assert.NotEmpty(t, b.Link)
}

// An invoice that is called paid without a payment of the whole price is for a
// person to look at.
func TestPaidNeedsAPayment(t *testing.T) {
	s := openStall(t)
	b, err := s.issue(t.Context(), lamp())
	require.NoError(t, err)
	require.NoError(t, s.change(b.Number, func(b *bill) error {
		b.Price = money.MustParse("2000", money.EGP)
		return nil
	}))
	require.NoError(t, s.at.Model.Pay(b.Number))
	require.NoError(t, s.look(t.Context(), b.Number, "asked"))
	got, _ := s.get(b.Number)
	assert.Zero(t, got.Paid)
	assert.Equal(t, oddPage, wordsFor(got).Title)

	require.NoError(t, s.readBack(t.Context(), b.Number))
	require.ErrorIs(t, s.change("CIR_INV_9", nil), errNotOurs)
	require.NoError(t, s.called(t.Context(), &circlepay.Confirmation{}), "a payment of something else")
}

func TestWhatIsRefused(t *testing.T) {
	s := openStall(t)
	page, err := browser.New().Open(t.Context(), s.url+"/bill/CIR_INV_9")
	require.NoError(t, err)
	assert.Equal(t, http.StatusNotFound, page.Status)
	for field, value := range map[string]string{"price": "12,50", "mobile": "0100"} {
		front, err := browser.New().Open(t.Context(), s.url)
		require.NoError(t, err)
		front.Type(field, value)
		page, err := front.Press(t.Context(), "bill", "yes")
		require.NoError(t, err)
		assert.Equal(t, http.StatusBadRequest, page.Status, html.UnescapeString(page.Body))
	}
	assert.Empty(t, s.at.Model.Invoices())
}
