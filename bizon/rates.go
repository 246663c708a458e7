package bizon

import (
	"context"
	"time"

	"github.com/shopspring/decimal"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/ordergate"
	"github.com/paygates/paygates-go/money"
)

// Pong is the answer to a ping.
type Pong struct {
	// Message is "PONG!".
	Message string
	// Date is the server's clock.
	Date paygates.Timestamp

	raw paygates.Raw
}

// RawJSON returns the bytes that the answer was decoded from.
func (p *Pong) RawJSON() []byte { return p.raw.Bytes() }

// Ping checks that the host answers and takes the credentials. GET /ping. A
// failed read has no effect and may be repeated; wrong credentials are
// ErrAuthentication.
//
// Source: Bizon actions page, GET /ping.
func (c *Client) Ping(ctx context.Context) (*Pong, error) {
	p, err := c.engine.Ping(ctx)
	if err != nil {
		return nil, err
	}
	return &Pong{Message: p.Message, Date: p.Date, raw: p.Raw}, nil
}

// ExchangeRatesRequest says which rates to read: those of Date, or of the days
// From to To, never both; all zero for today's. Days are taken in the zone of
// the times given. Bizon's page says that there are such filters, public clients
// of the platform how they are named.
type ExchangeRatesRequest struct {
	Date     time.Time
	From, To time.Time
}

// ExchangeRate is the rate of one pair of currencies, exact.
type ExchangeRate struct {
	From, To money.Currency
	Rate     decimal.Decimal
}

// ExchangeRates reads exchange rates. GET /exchange_rates/. A failed read has no
// effect and may be repeated.
//
// Source: Bizon actions page, GET /exchange_rates/.
func (c *Client) ExchangeRates(ctx context.Context, req ExchangeRatesRequest) ([]ExchangeRate, error) {
	rates, err := c.engine.ExchangeRates(ctx, ordergate.RatesFilter{Date: req.Date, From: req.From, To: req.To})
	if err != nil {
		return nil, err
	}
	out := make([]ExchangeRate, len(rates))
	for i, r := range rates {
		out[i] = ExchangeRate{From: r.From, To: r.To, Rate: r.Rate}
	}
	return out, nil
}
