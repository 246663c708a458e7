package cinetpay

import (
	"context"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/check"
	"github.com/paygates/paygates-go/internal/transport"
	"github.com/paygates/paygates-go/internal/wire"
	"github.com/paygates/paygates-go/money"
)

// PaymentsAPI has the calls of the checkout API. It is Client.Payments.
type PaymentsAPI struct{ account *account }

// Channels says which means of payment the checkout page offers.
type Channels string

// Channels of the checkout page.
const (
	// ChannelsAll: whatever the account has. It is the default.
	ChannelsAll Channels = "ALL"
	// ChannelsMobileMoney: mobile money.
	ChannelsMobileMoney Channels = "MOBILE_MONEY"
	// ChannelsCreditCard: cards. It needs all of Customer.
	ChannelsCreditCard Channels = "CREDIT_CARD"
	// ChannelsWallet: wallets.
	ChannelsWallet Channels = "WALLET"
)

// CreatePaymentRequest is a payment to be made.
type CreatePaymentRequest struct {
	// Reference is the merchant's own id (transaction_id), new for each payment:
	// store it before the call, a lost answer is found again by it. None of
	// # / $ & and no comma; not more than 255 bytes.
	Reference string
	// Amount is whole and, but in USD, a multiple of 5: Rules has them.
	Amount money.Amount
	// Description is what the payer sees; required, with none of # / $ &.
	Description string
	// NotifyURL receives the notifications: see Client.CallbackHandler. Required.
	NotifyURL string
	// ReturnURL is where the payer comes back to: see ParseReturn. Required.
	ReturnURL string
	// Channels are ChannelsAll unless others are named.
	Channels Channels
	// Lang is the page's language, "fr" or "en"; CinetPay's own choice if empty.
	Lang string
	// Metadata is the shop's own text; notification and check repeat it.
	Metadata string
	// AlternativeCurrency goes out as it is (alternative_currency). CinetPay's
	// documentation has it in a sample alone.
	AlternativeCurrency string
	// InvoiceData are at most three lines that the payer's invoice shows.
	InvoiceData []InvoiceLine
	// LockPhoneNumber makes the page ask for nothing but a confirmation by
	// Customer.Phone, which then is prefix and number, such as "2250504315545".
	LockPhoneNumber bool
	// Customer is the payer. Cards need all of it but the ID, and the State in
	// the US and Canada; some accounts refuse any payment without the names (608).
	Customer Customer
}

// InvoiceLine is one line of the payer's invoice. The name is free, spaces and
// accents included, and stands once.
type InvoiceLine struct{ Name, Value string }

// Customer is the payer.
type Customer struct {
	// ID is the shop's own id of the customer.
	ID string
	// FamilyName and GivenName are sent as customer_name and customer_surname:
	// CinetPay calls the first name "surname".
	FamilyName, GivenName string
	// Phone, Email, Address, City and Zip are free texts.
	Phone, Email, Address, City, Zip string
	// Country is a code of two capital letters, such as "CI"; State one too.
	Country, State string
}

// Create makes a payment link. POST /v2/payment. No money moves by it: the payer
// pays on the page to which Payment.Redirect leads. Store the Reference before.
//
// Refusals are told by their code, whatever the HTTP status: ErrInvalidRequest
// (608, 641 and 642 for an amount below or above the account's limits, …),
// ErrAuthentication (609, 613), ErrForbidden (403). With those, nothing was made.
// Any other code, a lost answer and a 5xx leave the outcome unknown: Client.Resolve
// looks (Payments.Get by Reference). If it finds nothing, sending the identical
// request with the same Reference again is the caller's choice; a changed one
// needs a new Reference. ErrDuplicate (620) says that the Reference was used.
//
// Source: CinetPay documentation, POST /v2/payment.
func (a *PaymentsAPI) Create(ctx context.Context, req CreatePaymentRequest) (*Payment, error) {
	op := rows[opCreate]
	want := intent(opCreate, req.Reference)
	want.Amount = req.Amount
	if wrong := a.account.validate(&req, true); len(wrong) > 0 {
		return nil, a.account.checkout.Refuse(op, want, wrong)
	}
	body, err := a.account.encodeCreate(&req)
	if err != nil {
		return nil, a.account.checkout.Refuse(op, want, []paygates.FieldError{{Field: "request", Message: "want text that is valid UTF-8"}})
	}
	var payment *Payment
	err = a.account.checkout.Do(ctx, &transport.Call{Op: op, Target: op.Path, Body: body, Intent: want},
		func(reply *transport.Reply) (fault *paygates.Error) {
			payment, fault = a.account.judgeCreate(op, &want, reply)
			return fault
		})
	if err != nil {
		return nil, err
	}
	return payment, nil
}

// Get reads a payment by the merchant's own reference. POST /v2/payment/check:
// a read, although it is a POST.
//
// A payment that failed or waits is returned, not an error. Only an answer with
// data tells of a payment: a code alone is an error that says nothing, whatever
// its name, and is never a failure of the payment. Nobody documents the answer
// for a reference that CinetPay does not know; ErrNotFound (601) is what public
// clients saw once. A failed read has no effect and may be repeated; stop where
// it is ErrRateLimited.
//
// Source: CinetPay documentation, POST /v2/payment/check; public clients.
func (a *PaymentsAPI) Get(ctx context.Context, reference string) (*Payment, error) {
	return a.account.getAs(ctx, opGet, reference)
}

// getAs is Get for an operation of that name.
func (a *account) getAs(ctx context.Context, name, reference string) (*Payment, error) {
	want := intent(name, reference)
	var wrong check.Findings
	a.lookUpReference(&wrong, "reference", reference)
	if len(wrong) > 0 {
		return nil, a.checkout.Refuse(&paygates.Operation{Name: name}, want, wrong)
	}
	return a.get(ctx, want)
}

// lookUpReference checks a reference that is only looked for: it may be one that
// Create would refuse today.
func (a *account) lookUpReference(wrong *check.Findings, field, text string) {
	if text == "" {
		wrong.Add(field, "is required: the merchant's own id")
	} else if !check.PlainText(text) || len(text) > 255 {
		wrong.Add(field, "want at most 255 bytes of valid text without control characters")
	}
}

// get reads the payment that an intent names, for the intent's operation.
func (a *account) get(ctx context.Context, want paygates.Intent) (*Payment, error) {
	op := rows[opGet]
	w := wire.NewEncoder(nil)
	w.Object("")
	a.credentials(w)
	w.String("transaction_id", want.Reference)
	w.End()
	body, err := w.Bytes()
	if err != nil {
		return nil, a.checkout.Refuse(&paygates.Operation{Name: want.Op}, want, []paygates.FieldError{{Field: "reference", Message: "want valid UTF-8"}})
	}
	var payment *Payment
	err = a.checkout.Do(ctx, &transport.Call{Op: op, Target: op.Path, Body: body, Intent: want},
		func(reply *transport.Reply) (fault *paygates.Error) {
			payment, fault = a.judgeGet(op, &want, reply)
			return fault
		})
	if err != nil {
		return nil, renamed(err, want.Op)
	}
	return payment, nil
}

func (a *account) credentials(w *wire.Encoder) {
	w.String("apikey", a.apiKey.Reveal())
	w.String("site_id", a.siteID)
}

// encodeCreate writes a request that was validated.
func (a *account) encodeCreate(r *CreatePaymentRequest) ([]byte, error) {
	w := wire.NewEncoder(nil)
	w.Object("")
	a.credentials(w)
	r.encode(w)
	w.OptString("return_url", r.ReturnURL)
	w.String("notify_url", r.NotifyURL)
	w.End()
	return w.Bytes()
}

// encode writes what speaks of the payment itself.
func (r *CreatePaymentRequest) encode(w *wire.Encoder) {
	amount, err := rules.Append(nil, r.Amount)
	if err != nil {
		amount = nil // the encoder refuses it too
	}
	channels := r.Channels
	if channels == "" {
		channels = ChannelsAll
	}
	w.String("transaction_id", r.Reference)
	w.Number(fieldAmount, string(amount))
	w.String("currency", r.Amount.Currency().Code())
	w.String("description", r.Description)
	w.String("channels", string(channels))
	w.OptString("lang", strings.ToLower(r.Lang))
	w.OptString("metadata", r.Metadata)
	w.OptString("alternative_currency", r.AlternativeCurrency)
	w.Object("invoice_data")
	for _, line := range r.InvoiceData {
		w.Extra(map[string]any{line.Name: line.Value}) // one by one, in the caller's order: the names are free
	}
	w.EndOptional()
	if r.LockPhoneNumber {
		w.Bool("lock_phone_number", true)
	}
	c := &r.Customer
	w.OptString("customer_id", c.ID)
	w.OptString("customer_name", c.FamilyName)
	w.OptString("customer_surname", c.GivenName)
	w.OptString("customer_phone_number", c.Phone)
	w.OptString("customer_email", c.Email)
	w.OptString("customer_address", c.Address)
	w.OptString("customer_city", c.City)
	w.OptString("customer_country", c.Country)
	w.OptString("customer_state", c.State)
	w.OptString("customer_zip_code", c.Zip)
}
