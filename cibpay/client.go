package cibpay

import (
	"context"
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/ordergate"
	"github.com/paygates/paygates-go/internal/transport"
)

// gateway is this package's name in errors, intents and logs.
const gateway = "cibpay"

// Client talks to CIBPay for one account. It is safe for concurrent use; make
// one and keep it.
type Client struct {
	// Orders has every call on orders.
	Orders *OrdersAPI

	engine *ordergate.Engine
}

// New makes a Client. It touches neither network nor environment variables and
// starts no goroutine. The error is an ErrInvalidRequest that names every field
// that is missing or malformed.
func New(cfg Config, opts ...paygates.Option) (*Client, error) {
	var wrong []paygates.FieldError
	base := strings.TrimSuffix(cfg.BaseURL, "/")
	switch cfg.Environment {
	case paygates.Sandbox:
		if base == "" {
			base = SandboxURL
		} else if transport.SameHost(base, ProductionURL) {
			wrong = append(wrong, paygates.FieldError{
				Field: "BaseURL", Message: "want Environment: paygates.Production for the production host",
			})
		}
	case paygates.Production:
		if base == "" {
			base = ProductionURL
		}
	default:
		wrong = append(wrong, paygates.FieldError{Field: "Environment", Message: "want paygates.Sandbox or paygates.Production"})
	}
	checkout := cfg.CheckoutURL
	if checkout == "" && base == SandboxURL {
		checkout = SandboxCheckoutURL
	}
	zone := cfg.Location
	if zone == nil {
		zone = bakuTime
	}
	engine, findings := ordergate.New(dialect, ordergate.Config{
		BaseURL: base, CheckoutURL: checkout, Username: cfg.Username, Password: cfg.Password,
		Certificate: cfg.ClientCertificate, Zone: zone,
		CallbackUsername: cfg.CallbackUsername, CallbackPassword: cfg.CallbackPassword,
	}, opts)
	if wrong = append(wrong, findings...); len(wrong) > 0 {
		return nil, refused("New", wrong)
	}
	return &Client{engine: engine, Orders: &OrdersAPI{engine: engine}}, nil
}

// bakuTime is the zone of Azerbaijan, which keeps no summer time.
var bakuTime = time.FixedZone("UTC+04:00", 4*60*60)

// dialect is in what CIBPay differs from the platform's other deployments.
var dialect = ordergate.Dialect{
	Gateway:        gateway,
	Rows:           operations,
	Rules:          rules,
	GuideForm:      true,
	AutoChargeBool: true,
	Amounts: map[string]ordergate.AmountForm{
		"Orders.Charge": ordergate.AmountText,
		"Orders.Refund": ordergate.AmountText,
		"Orders.Cancel": ordergate.AmountText,
		"Orders.Credit": ordergate.AmountText,
	},
}

// Confirm reads the order that a callback or a returning payer named, with its
// operations. It is the only source to act upon.
//
// GET /orders/{id}; the errors are those of Orders.Get.
//
// Source: CIBPay API guide, GET /orders/{order_id}.
func (c *Client) Confirm(ctx context.Context, id string) (*Order, error) {
	o, err := c.engine.Confirm(ctx, id)
	return orderFrom(o), err
}

// Resolve finds out what became of a call whose outcome is unknown, from the
// error's Intent or one that the shop stored. It only reads: by reference for
// Create, Rebill and Credit (GET /orders/?merchant_order_id=), by id for Charge,
// Refund, Cancel and Reverse (GET /orders/{id}, the totals before and after).
//
// Resolution.Object is an *Order, or nil. VerdictAbsent means not yet: it becomes
// VerdictNotExecuted only 24 h after Intent.At, when two look-ups agree and the
// operation's row allows it; both are made by that one call, so that a copy of
// the data which is a day old deceives them. A failed look-up is an error like
// that of any read: it says nothing about the intent.
//
// An order that Create made is executed whatever became of it; while it waits to
// be paid, its Redirect is the payment page by Config.CheckoutURL. Totals cannot tell
// two movements of the same order apart: settle one call on an order before you
// make the next. Source: the rows of Operations.
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
