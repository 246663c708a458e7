package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/examples/internal/browser"
	"github.com/paygates/paygates-go/money"
)

// job is the main job of a shop, at any gateway.
type job[O any] struct {
	calls[O]
	ask
	answers   *loser
	settings  settings
	reference string
	// playing: the payment page is a model's, and the program is the payer too.
	playing bool

	order   order // as the last answer showed it
	paid    bool  // there was something to give back at some time
	history []event
}

// newSession is a run of the job: with a person who pays, or with a model,
// whose payer the program plays and whose ledger it shows.
func newSession[O any](given settings, do calls[O], asked ask, answers *loser, ledger func() []event) *session {
	j := &job[O]{
		calls: do, ask: asked, answers: answers, settings: given, playing: ledger != nil,
		reference: "qs-" + time.Now().UTC().Format("060102150405"),
	}
	s := &session{
		job:  []step{{"create order", j.makeOrder}, {"payer pays", j.pay}, {"look up", j.lookUp}},
		lost: step{"create again", j.makeLost}, history: func() []event { return j.history },
		resolve: j.settle, ledger: ledger,
	}
	if do.charge != nil {
		s.job = append(s.job, step{"charge", j.take})
	}
	if do.refund != nil {
		s.job = append(s.job, step{"refund a part", j.giveBack})
		s.lost = step{"refund again", j.giveBackLost}
	}
	if do.refundAll != nil {
		s.lost = step{"refund all", j.giveAllBackLost}
	}
	if do.list != nil {
		s.job = append(s.job, step{"list", j.listAll})
	}
	return s
}

// show keeps an answer for the next step and makes a line of it.
func (j *job[O]) show(o O, err error) (line, error) {
	if err != nil {
		return j.failed(), err
	}
	page := j.order.page
	j.order = j.read(o)
	if j.order.page.IsZero() {
		j.order.page = page // only the first answer names it
	}
	j.paid = j.paid || j.order.state == paygates.StatePaid
	return j.order.line, nil
}

// failed is what a call without an answer has to show.
func (j *job[O]) failed() line { return line{reference: j.reference, id: j.order.id} }

func (j *job[O]) makeOrder(ctx context.Context) (line, error) {
	return j.show(j.create(ctx, j.reference, j.price))
}

// makeLost asks for another order, on a network that loses the answer.
func (j *job[O]) makeLost(ctx context.Context) (line, error) {
	j.reference, j.order = j.reference+"-2", order{}
	defer j.answers.lose()()
	return j.makeOrder(ctx)
}

// pay lets the payer pay on the hosted page: by pressing its button if the page
// is a model's, else by waiting for a person.
func (j *job[O]) pay(ctx context.Context) (line, error) {
	if j.order.page.IsZero() {
		return j.failed(), skipped("the gateway named no payment page; the variable _CHECKOUT_URL says where they stand")
	}
	if !j.playing {
		return j.waitForPayer(ctx)
	}
	page, err := browser.New().Open(ctx, j.order.page.URL)
	if err != nil {
		return j.failed(), err
	}
	if _, err := page.Press(ctx, "action", "pay"); err != nil {
		return j.failed(), err
	}
	return j.show(j.confirm(ctx, j.order.id))
}

func (j *job[O]) waitForPayer(ctx context.Context) (line, error) {
	j.settings.say("\n  Please pay here within %s:\n  %s\n", j.settings.wait, j.order.page.URL)
	deadline := time.Now().Add(j.settings.wait)
	for {
		shown, err := j.show(j.confirm(ctx, j.order.id))
		if err != nil || shown.state != paygates.StatePending {
			return shown, err
		}
		if left := time.Until(deadline); left > 0 {
			if err := pause(ctx, min(left, j.settings.every)); err != nil {
				return shown, err
			}
			continue
		}
		return shown, skipped(fmt.Sprintf("nobody paid within %s", j.settings.wait))
	}
}

// lookUp finds the order by the shop's own reference, as after a restart. Where
// a gateway's list shows no references, the id has to do.
func (j *job[O]) lookUp(ctx context.Context) (line, error) {
	hits, err := j.find(ctx, j.reference)
	switch {
	case err != nil:
		return j.failed(), err
	case len(hits) == 1:
		return j.read(hits[0]).line, nil
	}
	j.settings.say("\n  %d orders bear the reference %s; the order is looked up by its id.\n", len(hits), j.reference)
	return j.show(j.confirm(ctx, j.order.id))
}

func (j *job[O]) take(ctx context.Context) (line, error) {
	if j.order.state != paygates.StateAuthorized {
		return j.order.line, skipped("nothing is held: the order is " + j.order.state.String())
	}
	shown, err := j.show(j.charge(ctx, j.order.id, j.price))
	j.paid = err == nil // whether or not the answer's form has a state to show
	return shown, err
}

func (j *job[O]) giveBack(ctx context.Context) (line, error) {
	return j.giveBackOf(ctx, j.ask.refund)
}

// giveBackLost refunds once more, on a network that loses the answer.
func (j *job[O]) giveBackLost(ctx context.Context) (line, error) {
	defer j.answers.lose()()
	return j.giveBackOf(ctx, j.otherRefund)
}

func (j *job[O]) giveBackOf(ctx context.Context, amount money.Amount) (line, error) {
	if !j.paid {
		return j.order.line, skipped("nothing to give back: the order is " + j.order.state.String())
	}
	return j.show(j.calls.refund(ctx, j.order.id, amount))
}

// giveAllBackLost refunds everything, on a network that loses the answer.
func (j *job[O]) giveAllBackLost(ctx context.Context) (line, error) {
	if !j.paid {
		return j.order.line, skipped("nothing to give back: the order is " + j.order.state.String())
	}
	defer j.answers.lose()()
	return j.show(j.refundAll(ctx, j.order.id))
}

// listAll asks for all orders under the reference, with what was done to them.
func (j *job[O]) listAll(ctx context.Context) (line, error) {
	hits, err := j.list(ctx, j.reference)
	if err != nil {
		return j.failed(), err
	}
	at := slices.IndexFunc(hits, func(o O) bool { return j.read(o).id == j.order.id })
	if at < 0 {
		return j.failed(), fmt.Errorf("the list lacks order %s", j.order.id)
	}
	shown := j.read(hits[at])
	j.history = shown.history
	return shown.line, nil
}

func (j *job[O]) settle(ctx context.Context, intent paygates.Intent) (*paygates.Resolution, line, error) {
	found, err := j.resolve(ctx, intent)
	if err != nil {
		return nil, line{}, err
	}
	if o, ok := found.Object.(O); ok {
		l, _ := j.show(o, nil)
		return found, l, nil
	}
	return found, j.failed(), nil
}

// pause waits, or ends with the context.
func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}
