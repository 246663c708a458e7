package account

import (
	"cmp"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cinetpay"
	"github.com/paygates/paygates-go/cinetpay/cinetpaytest"
	"github.com/paygates/paygates-go/money"
)

var cinetpayVariables = []string{"CINETPAY_API_KEY", "CINETPAY_SITE_ID"}

// CinetPay is a service at CinetPay.
type CinetPay struct {
	Place
	// Config is for cinetpay.New.
	Config cinetpay.Config
	// Model is nil where the service is a real one.
	Model *cinetpaytest.Server
}

// OpenCinetPay opens the service that CINETPAY_* names, else that of a model made
// as asked. CinetPay has no sandbox, so that every host needs live, else the error
// is ErrNotLive; without CINETPAY_BASE_URL it is CinetPay's own.
func OpenCinetPay(live bool, asked cinetpaytest.Config) (*CinetPay, error) {
	named, err := fromEnv(cinetpayVariables)
	switch {
	case err != nil:
		return nil, err
	case !named:
		server := cinetpaytest.NewServer(asked)
		return &CinetPay{Place: model("CINETPAY", server.URL, server.Close), Config: OfCinetPayModel(server), Model: server}, nil
	case !live:
		return nil, ErrNotLive
	}
	cfg, err := cinetpay.ConfigFromEnv()
	if err != nil {
		return nil, err
	}
	if cfg.BaseURL == "" {
		cfg.Environment = paygates.Production // -live says that it is meant
	}
	return &CinetPay{Place: host(cmp.Or(cfg.BaseURL, cinetpay.CheckoutURL), cinetpayVariables), Config: cfg}, nil
}

// OfCinetPayModel is the Config of a model's service.
func OfCinetPayModel(server *cinetpaytest.Server) cinetpay.Config {
	return cinetpay.Config{
		APIKey: paygates.NewSecret(cinetpaytest.DefaultAPIKey), SiteID: cinetpaytest.DefaultSiteID,
		SecretKeys:       []paygates.Secret{paygates.NewSecret(cinetpaytest.DefaultSecretKey)},
		TransferPassword: paygates.NewSecret(cinetpaytest.DefaultTransferPassword),
		BaseURL:          server.URL, TransferURL: server.URL, Currency: money.XOF,
	}
}
