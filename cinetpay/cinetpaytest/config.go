package cinetpaytest

import (
	"net/http"
	"time"

	"github.com/paygates/paygates-go/internal/modelhttp"
	"github.com/paygates/paygates-go/money"
)

// The credentials of a model whose Config names none.
const (
	DefaultAPIKey           = "made-up-apikey.00000001"
	DefaultSiteID           = "100001"
	DefaultSecretKey        = "made-up-secret-0123456789abcdef"
	DefaultTransferPassword = "transfer-password"
)

// Form says which of the two documented states of the API the model speaks
// where they differ: in the check and in notifications.
type Form int

const (
	// Form2022 is the present documentation: a check shows status, amount and
	// currency, and a notification is a form of sixteen fields with x-token.
	Form2022 Form = iota
	// Form2021 is the documentation of 2021: a check shows neither, and a
	// notification is a JSON object of two fields without a token.
	Form2021
)

// RefusalForm says with which HTTP status a refusal is answered. Public clients
// met both.
type RefusalForm int

const (
	// RefusalsAs4xx answers refusals with 400, 401, 403, 404 or 429.
	RefusalsAs4xx RefusalForm = iota
	// RefusalsAs200 answers refusals with 200; the body's code tells.
	RefusalsAs200
)

// RepeatForm says what a transaction_id that was used before gives. The
// documents contradict each other.
type RepeatForm int

const (
	// RepeatGivesFirst answers 201 with the first payment's token, whatever the
	// other fields say: without a new identifier there is no new token.
	RepeatGivesFirst RepeatForm = iota
	// RepeatRefusesChange does so for an identical request and refuses any
	// other with code 620.
	RepeatRefusesChange
	// RepeatRefused refuses every repeat with code 620.
	RepeatRefused
)

// UnknownForm says how a check answers for a payment that does not exist. No
// document says it; public clients met three answers.
type UnknownForm int

const (
	// UnknownAs601 answers code 601 with HTTP 400.
	UnknownAs601 UnknownForm = iota
	// UnknownAs627 answers code 627 with HTTP 400, without data.
	UnknownAs627
	// UnknownAs625 answers code 625 with HTTP 404.
	UnknownAs625
)

// EntryForm says how one entry of a list of contacts or transfers is refused.
type EntryForm int

const (
	// RefusalInEntry answers code 0 and tells the refusal in the entry, as the
	// documentation shows it for known contacts. The other entries take effect.
	RefusalInEntry EntryForm = iota
	// RefusalOfCall refuses the whole call with the entry's code; nothing takes
	// effect. A contact that is known already is still told in its entry.
	RefusalOfCall
)

// Config sets a model up. The zero value works.
type Config struct {
	// APIKey and SiteID are what requests must carry; DefaultAPIKey and
	// DefaultSiteID if they are empty.
	APIKey, SiteID string
	// SecretKey signs notifications; DefaultSecretKey if it is empty.
	SecretKey string
	// TransferPassword is the API password of the transfer API;
	// DefaultTransferPassword if it is empty.
	TransferPassword string
	// Seed decides tokens, identifiers of transfers and lots.
	Seed uint64
	// AccountCurrency is the only currency that the account collects in. If it
	// is zero, all five of the documentation are taken.
	AccountCurrency money.Currency
	// Form is the state of the API.
	Form Form
	// Refusals is the HTTP status of refusals.
	Refusals RefusalForm
	// Repeats is what a transaction_id that was used before gives.
	Repeats RepeatForm
	// Unknown is the check's answer for a payment that does not exist.
	Unknown UnknownForm
	// LookupLag is how long a new payment or transfer is missing from the
	// checks, for tests of look-ups; by default it is there at once.
	LookupLag time.Duration
	// Balance is the transfer balance at the beginning, in whole units of the
	// currency that every transfer is in; 1,000,000 XOF if it is Amount{}.
	Balance money.Amount
	// Whitelisted says that the server's address is allow-listed, so that
	// transfers do not wait for the merchant's confirmation by e-mail.
	Whitelisted bool
	// Entries is how one entry of a list is refused.
	Entries EntryForm
	// FlatEntries answers lists of contacts and transfers as [entry] in place
	// of the documented [[entry]]; public clients met both.
	FlatEntries bool
	// NotifyURL, if it is set, takes all notifications in place of the
	// addresses that the requests name.
	NotifyURL string
	// NotifyClient sends notifications; one with a time-out of 10 s that follows
	// no redirect if it is nil.
	NotifyClient *http.Client
	// CheckoutURL is what payment links begin with; a slash and the payment
	// token follow. If it is empty, links lead to /payment on the host that the
	// request came in on, where the model serves its page.
	CheckoutURL string
}

const (
	tokenLifetime = 5 * time.Minute
	maxBody       = 1 << 20
)

func (c Config) withDefaults() Config {
	for _, text := range []struct {
		to *string
		or string
	}{
		{&c.APIKey, DefaultAPIKey}, {&c.SiteID, DefaultSiteID},
		{&c.SecretKey, DefaultSecretKey}, {&c.TransferPassword, DefaultTransferPassword},
	} {
		if *text.to == "" {
			*text.to = text.or
		}
	}
	if !c.Balance.IsSet() {
		c.Balance = money.MustParse("1000000", money.XOF)
	}
	if c.NotifyClient == nil {
		c.NotifyClient = modelhttp.CallbackClient()
	}
	return c
}
