package simulation_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/simulation"
)

// circlepayHistories are those that are cut nowhere. The seeds are of models that
// take a merchant's own numbers, and that answer as public clients decode.
var circlepayHistories = []cutting{
	{name: "create an invoice by number", seed: 1, last: simulation.Step{Deed: simulation.CreateInvoice, Makes: 1, Amount: tenEGP, OwnNumber: true}},
	{name: "refund again", before: append(payment(tenEGP, true), wholly(simulation.Refund)), last: wholly(simulation.Refund)},
	{name: "create beside a link", before: []simulation.Step{offer(simulation.CreateLink)},
		last: simulation.Step{Deed: simulation.Create, Makes: 2, Amount: tenEGP}},
	{name: "deactivate a link by client", seed: 4, before: []simulation.Step{offer(simulation.CreateLink)}, last: wholly(simulation.DeactivateLink)},
	{name: "update the merchant's address", last: circleChanging(changing(simulation.UpdateMerchant, 0), simulation.Hidden)},
	{name: "update the merchant and the address", last: circleChanging(changing(simulation.UpdateMerchant, 0), simulation.ShownAndHidden)},
	{name: "update a customer and more", before: somebody(simulation.CreateCustomer), last: circleChanging(wholly(simulation.UpdateCustomer), simulation.ShownAndHidden)},
	{name: "update a link and more", before: []simulation.Step{offer(simulation.CreateLink)}, last: circleChanging(wholly(simulation.UpdateLink), simulation.ShownAndHidden)},
}

func circleChanging(s simulation.Step, what simulation.Changes) simulation.Step {
	s.Changes = what
	return s
}

var circlepayOddities = slices.Concat(
	circleRefusals(), circleErrors, circleProofs, circleBefore,
	circleIntents, circleRefunds, circlePayments, circleInvoices, circleLinks,
	circleMerchants, circleCustomers, circlePermissions,
)

// Alterations.

// circleData is a success with that data.
func circleData(data string) func(*simulation.Answer) {
	return replying(http.StatusOK, `{"message":"Successful","errorCode":0,"details":"","data":`+data+`,"isError":false}`)
}

// circleCode is a refusal in CirclePay's own envelope, with something beside it.
func circleCode(status int, code, data string) func(*simulation.Answer) {
	return replying(status, `{"message":"no","errorCode":`+code+`,"details":"no","data":`+data+`,"isError":true}`)
}

// circleFramework is the error body of what CirclePay runs on, which says of itself
// that it has a status.
func circleFramework(status, says int) func(*simulation.Answer) {
	return replying(status, fmt.Sprintf(`{"timestamp":"2026-01-01T00:00:00.000+00:00","status":%d,"error":"no","message":"","path":"/"}`, says))
}

// circleTwice lists the only object once more, with something set in the copy.
func circleTwice(place, value string) func(*simulation.Answer) {
	return func(a *simulation.Answer) {
		only := strings.Trim(a.At("data"), "[]")
		a.Set("data", "["+only+","+only+"]")
		a.Set("data.1."+place, value)
	}
}

// circleWithout takes something out of the details that an intent keeps, circleWith
// puts it in.
func circleWithout(name string) func(*paygates.Intent) {
	return func(i *paygates.Intent) {
		said, _ := url.ParseQuery(i.Details) // the SDK wrote it
		said.Del(name)
		i.Details = said.Encode()
	}
}

func circleWith(name, value string) func(*paygates.Intent) {
	return func(i *paygates.Intent) {
		said, _ := url.ParseQuery(i.Details) // the SDK wrote it
		said.Set(name, value)
		i.Details = said.Encode()
	}
}

// circleUnquoted is a JSON string's text.
func circleUnquoted(text string) string { return strings.Trim(text, `"`) }
