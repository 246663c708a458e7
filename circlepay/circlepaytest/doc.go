// Package circlepaytest is an in-memory CirclePay for tests: merchants with their
// one-time passwords, gateways and methods that are switched on and off, customers,
// invoices, payment links, direct payments, checkout pages, refunds, callbacks,
// faults, and a ledger of what truly happened to the money.
//
//	server := circlepaytest.NewServer(circlepaytest.Config{})
//	defer server.Close()
//	// Give the client server.URL and the Default credentials, create a customer
//	// and an invoice, then let its payer pay:
//	err := server.Pay("CIR_INV_1643670030261")
//
// [New] gives an [http.Handler] without a network, [NewServer] a server on the
// loopback interface. Both serve the 38 operations right under the root and the
// checkout pages under /payment and /checkout. [Model.Pay], [Model.Refuse] and
// [Model.Abandon] are the payer, [Model.CompleteRefund] and [Model.FailRefund] are
// the payment gateway behind CirclePay, [Model.Fail] is what goes wrong, and
// [Model.Ledger] says what really happened.
//
// The model speaks the wire as the CirclePay documentation and CirclePay's public
// clients show it, and answers with the documented codes. What no document states
// is assumed: [Assumptions] lists it with reasons, and where several answers are
// likely the [Config] chooses. No real money moves, and nothing leaves the process
// but the callbacks that are delivered.
//
// It is deterministic: the same seed and the same calls at the same times give the
// same bytes, also in a testing/synctest bubble. Only [NewServer] starts a
// goroutine.
package circlepaytest
