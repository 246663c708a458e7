package bizon_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
)

// page is a page of rows, with a link to the next.
func page(array, link string, ids ...int) reply {
	rows := make([]string, len(ids))
	for i, id := range ids {
		rows[i] = fmt.Sprintf(`{"id":"%d","order_id":"9","type":"charge","status":"success","amount":"1.00","currency":"USD","merchant_order_id":"r-1"}`, id)
		if array == "orders" {
			rows[i] = strings.Replace(strings.Replace(rows[i], `"order_id":"9","type":"charge",`, "", 1), "success", "new", 1)
		}
	}
	r := reply{Body: `{"` + array + `":[` + strings.Join(rows, ",") + `]}`}
	if link != "" {
		r.Header = http.Header{"Link": {link}}
	}
	return r
}

// walks are the two lists that go on over pages: each gives the ids it has seen
// and the error that ended it.
var walks = map[string]struct {
	array string
	walk  func(*testing.T, *bizon.Client) ([]string, error)
}{
	"orders": {"orders", func(t *testing.T, c *bizon.Client) (ids []string, last error) {
		for o, err := range c.Orders.All(t.Context(), bizon.ListOrdersRequest{}) {
			if err != nil {
				assert.Nil(t, o)
				return ids, err
			}
			ids = append(ids, o.ID)
		}
		return ids, nil
	}},
	"operations": {"operations", func(t *testing.T, c *bizon.Client) (ids []string, last error) {
		for o, err := range c.Operations.All(t.Context(), bizon.ListOperationsRequest{}) {
			if err != nil {
				assert.Nil(t, o)
				return ids, err
			}
			ids = append(ids, o.ID)
		}
		return ids, nil
	}},
}

func TestWalks(t *testing.T) {
	t.Parallel()
	const host = "https://api.gateway.example"
	for name, w := range walks {
		path := "/" + w.array + "/"
		next := func(link string) string { return "<" + link + `>; rel="next"` }
		t.Run(name+" follow links on the same host", func(t *testing.T) {
			t.Parallel()
			for _, link := range []string{host + path + "?page=2", path + "?page=2", "?page=2", strings.TrimSuffix(path, "/") + "?page=2"} {
				client, stub := stubbed(t, page(w.array, next(link), 1, 2), page(w.array, next(path+"?page=3"), 3), page(w.array, ""))
				ids, err := w.walk(t, client)
				require.NoError(t, err, link)
				assert.Equal(t, []string{"1", "2", "3"}, ids)
				require.Len(t, stub.Requests(), 3)
				assert.Equal(t, path, stub.Requests()[0].Target)
				assert.Equal(t, path+"?page=2", stub.Requests()[1].Target)
			}
		})
		t.Run(name+" follow no other link", func(t *testing.T) {
			t.Parallel()
			for _, link := range []string{
				"https://elsewhere.example" + path + "?page=2", "http://api.gateway.example" + path + "?page=2", "//elsewhere.example" + path + "?page=2",
				host + "@elsewhere.example" + path + "?page=2", "/orders/7/refund?page=2", host + path, ":",
			} {
				client, stub := stubbed(t, page(w.array, next(link), 1))
				_, err := w.walk(t, client)
				require.ErrorIs(t, err, paygates.ErrUnexpectedReply, link)
				assert.Len(t, stub.Requests(), 1)
			}
		})
		t.Run(name+" end a loop", func(t *testing.T) {
			t.Parallel()
			client, stub := stubbed(t, page(w.array, next(path+"?page=2"), 1))
			_, err := w.walk(t, client)
			require.ErrorIs(t, err, paygates.ErrUnexpectedReply)
			assert.Len(t, stub.Requests(), 2)
		})
		t.Run(name+" end with the error of a page", func(t *testing.T) {
			t.Parallel()
			client, _ := stubbed(t, page(w.array, next(path+"?page=2"), 1, 2), reply{Status: 404})
			ids, err := w.walk(t, client)
			assert.Equal(t, []string{"1", "2"}, ids)
			require.ErrorIs(t, err, paygates.ErrNotFound)
			e, _ := errors.AsType[*paygates.Error](err)
			assert.Equal(t, map[string]string{"orders": "Orders.All", "operations": "Operations.All"}[w.array], e.Op)
		})
	}
}

// A walk can be made again, and ends when the caller has seen enough.
func TestWalksCanBeRepeated(t *testing.T) {
	t.Parallel()
	client, stub := stubbed(t, page("operations", `<?page=2>; rel="next"`, 1), page("operations", "", 2),
		page("operations", `<?page=2>; rel="next"`, 1), page("operations", "", 2))
	walk := client.Operations.All(t.Context(), bizon.ListOperationsRequest{})
	for range 2 {
		n := 0
		for _, err := range walk {
			require.NoError(t, err)
			n++
		}
		assert.Equal(t, 2, n)
	}
	assert.Equal(t, "/operations/", stub.Requests()[2].Target, "from the first page")
	for range client.Orders.All(t.Context(), bizon.ListOrdersRequest{}) {
		break
	}
	for range walk {
		break
	}
}

func TestOperationsPageByPage(t *testing.T) {
	t.Parallel()
	const row = `{"id":"1","order_id":"23011537206894183","type":"charge","status":"success","amount":"9,99","currency":"EUR","created":"2016-08-24 12:07:00",` +
		`"trace_id":"MCC8454300719","cashflow":{"currency":"USD","amount":"-9.00","fee":"0.30"},"extra":{"a":1}}`
	client, stub := stubbed(t, reply{Body: `{"operations":[` + row + `]}`, Header: http.Header{"Link": {`</operations/?page=2>; rel="next"`}}}, page("operations", "", 2))
	first, err := client.Operations.List(t.Context(), bizon.ListOperationsRequest{KeepRaw: true})
	require.NoError(t, err)
	require.Len(t, first.Operations, 1)
	o := first.Operations[0]
	assert.JSONEq(t, row, string(o.RawJSON()))
	assert.Contains(t, string(first.RawJSON()), `"operations"`)
	assert.Equal(t, "23011537206894183", o.OrderID)
	assert.Equal(t, bizon.OperationCharge, o.Type)
	assert.Equal(t, "MCC8454300719", o.TraceID)
	assert.False(t, o.Amount.IsSet())
	assert.Equal(t, map[string]string{"amount": "9,99"}, o.Unread, "an amount that cannot be held keeps its text")
	assert.Equal(t, usd("-9.00"), o.Cashflow.Amount, "in the currency of the account")
	second, err := client.Operations.List(t.Context(), bizon.ListOperationsRequest{Page: first.Next})
	require.NoError(t, err)
	assert.Equal(t, "/operations/?page=2", stub.Requests()[1].Target)
	assert.Empty(t, second.Next)
	assert.Nil(t, second.Operations[0].RawJSON(), "only with KeepRaw")
	assert.Nil(t, second.RawJSON())
}

// What is no list is not taken for an empty one.
func TestListsThatAreNone(t *testing.T) {
	t.Parallel()
	for _, body := range []string{
		`{}`, `{"operations":null}`, `{"operations":{}}`, `{"orders":[],"operations":{"id":"1"}}`, `[]`, `null`, `<html>`, ``,
		`{"operations":[],"error":"x"}`, `{"operations":[],"failure_type":"mood"}`, `{"operations":[]}x`, `{"operations":[{"id":"1","id":"2"}]}`,
	} {
		for _, keep := range []bool{false, true} {
			client, _ := stubbed(t, reply{Body: body})
			_, err := client.Operations.List(t.Context(), bizon.ListOperationsRequest{KeepRaw: keep})
			require.Error(t, err, body)
		}
	}
	client, _ := stubbed(t, reply{Body: `{"operations":[]}`})
	none, err := client.Operations.List(t.Context(), bizon.ListOperationsRequest{})
	require.NoError(t, err)
	assert.NotNil(t, none.Operations)
	assert.Empty(t, none.Operations)
}

func TestFindByReferenceComparesByteForByte(t *testing.T) {
	t.Parallel()
	client, _ := stubbed(t,
		orders(`"id":"1","status":"new","merchant_order_id":"r-1"`, `"id":"2","status":"new","merchant_order_id":"R-1"`, `"id":"3","status":"new"`))
	hits, err := client.Orders.FindByReference(t.Context(), "r-1")
	require.NoError(t, err)
	require.Len(t, hits, 1)
	assert.Equal(t, "1", hits[0].ID)
	client, _ = stubbed(t, reply{Body: `{"orders":[]}`})
	hits, err = client.Orders.FindByReference(t.Context(), "r-1")
	require.NoError(t, err)
	assert.NotNil(t, hits)
	assert.Empty(t, hits)
}
