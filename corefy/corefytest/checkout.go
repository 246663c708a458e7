package corefytest

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/paygates/paygates-go/internal/modelpage"
	"github.com/paygates/paygates-go/internal/strictjson"
)

// openCheckout: GET /hpp/, the checkout link. It leads to the invoice that cpi
// names, or makes one out of public_key, amount and currency, once the payer has
// chosen a service and given what it asks for.
func openCheckout(m *Model, in *incoming) (reply, *failure) {
	if id := in.query.Get("cpi"); id != "" {
		o, ok := found[*invoice](m, id)
		if !ok || o.id != id {
			return showPage(m, &incoming{id: id})
		}
		return modelpage.SeeOther(o.pageURL()), nil
	}
	in.object = linkFields(in.query)
	test, ok := m.mode(in)
	if !ok {
		return refusedLink("The shop's key is not known.")
	}
	f := in.object
	if f.text("service") == "" {
		return m.askService(in, test)
	}
	if earlier, ok := m.earliest[invoiceKey(test, f.text("reference_id"))]; ok && f.text("reference_id") != "" {
		return modelpage.SeeOther(earlier.(*invoice).pageURL()), nil
	}
	if !f.given("reference_id") {
		f.values["reference_id"] = strictjson.Encode(m.newID("hpp_"))
	}
	d := m.readDraft(f, test, false)
	if missing := missingInputs(d.service, f.object("service_fields")); len(missing) > 0 {
		return ask(in.query, pageView{Title: "One more thing", Inputs: missing}), nil
	}
	d.readServiceFields(f, "service_fields")
	d.customer = readCustomer(f)
	d.returns.any = f.webURL("return_url")
	d.expires = readUnix(f)
	if !d.expires.IsZero() && !d.expires.After(m.now) {
		f.refuse("expires", fieldTime)
	}
	if f.wrong() {
		p := (*f.problems)[0]
		return refusedLink(p.field + ": " + p.message)
	}
	return modelpage.SeeOther(m.newInvoice(d, in, "hpp").pageURL()), nil
}

func refusedLink(text string) (reply, *failure) {
	return page.Answer(http.StatusBadRequest, pageView{Title: "This link is not valid", Text: text, Tone: "bad"}), nil
}

// readUnix: in a checkout link expires is in unix seconds.
func readUnix(f fields) time.Time {
	text := f.text("expires")
	if text == "" {
		return time.Time{}
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		f.refuse("expires", fieldTime)
	}
	return time.Unix(n, 0).UTC()
}

// linkFields turns a query into the members of a request: a[b]=c is the member b
// of the object a.
func linkFields(query url.Values) fields {
	values, nested := make(map[string]json.RawMessage), make(map[string]map[string]string)
	for name, all := range query {
		outer, rest, inside := strings.Cut(name, "[")
		inner, _, closed := strings.Cut(rest, "]")
		if !inside || !closed {
			values[name] = strictjson.Encode(all[0])
			continue
		}
		if nested[outer] == nil {
			nested[outer] = make(map[string]string)
		}
		nested[outer][inner] = all[0]
	}
	for name, members := range nested {
		values[name] = strictjson.Encode(members)
	}
	return newFields(values)
}

// askService lets the payer choose among the services of the currency.
func (m *Model) askService(in *incoming, test bool) (reply, *failure) {
	var choices []pageField
	for _, s := range m.paymentServices() {
		if s.Currency.Code() == in.query.Get("currency") && s.usable(test) {
			choices = append(choices, pageField{s.title(), s.Code})
		}
	}
	if len(choices) == 0 {
		return refusedLink("Nothing can be paid in this currency.")
	}
	return ask(in.query, pageView{Title: "Choose how to pay", Services: choices}), nil
}

func missingInputs(s *service, given fields) []pageField {
	if s == nil {
		return nil
	}
	var out []pageField
	for _, f := range s.Fields {
		if f.Required && given.text(f.Key) == "" {
			out = append(out, pageField{textOr(f.Label, f.Key), "service_fields[" + f.Key + "]"})
		}
	}
	return out
}

// ask shows a form that leads back to the link with more in it.
func ask(query url.Values, v pageView) reply {
	asked := make(map[string]bool)
	for _, f := range v.Inputs {
		asked[f.Value] = true
	}
	for _, name := range slices.Sorted(maps.Keys(query)) {
		if !asked[name] && (name != "service" || v.Services == nil) {
			v.Kept = append(v.Kept, pageField{name, query.Get(name)})
		}
	}
	v.Ask, v.Tone, v.Amount, v.Currency = true, "open", query.Get("amount"), query.Get("currency")
	return page.Answer(http.StatusOK, v)
}
