package corefy_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/corefy"
	"github.com/paygates/paygates-go/internal/stub"
)

// page is a page of invoices with these ids, all bearing the reference r.
func page(next string, ids ...string) reply {
	var rows []string
	for _, id := range ids {
		rows = append(rows, fmt.Sprintf(`{"type":"payment-invoices","id":%q,"attributes":{"reference_id":"r","test_mode":true}}`, id))
	}
	return reply{Body: fmt.Sprintf(`{"meta":{"count":17,"size":2,"before":"cpi_b","after":"cpi_a"},"links":{"prev":"","next":%q},"data":[%s]}`, next, strings.Join(rows, ","))}
}

func ids(invoices []*corefy.Invoice) string {
	var out []string
	for _, invoice := range invoices {
		out = append(out, invoice.ID)
	}
	return strings.Join(out, " ")
}

// Pages are walked by links.next: its query alone, on the configured host, whatever
// path or host the link names; the cursors of meta are never used.
func TestPages(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		replies []reply
		targets []string
		ids     string
		fails   bool
	}{
		"one page":         {[]reply{page("", "1", "2")}, []string{""}, "1 2", false},
		"no links":         {[]reply{{Body: `{"data":[{"id":"1","attributes":{"reference_id":"r"}}]}`}}, []string{""}, "1", false},
		"two pages":        {[]reply{page("/api/payment-invoices?page[before]=2&page[size]=2", "1", "2"), page("", "3")}, []string{"", "?page%5Bbefore%5D=2&page%5Bsize%5D=2"}, "1 2 3", false},
		"a path elsewhere": {[]reply{page("/api/v2/payout-invoices?a=b", "1"), page("", "2")}, []string{"", "?a=b"}, "1 2", false},
		"a foreign host":   {[]reply{page("https://elsewhere.example/api/payment-invoices?a=b", "1"), page("", "2")}, []string{"", "?a=b"}, "1 2", false},
		"a foreign user":   {[]reply{page("https://u:p@elsewhere.example?a=b", "1"), page("", "2")}, []string{"", "?a=b"}, "1 2", false},
		"a link that is an object": {[]reply{
			{Body: `{"links":{"next":{"href":"?a=b"}},"data":[{"id":"1","attributes":{"reference_id":"r"}}]}`}, page("", "2"),
		}, []string{"", "?a=b"}, "1 2", false},
		"the last leads to itself": {[]reply{page("?a=b", "1"), page("?a=b", "2")}, []string{"", "?a=b"}, "1 2", false},
		"a circle":                 {[]reply{page("?a=b", "1"), page("?c=d", "2"), page("?a=b", "3")}, []string{"", "?a=b", "?c=d"}, "1 2 3", false},
		"an empty page ends it":    {[]reply{page("?a=b", "1"), page("?c=d")}, []string{"", "?a=b"}, "1", false},
		"no query":                 {[]reply{page("/api/payment-invoices", "1")}, []string{""}, "", true},
		"no link":                  {[]reply{page("%zz?a=b", "1")}, []string{""}, "", true},
		"a second page that fails": {[]reply{page("?a=b", "1"), {Status: 400, Body: envelope(400)}}, []string{"", "?a=b"}, "1", true},
		"a page of no list":        {[]reply{{Body: `{"data":{"id":"1"}}`}}, []string{""}, "", true},
		"an error in a page":       {[]reply{{Body: `{"data":[],"errors":[{"code":"500"}]}`}}, []string{""}, "", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			clients, host := stubbed(t, c.replies...)
			var got []*corefy.Invoice
			var last error
			for invoice, err := range clients.Private.Invoices.All(t.Context(), corefy.ListInvoicesRequest{}) {
				if last = err; err == nil {
					got = append(got, invoice)
				}
			}
			assert.Equal(t, c.ids, ids(got))
			assert.Equal(t, c.fails, last != nil, "%v", last)
			if last != nil {
				e, ok := errors.AsType[*paygates.Error](last)
				require.True(t, ok)
				assert.Equal(t, "Invoices.All", e.Op)
				assert.Equal(t, paygates.OutcomeNotExecuted, e.Outcome)
			}
			var targets []string
			for _, r := range host.Requests() {
				assert.Equal(t, "com.gateway.example", r.Host)
				path, query, found := strings.Cut(r.Target, "?")
				assert.Equal(t, "/api/payment-invoices", path)
				if found {
					query = "?" + query
				}
				targets = append(targets, query)
			}
			assert.Equal(t, c.targets, targets)
		})
	}
}

// A page is handed out with the address of the next, which List takes back.
func TestOnePageAtATime(t *testing.T) {
	t.Parallel()
	clients, host := stubbed(t, page("/api/payment-invoices?page[before]=2", "1", "2"), page("", "3"))
	first, err := clients.Private.Invoices.List(t.Context(), corefy.ListInvoicesRequest{KeepRaw: true})
	require.NoError(t, err)
	assert.NotEmpty(t, first.RawJSON())
	assert.Contains(t, string(first.Invoices[1].RawJSON()), `"id":"2"`)
	second, err := clients.Private.Invoices.List(t.Context(), corefy.ListInvoicesRequest{Page: first.Next})
	require.NoError(t, err)
	assert.Equal(t, "3", ids(second.Invoices))
	assert.Empty(t, second.Next)
	assert.Empty(t, second.RawJSON())
	assert.Len(t, host.Requests(), 2)
}

// A walk that the caller leaves reads no further.
func TestAWalkThatEndsEarly(t *testing.T) {
	t.Parallel()
	clients, host := stubbed(t, page("?a=b", "1", "2"), page("", "3"))
	for invoice := range clients.Private.Invoices.All(t.Context(), corefy.ListInvoicesRequest{}) {
		assert.Equal(t, "1", invoice.ID)
		break
	}
	assert.Len(t, host.Requests(), 1)
}

// A link that arrived garbled leads nowhere: a gateway that ignores what it does
// not know would show the first page again, and the list would seem to end.
func TestAGarbledLinkIsNoEnd(t *testing.T) {
	t.Parallel()
	garbled := page("?page[before]=2", "1", "2")
	garbled.Body = strings.Replace(garbled.Body, "before]", "bef\xffre]", 1)
	clients, host := stubbed(t, garbled, garbled)
	var last error
	for _, last = range clients.Private.Invoices.All(t.Context(), corefy.ListInvoicesRequest{}) {
	}
	require.ErrorIs(t, last, paygates.ErrUnexpectedReply)
	assert.Len(t, host.Requests(), 1)

	clients, _ = stubbed(t, garbled, garbled)
	_, err := clients.Private.Invoices.FindByReference(t.Context(), "r")
	require.ErrorIs(t, err, paygates.ErrUnexpectedReply)
}

// Services have page numbers, and follow the same links.
func TestServicePages(t *testing.T) {
	t.Parallel()
	row := func(id string) string { return `{"id":"` + id + `","attributes":{"service":"s` + id + `"}}` }
	clients, host := stubbed(t,
		reply{Body: `{"meta":{"total":"3","pages":2,"page":1},"links":{"next":"/api/payment-services?page[number]=2&page[size]=2"},"data":[` + row("1") + `,` + row("2") + `]}`},
		reply{Body: `{"meta":{"total":3,"pages":2,"page":2},"links":{},"data":[` + row("3") + `]}`})
	var codes []string
	for service, err := range clients.Private.Services.All(t.Context(), corefy.ListServicesRequest{Size: 2, KeepRaw: true}) {
		require.NoError(t, err)
		codes = append(codes, service.Code)
		assert.NotEmpty(t, service.RawJSON())
	}
	assert.Equal(t, []string{"s1", "s2", "s3"}, codes)
	assert.Equal(t, "/api/payment-services?page%5Bnumber%5D=2&page%5Bsize%5D=2", host.Requests()[1].Target)
}

// The filter's answer is compared byte for byte, pages that shift are counted once.
func TestFindByReference(t *testing.T) {
	t.Parallel()
	foreign := `{"id":"9","attributes":{"reference_id":"R"}},{"id":"8","attributes":{"reference_id":"r "}},{"id":"7","attributes":{}}`
	clients, host := stubbed(t, page("?filter[reference_id]=r&page[before]=2", "1", "2"), page("?filter[reference_id]=r&page[before]=3", "2", "3"),
		reply{Body: `{"data":[` + foreign + `]}`})
	hits, err := clients.Private.Invoices.FindByReference(t.Context(), "r")
	require.NoError(t, err)
	assert.Equal(t, "1 2 3", ids(hits))
	assert.Len(t, host.Requests(), 3)
	assert.NotEmpty(t, hits[0].RawJSON())

	payouts := stub.New(reply{Body: `{"data":[{"id":"1","attributes":{"reference_id":"r"}},{"id":"1","attributes":{"reference_id":"r"}},{"id":"2","attributes":{"reference_id":"s"}},{"id":"3","attributes":{"reference_id":"r","test_mode":false}}]}`})
	found, err := open(t, testConfig(), paygates.WithHTTPClient(payouts.Client())).Private.Payouts.FindByReference(t.Context(), "r")
	require.NoError(t, err)
	require.Len(t, found, 1)
	assert.Equal(t, "1", found[0].ID)
	assert.NotEmpty(t, found[0].RawJSON())
}

// Reads are repeated after a failure of the gateway's, POSTs that read too.
func TestReadsAreRepeated(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]string{
		"Invoices.Get": sample(t, "get"), "Invoices.List": sample(t, "list"), "PublicClient.Prerequest": sample(t, "prerequest"), "Services.List": sample(t, "services_list"),
	} {
		host := stub.New(reply{Status: 503}, reply{Body: answer})
		c := open(t, testConfig(), paygates.WithHTTPClient(host.Client()), paygates.WithRetry(paygates.RetryPolicy{BaseDelay: 1}))
		_, err := operationCalls[name](t.Context(), c)
		assert.NoError(t, err, name)
		assert.Len(t, host.Requests(), 2, name)
		assert.Contains(t, []string{http.MethodGet, http.MethodPost}, host.Requests()[0].Method)
	}
}
