package corefytest

import (
	"cmp"
	"net/http"
	"strings"
	"time"

	"github.com/paygates/paygates-go/internal/modelhttp"
)

// The credentials of a model whose Config names none. All of them are made up.
const (
	// DefaultAccountID and DefaultAPIKey are the private API's Basic credentials.
	DefaultAccountID = "coma_Example0000001"
	DefaultAPIKey    = "ExampleApiKeyNotReal"
	// DefaultTestPublicKey and DefaultLivePublicKey are public_key of the public
	// API; which of them is used decides the mode.
	DefaultTestPublicKey = "pk_test_ExamplePublicKeyNotReal"
	DefaultLivePublicKey = "pk_live_ExamplePublicKeyNotReal"
	// DefaultTestSecret and DefaultLiveSecret sign the callbacks of their mode.
	DefaultTestSecret = "sk_test_ExampleSecretNotReal"
	DefaultLiveSecret = "sk_live_ExampleSecretNotReal"
)

// Form says which of two generations of the private API's resources the model
// prints.
type Form int

const (
	// CurrentForm is what a live callback of 2024 shows: refunds, return_urls,
	// hpp_url, arn and charged_back_amount stand in it, serial_number does not.
	CurrentForm Form = iota
	// PageForm is what the Corefy payment page prints, member for member: without
	// the list of refunds, so that only refunded_amount tells of them.
	PageForm
)

// DuplicateForm says how a reference that is known already is refused. The
// Corefy payment page describes the answer in words only.
type DuplicateForm int

const (
	// DuplicateWithObject answers 409 with errors and, as data, the earlier
	// object.
	DuplicateWithObject DuplicateForm = iota
	// DuplicateObjectAlone answers 409 with the earlier object, without errors.
	DuplicateObjectAlone
	// DuplicateWithoutObject answers 409 with errors alone.
	DuplicateWithoutObject
	// DuplicateAsField answers 422 with a message on reference_id.
	DuplicateAsField
)

// Config sets a model up. The zero value works.
type Config struct {
	// AccountID and APIKey are what requests to the private API must carry as
	// Basic credentials. If both are empty they are DefaultAccountID and
	// DefaultAPIKey.
	AccountID, APIKey string
	// TestPublicKey and LivePublicKey are the public API's keys; each is its
	// default if it is empty.
	TestPublicKey, LivePublicKey string
	// TestSecret and LiveSecret sign callbacks; each is its default if it is
	// empty.
	TestSecret, LiveSecret string
	// PrivatePath and PublicPath are the paths that the two APIs lie under; "/api"
	// and "/public-api" if they are empty. "/" is none, as hosts have it that
	// serve the private API alone. New panics if both are the same.
	PrivatePath, PublicPath string
	// Seed decides ids.
	Seed uint64
	// Services are what can be paid and paid out with; DefaultServices if it is
	// nil.
	Services []Service
	// Form is the generation of the private API's resources.
	Form Form
	// Duplicates is the kind of answer to a known reference.
	Duplicates DuplicateForm
	// LooseReferences takes a known reference again for what no document promises
	// to guard: invoices of the public API, refunds and payouts. Each such
	// request makes another object. Otherwise it is refused as a duplicate.
	LooseReferences bool
	// ValidationAs400 answers wrong fields with 400 in place of 422. The shape is
	// documented, its status is not.
	ValidationAs400 bool
	// ForbidPublicCreation is the account's option "Forbid creation through the
	// Public API": it is answered 403.
	ForbidPublicCreation bool
	// FeeOnTop lets the payer pay the fee: payment_amount is amount and fee.
	// Otherwise the fee is taken from the deposit.
	FeeOnTop bool
	// PendingRefunds leaves refunds under way until CompleteRefund or FailRefund.
	// Otherwise they are processed at once.
	PendingRefunds bool
	// RefundsAsInvoice answers a refund with the invoice, not the refund.
	RefundsAsInvoice bool
	// PendingPayouts leaves payouts under way until CompletePayout or FailPayout.
	// Otherwise they are processed at once.
	PendingPayouts bool
	// ExpireAsStatus makes an unpaid invoice expired. Otherwise it becomes
	// process_failed with the resolution expired, as on the payment page.
	ExpireAsStatus bool
	// Website is the account's site. If it is set, every invoice's metadata has
	// it as merchant_url, as on the payment page.
	Website string
	// CallbackURL is where the callbacks of objects go whose request named no
	// callback_url.
	CallbackURL string
	// CallbackClient sends callbacks; one with a time-out of 10 s that follows no
	// redirect if it is nil.
	CallbackClient *http.Client
	// PageSize is the size of a page of a list whose request names none; 20 if it
	// is not positive.
	PageSize int
	// ListLag is how long a new invoice or payout is missing from the lists, for
	// tests of look-ups; by default it is there at once.
	ListLag time.Duration
	// CheckoutURL is what hosted pages begin with. If it is empty, they lie under
	// /hpp on the host that the request came in on, where the model serves them.
	CheckoutURL string
}

const (
	defaultPageSize = 20
	maxPageSize     = 500
	maxBody         = 1 << 20
	pagePath        = "/hpp"
)

func (c Config) withDefaults() Config {
	if c.AccountID == "" && c.APIKey == "" {
		c.AccountID, c.APIKey = DefaultAccountID, DefaultAPIKey
	}
	c.TestPublicKey = cmp.Or(c.TestPublicKey, DefaultTestPublicKey)
	c.LivePublicKey = cmp.Or(c.LivePublicKey, DefaultLivePublicKey)
	c.TestSecret = cmp.Or(c.TestSecret, DefaultTestSecret)
	c.LiveSecret = cmp.Or(c.LiveSecret, DefaultLiveSecret)
	c.PrivatePath = strings.TrimRight(cmp.Or(c.PrivatePath, "/api"), "/")
	c.PublicPath = strings.TrimRight(cmp.Or(c.PublicPath, "/public-api"), "/")
	if c.PrivatePath == c.PublicPath {
		panic("corefytest: PrivatePath and PublicPath are the same")
	}
	if c.Services == nil {
		c.Services = DefaultServices()
	}
	if c.CallbackClient == nil {
		c.CallbackClient = modelhttp.CallbackClient()
	}
	if c.PageSize <= 0 {
		c.PageSize = defaultPageSize
	}
	return c
}

// secret is the callback secret of a mode.
func (c Config) secret(test bool) string {
	if test {
		return c.TestSecret
	}
	return c.LiveSecret
}
