package ordergatetest

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"
)

// The shapes that the CIBPay API guide prints.
type (
	guideCreatedView struct {
		Orders     []guideLinkView `json:"orders"`
		ResultCode int             `json:"result_code"`
	}
	guideLinkView struct {
		ID             string `json:"id"`
		Status         string `json:"status"`
		Created        string `json:"created"`
		ExpirationDate string `json:"expiration_date"`
		CheckoutURL    string `json:"checkout_url"`
	}
	guideOrderView struct {
		ID           string                 `json:"id"`
		Status       string                 `json:"status"`
		Amount       json.RawMessage        `json:"amount"`
		Currency     string                 `json:"currency"`
		Created      string                 `json:"created"`
		Transactions []guideTransactionView `json:"transactions,omitzero"`
	}
	guideTransactionView struct {
		ID     string          `json:"id"`
		Status string          `json:"status"`
		Amount json.RawMessage `json:"amount"`
	}
	guideChargedView struct {
		Status       string                 `json:"status"`
		Transactions []guideTransactionView `json:"transactions"`
	}
	guideStatusView struct {
		Status string `json:"status"`
	}
	guideCreditView struct {
		Status  string `json:"status"`
		OrderID string `json:"order_id"`
	}
	guideListView struct {
		Orders []guideOrderView `json:"orders"`
	}
)

// guideWords are the statuses that the guide prints otherwise than in capitals.
var guideWords = map[string]string{statusNew: "CREATED", statusReversed: "CANCELED"}

func guideStatus(status string) string {
	if word, ok := guideWords[status]; ok {
		return word
	}
	return strings.ToUpper(status)
}

func guideStamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

// guideLink is the answer to create and rebill. The guide prints AUTHORIZED for
// an order created without auto_charge, though nobody has paid yet.
func guideLink(o *order, status string) guideCreatedView {
	return guideCreatedView{Orders: []guideLinkView{{
		ID: o.id, Status: status, Created: guideStamp(o.created),
		ExpirationDate: guideStamp(o.expires), CheckoutURL: o.checkoutURL,
	}}}
}

func guideOrder(o *order) guideOrderView {
	return guideOrderView{
		ID: o.id, Status: guideStatus(o.status), Amount: o.amount.number(),
		Currency: o.currency.Code(), Created: guideStamp(o.created),
	}
}

// guideTransactions lists the charges: the guide shows no other kind.
func guideTransactions(o *order) []guideTransactionView {
	views := []guideTransactionView{}
	for _, op := range o.operations {
		if op.kind == Charged && op.status == operationSuccess {
			views = append(views, guideTransactionView{
				ID: o.id + "-" + strconv.Itoa(len(views)+1), Status: "SUCCESS", Amount: op.amount.number(),
			})
		}
	}
	return views
}
