package simulation_test

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"

	"github.com/paygates/paygates-go/circlepay/circlepaytest"
	"github.com/paygates/paygates-go/internal/simulation"
)

var circlepayDialect = dialect{
	request: circlepayRequest,
	answer: func(a simulation.Action, body []byte) simulation.Seen {
		found := circlepayID.FindSubmatch(body)
		if a.ID != "" || found == nil {
			return simulation.Seen{ID: a.ID}
		}
		return simulation.Seen{ID: string(found[1])}
	},
	sign: func(r *http.Request, _ simulation.Link) error {
		r.Header.Set("account-key", circlepaytest.DefaultAccountKey)
		r.Header.Set("account-token", "Bearer "+circlepaytest.DefaultAccountToken)
		r.Header.Set("merchant-token", "Bearer "+circlepaytest.DefaultMerchantToken)
		r.Header.Set("Content-Type", "application/json")
		return nil
	},
	refused: func(body []byte) bool { return circlepayFailed.Match(body) },
	lookUp: func(a simulation.Action) (method, path string, body []byte) {
		if a.Deed == simulation.Refund {
			return http.MethodPost, "/refund/list", []byte(`{"transaction_id":` + a.ID + `}`)
		}
		body, _ = json.Marshal(map[string]any{"customer_mobile": circlepayMobile(a)})
		return http.MethodPost, "/payment/list", body
	},
	found:      func(_ simulation.Action, body []byte) bool { return circlepayID.Match(body) },
	callbackID: func(body []byte) string { return string(circlepayCallback.Find(body)) },
}

var (
	circlepayID       = regexp.MustCompile(`"transaction_id":\s*"?(\d+)`)
	circlepayFailed   = regexp.MustCompile(`"isError":\s*true|"errorCode":\s*"?[1-9]`)
	circlepayCallback = regexp.MustCompile(`transaction_id[=": ]+\d+`)
)

func circlepayMobile(a simulation.Action) string {
	number := strings.TrimPrefix(a.Reference, "ref-")
	return "+2010" + strings.Repeat("0", max(0, 8-len(number))) + number
}

func circlepayRequest(a simulation.Action) (method, path string, body []byte) {
	amount, _, _ := strings.Cut(a.Amount.String(), " ")
	customer := map[string]any{"first_name": "Mona", "last_name": "Said", "mobile_number": circlepayMobile(a)}
	const due = "2100-01-01"
	switch a.Deed {
	case simulation.Create:
		body, _ = json.Marshal(map[string]any{
			"customer": customer, "payment_gateway_id": "610b2c486df621209c85215b", "payment_method_id": "00000000000000000000ca2d",
			"directPayment": map[string]any{"value": json.Number(amount), "expiryDate": due},
		})
		return http.MethodPost, "/directPayment/create", body
	case simulation.CreateBill:
		body, _ = json.Marshal(map[string]any{"customer": customer, "invoice": map[string]any{
			"customer_mobile": circlepayMobile(a), "due_date": due,
			"items": []any{map[string]any{"item_name": "Tea", "price": json.Number(amount), "quantity": 1}},
		}})
		return http.MethodPost, "/invoice/createV2", body
	case simulation.Refund:
		return http.MethodPost, "/refund/request", []byte(`{"transaction_id":` + a.ID + `}`)
	}
	return http.MethodGet, "/payment/get/" + a.ID, nil
}
