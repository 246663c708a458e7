package ordergate

import (
	"strconv"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/wire"
	"github.com/paygates/paygates-go/money"
)

// Request is what the calls that make an order send. A gateway fills what its
// own request type has.
type Request struct {
	Reference   string
	Amount      money.Amount
	Description string
	Segment     string
	PAN         paygates.PAN
	CVV         paygates.Secret
	Card        RequestCard
	Client      Party
	IP          string
	Options     Options
	// The gateway's request type has no place for what is nil here.
	Secure3D  *Authentication
	Recurring *RecurringDetails
	Token     *Token

	CustomFields map[string]any
	Offers       Offers
	ExtraFields  map[string]any // behind Offers, never over them
	Extra        map[string]any
}

// RequestCard is what goes out of a card beside its number.
type RequestCard struct {
	CVV             paygates.Secret
	Holder          paygates.Secret
	ExpirationMonth int
	ExpirationYear  int
}

// Options are the platform's order options. A nil flag is left out, because the
// project's settings then decide, and those are not the same as false.
type Options struct {
	AutoCharge        *bool
	ExpirationTimeout time.Duration
	Force3D           *bool
	Language          string
	ReturnURL         string
	Country           string
	Recurring         *bool
	Template          string
	Mobile            *bool
	Terminal          string
	TraceID           string
	Segment           string
	ApplePayEnabled   *bool
	GooglePayEnabled  *bool
	StaticLink        *bool

	Secure3D20ReturnURL string
	ExemptionMIT        *bool
}

// secrets are the request's texts that an answer might echo.
func (r *Request) secrets() []string {
	var out []string
	add := func(secrets ...paygates.Secret) {
		for _, secret := range secrets {
			if !secret.IsZero() {
				out = append(out, secret.Reveal())
			}
		}
	}
	if !r.PAN.IsZero() {
		out = append(out, r.PAN.Reveal())
	}
	add(r.CVV, r.Card.CVV, r.Card.Holder)
	if r.Secure3D != nil {
		add(r.Secure3D.XID, r.Secure3D.CAVV)
	}
	if r.Token != nil {
		add(r.Token.Token)
	}
	return out
}

// usualBody is a size in bytes that most requests stay under.
const usualBody = 768

// encode writes the body of op.
func (e *Engine) encode(op *paygates.Operation, r *Request) ([]byte, error) {
	w := wire.NewEncoder(make([]byte, 0, usualBody))
	w.Object("")
	e.writeAmount(w, op, r.Amount)
	w.String("currency", r.Amount.Currency().Code())
	w.String("merchant_order_id", r.Reference)
	w.OptString("description", r.Description)
	w.OptString("segment", r.Segment)
	w.OptString("pan", r.PAN.Reveal())
	w.OptString("cvv", r.CVV.Reveal())
	r.Card.write(w)
	r.Client.write(w)
	w.Part("location")
	w.OptString("ip", r.IP)
	w.EndOptional()
	e.writeOptions(w, &r.Options)
	r.writeParts(w)
	w.Object("custom_fields")
	w.Extra(r.CustomFields)
	w.EndOptional()
	w.Object("extra_fields")
	r.Offers.write(w)
	w.Extra(r.ExtraFields)
	w.EndOptional()
	w.Extra(r.Extra)
	w.End()
	return w.Bytes()
}

// writeAmount writes the places that the rules state always: that is how both
// pages write every amount.
func (e *Engine) writeAmount(w *wire.Encoder, op *paygates.Operation, a money.Amount) {
	var digits [32]byte
	text, err := e.dialect.Rules.Append(digits[:0], a)
	if err != nil {
		text = nil // checked before; an empty number fails the encoder
	}
	if err == nil && e.dialect.Amounts[op.Name] == AmountText {
		w.String(fieldAmount, string(text))
		return
	}
	w.Number(fieldAmount, string(text))
}

func (c *RequestCard) write(w *wire.Encoder) {
	w.Part("card")
	w.OptString("cvv", c.CVV.Reveal())
	w.OptString("holder", c.Holder.Reveal())
	if c.ExpirationMonth != 0 {
		w.String("expiration_month", twoDigits(c.ExpirationMonth))
	}
	if c.ExpirationYear != 0 {
		w.String("expiration_year", strconv.Itoa(c.ExpirationYear))
	}
	w.EndOptional()
}

func twoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

func (p *Party) write(w *wire.Encoder) {
	w.Part("client")
	w.OptString("name", p.Name)
	w.OptString("email", p.Email)
	w.OptString("phone", p.Phone)
	w.OptString("login", p.Login)
	w.OptString("address", p.Address)
	w.OptString("city", p.City)
	w.OptString("state", p.State)
	w.OptString("zip", p.Zip)
	w.OptString("country", p.Country)
	w.EndOptional()
}

func (e *Engine) writeOptions(w *wire.Encoder, o *Options) {
	w.Part("options")
	if e.dialect.AutoChargeBool {
		w.OptBool("auto_charge", o.AutoCharge)
	} else {
		writeFlag(w, "auto_charge", o.AutoCharge)
	}
	if o.ExpirationTimeout > 0 {
		w.String("expiration_timeout", strconv.FormatInt(int64(o.ExpirationTimeout/time.Minute), 10)+"m")
	}
	writeFlag(w, "force3d", o.Force3D)
	w.OptString("language", o.Language)
	w.OptString("return_url", o.ReturnURL)
	w.OptString("country", o.Country)
	writeFlag(w, "recurring", o.Recurring)
	w.OptString("template", o.Template)
	writeFlag(w, "mobile", o.Mobile)
	w.OptString("terminal", o.Terminal)
	w.OptString("trace_id", o.TraceID)
	w.OptString("segment", o.Segment)
	writeFlag(w, "apple_pay_enabled", o.ApplePayEnabled)
	writeFlag(w, "google_pay_enabled", o.GooglePayEnabled)
	w.OptString("secure3d20_return_url", o.Secure3D20ReturnURL)
	writeFlag(w, "exemption_mit", o.ExemptionMIT)
	writeFlag(w, "static_link", o.StaticLink)
	w.EndOptional()
}

// writeFlag writes 1 or 0, as both pages do for every flag but auto_charge.
func writeFlag(w *wire.Encoder, name string, flag *bool) {
	switch {
	case flag == nil:
		w.Reserve(name)
	case *flag:
		w.Int(name, 1)
	default:
		w.Int(name, 0)
	}
}

// encodeAmount writes the body of a call on an existing order; none where the
// whole is meant.
func (e *Engine) encodeAmount(op *paygates.Operation, a money.Amount) ([]byte, error) {
	if !a.IsSet() {
		return nil, nil
	}
	w := wire.NewEncoder(nil)
	w.Object("")
	e.writeAmount(w, op, a)
	w.End()
	return w.Bytes()
}
