// Package corefy takes payments, gives them back and pays out through Corefy
// (formerly PayCore.io) and the platforms that run it under names of their own.
//
// There are two APIs with credentials, hosts and shapes of their own. The private
// one belongs on a server and does everything:
//
//	client, err := corefy.New(corefy.Config{
//		AccountID: "coma_…", APIKey: paygates.NewSecret(key),
//		PrivateURL: "https://com.gateway.example/api",
//	})
//	invoice, err := client.Invoices.Create(ctx, corefy.CreateInvoiceRequest{
//		Reference: "7135b08b-701b-4fbc-a7d2-b2763d96d415",
//		Service:   "payment_card_usd_hpp",
//		Amount:    money.MustParse("123.45", money.USD),
//		ReturnURL: "https://shop.example/return",
//	})
//	if err == nil {
//		err = invoice.Redirect.Send(w, r) // the payer pays on the provider's page
//	}
//
// The public one (NewPublic) knows a caller by the public key: it lists the
// services for a currency, makes invoices where the account allows it, and reads
// one by its id. CheckoutURL builds a link to the hosted checkout.
//
// When the payer comes back, that is a hint: ParseReturn gives the invoice's id.
// Callbacks are signed (Verifier), and may be repeated, late and out of order.
// Client.Confirm reads the invoice either way. Act upon Invoice.State, Invoice.Paid
// and Invoice.Refunded.
//
// # Modes
//
// Test and live invoices share hosts, lists and, in the private API, credentials.
// Config.Environment chooses; answers and callbacks of the other mode are refused,
// and lists leave its invoices out. A public key and callback secrets name their
// mode themselves.
//
// # Money
//
// Amounts are money.Amount, exact, sent as JSON numbers in major units with at most
// the decimal places of their currency. What was paid is Invoice.ProcessedAmount,
// to be compared with PaymentAmount, what the payer owes. Currencies beyond ISO
// 4217 (USDT, vendor codes) and those without places (XTS) are named in
// Config.Currencies.
//
// # When something breaks
//
// Every error is a *paygates.Error that says whether the operation took effect, by
// Corefy's own table of HTTP codes (Directives). An unknown outcome is settled by
// Client.Resolve, which only reads, as the table bids:
//
//	_, err := client.Invoices.Create(ctx, request)
//	if e, ok := errors.AsType[*paygates.Error](err); ok && e.Outcome == paygates.OutcomeUnknown {
//		resolution, err := client.Resolve(ctx, e.Intent)
//		…
//	}
//
// Nothing that creates or moves something is ever sent twice by this package on
// its own. The Reference is what Corefy knows a repeated request by (409), and how a
// lost answer is found again.
//
// # Sources
//
// Corefy's page on payments with redirect to the checkout page, the pages beside
// it, and public clients. What no source states is marked as assumed in Operations.
// Payouts and refunds rest on less than payments.
//
// # Testing
//
// Package corefytest is an in-memory Corefy with both APIs, a hosted page,
// callbacks, faults and a ledger.
package corefy
