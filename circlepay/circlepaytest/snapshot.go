package circlepaytest

import (
	"time"

	"github.com/paygates/paygates-go/money"
)

// Invoice is what the model knows of an invoice.
type Invoice struct {
	// Number is its invoice_number.
	Number string
	// CustomerMobile is who is to pay.
	CustomerMobile string
	// Status is 0 for due, 1 for overdue, 2 for paid, 3 for deactivated.
	Status int
	// Subtotal, Discount, Tax and Shipping make Total; a client learns the total
	// from its payments alone.
	Subtotal, Discount, Tax, Shipping, Total money.Amount
	// URL is the invoice's own checkout page.
	URL string
	// Created is when it was made.
	Created time.Time
	// TransactionIDs are its payments, oldest first.
	TransactionIDs []string
	// Deleted says that it was deleted.
	Deleted bool
}

// Invoices gives every invoice of every merchant, oldest first.
func (m *Model) Invoices() []Invoice {
	m.enter()
	defer m.mu.Unlock()
	out := make([]Invoice, 0, len(m.invoices))
	for _, o := range m.invoices {
		view := Invoice{
			Number: o.number, CustomerMobile: o.mobile, Status: o.state(m.now),
			Subtotal: o.subtotal, Discount: o.totals.discount, Tax: o.totals.tax, Shipping: o.shipping, Total: o.total,
			URL: o.url, Created: o.made, Deleted: o.deleted,
		}
		for _, p := range o.payments {
			view.TransactionIDs = append(view.TransactionIDs, p.transactionID)
		}
		out = append(out, view)
	}
	return out
}

// Link is what the model knows of a payment link or a direct payment.
type Link struct {
	// URL is its payment_link_url, as the answers have it.
	URL string
	// Name is the name of the product.
	Name string
	// Value is the price.
	Value money.Amount
	// Active says that it was not deactivated.
	Active bool
	// Direct says that it is a direct payment.
	Direct bool
	// Created is when it was made.
	Created time.Time
	// TransactionIDs are its payments, oldest first.
	TransactionIDs []string
}

// Links gives every payment link and direct payment of every merchant, oldest
// first.
func (m *Model) Links() []Link {
	m.enter()
	defer m.mu.Unlock()
	out := make([]Link, 0, len(m.links))
	for _, l := range m.links {
		view := Link{URL: l.url, Name: l.name, Value: l.value, Active: l.active, Direct: l.direct, Created: l.created}
		for _, p := range l.payments {
			view.TransactionIDs = append(view.TransactionIDs, p.transactionID)
		}
		out = append(out, view)
	}
	return out
}

// Payment is what the model knows of a payment.
type Payment struct {
	// TransactionID is its transaction_id.
	TransactionID string
	// Status is the status word, as the answers have it.
	Status string
	// CustomerMobile is who pays; empty where nobody told.
	CustomerMobile string
	// InvoiceNumber is the invoice that is paid, or
	InvoiceNumber string
	// PaymentLink is the payment link or direct payment that is paid.
	PaymentLink string
	// Value is the amount, Fee what the merchant pays for it.
	Value, Fee money.Amount
	// Method and Gateway are names; empty until a method is chosen.
	Method, Gateway string
	// URL is the payer's page.
	URL string
	// Created and Updated are when it was opened and when it last changed.
	Created, Updated time.Time
	// RefundIDs are its refunds, oldest first.
	RefundIDs []string
}

// Payment gives one payment by its transaction_id; false if there is none.
func (m *Model) Payment(transactionID string) (Payment, bool) {
	m.enter()
	defer m.mu.Unlock()
	p := m.payment(nil, transactionID)
	if p == nil {
		return Payment{}, false
	}
	return m.paymentSnapshot(p), true
}

// Payments gives every payment of every merchant, oldest first.
func (m *Model) Payments() []Payment {
	m.enter()
	defer m.mu.Unlock()
	out := make([]Payment, 0, len(m.payments))
	for _, p := range m.payments {
		out = append(out, m.paymentSnapshot(p))
	}
	return out
}

func (m *Model) paymentSnapshot(p *payment) Payment {
	view := Payment{
		TransactionID: p.transactionID, Status: m.paymentWord(p.status), CustomerMobile: p.mobile,
		InvoiceNumber: p.invoiceNumber(), PaymentLink: p.linkURL(), Value: p.value, Fee: m.zero(),
		URL: p.url, Created: p.created, Updated: p.updated,
	}
	if w := p.method; w != nil {
		view.Fee, view.Method, view.Gateway = w.fee(p.value), w.Name, w.gateway.Name
	}
	for _, r := range p.refunds {
		view.RefundIDs = append(view.RefundIDs, r.id)
	}
	return view
}

// Refund is what the model knows of a refund.
type Refund struct {
	// ID is its refund_id.
	ID string
	// TransactionID is the payment whose money goes back.
	TransactionID string
	// Status is the status word, as the answers have it.
	Status string
	// Value is the amount.
	Value money.Amount
	// Created and Updated are when it was requested and when it last changed.
	Created, Updated time.Time
}

// Refunds gives every refund of every merchant, oldest first.
func (m *Model) Refunds() []Refund {
	m.enter()
	defer m.mu.Unlock()
	out := make([]Refund, 0, len(m.refunds))
	for _, r := range m.refunds {
		out = append(out, Refund{
			ID: r.id, TransactionID: r.payment.transactionID, Status: m.word(r.status), Value: r.value,
			Created: r.created, Updated: r.updated,
		})
	}
	return out
}
