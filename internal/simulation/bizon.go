package simulation

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
	"github.com/paygates/paygates-go/bizon/bizontest"
	"github.com/paygates/paygates-go/money"
)

var bizonGateway = Gateway{
	Name:       "bizon",
	Currency:   money.EUR,
	Cards:      true,
	Operations: bizon.Operations(),
	Calls: map[Deed]string{
		Create: "Orders.Create", PayByCard: "Orders.Authorize", PayByToken: "Orders.TokenPay",
		Complete: "Orders.Complete", Complete3DS2: "Orders.Complete3DS2", Resume: "Orders.Resume",
		Charge: "Orders.Charge", Refund: "Orders.Refund", Reverse: "Orders.Reverse", Cancel: "Orders.Cancel",
		Rebill: "Orders.Rebill", PayOut: "Orders.Credit", PayOutLinked: "Orders.CreditOrder",
		Read: "Orders.Get", List: "Operations.All",
	},
	Open:   openBizon,
	Meddle: platformMeddle(bizontest.DefaultUsername, bizontest.DefaultPassword, "EUR"),
}

func openBizon(draw *rand.Rand) Site {
	cfg := bizontest.Config{Seed: draw.Uint64(), TraceIDs: draw.IntN(2) == 0}
	if draw.IntN(2) == 0 {
		cfg.Declines = bizontest.DeclineAsOrder
	}
	if draw.IntN(2) == 0 {
		cfg.PageSize = 1 + draw.IntN(4)
	}
	cfg.ListLag = drawListLag(draw)
	zone, skew := drawZone(draw, 3)
	cfg.Location = zone
	m := bizonModel{bizontest.New(cfg)}
	for _, c := range Cards() {
		if err := m.SetBank(c.Number, bizonBank(c.Bank)); err != nil {
			panic(err) // the table has a number that is none
		}
	}
	pages := "long pages"
	if cfg.PageSize > 0 {
		pages = fmt.Sprintf("pages of %d", cfg.PageSize)
	}
	return Site{
		Model: m, Bank: bizonPage{m.Model}, Form: "platform", Telling: true, ListLag: cfg.ListLag, Connect: connectBizon,
		Nature: fmt.Sprintf("list lag %s, %s, declines as %s, clock off by %s", cfg.ListLag, pages,
			declineForm(cfg.Declines == bizontest.DeclineAsOrder), skew),
		Callbacks: func() []Callback {
			var all []Callback
			for _, c := range m.TakeCallbacks() {
				all = append(all, postedOnPlatform(c.OrderID, c.Body))
			}
			return all
		},
		Drift:   platformDrift(m, bizontest.DefaultUsername, bizontest.DefaultPassword, "EUR"),
		Secrets: []string{bizontest.DefaultPassword, callbackPassword},
	}
}

func bizonBank(b Bank) bizontest.Bank {
	answers := map[BankAnswer]bizontest.Authentication{
		BankAsks: bizontest.Challenge, BankAgrees: bizontest.Frictionless, BankRefuses: bizontest.NotAuthenticated,
	}
	return bizontest.Bank{Method: b.Device, Answer: answers[b.Answer]}
}

type bizonModel struct{ *bizontest.Model }

func (m bizonModel) Standing(id string) Standing {
	o, _ := m.Order(id)
	return platformStanding(o.Status)
}

func (m bizonModel) Ledger() []Entry {
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

// bizonPage is the bank's page, from which the payer's browser brings PaRes or
// cres.
type bizonPage struct{ model *bizontest.Model }

func (p bizonPage) Confirm(id string) (string, error) { return brought(p.model.Authenticate(id)) }

func (p bizonPage) Fail(id string) (string, error) { return brought(p.model.FailAuthentication(id)) }

func brought(back bizontest.Return, err error) (string, error) {
	return back.Fields.Get("PaRes") + back.Fields.Get("cres"), err // one of them is empty
}

func connectBizon(link Link) (Client, error) {
	c, err := bizon.New(bizon.Config{
		Username: bizontest.DefaultUsername, Password: paygates.NewSecret(bizontest.DefaultPassword),
		BaseURL: link.Base, CheckoutURL: link.Base + "/pay",
		CallbackUsername: callbackUsername, CallbackPassword: paygates.NewSecret(callbackPassword),
	}, link.Options()...)
	return bizonClient{c}, err
}

type bizonClient struct{ sdk *bizon.Client }

func (c bizonClient) Do(ctx context.Context, a Action) (Seen, error) {
	if a.Deed == List {
		return c.list(ctx)
	}
	do := c.change
	switch {
	case a.Deed.is(makes):
		do = c.make
	case a.Deed.is(continues):
		do = c.goOn
	}
	o, err := do(ctx, a)
	return c.Seen(o), err
}

// make makes an order.
func (c bizonClient) make(ctx context.Context, a Action) (*bizon.Order, error) {
	orders, auto, recurring := c.sdk.Orders, new(a.AutoCharge), new(a.Recurring)
	switch a.Deed {
	case Create:
		return orders.Create(ctx, bizon.CreateOrderRequest{Reference: a.Reference, Amount: a.Amount, Options: bizon.OrderOptions{
			AutoCharge: auto, Recurring: recurring, ExpirationTimeout: paymentWindow, Force3D: new(a.Secure3D != 0),
		}})
	case PayByCard:
		return orders.Authorize(ctx, bizonPayment(a))
	case PayByToken:
		token, err := bizontest.Token(a.Card)
		if err != nil {
			panic(err) // the table has a number that is none
		}
		return orders.TokenPay(ctx, bizon.TokenPayRequest{
			Reference: a.Reference, Amount: a.Amount, IP: payerIP,
			Token:   bizon.WalletToken{Type: bizon.ApplePay, Token: paygates.NewSecret(token)},
			Options: bizon.PaymentOptions{AutoCharge: auto, Recurring: recurring},
		})
	case Rebill:
		return orders.Rebill(ctx, a.ID, bizon.RebillRequest{
			Reference: a.Reference, Amount: a.Amount, Options: bizon.PaymentOptions{AutoCharge: auto, Recurring: recurring},
		})
	case PayOut:
		return orders.Credit(ctx, bizon.CreditRequest{Reference: a.Reference, Amount: a.Amount, PAN: paygates.NewPAN(a.Card)})
	case PayOutLinked:
		return orders.CreditOrder(ctx, a.ID, bizon.CreditOrderRequest{Reference: a.Reference, Amount: a.Amount})
	}
	panic(cannot("bizon", a.Deed))
}

const payerIP = "8.8.8.8"

func bizonPayment(a Action) bizon.AuthorizeRequest {
	r := bizon.AuthorizeRequest{
		Reference: a.Reference, Amount: a.Amount, IP: payerIP, PAN: paygates.NewPAN(a.Card),
		Card: bizon.CardDetails{
			CVV: paygates.NewSecret("123"), Holder: paygates.NewSecret("John Smith"), ExpirationMonth: 12, ExpirationYear: 2030,
		},
		Options: bizon.CardOptions{AutoCharge: new(a.AutoCharge), Recurring: new(a.Recurring), Force3D: new(a.Secure3D != 0)},
	}
	if a.Secure3D == 2 {
		r.Options.Secure3D20ReturnURL = "https://shop.example/secure3d"
	}
	return r
}

// goOn goes on with an order whose payer was at his bank.
func (c bizonClient) goOn(ctx context.Context, a Action) (*bizon.Order, error) {
	switch a.Deed {
	case Complete:
		return c.sdk.Orders.Complete(ctx, a.ID, bizon.CompleteRequest{PaRes: paygates.NewSecret(a.Brought)})
	case Complete3DS2:
		return c.sdk.Orders.Complete3DS2(ctx, a.ID, bizon.Complete3DS2Request{CRes: paygates.NewSecret(a.Brought)})
	}
	return c.sdk.Orders.Resume(ctx, a.ID)
}

// change reads an order, or moves an amount on it.
func (c bizonClient) change(ctx context.Context, a Action) (*bizon.Order, error) {
	whole := !a.Amount.IsSet()
	switch a.Deed {
	case Read:
		return c.sdk.Confirm(ctx, a.ID)
	case Charge:
		return c.sdk.Orders.Charge(ctx, a.ID, bizon.ChargeRequest{Amount: a.Amount, Whole: whole, Before: a.Before})
	case Refund:
		return c.sdk.Orders.Refund(ctx, a.ID, bizon.RefundRequest{Amount: a.Amount, Whole: whole, Before: a.Before})
	case Reverse:
		return c.sdk.Orders.Reverse(ctx, a.ID)
	case Cancel:
		return c.sdk.Orders.Cancel(ctx, a.ID, bizon.CancelRequest{Amount: a.Amount, Whole: whole, Before: a.Before})
	}
	panic(cannot("bizon", a.Deed))
}

// list reads all operations. Those that failed moved nothing.
func (c bizonClient) list(ctx context.Context) (Seen, error) {
	seen := Seen{Movements: []Movement{}}
	for o, err := range c.sdk.Operations.All(ctx, bizon.ListOperationsRequest{}) {
		if err != nil {
			return seen, err
		}
		if o.Status == bizon.OperationSuccess {
			seen.Movements = append(seen.Movements, Movement{ObjectID: o.OrderID, Moves: platformMovement(o.Type), Amount: o.Amount})
		}
	}
	return seen, nil
}

func (c bizonClient) Resolve(ctx context.Context, intent paygates.Intent) (*paygates.Resolution, error) {
	return c.sdk.Resolve(ctx, intent)
}

func (c bizonClient) Seen(object any) Seen {
	o, _ := object.(*bizon.Order)
	if o == nil {
		return Seen{}
	}
	return seenOnPlatform(o.ID, o.Reference, o.Redirect, o)
}

func (c bizonClient) Receive(tell func(context.Context, Seen) error) http.Handler {
	return c.sdk.CallbackHandler(func(ctx context.Context, o *bizon.Order) error { return tell(ctx, c.Seen(o)) })
}
