package bizon_test

import (
	"net/http"

	"github.com/paygates/paygates-go/internal/conformance"
)

// named is an answer under another name, with other values at these paths.
func named(name string, r conformance.Reply, values ...string) conformance.Reply {
	for i := 0; i < len(values); i += 2 {
		r = r.With(values[i], values[i+1])
	}
	r.Name = name
	return r
}

// whole are orders with every field that the page has: one that was charged, and ones to which something happened.
func (s suite) whole() []conformance.Reply {
	charged := named("charged, with every field", s.order("get", suiteOrder, "11.00", "11.00", "0.00"),
		"orders.0.status", `"charged"`,
		"orders.0.rrn", `"012345678912"`,
		"orders.0.card.expiration", `"7/31"`,
		"orders.0.client.login", `"foo"`,
		"orders.0.location", `{"ip":"6.6.6.6","country":"USA","region":"CA","city":"San Francisco"}`,
		"orders.0.custom_fields", `{"month":"May","floor":7}`,
		"orders.0.secure3d", `{"reason":"dsrp","scenario":"full","authorization_status":"Y","xid":"eGlkLXNhbXBsZQ==","cavv":"Y2F2di1zYW1wbGU=","eci":"5","version":"2","dsrp":"1","dsrp_type":"apple_pay"}`,
		"orders.0.operations.1.id", `"2"`,
		"orders.0.operations.1.trace_id", `"MCC8454300719"`,
	)
	dispute := `{"type":"chargeback","status":"success","amount":"11.00","currency":"USD","created":"2021-12-12 12:21:13"}`
	return []conformance.Reply{
		charged,
		named("declined", s.order("get", suiteOrder, "11.00", "0.00", "0.00"), "orders.0.status", `"declined"`,
			"orders.0.failure_type", `"declined"`, "orders.0.failure_message", `"Insufficient funds"`, "orders.0.operations.0.status", `"failure"`,
			"orders.0.operations.0.iso_response_code", `"51"`, "orders.0.operations.0.iso_message", `"Insufficient funds"`),
		named("refunded in part", s.order("refund_part", suiteOrder, "11.00", "11.00", "4.00")),
		// How a gateway words a refund in part is not documented: it may stay charged.
		named("refunded in part, and still charged", s.order("refund_part", suiteOrder, "11.00", "11.00", "4.00"), "orders.0.status", `"charged"`),
		named("charged back", s.order("refund_part", suiteOrder, "11.00", "11.00", "0.00"), "orders.0.status", `"chargedback"`,
			"orders.0.operations", `[`+dispute+`]`),
	}
}

// first is a page that leads to a second one.
func (s suite) first(sample, next string, values ...string) conformance.Reply {
	page := named("a page before others", s.sample(sample), values...)
	page.Header = http.Header{"Link": {`<` + next + `>; rel="next"`}}
	return page
}
