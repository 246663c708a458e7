package corefy_test

import "github.com/paygates/paygates-go/internal/conformance"

// wholeInvoices are invoices with every field that the documentation, its release notes and public clients have.
func (s suite) wholeInvoices() []conformance.Reply {
	const at = "data.attributes."
	return []conformance.Reply{
		s.sample("get").Named("processed, with every field",
			at+"moderation_required", `true`,
			at+"service_amount", `100`, at+"payment_service_amount", `101.5`, at+"exchange_rate", `1.015`,
			at+"reserved_amount", `20`, at+"processed_unreserve", `12`, at+"processed_reserve_cancel", `8`,
			at+"reserve_expires", `1597919498`, at+"unreserved", `1597833300`, at+"reserve_cancelled", `1597833301`,
			at+"descriptor", `"SHOP*EXAMPLE"`, at+"rrn", `"012345678912"`, at+"approval_code", `"A1B2C3"`, at+"arn", `"74537604221222132710572"`,
			at+"hpp_url", `"https://com.gateway.example/hpp/?cpi=`+invoiceID+`"`,
			at+"return_urls", `{"success":"https://shop.example/1","pending":"https://shop.example/2","fail":null}`,
			at+"flow_data.params", `{"order":"7001","creq":"eyJzYW1wbGUiOiJ5ZXMifQ"}`,
			at+"payload", `{"token":"`+suiteToken+`","client_ip":"6.6.6.6","auth_type":"3ds","payment_card":{"last":"0000","mask":"512381******0000",`+
				`"brand":"mastercard","first":"512381","holder":"`+suiteHolder+`","network":"mastercard","type":"debit","card_id":"card_Example0001",`+
				`"expiry_year":"24","issuer_name":"FIRST DATA CORPORATION","expiry_month":"12","issuer_country":"US","verification":[]}}`,
			"data.relationships.active-payment", `{"data":{"type":"payment-requests","id":"cpr_Example0000000001"}}`,
		),
		s.sample("create").Named("waiting for the payer", at+"flow_data.method", `"POST"`, at+"flow_data.params", `{"PaReq":"sample","MD":7}`,
			at+"hpp_url", `"https://com.gateway.example/hpp/?cpi=`+invoiceID+`"`, at+"return_urls", `{"success":null,"pending":"https://shop.example/2","fail":"https://shop.example/3"}`),
		// A refund that was refused after one that was not: the status says nothing of the money that went back.
		s.sample("get").Named("refunded in part", at+"status", `"refund_failed"`, at+"refunded_amount", `10`, at+"refunded_fee", `0.5`, at+"refunded", `1597833305`,
			at+"refunds", `[{"id":"`+refundID+`","reference_id":"refund-1","status":"processed","amount":10,"fee":0.5,"currency":"USD","created":1597833305}]`),
		s.sample("get").Named("charged back in part", at+"status", `"partially_charged_back"`, at+"charged_back_amount", `40`, at+"charged_back", `1597933305`),
		s.sample("create").Named("failed", at+"status", `"process_failed"`, at+"resolution", `"insufficient_funds"`,
			at+"resolution_message", `"Not enough money on the card"`, at+"failed", `1597833205`),
	}
}

// wholeServices is a service that takes invoices.
func (s suite) wholeServices() []conformance.Reply {
	return []conformance.Reply{s.sample("services_get").Named("active", "data.attributes.active", `true`, "data.attributes.fee_rate", `2.5`,
		"data.attributes.fee_fix", `0.3`, "data.attributes.reserve_rate", `10`, "data.attributes.reserve_lifetime", `180`)}
}

// firstInvoices is a page that leads to a second one.
func (s suite) firstInvoices() []conformance.Reply {
	return []conformance.Reply{s.listOf("get").Named("a page before others", "links.next", `"/api/payment-invoices?page[before]=`+invoiceID+`"`)}
}

// wholePayouts are payouts with every field. Those that the release notes lack are read as an invoice has them.
func (s suite) wholePayouts() []conformance.Reply {
	const at = "data.attributes."
	return []conformance.Reply{
		s.sample("payout").Named("processed, with every field", at+"status", `"processed"`, at+"processed_amount", `25.5`, at+"processed", `1597833199`,
			at+"fee", `0.75`, at+"fields", `{"card_number":"416974******1778"}`, at+"original_data", `{"external_id":"9001","provider_code":"test"}`,
			at+"payouts.0.status", `"processed"`),
		s.sample("payout").Named("failed", at+"status", `"process_failed"`, at+"resolution", `"invalid_details"`,
			at+"resolution_message", `"No such account"`, at+"fields", `{"account_number":"`+suiteAccount+`"}`),
	}
}

// wholePrerequests are choices with every field, in today's form and in that of 2019.
func (s suite) wholePrerequests() []conformance.Reply {
	return []conformance.Reply{
		s.sample("prerequest").Named("with every field",
			"data.account.website", `"https://shop.example/"`,
			"data.methods.payment_card.description", `"Cards of every network"`, "data.methods.payment_card.metadata", `{"group":"cards"}`,
			"data.methods.payment_card.position", `2`, "data.methods.payment_card.hide", `"mobile"`,
			"data.services.test_usd_test.fields.0.example", `"ok"`, "data.services.test_usd_test.fields.0.position", `1`),
		s.sample("prerequest").Named("the form of 2019",
			"data.services", `[{"code":"payment_card_usd_hpp","method":"payment_card","flow":"hpp","status":"active","currency":"USD","amount_min":"0.01","amount_max":"1000000",`+
				`"fields":{"phone":{"type":"string","label":"Phone","required":"1","weight":3}}}]`,
			"data.methods", `[{"code":"payment_card","category":"payment_card","name":"Payment card"}]`),
	}
}
