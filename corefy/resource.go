package corefy

import (
	"context"
	"iter"
	"net/url"
	"strings"
	"unicode/utf8"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/check"
	"github.com/paygates/paygates-go/internal/paging"
	"github.com/paygates/paygates-go/internal/transport"
	"github.com/paygates/paygates-go/internal/wire"
	"github.com/paygates/paygates-go/money"
)

// object is what the reads of this package have in common: an invoice, a payout,
// a service.
type object interface {
	// claim is what it says in the fields that the rows' proofs speak of.
	claim() claim
	// about is what a list is kept by.
	about() about
	keep(raw paygates.Raw)
}

// about tells of an object whose it is.
type about struct {
	id, reference string
	test, hasMode bool
}

// get reads one object by its id, for the operation op.
func get[T object](ctx context.Context, a *account, op *paygates.Operation, id, what string, item func(*wire.Decoder) (T, error)) (T, error) {
	var none T
	intent := intentOf(op)
	intent.TargetID = id
	var wrong check.Findings
	if !check.ID(id) {
		wrong.Add("id", "want the gateway's id of "+what)
		return none, a.t.Refuse(op, intent, wrong)
	}
	want := asked{intent: intent, fields: map[string]string{"id": id, "test_mode": a.testMode()}}
	return do(ctx, a, &transport.Call{Op: op, Target: target(op, id), Intent: intent}, func(reply *transport.Reply) (T, *paygates.Error) {
		doc, err := readDocument(reply.Body, item)
		if err != nil {
			return none, unreadable(reply, err)
		}
		found, fault := judgeRead(op, want, reply, doc, T.claim)
		if fault != nil {
			return none, fault
		}
		found.keep(paygates.NewRaw(reply.Body))
		return found, nil
	})
}

// listing is what a list is read for: an operation, the first page's query, and
// the reference that all of it has to bear. Amounts without a currency are read in
// the one asked for.
type listing struct {
	op        *paygates.Operation
	query     string
	reference string
	currency  money.Currency
	keepRaw   bool
}

// byFilter is the listing of what bears a reference.
func byFilter(op *paygates.Operation, reference string, currency money.Currency) listing {
	return listing{
		op: op, reference: reference, currency: currency, keepRaw: true,
		query: encodeQuery(url.Values{"filter[reference_id]": {reference}}),
	}
}

func (l listing) intent() paygates.Intent {
	intent := intentOf(l.op)
	intent.Reference = l.reference
	return intent
}

// listed is one page.
type listed[T any] struct {
	items []T
	// doubtful: what is not on it may be there all the same. Something on it has
	// another reference or none, so that the filter was not applied; a place is empty;
	// nothing is on it, and yet more is to follow.
	doubtful bool
	next     string
	meta     meta
	raw      paygates.Raw
}

// list reads one page, the first or the one at address. Objects of the other mode
// are left out: test and live ones share a list.
func list[T object](ctx context.Context, a *account, of listing, address string, wrong check.Findings, item func(*wire.Decoder) (T, error)) (*listed[T], error) {
	query, ok := pageQuery(address, of.query)
	if !ok {
		wrong.Add("Page", "want what Next of the page before gave")
	}
	intent, to := of.intent(), of.op.Path
	if len(wrong) > 0 {
		return nil, a.t.Refuse(of.op, intent, wrong)
	}
	if query != "" {
		to += "?" + query
	}
	return do(ctx, a, &transport.Call{Op: of.op, Target: to, Page: true, Intent: intent}, func(reply *transport.Reply) (*listed[T], *paygates.Error) {
		doc, err := readDocument(reply.Body, keeping(of.keepRaw, item))
		if err != nil {
			return nil, unreadable(reply, err)
		}
		next, fault := judgeList(of.op, reply, doc)
		if fault != nil {
			return nil, fault
		}
		page := &listed[T]{next: next, meta: doc.meta, doubtful: doc.gap || len(doc.items) == 0 && doc.next != ""}
		if of.keepRaw {
			page.raw = paygates.NewRaw(reply.Body)
		}
		for _, it := range doc.items {
			switch of, is := of.reference, it.about(); {
			case of != "" && is.reference != of:
				page.doubtful = true
			case !is.hasMode || is.test != a.live:
				page.items = append(page.items, it)
			}
		}
		return page, nil
	})
}

// pageQuery is the query of a page: of the one that a link names, or of the first.
func pageQuery(address, first string) (query string, ok bool) {
	if address == "" {
		return first, true
	}
	u, err := url.Parse(address)
	if err != nil {
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

// judgeList reads the answer of a list: the array data, which may be empty, and
// no error beside it. An empty page is the last. Of the link to the next page the
// query alone counts, because links carry a path that is wrong on many hosts, and
// must not lead to another host.
func judgeList[T any](op *paygates.Operation, reply *transport.Reply, doc *document[T]) (next string, fault *paygates.Error) {
	switch {
	case !succeeded(reply.Status):
		return "", doc.fault(op, reply.Status, !doc.carried)
	case !doc.list || doc.said:
		return "", doc.unproven("")
	case len(doc.items) == 0 || doc.next == "":
		return "", nil
	case strings.ContainsRune(doc.next, utf8.RuneError):
		return "", &paygates.Error{Kind: paygates.ErrUnexpectedReply, Message: "the link to the next page is not valid UTF-8"}
	}
	query, ok := pageQuery(doc.next, "")
	if !ok {
		return "", &paygates.Error{Kind: paygates.ErrUnexpectedReply, Message: "the link to the next page has no query"}
	}
	return "?" + query, nil
}

// keeping makes a reader keep the bytes of each item.
func keeping[T object](keep bool, item func(*wire.Decoder) (T, error)) func(*wire.Decoder) (T, error) {
	if !keep {
		return item
	}
	return func(d *wire.Decoder) (T, error) {
		raw, inner := keepRaw(d)
		it, err := item(inner)
		if err == nil {
			err = inner.End()
		}
		if err == nil {
			it.keep(paygates.NewRaw(raw))
		}
		return it, err
	}
}

// walk reads page after page, from the one at address to the last, and hands on
// each; take says how many objects it took and whether it wants no more. A page
// that leads back to one that was read is the end.
func walk[T object](ctx context.Context, a *account, of listing, address string, wrong check.Findings, item func(*wire.Decoder) (T, error), take func(*listed[T]) (rows int, stopped bool)) (rows int, err error) {
	return paging.Walk(of.op, address, true, func(address string) (paging.Step, error) {
		page, err := list(ctx, a, of, address, wrong, item)
		if err != nil {
			return paging.Step{}, err
		}
		taken, stopped := take(page)
		return paging.Step{Next: page.next, Rows: taken, Stopped: stopped}, nil
	})
}

// each walks the objects of every page.
func each[T object](ctx context.Context, a *account, of listing, address string, wrong check.Findings, item func(*wire.Decoder) (T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		paging.Yield(yield, func(take func(T) bool) (int, error) {
			return walk(ctx, a, of, address, wrong, item, func(page *listed[T]) (taken int, stopped bool) {
				for _, it := range page.items {
					taken++
					if !take(it) {
						return taken, true
					}
				}
				return taken, false
			})
		})
	}
}

// find reads every object that bears a reference, once each. It is not sound where
// a page was doubtful: absence proves nothing then. A list whose filter was not
// applied is read whole.
func find[T object](ctx context.Context, a *account, of listing, item func(*wire.Decoder) (T, error)) (hits []T, sound bool, err error) {
	var wrong check.Findings
	wrong.Reference("reference", of.reference)
	if len(wrong) > 0 {
		return nil, false, a.t.Refuse(of.op, of.intent(), wrong)
	}
	hits, sound = []T{}, true
	seen := map[string]bool{}
	_, err = walk(ctx, a, of, "", nil, item, func(page *listed[T]) (int, bool) {
		sound = sound && !page.doubtful
		for _, it := range page.items {
			id := it.about().id
			if id == "" || !seen[id] {
				seen[id] = true // pages may shift and show an object twice
				hits = append(hits, it)
			}
		}
		return len(page.items), false
	})
	if err != nil {
		return nil, false, err
	}
	return hits, sound, nil
}
