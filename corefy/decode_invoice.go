package corefy

import (
	"strconv"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/lenient"
	"github.com/paygates/paygates-go/internal/transport"
	"github.com/paygates/paygates-go/internal/wire"
	"github.com/paygates/paygates-go/money"
)

// The amounts, moments and texts of an invoice, by the gateway's names.
var (
	invoiceAmounts = []struct {
		name string
		to   func(*Invoice) *money.Amount
		// service: in the service's currency.
		service bool
	}{
		{"amount", func(i *Invoice) *money.Amount { return &i.Amount }, false},
		{"payment_amount", func(i *Invoice) *money.Amount { return &i.PaymentAmount }, false},
		{"processed_amount", func(i *Invoice) *money.Amount { return &i.ProcessedAmount }, false},
		{"refunded_amount", func(i *Invoice) *money.Amount { return &i.RefundedAmount }, false},
		{"charged_back_amount", func(i *Invoice) *money.Amount { return &i.ChargedBackAmount }, false},
		{"fee", func(i *Invoice) *money.Amount { return &i.Fee }, false},
		{"deposit", func(i *Invoice) *money.Amount { return &i.Deposit }, false},
		{"processed_fee", func(i *Invoice) *money.Amount { return &i.ProcessedFee }, false},
		{"processed_deposit", func(i *Invoice) *money.Amount { return &i.ProcessedDeposit }, false},
		{"refunded_fee", func(i *Invoice) *money.Amount { return &i.RefundedFee }, false},
		{"reserved_amount", func(i *Invoice) *money.Amount { return &i.ReservedAmount }, false},
		{"processed_unreserve", func(i *Invoice) *money.Amount { return &i.ProcessedUnreserve }, false},
		{"processed_reserve_cancel", func(i *Invoice) *money.Amount { return &i.ProcessedReserveCancel }, false},
		{"service_amount", func(i *Invoice) *money.Amount { return &i.ServiceAmount }, true},
		{"payment_service_amount", func(i *Invoice) *money.Amount { return &i.PaymentServiceAmount }, true},
	}
	invoiceTimes = []struct {
		name string
		to   func(*Invoice) *paygates.Timestamp
	}{
		{"created", func(i *Invoice) *paygates.Timestamp { return &i.Created }},
		{"updated", func(i *Invoice) *paygates.Timestamp { return &i.Updated }},
		{"processed", func(i *Invoice) *paygates.Timestamp { return &i.ProcessedAt }},
		{"refunded", func(i *Invoice) *paygates.Timestamp { return &i.RefundedAt }},
		{"failed", func(i *Invoice) *paygates.Timestamp { return &i.FailedAt }},
		{"charged_back", func(i *Invoice) *paygates.Timestamp { return &i.ChargedBackAt }},
		{"reserve_expires", func(i *Invoice) *paygates.Timestamp { return &i.ReserveExpires }},
		{"unreserved", func(i *Invoice) *paygates.Timestamp { return &i.UnreservedAt }},
		{"reserve_cancelled", func(i *Invoice) *paygates.Timestamp { return &i.ReserveCancelledAt }},
	}
	invoiceTexts = []struct {
		name string
		to   func(*Invoice) *string
	}{
		{"serial_number", func(i *Invoice) *string { return &i.SerialNumber }},
		{"resolution_message", func(i *Invoice) *string { return &i.ResolutionMessage }},
		{"service", func(i *Invoice) *string { return &i.Service }},
		{"service_method", func(i *Invoice) *string { return &i.ServiceMethod }},
		{"service_flow", func(i *Invoice) *string { return &i.ServiceFlow }},
		{"flow", func(i *Invoice) *string { return &i.ServiceFlow }},
		{"description", func(i *Invoice) *string { return &i.Description }},
		{"descriptor", func(i *Invoice) *string { return &i.Descriptor }},
		{"callback_url", func(i *Invoice) *string { return &i.CallbackURL }},
		{"return_url", func(i *Invoice) *string { return &i.ReturnURL }},
		{"rrn", func(i *Invoice) *string { return &i.RRN }},
		{"approval_code", func(i *Invoice) *string { return &i.ApprovalCode }},
		{"arn", func(i *Invoice) *string { return &i.ARN }},
		{"source", func(i *Invoice) *string { return &i.Source }},
		{"hpp_url", func(i *Invoice) *string { return &i.HostedPageURL }},
	}
)

// invoiceDraft is an invoice while its fields come in, in any order: amounts wait
// as text until the currency is known.
type invoiceDraft struct {
	Invoice
	amounts                   []lenient.Amount // in the order of invoiceAmounts
	currency, serviceCurrency string
	refunds                   []refundDraft
}

// invoice reads an invoice of either API: a JSON:API resource, or flat.
func (r reader) invoice(d *wire.Decoder) (*Invoice, error) {
	draft := newInvoiceDraft()
	var id, kind string
	var related relations
	inside := false // the fields stand in attributes
	for d.Object(); d.More(); {
		switch {
		case d.Is("id"):
			id = d.ID()
		case d.Is("type"):
			kind = d.Word()
		case d.Is("relationships"):
			for d.ObjectOrNothing(); d.More(); {
				related.read(d)
			}
		case d.Is("attributes") && d.Kind() == wire.Object:
			inside, draft = true, newInvoiceDraft()
			for d.Object(); d.More(); {
				draft.field(d)
			}
		case !inside:
			draft.field(d)
		}
	}
	return draft.finish(r, id, kind, &related), nil
}

func newInvoiceDraft() *invoiceDraft {
	return &invoiceDraft{amounts: make([]lenient.Amount, len(invoiceAmounts))}
}

// relations are the ids of what an invoice belongs to.
type relations struct{ service, method, customer, payment string }

func (r *relations) read(d *wire.Decoder) {
	switch {
	case d.Is("payment-service"), d.Is("payout-service"):
		r.service = readRelation(d)
	case d.Is("payment-method"), d.Is("payout-method"):
		r.method = readRelation(d)
	case d.Is("customer"):
		r.customer = readRelation(d)
	case d.Is("active-payment"):
		r.payment = readRelation(d)
	}
}

// field reads the field that is due if it is one of an invoice's.
func (o *invoiceDraft) field(d *wire.Decoder) {
	for i := range invoiceAmounts {
		if d.Is(invoiceAmounts[i].name) {
			o.amounts[i] = lenient.ReadAmount(d)
			return
		}
	}
	for i := range invoiceTimes {
		if d.Is(invoiceTimes[i].name) {
			*invoiceTimes[i].to(&o.Invoice) = readTime(d)
			return
		}
	}
	for i := range invoiceTexts {
		if d.Is(invoiceTexts[i].name) {
			*invoiceTexts[i].to(&o.Invoice) = d.Text()
			return
		}
	}
	switch {
	case d.Is("reference_id"):
		o.Reference = d.ID()
	case d.Is("status"):
		o.Status = Status(d.Word())
	case d.Is("resolution"):
		o.Resolution = Resolution(d.Text())
	case d.Is("currency"):
		o.currency = d.Word()
	case d.Is("service_currency"):
		o.serviceCurrency = d.Word()
	case d.Is("test_mode"):
		o.TestMode, o.hasMode = d.Flag()
	case d.Is("payment_flow"):
		o.Flow = PaymentFlow(d.Word())
	case d.Is("exchange_rate"):
		o.ExchangeRate = readDecimal(d)
	case d.Is("moderation_required"):
		o.ModerationRequired = readFlag(d)
	case d.Is("has_return_url"):
		o.HasReturnURL = readFlag(d)
	case d.Is("refunds"):
		o.refunds, o.oddRefunds = readRefunds(d)
	default:
		o.detail(d)
	}
}

// detail reads the fields that are objects or lists and on which no money hangs.
func (o *invoiceDraft) detail(d *wire.Decoder) {
	switch {
	case d.Is("metadata"):
		o.Metadata = readMap(d)
	case d.Is("original_data"):
		o.OriginalData = readMap(d)
	case d.Is("return_urls"):
		for d.ObjectOrNothing(); d.More(); {
			switch {
			case d.Is("success"):
				o.ReturnURLs.Success = d.Text()
			case d.Is("pending"):
				o.ReturnURLs.Pending = d.Text()
			case d.Is("fail"):
				o.ReturnURLs.Fail = d.Text()
			}
		}
	case d.Is("flow_data"):
		for d.ObjectOrNothing(); d.More(); {
			o.FlowData.read(d)
		}
	case d.Is("active_payment"):
		for d.ObjectOrNothing(); d.More(); {
			o.activePayment(d)
		}
	case d.Is("payload"):
		for d.ObjectOrNothing(); d.More(); {
			o.payload(d)
		}
	case d.Is("callback_logs"):
		for d.ObjectOrNothing(); d.More(); {
			o.callbackLog(d)
		}
	}
}

// activePayment reads the payment in progress of the public API.
func (o *invoiceDraft) activePayment(d *wire.Decoder) {
	switch {
	case d.Is("payload"):
		for d.ObjectOrNothing(); d.More(); {
			o.FlowData.read(d)
		}
	case d.Is("status"):
		o.ActivePaymentStatus = d.Text()
	case d.Is("resolution"):
		o.ActivePaymentResolution = Resolution(d.Text())
	}
}

func (o *invoiceDraft) payload(d *wire.Decoder) {
	switch {
	case d.Is("token"):
		o.CardToken = paygates.NewSecret(d.Text())
	case d.Is("client_ip"):
		o.ClientIP = d.Text()
	case d.Is("auth_type"):
		o.AuthType = d.Text()
	case d.Is("payment_card"):
		for d.ObjectOrNothing(); d.More(); {
			o.Card.read(d)
		}
	}
}

func (c *Card) read(d *wire.Decoder) {
	for i := range cardTexts {
		if d.Is(cardTexts[i].name) {
			*cardTexts[i].to(c) = d.Text()
			return
		}
	}
	switch {
	case d.Is("mask"):
		c.Mask = lenient.MaskedPAN(d.Text())
	case d.Is("holder"):
		c.Holder = paygates.NewSecret(d.Text())
	}
}

var cardTexts = []struct {
	name string
	to   func(*Card) *string
}{
	{"first", func(c *Card) *string { return &c.First }},
	{"last", func(c *Card) *string { return &c.Last }},
	{"brand", func(c *Card) *string { return &c.Brand }},
	{"network", func(c *Card) *string { return &c.Network }},
	{"type", func(c *Card) *string { return &c.Type }},
	{"card_id", func(c *Card) *string { return &c.ID }},
	{"expiry_month", func(c *Card) *string { return &c.ExpiryMonth }},
	{"expiry_year", func(c *Card) *string { return &c.ExpiryYear }},
	{"issuer_name", func(c *Card) *string { return &c.IssuerName }},
	{"issuer_country", func(c *Card) *string { return &c.IssuerCountry }},
}

// callbackLog reads one entry; its name is the moment.
func (o *invoiceDraft) callbackLog(d *wire.Decoder) {
	log := CallbackLog{At: moment(d.Name())}
	for d.ObjectOrNothing(); d.More(); {
		switch {
		case d.Is("status"):
			log.Status = d.Text()
		case d.Is("processed"):
			log.Processed = readTime(d)
		case d.Is("response_code"):
			log.ResponseCode, _ = strconv.Atoi(d.Text())
		case d.Is("transaction_status"):
			log.TransactionStatus = Status(d.Text())
		}
	}
	o.CallbackLogs = append(o.CallbackLogs, log)
}

// finish turns the texts into amounts and finds where the payer goes.
func (o *invoiceDraft) finish(r reader, id, kind string, related *relations) *Invoice {
	out := &o.Invoice
	out.ID, out.kind = id, kind
	out.CustomerID, out.ActivePaymentID = related.customer, related.payment
	if out.Service == "" {
		out.Service = related.service
	}
	if out.ServiceMethod == "" {
		out.ServiceMethod = related.method
	}
	out.Currency, out.ServiceCurrency = r.stated(o.currency), r.stated(o.serviceCurrency)
	held := holding{in: r.currency(o.currency)}
	for i := range invoiceAmounts {
		field := &invoiceAmounts[i]
		if field.service {
			*field.to(out) = lenient.Hold(&held.unread, field.name, &o.amounts[i], out.ServiceCurrency)
			continue
		}
		*field.to(out) = held.amount(field.name, o.amounts[i])
	}
	for i := range o.refunds {
		out.Refunds = append(out.Refunds, *o.refunds[i].finish(r, held.in))
	}
	out.ResolutionMessage = transport.MaskCards(out.ResolutionMessage)
	out.Unread = held.unread
	if out.State() == paygates.StatePending {
		out.Redirect = out.FlowData.redirect(out.HostedPageURL)
	}
	return out
}
