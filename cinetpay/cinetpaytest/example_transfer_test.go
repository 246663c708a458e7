package cinetpaytest_test

import (
	"fmt"

	"github.com/paygates/paygates-go/cinetpay/cinetpaytest"
)

func ExampleModel_Transfer() {
	server := cinetpaytest.NewServer(cinetpaytest.Config{})
	defer server.Close()
	fmt.Println(payOut(server, "OUT-1"))
	transfer, ok := server.Transfer("OUT-1")
	fmt.Println(transfer.Treatment, transfer.Sending, transfer.Amount, ok)
	// Output:
	// 0
	// NEW PENDING 500 XOF true
}

func ExampleModel_Transfers() {
	server := cinetpaytest.NewServer(cinetpaytest.Config{})
	defer server.Close()
	payOut(server, "OUT-1")
	payOut(server, "OUT-1") // refused: the identifier was used
	fmt.Println(len(server.Transfers()))
	// Output: 1
}

func ExampleModel_Contacts() {
	server := cinetpaytest.NewServer(cinetpaytest.Config{})
	defer server.Close()
	payOut(server, "OUT-1")
	for _, c := range server.Contacts() {
		fmt.Println(c.Prefix, c.Phone)
	}
	// Output: 225 0707000001
}

func ExampleModel_Balance() {
	server := cinetpaytest.NewServer(cinetpaytest.Config{})
	defer server.Close()
	payOut(server, "OUT-1")
	fmt.Println(server.Balance())
	say(server.Complete("OUT-1"))
	fmt.Println(server.Balance())
	// Output:
	// 1000000 XOF 999500 XOF
	// 999500 XOF 999500 XOF
}

// The merchant confirms the transfer in the gateway's e-mail.
func ExampleModel_Approve() {
	server := cinetpaytest.NewServer(cinetpaytest.Config{})
	defer server.Close()
	payOut(server, "OUT-1")
	say(server.Approve("OUT-1"))
	transfer, _ := server.Transfer("OUT-1")
	fmt.Println(transfer.Treatment, transfer.Sending)
	// Output: REC CONFIRM
}

func ExampleModel_Suspend() {
	server := cinetpaytest.NewServer(cinetpaytest.Config{})
	defer server.Close()
	payOut(server, "OUT-1")
	say(server.Suspend("OUT-1"))
	transfer, _ := server.Transfer("OUT-1")
	fmt.Println(transfer.Treatment)
	// Output: NOS
}

func ExampleModel_Complete() {
	server := cinetpaytest.NewServer(cinetpaytest.Config{})
	defer server.Close()
	payOut(server, "OUT-1")
	fmt.Println(server.Complete("OUT-1"))
	fmt.Println(server.Reject("OUT-1"))
	// Output:
	// <nil>
	// the transfer allows that no more: it is VAL
}

func ExampleModel_Reject() {
	server := cinetpaytest.NewServer(cinetpaytest.Config{})
	defer server.Close()
	payOut(server, "OUT-1")
	say(server.Reject("OUT-1"))
	fmt.Println(server.Balance())
	// Output: 1000000 XOF 1000000 XOF
}
