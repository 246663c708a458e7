// Package circlepay takes payments through CirclePay, an Egyptian aggregator with
// merchants, customers, invoices, payment links, direct payments and refunds.
//
//	client, err := circlepay.New(circlepay.Config{
//		AccountKey:    paygates.NewSecret(accountKey), // the sandbox, unless you say Production
//		AccountToken:  paygates.NewSecret(accountToken),
//		MerchantToken: paygates.NewSecret(merchantToken),
//	})
//	invoice, err := client.Invoices.Create(ctx, circlepay.CreateInvoiceRequest{
//		CustomerMobile: "+201001616166",
//		Items:          []circlepay.Item{{Name: "phone", Quantity: 1, Price: money.MustParse("12000", money.EGP)}},
//		DueDate:        time.Now().AddDate(0, 0, 7),
//	})
//	checkout, err := client.Invoices.Pay(ctx, circlepay.PayInvoiceRequest{InvoiceID: invoice.InvoiceID})
//	if err == nil {
//		err = checkout.Redirect.Send(w, r) // the customer pays on CirclePay's page
//	}
//
// When the payer comes back, or a callback arrives, that is a hint: ParseReturn and
// ParseCallback say what it is about, and Client.Confirm reads it. Hand over the goods
// where the invoice is paid and the payment's Paid equals the order's own amount, once
// however often you hear of it. Client.CallbackHandler does the first half.
//
// # One account, many merchants
//
// The account's key and token are the platform's. The merchant's token says for whom
// a call is made: Merchants.Create gives it, SendOTP and Verify make it good, and
// Client.ForMerchant makes a client of it. A merchant switches a gateway on before its
// methods: EnableGateway, EnableMethod.
//
// # What is certain
//
// Not much. CirclePay's documentation contradicts itself and was last changed in 2022;
// nothing here has been proven against the live service. Where sources differ, the
// default is what works in public clients, and Config has a switch: hosts, methods and
// paths (Endpoints, Routes), the names of headers and fields, the form of dates. Codes,
// Operations and ValidationRules say of each fact how sure it is.
//
// The word with which CirclePay says that a payment was paid stands in no document:
// "paid" is assumed, Config.PaidWords replaces it, and any other word is unknown.
// Status 2 of an invoice is the better grounded test.
//
// # Money
//
// Amounts are money.Amount, in major units; EGP unless Config.Currency says otherwise.
// CirclePay computes the totals of an invoice, and no document says how: read the
// invoice back before you send it to anybody. The type of a discount is for you to
// choose (Discount).
//
// # When something breaks
//
// Every error is a *paygates.Error that says whether the operation took effect. There
// is no idempotency key: nothing that creates or moves something is ever sent twice by
// this package on its own, and a lost answer is settled by Client.Resolve, which only
// reads. To tell what is new from what was there, those calls read a list before they
// send, unless the request says what is Known:
//
//	_, err := client.Refunds.Create(ctx, circlepay.CreateRefundRequest{PaymentID: id})
//	if e, ok := errors.AsType[*paygates.Error](err); ok && e.Outcome == paygates.OutcomeUnknown {
//		resolution, err := client.Resolve(ctx, e.Intent)
//		…
//	}
//
// A read that CirclePay answers with a success and nothing in it is ErrNotFound and
// ErrUnexpectedReply at once, with AdviceResend: it is not CirclePay's word that there
// is none. Who would pay, bill or refund again where nothing is found reads once more
// until the error has a Code.
//
// # Sources
//
// CirclePay's documentation, and public clients, among them CirclePay's iOS SDK, for
// what it leaves out.
//
// # Testing
//
// Package circlepaytest is an in-memory CirclePay with merchants, customers, invoices,
// links, checkout pages, callbacks, faults and a ledger.
package circlepay
