package ordergate

import (
	"context"
	"iter"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/paging"
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

// ListOperations reads one page of operations, each as convert makes it of one
// that is gone with the next.
func ListOperations[T any](ctx context.Context, e *Engine, f *OperationFilter, convert func(*Operation) T) ([]T, Page, error) {
	var operations []T
	page, err := e.listOperations(ctx, e.rows[opOperations], f, operationRows{
		begin: func() { operations = []T{} },
		take: func(o *Operation) bool {
			operations = append(operations, convert(o))
			return true
		},
		whole: f.KeepRaw,
	})
	return operations, page, err
}

// AllOperations walks every operation of every page, each as convert makes it of
// one that is gone with the next.
func AllOperations[T any](ctx context.Context, e *Engine, f OperationFilter, convert func(*Operation) T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		of, f := e.rows[opAllOperations], f
		paging.Yield(yield, func(take func(T) bool) (int, error) {
			return paging.Walk(of, f.Page, false, func(address string) (paging.Step, error) {
				f.Page = address
				page, err := e.listOperations(ctx, of, &f, operationRows{
					begin: func() {},
					take:  func(o *Operation) bool { return take(convert(o)) },
					given: true,
				})
				return page.Step, err
			})
		})
	}
}

// operationRows is where the operations of a page go; take gets one that is gone
// with the next.
type operationRows struct {
	begin func()
	take  func(*Operation) (more bool)
	// given and whole are those of rows and pageCall.
	given, whole bool
}

func (e *Engine) listOperations(ctx context.Context, op *paygates.Operation, f *OperationFilter, to operationRows) (Page, error) {
	var wrong findings
	wrong.OneOf("Expand", f.Expand, operationExpands)
	wrong.OneOf("Statuses", f.Statuses, operationStatuses)
	wrong.OneOf("Types", f.Types, operationTypes)
	wrong.period(f.CreatedFrom, f.CreatedTo)
	path := e.pageTarget(op, f.Page, e.operationQuery(f), &wrong)
	intent := e.intent(op)
	if len(wrong.Findings) > 0 {
		return Page{}, e.t.Refuse(op, intent, wrong.Findings)
	}
	row, texts, zone := new(Operation), new(stepTexts), e.zone
	return e.page(ctx, &pageCall{
		row: op, of: op, intent: intent, target: path, array: "operations", keepRaw: f.KeepRaw, whole: to.whole,
		rows: rows{
			begin: to.begin,
			decode: func(d *wire.Decoder) {
				*row, *texts = Operation{}, stepTexts{}
				texts.read(d, row)
			},
			take: func(raw paygates.Raw) bool {
				texts.finish(row, &row.Unread, listedStep, noCurrency, zone)
				row.Raw = raw
				return to.take(row)
			},
			given: to.given,
		},
	})
}
