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
	page, more := newestFirst(p.sequence, after, p.cfg.PageSize, func(o *order) bool {
		return p.listed(o.created, from, to) && matches(in.query, o)
	})
	answer := p.listReply(page, expanded(in))
	if more {
		answer.Header.Set("Link", "<"+nextPage(in, page[len(page)-1].id)+`>; rel="next"`)
	}
	return answer, nil
}

// listed says whether something made at that time is in the list already and
// between the ends. Times have whole seconds on the wire, and both ends are
// included.
func (p *Platform) listed(created, from, to time.Time) bool {
	second := created.Truncate(time.Second)
	return !created.Add(p.cfg.ListLag).After(p.now) &&
		(from.IsZero() || !second.Before(from)) && (to.IsZero() || !second.After(to))
}

// newestFirst gives one page of what is shown, the newest first and only what is
// older than number after; 0 starts at the newest.
func newestFirst[T any](all []T, after, size int, shown func(T) bool) (page []T, more bool) {
	if after > 0 {
		all = all[:after-1]
	}
	for _, one := range slices.Backward(all) {
		if !shown(one) {
			continue
		}
		if len(page) == size {
			return page, true
		}
		page = append(page, one)
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

// nextPage is the same question from the last that was shown on.
func nextPage(in *incoming, last string) string {
	query := maps.Clone(in.query)
	query.Set(cursorName, last)
	return in.host + in.route.path + "?" + query.Encode()
}

func sortedNames[V any, M ~map[string]V](m M) []string {
	return slices.Sorted(maps.Keys(m))
}
