package account

import (
	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
	"github.com/paygates/paygates-go/bizon/bizontest"
)

var bizonVariables = []string{"BIZON_USERNAME", "BIZON_PASSWORD", "BIZON_CHECKOUT_URL", "BIZON_BASE_URL"}

// Bizon is a project at Bizon.
type Bizon struct {
	Place
	// Config is for bizon.New.
	Config bizon.Config
	// Model is nil where the project is a real one.
	Model *bizontest.Server
}

// OpenBizon opens the project that BIZON_* names, else that of a model made as
// asked. Bizon publishes no host, so that none is known to be a sandbox: each
// needs live, else the error is ErrNotLive.
func OpenBizon(live bool, asked bizontest.Config) (*Bizon, error) {
	named, err := fromEnv(bizonVariables)
	switch {
	case err != nil:
		return nil, err
	case !named:
		server := bizontest.NewServer(asked)
		return &Bizon{Place: model("BIZON", server.URL, server.Close), Config: OfModel(server), Model: server}, nil
	case !live:
		return nil, ErrNotLive
	}
	cfg, err := bizon.ConfigFromEnv()
	if err != nil {
		return nil, err
	}
	return &Bizon{Place: host(cfg.BaseURL, bizonVariables), Config: cfg}, nil
}

// OfModel is the Config of a model's project.
func OfModel(server *bizontest.Server) bizon.Config {
	return bizon.Config{
		Username: bizontest.DefaultUsername, Password: paygates.NewSecret(bizontest.DefaultPassword),
		BaseURL: server.URL, CheckoutURL: server.URL + "/pay",
	}
}

// TestCard is a card that the model approves.
func TestCard() (paygates.PAN, bizon.CardDetails) {
	return paygates.NewPAN("4111 1111 1111 1111"), bizon.CardDetails{
		CVV: paygates.NewSecret("123"), Holder: paygates.NewSecret("John Smith"), ExpirationMonth: 12, ExpirationYear: 2034,
	}
}
