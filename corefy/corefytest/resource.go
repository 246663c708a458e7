package corefytest

import (
	"fmt"
	"net/http"
	"time"
)

// resource is an invoice as the private API and callbacks print it.
func (m *Model) resource(o *invoice) object {
	attributes := o.pageAttributes()
	if m.cfg.Form == CurrentForm {
		attributes = o.currentAttributes()
	}
	relationships := object{
		{"payment-service", related("payment-services", o.service.Code)},
		{"payment-method", related("payment-methods", o.service.Method)},
	}
	if o.customer != "" {
		relationships = append(relationships, member{"customer", related("customers", o.customer)})
	}
	return object{
		{"type", "payment-invoices"},
		{"id", o.id},
		{"attributes", attributes},
		{"relationships", relationships},
		{"links", object{{"self", "/api/payment-invoices/" + o.id}}},
	}
}

func related(kind, id string) object {
	return object{{"data", object{{"type", kind}, {"id", id}}}}
}

// unixOrNull: times are whole seconds.
func unixOrNull(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.Unix()
}

// pageAttributes stand in the order of the payment page's samples.
func (o *invoice) pageAttributes() object {
	return object{
		{"serial_number", o.id[len("cpi_"):]},
		{"status", o.status},
		{"resolution", o.resolution},
		{"moderation_required", false},
		{"amount", number(o.amount)},
		{"payment_amount", number(o.payment)},
		{"currency", o.service.Currency.Code()},
		{"service_currency", o.service.Currency.Code()},
		{"reference_id", o.reference},
		{"test_mode", o.testMode},
		{"fee", number(o.fee)},
		{"deposit", number(o.deposit)},
		{"processed", unixOrNull(o.processedAt)},
		{"processed_amount", number(o.processed)},
		{"refunded_amount", number(o.refunded)},
		{"processed_fee", number(o.processedFee)},
		{"processed_deposit", number(o.processedDeposit)},
		{"metadata", mapOrList(o.metadata)},
		{"flow_data", o.flowData()},
		{"flow", o.service.Flow},
		{"payment_flow", o.paymentFlow()},
		{"created", o.created.Unix()},
		{"updated", o.updated.Unix()},
		{"payload", o.payload()},
		{"description", textOrNull(o.description)},
		{"descriptor", nil},
		{"callback_url", textOrNull(o.callbackURL)},
		{"return_url", textOrNull(o.returns.any)},
		{"original_data", o.originalData()},
		{"rrn", nil},
		{"approval_code", nil},
		{"reserved_amount", nil},
		{"reserve_expires", nil},
		{"unreserved", nil},
		{"source", o.source},
		{"callback_logs", logsOf(o.logs)},
	}
}

// currentAttributes are the page's without serial_number, and what a live
// callback of 2024 adds.
func (o *invoice) currentAttributes() object {
	return append(o.pageAttributes()[1:], object{
		{"service_amount", number(o.amount)},
		{"payment_service_amount", number(o.payment)},
		{"exchange_rate", 1},
		{"refunded_fee", nil},
		{"charged_back_amount", number(o.chargedBack)},
		{"refunded", unixOrNull(o.refundedAt)},
		{"failed", unixOrNull(o.failedAt)},
		{"charged_back", unixOrNull(o.disputedAt)},
		{"processed_unreserve", nil},
		{"processed_reserve_cancel", nil},
		{"reserve_cancelled", nil},
		{"arn", nil},
		{"resolution_message", nil},
		{"hpp_url", o.checkoutLink()},
		{"return_urls", o.returns.view()},
		{"reserve_options", object{}},
		{"refunds", o.refundList()},
		{"reserves", []object{}},
	}...)
}

func (o *invoice) paymentFlow() string {
	if o.verify {
		return "verify"
	}
	return "charge"
}

// flowData is where the payer is sent; [] if nowhere.
func (o *invoice) flowData() object {
	if !o.redirects {
		return nil
	}
	method, params := http.MethodGet, object{}
	if o.service.PostForm {
		method, params = http.MethodPost, object{{"session", o.page}}
	}
	token := sessionToken(o.page, o.created.Add(usualLife))
	return object{
		{"action", o.pageURL()},
		{"method", method},
		{"params", params},
		{"metadata", object{{"sid", o.page}, {"token", token}}},
	}
}

// checkoutLink leads to the page of this invoice; null if the payer has nothing
// to do there.
func (o *invoice) checkoutLink() any {
	if !o.redirects {
		return nil
	}
	return o.pages + "/?cpi=" + o.id
}

func (r returnURLs) view() object {
	if r.pending == "" {
		return nil
	}
	return object{{"success", textOrNull(r.success)}, {"pending", r.pending}, {"fail", textOrNull(r.fail)}}
}

func (o *invoice) refundList() []object {
	out := make([]object, 0, len(o.refunds))
	for _, r := range o.refunds {
		out = append(out, append(object{{"id", r.id}}, r.attributes()...))
	}
	return out
}

// originalData is the provider's own view, which it has once there was a card.
func (o *invoice) originalData() object {
	out := object{
		{"external_id", nil}, {"merchant_id", nil}, {"provider_id", nil},
		{"external_mid", "org_ModelProvider001"}, {"provider_code", nil},
	}
	if o.card != nil {
		out[0].value, out[1].value, out[4].value = o.page, "modelAccount", "test"
	}
	return out
}

// callbackLog is one entry of callback_logs.
type callbackLog struct {
	queued   time.Time
	status   string // queued, done or failed
	answered time.Time
	code     int
	about    string // the status that the callback told
}

// logsOf is keyed by the second in which a callback was queued; of two in the
// same second the later one stays.
func logsOf(logs []callbackLog) object {
	var out object
	for _, l := range logs {
		entry := object{
			{"status", l.status}, {"processed", unixOrNull(l.answered)},
			{"response_code", nil}, {"transaction_status", l.about},
		}
		if l.code != 0 {
			entry[2].value = l.code
		}
		key := fmt.Sprint(l.queued.Unix())
		if n := len(out); n > 0 && out[n-1].name == key {
			out = out[:n-1]
		}
		out = append(out, member{key, entry})
	}
	return out
}
