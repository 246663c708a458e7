package simulation

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"regexp"
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/circlepay"
	"github.com/paygates/paygates-go/circlepay/circlepaytest"
	"github.com/paygates/paygates-go/money"
)

var circlepayGateway = Gateway{
	Name:       "circlepay",
	Currency:   money.EGP,
	Operations: circlepayOperations(),
	Calls: map[Deed]string{
		Create: "DirectPayments.Create", CreateBill: "Invoices.CreateAndPay", Read: "Payments.Get", Refund: "Refunds.Create",
	},
	NoToRepeats:   "9112",
	IDsOfTheClock: true,
	WholeRefunds:  true,
	Terse:         true,
	Nameless:      true,
	Marks:         regexp.MustCompile(`\b\d{13,}\b|\+2010\d{8}`),
	Open:          openCirclePay,
}

// circlepayOperations are the rows with their paths' ids by one name.
func circlepayOperations() []paygates.Operation {
	rows := circlepay.Operations()
	for i := range rows {
		rows[i].Path = inBraces.ReplaceAllLiteralString(rows[i].Path, "{id}")
	}
	return rows
}

var inBraces = regexp.MustCompile(`\{\w+\}`)

func openCirclePay(draw *rand.Rand) Site {
	chance := func() bool { return draw.IntN(2) == 0 }
	cfg := circlepaytest.Config{
		Seed: draw.Uint64(), Form: circlepaytest.Form(draw.IntN(2)), Envelope: circlepaytest.EnvelopeForm(draw.IntN(2)),
		Refusals: circlepaytest.RefusalForm(draw.IntN(2)), Numbers: circlepaytest.NumberForm(draw.IntN(2)), ReusePayments: chance(),
		RefusePaidInvoices: chance(), RefundsAtOnce: true, CallbackURL: callbackURL, CheckoutURL: "https://pay.example",
		CallbackForm: circlepaytest.CallbackForm(draw.IntN(2)), RefundCallbacks: circlepaytest.RefundCallbackForm(draw.IntN(2)),
	}
	m := circlepayModel{circlepaytest.New(cfg)}
	return Site{
		Model: m, Telling: true, Connect: connectCirclePay,
		Nature: fmt.Sprintf("objects %d, envelope %d, refusals %d, numbers %d", cfg.Form, cfg.Envelope, cfg.Refusals, cfg.Numbers),
		Callbacks: func() []Callback {
			var all []Callback
			for _, c := range m.TakeCallbacks() {
				all = append(all, m.posted(c))
			}
			return all
		},
		Secrets: []string{circlepaytest.DefaultAccountKey, circlepaytest.DefaultAccountToken, circlepaytest.DefaultMerchantToken},
	}
}

// circlepayModel knows payments alone: an invoice that is paid at once is part of
// its payment.
type circlepayModel struct{ *circlepaytest.Model }

func (m circlepayModel) posted(c circlepaytest.Callback) Callback {
	id := c.TransactionID
	for _, r := range m.Refunds() {
		if r.ID == id {
			id = r.TransactionID
		}
	}
	return Callback{ObjectID: id, Body: c.Body, Open: true, Request: func(ctx context.Context, body []byte) (*http.Request, error) {
		r, err := c.Request(ctx)
		if err == nil {
			r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
		}
		return r, err
	}}
}

func (m circlepayModel) Standing(id string) Standing {
	p, _ := m.Payment(id)
	switch strings.ToLower(p.Status) {
	case "initialized", "pending":
		return Waits
	case "failed":
		return Refused
	}
	return Moved
}

var circlepayMoves = map[circlepaytest.EntryKind]paygates.Movement{
	circlepaytest.PaymentOpened: paygates.MovesNothing, circlepaytest.Paid: paygates.MovesIn, circlepaytest.Refunded: paygates.MovesBack,
}

// Ledger has the payments. The reference of each is its customer.
func (m circlepayModel) Ledger() []Entry {
	lines := m.Model.Ledger()
	out := make([]Entry, 0, len(lines))
	for _, l := range lines {
		if moves, known := circlepayMoves[l.Kind]; known {
			p, _ := m.Payment(l.TransactionID)
			out = append(out, Entry{
				At: l.Time, ObjectID: l.TransactionID, Reference: referenceOf(p.CustomerMobile), RequestID: l.RequestID, Moves: moves, Amount: l.Amount,
			})
		}
	}
	return out
}

// Every order has a customer of its own: CirclePay knows no references, and the
// customer's number is what look-ups go by.
const circlepayMobiles = "+2010"

func mobileOf(reference string) string {
	return fmt.Sprintf("%s%08s", circlepayMobiles, strings.TrimPrefix(reference, "ref-"))
}

func referenceOf(mobile string) string {
	return "ref-" + strings.TrimLeft(strings.TrimPrefix(mobile, circlepayMobiles), "0")
}

func connectCirclePay(link Link) (Client, error) {
	c, err := circlepay.New(circlepay.Config{
		AccountKey: paygates.NewSecret(circlepaytest.DefaultAccountKey), AccountToken: paygates.NewSecret(circlepaytest.DefaultAccountToken),
		MerchantToken: paygates.NewSecret(circlepaytest.DefaultMerchantToken), BaseURL: link.Base,
	}, link.Options()...)
	return circlepayClient{c}, err
}

type circlepayClient struct{ sdk *circlepay.Client }

// What payments are made with.
const (
	circlepayProvider = "610b2c486df621209c85215b"
	circlepayMethod   = "00000000000000000000ca2d"
)

func (c circlepayClient) Do(ctx context.Context, a Action) (Seen, error) {
	customer := circlepay.CustomerData{FirstName: "Mona", LastName: "Said", Mobile: mobileOf(a.Reference)}
	inAMonth := time.Now().AddDate(0, 1, 0)
	var object any
	var err error
	switch a.Deed {
	case Create:
		object, err = c.sdk.DirectPayments.Create(ctx, circlepay.CreateDirectPaymentRequest{
			Customer: customer, Amount: a.Amount, Expiry: inAMonth, GatewayID: circlepayProvider, MethodID: circlepayMethod,
		})
	case CreateBill:
		object, err = c.sdk.Invoices.CreateAndPay(ctx, circlepay.CreateAndPayRequest{Customer: customer, Invoice: circlepay.CreateInvoiceRequest{
			Items: []circlepay.Item{{Name: "Tea", Price: a.Amount, Quantity: 1}}, DueDate: inAMonth,
		}})
	case Read:
		object, err = c.read(ctx, a.ID)
	case Refund:
		object, err = c.sdk.Refunds.Create(ctx, circlepay.CreateRefundRequest{PaymentID: a.ID})
		if err == nil {
			return Seen{ID: a.ID, Bare: true}, nil
		}
	default:
		panic(cannot("circlepay", a.Deed))
	}
	return c.Seen(object), err
}

// read reads a payment and what went back of it.
func (c circlepayClient) read(ctx context.Context, id string) (*circlepay.Payment, error) {
	p, err := c.sdk.Payments.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	p.Refunds, err = c.sdk.Refunds.FindByPayment(ctx, id)
	return p, err
}

func (c circlepayClient) Resolve(ctx context.Context, intent paygates.Intent) (*paygates.Resolution, error) {
	return c.sdk.Resolve(ctx, intent)
}

func (c circlepayClient) Seen(object any) Seen {
	switch o := object.(type) {
	case *circlepay.Payment:
		if o != nil {
			return Seen{ID: o.ID, State: o.State(), Paid: o.Paid(), Refunded: o.Refunded()}
		}
	case *circlepay.Checkout:
		if o != nil {
			return Seen{ID: o.PaymentID, SendsPayer: !o.Redirect.IsZero(), Bare: true}
		}
	case *circlepay.Refund:
		if o != nil {
			return Seen{ID: o.PaymentID, Bare: true}
		}
	}
	return Seen{}
}

func (c circlepayClient) Receive(tell func(context.Context, Seen) error) http.Handler {
	return c.sdk.CallbackHandler(func(ctx context.Context, confirmed *circlepay.Confirmation) error {
		p, err := c.read(ctx, confirmed.Payment.ID)
		if err != nil {
			return err
		}
		return tell(ctx, c.Seen(p))
	})
}
