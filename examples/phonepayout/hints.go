package main

import (
	"context"
	"io"
	"net/http"
	"slices"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cinetpay"
)

// ServeHTTP takes CinetPay's notifications of transfers. They carry no token, so
// that anybody can send one: what it says is not read, but for which payout it is
// about. It answers at once, and follow asks CinetPay. The GET is CinetPay's ping.
func (d *desk) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet {
		return // 200
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 64<<10))
	if err != nil {
		http.Error(w, "want a form", http.StatusBadRequest)
		return
	}
	heard, err := cinetpay.ParseTransferCallback(body, r.Header)
	if err != nil {
		http.Error(w, "want a form", http.StatusBadRequest)
		return
	}
	select {
	case d.hints <- heard.Reference:
	default: // a flood: the next round asks for all that are open
	}
}

// follow asks for a payout when there is a hint, and for all that are open every
// so often, because a notification may never come. It ends when none is open, or
// with the context.
func (d *desk) follow(ctx context.Context, every time.Duration) {
	round := time.NewTicker(every)
	defer round.Stop()
	for slices.ContainsFunc(d.payouts, (*payout).open) {
		select {
		case <-ctx.Done():
			return
		case reference := <-d.hints:
			for _, p := range d.payouts {
				switch {
				case p.Reference != reference: // also whatever strangers send
				case p.Outcome == paygates.OutcomeUnknown:
					d.resolve(ctx, p)
				case p.open():
					d.ask(ctx, p, "CinetPay, asked after a hint")
				}
			}
		case <-round.C:
			for _, p := range d.payouts {
				if p.open() {
					d.ask(ctx, p, "CinetPay, asked in a round")
				}
			}
		}
	}
}

// ask reads how a payout stands. A failed read says nothing.
func (d *desk) ask(ctx context.Context, p *payout, why string) {
	transfer, err := d.client.Transfers.Get(ctx, p.Reference)
	if err != nil {
		d.say(p, "not read: "+err.Error())
		return
	}
	d.record(p, transfer, why)
}
