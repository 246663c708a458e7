package ordergate

import (
	"context"
	"iter"
	"net/netip"
	"net/url"
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/check"
	"github.com/paygates/paygates-go/internal/transport"
	"github.com/paygates/paygates-go/internal/wire"
	"github.com/paygates/paygates-go/money"
)

var noCurrency money.Currency

// Filter is what GET /orders/ can be asked for: all thirteen parameters.
type Filter struct {
	Expand        []string
	Statuses      []string
	CreatedFrom   time.Time
	CreatedTo     time.Time
	References    []string
	CardTypes     []string
	CardSubtypes  []string
	IPs           []string
	ClientName    string
	ClientEmail   string
	IssuerCountry string
	IssuerBINs    []string
	IssuerTitle   string
	// KeepRaw keeps each order's bytes.
	KeepRaw bool
	// Page is the address of a further page, as Page.Next gave it.
	Page string

	// currency is that of amounts which stand without one.
	currency money.Currency
}

// pageSize is how many rows a page has at most.
const pageSize = 2000

// Page is one page of orders.
type Page struct {
	Orders []Order
	// Next leads to the next page; empty on the last.
	Next string
	Raw  paygates.Raw

	// strange: its links could not be understood, so that there may be more.
	strange bool
}

// expands are the words that expand takes, by the platform's page. "operations"
// alone is what some clients send.
var expands = []string{
	"card", "client", "location", "custom_fields", "issuer", "secure3d", "operations", "operations.cashflow",
}

func (f *findings) period(from, to time.Time) {
	if !from.IsZero() && !to.IsZero() && to.Before(from) {
		f.Add("CreatedTo", "want a time not before CreatedFrom")
	}
}

// values: a comma inside a value would make two of it.
func (f *findings) values(field string, given []string) {
	for _, value := range given {
		if value == "" || strings.Contains(value, ",") || !check.PlainText(value) {
			f.Add(field, "want values without commas, none of them empty")
			return
		}
	}
}

func (e *Engine) validateFilter(f *Filter) findings {
	var wrong findings
	wrong.OneOf("Expand", f.Expand, expands)
	for _, status := range f.Statuses {
		if statusWord(status).Text != status || status == "" {
			wrong.Add("Statuses", "want the platform's status words in lower case, such as charged")
			break
		}
	}
	for _, reference := range f.References {
		wrong.Reference("References", reference)
	}
	wrong.values("CardTypes", f.CardTypes)
	wrong.values("CardSubtypes", f.CardSubtypes)
	for _, ip := range f.IPs {
		if _, err := netip.ParseAddr(ip); err != nil {
			wrong.Add("IPs", "want IP addresses")
			break
		}
	}
	wrong.country("IssuerCountry", f.IssuerCountry)
	for _, bin := range f.IssuerBINs {
		if len(bin) < 6 || len(bin) > 8 || !check.Digits(bin) {
			wrong.Add("IssuerBINs", "want the first 6 to 8 digits of a card number")
			break
		}
	}
	wrong.Text("ClientName", f.ClientName)
	wrong.Text("ClientEmail", f.ClientEmail)
	wrong.Text("IssuerTitle", f.IssuerTitle)
	wrong.period(f.CreatedFrom, f.CreatedTo)
	return wrong
}

// query writes the filters; several values of one are joined by commas.
func (e *Engine) query(f *Filter) string {
	q, set := commaJoined()
	set("expand", f.Expand...)
	set("status", f.Statuses...)
	set("created_from", e.filterTime(f.CreatedFrom))
	set("created_to", e.filterTime(f.CreatedTo))
	set("merchant_order_id", f.References...)
	set("card.type", f.CardTypes...)
	set("card.subtype", f.CardSubtypes...)
	set("location.ip", f.IPs...)
	set("client.name", f.ClientName)
	set("client.email", f.ClientEmail)
	set("issuer.country", f.IssuerCountry)
	set("issuer.bin", f.IssuerBINs...)
	set("issuer.title", f.IssuerTitle)
	return encodeQuery(q)
}

// commaJoined makes a query whose parameters take several values in one.
func commaJoined() (q url.Values, set func(name string, values ...string)) {
	q = url.Values{}
	return q, func(name string, values ...string) {
		if text := strings.Join(values, ","); text != "" {
			q.Set(name, text)
		}
	}
}

func (e *Engine) filterTime(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(e.zone).Format(zonelessLayout)
}

// List reads one page of orders.
func (e *Engine) List(ctx context.Context, f *Filter) (*Page, error) {
	return e.list(ctx, e.rows[opList], paygates.Intent{}, f)
}

// list reads a page for the operation of, whose name and intent its error bears.
func (e *Engine) list(ctx context.Context, of *paygates.Operation, intent paygates.Intent, f *Filter) (*Page, error) {
	op := e.rows[opList]
	if intent.Op == "" {
		intent = e.intent(of)
	}
	wrong := e.validateFilter(f)
	path := e.pageTarget(op, f.Page, e.query(f), &wrong)
	if len(wrong.Findings) > 0 {
		return nil, e.t.Refuse(of, intent, wrong.Findings)
	}
	var page *Page
	err := e.t.Do(ctx, &transport.Call{Op: op, Target: path, Page: true, Intent: intent}, func(reply *transport.Reply) (fault *paygates.Error) {
		page, fault = e.judgeList(op, f, reply)
		return fault
	})
	if err != nil {
		return nil, renamed(err, of.Name)
	}
	return page, nil
}

// judgeList reads a page: the array orders, which may be empty, and no failure
// beside it.
func (e *Engine) judgeList(op *paygates.Operation, f *Filter, reply *transport.Reply) (*Page, *paygates.Error) {
	if !succeeded(reply.Status) {
		return nil, e.readRefusal(op, reply)
	}
	page, read := &Page{}, e.reader(f.currency)
	sound, err := rows(reply.Body, "orders", func(d *wire.Decoder) (err error) {
		var o Order
		if f.KeepRaw {
			o, err = read.orderWithRaw(d)
		} else {
			o = read.order(d)
		}
		page.Orders = append(page.Orders, o)
		return err
	})
	switch {
	case err != nil:
		return nil, unreadable(op, reply, err)
	case !sound:
		return nil, e.unexpected(op, reply)
	}
	if f.KeepRaw {
		page.Raw = paygates.NewRaw(reply.Body)
	}
	var fault *paygates.Error
	if page.Next, fault = e.nextPage(op, reply.Header); fault != nil {
		return nil, fault
	}
	page.strange = strange(reply.Header)
	return page, nil
}

// pages walks from the page that f names to the last.
func (e *Engine) pages(ctx context.Context, of *paygates.Operation, intent paygates.Intent, f Filter) iter.Seq2[*Page, error] {
	return walk(e, of, f.Page, func(address string) (*Page, string, error) {
		f.Page = address
		page, err := e.list(ctx, of, intent, &f)
		if err != nil {
			return nil, "", err
		}
		return page, page.Next, nil
	})
}

// All walks every order of every page.
func (e *Engine) All(ctx context.Context, f Filter) iter.Seq2[*Order, error] {
	return func(yield func(*Order, error) bool) {
		for page, err := range e.pages(ctx, e.rows[opAll], paygates.Intent{}, f) {
			if err != nil {
				yield(nil, err)
				return
			}
			for i := range page.Orders {
				if !yield(&page.Orders[i], nil) {
					return
				}
			}
		}
	}
}

// FindByReference gives every order whose reference is this one, byte for byte.
func (e *Engine) FindByReference(ctx context.Context, reference string) ([]*Order, error) {
	op := e.rows[opFind]
	intent := e.intent(op)
	intent.Reference = reference
	hits, _, err := e.find(ctx, op, intent)
	return hits, err
}

// find is FindByReference, and says whether the list can prove that there is no
// such order: not if it shows orders without a reference, of which any may be
// the one, and not if a full page leads nowhere.
func (e *Engine) find(ctx context.Context, of *paygates.Operation, intent paygates.Intent) (hits []*Order, sound bool, err error) {
	hits, sound = []*Order{}, true
	seen := map[string]bool{}
	filter := Filter{References: []string{intent.Reference}, currency: currencyOf(intent)}
	for page, err := range e.pages(ctx, of, intent, filter) {
		if err != nil {
			return nil, false, err
		}
		if len(page.Orders) >= pageSize && page.Next == "" || page.strange {
			sound = false
		}
		for i := range page.Orders {
			o := &page.Orders[i]
			switch {
			case o.Reference == "":
				sound = false
			case o.Reference == intent.Reference && (o.ID == "" || !seen[o.ID]):
				seen[o.ID] = true // pages may shift and show an order twice
				hits = append(hits, o)
			}
		}
	}
	return hits, sound, nil
}
