// Package paygates holds the words that all payment gateways of this module
// share: what happened to the money, what went wrong, what state a payment is
// in, and how a client is set up. The gateways themselves are packages beside
// it, such as cibpay and bizon.
//
// # Start
//
// Import the gateway's package and make one client; it is safe for concurrent
// use, opens no connection until it is asked, and needs no closing:
//
//	client, err := cibpay.New(cibpay.Config{
//		Username: "shop", Password: paygates.NewSecret(password), // the sandbox, unless you say Production
//	}, paygates.WithLogger(slog.Default()))
//
// Hosts, credentials and switches of a gateway stand in its Config; ConfigFromEnv
// reads them from the environment. An Option sets what is the same everywhere:
// the http.Client, middleware, logging, time-outs, retries, the write-ahead hook.
// The context bounds a whole call, WithAttemptTimeout one attempt of it.
//
// # Outcomes
//
// Did the money move? Every call of a gateway package answers that, whatever
// breaks:
//
//	order, err := client.Orders.Charge(ctx, id, cibpay.ChargeRequest{Whole: true})
//	switch paygates.OutcomeOf(err) {
//	case paygates.OutcomeExecuted: // it did; order shows how
//	case paygates.OutcomeNotExecuted: // it did not, and will not because of this call
//	case paygates.OutcomeUnknown: // nobody knows yet: Client.Resolve finds out
//	}
//
// OutcomeUnknown is not a failure. It must never be answered by doing the same
// again: look up first. Client.Resolve takes the error's Intent, or one that the
// shop stored through WithBeforeSend, asks the gateway, and gives a Resolution
// with its evidence. It only reads, and may be asked as often as you like:
//
//	found, err := client.Resolve(ctx, intent)
//	switch {
//	case err != nil: // the look-up failed: ask again later
//	case found.Verdict == paygates.VerdictExecuted: // found.Object is the order
//	case found.Verdict == paygates.VerdictNotExecuted: // proven; found.Advice says whether to ask again, and how
//	default: // not yet, or for a person: found.Advice, found.Evidence
//	}
//
// # Errors
//
// Every failed call returns an *Error. Ask errors.Is for the kind (ErrDeclined,
// ErrInvalidRequest, ErrNotFound, …) and for ErrOutcomeUnknown, errors.As for
// the details, and Error.Advice for what to do next:
//
//	if e, ok := errors.AsType[*paygates.Error](err); ok {
//		switch e.Advice() {
//		case paygates.AdviceLookUp: // client.Resolve(ctx, e.Intent)
//		case paygates.AdviceNewReference: // declined: e.Decline says why, as far as it is known
//		}
//	}
//
// Kind and Outcome are two questions: ErrUnavailable may stand beside any outcome.
// ErrInvalidRequest that was found before sending has one entry in Fields for
// each wrong field, all at once.
//
// An error prints neither URLs nor bodies nor the gateway's free text. Card
// numbers and credentials are a PAN and a Secret, which no verb of fmt, no
// logger and no test diff can print.
//
// # What is promised, what is not
//
// Each sentence names the test that checks it. Promised is:
//
//   - A call that moves money is sent once. It is sent again by itself only
//     if no connection was ever made, or if CinetPay refused the login with
//     a code that says that nothing was done.
//     (TestNoPaymentDoublesOrGetsLost in internal/simulation;
//     TestOnceIsSentAfterFailedDials in internal/transport;
//     TestRefusedToken in cinetpay)
//   - A read whose answer was lost, or was a 429 or a 5xx, is repeated:
//     three sends at most, with random pauses under a growing limit, and
//     Retry-After is respected. (TestResending in internal/transport;
//     TestConformance/429-with-each-retry-after in cibpay)
//   - Unknown is never turned into failed, nor into paid. An unknown status
//     is neither. (TestConformance/unknown-status in cibpay;
//     TestConformance/drift in bizon; TestOddAnswers in
//     internal/simulation)
//   - Resolve only reads. It says what it asked and what came back
//     (Evidence). (TestResolveByID in cibpay; TestResolveByReference in
//     cibpay)
//   - "Not there" is not "did not happen". It becomes that only when two
//     look-ups agree, 24 hours after the call, and only for the operations
//     whose table says so. (TestNoPaymentDoublesOrGetsLost in
//     internal/simulation; TestResolveByID in cibpay;
//     TestResolveThatCannotLookUp in cibpay)
//   - No printed error and no log record holds a card number, a credential,
//     a URL, or the gateway's free text. Card numbers and credentials
//     cannot be printed at all. (TestSecretsNeverShow in
//     internal/transport; TestConformance/secrets-in-print in bizon)
//   - No redirect is followed. Certificates are verified, with TLS 1.2 or
//     newer; there is no switch to turn that off. Only a RoundTripper of
//     your own is taken at its word. (TestNoRedirectIsFollowed in
//     internal/transport; TestCertificateIsVerified in internal/transport;
//     TestOldTLSIsRefused in internal/transport)
//
// Never promised is:
//
//   - Exactly once: where a gateway does not refuse a repeated request, who
//     asks twice moves money twice. (TestNaiveClientsAreCaught in
//     internal/simulation)
//   - That "not found" means "not executed", or that every unknown outcome
//     can be settled: some answers carry too little, and somebody has to
//     look into the back office. (TestResolveThatCannotLookUp in cibpay;
//     TestNaiveClientsAreCaught in internal/simulation)
//   - That a callback is the last word: it says that something happened,
//     and reading the object says what. (TestCallbackHandler in cibpay;
//     TestNaiveClientsAreCaught in internal/simulation)
//   - That a header makes repeating safe which no gateway documents: none
//     is sent. (TestConformance/good in bizon; TestNaiveClientsAreCaught in
//     internal/simulation)
//   - That a gateway is right: what it says is compared and reported, not
//     corrected. (TestContradictions in cibpay)
//   - That a model is the gateway itself: what no source states is marked
//     as assumed. (TestAssumptionsHaveReasons in cibpay/cibpaytest)
//
// # States
//
// Status is the gateway's own word, kept as it came; State is its portable
// reading. An unknown word is StateUnknown, which is neither paid nor failed.
//
// # Testing
//
// Each gateway package has a model beside it, cibpay/cibpaytest for example: an
// in-memory gateway with state, a payment page, callbacks, faults and a ledger,
// to test your own code against. It needs no network beyond the loopback
// interface:
//
//	gateway := cibpaytest.NewServer(cibpaytest.Config{})
//	defer gateway.Close()
//	gateway.Fail(cibpaytest.Fault{On: "POST /orders/create", When: cibpaytest.AfterCommit, Drop: true})
//	// … your code, with gateway.URL as its BaseURL …
//	gateway.Ledger() // what truly happened
package paygates
