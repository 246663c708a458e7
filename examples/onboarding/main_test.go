package main

import (
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/circlepay"
	"github.com/paygates/paygates-go/circlepay/circlepaytest"
	"github.com/paygates/paygates-go/examples/internal/account"
)

func TestRun(t *testing.T) {
	account.Set(t, "CIRCLEPAY", nil)
	var out strings.Builder
	require.NoError(t, run(t.Context(), nil, strings.NewReader(""), &out), out.String())
	output := out.String()
	for _, want := range []string{
		"merchant         Mona's Shop is made\n",
		"code, try 1      circlepay Merchants.Verify: invalid request (outcome: not executed",
		"code, try 2      circlepay Merchants.Verify: unavailable (outcome: unknown)",
		"verified         Mona's Shop, active: true\n",
		"can be paid with ",
		"look up          executed\nnot onboarded    the merchant was made, but his token",
	} {
		assert.Contains(t, output, want)
	}
}

// At a real host a person types the code.
func TestARealHost(t *testing.T) {
	server := circlepaytest.NewServer(circlepaytest.Config{WithoutMerchant: true})
	t.Cleanup(server.Close)
	account.Set(t, "CIRCLEPAY", map[string]string{
		"ACCOUNT_KEY": circlepaytest.DefaultAccountKey, "ACCOUNT_TOKEN": circlepaytest.DefaultAccountToken, "BASE_URL": server.URL,
	})
	code := readerOf(func() string {
		otp, _ := server.OTP("+201001414133")
		return otp + "\n"
	})
	var out strings.Builder
	require.NoError(t, run(t.Context(), nil, code, &out), out.String())
	assert.Contains(t, out.String(), "The code on the merchant's phone: verified")
	require.Len(t, server.Merchants(), 1)
	assert.Equal(t, 1, server.Merchants()[0].Status)
	assert.NotEmpty(t, server.Merchants()[0].Methods)

	t.Setenv("CIRCLEPAY_ENVIRONMENT", "production")
	require.ErrorIs(t, run(t.Context(), nil, strings.NewReader(""), new(strings.Builder)), account.ErrNotLive)
}

// readerOf types when it is asked.
type readerOf func() string

func (r readerOf) Read(p []byte) (int, error) { return copy(p, r()), nil }

func opened(t *testing.T, cfg circlepaytest.Config, typed ...string) (*onboarding, *circlepaytest.Model, *strings.Builder) {
	t.Helper()
	model := circlepaytest.New(cfg)
	server := httptest.NewServer(model)
	t.Cleanup(server.Close)
	client, err := circlepay.New(account.OfCirclePayModel(&circlepaytest.Server{Model: model, URL: server.URL}))
	require.NoError(t, err)
	out := new(strings.Builder)
	return &onboarding{client: client, out: out, code: typedFrom(typed, out)}, model, out
}

func typedFrom(lines []string, out *strings.Builder) func() (string, error) {
	return typed(strings.NewReader(strings.Join(lines, "\n")), out)
}

var tarek = circlepay.CreateMerchantRequest{
	FirstName: "Tarek", LastName: "Said", Email: "tarek@shop.example", Mobile: "+201001414134", BusinessName: "Shop",
	BusinessAddress: "Giza", CallbackURL: "https://shop.example/circlepay",
}

// Some accounts see tokens in the list: there a lost answer is no more than that.
func TestATokenThatIsFound(t *testing.T) {
	t.Parallel()
	o, model, _ := opened(t, circlepaytest.Config{Form: circlepaytest.ClientForm})
	model.Fail(circlepaytest.Fault{On: "POST /merchants/create", When: circlepaytest.AfterCommit, Drop: true})
	shop, err := o.merchant(t.Context(), tarek)
	require.NoError(t, err)
	merchant, err := shop.Merchants.Get(t.Context())
	require.NoError(t, err)
	assert.Equal(t, tarek.Mobile, merchant.Mobile)
}

func TestWhatIsNotMade(t *testing.T) {
	t.Parallel()
	o, model, _ := opened(t, circlepaytest.Config{})
	model.Fail(circlepaytest.Fault{On: "POST /merchants/create", Drop: true})
	_, err := o.merchant(t.Context(), tarek)
	require.ErrorIs(t, err, errNotMade)
	wrong := tarek
	wrong.Mobile = "0100"
	_, err = o.merchant(t.Context(), wrong)
	require.ErrorContains(t, err, "Mobile")
}

func TestAMerchantWhoNeverTypesIt(t *testing.T) {
	t.Parallel()
	o, _, out := opened(t, circlepaytest.Config{}, "000000", "000000", "000000", "000000")
	require.ErrorIs(t, o.onboard(t.Context(), tarek), errNotVerified)
	assert.Equal(t, tries, strings.Count(out.String(), "Merchants.Verify"))
	o.code = typedFrom(nil, out)
	another := tarek
	another.Mobile, another.Email = "+201001414135", "salma@shop.example"
	require.ErrorContains(t, o.onboard(t.Context(), another), "no code was typed")
}

func TestNothingToPayWith(t *testing.T) {
	t.Parallel()
	o, _, _ := opened(t, circlepaytest.Config{Gateways: []circlepaytest.Gateway{}})
	require.ErrorIs(t, o.enable(t.Context(), o.client), errNoMethod)
}
