package browser

import (
	"context"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

// form is one form of a page with the fields that it would send.
type form struct {
	method, action string
	fields         url.Values
	buttons        [][2]string // name and value
}

var (
	tags       = regexp.MustCompile(`(?is)<(/?)(form|input|select|option|button)\b([^>]*)>`)
	attributes = regexp.MustCompile(`(?s)([a-zA-Z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?`)
)

// formWith finds the form that has the button, with the button's own field set.
func formWith(page, name, value string) (form, bool) {
	for _, f := range formsOf(page) {
		for _, b := range f.buttons {
			if b == [2]string{name, value} {
				if name != "" {
					f.fields.Add(name, value)
				}
				return f, true
			}
		}
	}
	return form{}, false
}

// formsOf reads the forms of a page. It knows the elements that the pages of
// the models and the examples use, not all of HTML.
func formsOf(page string) []form {
	var forms []form
	var current *form
	list := "" // the name of the open <select>
	for _, tag := range tags.FindAllStringSubmatch(page, -1) {
		closing, element, given := tag[1] != "", strings.ToLower(tag[2]), attributesOf(tag[3])
		switch {
		case element == "form" && closing:
			current = nil
		case element == "form":
			forms = append(forms, form{method: given["method"], action: given["action"], fields: url.Values{}})
			current = &forms[len(forms)-1]
		case current == nil:
			// An element outside of every form sends nothing.
		case element == "select":
			list = given["name"]
		case closing:
			// </option>, </button>: their values stand in the opening tag.
		case element == "option" && list != "":
			if _, selected := given["selected"]; selected || !current.fields.Has(list) {
				current.fields.Set(list, given["value"])
			}
		case element == "button", given["type"] == "submit":
			current.buttons = append(current.buttons, [2]string{given["name"], given["value"]})
		case element == "input" && given["name"] != "":
			current.fields.Add(given["name"], given["value"])
		}
	}
	return forms
}

func attributesOf(text string) map[string]string {
	given := make(map[string]string)
	for _, a := range attributes.FindAllStringSubmatch(text, -1) {
		given[strings.ToLower(a[1])] = html.UnescapeString(a[2] + a[3] + a[4])
	}
	return given
}

// request is what the browser sends for the form.
func (f form) request(ctx context.Context, target *url.URL) (*http.Request, error) {
	if strings.EqualFold(f.method, http.MethodPost) {
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, target.String(), strings.NewReader(f.fields.Encode()))
		if err != nil {
			return nil, err
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		return r, nil
	}
	address := *target
	address.RawQuery = f.fields.Encode()
	return http.NewRequestWithContext(ctx, http.MethodGet, address.String(), http.NoBody)
}
