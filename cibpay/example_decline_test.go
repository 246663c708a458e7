package cibpay_test

import (
	"fmt"

	"github.com/paygates/paygates-go/cibpay"
)

// Whether another try may help hangs on the reason.
func ExampleOrder_DeclineReason() {
	noMoney := cibpay.Order{Status: "declined", Operations: []cibpay.Operation{
		{Type: "authorize", Status: "failure", ISOResponseCode: "51"},
	}}
	notHe := cibpay.Order{Status: "rejected", Secure3D: cibpay.Secure3D{AuthorizationStatus: "N"}}
	for _, order := range []cibpay.Order{noMoney, notHe} {
		fmt.Println(order.DeclineReason(), order.DeclineReason().Soft())
	}
	// Output:
	// insufficient funds true
	// 3-D Secure failed true
}
