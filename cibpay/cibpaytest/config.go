package cibpaytest

import (
	"net/http"
	"time"

	"github.com/paygates/paygates-go/internal/ordergate/ordergatetest"
	"github.com/paygates/paygates-go/money"
)

// The credentials of a model whose Config names none.
const (
	DefaultUsername = "merchant"
	DefaultPassword = "sandbox-password"
)

// Form says which of the two documented kinds of answers the model gives.
type Form int

const (
	// PlatformForm is what public clients of CIBPay decode: an orders array,
	// lower-case statuses, amounts as strings with two places, times without a
	// zone.
	PlatformForm Form = iota
	// GuideForm is what the CIBPay API guide prints: upper-case statuses, flat
	// objects, amounts as numbers, ISO 8601 times in UTC.
	GuideForm
)

// ErrorForm says how the model answers a request that it refuses.
type ErrorForm int

const (
	// ErrorsOfForm is FailureErrors for PlatformForm and ObjectErrors for
	// GuideForm.
	ErrorsOfForm ErrorForm = iota
	// FailureErrors are failure_type, failure_message, order_id and errors,
	// with 402 for declines and 422 for validation.
	FailureErrors
	// ObjectErrors are {"error":{"code","message","details"}} with details from
	// field to a list of texts, as the CIBPay API guide prints them.
	ObjectErrors
	// TextErrors are {"error":"text","details"} with details from field to one
	// text, as public clients show them.
	TextErrors
)

// DeclineForm says how the model answers a rebill or payout that was declined.
// With GuideForm it is always the order, because the guide has no error code
// for a decline.
type DeclineForm int

const (
	// DeclineAsError answers 402 with failure_type and the failed order's id.
	DeclineAsError DeclineForm = iota
	// DeclineAsOrder answers 200 with the failed order.
	DeclineAsOrder
)

// Config sets a model up. The zero value works.
type Config struct {
	// Username and Password are what requests must carry as Basic credentials.
	// If both are empty they are DefaultUsername and DefaultPassword.
	Username, Password string
	// Seed decides order ids and authorization codes.
	Seed uint64
	// Form is the kind of answers.
	Form Form
	// Errors is the kind of refusals.
	Errors ErrorForm
	// Declines is the kind of answer to a declined rebill or payout.
	Declines DeclineForm
	// RefuseCancelOfCharged answers a cancel of a charged order with
	// INVALID_STATE, as the CIBPay API guide says. Otherwise such a cancel is a
	// refund, as the platform's page says.
	RefuseCancelOfCharged bool
	// Currency is that of orders whose request names none; AZN if it is zero.
	Currency money.Currency
	// CallbackURL is where Deliver posts callbacks. A server delivers by itself
	// if it is set.
	CallbackURL string
	// CallbackUsername and CallbackPassword go with each callback as Basic
	// credentials, if one of them is set.
	CallbackUsername, CallbackPassword string
	// CallbackClient sends callbacks; one with a time-out of 10 s that follows no
	// redirect if it is nil.
	CallbackClient *http.Client
	// Location is the zone of the times that carry none; UTC+04:00 if it is nil.
	Location *time.Location
	// PageSize is the most orders in one answer of the list; 2,000 if it is not
	// positive.
	PageSize int
	// ListLag is how long a new order is missing from the list, for tests of
	// look-ups; by default it is there at once.
	ListLag time.Duration
	// CheckoutURL is what payment links begin with; a slash and the order's id
	// follow. If it is empty, links lead to /pay on the host that the request
	// came in on, where the model serves its page.
	CheckoutURL string
}

func (c Config) platform() ordergatetest.Config {
	return ordergatetest.Config{
		Brand:    "CIBPay",
		Username: c.Username, Password: c.Password,
		Seed:                  c.Seed,
		Form:                  ordergatetest.Form(c.Form),
		Errors:                ordergatetest.ErrorForm(c.Errors),
		Declines:              ordergatetest.DeclineForm(c.Declines),
		RefuseCancelOfCharged: c.RefuseCancelOfCharged,
		Currency:              c.Currency,
		CallbackURL:           c.CallbackURL,
		CallbackUsername:      c.CallbackUsername,
		CallbackPassword:      c.CallbackPassword,
		CallbackClient:        c.CallbackClient,
		Location:              c.Location,
		PageSize:              c.PageSize,
		ListLag:               c.ListLag,
		CheckoutURL:           c.CheckoutURL,
	}
}
