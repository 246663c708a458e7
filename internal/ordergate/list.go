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
	"github.com/paygates/paygates-go/internal/paging"
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

// List reads one page of orders, each as convert makes it of one that is gone
// with the next.
func List[T any](ctx context.Context, e *Engine, f *Filter, convert func(*Order) T) ([]T, Page, error) {
	var orders []T
	page, err := e.list(ctx, e.rows[opList], paygates.Intent{}, f, orderRows{
		begin: func() { orders = []T{} },
		take: func(o *Order) bool {
			orders = append(orders, convert(o))
			return true
		},
		whole: f.KeepRaw,
	})
	return orders, page, err
}

// All walks every order of every page, each as convert makes it of one that is
// gone with the next. Each walk has a convert of its own.
func All[T any](ctx context.Context, e *Engine, f Filter, converter func() func(*Order) T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		of, convert, f := e.rows[opAll], converter(), f
		paging.Yield(yield, func(take func(T) bool) (int, error) {
			return paging.Walk(of, f.Page, false, func(address string) (paging.Step, error) {
				f.Page = address
				page, err := e.list(ctx, of, paygates.Intent{}, &f, orderRows{
					begin: func() {},
					take:  func(o *Order) bool { return take(convert(o)) },
					given: true,
				})
				return page.Step, err
			})
		})
	}
}

// orderRows is where the orders of a page go; take gets one that is gone with
// the next.
type orderRows struct {
	begin func()
	take  func(*Order) (more bool)
	// given, whole and doubtful are those of rows and pageCall.
	given, whole, doubtful bool
}

// list reads a page for the operation of, whose name and intent its error bears.
func (e *Engine) list(ctx context.Context, of *paygates.Operation, intent paygates.Intent, f *Filter, to orderRows) (Page, error) {
	op := e.rows[opList]
	if intent.Op == "" {
		intent = e.intent(of)
	}
	wrong := e.validateFilter(f)
	path := e.pageTarget(op, f.Page, e.query(f), &wrong)
	if len(wrong.Findings) > 0 {
		return Page{}, e.t.Refuse(of, intent, wrong.Findings)
	}
	row := newDraft(e.reader(f.currency))
	return e.page(ctx, &pageCall{
		row: op, of: of, intent: intent, target: path, array: "orders", keepRaw: f.KeepRaw, whole: to.whole, doubtful: to.doubtful,
		rows: rows{
			begin:  to.begin,
			decode: row.read,
			take: func(raw paygates.Raw) bool {
				row.finish()
				row.Raw = raw
				return to.take(row.Order)
			},
			given: to.given,
		},
	})
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
	_, err = paging.Walk(of, "", false, func(address string) (paging.Step, error) {
		var found []*Order
		stray := false // the answer to another question, or to none
		filter.Page = address
		page, err := e.list(ctx, of, intent, &filter, orderRows{
			begin: func() { found, stray = nil, false },
			take: func(o *Order) bool {
				stray = stray || !strings.Contains(strings.ToLower(o.Reference), strings.ToLower(intent.Reference))
				if o.Reference == intent.Reference {
					found = append(found, o.clone())
				}
				return true
			},
			doubtful: of.Name == opResolve,
		})
		if stray || page.Rows >= pageSize && page.Next == "" || page.strange {
			sound = false
		}
		for _, o := range found {
			if o.ID == "" || !seen[o.ID] {
				seen[o.ID] = true // pages may shift and show an order twice
				hits = append(hits, o)
			}
		}
		return page.Step, err
	})
	if err != nil {
		return nil, false, err
	}
	return hits, sound, nil
}
