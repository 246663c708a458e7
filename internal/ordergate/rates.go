package ordergate

import (
	"context"
	"net/url"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	paygates "github.com/paygates/paygates-go"
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
	pong := &Pong{}
	err := e.t.Do(ctx, &transport.Call{Op: op, Target: op.Path, Intent: e.intent(op)}, func(reply *transport.Reply) *paygates.Error {
		if !succeeded(reply.Status) {
			return e.readRefusal(op, reply)
		}
		*pong = Pong{Raw: paygates.NewRaw(reply.Body)}
		complains := false
		d := wire.NewDecoder(reply.Body)
		for d.Object(); d.More(); {
			switch {
			case d.Is("message"):
				pong.Message = d.Text()
			case d.Is("date"):
				pong.Date.Text = d.Text()
			case d.Is("status"):
				pong.Status = d.Word()
			case d.Is("error"), d.Is("failure_type"):
				complains = d.Kind() != wire.Null
			}
		}
		if err := d.End(); err != nil {
			return unreadable(op, reply, err)
		}
		pong.Date.Time = parseTime(pong.Date.Text, e.zone)
		platform := pong.Message != "" && pong.Date.Text != ""
		guide := e.dialect.GuideForm && sameWord(pong.Status, "ok")
		if complains || !platform && !guide {
			return e.unexpected(op, reply)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return pong, nil
}

// readRefusal reads a read's answer that is no success.
func (e *Engine) readRefusal(op *paygates.Operation, reply *transport.Reply) *paygates.Error {
	a, err := e.reader(noCurrency).answer(reply.Body)
	if err != nil {
		return unreadable(op, reply, err)
	}
	return e.refusal(op, &a, reply)
}

// unexpected reads what a complete 2xx says that is not what was asked for.
func (e *Engine) unexpected(op *paygates.Operation, reply *transport.Reply) *paygates.Error {
	a, err := e.reader(noCurrency).answer(reply.Body)
	if err != nil {
		return unreadable(op, reply, err)
	}
	return unproven(op, &a, reply)
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
		wrong.add("Date", "want a date or a period, not both")
	}
	if !f.From.IsZero() && !f.To.IsZero() && f.To.Before(f.From) {
		wrong.add("To", "want a day not before From")
	}
	if !plainText(f.Table) {
		wrong.add("Table", "want valid text without control characters")
	}
	intent := e.intent(op)
	if len(wrong) > 0 {
		return nil, e.t.Refuse(op, intent, wrong)
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
	err := e.t.Do(ctx, &transport.Call{Op: op, Target: path, Page: true, Intent: intent}, func(reply *transport.Reply) *paygates.Error {
		if !succeeded(reply.Status) {
			return e.readRefusal(op, reply)
		}
		found, err := false, error(nil)
		rates, found, err = e.readRates(reply.Body)
		switch {
		case err != nil:
			return unreadable(op, reply, err)
		case !found:
			return e.unexpected(op, reply)
		}
		return nil
	})
	if err != nil {
		return nil, err
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

// readRates takes the platform's exchange_rates and the guide's rates.
func (e *Engine) readRates(body []byte) (rates []Rate, found bool, err error) {
	d := wire.NewDecoder(body)
	odd := false
	rates = []Rate{}
	for d.Object(); d.More(); {
		if !d.Is("exchange_rates") && !(e.dialect.GuideForm && d.Is("rates")) {
			continue
		}
		found = d.Kind() == wire.Array
		for d.Array(); d.More(); {
			rate, ok := readRate(d)
			odd = odd || !ok
			rates = append(rates, rate)
		}
	}
	return rates, found && !odd, d.End()
}

func readRate(d *wire.Decoder) (r Rate, ok bool) {
	ok = true
	number := func() decimal.Decimal {
		text, given := d.Amount()
		value, fine := exact(text)
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

// exact reads a plain decimal of at most 40 characters; an exponent could ask
// for a number of any size.
func exact(text string) (decimal.Decimal, bool) {
	if text == "" || len(text) > 40 || strings.ContainsAny(text, "eE") {
		return decimal.Decimal{}, false
	}
	value, err := decimal.NewFromString(text)
	return value, err == nil
}
