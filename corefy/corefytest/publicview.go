package corefytest

import (
	"net/http"
)

// publicInvoice is an invoice as the public API prints it: flat, without fees,
// with its payment inside.
func publicInvoice(o *invoice) object {
	return object{
		{"id", o.id},
		{"serial_number", o.id[len("cpi_"):]},
		{"created", o.created.Unix()},
		{"test_mode", o.testMode},
		{"reference_id", o.reference},
		{"currency", o.service.Currency.Code()},
		{"amount", number(o.amount)},
		{"payment_amount", number(o.payment)},
		{"processed_amount", number(o.processed)},
		{"refunded_amount", number(o.refunded)},
		{"description", textOrNull(o.description)},
		{"has_return_url", o.returns != returnURLs{}},
		{"status", o.status},
		{"resolution", publicWord(o.resolution)},
		{"service", o.service.Code},
		{"service_method", o.service.Method},
		{"service_flow", o.service.Flow},
		{"service_currency", o.service.Currency.Code()},
		{"metadata", mapOrList(o.metadata)},
		{"active_payment", o.activePayment()},
	}
}

func (o *invoice) activePayment() any {
	if !o.redirects {
		return nil
	}
	return object{
		{"payload", o.flowData()},
		{"status", payerStatus(o.status)},
		{"resolution", publicWord(o.resolution)},
	}
}

// getInvoice: GET /payment-invoices/{id} of the private API.
func getInvoice(m *Model, in *incoming) (reply, *failure) {
	o, ok := found[*invoice](m, in.id)
	if !ok || o.id != in.id {
		return refused(http.StatusNotFound)
	}
	return dataReply(http.StatusOK, m.resource(o))
}

// getPublicInvoice: GET /payment-invoices/{id} of the public API, for which no
// key is documented.
func getPublicInvoice(m *Model, in *incoming) (reply, *failure) {
	o, ok := found[*invoice](m, in.id)
	if !ok || o.id != in.id {
		return refused(http.StatusNotFound)
	}
	return dataReply(http.StatusOK, publicInvoice(o))
}
