// Package cinetpaytest is an in-memory CinetPay for tests: payment links, the
// hosted payment page, checks, signed notifications, transfers with their
// tokens, contacts and balance, faults, and a ledger of what truly happened to
// the money.
//
//	server := cinetpaytest.NewServer(cinetpaytest.Config{})
//	defer server.Close()
//	// Give the client server.URL for both APIs and the Default credentials,
//	// create a payment, then let its payer pay:
//	err := server.Pay("ORDER-1")
//
// [New] gives an [http.Handler] without a network, [NewServer] a server on the
// loopback interface. Both serve the checkout API under /v2, the transfer API
// under /v1 and the payment page under /payment. [Model.Pay], [Model.Refuse] and
// [Model.Abandon] are the payer, [Model.Approve], [Model.Complete] and
// [Model.Reject] are what becomes of a transfer, [Model.Fail] is what goes
// wrong, and [Model.Ledger] says what the gateway really did.
//
// The model speaks the wire as the CinetPay documentation describes it, checks
// credentials and requests, and answers with the documented codes. What no
// document states is assumed: [Assumptions] lists it with reasons. No real money
// moves, and nothing leaves the process but the notifications that are
// delivered.
//
// It is deterministic: the same seed and the same calls at the same times give
// the same bytes, also in a testing/synctest bubble. Only [NewServer] starts a
// goroutine.
package cinetpaytest
