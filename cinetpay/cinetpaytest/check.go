package cinetpaytest

import (
	"net/http"
	"time"
)

// checkView is data of a check in the present documentation.
type checkView struct {
	Amount      string  `json:"amount"`
	Currency    string  `json:"currency"`
	Status      string  `json:"status"`
	Method      string  `json:"payment_method"`
	Description string  `json:"description"`
	Metadata    *string `json:"metadata"`
	OperatorID  *string `json:"operator_id"`
	Date        string  `json:"payment_date"`
	FundsDate   string  `json:"fund_availability_date"`
}

// oldCheckView is data of a check in the documentation of 2021.
type oldCheckView struct {
	OperatorID string `json:"operator_id,omitempty"`
	Method     string `json:"payment_method"`
	Date       string `json:"payment_date"`
	Phone      string `json:"phone_number"`
	Prefix     string `json:"phone_prefix"`
}

// noDate is what the sample of a cancelled payment has for a date.
const noDate = " "

// fundsDelay is how long after a payment its money is available.
const fundsDelay = 2 * 24 * time.Hour

// checkPayment is POST /v2/payment/check.
func checkPayment(m *Model, in *incoming) reply {
	p, wrong := m.readCheck(in.object)
	switch {
	case wrong != nil:
		return m.refuse(checkoutAPI, wrong)
	case p == nil || m.now.Sub(p.created) < m.cfg.LookupLag:
		return m.refuse(checkoutAPI, m.unknownPayment())
	}
	message := checkoutWords[p.code].message
	if p.code == codePaid {
		message = "SUCCES" // one S is missing in the documentation too
	}
	return jsonReply(http.StatusOK, checkoutView{Code: p.code, Message: message, Data: m.checkData(p), ResponseID: m.responseID()})
}

// readCheck finds the payment by transaction_id or token; nil if there is none.
func (m *Model) readCheck(o members) (*payment, *refusal) {
	for _, name := range []string{"apikey", "site_id"} {
		value, ok := o.digits(name)
		switch {
		case !ok:
			return nil, invalid(name, "another type is needed")
		case value == "":
			return nil, refuse("608", name+" is required")
		}
	}
	if wrong := m.checkCredentials(o); wrong != nil {
		return nil, wrong
	}
	named := false
	for _, name := range []string{"transaction_id", "token", "payment_token"} {
		value, ok := o.text(name)
		switch {
		case !ok:
			return nil, invalid(name, "a string is needed")
		case value == "":
			continue
		case name == "transaction_id" && m.payments[value] != nil:
			return m.payments[value], nil
		case name != "transaction_id" && m.byToken[value] != nil:
			return m.byToken[value], nil
		}
		named = true
	}
	if !named {
		return nil, refuse("608", "transaction_id is required")
	}
	return nil, nil
}

func (m *Model) unknownPayment() *refusal {
	switch m.cfg.Unknown {
	case UnknownAs627:
		return refuse("627", "")
	case UnknownAs625:
		return refuse("625", "")
	}
	return refuse("601", "")
}

func (m *Model) checkData(p *payment) any {
	date := noDate
	if !p.paidAt.IsZero() {
		date = p.paidAt.Format(timeForm)
	}
	if m.cfg.Form == Form2021 {
		if date == noDate && p.wallet != (Wallet{}) {
			date = p.updated.Format(timeForm) // its sample of a failure has one
		}
		return oldCheckView{
			OperatorID: p.operator, Method: p.wallet.Method, Date: date,
			Phone: p.wallet.Phone, Prefix: p.wallet.Prefix,
		}
	}
	return checkView{
		Amount: p.amount.String(), Currency: p.currency.Code(), Status: p.status,
		Method: p.wallet.Method, Description: p.description,
		Metadata: optional(p.metadata), OperatorID: optional(p.operator),
		Date: date, FundsDate: p.updated.Add(fundsDelay).Truncate(24 * time.Hour).Format(timeForm),
	}
}

// optional is nil for an empty text: the samples print null.
func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
