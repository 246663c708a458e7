package bizon_test

import (
	"context"
	"fmt"
	"log"
	"net/http"

	"github.com/paygates/paygates-go/bizon"
)

// The shop's page behind the bank's: what the payer brings says which call is next.
func ExampleParseReturn3D() {
	client, gateway := open()
	defer gateway.Close()
	order := waiting(client, bizon.CardOptions{Secure3D20ReturnURL: "https://shop.example/3ds/order-1001"})

	back := func(r *http.Request) (*bizon.Order, error) {
		brought, err := bizon.ParseReturn3D(r)
		switch {
		case err != nil:
			return nil, err
		case !brought.PaRes.IsZero():
			return client.Orders.Complete(r.Context(), order.ID, bizon.CompleteRequest{PaRes: brought.PaRes})
		case !brought.CRes.IsZero():
			return client.Orders.Complete3DS2(r.Context(), order.ID, bizon.Complete3DS2Request{CRes: brought.CRes})
		default:
			return client.Orders.Resume(r.Context(), order.ID)
		}
	}

	payer, err := gateway.Authenticate(order.ID) // he says yes on his bank's page
	if err != nil {
		log.Fatal(err)
	}
	request, err := payer.Request(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	if order, err = back(request); err != nil {
		log.Fatal(err)
	}
	fmt.Println(order.State())
	// Output:
	// authorized
}
