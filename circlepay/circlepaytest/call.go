package circlepaytest

// call is one request while it is carried out. Reading it collects the first
// problem, so every execution has its own.
type call struct {
	fields
	in       *incoming
	model    *Model
	merchant *merchant // nil where the operation needs none
	arg      string    // the path's last segment
	problem  *refusal
}

// wrong says that something that was read is refused.
func (c *call) wrong() bool { return c.problem != nil }

// one is the data of an answer with one object.
func one(o any) []any { return []any{o} }

// refused is the answer of an operation that refuses.
func refused(code string, attributes ...string) ([]any, *refusal) {
	return nil, refuse(code, attributes...)
}
