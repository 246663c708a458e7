package cinetpaytest

import (
	"errors"
	"time"

	"github.com/paygates/paygates-go/money"
)

// The words of data.status in a check.
const (
	statusWaiting  = "WAITING_FOR_CUSTOMER"
	statusPending  = "PENDING"
	statusAccepted = "ACCEPTED"
	statusRefused  = "REFUSED"
	statusRefunded = "REFUNDED"
)

// The codes of a check that the model reaches by itself.
const (
	codePaid      = "00"
	codeUntouched = "662" // nobody has chosen how to pay
	codePush      = "623" // the payer's phone asks for a yes
	codeCanceled  = "627"
	codeRefunded  = "660"
	codeRefunding = "661"
)

// payment is one transaction_id.
type payment struct {
	draft
	number    int // position in creation order, from 1
	token     string
	url       string
	status    string
	code      string
	wallet    Wallet
	operator  string // operator_id
	created   time.Time
	updated   time.Time
	paidAt    time.Time // zero before it is paid
	signature string    // the notification's own token, which is not x-token
}

// Wallet is what a payer pays with.
type Wallet struct {
	// Method is payment_method, such as OM, MOMO, FLOOZ, WAVECI or VISAM.
	Method string
	// Prefix is the country's dialling prefix in digits, such as 225.
	Prefix string
	// Phone is the number in digits, without the prefix.
	Phone string
}

// usualWallets are what a payer has who is asked for no more.
var usualWallets = map[money.Currency]Wallet{
	money.XOF: {"OM", "225", "0700000001"},
	money.XAF: {"OMCM", "237", "690000001"},
	money.CDF: {"OMCD", "243", "840000001"},
	money.GNF: {"OMGN", "224", "620000001"},
	money.USD: {"VISAM", "225", "0700000001"},
}

// Payment is what the model knows about a payment.
type Payment struct {
	// TransactionID is the merchant's identifier.
	TransactionID string
	// Token is payment_token.
	Token string
	// URL is payment_url, the payment page.
	URL string
	// Status is data.status of a check: WAITING_FOR_CUSTOMER, PENDING, ACCEPTED,
	// REFUSED or REFUNDED, whatever the Config's Form.
	Status string
	// Code is the code of a check, such as 00, 627 or 662.
	Code string
	// Amount is what is to be paid.
	Amount money.Amount
	// Description, Metadata, Channels and Language are what the merchant said.
	Description, Metadata, Channels, Language string
	// NotifyURL and ReturnURL are the merchant's addresses.
	NotifyURL, ReturnURL string
	// Wallet is what the payer chose; zero before.
	Wallet Wallet
	// OperatorID is the operator's identifier; empty unless it was paid.
	OperatorID string
	// Created is when the link was made.
	Created time.Time
	// Updated is when the payment last changed.
	Updated time.Time
	// Paid is when it was paid; zero if it was not.
	Paid time.Time
}

// ErrPaymentNotFound says that the model knows no payment of that name.
var ErrPaymentNotFound = errors.New("the model knows no such payment")

// Payment gives a copy of the payment with that transaction_id or payment_token;
// false if there is none.
func (m *Model) Payment(id string) (Payment, bool) {
	m.enter()
	defer m.mu.Unlock()
	p, ok := m.findPayment(id)
	if !ok {
		return Payment{}, false
	}
	return p.snapshot(), true
}

// Payments gives copies of all payments, oldest first.
func (m *Model) Payments() []Payment {
	m.enter()
	defer m.mu.Unlock()
	out := make([]Payment, 0, len(m.links))
	for _, p := range m.links {
		out = append(out, p.snapshot())
	}
	return out
}

func (m *Model) findPayment(id string) (*payment, bool) {
	if p, ok := m.payments[id]; ok {
		return p, true
	}
	p, ok := m.byToken[id]
	return p, ok
}

func (p *payment) snapshot() Payment {
	return Payment{
		TransactionID: p.transactionID, Token: p.token, URL: p.url,
		Status: p.status, Code: p.code, Amount: p.amount.in(p.currency),
		Description: p.description, Metadata: p.metadata, Channels: p.channels, Language: p.language,
		NotifyURL: p.notifyURL, ReturnURL: p.returnURL,
		Wallet: p.wallet, OperatorID: p.operator,
		Created: p.created, Updated: p.updated, Paid: p.paidAt,
	}
}
