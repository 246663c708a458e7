package consumer

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"

	"github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/corefy"
	"github.com/paygates/paygates-go/corefy/corefytest"
	"github.com/paygates/paygates-go/money"
)

// CorefyOffline is a client of a gateway in memory, for a shop's own tests.
func CorefyOffline() (client *corefy.Client, gateway *corefytest.Server, err error) {
	gateway = corefytest.NewServer(corefytest.Config{})
	client, err = corefy.New(corefy.Config{
		AccountID: corefytest.DefaultAccountID, APIKey: paygates.NewSecret(corefytest.DefaultAPIKey),
		CallbackSecrets: []paygates.Secret{paygates.NewSecret(corefytest.DefaultTestSecret)},
		PrivateURL:      gateway.PrivateURL, PublicURL: gateway.PublicURL,
	})
	if err != nil {
		gateway.Close()
	}
	return client, gateway, err
}

// CorefyModel is the gateway as a handler of a server of one's own.
func CorefyModel(w io.Writer) *corefytest.Model {
	model := corefytest.New(corefytest.Config{Seed: 7, Services: corefytest.DefaultServices()})
	httptest.NewServer(model).Close()
	model.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/hpp/", nil))
	fmt.Fprintln(w, corefytest.AssumedShare(), len(corefytest.Assumptions()), len(corefytest.Resolutions()))
	return model
}

// CorefyPeople do what payers, operators and the back office do.
func CorefyPeople(model *corefytest.Model, id string) error {
	model.Fail(corefytest.Fault{On: "POST /api/payment-invoices", Status: http.StatusBadGateway, Body: corefytest.ErrorBody(http.StatusBadGateway)})
	for _, act := range []func(string) error{model.Abandon, model.Pay, model.Refuse, model.CompleteRefund, model.CompletePayout} {
		if err := act(id); err != nil {
			return err
		}
	}
	for _, act := range []func(string, money.Amount) error{model.PayAmount, model.Chargeback, model.ReturnPayout} {
		if err := act(id, money.MustParse("100.00", money.USD)); err != nil {
			return err
		}
	}
	for _, act := range []func(string, corefytest.Decline) error{model.Decline, model.FailRefund, model.FailPayout} {
		if err := act(id, corefytest.Declined); err != nil {
			return err
		}
	}
	if err := model.PayWith(id, "4111111111111111"); err != nil {
		return err
	}
	return model.Correct(id, "processed", "ok")
}

// CorefyLedger prints what the gateway knows.
func CorefyLedger(w io.Writer, model *corefytest.Model, id string) {
	invoice, known := model.Invoice(id)
	payout, sent := model.Payout(id)
	fmt.Fprintln(w, invoice.Status, known, payout.Status, sent)
	fmt.Fprintln(w, len(model.Invoices()), len(model.Payouts()), len(model.Ledger()), len(model.Requests()), model.PendingFaults())
}

// CorefyDeliveries are the callbacks, one by one and all at once.
func CorefyDeliveries(ctx context.Context, model *corefytest.Model, shop http.Handler) error {
	waiting := model.Callbacks()
	model.Requeue(model.TakeCallbacks()...)
	for _, callback := range waiting {
		request, err := callback.Request(ctx)
		if err != nil {
			return err
		}
		shop.ServeHTTP(httptest.NewRecorder(), request)
	}
	if err := model.DeliverTo(ctx, shop); err != nil {
		return err
	}
	return model.Deliver(ctx)
}

// CorefyForgery is a signature of one's own, for tests of handlers.
func CorefyForgery(body []byte) string { return corefytest.Sign(body, "sk_test_Example") }

// CorefyClosed ends a gateway.
func CorefyClosed(gateway *corefytest.Server) { gateway.Close() }
