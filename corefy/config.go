package corefy

import (
	"encoding/base64"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"os"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/check"
	"github.com/paygates/paygates-go/money"
)

// Config is a commerce account at Corefy, or at a platform that runs Corefy
// under its own name. No verb of fmt and no encoder prints its secrets. Corefy
// has no universal host: both bases come with the account.
type Config struct {
	// Environment is the mode: Sandbox makes test invoices, Production live ones.
	// Both modes share the hosts. Answers and callbacks of the other mode are
	// refused.
	Environment paygates.Environment
	// AccountID is the commerce account's, such as "coma_Example0000001". New
	// needs it.
	AccountID string
	// APIKey is the private API's password. New needs it.
	APIKey paygates.Secret
	// PublicKey is the public API's, such as "pk_test_…"; browsers may see it.
	// One that names the other mode is refused. NewPublic and CheckoutURL need it.
	PublicKey string
	// CallbackSecrets are the account's private keys, "sk_test_…" and
	// "sk_live_…", with which callbacks are signed; another thing than the API
	// key. CallbackHandler needs them.
	CallbackSecrets []paygates.Secret
	// PrivateURL is the private API's base: scheme and host, with a path prefix if
	// it has one, such as "https://com.gateway.example/api". New needs it.
	PrivateURL string
	// PublicURL is the public API's base, usually with the prefix "/public-api".
	// NewPublic and CheckoutURL need it.
	PublicURL string
	// Currencies are those in which answers decode beyond ISO 4217, such as
	// money.NewCurrency("USDT", 6): with them their amounts have known places.
	Currencies []money.Currency
}

// ConfigFromEnv reads COREFY_ENVIRONMENT (sandbox or production),
// COREFY_ACCOUNT_ID, COREFY_API_KEY, COREFY_PUBLIC_KEY, COREFY_CALLBACK_SECRETS
// (separated by commas), COREFY_PRIVATE_URL and COREFY_PUBLIC_URL. The error is
// an ErrInvalidRequest that names the variable; whether the Config is complete
// is for New and NewPublic to say.
func ConfigFromEnv() (Config, error) {
	cfg := Config{
		AccountID:  os.Getenv("COREFY_ACCOUNT_ID"),
		APIKey:     paygates.NewSecret(os.Getenv("COREFY_API_KEY")),
		PublicKey:  os.Getenv("COREFY_PUBLIC_KEY"),
		PrivateURL: os.Getenv("COREFY_PRIVATE_URL"),
		PublicURL:  os.Getenv("COREFY_PUBLIC_URL"),
	}
	for secret := range strings.SplitSeq(os.Getenv("COREFY_CALLBACK_SECRETS"), ",") {
		if secret = strings.TrimSpace(secret); secret != "" {
			cfg.CallbackSecrets = append(cfg.CallbackSecrets, paygates.NewSecret(secret))
		}
	}
	var err error
	if cfg.Environment, err = paygates.ParseEnvironment(os.Getenv("COREFY_ENVIRONMENT")); err != nil {
		return Config{}, refused("ConfigFromEnv", check.Findings{{Field: "COREFY_ENVIRONMENT", Message: "want sandbox or production"}})
	}
	return cfg, nil
}

// check finds what is wrong with the parts that both clients use.
func (c Config) check() check.Findings {
	var wrong check.Findings
	if c.Environment != paygates.Sandbox && c.Environment != paygates.Production {
		wrong.Add("Environment", "want Sandbox or Production")
	}
	codes := map[string]bool{}
	for _, currency := range c.Currencies {
		if _, known := currency.Places(); !known || codes[currency.Code()] {
			wrong.Add("Currencies", "want each currency once, with its places: money.NewCurrency")
		}
		codes[currency.Code()] = true
	}
	return wrong
}

// credentials are the private API's, as HTTP Basic writes them.
func (c Config) credentials() paygates.Secret {
	return paygates.NewSecret(base64.StdEncoding.EncodeToString([]byte(c.AccountID + ":" + c.APIKey.Reveal())))
}

// secrets are taken out of whatever either API sends back.
func (c Config) secrets() []paygates.Secret {
	return append([]paygates.Secret{c.APIKey, c.credentials()}, c.CallbackSecrets...)
}

// live says whether the config moves real money.
func (c Config) live() bool { return c.Environment == paygates.Production }

// mode is what a key says of itself: live, test, or nothing.
func mode(key string) (live, stated bool) {
	switch {
	case strings.Contains(key, "k_live_"):
		return true, true
	case strings.Contains(key, "k_test_"):
		return false, true
	}
	return false, false
}

// String names environment, account and hosts, and no secret: not even one that
// was put into a URL.
func (c Config) String() string {
	return fmt.Sprintf("corefy.Config{Environment: %s, AccountID: %q, PrivateHost: %q, PublicHost: %q}",
		c.Environment, c.AccountID, host(c.PrivateURL), host(c.PublicURL))
}

// host is a base URL's, or what stands for one that is missing or malformed.
func host(base string) string {
	u, err := url.Parse(base)
	switch {
	case base == "":
		return "missing"
	case err != nil || u.Host == "":
		return "malformed"
	}
	return u.Host
}

// Format prints what String returns, for every verb.
func (c Config) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, c.String()) }

// MarshalText writes what String returns; encoding/json uses it too.
func (c Config) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// LogValue gives slog what String returns.
func (c Config) LogValue() slog.Value { return slog.StringValue(c.String()) }

func refused(op string, wrong check.Findings) error {
	return &paygates.Error{
		Gateway: gateway, Op: op, Kind: paygates.ErrInvalidRequest, Outcome: paygates.OutcomeNotExecuted, Fields: wrong,
	}
}
