package simulation_test

import (
	"bytes"
	"cmp"
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
		names := circlepayID
		switch a.Deed {
		case simulation.CreateInvoice:
			names = circlepayInvoice
		case simulation.CreateLink:
			names = circlepayLink
		case simulation.PayInvoice, simulation.PayLink:
			a.ID = ""
		}
		found := names.FindSubmatch(body)
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
		switch a.Deed {
		case simulation.CreateInvoice:
			return http.MethodGet, "/invoice/list/" + circlepayMobile(a), nil
		case simulation.DeleteInvoice:
			return http.MethodGet, "/invoice/get/" + a.ID, nil
		case simulation.CreateLink:
			return http.MethodGet, "/paymentlink/list", nil
		case simulation.DeactivateLink:
			return http.MethodGet, "/paymentlink/get" + lastPart(a.ID), nil
		}
		body, _ = json.Marshal(map[string]any{"customer_mobile": circlepayMobile(a)})
		return http.MethodPost, "/payment/list", body
	},
	found: func(a simulation.Action, body []byte) bool {
		switch a.Deed {
		case simulation.CreateInvoice:
			return circlepayInvoice.Match(body)
		case simulation.CreateLink:
			return bytes.Contains(body, []byte(circlepayProduct(a)+`"`))
		case simulation.DeleteInvoice:
			return circlepayFailed.Match(body)
		case simulation.DeactivateLink:
			return circlepayInactive.Match(body)
		}
		return circlepayID.Match(body)
	},
	callbackID: func(body []byte) string { return string(circlepayCallback.Find(body)) },
}

var (
	circlepayID       = regexp.MustCompile(`"transaction_id":\s*"?(\d+)`)
	circlepayInvoice  = regexp.MustCompile(`"invoice_number":\s*"([^"]+)"`)
	circlepayLink     = regexp.MustCompile(`"payment_link_url":\s*"([^"]+)"`)
	circlepayInactive = regexp.MustCompile(`"status":\s*(0|false)`)
	circlepayFailed   = regexp.MustCompile(`"isError":\s*true|"errorCode":\s*"?[1-9]`)
	circlepayCallback = regexp.MustCompile(`transaction_id[=": ]+\d+`)
)

func circlepayMobile(a simulation.Action) string {
	number := strings.TrimPrefix(a.Reference, "ref-")
	return "+2010" + strings.Repeat("0", max(0, 8-len(number))) + number
}

func circlepayProduct(a simulation.Action) string { return "Tea for " + a.Reference }

// lastPart is an address from its last slash on.
func lastPart(address string) string { return address[strings.LastIndexByte(address, '/'):] }

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
			"items": []any{map[string]any{"name": "Tea", "price": json.Number(amount), "quantity": 1}},
		}})
		return http.MethodPost, "/invoice/createV2", body
	case simulation.Refund:
		return http.MethodPost, "/refund/request", []byte(`{"transaction_id":` + a.ID + `}`)
	case simulation.CreateInvoice:
		body, _ = json.Marshal(map[string]any{"invoice": map[string]any{
			"customer_mobile": circlepayMobile(a), "due_date": due,
			"items": []any{map[string]any{"name": "Tea", "price": json.Number(amount), "quantity": 1}},
		}})
		return http.MethodPost, "/invoice/create", body
	case simulation.PayInvoice:
		body, _ = json.Marshal(map[string]any{"invoice_number": a.ID, "customer_mobile": circlepayMobile(a)})
		return http.MethodPost, "/invoice/pay", body
	case simulation.CreateLink:
		body, _ = json.Marshal(map[string]any{
			"value": json.Number(amount), "currency": "EGP", "name": circlepayProduct(a), "description": "Tea", "expiry_Date": due,
		})
		return http.MethodPost, "/paymentlink/create", body
	case simulation.PayLink:
		body, _ = json.Marshal(map[string]any{"payment_link_url": a.ID, "customer": customer})
		return http.MethodPost, "/payPaymentLink/", body
	case simulation.DeleteInvoice:
		return http.MethodDelete, "/invoice/delete/" + a.ID, nil
	case simulation.DeactivateLink:
		return http.MethodDelete, "/paymentlink/deactive" + lastPart(a.ID), nil
	case simulation.ReadInvoice, simulation.ListInvoices:
		return http.MethodGet, "/invoice/get/" + a.ID, nil
	case simulation.ReadLink, simulation.ListLinks:
		return http.MethodGet, "/paymentlink/get" + lastPart(a.ID), nil
	}
	if method, path, body := circlepayRegister(a); method != "" {
		return method, path, body
	}
	return http.MethodGet, "/payment/get/" + a.ID, nil
}

// circlepayRegister makes the requests that are about no money.
func circlepayRegister(a simulation.Action) (method, path string, body []byte) {
	switch a.Deed {
	case simulation.CreateCustomer, simulation.UpdateCustomer:
		body, _ = json.Marshal(map[string]any{
			"first_name": "Mona", "last_name": "Said", "mobile_number": cmp.Or(a.ID, circlepayMobile(a)), "city": cmp.Or(a.Text, "Cairo"),
		})
		if a.Deed == simulation.UpdateCustomer {
			return http.MethodPut, "/customer/update", body
		}
		return http.MethodPost, "/customer/create", body
	case simulation.ReadCustomer:
		return http.MethodGet, "/customer/get/" + a.ID, nil
	case simulation.CreateMerchant, simulation.SendPassword, simulation.VerifyMerchant, simulation.ReadMerchant, simulation.UpdateMerchant, simulation.UpdateLink:
		return http.MethodGet, "/merchants/list", nil // those clients sell, and do nothing else
	case simulation.EnableGateway, simulation.DisableGateway, simulation.EnableMethod, simulation.DisableMethod:
		return http.MethodGet, "/merchants/payment/gateway/list", nil
	}
	return "", "", nil
}
