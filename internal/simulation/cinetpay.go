package simulation

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cinetpay"
	"github.com/paygates/paygates-go/cinetpay/cinetpaytest"
	"github.com/paygates/paygates-go/money"
)

var cinetpayGateway = Gateway{
	Name:       "cinetpay",
	Currency:   money.XOF,
	Operations: append(cinetpay.Operations(), cinetpayLogin),
	Calls: map[Deed]string{
		Create: "Payments.Create", Read: "Payments.Get",
		AddReceiver: "Transfers.AddContacts", PayOut: "Transfers.Send", ReadPayout: "Transfers.Get",
		ReadBalance: "Transfers.Balance",
	},
	Events: map[Deed]func(Model, string) error{
		PayerIsLate:    func(m Model, id string) error { return m.(cinetpayModel).Model.Confirm(id) },
		ReturnedByHand: func(m Model, id string) error { return m.(cinetpayModel).Model.Refund(id) },
		PayoutApproved: func(m Model, id string) error { return m.(cinetpayModel).Model.Approve(id) },
		PayoutArrives:  func(m Model, id string) error { return m.(cinetpayModel).Model.Complete(id) },
		PayoutFails:    func(m Model, id string) error { return m.(cinetpayModel).Model.Reject(id) },
	},
	Unit: 5,
	// Two that can be made known, and are not from the beginning.
	Receivers:    []string{ivorianPrefix + "0700000001", ivorianPrefix + "0500000002"},
	ByReference:  true,
	KnowsRepeats: true,
	Login:        cinetpayLogin.Name,
	Open:         openCinetPay,
}

// cinetpayLogin is how calls of the transfer API get their token. No method makes
// it alone, so that the table of operations does not have it.
var cinetpayLogin = paygates.Operation{
	Gateway: "cinetpay", Name: "Transfers.login", Method: http.MethodPost, Path: "/v1/auth/login", Safety: paygates.Read,
}

const ivorianPrefix = "225"

func openCinetPay(draw *rand.Rand) Site {
	cfg := cinetpaytest.Config{
		Seed: draw.Uint64(), Whitelisted: draw.IntN(2) == 0, FlatEntries: draw.IntN(2) == 0,
		Refusals: cinetpaytest.RefusalForm(draw.IntN(2)), Repeats: cinetpaytest.RepeatForm(draw.IntN(3)),
		Unknown: cinetpaytest.UnknownForm(draw.IntN(3)), Entries: cinetpaytest.EntryForm(draw.IntN(2)),
		LookupLag: drawListLag(draw),
	}
	site := Site{Form: "2022", Telling: true, ListLag: cfg.LookupLag, ReadsLag: true, Signed: true}
	if draw.IntN(5) == 0 {
		cfg.Form, site.Form = cinetpaytest.Form2021, "2021"
		site.Telling = false // a check shows neither amount nor status
	}
	m := cinetpayModel{cinetpaytest.New(cfg)}
	site.Model, site.Connect, site.Renew = m, connectCinetPay, m.renew
	site.Nature = fmt.Sprintf("form of %s, look-ups lag %s, refusals %d, repeats %d, unknown %d, entries %d", site.Form, cfg.LookupLag,
		cfg.Refusals, cfg.Repeats, cfg.Unknown, cfg.Entries)
	site.Callbacks = func() []Callback {
		var all []Callback
		for _, c := range m.TakeCallbacks() {
			_, transfer := m.Transfer(c.ID)
			if transfer || c.Token != "" { // what has no token proves nothing, and is not taken
				all = append(all, postedByCinetPay(c, transfer))
			}
		}
		return all
	}
	site.SameFacts = sameNotice
	site.Secrets = []string{cinetpaytest.DefaultAPIKey, cinetpaytest.DefaultSecretKey, cinetpaytest.DefaultTransferPassword}
	return site
}

// sameNotice compares what a notification says of a payment. Its token has no
// separators: text that is moved between the fields beside these, and fields that
// the token leaves out, cannot be seen.
func sameNotice(a, b []byte) bool {
	read := func(body []byte) url.Values {
		// PHP takes a semicolon for any other character, net/url for a mistake.
		form, err := url.ParseQuery(strings.ReplaceAll(string(body), ";", "%3B"))
		if err != nil {
			return nil
		}
		return form
	}
	one, two := read(a), read(b)
	if one == nil || two == nil {
		return false
	}
	for _, name := range []string{"cpm_site_id", "cpm_trans_id", "cpm_trans_date", "cpm_amount", "cpm_currency"} {
		if !slices.Equal(one[name], two[name]) {
			return false
		}
	}
	return true
}

// Where notifications go.
const (
	paymentNotices  = "https://shop.example/payment"
	transferNotices = "https://shop.example/transfer"
)

func postedByCinetPay(c cinetpaytest.Callback, transfer bool) Callback {
	return Callback{ObjectID: c.ID, Body: c.Body, Open: transfer, Request: func(ctx context.Context, body []byte) (*http.Request, error) {
		r, err := c.Request(ctx)
		if err == nil {
			r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
		}
		return r, err
	}}
}

// cinetpayModel names payments and transfers by the merchant's references, as
// every call does.
type cinetpayModel struct{ *cinetpaytest.Model }

func (m cinetpayModel) Standing(id string) Standing {
	if t, ok := m.Transfer(id); ok {
		switch t.Treatment {
		case "VAL":
			return Moved
		case "REJ":
			return Refused
		}
		return Pends
	}
	p, _ := m.Payment(id)
	switch p.Status {
	case "WAITING_FOR_CUSTOMER", "PENDING":
		return Waits
	case "REFUSED":
		return Refused
	}
	return Moved
}

// Knows says that all of the receivers, with commas between them, are known.
func (m cinetpayModel) Knows(receivers string) bool {
	for receiver := range strings.SplitSeq(receivers, ",") {
		if !slices.ContainsFunc(m.Contacts(), func(c cinetpaytest.Contact) bool { return c.Prefix+c.Phone == receiver }) {
			return false
		}
	}
	return true
}

var cinetpayMoves = map[cinetpaytest.EntryKind]paygates.Movement{
	cinetpaytest.Created: paygates.MovesNothing, cinetpaytest.Sent: paygates.MovesNothing, cinetpaytest.Paid: paygates.MovesIn,
	cinetpaytest.Refunded: paygates.MovesBack, cinetpaytest.Completed: paygates.MovesOut,
}

// Ledger leaves out that a transfer was rejected: no money has moved.
func (m cinetpayModel) Ledger() []Entry {
	lines := m.Model.Ledger()
	out := make([]Entry, 0, len(lines))
	for _, l := range lines {
		if moves, known := cinetpayMoves[l.Kind]; known {
			out = append(out, Entry{
				At: l.Time, ObjectID: l.Reference, Reference: l.Reference, RequestID: l.RequestID, Moves: moves, Amount: l.Amount,
			})
		}
	}
	return out
}

// renew gives a request of the transfer API a token that is valid now. That of its
// own counts as of the moment at which it came in.
func (m cinetpayModel) renew(r *http.Request) {
	query := r.URL.Query()
	if !query.Has("token") {
		return
	}
	form := url.Values{"apikey": {cinetpaytest.DefaultAPIKey}, "password": {cinetpaytest.DefaultTransferPassword}}
	login, err := http.NewRequestWithContext(context.Background(), http.MethodPost, cinetpayLogin.Path, strings.NewReader(form.Encode()))
	if err != nil {
		panic(err) // nothing in it varies
	}
	login.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	login.Header.Set("User-Agent", "simulation")
	rec := &recorder{header: http.Header{}}
	m.ServeHTTP(rec, login)
	var answer struct {
		Data struct {
			Token string `json:"token"`
		} `json:"data"`
	}
	if err := json.Unmarshal(rec.body.Bytes(), &answer); err != nil || answer.Data.Token == "" {
		panic("simulation: the model of cinetpay takes no login")
	}
	query.Set("token", answer.Data.Token)
	r.URL.RawQuery = query.Encode()
}

func connectCinetPay(link Link) (Client, error) {
	c, err := cinetpay.New(cinetpay.Config{
		APIKey: paygates.NewSecret(cinetpaytest.DefaultAPIKey), SiteID: cinetpaytest.DefaultSiteID,
		SecretKeys:       []paygates.Secret{paygates.NewSecret(cinetpaytest.DefaultSecretKey)},
		TransferPassword: paygates.NewSecret(cinetpaytest.DefaultTransferPassword),
		BaseURL:          link.Base, TransferURL: link.Base, Currency: money.XOF,
	}, link.Options()...)
	return cinetpayClient{c}, err
}

type cinetpayClient struct{ sdk *cinetpay.Client }

func (c cinetpayClient) Do(ctx context.Context, a Action) (Seen, error) {
	prefix, phone := ivorianPrefix, strings.TrimPrefix(a.Receiver, ivorianPrefix)
	switch a.Deed {
	case Create:
		p, err := c.sdk.Payments.Create(ctx, cinetpay.CreatePaymentRequest{
			Reference: a.Reference, Amount: a.Amount, Description: "Order " + a.Reference,
			NotifyURL: paymentNotices, ReturnURL: "https://shop.example/return", Channels: cinetpay.ChannelsMobileMoney,
		})
		return c.Seen(p), err
	case Read:
		p, err := c.sdk.Confirm(ctx, a.ID)
		return c.Seen(p), err
	case AddReceiver:
		var all []cinetpay.Contact
		for receiver := range strings.SplitSeq(a.Receiver, ",") {
			all = append(all, cinetpay.Contact{
				Prefix: prefix, Phone: strings.TrimPrefix(receiver, ivorianPrefix), FamilyName: "Kone", GivenName: "Awa", Email: "awa@shop.example",
			})
		}
		_, err := c.sdk.Transfers.AddContacts(ctx, cinetpay.AddContactsRequest{Contacts: all})
		return Seen{}, err
	case PayOut:
		t, err := c.sdk.Transfers.Send(ctx, cinetpay.SendRequest{
			Reference: a.Reference, Amount: a.Amount, Prefix: prefix, Phone: phone, NotifyURL: transferNotices,
		})
		return c.Seen(t), err
	case ReadBalance:
		b, err := c.sdk.Transfers.Balance(ctx)
		if err != nil {
			return Seen{}, err
		}
		return Seen{Held: b.Amount, Free: b.Available}, nil
	case ReadPayout:
		t, err := c.sdk.Transfers.Get(ctx, a.ID)
		return c.Seen(t), err
	}
	panic(cannot("cinetpay", a.Deed))
}

func (c cinetpayClient) Resolve(ctx context.Context, intent paygates.Intent) (*paygates.Resolution, error) {
	return c.sdk.Resolve(ctx, intent)
}

func (c cinetpayClient) Seen(object any) Seen {
	switch o := object.(type) {
	case *cinetpay.Payment:
		if o != nil {
			return Seen{
				ID: o.Reference, Reference: o.Reference, State: o.State(), Decline: o.DeclineReason(), Paid: o.Paid(), Refunded: o.Refunded(),
				SendsPayer: !o.Redirect.IsZero(),
			}
		}
	case *cinetpay.Transfer:
		if o != nil {
			return Seen{ID: o.Reference, Reference: o.Reference, State: o.State()}
		}
	}
	return Seen{}
}

// Receive serves the address of payments and that of transfers, whose notices
// prove nothing.
func (c cinetpayClient) Receive(tell func(context.Context, Seen) error) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/payment", c.sdk.CallbackHandler(func(ctx context.Context, p *cinetpay.Payment) error { return tell(ctx, c.Seen(p)) }))
	mux.HandleFunc("/transfer", func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			panic(err) // it is in memory
		}
		notice, err := cinetpay.ParseTransferCallback(body, r.Header)
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		t, err := c.sdk.Transfers.Get(r.Context(), notice.Reference)
		if err != nil || tell(r.Context(), c.Seen(t)) != nil {
			w.WriteHeader(http.StatusInternalServerError)
		}
	})
	return mux
}
