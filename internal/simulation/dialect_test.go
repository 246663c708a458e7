package simulation_test

import (
	"net/http"

	"github.com/paygates/paygates-go/bizon/bizontest"
	"github.com/paygates/paygates-go/cibpay/cibpaytest"
	"github.com/paygates/paygates-go/internal/simulation"
)

// dialects is what naive clients know of each gateway.
var dialects = map[string]dialect{
	"cibpay":    platformDialect(cibpaytest.DefaultUsername, cibpaytest.DefaultPassword),
	"bizon":     platformDialect(bizontest.DefaultUsername, bizontest.DefaultPassword),
	"cinetpay":  cinetpayDialect,
	"corefy":    corefyDialect,
	"circlepay": circlepayDialect,
}

// dialect writes an action as the gateway's page shows it, and reads an answer.
type dialect struct {
	request func(simulation.Action) (method, path string, body []byte)
	answer  func(a simulation.Action, body []byte) simulation.Seen
	// sign adds credentials, and says what the body is.
	sign func(*http.Request, simulation.Link) error
	// refused says that an answer of HTTP 200 tells of a failure; nil where it is
	// the status that tells.
	refused func(body []byte) bool
	// lookUp is where one sees what became of an action, found whether it did.
	lookUp func(simulation.Action) (method, path string, body []byte)
	found  func(a simulation.Action, body []byte) bool
	// callbackID is the object that a callback names.
	callbackID func(body []byte) string
}
