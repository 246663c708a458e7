package conformance

import (
	"context"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/faults"
)

// subject is one case with everything that a cell needs; the client's type is erased.
type subject struct {
	gateway string
	row     paygates.Operation
	label   string
	secrets []Secret
	watch   watch
	printed []any
	wire    Wire
	refuse  func(refusal paygates.Refusal, good Reply, message string) Reply
	open    func(baseURL string, opts ...paygates.Option) (any, error)

	prepare func() prepared
	asked   map[string]string
	target  string
	page    bool
	good    []Reply
	drift   []Reply
	beside  []Exchange
	earlier []int
	foreign []Change
	echo    []Change
	invalid []invalid

	// fields are those of all cases together.
	fields *fields
}

// prepared is one call that is ready to be made.
type prepared struct {
	request any
	do      func(ctx context.Context, client any) (any, error)
}

type invalid struct {
	name    string
	prepare func() prepared
	fields  []string
}

// newSubject takes a case out of its types.
func newSubject[C any](g *Gateway[C], row paygates.Operation, c *Case[C]) *subject {
	s := &subject{
		gateway: g.Name, row: row, label: row.Name, secrets: g.Secrets, watch: newWatch(g.Secrets), printed: g.Printed, wire: g.Wire, refuse: g.Refuse,
		open: func(baseURL string, opts ...paygates.Option) (any, error) { return g.New(baseURL, opts...) },

		prepare: erased(c.Call), asked: c.Asked, target: c.Target, page: c.Page, good: c.Good, drift: c.Drift, beside: c.Beside, earlier: c.Earlier, foreign: c.Foreign, echo: c.Echo,
		fields: newFields(),
	}
	if c.ID != "" {
		s.wire.ID = c.ID
	}
	if c.Status != "" {
		s.wire.Status = c.Status
	}
	if c.Variant != "" {
		s.label += "(" + c.Variant + ")"
	}
	for _, i := range c.Invalid {
		s.invalid = append(s.invalid, invalid{i.Name, erased(i.Call), i.Fields})
	}
	return s
}

func erased[C any](call func() Call[C]) func() prepared {
	return func() prepared {
		c := call()
		return prepared{c.Request, func(ctx context.Context, client any) (any, error) { return c.Do(ctx, client.(C)) }}
	}
}

// step sends a reply whole.
func (r Reply) step() faults.Step { return faults.Answer(r.source()) }

// source is the reply as package faults sends it.
func (r Reply) source() faults.Reply {
	out := faults.JSON(r.status(), r.Body)
	for name, values := range r.Header {
		out.Header[name] = values
	}
	return out
}

func (r Reply) status() int {
	if r.Status == 0 {
		return 200
	}
	return r.Status
}

func (r Reply) withBody(doc *node) Reply {
	r.Body = doc.String()
	return r
}

func (r Reply) withStatus(status int) Reply {
	r.Status = status
	return r
}

// own says whether a request is the operation's, and not one beside it.
func (s *subject) own(r *faults.Request) bool { return matches(s.row.Method, s.row.Path, r) }

// matches compares a request with a method and a path template, {…} standing for any one segment.
func matches(method, template string, r *faults.Request) bool {
	path, _, _ := strings.Cut(r.Target, "?")
	want, got := strings.Split(template, "/"), strings.Split(path, "/")
	if r.Method != method || len(want) != len(got) {
		return false
	}
	for i, segment := range want {
		if !strings.HasPrefix(segment, "{") && segment != got[i] {
			return false
		}
	}
	return true
}

func (s *subject) besideOf(r *faults.Request) (Exchange, bool) {
	for _, x := range s.beside {
		if matches(x.Method, x.Path, r) {
			return x, true
		}
	}
	return Exchange{}, false
}

// before are the exchanges that come before the operation's own request, on a new client or on one that was used.
func (s *subject) before(used bool) []Exchange {
	var out []Exchange
	for _, x := range s.beside {
		if !x.After && !(used && x.OncePerClient) {
			out = append(out, x)
		}
	}
	return out
}
