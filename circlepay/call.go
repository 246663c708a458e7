package circlepay

import (
	"context"
	"errors"
	"maps"
	"net/url"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/transport"
	"github.com/paygates/paygates-go/internal/wire"
)

// call is one request that is about to be made; T is what its answer is read into.
type call[T keeper] struct {
	op    string
	want  paygates.Intent
	wrong findings
	// args fill the holes of the path; an empty one leaves an optional hole out.
	args  []string
	query url.Values
	// body writes the body; nil for none.
	body func(*encoder)
	// asked is what the answer is compared with.
	asked facts
	read  func(*wire.Decoder) (T, facts)
	// before is asked once the request is known to be sound; it may complete want.
	before func(ctx context.Context, want *paygates.Intent) error
	// secrets are those of this request alone.
	secrets []string
}

// one makes the call and returns the object of the answer. Where the envelope alone
// is the proof, there may be none: then it is none.
func (c *call[T]) one(ctx context.Context, a *account, none T) (T, error) {
	found, whole, err := c.all(ctx, a)
	switch {
	case err != nil:
		var zero T
		return zero, err
	case len(found) == 0:
		none.keep(whole)
		return none, nil
	}
	return found[0].object, nil
}

// objects makes the call and returns all that the answer lists.
func (c *call[T]) objects(ctx context.Context, a *account) ([]T, error) {
	found, _, err := c.all(ctx, a)
	if err != nil {
		return nil, err
	}
	out := make([]T, len(found))
	for i := range found {
		out[i] = found[i].object
	}
	return out, nil
}

// bodiless refuses free fields where the account's endpoint has no body for them.
func (c *call[T]) bodiless(a *account, extra map[string]any) {
	if r := a.rows[c.op]; len(extra) > 0 && !hasBody(r.Method) {
		c.wrong.Add("Extra", "want none: "+c.op+" goes out as "+r.Method+", without a body")
	}
}

// all makes the call. The whole answer comes back beside what stands in it.
func (c *call[T]) all(ctx context.Context, a *account) (found []entry[T], whole paygates.Raw, err error) {
	r := a.rows[c.op]
	of := &paygates.Operation{Gateway: gateway, Name: c.want.Op}
	if a.malformed {
		c.wrong.Add("MerchantToken", "want the token that Merchants.Create gave")
	} else if r.merchant && !a.merchant {
		c.wrong.Add("MerchantToken", "is required for "+c.op+": Config.MerchantToken or Client.ForMerchant")
	}
	if len(c.wrong.Findings) > 0 {
		return nil, whole, a.t.Refuse(of, c.want, c.wrong.Findings)
	}
	send := &transport.Call{Op: &r.Operation, Target: r.target(c.args, c.query), Page: r.list, Secrets: c.secrets}
	if c.body != nil && hasBody(r.Method) {
		e := &encoder{Encoder: wire.NewEncoder(nil), spelling: a.spelling}
		e.Object("")
		c.body(e)
		e.End()
		if send.Body, err = e.Bytes(); err != nil {
			return nil, whole, a.t.Refuse(of, c.want, []paygates.FieldError{{Field: "request", Message: "want text that is valid UTF-8"}})
		}
	}
	if c.before != nil {
		if err = c.before(ctx, &c.want); err != nil {
			return nil, whole, stopped(err, c.want)
		}
	}
	send.Intent = c.want
	err = a.t.Do(ctx, send, func(reply *transport.Reply) *paygates.Error {
		e, entries, err := decode(reply.Body, r.list, c.read)
		if err != nil {
			return unreadable(reply.Status, err)
		}
		j := &judged{row: r, envelope: e, status: reply.Status, says: e.says, filled: len(entries) > 0}
		if !r.list && len(entries) > 0 {
			maps.Copy(j.says, entries[0].says)
		}
		if !j.proven(c.asked) || j.earlier(c.want) || r.list && e.odd {
			return j.fault()
		}
		found, whole = entries, paygates.NewRaw(reply.Body)
		return nil
	})
	if err != nil {
		return nil, paygates.Raw{}, renamed(err, c.want.Op)
	}
	return found, whole, nil
}

// target fills the path's holes in their order.
func (r *row) target(args []string, query url.Values) string {
	path := r.Path
	for _, arg := range args {
		name := hole.FindString(path)
		if arg == "" && r.optionalHole() {
			path = strings.TrimSuffix(path, "/"+name)
			continue
		}
		path = strings.Replace(path, name, url.PathEscape(arg), 1)
	}
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	return path
}

// renamed gives a read's error the name of the operation that it was made for.
func renamed(err error, op string) error {
	if e, ok := errors.AsType[*paygates.Error](err); ok {
		e.Op = op
	}
	return err
}

// stopped is the error of a call that was not sent, because the read that comes
// first failed.
func stopped(err error, want paygates.Intent) error {
	out := &paygates.Error{
		Gateway: gateway, Op: want.Op, Kind: paygates.ErrUnavailable, Outcome: paygates.OutcomeNotExecuted,
		Reference: want.Reference, Intent: want,
	}
	if e, ok := errors.AsType[*paygates.Error](err); ok {
		out.Kind, out.HTTPStatus, out.Code, out.Message = e.Kind, e.HTTPStatus, e.Code, e.Message
		out.Fields, out.RequestID, out.RetryAfter, out.Attempts = e.Fields, e.RequestID, e.RetryAfter, e.Attempts
		out.WithAdvice(e.Advice())
	}
	return out.WithCause(err)
}
