package paygates

// DeclineReason says why a payment was declined, as far as the gateway tells.
// The type is open: a gateway package may carry reasons that are not listed
// here, and DeclineUnknown, the zero value, is common.
type DeclineReason string

// Reasons for a decline.
const (
	// DeclineUnknown: the gateway does not say why.
	DeclineUnknown DeclineReason = ""
	// DeclineByIssuer: the card's bank or the acquirer said no, without saying why.
	DeclineByIssuer DeclineReason = "declined by issuer"
	// DeclineInsufficientFunds: there is not enough money on the account.
	DeclineInsufficientFunds DeclineReason = "insufficient funds"
	// DeclineExpiredCard: the card is no longer valid.
	DeclineExpiredCard DeclineReason = "expired card"
	// DeclineInvalidCard: there is no such card.
	DeclineInvalidCard DeclineReason = "invalid card"
	// DeclineSecurityCode: the CVV, PIN or one-time code was wrong.
	DeclineSecurityCode DeclineReason = "wrong CVV or OTP"
	// DeclineLimit: a limit of amount or number was reached.
	DeclineLimit DeclineReason = "limit exceeded"
	// Decline3DSecure: the payer was not authenticated.
	Decline3DSecure DeclineReason = "3-D Secure failed"
	// DeclineFraud: somebody takes it for fraud.
	DeclineFraud DeclineReason = "suspected fraud"
	// DeclineLostOrStolen: the card was reported lost or stolen.
	DeclineLostOrStolen DeclineReason = "lost or stolen card"
	// DeclineNotPermitted: the card may not be used for this.
	DeclineNotPermitted DeclineReason = "not permitted"
	// DeclineGatewayRule: the gateway's own rules, limits or routing refused.
	DeclineGatewayRule DeclineReason = "gateway rule"
	// DeclineIssuerUnavailable: the card's bank could not be reached.
	DeclineIssuerUnavailable DeclineReason = "issuer unavailable"
	// DeclineDoNotRetry: the payer has withdrawn his consent or the scheme forbids another try.
	DeclineDoNotRetry DeclineReason = "do not retry"
)

// softDeclines may succeed later with the same card; everything else, unknown
// reasons included, is taken for final.
var softDeclines = map[DeclineReason]bool{
	DeclineInsufficientFunds: true,
	DeclineSecurityCode:      true,
	DeclineLimit:             true,
	Decline3DSecure:          true,
	DeclineIssuerUnavailable: true,
}

// Soft reports whether the same payer may succeed later: no money now, a limit
// that ends with the day, a mistyped code. An unknown reason is not soft.
func (r DeclineReason) Soft() bool { return softDeclines[r] }

// String returns the reason, and "unknown" for DeclineUnknown.
func (r DeclineReason) String() string {
	if r == DeclineUnknown {
		return "unknown"
	}
	return string(r)
}
