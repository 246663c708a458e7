package simulation_test

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"

	"github.com/paygates/paygates-go/corefy/corefytest"
	"github.com/paygates/paygates-go/internal/simulation"
)

var corefyDialect = dialect{
	request: corefyRequest,
	answer: func(a simulation.Action, body []byte) simulation.Seen {
		if a.ID != "" {
			return simulation.Seen{ID: a.ID}
		}
		found := corefyID.FindSubmatch(body)
		if found == nil {
			return simulation.Seen{}
		}
		return simulation.Seen{ID: string(found[1])}
	},
	sign: func(r *http.Request, _ simulation.Link) error {
		if strings.HasPrefix(r.URL.Path, "/api/") {
			r.SetBasicAuth(corefytest.DefaultAccountID, corefytest.DefaultAPIKey)
		}
		if r.ContentLength > 0 {
			r.Header.Set("Content-Type", "application/json")
		}
		return nil
	},
	lookUp: func(a simulation.Action) (method, path string, body []byte) {
		switch a.Deed {
		case simulation.Refund:
			return http.MethodGet, "/api/payment-invoices/" + a.ID, nil
		case simulation.PayOut:
			return http.MethodGet, "/api/payout-invoices?filter[reference_id]=" + a.Reference, nil
		}
		return http.MethodGet, "/api/payment-invoices?filter[reference_id]=" + a.Reference, nil
	},
	found: func(a simulation.Action, body []byte) bool {
		return strings.Contains(string(body), `"reference_id":"`+a.Reference+`"`)
	},
	callbackID: func(body []byte) string { return string(corefyID.Find(body)) },
}

var corefyID = regexp.MustCompile(`"id":\s*"(cpo?i_\w+)"`)

func corefyRequest(a simulation.Action) (method, path string, body []byte) {
	amount, currency, _ := strings.Cut(a.Amount.String(), " ")
	fields := map[string]any{
		"reference_id": a.Reference, "currency": currency, "amount": json.Number(amount), "service": "payment_card_usd_hpp",
	}
	switch a.Deed {
	case simulation.Create:
		fields["test_mode"] = true
		return http.MethodPost, "/api/payment-invoices", corefyEnvelope("payment-invoice", fields)
	case simulation.CreatePublicly:
		fields["public_key"] = corefytest.DefaultTestPublicKey
		return http.MethodPost, "/public-api/payment-invoices", corefyEnvelope("payment-invoice", fields)
	case simulation.PayOut:
		fields["test_mode"], fields["service"] = true, "payment_card_usd"
		fields["fields"] = map[string]any{"card_number": a.Card}
		return http.MethodPost, "/api/payout-invoices", corefyEnvelope("payout-invoice", fields)
	case simulation.Refund:
		body = corefyEnvelope("refund", map[string]any{"invoiceId": a.ID, "reference_id": a.Reference, "amount": json.Number(amount)})
		return http.MethodPost, "/api/payment-invoices/" + a.ID + "/refund", body
	case simulation.ReadPublicly:
		return http.MethodGet, "/public-api/payment-invoices/" + a.ID, nil
	case simulation.ReadPayout:
		return http.MethodGet, "/api/payout-invoices/" + a.ID, nil
	case simulation.List:
		return http.MethodGet, "/api/payment-invoices", nil
	}
	return http.MethodGet, "/api/payment-invoices/" + a.ID, nil
}

func corefyEnvelope(kind string, attributes map[string]any) []byte {
	body, _ := json.Marshal(map[string]any{"data": map[string]any{"type": kind, "attributes": attributes}})
	return body
}
