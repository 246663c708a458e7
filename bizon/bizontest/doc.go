// Package bizontest is an in-memory Bizon for tests: orders, cards, 3-D Secure,
// wallets, refunds, payouts, the hosted payment page, callbacks, faults, and a
// ledger of what truly happened to the money.
//
//	server := bizontest.NewServer(bizontest.Config{})
//	defer server.Close()
//	// Give the client server.URL, DefaultUsername and DefaultPassword,
//	// authorize a card with 3-D Secure, then let its payer confirm:
//	back, err := server.Authenticate(order.ID)
//	// and complete the order with back.Fields.Get("PaRes").
//
// [New] gives an [http.Handler] without a network, [NewServer] a server on the
// loopback interface. [Model.Pay], [Model.Refuse] and [Model.Abandon] are a
// payer on the hosted page, [Model.Authenticate] and
// [Model.FailAuthentication] one on the page of the bank, [Model.SetBank] is
// what a bank does, [Model.Fail] is what goes wrong, and [Model.Ledger] says
// what the gateway really did.
//
// # 3-D Secure
//
// POST /orders/authorize asks for it with options.force3d. An order with
// options.secure3d20_return_url is authenticated by version 2, any other by
// version 1. What happens then is decided by the documented test cards, which
// [Model.PayWith] lists, and by the card's [Bank]:
//
//   - Challenge: the answer is 201 with form3d, whose action is a page that the
//     model serves. There, or by Authenticate, the payer confirms or fails; the
//     browser carries PaRes or cres back, and the order waits for
//     /complete or /complete3d20.
//   - Frictionless: the answer is 200.
//   - NotAuthenticated: the answer is 402, and the order is rejected.
//   - With Bank.Method, version 2 begins with a form to the 3DS Method page, and
//     POST /orders/{id}/resume goes on with the above.
//
// # What it is
//
// The model speaks the wire as Bizon's page, Actions, describes it, checks
// credentials and requests, and refuses what the order's state does not allow.
// What no document states is assumed: [Assumptions] lists it with reasons. No
// real money moves, and nothing leaves the process but the callbacks that are
// delivered to the Config's CallbackURL.
//
// It is deterministic: the same settings and the same calls at the same times
// give the same bytes, also in a testing/synctest bubble. Only [NewServer]
// starts a goroutine.
package bizontest
