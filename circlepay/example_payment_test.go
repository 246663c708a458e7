package circlepay_test

import (
	"context"
	"errors"
	"fmt"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/circlepay"
	"github.com/paygates/paygates-go/money"
)

func ExampleInvoicesAPI_Create() {
	client, gateway := opened()
	defer gateway.Close()
	must(client.Customers.Create(context.Background(), circlepay.CreateCustomerRequest{Customer: mona}))
	checkout := must(client.Invoices.Create(context.Background(), bill()))
	fmt.Println(strings.HasPrefix(checkout.InvoiceID, "CIR_INV_"), checkout.Redirect.IsZero())
	// Output:
	// true false
}

func ExampleInvoicesAPI_CreateAndPay() {
	client, gateway := opened()
	defer gateway.Close()
	invoice := bill()
	invoice.CustomerMobile = "" // the customer's
	checkout := must(client.Invoices.CreateAndPay(context.Background(), circlepay.CreateAndPayRequest{Customer: mona, Invoice: invoice}))
	done(gateway.Pay(checkout.PaymentID))
	fmt.Println(must(client.Invoices.Get(context.Background(), checkout.InvoiceID)).State())
	// Output:
	// paid
}

func ExampleInvoicesAPI_Get() {
	client, gateway := opened()
	defer gateway.Close()
	invoice := must(client.Invoices.Get(context.Background(), sold(client)))
	fmt.Println(invoice.State(), invoice.Items[0].Name, invoice.Items[0].Price)
	// Output:
	// pending phone 12000.00 EGP
}

func ExampleInvoicesAPI_List() {
	client, gateway := opened()
	defer gateway.Close()
	sold(client)
	listed := must(client.Invoices.List(context.Background(), circlepay.ListInvoicesRequest{CustomerMobile: mona.Mobile}))
	fmt.Println(len(listed), listed[0].State())
	// Output:
	// 1 pending
}

func ExampleInvoicesAPI_Delete() {
	client, gateway := opened()
	defer gateway.Close()
	id := sold(client)
	must(client.Invoices.Delete(context.Background(), id))
	_, err := client.Invoices.Get(context.Background(), id)
	fmt.Println(errors.Is(err, paygates.ErrNotFound))
	// Output:
	// true
}

func ExampleInvoicesAPI_Pay() {
	client, gateway := opened()
	defer gateway.Close()
	id := sold(client)
	checkout := must(client.Invoices.Pay(context.Background(), circlepay.PayInvoiceRequest{
		InvoiceID: id, RedirectURL: "https://shop.example/return?invoice_number=" + id,
	}))
	done(gateway.Pay(checkout.PaymentID)) // the payer, at checkout.Redirect
	_, err := client.Invoices.Pay(context.Background(), circlepay.PayInvoiceRequest{InvoiceID: id})
	fmt.Println(errors.Is(err, paygates.ErrState), paygates.OutcomeOf(err))
	// Output:
	// true not executed
}

func ExampleInvoice_State() {
	client, gateway := opened()
	defer gateway.Close()
	id := sold(client)
	done(gateway.Pay(id))
	fmt.Println(must(client.Invoices.Get(context.Background(), id)).State())
	// Output:
	// paid
}

func ExampleInvoice_Paid() {
	client, gateway := opened()
	defer gateway.Close()
	id := sold(client)
	done(gateway.Pay(id))
	invoice := must(client.Invoices.Get(context.Background(), id))
	payments := must(client.Payments.FindByInvoice(context.Background(), id))
	fmt.Println(invoice.Paid().IsSet(), payments[0].Paid()) // this answer states no total
	// Output:
	// false 12000.00 EGP
}

func ExampleInvoice_Refunded() {
	fmt.Println((&circlepay.Invoice{}).Refunded().IsSet()) // see Refunds.FindByPayment
	// Output:
	// false
}

func ExampleInvoice_RawJSON() {
	client, gateway := opened()
	defer gateway.Close()
	fmt.Println(keeps(must(client.Invoices.Get(context.Background(), sold(client))).RawJSON()))
	// Output:
	// true
}

func ExampleInvoiceStatus_State() {
	fmt.Println(circlepay.InvoiceOverdue.State(), circlepay.InvoicePaid.State(), circlepay.InvoiceStatus("7").State())
	// Output:
	// pending paid unknown
}

func ExampleCheckout_RawJSON() {
	client, gateway := opened()
	defer gateway.Close()
	fmt.Println(keeps(must(client.Invoices.Pay(context.Background(), circlepay.PayInvoiceRequest{InvoiceID: sold(client)})).RawJSON()))
	// Output:
	// true
}

func ExampleDirectPaymentsAPI_Create() {
	client, gateway := opened()
	defer gateway.Close()
	gatewayID, methodID := paymob(client)
	checkout := must(client.DirectPayments.Create(context.Background(), circlepay.CreateDirectPaymentRequest{
		Customer: mona, Amount: money.MustParse("75.25", money.EGP), Expiry: nextYear(), GatewayID: gatewayID, MethodID: methodID,
	}))
	done(gateway.Pay(checkout.PaymentID))
	fmt.Println(must(client.Payments.Get(context.Background(), checkout.PaymentID)).Paid())
	// Output:
	// 75.25 EGP
}

func ExamplePaymentLinksAPI_Create() {
	client, gateway := opened()
	defer gateway.Close()
	link := must(client.PaymentLinks.Create(context.Background(), circlepay.CreatePaymentLinkRequest{Terms: phone()}))
	fmt.Println(link.ID != "", link.ID == link.URL)
	// Output:
	// true true
}

func ExamplePaymentLinksAPI_Get() {
	client, gateway := opened()
	defer gateway.Close()
	link := must(client.PaymentLinks.Get(context.Background(), linked(client)))
	fmt.Println(link.Name, link.Amount, *link.Active)
	// Output:
	// phone 18000.00 EGP true
}

func ExamplePaymentLinksAPI_Update() {
	client, gateway := opened()
	defer gateway.Close()
	id, terms := linked(client), phone()
	terms.Amount = money.MustParse("17500", money.EGP)
	must(client.PaymentLinks.Update(context.Background(), circlepay.UpdatePaymentLinkRequest{Link: id, Terms: terms}))
	fmt.Println(must(client.PaymentLinks.Get(context.Background(), id)).Amount)
	// Output:
	// 17500.00 EGP
}

func ExamplePaymentLinksAPI_List() {
	client, gateway := opened()
	defer gateway.Close()
	id := linked(client)
	listed := must(client.PaymentLinks.List(context.Background(), circlepay.ListPaymentLinksRequest{}))
	fmt.Println(len(listed), listed[0].ID == id)
	// Output:
	// 1 true
}

func ExamplePaymentLinksAPI_Pay() {
	client, gateway := opened()
	defer gateway.Close()
	checkout := must(client.PaymentLinks.Pay(context.Background(), circlepay.PayPaymentLinkRequest{Link: linked(client), Customer: mona}))
	done(gateway.Pay(checkout.PaymentID))
	fmt.Println(must(client.Payments.Get(context.Background(), checkout.PaymentID)).State())
	// Output:
	// paid
}

func ExamplePaymentLinksAPI_Deactivate() {
	client, gateway := opened()
	defer gateway.Close()
	id := linked(client)
	must(client.PaymentLinks.Deactivate(context.Background(), id))
	fmt.Println(*must(client.PaymentLinks.Get(context.Background(), id)).Active)
	// Output:
	// false
}

func ExamplePaymentLink_RawJSON() {
	client, gateway := opened()
	defer gateway.Close()
	fmt.Println(keeps(must(client.PaymentLinks.Get(context.Background(), linked(client))).RawJSON()))
	// Output:
	// true
}

func ExamplePaymentsAPI_Get() {
	client, gateway := opened()
	defer gateway.Close()
	payment := must(client.Payments.Get(context.Background(), paidFor(client, gateway)))
	fmt.Println(payment.Status, payment.State(), payment.Paid())
	// Output:
	// paid paid 12000.00 EGP
}

func ExamplePaymentsAPI_List() {
	client, gateway := opened()
	defer gateway.Close()
	paidFor(client, gateway)
	for _, p := range must(client.Payments.List(context.Background(), circlepay.ListPaymentsRequest{CustomerMobile: mona.Mobile})) {
		fmt.Println(p.State(), p.Amount)
	}
	// Output:
	// paid 12000.00 EGP
}

func ExamplePaymentsAPI_FindByInvoice() {
	client, gateway := opened()
	defer gateway.Close()
	fmt.Println(len(must(client.Payments.FindByInvoice(context.Background(), sold(client)))))
	// Output:
	// 0
}

func ExamplePayment_State() {
	client, gateway := opened()
	defer gateway.Close()
	checkout := must(client.Invoices.Pay(context.Background(), circlepay.PayInvoiceRequest{InvoiceID: sold(client)}))
	done(gateway.Refuse(checkout.PaymentID))
	fmt.Println(must(client.Payments.Get(context.Background(), checkout.PaymentID)).State())
	// Output:
	// failed
}

func ExamplePayment_Paid() {
	payment := circlepay.Payment{Status: "captured", Amount: money.MustParse("99", money.EGP)}
	fmt.Println(payment.State(), payment.Paid().IsSet()) // unless Config.PaidWords has that word
	// Output:
	// unknown false
}

func ExamplePayment_Refunded() {
	client, gateway := opened()
	defer gateway.Close()
	id := paidFor(client, gateway)
	refund := must(client.Refunds.Create(context.Background(), circlepay.CreateRefundRequest{PaymentID: id}))
	done(gateway.CompleteRefund(refund.ID))
	payment := must(client.Payments.Get(context.Background(), id))
	payment.Refunds = must(client.Refunds.FindByPayment(context.Background(), id))
	fmt.Println(payment.State(), payment.Refunded())
	// Output:
	// refunded 12000.00 EGP
}

func ExamplePayment_RawJSON() {
	client, gateway := opened()
	defer gateway.Close()
	fmt.Println(keeps(must(client.Payments.Get(context.Background(), paidFor(client, gateway))).RawJSON()))
	// Output:
	// true
}

func ExamplePaymentStatus_State() {
	fmt.Println(circlepay.PaymentStatus("INITIALIZED").State(), circlepay.PaymentFailed.State(), circlepay.PaymentStatus("success").State())
	// Output:
	// pending failed unknown
}

func ExampleRefundsAPI_Create() {
	client, gateway := opened()
	defer gateway.Close()
	id := paidFor(client, gateway)
	refund := must(client.Refunds.Create(context.Background(), circlepay.CreateRefundRequest{PaymentID: id}))
	fmt.Println(must(client.Refunds.Get(context.Background(), refund.ID)).State())
	_, err := client.Refunds.Create(context.Background(), circlepay.CreateRefundRequest{PaymentID: id})
	fmt.Println(errors.Is(err, paygates.ErrDeclined))
	// Output:
	// pending
	// true
}

func ExampleRefundsAPI_List() {
	client, gateway := opened()
	defer gateway.Close()
	must(client.Refunds.Create(context.Background(), circlepay.CreateRefundRequest{PaymentID: paidFor(client, gateway)}))
	fmt.Println(len(must(client.Refunds.List(context.Background(), circlepay.ListRefundsRequest{}))))
	// Output:
	// 1
}

func ExampleRefundsAPI_FindByPayment() {
	client, gateway := opened()
	defer gateway.Close()
	fmt.Println(len(must(client.Refunds.FindByPayment(context.Background(), paidFor(client, gateway)))))
	// Output:
	// 0
}

func ExampleRefundsAPI_Get() {
	client, gateway := opened()
	defer gateway.Close()
	refund := must(client.Refunds.Create(context.Background(), circlepay.CreateRefundRequest{PaymentID: paidFor(client, gateway)}))
	done(gateway.FailRefund(refund.ID))
	fmt.Println(must(client.Refunds.Get(context.Background(), refund.ID)).State())
	// Output:
	// failed
}

func ExampleRefund_State() {
	client, gateway := opened()
	defer gateway.Close()
	refund := must(client.Refunds.Create(context.Background(), circlepay.CreateRefundRequest{PaymentID: paidFor(client, gateway)}))
	done(gateway.CompleteRefund(refund.ID))
	fmt.Println(must(client.Refunds.Get(context.Background(), refund.ID)).State())
	// Output:
	// refunded
}

func ExampleRefund_RawJSON() {
	client, gateway := opened()
	defer gateway.Close()
	refund := must(client.Refunds.Create(context.Background(), circlepay.CreateRefundRequest{PaymentID: paidFor(client, gateway)}))
	fmt.Println(keeps(refund.RawJSON()))
	// Output:
	// true
}

func ExampleRefundStatus_State() {
	fmt.Println(circlepay.RefundPaid.State(), circlepay.RefundRejected.State(), circlepay.RefundStatus("").State())
	// Output:
	// refunded failed unknown
}
