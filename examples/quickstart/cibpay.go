package main

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cibpay"
	"github.com/paygates/paygates-go/cibpay/cibpaytest"
	"github.com/paygates/paygates-go/examples/internal/browser"
	"github.com/paygates/paygates-go/money"
)

// What the job asks for.
var (
	cibpayPrice       = money.MustParse("10.50", money.AZN)
	cibpayRefund      = money.MustParse("3.00", money.AZN)
	cibpayOtherRefund = money.MustParse("2.25", money.AZN)
)

// cibpayJob is the job at CIBPay.
type cibpayJob struct {
	client    *cibpay.Client
	answers   *loser
	settings  settings
	reference string
	// model is nil when the gateway is a real one.
	model *cibpaytest.Server

	order   *cibpay.Order // as the last answer showed it
	paid    bool          // there was something to give back at some time
	history []event
}

func openCIBPay(_ context.Context, given settings) (*session, error) {
	job := &cibpayJob{
		settings: given, answers: &loser{method: http.MethodPut},
		reference: "qs-" + time.Now().UTC().Format("060102150405"),
	}
	host, err := hostFromEnv("CIBPAY_USERNAME", "CIBPAY_PASSWORD", "CIBPAY_BASE_URL")
	if err != nil {
		return nil, err
	}
	var cfg cibpay.Config
	s := &session{where: host, about: "CIBPAY_USERNAME, CIBPAY_PASSWORD and CIBPAY_BASE_URL are set: this is a real host.", close: func() {}}
	if host != "" {
		if cfg, err = cibpay.ConfigFromEnv(); err != nil {
			return nil, err
		}
		production := cfg.Environment == paygates.Production || sameHost(cfg.BaseURL, cibpay.ProductionURL)
		if production && !given.live {
			return nil, errNotLive
		}
		if production {
			cfg.Environment = paygates.Production
		}
	} else {
		job.model = cibpaytest.NewServer(cibpaytest.Config{})
		s = &session{
			where: "embedded model at " + job.model.URL, close: job.model.Close, ledger: job.ledger,
			about: "No CIBPAY_* is set: no credentials, no real money, nothing leaves this machine.",
		}
		cfg = cibpay.Config{
			Username: cibpaytest.DefaultUsername,
			Password: paygates.NewSecret(cibpaytest.DefaultPassword),
			BaseURL:  job.model.URL,
		}
	}
	if job.client, err = cibpay.New(cfg, paygates.WithMiddleware(job.answers.middleware)); err != nil {
		s.close()
		return nil, err
	}
	job.addTo(s)
	return s, nil
}

func (j *cibpayJob) addTo(s *session) {
	s.job = []step{
		{"create order", j.create},
		{"payer pays", j.pay},
		{"look up", j.lookUp},
		{"charge", j.charge},
		{"refund a part", j.refund},
		{"list", j.list},
	}
	s.history = func() []event { return j.history }
	s.lost = step{"refund again", j.refundLost}
	s.resolve = j.resolve
}

// show keeps an answer for the next step and makes a line of it.
func (j *cibpayJob) show(o *cibpay.Order, err error) (line, error) {
	if err != nil {
		return j.failed(), err
	}
	j.order = o
	j.paid = j.paid || o.State() == paygates.StatePaid
	return cibpayLine(o), nil
}

// failed is what a call without an answer has to show.
func (j *cibpayJob) failed() line {
	l := line{reference: j.reference}
	if j.order != nil {
		l.id = j.order.ID
	}
	return l
}

func cibpayLine(o *cibpay.Order) line {
	return line{
		reference: o.Reference, id: o.ID, state: o.State(),
		amount: o.Amount, paid: o.Paid(), refunded: o.Refunded(),
	}
}

func (j *cibpayJob) create(ctx context.Context) (line, error) {
	return j.show(j.client.Orders.Create(ctx, cibpay.CreateOrderRequest{
		Reference:   j.reference,
		Amount:      cibpayPrice,
		Description: "paygates-go quickstart",
		Options:     cibpay.OrderOptions{AutoCharge: new(false)}, // hold now, charge later
	}))
}

// pay lets the payer pay on the hosted page: by pressing its button if the page
// is a model's, else by waiting for a person.
func (j *cibpayJob) pay(ctx context.Context) (line, error) {
	if j.order.Redirect.IsZero() {
		return j.failed(), skipped("the gateway named no payment page; set CIBPAY_CHECKOUT_URL")
	}
	if j.model == nil {
		return j.waitForPayer(ctx)
	}
	page, err := browser.New().Open(ctx, j.order.Redirect.URL)
	if err != nil {
		return j.failed(), err
	}
	if _, err := page.Press(ctx, "action", "pay"); err != nil {
		return j.failed(), err
	}
	return j.show(j.client.Confirm(ctx, j.order.ID))
}

func (j *cibpayJob) waitForPayer(ctx context.Context) (line, error) {
	j.settings.say("\n  Please pay here within %s:\n  %s\n", j.settings.wait, j.order.Redirect.URL)
	deadline := time.Now().Add(j.settings.wait)
	for {
		shown, err := j.show(j.client.Confirm(ctx, j.order.ID))
		if err != nil || shown.state != paygates.StatePending {
			return shown, err
		}
		if left := time.Until(deadline); left > 0 {
			if err := pause(ctx, min(left, 3*time.Second)); err != nil {
				return shown, err
			}
			continue
		}
		return shown, skipped(fmt.Sprintf("nobody paid within %s", j.settings.wait))
	}
}

// lookUp finds the order by the shop's own reference, as after a restart. A
// host that answers in the form of CIBPay's guide lists no references: there
// the id has to do.
func (j *cibpayJob) lookUp(ctx context.Context) (line, error) {
	hits, err := j.client.Orders.FindByReference(ctx, j.reference)
	switch {
	case err != nil:
		return j.failed(), err
	case len(hits) == 1:
		return cibpayLine(hits[0]), nil
	}
	j.settings.say("\n  %d orders bear the reference %s; the order is looked up by its id.\n", len(hits), j.reference)
	return j.show(j.client.Orders.Get(ctx, j.order.ID))
}

func (j *cibpayJob) charge(ctx context.Context) (line, error) {
	if state := j.order.State(); state != paygates.StateAuthorized {
		return cibpayLine(j.order), skipped("nothing is held: the order is " + state.String())
	}
	shown, err := j.show(j.client.Orders.Charge(ctx, j.order.ID, cibpay.ChargeRequest{Amount: cibpayPrice}))
	j.paid = err == nil // whether or not the answer's form has a state to show
	return shown, err
}

func (j *cibpayJob) refund(ctx context.Context) (line, error) {
	return j.refundOf(ctx, cibpayRefund)
}

// refundLost refunds once more, on a network that loses the answer.
func (j *cibpayJob) refundLost(ctx context.Context) (line, error) {
	j.answers.armed.Store(true)
	defer j.answers.armed.Store(false)
	return j.refundOf(ctx, cibpayOtherRefund)
}

func (j *cibpayJob) refundOf(ctx context.Context, amount money.Amount) (line, error) {
	if !j.paid {
		return cibpayLine(j.order), skipped("nothing to give back: the order is " + j.order.State().String())
	}
	return j.show(j.client.Orders.Refund(ctx, j.order.ID, cibpay.RefundRequest{Amount: amount}))
}

// list asks for all orders under the reference, with what was done to them.
func (j *cibpayJob) list(ctx context.Context) (line, error) {
	page, err := j.client.Orders.List(ctx, cibpay.ListOrdersRequest{
		References: []string{j.reference},
		Expand:     []cibpay.Expand{cibpay.ExpandOperations},
	})
	if err != nil {
		return j.failed(), err
	}
	at := slices.IndexFunc(page.Orders, func(o *cibpay.Order) bool { return o.ID == j.order.ID })
	if at < 0 {
		return j.failed(), fmt.Errorf("the list lacks order %s", j.order.ID)
	}
	for _, op := range page.Orders[at].Operations {
		j.history = append(j.history, event{what: op.Type, status: op.Status, amount: op.Amount})
	}
	for _, t := range page.Orders[at].Transactions {
		j.history = append(j.history, event{what: t.ID, status: t.Status, amount: t.Amount})
	}
	return cibpayLine(page.Orders[at]), nil
}

func (j *cibpayJob) resolve(ctx context.Context, intent paygates.Intent) (*paygates.Resolution, line, error) {
	found, err := j.client.Resolve(ctx, intent)
	if err != nil {
		return nil, line{}, err
	}
	if o, ok := found.Object.(*cibpay.Order); ok {
		l, _ := j.show(o, nil)
		return found, l, nil
	}
	return found, j.failed(), nil
}

func (j *cibpayJob) ledger() []event {
	var events []event
	for _, entry := range j.model.Ledger() {
		events = append(events, event{what: strings.ToLower(string(entry.Kind)), amount: entry.Amount})
	}
	return events
}
