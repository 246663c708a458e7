package cibpay_test

import (
	"net/http"

	"github.com/paygates/paygates-go/internal/conformance"
)

// whole are orders with every field that the documentation has: one that was charged, and ones to which something happened.
func (s suiteSamples) whole() []conformance.Reply {
	charged := s.order("get_platform", suiteOrder, "11.00", "11.00", "0.00").Named("charged, with every field",
		"orders.0.status", `"charged"`,
		"orders.0.rrn", `"012345678912"`,
		"orders.0.expiration_date", `"2021-11-12 12:31:13"`,
		"orders.0.card.expiration", `"7/31"`,
		"orders.0.client.login", `"foo"`,
		"orders.0.location", `{"ip":"6.6.6.6","country":"AZE","region":"Absheron","city":"Baku"}`,
		"orders.0.custom_fields", `{"region_code":"10","home_phone_country_code":994}`,
		"orders.0.secure3d", `{"reason":"force3d","scenario":"full","authorization_status":"Y","xid":"eGlkLXNhbXBsZQ==","cavv":"Y2F2di1zYW1wbGU=","eci":"5","version":"2","dsrp":"1","dsrp_type":"apple_pay"}`,
		"orders.0.operations.1.id", `"2"`,
		"orders.0.operations.1.trace_id", `"MCC8454300719"`,
	)
	dispute := `{"type":"chargeback","status":"success","amount":"11.00","currency":"AZN","created":"2021-12-12 12:21:13"}`
	return []conformance.Reply{
		charged,
		s.order("get_platform", suiteOrder, "11.00", "0.00", "0.00").Named("declined", "orders.0.status", `"declined"`,
			"orders.0.failure_type", `"declined"`, "orders.0.failure_message", `"Insufficient funds"`, "orders.0.operations.0.status", `"failure"`,
			"orders.0.operations.0.iso_response_code", `"51"`, "orders.0.operations.0.iso_message", `"Insufficient funds"`),
		s.order("refund_part_platform", suiteOrder, "11.00", "11.00", "4.00").Named("refunded in part"),
		// How a gateway words a refund in part is not documented: it may stay charged.
		s.order("refund_part_platform", suiteOrder, "11.00", "11.00", "4.00").Named("refunded in part, and still charged", "orders.0.status", `"charged"`),
		s.order("refund_part_platform", suiteOrder, "11.00", "11.00", "0.00").Named("charged back", "orders.0.status", `"chargedback"`,
			"orders.0.operations", `[`+dispute+`]`),
	}
}

// first is a page that leads to a second one.
func (s suiteSamples) first() conformance.Reply {
	page := s.sample("platform", "list_platform").Named("a page before others")
	page.Header = http.Header{"Link": {`</orders/?page=2>; rel="next"`}}
	return page
}
