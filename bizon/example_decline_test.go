package bizon_test

import (
	"fmt"

	"github.com/paygates/paygates-go/bizon"
)

// Whether another try may help hangs on the reason.
func ExampleOrder_DeclineReason() {
	noMoney := bizon.Order{Status: bizon.StatusDeclined, Operations: []bizon.Operation{
		{Type: bizon.OperationAuthorize, Status: bizon.OperationFailure, ISOResponseCode: "51"},
	}}
	stolen := bizon.Order{Status: bizon.StatusDeclined, Operations: []bizon.Operation{
		{Type: bizon.OperationAuthorize, Status: bizon.OperationFailure, ISOResponseCode: "43"},
	}}
	notHe := bizon.Order{Status: bizon.StatusRejected, Secure3D: bizon.Secure3D{AuthorizationStatus: "N"}}
	for _, order := range []bizon.Order{noMoney, stolen, notHe} {
		fmt.Println(order.DeclineReason(), order.DeclineReason().Soft())
	}
	// Output:
	// insufficient funds true
	// lost or stolen card false
	// 3-D Secure failed true
}
