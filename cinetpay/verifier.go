package cinetpay

import (
	"net/http"
	"slices"
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/check"
	"github.com/paygates/paygates-go/internal/signing"
	"github.com/paygates/paygates-go/money"
)

// tokenHeader is the header with a notification's token.
const tokenHeader = "x-token"

// signedFields is the order in which a notification's values are signed, without
// a separator; an absent one counts as empty.
// CinetPay documentation, "HMAC token".
var signedFields = []string{
	"cpm_site_id", "cpm_trans_id", "cpm_trans_date", "cpm_amount", "cpm_currency", "signature", "payment_method",
	"cel_phone_num", "cpm_phone_prefixe", "cpm_language", "cpm_version", "cpm_payment_config", "cpm_page_action",
	"cpm_custom", "cpm_designation", "cpm_error_message",
}

// Verifier checks the token of notifications. It is safe for concurrent use.
type Verifier struct {
	siteID  string
	secrets []paygates.Secret
	arrival bool
}

// NewVerifier makes a Verifier for the notifications of a site. A secret is the
// back office's Secret Key, not the API key; give the old and the new one while
// it is being changed. The error is ErrInvalidRequest without a site id, without a
// secret, with an empty one, or with one that has control characters or blanks at its
// ends, such as the end of its line.
func NewVerifier(siteID string, secrets ...paygates.Secret) (*Verifier, error) {
	var wrong check.Findings
	if siteID == "" {
		wrong.Add("siteID", "is required")
	}
	if len(secrets) == 0 {
		wrong.Add("secrets", "want at least one, and no empty one")
	}
	for _, secret := range secrets {
		wrong.Key("secrets", secret)
	}
	if len(wrong) > 0 {
		return nil, refused("NewVerifier", wrong)
	}
	return &Verifier{siteID: siteID, secrets: slices.Clone(secrets)}, nil
}

// AllowArrivalOrder returns a Verifier that tries, where the documented order of
// the fields does not fit, the order in which a form's fields arrived, as
// CinetPay's own PHP library signs. Names are not signed, so that this lets a
// sender exchange values of like shape between names: all names have to be known,
// and stand once. Use it only if your account's notifications need it.
func (v *Verifier) AllowArrivalOrder() *Verifier {
	other := *v
	other.arrival = true
	return &other
}

// Notification is what a notification says, with a token that fits. It is a hint
// that something happened to a payment: its result comes from Client.Confirm
// alone. Nothing in it is used once, so that an old one can be sent again; and its
// values are signed without separators, so that free texts next to each other
// (metadata, description, message) could have been divided differently.
type Notification struct {
	// Reference is the merchant's own id: hand it to Client.Confirm.
	Reference string
	// SiteID is the verifier's own.
	SiteID string
	// Amount is what the payment was made for.
	Amount money.Amount
	// Date is when, as "2006-01-02 15:04:05"; it names no zone.
	Date string
	// Method, Phone and PhonePrefix say how the payer pays.
	Method, Phone, PhonePrefix string
	// Language, Version, PaymentConfig and PageAction are those of the page.
	Language, Version, PaymentConfig, PageAction string
	// Metadata and Description are the shop's own.
	Metadata, Description string
	// Message is the gateway's text of the result. Never act upon it.
	Message string
	// Signature is a token of the payment page. It is not the one that was checked.
	Signature paygates.Secret
}

// Verify checks a notification: its body, and the header in which the token and
// the content type stand. The error is ErrSignature for a token that is missing,
// given twice or wrong, and where the values behind a token that fits are not what
// a notification for this site can hold; ErrInvalidRequest for a body that is none.
// It never repeats the body.
//
// Source: CinetPay documentation, "HMAC token".
func (v *Verifier) Verify(body []byte, header http.Header) (*Notification, error) {
	fields, isForm, err := parseBody(body, header)
	if err != nil {
		return nil, refused("Verify", []paygates.FieldError{{Field: "body", Message: "want a form with each field once, at most 64 KiB"}})
	}
	tokens := header.Values(tokenHeader)
	if len(tokens) != 1 || !v.fits(tokens[0], fields, isForm) {
		return nil, forged(tokenHeader, "want one token that fits the body")
	}
	if wrong := v.misshapen(fields); wrong != "" {
		return nil, forged(wrong, "want the shape that CinetPay's notifications have")
	}
	return notification(fields), nil
}

// VerifyRequest reads the body of a request, at most 64 KiB, and verifies it. A
// GET is CinetPay's ping: answer it with 200 before. The errors are those of
// Verify, and ErrInvalidRequest for a body that cannot be read, or that something
// (r.ParseForm, a middleware) read before.
func (v *Verifier) VerifyRequest(r *http.Request) (*Notification, error) {
	body, err := signing.ReadBody(r, bodyLimit)
	if err != nil {
		e := &paygates.Error{
			Gateway: gateway, Op: "VerifyRequest", Kind: paygates.ErrInvalidRequest, Outcome: paygates.OutcomeNotExecuted,
			Fields: []paygates.FieldError{{Field: "body", Message: "want a form with each field once, at most 64 KiB"}},
		}
		return nil, e.WithCause(err)
	}
	if signing.WasRead(r, body) {
		return nil, refused("VerifyRequest", []paygates.FieldError{{Field: "body", Message: "want it unread: something before took it"}})
	}
	return v.Verify(body, r.Header)
}

// fits compares a token with every secret's. All are tried, whichever fits.
func (v *Verifier) fits(token string, fields []field, isForm bool) bool {
	canonical := make([]string, len(signedFields))
	for i, name := range signedFields {
		canonical[i] = value(fields, name)
	}
	texts := [][]string{canonical}
	if v.arrival && isForm && !slices.ContainsFunc(fields, func(f field) bool { return !slices.Contains(signedFields, f.name) }) {
		var arrived []string
		for _, f := range fields {
			arrived = append(arrived, f.value)
		}
		texts = append(texts, arrived)
	}
	fit := false
	for _, secret := range v.secrets {
		for _, text := range texts {
			if signing.Equal(token, signing.HMACSHA256Hex(secret.Reveal(), text...)) {
				fit = true
			}
		}
	}
	return fit
}

// misshapen names the first field that does not look like what it is called. The
// values are signed without separators: characters that moved from one to the next
// leave the token as it was.
func (v *Verifier) misshapen(fields []field) string {
	get := func(name string) string { return value(fields, name) }
	_, dated := time.Parse(timeLayout, get("cpm_trans_date"))
	amount := get("cpm_amount")
	switch {
	case get("cpm_site_id") != v.siteID:
		return "cpm_site_id"
	case get("cpm_trans_id") == "" || !check.PlainText(get("cpm_trans_id")):
		return "cpm_trans_id"
	case dated != nil || len(get("cpm_trans_date")) != len(timeLayout):
		return "cpm_trans_date"
	case amount == "" || len(amount) > 15 || !check.Digits(amount) || amount[0] == '0':
		return "cpm_amount"
	case !knownCurrency(get("cpm_currency")):
		return "cpm_currency"
	case len(get("cpm_phone_prefixe")) > maxPrefix || !check.Digits(get("cpm_phone_prefixe")):
		return "cpm_phone_prefixe"
	}
	return ""
}

func knownCurrency(code string) bool {
	return slices.ContainsFunc(rules, func(r money.Rule) bool { return r.Currency.Code() == code })
}

func notification(fields []field) *Notification {
	get := func(name string) string { return value(fields, name) }
	amount, _ := money.ParseExact(get("cpm_amount"), money.CurrencyOf(get("cpm_currency"))) // digits, as misshapen saw
	return &Notification{
		Reference: get("cpm_trans_id"), SiteID: get("cpm_site_id"), Amount: amount, Date: get("cpm_trans_date"),
		Method: get("payment_method"), Phone: get("cel_phone_num"), PhonePrefix: get("cpm_phone_prefixe"),
		Language: get("cpm_language"), Version: get("cpm_version"), PaymentConfig: get("cpm_payment_config"),
		PageAction: get("cpm_page_action"), Metadata: get("cpm_custom"), Description: get("cpm_designation"),
		Message: strings.TrimSpace(get("cpm_error_message")), Signature: paygates.NewSecret(get("signature")),
	}
}

func forged(field, want string) error {
	return &paygates.Error{
		Gateway: gateway, Op: "Verify", Kind: paygates.ErrSignature, Outcome: paygates.OutcomeNotExecuted,
		Fields: []paygates.FieldError{{Field: field, Message: want}},
	}
}
