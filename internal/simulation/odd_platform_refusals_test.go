package simulation_test

import (
	"slices"

	paygates "github.com/paygates/paygates-go"
)

// platformRefusals are the documented forms of a refusal, with each HTTP status
// and with what speaks against it. making names histories that make an order,
// upon one that makes it upon another, changing those that change one.
func platformRefusals(making, upon, changing []string) []oddity {
	all := slices.Concat(making, changing)
	return slices.Concat(
		advised(paygates.AdviceFixRequest, oddly(refusing(notExecuted, paygates.ErrInvalidRequest, making...),
			altered{"validation, 400", instead(400, `{"failure_type":"validation","failure_message":"no"}`)},
			altered{"validation, 422", instead(422, `{"failure_type":"VALIDATION","errors":[{"attribute":"a","message":"b"}],"order_id":null}`)})),
		advised(paygates.AdviceLookUp, oddly(refusing(notExecuted, paygates.ErrInvalidRequest, changing...),
			altered{"validation, 422", instead(422, `{"failure_type":"validation","order_id":"<id>"}`)})),
		oddly(refusing(notExecuted, paygates.ErrNotFound, changing...),
			altered{"validation, 404", instead(404, `{"failure_type":"validation"}`)}),
		advised(paygates.AdviceNewReference, oddly(refusing(notExecuted, paygates.ErrDeclined, making...),
			altered{"declined", instead(402, `{"failure_type":"declined","order_id":"77"}`)},
			altered{"fraud", instead(402, `{"failure_type":"fraud"}`)},
			altered{"rejected", instead(402, `{"failure_type":"rejected"}`)},
			altered{"declined, 404", instead(404, `{"failure_type":"declined"}`)},
			altered{"declined, with a code of failure", instead(402, `{"failure_type":"declined","result_code":12}`)})),
		advised(paygates.AdviceLookUp, oddly(refusing(notExecuted, paygates.ErrDeclined, changing...),
			altered{"declined", instead(402, `{"failure_type":"declined","order_id":"<id>"}`)})),
		oddly(refusing(unclear, paygates.ErrUnavailable, all...),
			altered{"error", instead(402, `{"failure_type":"error"}`)},
			altered{"error, 202", instead(202, `{"failure_type":"error"}`)},
			altered{"validation, 500", instead(500, `{"failure_type":"validation"}`)},
			altered{"a page of a proxy", instead(502, `<html></html>`)}),
		oddly(refusing(unclear, paygates.ErrRateLimited, all...),
			altered{"declined, 429", instead(429, `{"failure_type":"declined"}`)}),
		oddly(refusing(unclear, paygates.ErrUnexpectedReply, all...),
			altered{"declined, 202", instead(202, `{"failure_type":"declined"}`)},
			altered{"declined, 302", instead(302, `{"failure_type":"declined"}`)},
			altered{"declined, 200, without an order", instead(200, `{"failure_type":"declined"}`)}),
		oddly(refusing(unclear, paygates.ErrDeclined, all...),
			altered{"a type that nobody knows", instead(402, `{"failure_type":"expired"}`)},
			altered{"declined, of two orders", instead(402, `{"failure_type":"declined","orders":[{"id":"<id>"},{"id":"<id>"}]}`)},
			altered{"declined, in a list", instead(402, `[{"failure_type":"declined"}]`)},
			altered{"declined, with the code of a success", instead(402, `{"failure_type":"declined","result_code":"00"}`)},
			altered{"declined, orders that are none", instead(402, `{"failure_type":"declined","orders":{"id":"<id>"},"status":"declined"}`)},
			altered{"no type", instead(402, `{"failure_message":"no"}`)}),
		oddly(refusing(unclear, paygates.ErrInvalidRequest, all...),
			altered{"errors alone", instead(422, `{"errors":[{"attribute":"a","message":"b"}]}`)},
			altered{"error as text", instead(400, `{"error":"VALIDATION_ERROR"}`)},
			altered{"two forms", instead(400, `{"failure_type":"declined","error":{"code":"VALIDATION_ERROR"}}`)}),
		oddly(refusing(unclear, nil, changing...),
			altered{"declined, another order", instead(402, `{"failure_type":"declined","order_id":"77"}`)},
			altered{"validation, another order", instead(422, `{"failure_type":"validation","order_id":"77"}`)}),
		// What is refused is refused about the order of the path, what is declined is a new one.
		oddly(refusing(notExecuted, paygates.ErrInvalidRequest, upon...),
			altered{"validation, the order of the path", instead(422, `{"failure_type":"validation","order_id":"<id>"}`)}),
		oddly(refusing(unclear, paygates.ErrInvalidRequest, upon...),
			altered{"validation, another order", instead(422, `{"failure_type":"validation","order_id":"77"}`)}),
		oddly(refusing(notExecuted, paygates.ErrDeclined, upon...),
			altered{"declined, another order", instead(402, `{"failure_type":"declined","order_id":"77"}`)}),
		oddly(refusing(unclear, paygates.ErrDeclined, upon...),
			altered{"declined, the order of the path", instead(402, `{"failure_type":"declined","order_id":"<id>"}`)},
			altered{"declined, the order of the path itself", instead(402, `{"orders":[{"id":"<id>","status":"declined","failure_type":"declined"}]}`)}),
		platformCredentials(all),
	)
}

// platformCredentials are refusals of the caller himself.
func platformCredentials(all []string) []oddity {
	return slices.Concat(
		advised(paygates.AdviceFixRequest, oddly(refusing(notExecuted, paygates.ErrAuthentication, all...),
			altered{"401 that asks for credentials", challenging(instead(401, ``))},
			altered{"401 that asks for credentials, a page", challenging(instead(401, `<html></html>`))})),
		oddly(refusing(unclear, paygates.ErrAuthentication, all...),
			altered{"401", instead(401, ``)},
			altered{"401 that asks for credentials, cut", challenging(instead(401, `{"orders":[{"id":"<id>","sta`))},
			altered{"401 that asks for credentials, and a charge", challenging(instead(401, `{"orders":[{"id":"<id>","status":"charged"}]}`))},
			altered{"401 that asks for credentials, two forms", challenging(instead(401, `{"failure_type":"declined","error":{"code":"NOT_FOUND"}}`))}),
		oddly(refusing(unclear, paygates.ErrForbidden, all...), altered{"403", challenging(instead(403, ``))}),
	)
}

// platformRefusedOrders are refusals inside an order, of a call that changes it:
// whatever it shows beside has to fit.
func platformRefusedOrders(changing []string) []oddity {
	shows := func(more string) string { return `{"orders":[{"id":"<id>","failure_type":"declined"` + more + `}]}` }
	var against []altered
	for _, more := range []string{
		`,"status":"authorized"`, `,"status":"pending"`, `,"status":"error"`, `,"currency":"USD"`,
		`,"amount_charged":"1.00"`, `,"amount_refunded":"1.00"`, `,"amount_charged":true`, `,"amount_refunded":{"a":1}`,
		`,"errors":[{"message":"no"}]`, `,"transactions":[{"id":"<id>-1","status":"FAILED"}]`, `,"order_id":"77"`,
		`,"operations":` + steps("charge", "success", "4.00"), `,"operations":` + steps("refund", "error", "4.00"),
		`,"operations":` + steps("reverse", "pending", "4.00"), `,"operations":` + steps("credit", "success", "4.00"),
	} {
		against = append(against, altered{"a declined order" + more, instead(402, shows(more))})
	}
	return slices.Concat(
		oddly(refusing(unclear, paygates.ErrDeclined, changing...), against...),
		oddly(refusing(unclear, paygates.ErrDeclined, changing...),
			altered{"another order is declined", instead(402, `{"orders":[{"id":"77","failure_type":"declined"}]}`)}),
		oddly(refusing(unclear, paygates.ErrUnavailable, changing...),
			altered{"an order with an error", instead(402, `{"orders":[{"id":"<id>","failure_type":"error"}]}`)}),
		oddly(refusing(notExecuted, paygates.ErrDeclined, changing...),
			altered{"a declined order", instead(402, shows(``))},
			altered{"a declined order, its status", instead(402, shows(`,"status":"declined","amount_charged":"0.00"`))},
			altered{"a declined order, failed operations", instead(402, shows(`,"operations":`+steps("charge", "failure", "4.00", "authorize", "error", "4.00")))},
			altered{"a declined order, the type at the top", instead(402, `{"failure_type":"declined","orders":[{"id":"<id>"}]}`)}),
		oddly(refusing(unclear, paygates.ErrDeclined, changing...),
			altered{"a declined order, another type in it", instead(402, `{"failure_type":"declined","orders":[{"id":"<id>","failure_type":"error"}]}`)}),
		oddly(oddity{in: changing, inPlace: true, outcome: notExecuted, message: "inside"},
			altered{"a message inside", instead(402, `{"orders":[{"id":"<id>","failure_type":"declined","failure_message":"inside"}]}`)}),
		oddly(oddity{in: changing, inPlace: true, outcome: notExecuted, message: "outside"},
			altered{"a message outside too", instead(402, `{"failure_message":"outside","orders":[{"id":"<id>","failure_type":"declined","failure_message":"inside"}]}`)}),
	)
}

// platformDeclinedOrders are refusals by an order that was made and declined. Its
// word counts in a success too, where all fits.
func platformDeclinedOrders(currency string, declining []string) []oddity {
	whole := `"id":"77","status":"declined","amount":"10.00","currency":"` + currency + `","merchant_order_id":"ref-1"`
	order := func(fields string) func(int) altered {
		return func(status int) altered {
			return altered{"declined " + fields, instead(status, `{"orders":[{`+fields+`}]}`)}
		}
	}
	var rows []oddity
	for _, fields := range []string{
		whole, whole + `,"failure_type":"rejected"`, whole + `,"amount_charged":"0.00","amount_refunded":"0.00"`,
		`"id":"77","status":"FRAUD"`, whole + `,"operations":` + steps("authorize", "failure", "10.00"),
	} {
		rows = append(rows, advised(paygates.AdviceNewReference, oddly(refusing(notExecuted, paygates.ErrDeclined, declining...), order(fields)(200)))...)
	}
	for _, fields := range []string{
		`"status":"declined"`, whole + `,"failure_type":"validation"`, whole + `,"failure_type":"error"`, whole + `,"failure_type":"expired"`,
		`"id":"77","status":"declined","amount":"9.00"`, `"id":"77","status":"declined","currency":"USD"`,
		`"id":"77","status":"declined","merchant_order_id":"ref-2"`, `"id":"77","status":"declined","amount":true`,
		whole + `,"amount_charged":"10.00"`, whole + `,"amount_refunded":"10.00"`, whole + `,"errors":[{"message":"no"}]`,
		whole + `,"operations":` + steps("charge", "error", "10.00"), whole + `,"transactions":[{"id":"77-1","status":"SUCCESS"}]`,
		`"id":"77","status":"error"`, `"id":"77","status":"declined?"`,
	} {
		rows = append(rows, oddly(refusing(unclear, nil, declining...), order(fields)(200))...)
	}
	beside := func(more string) altered {
		return altered{"a declined order beside " + more, instead(200, `{"orders":[{`+whole+`}],`+more+`}`)}
	}
	return slices.Concat(rows,
		oddly(refusing(notExecuted, paygates.ErrDeclined, declining...), order(whole+`,"failure_type":"declined"`)(402),
			beside(`"failure_type":"declined"`), beside(`"result_code":0`), beside(`"error":null`)),
		oddly(refusing(unclear, nil, declining...), beside(`"failure_type":"validation"`), beside(`"failure_type":"error"`),
			beside(`"result_code":5`), beside(`"error":{"message":"no"}`), beside(`"errors":["no"]`),
			beside(`"failure_type":"declined","error":{"code":"NOT_FOUND"}`), beside(`"status":"charged"`)),
	)
}
