package consumer

import (
	"context"
	"fmt"
	"io"
	"net/http"

	"github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cibpay"
	"github.com/paygates/paygates-go/cibpay/cibpaytest"
	"github.com/paygates/paygates-go/money"
)

// CIBPayOffline is a client of a gateway in memory, for a shop's own tests.
func CIBPayOffline() (client *cibpay.Client, gateway *cibpaytest.Server, err error) {
	gateway = cibpaytest.NewServer(cibpaytest.Config{})
	client, err = cibpay.New(cibpay.Config{
		Username: cibpaytest.DefaultUsername, Password: paygates.NewSecret(cibpaytest.DefaultPassword), BaseURL: gateway.URL,
	})
	if err != nil {
		gateway.Close()
	}
	return client, gateway, err
}

// CIBPayModel is the gateway as a handler of a server of one's own.
func CIBPayModel(mux *http.ServeMux) *cibpaytest.Model {
	model := cibpaytest.New(cibpaytest.Config{Seed: 7})
	mux.Handle("/", model)
	return model
}

// CIBPayPayers do what payers and banks do.
func CIBPayPayers(model *cibpaytest.Model, id string) error {
	for _, act := range []func(string) error{model.Pay, model.Refuse, model.Abandon} {
		if err := act(id); err != nil {
			return err
		}
	}
	if err := model.PayWith(id, "4111111111111111"); err != nil {
		return err
	}
	return model.Chargeback(id, money.MustParse("1.00", money.AZN))
}

// CIBPayTrouble breaks an answer and looks at what truly happened.
func CIBPayTrouble(w io.Writer, model *cibpaytest.Model) {
	model.Fail(cibpaytest.Fault{On: "PUT /orders/{id}/refund", When: cibpaytest.AfterCommit, Drop: true})
	for _, entry := range model.Ledger() {
		fmt.Fprintln(w, entry.Kind, entry.Amount)
	}
	for _, order := range model.Orders() {
		order, known := model.Order(order.ID)
		fmt.Fprintln(w, order.Status, known)
	}
	fmt.Fprintln(w, model.PendingFaults(), len(model.Requests()), cibpaytest.AssumedShare(), len(cibpaytest.Assumptions()))
}

// CIBPayWebhooks brings what the gateway has to tell to a shop's handler.
func CIBPayWebhooks(ctx context.Context, model *cibpaytest.Model, shop http.Handler) error {
	if len(model.Callbacks()) == 0 {
		return nil
	}
	if err := model.DeliverTo(ctx, shop); err != nil {
		return err
	}
	for _, callback := range model.TakeCallbacks() {
		if _, err := callback.Request(ctx); err != nil {
			return err
		}
	}
	return model.Deliver(ctx)
}
