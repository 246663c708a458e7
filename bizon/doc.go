// Package bizon takes and pays out money through Bizon: with its payment page,
// with cards and wallets that the shop has taken itself, and with cards kept
// from earlier orders.
//
// # Start
//
//	client, err := bizon.New(bizon.Config{
//		Username: "project", Password: paygates.NewSecret(password),
//		BaseURL: "https://api.gateway.example", CheckoutURL: "https://checkout.gateway.example/pay",
//	})
//	order, err := client.Orders.Create(ctx, bizon.CreateOrderRequest{
//		Reference: "order-1001",
//		Amount:    money.MustParse("10.50", money.EUR),
//		Options:   bizon.OrderOptions{ReturnURL: "https://shop.example/return"},
//	})
//	if err == nil {
//		err = order.Redirect.Send(w, r) // the payer pays on Bizon's page
//	}
//
// Bizon publishes no host: both URLs come with the account.
//
// When the payer comes back, or a callback arrives, that is a hint: ParseReturn
// and ParseCallback give the order's id, and Client.Confirm reads the order. Act
// upon Order.State, Order.Paid and Order.Refunded.
//
// # Cards and 3-D Secure
//
// Orders.Authorize takes a card's own data, Orders.TokenPay an Apple Pay or
// Google Pay token. If the payer has to authenticate himself the answer is no
// error: the order's State is pending, nothing was held, and Order.Redirect has
// the form that takes him to his bank:
//
//	order, err := client.Orders.Authorize(ctx, request)
//	if err == nil && !order.Redirect.IsZero() {
//		err = order.Redirect.Send(w, r)
//	}
//
// ParseReturn3D reads what he brings back, and each answer has its call: PaRes
// goes to Orders.Complete (3-D Secure 1), cres to Orders.Complete3DS2, and after
// the 3DS Method Orders.Resume goes on, which may answer with the next form.
// Orders.Authorize says how he finds back to the shop. Card numbers, CVVs, holders, tokens and
// authentication values cannot be printed.
//
// # Money
//
// Amounts are money.Amount, exact, sent with two decimal places. An order is
// authorized (held) or charged (taken) when the payer has paid; Charge takes
// what is held, Reverse lets it go, Refund gives back what was taken, Credit and
// CreditOrder pay out.
//
// # Outcomes
//
// Every error is a *paygates.Error that says whether the operation took effect.
// An unknown outcome is settled by Client.Resolve, which only reads:
//
//	_, err := client.Orders.Authorize(ctx, request)
//	if e, ok := errors.AsType[*paygates.Error](err); ok && e.Outcome == paygates.OutcomeUnknown {
//		resolution, err := client.Resolve(ctx, e.Intent)
//		…
//	}
//
// Bizon promises no idempotency: nothing that moves money is ever sent twice by
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
// Bizon's page on actions, and public clients of the platform that it runs. What
// no source states is marked as assumed in Operations.
//
// # Testing
//
// Package bizontest is an in-memory Bizon with state, a payment page, 3-D Secure,
// faults and a ledger:
//
//	gateway := bizontest.NewServer(bizontest.Config{})
//	defer gateway.Close()
//	client, err := bizon.New(bizon.Config{
//		Username: bizontest.DefaultUsername, Password: paygates.NewSecret(bizontest.DefaultPassword),
//		BaseURL: gateway.URL, CheckoutURL: gateway.URL + "/pay",
//	})
package bizon
