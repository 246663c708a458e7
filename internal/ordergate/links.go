package ordergate

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	paygates "github.com/paygates/paygates-go"
)

// pageTarget is the path and query of a page: of the one that address names, or
// of the first that the filters ask for.
func (e *Engine) pageTarget(op *paygates.Operation, address, filters string, wrong *findings) string {
	query := filters
	if address != "" {
		further, ok := e.pageQuery(op, address)
		if !ok {
			wrong.Add("Page", "want what Next of the page before gave")
		}
		query = further
	}
	if query == "" {
		return op.Path
	}
	return op.Path + "?" + query
}

// nextPage finds the next page's query in the Link headers (RFC 8288). A link
// to another host is a fault: it must not get the credentials.
func (e *Engine) nextPage(op *paygates.Operation, header http.Header) (address string, fault *paygates.Error) {
	for _, link := range links(header.Values("Link")) {
		if !slices.Contains(strings.Fields(link.rel), "next") {
			continue
		}
		query, ok := e.pageQuery(op, link.target)
		if !ok {
			return "", &paygates.Error{Kind: paygates.ErrUnexpectedReply, Message: "the link to the next page is not one of this list under the configured scheme and host"}
		}
		return "?" + query, nil
	}
	return "", nil
}

// pageQuery takes the query of a page's address, if that is one of op's.
func (e *Engine) pageQuery(op *paygates.Operation, address string) (string, bool) {
	u, err := url.Parse(address)
	if err != nil || !e.t.Owns(u) {
		return "", false
	}
	if u.Path != "" && strings.Trim(u.Path, "/") != strings.Trim(e.t.Path(op.Path), "/") {
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

// goesOn: the list goes on behind a page, by a link that cannot be read: the page is
// full, or the header speaks of a next one, elsewhere than in an address.
func (p *Page) goesOn(header http.Header) bool {
	return p.Next == "" && p.strange && (p.Rows >= pageSize || slices.ContainsFunc(header.Values("Link"), func(text string) bool {
		for _, l := range links([]string{text}) {
			text = strings.Replace(text, "<"+l.target+">", "", 1)
		}
		return strings.Contains(strings.ToLower(text), "next")
	}))
}

// relations are those that say whether a link leads on: those of pages, and
// what a CDN tells a browser to fetch.
var relations = []string{
	"next", "prev", "previous", "first", "last", "self",
	"preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "stylesheet",
}

// strange: there are Link headers of which nobody knows whether they lead on.
func strange(header http.Header) bool {
	given := links(header.Values("Link"))
	if len(header.Values("Link")) > 0 && len(given) == 0 {
		return true
	}
	return slices.ContainsFunc(given, func(l link) bool {
		return !slices.ContainsFunc(strings.Fields(l.rel), func(rel string) bool { return slices.Contains(relations, rel) })
	})
}
