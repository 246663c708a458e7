package bizon

import (
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"os"
	"time"

	paygates "github.com/paygates/paygates-go"
)

// Config is a project at Bizon. No verb of fmt and no encoder prints its
// secrets. There is no environment to choose: the host says whether money is
// real.
type Config struct {
	// Username and Password are the project's, sent with every request.
	Username string
	Password paygates.Secret
	// BaseURL is the API's scheme and host, with a path prefix if it has one.
	// Bizon publishes none: it is required.
	BaseURL string
	// CheckoutURL is where payment pages stand; an order's id follows it. It is
	// used when an answer names no page, and required.
	CheckoutURL string
	// ClientCertificate is presented to the gateway. Bizon's page does not speak
	// of one, sister deployments issue one. Optional.
	ClientCertificate paygates.ClientCertificate
	// Location is the zone of the times that Bizon writes without one. By default
	// they are read as UTC+03:00, which one sample of its page shows (inferred).
	Location *time.Location
	// CallbackUsername and CallbackPassword are the Basic credentials that
	// CallbackHandler expects of a callback. They are the shop's own choice.
	CallbackUsername string
	CallbackPassword paygates.Secret
}

// ConfigFromEnv reads BIZON_USERNAME, BIZON_PASSWORD, BIZON_BASE_URL,
// BIZON_CHECKOUT_URL, and BIZON_CLIENT_CERT with BIZON_CLIENT_KEY, which name
// PEM files. The error is an ErrInvalidRequest that names the variable; whether
// the Config is complete is for New to say.
func ConfigFromEnv() (Config, error) {
	cfg := Config{
		Username:    os.Getenv("BIZON_USERNAME"),
		Password:    paygates.NewSecret(os.Getenv("BIZON_PASSWORD")),
		BaseURL:     os.Getenv("BIZON_BASE_URL"),
		CheckoutURL: os.Getenv("BIZON_CHECKOUT_URL"),
	}
	var err error
	if cfg.ClientCertificate, err = certificateFromEnv(); err != nil {
		return Config{}, refused("ConfigFromEnv", []paygates.FieldError{{
			Field: "BIZON_CLIENT_CERT", Message: "want it and BIZON_CLIENT_KEY to name a PEM certificate and its PEM key",
		}})
	}
	return cfg, nil
}

func certificateFromEnv() (paygates.ClientCertificate, error) {
	certFile, keyFile := os.Getenv("BIZON_CLIENT_CERT"), os.Getenv("BIZON_CLIENT_KEY")
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

// String names user and host, and no secret: not even one that was put into the
// URL.
func (c Config) String() string {
	return fmt.Sprintf("bizon.Config{Username: %q, Host: %q}", c.Username, c.host())
}

// host is the base URL's, or what stands for one that is missing or malformed.
func (c Config) host() string {
	u, err := url.Parse(c.BaseURL)
	switch {
	case c.BaseURL == "":
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

func refused(op string, wrong []paygates.FieldError) error {
	return &paygates.Error{
		Gateway: gateway, Op: op, Kind: paygates.ErrInvalidRequest, Outcome: paygates.OutcomeNotExecuted, Fields: wrong,
	}
}
