package bizon_test

import (
	"net/http"
	"slices"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
	"github.com/paygates/paygates-go/internal/conformance"
	"github.com/paygates/paygates-go/money"
)

// needing are the fields that "all of it" is measured by.
func needing(r conformance.Reply, fields ...string) conformance.Reply {
	r.Needs = fields
	return r
}

func (s suite) chargeWhole() conformance.Case[*bizon.Client] {
	charge := (*bizon.OrdersAPI).Charge
	return conformance.Case[*bizon.Client]{
		Operation: "Orders.Charge", Variant: "whole", Call: changing(charge, suiteOrder, bizon.ChargeRequest{Whole: true}),
		Asked: map[string]string{"id": suiteOrder, "amount_charged": "11.00"}, Target: suiteOrder,
		Good: []conformance.Reply{needing(s.order("charge_whole", suiteOrder, "11.00", "11.00", "0.00"), "amount")},
		Invalid: []conformance.Invalid[*bizon.Client]{
			invalid("neither amount nor Whole", changing(charge, suiteOrder, bizon.ChargeRequest{}), "Amount"),
			invalid("amount and Whole", changing(charge, suiteOrder, bizon.ChargeRequest{Amount: eleven(), Whole: true}), "Amount"),
			invalid("no id", changing(charge, "", bizon.ChargeRequest{Whole: true}), "id"),
		},
	}
}

func (s suite) chargePart() conformance.Case[*bizon.Client] {
	charge := (*bizon.OrdersAPI).Charge
	return conformance.Case[*bizon.Client]{
		Operation: "Orders.Charge", Variant: "part", Call: changing(charge, suiteOrder, bizon.ChargeRequest{Amount: usd("5.00")}),
		Asked: map[string]string{"id": suiteOrder, "currency": "USD", "amount_charged": "5.00"}, Target: suiteOrder,
		Beside: s.before("0.00", "0.00"),
		Good:   []conformance.Reply{s.order("charge_part", suiteOrder, "11.00", "5.00", "0.00")},
		Invalid: []conformance.Invalid[*bizon.Client]{
			invalid("zero", changing(charge, suiteOrder, bizon.ChargeRequest{Amount: usd("0.00")}), "Amount"),
			invalid("an id that is a path", changing(charge, "1/../2", bizon.ChargeRequest{Whole: true}), "id"),
		},
	}
}

func (s suite) refundWhole() conformance.Case[*bizon.Client] {
	refund := (*bizon.OrdersAPI).Refund
	return conformance.Case[*bizon.Client]{
		Operation: "Orders.Refund", Variant: "whole", Call: changing(refund, suiteOrder, bizon.RefundRequest{Whole: true}),
		Asked: map[string]string{"id": suiteOrder, "amount_refunded": "11.00"}, Target: suiteOrder,
		Good: []conformance.Reply{needing(s.order("refund_whole", suiteOrder, "11.00", "11.00", "11.00"), "amount_charged")},
		Invalid: []conformance.Invalid[*bizon.Client]{
			invalid("neither amount nor Whole", changing(refund, suiteOrder, bizon.RefundRequest{}), "Amount"),
		},
	}
}

func (s suite) refundPart() conformance.Case[*bizon.Client] {
	refund := (*bizon.OrdersAPI).Refund
	return conformance.Case[*bizon.Client]{
		Operation: "Orders.Refund", Variant: "part", Call: changing(refund, suiteOrder, bizon.RefundRequest{Amount: usd("3.00")}),
		Asked: map[string]string{"id": suiteOrder, "currency": "USD", "amount_refunded": "5.00"}, Target: suiteOrder,
		Beside: s.before("11.00", "2.00"),
		Good:   []conformance.Reply{s.order("refund_part", suiteOrder, "11.00", "11.00", "5.00")},
		Invalid: []conformance.Invalid[*bizon.Client]{
			invalid("before in another currency", changing(refund, suiteOrder, bizon.RefundRequest{Amount: usd("3.00"), Before: eur("1.00")}), "Before"),
		},
	}
}

func (s suite) cancelWhole() conformance.Case[*bizon.Client] {
	cancel := (*bizon.OrdersAPI).Cancel
	return conformance.Case[*bizon.Client]{
		Operation: "Orders.Cancel", Variant: "whole", Call: changing(cancel, suiteOrder, bizon.CancelRequest{Whole: true}),
		Asked: map[string]string{"id": suiteOrder, "amount_refunded": "11.00"}, Target: suiteOrder,
		Good: []conformance.Reply{
			s.order("reverse", suiteOrder, "11.00", "0.00", "0.00"),
			needing(s.order("cancel", suiteOrder, "11.00", "11.00", "11.00"), "amount_charged"),
		},
		Invalid: []conformance.Invalid[*bizon.Client]{
			invalid("neither amount nor Whole", changing(cancel, suiteOrder, bizon.CancelRequest{}), "Amount"),
		},
	}
}

func (s suite) cancelPart() conformance.Case[*bizon.Client] {
	cancel := (*bizon.OrdersAPI).Cancel
	return conformance.Case[*bizon.Client]{
		Operation: "Orders.Cancel", Variant: "part", Call: changing(cancel, suiteOrder, bizon.CancelRequest{Amount: usd("3.00")}),
		Asked: map[string]string{"id": suiteOrder, "currency": "USD", "amount_refunded": "5.00"}, Target: suiteOrder,
		Beside: s.before("11.00", "2.00"),
		Good:   []conformance.Reply{s.order("cancel", suiteOrder, "11.00", "11.00", "5.00")},
		Invalid: []conformance.Invalid[*bizon.Client]{
			invalid("three places", changing(cancel, suiteOrder, bizon.CancelRequest{Amount: money.MustParse("1.001", money.KWD)}), "Amount"),
		},
	}
}

func (s suite) reverse() conformance.Case[*bizon.Client] {
	reverse := (*bizon.OrdersAPI).Reverse
	return conformance.Case[*bizon.Client]{
		Operation: "Orders.Reverse", Call: changingWithout(reverse, suiteOrder),
		Asked: map[string]string{"id": suiteOrder}, Target: suiteOrder,
		Good:    []conformance.Reply{s.order("reverse", suiteOrder, "11.00", "0.00", "0.00")},
		Invalid: []conformance.Invalid[*bizon.Client]{invalid("no id", changingWithout(reverse, ""), "id")},
	}
}

// continued are the answers with which 3-D Secure ends.
func (s suite) continued() []conformance.Reply {
	return []conformance.Reply{
		s.order("complete3ds2", suiteOrder, "11.00", "0.00", "0.00"),
		needing(s.order("complete", suiteOrder, "11.00", "11.00", "0.00"), "amount"),
	}
}

func (s suite) complete() conformance.Case[*bizon.Client] {
	complete := (*bizon.OrdersAPI).Complete
	return conformance.Case[*bizon.Client]{
		Operation: "Orders.Complete", Call: changing(complete, suiteOrder, bizon.CompleteRequest{PaRes: paygates.NewSecret(suitePaRes)}),
		Asked: map[string]string{"id": suiteOrder, "amount_charged": "11.00"}, Target: suiteOrder,
		Good: s.continued(),
		Invalid: []conformance.Invalid[*bizon.Client]{
			invalid("empty", changing(complete, "", bizon.CompleteRequest{}), "id", "PaRes"),
			invalid("no UTF-8", changing(complete, suiteOrder, bizon.CompleteRequest{PaRes: paygates.NewSecret(suitePaRes + "\xff")}), "PaRes"),
		},
	}
}

func (s suite) complete3DS2() conformance.Case[*bizon.Client] {
	complete := (*bizon.OrdersAPI).Complete3DS2
	return conformance.Case[*bizon.Client]{
		Operation: "Orders.Complete3DS2", Call: changing(complete, suiteOrder, bizon.Complete3DS2Request{CRes: paygates.NewSecret(suiteCRes)}),
		Asked: map[string]string{"id": suiteOrder, "amount_charged": "11.00"}, Target: suiteOrder,
		Good:    s.continued(),
		Invalid: []conformance.Invalid[*bizon.Client]{invalid("no id", changing(complete, "", bizon.Complete3DS2Request{}), "id")},
	}
}

func (s suite) resume() conformance.Case[*bizon.Client] {
	resume := (*bizon.OrdersAPI).Resume
	waiting := s.order("resume", suiteOrder, "11.00", "0.00", "0.00")
	waiting.Status = http.StatusCreated
	return conformance.Case[*bizon.Client]{
		Operation: "Orders.Resume", Call: changingWithout(resume, suiteOrder),
		Asked: map[string]string{"id": suiteOrder, "amount_charged": "11.00"}, Target: suiteOrder,
		Good:    slices.Concat(either(waiting), s.continued()),
		Invalid: []conformance.Invalid[*bizon.Client]{invalid("no id", changingWithout(resume, ""), "id")},
	}
}
