package corefytest

import "net/http"

// createPayout: POST /payout-invoices of the private API.
func createPayout(m *Model, in *incoming) (reply, *failure) {
	f := in.object.envelope("payout-invoice", "payout-invoices")
	d := m.readDraft(f, f.flag("test_mode"), true)
	d.readServiceFields(f, "fields")
	d.customer = readCustomer(f)
	d.callbackURL = f.webURL("callback_url")
	f.object("context").object("card")
	options := f.object("options")
	options.flag("allow_partially")
	d.waitForRelease = options.given("auto_process") && !options.flag("auto_process")
	if f.wrong() {
		return wrongFields(*f.problems)
	}
	key := known{"payout", d.test, d.reference}
	if earlier, ok := m.earliest[key]; ok && !m.cfg.LooseReferences {
		return m.duplicate(payoutResource(earlier.(*payout)))
	}
	o := m.newPayout(d, in)
	m.remember(o.id, key, o)
	if d.waitForRelease {
		m.movePayout(o, created, resolutionOK)
	} else {
		m.release(o, in.decline)
	}
	return dataReply(http.StatusCreated, payoutResource(o))
}

func (m *Model) newPayout(d draft, in *incoming) *payout {
	o := &payout{
		id: m.newID("cpoi_"), attempt: m.newID("po_"),
		reference: d.reference, description: d.description, requestID: in.requestID(),
		service: d.service, testMode: d.test, moderated: d.waitForRelease,
		amount: d.amount, fee: d.fee, created: m.now,
		metadata: d.metadata, recipient: d.recipient,
		customer: m.customerID(d.customer), callbackURL: d.callbackURL,
	}
	if o.callbackURL == "" {
		o.callbackURL = m.cfg.CallbackURL
	}
	m.payouts = append(m.payouts, o)
	m.enterInLedger(o.line(Created, o.amount))
	return o
}

// processPayout: POST /payout-invoices/{id}/process releases a payout that was
// made without auto_process.
func processPayout(m *Model, in *incoming) (reply, *failure) {
	o, ok := found[*payout](m, in.id)
	switch {
	case !ok:
		return refused(http.StatusNotFound)
	case o.status != created:
		return wrongField("status", "A payout that is "+o.status+" cannot be processed.")
	}
	m.release(o, in.decline)
	return dataReply(http.StatusOK, payoutResource(o))
}

// getPayout: GET /payout-invoices/{id} of the private API.
func getPayout(m *Model, in *incoming) (reply, *failure) {
	o, ok := found[*payout](m, in.id)
	if !ok {
		return refused(http.StatusNotFound)
	}
	return dataReply(http.StatusOK, payoutResource(o))
}

// getPublicPayout: GET /payout-invoices/{id} of the public API.
func getPublicPayout(m *Model, in *incoming) (reply, *failure) {
	o, ok := found[*payout](m, in.id)
	if !ok {
		return refused(http.StatusNotFound)
	}
	return dataReply(http.StatusOK, object{
		{"id", o.id},
		{"serial_number", o.id[len("cpoi_"):]},
		{"created", o.created.Unix()},
		{"test_mode", o.testMode},
		{"reference_id", o.reference},
		{"currency", o.service.Currency.Code()},
		{"amount", number(o.amount)},
		{"processed_amount", number(o.processed)},
		{"description", textOrNull(o.description)},
		{"status", o.status},
		{"resolution", publicWord(o.resolution)},
		{"service", o.service.Code},
		{"service_method", o.service.Method},
		{"service_currency", o.service.Currency.Code()},
		{"metadata", mapOrList(o.metadata)},
	})
}

// payoutResource is a payout as the private API and callbacks print it.
func payoutResource(o *payout) object {
	attempt := object{
		{"id", o.attempt}, {"rrn", nil}, {"amount", number(o.amount)},
		{"currency", o.service.Currency.Code()}, {"status", o.status},
	}
	relationships := object{
		{"payout-service", related("payout-services", o.service.Code)},
		{"payout-method", related("payout-methods", o.service.Method)},
	}
	if o.customer != "" {
		relationships = append(relationships, member{"customer", related("customers", o.customer)})
	}
	return object{
		{"type", "payout-invoices"},
		{"id", o.id},
		{"attributes", object{
			{"serial_number", o.id[len("cpoi_"):]},
			{"status", o.status},
			{"resolution", o.resolution},
			{"moderation_required", o.moderated},
			{"amount", number(o.amount)},
			{"currency", o.service.Currency.Code()},
			{"service", o.service.Code},
			{"service_currency", o.service.Currency.Code()},
			{"service_amount", number(o.amount)},
			{"reference_id", o.reference},
			{"test_mode", o.testMode},
			{"fee", number(o.fee)},
			{"processed", unixOrNull(o.processedAt)},
			{"processed_amount", number(o.processed)},
			{"canceled_amount", number(o.returned)},
			{"failed", unixOrNull(o.failedAt)},
			{"created", o.created.Unix()},
			{"updated", o.updated.Unix()},
			{"fields", mapOrList(o.recipient)},
			{"payouts", []object{attempt}},
			{"metadata", mapOrList(o.metadata)},
			{"description", textOrNull(o.description)},
			{"callback_url", textOrNull(o.callbackURL)},
			{"callback_logs", logsOf(o.logs)},
		}},
		{"relationships", relationships},
		{"links", object{{"self", "/api/payout-invoices/" + o.id}}},
	}
}
