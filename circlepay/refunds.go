package circlepay

import (
	"context"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/lenient"
	"github.com/paygates/paygates-go/internal/wire"
	"github.com/paygates/paygates-go/money"
)

// RefundsAPI has the refunds. It is Client.Refunds.
type RefundsAPI struct{ account *account }

// Refund is money that goes back, or was asked to. The answer to Create has the ID
// alone.
type Refund struct {
	// ID is CirclePay's (refund_id).
	ID string
	// ExternalID is the gateway's own id (external_ref_id).
	ExternalID string
	// PaymentID is the payment's (transaction_id).
	PaymentID string
	// Status is CirclePay's word.
	Status RefundStatus
	// Created and Updated are times without a zone that anybody states.
	Created, Updated paygates.Timestamp
	// Amount is what goes back (value), in the account's currency: a refund states
	// none.
	Amount money.Amount

	// Unread holds the text of amounts that cannot be held, by their field.
	Unread map[string]string

	raw paygates.Raw
}

// RawJSON returns what the refund was decoded from: the whole answer, in a list its
// own part. It is not a copy: do not change it.
func (r *Refund) RawJSON() []byte          { return r.raw.Bytes() }
func (r *Refund) keep(answer paygates.Raw) { r.raw = answer }

// State is what the status means: refunded once the money has gone back, pending
// before, failed where it does not. Whether the whole payment went back is for
// Payment.State to say.
func (r *Refund) State() paygates.State { return r.Status.State() }

// CreateRefundRequest asks for a payment's money back.
type CreateRefundRequest struct {
	// PaymentID is the payment's (transaction_id): digits.
	PaymentID string
	// Known are the refunds of this payment that exist already. Nil makes the SDK read
	// them first; an empty list says that there are none.
	Known []string
	// Extra are further fields of the body. CirclePay's documentation has no amount
	// any more: a refund is of the whole payment.
	Extra map[string]any
}

// ListRefundsRequest chooses refunds.
type ListRefundsRequest struct {
	// Extra are fields of the body: older pages of the documentation had filters
	// (transaction_id, customer_mobile, payment_link_url, invoice_num).
	Extra map[string]any
}

// Create asks for the money of a payment back, the whole of it. POST /refund/request.
// Refund.ID is all that the answer has; Get and the callback tell what becomes of it.
//
// Before it sends, it reads the list of refunds, unless Known is given: only with
// that can Client.Resolve tell a refund that a lost answer left behind from those of
// before. Look whether there are any (FindByPayment): nobody documents that CirclePay
// refuses a second one.
//
// ErrDeclined (9112) is the gateway's final no to this send, and may mean that the
// payment was refunded before: look. Nothing was refunded either with
// ErrInvalidRequest (1110 to 1117, 9110), ErrNotFound (9111) and ErrAuthentication
// (2110). All else, a lost answer, a 5xx and an answer that names one of the refunds
// of before among it, leaves the outcome unknown: it is never sent again by itself,
// and must not be by you. Client.Resolve looks
// (Refunds.List by payment: a new refund, of the payment's amount).
//
// Source: CirclePay documentation, Request a refund.
func (a *RefundsAPI) Create(ctx context.Context, req CreateRefundRequest) (*Refund, error) {
	c := call[*Refund]{op: opRefundsCreate, want: intent(opRefundsCreate), asked: facts{"transaction_id": req.PaymentID}, read: a.account.readRefund}
	c.want.TargetID = req.PaymentID
	c.wrong.number("PaymentID", req.PaymentID)
	c.wrong.keys("Known", req.Known)
	c.wrong.extra("Extra", req.Extra, "transaction_id")
	c.body = func(e *encoder) {
		e.Number("transaction_id", req.PaymentID)
		e.Extra(req.Extra)
	}
	c.before = a.account.known(req.Known)
	return c.one(ctx, a.account, &Refund{})
}

// List reads refunds. POST /refund/list: a read, although it is a POST. A failed
// read has no effect and may be repeated.
//
// Source: CirclePay documentation, List all refunds.
func (a *RefundsAPI) List(ctx context.Context, req ListRefundsRequest) ([]*Refund, error) {
	c := call[*Refund]{op: opRefundsList, want: intent(opRefundsList), read: a.account.readRefund}
	c.wrong.Free("Extra", req.Extra)
	c.bodiless(a.account, req.Extra)
	c.body = func(e *encoder) { e.Extra(req.Extra) }
	return c.objects(ctx, a.account)
}

// FindByPayment reads the refunds of a payment, by its transaction id. An empty list
// and a nil error say that there is none so far.
//
// POST /refund/list; the errors are those of List.
//
// Source: CirclePay documentation, List all refunds.
func (a *RefundsAPI) FindByPayment(ctx context.Context, paymentID string) ([]*Refund, error) {
	want := intent("Refunds.FindByPayment")
	want.TargetID = paymentID
	return a.account.refundsOf(ctx, want, paymentID)
}

// refundsOf are the refunds that name a payment.
func (a *account) refundsOf(ctx context.Context, want paygates.Intent, paymentID string) ([]*Refund, error) {
	c := call[*Refund]{op: opRefundsList, want: want, read: a.readRefund, body: func(*encoder) {}}
	c.wrong.key("paymentID", paymentID)
	listed, err := c.objects(ctx, a)
	if err != nil {
		return nil, err
	}
	return only(listed, func(r *Refund) bool { return r.PaymentID == paymentID }), nil
}

// Get reads a refund. GET /refund/get/{refund_id}. ErrNotFound (9111) says that
// there is none. A refund that failed is returned, not an error. A failed read has no
// effect and may be repeated.
//
// Source: CirclePay documentation, Get refund.
func (a *RefundsAPI) Get(ctx context.Context, id string) (*Refund, error) {
	return getOne(ctx, a.account, opRefundsGet, "refund_id", id, a.account.readRefund)
}

func (a *account) readRefund(d *wire.Decoder) (*Refund, facts) {
	r := &Refund{}
	var value lenient.Amount
	for d.Object(); d.More(); {
		switch {
		case d.IsFold("refund_id"):
			r.ID = readID(d)
		case d.IsFold("external_ref_id"):
			r.ExternalID = readStatus(d)
		case d.IsFold("transaction_id"):
			r.PaymentID = readID(d)
		case d.IsFold("status"):
			r.Status = RefundStatus(strings.TrimSpace(d.Word()))
		case d.IsFold("value"):
			value = lenient.ReadAmount(d)
		case d.IsFold("init_date"):
			r.Created = a.calendar.read(d.Text())
		case d.IsFold("update_date"):
			r.Updated = a.calendar.read(d.Text())
		}
	}
	unread := unheld{}
	r.Amount = unread.hold("value", value, a.currency)
	if len(unread) > 0 {
		r.Unread = unread
	}
	return r, facts{"refund_id": r.ID, "transaction_id": r.PaymentID}
}
