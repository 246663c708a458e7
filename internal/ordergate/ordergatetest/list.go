package ordergatetest

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// filter decides by one parameter of the list whether an order is shown.
type filter struct {
	name string
	part bool // any part of the value matches, case does not count
	of   func(*order) string
}

var filters = []filter{
	{name: "status", of: func(o *order) string { return o.status }},
	{name: "merchant_order_id", of: func(o *order) string { return o.reference }},
	{name: "card.type", of: func(o *order) string { return o.card["type"] }},
	{name: "card.subtype", of: func(o *order) string { return o.card["subtype"] }},
	{name: "location.ip", of: func(o *order) string { return o.ip }},
	{name: "client.name", part: true, of: func(o *order) string { return o.client["name"] }},
	{name: "client.email", part: true, of: func(o *order) string { return o.client["email"] }},
	{name: "issuer.country", of: func(o *order) string { return o.issuer["country"] }},
	{name: "issuer.bin", of: func(o *order) string { return o.issuer["bin"] }},
	{name: "issuer.title", part: true, of: func(o *order) string { return o.issuer["title"] }},
}

// cursorName is the parameter that the link to the next page adds.
const cursorName = "cursor"

var listParameters = func() map[string]bool {
	known := map[string]bool{"expand": true, "created_from": true, "created_to": true, cursorName: true}
	for _, f := range filters {
		known[f.name] = true
	}
	return known
}()

func listOrders(p *Platform, in *incoming) (reply, *failure) {
	problems := checkParameters(in, listParameters)
	from := p.readTime(in, "created_from", &problems)
	to := p.readTime(in, "created_to", &problems)
	after := p.readCursor(in, &problems)
	if len(problems) > 0 {
		return refused(invalidRequest(problems))
	}
	page, more := p.page(after, func(o *order) bool {
		// Times have whole seconds on the wire, and both ends are included.
		created := o.created.Truncate(time.Second)
		return !o.created.Add(p.cfg.ListLag).After(p.now) &&
			(from.IsZero() || !created.Before(from)) && (to.IsZero() || !created.After(to)) && matches(in.query, o)
	})
	answer := p.listReply(page, expanded(in))
	if more {
		answer.header.Set("Link", "<"+nextPage(in, page[len(page)-1])+`>; rel="next"`)
	}
	return answer, nil
}

// page gives the newest orders first, those older than the order numbered
// after; 0 starts at the newest.
func (p *Platform) page(after int, shown func(*order) bool) (page []*order, more bool) {
	older := p.sequence
	if after > 0 {
		older = p.sequence[:after-1]
	}
	for _, o := range slices.Backward(older) {
		if !shown(o) {
			continue
		}
		if len(page) == p.cfg.PageSize {
			return page, true
		}
		page = append(page, o)
	}
	return page, false
}

func matches(query url.Values, o *order) bool {
	for _, f := range filters {
		if asked := query.Get(f.name); asked != "" && !f.matches(asked, f.of(o)) {
			return false
		}
	}
	return true
}

func (f filter) matches(asked, value string) bool {
	if f.part {
		return strings.Contains(strings.ToLower(value), strings.ToLower(asked))
	}
	return value != "" && slices.Contains(strings.Split(asked, ","), value)
}

func (p *Platform) readTime(in *incoming, name string, problems *[]problem) time.Time {
	text := in.query.Get(name)
	if text == "" {
		return time.Time{}
	}
	t, err := time.ParseInLocation(platformTime, text, p.cfg.Location)
	if err != nil {
		*problems = append(*problems, problem{name, "Must be a time such as 2016-01-01 00:00:00."})
	}
	return t
}

func (p *Platform) readCursor(in *incoming, problems *[]problem) int {
	id := in.query.Get(cursorName)
	if id == "" {
		return 0
	}
	o, ok := p.orders[id]
	if !ok {
		*problems = append(*problems, problem{cursorName, "Unknown page."})
		return 0
	}
	return o.number
}

func (p *Platform) listReply(page []*order, show parts) reply {
	if p.cfg.Form == GuideForm {
		view := guideListView{Orders: make([]guideOrderView, 0, len(page))}
		for _, o := range page {
			view.Orders = append(view.Orders, guideOrder(o))
		}
		return jsonReply(http.StatusOK, view)
	}
	view := ordersView{Orders: make([]orderView, 0, len(page))}
	for _, o := range page {
		view.Orders = append(view.Orders, p.view(o, show))
	}
	return jsonReply(http.StatusOK, view)
}

// nextPage is the same question from the last shown order on.
func nextPage(in *incoming, last *order) string {
	query := maps.Clone(in.query)
	query.Set(cursorName, last.id)
	return in.host + "/orders/?" + query.Encode()
}

func sortedNames[V any, M ~map[string]V](m M) []string {
	return slices.Sorted(maps.Keys(m))
}
