package consumer

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"

	"github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/circlepay"
	"github.com/paygates/paygates-go/circlepay/circlepaytest"
)

// CirclePayOffline is a client of a gateway in memory, for a shop's own tests.
func CirclePayOffline() (client *circlepay.Client, gateway *circlepaytest.Server, err error) {
	gateway = circlepaytest.NewServer(circlepaytest.Config{})
	client, err = circlepay.New(circlepay.Config{
		AccountKey:    paygates.NewSecret(circlepaytest.DefaultAccountKey),
		AccountToken:  paygates.NewSecret(circlepaytest.DefaultAccountToken),
		MerchantToken: paygates.NewSecret(circlepaytest.DefaultMerchantToken),
		BaseURL:       gateway.URL,
	})
	if err != nil {
		gateway.Close()
	}
	return client, gateway, err
}

// CirclePayModel is the gateway as a handler of a server of one's own.
func CirclePayModel(w io.Writer) *circlepaytest.Model {
	model := circlepaytest.New(circlepaytest.Config{Seed: 7, Gateways: circlepaytest.DefaultGateways()})
	httptest.NewServer(model).Close()
	model.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/checkout/none", nil))
	fmt.Fprintln(w, circlepaytest.AssumedShare(), len(circlepaytest.Assumptions()))
	return model
}

// CirclePayPeople do what payers, gateways and the back office do.
func CirclePayPeople(w io.Writer, model *circlepaytest.Model, id string) error {
	model.Fail(circlepaytest.Fault{On: "POST /refund/request", Status: 404, Body: circlepaytest.FrameworkBody(404, "/refund/request")})
	for _, act := range []func(string) error{
		model.Abandon, model.Pay, model.Refuse, model.CompleteRefund, model.FailRefund, model.Notify, model.Suspend, model.Activate,
	} {
		if err := act(id); err != nil {
			return err
		}
	}
	token := model.AddMerchant("+201002222222")
	otp, waits := model.OTP("+201002222222")
	fmt.Fprintln(w, len(token), len(otp), waits)
	return model.PayWith(id, "610b2c496df621209c852162")
}

// CirclePayLedger prints what the gateway knows.
func CirclePayLedger(w io.Writer, model *circlepaytest.Model, id string) {
	payment, known := model.Payment(id)
	fmt.Fprintln(w, payment.Status, known, len(model.Payments()), len(model.Refunds()), len(model.Invoices()), len(model.Links()), len(model.Merchants()))
	fmt.Fprintln(w, len(model.Ledger()), len(model.Requests()), model.PendingFaults())
}

// CirclePayDeliveries are the callbacks, one by one and all at once.
func CirclePayDeliveries(ctx context.Context, model *circlepaytest.Model, shop http.Handler, id string) (string, error) {
	for _, waiting := range append(model.Callbacks(), model.TakeCallbacks()...) {
		request, err := waiting.Request(ctx)
		if err != nil {
			return "", err
		}
		shop.ServeHTTP(httptest.NewRecorder(), request)
		model.Requeue(waiting)
	}
	if err := model.DeliverTo(ctx, shop); err != nil {
		return "", err
	}
	if err := model.Deliver(ctx); err != nil {
		return "", err
	}
	return model.Return(id)
}

// CirclePayClosed ends a gateway.
func CirclePayClosed(gateway *circlepaytest.Server) { gateway.Close() }
