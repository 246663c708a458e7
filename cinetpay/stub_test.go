package cinetpay_test

import (
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cinetpay"
	"github.com/paygates/paygates-go/internal/stub"
	"github.com/paygates/paygates-go/money"
)

// reply is one answer of a stub.
type reply = stub.Reply

// The account of the tests. All of it is made up.
const (
	testKey      = "canary-api-key-8f31"
	testSite     = "445160"
	testPassword = "canary-transfer-Passw0rd/+x"
	testToken    = "made-up-token-eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9"
	testSecret   = "made-up-secret-0123456789abcdef"
)

func testConfig() cinetpay.Config {
	return cinetpay.Config{
		APIKey: paygates.NewSecret(testKey), SiteID: testSite, TransferPassword: paygates.NewSecret(testPassword),
		SecretKeys: []paygates.Secret{paygates.NewSecret(testSecret)},
		BaseURL:    "https://checkout.gateway.example", TransferURL: "https://transfer.gateway.example",
	}
}

const loginPath = "/v1/auth/login"

// stubbed is a client whose gateway answers with these replies; a login succeeds
// beside them.
func stubbed(t testing.TB, replies ...reply) (*cinetpay.Client, *stub.Host) {
	t.Helper()
	return stubbedWith(t, testConfig(), replies...)
}

func stubbedWith(t testing.TB, cfg cinetpay.Config, replies ...reply) (*cinetpay.Client, *stub.Host) {
	t.Helper()
	host := scripted(replies...)
	client, err := cinetpay.New(cfg, paygates.WithHTTPClient(host.Client()))
	require.NoError(t, err)
	return client, host
}

// scripted answers logins as documented, and everything else with the replies in
// their order, the last again and again.
func scripted(replies ...reply) *stub.Host {
	var answered atomic.Int64
	return stub.With(func(r *http.Request) reply {
		if r.URL.Path == loginPath {
			return loggedIn
		}
		return replies[min(int(answered.Add(1)), len(replies))-1]
	})
}

var loggedIn = reply{Body: `{"code":0,"message":"OPERATION_SUCCES","data":{"token":"` + testToken + `"}}`}

// asked are the requests that were no login.
func asked(host *stub.Host) []stub.Request {
	return slices.DeleteFunc(host.Requests(), func(r stub.Request) bool { return strings.HasPrefix(r.Target, loginPath) })
}

func xof(text string) money.Amount { return money.MustParse(text, money.XOF) }
func cdf(text string) money.Amount { return money.MustParse(text, money.CDF) }
func usd(text string) money.Amount { return money.MustParse(text, money.USD) }
