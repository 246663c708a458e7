package main

import (
	"context"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/money"
)

// gateway is a row of the program.
type gateway struct {
	name string
	open func(ctx context.Context, given settings) (*session, error)
}

// settings are what the flags say.
type settings struct {
	live bool
	wait time.Duration
	say  func(format string, values ...any)
}

// session is one run of the job against one gateway.
type session struct {
	// where says whom it talks to, about says why.
	where, about string
	// job is the main job, in order.
	job []step
	// history is what the gateway listed, once the job is done.
	history func() []event
	// lost is a step that moves money, whose answer is thrown away.
	lost step
	// resolve finds out what became of a call.
	resolve func(ctx context.Context, intent paygates.Intent) (*paygates.Resolution, line, error)
	// ledger is what truly happened, as only a model can know it; else nil.
	ledger func() []event
	close  func()
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
