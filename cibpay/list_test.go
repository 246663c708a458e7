package cibpay_test

import (
	"errors"
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cibpay"
)

func page(ids []int, link string) reply {
	body := ""
	for i, id := range ids {
		body += []string{"", ","}[min(i, 1)] + fmt.Sprintf(`{"id":"%d","status":"new","amount":"1.00","currency":"AZN","merchant_order_id":"r-1"}`, id)
	}
	r := reply{Body: `{"orders":[` + body + `]}`}
	if link != "" {
		r.Header = http.Header{"Link": {link}}
	}
	return r
}

func TestAllFollowsLinksOnTheSameHost(t *testing.T) {
	t.Parallel()
	for name, links := range map[string][2]string{
		"absolute":         {`<https://api-preprod.cibpay.co/orders/?page=2&status=new>; rel="next"`, `<https://api-preprod.cibpay.co/orders/?page=3>; rel=next`},
		"relative":         {`</orders/?page=2&status=new>; rel="next"`, `<?page=3>; rel="next"`},
		"among others":     {`</orders/?page=1>; rel="first", </orders/?page=2&status=new>; title="a, b"; rel="next"`, `</orders/?page=9>; rel="last",</orders/?page=3>;rel=NEXT`},
		"without a slash":  {`</orders?page=2&status=new>; rel="next"`, `</orders?page=3>; rel="next"`},
		"rel given before": {`</orders/?page=2&status=new>; rel="next"; title="x"`, `</orders/?page=3>; foo=bar; rel="next"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, stub := stubbed(t, page([]int{1, 2}, links[0]), page([]int{3}, links[1]), page(nil, ""))
			var ids []string
			for o, err := range client.Orders.All(t.Context(), cibpay.ListOrdersRequest{Statuses: []cibpay.Status{cibpay.StatusNew}}) {
				require.NoError(t, err)
				ids = append(ids, o.ID)
			}
			assert.Equal(t, []string{"1", "2", "3"}, ids)
			require.Len(t, stub.Requests(), 3)
			assert.Equal(t, "/orders/?status=new", stub.Requests()[0].Target)
			assert.Equal(t, "/orders/?page=2&status=new", stub.Requests()[1].Target)
			assert.Equal(t, "/orders/?page=3", stub.Requests()[2].Target)
		})
	}
}

func TestAllStopsWhereItMust(t *testing.T) {
	t.Parallel()
	t.Run("a link to another host gets no credentials", func(t *testing.T) {
		t.Parallel()
		for _, link := range []string{
			`<https://elsewhere.example/orders/?page=2>; rel="next"`, `<http://api-preprod.cibpay.co/orders/?page=2>; rel="next"`,
			`<//elsewhere.example/orders/?page=2>; rel="next"`, `<https://api-preprod.cibpay.co@elsewhere.example/orders/?page=2>; rel="next"`,
			`</orders/7/refund?page=2>; rel="next"`, `<https://api-preprod.cibpay.co/orders/>; rel="next"`, `<:>; rel="next"`,
		} {
			client, stub := stubbed(t, page([]int{1}, link))
			var last error
			for _, err := range client.Orders.All(t.Context(), cibpay.ListOrdersRequest{}) {
				last = err
			}
			require.ErrorIs(t, last, paygates.ErrUnexpectedReply, link)
			e, _ := errors.AsType[*paygates.Error](last)
			assert.Equal(t, "the link to the next page is not one of this list under the configured scheme and host", e.Message, "http for https is the same host")
			assert.Len(t, stub.Requests(), 1)
		}
	})
	t.Run("a loop of pages", func(t *testing.T) {
		t.Parallel()
		client, stub := stubbed(t, page([]int{1}, `</orders/?page=2>; rel="next"`))
		var last error
		for _, err := range client.Orders.All(t.Context(), cibpay.ListOrdersRequest{}) {
			last = err
		}
		require.ErrorIs(t, last, paygates.ErrUnexpectedReply)
		assert.Len(t, stub.Requests(), 2)
	})
	t.Run("a page that fails ends with its error", func(t *testing.T) {
		t.Parallel()
		client, _ := stubbed(t, page([]int{1, 2}, `</orders/?page=2>; rel="next"`), reply{Status: 404})
		var seen []string
		var last error
		for o, err := range client.Orders.All(t.Context(), cibpay.ListOrdersRequest{}) {
			if err != nil {
				assert.Nil(t, o)
				last = err
				continue
			}
			seen = append(seen, o.ID)
		}
		assert.Equal(t, []string{"1", "2"}, seen)
		require.ErrorIs(t, last, paygates.ErrNotFound)
		e, _ := errors.AsType[*paygates.Error](last)
		assert.Equal(t, "Orders.All", e.Op)
	})
	t.Run("the caller has seen enough", func(t *testing.T) {
		t.Parallel()
		client, stub := stubbed(t, page([]int{1, 2}, `</orders/?page=2>; rel="next"`))
		for range client.Orders.All(t.Context(), cibpay.ListOrdersRequest{}) {
			break
		}
		assert.Len(t, stub.Requests(), 1)
	})
}

// A list that goes on nobody knows where is not taken for a whole one.
func TestALinkThatNobodyCanReadIsNoEnd(t *testing.T) {
	t.Parallel()
	few, full := []int{1, 2}, make([]int, 2000)
	for name, c := range map[string]struct {
		ids  []int
		link string
		ends bool
	}{
		"another form":                         {few, `https://api-preprod.cibpay.co/orders/?page=2; rel=next`, false},
		"another relation that says next":      {few, `</orders/?page=2>; rel="nextpage"`, false},
		"a number on a full page":              {full, `</orders/?page=2>; rel="2"`, false},
		"another form on a full page":          {full, `/orders/?page=2`, false},
		"a number on a page that is not full":  {few, `</orders/?page=1>; rel="1"`, true},
		"another matter":                       {few, `<https://cdn.example/a.css>; rel=preload`, true},
		"a title that says next":               {few, `</orders/?page=2>; title="next page"`, false},
		"a script of that name":                {few, `</_next/static/a.js>; rel=preload`, true},
		"another matter of that name":          {few, `<https://help.next.example/>; rel="help"`, true},
		"another matter on a full page":        {full, `<https://cdn.example/a.css>; rel=preload; as=style`, true},
		"a full page that says it is the last": {full, `</orders/?page=1>; rel="first"`, true},
		"a full page without a link":           {full, "", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, stub := stubbed(t, page(c.ids, c.link))
			ids, walk := walked(t.Context(), client)
			assert.Len(t, ids, len(c.ids))
			list, one := client.Orders.List(t.Context(), cibpay.ListOrdersRequest{})
			hits, find := client.Orders.FindByReference(t.Context(), "r-1")
			assert.Len(t, stub.Requests(), 3)
			if c.ends {
				require.NoError(t, errors.Join(walk, one, find))
				return
			}
			for _, err := range []error{walk, one, find} {
				require.ErrorIs(t, err, paygates.ErrUnexpectedReply)
				assert.Equal(t, paygates.OutcomeNotExecuted, paygates.OutcomeOf(err))
			}
			assert.ErrorContains(t, walk, fmt.Sprintf("incomplete, it broke off after %d", len(c.ids)))
			assert.Nil(t, list)
			assert.Nil(t, hits)
		})
	}
}

func TestListPageByPage(t *testing.T) {
	t.Parallel()
	client, stub := stubbed(t, page([]int{1}, `</orders/?page=2>; rel="next"`), page([]int{2}, ""))
	first, err := client.Orders.List(t.Context(), cibpay.ListOrdersRequest{KeepRaw: true})
	require.NoError(t, err)
	assert.JSONEq(t, `{"id":"1","status":"new","amount":"1.00","currency":"AZN","merchant_order_id":"r-1"}`, string(first.Orders[0].RawJSON()))
	assert.Contains(t, string(first.RawJSON()), `"orders"`)
	second, err := client.Orders.List(t.Context(), cibpay.ListOrdersRequest{Page: first.Next})
	require.NoError(t, err)
	assert.Equal(t, "2", second.Orders[0].ID)
	assert.Empty(t, second.Next)
	assert.Nil(t, second.Orders[0].RawJSON(), "only with KeepRaw")
	assert.Equal(t, "/orders/?page=2", stub.Requests()[1].Target)
}

func TestFindByReferenceComparesByteForByte(t *testing.T) {
	t.Parallel()
	ignoresFilter := `{"orders":[{"id":"1","status":"new","merchant_order_id":"r-1"},{"id":"2","status":"new","merchant_order_id":"R-1"},` +
		`{"id":"3","status":"new","merchant_order_id":null},{"id":"4","status":"new","merchant_order_id":"r-11"}]}`
	client, _ := stubbed(t,
		reply{Body: ignoresFilter, Header: http.Header{"Link": {`</orders/?page=2>; rel="next"`}}},
		reply{Body: `{"orders":[{"id":"5","status":"new","merchant_order_id":"r-1"}]}`})
	hits, err := client.Orders.FindByReference(t.Context(), "r-1")
	require.NoError(t, err)
	require.Len(t, hits, 2)
	assert.Equal(t, "1", hits[0].ID)
	assert.Equal(t, "5", hits[1].ID)

	client, _ = stubbed(t, reply{Body: `{"orders":[]}`})
	hits, err = client.Orders.FindByReference(t.Context(), "r-1")
	require.NoError(t, err)
	assert.NotNil(t, hits)
	assert.Empty(t, hits)

	client, _ = stubbed(t, reply{Body: `{"orders":[{"id":"9","status":"new","merchant_order_id":12345}]}`})
	hits, err = client.Orders.FindByReference(t.Context(), "12345")
	require.NoError(t, err)
	assert.Len(t, hits, 1, "a reference that comes as a number")
}
