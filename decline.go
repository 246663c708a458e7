package paygates

// DeclineReason says why a payment was declined, as far as the gateway tells.
// The type is open: a gateway package may carry reasons that are not listed
// here, and DeclineUnknown, the zero value, is common.
type DeclineReason string

// Reasons for a decline.
const (
	DeclineUnknown           DeclineReason = ""
	DeclineByIssuer          DeclineReason = "declined by issuer"
	DeclineInsufficientFunds DeclineReason = "insufficient funds"
	DeclineExpiredCard       DeclineReason = "expired card"
	DeclineInvalidCard       DeclineReason = "invalid card"
	DeclineSecurityCode      DeclineReason = "wrong CVV or OTP"
	DeclineLimit             DeclineReason = "limit exceeded"
	Decline3DSecure          DeclineReason = "3-D Secure failed"
	DeclineFraud             DeclineReason = "suspected fraud"
	DeclineLostOrStolen      DeclineReason = "lost or stolen card"
	DeclineNotPermitted      DeclineReason = "not permitted"
	DeclineGatewayRule       DeclineReason = "gateway rule"
	DeclineIssuerUnavailable DeclineReason = "issuer unavailable"
	DeclineDoNotRetry        DeclineReason = "do not retry"
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
