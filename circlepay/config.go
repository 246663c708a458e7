package circlepay

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

// Hosts of CirclePay. Nobody has proven them live since 2022.
const (
	// SandboxURL is the base URL of the test system.
	SandboxURL = "https://sandbox-openapi.circlepay.ai"
	// ProductionURL is the base URL of the live system.
	ProductionURL = "https://openapi.circlepay.ai"
)

// productionHosts move real money: a Sandbox client may not be sent there.
var productionHosts = []string{ProductionURL, "https://openapi-admin.circlepay.ai", "https://circlepay.ai", "https://www.circlepay.ai"}

// HeaderSpelling says how the names of the credentials' headers are written.
type HeaderSpelling uint8

// Spellings of the headers.
const (
	// HeadersBoth sends account-key and account_key, and so on: the one is what
	// works in public clients, the other what the documentation shows.
	HeadersBoth HeaderSpelling = iota
	// HeadersHyphen sends account-key, account-token and merchant-token.
	HeadersHyphen
	// HeadersUnderscore sends account_key, account_token and merchant_token.
	HeadersUnderscore
)

// LinkFields says how the fields of a payment link are written in requests.
type LinkFields uint8

// Spellings of a payment link's fields. Answers are read in either.
const (
	// LinkFieldsDocumented: expiry_Date, shippingPolicyFlag, getCustAddress; flags
	// are 0 and 1.
	LinkFieldsDocumented LinkFields = iota
	// LinkFieldsIOS: expiry_date, shipping_policy_flag, get_cust_address; flags are
	// true and false, and an update names the link "link".
	LinkFieldsIOS
)

// Config is an account at CirclePay, and the merchant that calls are made for. No
// verb of fmt and no encoder prints its secrets. The zero value of each switch is
// what this package takes for the most likely; every wire fact that is uncertain
// has one.
type Config struct {
	// Environment chooses the host where BaseURL is empty.
	Environment paygates.Environment
	// AccountKey is sent as it is, AccountToken behind "Bearer ", which it may
	// already have. Both are required.
	AccountKey   paygates.Secret
	AccountToken paygates.Secret
	// MerchantToken names the merchant, behind "Bearer " too; Client.ForMerchant
	// replaces it. Most calls need one: Routes says which.
	MerchantToken paygates.Secret
	// BaseURL replaces the environment's host: a model, a proxy, or another of
	// CirclePay's hosts. It may have a path, such as /apis.
	BaseURL string
	// Endpoints replace methods and paths of the table: DocumentedEndpoints,
	// IOSEndpoints, or your own.
	Endpoints Endpoints
	// Headers is the spelling of the credentials' headers.
	Headers HeaderSpelling
	// LinkFields is the spelling of a payment link's fields.
	LinkFields LinkFields
	// Capitals sends First_Name, Last_Name, Business_Name, Business_Address and
	// Merchant_mobile, as the documentation's tables spell them; public clients send
	// lower case.
	Capitals bool
	// FlatInvoice sends the fields of Invoices.Create without the object "invoice"
	// around them.
	FlatInvoice bool
	// VerbatimLinks sends a payment link in a path as it was given, escaped. Without
	// it its last segment goes out alone: servers of CirclePay's kind refuse a %2F.
	VerbatimLinks bool

	// Currency is the account's own, in which amounts are that carry none. EGP if it
	// is not given.
	Currency money.Currency
	// PaidWords are the words that mean that a payment was paid. No document shows
	// one; without them it is "paid", which is assumed. Case does not count;
	// initialized, pending and failed are refused.
	PaidWords []string
	// DateLayout is that of the dates that are sent, in the form of package time;
	// "2006-01-02" if empty. Requests with a date can replace it.
	DateLayout string
	// DayFirst reads 03-04-2023 as the third of April. Without it only a first
	// number above 12 is taken for a day.
	DayFirst bool
	// Location is the zone of CirclePay's times that name none; UTC if nil, which
	// nobody documents.
	Location *time.Location

	// CallbackToken is a secret that you put into the callback's address, as
	// ?token=…: callbacks are not signed. If it is given, CallbackHandler refuses
	// requests without it.
	CallbackToken paygates.Secret
}

// ConfigFromEnv reads CIRCLEPAY_ACCOUNT_KEY, CIRCLEPAY_ACCOUNT_TOKEN,
// CIRCLEPAY_MERCHANT_TOKEN, CIRCLEPAY_BASE_URL and CIRCLEPAY_ENVIRONMENT (sandbox
// or production). The error is an ErrInvalidRequest that names the variable;
// whether the Config is complete is for New to say.
func ConfigFromEnv() (Config, error) {
	cfg := Config{
		AccountKey:    paygates.NewSecret(os.Getenv("CIRCLEPAY_ACCOUNT_KEY")),
		AccountToken:  paygates.NewSecret(os.Getenv("CIRCLEPAY_ACCOUNT_TOKEN")),
		MerchantToken: paygates.NewSecret(os.Getenv("CIRCLEPAY_MERCHANT_TOKEN")),
		BaseURL:       os.Getenv("CIRCLEPAY_BASE_URL"),
	}
	var err error
	if cfg.Environment, err = paygates.ParseEnvironment(os.Getenv("CIRCLEPAY_ENVIRONMENT")); err != nil {
		return Config{}, refused("ConfigFromEnv", []paygates.FieldError{
			{Field: "CIRCLEPAY_ENVIRONMENT", Message: "want sandbox or production"},
		})
	}
	return cfg, nil
}

// String names environment and host, and no secret: not even one that was put
// into the URL.
func (c Config) String() string {
	return fmt.Sprintf("circlepay.Config{Environment: %s, Host: %q}", c.Environment, transport.HostOf(c.BaseURL))
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
