package main

import (
	"html"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/corefy"
	"github.com/paygates/paygates-go/corefy/corefytest"
	"github.com/paygates/paygates-go/examples/internal/account"
	"github.com/paygates/paygates-go/examples/internal/browser"
	"github.com/paygates/paygates-go/money"
)

func TestSelftest(t *testing.T) {
	account.Set(t, "COREFY", nil)
	var out strings.Builder
	require.NoError(t, run(t.Context(), []string{"-selftest"}, &out), out.String())
	for _, want := range []string{
		"45.00 USD with payment_card_usd_hpp", "45.00 USD with qiwi_usd_hpp", "45.00 USD with applepay_usd_hpp",
		"42.00 EUR with payment_card_eur_hpp", "1850.00 UAH with payment_card_uah_hpp", "6900 JPY with payment_card_jpy_hpp",
	} {
		assert.Contains(t, out.String(), "ok     "+want)
	}
	assert.NotContains(t, out.String(), "bank_transfer", "it is switched off")
}

// The self-test itself has to notice an account that offers nothing.
func TestSelftestNotices(t *testing.T) {
	d, model := openDesk(t, corefytest.Config{Services: corefytest.DefaultServices()[:2]})
	var out strings.Builder
	require.Error(t, selftest(t.Context(), d, model, &out))
	assert.Contains(t, out.String(), "ok     45.00 USD with payment_card_usd_hpp")
	assert.Contains(t, out.String(), "WRONG  what is offered for 42.00 EUR")
	page, err := browser.New().Open(t.Context(), d.url+"/?currency=EUR")
	require.NoError(t, err)
	assert.Contains(t, page.Body, "There is no way to pay in EUR right now")
}

func TestOffersAreKept(t *testing.T) {
	d, model := openDesk(t, corefytest.Config{})
	for range 3 {
		page, err := browser.New().Open(t.Context(), d.url)
		require.NoError(t, err)
		assert.Contains(t, page.Body, "payment_card_usd_hpp")
	}
	assert.Len(t, model.Requests(), 1)
	assert.Contains(t, model.Requests()[0].Path, "payment-prerequest")
}

func TestLimits(t *testing.T) {
	t.Parallel()
	service := corefy.ServiceOption{
		Currency: money.USD, AmountMin: money.MustParse("1.00", money.USD), AmountMax: money.MustParse("50.00", money.USD),
	}
	for price, want := range map[string]bool{"0.99": false, "1.00": true, "50.00": true, "50.01": false} {
		assert.Equal(t, want, takes(service, money.MustParse(price, money.USD)), price)
	}
	assert.False(t, takes(service, money.MustParse("2.00", money.EUR)))
	assert.True(t, takes(corefy.ServiceOption{Currency: money.USD}, money.MustParse("2.00", money.USD)), "no limits")
}

func TestChosen(t *testing.T) {
	t.Parallel()
	choices := []choice{{Code: "wallet", Fields: []corefy.ServiceField{{Key: "phone", Required: true}, {Key: "note"}}}}
	for _, test := range []struct {
		code  string
		typed map[string]string
		want  map[string]string
		err   error
	}{
		{"wallet", map[string]string{"field-phone": "+1", "field-role": "admin"}, map[string]string{"phone": "+1"}, nil},
		{"wallet", map[string]string{"field-note": "x"}, nil, errMissing},
		{"card", nil, nil, errNotOffered},
	} {
		_, fields, err := chosen(choices, test.code, func(name string) string { return test.typed[name] })
		require.ErrorIs(t, err, test.err)
		assert.Equal(t, test.want, fields)
	}
}

func TestWhatIsNotOfferedIsNotMade(t *testing.T) {
	d, model := openDesk(t, corefytest.Config{})
	for _, form := range []string{"", "currency=USD&service=payment_card_eur_hpp", "currency=USD&service=qiwi_usd_hpp", "currency=XTS&service=test_xts_test"} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, d.url+"/pay", strings.NewReader(form))
		require.NoError(t, err)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		answer, err := (&http.Client{}).Do(r)
		require.NoError(t, err)
		require.NoError(t, answer.Body.Close())
		assert.Equal(t, http.StatusBadRequest, answer.StatusCode, form)
	}
	assert.Empty(t, model.Invoices())
}

func TestProblems(t *testing.T) {
	d, model := openDesk(t, corefytest.Config{})
	model.Fail(corefytest.Fault{On: "POST /public-api/payment-prerequest", Status: http.StatusForbidden})
	page, err := browser.New().Open(t.Context(), d.url)
	require.NoError(t, err)
	assert.Equal(t, http.StatusBadGateway, page.Status)

	page, err = browser.New().Open(t.Context(), d.url)
	require.NoError(t, err)
	model.Fail(corefytest.Fault{On: "POST /api/payment-invoices", Status: http.StatusBadGateway})
	page, err = page.Press(t.Context(), "service", "payment_card_usd_hpp")
	require.NoError(t, err)
	assert.Contains(t, html.UnescapeString(page.Body), "We are finding out what became of it")

	for path, status := range map[string]int{"/return": http.StatusBadRequest, "/return?id=cpi_9": http.StatusNotFound} {
		page, err := browser.New().Open(t.Context(), d.url+path)
		require.NoError(t, err)
		assert.Equal(t, status, page.Status, path)
	}
}

func TestRealMoneyIsMeant(t *testing.T) {
	account.Set(t, "COREFY", nil)
	for name, value := range map[string]string{"ACCOUNT_ID": "coma_1", "API_KEY": "key", "PRIVATE_URL": "https://gateway.example/api", "ENVIRONMENT": "production"} {
		t.Setenv("COREFY_"+name, value)
	}
	require.ErrorIs(t, run(t.Context(), nil, new(strings.Builder)), account.ErrNotLive)
	require.ErrorContains(t, run(t.Context(), []string{"-live", "-selftest"}, new(strings.Builder)), "unset COREFY_*")
	err := run(t.Context(), []string{"-live", "-addr", "127.0.0.1:0"}, new(strings.Builder))
	require.ErrorContains(t, err, "PublicKey")
	assert.NotErrorIs(t, err, account.ErrNotLive)
}

func openDesk(t *testing.T, cfg corefytest.Config) (*desk, *corefytest.Server) {
	t.Helper()
	account.Set(t, "COREFY", nil)
	at, err := account.OpenCorefy(false, cfg)
	require.NoError(t, err)
	t.Cleanup(at.Close)
	d, stop, err := open(t.Context(), "127.0.0.1:0", "", at)
	require.NoError(t, err)
	t.Cleanup(stop)
	return d, at.Model
}
