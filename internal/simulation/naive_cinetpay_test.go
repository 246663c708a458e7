package simulation_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/paygates/paygates-go/cinetpay/cinetpaytest"
	"github.com/paygates/paygates-go/internal/simulation"
)

// cinetpayDialect logs in before each call of the transfer API.
var cinetpayDialect = dialect{
	request: cinetpayRequest,
	answer: func(a simulation.Action, _ []byte) simulation.Seen {
		return simulation.Seen{ID: a.Reference + a.ID} // one of them is empty
	},
	sign: signCinetPay,
	refused: func(body []byte) bool {
		known := bytes.Contains(body, []byte(`"code":726`)) // the contact, which is as good
		return !cinetpayDone.Match(body) || cinetpayEntryFailed.Match(body) && !known
	},
	lookUp: func(a simulation.Action) (method, path string, body []byte) {
		if a.Deed == simulation.Create {
			return cinetpayRequest(simulation.Action{Deed: simulation.Read, ID: a.Reference})
		}
		return cinetpayRequest(simulation.Action{Deed: simulation.ReadPayout, ID: a.Reference})
	},
	found: func(a simulation.Action, body []byte) bool {
		return strings.Contains(string(body), `"status":"`) || strings.Contains(string(body), a.Reference)
	},
	callbackID: func(body []byte) string { return string(cinetpayID.Find(body)) },
}

// What an answer, an entry in it and a notification begin with.
var (
	cinetpayDone        = regexp.MustCompile(`^\{"code":("201"|"00"|0)[,}]|"status":"[A-Z]`)
	cinetpayEntryFailed = regexp.MustCompile(`\[\{[^}]*"code":[1-9]`)
	cinetpayID          = regexp.MustCompile(`(cpm_trans_id|client_transaction_id)=[^&]+`)
)

func cinetpayRequest(a simulation.Action) (method, path string, body []byte) {
	amount, currency, _ := strings.Cut(a.Amount.String(), " ")
	whole, _ := strconv.Atoi(amount)
	const prefix = "225"
	entry := map[string]any{"prefix": prefix, "phone": strings.TrimPrefix(a.Receiver, prefix)}
	switch a.Deed {
	case simulation.Create:
		body, _ = json.Marshal(map[string]any{
			"apikey": cinetpaytest.DefaultAPIKey, "site_id": cinetpaytest.DefaultSiteID, "transaction_id": a.Reference,
			"amount": whole, "currency": currency, "description": "Order", "channels": "MOBILE_MONEY",
			"notify_url": "https://shop.example/payment", "return_url": "https://shop.example/return",
		})
		return http.MethodPost, "/v2/payment", body
	case simulation.Read:
		body, _ = json.Marshal(map[string]any{
			"apikey": cinetpaytest.DefaultAPIKey, "site_id": cinetpaytest.DefaultSiteID, "transaction_id": a.ID,
		})
		return http.MethodPost, "/v2/payment/check", body
	case simulation.ReadBalance:
		return http.MethodGet, "/v1/transfer/check/balance?", nil
	case simulation.AddReceiver:
		entry["name"], entry["surname"], entry["email"] = "Kone", "Awa", "awa@shop.example"
		return http.MethodPost, "/v1/transfer/contact", cinetpayForm(entry)
	case simulation.PayOut:
		entry["amount"], entry["client_transaction_id"], entry["notify_url"] = whole, a.Reference, "https://shop.example/transfer"
		return http.MethodPost, "/v1/transfer/money/send/contact", cinetpayForm(entry)
	}
	return http.MethodGet, "/v1/transfer/check/money?client_transaction_id=" + a.ID, nil
}

func cinetpayForm(entry map[string]any) []byte {
	data, _ := json.Marshal([]any{entry})
	return []byte(url.Values{"data": {string(data)}}.Encode())
}

func signCinetPay(r *http.Request, link simulation.Link) error {
	r.Header.Set("Content-Type", "application/json")
	if !strings.HasPrefix(r.URL.Path, "/v1/") {
		return nil
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	login := url.Values{"apikey": {cinetpaytest.DefaultAPIKey}, "password": {cinetpaytest.DefaultTransferPassword}}
	in, err := http.NewRequestWithContext(r.Context(), http.MethodPost, link.Base+"/v1/auth/login", strings.NewReader(login.Encode()))
	if err != nil {
		return err
	}
	in.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := patient(link).Do(in)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	var session struct{ Data struct{ Token string } }
	if err := json.NewDecoder(answer.Body).Decode(&session); err != nil {
		return err
	}
	if session.Data.Token == "" {
		return errors.New("no token")
	}
	query := r.URL.Query()
	query.Set("token", session.Data.Token)
	query.Set("lang", "fr")
	r.URL.RawQuery = query.Encode()
	return nil
}
