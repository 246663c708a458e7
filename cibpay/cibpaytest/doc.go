// Package cibpaytest is an in-memory CIBPay for tests: orders, charges,
// refunds, payouts, the hosted payment page, callbacks, faults, and a ledger of
// what truly happened to the money.
//
//	server := cibpaytest.NewServer(cibpaytest.Config{})
//	defer server.Close()
//	// Give the client server.URL, DefaultUsername and DefaultPassword,
//	// create an order, then let its payer pay:
//	err := server.Pay(order.ID)
//
// [New] gives an [http.Handler] without a network, [NewServer] a server on the
// loopback interface. [Model.Pay], [Model.Refuse] and [Model.Abandon] are the
// payer, [Model.Fail] is what goes wrong, and [Model.Ledger] says what the
// gateway really did.
//
// The model speaks the wire as the CIBPay API guide and the platform's page
// describe it, checks credentials and requests, and refuses what the order's
// state does not allow. What no document states is assumed: [Assumptions] lists
// it with reasons. No real money moves, and nothing leaves the process but the
// callbacks that are delivered to the Config's CallbackURL.
//
// It is deterministic: the same seed and the same calls at the same times give
// the same bytes, also in a testing/synctest bubble. Only [NewServer] starts a
// goroutine.
package cibpaytest
