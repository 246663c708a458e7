package cinetpaytest

import (
	"net/http"
)

// linkView is the data of a payment that was created.
type linkView struct {
	Token string `json:"payment_token"`
	URL   string `json:"payment_url"`
}

// createPayment is POST /v2/payment.
func createPayment(m *Model, in *incoming) reply {
	d, wrong := m.readDraft(in.object)
	if wrong != nil {
		return m.refuse(checkoutAPI, wrong)
	}
	p, known := m.payments[d.transactionID]
	switch {
	case !known:
		p = m.addPayment(d, in)
	case m.cfg.Repeats == RepeatRefused, m.cfg.Repeats == RepeatRefusesChange && p.draft != d:
		return m.refuse(checkoutAPI, refuse("620", ""))
	}
	return jsonReply(http.StatusOK, checkoutView{
		Code: "201", Message: "CREATED", Description: "Transaction created with success",
		Data: linkView{Token: p.token, URL: p.url}, ResponseID: m.responseID(),
	})
}

// The lengths of the two tokens, as the samples have them.
const (
	tokenDigits     = 110
	signatureDigits = 96
)

func (m *Model) addPayment(d draft, in *incoming) *payment {
	number := len(m.links) + 1
	p := &payment{
		draft: d, number: number, token: m.draw("payment", number, tokenDigits),
		signature: m.draw("signature", number, signatureDigits),
		status:    statusWaiting, code: codeUntouched, created: m.now, updated: m.now,
	}
	page := m.cfg.CheckoutURL
	if page == "" {
		page = in.host + "/payment"
	}
	p.url = page + "/" + p.token
	m.payments[d.transactionID], m.byToken[p.token] = p, p
	m.links = append(m.links, p)
	m.enterPayment(p, Created, in.requestID())
	return p
}

// changeDevice is POST /v2/seamless/device, which the browser's script sends
// when its socket has another id.
func changeDevice(m *Model, in *incoming) reply {
	for _, name := range []string{"old_device_id", "new_device_id"} {
		if id, ok := in.object.text(name); !ok || id == "" {
			return m.refuse(checkoutAPI, refuse("608", name+" is required"))
		}
	}
	return jsonReply(http.StatusOK, checkoutView{
		Code: "202", Message: "ACCEPTED", Description: "Device changed", ResponseID: m.responseID(),
	})
}
