package circlepay_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/circlepay"
	"github.com/paygates/paygates-go/internal/stub"
	"github.com/paygates/paygates-go/money"
)

// reply is one answer of a stub.
type reply = stub.Reply

// The account of the tests. All of it is made up.
const (
	testKey      = "canary-0a1b2c3d-98a8-32bd"
	testAccount  = "canary-account-token.jwe.x.y.z"
	testMerchant = "canary-merchant-token.jwt.x"
	testOTP      = "canary-553811"
	testCallback = "canary-callback-secret"
)

// What the samples' answers hold and nobody may see printed.
const (
	sampleToken  = "made-up-merchant-token-eyJhbGciOiJIUzI1NiJ9.eyJpZCI6MX0.c2FtcGxl"
	sampleAPIKey = "made-up-gateway-api-key"
)

func testConfig() circlepay.Config {
	return circlepay.Config{
		AccountKey: paygates.NewSecret(testKey), AccountToken: paygates.NewSecret(testAccount),
		MerchantToken: paygates.NewSecret(testMerchant), CallbackToken: paygates.NewSecret(testCallback),
		BaseURL: "https://circlepay.gateway.example",
	}
}

// call is one call of a client.
type call func(ctx context.Context, c *circlepay.Client) (any, error)

// stubbed is a client whose gateway answers with these replies, the last again and
// again.
func stubbed(t testing.TB, replies ...reply) (*circlepay.Client, *stub.Host) {
	t.Helper()
	return stubbedWith(t, testConfig(), stub.New(replies...))
}

func stubbedWith(t testing.TB, cfg circlepay.Config, host *stub.Host, opts ...paygates.Option) (*circlepay.Client, *stub.Host) {
	t.Helper()
	client, err := circlepay.New(cfg, append(opts, paygates.WithHTTPClient(host.Client()))...)
	require.NoError(t, err)
	return client, host
}

// hasty is a client that sends nothing twice, so that a test need not wait.
func hasty(t testing.TB, answer reply) *circlepay.Client {
	t.Helper()
	client, _ := stubbedWith(t, testConfig(), stub.New(answer), paygates.WithRetry(paygates.RetryPolicy{MaxAttempts: 1}))
	return client
}

// routed is a client whose gateway answers by method and path; what is not there is
// a route that it does not know.
func routed(t testing.TB, answers map[string]reply) (*circlepay.Client, *stub.Host) {
	t.Helper()
	return stubbedWith(t, testConfig(), stub.With(func(r *http.Request) reply {
		answer, found := answers[r.Method+" "+r.URL.Path]
		if !found {
			t.Errorf("no answer for %s %s", r.Method, r.URL.Path)
		}
		return answer
	}))
}

// sample is an answer of the documentation's.
func sample(t testing.TB, name string) reply {
	t.Helper()
	return reply{Body: string(stub.Sample(t, "circlepay", name))}
}

// ok is a success with these objects, refusedBy an error with this code.
func ok(data string) reply {
	return reply{Body: `{"message":"Successful","errorCode":0,"details":"","data":` + data + `,"isError":false}`}
}

func refusedBy(code string) reply {
	return reply{Body: `{"message":"Failed","errorCode":` + code + `,"details":"no","data":null,"isError":true}`}
}

// lost is a connection that breaks behind the request, as a status that proves as
// little.
var lost = reply{Status: http.StatusBadGateway, Body: "<html>bad gateway</html>"}

func egp(text string) money.Amount { return money.MustParse(text, money.EGP) }

// day is a date of the tests; its time and zone do not count.
func day(text string) time.Time {
	at, err := time.ParseInLocation(time.DateOnly, text, time.FixedZone("Cairo", 2*60*60))
	if err != nil {
		panic(err)
	}
	return at.Add(23 * time.Hour)
}
