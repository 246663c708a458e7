package ordergate

import (
	"iter"
	"net/http"
	"net/url"
	"slices"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/wire"
)

// maxPages bounds a walk: 20 million rows are a loop, not a list.
const maxPages = 10_000

// rows decodes a page, handing each element of the array that bears name to
// row. The page is sound if that array stands in it and nothing says that
// something went wrong: an empty list is believed to be empty.
func rows(body []byte, name string, row func(*wire.Decoder) error) (sound bool, err error) {
	found, trouble := false, false
	d := wire.NewDecoder(body)
	for d.Object(); d.More(); {
		switch {
		case d.Is(name):
			found = d.Kind() == wire.Array
			for d.Array(); d.More(); {
				if err := row(d); err != nil {
					return false, err
				}
			}
		case d.Is("error"), d.Is("errors"), d.Is("failure_type"), d.Is("failure_message"):
			trouble = trouble || !blank(d.Text())
		case d.Is(fieldResultCode):
			trouble = trouble || failed(d.Text())
		}
	}
	return found && !trouble, d.End()
}

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
			return "", &paygates.Error{Kind: paygates.ErrUnexpectedReply, Message: "the next page is not on the configured host"}
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

// walk reads page after page, from the one at address to the last, for the
// operation of. A page that fails ends the walk with its error.
func walk[P any](e *Engine, of *paygates.Operation, address string, read func(address string) (page P, next string, err error)) iter.Seq2[P, error] {
	return func(yield func(P, error) bool) {
		var none P
		seen := map[string]bool{}
		for at := address; len(seen) < maxPages; {
			page, next, err := read(at)
			if err != nil {
				yield(none, err)
				return
			}
			if !yield(page, nil) || next == "" {
				return
			}
			if seen[next] {
				break
			}
			seen[next], at = true, next
		}
		yield(none, &paygates.Error{
			Gateway: e.dialect.Gateway, Op: of.Name, Kind: paygates.ErrUnexpectedReply, Outcome: paygates.OutcomeNotExecuted,
			Message: "the pages do not come to an end", Attempts: 1,
		})
	}
}

// strange: there are Link headers of which nobody knows whether they lead on.
func strange(header http.Header) bool {
	known := links(header.Values("Link"))
	if len(header.Values("Link")) > 0 && len(known) == 0 {
		return true
	}
	return slices.ContainsFunc(known, func(l link) bool {
		return !slices.ContainsFunc(strings.Fields(l.rel), func(rel string) bool {
			return slices.Contains([]string{"next", "prev", "previous", "first", "last", "self"}, rel)
		})
	})
}
