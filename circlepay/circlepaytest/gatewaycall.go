package circlepaytest

import "encoding/json"

// listGateways: GET payment/gateway/list.
func listGateways(m *Model, _ *call) ([]any, *refusal) {
	out := make([]any, 0, len(m.gateways))
	for _, g := range m.gateways {
		out = append(out, g.view())
	}
	return out, nil
}

// getGateway: GET payment/gateway/get/{payment_gateway_id}.
func getGateway(m *Model, c *call) ([]any, *refusal) {
	g := m.gateway(c.arg)
	if g == nil {
		return refused("7111")
	}
	return one(g.view()), nil
}

func (g *gateway) view() object { return object{{"id", g.ID}, {"name", g.Name}} }

// listMethods: GET payment/methods/list/{payment_gateway_id}.
func listMethods(m *Model, c *call) ([]any, *refusal) {
	g := m.gateway(c.arg)
	if g == nil {
		return refused("7111")
	}
	out := make([]any, 0, len(g.methods))
	for _, w := range g.methods {
		out = append(out, w.view())
	}
	return out, nil
}

// getMethod: GET payment/methods/get/{payment_method_id}.
func getMethod(m *Model, c *call) ([]any, *refusal) {
	w := m.method(c.arg)
	if w == nil {
		return refused("7113")
	}
	return one(w.view()), nil
}

func (w *method) view() object {
	return object{{"id", w.ID}, {"name", w.Name}, {"gateway_id", w.gateway.ID}}
}

// enableGateway: GET merchants/payment/gateway/enable/{payment_gateway_id}. It
// writes.
func enableGateway(m *Model, c *call) ([]any, *refusal) { return switchGateway(m, c, true) }

// disableGateway: DELETE merchants/payment/gateway/disable/{payment_gateway_id}.
// The gateway's methods go with it.
func disableGateway(m *Model, c *call) ([]any, *refusal) { return switchGateway(m, c, false) }

func switchGateway(m *Model, c *call, on bool) ([]any, *refusal) {
	g := m.gateway(c.arg)
	if g == nil {
		return refused("7111")
	}
	c.merchant.gatewaysOn[g] = on
	if !on {
		for _, w := range g.methods {
			c.merchant.methodsOn[w] = false
		}
	}
	return one(object{{"payment_gateway_id", g.ID}}), nil
}

// enableMethod: GET merchants/payment/method/enable/{payment_method_id}. It writes.
func enableMethod(m *Model, c *call) ([]any, *refusal) {
	w := m.method(c.arg)
	switch {
	case w == nil:
		return refused("7113")
	case !c.merchant.gatewaysOn[w.gateway]:
		return refused("7112")
	}
	c.merchant.methodsOn[w] = true
	return one(object{{"payment_method_id", w.ID}}), nil
}

// disableMethod: DELETE merchants/payment/method/disable/{payment_method_id}.
func disableMethod(m *Model, c *call) ([]any, *refusal) {
	w := m.method(c.arg)
	if w == nil {
		return refused("7113")
	}
	c.merchant.methodsOn[w] = false
	return one(object{{"payment_method_id", w.ID}}), nil
}

// listMerchantGateways: GET merchants/payment/gateway/list.
func listMerchantGateways(m *Model, c *call) ([]any, *refusal) {
	out := make([]any, 0, len(m.gateways))
	for _, g := range m.gateways {
		out = append(out, append(g.view(), member{"status", c.merchant.gatewaysOn[g]}, member{"config", g.Settings}))
	}
	return out, nil
}

// listMerchantMethods: GET merchants/payment/method/list. The page's sample has
// true beside 0.
func listMerchantMethods(m *Model, c *call) ([]any, *refusal) {
	out := []any{}
	for _, g := range m.gateways {
		for _, w := range g.methods {
			on := c.merchant.methodsOn[w]
			view := append(w.view(), member{"status", on})
			if !on && m.cfg.Form == PageForm {
				view[len(view)-1].value = json.RawMessage("0")
			}
			if m.cfg.Form == ClientForm {
				view = append(view, w.clientView()...)
			}
			out = append(out, view)
		}
	}
	return out, nil
}

// clientView is what public clients read of a method besides.
func (w *method) clientView() object {
	return object{
		{"payment_gateway_name", w.gateway.Name},
		{"payment_method_url", "https://static.example/" + w.ID + ".png"},
		{"rate_Object", object{
			{"payment_fee_percentage", shortNumber(w.rates.feePercent)}, {"payment_fee_amount", number(w.rates.feeAmount)},
			{"refund_fee_percentage", shortNumber(w.rates.refundPercent)}, {"refund_fee_amount", number(w.rates.refundAmount)},
		}},
	}
}

// chosen is the method that a payment names by payment_method_id, or by the names
// of method and gateway, which belong together. It is nil if the payment names
// none, and refuses with unknown one that the merchant may not use.
func (c *call) chosen(f fields, unknown string) *method {
	if id := f.text("payment_method_id"); id != "" {
		w := c.model.method(id)
		if w == nil || !c.merchant.methodsOn[w] {
			f.fail(unknown)
			return nil
		}
		return w
	}
	name, of := f.text("payment_method_name"), f.text("payment_gateway_name")
	switch {
	case name == "" && of == "":
		return nil
	case name == "":
		f.fail("1110", "payment_method_name")
		return nil
	case of == "":
		f.fail("1110", "payment_gateway_name")
		return nil
	}
	w, wrong := c.merchant.methodNamed(c.model, name, of)
	if wrong == "7113" {
		wrong = unknown
	}
	if wrong != "" {
		f.fail(wrong)
	}
	return w
}

// methodNamed finds a method that the merchant may use, or the code that says why
// not.
func (k *merchant) methodNamed(m *Model, name, of string) (*method, string) {
	g := first(m.gateways, func(g *gateway) bool { return g.Name == of && k.gatewaysOn[g] })
	if g == nil {
		return nil, "7111"
	}
	w := first(g.methods, func(w *method) bool { return w.Name == name && k.methodsOn[w] })
	if w == nil {
		return nil, "7113"
	}
	return w, ""
}

// usable are the methods that the merchant has switched on.
func (k *merchant) usable(m *Model) []*method {
	var out []*method
	for _, g := range m.gateways {
		for _, w := range g.methods {
			if k.methodsOn[w] {
				out = append(out, w)
			}
		}
	}
	return out
}
