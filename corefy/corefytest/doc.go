// Package corefytest is an in-memory Corefy for tests: payment services,
// invoices, refunds and payouts of the private and the public API, the hosted
// payment page, signed callbacks, faults, and a ledger of what truly happened to
// the money.
//
//	server := corefytest.NewServer(corefytest.Config{})
//	defer server.Close()
//	// Give the client server.PrivateURL with DefaultAccountID and
//	// DefaultAPIKey, and server.PublicURL with TestPublicKey, create an
//	// invoice in test mode, then let its payer pay:
//	err := server.Pay(invoice.ID)
//
// [New] gives an [http.Handler] without a network, [NewServer] a server on the
// loopback interface. [Model.Pay], [Model.Refuse] and [Model.Abandon] are the
// payer, [Model.Decline] is the provider, [Model.Fail] is what goes wrong
// between the shop and Corefy, and [Model.Ledger] says what Corefy really did.
//
// The model speaks the wire as Corefy's pages and public clients show it, checks
// credentials and requests, refuses what an invoice's state does not allow, and
// signs callbacks as documented ([Sign]). What no document states is assumed:
// [Assumptions] lists it with reasons. No real money moves, and nothing leaves
// the process but the callbacks that are delivered to the addresses that the
// shop named.
//
// It is deterministic: the same seed and the same calls at the same times give
// the same bytes, also in a testing/synctest bubble. Only [NewServer] starts a
// goroutine.
package corefytest
