package cinetpaytest

import (
	"fmt"
	"strings"
)

// balanceView is the data of GET /v1/transfer/check/balance.
type balanceView struct {
	Amount    whole `json:"amount"`
	InUsing   whole `json:"inUsing"`
	Available whole `json:"available"`
}

func checkBalance(m *Model, _ *incoming) (any, *refusal) {
	inUse := m.inUse()
	return balanceView{Amount: m.balance, InUsing: inUse, Available: m.balance - inUse}, nil
}

// order is one entry of a list of transfers to make.
type order struct {
	prefix, phone, notifyURL, clientID, method string

	amount whole
}

// sendView is one entry of the answer.
type sendView struct {
	Prefix    string `json:"prefix"`
	Phone     string `json:"phone"`
	Amount    whole  `json:"amount"`
	ClientID  string `json:"client_transaction_id"`
	NotifyURL string `json:"notify_url"`
	Method    string `json:"payment_method,omitempty"`
	entryView
	Treatment     string `json:"treatment_status,omitempty"`
	TransactionID string `json:"transaction_id,omitempty"`
}

// sendMoney is POST /v1/transfer/money/send/contact.
func sendMoney(m *Model, in *incoming) (any, *refusal) {
	entries, wrong := readEntries(in)
	if wrong != nil {
		return nil, wrong
	}
	orders := make([]order, len(entries))
	wrongs := make([]*refusal, len(entries))
	for i, o := range entries {
		if orders[i], wrongs[i] = readOrder(o); wrongs[i] == nil {
			wrongs[i] = m.checkOrder(orders[i], orders[:i], wrongs)
		}
		if wrongs[i] != nil && m.cfg.Entries == RefusalOfCall {
			return nil, wrongs[i]
		}
	}
	out := make([]any, 0, len(entries))
	for i, o := range orders {
		view := sendView{
			Prefix: o.prefix, Phone: o.phone, Amount: o.amount, ClientID: o.clientID, NotifyURL: o.notifyURL, Method: o.method,
			entryView: m.fared(wrongs[i], m.lot()),
		}
		if wrongs[i] == nil {
			t := m.addTransfer(o, view.Lot, in)
			view.Treatment, view.TransactionID = t.treatment, t.id
		}
		out = append(out, view)
	}
	return m.listed(out), nil
}

func readOrder(o members) (order, *refusal) {
	var out order
	for _, field := range []struct {
		to   *string
		name string
	}{
		{&out.prefix, "prefix"}, {&out.phone, "phone"}, {&out.notifyURL, "notify_url"},
		{&out.clientID, "client_transaction_id"}, {&out.method, "payment_method"},
	} {
		text, ok := o.text(field.name)
		if !ok {
			return out, refuse("716", field.name+" is not a string")
		}
		*field.to = text
	}
	text, _ := o.digits("amount") // of another type is none
	var ok bool
	if out.amount, ok = readWhole(text); !ok || out.amount%5 != 0 {
		return out, refuse("801", "")
	}
	return out, nil
}

// mostTransfer is above what the airtime page allows.
const mostTransfer whole = 1_500_000

// checkOrder refuses what may not be sent, the orders before it in the list
// taken into account.
func (m *Model) checkOrder(o order, before []order, wrongs []*refusal) *refusal {
	if wrong := checkReceiver(o.prefix, o.phone); wrong != nil {
		return wrong
	}
	available := m.balance - m.inUse()
	repeated := o.clientID != "" && m.byClientID[o.clientID] != nil
	for i, b := range before {
		if wrongs[i] == nil {
			available -= b.amount
			repeated = repeated || o.clientID != "" && b.clientID == o.clientID
		}
	}
	_, known := m.contacts[Contact{Prefix: o.prefix, Phone: o.phone}.number()]
	switch {
	case !isWebAddress(o.notifyURL):
		return refuse("725", "")
	case !known:
		return refuse("724", "")
	case repeated:
		return refuse("805", "")
	case o.amount < transferCountries[o.prefix]:
		return refuse("719", "")
	case o.amount >= mostTransfer:
		return refuse("720", "")
	case o.amount > available:
		return refuse("602", "")
	}
	return nil
}

func (m *Model) addTransfer(o order, lot string, in *incoming) *transfer {
	number := len(m.transfers) + 1
	t := &transfer{
		number: number, id: fmt.Sprintf("%s%06d", strings.ToUpper(m.draw("transfer", number, 12)), number),
		clientID: o.clientID, lot: lot, prefix: o.prefix, phone: o.phone, amount: o.amount, method: o.method,
		notifyURL: o.notifyURL, treatment: treatmentNew, confirmed: m.cfg.Whitelisted, created: m.now, updated: m.now,
	}
	m.transfers = append(m.transfers, t)
	m.byTransferID[t.id] = t
	if t.clientID != "" {
		m.byClientID[t.clientID] = t
	}
	m.enterTransfer(t, Sent, in.requestID())
	return t
}

// transferCheckView is one entry of GET /v1/transfer/check/money.
type transferCheckView struct {
	TransactionID string  `json:"transaction_id"`
	ClientID      string  `json:"client_transaction_id"`
	Lot           string  `json:"lot"`
	Amount        string  `json:"amount"`
	Receiver      string  `json:"receiver"`
	ReceiverE164  string  `json:"receiver_e164"`
	Operator      string  `json:"operator"`
	Sending       string  `json:"sending_status"`
	Valid         string  `json:"transfer_valid"`
	Treatment     string  `json:"treatment_status"`
	Comment       string  `json:"comment"`
	ValidatedAt   *string `json:"validated_at"`
}

// checkMoney is GET /v1/transfer/check/money.
func checkMoney(m *Model, in *incoming) (any, *refusal) {
	id, clientID := in.query.Get("transaction_id"), in.query.Get("client_transaction_id")
	if id == "" && clientID == "" {
		return nil, refuse("704", "transaction_id or client_transaction_id is required")
	}
	t := m.byTransferID[id]
	if id == "" {
		t = m.byClientID[clientID]
	}
	if t == nil || clientID != "" && t.clientID != clientID || m.now.Sub(t.created) < m.cfg.LookupLag {
		return nil, refuse("723", "")
	}
	valid := "N"
	if t.confirmed && t.treatment != treatmentRejected {
		valid = "Y"
	}
	return []transferCheckView{{
		TransactionID: t.id, ClientID: t.clientID, Lot: t.lot, Amount: t.amount.String(),
		Receiver: t.phone, ReceiverE164: "+" + t.prefix + t.phone, Operator: t.method, Sending: t.sending(), Valid: valid,
		Treatment: t.treatment, Comment: t.comment, ValidatedAt: optional(t.validatedAt()),
	}}, nil
}
