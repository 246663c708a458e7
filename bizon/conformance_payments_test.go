package bizon_test

import (
	"net/http"
	"slices"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
	"github.com/paygates/paygates-go/internal/conformance"
	"github.com/paygates/paygates-go/money"
)

// asked is what the suite's requests for a new order ask for.
func asked(more ...string) map[string]string {
	out := map[string]string{"amount": "11.00", "currency": "USD", "merchant_order_id": suiteReference}
	for i := 0; i < len(more); i += 2 {
		out[more[i]] = more[i+1]
	}
	return out
}

func suiteCard() bizon.CardDetails {
	return bizon.CardDetails{
		CVV: paygates.NewSecret(suiteCVV), Holder: paygates.NewSecret(suiteHolder), ExpirationMonth: 7, ExpirationYear: 2031,
	}
}

// echoed are answers that repeat what should have been masked.
func echoed() []conformance.Change {
	return []conformance.Change{
		{Name: "the whole card number", Path: "orders.0.pan", Value: `"` + suitePAN + `"`},
		{Name: "the card holder", Path: "orders.0.card", Value: `{"holder":"` + suiteHolder + `"}`},
		{Name: "the authentication", Path: "orders.0.secure3d", Value: `{"xid":"` + suiteXID + `","cavv":"` + suiteCAVV + `"}`},
	}
}

func (s suite) create() conformance.Case[*bizon.Client] {
	good := createEverything()
	good.Reference, good.Amount = suiteReference, eleven()
	wrong := good
	wrong.Reference, wrong.Amount, wrong.Client.Email, wrong.IP = "a,b", money.Amount{}, "nobody", "here"
	wrong.Options.ReturnURL, wrong.Options.Secure3D20ReturnURL = "ftp://shop.example/"+suitePAN, "http://shop.example/"
	create := (*bizon.OrdersAPI).Create
	created := s.made("create_full", "0.00")
	created.Status, created.Header = http.StatusCreated, http.Header{"Location": {"https://checkout.gateway.example/pay/" + suiteNewOrder}}
	return conformance.Case[*bizon.Client]{
		Operation: "Orders.Create", Call: making(create, good), Asked: asked(),
		Good: []conformance.Reply{created, s.made("create_minimal", "0.00")},
		Invalid: []conformance.Invalid[*bizon.Client]{
			invalid("six fields", making(create, wrong), "Reference", "Amount", "Client.Email", "IP", "Options.ReturnURL", "Options.Secure3D20ReturnURL"),
			invalid("empty", making(create, bizon.CreateOrderRequest{}), "Reference", "Amount"),
		},
	}
}

func (s suite) authorize() conformance.Case[*bizon.Client] {
	good := authorizeEverything()
	good.Reference, good.Amount, good.PAN, good.Card = suiteReference, eleven(), paygates.NewPAN(suitePAN), suiteCard()
	good.Secure3D.XID, good.Secure3D.CAVV = paygates.NewSecret(suiteXID), paygates.NewSecret(suiteCAVV)
	wrong := good
	wrong.PAN, wrong.Card.CVV, wrong.Card.Holder = paygates.NewPAN(suitePAN+"0"), paygates.NewSecret(suiteCVV+"9"), paygates.NewSecret(strings.Repeat(suiteHolder, 4))
	wrong.Secure3D.ECI, wrong.Recurring.ParentOrderID, wrong.Extra = "high", "../7", map[string]any{"secure3d": map[string]any{}}
	authorize := (*bizon.OrdersAPI).Authorize
	masked := paygates.NewPAN(suitePAN).Masked()
	held := s.made("authorize_full", "0.00").With("orders.0.pan", `"`+masked+`"`)
	waiting := s.made("authorize_3ds", "0.00").With("orders.0.pan", `"`+masked+`"`)
	return conformance.Case[*bizon.Client]{
		Operation: "Orders.Authorize", Call: making(authorize, good), Asked: asked("pan", masked, "amount_charged", "11.00"),
		Good: slices.Concat([]conformance.Reply{held, taken(held, "11.00")}, either(waiting)),
		Echo: echoed(),
		Invalid: []conformance.Invalid[*bizon.Client]{
			invalid("six fields", making(authorize, wrong), "PAN", "Card.CVV", "Card.Holder", "Secure3D.ECI", "Recurring.ParentOrderID", "Extra"),
			invalid("empty", making(authorize, bizon.AuthorizeRequest{}), "Reference", "Amount", "PAN", "Card.ExpirationMonth", "Card.ExpirationYear", "IP"),
		},
	}
}

func (s suite) tokenPay() conformance.Case[*bizon.Client] {
	good := tokenEverything()
	good.Reference, good.Amount, good.Token.Token = suiteReference, eleven(), paygates.NewSecret(suiteToken)
	wrong := good
	wrong.Token = bizon.WalletToken{Type: "paper", Token: paygates.NewSecret(suiteToken + "\n")}
	tokenPay := (*bizon.OrdersAPI).TokenPay
	held := s.made("token_pay", "0.00")
	waiting := s.made("authorize_3ds", "0.00")
	return conformance.Case[*bizon.Client]{
		Operation: "Orders.TokenPay", Call: making(tokenPay, good), Asked: asked("amount_charged", "11.00"),
		Good: slices.Concat([]conformance.Reply{held, taken(held, "11.00")}, either(waiting)),
		Echo: []conformance.Change{{Name: "the whole card number", Path: "orders.0.pan", Value: `"` + suitePAN + `"`}},
		Invalid: []conformance.Invalid[*bizon.Client]{
			invalid("a wrong token", making(tokenPay, wrong), "Token.Type", "Token.Token"),
			invalid("empty", making(tokenPay, bizon.TokenPayRequest{}), "Reference", "Amount", "Token.Type", "Token.Token", "IP"),
		},
	}
}

func (s suite) rebill() conformance.Case[*bizon.Client] {
	good := bizon.RebillRequest{
		Reference: suiteReference, Amount: eleven(), CVV: paygates.NewSecret(suiteCVV), Client: payer(), IP: "6.6.6.6",
		Options: bizon.PaymentOptions{Recurring: new(true)}, Recurring: bizon.RebillDetails{TraceID: "t-1"},
		CustomFields: map[string]any{"month": "May"}, Extra: map[string]any{"of_tomorrow": []any{"a", 1}},
	}
	wrong := good
	wrong.CVV, wrong.CustomFields, wrong.Extra = paygates.NewSecret(suiteCVV+"9"), map[string]any{"price": 1.5}, map[string]any{"recurring_details": "x"}
	rebill := (*bizon.OrdersAPI).Rebill
	held := s.made("rebill", "0.00")
	prepared := held.With("orders.0.status", `"prepared"`).With("orders.0.operations", `[]`)
	return conformance.Case[*bizon.Client]{
		Operation: "Orders.Rebill", Call: changing(rebill, suiteOrder, good), Asked: asked("amount_charged", "11.00"), Target: suiteOrder,
		Good: []conformance.Reply{held, taken(held, "11.00"), prepared},
		Invalid: []conformance.Invalid[*bizon.Client]{
			invalid("three fields", changing(rebill, suiteOrder, wrong), "CVV", "CustomFields", "Extra"),
			invalid("no id", changing(rebill, "", good), "id"),
		},
	}
}

func (s suite) credit() conformance.Case[*bizon.Client] {
	good := bizon.CreditRequest{
		Reference: suiteReference, Amount: eleven(), PAN: paygates.NewPAN(suitePAN), Card: suiteCard(), Description: "Payout",
		Client: payer(), IP: "6.6.6.6", Options: bizon.CardOptions{Terminal: "TERM12"}, Extra: map[string]any{"data": []any{"a", 2}},
	}
	wrong := good
	wrong.PAN, wrong.Card.ExpirationMonth = paygates.PAN{}, 13
	credit := (*bizon.OrdersAPI).Credit
	masked := paygates.NewPAN(suitePAN).Masked()
	return conformance.Case[*bizon.Client]{
		Operation: "Orders.Credit", Call: making(credit, good), Asked: asked("pan", masked),
		Good: []conformance.Reply{s.made("credit", "0.00").With("orders.0.pan", `"`+masked+`"`)},
		Echo: echoed(),
		Invalid: []conformance.Invalid[*bizon.Client]{
			invalid("two fields", making(credit, wrong), "PAN", "Card.ExpirationMonth"),
		},
	}
}

func (s suite) creditOrder() conformance.Case[*bizon.Client] {
	good := bizon.CreditOrderRequest{
		Reference: suiteReference, Amount: eleven(), Description: "Payout", Client: payer(), IP: "6.6.6.6",
		Options: bizon.CardOptions{Terminal: "TERM12"}, CustomFields: map[string]any{"a": "b"},
	}
	creditOrder := (*bizon.OrdersAPI).CreditOrder
	return conformance.Case[*bizon.Client]{
		Operation: "Orders.CreditOrder", Call: changing(creditOrder, suiteOrder, good), Asked: asked(), Target: suiteOrder,
		Good: []conformance.Reply{s.made("credit_order", "0.00")},
		Invalid: []conformance.Invalid[*bizon.Client]{
			invalid("empty", changing(creditOrder, "", bizon.CreditOrderRequest{}), "id", "Reference", "Amount"),
		},
	}
}
