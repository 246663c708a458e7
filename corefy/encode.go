package corefy

import (
	"maps"
	"slices"
	"strconv"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/wire"
	"github.com/paygates/paygates-go/money"
)

// resource writes a JSON:API request.
func resource(kind string, attributes func(w *wire.Encoder)) ([]byte, error) {
	w := wire.NewEncoder(make([]byte, 0, 512))
	w.Object("")
	w.Object("data")
	w.String("type", kind)
	w.Object("attributes")
	attributes(w)
	w.End()
	w.End()
	w.End()
	return w.Bytes()
}

func (r *CreateInvoiceRequest) encode(a *account) ([]byte, error) {
	return resource(typeInvoices, func(w *wire.Encoder) {
		writeIdentity(w, r.Reference, r.Service, r.Amount)
		w.OptString("flow", string(r.Flow))
		w.Bool("test_mode", !a.live)
		w.OptString("description", r.Description)
		writeTexts(w, "service_fields", r.ServiceFields)
		writeFree(w, "gateway_options", r.GatewayOptions)
		r.Customer.write(w)
		writeFree(w, "metadata", r.Metadata)
		w.OptString("return_url", r.ReturnURL)
		w.Object("return_urls")
		w.OptString("success", r.ReturnURLs.Success)
		w.OptString("pending", r.ReturnURLs.Pending)
		w.OptString("fail", r.ReturnURLs.Fail)
		w.EndOptional()
		w.OptString("callback_url", r.CallbackURL)
		if !r.Expires.IsZero() {
			w.String("expires", r.Expires.UTC().Format(expiresLayout))
		}
		w.OptString("token", r.Token.Reveal())
		w.Extra(r.Extra)
	})
}

// expiresLayout is RFC 3339 with the offset spelled out, as in the sample.
const expiresLayout = "2006-01-02T15:04:05-07:00"

func (r *PublicInvoiceRequest) encode(a *account) ([]byte, error) {
	w := wire.NewEncoder(make([]byte, 0, 256))
	w.Object("")
	w.String("public_key", a.publicKey)
	w.String("reference_id", r.Reference)
	w.OptString("description", r.Description)
	w.String("service", r.Service)
	writeAmount(w, r.Amount)
	writeTexts(w, "fields", r.Fields)
	writeFree(w, "metadata", r.Metadata)
	w.Extra(r.Extra)
	w.End()
	return w.Bytes()
}

func (r *RefundRequest) encode(id string) ([]byte, error) {
	return resource(sendRefundType, func(w *wire.Encoder) {
		w.String("invoiceId", id)
		w.Number("amount", number(r.Amount))
		w.String("reference_id", r.Reference)
		w.OptString("description", r.Description)
	})
}

func (r *CreatePayoutRequest) encode(a *account) ([]byte, error) {
	return resource(sendPayoutType, func(w *wire.Encoder) {
		writeIdentity(w, r.Reference, r.Service, r.Amount)
		w.Bool("test_mode", !a.live)
		w.OptString("description", r.Description)
		w.Object("fields")
		for _, name := range slices.Sorted(maps.Keys(r.Fields)) {
			w.String(name, payoutField(name, r.Fields[name]))
		}
		w.End()
		r.Card.write(w)
		r.Customer.write(w)
		writeFree(w, "metadata", r.Metadata)
		w.OptString("callback_url", r.CallbackURL)
		w.Object("options")
		w.OptBool("allow_partially", r.AllowPartially)
		w.OptBool("auto_process", r.AutoProcess)
		w.EndOptional()
		w.Extra(r.Extra)
	})
}

// fieldCardNumber is the receiver's card; its digits are the only ones with a
// common form.
const fieldCardNumber = "card_number"

// payoutField is a value as it is sent: a card number without its blanks.
func payoutField(name string, value paygates.Secret) string {
	if name == fieldCardNumber {
		return paygates.NewPAN(value.Reveal()).Reveal()
	}
	return value.Reveal()
}

func (c *PayoutCard) write(w *wire.Encoder) {
	w.Object("context")
	w.Object("card")
	w.OptString("card_holder", c.Holder.Reveal())
	if c.ExpirationMonth != 0 {
		w.String("exp_month", strconv.Itoa(100 + c.ExpirationMonth)[1:])
		w.String("exp_year", strconv.Itoa(c.ExpirationYear))
	}
	w.EndOptional()
	w.EndOptional()
}

// writeIdentity writes what makes an invoice or a payout the one that was asked for.
func writeIdentity(w *wire.Encoder, reference, service string, amount money.Amount) {
	w.String("reference_id", reference)
	writeAmount(w, amount)
	w.String("service", service)
}

func writeAmount(w *wire.Encoder, amount money.Amount) {
	w.Number("amount", number(amount))
	w.String("currency", amount.Currency().Code())
}

// number is an amount as Corefy's samples write it: major units, no exponent, no
// zeros at the end.
func number(amount money.Amount) string { return amount.Decimal().String() }

func (c *Customer) write(w *wire.Encoder) {
	w.Object("customer")
	w.OptString("reference_id", c.Reference)
	w.OptString("email", c.Email)
	w.OptString("name", c.Name)
	w.OptString("phone", c.Phone)
	w.OptString("date_of_birth", c.DateOfBirth)
	w.OptString("individual_tax_id", c.TaxID)
	w.Object("address")
	w.OptString("country", c.Address.Country)
	w.OptString("region", c.Address.Region)
	w.OptString("city", c.Address.City)
	w.OptString("street", c.Address.Street)
	w.OptString("full_address", c.Address.Full)
	w.OptString("post_code", c.Address.PostCode)
	w.EndOptional()
	writeFree(w, "metadata", c.Metadata)
	w.EndOptional()
}

func writeTexts(w *wire.Encoder, name string, m map[string]string) {
	w.Object(name)
	for _, key := range slices.Sorted(maps.Keys(m)) {
		w.String(key, m[key])
	}
	w.EndOptional()
}

func writeFree(w *wire.Encoder, name string, m map[string]any) {
	w.Object(name)
	w.Extra(m)
	w.EndOptional()
}
