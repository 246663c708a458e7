package simulation

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/money"
)

// gateways is the table of gateways that can be simulated.
var gateways = []*Gateway{&cibpayGateway, &bizonGateway}

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
	// Open makes a model. How it behaves, where the documents leave that open,
	// is drawn from the source.
	Open func(*rand.Rand) Site
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
	if after := d.row().after; after != "" {
		d = after
	}
	_, ok := g.Calls[d]
	return ok || d == Settle
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
	// Connect makes the SDK's client.
	Connect Connect
}

// Connect makes a client that reaches the gateway at base through hc. What the
// client draws at random it draws from entropy.
type Connect func(base string, hc *http.Client, entropy func() uint64) (Client, error)

// Client is what the merchant calls: the SDK, or a client that the checker has
// to catch.
type Client interface {
	// Do makes one call. Its error says by paygates.OutcomeOf what happened.
	Do(ctx context.Context, a Action) (Seen, error)
	// Resolve finds out what became of a call.
	Resolve(ctx context.Context, intent paygates.Intent) (*paygates.Resolution, error)
	// Seen reads the object of a Resolution; the zero Seen for nil.
	Seen(object any) Seen
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
	// CommitLate makes the next request fail now, with that status or, if it is
	// 0, without an answer, and take effect that much later.
	CommitLate(after time.Duration, status int)
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
	// Refused: for good, by whomever.
	Refused
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
	// Waited says of an object that was made that it then waited for its payer.
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
