package circlepaytest

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/paygates/paygates-go/money"
)

// Gateway is a payment gateway behind CirclePay.
type Gateway struct {
	// ID is its identifier, 24 hexadecimal digits in the documentation.
	ID string
	// Name is its name, such as PayMob.
	Name string
	// Settings is the JSON object that merchants see as config; {} if it is empty.
	// In real life it holds the merchant's keys at that gateway.
	Settings json.RawMessage
	// Methods are the payment methods of the gateway.
	Methods []Method
}

// Method is a payment method of one gateway. The fees are decimal numbers; an
// empty one is 0.
type Method struct {
	// ID is its identifier, 24 hexadecimal digits in the documentation.
	ID string
	// Name is its name, such as CARD.
	Name string
	// FeePercent and FeeAmount are what a payment costs the merchant.
	FeePercent, FeeAmount string
	// RefundFeePercent and RefundFeeAmount are told with the method and taken from
	// nobody.
	RefundFeePercent, RefundFeeAmount string
}

// DefaultGateways are MyFatoorah, PayMob and Fawry with the identifiers that the
// CirclePay documentation prints, as far as it prints any. Keys and fees are made
// up.
func DefaultGateways() []Gateway {
	return []Gateway{
		{
			ID: "610b2c486df621209c85215a", Name: "MyFatoorah",
			Settings: json.RawMessage(`{"id":1,"apiKey":"made-up-gateway-key","signature":"","merchantCode":"","merchantRefNum":""}`),
			Methods: []Method{
				{ID: "610b2c486df621209c85215c", Name: "AMEX", FeeAmount: "1"},
				{ID: "610b2c496df621209c852162", Name: "MasterCard", FeeAmount: "1"},
				{ID: "610b2c496df621209c852168", Name: "Visa", FeeAmount: "1"},
				{ID: "61bf27e54b8bcfac495f997c", Name: "Wallet", FeePercent: "1.5"},
				{ID: "61c0401b253faaefc6af1993", Name: "Meeza", FeePercent: "1.5"},
			},
		},
		{
			ID: "610b2c486df621209c85215b", Name: "PayMob",
			Settings: json.RawMessage(`{"CARD":{"iframeID":"64969","integrationID":"33483"},"CASH":{"iframeID":"","integrationID":""},` +
				`"Kiosk":{"iframeID":"","integrationID":"107439"},"Wallet":{"iframeID":"","integrationID":"104351"},` +
				`"apiKey":"made-up-gateway-key","SUHOOLA":{"iframeID":"326757","integrationID":"33483"}}`),
			Methods: []Method{
				{ID: "00000000000000000000ca2d", Name: "CARD", FeePercent: "1", FeeAmount: "2", RefundFeeAmount: "5"},
				{ID: "000000000000000000007105", Name: "Kiosk", FeeAmount: "3.5"},
			},
		},
		{
			ID: "613927082de6eb5dc061d516", Name: "Fawry",
			Settings: json.RawMessage(`{"id":4,"apiKey":"made-up-gateway-key","signature":"as","merchantCode":"made-up-code","merchantRefNum":"as"}`),
			Methods: []Method{
				{ID: "0000000000000000000fa321", Name: "Reference Number", FeePercent: "2", FeeAmount: "1"},
			},
		},
	}
}

// gateway is a Gateway that the model knows.
type gateway struct {
	Gateway
	methods []*method
}

// method is a Method with its fees as numbers without a currency.
type method struct {
	Method
	gateway *gateway
	rates   rates
}

type rates struct{ feePercent, feeAmount, refundPercent, refundAmount money.Amount }

// addGateways checks the Config's gateways and keeps them.
func (m *Model) addGateways(all []Gateway) {
	for _, g := range all {
		if len(g.Settings) == 0 {
			g.Settings = json.RawMessage("{}")
		}
		if g.ID == "" || m.gateway(g.ID) != nil || !json.Valid(g.Settings) {
			panic(fmt.Sprintf("circlepaytest: the gateway %q needs an ID of its own and JSON as Settings", g.Name))
		}
		known := &gateway{Gateway: g}
		m.gateways = append(m.gateways, known)
		for _, w := range g.Methods {
			if w.ID == "" || m.method(w.ID) != nil {
				panic(fmt.Sprintf("circlepaytest: the method %q needs an ID of its own", w.Name))
			}
			known.methods = append(known.methods, &method{Method: w, gateway: known, rates: rates{
				rate(w.FeePercent), rate(w.FeeAmount), rate(w.RefundFeePercent), rate(w.RefundFeeAmount),
			}})
		}
	}
}

func rate(text string) money.Amount {
	if text == "" {
		text = "0"
	}
	a, err := money.ParseExact(text, money.Currency{})
	if err != nil || a.IsNegative() {
		panic("circlepaytest: a fee is no decimal number")
	}
	return a
}

// fee is what the merchant pays for a payment.
func (w *method) fee(value money.Amount) money.Amount {
	fixed := w.rates.feeAmount.Decimal().RoundBank(placesOf(value.Currency()))
	return must(percentOf(value, w.rates.feePercent).Add(must(money.FromDecimal(fixed, value.Currency()))))
}

func (m *Model) gateway(id string) *gateway {
	return first(m.gateways, func(g *gateway) bool { return g.ID == id })
}

func (m *Model) method(id string) *method {
	for _, g := range m.gateways {
		if w := first(g.methods, func(w *method) bool { return w.ID == id }); w != nil {
			return w
		}
	}
	return nil
}

// first gives the first element that fits, nil if there is none.
func first[T any](all []*T, fits func(*T) bool) *T {
	if i := slices.IndexFunc(all, fits); i >= 0 {
		return all[i]
	}
	return nil
}
