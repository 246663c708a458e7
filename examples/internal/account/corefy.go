package account

import (
	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/corefy"
	"github.com/paygates/paygates-go/corefy/corefytest"
)

var corefyVariables = []string{"COREFY_ACCOUNT_ID", "COREFY_API_KEY", "COREFY_PRIVATE_URL"}

// Corefy is a commerce account at Corefy.
type Corefy struct {
	Place
	// Config is for corefy.New, and for corefy.NewPublic where the public API's
	// variables are set.
	Config corefy.Config
	// Model is nil where the account is a real one.
	Model *corefytest.Server
}

// OpenCorefy opens the account that COREFY_* names, else that of a model made as
// asked. Test and live invoices share a host: COREFY_ENVIRONMENT=production needs
// live, else the error is ErrNotLive.
func OpenCorefy(live bool, asked corefytest.Config) (*Corefy, error) {
	named, err := fromEnv(corefyVariables)
	if err != nil {
		return nil, err
	}
	if !named {
		server := corefytest.NewServer(asked)
		return &Corefy{Place: model("COREFY", server.URL, server.Close), Config: OfCorefyModel(server), Model: server}, nil
	}
	cfg, err := corefy.ConfigFromEnv()
	if err != nil {
		return nil, err
	}
	if cfg.Environment == paygates.Production && !live {
		return nil, ErrNotLive
	}
	return &Corefy{Place: host(cfg.PrivateURL, corefyVariables), Config: cfg}, nil
}

// OfCorefyModel is the Config of a model's account, in test mode.
func OfCorefyModel(server *corefytest.Server) corefy.Config {
	return corefy.Config{
		AccountID: corefytest.DefaultAccountID, APIKey: paygates.NewSecret(corefytest.DefaultAPIKey),
		PublicKey:       corefytest.DefaultTestPublicKey,
		CallbackSecrets: []paygates.Secret{paygates.NewSecret(corefytest.DefaultTestSecret)},
		PrivateURL:      server.PrivateURL, PublicURL: server.PublicURL,
	}
}
