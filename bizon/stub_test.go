package bizon_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
	"github.com/paygates/paygates-go/internal/stub"
	"github.com/paygates/paygates-go/money"
)

// reply is one answer of a stub.
type reply = stub.Reply

// stubbed is a client whose gateway answers with these replies.
func stubbed(t testing.TB, replies ...reply) (*bizon.Client, *stub.Host) {
	t.Helper()
	host := stub.New(replies...)
	client, err := bizon.New(testConfig(), paygates.WithHTTPClient(host.Client()))
	require.NoError(t, err)
	return client, host
}

func testConfig() bizon.Config {
	return bizon.Config{
		Username: "project", Password: paygates.NewSecret("project-password"),
		BaseURL: "https://api.gateway.example", CheckoutURL: "https://checkout.gateway.example/pay",
	}
}

func usd(text string) money.Amount { return money.MustParse(text, money.USD) }
func eur(text string) money.Amount { return money.MustParse(text, money.EUR) }

// orders is an answer with these orders.
func orders(fields ...string) reply {
	return reply{Body: `{"orders":[{` + strings.Join(fields, "},{") + `}]}`}
}
