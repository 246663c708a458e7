package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cinetpay"
	"github.com/paygates/paygates-go/money"
)

var errUnsettled = errors.New("nobody knows yet whether it was made: do not pay it under another reference; look it up again, with the intent as stored, a day after it was sent")

// payout is money for a phone, as the shop knows it. A shop has a table of them,
// and stores each before it is sent.
type payout struct {
	Reference string
	Receiver  cinetpay.Contact
	Amount    money.Amount

	// Asked is what was asked for, and Outcome what is known of that.
	Asked   paygates.Intent
	Outcome paygates.Outcome
	// State and PaidOut are what CinetPay said last, and HeardBy how.
	State   paygates.State
	PaidOut money.Amount
	HeardBy string
}

func (p *payout) to(text string) error {
	prefix, phone, found := strings.Cut(text, " ")
	if !found {
		return errors.New("want the prefix, a space and the number")
	}
	p.Receiver.Prefix, p.Receiver.Phone = prefix, phone
	return nil
}

func (p *payout) name(text string) error {
	given, family, found := strings.Cut(text, " ")
	if !found {
		return errors.New("want the given name, a space and the family name")
	}
	p.Receiver.GivenName, p.Receiver.FamilyName = given, family
	return nil
}

// open: money may still leave, or come back, by itself.
func (p *payout) open() bool {
	return p.Outcome == paygates.OutcomeExecuted && (p.State == paygates.StatePending || p.State == paygates.StateUnknown)
}

// desk makes payouts and follows them. One goroutine works at it; others only
// give hints.
type desk struct {
	client    *cinetpay.Client
	notifyURL string
	payouts   []*payout
	hints     chan string
	out       io.Writer
}

// pay makes the receiver known and sends. Only what certainly paid nothing is an
// error; a lost answer is looked up, and never sent again.
func (d *desk) pay(ctx context.Context, p payout) error {
	if _, err := d.client.Transfers.AddContacts(ctx, cinetpay.AddContactsRequest{Contacts: []cinetpay.Contact{p.Receiver}}); err != nil {
		return err // nothing was sent, and adding a contact twice changes nothing
	}
	d.payouts = append(d.payouts, &p)
	transfer, err := d.client.Transfers.Send(ctx, cinetpay.SendRequest{
		Reference: p.Reference, Amount: p.Amount,
		Prefix: p.Receiver.Prefix, Phone: p.Receiver.Phone, NotifyURL: d.notifyURL,
	})
	e, failed := errors.AsType[*paygates.Error](err)
	switch {
	case !failed:
		p.Outcome = paygates.OutcomeExecuted
		d.record(&p, transfer, "the answer")
		return nil
	case e.Outcome == paygates.OutcomeUnknown:
		p.Asked = e.Intent
		d.say(&p, fmt.Sprintf("unknown: %v", e))
		d.resolve(ctx, &p)
		return nil
	}
	p.Outcome = e.Outcome
	return err
}

// resolve finds out what became of a payout whose answer was lost. ErrDuplicate
// comes here, too: the reference was used, perhaps by an earlier run of this.
func (d *desk) resolve(ctx context.Context, p *payout) {
	// The caller may have given up: all the more reason to look.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second)
	defer cancel()
	found, err := d.client.Resolve(ctx, p.Asked)
	if err != nil {
		d.say(p, "the look-up failed: "+err.Error())
		return
	}
	p.Outcome = found.Verdict.Outcome()
	if transfer, there := found.Object.(*cinetpay.Transfer); there && p.Outcome != paygates.OutcomeUnknown {
		d.record(p, transfer, "the look-up")
		return
	}
	p.HeardBy = "the look-up: " + found.Verdict.String()
	d.say(p, p.HeardBy)
}

// record takes over what CinetPay says of a payout.
func (d *desk) record(p *payout, transfer *cinetpay.Transfer, heardBy string) {
	p.State, p.PaidOut, p.HeardBy = transfer.State(), transfer.PaidOut(), heardBy
	if p.PaidOut.IsSet() && !p.PaidOut.Equal(p.Amount) {
		p.State = paygates.StateUnknown // somebody has to look
	}
	d.say(p, p.State.String()+", says "+heardBy)
}

func (d *desk) say(p *payout, text string) { fmt.Fprintf(d.out, "%-10s %s\n", p.Reference, text) }

// print shows where every payout stands.
func (d *desk) print() {
	const layout = "%-10s  %-15s  %10s  %-12s  %-8s  %10s  %s\n"
	fmt.Fprintf(d.out, "\n"+layout, "REFERENCE", "PHONE", "AMOUNT", "OUTCOME", "STATE", "PAID OUT", "HEARD BY")
	for _, p := range d.payouts {
		paid := "–"
		if p.PaidOut.IsSet() {
			paid = p.PaidOut.String()
		}
		fmt.Fprintf(d.out, layout, p.Reference, "+"+p.Receiver.Prefix+p.Receiver.Phone, p.Amount, p.Outcome, p.State, paid, p.HeardBy)
	}
}

// unsettled is an error while nobody knows of some payout whether it was made.
func (d *desk) unsettled() error {
	var errs []error
	for _, p := range d.payouts {
		if p.Outcome == paygates.OutcomeUnknown {
			errs = append(errs, fmt.Errorf("%s: %w", p.Reference, errUnsettled))
		}
	}
	return errors.Join(errs...)
}
