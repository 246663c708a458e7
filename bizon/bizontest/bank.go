package bizontest

import (
	"context"
	"net/http"
	"net/url"

	"github.com/paygates/paygates-go/internal/ordergate/ordergatetest"
)

// Authentication is what a bank does when 3-D Secure asks it about its card.
type Authentication int

const (
	// Challenge asks the payer on the bank's page.
	Challenge Authentication = iota
	// Frictionless confirms the payer without asking.
	Frictionless
	// NotAuthenticated refuses the payer without asking.
	NotAuthenticated
)

// Bank is how a card's bank takes part in 3-D Secure. The zero value challenges.
type Bank struct {
	// Method begins version 2 with the bank's 3DS Method page. The order then
	// waits for POST /orders/{id}/resume. Version 1 takes no notice.
	Method bool
	// Answer is what the bank does then.
	Answer Authentication
}

func (b Bank) platform() ordergatetest.Bank {
	return ordergatetest.Bank{Method: b.Method, Answer: ordergatetest.Authentication(b.Answer)}
}

// SetBank says how the bank behind the card of that number takes part in 3-D
// Secure, for orders made from now on. The documented effects of a test card
// stay. The error is ErrInvalidPAN.
func (m *Model) SetBank(pan string, b Bank) error {
	return m.platform.SetBank(pan, b.platform())
}

// Authenticate lets the payer confirm on the bank's page. The bank tells the
// gateway; the order stays prepared until it is completed with what the payer's
// browser brings back. The error is ErrOrderNotFound or ErrNotChallenged.
func (m *Model) Authenticate(orderID string) (Return, error) {
	back, err := m.platform.Authenticate(orderID)
	return Return(back), err
}

// FailAuthentication lets the payer fail on the bank's page: completing the
// order then rejects it, and no money moves. The error is ErrOrderNotFound or
// ErrNotChallenged.
func (m *Model) FailAuthentication(orderID string) (Return, error) {
	back, err := m.platform.FailAuthentication(orderID)
	return Return(back), err
}

// Return is the form that the payer's browser posts to the shop, or to the
// gateway, after the bank's page.
type Return struct {
	// URL is where it goes. In version 1 it is the TermUrl of the order's form3d,
	// a page of the gateway that completes the order by itself; a shop that
	// completes orders puts its own TermUrl into the form. In version 2 it is
	// options.secure3d20_return_url.
	URL string
	// Fields are MD and PaRes in version 1, threeDSSessionData and cres in
	// version 2. MD and threeDSSessionData are the order's id in base64.
	Fields url.Values
}

// Request makes the POST of that form. The error says that the address is not a
// URL.
func (r Return) Request(ctx context.Context) (*http.Request, error) {
	return ordergatetest.Return(r).Request(ctx)
}

// Token makes a token for dsrp.token that the model reads as the card of that
// number, for wallets whose card is declined. Any other token is an approved
// card, 410937****4320. The error is ErrInvalidPAN.
func Token(pan string) (string, error) { return ordergatetest.Token(pan) }
