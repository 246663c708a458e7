package conformance

import (
	"context"
	"net/http"
	"reflect"

	paygates "github.com/paygates/paygates-go"
)

// Gateway is what the suite needs to know of a gateway package; C is its client.
type Gateway[C any] struct {
	// Name is the package's, as its errors and rows give it.
	Name string
	// Operations is the package's table.
	Operations []paygates.Operation
	// New makes a client for a gateway at baseURL. Its account's secrets are among Secrets.
	New func(baseURL string, opts ...paygates.Option) (C, error)
	// Printed are further values that hold secrets and may be printed by mistake: the Config that New uses.
	Printed []any
	// Secrets are the texts that must never be seen: credentials, and the card data in the requests.
	Secrets []Secret
	// Wire says how to find the rows' fields in an answer.
	Wire Wire
	// Refuse writes the gateway's own error answer with that code and message. good is the first documented answer to the operation, for a refusal that is an
	// object with another status.
	Refuse func(refusal paygates.Refusal, good Reply, message string) Reply
	// Unfilled are the fields of result types that no answer fills, such as "Order.Note", and why.
	Unfilled map[string]string
	// Cases has one case for each operation, or several with a Variant each.
	Cases []Case[C]
}

// Secret is a text that must never be seen, and what it is called in a failure.
type Secret struct{ Name, Text string }

// Wire says how to find the rows' fields in an answer, and which spellings mean the same.
type Wire struct {
	// Roots are the paths of the objects in which a row's fields may stand, most likely first: "orders.0", "data.attributes", "" for the top.
	Roots []string
	// ID is the name of the field with the id of the object that the answer speaks of.
	ID string
	// Status is the name of the field with the status word.
	Status string
	// Amounts are the names of fields in which a number and a decimal text mean the same.
	Amounts []string
	// IDs are the names of fields in which an integer and its text mean the same.
	IDs []string
	// Free are the names of objects whose names are data: an unknown one is not unknown there.
	Free []string
	// Places are the paths of fields that the rows call by names of their own, because an answer has two of one name: the code of the whole and that of an entry.
	Places map[string][]string
}

// Case is one operation with a fixed request and its documented answers.
type Case[C any] struct {
	// Operation is the row's name.
	Operation string
	// Variant tells several cases of one operation apart, such as "whole" and "part".
	Variant string
	// Call makes the call anew; see Calling.
	Call func() Call[C]
	// Asked is what the request asks for, by the row's names: what Equal compares, and for Moved the total as it stands after the movement.
	Asked map[string]string
	// Target is the id in the path, if there is one.
	Target string
	// Page says that the answer is a list, which may be larger than one object.
	Page bool
	// Good are the documented answers, one for each form.
	Good []Reply
	// Drift are further documented answers for the drift cell alone: large ones, with the fields that those in Good lack.
	Drift []Reply
	// Beside are the requests that the call makes beside its own.
	Beside []Exchange
	// ID and Status replace the names of Wire, where this operation's answers have others.
	ID, Status string
	// Earlier are the HTTP statuses with which a good answer says that an earlier send of the same request took effect, such as a 409 with the object.
	Earlier []int
	// Foreign are changes that make a good answer another object's, where the row's Equal is not a plain field.
	Foreign []Change
	// Echo are changes by which an answer repeats card data that a gateway should have masked; it stays a good answer.
	Echo []Change
	// Invalid are requests that are refused before anything is sent.
	Invalid []Invalid[C]
}

// Call is one call that is ready to be made.
type Call[C any] struct {
	// Request points to the request that Do sends, so that the suite sees whether it changes.
	Request any
	// Do makes the call.
	Do func(ctx context.Context, client C) (any, error)
}

// Calling returns a function that makes a call: the request anew each time, and call to send it. A nil pointer as result becomes nil, and beside an error so
// does a nil list.
func Calling[C, Q, R any](request func() Q, call func(ctx context.Context, client C, request Q) (R, error)) func() Call[C] {
	return func() Call[C] {
		q := request()
		return Call[C]{
			Request: &q,
			Do: func(ctx context.Context, client C) (any, error) {
				result, err := call(ctx, client, q)
				switch v := reflect.ValueOf(&result).Elem(); {
				case v.Kind() == reflect.Pointer && v.IsNil(), v.Kind() == reflect.Slice && v.IsNil() && err != nil:
					return nil, err
				}
				return result, err
			},
		}
	}
}

// Reply is a documented answer.
type Reply struct {
	// Name is that of the sample.
	Name string
	// Form is the Proof.Form that it belongs to.
	Form string
	// Status is the HTTP status, 200 if it is 0.
	Status int
	Header http.Header
	// Body is a JSON document.
	Body string
	// Needs are further fields without which this answer proves nothing, such as the total that "all of it" is measured by.
	Needs []string
}

// With returns the reply with the value at a path such as "orders.0.amount" replaced by a JSON text, or added. It panics where the path leads nowhere.
func (r Reply) With(path, value string) Reply {
	doc := mustParse(r.Body)
	doc.mustSet(path, value)
	r.Body = doc.String()
	return r
}

// Named gives the reply another name, and other values at these paths: a path, its JSON text, and so on, as With takes them.
func (r Reply) Named(name string, values ...string) Reply {
	for i := 0; i < len(values); i += 2 {
		r = r.With(values[i], values[i+1])
	}
	r.Name = name
	return r
}

// Change is a value that is put into an answer.
type Change struct {
	Name  string
	Path  string
	Value string // JSON
}

// Exchange is a request that a call makes beside its own, and its answer.
type Exchange struct {
	Name   string
	Method string
	// Path is the request's, with {id} for any one segment.
	Path  string
	Reply Reply
	// After says that it comes after the operation's own request.
	After bool
	// OncePerClient says that a client asks once and remembers: a login.
	OncePerClient bool
}

// Invalid is a request that is refused before anything is sent.
type Invalid[C any] struct {
	Name string
	Call func() Call[C]
	// Fields are the names that the error gives, in any order.
	Fields []string
}
