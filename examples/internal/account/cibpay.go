package account

import (
	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cibpay"
	"github.com/paygates/paygates-go/cibpay/cibpaytest"
)

var cibpayVariables = []string{"CIBPAY_USERNAME", "CIBPAY_PASSWORD", "CIBPAY_BASE_URL"}

// CIBPay is an account at CIBPay.
type CIBPay struct {
	Place
	// Config is for cibpay.New.
	Config cibpay.Config
	// Model is nil where the account is a real one.
	Model *cibpaytest.Server
}

// OpenCIBPay opens the account that CIBPAY_* names, else that of a model. The
// production host needs live, else the error is ErrNotLive.
func OpenCIBPay(live bool) (*CIBPay, error) {
	named, err := fromEnv(cibpayVariables)
	if err != nil {
		return nil, err
	}
	if !named {
		server := cibpaytest.NewServer(cibpaytest.Config{})
		return &CIBPay{
			Place: model("CIBPAY", server.URL, server.Close), Model: server,
			Config: cibpay.Config{
				Username: cibpaytest.DefaultUsername,
				Password: paygates.NewSecret(cibpaytest.DefaultPassword),
				BaseURL:  server.URL,
			},
		}, nil
	}
	cfg, err := cibpay.ConfigFromEnv()
	if err != nil {
		return nil, err
	}
	if cfg.Environment == paygates.Production || sameHost(cfg.BaseURL, cibpay.ProductionURL) {
		if !live {
			return nil, ErrNotLive
		}
		cfg.Environment = paygates.Production
	}
	return &CIBPay{Place: host(cfg.BaseURL, cibpayVariables), Config: cfg}, nil
}
