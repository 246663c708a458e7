package corefytest

import (
	"net/http"
	"slices"
)

// refundInvoice: POST /payment-invoices/{id}/refund.
func refundInvoice(m *Model, in *incoming) (reply, *failure) {
	o, ok := found[*invoice](m, in.id)
	if !ok || o.id != in.id {
		return refused(http.StatusNotFound)
	}
	f := in.object.envelope("refund", "refunds")
	if id := f.required("invoiceId"); id != "" && id != o.id {
		f.refuse("invoiceId", fieldUnknown)
	}
	r := &refund{
		invoice: o, reference: f.required("reference_id"), description: f.text("description"),
		amount: f.amount("amount", o.service.Currency), requestID: in.requestID(), created: m.now,
	}
	if f.wrong() {
		return wrongFields(*f.problems)
	}
	key := known{"refund", o.testMode, r.reference}
	if earlier, ok := m.earliest[key]; ok && !m.cfg.LooseReferences {
		return m.duplicate(refundResource(earlier.(*refund)))
	}
	switch {
	case o.service.NoRefunds:
		return wrongField("service", "This service does not support refunds.")
	case !slices.Contains(refundableStatuses, o.status):
		return wrongField("status", "An invoice that is "+o.status+" cannot be refunded.")
	case more(r.amount, o.refundable()):
		return wrongField("amount", "This value should be less than or equal to "+string(number(o.refundable()))+".")
	}
	r.id = m.newID("ref_")
	m.remember(r.id, key, r)
	o.refunds = append(o.refunds, r)
	m.beginRefund(r, in.decline)
	if m.cfg.RefundsAsInvoice {
		return dataReply(http.StatusCreated, m.resource(o))
	}
	return dataReply(http.StatusCreated, refundResource(r))
}

// refundableStatuses are those in which the merchant has money of the payer's.
var refundableStatuses = []string{processed, partiallyProcessed, partiallyRefunded, refundFailed, refundPending}

func (m *Model) beginRefund(r *refund, no Decline) {
	switch {
	case no != "":
		m.endRefund(r, string(no))
	case m.cfg.PendingRefunds:
		r.status = processPending
		m.move(r.invoice, refundPending, resolutionOK)
	default:
		m.endRefund(r, "")
	}
}

// endRefund gives the money back or, if there is a reason, does not.
func (m *Model) endRefund(r *refund, reason string) {
	o := r.invoice
	if reason != "" {
		r.status = processFailed
		m.move(o, o.afterRefund(refundFailed), reason)
		return
	}
	r.status = processed
	o.refunded = plus(o.refunded, r.amount)
	o.refundedAt = m.now
	line := o.line(Refunded, r.amount, r.requestID)
	line.RefundID, line.Reference = r.id, r.reference
	m.enterInLedger(line)
	m.move(o, o.afterRefund(partiallyRefunded), resolutionOK)
}

// afterRefund is the invoice's status when a refund has ended: charged back if a
// chargeback came meanwhile, under way as long as another one is, refunded when
// nothing is left.
func (o *invoice) afterRefund(otherwise string) string {
	switch {
	case o.chargedBack.IsSet():
		return o.disputed()
	case slices.ContainsFunc(o.refunds, func(r *refund) bool { return r.status == processPending }):
		return refundPending
	case o.refunded.IsSet() && !more(o.processed, o.refunded):
		return refunded
	case o.refunded.IsSet():
		return partiallyRefunded
	}
	return otherwise
}

// disputed is the status of an invoice with a chargeback.
func (o *invoice) disputed() string {
	if o.kept().IsZero() {
		return chargedBack
	}
	return partlyChargedBack
}

// refundResource is a refund as the refund guide's sample prints it.
func refundResource(r *refund) object {
	return object{
		{"type", "refunds"},
		{"id", r.id},
		{"attributes", r.attributes()},
		{"links", object{{"self", "/refunds/" + r.id}}},
	}
}

func (r *refund) attributes() object {
	return object{
		{"reference_id", r.reference},
		{"original_id", r.invoice.id},
		{"description", textOrNull(r.description)},
		{"status", r.status},
		{"amount", number(r.amount)},
		{"fee", 0},
		{"currency", r.invoice.service.Currency.Code()},
		{"created", r.created.Unix()},
	}
}
