package corefy

import (
	"context"
	"maps"
	"slices"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/check"
	"github.com/paygates/paygates-go/internal/transport"
	"github.com/paygates/paygates-go/internal/wire"
	"github.com/paygates/paygates-go/money"
)

// PrerequestRequest asks which services take an invoice.
type PrerequestRequest struct {
	// Currency is the invoice's. It is required. The answer is not filtered by
	// amount: compare it with the limits of each service.
	Currency money.Currency
}

// PayoutPrerequestRequest asks which services make a payout.
type PayoutPrerequestRequest struct {
	// Amount is the payout's, with its currency. It is required: the services are
	// filtered by it.
	Amount money.Amount
}

// Prerequest is what an account offers for a currency, to be shown as choices.
type Prerequest struct {
	// Currency is the one asked for.
	Currency money.Currency
	// TestMode is that of the public key.
	TestMode bool
	// Services are the ways to pay, in the order of the answer.
	Services []ServiceOption
	// Methods are the payment methods that the services belong to.
	Methods []PaymentMethod
	// Account is how the account presents itself.
	Account AccountInfo
	// Unread holds, by the service's code and the gateway's field name, the text of
	// limits that no money.Amount can hold.
	Unread map[string]string

	hasMode, hasServices bool
	raw                  paygates.Raw
}

// RawJSON returns the bytes of the answer.
func (p *Prerequest) RawJSON() []byte { return p.raw.Bytes() }

// Method finds the payment method of a service; the zero value where the answer
// does not describe it.
func (p *Prerequest) Method(code string) PaymentMethod {
	i := slices.IndexFunc(p.Methods, func(m PaymentMethod) bool { return m.Code == code })
	if i < 0 {
		return PaymentMethod{}
	}
	return p.Methods[i]
}

// ServiceOption is one way to pay.
type ServiceOption struct {
	// Code is what an invoice is made with, such as "payment_card_usd_hpp".
	Code string
	// Method is the payment method's code, Flow is how it works, such as "hpp".
	Method, Flow string
	// Status is a word of older answers.
	Status string
	// Currency is the one in which the payer pays.
	Currency money.Currency
	// AmountMin and AmountMax bound the amount, in Currency.
	AmountMin, AmountMax money.Amount
	// Fields are what the payer has to state: CreateInvoiceRequest.ServiceFields.
	Fields []ServiceField
}

// ServiceField is what a service asks the payer for.
type ServiceField struct {
	// Key is its name in ServiceFields, Type a word such as "string".
	Key, Type string
	// Label and Hint are texts for the payer, by language.
	Label, Hint Localized
	// Example is an example of a value.
	Example string
	// Regexp is a pattern in PHP's dialect, sometimes between slashes, sometimes
	// escaped twice: a hint, not to be compiled unseen.
	Regexp string
	// Required says that it has to be given.
	Required bool
	// Position orders the fields of a form.
	Position int
}

// PaymentMethod is how a payment method presents itself.
type PaymentMethod struct {
	// Code is the method's, such as "payment_card", Category its kind.
	Code, Category string
	// Name is a text for the payer, by language.
	Name        Localized
	Description string
	// Logo and Icon are addresses of pictures.
	Logo, Icon string
	Metadata   map[string]string
	// Position orders the methods. Hide is what the gateway says about hiding it.
	Position int
	Hide     string
}

// AccountInfo is how the account presents itself.
type AccountInfo struct{ Name, Description, Icon, Website string }

// Localized is a text by language, such as "en". A text without a language
// stands under "".
type Localized map[string]string

// In returns the text in a language; where there is none the English one, else
// one without a language, else the first by the language's name.
func (l Localized) In(language string) string {
	for _, name := range []string{language, "en", ""} {
		if text, ok := l[name]; ok {
			return text
		}
	}
	for _, name := range slices.Sorted(maps.Keys(l)) {
		return l[name]
	}
	return ""
}

// Prerequest reads which services take an invoice in a currency.
// POST /payment-prerequest of the public API: a read, although a POST. An answer
// of the other mode is refused with ErrUnexpectedReply. A failed read has no effect
// and may be repeated.
//
// Source: Corefy documentation, "Payment pre-request".
func (c *PublicClient) Prerequest(ctx context.Context, req PrerequestRequest) (*Prerequest, error) {
	op := row(opPrerequest)
	var wrong check.Findings
	if req.Currency.IsZero() {
		wrong.Add("Currency", "is required")
	}
	return c.account.prerequest(ctx, op, intentOf(op), wrong, req.Currency, func(w *wire.Encoder) {})
}

// PayoutPrerequest reads which services make a payout of an amount.
// POST /payout-prerequest of the public API: a read, although a POST. A failed read
// has no effect and may be repeated. Its wire facts are less certain.
//
// Source: Corefy documentation, payouts; public clients.
func (c *PublicClient) PayoutPrerequest(ctx context.Context, req PayoutPrerequestRequest) (*Prerequest, error) {
	op := row(opPayoutPrereq)
	intent := intentOf(op)
	intent.Amount = req.Amount
	var wrong check.Findings
	c.account.amount(&wrong, "Amount", req.Amount)
	return c.account.prerequest(ctx, op, intent, wrong, req.Amount.Currency(), func(w *wire.Encoder) {
		w.Number("amount", number(req.Amount))
	})
}

func (a *account) prerequest(ctx context.Context, op *paygates.Operation, intent paygates.Intent, wrong check.Findings, in money.Currency, more func(*wire.Encoder)) (*Prerequest, error) {
	if len(wrong) > 0 {
		return nil, a.t.Refuse(op, intent, wrong)
	}
	w := wire.NewEncoder(nil)
	w.Object("")
	w.String("public_key", a.publicKey)
	w.String("currency", in.Code())
	more(w)
	w.End()
	body, err := w.Bytes()
	if err != nil {
		return nil, a.t.Refuse(op, intent, check.Findings{{Field: "request", Message: "want text that is valid UTF-8"}})
	}
	want := asked{intent: intent, fields: map[string]string{"currency": in.Code(), "test_mode": a.testMode()}}
	return do(ctx, a, &transport.Call{Op: op, Target: op.Path, Body: body, Intent: intent}, func(reply *transport.Reply) (*Prerequest, *paygates.Error) {
		doc, err := readDocument(reply.Body, a.reader(in).prerequest)
		if err != nil {
			return nil, unreadable(reply, err)
		}
		out, fault := judgeRead(op, want, reply, doc, (*Prerequest).claim)
		if fault != nil {
			return nil, fault
		}
		out.raw = paygates.NewRaw(reply.Body)
		return out, nil
	})
}
