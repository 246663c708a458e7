package circlepay

import (
	"context"
	"errors"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/check"
	"github.com/paygates/paygates-go/internal/signing"
	"github.com/paygates/paygates-go/internal/wire"
)

// EventType says what a callback is about.
type EventType string

// Types of events.
const (
	// EventPayment: a payment changed.
	EventPayment EventType = "1"
	// EventRefund: a refund changed.
	EventRefund EventType = "2"
)

// Event is what a callback or a returning payer says that can be used: which object
// it is about. Neither is signed. A status that comes along is not here on purpose:
// read the object with Client.Confirm.
type Event struct {
	// Type says whether a payment or a refund is meant.
	Type EventType
	// ID is the transaction's (transaction_id). For a refund nobody documents whether
	// it is the refund's own id or the payment's.
	ID string
	// InvoiceID is the invoice's number. Only ParseReturn gives it, where you put it
	// into the address.
	InvoiceID string
	// GatewayName and MethodName are the means of payment, as the callback claims.
	GatewayName, MethodName string
}

// bodyLimit bounds the body of a callback in bytes.
const bodyLimit = 64 << 10

var errBody = errors.New("not a callback")

// ParseCallback reads a callback: JSON or a form, each field once. Anybody can send
// one: hand the Event to Client.Confirm. The error is ErrInvalidRequest, and never
// repeats the body.
//
// Source: CirclePay documentation, Callback Service; that it comes by POST, and in
// which form, is inferred.
func ParseCallback(body []byte, header http.Header) (*Event, error) {
	fields, err := callbackFields(body, header)
	event := &Event{
		Type: EventType(fields["transaction_type"]), ID: fields["transaction_id"],
		GatewayName: fields["payment_gateway_name"], MethodName: fields["payment_method_name"],
	}
	var wrong findings
	wrong.key("transaction_id", event.ID)
	if event.Type != EventPayment && event.Type != EventRefund {
		wrong.Add("transaction_type", "want 1 for a payment or 2 for a refund")
	}
	if err != nil {
		wrong.Findings = check.Findings{{Field: "body", Message: "want JSON or a form, each field once"}}
	}
	if len(wrong.Findings) > 0 {
		return nil, refused("ParseCallback", wrong.Findings)
	}
	return event, nil
}

// callbackFields are the fields of a callback that are read.
func callbackFields(body []byte, header http.Header) (map[string]string, error) {
	if len(body) > bodyLimit {
		return nil, errBody
	}
	kind, _, err := mime.ParseMediaType(header.Get("Content-Type"))
	first := strings.TrimSpace(string(body[:min(len(body), 64)]))
	if err == nil && kind == "application/x-www-form-urlencoded" && !strings.HasPrefix(first, "{") {
		return formFields(string(body))
	}
	return jsonFields(body)
}

// callbackNames are the fields of a callback.
var callbackNames = []string{"transaction_id", "transaction_type", "payment_gateway_name", "payment_method_name"}

func jsonFields(body []byte) (map[string]string, error) {
	fields := map[string]string{}
	d := wire.NewDecoder(body)
	if d.Kind() != wire.Object {
		return nil, errBody
	}
	for d.Object(); d.More(); {
		for i, name := range callbackNames {
			if !d.IsFold(name) {
				continue
			}
			if i < 2 {
				fields[name] = readID(d)
			} else {
				fields[name] = d.Text()
			}
			break
		}
	}
	return fields, d.End()
}

// formFields decodes a form or a query. A name given twice could be read either way.
func formFields(text string) (map[string]string, error) {
	values, err := url.ParseQuery(text)
	if err != nil {
		return nil, errBody
	}
	fields := map[string]string{}
	for name, all := range values {
		if len(all) != 1 || !utf8.ValidString(all[0]) {
			return nil, errBody
		}
		fields[name] = strings.TrimSpace(all[0])
	}
	return fields, nil
}

// ParseReturn reads the request with which the payer comes back to the RedirectURL of
// Invoices.Pay: invoice_number or transaction_id in its query, which you have put
// there yourself. Whatever else stands in the query, success=true for example, is the
// payer's to forge. The error is ErrInvalidRequest.
//
// Source: public clients.
func ParseReturn(r *http.Request) (*Event, error) {
	fields, err := formFields(r.URL.RawQuery)
	event := &Event{Type: EventPayment, ID: fields["transaction_id"], InvoiceID: fields[invoiceKey]}
	var wrong findings
	wrong.optKey("transaction_id", event.ID)
	wrong.optKey(invoiceKey, event.InvoiceID)
	if err != nil || event.ID == "" && event.InvoiceID == "" {
		wrong.Add("query", "want invoice_number or transaction_id, once: put it into RedirectURL")
	}
	if len(wrong.Findings) > 0 {
		return nil, refused("ParseReturn", wrong.Findings)
	}
	return event, nil
}

// CallbackHandler receives callbacks; deliver must not be nil. It checks
// Config.CallbackToken, reads what the callback is about (Confirm), and calls deliver
// with that. It answers 200 when deliver returned nil, and 500 otherwise; whether
// CirclePay then calls again is not documented. Expect the same state more than once,
// out of order, and not at all: Client.Confirm finds what was lost.
//
// Callbacks are not signed. Put a secret into the address (?token=…) and into
// Config.CallbackToken: without it anybody can make this handler ask CirclePay, though
// not make it believe anything. A merchant's callbacks need the client of that
// merchant: see ForMerchant.
func (c *Client) CallbackHandler(deliver func(ctx context.Context, confirmed *Confirmation) error) http.Handler {
	if deliver == nil {
		panic(gateway + ": CallbackHandler needs a function to call")
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		if r.Method != http.MethodPost {
			w.Header().Set("Allow", "POST")
			http.Error(w, "want POST", http.StatusMethodNotAllowed)
			return
		}
		if secret := c.account.callback; !secret.IsZero() && !signing.Equal(r.URL.Query().Get("token"), secret.Reveal()) {
			http.Error(w, "not allowed", http.StatusUnauthorized)
			return
		}
		body, err := signing.ReadBody(r, bodyLimit)
		if errors.Is(err, signing.ErrTooLarge) {
			http.Error(w, "too large", http.StatusRequestEntityTooLarge)
			return
		}
		event, wrong := ParseCallback(body, r.Header)
		if err != nil || wrong != nil {
			http.Error(w, "not a callback", http.StatusBadRequest)
			return
		}
		confirmed, err := c.Confirm(r.Context(), *event)
		if err == nil {
			err = deliver(r.Context(), confirmed)
		}
		if err != nil {
			http.Error(w, "not processed", http.StatusInternalServerError)
			return
		}
		w.WriteHeader(http.StatusOK)
	})
}

// Confirmation is what an Event turned out to be about, as read from CirclePay.
type Confirmation struct {
	// Event is what was confirmed.
	Event Event
	// Payment is the payment; nil where only an invoice is known. Its Refunds are
	// filled in, so that its State knows of them.
	Payment *Payment
	// Invoice is the payment's, nil where it has none.
	Invoice *Invoice
	// Refunds are those of the payment.
	Refunds []*Refund
}

// Confirm reads what a callback or a returning payer named: the only source to act
// upon.
//
// For a payment it is the payment with its refunds, and its invoice, where it has
// one; an event with the ids of two that do not belong together is
// ErrInvalidRequest. Fulfil on
// Invoice.State, which is the better grounded one, or on Payment.State, and compare
// Payment.Paid with the order's own amount; once, however often you hear of it.
// For a refund it is the refund of that id, or if there is none the refunds of the
// payment of that id, together with the payment.
//
// A few reads; ErrNotFound with a Code says that there is nothing of that id, without
// one that an answer was empty. A failed read has no effect and may be repeated.
//
// Source: CirclePay documentation, Callback Service.
func (c *Client) Confirm(ctx context.Context, event Event) (*Confirmation, error) {
	want := intent(opConfirm)
	want.TargetID = event.ID
	var wrong findings
	switch {
	case event.Type != EventPayment && event.Type != EventRefund:
		wrong.Add("Type", "want EventPayment or EventRefund")
	case event.Type == EventRefund || event.InvoiceID == "":
		wrong.key("ID", event.ID)
	}
	if len(wrong.Findings) > 0 {
		return nil, c.account.t.Refuse(&paygates.Operation{Name: opConfirm}, want, wrong.Findings)
	}
	confirmed := &Confirmation{Event: event}
	var err error
	if event.Type == EventRefund {
		err = c.account.confirmRefund(ctx, want, confirmed)
	} else {
		err = c.account.confirmPayment(ctx, want, confirmed)
	}
	if err != nil {
		return nil, err
	}
	return confirmed, nil
}

// confirmPayment reads a payment and its invoice.
func (a *account) confirmPayment(ctx context.Context, want paygates.Intent, c *Confirmation) error {
	number := c.Event.InvoiceID
	if c.Event.ID != "" {
		p, err := getAs(ctx, a, want, opPaymentsGet, "transaction_id", c.Event.ID, a.readPayment)
		if err != nil {
			return err
		}
		c.Payment = p
		if number != "" && p.InvoiceID != number { // or of none: the two are the payer's to combine
			return mixed(want)
		}
		if p.State() == paygates.StatePaid { // CirclePay's own answer does not say what went back since
			if c.Refunds, err = a.refundsOf(ctx, want, p.ID); err != nil {
				return err
			}
			p.Refunds = c.Refunds
		}
		if number == "" {
			number = p.InvoiceID
		}
	}
	if number == "" {
		return nil
	}
	i, err := getAs(ctx, a, want, opInvoicesGet, invoiceKey, number, a.readInvoice)
	c.Invoice = i
	return err
}

// mixed is the error of a return that names a payment and an invoice that the payment
// does not name.
func mixed(want paygates.Intent) error {
	return &paygates.Error{
		Gateway: gateway, Op: want.Op, Kind: paygates.ErrInvalidRequest, Outcome: paygates.OutcomeNotExecuted, Intent: want,
		Fields: []paygates.FieldError{{Field: "InvoiceID", Message: "want the invoice of the payment"}},
	}
}

// confirmRefund reads a refund, by its own id or by that of its payment, and the
// payment with all of its refunds.
func (a *account) confirmRefund(ctx context.Context, want paygates.Intent, c *Confirmation) error {
	payment := c.Event.ID
	r, err := getAs(ctx, a, want, opRefundsGet, "refund_id", c.Event.ID, a.readRefund)
	unsaid := err // unless CirclePay says that there is none
	switch {
	case err == nil && r.PaymentID == "":
		c.Refunds = []*Refund{r}
		return nil // of which payment, nobody says
	case err == nil:
		payment = r.PaymentID
	case isAbsent(err, codeUnknownTransaction):
		unsaid = nil
	case !isEmpty(err):
		return err
	}
	if c.Refunds, err = a.refundsOf(ctx, want, payment); err != nil {
		return err
	}
	switch {
	case r != nil:
		c.Refunds = r.among(c.Refunds)
	case len(c.Refunds) == 0 && unsaid != nil:
		return unsaid
	case len(c.Refunds) == 0:
		return &paygates.Error{
			Gateway: gateway, Op: want.Op, Kind: paygates.ErrNotFound, Outcome: paygates.OutcomeNotExecuted, Intent: want,
			Code: codeUnknownTransaction, Message: "there is no refund of that id, nor of a payment of that id",
		}
	}
	if c.Payment, err = getAs(ctx, a, want, opPaymentsGet, "transaction_id", payment, a.readPayment); err != nil {
		return err
	}
	c.Payment.Refunds = c.Refunds
	return nil
}

// among puts a refund that was read by itself among those of a list, which may be
// behind. Where it does not say itself that it was paid or failed, the list, which was
// read later, may know more.
func (r *Refund) among(listed []*Refund) []*Refund {
	found := false
	for i := range listed {
		if listed[i].ID == r.ID {
			found = true
			switch r.State() {
			case paygates.StateRefunded, paygates.StateFailed:
				listed[i] = r
			}
		}
	}
	if !found {
		listed = append(listed, r)
	}
	return listed
}
