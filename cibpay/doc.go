// Package cibpay takes and pays out money through CIBPay (Azerbaijan).
//
// # Start
//
//	client, err := cibpay.New(cibpay.Config{Username: "shop", Password: paygates.NewSecret(password)})
//	order, err := client.Orders.Create(ctx, cibpay.CreateOrderRequest{
//		Reference: "order-1001",
//		Amount:    money.MustParse("10.50", money.AZN),
//		Options:   cibpay.OrderOptions{ReturnURL: "https://shop.example/return"},
//	})
//	if err == nil {
//		err = order.Redirect.Send(w, r) // the payer pays on CIBPay's page
//	}
//
// When the payer comes back, or a callback arrives, that is a hint: ParseReturn
// and ParseCallback give the order's id, and Client.Confirm reads the order. Act
// upon Order.State, Order.Paid and Order.Refunded.
//
// # Money
//
// Amounts are money.Amount, exact, sent with two decimal places. An order is
// authorized (held) or charged (taken) when the payer has paid; Charge takes
// what is held, Reverse lets it go, Refund gives back what was taken.
//
// # Outcomes
//
// Every error is a *paygates.Error that says whether the operation took effect.
// An unknown outcome is settled by Client.Resolve, which only reads:
//
//	_, err := client.Orders.Refund(ctx, id, cibpay.RefundRequest{Amount: amount})
//	if e, ok := errors.AsType[*paygates.Error](err); ok && e.Outcome == paygates.OutcomeUnknown {
//		resolution, err := client.Resolve(ctx, e.Intent)
//		…
//	}
//
// CIBPay promises no idempotency: nothing that moves money is ever sent twice by
// this package on its own, and a Reference is required wherever a call makes an
// order, because it is how a lost answer is found again.
//
// # Errors
//
// errors.Is tells the kind, and the error's fields tell the rest:
//
//	e, _ := errors.AsType[*paygates.Error](err)
//	switch {
//	case errors.Is(err, paygates.ErrInvalidRequest): // e.Fields: one entry a field, here or at the gateway
//	case errors.Is(err, paygates.ErrDeclined): // e.Decline: why, and whether later may help; e.ObjectID
//	case errors.Is(err, paygates.ErrState): // the order is in another state than the call needs: read it
//	case errors.Is(err, paygates.ErrOutcomeUnknown): // Resolve
//	}
//
// e.Advice says what to do next, e.RequestID is what support asks for.
//
// # Sources
//
// CIBPay runs the platform that Bizon runs too. Its own guide shows a simplified
// form of the answers, the platform's public clients see another; this package
// reads both. What no source states is marked as assumed in Operations.
//
// # Testing
//
// Package cibpaytest is an in-memory CIBPay with state, a payment page, faults
// and a ledger:
//
//	gateway := cibpaytest.NewServer(cibpaytest.Config{})
//	defer gateway.Close()
//	client, err := cibpay.New(cibpay.Config{
//		Username: cibpaytest.DefaultUsername, Password: paygates.NewSecret(cibpaytest.DefaultPassword), BaseURL: gateway.URL,
//	})
package cibpay
