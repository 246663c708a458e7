package ordergate

import (
	"bytes"
	"context"
	"iter"
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/transport"
	"github.com/paygates/paygates-go/internal/wire"
)

// OperationFilter is what GET /operations/ can be asked for.
type OperationFilter struct {
	Expand                 []string
	Statuses, Types        []string
	CreatedFrom, CreatedTo time.Time
	// KeepRaw keeps each operation's bytes.
	KeepRaw bool
	// Page is the address of a further page, as OperationPage.Next gave it.
	Page string
}

// OperationPage is one page of operations.
type OperationPage struct {
	Operations []Operation
	// Next leads to the next page; empty on the last.
	Next string
	Raw  paygates.Raw
}

// What GET /operations/ takes: the expands by the platform's page, the other
// words by what its clients see in answers.
var (
	operationExpands  = []string{"cashflow", "extra"}
	operationStatuses = []string{"success", "failure", "error"}
	operationTypes    = []string{"authorize", "charge", "reverse", "refund", "credit", "chargeback", "representment"}
)

func (e *Engine) operationQuery(f *OperationFilter) string {
	q, set := commaJoined()
	set("expand", f.Expand...)
	set("status", f.Statuses...)
	set("type", f.Types...)
	set("created_from", e.filterTime(f.CreatedFrom))
	set("created_to", e.filterTime(f.CreatedTo))
	return encodeQuery(q)
}

// ListOperations reads one page of operations.
func (e *Engine) ListOperations(ctx context.Context, f *OperationFilter) (*OperationPage, error) {
	return e.listOperations(ctx, e.rows[opOperations], f)
}

// AllOperations walks every operation of every page.
func (e *Engine) AllOperations(ctx context.Context, f OperationFilter) iter.Seq2[*Operation, error] {
	of := e.rows[opAllOperations]
	return func(yield func(*Operation, error) bool) {
		pages := walk(e, of, f.Page, func(address string) (*OperationPage, string, error) {
			at := f
			at.Page = address
			page, err := e.listOperations(ctx, of, &at)
			if err != nil {
				return nil, "", err
			}
			return page, page.Next, nil
		})
		for page, err := range pages {
			if err != nil {
				yield(nil, err)
				return
			}
			for i := range page.Operations {
				if !yield(&page.Operations[i], nil) {
					return
				}
			}
		}
	}
}

func (e *Engine) listOperations(ctx context.Context, op *paygates.Operation, f *OperationFilter) (*OperationPage, error) {
	var wrong findings
	wrong.OneOf("Expand", f.Expand, operationExpands)
	wrong.OneOf("Statuses", f.Statuses, operationStatuses)
	wrong.OneOf("Types", f.Types, operationTypes)
	wrong.period(f.CreatedFrom, f.CreatedTo)
	path := e.pageTarget(op, f.Page, e.operationQuery(f), &wrong)
	intent := e.intent(op)
	if len(wrong.Findings) > 0 {
		return nil, e.t.Refuse(op, intent, wrong.Findings)
	}
	var page *OperationPage
	err := e.t.Do(ctx, &transport.Call{Op: op, Target: path, Page: true, Intent: intent}, func(reply *transport.Reply) (fault *paygates.Error) {
		page, fault = e.judgeOperations(op, f, reply)
		return fault
	})
	if err != nil {
		return nil, err
	}
	return page, nil
}

func (e *Engine) judgeOperations(op *paygates.Operation, f *OperationFilter, reply *transport.Reply) (*OperationPage, *paygates.Error) {
	if !succeeded(reply.Status) {
		return nil, e.readRefusal(op, reply)
	}
	page, read := &OperationPage{}, e.reader(noCurrency)
	sound, err := rows(reply.Body, "operations", func(d *wire.Decoder) error {
		o, err := read.listedOperation(d, f.KeepRaw)
		page.Operations = append(page.Operations, o)
		return err
	})
	switch {
	case err != nil:
		return nil, unreadable(op, reply, err)
	case !sound:
		return nil, e.unexpected(op, reply)
	}
	if f.KeepRaw {
		page.Raw = paygates.NewRaw(reply.Body)
	}
	var fault *paygates.Error
	if page.Next, fault = e.nextPage(op, reply.Header); fault != nil {
		return nil, fault
	}
	return page, nil
}

// listedOperation reads an operation that stands in no order: amounts that
// cannot be held are its own to note.
func (r reader) listedOperation(d *wire.Decoder, keepRaw bool) (Operation, error) {
	var raw []byte
	if keepRaw {
		raw = bytes.Clone(d.Raw())
		d = wire.NewDecoder(raw)
	}
	draft := readOperation(d)
	var holder Order
	out := draft.finish(&holder, r.fallback, r.zone)
	for field, text := range holder.Unread {
		if out.Unread == nil {
			out.Unread = make(map[string]string)
		}
		out.Unread[strings.TrimPrefix(field, "operations.")] = text
	}
	if !keepRaw {
		return out, nil
	}
	out.Raw = paygates.NewRaw(raw)
	return out, d.End()
}
