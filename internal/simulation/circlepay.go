package simulation

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"regexp"
	"slices"
	"strings"

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
		CreateInvoice: "Invoices.Create", ReadInvoice: "Invoices.Get", ListInvoices: "Invoices.List", PayInvoice: "Invoices.Pay", DeleteInvoice: "Invoices.Delete",
		CreateLink: "PaymentLinks.Create", ReadLink: "PaymentLinks.Get", ListLinks: "PaymentLinks.List", PayLink: "PaymentLinks.Pay",
		DeactivateLink: "PaymentLinks.Deactivate", UpdateLink: "PaymentLinks.Update",
		CreateMerchant: "Merchants.Create", SendPassword: "Merchants.SendOTP", VerifyMerchant: "Merchants.Verify",
		ReadMerchant: "Merchants.Get", UpdateMerchant: "Merchants.Update",
		EnableGateway: "Merchants.EnableGateway", DisableGateway: "Merchants.DisableGateway",
		EnableMethod: "Merchants.EnableMethod", DisableMethod: "Merchants.DisableMethod",
		CreateCustomer: "Customers.Create", UpdateCustomer: "Customers.Update", ReadCustomer: "Customers.Get",
	},
	Subjects:      circlepaySubjects,
	NoToRepeats:   []string{"9112", "2111"},
	IDsOfTheClock: true,
	WholeRefunds:  true,
	Terse:         true,
	Nameless:      true,
	Marks:         regexp.MustCompile(`\b(CIR_INV_)?\d{12,}\b|\+2010\d{8}`),
	// What is gone may be so since an earlier send, and so may what is there; and an
	// invoice of another number may be another's.
	Vague: func(e *paygates.Error) bool {
		gone := errors.Is(e, paygates.ErrNotFound) && (e.Op == "Invoices.Delete" || e.Op == "PaymentLinks.Deactivate")
		renamed := e.Op == "Invoices.Create" && e.Reference != "" && e.ObjectID != "" && e.ObjectID != e.Reference
		return gone || renamed || slices.Contains([]string{"3111", "8110", "7112"}, e.Code)
	},
	Open: openCirclePay,
}

// circlepayOperations are the rows with their paths' ids by one name, and the lists
// once more without the customer, whom their calls need not name.
func circlepayOperations() []paygates.Operation {
	rows := circlepay.Operations()
	for i := range rows {
		rows[i].Path = inBraces.ReplaceAllLiteralString(rows[i].Path, "{id}")
		if all, found := strings.CutSuffix(rows[i].Path, "/list/{id}"); found {
			row := rows[i]
			row.Path = all + "/list"
			rows = append(rows, row)
		}
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
		LinksWithScheme: chance(),
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

// circlepayModel names payments by their numbers, and so it does invoices and links
// that were made by themselves: an invoice that is paid at once is part of its payment.
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
	p, found := m.Payment(id)
	if !found {
		return m.offered(id)
	}
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
	circlepaytest.InvoiceCreated: paygates.MovesNothing, circlepaytest.InvoiceDeleted: paygates.MovesRelease,
	circlepaytest.LinkCreated: paygates.MovesNothing, circlepaytest.LinkDeactivated: paygates.MovesRelease,
}

// Ledger has the payments, and the invoices and links that were made by themselves;
// such an invoice is paid with its payment. The reference of each is its customer,
// that of a link its name.
func (m circlepayModel) Ledger() []Entry {
	lines := m.Model.Ledger()
	out := make([]Entry, 0, len(lines))
	var references map[string]string
	apart := map[string]bool{} // made by themselves
	for i, l := range lines {
		moves, known := circlepayMoves[l.Kind]
		if !known {
			continue
		}
		e := Entry{At: l.Time, RequestID: l.RequestID, Moves: moves, Amount: l.Amount}
		offer := cmp.Or(l.InvoiceNumber, l.PaymentLink)
		switch {
		case l.TransactionID != "":
			p, _ := m.Payment(l.TransactionID)
			e.ObjectID, e.Reference = l.TransactionID, referenceOf(p.CustomerMobile)
			if apart[offer] {
				e.ParentID = offer
			}
		case l.Kind == circlepaytest.InvoiceCreated && i+1 < len(lines) && lines[i+1].RequestID == l.RequestID && lines[i+1].InvoiceNumber == offer &&
			lines[i+1].Kind == circlepaytest.PaymentOpened:
			continue // it is paid at once
		default:
			if references == nil {
				references = m.references()
			}
			e.ObjectID, e.Reference, apart[offer] = offer, references[offer], true
		}
		out = append(out, e)
		if l.Kind == circlepaytest.Paid && e.ParentID != "" && l.InvoiceNumber != "" {
			out = append(out, Entry{At: l.Time, ObjectID: offer, Reference: e.Reference, Moves: moves, Amount: l.Amount})
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
	return circlepayClient{c, map[string]*circlepay.Client{}}, err
}

type circlepayClient struct {
	sdk *circlepay.Client
	// merchants are those whose tokens were told, by their numbers.
	merchants map[string]*circlepay.Client
}

// What payments are made with.
const (
	circlepayProvider = "610b2c486df621209c85215b"
	circlepayMethod   = "00000000000000000000ca2d"
)

func (c circlepayClient) Do(ctx context.Context, a Action) (Seen, error) {
	customer := circlepay.CustomerData{FirstName: "Mona", LastName: "Said", Mobile: mobileOf(a.Reference)}
	inAMonth := inAMonth()
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
	case CreateInvoice:
		made, err := c.sdk.Invoices.Create(ctx, circlepay.CreateInvoiceRequest{
			Reference: a.number(), CustomerMobile: customer.Mobile, Items: []circlepay.Item{{Name: "Tea", Price: a.Amount, Quantity: 1}}, DueDate: inAMonth,
		})
		if err != nil {
			return Seen{}, err
		}
		return Seen{ID: made.InvoiceID, SendsPayer: !made.Redirect.IsZero(), Bare: true}, nil
	case CreateLink:
		object, err = c.sdk.PaymentLinks.Create(ctx, circlepay.CreatePaymentLinkRequest{Terms: circlepay.LinkTerms{
			Amount: a.Amount, Name: circlepayProduct + a.Reference, Description: "Tea", Expiry: inAMonth,
		}})
	case PayInvoice:
		object, err = c.sdk.Invoices.Pay(ctx, circlepay.PayInvoiceRequest{InvoiceID: a.ID, CustomerMobile: customer.Mobile})
	case PayLink:
		object, err = c.sdk.PaymentLinks.Pay(ctx, circlepay.PayPaymentLinkRequest{Link: a.ID, Customer: customer})
	case DeleteInvoice:
		gone, err := c.sdk.Invoices.Delete(ctx, a.ID)
		if err != nil {
			return Seen{}, err
		}
		return Seen{ID: gone.ID, Bare: true}, nil
	case DeactivateLink:
		_, err = c.sdk.PaymentLinks.Deactivate(ctx, a.ID)
		return Seen{ID: a.ID, Bare: true}, err
	default:
		return c.look(ctx, a)
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
	if intent.Op == "Merchants.Verify" {
		return c.of(verified(intent)).Resolve(ctx, intent)
	}
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
	case *circlepay.Invoice:
		if o != nil {
			return Seen{ID: o.ID, State: o.State(), Paid: o.Paid()}
		}
	case *circlepay.PaymentLink:
		switch {
		case o == nil:
		case o.Active == nil:
			return Seen{ID: o.ID, SendsPayer: !o.Redirect.IsZero(), Bare: true}
		case *o.Active:
			return Seen{ID: o.ID, State: paygates.StatePending}
		default:
			return Seen{ID: o.ID, State: paygates.StateCanceled}
		}
	default:
		return c.registeredAs(object)
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
