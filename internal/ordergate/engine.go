package ordergate

import (
	"context"
	"encoding/base64"
	"net/http"
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/check"
	"github.com/paygates/paygates-go/internal/page"
	"github.com/paygates/paygates-go/internal/transport"
	"github.com/paygates/paygates-go/money"
)

// Names of the operations, as the rows call them.
const (
	opPing          = "Client.Ping"
	opRates         = "Client.ExchangeRates"
	opGet           = "Orders.Get"
	opList          = "Orders.List"
	opAll           = "Orders.All"
	opFind          = "Orders.FindByReference"
	opCreate        = "Orders.Create"
	opCharge        = "Orders.Charge"
	opRefund        = "Orders.Refund"
	opCancel        = "Orders.Cancel"
	opReverse       = "Orders.Reverse"
	opRebill        = "Orders.Rebill"
	opCredit        = "Orders.Credit"
	opAuthorize     = "Orders.Authorize"
	opTokenPay      = "Orders.TokenPay"
	opCreditOrder   = "Orders.CreditOrder"
	opComplete      = "Orders.Complete"
	opComplete3DS2  = "Orders.Complete3DS2"
	opResume        = "Orders.Resume"
	opOperations    = "Operations.List"
	opAllOperations = "Operations.All"
	opConfirm       = "Client.Confirm"
	opResolve       = "Client.Resolve"
	opParseCallback = "ParseCallback"
	opParseReturn   = "ParseReturn"
)

// AmountForm is how an amount is written.
type AmountForm uint8

const (
	// AmountNumber is a JSON number with two places: 3.30.
	AmountNumber AmountForm = iota
	// AmountText is a JSON string with two places: "3.30".
	AmountText
)

// Dialect is in what CIBPay and Bizon differ.
type Dialect struct {
	Gateway string
	Rows    []paygates.Operation
	// Rules are the amounts that may be sent.
	Rules money.Rules
	// GuideForm says that answers in the form of CIBPay's page are believed too.
	GuideForm bool
	// Amounts gives the form of each operation's amount; a number where it is not named.
	Amounts map[string]AmountForm
	// AutoChargeBool sends options.auto_charge as true or false, not as 1 or 0.
	AutoChargeBool bool
}

// Config is what an Engine needs to know of its account.
type Config struct {
	BaseURL     string
	CheckoutURL string
	Username    string
	Password    paygates.Secret
	Certificate paygates.ClientCertificate
	Zone        *time.Location

	CallbackUsername string
	CallbackPassword paygates.Secret
}

// Engine makes the platform's calls for one account.
type Engine struct {
	dialect  Dialect
	rows     map[string]*paygates.Operation
	t        *transport.Client
	checkout string
	zone     *time.Location

	callbackUsername string
	callbackPassword paygates.Secret
}

// New makes an Engine, or says all that is wrong with the config and the options.
func New(d Dialect, cfg Config, options []paygates.Option) (*Engine, []paygates.FieldError) {
	var wrong []paygates.FieldError
	refuse := func(field, want string) { wrong = append(wrong, paygates.FieldError{Field: field, Message: want}) }
	if cfg.Username == "" {
		refuse("Username", "is required")
	} else if strings.Contains(cfg.Username, ":") || !check.PlainText(cfg.Username) {
		refuse("Username", "want no colon and no control characters")
	}
	if cfg.Password.IsZero() {
		refuse("Password", "is required")
	} else if !check.PlainText(cfg.Password.Reveal()) {
		refuse("Password", "want no control characters")
	}
	if cfg.CheckoutURL != "" && page.CheckURL(cfg.CheckoutURL) != nil {
		refuse("CheckoutURL", "want an absolute https URL, or http to a loopback address")
	}
	if (cfg.CallbackUsername == "") != cfg.CallbackPassword.IsZero() {
		refuse("CallbackPassword", "want CallbackUsername and CallbackPassword together or neither")
	}
	if strings.Contains(cfg.CallbackUsername, ":") || !check.PlainText(cfg.CallbackUsername) {
		refuse("CallbackUsername", "want no colon and no control characters")
	}
	if !check.PlainText(cfg.CallbackPassword.Reveal()) {
		refuse("CallbackPassword", "want no control characters")
	}
	t, findings := transport.New(transport.Config{
		Gateway: d.Gateway, BaseURL: cfg.BaseURL, Certificate: cfg.Certificate,
		Header: http.Header{
			"Authorization": {basic(cfg.Username, cfg.Password)},
			"Content-Type":  {"application/json"},
		},
		Secrets: []paygates.Secret{cfg.Password, paygates.NewSecret(basic(cfg.Username, cfg.Password)), cfg.CallbackPassword},
	}, options)
	if wrong = append(wrong, findings...); len(wrong) > 0 {
		return nil, wrong
	}
	e := &Engine{
		dialect: d, t: t, checkout: strings.TrimSuffix(cfg.CheckoutURL, "/"), zone: cfg.Zone,
		rows:             make(map[string]*paygates.Operation, len(d.Rows)),
		callbackUsername: cfg.CallbackUsername, callbackPassword: cfg.CallbackPassword,
	}
	if e.zone == nil {
		e.zone = time.UTC
	}
	for i := range d.Rows {
		e.rows[d.Rows[i].Name] = &d.Rows[i]
	}
	return e, nil
}

func basic(user string, password paygates.Secret) string {
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(user+":"+password.Reveal()))
}

func (e *Engine) reader(fallback money.Currency) reader {
	return reader{zone: e.zone, fallback: fallback}
}

// intent is what a call is about to ask for.
func (e *Engine) intent(op *paygates.Operation) paygates.Intent {
	return paygates.Intent{Gateway: e.dialect.Gateway, Op: op.Name, At: time.Now()}
}

// send makes one call that makes or changes an order.
func (e *Engine) send(ctx context.Context, call *transport.Call, want asked) (*Order, http.Header, error) {
	var order *Order
	var header http.Header
	call.Intent = want.Intent
	err := e.t.Do(ctx, call, func(reply *transport.Reply) (fault *paygates.Error) {
		order, fault = e.judge(call.Op, want, reply)
		header = reply.Header
		return fault
	})
	if err != nil {
		return nil, nil, err
	}
	return order, header, nil
}

// redirect finds the payment page of a new order: the Location header, the
// answer's checkout_url, or the configured page and the order's id.
func (e *Engine) redirect(o *Order, header http.Header) paygates.Redirect {
	for _, link := range []string{header.Get("Location"), o.CheckoutURL} {
		if link != "" && page.CheckURL(link) == nil {
			return paygates.Redirect{URL: link, Method: http.MethodGet}
		}
	}
	if e.checkout == "" || !check.ID(o.ID) {
		return paygates.Redirect{}
	}
	return paygates.Redirect{URL: e.checkout + "/" + o.ID, Method: http.MethodGet}
}
