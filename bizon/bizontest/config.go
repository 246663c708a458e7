package bizontest

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

// DeclineForm says how the model answers a payment or payout that was declined.
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
	// Seed decides order ids, authorization codes and what banks answer with.
	Seed uint64
	// Declines is the kind of answer to a declined payment or payout.
	Declines DeclineForm
	// Currency is that of orders whose request names none; USD if it is zero.
	Currency money.Currency
	// Bank is how banks take part in 3-D Secure, but those of SetBank.
	Bank Bank
	// OptionalCVV lets authorize do without card.cvv, as a project's settings
	// may.
	OptionalCVV bool
	// OptionalHolder lets authorize do without card.holder, as a project's
	// settings may.
	OptionalHolder bool
	// TraceIDs shows trace_id on operations, as a project's settings may.
	TraceIDs bool
	// CallbackURL is where Deliver posts callbacks. A server delivers by itself
	// if it is set.
	CallbackURL string
	// CallbackUsername and CallbackPassword go with each callback as Basic
	// credentials, if one of them is set.
	CallbackUsername, CallbackPassword string
	// CallbackClient sends callbacks; one with a time-out of 10 s that follows no
	// redirect if it is nil.
	CallbackClient *http.Client
	// Location is the zone of the times that carry none; UTC+03:00 if it is nil.
	Location *time.Location
	// PageSize is the most orders or operations in one answer of a list; 2,000
	// if it is not positive.
	PageSize int
	// ListLag is how long new orders and operations are missing from their
	// lists, for tests of look-ups; by default they are there at once.
	ListLag time.Duration
	// CheckoutURL is what payment links begin with; a slash and the order's id
	// follow. If it is empty, links lead to /pay on the host that the request
	// came in on, where the model serves its page.
	CheckoutURL string
}

func (c Config) platform() ordergatetest.Config {
	return ordergatetest.Config{
		Brand:    "Bizon",
		Surface:  ordergatetest.WholeSurface,
		Username: c.Username, Password: c.Password,
		Seed:             c.Seed,
		Declines:         ordergatetest.DeclineForm(c.Declines),
		Currency:         c.Currency,
		Bank:             c.Bank.platform(),
		OptionalCVV:      c.OptionalCVV,
		OptionalHolder:   c.OptionalHolder,
		TraceIDs:         c.TraceIDs,
		CallbackURL:      c.CallbackURL,
		CallbackUsername: c.CallbackUsername,
		CallbackPassword: c.CallbackPassword,
		CallbackClient:   c.CallbackClient,
		Location:         c.Location,
		PageSize:         c.PageSize,
		ListLag:          c.ListLag,
		CheckoutURL:      c.CheckoutURL,
	}
}
