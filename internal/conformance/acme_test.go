package conformance

import (
	"context"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/settings"
	"github.com/paygates/paygates-go/internal/transport"
	"github.com/paygates/paygates-go/internal/wire"
	"github.com/paygates/paygates-go/money"
)

// acme is a gateway that does not exist. It has an operation of each safety; paying a part reads the thing before, and labelling it needs a login before and
// reads the thing behind. Its client is right but for its flaw.
const (
	acmePassword = "canary-Password+1"
	acmeCard     = "4111111111111111"
	acmeCVV      = "8264"
	acmeThing    = "7001"
	acmeShop     = "shop-1"
)

var acmeRefusals = []paygates.Refusal{
	{Signal: "code", Code: "no_funds", Advice: paygates.AdviceNewReference, Certainty: paygates.Documented},
	{Signal: "code", Code: "bad_request", Resend: paygates.ResendCaller, Advice: paygates.AdviceFixRequest, Certainty: paygates.Documented},
}

// staleToken is answered once a login has worn out: the client logs in anew and sends again.
var staleToken = paygates.Refusal{Signal: "code", Code: "stale_token", Resend: paygates.ResendAuto, Advice: paygates.AdviceFixRequest, Certainty: paygates.Documented}

func acmeRows() []paygates.Operation {
	return []paygates.Operation{
		{
			Gateway: "acme", Name: "Things.Get", Method: http.MethodGet, Path: "/things/{id}", Safety: paygates.Read,
			Executed: []paygates.Proof{{Must: []string{"id", "status"}, Equal: []string{"id"}}}, NotExecuted: acmeRefusals,
		},
		{
			Gateway: "acme", Name: "Things.Label", Method: http.MethodPut, Path: "/things/{id}/label", Safety: paygates.Repeatable,
			Executed:    []paygates.Proof{{Must: []string{"id", "label"}, Equal: []string{"id", "label"}}},
			NotExecuted: append(slices.Clone(acmeRefusals), staleToken),
		},
		{
			Gateway: "acme", Name: "Things.Pay", Method: http.MethodPost, Path: "/things/{id}/pay", Safety: paygates.Once, Moves: paygates.MovesIn,
			Executed: []paygates.Proof{{
				Must: []string{"id", "status", "paid"}, Equal: []string{"id", "reference", "currency"}, Words: []string{"paid"}, Moved: "paid",
			}},
			NotExecuted: acmeRefusals, LookUp: paygates.LookUp{Op: "Things.Get", By: "id"}, Horizon: time.Hour,
		},
	}
}

// thing is acme's object.
type thing struct {
	ID, Status, Reference, Currency, Paid, Label, Card string
	Total                                              money.Amount // nothing that acme says of it: a right client leaves it alone

	state paygates.State
	raw   paygates.Raw
}

func (t *thing) State() paygates.State { return t.state }
func (t *thing) RawJSON() []byte       { return t.raw.Bytes() }

// payment is the request of Things.Pay.
type payment struct {
	Reference string
	Part      bool // reads the thing before
	Card      paygates.PAN
	CVV       paygates.Secret
	Extra     map[string]string
}

// asking is one call of the client: what it sends and what it holds the answer against.
type asking struct {
	op        string
	id        string
	reference string
	label     string
	body      string
	secrets   []string
	wrong     []paygates.FieldError
	// readFirst sends Things.Get before.
	readFirst bool
}

type acme struct {
	rows map[string]*paygates.Operation
	t    *transport.Client
	// again sends what the hook was asked about before.
	again *transport.Client
	log   *slog.Logger
	flaw  *flaw

	mu      sync.Mutex
	token   string // of the last login
	firstID string // for a flaw
}

func newAcme(f *flaw, baseURL string, options []paygates.Option) (*acme, error) {
	c := &acme{rows: map[string]*paygates.Operation{}, flaw: f, log: slog.New(slog.DiscardHandler)}
	for _, row := range acmeRows() {
		if f.row != nil {
			f.row(&row)
		}
		c.rows[row.Name] = &row
	}
	options = append(options, func(s *settings.Settings) {
		c.log = s.Logger
		if f.settings != nil {
			f.settings(s)
		}
	})
	if f.trip != nil {
		options = append(options, paygates.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
			return roundTripper(func(r *http.Request) (*http.Response, error) { return f.trip(next, r) })
		}))
	}
	config := transport.Config{
		Gateway: "acme", BaseURL: baseURL, Header: http.Header{"X-Key": {acmePassword}}, Secrets: []paygates.Secret{paygates.NewSecret(acmePassword)},
	}
	var wrong, also []paygates.FieldError
	c.t, wrong = transport.New(config, options)
	c.again, also = transport.New(config, append(options, paygates.WithBeforeSend(nil)))
	if len(wrong)+len(also) > 0 {
		return nil, &paygates.Error{Gateway: "acme", Op: "New", Kind: paygates.ErrInvalidRequest, Outcome: paygates.OutcomeNotExecuted, Fields: wrong}
	}
	return c, nil
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func (c *acme) get(ctx context.Context, id string) (*thing, error) {
	a := &asking{op: "Things.Get", id: id}
	if id == "" {
		a.wrong = []paygates.FieldError{{Field: "id", Message: "is required"}}
	}
	return c.do(ctx, a)
}

func (c *acme) setLabel(ctx context.Context, id, label string) (*thing, error) {
	a := &asking{op: "Things.Label", id: id, label: label, body: `{"label":"` + label + `"}`}
	if label == "" {
		a.wrong = []paygates.FieldError{{Field: "label", Message: "is required"}}
	}
	return c.do(ctx, a)
}

// labelled logs in where it has to, labels the thing and reads it.
func (c *acme) labelled(ctx context.Context, a *asking, call *transport.Call, judge transport.Judge) error {
	if _, given := settings.RequestID(ctx); !given {
		ctx = paygates.WithRequestID(ctx, "label-1") // the same for both sends
	}
	attempts := 0
	for _, client := range []*transport.Client{c.t, c.again} {
		token, err := c.login(ctx, a, call.Intent)
		if err != nil {
			return err
		}
		call.Target = "/things/" + a.id + "/label?token=" + token
		err = client.Do(ctx, call, judge)
		e, failed := err.(*paygates.Error)
		if !failed {
			break
		}
		attempts += e.Attempts
		e.Attempts = attempts
		if e.Code != staleToken.Code || e.Outcome != paygates.OutcomeNotExecuted || attempts > 1 {
			return err
		}
		c.mu.Lock()
		c.token = ""
		c.mu.Unlock()
	}
	get := &transport.Call{Op: c.rows["Things.Get"], Target: "/things/" + a.id, Intent: call.Intent}
	_ = c.t.Do(ctx, get, func(*transport.Reply) *paygates.Error { return nil }) // for the reader's eye alone
	return nil
}

// login asks for a token once.
func (c *acme) login(ctx context.Context, a *asking, intent paygates.Intent) (string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.token != "" {
		return c.token, nil
	}
	op := &paygates.Operation{Gateway: "acme", Name: "login", Method: http.MethodPost, Path: "/login", Safety: paygates.Read}
	err := c.t.Do(ctx, &transport.Call{Op: op, Target: op.Path, Intent: intent, Body: []byte("{}")}, func(reply *transport.Reply) *paygates.Error {
		t, _, _, err := decodeThing(reply.Body)
		if reply.Status != 200 || err != nil || t.Label == "" {
			return &paygates.Error{Kind: transport.KindOf(reply.Status)}
		}
		c.token = t.Label
		return nil
	})
	if e, ok := err.(*paygates.Error); ok {
		e.Op = a.op
		return "", e
	}
	return c.token, nil
}

func (c *acme) pay(ctx context.Context, id string, p payment) (*thing, error) {
	a := &asking{
		op: "Things.Pay", id: id, reference: p.Reference, readFirst: p.Part, secrets: []string{p.Card.Reveal(), p.CVV.Reveal()},
		body: `{"reference":"` + p.Reference + `","card":"` + p.Card.Reveal() + `","cvv":"` + p.CVV.Reveal() + `"}`,
	}
	if p.Reference == "" {
		a.wrong = []paygates.FieldError{{Field: "Reference", Message: "is required"}}
	}
	if c.flaw.pay != nil {
		c.flaw.pay(&p)
	}
	t, err := c.do(ctx, a)
	if t != nil && c.flaw.result != nil {
		c.flaw.result(t, &p)
	}
	return t, err
}

// do makes one call, as right as the flaw lets it.
func (c *acme) do(ctx context.Context, a *asking) (*thing, error) {
	t, err := c.send(ctx, a)
	if err != nil && !c.flaw.both {
		t = nil
	}
	if c.flaw.after != nil {
		return c.flaw.after(c, t, err)
	}
	return t, err
}

func (c *acme) send(ctx context.Context, a *asking) (*thing, error) {
	row := c.rows[a.op]
	intent := paygates.Intent{Gateway: "acme", Op: a.op, TargetID: a.id, Reference: a.reference, At: time.Now()}
	if len(a.wrong) > 0 && !c.flaw.sendsInvalid {
		return nil, c.t.Refuse(row, intent, a.wrong)
	}
	if c.flaw.context != nil {
		ctx = c.flaw.context(c, ctx)
	}
	if a.readFirst {
		if err := c.readFirst(ctx, a, intent); err != nil && !c.flaw.goesOn {
			return nil, err
		}
	}
	call := &transport.Call{Op: row, Target: strings.Replace(row.Path, "{id}", a.id, 1), Intent: intent, Secrets: a.secrets}
	if a.body != "" {
		call.Body = []byte(a.body)
	}
	var t *thing
	judge := func(reply *transport.Reply) (fault *paygates.Error) {
		t, fault = c.judge(row, a, reply)
		if c.flaw.judge != nil {
			t, fault = c.flaw.judge(c, a, reply, t, fault)
		}
		return fault
	}
	if a.op == "Things.Label" {
		err := c.labelled(ctx, a, call, judge)
		return t, err
	}
	err := c.t.Do(ctx, call, judge)
	return t, err
}

// readFirst reads the thing; its error is the call's, of which nothing was sent.
func (c *acme) readFirst(ctx context.Context, a *asking, intent paygates.Intent) error {
	get := c.rows["Things.Get"]
	err := c.t.Do(ctx, &transport.Call{Op: get, Target: "/things/" + a.id, Intent: intent}, func(reply *transport.Reply) *paygates.Error {
		_, fault := c.judge(get, &asking{op: get.Name, id: a.id}, reply)
		return fault
	})
	if e, ok := err.(*paygates.Error); ok {
		e.Op = a.op
		return e
	}
	return nil
}

// judge reads a whole answer by the row.
func (c *acme) judge(row *paygates.Operation, a *asking, reply *transport.Reply) (*thing, *paygates.Error) {
	t, code, message, err := decodeThing(reply.Body)
	t.raw = paygates.NewRaw(reply.Body)
	fault := &paygates.Error{Kind: transport.KindOf(reply.Status), Code: code, Message: message, ObjectID: t.ID}
	switch {
	case err != nil:
		return t, fault
	case reply.Status == http.StatusConflict && code == "" && row.Name == "Things.Pay" && c.proves(row, a, t):
		fault.Kind, fault.Outcome = paygates.ErrDuplicate, paygates.OutcomeExecuted
		return t, fault
	case reply.Status >= 400 && reply.Status < 500 && reply.Status != http.StatusTooManyRequests:
		if refusal, listed := row.Refusal("code", code); listed {
			fault.Kind, fault.Outcome = paygates.ErrDeclined, paygates.OutcomeNotExecuted
			return t, fault.WithAdvice(refusal.Advice)
		}
		return t, fault
	case reply.Status != 200 && reply.Status != 201, code != "", !c.proves(row, a, t):
		return t, fault
	}
	return t, nil
}

// proves says whether an answer satisfies the row's proof.
func (c *acme) proves(row *paygates.Operation, a *asking, t *thing) bool {
	if t.ID != a.id || t.Reference != "" && t.Reference != a.reference || t.Currency != "" && t.Currency != "AZN" {
		return false
	}
	switch row.Name {
	case "Things.Pay":
		return t.Status == "paid" && (t.Paid == "11.00" || t.Paid == "11.0")
	case "Things.Label":
		return t.Label == a.label
	default:
		return t.Status != ""
	}
}

func decodeThing(body []byte) (t *thing, code, message string, err error) {
	t = &thing{}
	d := wire.NewDecoder(body)
	for d.Object(); d.More(); {
		switch {
		case d.Is("id"):
			t.ID = d.ID()
		case d.Is("status"):
			t.Status = d.Word()
		case d.Is("reference"):
			t.Reference = d.ID()
		case d.Is("currency"):
			t.Currency = d.Word()
		case d.Is("paid"):
			t.Paid, _ = d.Amount()
		case d.Is("label"):
			t.Label = d.Word()
		case d.Is("card"):
			t.Card = d.Text()
		case d.Is("code"):
			code = d.Text()
		case d.Is("message"):
			message = d.Text()
		}
	}
	if digits := strings.Map(keepDigits, t.Card); len(digits) >= 12 {
		t.Card = paygates.NewPAN(digits).Masked() // a gateway that forgot to
	}
	t.state = map[string]paygates.State{"paid": paygates.StatePaid, "open": paygates.StatePending}[t.Status]
	return t, code, message, d.End()
}

func keepDigits(r rune) rune {
	if r < '0' || r > '9' {
		return -1
	}
	return r
}
