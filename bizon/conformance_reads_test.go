package bizon_test

import (
	"context"
	"time"

	"github.com/paygates/paygates-go/bizon"
	"github.com/paygates/paygates-go/internal/conformance"
)

func (s suite) ping() conformance.Case[*bizon.Client] {
	return conformance.Case[*bizon.Client]{
		Operation: "Client.Ping",
		Call:      asking(struct{}{}, func(struct{}) call { return ping }),
		Good:      []conformance.Reply{s.sample("ping")},
	}
}

func (s suite) rates() conformance.Case[*bizon.Client] {
	day := time.Date(2025, time.August, 2, 0, 0, 0, 0, time.UTC)
	return conformance.Case[*bizon.Client]{
		Operation: "Client.ExchangeRates", Page: true,
		Call: asking(bizon.ExchangeRatesRequest{Date: day}, rates),
		Good: []conformance.Reply{s.sample("exchange_rates")},
		Invalid: []conformance.Invalid[*bizon.Client]{
			invalid("a day and a period", asking(bizon.ExchangeRatesRequest{Date: day, From: day}, rates), "Date"),
			invalid("a period backwards", asking(bizon.ExchangeRatesRequest{From: day, To: day.AddDate(0, 0, -1)}, rates), "To"),
		},
	}
}

func (s suite) get() conformance.Case[*bizon.Client] {
	of := func(id string, expand ...bizon.Expand) func() conformance.Call[*bizon.Client] {
		return asking(expand, func(expand []bizon.Expand) call { return get(id, expand...) })
	}
	return conformance.Case[*bizon.Client]{
		Operation: "Orders.Get",
		Call:      of(suiteOrder, bizon.ExpandCashflow, bizon.ExpandClient),
		Asked:     map[string]string{"id": suiteOrder}, Target: suiteOrder,
		Good:  []conformance.Reply{s.order("get", suiteOrder, "11.00", "0.00", "0.00")},
		Drift: s.whole(),
		Invalid: []conformance.Invalid[*bizon.Client]{
			invalid("no id", of(""), "id"),
			invalid("an id that is a path", of("1/charge"), "id"),
			invalid("an unknown expand", of(suiteOrder, "pan"), "expand"),
		},
	}
}

func suiteFilter() bizon.ListOrdersRequest {
	return bizon.ListOrdersRequest{
		Expand: []bizon.Expand{bizon.ExpandCard}, Statuses: []bizon.Status{bizon.StatusCharged, bizon.StatusRefunded},
		References: []string{suiteReference, "5678"}, CardTypes: []string{"visa"}, CardSubtypes: []string{"classic"}, IPs: []string{"6.6.6.6"},
		CreatedFrom: time.Date(2016, time.August, 1, 0, 0, 0, 0, time.UTC), IssuerBINs: []string{"411111"}, KeepRaw: true,
	}
}

func (s suite) wrongFilter(call func(bizon.ListOrdersRequest) call) []conformance.Invalid[*bizon.Client] {
	wrong := bizon.ListOrdersRequest{
		Expand: []bizon.Expand{"everything"}, References: []string{"a,b"}, IPs: []string{"here"}, IssuerCountry: "us", Page: "https://elsewhere.example/orders/?page=2",
	}
	return []conformance.Invalid[*bizon.Client]{
		invalid("a wrong filter", asking(wrong, call), "Expand", "References", "IPs", "IssuerCountry", "Page"),
	}
}

func (s suite) list() conformance.Case[*bizon.Client] {
	return conformance.Case[*bizon.Client]{
		Operation: "Orders.List", Page: true, Call: asking(suiteFilter(), list),
		Good: []conformance.Reply{s.sample("list")}, Drift: []conformance.Reply{s.first("list", "/orders/?page=2")}, Invalid: s.wrongFilter(list),
	}
}

// all gathers a walk.
func all(req bizon.ListOrdersRequest) call {
	return func(ctx context.Context, c *bizon.Client) (any, error) {
		var out []*bizon.Order
		for o, err := range c.Orders.All(ctx, req) {
			if err != nil {
				return nil, err
			}
			out = append(out, o)
		}
		return out, nil
	}
}

func (s suite) all() conformance.Case[*bizon.Client] {
	return conformance.Case[*bizon.Client]{
		Operation: "Orders.All", Page: true, Call: asking(suiteFilter(), all),
		Good: []conformance.Reply{s.sample("list")}, Invalid: s.wrongFilter(all),
	}
}

func (s suite) find() conformance.Case[*bizon.Client] {
	return conformance.Case[*bizon.Client]{
		Operation: "Orders.FindByReference", Page: true, Call: asking("5678", find),
		Good: []conformance.Reply{s.sample("list")},
		Invalid: []conformance.Invalid[*bizon.Client]{
			invalid("no reference", asking("", find), "References"),
			invalid("two references", asking("a,b", find), "References"),
		},
	}
}

func allOperations(req bizon.ListOperationsRequest) call {
	return func(ctx context.Context, c *bizon.Client) (any, error) {
		var out []*bizon.Operation
		for o, err := range c.Operations.All(ctx, req) {
			if err != nil {
				return nil, err
			}
			out = append(out, o)
		}
		return out, nil
	}
}

func suiteOperations() bizon.ListOperationsRequest {
	return bizon.ListOperationsRequest{
		Expand: []bizon.OperationExpand{bizon.OperationExpandCashflow}, Types: []bizon.OperationType{bizon.OperationCharge},
		Statuses: []bizon.OperationStatus{bizon.OperationSuccess, bizon.OperationFailure}, KeepRaw: true,
	}
}

func (s suite) wrongOperations(call func(bizon.ListOperationsRequest) call) []conformance.Invalid[*bizon.Client] {
	now := time.Now()
	wrong := bizon.ListOperationsRequest{
		Expand: []bizon.OperationExpand{"card"}, Types: []bizon.OperationType{"payout"}, Statuses: []bizon.OperationStatus{"charged"},
		CreatedFrom: now, CreatedTo: now.Add(-time.Hour), Page: "/orders/?page=2",
	}
	return []conformance.Invalid[*bizon.Client]{
		invalid("a wrong filter", asking(wrong, call), "Expand", "Statuses", "Types", "CreatedTo", "Page"),
	}
}

func (s suite) listOperations() conformance.Case[*bizon.Client] {
	return conformance.Case[*bizon.Client]{
		Operation: "Operations.List", Page: true, Call: asking(suiteOperations(), listOperations),
		Good: []conformance.Reply{s.sample("operations")},
		Drift: []conformance.Reply{
			s.first("operations", "/operations/?page=2", "operations.1.id", `"1"`, "operations.1.trace_id", `"MCC8454300719"`),
		},
		Invalid: s.wrongOperations(listOperations),
	}
}

func (s suite) allOperations() conformance.Case[*bizon.Client] {
	return conformance.Case[*bizon.Client]{
		Operation: "Operations.All", Page: true, Call: asking(suiteOperations(), allOperations),
		Good: []conformance.Reply{s.sample("operations")}, Invalid: s.wrongOperations(allOperations),
	}
}
