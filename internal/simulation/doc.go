// Package simulation proves that no payment doubles and none gets lost.
//
// One 64-bit seed makes a Schedule: what a merchant and its payers do, and which
// fault strikes which call. Run plays it in a world where everything is real but
// the wire and the clock: the SDK's client over an http.Transport, the gateway's
// model behind an http.Server, in-memory connections between them, and the
// virtual time of a testing/synctest bubble. After every call a checker holds
// what the client said against the model's ledger; at the end every call whose
// outcome stayed unknown is resolved after the horizon, and what was said not to
// have happened must never have happened.
//
// The same seed gives the same trace, byte for byte: ids, jitter and request ids
// come from sources that the seed feeds, and no text of net/http enters a trace.
//
// Merchants, customers and what these may use move no money, and no ledger tells of
// them: there the model itself is asked what it knows (Register).
//
// What can grow stands in tables: gateways in gateways, faults in faultRows,
// deeds in deedRows and how often they are drawn in weights, cards in cards.
// Nothing else knows a gateway by name; a deed that a gateway has no call for is
// never drawn for it. Gateways that run one platform share its words in a file
// of their own.
//
// # What the merchant does
//
// The merchant is one who follows the SDK's advice. It gives every order a
// reference of its own, leaves an order alone while a call on it is unsettled,
// sends again only what was proved not to have happened and is advised to be
// resent, and believes a verdict. A payer whom an answer sends to his bank comes
// back with what the bank gave him, and the merchant hands it on; where the form
// was lost with the answer nobody goes.
package simulation
