package circlepaytest

// Form says which of the two known kinds of objects the answers have.
type Form int

const (
	// PageForm is what the CirclePay documentation prints: lower-case status words,
	// dates without a time, flags as 0 and 1, no totals in an invoice.
	PageForm Form = iota
	// ClientForm is what CirclePay's public clients decode: upper-case status
	// words, dates with a time, texts where the page has numbers and the reverse,
	// totals in an invoice and rates in a method.
	ClientForm
)

// EnvelopeForm says what the answers are wrapped in.
type EnvelopeForm int

const (
	// FullEnvelope has message, errorCode as a number, details, data as a list and
	// isError.
	FullEnvelope EnvelopeForm = iota
	// LooseEnvelope is what public clients met besides: no isError, errorCode ""
	// or a text, and one object in place of a list of one.
	LooseEnvelope
)

// HeaderForm says which spelling of account_key, account_token and merchant_token
// arrives.
type HeaderForm int

const (
	// AnyHeaders reads account-key and, where that is not there, account_key.
	AnyHeaders HeaderForm = iota
	// HyphenHeaders reads account-key alone, as the clients send it: proxies often
	// drop names with an underscore.
	HyphenHeaders
	// UnderscoreHeaders reads account_key alone, as the documentation writes it.
	UnderscoreHeaders
)

// PathForm says which paths are served where documentation and clients differ.
type PathForm int

const (
	// EveryPath serves both.
	EveryPath PathForm = iota
	// DocumentedPaths serves what the documentation prints: PaymentMethod/get,
	// DELETE on the enable path of a method, paymentlink/…, payPaymentLink.
	DocumentedPaths
	// ClientPaths serves what the public clients call: payment/methods/get,
	// merchants/payment/method/disable, payment/link/….
	ClientPaths
)

// RefusalForm says with which HTTP status a refusal is answered. No document says
// it; the clients read the envelope at any status.
type RefusalForm int

const (
	// RefusalsAs200 answers refusals with 200; the envelope tells.
	RefusalsAs200 RefusalForm = iota
	// RefusalsAs4xx answers refusals with 401 for code 2110, else 400.
	RefusalsAs4xx
)

// CredentialForm says how a wrong account key or token is answered.
type CredentialForm int

const (
	// CredentialsAsCode answers code 2110 in the envelope.
	CredentialsAsCode CredentialForm = iota
	// CredentialsAs403 answers HTTP 403 without a body, as a public client expects
	// it.
	CredentialsAs403
	// CredentialsAs401 answers HTTP 401 in the form of the framework.
	CredentialsAs401
)

// DateForm says which dates requests may have.
type DateForm int

const (
	// AnyDates takes 2022-08-22, 2022-8-2 and 22-08-2022; the documentation has
	// samples of the first and the last.
	AnyDates DateForm = iota
	// YearFirstDates refuses 22-08-2022 with code 1115.
	YearFirstDates
	// DayFirstDates refuses 2022-08-22 with code 1115.
	DayFirstDates
)

// NumberForm says what becomes of an invoice number of the merchant's own.
type NumberForm int

const (
	// NumbersUnique takes it; one that is in use is refused with code 5101.
	NumbersUnique NumberForm = iota
	// NumbersIgnored replaces it with one of CirclePay's own.
	NumbersIgnored
	// NumbersRepeat takes it also if it is in use: a second invoice with the same
	// number, which the lists show and every other call overlooks.
	NumbersRepeat
)

// CallbackForm says how callbacks are posted. No document says it.
type CallbackForm int

const (
	// CallbackAsJSON posts a JSON object.
	CallbackAsJSON CallbackForm = iota
	// CallbackAsForm posts an HTML form.
	CallbackAsForm
)

// RefundCallbackForm says whose id the callback of a refund has as transaction_id.
// No document says it.
type RefundCallbackForm int

const (
	// RefundCallbackOfRefund has the refund_id.
	RefundCallbackOfRefund RefundCallbackForm = iota
	// RefundCallbackOfPayment has the payment's transaction_id.
	RefundCallbackOfPayment
)
