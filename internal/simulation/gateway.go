package simulation

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"regexp"
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/settings"
	"github.com/paygates/paygates-go/money"
)

// gateways is the table of gateways that can be simulated.
var gateways = []*Gateway{&cibpayGateway, &bizonGateway, &cinetpayGateway, &corefyGateway, &circlepayGateway}

// Gateway is one row of the table of gateways.
type Gateway struct {
	// Name is the package's name, such as "cibpay".
	Name string
	// Currency is that of every amount.
	Currency money.Currency
	// Operations are the gateway's own rows.
	Operations []paygates.Operation
	// Calls names the operation that carries out a deed. A deed that is missing
	// is one that the gateway does not have.
	Calls map[Deed]string
	// Events are what happens at the gateway without a call and without a payer, by
	// deeds that not every gateway knows. The error says that the object does not
	// stand so that it can happen.
	Events map[Deed]func(m Model, id string) error
	// Unit is what every amount is a multiple of, in minor units; 0 is one.
	Unit int64
	// IDsOfTheClock says that ids are moments, so that no second model gives the same:
	// there are no stale look-ups.
	IDsOfTheClock bool
	// NoToRepeats are the codes by which the gateway refuses what was done already.
	// They speak for their own send alone, so that no proxy may relay one for the first.
	NoToRepeats []string
	// WholeRefunds says that a refund is of the whole payment.
	WholeRefunds bool
	// Terse says that the answers of calls that act show neither state nor totals.
	Terse bool
	// Nameless says that calls carry no reference, so that look-ups go by something
	// else.
	Nameless bool
	// Marks finds what tells an object from others in a request or its answer, where
	// that is neither an id in the path nor a reference.
	Marks *regexp.Regexp
	// NamesRefunds says that refunds bear references of their own, and that each
	// states its amount.
	NamesRefunds bool
	// Cards says that orders can ask for 3-D Secure.
	Cards bool
	// Receivers are those of payouts; none where money goes to cards.
	Receivers []string
	// Subjects are the ids of what a deed is about, where the merchant makes none.
	Subjects map[Deed][]string
	// ByReference says that the gateway knows its objects by the merchant's
	// references: these are their ids.
	ByReference bool
	// KnowsRepeats says that the gateway never does a second thing under a reference
	// that it knows.
	KnowsRepeats bool
	// Login names the operation that opens a session; empty where there are none.
	Login string
	// Vague says that the gateway's own refusal proves nothing; nil where each does.
	Vague func(*paygates.Error) bool
	// Open makes a model. How it behaves, where the documents leave that open,
	// is drawn from the source.
	Open func(*rand.Rand) Site
	// Meddle has another till of the same merchant do something with what an action
	// is about: to its object, or an object of its own under its reference. What it
	// moves is tillMinor or the whole; the number differs each time. nil where no
	// schedule has other tills.
	Meddle func(m Model, number int, a Action, pick uint32)
}

// Gateways returns the table of gateways.
func Gateways() []*Gateway { return append([]*Gateway(nil), gateways...) }

// GatewayByName finds a row of the table. The error names those that there are.
func GatewayByName(name string) (*Gateway, error) {
	var known []string
	for _, g := range gateways {
		if g.Name == name {
			return g, nil
		}
		known = append(known, g.Name)
	}
	return nil, fmt.Errorf("no gateway is called %q; there are %s", name, strings.Join(known, ", "))
}

// has says that the gateway can do the deed: by a call, or without any.
func (g *Gateway) has(d Deed) bool {
	if d.row().event {
		return g.Events[d] != nil
	}
	if after := d.row().after; after != "" {
		d = after
	}
	_, ok := g.Calls[d]
	return ok || d == Settle
}

// Deeds lists what merchant and payers can do, in the order of tables.
func (g *Gateway) Deeds() []Deed {
	var out []Deed
	for _, r := range deedRows {
		if g.has(r.deed) {
			out = append(out, r.deed)
		}
	}
	return out
}

// operation is the row that carries out a deed.
func (g *Gateway) operation(d Deed) *paygates.Operation {
	for i := range g.Operations {
		if g.Operations[i].Name == g.Calls[d] {
			return &g.Operations[i]
		}
	}
	panic("simulation: " + g.Name + " has no operation for: " + string(d))
}

// operationOf is the row of a request, nil where no row has its method and path.
// A path that is written out goes before one with an id in it.
func (g *Gateway) operationOf(method, path string) *paygates.Operation {
	var found *paygates.Operation
	for i := range g.Operations {
		op := &g.Operations[i]
		if op.Method != method {
			continue
		}
		if op.Path == path {
			return op
		}
		if head, tail, ok := strings.Cut(op.Path, "{id}"); ok && found == nil &&
			len(path) > len(head)+len(tail) && strings.HasPrefix(path, head) && strings.HasSuffix(path, tail) &&
			!strings.Contains(path[len(head):len(path)-len(tail)], "/") {
			found = op
		}
	}
	return found
}

// Site is one gateway that has been opened.
type Site struct {
	Model Model
	// Bank is that of the payers; nil where the gateway lets nobody see it.
	Bank BankPage
	// Nature says how this model behaves, for the trace.
	Nature string
	// Form is the family of answers that it gives, as the rows' proofs name it.
	Form string
	// Telling says that its look-ups show what became of a call.
	Telling bool
	// ListLag is how long a new object is missing from its lists.
	ListLag time.Duration
	// ListsTotals says that its lists show objects with what has moved on each in
	// all, payouts not among them.
	ListsTotals bool
	// ReadsLag says that reads lag as the lists do.
	ReadsLag bool
	// Renew gives a request that was kept back for some time the credentials that
	// it needs by now; nil where they last.
	Renew func(*http.Request)
	// Connect makes the SDK's client.
	Connect Connect
	// Callbacks gives what the gateway has to post to the merchant by now, oldest
	// first, and forgets it; nil where it posts nothing.
	Callbacks func() []Callback
	// Signed says that a callback's body cannot be altered unseen.
	Signed bool
	// SameFacts says that two bodies differ in nothing that anybody acts upon, where
	// the signature cannot tell them apart; nil where it sees every change.
	SameFacts func(a, b []byte) bool
	// Drift has another till of the same merchant make an object, with a payment if
	// its lists show payments; nil where the gateway has no lists. The number
	// differs each time.
	Drift func(number int)
	// Secrets are what no output may hold, beside card numbers.
	Secrets []string
}

// Callback is one message of the gateway to the merchant.
type Callback struct {
	ObjectID string
	Body     []byte
	// Open says that nothing in it proves where it is from.
	Open bool
	// Request makes the POST that delivers a body, signed as the gateway signs
	// Body: for another body it is a forgery.
	Request func(ctx context.Context, body []byte) (*http.Request, error)
}

// Connect makes a client.
type Connect func(Link) (Client, error)

// Link is how a client reaches its gateway.
type Link struct {
	// Base is where the gateway is, HTTP leads there.
	Base string
	HTTP *http.Client
	// Entropy is what the client draws from where it draws at random.
	Entropy func() uint64
	// Log, if there is one, is the client's.
	Log *slog.Logger

	journal *journal
}

// Options are the link for an SDK's New.
func (l Link) Options() []paygates.Option {
	options := []paygates.Option{paygates.WithHTTPClient(l.HTTP), func(s *settings.Settings) { s.Entropy = l.Entropy }, l.journal.option()}
	if l.Log != nil {
		options = append(options, paygates.WithLogger(l.Log))
	}
	return options
}

// Client is what the merchant calls: the SDK, or a client that the checker has
// to catch.
type Client interface {
	// Do makes one call. Its error says by paygates.OutcomeOf what happened.
	Do(ctx context.Context, a Action) (Seen, error)
	// Resolve finds out what became of a call.
	Resolve(ctx context.Context, intent paygates.Intent) (*paygates.Resolution, error)
	// Seen reads the object of a Resolution; the zero Seen for nil.
	Seen(object any) Seen
	// Receive is the handler of the gateway's callbacks; tell hears of each object
	// as it is now.
	Receive(tell func(context.Context, Seen) error) http.Handler
}

// Model is the gateway itself, with the truth about its money.
type Model interface {
	http.Handler
	// Ledger gives every object made and every movement, oldest first.
	Ledger() []Entry
	// Standing says what became of an object on which no money has moved.
	Standing(id string) Standing
	// Pay and Refuse are the payer's. The error says that the object does not
	// wait for its payer.
	Pay(id string) error
	Refuse(id string) error
	// Abandon is the payer's who leaves in the midst of paying; he may come back.
	Abandon(id string) error
}

// Purse is a Model that knows what can be paid out.
type Purse interface {
	Balance() (held, free money.Amount)
}

// AddressBook is a Model that has to know receivers before it pays them.
type AddressBook interface {
	Knows(receiver string) bool
}

// Register is a Model that knows of things which no ledger shows: who sells, who
// buys, and by what can be paid.
type Register interface {
	// Holds says whether there is what an action is about, and whether it is as the
	// action asks for.
	Holds(a Action) (there, so bool)
	// Message is what was last sent to that telephone; empty where nothing was.
	Message(number string) string
}

// BankPage is where a payer's bank asks him, for 3-D Secure.
type BankPage interface {
	// Confirm and Fail are the payer's. They give what his browser takes back to
	// the merchant. The error says that his bank does not ask him.
	Confirm(id string) (brought string, err error)
	Fail(id string) (brought string, err error)
}

// Standing is what became of an object.
type Standing int

// Standings.
const (
	// Moved: money moved, or at least was held.
	Moved Standing = iota
	// Waits: for its payer, on whatever page.
	Waits
	// Pends: for somebody else, such as an operator.
	Pends
	// Refused: for good, by whomever.
	Refused
	// Lapsed: the payer did not come in time.
	Lapsed
	// Gone: no call finds it any more.
	Gone
	// Broken: the gateway says that it failed itself.
	Broken
)

// Entry is one line of a gateway's ledger.
type Entry struct {
	// At is when it took effect.
	At time.Time
	// ObjectID and ParentID are the gateway's, Reference is the merchant's.
	ObjectID, ParentID, Reference string
	// RequestID is that of the request that did it; empty for the payer's doing.
	RequestID string
	// Moves is MovesNothing for an object that was made.
	Moves paygates.Movement
	// Amount is positive.
	Amount money.Amount
	// Waited says of an object that was made that it then waited, for its payer or
	// for somebody else.
	Waited bool
}

// String says what moved, how much and on which object.
func (e Entry) String() string {
	what := e.Moves.String()
	if e.Moves == paygates.MovesNothing {
		what = "made"
	}
	return fmt.Sprintf("%s %s on %s", what, e.Amount, e.ObjectID)
}
