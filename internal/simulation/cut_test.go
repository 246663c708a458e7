package simulation_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/paygates/paygates-go/internal/simulation"
	"github.com/paygates/paygates-go/money"
)

// cutting is one payment, the answer to whose last call is cut.
type cutting struct {
	name   string
	before []simulation.Step
	last   simulation.Step
	seed   uint64 // of the model; 0 for the plain one
}

// The last calls of cuttings, and what comes before them.
var (
	tenAZN, tenEUR, thousandXOF = money.MustParse("10.00", money.AZN), money.MustParse("10.00", money.EUR), money.MustParse("1000", money.XOF)

	payment = func(of money.Amount, auto bool) []simulation.Step {
		return []simulation.Step{
			{Deed: simulation.Create, Makes: 1, Amount: of, AutoCharge: auto, Recurring: true}, {Deed: simulation.PayerPays, Order: 1},
		}
	}
	partly = func(d simulation.Deed) simulation.Step { return simulation.Step{Deed: d, Order: 1, Percent: 40} }
	wholly = func(d simulation.Deed) simulation.Step { return simulation.Step{Deed: d, Order: 1} }
	repeat = func(of money.Amount) simulation.Step {
		return simulation.Step{Deed: simulation.Rebill, Order: 1, Makes: 2, Amount: of}
	}
	byCard = func(card string, version int, auto bool) simulation.Step {
		return simulation.Step{Deed: simulation.PayByCard, Makes: 1, Amount: tenEUR, Card: number(card), Secure3D: version, AutoCharge: auto}
	}
	known = func(receiver int) []simulation.Step {
		return []simulation.Step{{Deed: simulation.AddReceiver, Receiver: receivers[receiver]}}
	}
	receivers    = gatewayNamed("cinetpay").Receivers
	payout       = simulation.Step{Deed: simulation.PayOut, Makes: 1, Amount: money.MustParse("1000", money.XOF), Receiver: receivers[0]}
	tenEGP       = money.MustParse("10.00", money.EGP)
	tenUSD       = money.MustParse("10.00", money.USD)
	payoutToCard = simulation.Step{Deed: simulation.PayOut, Makes: 1, Amount: tenUSD, Card: number("approved")}
	offer        = func(d simulation.Deed) simulation.Step {
		return simulation.Step{Deed: d, Makes: 1, Amount: tenEGP}
	}
	opening = func(d simulation.Deed) simulation.Step { return simulation.Step{Deed: d, Order: 1, Makes: 2} }
	paid    = func(make, pay simulation.Deed) []simulation.Step {
		return []simulation.Step{offer(make), opening(pay), {Deed: simulation.PayerPays, Order: 2}}
	}
	somebody = func(made simulation.Deed, then ...simulation.Deed) []simulation.Step {
		steps := []simulation.Step{{Deed: made, Makes: 1}}
		for _, d := range then {
			steps = append(steps, wholly(d))
		}
		return steps
	}
	changing = func(d simulation.Deed, which int) simulation.Step {
		return simulation.Step{Deed: d, Subject: gatewayNamed("circlepay").Subjects[d][which]}
	}
	confirmed = func(version int) []simulation.Step {
		return []simulation.Step{byCard("approved", version, version == 1), {Deed: simulation.PayerConfirms, Order: 1}}
	}
)

// tenOf is a thousand of the smallest unit that a gateway's schedules are paid in.
func tenOf(g *simulation.Gateway) money.Amount {
	ten, err := money.FromMinor(1000, g.Currency)
	if err != nil {
		panic(err) // the table names a currency whose places are known
	}
	return ten
}

func gatewayNamed(name string) *simulation.Gateway {
	g, err := simulation.GatewayByName(name)
	if err != nil {
		panic(err) // it is in the table
	}
	return g
}

func number(card string) string {
	for _, c := range simulation.Cards() {
		if c.Name == card {
			return c.Number
		}
	}
	panic("no card is called " + card)
}

var cuttings = map[string][]cutting{
	"cibpay": {
		{name: "create", last: simulation.Step{Deed: simulation.Create, Makes: 1, Amount: tenAZN}},
		{name: "charge", before: payment(tenAZN, false), last: partly(simulation.Charge)},
		{name: "refund", before: payment(tenAZN, true), last: partly(simulation.Refund)},
		{name: "reverse", before: payment(tenAZN, false), last: wholly(simulation.Reverse)},
		{name: "rebill", before: payment(tenAZN, true), last: repeat(tenAZN)},
		{name: "cancel", before: payment(tenAZN, false), last: wholly(simulation.Cancel)},
		{name: "read", before: payment(tenAZN, true), last: wholly(simulation.Read)},
		{name: "pay out", last: simulation.Step{Deed: simulation.PayOut, Amount: tenAZN, Card: number("approved")}},
	},
	"cinetpay": {
		{name: "create", last: simulation.Step{Deed: simulation.Create, Makes: 1, Amount: thousandXOF}},
		{name: "read", before: payment(thousandXOF, true), last: wholly(simulation.Read)},
		{name: "add receiver", before: known(0), last: known(1)[0]},
		{name: "pay out", before: known(0), last: payout},
		{name: "read payout", before: append(known(0), payout), last: wholly(simulation.ReadPayout)},
		{name: "read the balance", before: append(known(0), payout), last: simulation.Step{Deed: simulation.ReadBalance}},
	},
	"corefy": {
		{name: "create", last: simulation.Step{Deed: simulation.Create, Makes: 1, Amount: tenUSD}},
		{name: "create publicly", last: simulation.Step{Deed: simulation.CreatePublicly, Makes: 1, Amount: tenUSD}},
		{name: "read", before: payment(tenUSD, true), last: wholly(simulation.Read)},
		{name: "read publicly", before: payment(tenUSD, true), last: wholly(simulation.ReadPublicly)},
		{name: "refund", before: payment(tenUSD, true), last: partly(simulation.Refund)},
		{name: "list", before: append(payment(tenUSD, true), partly(simulation.Refund)), last: simulation.Step{Deed: simulation.List}},
		{name: "pay out", last: payoutToCard},
		{name: "read payout", before: []simulation.Step{payoutToCard}, last: wholly(simulation.ReadPayout)},
	},
	"circlepay": {
		{name: "create", last: simulation.Step{Deed: simulation.Create, Makes: 1, Amount: tenEGP}},
		{name: "create with a bill", last: simulation.Step{Deed: simulation.CreateBill, Makes: 1, Amount: tenEGP}},
		{name: "read", before: payment(tenEGP, true), last: wholly(simulation.Read)},
		{name: "refund", before: payment(tenEGP, true), last: wholly(simulation.Refund)},
		{name: "create an invoice", last: offer(simulation.CreateInvoice)},
		{name: "pay an invoice", before: []simulation.Step{offer(simulation.CreateInvoice)}, last: opening(simulation.PayInvoice)},
		{name: "delete an invoice", before: []simulation.Step{offer(simulation.CreateInvoice)}, last: wholly(simulation.DeleteInvoice)},
		{name: "read an invoice", before: paid(simulation.CreateInvoice, simulation.PayInvoice), last: wholly(simulation.ReadInvoice)},
		{name: "list invoices", before: paid(simulation.CreateInvoice, simulation.PayInvoice), last: wholly(simulation.ListInvoices)},
		{name: "create a link", last: offer(simulation.CreateLink)},
		{name: "pay a link", before: []simulation.Step{offer(simulation.CreateLink)}, last: opening(simulation.PayLink)},
		{name: "deactivate a link", before: []simulation.Step{offer(simulation.CreateLink)}, last: wholly(simulation.DeactivateLink)},
		{name: "read a link", before: paid(simulation.CreateLink, simulation.PayLink), last: wholly(simulation.ReadLink)},
		{name: "list links", before: paid(simulation.CreateLink, simulation.PayLink), last: wholly(simulation.ListLinks)},
		{name: "update a link", before: []simulation.Step{offer(simulation.CreateLink)}, last: wholly(simulation.UpdateLink)},
		{name: "create a merchant", last: somebody(simulation.CreateMerchant)[0]},
		{name: "send a password", before: somebody(simulation.CreateMerchant), last: wholly(simulation.SendPassword)},
		{name: "verify a merchant", before: somebody(simulation.CreateMerchant, simulation.SendPassword), last: wholly(simulation.VerifyMerchant)},
		{name: "read a merchant", before: somebody(simulation.CreateMerchant), last: wholly(simulation.ReadMerchant)},
		{name: "update the merchant", last: changing(simulation.UpdateMerchant, 0)},
		{name: "disable a gateway", last: changing(simulation.DisableGateway, 0)},
		{name: "enable a gateway", before: []simulation.Step{changing(simulation.DisableGateway, 0)}, last: changing(simulation.EnableGateway, 0)},
		{name: "disable a method", last: changing(simulation.DisableMethod, 0)},
		{name: "enable a method", before: []simulation.Step{changing(simulation.DisableMethod, 0)}, last: changing(simulation.EnableMethod, 0)},
		{name: "create a customer", last: somebody(simulation.CreateCustomer)[0]},
		{name: "update a customer", before: somebody(simulation.CreateCustomer), last: wholly(simulation.UpdateCustomer)},
		{name: "read a customer", before: somebody(simulation.CreateCustomer), last: wholly(simulation.ReadCustomer)},
	},
	"bizon": {
		{name: "create", last: simulation.Step{Deed: simulation.Create, Makes: 1, Amount: tenEUR}},
		{name: "charge", before: payment(tenEUR, false), last: partly(simulation.Charge)},
		{name: "refund", before: payment(tenEUR, true), last: partly(simulation.Refund)},
		{name: "cancel", before: payment(tenEUR, false), last: wholly(simulation.Cancel)},
		{name: "reverse", before: payment(tenEUR, false), last: wholly(simulation.Reverse)},
		{name: "read", before: payment(tenEUR, true), last: wholly(simulation.Read)},
		{name: "list", before: append(payment(tenEUR, true), partly(simulation.Refund)), last: simulation.Step{Deed: simulation.List}},
		{name: "rebill that holds", before: payment(tenEUR, true), last: repeat(tenEUR)},
		{name: "pay out", last: simulation.Step{Deed: simulation.PayOut, Amount: tenEUR, Card: number("approved")}},
		{name: "linked payout", before: payment(tenEUR, true),
			last: simulation.Step{Deed: simulation.PayOutLinked, Order: 1, Amount: tenEUR}},
		{name: "pay by token",
			last: simulation.Step{Deed: simulation.PayByToken, Makes: 1, Amount: tenEUR, Card: number("approved")}},
		{name: "pay by card", last: byCard("frictionless", 2, true)},
		{name: "pay by card, 3-D Secure 1", last: byCard("approved", 1, false)},
		{name: "pay by card, 3-D Secure 2", last: byCard("device and challenge", 2, false)},
		{name: "pay by card, declined", last: byCard("declined", 0, false)},
		{name: "complete", before: confirmed(1), last: wholly(simulation.Complete)},
		{name: "complete 3DS2", before: confirmed(2), last: wholly(simulation.Complete3DS2)},
		{name: "resume",
			before: []simulation.Step{byCard("device, frictionless", 2, false)}, last: wholly(simulation.Resume)},
		{name: "resume to a challenge",
			before: []simulation.Step{byCard("device and challenge", 2, false)}, last: wholly(simulation.Resume)},
	},
}

// TestCutAtEveryByte plays one payment over and over, its last call or the answer
// to it cut one byte later each time: never may the call be taken for failed or
// done, and always must the look-up find what became of it.
func TestCutAtEveryByte(t *testing.T) {
	t.Parallel()
	for _, g := range simulation.Gateways() {
		for _, tt := range cuttings[g.Name] {
			for _, part := range []string{
				"reset inside the request's head", "reset inside the request's body", "answer cut in its head", "answer cut in its body",
			} {
				t.Run(g.Name+" "+tt.name+" "+part, func(t *testing.T) {
					t.Parallel()
					tt.cutEverywhere(t, g, faultOf(t, part))
				})
			}
		}
	}
}

// cutEverywhere cuts one part of the last call's traffic at each byte.
func (c cutting) cutEverywhere(t *testing.T, g *simulation.Gateway, row *simulation.FaultRow) {
	first, step := oneInTen(t.Name())
	at, of := first, 1
	cuts := func(yield func(*simulation.Schedule) bool) {
		for ; at == first || at < of; at += step {
			if !yield(c.cutAt(g, row, at)) {
				return
			}
		}
	}
	playAll(t, cuts, simulation.Setup{}, func(s *simulation.Schedule, r *simulation.Report) bool {
		of = r.Cut.Of
		if len(r.Findings) > 0 || of == 0 || r.Cut.At != at%of {
			t.Errorf("cut at byte %d, was cut at %d of %d: %v", at, r.Cut.At, of, r.Findings)
		}
		return t.Failed()
	})
}

// cutAt is the payment with the last call cut at one byte.
func (c cutting) cutAt(g *simulation.Gateway, row *simulation.FaultRow, at int) *simulation.Schedule {
	last := c.last
	last.Pause = time.Minute
	last.SettleAtOnce = true
	last.Fault = simulation.Fault{Row: row, Times: 1, Byte: uint32(at), Early: !last.Deed.Acts(), Committed: true}
	return &simulation.Schedule{Seed: plainSeeds[g.Name], Gateway: g, Steps: append(slices.Clone(c.before), last)}
}

// TestEveryCallIsCut: a call without a row of the table would be cut nowhere.
func TestEveryCallIsCut(t *testing.T) {
	t.Parallel()
	for _, g := range simulation.Gateways() {
		for deed := range g.Calls {
			assert.True(t, slices.ContainsFunc(cuttings[g.Name], func(c cutting) bool { return c.last.Deed == deed }), "%s: %s", g.Name, deed)
		}
	}
}

// plainSeeds open models that answer in the platform's form, list at once, and
// on one page.
var plainSeeds = map[string]uint64{"cibpay": 2, "bizon": 2, "cinetpay": 2, "corefy": 2, "circlepay": 2}

func faultOf(t *testing.T, name string) *simulation.FaultRow {
	t.Helper()
	for _, row := range simulation.Faults() {
		if row.Name == name {
			return row
		}
	}
	t.Fatalf("no fault is called %q", name)
	return nil
}

func TestPlainSeedsAreWhatTheySay(t *testing.T) {
	t.Parallel()
	for name, nature := range map[string]string{
		"cibpay": "platform form, list lag 0s", "bizon": "list lag 0s, long pages", "cinetpay": "form of 2022, look-ups lag 0s",
		"corefy": "list lag 0s", "circlepay": "objects",
	} {
		report := play(t, &simulation.Schedule{Seed: plainSeeds[name], Gateway: gatewayOf(t, name)}, nil)
		first, _, _ := strings.Cut(string(report.Trace), "\n")
		assert.Contains(t, first, nature)
	}
}
