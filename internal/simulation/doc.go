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
// What can grow stands in tables: gateways in gateways, faults in faultRows, the
// deeds of a schedule in weights. Nothing else knows a gateway by name.
//
// # What the merchant does
//
// The merchant is one who follows the SDK's advice. It gives every order a
// reference of its own, leaves an order alone while a call on it is unsettled,
// sends again only what was proved not to have happened and is advised to be
// resent, and believes a verdict.
package simulation
