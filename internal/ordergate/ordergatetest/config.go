package ordergatetest

import (
	"net/http"
	"time"

	"github.com/paygates/paygates-go/internal/modelhttp"
	"github.com/paygates/paygates-go/money"
)

// Form says which of the two documented kinds of answers the model gives.
type Form int

const (
	// PlatformForm answers with an orders array, lower-case statuses and
	// amounts as strings, as the platform's page and public clients show.
	PlatformForm Form = iota
	// GuideForm answers as the CIBPay API guide prints it: upper-case
	// statuses, flat objects, amounts as numbers, ISO 8601 times.
	GuideForm
)

// ErrorForm says how a refused request is answered.
type ErrorForm int

const (
	// ErrorsOfForm picks FailureErrors for PlatformForm and ObjectErrors for
	// GuideForm.
	ErrorsOfForm ErrorForm = iota
	// FailureErrors are failure_type, failure_message, order_id and errors.
	FailureErrors
	// ObjectErrors are {"error":{"code","message","details":{field:[text]}}}.
	ObjectErrors
	// TextErrors are {"error":"text","details":{field:"text"}}.
	TextErrors
)

// DeclineForm says how a refused payment or payout is answered.
type DeclineForm int

const (
	// DeclineAsError answers 402 with failure_type and the failed order's id.
	DeclineAsError DeclineForm = iota
	// DeclineAsOrder answers 200 with the failed order.
	DeclineAsOrder
)

// Config sets a platform up. The zero value works.
type Config struct {
	Brand                 string // shown on the payment page
	Surface               Surface
	Username              string
	Password              string
	Seed                  uint64
	Form                  Form
	Errors                ErrorForm
	Declines              DeclineForm
	RefuseCancelOfCharged bool
	Currency              money.Currency
	Bank                  Bank
	OptionalCVV           bool
	OptionalHolder        bool
	TraceIDs              bool
	CallbackURL           string
	CallbackUsername      string
	CallbackPassword      string
	CallbackClient        *http.Client
	Location              *time.Location
	PageSize              int
	ListLag               time.Duration
	CheckoutURL           string
}

const (
	defaultUsername   = "merchant"
	defaultPassword   = "sandbox-password"
	defaultPageSize   = 2000
	defaultExpiration = 30 * time.Minute
	maxBody           = 1 << 20
)

func (c Config) withDefaults() Config {
	if c.Brand == "" {
		c.Brand = "Test gateway"
	}
	if c.Username == "" && c.Password == "" {
		c.Username, c.Password = defaultUsername, defaultPassword
	}
	if c.Errors == ErrorsOfForm {
		c.Errors = FailureErrors
		if c.Form == GuideForm {
			c.Errors = ObjectErrors
		}
	}
	terms := termsOf[c.Surface]
	if c.Currency.IsZero() {
		c.Currency = terms.currency
	}
	if c.CallbackClient == nil {
		c.CallbackClient = modelhttp.CallbackClient()
	}
	if c.Location == nil {
		c.Location = time.FixedZone(terms.zoneName, terms.zone)
	}
	if c.PageSize <= 0 {
		c.PageSize = defaultPageSize
	}
	return c
}
