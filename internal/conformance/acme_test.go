package conformance

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/settings"
	"github.com/paygates/paygates-go/internal/transport"
	"github.com/paygates/paygates-go/internal/wire"
)

// acme is a gateway that does not exist: four operations, one of each safety and one that reads before it pays. Its client is right but for its flaw.
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

func acmeRows() []paygates.Operation {
	return []paygates.Operation{
		{
			Gateway: "acme", Name: "Things.Get", Method: http.MethodGet, Path: "/things/{id}", Safety: paygates.Read,
			Executed: []paygates.Proof{{Must: []string{"id", "status"}, Equal: []string{"id"}}}, NotExecuted: acmeRefusals,
		},
		{
			Gateway: "acme", Name: "Things.Label", Method: http.MethodPut, Path: "/things/{id}/label", Safety: paygates.Repeatable,
			Executed: []paygates.Proof{{Must: []string{"id", "label"}, Equal: []string{"id", "label"}}}, NotExecuted: acmeRefusals,
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
	log  *slog.Logger
	flaw *flaw

	mu      sync.Mutex
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
	t, wrong := transport.New(transport.Config{
		Gateway: "acme", BaseURL: baseURL, Header: http.Header{"X-Key": {acmePassword}}, Secrets: []paygates.Secret{paygates.NewSecret(acmePassword)},
	}, options)
	if len(wrong) > 0 {
		return nil, &paygates.Error{Gateway: "acme", Op: "New", Kind: paygates.ErrInvalidRequest, Outcome: paygates.OutcomeNotExecuted, Fields: wrong}
	}
	c.t = t
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
	err := c.t.Do(ctx, call, func(reply *transport.Reply) (fault *paygates.Error) {
		t, fault = c.judge(row, a, reply)
		if c.flaw.judge != nil {
			t, fault = c.flaw.judge(c, a, reply, t, fault)
		}
		return fault
	})
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

// acmeGateway describes acme to the suite, with a client that has a flaw.
func acmeGateway(f *flaw) Gateway[*acme] {
	open := Reply{Name: "open", Body: `{"id":"7001","status":"open","currency":"AZN","paid":"0.00","options":{}}`}
	paid := Reply{Name: "paid", Body: `{"id":"7001","status":"paid","reference":"shop-1","currency":"AZN","paid":"11.00","card":"411111****1111","options":{}}`}
	pay := func(part bool) func() Call[*acme] {
		return Calling(func() payment {
			return payment{
				Reference: acmeShop, Part: part, Card: paygates.NewPAN(acmeCard), CVV: paygates.NewSecret(acmeCVV), Extra: map[string]string{"colour": "red"},
			}
		}, func(ctx context.Context, c *acme, p payment) (*thing, error) { return c.pay(ctx, acmeThing, p) })
	}
	get := func(id string) func() Call[*acme] {
		return Calling(func() string { return id }, func(ctx context.Context, c *acme, id string) (*thing, error) { return c.get(ctx, id) })
	}
	label := func(text string) func() Call[*acme] {
		return Calling(func() string { return text }, func(ctx context.Context, c *acme, text string) (*thing, error) {
			return c.setLabel(ctx, acmeThing, text)
		})
	}
	nobody := Calling(func() payment { return payment{Card: paygates.NewPAN(acmeCard)} }, func(ctx context.Context, c *acme, p payment) (*thing, error) {
		return c.pay(ctx, acmeThing, p)
	})
	asked := map[string]string{"id": acmeThing, "reference": acmeShop, "currency": "AZN", "paid": "11.00"}
	return Gateway[*acme]{
		Name: "acme", Operations: acmeRows(),
		New:     func(baseURL string, opts ...paygates.Option) (*acme, error) { return newAcme(f, baseURL, opts) },
		Printed: []any{paygates.NewSecret(acmePassword)},
		Secrets: []Secret{{"the password", acmePassword}, {"the card number", acmeCard}, {"the CVV", acmeCVV}},
		Wire:    Wire{Roots: []string{""}, ID: "id", Status: "status", Amounts: []string{"paid"}, IDs: []string{"id", "reference"}},
		Refuse: func(r paygates.Refusal, _ Reply, message string) Reply {
			return Reply{Status: 402, Body: `{"code":` + encode(r.Code) + `,"message":` + encode(message) + `}`}
		},
		Cases: []Case[*acme]{
			{
				Operation: "Things.Get", Call: get(acmeThing), Asked: map[string]string{"id": acmeThing}, Target: acmeThing, Good: []Reply{open, paid.With("reference", "null")},
				Invalid: []Invalid[*acme]{{Name: "no id", Call: get(""), Fields: []string{"id"}}},
			},
			{
				Operation: "Things.Label", Call: label("red"), Asked: map[string]string{"id": acmeThing, "label": "red"}, Target: acmeThing,
				Good:    []Reply{open.With("label", `"red"`)},
				Invalid: []Invalid[*acme]{{Name: "no label", Call: label(""), Fields: []string{"label"}}},
			},
			{
				Operation: "Things.Pay", Variant: "whole", Call: pay(false), Asked: asked, Target: acmeThing, Good: []Reply{paid}, Earlier: []int{409},
				Echo:    []Change{{Name: "the whole card number", Path: "card", Value: `"` + acmeCard + `"`}},
				Invalid: []Invalid[*acme]{{Name: "no reference", Call: nobody, Fields: []string{"Reference"}}},
			},
			{
				Operation: "Things.Pay", Variant: "part", Call: pay(true), Asked: asked, Target: acmeThing, Good: []Reply{paid}, Earlier: []int{409},
				Beside:  []Exchange{{Name: "the thing before", Method: http.MethodGet, Path: "/things/{id}", Reply: open}},
				Invalid: []Invalid[*acme]{{Name: "no reference", Call: nobody, Fields: []string{"Reference"}}},
			},
		},
	}
}
