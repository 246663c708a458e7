package consumer

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"

	"github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cinetpay"
	"github.com/paygates/paygates-go/cinetpay/cinetpaytest"
)

// CinetPayOffline is a client of a gateway in memory, for a shop's own tests.
func CinetPayOffline() (client *cinetpay.Client, gateway *cinetpaytest.Server, err error) {
	gateway = cinetpaytest.NewServer(cinetpaytest.Config{})
	client, err = cinetpay.New(cinetpay.Config{
		APIKey: paygates.NewSecret(cinetpaytest.DefaultAPIKey), SiteID: cinetpaytest.DefaultSiteID,
		SecretKeys:       []paygates.Secret{paygates.NewSecret(cinetpaytest.DefaultSecretKey)},
		TransferPassword: paygates.NewSecret(cinetpaytest.DefaultTransferPassword),
		BaseURL:          gateway.URL, TransferURL: gateway.URL,
	})
	if err != nil {
		gateway.Close()
	}
	return client, gateway, err
}

// CinetPayModel is the gateway as a handler of a server of one's own.
func CinetPayModel(w io.Writer) *cinetpaytest.Model {
	model := cinetpaytest.New(cinetpaytest.Config{Seed: 7})
	httptest.NewServer(model).Close()
	model.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/payment/none", nil))
	fmt.Fprintln(w, cinetpaytest.AssumedShare(), len(cinetpaytest.Assumptions()))
	return model
}

// CinetPayPeople do what payers, operators and the back office do.
func CinetPayPeople(model *cinetpaytest.Model, id string) error {
	model.Fail(cinetpaytest.Fault{On: "POST /v2/payment", Drop: true})
	for _, act := range []func(string) error{
		model.Abandon, model.Pay, model.Refuse, model.Confirm, model.BeginRefund, model.Refund, model.Notify,
		model.Approve, model.Suspend, model.Complete, model.Reject,
	} {
		if err := act(id); err != nil {
			return err
		}
	}
	if err := model.PayWith(id, cinetpaytest.Wallet{Method: "OM", Prefix: "225", Phone: "0700000001"}); err != nil {
		return err
	}
	for _, act := range []func(id, code string) error{model.RefuseWith, model.AbandonWith} {
		if err := act(id, "604"); err != nil {
			return err
		}
	}
	return nil
}

// CinetPayLedger prints what the gateway knows.
func CinetPayLedger(w io.Writer, model *cinetpaytest.Model, id string) {
	payment, known := model.Payment(id)
	transfer, sent := model.Transfer(id)
	amount, available := model.Balance()
	fmt.Fprintln(w, payment.Status, known, transfer.Treatment, sent, amount, available)
	fmt.Fprintln(w, len(model.Payments()), len(model.Transfers()), len(model.Contacts()), len(model.Ledger()), len(model.Requests()), model.PendingFaults())
}

// CinetPayDeliveries are the notifications, one by one and all at once.
func CinetPayDeliveries(ctx context.Context, model *cinetpaytest.Model, shop http.Handler, id string) (*http.Request, error) {
	for _, waiting := range append(model.Callbacks(), model.TakeCallbacks()...) {
		ping, err := waiting.Ping(ctx)
		if err != nil {
			return nil, err
		}
		shop.ServeHTTP(httptest.NewRecorder(), ping)
		request, err := waiting.Request(ctx)
		if err != nil {
			return nil, err
		}
		shop.ServeHTTP(httptest.NewRecorder(), request)
	}
	if err := model.DeliverTo(ctx, shop); err != nil {
		return nil, err
	}
	if err := model.Deliver(ctx); err != nil {
		return nil, err
	}
	back, err := model.Return(id)
	if err != nil {
		return nil, err
	}
	return back.Request(ctx)
}

// CinetPayForgery is a token of one's own, for tests of handlers.
func CinetPayForgery(form url.Values) string { return cinetpaytest.Sign("secret-key", form) }

// CinetPayClosed ends a gateway.
func CinetPayClosed(gateway *cinetpaytest.Server) { gateway.Close() }
