package bizon

import (
	"context"
	"iter"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/ordergate"
)

// OperationsAPI has the calls on the list of operations. It is Client.Operations.
type OperationsAPI struct{ engine *ordergate.Engine }

// OperationExpand names what a list of operations shows only when it is asked for.
type OperationExpand string

// What can be expanded in a list of operations.
const (
	// OperationExpandCashflow shows what each operation means for the account.
	OperationExpandCashflow OperationExpand = "cashflow"
	// OperationExpandExtra shows what Bizon's page does not describe; it stands
	// in RawJSON.
	OperationExpandExtra OperationExpand = "extra"
)

// ListOperationsRequest filters a list of operations. Several values of one
// filter mean any of them; all filters together have to hold.
type ListOperationsRequest struct {
	Expand   []OperationExpand
	Statuses []OperationStatus
	Types    []OperationType
	// CreatedFrom and CreatedTo bound the time of creation, both included. They
	// are sent in Config.Location, to the second.
	CreatedFrom, CreatedTo time.Time

	// Page is what OperationPage.Next of the page before gave; the other filters
	// are then not sent again, because Next carries them.
	Page string
	// KeepRaw keeps the bytes of every operation for RawJSON.
	KeepRaw bool
}

// OperationPage is one page of operations, at most 2,000.
type OperationPage struct {
	Operations []*Operation
	// Next leads to the next page as ListOperationsRequest.Page; empty on the last, as
	// OrderPage.Next says.
	Next string

	raw paygates.Raw
}

// RawJSON returns the page's bytes if the request said KeepRaw.
func (p *OperationPage) RawJSON() []byte { return p.raw.Bytes() }

// List reads one page of the operations of all orders. GET /operations/. A
// failed read has no effect and may be repeated. A link to another host, and
// one to a next page that cannot be read, is refused with ErrUnexpectedReply.
//
// Source: Bizon actions page, GET /operations/.
func (a *OperationsAPI) List(ctx context.Context, req ListOperationsRequest) (*OperationPage, error) {
	filter := req.wire()
	operations, page, err := ordergate.ListOperations(ctx, a.engine, &filter, listedOperation)
	if err != nil {
		return nil, err
	}
	return &OperationPage{Operations: operations, Next: page.Next, raw: page.Raw}, nil
}

// All walks every operation of every page. It yields, breaks off, waits and
// ends as OrdersAPI.All does.
//
// Source: Bizon actions page, GET /operations/.
func (a *OperationsAPI) All(ctx context.Context, req ListOperationsRequest) iter.Seq2[*Operation, error] {
	return ordergate.AllOperations(ctx, a.engine, req.wire(), listedOperation)
}

func listedOperation(o *ordergate.Operation) *Operation { return new(operationFrom(o)) }

func (r ListOperationsRequest) wire() ordergate.OperationFilter {
	return ordergate.OperationFilter{
		Expand: texts(r.Expand), Statuses: texts(r.Statuses), Types: texts(r.Types),
		CreatedFrom: r.CreatedFrom, CreatedTo: r.CreatedTo, Page: r.Page, KeepRaw: r.KeepRaw,
	}
}
