package ordergate

import (
	"strings"
	"time"

	"github.com/paygates/paygates-go/internal/lenient"
	"github.com/paygates/paygates-go/internal/transport"
	"github.com/paygates/paygates-go/internal/wire"
	"github.com/paygates/paygates-go/money"
)

// stepNames are the names under which amounts that cannot be held are noted.
type stepNames struct{ amount, cashflow string }

var (
	stepOfOrder = stepNames{"operations.amount", "operations.cashflow"}
	listedStep  = stepNames{"amount", "cashflow"}
)

// readStep reads the operation that is due. An object that says nothing of an
// operation is none.
func (o *draft) readStep(d *wire.Decoder) {
	last := len(o.steps)
	o.Operations, o.steps = append(o.Operations, Operation{}), append(o.steps, stepTexts{})
	op, texts := &o.Operations[last], &o.steps[last]
	texts.read(d, op)
	if op.Type == "" && op.Status == "" && !texts.amount.Set {
		o.Operations, o.steps = o.Operations[:last], o.steps[:last]
	}
}

// read reads the operation that is due into op, and its amounts into t.
func (t *stepTexts) read(d *wire.Decoder, op *Operation) {
	for d.Object(); d.More(); {
		switch {
		case d.Is("type"):
			op.Type = d.Word()
		case d.Is("status"):
			op.Status = d.Word()
		case d.Is("amount"):
			t.amount = lenient.ReadAmount(d)
		case d.Is("currency"):
			t.currency = strings.ToUpper(d.Word())
		case d.Is("created"):
			op.Created.Text = d.Text()
		case d.Is("auth_code"):
			op.AuthCode = d.Text()
		case d.Is("iso_response_code"):
			op.ISOResponseCode = d.Text()
		case d.Is("iso_message"):
			op.ISOMessage = d.Text()
		case d.Is("arn"):
			op.ARN = d.Text()
		case d.Is("trace_id"):
			op.TraceID = d.Text()
		case d.Is("id"):
			op.ID = d.Text()
		case d.Is("order_id"):
			op.OrderID = d.ID()
		case d.Is("cashflow"):
			t.readCashflow(d)
		}
	}
}

func (t *stepTexts) readCashflow(d *wire.Decoder) {
	for d.ObjectOrNothing(); d.More(); {
		switch {
		case d.Is("currency"):
			t.cashCurrency = d.Word()
		case d.Is("amount"):
			t.cash = lenient.ReadAmount(d)
		case d.Is("fee"):
			t.fee = lenient.ReadAmount(d)
		case d.Is("incoming"):
			t.incoming = lenient.ReadAmount(d)
		case d.Is("receivable"):
			t.receivable = lenient.ReadAmount(d)
		case d.Is("reserve"):
			t.reserved = lenient.ReadAmount(d)
		}
	}
}

// finish makes the amounts and the time of op; in is the currency of amounts
// beside which none stands. What cannot be held is noted in unread.
func (t *stepTexts) finish(op *Operation, unread *map[string]string, names stepNames, in money.Currency, zone *time.Location) {
	if op.Currency = money.CurrencyOf(t.currency); !op.Currency.IsZero() {
		in = op.Currency
	}
	op.ISOMessage = transport.MaskCards(op.ISOMessage)
	op.Created.Time = parseTime(op.Created.Text, zone)
	op.Amount = lenient.Hold(unread, names.amount, &t.amount, in)
	cash := &op.Cashflow
	cash.Currency = money.CurrencyOf(t.cashCurrency)
	field := names.cashflow
	cash.Amount = lenient.Hold(unread, field, &t.cash, cash.Currency)
	cash.Fee = lenient.Hold(unread, field, &t.fee, cash.Currency)
	cash.Incoming = lenient.Hold(unread, field, &t.incoming, cash.Currency)
	cash.Receivable = lenient.Hold(unread, field, &t.receivable, cash.Currency)
	cash.Reserve = lenient.Hold(unread, field, &t.reserved, cash.Currency)
}

// readMove reads the transaction that is due.
func (o *draft) readMove(d *wire.Decoder) {
	var t Transaction
	var amount lenient.Amount
	for d.Object(); d.More(); {
		switch {
		case d.Is("id"):
			t.ID = d.ID()
		case d.Is("status"):
			t.Status = d.Word()
		case d.Is("amount"):
			amount = lenient.ReadAmount(d)
		}
	}
	o.Transactions, o.moves = append(o.Transactions, t), append(o.moves, amount)
}
