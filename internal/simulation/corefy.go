package simulation

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/corefy"
	"github.com/paygates/paygates-go/corefy/corefytest"
	"github.com/paygates/paygates-go/money"
)

var corefyGateway = Gateway{
	Name:       "corefy",
	Currency:   money.USD,
	Operations: corefyOperations(),
	Calls: map[Deed]string{
		Create: "Invoices.Create", CreatePublicly: "PublicClient.CreateInvoice",
		Read: "Invoices.Get", ReadPublicly: "PublicClient.GetInvoice", List: "Invoices.All",
		Refund: "Invoices.Refund", PayOut: "Payouts.Create", ReadPayout: "Payouts.Get",
	},
	Events: map[Deed]func(Model, string) error{
		PayoutArrives: func(m Model, id string) error { return m.(corefyModel).CompletePayout(id) },
		PayoutFails:   func(m Model, id string) error { return m.(corefyModel).FailPayout(id, corefytest.Declined) },
	},
	NamesRefunds: true,
	Vague: func(e *paygates.Error) bool { // by the table of directives
		return e.HTTPStatus == http.StatusBadRequest || errors.Is(e, paygates.ErrDuplicate)
	},
	Open: openCorefy,
}

// Where the two APIs lie, and where callbacks go.
const (
	corefyPrivate  = "/api"
	corefyPublic   = "/public-api"
	invoiceNotices = "https://shop.example/invoice"
	payoutNotices  = "https://shop.example/payout"
)

// corefyOperations are the rows with the paths as they are on the wire.
func corefyOperations() []paygates.Operation {
	rows := corefy.Operations()
	for i := range rows {
		base := corefyPrivate
		if strings.HasPrefix(rows[i].Name, "PublicClient.") {
			base = corefyPublic
		}
		rows[i].Path = base + rows[i].Path
	}
	return rows
}

func openCorefy(draw *rand.Rand) Site {
	chance := func() bool { return draw.IntN(2) == 0 }
	cfg := corefytest.Config{
		Seed: draw.Uint64(), Form: corefytest.Form(draw.IntN(2)), Duplicates: corefytest.DuplicateForm(draw.IntN(4)),
		LooseReferences: chance(), ValidationAs400: chance(), FeeOnTop: chance(), RefundsAsInvoice: chance(), PendingPayouts: chance(),
		ExpireAsStatus: chance(), CallbackURL: invoiceNotices, PageSize: 1 + draw.IntN(6), Services: corefyServices(),
	}
	cfg.ListLag = drawListLag(draw)
	m := corefyModel{corefytest.New(cfg)}
	form := "refund"
	switch {
	case cfg.RefundsAsInvoice && cfg.Form == corefytest.PageForm:
		form = "invoice without refunds"
	case cfg.RefundsAsInvoice:
		form = "invoice"
	}
	return Site{
		Model: m, Form: form, Telling: true, ListLag: cfg.ListLag, ListsTotals: true, Signed: true, Connect: connectCorefy,
		Nature: fmt.Sprintf("resources %d, list lag %s, pages of %d, duplicates %d, loose references %t, fee on top %t, refunds as %s, payouts pend %t",
			cfg.Form, cfg.ListLag, cfg.PageSize, cfg.Duplicates, cfg.LooseReferences, cfg.FeeOnTop, form, cfg.PendingPayouts),
		Callbacks: func() []Callback {
			var all []Callback
			for _, c := range m.TakeCallbacks() {
				all = append(all, postedByCorefy(c))
			}
			return all
		},
		Drift:   m.drift,
		Secrets: []string{corefytest.DefaultAPIKey, corefytest.DefaultTestSecret, corefytest.DefaultLiveSecret},
	}
}

// corefyServices are the model's, with a fee on card payments.
func corefyServices() []corefytest.Service {
	services := corefytest.DefaultServices()
	for i := range services {
		if services[i].Code == corefyCards {
			services[i].FeeRate = 250
		}
	}
	return services
}

// The services that take and pay out in every schedule.
const (
	corefyCards   = "payment_card_usd_hpp"
	corefyPayouts = "payment_card_usd"
)

func postedByCorefy(c corefytest.Callback) Callback {
	return Callback{ObjectID: c.ObjectID, Body: c.Body, Request: func(ctx context.Context, body []byte) (*http.Request, error) {
		r, err := c.Request(ctx)
		if err == nil {
			r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
		}
		return r, err
	}}
}

type corefyModel struct{ *corefytest.Model }

func (m corefyModel) Standing(id string) Standing {
	if p, ok := m.Payout(id); ok {
		return corefyStanding(p.Status, p.Resolution, Pends)
	}
	o, _ := m.Invoice(id)
	return corefyStanding(o.Status, o.Resolution, Waits)
}

func corefyStanding(status, resolution string, open Standing) Standing {
	switch status {
	case "created", "process_pending":
		return open
	case "expired":
		return Lapsed
	case "process_failed", "terminated":
		if resolution == "expired" {
			return Lapsed
		}
		return Refused
	}
	return Moved
}

var corefyMoves = map[corefytest.EntryKind]paygates.Movement{
	corefytest.Created: paygates.MovesNothing, corefytest.Charged: paygates.MovesIn,
	corefytest.Refunded: paygates.MovesBack, corefytest.PaidOut: paygates.MovesOut,
}

func (m corefyModel) Ledger() []Entry {
	lines := m.Model.Ledger()
	out := make([]Entry, len(lines))
	for i, l := range lines {
		moves, known := corefyMoves[l.Kind]
		if !known {
			panic("simulation: there is a kind of movement that no schedule brings about: " + string(l.Kind))
		}
		out[i] = Entry{At: l.Time, ObjectID: l.ObjectID, Reference: l.Reference, RequestID: l.RequestID, Moves: moves, Amount: l.Amount}
	}
	return out
}

// drift makes an invoice as another till does, and has it paid.
func (m corefyModel) drift(number int) {
	body := fmt.Sprintf(`{"data":{"type":"payment-invoice","attributes":{"reference_id":"till-%d","service":%q,"currency":"USD","amount":1,"test_mode":true}}}`,
		number, corefyCards)
	r, err := http.NewRequestWithContext(context.Background(), http.MethodPost, "http://localhost"+corefyPrivate+"/payment-invoices", strings.NewReader(body))
	if err != nil {
		panic(err) // nothing in it varies but a number
	}
	r.SetBasicAuth(corefytest.DefaultAccountID, corefytest.DefaultAPIKey)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Request-Id", fmt.Sprintf("%s%d", tillID, number))
	m.ServeHTTP(discard{}, r)
	if ledger := m.Ledger(); len(ledger) > 0 {
		_ = m.Pay(ledger[len(ledger)-1].ObjectID) // an invoice that cannot be paid is as good
	}
}

func connectCorefy(link Link) (Client, error) {
	cfg := corefy.Config{
		AccountID: corefytest.DefaultAccountID, APIKey: paygates.NewSecret(corefytest.DefaultAPIKey),
		PublicKey:       corefytest.DefaultTestPublicKey,
		CallbackSecrets: []paygates.Secret{paygates.NewSecret(corefytest.DefaultTestSecret)},
		PrivateURL:      link.Base + corefyPrivate, PublicURL: link.Base + corefyPublic,
	}
	var c corefyClient
	var err error
	if c.private, err = corefy.New(cfg, link.Options()...); err != nil {
		return nil, err
	}
	if c.public, err = corefy.NewPublic(cfg, link.Options()...); err != nil {
		return nil, err
	}
	c.verifier, err = corefy.NewVerifier(cfg.CallbackSecrets...)
	return c, err
}

type corefyClient struct {
	private  *corefy.Client
	public   *corefy.PublicClient
	verifier *corefy.Verifier
}

func (c corefyClient) Do(ctx context.Context, a Action) (Seen, error) {
	var object any
	var err error
	switch a.Deed {
	case Create:
		object, err = c.private.Invoices.Create(ctx, corefy.CreateInvoiceRequest{
			Reference: a.Reference, Service: corefyCards, Amount: a.Amount, CallbackURL: invoiceNotices, Expires: time.Now().Add(47 * time.Hour),
		})
	case CreatePublicly:
		object, err = c.public.CreateInvoice(ctx, corefy.PublicInvoiceRequest{Reference: a.Reference, Service: corefyCards, Amount: a.Amount})
	case Read:
		object, err = c.private.Confirm(ctx, a.ID)
	case ReadPublicly:
		object, err = c.public.GetInvoice(ctx, a.ID)
	case Refund:
		return c.refund(ctx, a)
	case PayOut:
		object, err = c.private.Payouts.Create(ctx, corefy.CreatePayoutRequest{
			Reference: a.Reference, Service: corefyPayouts, Amount: a.Amount, CallbackURL: payoutNotices,
			Fields: map[string]paygates.Secret{"card_number": paygates.NewSecret(a.Card)},
		})
	case ReadPayout:
		object, err = c.private.Payouts.Get(ctx, a.ID)
	case List:
		return c.list(ctx)
	default:
		panic(cannot("corefy", a.Deed))
	}
	return c.Seen(object), err
}

// refund shows the invoice that was asked for, where the answer names none.
func (c corefyClient) refund(ctx context.Context, a Action) (Seen, error) {
	r, err := c.private.Invoices.Refund(ctx, a.ID, corefy.RefundRequest{Reference: a.Reference, Amount: a.Amount, Before: a.Before})
	seen := c.Seen(r)
	if err == nil && seen.ID == "" {
		seen.ID = a.ID
	}
	return seen, err
}

// list reads all invoices, each with what has moved on it in all.
func (c corefyClient) list(ctx context.Context) (Seen, error) {
	seen := Seen{Movements: []Movement{}}
	for o, err := range c.private.Invoices.All(ctx, corefy.ListInvoicesRequest{}) {
		if err != nil {
			return seen, err
		}
		if o.Paid().IsPositive() {
			seen.Movements = append(seen.Movements, Movement{ObjectID: o.ID, Moves: paygates.MovesIn, Amount: o.Paid()})
		}
		if o.Refunded().IsPositive() {
			seen.Movements = append(seen.Movements, Movement{ObjectID: o.ID, Moves: paygates.MovesBack, Amount: o.Refunded()})
		}
	}
	return seen, nil
}

func (c corefyClient) Resolve(ctx context.Context, intent paygates.Intent) (*paygates.Resolution, error) {
	return c.private.Resolve(ctx, intent)
}

func (c corefyClient) Seen(object any) Seen {
	switch o := object.(type) {
	case *corefy.Invoice:
		if o != nil {
			return Seen{
				ID: o.ID, Reference: o.Reference, State: o.State(), Decline: o.DeclineReason(), Paid: o.Paid(), Refunded: o.Refunded(),
				SendsPayer: !o.Redirect.IsZero(),
			}
		}
	case *corefy.Refund:
		if o != nil && o.Invoice != nil {
			return c.Seen(o.Invoice)
		}
		if o != nil {
			return Seen{ID: o.InvoiceID, Reference: o.Reference, State: o.State()}
		}
	case *corefy.Payout:
		if o != nil {
			return Seen{ID: o.ID, Reference: o.Reference, State: o.State(), Decline: o.DeclineReason()}
		}
	}
	return Seen{}
}

// Receive serves the address of invoices and that of payouts, which the SDK's
// handler leaves to its caller.
func (c corefyClient) Receive(tell func(context.Context, Seen) error) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/invoice", c.private.CallbackHandler(func(ctx context.Context, o *corefy.Invoice) error { return tell(ctx, c.Seen(o)) }))
	mux.HandleFunc("/payout", func(w http.ResponseWriter, r *http.Request) {
		notice, err := c.verifier.VerifyRequest(r)
		if err != nil {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		p, err := c.private.Payouts.Get(r.Context(), notice.ID)
		if err != nil || tell(r.Context(), c.Seen(p)) != nil {
			w.WriteHeader(http.StatusInternalServerError)
		}
	})
	return mux
}
