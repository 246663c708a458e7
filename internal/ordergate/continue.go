package ordergate

import (
	"bytes"
	"context"
	"net/http"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/check"
	"github.com/paygates/paygates-go/internal/transport"
	"github.com/paygates/paygates-go/internal/wire"
)

// Complete hands on what the payer's bank answered in 3-D Secure 1.
func (e *Engine) Complete(ctx context.Context, id string, paRes paygates.Secret) (*Order, error) {
	return e.proceed(ctx, e.rows[opComplete], id, handover{name: "PaRes", field: "PaRes", text: paRes, required: true})
}

// Complete3DS2 ends an authentication by 3-D Secure 2, with the challenge's
// result where the payer brought one.
func (e *Engine) Complete3DS2(ctx context.Context, id string, cRes paygates.Secret) (*Order, error) {
	return e.proceed(ctx, e.rows[opComplete3DS2], id, handover{name: "cres", field: "CRes", text: cRes})
}

// Resume goes on after the 3DS Method.
func (e *Engine) Resume(ctx context.Context, id string) (*Order, error) {
	return e.proceed(ctx, e.rows[opResume], id, handover{})
}

// handover is what the payer brought back: its name on the wire and in the request.
type handover struct {
	name, field string
	text        paygates.Secret
	required    bool
}

// proceed goes on with an order that waited for the payer. Its amount is the
// order's own: all of it is meant.
func (e *Engine) proceed(ctx context.Context, op *paygates.Operation, id string, h handover) (*Order, error) {
	want := asked{Intent: e.intent(op), whole: true}
	want.TargetID = id
	var wrong findings
	if !check.ID(id) {
		wrong.Add("id", "want the gateway's id of an order")
	}
	if h.required && h.text.IsZero() {
		wrong.Add(h.field, "is required")
	}
	call := &transport.Call{Op: op, Target: target(op, id)}
	if !h.text.IsZero() {
		w := wire.NewEncoder(nil)
		w.Object("")
		w.String(h.name, h.text.Reveal())
		w.End()
		var err error
		if call.Body, err = w.Bytes(); err != nil {
			wrong.Add(h.field, "want text that is valid UTF-8")
		}
		call.Secrets = []string{h.text.Reveal()}
	}
	if len(wrong.Findings) > 0 {
		return nil, e.t.Refuse(op, want.Intent, wrong.Findings)
	}
	o, _, err := e.send(ctx, call, want)
	if err != nil {
		return nil, err
	}
	o.sendsPayer()
	return o, nil
}

// doneBefore: the platform says that the order was completed before. The page
// gives the words, but neither code nor field, so that they count wherever they
// stand: they prove that this send did nothing, and not what an earlier one did.
func doneBefore(op *paygates.Operation, reply *transport.Reply) bool {
	switch op.Name {
	case opComplete, opComplete3DS2, opResume:
	default:
		return false
	}
	if reply.Status >= http.StatusInternalServerError || reply.Status == http.StatusTooManyRequests {
		return false
	}
	return bytes.Contains(bytes.ToLower(reply.Body), []byte("already completed"))
}
