package cinetpay

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/check"
	"github.com/paygates/paygates-go/internal/transport"
	"github.com/paygates/paygates-go/money"
)

// gateway is this package's name in errors, intents and logs.
const gateway = "cinetpay"

// Client talks to CinetPay for one service. It is safe for concurrent use; make
// one and keep it.
type Client struct {
	// Payments has the calls of the checkout API.
	Payments *PaymentsAPI
	// Transfers has the calls of the transfer API, which pays out.
	Transfers *TransfersAPI

	account  *account
	verifier *Verifier // nil where no Secret Key was given
}

// account is the service that calls are made for.
type account struct {
	checkout *transport.Client
	payouts  *transport.Client // nil where no password was given
	session  *session

	siteID       string
	apiKey       paygates.Secret
	currency     money.Currency
	noUnderscore bool
	zone         *time.Location
	// live: the checkout host is CinetPay's own.
	live bool
}

// New makes a Client. It touches neither network nor environment variables and
// starts no goroutine. The error is an ErrInvalidRequest that names every field
// that is missing or malformed.
func New(cfg Config, opts ...paygates.Option) (*Client, error) {
	var wrong check.Findings
	checkout, payouts := hosts(cfg, &wrong)
	required(&wrong, "APIKey", cfg.APIKey.Reveal())
	required(&wrong, "SiteID", cfg.SiteID)
	wrong.Secret("TransferPassword", cfg.TransferPassword)
	if cfg.Currency != (money.Currency{}) {
		if _, known := rules.Find(cfg.Currency); !known {
			wrong.Add("Currency", "want XOF, XAF, CDF, GNF or USD")
		}
	}
	a := &account{
		siteID: cfg.SiteID, apiKey: cfg.APIKey, currency: cfg.Currency, noUnderscore: cfg.RefuseUnderscore, zone: cfg.Location,
		live: transport.SameHost(checkout, CheckoutURL),
	}
	c := &Client{account: a, Payments: &PaymentsAPI{account: a}, Transfers: &TransfersAPI{account: a}}
	if len(cfg.SecretKeys) > 0 {
		var err error
		if c.verifier, err = NewVerifier(cfg.SiteID, cfg.SecretKeys...); err != nil && cfg.SiteID != "" {
			wrong.Add("SecretKeys", "want no empty one, and none with control characters or with blanks at its ends")
		}
		if c.verifier != nil && cfg.ArrivalOrder {
			c.verifier = c.verifier.AllowArrivalOrder()
		}
	}

	secrets := append([]paygates.Secret{cfg.APIKey, cfg.TransferPassword}, cfg.SecretKeys...)
	var findings []paygates.FieldError
	a.checkout, findings = transport.New(transport.Config{Gateway: gateway, BaseURL: checkout, Secrets: secrets}, opts)
	for _, f := range findings {
		wrong.Add(f.Field, f.Message)
	}
	if !cfg.TransferPassword.IsZero() {
		a.payouts, findings = transport.New(transport.Config{Gateway: gateway, BaseURL: payouts, Secrets: secrets}, opts)
		for _, f := range findings {
			if f.Field == "BaseURL" {
				f.Field = "TransferURL"
			}
			wrong.Add(f.Field, f.Message)
		}
		a.session = &session{login: a.login(cfg.TransferPassword)}
	}
	if len(wrong) > 0 {
		return nil, refused("New", wrong)
	}
	return c, nil
}

// hosts are the base URLs of the two APIs. Real money moves on CinetPay's own
// alone, and only where that was asked for.
func hosts(cfg Config, wrong *check.Findings) (checkout, payouts string) {
	checkout, payouts = strings.TrimSuffix(cfg.BaseURL, "/"), strings.TrimSuffix(cfg.TransferURL, "/")
	switch cfg.Environment {
	case paygates.Production:
		if checkout == "" {
			checkout = CheckoutURL
			if payouts == "" {
				payouts = TransferURL
			}
		}
	case paygates.Sandbox:
		if checkout == "" {
			wrong.Add("Environment", "want paygates.Production, or a BaseURL: CinetPay has no sandbox")
			checkout = CheckoutURL // nothing else is wrong with it
		} else if transport.SameHost(checkout, CheckoutURL) {
			wrong.Add("BaseURL", "want Environment: paygates.Production for the production host")
		}
		if transport.SameHost(payouts, TransferURL) {
			wrong.Add("TransferURL", "want Environment: paygates.Production for the production host")
		}
	default:
		wrong.Add("Environment", "want paygates.Production, or paygates.Sandbox with a BaseURL")
	}
	if !cfg.TransferPassword.IsZero() && payouts == "" {
		wrong.Add("TransferURL", "is required beside BaseURL: a test must not pay out on the production host")
	}
	return checkout, payouts
}

func required(wrong *check.Findings, field, text string) {
	if text == "" {
		wrong.Add(field, "is required")
	} else if !check.PlainText(text) || strings.TrimSpace(text) != text {
		wrong.Add(field, "want valid text without control characters and without blanks at its ends")
	}
}

// intent is what a call is about to ask for.
func intent(op, reference string) paygates.Intent {
	return paygates.Intent{Gateway: gateway, Op: op, Reference: reference, At: time.Now()}
}

// renamed gives a read's error the name of the operation that it was made for.
func renamed(err error, op string) error {
	if e, ok := errors.AsType[*paygates.Error](err); ok {
		e.Op = op
	}
	return err
}

// Confirm reads the payment that a notification or a returning payer named, by
// the merchant's own reference. It is the only source to act upon: see that
// State is paid, and that Paid equals the order's own amount, before anything is
// handed over, and do it once however often a notification comes.
//
// POST /v2/payment/check; the errors are those of Payments.Get.
//
// Source: CinetPay documentation, POST /v2/payment/check.
func (c *Client) Confirm(ctx context.Context, reference string) (*Payment, error) {
	return c.account.getAs(ctx, opConfirm, reference)
}

// reference checks a merchant's own id: what the house refuses anywhere, and
// what CinetPay's documentation says makes payments fail.
func (a *account) reference(wrong *check.Findings, field, text string) {
	wrong.Reference(field, text)
	a.special(wrong, field, text)
}

// special refuses the characters that CinetPay does not want in an id, and had
// better not be in a description.
func (a *account) special(wrong *check.Findings, field, text string) {
	if strings.ContainsAny(text, "#/$&") {
		wrong.Add(field, "want none of # / $ &")
	}
	if a.noUnderscore && strings.Contains(text, "_") {
		wrong.Add(field, "want no underscore, as Config.RefuseUnderscore says")
	}
}

// amount checks an amount by the gateway's rules and the account's currency.
func (a *account) amount(wrong *check.Findings, field string, amount money.Amount) {
	wrong.Amount(field, rules, amount)
	if !a.currency.IsZero() && amount.IsSet() && amount.Currency() != a.currency {
		wrong.Add(field, "want the account's own currency, "+a.currency.Code())
	}
}

// oneOf: the text, in any case, is one of these words.
func oneOf(text string, words ...string) bool {
	return slices.ContainsFunc(words, func(word string) bool { return strings.EqualFold(word, text) })
}
