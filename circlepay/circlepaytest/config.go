package circlepaytest

import (
	"cmp"
	"net/http"
	"slices"
	"time"

	"github.com/paygates/paygates-go/internal/modelhttp"
	"github.com/paygates/paygates-go/money"
)

// The credentials of a model whose Config names none, and the mobile number of the
// merchant that it starts with. Requests carry the two tokens behind "Bearer ".
const (
	DefaultAccountKey     = "00000000-0000-4000-8000-00000000c1e0"
	DefaultAccountToken   = "made-up.account.token.of.model"
	DefaultMerchantToken  = "made-up.merchant.token"
	DefaultMerchantMobile = "+201000000001"
)

// Config sets a model up. The zero value works: it starts with one verified
// merchant who may use every method.
type Config struct {
	// AccountKey and AccountToken are what requests must carry; DefaultAccountKey
	// and DefaultAccountToken if they are empty. The token stands without
	// "Bearer ".
	AccountKey, AccountToken string
	// MerchantToken is the token of the merchant that the model starts with, also
	// without "Bearer "; DefaultMerchantToken if it is empty.
	MerchantToken string
	// WithoutMerchant starts without a merchant, for tests of onboarding.
	WithoutMerchant bool
	// Seed decides tokens, links, references and one-time passwords.
	Seed uint64
	// Form is the kind of objects in the answers.
	Form Form
	// Envelope is what the answers are wrapped in.
	Envelope EnvelopeForm
	// Headers are the spellings of the credentials' headers that arrive.
	Headers HeaderForm
	// Paths are the paths that are served where the documents and the clients
	// differ.
	Paths PathForm
	// Refusals is the HTTP status of refusals.
	Refusals RefusalForm
	// WrongCredentials is the answer to a wrong account key or token.
	WrongCredentials CredentialForm
	// Dates are the dates that requests may have.
	Dates DateForm
	// Numbers is what becomes of an invoice number of the merchant's own.
	Numbers NumberForm
	// ReusePayments lets a further invoice/pay of an invoice with an open payment
	// answer with that payment. Otherwise each call opens another one, and all of
	// them can be paid.
	ReusePayments bool
	// RefusePaidInvoices refuses invoice/pay of a paid invoice with code 1112.
	// Otherwise it opens another payment.
	RefusePaidInvoices bool
	// EmptyLinkPay answers the payment of a link with [{}], as the page's sample
	// does. Otherwise the answer has transaction_id and url.
	EmptyLinkPay bool
	// LinksWithScheme writes payment links with http:// or https://. Otherwise they
	// begin with the host, as documented.
	LinksWithScheme bool
	// EscapedSlashes takes %2F in a path, so that a whole link can stand there.
	// Otherwise it is refused with an HTML page, as the server behind the API
	// refuses it by default.
	EscapedSlashes bool
	// PartialRefunds takes the value of a refund, a member that was documented
	// until February 2022. Otherwise it is ignored and the refund is for the whole
	// payment.
	PartialRefunds bool
	// RepeatRefunds takes refunds beyond the payment's value. Otherwise they are
	// refused with code 9112.
	RepeatRefunds bool
	// RefundsAtOnce gives the money back with the request. Otherwise a refund is
	// pending until CompleteRefund or FailRefund.
	RefundsAtOnce bool
	// PaidWord is the status of a paid payment, which no document shows; "paid",
	// and "PAID" with ClientForm, if it is empty.
	PaidWord string
	// Currency is that of every amount; EGP if it is zero.
	Currency money.Currency
	// Gateways are what the system pays with; DefaultGateways if it is nil.
	Gateways []Gateway
	// Coupons are the coupon codes that payers may use. They change no amount.
	Coupons []string
	// CallbackURL is the callback_url of the merchants that do not come from
	// merchants/create. Without it their callbacks have no address.
	CallbackURL string
	// CallbackForm is how callbacks are posted.
	CallbackForm CallbackForm
	// RefundCallbacks is whose id the callback of a refund has.
	RefundCallbacks RefundCallbackForm
	// CallbackClient sends callbacks; one with a time-out of 10 s that follows no
	// redirect if it is nil.
	CallbackClient *http.Client
	// ListLag is how long a new customer, invoice, link, payment or refund is
	// missing from the lists, for tests of look-ups; by default it is there at
	// once.
	ListLag time.Duration
	// CheckoutURL is what the checkout pages begin with, such as
	// https://pay.example. If it is empty, they lie on the host that the request
	// came in on, where the model serves them.
	CheckoutURL string
}

const maxBody = 1 << 20

func (c Config) withDefaults() Config {
	c.AccountKey = cmp.Or(c.AccountKey, DefaultAccountKey)
	c.AccountToken = cmp.Or(c.AccountToken, DefaultAccountToken)
	c.MerchantToken = cmp.Or(c.MerchantToken, DefaultMerchantToken)
	if c.Currency.IsZero() {
		c.Currency = money.EGP
	}
	if c.Gateways == nil {
		c.Gateways = DefaultGateways()
	}
	c.Gateways, c.Coupons = slices.Clone(c.Gateways), slices.Clone(c.Coupons)
	if c.CallbackClient == nil {
		c.CallbackClient = modelhttp.CallbackClient()
	}
	return c
}
