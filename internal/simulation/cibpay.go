package simulation

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cibpay"
	"github.com/paygates/paygates-go/cibpay/cibpaytest"
	"github.com/paygates/paygates-go/internal/settings"
	"github.com/paygates/paygates-go/money"
)

var cibpayGateway = Gateway{
	Name:       "cibpay",
	Currency:   money.AZN,
	Operations: cibpay.Operations(),
	Calls: map[Deed]string{
		Create: "Orders.Create", Read: "Orders.Get", Charge: "Orders.Charge", Refund: "Orders.Refund",
		Reverse: "Orders.Reverse", Cancel: "Orders.Cancel", Rebill: "Orders.Rebill", PayOut: "Orders.Credit",
	},
	Open: openCIBPay,
}

func openCIBPay(draw *rand.Rand) Site {
	cfg := cibpaytest.Config{Seed: draw.Uint64(), RefuseCancelOfCharged: draw.IntN(3) == 0}
	site := Site{Form: "platform", Telling: true}
	if draw.IntN(4) == 0 {
		cfg.Form, site.Form = cibpaytest.GuideForm, "guide"
		site.Telling = false // no totals and no references: nothing can be compared
	}
	if draw.IntN(2) == 0 {
		cfg.Declines = cibpaytest.DeclineAsOrder
	}
	if draw.IntN(4) == 0 {
		cfg.ListLag = time.Duration(1+draw.IntN(90)) * time.Minute
	}
	site.ListLag = cfg.ListLag
	site.Nature = fmt.Sprintf("%s form, list lag %s, declines as %s, cancel of charged %s", site.Form, cfg.ListLag,
		[]string{"error", "order"}[cfg.Declines], map[bool]string{false: "refunds", true: "refused"}[cfg.RefuseCancelOfCharged])
	site.Model = cibpayModel{cibpaytest.New(cfg)}
	site.Connect = connectCIBPay
	return site
}

type cibpayModel struct{ *cibpaytest.Model }

func (m cibpayModel) CommitLate(after time.Duration, status int) {
	f := cibpaytest.Fault{CommitAfter: after, Status: status}
	if status != 0 {
		f.Header, f.Body = http.Header{"Content-Type": {"text/html"}}, []byte("<html><body>The gateway is busy</body></html>")
	}
	m.Fail(f)
}

// cibpayMoves reads the model's kinds. A charge back is not part of any schedule.
var cibpayMoves = map[cibpaytest.EntryKind]paygates.Movement{
	cibpaytest.Created: paygates.MovesNothing, cibpaytest.Authorized: paygates.MovesHold,
	cibpaytest.Charged: paygates.MovesIn, cibpaytest.Reversed: paygates.MovesRelease,
	cibpaytest.Refunded: paygates.MovesBack, cibpaytest.Credited: paygates.MovesOut,
}

func (m cibpayModel) Ledger() []Entry {
	lines := m.Model.Ledger()
	out := make([]Entry, len(lines))
	for i, l := range lines {
		moves, known := cibpayMoves[l.Kind]
		if !known {
			panic("simulation: the ledger has a kind that no schedule brings about: " + string(l.Kind))
		}
		out[i] = Entry{
			At: l.Time, ObjectID: l.OrderID, ParentID: l.ParentOrderID, Reference: l.Reference,
			RequestID: l.RequestID, Moves: moves, Amount: l.Amount,
		}
	}
	return out
}

func connectCIBPay(base string, hc *http.Client, entropy func() uint64) (Client, error) {
	c, err := cibpay.New(cibpay.Config{
		Username: cibpaytest.DefaultUsername, Password: paygates.NewSecret(cibpaytest.DefaultPassword), BaseURL: base,
	}, paygates.WithHTTPClient(hc), func(s *settings.Settings) { s.Entropy = entropy })
	return cibpayClient{c}, err
}

type cibpayClient struct{ sdk *cibpay.Client }

// paymentWindow is longer than any pause of a schedule before its payer comes.
const paymentWindow = 7 * 24 * time.Hour

func (c cibpayClient) Do(ctx context.Context, a Action) (Seen, error) {
	whole := !a.Amount.IsSet()
	options := cibpay.OrderOptions{AutoCharge: new(a.AutoCharge), Recurring: new(a.Recurring)}
	var o *cibpay.Order
	var err error
	switch a.Deed {
	case Create:
		options.ExpirationTimeout = paymentWindow
		o, err = c.sdk.Orders.Create(ctx, cibpay.CreateOrderRequest{Reference: a.Reference, Amount: a.Amount, Options: options})
	case Read:
		o, err = c.sdk.Confirm(ctx, a.ID)
	case Charge:
		o, err = c.sdk.Orders.Charge(ctx, a.ID, cibpay.ChargeRequest{Amount: a.Amount, Whole: whole, Before: a.Before})
	case Refund:
		o, err = c.sdk.Orders.Refund(ctx, a.ID, cibpay.RefundRequest{Amount: a.Amount, Whole: whole, Before: a.Before})
	case Reverse:
		o, err = c.sdk.Orders.Reverse(ctx, a.ID)
	case Cancel:
		o, err = c.sdk.Orders.Cancel(ctx, a.ID, cibpay.CancelRequest{Amount: a.Amount, Whole: whole, Before: a.Before})
	case Rebill:
		o, err = c.sdk.Orders.Rebill(ctx, a.ID, cibpay.RebillRequest{Reference: a.Reference, Amount: a.Amount, Options: options})
	case PayOut:
		o, err = c.sdk.Orders.Credit(ctx, cibpay.CreditRequest{Reference: a.Reference, Amount: a.Amount, PAN: paygates.NewPAN(a.Card)})
	default:
		panic("simulation: cibpay cannot " + string(a.Deed))
	}
	return c.Seen(o), err
}

func (c cibpayClient) Resolve(ctx context.Context, intent paygates.Intent) (*paygates.Resolution, error) {
	return c.sdk.Resolve(ctx, intent)
}

func (c cibpayClient) Seen(object any) Seen {
	o, _ := object.(*cibpay.Order)
	if o == nil {
		return Seen{}
	}
	return Seen{ID: o.ID, Reference: o.Reference, State: o.State(), Paid: o.Paid(), Refunded: o.Refunded()}
}
