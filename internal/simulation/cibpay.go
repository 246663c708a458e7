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
	"github.com/paygates/paygates-go/money"
)

var cibpayGateway = Gateway{
	Name:       "cibpay",
	Currency:   money.AZN,
	Cards:      true,
	Operations: cibpay.Operations(),
	Calls: map[Deed]string{
		Create: "Orders.Create", Read: "Orders.Get", Charge: "Orders.Charge", Refund: "Orders.Refund",
		Reverse: "Orders.Reverse", Cancel: "Orders.Cancel", Rebill: "Orders.Rebill", PayOut: "Orders.Credit",
	},
	Open:   openCIBPay,
	Meddle: platformMeddle(cibpaytest.DefaultUsername, cibpaytest.DefaultPassword, "AZN"),
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
	cfg.ListLag = drawListLag(draw)
	site.ListLag = cfg.ListLag
	site.Nature = fmt.Sprintf("%s form, list lag %s, declines as %s, cancel of charged %s", site.Form, cfg.ListLag,
		declineForm(cfg.Declines == cibpaytest.DeclineAsOrder), map[bool]string{false: "refunds", true: "refused"}[cfg.RefuseCancelOfCharged])
	var skew time.Duration
	cfg.Location, skew = drawZone(draw, 4)
	if skew != 0 {
		site.Nature += fmt.Sprintf(", clock off by %s", skew)
	}
	m := cibpayModel{cibpaytest.New(cfg)}
	site.Model, site.Connect = m, connectCIBPay
	site.Callbacks = func() []Callback {
		var all []Callback
		for _, c := range m.TakeCallbacks() {
			all = append(all, postedOnPlatform(c.OrderID, c.Body))
		}
		return all
	}
	site.Drift = platformDrift(m, cibpaytest.DefaultUsername, cibpaytest.DefaultPassword, "AZN")
	site.Secrets = []string{cibpaytest.DefaultPassword, callbackPassword}
	return site
}

type cibpayModel struct{ *cibpaytest.Model }

func (m cibpayModel) Standing(id string) Standing {
	o, _ := m.Order(id)
	return platformStanding(o.Status)
}

func (m cibpayModel) Ledger() []Entry {
	lines := m.Model.Ledger()
	out := make([]Entry, len(lines))
	for i, l := range lines {
		out[i] = Entry{
			At: l.Time, ObjectID: l.OrderID, ParentID: l.ParentOrderID, Reference: l.Reference,
			RequestID: l.RequestID, Moves: platformMovement(l.Kind), Amount: l.Amount,
		}
	}
	return out
}

func connectCIBPay(link Link) (Client, error) {
	c, err := cibpay.New(cibpay.Config{
		Username: cibpaytest.DefaultUsername, Password: paygates.NewSecret(cibpaytest.DefaultPassword), BaseURL: link.Base,
		CallbackUsername: callbackUsername, CallbackPassword: paygates.NewSecret(callbackPassword),
	}, link.Options()...)
	return cibpayClient{c}, err
}

type cibpayClient struct{ sdk *cibpay.Client }

func (c cibpayClient) Do(ctx context.Context, a Action) (Seen, error) {
	whole := !a.Amount.IsSet()
	options := cibpay.OrderOptions{AutoCharge: new(a.AutoCharge), Recurring: new(a.Recurring)}
	var o *cibpay.Order
	var err error
	switch a.Deed {
	case Create:
		options.ExpirationTimeout, options.Force3D = paymentWindow, new(a.Secure3D != 0)
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
		panic(cannot("cibpay", a.Deed))
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
	return seenOnPlatform(o.ID, o.Reference, o.Redirect, o)
}

func (c cibpayClient) Receive(tell func(context.Context, Seen) error) http.Handler {
	return c.sdk.CallbackHandler(func(ctx context.Context, o *cibpay.Order) error { return tell(ctx, c.Seen(o)) })
}
