package account

import (
	"cmp"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/circlepay"
	"github.com/paygates/paygates-go/circlepay/circlepaytest"
)

var circlepayVariables = []string{"CIRCLEPAY_ACCOUNT_KEY", "CIRCLEPAY_ACCOUNT_TOKEN"}

// CirclePay is an account at CirclePay.
type CirclePay struct {
	Place
	// Config is for circlepay.New. Of a real account it has a merchant if
	// CIRCLEPAY_MERCHANT_TOKEN is set.
	Config circlepay.Config
	// Model is nil where the account is a real one.
	Model *circlepaytest.Server
}

// OpenCirclePay opens the account that CIRCLEPAY_* names, else that of a model made
// as asked. The production host needs live, else the error is ErrNotLive.
func OpenCirclePay(live bool, asked circlepaytest.Config) (*CirclePay, error) {
	named, err := fromEnv(circlepayVariables)
	if err != nil {
		return nil, err
	}
	if !named {
		server := circlepaytest.NewServer(asked)
		return &CirclePay{Place: model("CIRCLEPAY", server.URL, server.Close), Config: OfCirclePayModel(server), Model: server}, nil
	}
	cfg, err := circlepay.ConfigFromEnv()
	if err != nil {
		return nil, err
	}
	where := circlepay.SandboxURL
	if cfg.Environment == paygates.Production || sameHost(cfg.BaseURL, circlepay.ProductionURL) {
		if !live {
			return nil, ErrNotLive
		}
		cfg.Environment, where = paygates.Production, circlepay.ProductionURL
	}
	return &CirclePay{Place: host(cmp.Or(cfg.BaseURL, where), circlepayVariables), Config: cfg}, nil
}

// OfCirclePayModel is the Config of a model's account, with its merchant.
func OfCirclePayModel(server *circlepaytest.Server) circlepay.Config {
	return circlepay.Config{
		AccountKey: paygates.NewSecret(circlepaytest.DefaultAccountKey), AccountToken: paygates.NewSecret(circlepaytest.DefaultAccountToken),
		MerchantToken: paygates.NewSecret(circlepaytest.DefaultMerchantToken),
		BaseURL:       server.URL,
	}
}
