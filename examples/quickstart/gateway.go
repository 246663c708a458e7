package main

import (
	"context"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/examples/internal/account"
	"github.com/paygates/paygates-go/money"
)

// gateway is a row of the program.
type gateway struct {
	name string
	open func(given settings) (*session, error)
}

// settings are what the flags say.
type settings struct {
	live        bool
	wait, every time.Duration
	say         func(format string, values ...any)
}

// calls are what the job needs of a gateway, by the methods of its package; O is
// its order, or what it calls one. Together with a row in gateways they are all
// that a gateway has to fill in. A call that it does not have stays nil, and the
// job does without.
type calls[O any] struct {
	create  func(ctx context.Context, reference string, price money.Amount) (O, error)
	confirm func(ctx context.Context, id string) (O, error)
	find    func(ctx context.Context, reference string) ([]O, error)
	charge  func(ctx context.Context, id string, amount money.Amount) (O, error)
	refund  func(ctx context.Context, id string, amount money.Amount) (O, error)
	// refundAll is for a gateway that gives back the whole of a payment, or nothing.
	refundAll func(ctx context.Context, id string) (O, error)
	// list reads the orders under a reference with what was done to them.
	list    func(ctx context.Context, reference string) ([]O, error)
	resolve func(ctx context.Context, intent paygates.Intent) (*paygates.Resolution, error)

	// read takes out of an order what the job goes by.
	read func(O) order
}

// order is a gateway's order as the job reads it.
type order struct {
	line
	// page is where the payer pays.
	page paygates.Redirect
	// history is what was done to it, where the answer says.
	history []event
}

// ask is what the job asks for: amounts that the gateway takes.
type ask struct {
	price, refund, otherRefund money.Amount
}

// session is one run of the job against one gateway.
type session struct {
	account.Place
	// job is the main job, in order.
	job []step
	// history is what the gateway listed, once the job is done.
	history func() []event
	// lost is a step that moves money, or makes an order, whose answer is thrown away.
	lost step
	// resolve finds out what became of a call.
	resolve func(ctx context.Context, intent paygates.Intent) (*paygates.Resolution, line, error)
	// ledger is what truly happened, as only a model can know it; else nil.
	ledger func() []event
}

// step is one call, or one act of the payer.
type step struct {
	name string
	run  func(ctx context.Context) (line, error)
}

// line is what a step has to show: all of it comes from the gateway's answer.
type line struct {
	reference, id          string
	state                  paygates.State
	amount, paid, refunded money.Amount
}

// event is one movement of money.
type event struct {
	what, status string
	amount       money.Amount
}

// skipped is the error of a step that was not made, and why.
type skipped string

func (s skipped) Error() string { return string(s) }
