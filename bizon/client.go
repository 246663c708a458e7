package bizon

import (
	"context"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/ordergate"
)

// gateway is this package's name in errors, intents and logs.
const gateway = "bizon"

// Client talks to Bizon for one project. It is safe for concurrent use; make
// one and keep it.
type Client struct {
	// Orders has every call on orders.
	Orders *OrdersAPI
	// Operations has the calls on the list of operations.
	Operations *OperationsAPI

	engine *ordergate.Engine
}

// New makes a Client. It touches neither network nor environment variables and
// starts no goroutine. The error is an ErrInvalidRequest that names every field
// that is missing or malformed.
func New(cfg Config, opts ...paygates.Option) (*Client, error) {
	var wrong []paygates.FieldError
	if cfg.CheckoutURL == "" {
		wrong = append(wrong, paygates.FieldError{
			Field: "CheckoutURL", Message: "is required: where payment pages stand, such as https://checkout.example.com/pay",
		})
	}
	zone := cfg.Location
	if zone == nil {
		zone = defaultZone
	}
	engine, findings := ordergate.New(dialect, ordergate.Config{
		BaseURL: cfg.BaseURL, CheckoutURL: cfg.CheckoutURL, Username: cfg.Username, Password: cfg.Password,
		Certificate: cfg.ClientCertificate, Zone: zone,
		CallbackUsername: cfg.CallbackUsername, CallbackPassword: cfg.CallbackPassword,
	}, opts)
	if wrong = append(wrong, findings...); len(wrong) > 0 {
		return nil, refused("New", wrong)
	}
	return &Client{engine: engine, Orders: &OrdersAPI{engine: engine}, Operations: &OperationsAPI{engine: engine}}, nil
}

// defaultZone is that of the one sample on Bizon's page that shows the same
// moment with and without a zone.
var defaultZone = time.FixedZone("UTC+03:00", 3*60*60)

// dialect is in what Bizon differs from the platform's other deployments.
// Amounts are numbers but where the page's samples show text.
var dialect = ordergate.Dialect{
	Gateway: gateway,
	Rows:    operations,
	Rules:   rules,
	Amounts: map[string]ordergate.AmountForm{
		"Orders.Credit":   ordergate.AmountText,
		"Orders.TokenPay": ordergate.AmountText,
	},
}

// Confirm reads the order that a callback or a returning payer named, with its
// operations. It is the only source to act upon.
//
// GET /orders/{id}; the errors are those of Orders.Get.
//
// Source: Bizon actions page, GET /orders/:id.
func (c *Client) Confirm(ctx context.Context, id string) (*Order, error) {
	o, err := c.engine.Confirm(ctx, id)
	return orderFrom(o), err
}

// Resolve finds out what became of a call whose outcome is unknown, from the
// error's Intent or one that the shop stored. It only reads: by reference for
// Create, Authorize, TokenPay, Rebill, Credit and CreditOrder (GET
// /orders/?merchant_order_id=), by id for Charge, Refund, Cancel and Reverse
// (GET /orders/{id}, the totals before and after) and for Complete,
// Complete3DS2 and Resume (GET /orders/{id}: was it held, charged or refused).
//
// Resolution.Object is an *Order, or nil. VerdictAbsent means not yet: it becomes
// VerdictNotExecuted only 24 h after Intent.At, when two look-ups agree and the
// operation's row allows it, which it never does where a card was asked for
// money; both are made by that one call. A failed look-up is an error like that
// of any read: it says nothing about the intent.
//
// An order that Create made is executed whatever became of it; so is one of
// Authorize that waits for the payer's 3-D Secure: its State is pending. Totals
// cannot tell two movements of the same order apart: settle one call on an order
// before you make the next. Source: the rows of Operations.
func (c *Client) Resolve(ctx context.Context, intent paygates.Intent) (*paygates.Resolution, error) {
	resolution, o, err := c.engine.Resolve(ctx, intent)
	if err != nil {
		return nil, err
	}
	if o != nil {
		resolution.Object = orderFrom(o)
	}
	return resolution, nil
}
