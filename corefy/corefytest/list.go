package corefytest

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// listed is what a list of invoices or payouts can show.
type listed interface {
	name() string
	ref() string
	born() time.Time
}

func (o *invoice) name() string    { return o.id }
func (o *invoice) ref() string     { return o.reference }
func (o *invoice) born() time.Time { return o.created }
func (o *payout) name() string     { return o.id }
func (o *payout) ref() string      { return o.reference }
func (o *payout) born() time.Time  { return o.created }

// The parameters of lists. The names of the cursors are shown nowhere.
const (
	referenceParameter = "filter[reference_id]"
	sizeParameter      = "page[size]"
	numberParameter    = "page[number]"
	beforeParameter    = "page[before]"
	afterParameter     = "page[after]"
)

func listInvoices(m *Model, in *incoming) (reply, *failure) {
	return listByCursor(m, in, "/api/payment-invoices", m.invoices, m.resource)
}

func listPayouts(m *Model, in *incoming) (reply, *failure) {
	return listByCursor(m, in, "/api/payout-invoices", m.payouts, payoutResource)
}

// listByCursor shows the newest first. before asks for what is older than a
// cursor, after for what is newer; links are empty where there is nothing.
func listByCursor[T listed](m *Model, in *incoming, path string, all []T, view func(T) object) (reply, *failure) {
	size, wrong := m.pageSize(in.query)
	if wrong != nil {
		return reply{}, wrong
	}
	shown := make([]T, 0, len(all))
	for _, o := range slices.Backward(all) {
		if !o.born().Add(m.cfg.ListLag).After(m.now) && matchesReference(in.query[referenceParameter], o.ref()) {
			shown = append(shown, o)
		}
	}
	from, to, wrong := cut(in.query, shown, size)
	if wrong != nil {
		return reply{}, wrong
	}
	page := shown[from:to]
	meta := object{{"count", len(page)}, {"size", size}, {"before", ""}, {"after", ""}}
	links := object{{"prev", ""}, {"next", ""}}
	data := make([]object, 0, len(page))
	if len(page) > 0 {
		first, last := page[0].name(), page[len(page)-1].name()
		meta[2].value, meta[3].value = last, first
		if from > 0 {
			links[0].value = cursorLink(path, in.query, size, afterParameter, first)
		}
		if to < len(shown) {
			links[1].value = cursorLink(path, in.query, size, beforeParameter, last)
		}
	}
	for _, o := range page {
		data = append(data, view(o))
	}
	return jsonReply(http.StatusOK, object{{"meta", meta}, {"links", links}, {"data", data}}), nil
}

// cut gives the ends of the page in what is shown.
func cut[T listed](query url.Values, shown []T, size int) (from, to int, wrong *failure) {
	before, after := query.Get(beforeParameter), query.Get(afterParameter)
	at := func(id string) int { return slices.IndexFunc(shown, func(o T) bool { return o.name() == id }) }
	switch {
	case before != "":
		i := at(before)
		if i < 0 {
			return 0, 0, &failure{status: http.StatusBadRequest, title: "Unknown cursor"}
		}
		from = i + 1
	case after != "":
		i := at(after)
		if i < 0 {
			return 0, 0, &failure{status: http.StatusBadRequest, title: "Unknown cursor"}
		}
		return max(i-size, 0), i, nil
	}
	return from, min(from+size, len(shown)), nil
}

// matchesReference is the platform's filter: a leading minus turns it round, and
// commas part several values. Any other filter is ignored.
func matchesReference(asked []string, reference string) bool {
	if len(asked) == 0 || asked[0] == "" {
		return true
	}
	if not, ok := strings.CutPrefix(asked[0], "-"); ok {
		return reference != not
	}
	return slices.Contains(strings.Split(asked[0], ","), reference)
}

// cursorLink is printed with the path of the vendor's own host, whatever the
// host's path is.
func cursorLink(path string, query url.Values, size int, name, id string) string {
	link := path + "?" + name + "=" + url.QueryEscape(id) + "&" + sizeParameter + "=" + strconv.Itoa(size)
	if asked := query.Get(referenceParameter); asked != "" {
		link += "&" + referenceParameter + "=" + url.QueryEscape(asked)
	}
	return link
}

func (m *Model) pageSize(query url.Values) (int, *failure) {
	size, wrong := positive(query, sizeParameter, m.cfg.PageSize)
	return min(size, maxPageSize), wrong
}

func positive(query url.Values, name string, otherwise int) (int, *failure) {
	text := query.Get(name)
	if text == "" {
		return otherwise, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 0, &failure{status: http.StatusBadRequest, title: name + " must be a positive number"}
	}
	return n, nil
}

// listServices: GET /payment-services, by page numbers.
func listServices(m *Model, in *incoming) (reply, *failure) {
	size, wrong := m.pageSize(in.query)
	if wrong != nil {
		return reply{}, wrong
	}
	page, wrong := positive(in.query, numberParameter, 1)
	if wrong != nil {
		return reply{}, wrong
	}
	all := m.paymentServices()
	pages := max((len(all)+size-1)/size, 1)
	link := func(n int) string {
		return "/api/payment-services?" + numberParameter + "=" + strconv.Itoa(n) + "&" + sizeParameter + "=" + strconv.Itoa(size)
	}
	links := object{{"first", link(1)}}
	if page > 1 {
		links = append(links, member{"prev", link(min(page-1, pages))})
	}
	if page < pages {
		links = append(links, member{"next", link(page + 1)})
	}
	links = append(links, member{"last", link(pages)})
	data := make([]object, 0, size)
	for i := (min(page, pages+1) - 1) * size; i < len(all) && len(data) < size; i++ {
		data = append(data, serviceResource(all[i]))
	}
	meta := object{{"total", len(all)}, {"pages", pages}, {"page", page}}
	return jsonReply(http.StatusOK, object{{"meta", meta}, {"links", links}, {"data", data}}), nil
}
