package cibpay_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cibpay"
)

// These tests measure the process, so that none runs beside others.

const pageRows = 2000

// fullPage is a page of full orders, 1.3 KB each, of which no two are the same.
func fullPage() []byte {
	var b bytes.Buffer
	b.WriteString(`{"orders":[`)
	for i := range pageRows {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"amount":"%[1]d.99","amount_charged":"%[1]d.99","amount_refunded":"0.00","auth_code":"%06[1]d",`+
			`"card":{"expiration":"7/30","holder":"CARD HOLDER","subtype":"classic","type":"visa"},`+
			`"client":{"address":"Main ave. %[2]d","city":"San Francisco","country":"USA","email":"foo%[1]d@bar.example","name":"John %[1]d Smith","phone":"+1 456 890","state":"CA","zip":"123456"},`+
			`"created":"2021-11-12 12:%02[3]d:%02[4]d","currency":"USD","custom_fields":{},"description":"Book sale #%[1]d, with a card for the giver",`+
			`"descriptor":"TESTMERCH/TERM","id":"%017[5]d","issuer":{"bin":"411111","country":"UKR","title":"TestBank"},"location":{"ip":"6.6.6.6"},"merchant_order_id":"m-%010[1]d",`+
			`"operations":[{"amount":"%[1]d.99","arn":"73922059535879%09[1]d","auth_code":"%06[1]d","cashflow":{"amount":"%[1]d.99","currency":"USD","fee":"12.13","incoming":"1200.87","receivable":"-36.39","reserve":"36.39"},`+
			`"created":"2021-11-12 12:%02[3]d:%02[4]d","currency":"USD","iso_message":"Approved","iso_response_code":"00","status":"success","type":"charge"}],`+
			`"pan":"411111****%04[2]d","secure3d":{"authorization_status":"Y","cavv":"AAABBEg0VhI0%05[1]dQjRWAAAAAAA=","eci":"5","reason":"force3d","scenario":"full","version":"2","xid":"MDAwMDAwMDAwMTIz%05[1]dODkwMTI="},`+
			`"segment":"segment-%[6]d","status":"charged","updated":"2021-11-12 13:%02[3]d:%02[4]d"}`,
			i+1, i%1000, i/60%60, i%60, 23014805692462630+i, i%7)
	}
	b.WriteString(`]}`)
	return b.Bytes()
}

// pagedClient is a client whose gateway has so many pages, all the same.
func pagedClient(t *testing.T, body []byte, pages int) *cibpay.Client {
	t.Helper()
	asked := 0
	client, err := cibpay.New(testConfig(), paygates.WithHTTPClient(&http.Client{Transport: roundTripper(func(*http.Request) (*http.Response, error) {
		header := http.Header{}
		if asked++; asked%pages > 0 {
			header.Set("Link", fmt.Sprintf(`</orders/?page=%d>; rel="next"`, asked))
		}
		return &http.Response{StatusCode: 200, Header: header, Body: io.NopCloser(bytes.NewReader(body)), ContentLength: int64(len(body))}, nil
	})}))
	require.NoError(t, err)
	return client
}

// cost is what run allocates, in pieces and bytes.
func cost(run func()) (pieces, size uint64) {
	run() // what is made once is not counted
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	run()
	runtime.ReadMemStats(&after)
	return after.Mallocs - before.Mallocs, after.TotalAlloc - before.TotalAlloc
}

// live is the memory that is in use.
func live() uint64 {
	var stats runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}

func TestCostOfAPage(t *testing.T) {
	body := fullPage()
	t.Logf("%d bytes", len(body))
	client := pagedClient(t, body, 1)
	list := func() {
		page, err := client.Orders.List(t.Context(), cibpay.ListOrdersRequest{})
		require.NoError(t, err)
		require.Len(t, page.Orders, pageRows)
	}
	all := func() {
		count := 0
		for _, err := range client.Orders.All(t.Context(), cibpay.ListOrdersRequest{}) {
			if err != nil {
				t.Error(err)
			}
			count++
		}
		require.Equal(t, pageRows, count)
	}
	for name, read := range map[string]func(){"List": list, "All": all} {
		pieces, size := cost(read)
		t.Logf("%s: %d allocations, %d bytes", name, pieces, size)
		assert.Less(t, pieces, uint64(2*pageRows), "%s: the order, and a share of what orders share", name)
		assert.Less(t, size, uint64(1800*pageRows), "%s: the order, its operation and its own texts", name)
	}
}

// A walk over pages takes no more memory than its window and the order in hand.
func TestMemoryOfAWalk(t *testing.T) {
	client := pagedClient(t, fullPage(), 3)
	idle, most, count := live(), uint64(0), 0
	for o, err := range client.Orders.All(t.Context(), cibpay.ListOrdersRequest{}) {
		require.NoError(t, err)
		require.NotEmpty(t, o.ID)
		if count++; count%250 == 1 {
			most = max(most, live())
		}
	}
	require.Equal(t, 3*pageRows, count)
	assert.Less(t, most, idle+512<<10)
}

// An order that is kept keeps a share of its neighbours, and never the page.
func TestMemoryOfOneOrder(t *testing.T) {
	client := pagedClient(t, fullPage(), 1)
	idle := live()
	page, err := client.Orders.List(t.Context(), cibpay.ListOrdersRequest{})
	require.NoError(t, err)
	kept := page.Orders[pageRows/2]
	page = nil
	assert.Less(t, live(), idle+64<<10)
	assert.NotEmpty(t, kept.ID)
}
