package cinetpay

import (
	"fmt"
	"io"
	"log/slog"
	"os"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/transport"
	"github.com/paygates/paygates-go/money"
)

// Hosts of CinetPay. Both move real money: there is no sandbox.
const (
	// CheckoutURL is the base URL of the checkout API, as CinetPay's
	// documentation names it.
	CheckoutURL = "https://api-checkout.cinetpay.com"
	// TransferURL is the base URL of the transfer API.
	TransferURL = "https://client.cinetpay.com"
)

// Config is a service at CinetPay. No verb of fmt and no encoder prints its
// secrets.
type Config struct {
	// Environment has to be Production, or BaseURL has to name another host:
	// CinetPay has no sandbox, and its test keys are its live keys.
	Environment paygates.Environment
	// APIKey and SiteID are the service's; they travel in the body of requests.
	APIKey paygates.Secret
	SiteID string
	// SecretKeys check notifications: the back office's Secret Key, and while it
	// is being changed the old one too. They are not the APIKey. Without them
	// CallbackHandler refuses every notification.
	SecretKeys []paygates.Secret
	// TransferPassword is the API password of the transfer API. Without it there
	// are no Transfers.
	TransferPassword paygates.Secret
	// BaseURL replaces CheckoutURL: a model, or a proxy. TransferURL replaces the
	// constant of that name, and has to be given where BaseURL is, so that a test
	// never pays out real money.
	BaseURL     string
	TransferURL string
	// Currency is the account's own. If it is given, any other is refused before
	// anything is sent, as CinetPay would, and amounts that the transfer API
	// writes without a currency are read in it. Payouts to 243 (DR Congo), where
	// phones hold CDF and USD, need it.
	Currency money.Currency
	// RefuseUnderscore refuses "_" in a Reference and a Description. CinetPay
	// advises against it, and its own samples have it.
	RefuseUnderscore bool
	// ArrivalOrder makes CallbackHandler try the fields' order of arrival where
	// the documented order does not fit; see Verifier.AllowArrivalOrder.
	ArrivalOrder bool
	// Location is the zone of CinetPay's times, which name none. Without it their
	// text is kept, and no moment is made up.
	Location *time.Location
}

// ConfigFromEnv reads CINETPAY_API_KEY, CINETPAY_SITE_ID, CINETPAY_SECRET_KEY,
// CINETPAY_TRANSFER_PASSWORD, CINETPAY_BASE_URL, CINETPAY_TRANSFER_URL and
// CINETPAY_ENVIRONMENT (sandbox or production). The error is an
// ErrInvalidRequest that names the variable; whether the Config is complete is
// for New to say.
func ConfigFromEnv() (Config, error) {
	cfg := Config{
		APIKey:           paygates.NewSecret(os.Getenv("CINETPAY_API_KEY")),
		SiteID:           os.Getenv("CINETPAY_SITE_ID"),
		TransferPassword: paygates.NewSecret(os.Getenv("CINETPAY_TRANSFER_PASSWORD")),
		BaseURL:          os.Getenv("CINETPAY_BASE_URL"),
		TransferURL:      os.Getenv("CINETPAY_TRANSFER_URL"),
	}
	if key := os.Getenv("CINETPAY_SECRET_KEY"); key != "" {
		cfg.SecretKeys = []paygates.Secret{paygates.NewSecret(key)}
	}
	var err error
	if cfg.Environment, err = paygates.ParseEnvironment(os.Getenv("CINETPAY_ENVIRONMENT")); err != nil {
		return Config{}, refused("ConfigFromEnv", []paygates.FieldError{
			{Field: "CINETPAY_ENVIRONMENT", Message: "want sandbox or production"},
		})
	}
	return cfg, nil
}

// String names environment, site and host, and no secret: not even one that was
// put into the URL.
func (c Config) String() string {
	return fmt.Sprintf("cinetpay.Config{Environment: %s, SiteID: %q, Host: %q}", c.Environment, c.SiteID, transport.HostOf(c.BaseURL))
}

// Format prints what String returns, for every verb.
func (c Config) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, c.String()) }

// MarshalText writes what String returns; encoding/json uses it too.
func (c Config) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// LogValue gives slog what String returns.
func (c Config) LogValue() slog.Value { return slog.StringValue(c.String()) }

func refused(op string, wrong []paygates.FieldError) error {
	return &paygates.Error{
		Gateway: gateway, Op: op, Kind: paygates.ErrInvalidRequest, Outcome: paygates.OutcomeNotExecuted, Fields: wrong,
	}
}
