package circlepay_test

import "github.com/paygates/paygates-go/internal/conformance"

// unfilled are the fields that CirclePay fills nowhere.
var unfilled = map[string]string{
	"Payment.Refunds": "the SDK fills it, in Client.Confirm alone: no answer of CirclePay's shows a payment and its refunds together",
}

// named is an answer under another name, with other values in its first object.
func named(name string, r conformance.Reply, values ...string) conformance.Reply {
	for i := 0; i < len(values); i += 2 {
		r = r.With("data.0."+values[i], values[i+1])
	}
	r.Name = name
	return r
}

// wholeInvoices are a paid invoice with every field, and one that is paid of which CirclePay writes no total.
func (s suite) wholeInvoices() []conformance.Reply {
	return []conformance.Reply{
		named("paid, with every field", s.sample("invoices_get"), "status", `2`, "items.0.description", `"size 42"`, "extra_notes", `"Ring twice"`,
			"discount_type", `"value"`, "discount_value", `9.9`, "sub_total_value", `360.0`, "total_value", `363.1`),
		named("paid, and the totals are 0", s.sample("invoices_get"), "status", `2`, "sub_total_value", `0.0`, "total_value", `0.0`),
		named("deactivated", s.sample("invoices_get"), "status", `3`, "total_value", `363.1`),
	}
}

// wholeLinks is a link with what public clients and older pages show beside it, in their spelling.
func (s suite) wholeLinks() []conformance.Reply {
	return []conformance.Reply{
		named("with every field", s.sample("payment_links_get"), "link", `"https://`+sampleLink+`"`, "comments", `"for the summer"`, "create_date", `"2022-06-22"`,
			"last_used", `"2022-07-22"`, "total_revenue", `36000`, "total_refund", `18000.5`, "total_transactions", `3`, "editable", `1`, "form_id", `"7"`),
		{Name: "in the spelling of public clients", Body: ok(`[{"link":"` + sampleLink + `","payment_link_url":"` + sampleLink + `","name":"iphone 12","value":"18000","currency":"EGP",` +
			`"expire_date":"2022-08-22","status":true,"enable_survey":false,"shipping_policy_flag":true,"shipping_policy_details":"By air","refund_policy_flag":true,` +
			`"refund_policy_details":"Within 30 days","get_cust_address":false,"totalRevenue":36000,"totalRefund":18000.5,"totalTransactions":"3"}]`).Body},
	}
}

// wholePayments are a payment of a link that was paid, and one that failed.
func (s suite) wholePayments() []conformance.Reply {
	return []conformance.Reply{
		named("paid, of a link", s.sample("payments_get"), "status", `"paid"`, "payment_link_url", `"`+sampleLink+`"`, "invoice_num", `""`),
		named("failed", s.sample("payments_get"), "status", `"failed"`),
	}
}

// wholeMethods is a method with its fees, as public clients have seen it.
func (s suite) wholeMethods() []conformance.Reply {
	return []conformance.Reply{named("with every field", s.sample("merchants_list_methods"), "payment_gateway_name", `"MyFatoorah"`,
		"payment_method_url", `"https://cdn.gateway.example/visa.png"`,
		"rate_Object", `{"payment_fee_percentage":2.5,"payment_fee_amount":1,"refund_fee_percentage":1,"refund_fee_amount":0.5}`)}
}
