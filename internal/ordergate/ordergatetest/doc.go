// Package ordergatetest is an in-memory model of the platform that CIBPay and
// Bizon run: orders, charges, refunds, payouts, the hosted payment page and the
// callbacks that follow it. Its [WholeSurface], which is Bizon's, adds cards,
// 3-D Secure with the pages of the payer's bank, wallets, linked payouts and the
// list of operations.
//
// The model is written from the gateways' own pages and shares no encoder,
// decoder, status or error table with the client, so that one mistake cannot
// stand on both sides. Behaviour that no document states is listed by
// [Surface.Assumptions]. The public packages in front of it (cibpaytest,
// bizontest) declare their own types and convert.
//
// Everything is deterministic: ids come from a counter and the seed, time from
// [time.Now], and the model starts no goroutine.
package ordergatetest
