package ordergate

import (
	"context"
	"net/url"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/check"
	"github.com/paygates/paygates-go/internal/lenient"
	"github.com/paygates/paygates-go/internal/transport"
	"github.com/paygates/paygates-go/internal/wire"
	"github.com/paygates/paygates-go/money"
)

// Pong is the answer to a ping, in either form.
type Pong struct {
	Message string
	Date    paygates.Timestamp
	Status  string
	Raw     paygates.Raw
}

// Ping checks that the host answers and takes the credentials.
func (e *Engine) Ping(ctx context.Context) (*Pong, error) {
	op := e.rows[opPing]
	var pong *Pong
	err := e.t.Do(ctx, &transport.Call{Op: op, Target: op.Path, Intent: e.intent(op)}, func(reply *transport.Reply) (fault *paygates.Error) {
		pong, fault = e.judgePing(op, reply)
		return fault
	})
	if err != nil {
		return nil, err
	}
	return pong, nil
}

func (e *Engine) judgePing(op *paygates.Operation, reply *transport.Reply) (*Pong, *paygates.Error) {
	if !succeeded(reply.Status) {
		return nil, e.readRefusal(op, reply)
	}
	pong, trouble := &Pong{Raw: paygates.NewRaw(reply.Body)}, false
	carried := map[string]bool{}
	d := wire.NewDecoder(reply.Body)
	for d.Object(); d.More(); {
		switch {
		case d.Is("message"):
			pong.Message = d.Text()
			carried["message"] = pong.Message != ""
		case d.Is("date"):
			pong.Date.Text = d.Text()
			carried["date"] = pong.Date.Text != ""
		case d.Is(fieldStatus):
			pong.Status = d.Text()
			carried[fieldStatus] = pong.Status != ""
		case d.Is("error"), d.Is("errors"), d.Is("failure_type"), d.Is("failure_message"):
			trouble = trouble || !lenient.Blank(d.Text())
		}
	}
	if err := d.End(); err != nil {
		return nil, unreadable(op, reply, err)
	}
	pong.Date.Time = parseTime(pong.Date.Text, e.zone)
	if trouble || !shows(op, carried, pong.Status) {
		return nil, e.unexpected(op, reply)
	}
	return pong, nil
}

// shows says whether an answer to a read carries what one of the row's proofs
// demands.
func shows(op *paygates.Operation, carried map[string]bool, status string) bool {
	return slices.ContainsFunc(op.Executed, func(p paygates.Proof) bool {
		return allOf(p.Must, func(field string) bool { return carried[field] }) &&
			(len(p.Words) == 0 || slices.ContainsFunc(p.Words, func(word string) bool { return sameWord(word, status) }))
	})
}

// readRefusal reads a read's answer that is no success.
func (e *Engine) readRefusal(op *paygates.Operation, reply *transport.Reply) *paygates.Error {
	a, err := e.reader(noCurrency).answer(reply.Body)
	if err != nil {
		return unreadable(op, reply, err)
	}
	return e.refusal(op, asked{}, &a, reply)
}

// unexpected reads what a complete 2xx says that is not what was asked for.
func (e *Engine) unexpected(op *paygates.Operation, reply *transport.Reply) *paygates.Error {
	a, err := e.reader(noCurrency).answer(reply.Body)
	if err != nil {
		return unreadable(op, reply, err)
	}
	return unproven(&a)
}

// RatesFilter says which rates: of one day, or of a period.
type RatesFilter struct {
	Date, From, To time.Time
	Table          string
}

// Rate is an exchange rate in either form: Rate, or Buy and Sell.
type Rate struct {
	From, To        money.Currency
	Rate, Buy, Sell decimal.Decimal
}

// ExchangeRates reads the rates.
func (e *Engine) ExchangeRates(ctx context.Context, f RatesFilter) ([]Rate, error) {
	op := e.rows[opRates]
	var wrong findings
	if !f.Date.IsZero() && (!f.From.IsZero() || !f.To.IsZero()) {
		wrong.Add("Date", "want a date or a period, not both")
	}
	if !f.From.IsZero() && !f.To.IsZero() && f.To.Before(f.From) {
		wrong.Add("To", "want a day not before From")
	}
	if !check.PlainText(f.Table) {
		wrong.Add("Table", "want valid text without control characters")
	}
	intent := e.intent(op)
	if len(wrong.Findings) > 0 {
		return nil, e.t.Refuse(op, intent, wrong.Findings)
	}
	q := url.Values{}
	for name, value := range map[string]string{
		"date": day(f.Date), "date_from": day(f.From), "date_to": day(f.To), "rate_table": f.Table,
	} {
		if value != "" {
			q.Set(name, value)
		}
	}
	path := op.Path
	if len(q) > 0 {
		path += "?" + encodeQuery(q)
	}
	var rates []Rate
	err := e.t.Do(ctx, &transport.Call{Op: op, Target: path, Page: true, Intent: intent}, func(reply *transport.Reply) (fault *paygates.Error) {
		rates, fault = e.judgeRates(op, reply)
		return fault
	})
	if err != nil {
		return nil, err
	}
	return rates, nil
}

// judgeRates takes the platform's exchange_rates and the guide's rates.
func (e *Engine) judgeRates(op *paygates.Operation, reply *transport.Reply) ([]Rate, *paygates.Error) {
	if !succeeded(reply.Status) {
		return nil, e.readRefusal(op, reply)
	}
	rates, odd := []Rate{}, false
	carried := map[string]bool{}
	d := wire.NewDecoder(reply.Body)
	for d.Object(); d.More(); {
		switch {
		case d.Is("exchange_rates"), d.Is("rates"):
			carried["exchange_rates"] = carried["exchange_rates"] || d.Is("exchange_rates") && d.Kind() == wire.Array
			carried["rates"] = carried["rates"] || d.Is("rates") && d.Kind() == wire.Array
			for d.Array(); d.More(); {
				rate, ok := readRate(d)
				odd = odd || !ok
				rates = append(rates, rate)
			}
		case d.Is("error"), d.Is("errors"), d.Is("failure_type"), d.Is("failure_message"):
			odd = odd || !lenient.Blank(d.Text())
		}
	}
	if err := d.End(); err != nil {
		return nil, unreadable(op, reply, err)
	}
	if odd || !shows(op, carried, "") {
		return nil, e.unexpected(op, reply)
	}
	return rates, nil
}

// day is a date as the calendar of the time's own zone has it.
func day(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.Format(time.DateOnly)
}

func readRate(d *wire.Decoder) (r Rate, ok bool) {
	ok = true
	number := func() decimal.Decimal {
		text, given := d.Amount()
		value, fine := lenient.Decimal(text)
		ok = ok && (fine || !given)
		return value
	}
	for d.Object(); d.More(); {
		switch {
		case d.Is("from"), d.Is("currency_from"):
			r.From = money.CurrencyOf(d.Word())
		case d.Is("to"), d.Is("currency_to"):
			r.To = money.CurrencyOf(d.Word())
		case d.Is("rate"):
			r.Rate = number()
		case d.Is("buy"):
			r.Buy = number()
		case d.Is("sell"):
			r.Sell = number()
		}
	}
	return r, ok
}
