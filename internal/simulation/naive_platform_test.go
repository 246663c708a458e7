package simulation_test

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"

	"github.com/paygates/paygates-go/bizon/bizontest"
	"github.com/paygates/paygates-go/internal/simulation"
	"github.com/paygates/paygates-go/money"

	paygates "github.com/paygates/paygates-go"
)

func platformDialect(username, password string) dialect {
	return dialect{
		request: platformRequest, answer: platformAnswer,
		sign: func(r *http.Request, _ simulation.Link) error {
			r.SetBasicAuth(username, password)
			if r.ContentLength > 0 {
				r.Header.Set("Content-Type", "application/json")
			}
			return nil
		},
		lookUp: func(a simulation.Action) (method, path string, body []byte) {
			if a.Reference != "" {
				return http.MethodGet, "/orders/?merchant_order_id=" + a.Reference, nil
			}
			return http.MethodGet, "/orders/" + a.ID, nil
		},
		found: func(a simulation.Action, body []byte) bool {
			if a.Reference != "" {
				return platformID.Match(body)
			}
			return strings.Contains(strings.ToLower(string(body)), platformDone[a.Deed])
		},
		callbackID: func(body []byte) string { return string(platformID.Find(body)) },
	}
}

var platformID = regexp.MustCompile(`"id":"\d+"`)

// platformDone is what an order shows when a change of it took effect.
var platformDone = map[simulation.Deed]string{
	simulation.Charge: `"status":"charged"`, simulation.Refund: `"status":"refunded"`, simulation.Reverse: `"status":"reversed"`,
	simulation.Cancel: `"status":"reversed"`, simulation.Complete: `"status":"authorized"`, simulation.Complete3DS2: `"status":"authorized"`,
	simulation.Resume: `"status":"authorized"`,
}

// platformPaths are the paths of deeds that do not follow the rule: PUT
// /orders/{id}/deed.
var platformPaths = map[simulation.Deed]string{
	simulation.Create: "POST /orders/create", simulation.PayByCard: "POST /orders/authorize",
	simulation.PayByToken: "POST /orders/token_pay", simulation.PayOut: "POST /orders/credit",
	simulation.Rebill: "POST /orders/{id}/rebill", simulation.PayOutLinked: "POST /orders/{id}/credit",
	simulation.Complete: "POST /orders/{id}/complete", simulation.Complete3DS2: "POST /orders/{id}/complete3d20",
	simulation.Resume: "POST /orders/{id}/resume",
	simulation.Read:   "GET /orders/{id}", simulation.List: "GET /operations/",
}

func platformRequest(a simulation.Action) (method, path string, body []byte) {
	line, special := platformPaths[a.Deed]
	if !special {
		line = "PUT /orders/{id}/" + string(a.Deed)
	}
	method, path, _ = strings.Cut(strings.ReplaceAll(line, "{id}", a.ID), " ")
	fields := map[string]any{}
	if a.Amount.IsSet() {
		amount, currency, _ := strings.Cut(a.Amount.String(), " ")
		fields["amount"] = amount
		if a.Reference != "" {
			fields["currency"] = currency
		}
	}
	if a.Reference != "" {
		fields["merchant_order_id"] = a.Reference
		fields["options"] = platformOptions(a)
	}
	switch a.Deed {
	case simulation.PayByCard:
		fields["location"] = map[string]any{"ip": "8.8.8.8"}
		fields["pan"] = a.Card
		fields["card"] = map[string]any{"cvv": "123", "holder": "John Smith", "expiration_month": "12", "expiration_year": "2030"}
	case simulation.PayByToken:
		token, _ := bizontest.Token(a.Card)
		fields["location"] = map[string]any{"ip": "8.8.8.8"}
		fields["dsrp"] = map[string]any{"type": "apple_pay", "token": token}
	case simulation.PayOut:
		fields["pan"] = a.Card
	case simulation.Complete:
		fields["PaRes"] = a.Brought
	case simulation.Complete3DS2:
		if a.Brought != "" {
			fields["cres"] = a.Brought
		}
	}
	if len(fields) > 0 {
		body, _ = json.Marshal(fields)
	}
	return method, path, body
}

func platformOptions(a simulation.Action) map[string]any {
	options := map[string]any{"auto_charge": a.AutoCharge, "recurring": a.Recurring, "expiration_timeout": "7d"}
	if a.Secure3D != 0 {
		options["force3d"] = 1
	}
	if a.Secure3D == 2 {
		options["secure3d20_return_url"] = "https://shop.example/secure3d"
	}
	return options
}

// platformAnswer finds the order's id in any of the forms, and whether its payer
// has to go on.
func platformAnswer(a simulation.Action, body []byte) simulation.Seen {
	var o struct {
		ID      string `json:"id"`
		OrderID string `json:"order_id"`
		Orders  []struct {
			ID     string            `json:"id"`
			Form3D map[string]string `json:"form3d"`
		} `json:"orders"`
		Operations []struct {
			OrderID  string `json:"order_id"`
			Type     string `json:"type"`
			Status   string `json:"status"`
			Amount   string `json:"amount"`
			Currency string `json:"currency"`
		} `json:"operations"`
	}
	if json.Unmarshal(body, &o) != nil {
		return simulation.Seen{ID: a.ID}
	}
	seen := simulation.Seen{ID: o.ID + o.OrderID}
	if len(o.Orders) > 0 {
		seen.ID, seen.SendsPayer = o.Orders[0].ID, o.Orders[0].Form3D != nil
	}
	for _, op := range o.Operations {
		if op.Status == "success" {
			amount, _ := money.Parse(op.Amount, money.CurrencyOf(op.Currency))
			seen.Movements = append(seen.Movements, simulation.Movement{ObjectID: op.OrderID, Moves: platformMoves[op.Type], Amount: amount})
		}
	}
	if seen.ID == "" || a.Reference == "" {
		seen.ID = a.ID
	}
	return seen
}

var platformMoves = map[string]paygates.Movement{
	"authorize": paygates.MovesHold, "charge": paygates.MovesIn, "reverse": paygates.MovesRelease,
	"refund": paygates.MovesBack, "credit": paygates.MovesOut,
}
