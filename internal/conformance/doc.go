// Package conformance is one suite of tests that every gateway package runs: each declared operation meets each way in which a gateway, a network or a caller
// can misbehave, and has to say the truth about what happened.
//
// A gateway's test hands over its table of operations, a constructor, and for each operation a case: a fixed request, the documented answers to it, and requests
// that are to be refused. It hands over no expectation. What has to come out of a cell follows from the operation's row (its safety, its proofs, its refusals)
// by the table in rules.go and, for answers that were changed, by the reading of the row's proofs in proof.go, which shares no code with any gateway.
//
// The cells stand in cells.go, one line each. A cell is a subtest such as TestConformance/Orders.Charge/html-502; a failure says what was expected, by which
// rule, and never repeats a secret. An operation without a case fails, and so does a case without an operation or a proof that no documented answer satisfies.
//
// Cells in which time matters run in a testing/synctest bubble, cells in which a connection matters run on loopback sockets, all others on a transport in memory.
//
// Requests and answers are cut at every tenth byte, and with -full at every byte, over connections in memory; "make simulate" does so.
package conformance
