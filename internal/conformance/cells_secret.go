package conformance

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	paygates "github.com/paygates/paygates-go"
)

// checkPrintings looks for secrets in everything that a value can be printed as.
func (r *report) checkPrintings(what string, v any) {
	r.checkTexts(what, printings(v))
}

// checkValue looks in what a test's diff would see, too.
func (r *report) checkValue(what string, v any) {
	texts := printings(v)
	texts["a diff that reads its fields"] = dump(v, bare)
	r.checkTexts(what, texts)
}

// checkTexts reports one failure for all forms that show a secret.
func (r *report) checkTexts(what string, texts map[string]string) {
	shown := ""
	var forms []string
	for form, text := range texts {
		if name, found := r.s.watch.leaked(text); found {
			shown = name
			forms = append(forms, form)
		}
	}
	if len(forms) > 0 {
		slices.Sort(forms)
		r.failf("%s: %s shown by %s", what, shown, strings.Join(forms, ", "))
	}
}

// secretsInPrint: no printing verb, encoder or log shows a secret of a client, a config, a request, a result, an error or an intent.
func secretsInPrint(ctx context.Context, s *subject, r *report) {
	rig := s.memory()
	r.checkValue("the client", rig.client)
	r.checkValue("a struct with the client inside", struct{ inside any }{rig.client})
	for _, part := range exportedParts(rig.client) {
		r.checkPrintings("a part of the client", part)
	}
	for _, v := range s.printed {
		r.checkValue("the config", v)
		r.checkValue("a struct with the config inside", struct{ inside any }{v})
	}
	request := reflect.ValueOf(s.prepare().request).Elem().Interface()
	r.checkValue("the request", request)
	r.checkValue("a struct with the request inside", struct{ inside any }{request})
	for _, reply := range s.good {
		o := rig.call(ctx, always(reply.step()))
		r.check(reply.Name, o, s.want(proven))
		r.checkResult(reply.Name, o)
	}
	for _, i := range s.invalid {
		r.checkResult(i.name, rig.make(ctx, i.prepare(), nil))
	}
}

// checkResult looks into all that a call gave back.
func (r *report) checkResult(what string, o *observation) {
	if o.result != nil {
		r.checkValue(what+", the result", o.result)
		if v := reflect.ValueOf(o.result); v.Kind() == reflect.Pointer {
			r.checkValue(what+", the result's value", v.Elem().Interface())
		}
	}
	for _, i := range o.intents {
		r.checkValue(what+", the intent", i)
	}
	for err := range chain(o.err) {
		r.checkValue(what+", the error", err)
	}
	if e, ok := errors.AsType[*paygates.Error](o.err); ok {
		r.checkValue(what+", the error's value", *e)
		r.checkPrintings(what+", the error's body", e.Raw)
		texts := map[string]string{
			"Code": e.Code, "Message": e.Message, "ObjectID": e.ObjectID, "Reference": e.Reference, "RequestID": e.RequestID, "Decline": e.Decline.String(),
			"Fields": fmt.Sprintf("%+v", e.Fields), "Intent": fmt.Sprintf("%+v", e.Intent),
		}
		r.checkTexts(what+", the error", texts)
	}
}

// chain is an error and all that it wraps.
func chain(err error) func(yield func(error) bool) {
	return func(yield func(error) bool) {
		var visit func(error) bool
		visit = func(err error) bool {
			if err == nil {
				return true
			}
			if !yield(err) {
				return false
			}
			switch wraps := err.(type) { //nolint:errorlint // it walks the chain itself
			case interface{ Unwrap() error }:
				return visit(wraps.Unwrap())
			case interface{ Unwrap() []error }:
				for _, inner := range wraps.Unwrap() {
					if !visit(inner) {
						return false
					}
				}
			}
			return true
		}
		visit(err)
	}
}

// exportedParts are the exported fields of a client.
func exportedParts(client any) []any {
	v := reflect.Indirect(reflect.ValueOf(client))
	if v.Kind() != reflect.Struct {
		return nil
	}
	var out []any
	for i := range v.NumField() {
		if v.Type().Field(i).IsExported() {
			out = append(out, v.Field(i).Interface())
		}
	}
	return out
}

// secretsEchoed: gateways repeat what they refuse. Whatever an answer repeats, in whatever shape, none of it comes out.
func secretsEchoed(ctx context.Context, s *subject, r *report) {
	rig := s.memory()
	known := s.known(rig.call(ctx, nil))
	echoes := s.echoes(known)
	for _, name := range slices.Sorted(maps.Keys(echoes)) {
		o := rig.call(ctx, always(echoes[name].step()))
		r.calls++
		r.consistent(func(format string, args ...any) { r.failf(name+": "+format, args...) }, o)
		r.checkResult(name, o)
	}
	for _, change := range s.echo {
		doc := mustParse(s.good[0].Body)
		doc.mustSet(change.Path, change.Value)
		o := rig.call(ctx, always(s.good[0].withBody(doc).step()))
		r.calls++
		r.consistent(func(format string, args ...any) { r.failf(change.Name+": "+format, args...) }, o)
		r.checkResult("echoed in an answer, "+change.Name, o)
	}
}

// known are the secrets that a call can know: those of the client, those of its request, and whatever looks like a card number. Others nobody can recognise.
func (s *subject) known(o *observation) []Secret {
	text := o.before
	for _, v := range s.printed {
		text += dump(v, revealed)
	}
	for _, send := range o.sends {
		text += string(send.Raw)
	}
	var out []Secret
	for _, secret := range s.secrets {
		if strings.Contains(text, secret.Text) || secret.isCardNumber() {
			out = append(out, secret)
		}
	}
	return out
}

// echoes are answers that repeat every one of the secrets.
func (s *subject) echoes(secrets []Secret) map[string]Reply {
	var plain, quoted []string
	for _, secret := range secrets {
		plain = append(plain, secret.Name+" "+secret.Text+" ("+secret.grouped()+")")
		text, _ := json.Marshal(secret.Text)
		quoted = append(quoted, string(text))
	}
	all := strings.Join(plain, "; ")
	list := "[" + strings.Join(quoted, ",") + "]"
	out := map[string]Reply{
		"HTML 502":         {Status: 502, Body: "<html><body>" + all + "</body></html>"},
		"text 400":         {Status: 400, Body: all},
		"list 400":         {Status: 400, Body: list},
		"text 200":         {Status: 200, Body: all},
		"list 200":         {Status: 200, Body: list},
		"unknown code 400": {Status: 400, Body: `{"error":{"code":` + quoted[0] + `,"message":` + encode(all) + `,"details":{` + quoted[0] + `:` + list + `}},"errors":` + list + `}`},
		"moved":            {Status: 302, Header: map[string][]string{"Location": {"http://elsewhere.invalid/?echo=" + strings.Join(quoted, "&echo=")}}, Body: "{}"},
	}
	if s.refuse == nil {
		return out
	}
	for _, refusal := range s.row.NotExecuted {
		name := refusal.Signal + "=" + refusal.Code
		out[name] = s.refuse(refusal, s.good[0], all)
		for _, secret := range secrets {
			refusal.Code = secret.Text
			reply := s.refuse(refusal, s.good[0], secret.grouped())
			if reading := s.reading(s.good[0]); reply.status() < 300 && len(reading.satisfied(mustParse(reply.Body))) > 0 {
				continue // the word of an object that is proven is the object's to keep
			}
			out[refusal.Signal+"="+secret.Name] = reply
		}
	}
	return out
}
