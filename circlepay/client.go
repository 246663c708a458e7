package circlepay

import (
	"net/http"
	"slices"
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/check"
	"github.com/paygates/paygates-go/internal/transport"
	"github.com/paygates/paygates-go/money"
)

// gateway is this package's name in errors, intents and logs.
const gateway = "circlepay"

// Client talks to CirclePay for one account, and for one merchant of it. It is
// safe for concurrent use; make one and keep it.
type Client struct {
	// Gateways has the payment gateways that CirclePay connects.
	Gateways *GatewaysAPI
	// Methods has the means of payment of those gateways.
	Methods *MethodsAPI
	// Merchants has the account's merchants, and what the merchant at hand may use.
	Merchants *MerchantsAPI
	// Customers has the merchant's customers.
	Customers *CustomersAPI
	// PaymentLinks has links to pay for a product.
	PaymentLinks *PaymentLinksAPI
	// Payments has the transactions.
	Payments *PaymentsAPI
	// Refunds has the refunds.
	Refunds *RefundsAPI
	// Invoices has the invoices.
	Invoices *InvoicesAPI
	// DirectPayments pays without an invoice.
	DirectPayments *DirectPaymentsAPI

	account *account
}

// account is what calls are made for and how.
type account struct {
	t    *transport.Client
	rows map[string]*row
	// merchant: a merchant token goes out; malformed: the one of ForMerchant cannot.
	merchant, malformed bool

	headers  HeaderSpelling
	spelling spelling
	calendar calendar
	currency money.Currency
	paid     []string
	callback paygates.Secret
}

// New makes a Client. It touches neither network nor environment variables and
// starts no goroutine. The error is an ErrInvalidRequest that names every field
// that is missing or malformed.
func New(cfg Config, opts ...paygates.Option) (*Client, error) {
	var wrong check.Findings
	token(&wrong, "AccountKey", cfg.AccountKey, true)
	if credential := cfg.AccountKey.Reveal(); bare(credential) != credential {
		wrong.Add("AccountKey", `want the key alone, without "Bearer"`)
	}
	token(&wrong, "AccountToken", cfg.AccountToken, true)
	token(&wrong, "MerchantToken", cfg.MerchantToken, false)
	token(&wrong, "CallbackToken", cfg.CallbackToken, false)
	if cfg.Headers > HeadersUnderscore {
		wrong.Add("Headers", "want HeadersBoth, HeadersHyphen or HeadersUnderscore")
	}
	if cfg.LinkFields > LinkFieldsIOS {
		wrong.Add("LinkFields", "want LinkFieldsDocumented or LinkFieldsIOS")
	}
	if slices.ContainsFunc(cfg.PaidWords, func(word string) bool { return folded(word) == "" }) {
		wrong.Add("PaidWords", "want no empty word")
	}
	if slices.ContainsFunc(cfg.PaidWords, func(word string) bool {
		state := PaymentStatus(word).State()
		return state != paygates.StateUnknown && state != paygates.StatePaid
	}) {
		wrong.Add("PaidWords", "want no word that is known to mean something else: initialized, pending, failed")
	}
	currency := cfg.Currency
	if currency.IsZero() {
		currency = money.EGP
	} else if _, known := currency.Places(); !known {
		wrong.Add("Currency", "want a currency whose decimal places are known")
	}
	dates := calendar{layout: cfg.DateLayout, dayFirst: cfg.DayFirst, zone: cfg.Location}
	dates.complete()
	if !dateLayout(dates.layout) {
		wrong.Add("DateLayout", wantLayout)
	}
	a := &account{
		rows: cfg.Endpoints.routed(&wrong), merchant: !cfg.MerchantToken.IsZero(), headers: cfg.Headers,
		spelling: spelling{links: cfg.LinkFields, capitals: cfg.Capitals, flat: cfg.FlatInvoice, verbatim: cfg.VerbatimLinks},
		calendar: dates, currency: currency, paid: slices.Clone(cfg.PaidWords), callback: cfg.CallbackToken,
	}
	header := http.Header{}
	cfg.Headers.put(header, "account", "key", cfg.AccountKey.Reveal())
	cfg.Headers.put(header, "account", "token", bearer(cfg.AccountToken))
	if a.merchant {
		cfg.Headers.put(header, "merchant", "token", bearer(cfg.MerchantToken))
	}
	var findings []paygates.FieldError
	a.t, findings = transport.New(transport.Config{
		Gateway: gateway, BaseURL: host(cfg, &wrong), Header: header,
		Secrets: []paygates.Secret{cfg.AccountKey, unprefixed(cfg.AccountToken), unprefixed(cfg.MerchantToken), cfg.CallbackToken},
	}, opts)
	for _, f := range findings {
		wrong.Add(f.Field, f.Message)
	}
	if len(wrong) > 0 {
		return nil, refused("New", wrong)
	}
	return a.client(), nil
}

func (a *account) client() *Client {
	return &Client{
		Gateways: &GatewaysAPI{a}, Methods: &MethodsAPI{a}, Merchants: &MerchantsAPI{a}, Customers: &CustomersAPI{a},
		PaymentLinks: &PaymentLinksAPI{a}, Payments: &PaymentsAPI{a}, Refunds: &RefundsAPI{a}, Invoices: &InvoicesAPI{a},
		DirectPayments: &DirectPaymentsAPI{a}, account: a,
	}
}

// ForMerchant returns a client for another merchant of the same account: a cheap
// copy that shares connections and settings with c. The token is the one of
// Merchants.Create, with or without "Bearer ". With an empty token, and with one
// that cannot stand in a header, the calls that need a merchant are refused before
// anything is sent.
//
// Resolve an intent with the client of the merchant for whom the call was made.
func (c *Client) ForMerchant(merchant paygates.Secret) *Client {
	a := *c.account
	var wrong check.Findings
	token(&wrong, "MerchantToken", merchant, false)
	a.merchant, a.malformed = !merchant.IsZero(), len(wrong) > 0
	header := http.Header{}
	if a.merchant && !a.malformed {
		a.headers.put(header, "merchant", "token", bearer(merchant))
	} else {
		a.headers.drop(header, "merchant", "token")
	}
	a.t = a.t.With(header, unprefixed(merchant))
	return a.client()
}

// host is the base URL. Real money moves on CirclePay's own live hosts alone, and
// only where that was asked for.
func host(cfg Config, wrong *check.Findings) string {
	base := cfg.BaseURL
	switch cfg.Environment {
	case paygates.Production:
		if base == "" {
			base = ProductionURL
		}
	case paygates.Sandbox:
		if base == "" {
			base = SandboxURL
		}
		if slices.ContainsFunc(productionHosts, func(live string) bool { return transport.SameHost(base, live) }) {
			wrong.Add("BaseURL", "want Environment: paygates.Production for a production host")
		}
	default:
		wrong.Add("Environment", "want paygates.Sandbox or paygates.Production")
		return SandboxURL // nothing else is wrong with it
	}
	return base
}

// token checks a credential that stands in a header.
func token(wrong *check.Findings, field string, secret paygates.Secret, needed bool) {
	text := secret.Reveal()
	switch {
	case bare(text) == "" && (needed || text != ""):
		wrong.Add(field, "is required")
	case strings.IndexFunc(bare(text), func(r rune) bool { return r <= ' ' || r > '~' }) >= 0:
		wrong.Add(field, "want printable ASCII without blanks")
	}
}

const scheme = "Bearer "

// bare is a token without the scheme's name before it, in whatever case.
func bare(text string) string {
	text = strings.TrimSpace(text)
	if first, rest, _ := strings.Cut(text, " "); strings.EqualFold(first, strings.TrimSpace(scheme)) {
		return strings.TrimSpace(rest)
	}
	return text
}

// bearer has the scheme's name before it once.
func bearer(secret paygates.Secret) string { return scheme + bare(secret.Reveal()) }

// unprefixed is what must not be shown, whatever stands before it.
func unprefixed(secret paygates.Secret) paygates.Secret {
	return paygates.NewSecret(bare(secret.Reveal()))
}

// names are a header's, in the spellings that go out; http.Header's own form.
func (h HeaderSpelling) names(what, kind string) []string {
	hyphen, underscore := http.CanonicalHeaderKey(what+"-"+kind), http.CanonicalHeaderKey(what+"_"+kind)
	switch h {
	case HeadersHyphen:
		return []string{hyphen}
	case HeadersUnderscore:
		return []string{underscore}
	}
	return []string{hyphen, underscore}
}

func (h HeaderSpelling) put(header http.Header, what, kind, value string) {
	for _, name := range h.names(what, kind) {
		header[name] = []string{value}
	}
}

// drop takes a header away that a client before had: a name without values.
func (h HeaderSpelling) drop(header http.Header, what, kind string) {
	for _, name := range h.names(what, kind) {
		header[name] = nil
	}
}

// intent is what a call is about to ask for.
func intent(op string) paygates.Intent {
	return paygates.Intent{Gateway: gateway, Op: op, At: time.Now()}
}
