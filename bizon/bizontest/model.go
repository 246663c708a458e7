package bizontest

import (
	"net/http"

	"github.com/paygates/paygates-go/internal/ordergate/ordergatetest"
	"github.com/paygates/paygates-go/money"
)

// What the payer's actions can fail with, for errors.Is.
var (
	// ErrOrderNotFound says that the model knows no order with that id.
	ErrOrderNotFound = ordergatetest.ErrOrderNotFound
	// ErrNotPayable says that the order does not wait for its payer on the payment
	// page: it is paid, refused or expired, or the merchant sent the card.
	ErrNotPayable = ordergatetest.ErrNotPayable
	// ErrNotChallenged says that no bank is asking the order's payer: there is no
	// challenge, or it is answered or expired.
	ErrNotChallenged = ordergatetest.ErrNotChallenged
	// ErrInvalidPAN says that a card number fails the Luhn check.
	ErrInvalidPAN = ordergatetest.ErrInvalidPAN
	// ErrInvalidAmount says that a chargeback is not positive, has another
	// currency than the order, or is more than what is left of the charge.
	ErrInvalidAmount = ordergatetest.ErrInvalidAmount
)

// Model is Bizon in memory. It is an [http.Handler] for the API, the hosted
// payment page and the pages of the payer's bank, and may be used from several
// goroutines.
type Model struct {
	platform *ordergatetest.Platform
}

// New makes a model without a network and without a goroutine.
func New(cfg Config) *Model {
	return &Model{platform: ordergatetest.New(cfg.platform())}
}

// ServeHTTP answers the calls of Bizon's page, Actions; GET and POST /pay/{id},
// the hosted payment page; what is below /test/bank, the pages of the payer's
// bank; and POST /complete/secure3d, where the gateway itself ends version 1 of
// 3-D Secure. A fault that breaks the connection panics with
// [http.ErrAbortHandler], which net/http's server understands.
func (m *Model) ServeHTTP(w http.ResponseWriter, r *http.Request) { m.platform.ServeHTTP(w, r) }

// Pay lets the payer pay with card 4111111111111111: the order becomes charged
// if it was created with auto_charge, otherwise authorized. The error is
// ErrOrderNotFound or ErrNotPayable.
func (m *Model) Pay(orderID string) error { return m.platform.Pay(orderID) }

// PayWith is Pay with the card of that number. The platform's test cards have
// their documented effects; any other number that passes the Luhn check is
// approved. A declined card is no error: read the order. The error is
// ErrOrderNotFound, ErrNotPayable or ErrInvalidPAN.
//
// The cards have the same effects when the merchant sends them.
//
//	4111111111111111  approved
//	2222400060000007  approved
//	4276990011343663  declined; rejected before the bank is asked if the order forces 3-D Secure
//	4276838748917319  approved, not enrolled in 3-D Secure: its bank is never asked
//	5555555555555599  internal system error
//	4000000000000002  declined as fraud, before the bank is asked
func (m *Model) PayWith(orderID, pan string) error { return m.platform.PayWith(orderID, pan) }

// Refuse lets the payer press Refuse: the order becomes declined. The error is
// ErrOrderNotFound or ErrNotPayable.
func (m *Model) Refuse(orderID string) error { return m.platform.Refuse(orderID) }

// Abandon lets the payer leave: an order that forces 3-D Secure stays behind as
// prepared, any other as new. The error is ErrOrderNotFound or ErrNotPayable.
func (m *Model) Abandon(orderID string) error { return m.platform.Abandon(orderID) }

// Chargeback takes an amount of a charge back by the card scheme: the order
// becomes chargedback. The error is ErrOrderNotFound or ErrInvalidAmount.
func (m *Model) Chargeback(orderID string, amount money.Amount) error {
	return m.platform.Chargeback(orderID, amount)
}
