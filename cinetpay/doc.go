// Package cinetpay takes payments through CinetPay (West and Central Africa:
// mobile money, wallets, cards) and pays out to phones. It speaks the checkout API
// v2 and the transfer API v1.
//
//	client, err := cinetpay.New(cinetpay.Config{
//		Environment: paygates.Production, // there is no sandbox
//		APIKey:      paygates.NewSecret(apiKey),
//		SiteID:      "445160",
//		SecretKeys:  []paygates.Secret{paygates.NewSecret(secretKey)},
//	})
//	payment, err := client.Payments.Create(ctx, cinetpay.CreatePaymentRequest{
//		Reference:   "order-1001", // stored before
//		Amount:      money.MustParse("2500", money.XOF),
//		Description: "Order 1001",
//		NotifyURL:   "https://shop.example/notify",
//		ReturnURL:   "https://shop.example/return",
//	})
//	if err == nil {
//		err = payment.Redirect.Send(w, r) // the payer pays on CinetPay's page
//	}
//
// When the payer comes back, or a notification arrives, that is a hint: ParseReturn
// and Verifier give the reference, and Client.Confirm reads the payment. Hand over
// the goods where Payment.State is paid and Payment.Paid equals the order's own
// amount, once however often you hear of it. Client.CallbackHandler does the first
// half.
//
// # Waiting is no failure
//
// A mobile payment waits until the payer confirms it on the phone. Payment.State is
// pending then, and unknown where an answer does not tell. Neither is a failure:
// ask again.
//
// # Money
//
// Amounts are money.Amount. CinetPay takes whole major units: 2500 XOF, and 100 for
// 100.00 CDF; multiples of 5 but in USD. What it does not take is refused before
// anything is sent, and so is another currency than Config.Currency.
//
// # Paying out
//
// Transfers.Send pays a contact (Transfers.AddContacts first). A payout that was
// taken can wait for days: Transfer.State is paid out only once the receiver has
// the money. It needs Config.TransferPassword, and its notifications bear no token:
// ParseTransferCallback, then Transfers.Get.
//
// # When something breaks
//
// Every error is a *paygates.Error that says whether the operation took effect. An
// unknown outcome is settled by Client.Resolve, which only reads:
//
//	_, err := client.Transfers.Send(ctx, payout)
//	if e, ok := errors.AsType[*paygates.Error](err); ok && e.Outcome == paygates.OutcomeUnknown {
//		resolution, err := client.Resolve(ctx, e.Intent)
//		…
//	}
//
// Nothing that moves money is ever sent twice by this package on its own, but for
// one resend after the gateway refused the login and did nothing. A Reference is
// required wherever a call makes something, because a lost answer is found by it.
//
// # Secrets
//
// The API key travels in the body of requests and the transfer token in their
// address: neither ever stands in an error or a log. The Secret Key, which checks
// notifications, is another one and is never sent.
//
// # Sources
//
// CinetPay's documentation, and public clients for what it leaves out; CheckoutCodes,
// TransferCodes and Operations say which is which, and what is assumed.
//
// # Testing
//
// Package cinetpaytest is an in-memory CinetPay with a checkout page, notifications,
// transfers, faults and a ledger.
package cinetpay
