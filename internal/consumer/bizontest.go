package consumer

import (
	"context"
	"fmt"
	"io"
	"net/http"

	"github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
	"github.com/paygates/paygates-go/bizon/bizontest"
	"github.com/paygates/paygates-go/money"
)

// BizonOffline is a client of a gateway in memory, for a shop's own tests.
func BizonOffline() (client *bizon.Client, gateway *bizontest.Server, err error) {
	gateway = bizontest.NewServer(bizontest.Config{})
	client, err = bizon.New(bizon.Config{
		Username: bizontest.DefaultUsername, Password: paygates.NewSecret(bizontest.DefaultPassword), BaseURL: gateway.URL, CheckoutURL: gateway.URL + "/pay",
	})
	if err != nil {
		gateway.Close()
	}
	return client, gateway, err
}

// BizonModel is the gateway as a handler of a server of one's own.
func BizonModel(mux *http.ServeMux) *bizontest.Model {
	model := bizontest.New(bizontest.Config{Seed: 7})
	mux.Handle("/", model)
	return model
}

// BizonPayers do what payers and banks do.
func BizonPayers(model *bizontest.Model, id string) error {
	for _, act := range []func(string) error{model.Pay, model.Refuse, model.Abandon} {
		if err := act(id); err != nil {
			return err
		}
	}
	if err := model.PayWith(id, "4111111111111111"); err != nil {
		return err
	}
	return model.Chargeback(id, money.MustParse("1.00", money.USD))
}

// BizonTrouble breaks an answer and looks at what truly happened.
func BizonTrouble(w io.Writer, model *bizontest.Model) {
	model.Fail(bizontest.Fault{On: "PUT /orders/{id}/refund", When: bizontest.AfterCommit, Drop: true})
	for _, entry := range model.Ledger() {
		fmt.Fprintln(w, entry.Kind, entry.Amount)
	}
	for _, order := range model.Orders() {
		order, known := model.Order(order.ID)
		fmt.Fprintln(w, order.Status, known)
	}
	fmt.Fprintln(w, model.PendingFaults(), len(model.Requests()), bizontest.AssumedShare(), len(bizontest.Assumptions()))
}

// BizonWebhooks brings what the gateway has to tell to a shop's handler.
func BizonWebhooks(ctx context.Context, model *bizontest.Model, shop http.Handler) error {
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

// BizonBank lets the payer confirm at the bank, or fail to.
func BizonBank(ctx context.Context, model *bizontest.Model, id string) (*http.Request, error) {
	if err := model.SetBank("4111111111111111", bizontest.Bank{Answer: bizontest.Challenge}); err != nil {
		return nil, err
	}
	if back, err := model.Authenticate(id); err == nil {
		return back.Request(ctx)
	}
	back, err := model.FailAuthentication(id)
	if err != nil {
		return nil, err
	}
	return back.Request(ctx)
}

// BizonToken is a wallet's token of a card.
func BizonToken(pan string) (paygates.Secret, error) {
	token, err := bizontest.Token(pan)
	return paygates.NewSecret(token), err
}
