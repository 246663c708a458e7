package circlepaytest

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/paygates/paygates-go/money"
)

// The states of payments and refunds, as PageForm writes them.
const (
	statusInitialized = "initialized"
	statusPending     = "pending"
	statusPaid        = "paid"
	statusFailed      = "failed"
)

// payment is one transaction: an attempt of a payer to pay.
type payment struct {
	merchant      *merchant
	number        int
	transactionID string
	externalRef   string
	invoice       *invoice // or
	link          *link
	mobile        string
	coupon        string
	value         money.Amount
	method        *method // nil until somebody chooses one
	status        string
	url           string // the checkout page
	pagePath      string // the same without scheme and host
	redirect      string // where the payer goes afterwards
	refunds       []*refund
	requestID     string
	created       time.Time
	updated       time.Time
}

func (p *payment) owned() (*merchant, time.Time) { return p.merchant, p.created }

func (p *payment) open() bool {
	return p.status == statusInitialized || p.status == statusPending
}

func (p *payment) invoiceNumber() string {
	if p.invoice == nil {
		return ""
	}
	return p.invoice.number
}

func (p *payment) linkURL() string {
	if p.link == nil {
		return ""
	}
	return p.link.url
}

// addPayment opens a payment. No money moves.
func (m *Model) addPayment(p payment) *payment {
	p.number = len(m.payments) + 1
	p.transactionID, p.externalRef = m.stamp(), m.drawDigits("external", p.number, 8)
	p.status, p.created, p.updated = statusInitialized, m.now, m.now
	m.payments = append(m.payments, &p)
	if p.invoice != nil {
		p.invoice.payments = append(p.invoice.payments, &p)
	}
	if p.link != nil {
		p.link.payments = append(p.link.payments, &p)
		p.link.used = m.now
	}
	m.enterPayment(&p, PaymentOpened, p.requestID)
	return &p
}

// openPayment is the newest payment that can still be paid, nil if there is none.
func (o *invoice) openPayment() *payment {
	for _, p := range slices.Backward(o.payments) {
		if p.open() {
			return p
		}
	}
	return nil
}

func (m *Model) payment(k *merchant, transactionID string) *payment {
	return first(m.payments, func(p *payment) bool { return (k == nil || p.merchant == k) && p.transactionID == transactionID })
}

// word is a status as the answers write it.
func (m *Model) word(status string) string {
	if m.cfg.Form == ClientForm {
		return strings.ToUpper(status)
	}
	return status
}

// paymentWord is word for payments, whose word for success is documented nowhere.
func (m *Model) paymentWord(status string) string {
	if status == statusPaid && m.cfg.PaidWord != "" {
		return m.cfg.PaidWord
	}
	return m.word(status)
}

func (m *Model) paymentView(p *payment) object {
	fee, id, name, of := m.zero(), "", "", ""
	if w := p.method; w != nil {
		fee, id, name, of = w.fee(p.value), w.ID, w.Name, w.gateway.Name
	}
	view := object{
		{"id", p.number}, {"transaction_id", json.Number(p.transactionID)}, {"external_ref_id", json.Number(p.externalRef)},
		{"init_date", m.cfg.Form.dateText(p.created)}, {"update_date", m.cfg.Form.dateText(p.updated)},
		{"customer_mobile", p.mobile}, {"status", m.paymentWord(p.status)},
		{"payment_link_url", p.linkURL()}, {"invoice_num", p.invoiceNumber()},
		{"value", number(p.value)}, {"net_fees", number(fee)}, {"currency", p.value.Currency().Code()},
		{"payment_method_id", id}, {"payment_method_name", name}, {"payment_gateway_name", of},
	}
	if m.cfg.Form == ClientForm {
		view[2].value, view[7].value = p.externalRef, textOrNull(p.linkURL())
	}
	return view
}

// getPayment: GET payment/get/{transaction_id}.
func getPayment(m *Model, c *call) ([]any, *refusal) {
	p := m.payment(c.merchant, c.arg)
	if p == nil {
		return refused("9111")
	}
	return one(m.paymentView(p)), nil
}

// listPayments: POST payment/list.
func listPayments(m *Model, c *call) ([]any, *refusal) {
	fits := c.paymentFilter()
	if c.wrong() {
		return nil, nil
	}
	out := []any{}
	for _, p := range ofMerchant(m, c.merchant, m.payments) {
		if fits(p) {
			out = append(out, m.paymentView(p))
		}
	}
	return out, nil
}

// paymentFilter reads the filters of payment/list; those of refund/list are the
// same about the refund's payment. A blank one filters nothing.
func (c *call) paymentFilter() func(*payment) bool {
	coupon, mobile := c.text("coupon_code"), c.text("customer_mobile")
	invoice, address := c.text("invoice_num"), c.text("payment_link_url")
	transaction := c.text("transaction_id")
	return func(p *payment) bool {
		return (coupon == "" || p.coupon == coupon) && (mobile == "" || p.mobile == mobile) &&
			(invoice == "" || p.invoiceNumber() == invoice) && (transaction == "" || p.transactionID == transaction) &&
			(address == "" || p.link != nil && p.link.id == linkID(address))
	}
}
