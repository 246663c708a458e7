package ordergate

import (
	"context"
	"iter"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
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
}

// expands are the words that expand takes, by the platform's page. "operations"
// alone is what some clients send.
var expands = []string{
	"card", "client", "location", "custom_fields", "issuer", "secure3d", "operations", "operations.cashflow",
}

// maxPages bounds a walk: 20 million orders are a loop, not a list.
const maxPages = 10_000

func (f *findings) words(field string, given, known []string) {
	for _, word := range given {
		if !slices.Contains(known, word) {
			f.add(field, "want one of "+strings.Join(known, ", "))
			return
		}
	}
}

// values: a comma inside a value would make two of it.
func (f *findings) values(field string, given []string) {
	for _, value := range given {
		if value == "" || strings.Contains(value, ",") || !plainText(value) {
			f.add(field, "want values without commas, none of them empty")
			return
		}
	}
}

func (e *Engine) validateFilter(f *Filter) findings {
	var wrong findings
	wrong.words("Expand", f.Expand, expands)
	for _, status := range f.Statuses {
		if statusWord(status).Text != status || status == "" {
			wrong.add("Statuses", "want the platform's status words in lower case, such as charged")
			break
		}
	}
	for _, reference := range f.References {
		wrong.reference("References", reference)
	}
	wrong.values("CardTypes", f.CardTypes)
	wrong.values("CardSubtypes", f.CardSubtypes)
	for _, ip := range f.IPs {
		if _, err := netip.ParseAddr(ip); err != nil {
			wrong.add("IPs", "want IP addresses")
			break
		}
	}
	wrong.country("IssuerCountry", f.IssuerCountry)
	for _, bin := range f.IssuerBINs {
		if len(bin) < 6 || len(bin) > 8 || !digits(bin) {
			wrong.add("IssuerBINs", "want the first 6 to 8 digits of a card number")
			break
		}
	}
	wrong.texts(map[string]string{"ClientName": f.ClientName, "ClientEmail": f.ClientEmail, "IssuerTitle": f.IssuerTitle})
	if !f.CreatedFrom.IsZero() && !f.CreatedTo.IsZero() && f.CreatedTo.Before(f.CreatedFrom) {
		wrong.add("CreatedTo", "want a time not before CreatedFrom")
	}
	return wrong
}

// query writes the filters; several values of one are joined by commas.
func (e *Engine) query(f *Filter) string {
	q := url.Values{}
	set := func(name string, values ...string) {
		if text := strings.Join(values, ","); text != "" {
			q.Set(name, text)
		}
	}
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
	path := op.Path
	if f.Page != "" {
		query, ok := e.pageQuery(f.Page)
		if !ok {
			wrong.add("Page", "want what Next of the page before gave")
		}
		path += "?" + query
	} else if query := e.query(f); query != "" {
		path += "?" + query
	}
	if len(wrong) > 0 {
		return nil, e.t.Refuse(of, intent, wrong)
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
	page := &Page{}
	sound, err := e.reader(f.currency).page(reply.Body, f.KeepRaw, page)
	switch {
	case err != nil:
		return nil, unreadable(op, reply, err)
	case !sound:
		return nil, e.unexpected(op, reply)
	}
	next, ok := e.nextPage(reply.Header)
	if !ok {
		return nil, &paygates.Error{Kind: paygates.ErrUnexpectedReply, Message: "the next page is not on the configured host"}
	}
	page.Next = next
	if f.KeepRaw {
		page.Raw = paygates.NewRaw(reply.Body)
	}
	return page, nil
}

// page decodes a page. It is sound if the array orders stands in it and nothing
// says that something went wrong: an empty list is believed to be empty.
func (r reader) page(body []byte, keepRaw bool, page *Page) (sound bool, err error) {
	found, trouble := false, false
	d := wire.NewDecoder(body)
	for d.Object(); d.More(); {
		switch {
		case d.Is("orders"):
			found = d.Kind() == wire.Array
			for d.Array(); d.More(); {
				if !keepRaw {
					page.Orders = append(page.Orders, r.order(d))
					continue
				}
				o, err := r.orderWithRaw(d)
				if err != nil {
					return false, err
				}
				page.Orders = append(page.Orders, o)
			}
		case d.Is("error"), d.Is("errors"), d.Is("failure_type"), d.Is("failure_message"):
			trouble = trouble || d.Text() != ""
		case d.Is(fieldResultCode):
			trouble = trouble || d.Text() != "0"
		}
	}
	return found && !trouble, d.End()
}

// nextPage finds the next page's query in the Link headers (RFC 8288). ok is
// false for a link to another host, which must not get the credentials.
func (e *Engine) nextPage(header http.Header) (address string, ok bool) {
	for _, link := range links(header.Values("Link")) {
		if !slices.Contains(strings.Fields(link.rel), "next") {
			continue
		}
		query, ok := e.pageQuery(link.target)
		return "?" + query, ok
	}
	return "", true
}

// pageQuery takes the query of a page's address, if that is one of ours.
func (e *Engine) pageQuery(address string) (string, bool) {
	u, err := url.Parse(address)
	if err != nil || !e.t.Owns(u) {
		return "", false
	}
	if u.Path != "" && strings.Trim(u.Path, "/") != strings.Trim(e.t.Path(e.rows[opList].Path), "/") {
		return "", false
	}
	q, err := url.ParseQuery(u.RawQuery)
	if err != nil || len(q) == 0 {
		return "", false
	}
	return encodeQuery(q), true
}

// encodeQuery writes a blank as %20: some servers read + as a plus.
func encodeQuery(q url.Values) string { return strings.ReplaceAll(q.Encode(), "+", "%20") }

// link is one entry of a Link header.
type link struct{ target, rel string }

// links reads Link headers: <target>; param=value, separated by commas.
func links(headers []string) []link {
	var out []link
	for _, header := range headers {
		for rest := header; ; {
			open := strings.IndexByte(rest, '<')
			shut := strings.IndexByte(rest, '>')
			if open < 0 || shut < open {
				break
			}
			l := link{target: rest[open+1 : shut]}
			rest = rest[shut+1:]
			params := rest
			if next := strings.IndexByte(rest, '<'); next >= 0 {
				params = rest[:next]
			}
			for _, param := range strings.FieldsFunc(params, func(r rune) bool { return r == ';' || r == ',' }) {
				name, value, _ := strings.Cut(strings.TrimSpace(param), "=")
				if strings.EqualFold(strings.TrimSpace(name), "rel") && l.rel == "" {
					l.rel = strings.ToLower(strings.Trim(strings.TrimSpace(value), `"'`))
				}
			}
			out = append(out, l)
		}
	}
	return out
}

// pages walks from the page that f names to the last. A page that fails ends
// the walk with its error.
func (e *Engine) pages(ctx context.Context, of *paygates.Operation, intent paygates.Intent, f Filter) iter.Seq2[*Page, error] {
	return func(yield func(*Page, error) bool) {
		seen := map[string]bool{}
		for len(seen) < maxPages {
			page, err := e.list(ctx, of, intent, &f)
			if err != nil {
				yield(nil, err)
				return
			}
			if !yield(page, nil) || page.Next == "" {
				return
			}
			if seen[page.Next] {
				break
			}
			seen[page.Next] = true
			f.Page = page.Next
		}
		yield(nil, &paygates.Error{
			Gateway: e.dialect.Gateway, Op: of.Name, Kind: paygates.ErrUnexpectedReply, Outcome: paygates.OutcomeNotExecuted,
			Message: "the pages do not come to an end", Attempts: 1,
		})
	}
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
		if len(page.Orders) >= pageSize && page.Next == "" {
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
