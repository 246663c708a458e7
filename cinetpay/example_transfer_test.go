package cinetpay_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cinetpay"
	"github.com/paygates/paygates-go/cinetpay/cinetpaytest"
	"github.com/paygates/paygates-go/money"
)

// payout is 5000 XOF to a phone in Côte d'Ivoire.
func payout(reference string) cinetpay.SendRequest {
	return cinetpay.SendRequest{
		Reference: reference, Amount: money.MustParse("5000", money.XOF), Prefix: "225", Phone: "0700000001",
		NotifyURL: "https://shop.example/transfers",
	}
}

// acquainted makes the receiver of payout known.
func acquainted(client *cinetpay.Client) *cinetpay.AddedContacts {
	added, err := client.Transfers.AddContacts(context.Background(), cinetpay.AddContactsRequest{Contacts: []cinetpay.Contact{
		{Prefix: "225", Phone: "0700000001", FamilyName: "Kouadio", GivenName: "Francisse", Email: "francisse@shop.example"},
	}})
	if err != nil {
		log.Fatal(err)
	}
	return added
}

// sent makes a payout.
func sent(client *cinetpay.Client, reference string) *cinetpay.Transfer {
	acquainted(client)
	transfer, err := client.Transfers.Send(context.Background(), payout(reference))
	if err != nil {
		log.Fatal(err)
	}
	return transfer
}

func ExampleTransfersAPI_Balance() {
	client, gateway := open()
	defer gateway.Close()
	balance, err := client.Transfers.Balance(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(balance.Available)
	// Output:
	// 1000000 XOF
}

func ExampleBalance_RawJSON() {
	client, gateway := open()
	defer gateway.Close()
	balance, err := client.Transfers.Balance(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(json.Valid(balance.RawJSON()))
	// Output:
	// true
}

func ExampleTransfersAPI_AddContacts() {
	client, gateway := open()
	defer gateway.Close()
	request := cinetpay.AddContactsRequest{Contacts: []cinetpay.Contact{
		{Prefix: "225", Phone: "0700000001", FamilyName: "Kouadio", GivenName: "Francisse", Email: "francisse@shop.example"},
	}}
	for range 2 { // the second time changes nothing
		added, err := client.Transfers.AddContacts(context.Background(), request)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(added.Contacts[0].Phone, added.Contacts[0].Known)
	}
	// Output:
	// 0700000001 false
	// 0700000001 true
}

func ExampleAddedContacts_RawJSON() {
	client, gateway := open()
	defer gateway.Close()
	fmt.Println(json.Valid(acquainted(client).RawJSON()))
	// Output:
	// true
}

func ExampleTransfersAPI_Send() {
	client, gateway := open()
	defer gateway.Close()
	acquainted(client)
	transfer, err := client.Transfers.Send(context.Background(), cinetpay.SendRequest{
		Reference: "payout-1", // stored before
		Amount:    money.MustParse("5000", money.XOF), Prefix: "225", Phone: "0700000001",
		NotifyURL: "https://shop.example/transfers",
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(transfer.Reference, transfer.Status, transfer.State()) // taken, not paid out
	// Output:
	// payout-1 NEW pending
}

func ExampleTransfersAPI_Send_lostAnswer() {
	client, gateway := open()
	defer gateway.Close()
	acquainted(client)
	gateway.Fail(cinetpaytest.Fault{On: "POST /v1/transfer/money/send/contact", When: cinetpaytest.AfterCommit, Drop: true})
	_, err := client.Transfers.Send(context.Background(), payout("payout-1"))
	e, _ := errors.AsType[*paygates.Error](err)
	fmt.Println(e.Outcome) // never send again on a guess

	found, err := client.Resolve(context.Background(), e.Intent)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(found.Verdict, found.Object.(*cinetpay.Transfer).State())
	// Output:
	// unknown
	// executed pending
}

func ExampleTransfersAPI_Get() {
	client, gateway := open()
	defer gateway.Close()
	sent(client, "payout-1")
	done(gateway.Approve("payout-1")) // the e-mail that CinetPay sends for it
	transfer, err := client.Transfers.Get(context.Background(), "payout-1")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(transfer.Status, transfer.State())
	_, err = client.Transfers.Get(context.Background(), "payout-2")
	fmt.Println(errors.Is(err, paygates.ErrNotFound))
	// Output:
	// REC pending
	// true
}

func ExampleTransfer_State() {
	client, gateway := open()
	defer gateway.Close()
	sent(client, "payout-1")
	done(gateway.Reject("payout-1"))
	transfer, err := client.Transfers.Get(context.Background(), "payout-1")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(transfer.State())
	// Output:
	// failed
}

func ExampleTransfer_PaidOut() {
	client, gateway := open()
	defer gateway.Close()
	fmt.Println(sent(client, "payout-1").PaidOut().IsSet())
	done(gateway.Complete("payout-1"))
	transfer, err := client.Transfers.Get(context.Background(), "payout-1")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(transfer.State(), transfer.PaidOut())
	// Output:
	// false
	// paid out 5000 XOF
}

func ExampleTransfer_RawJSON() {
	client, gateway := open()
	defer gateway.Close()
	fmt.Println(json.Valid(sent(client, "payout-1").RawJSON()))
	// Output:
	// true
}

func ExampleTransferStatus_State() {
	fmt.Println(cinetpay.TransferNew.State(), cinetpay.TransferValidated.State(), cinetpay.TransferStatus("NEXT").State())
	// Output:
	// pending paid out unknown
}

func ExampleParseTransferCallback() {
	client, gateway := open()
	defer gateway.Close()
	sent(client, "payout-1")
	done(gateway.Complete("payout-1"))

	body := []byte("client_transaction_id=payout-1&treatment_status=REJ") // anybody can have sent it
	heard, err := cinetpay.ParseTransferCallback(body, http.Header{})
	if err != nil {
		log.Fatal(err)
	}
	transfer, err := client.Transfers.Get(context.Background(), heard.Reference)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(transfer.Reference, transfer.State())
	// Output:
	// payout-1 paid out
}

func ExampleParseReturn() {
	r := httptest.NewRequest(http.MethodPost, "/return", strings.NewReader("transaction_id=order-1001&token=abc"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	brought, err := cinetpay.ParseReturn(r)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(brought.Reference) // then client.Confirm
	// Output:
	// order-1001
}

// notified is a notification as CinetPay signs it.
func notified() (form url.Values, header http.Header) {
	form = url.Values{
		"cpm_site_id": {"445160"}, "cpm_trans_id": {"order-1001"}, "cpm_trans_date": {"2024-03-05 14:07:24"},
		"cpm_amount": {"2500"}, "cpm_currency": {"XOF"}, "payment_method": {"OM"}, "cpm_error_message": {"SUCCES"},
	}
	return form, http.Header{"X-Token": {cinetpaytest.Sign("secret-key", form)}}
}

func ExampleNewVerifier() {
	_, err := cinetpay.NewVerifier("445160")
	fmt.Println(err)
	// Output:
	// cinetpay NewVerifier: invalid request (outcome: not executed): secrets: want at least one, and no empty one
}

func ExampleVerifier_Verify() {
	verifier, err := cinetpay.NewVerifier("445160", paygates.NewSecret("secret-key"), paygates.NewSecret("old-secret-key"))
	if err != nil {
		log.Fatal(err)
	}
	form, header := notified()
	notification, err := verifier.Verify([]byte(form.Encode()), header)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(notification.Reference, notification.Amount) // then client.Confirm

	form.Set("cpm_amount", "5")
	_, err = verifier.Verify([]byte(form.Encode()), header)
	fmt.Println(errors.Is(err, paygates.ErrSignature))
	// Output:
	// order-1001 2500 XOF
	// true
}

func ExampleVerifier_VerifyRequest() {
	verifier, err := cinetpay.NewVerifier("445160", paygates.NewSecret("secret-key"))
	if err != nil {
		log.Fatal(err)
	}
	form, header := notified()
	r := httptest.NewRequest(http.MethodPost, "/notify", strings.NewReader(form.Encode()))
	r.Header = header
	notification, err := verifier.VerifyRequest(r)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(notification.Reference)
	// Output:
	// order-1001
}

func ExampleVerifier_AllowArrivalOrder() {
	verifier, err := cinetpay.NewVerifier("445160", paygates.NewSecret("secret-key"))
	if err != nil {
		log.Fatal(err)
	}
	form, header := notified()
	_, err = verifier.AllowArrivalOrder().Verify([]byte(form.Encode()), header)
	fmt.Println(err) // the documented order is still tried first
	// Output:
	// <nil>
}
