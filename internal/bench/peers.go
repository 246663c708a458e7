package main

import (
	"context"
	"errors"
	"net/http"

	"github.com/go-pay/gopay"
	gopaypal "github.com/go-pay/gopay/paypal"
	"github.com/go-pay/gopay/pkg/xhttp"
	"github.com/plutov/paypal/v4"
	"github.com/stripe/stripe-go/v85"
)

// peers are other clients of payment gateways. Each makes an order as its own
// documentation shows, with the client's own defaults.
func peers() ([]contender, error) {
	gopay, err := gopayCreate(paypalMemory())
	if err != nil {
		return nil, err
	}
	plutov, err := plutovCreate(paypalMemory())
	if err != nil {
		return nil, err
	}
	return []contender{plutov, gopay, stripeCreate(stripeMemory())}, nil
}

// paypalAnswer is an order in the full representation, as PayPal answers it.
const paypalAnswer = `{"id":"5O190127TN364715T","status":"CREATED","intent":"CAPTURE","purchase_units":[{"reference_id":"order-1001",` +
	`"amount":{"currency_code":"USD","value":"10.50"},"payee":{"email_address":"merchant@shop.example","merchant_id":"C7CYMKZDG8D6E"},` +
	`"description":"Order 1001: two tickets, one umbrella and a very small dog","custom_id":"storefront"}],` +
	`"create_time":"2025-08-02T12:52:28Z","links":[{"href":"https://gateway.example/v2/checkout/orders/5O190127TN364715T","rel":"self","method":"GET"},` +
	`{"href":"https://gateway.example/checkoutnow?token=5O190127TN364715T","rel":"approve","method":"GET"},` +
	`{"href":"https://gateway.example/v2/checkout/orders/5O190127TN364715T","rel":"update","method":"PATCH"}]}`

const paypalID = "5O190127TN364715T"

func paypalMemory() *memory {
	return &memory{status: http.StatusCreated, header: jsonHeader, body: []byte(paypalAnswer)}
}

var errForeignAnswer = errors.New("the order is not the one that was answered")

const (
	description = "Order 1001: two tickets, one umbrella and a very small dog"
	returnURL   = "https://shop.example/checkout/return?order=order-1001"
	cancelURL   = "https://shop.example/checkout/cancel?order=order-1001"
	notice      = "The payer is at the counter in Nizami street 10, Baku, and collects the dog"
)

// plutovCreate is CreateOrder of github.com/plutov/paypal.
func plutovCreate(network http.RoundTripper) (contender, error) {
	client, err := paypal.NewClient(username, password, gatewayURL)
	if err != nil {
		return contender{}, err
	}
	client.SetHTTPClient(&http.Client{Transport: network})
	client.SetAccessToken("made-up-token")
	return contender{"plutov/paypal", repeat(func() error {
		made, err := client.CreateOrder(context.Background(), paypal.OrderIntentCapture,
			[]paypal.PurchaseUnitRequest{{
				ReferenceID: "order-1001", Description: description, CustomID: "storefront", InvoiceID: "invoice-1001", SoftDescriptor: "TEASHOP",
				Amount: &paypal.PurchaseUnitAmount{Currency: "USD", Value: "10.50"},
				Items: []paypal.Item{{
					Name: "Ticket", Description: notice, Quantity: "2", UnitAmount: &paypal.Money{Currency: "USD", Value: "5.25"},
				}},
			}},
			&paypal.CreateOrderPayer{EmailAddress: "leyla.mammadova@shop.example"},
			&paypal.ApplicationContext{BrandName: "Tea shop", Locale: "en-US", ReturnURL: returnURL, CancelURL: cancelURL},
		)
		if err == nil && made.ID != paypalID {
			err = errForeignAnswer
		}
		return err
	})}, nil
}

// gopayCreate is CreateOrder of github.com/go-pay/gopay/paypal.
func gopayCreate(network *memory) (contender, error) {
	signIn := &memory{status: http.StatusOK, header: jsonHeader, body: []byte(`{"access_token":"made-up-token","expires_in":3600}`)}
	wire := xhttp.NewClient().SetTransport(signIn)
	client, err := gopaypal.NewClient(username, password, false, gopaypal.WithHttpClient(wire), gopaypal.WithoutAutoRefreshToken())
	if err != nil {
		return contender{}, err
	}
	wire.SetTransport(network)
	return contender{"go-pay/gopay (PayPal)", repeat(func() error {
		order := make(gopay.BodyMap)
		order.Set("intent", "CAPTURE").
			Set("purchase_units", []*gopaypal.PurchaseUnit{{
				ReferenceId: "order-1001", Description: description, CustomId: "storefront", InvoiceId: "invoice-1001", SoftDescriptor: "TEASHOP",
				Amount: &gopaypal.Amount{CurrencyCode: "USD", Value: "10.50"},
			}}).
			SetBodyMap("payer", func(b gopay.BodyMap) { b.Set("email_address", "leyla.mammadova@shop.example") }).
			SetBodyMap("application_context", func(b gopay.BodyMap) {
				b.Set("brand_name", "Tea shop").Set("locale", "en-US").Set("return_url", returnURL).Set("cancel_url", cancelURL)
			})
		made, err := client.CreateOrder(context.Background(), order)
		if err == nil && (made.Code != gopaypal.Success || made.Response.Id != paypalID) {
			err = errForeignAnswer
		}
		return err
	})}, nil
}

// stripeAnswer is a payment intent with its main fields.
const stripeAnswer = `{"id":"pi_3MtwBwLkdIwHu7ix28a3tqPa","object":"payment_intent","amount":1050,"amount_capturable":0,"amount_received":0,` +
	`"automatic_payment_methods":{"enabled":true},"capture_method":"automatic_async","client_secret":"pi_made_up_secret_made_up",` +
	`"confirmation_method":"automatic","created":1680800504,"currency":"usd","description":"Order 1001: two tickets, one umbrella and a very small dog",` +
	`"livemode":false,"metadata":{"order":"order-1001","segment":"storefront"},"payment_method_options":{"card":{"request_three_d_secure":"automatic"},"link":{}},` +
	`"payment_method_types":["card","link"],"receipt_email":"leyla.mammadova@shop.example","status":"requires_payment_method"}`

func stripeMemory() *memory {
	return &memory{status: http.StatusOK, header: jsonHeader, body: []byte(stripeAnswer)}
}

// stripeCreate is V1PaymentIntents.Create of stripe-go.
func stripeCreate(network http.RoundTripper) contender {
	client := stripe.NewClient("sk_test_made_up", stripe.WithBackends(stripe.NewBackendsWithConfig(&stripe.BackendConfig{
		HTTPClient: &http.Client{Transport: network}, URL: stripe.String(gatewayURL),
	})))
	return contender{"stripe-go", repeat(func() error {
		params := &stripe.PaymentIntentCreateParams{
			Amount: stripe.Int64(1050), Currency: stripe.String("usd"), Description: stripe.String(description),
			ReceiptEmail:            stripe.String("leyla.mammadova@shop.example"),
			AutomaticPaymentMethods: &stripe.PaymentIntentCreateAutomaticPaymentMethodsParams{Enabled: stripe.Bool(true)},
			Shipping: &stripe.ShippingDetailsParams{
				Name: stripe.String("Leyla Mammadova"), Phone: stripe.String("+994 12 555 01 01"),
				Address: &stripe.AddressParams{
					Line1: stripe.String("Nizami street 10"), City: stripe.String("Baku"), PostalCode: stripe.String("AZ1000"), Country: stripe.String("AZ"),
				},
			},
		}
		params.AddMetadata("order", "order-1001")
		params.AddMetadata("segment", "storefront")
		params.AddMetadata("notice", notice)
		made, err := client.V1PaymentIntents.Create(context.Background(), params)
		if err == nil && made.ID != "pi_3MtwBwLkdIwHu7ix28a3tqPa" {
			err = errForeignAnswer
		}
		return err
	})}
}
