package corefy

import paygates "github.com/paygates/paygates-go"

// Resolution is Corefy's reason beside a status, kept as it came: "ok" in the
// private API, "OK" in the public one. It decides neither state nor outcome: "ok"
// can stand beside a failed status. The list of constants is open.
type Resolution string

// Resolutions, as Corefy's pages and test cards show them.
const (
	ResolutionOK                    Resolution = "ok"
	ResolutionExpired               Resolution = "expired"
	ResolutionAuth3DSRequired       Resolution = "auth_3ds_required"
	ResolutionGeneralFatalError     Resolution = "general_fatal_error"
	ResolutionAccessDenied          Resolution = "access_denied"
	ResolutionError                 Resolution = "error"
	ResolutionProviderError         Resolution = "provider_error"
	ResolutionUnknown               Resolution = "unknown"
	ResolutionDuplicatedTransaction Resolution = "duplicated_transaction"
	ResolutionAuthFatalError        Resolution = "auth_fatal_error"
	ResolutionUnable3DSEnrolment    Resolution = "unable_to_determine_3ds_enrolment"
	ResolutionCard3DSEnrolled       Resolution = "card_is_3ds_enrolled"
	ResolutionCardNot3DSEnrolled    Resolution = "card_is_not_3ds_enrolled"
	ResolutionIssuerDecline         Resolution = "issuer_decline"
	ResolutionClientAuthFailed      Resolution = "client_auth_failed"
	ResolutionProviderFatalError    Resolution = "provider_fatal_error"
	ResolutionInvalidDetails        Resolution = "invalid_details"
	ResolutionInvalidPIN            Resolution = "invalid_pin"
	ResolutionAntifraudError        Resolution = "antifraud_error"
	ResolutionInvalidCard           Resolution = "invalid_card"
	ResolutionFatalError            Resolution = "fatal_error"
	ResolutionUnableToReconcile     Resolution = "unable_to_reconcile"
	ResolutionInvalidAmount         Resolution = "invalid_amount"
	ResolutionLimitViolation        Resolution = "limit_violation"
	ResolutionNotPermitted          Resolution = "functionality_is_not_permitted"
	ResolutionInvalidRequest        Resolution = "invalid_request"
	ResolutionLostOrStolenCard      Resolution = "lost_or_stolen_card"
	ResolutionDeclined              Resolution = "declined"
	ResolutionInvalidOTP            Resolution = "invalid_otp"
	ResolutionInvalid3DSCode        Resolution = "invalid_3ds_code"
	ResolutionInvalidCardStatus     Resolution = "invalid_card_status"
	ResolutionInsufficientFunds     Resolution = "insufficient_funds"
	ResolutionCardExpired           Resolution = "card_expired"
	ResolutionInvalidCVV            Resolution = "invalid_cvv"
	ResolutionInvalidPAN            Resolution = "invalid_pan"
	ResolutionInvalidCredentials    Resolution = "invalid_credentials"
	ResolutionCardTypeNotSupported  Resolution = "card_type_not_supported"
	ResolutionFatalTimeout          Resolution = "fatal_timeout"
	ResolutionNoRoutes              Resolution = "no_routes_by_condition"
	ResolutionVerificationFailed    Resolution = "card_verification_failed"
	ResolutionFatalCardExpired      Resolution = "fatal_card_expired"
)

// reason is what a resolution says about a refusal.
type reason struct {
	decline paygates.DeclineReason
	// doubtful: the provider may have done something all the same; somebody has to
	// look before anything is tried again (assumed).
	doubtful bool
}

var reasons = map[Resolution]reason{
	ResolutionDuplicatedTransaction: {doubtful: true},
	ResolutionUnableToReconcile:     {doubtful: true},
	ResolutionFatalTimeout:          {doubtful: true},
	ResolutionProviderError:         {doubtful: true},
	ResolutionProviderFatalError:    {doubtful: true},
	ResolutionGeneralFatalError:     {doubtful: true},
	ResolutionFatalError:            {doubtful: true},
	ResolutionError:                 {doubtful: true},
	ResolutionUnknown:               {doubtful: true},

	ResolutionIssuerDecline:        {decline: paygates.DeclineByIssuer},
	ResolutionDeclined:             {decline: paygates.DeclineByIssuer},
	ResolutionInsufficientFunds:    {decline: paygates.DeclineInsufficientFunds},
	ResolutionCardExpired:          {decline: paygates.DeclineExpiredCard},
	ResolutionFatalCardExpired:     {decline: paygates.DeclineExpiredCard},
	ResolutionInvalidCard:          {decline: paygates.DeclineInvalidCard},
	ResolutionInvalidCardStatus:    {decline: paygates.DeclineInvalidCard},
	ResolutionInvalidPAN:           {decline: paygates.DeclineInvalidCard},
	ResolutionVerificationFailed:   {decline: paygates.DeclineInvalidCard},
	ResolutionInvalidCVV:           {decline: paygates.DeclineSecurityCode},
	ResolutionInvalidOTP:           {decline: paygates.DeclineSecurityCode},
	ResolutionInvalidPIN:           {decline: paygates.DeclineSecurityCode},
	ResolutionLimitViolation:       {decline: paygates.DeclineLimit},
	ResolutionAuth3DSRequired:      {decline: paygates.Decline3DSecure},
	ResolutionAuthFatalError:       {decline: paygates.Decline3DSecure},
	ResolutionClientAuthFailed:     {decline: paygates.Decline3DSecure},
	ResolutionInvalid3DSCode:       {decline: paygates.Decline3DSecure},
	ResolutionUnable3DSEnrolment:   {decline: paygates.Decline3DSecure},
	ResolutionAntifraudError:       {decline: paygates.DeclineFraud},
	ResolutionLostOrStolenCard:     {decline: paygates.DeclineLostOrStolen},
	ResolutionNotPermitted:         {decline: paygates.DeclineNotPermitted},
	ResolutionCardTypeNotSupported: {decline: paygates.DeclineNotPermitted},
	ResolutionAccessDenied:         {decline: paygates.DeclineGatewayRule},
	ResolutionNoRoutes:             {decline: paygates.DeclineGatewayRule},
}

// Decline is the reason that the resolution tells, whatever its case;
// DeclineUnknown for one that tells none or is not known.
func (r Resolution) Decline() paygates.DeclineReason { return reasons[r.plain()].decline }

// OK reports whether the resolution is "ok" in any case. It proves nothing:
// read the state.
func (r Resolution) OK() bool { return r.plain() == ResolutionOK }

func (r Resolution) plain() Resolution { return Resolution(asciiLower(string(r))) }

// advice is what to do after a refusal with this resolution.
func (r Resolution) advice() paygates.Advice {
	if reasons[r.plain()].doubtful {
		return paygates.AdviceAskHuman
	}
	return paygates.AdviceNewReference
}
