package cibpay

import (
	"fmt"
	"io"
	"log/slog"
	"os"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/transport"
)

// Hosts of CIBPay, as its API guide names them.
const (
	// SandboxURL is the base URL of the sandbox.
	SandboxURL = "https://api-preprod.cibpay.co"
	// ProductionURL is the base URL where money is real.
	ProductionURL = "https://api.cibpay.co"
	// SandboxCheckoutURL is where the sandbox's payment pages stand; an order's
	// id follows. The production host is stated nowhere.
	SandboxCheckoutURL = "https://checkout-preprod.cibpay.co/pay"
)

// Config is an account at CIBPay. No verb of fmt and no encoder prints its
// secrets.
type Config struct {
	// Environment is the sandbox unless Production is asked for.
	Environment paygates.Environment
	// Username and Password are the account's, sent with every request.
	Username string
	Password paygates.Secret
	// BaseURL replaces the environment's host: another deployment, or a model.
	BaseURL string
	// CheckoutURL is where payment pages stand; an order's id follows it. It is
	// used when an answer names no page. By default it is the sandbox's for the
	// sandbox's own host, else none.
	CheckoutURL string
	// ClientCertificate is presented to the gateway, which issues one to many
	// accounts. Optional.
	ClientCertificate paygates.ClientCertificate
	// Location is the zone of the times that CIBPay writes without one. Nothing
	// states it; by default they are read as UTC+04:00, Baku time (assumed).
	Location *time.Location
	// CallbackUsername and CallbackPassword are the Basic credentials that
	// CallbackHandler expects of a callback. They are the shop's own choice.
	CallbackUsername string
	CallbackPassword paygates.Secret
}

// ConfigFromEnv reads CIBPAY_USERNAME, CIBPAY_PASSWORD, CIBPAY_ENVIRONMENT
// (sandbox or production), CIBPAY_BASE_URL, CIBPAY_CHECKOUT_URL, and
// CIBPAY_CLIENT_CERT with CIBPAY_CLIENT_KEY, which name PEM files. The error is
// an ErrInvalidRequest that names the variable; whether the Config is complete
// is for New to say.
func ConfigFromEnv() (Config, error) {
	cfg := Config{
		Username:    os.Getenv("CIBPAY_USERNAME"),
		Password:    paygates.NewSecret(os.Getenv("CIBPAY_PASSWORD")),
		BaseURL:     os.Getenv("CIBPAY_BASE_URL"),
		CheckoutURL: os.Getenv("CIBPAY_CHECKOUT_URL"),
	}
	var wrong []paygates.FieldError
	var err error
	if cfg.Environment, err = paygates.ParseEnvironment(os.Getenv("CIBPAY_ENVIRONMENT")); err != nil {
		wrong = append(wrong, paygates.FieldError{Field: "CIBPAY_ENVIRONMENT", Message: "want sandbox or production"})
	}
	if cfg.ClientCertificate, err = certificateFromEnv(); err != nil {
		wrong = append(wrong, paygates.FieldError{
			Field: "CIBPAY_CLIENT_CERT", Message: "want it and CIBPAY_CLIENT_KEY to name a PEM certificate and its PEM key",
		})
	}
	if len(wrong) > 0 {
		return Config{}, refused("ConfigFromEnv", wrong)
	}
	return cfg, nil
}

func certificateFromEnv() (paygates.ClientCertificate, error) {
	certFile, keyFile := os.Getenv("CIBPAY_CLIENT_CERT"), os.Getenv("CIBPAY_CLIENT_KEY")
	if certFile == "" && keyFile == "" {
		return paygates.ClientCertificate{}, nil
	}
	cert, err := os.ReadFile(certFile)
	if err != nil {
		return paygates.ClientCertificate{}, err
	}
	key, err := os.ReadFile(keyFile)
	if err != nil {
		return paygates.ClientCertificate{}, err
	}
	return paygates.ParseClientCertificate(cert, key)
}

// String names environment, user and host, and no secret: not even one that was
// put into the URL.
func (c Config) String() string {
	return fmt.Sprintf("cibpay.Config{Environment: %s, Username: %q, Host: %q}", c.Environment, c.Username, transport.HostOf(c.BaseURL))
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
