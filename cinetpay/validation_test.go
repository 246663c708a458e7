package cinetpay_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cinetpay"
	"github.com/paygates/paygates-go/money"
)

// What CinetPay is known to refuse is not sent, and every field is named.
func TestRequestsThatAreRefusedHere(t *testing.T) {
	t.Parallel()
	payment := func(change func(*cinetpay.CreatePaymentRequest)) call {
		r := createEverything()
		change(&r)
		return create(r)
	}
	payout := func(change func(*cinetpay.SendRequest)) call {
		r := sendRequest()
		change(&r)
		return send(r)
	}
	contacts := func(contacts ...cinetpay.Contact) call {
		return func(ctx context.Context, c *cinetpay.Client) (any, error) {
			return c.Transfers.AddContacts(ctx, cinetpay.AddContactsRequest{Contacts: contacts})
		}
	}
	resolve := func(intent paygates.Intent) call {
		return func(ctx context.Context, c *cinetpay.Client) (any, error) { return c.Resolve(ctx, intent) }
	}
	one := contactsRequest().Contacts[0]
	cases := map[string]struct {
		call   call
		fields string
	}{
		"create: nothing given": {create(cinetpay.CreatePaymentRequest{}), "Amount Description NotifyURL Reference ReturnURL"},
		"create: not UTF-8": {payment(func(r *cinetpay.CreatePaymentRequest) {
			r.Reference, r.Description, r.Metadata, r.AlternativeCurrency = "\xff", "\xff", "\xff", "\xff"
		}), "AlternativeCurrency Description Metadata Reference"},
		"create: control characters": {payment(func(r *cinetpay.CreatePaymentRequest) { r.Reference, r.Description = "a\nb", "a\x7f" }), "Description Reference"},
		"create: a long reference":   {payment(func(r *cinetpay.CreatePaymentRequest) { r.Reference = strings.Repeat("a", 256) }), "Reference"},
		"create: addresses": {payment(func(r *cinetpay.CreatePaymentRequest) {
			r.NotifyURL, r.ReturnURL = "http://shop.example/notify", "javascript:alert(1)"
		}), "NotifyURL ReturnURL"},
		"create: channels":     {payment(func(r *cinetpay.CreatePaymentRequest) { r.Channels = "mobile_money" }), "Channels"},
		"create: two channels": {payment(func(r *cinetpay.CreatePaymentRequest) { r.Channels = "MOBILE_MONEY, WALLET" }), "Channels"},
		"create: language":     {payment(func(r *cinetpay.CreatePaymentRequest) { r.Lang = "de" }), "Lang"},
		"create: four lines": {payment(func(r *cinetpay.CreatePaymentRequest) {
			r.InvoiceData = append(r.InvoiceData, cinetpay.InvoiceLine{Name: "d"})
		}), "InvoiceData"},
		"create: a line twice":  {payment(func(r *cinetpay.CreatePaymentRequest) { r.InvoiceData[1].Name = r.InvoiceData[0].Name }), "InvoiceData"},
		"create: a line unsaid": {payment(func(r *cinetpay.CreatePaymentRequest) { r.InvoiceData[1].Name = "" }), "InvoiceData"},
		"create: a line, bytes": {payment(func(r *cinetpay.CreatePaymentRequest) { r.InvoiceData[1].Value = "\xff" }), "InvoiceData"},
		"create: a card without its holder": {payment(func(r *cinetpay.CreatePaymentRequest) { r.Customer = cinetpay.Customer{}; r.LockPhoneNumber = false }),
			"Customer.Address Customer.City Customer.Country Customer.Email Customer.FamilyName Customer.GivenName Customer.Phone Customer.Zip"},
		"create: a card in the US": {payment(func(r *cinetpay.CreatePaymentRequest) { r.Customer.State = "" }), "Customer.State"},
		"create: a card in Canada": {payment(func(r *cinetpay.CreatePaymentRequest) { r.Customer.Country, r.Customer.State = "CA", "" }), "Customer.State"},
		"create: codes":            {payment(func(r *cinetpay.CreatePaymentRequest) { r.Customer.Country, r.Customer.State = "CIV", "ca" }), "Customer.Country Customer.State"},
		"create: e-mail":           {payment(func(r *cinetpay.CreatePaymentRequest) { r.Customer.Email = "nobody" }), "Customer.Email"},
		"create: customer, bytes":  {payment(func(r *cinetpay.CreatePaymentRequest) { r.Customer.ID, r.Customer.City = "\xff", "a\n" }), "Customer.City Customer.ID"},

		"send: nothing given":        {send(cinetpay.SendRequest{}), "Amount NotifyURL Phone Prefix Reference"},
		"send: a special reference":  {payout(func(r *cinetpay.SendRequest) { r.Reference = "a/b" }), "Reference"},
		"send: a plus":               {payout(func(r *cinetpay.SendRequest) { r.Prefix = "+225" }), "Prefix"},
		"send: a leading zero":       {payout(func(r *cinetpay.SendRequest) { r.Prefix = "0225" }), "Prefix"},
		"send: a long prefix":        {payout(func(r *cinetpay.SendRequest) { r.Prefix = "22507" }), "Prefix"},
		"send: blanks in the number": {payout(func(r *cinetpay.SendRequest) { r.Phone = "07 00 00" }), "Phone"},
		"send: a short number":       {payout(func(r *cinetpay.SendRequest) { r.Phone = "07000" }), "Phone"},
		"send: a long number":        {payout(func(r *cinetpay.SendRequest) { r.Phone = "07000000000000" }), "Phone"},
		"send: method":               {payout(func(r *cinetpay.SendRequest) { r.Method = "\xff" }), "Method"},
		"send: another's money":      {payout(func(r *cinetpay.SendRequest) { r.Amount = money.MustParse("5000", money.GNF) }), "Amount"},
		"send: which money?":         {payout(func(r *cinetpay.SendRequest) { r.Prefix, r.Amount = "243", cdf("500") }), "Amount"},
		"send: dollars or francs?":   {payout(func(r *cinetpay.SendRequest) { r.Prefix, r.Amount = "243", usd("500") }), "Amount"},
		"send: francs to the Congo":  {payout(func(r *cinetpay.SendRequest) { r.Prefix = "243" }), "Amount"},

		"contacts: none":   {contacts(), "Contacts"},
		"contacts: second": {contacts(one, cinetpay.Contact{}), "Contacts[1].FamilyName Contacts[1].GivenName Contacts[1].Phone Contacts[1].Prefix"},
		"contacts: e-mail": {contacts(cinetpay.Contact{Prefix: "225", Phone: "0700000001", FamilyName: "a\n", GivenName: " ", Email: "a b@c"}),
			"Contacts[0].Email Contacts[0].FamilyName Contacts[0].GivenName"},

		"resolve: another gateway": {resolve(paygates.Intent{Gateway: "cibpay", Op: "Transfers.Send", Reference: "a", Amount: xof("5")}), "Gateway"},
		"resolve: nothing":         {resolve(paygates.Intent{}), "Gateway Op"},
		"resolve: a read":          {resolve(paygates.Intent{Gateway: "cinetpay", Op: "Payments.Get", Reference: "a"}), "Op"},
		"resolve: no reference":    {resolve(paygates.Intent{Gateway: "cinetpay", Op: "Transfers.Send"}), "Amount Reference"},
		"resolve: no amount":       {resolve(paygates.Intent{Gateway: "cinetpay", Op: "Payments.Create", Reference: "a"}), "Amount"},
	}
	for _, special := range []string{"#", "/", "$", "&"} {
		cases["create: "+special] = struct {
			call   call
			fields string
		}{payment(func(r *cinetpay.CreatePaymentRequest) { r.Reference, r.Description = "a"+special, special+" a" }), "Description Reference"}
	}
	for _, phone := range []string{"", "+2250504315545", "0504315545", "225050431", "2250504315545000", "225 0504315545"} {
		cases["create: locked to "+phone] = struct {
			call   call
			fields string
		}{payment(func(r *cinetpay.CreatePaymentRequest) { r.Channels, r.Customer.Phone = cinetpay.ChannelsAll, phone }), "Customer.Phone"}
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, host := stubbed(t, reply{})
			_, err := c.call(t.Context(), client)
			require.ErrorIs(t, err, paygates.ErrInvalidRequest)
			e, _ := errors.AsType[*paygates.Error](err)
			assert.Equal(t, notExecuted, e.Outcome)
			assert.Equal(t, paygates.AdviceFixRequest, e.Advice())
			assert.Zero(t, e.Attempts)
			var named []string
			for _, f := range e.Fields {
				named = append(named, f.Field)
				assert.NotEmpty(t, f.Message)
			}
			assert.ElementsMatch(t, split(c.fields), named)
			assert.Empty(t, host.Requests(), "nothing is sent, no login either")
		})
	}
}

// Amounts: whole, a multiple of 5 but in USD, in one of five currencies.
func TestAmounts(t *testing.T) {
	t.Parallel()
	for text, c := range map[string]struct {
		currency money.Currency
		sent     string // "" where it is refused
	}{
		"2500": {money.XOF, "2500"}, "2501": {money.XOF, ""}, "0": {money.XOF, ""}, "-5": {money.XOF, ""}, "5": {money.XAF, "5"},
		"1000000000": {money.GNF, "1000000000"}, "7": {money.GNF, ""},
		"100.00": {money.CDF, "100"}, "105": {money.CDF, "105"}, "101.00": {money.CDF, ""}, "100.50": {money.CDF, ""}, "2.50": {money.CDF, ""},
		"34": {money.USD, "34"}, "1.00": {money.USD, "1"}, "0.20": {money.USD, ""}, "34.5": {money.USD, ""},
		"10": {money.EUR, ""}, "15": {money.Currency{}, ""}, "20": {money.CurrencyOf("CFA"), ""},
	} {
		amount, err := money.ParseExact(text, c.currency)
		require.NoError(t, err)
		request, payout := createRequest(), sendRequest()
		request.Amount, payout.Amount = amount, amount
		payout.Prefix = map[money.Currency]string{money.XAF: "237", money.GNF: "224", money.CDF: "243", money.USD: "243"}[c.currency]
		if payout.Prefix == "" {
			payout.Prefix = "225"
		}
		for name, call := range map[string]call{"create": create(request), "send": send(payout)} {
			cfg := testConfig()
			if payout.Prefix == "243" {
				cfg.Currency = c.currency // a payout's amount names none
			}
			client, host := stubbedWith(t, cfg, reply{Status: 400})
			_, err := call(t.Context(), client)
			if c.sent == "" {
				require.ErrorIs(t, err, paygates.ErrInvalidRequest, "%s %s", name, text)
				require.ErrorContains(t, err, "Amount")
				assert.Empty(t, host.Requests(), text)
				continue
			}
			require.Len(t, asked(host), 1, "%s %s: %v", name, text, err)
			body := strings.NewReplacer("%22", `"`, "%3A", ":", "%2C", ",").Replace(asked(host)[0].Body)
			assert.Contains(t, body, `"amount":`+c.sent+`,`)
		}
	}
}

// The account's own currency, if it is known, is the only one.
func TestAccountCurrency(t *testing.T) {
	t.Parallel()
	cfg := testConfig()
	cfg.Currency = money.XAF
	client, host := stubbedWith(t, cfg, reply{Status: 400})
	for _, call := range []call{create(createRequest()), send(sendRequest())} {
		_, err := call(t.Context(), client)
		require.ErrorIs(t, err, paygates.ErrInvalidRequest)
		require.ErrorContains(t, err, "want the account's own currency, XAF")
	}
	assert.Empty(t, host.Requests())
	r := createRequest()
	r.Amount = money.MustParse("2500", money.XAF)
	_, err := client.Payments.Create(t.Context(), r)
	require.Error(t, err)
	assert.Len(t, host.Requests(), 1)
}

func TestUnderscores(t *testing.T) {
	t.Parallel()
	r, p := createRequest(), sendRequest()
	r.Reference, r.Description, p.Reference = "YOUR_ORDER", "a_b", "YOUR_PAYOUT"
	for refuse, sends := range map[bool]int{false: 2, true: 0} {
		cfg := testConfig()
		cfg.RefuseUnderscore = refuse
		client, host := stubbedWith(t, cfg, reply{Status: 400})
		for _, call := range []call{create(r), send(p)} {
			_, err := call(t.Context(), client)
			require.Error(t, err)
			if refuse {
				require.ErrorContains(t, err, "Config.RefuseUnderscore")
			}
		}
		assert.Len(t, asked(host), sends)
	}
}

// A state is needed for a card in the US and Canada, and nowhere else.
func TestCardsWithoutState(t *testing.T) {
	t.Parallel()
	client, host := stubbed(t, reply{Status: 400})
	for i, change := range []func(*cinetpay.CreatePaymentRequest){
		func(r *cinetpay.CreatePaymentRequest) { r.Customer.Country, r.Customer.State = "CI", "" },
		func(r *cinetpay.CreatePaymentRequest) { r.Channels, r.Customer.State = cinetpay.ChannelsAll, "" },
		func(r *cinetpay.CreatePaymentRequest) {
			r.Channels, r.Customer, r.LockPhoneNumber = cinetpay.ChannelsWallet, cinetpay.Customer{}, false
		},
	} {
		r := createEverything()
		change(&r)
		_, err := client.Payments.Create(t.Context(), r)
		require.Error(t, err)
		assert.Len(t, host.Requests(), i+1)
	}
}

func TestNewNamesEveryMistakeAtOnce(t *testing.T) {
	t.Parallel()
	none := paygates.Secret{}
	for name, c := range map[string]struct {
		change func(*cinetpay.Config)
		opts   []paygates.Option
		fields string
	}{
		"nothing":                        {func(c *cinetpay.Config) { *c = cinetpay.Config{} }, nil, "Environment APIKey SiteID"},
		"the sandbox":                    {func(c *cinetpay.Config) { c.BaseURL = "" }, nil, "Environment"},
		"no such environment":            {func(c *cinetpay.Config) { c.Environment = 7 }, nil, "Environment"},
		"production host, unasked":       {func(c *cinetpay.Config) { c.BaseURL = "HTTPS://API-checkout.cinetpay.com.:443/" }, nil, "BaseURL"},
		"production payouts, unasked":    {func(c *cinetpay.Config) { c.TransferURL = cinetpay.TransferURL }, nil, "TransferURL"},
		"payouts without a host":         {func(c *cinetpay.Config) { c.TransferURL = "" }, nil, "TransferURL"},
		"production with a host, payout": {func(c *cinetpay.Config) { c.Environment, c.TransferURL = paygates.Production, "" }, nil, "TransferURL"},
		"http":                           {func(c *cinetpay.Config) { c.BaseURL, c.TransferURL = "http://a.example", "http://b.example" }, nil, "BaseURL TransferURL"},
		"secrets in the URL":             {func(c *cinetpay.Config) { c.BaseURL = "https://" + testKey + "@a.example" }, nil, "BaseURL"},
		"no key":                         {func(c *cinetpay.Config) { c.APIKey = none }, nil, "APIKey"},
		"a key with a break":             {func(c *cinetpay.Config) { c.APIKey = paygates.NewSecret(testKey + "\n") }, nil, "APIKey"},
		"a site with blanks":             {func(c *cinetpay.Config) { c.SiteID = " 445160" }, nil, "SiteID"},
		"a password with a break":        {func(c *cinetpay.Config) { c.TransferPassword = paygates.NewSecret(testPassword + "\x00") }, nil, "TransferPassword"},
		"an empty secret key":            {func(c *cinetpay.Config) { c.SecretKeys = append(c.SecretKeys, none) }, nil, "SecretKeys"},
		"a secret key and its line's end": {func(c *cinetpay.Config) {
			c.SecretKeys = append(c.SecretKeys, paygates.NewSecret("made-up-secret\n"))
		}, nil, "SecretKeys"},
		"keys without a site":       {func(c *cinetpay.Config) { c.SiteID = "" }, nil, "SiteID"},
		"another continent's money": {func(c *cinetpay.Config) { c.Currency = money.EUR }, nil, "Currency"},
		"options":                   {func(*cinetpay.Config) {}, []paygates.Option{paygates.WithAttemptTimeout(-1)}, "WithAttemptTimeout"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cfg := testConfig()
			c.change(&cfg)
			client, err := cinetpay.New(cfg, c.opts...)
			assert.Nil(t, client)
			require.ErrorIs(t, err, paygates.ErrInvalidRequest)
			e, _ := errors.AsType[*paygates.Error](err)
			var named []string
			for _, f := range e.Fields {
				named = append(named, f.Field)
			}
			assert.Equal(t, split(c.fields), named)
			for _, secret := range []string{testKey, testPassword, testSecret} {
				assert.NotContains(t, fmt.Sprintf("%+v", err), secret)
			}
		})
	}
}

// What is left out is CinetPay's own, and only where production was asked for.
func TestHosts(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change             func(*cinetpay.Config)
		checkout, transfer string
	}{
		"production":           {func(c *cinetpay.Config) { c.BaseURL, c.TransferURL = "", "" }, "api-checkout.cinetpay.com", "client.cinetpay.com"},
		"production, spelled":  {func(c *cinetpay.Config) { c.BaseURL, c.TransferURL = cinetpay.CheckoutURL, cinetpay.TransferURL }, "api-checkout.cinetpay.com", "client.cinetpay.com"},
		"a proxy for payouts":  {func(c *cinetpay.Config) { c.BaseURL = "" }, "api-checkout.cinetpay.com", "transfer.gateway.example"},
		"proxies for both":     {func(*cinetpay.Config) {}, "checkout.gateway.example", "transfer.gateway.example"},
		"a model, for testing": {func(c *cinetpay.Config) { c.Environment = paygates.Sandbox }, "checkout.gateway.example", "transfer.gateway.example"},
	} {
		cfg := testConfig()
		cfg.Environment = paygates.Production
		c.change(&cfg)
		client, host := stubbedWith(t, cfg, reply{Status: 400})
		_, _ = client.Payments.Get(t.Context(), "a")
		_, _ = client.Transfers.Balance(t.Context())
		sent := asked(host)
		assert.Equal(t, []string{c.checkout, c.transfer}, []string{sent[0].Host, sent[1].Host}, name)
		assert.Equal(t, c.transfer, host.Requests()[1].Host, "the login")
	}
}

func TestConfigFromEnv(t *testing.T) {
	for name, value := range map[string]string{
		"CINETPAY_API_KEY": "k", "CINETPAY_SITE_ID": "445160", "CINETPAY_SECRET_KEY": "s,t", "CINETPAY_TRANSFER_PASSWORD": "p",
		"CINETPAY_BASE_URL": "https://a.example", "CINETPAY_TRANSFER_URL": "https://b.example", "CINETPAY_ENVIRONMENT": "production",
	} {
		t.Setenv(name, value)
	}
	cfg, err := cinetpay.ConfigFromEnv()
	require.NoError(t, err)
	assert.Equal(t, paygates.Production, cfg.Environment)
	assert.Equal(t, "k", cfg.APIKey.Reveal())
	assert.Equal(t, "445160", cfg.SiteID)
	require.Len(t, cfg.SecretKeys, 1)
	assert.Equal(t, "s,t", cfg.SecretKeys[0].Reveal())
	assert.Equal(t, "p", cfg.TransferPassword.Reveal())
	assert.Equal(t, "https://a.example", cfg.BaseURL)
	assert.Equal(t, "https://b.example", cfg.TransferURL)
	_, err = cinetpay.New(cfg)
	require.NoError(t, err)

	t.Setenv("CINETPAY_SECRET_KEY", "")
	cfg, err = cinetpay.ConfigFromEnv()
	require.NoError(t, err)
	assert.Empty(t, cfg.SecretKeys)

	t.Setenv("CINETPAY_ENVIRONMENT", "live")
	_, err = cinetpay.ConfigFromEnv()
	require.ErrorIs(t, err, paygates.ErrInvalidRequest)
	require.ErrorContains(t, err, "CINETPAY_ENVIRONMENT")
}
