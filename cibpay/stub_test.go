package cibpay_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cibpay"
	"github.com/paygates/paygates-go/internal/stub"
	"github.com/paygates/paygates-go/money"
)

// reply is one answer of a stub.
type reply = stub.Reply

// stubbed is a client whose gateway answers with these replies.
func stubbed(t testing.TB, replies ...reply) (*cibpay.Client, *stub.Host) {
	t.Helper()
	host := stub.New(replies...)
	client, err := cibpay.New(testConfig(), paygates.WithHTTPClient(host.Client()))
	require.NoError(t, err)
	return client, host
}

func testConfig() cibpay.Config {
	return cibpay.Config{Username: "merchant", Password: paygates.NewSecret("sandbox-password")}
}

func azn(text string) money.Amount { return money.MustParse(text, money.AZN) }
func usd(text string) money.Amount { return money.MustParse(text, money.USD) }
