package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
	"github.com/paygates/paygates-go/bizon/bizontest"
	"github.com/paygates/paygates-go/examples/internal/account"
	"github.com/paygates/paygates-go/money"
)

func usd(text string) money.Amount { return money.MustParse(text, money.USD) }

// comparing is a reconciliation of a book with a new model's orders.
func comparing(t *testing.T, b book) (*bizontest.Server, *reconciliation, *strings.Builder) {
	t.Helper()
	model := bizontest.NewServer(bizontest.Config{})
	t.Cleanup(model.Close)
	client, err := bizon.New(account.OfModel(model))
	require.NoError(t, err)
	out := new(strings.Builder)
	return model, &reconciliation{client: client, book: b, sums: summary{}, progress: &progress{out: io.Discard, every: time.Hour}, out: out}, out
}

func TestDifferences(t *testing.T) {
	t.Parallel()
	model, r, out := comparing(t, book{
		"right":  {state: paygates.StatePending, amount: usd("10.50"), paid: usd("0.00"), refunded: usd("0.00")},
		"twice":  {state: paygates.StatePending, amount: usd("10.50"), paid: usd("0.00"), refunded: usd("0.00")},
		"unpaid": {state: paygates.StatePending, amount: usd("10.50"), refunded: usd("0.00")},
		"gone":   {state: paygates.StatePaid},
	})
	for _, reference := range []string{"right", "twice", "twice", "unpaid", "stray"} {
		_, err := r.client.Orders.Create(t.Context(), bizon.CreateOrderRequest{Reference: reference, Amount: usd("10.50")})
		require.NoError(t, err)
	}
	require.NoError(t, r.run(t.Context(), dayOf(time.Now())))
	assert.Contains(t, out.String(), "stray            not in the book: pending, 10.50 USD, order "+model.Orders()[4].ID)
	assert.Contains(t, out.String(), "twice            a second order: pending, 10.50 USD, order "+model.Orders()[1].ID)
	assert.Contains(t, out.String(), "unpaid           paid: not told in the book, 0.00 USD at the gateway")
	assert.Contains(t, out.String(), "gone             missing at the gateway: paid, not told in the book")
	assert.Contains(t, out.String(), "5 orders read, 4 differences")
}

// While the day is not over, a new order moves the others to the next page.
func TestAnOrderThatIsShownTwiceIsOne(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		const row = `{"id":"%d","merchant_order_id":"r-%d","status":"charged","amount":"10.50","amount_charged":"10.50","amount_refunded":"0.00","currency":"USD"}`
		from := 1
		if r.URL.Query().Get("page") == "2" {
			from = 2
		} else {
			w.Header().Set("Link", `</orders/?page=2>; rel="next"`)
		}
		fmt.Fprintf(w, `{"orders":[`+row+`,`+row+`]}`, from, from, from+1, from+1)
	}))
	t.Cleanup(server.Close)
	for _, c := range []struct {
		sold []int // r-2 is shown twice
		says string
	}{{[]int{1, 2, 3}, "0 differences"}, {[]int{1, 3}, "1 differences"}} {
		_, r, out := comparing(t, book{})
		for _, i := range c.sold {
			r.book[fmt.Sprintf("r-%d", i)] = &sale{state: paygates.StatePaid, amount: usd("10.50"), paid: usd("10.50"), refunded: usd("0.00")}
		}
		var err error
		r.client, err = bizon.New(bizon.Config{Username: "shop", Password: paygates.NewSecret("made-up"), BaseURL: server.URL, CheckoutURL: server.URL})
		require.NoError(t, err)
		require.NoError(t, r.run(t.Context(), dayOf(time.Now())))
		assert.NotContains(t, out.String(), "a second order")
		assert.Contains(t, out.String(), "paid                 USD             3            31.50            31.50             0.00\n")
		assert.Contains(t, out.String(), "\n3 orders read, "+c.says+"\n")
	}
}

func TestNoDifferences(t *testing.T) {
	t.Parallel()
	_, r, out := comparing(t, book{})
	require.NoError(t, r.run(t.Context(), dayOf(time.Now())))
	assert.Contains(t, out.String(), "no differences\n")
}

func TestALookUpThatFailsLeavesItIncomplete(t *testing.T) {
	t.Parallel()
	model, r, out := comparing(t, book{"gone": {state: paygates.StatePaid}})
	model.Fail(bizontest.Fault{On: "GET /orders/", Nth: 2, Times: 3, Status: 500})
	require.ErrorIs(t, r.run(t.Context(), dayOf(time.Now())), errIncomplete)
	assert.NotContains(t, out.String(), "missing at")
	assert.Zero(t, model.PendingFaults())
}

func TestADayOfWinterTime(t *testing.T) {
	t.Parallel()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip("this machine has no time zones")
	}
	day := dayOf(time.Date(2026, time.October, 25, 18, 0, 0, 0, berlin))
	assert.Equal(t, "2026-10-25 00:00:00 +0200", day.from.Format("2006-01-02 15:04:05 -0700"))
	assert.Equal(t, "2026-10-25 23:59:59 +0100", day.to.Format("2006-01-02 15:04:05 -0700"))
}

func TestSumsThatLackSomething(t *testing.T) {
	t.Parallel()
	s := summary{}
	for _, o := range []*bizon.Order{
		{Status: bizon.StatusCharged, Amount: usd("1.10"), AmountCharged: usd("1.10"), AmountRefunded: usd("0.00"), Currency: money.USD},
		{Status: bizon.StatusCharged, Amount: usd("2.20"), AmountCharged: usd("2.20"), Currency: money.USD},
	} {
		s.add(o)
	}
	var out strings.Builder
	s.print(&out)
	assert.Contains(t, out.String(), "paid                 USD             2             3.30             3.30           0.00 *\n")
	assert.Contains(t, out.String(), "* not of all these orders")
}

func TestProgressOnATerminal(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	p := &progress{out: &out, terminal: true}
	p.next()
	p.next()
	p.clear()
	p.clear()
	assert.Equal(t, "\r1 orders read …\r2 orders read …\r"+strings.Repeat(" ", 15)+"\r", out.String())
}

// endless is a gateway whose day has that many pages of 2,000 orders.
func endless(t *testing.T, pages int) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page, _ := strconv.Atoi(r.URL.Query().Get("cursor"))
		if page+1 < pages {
			w.Header().Set("Link", fmt.Sprintf("<http://%s/orders/?cursor=%d>; rel=\"next\"", r.Host, page+1))
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"orders":[`)
		for i := range 2000 {
			if i > 0 {
				_, _ = io.WriteString(w, ",")
			}
			n := page*2000 + i
			fmt.Fprintf(w, `{"id":"%017d","status":"charged","amount":"10.50","amount_charged":"10.50","amount_refunded":"0.00",`+
				`"currency":"USD","merchant_order_id":"sale-%d","created":"2026-07-25 10:00:00","description":%q}`, n+1, n, strings.Repeat("x", 500))
		}
		_, _ = io.WriteString(w, `]}`)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// heap measures the live heap whenever an order of a new page is counted.
type heap struct {
	read func() int
	live []uint64
}

func (h *heap) Write(text []byte) (int, error) {
	if h.read()%2000 == 1 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		h.live = append(h.live, m.HeapAlloc)
	}
	return len(text), nil
}

// This test is not parallel: it measures the heap.
func TestMemoryStaysFlat(t *testing.T) {
	const pages = 12
	url := endless(t, pages)
	b := book{}
	for n := range pages * 2000 {
		b["sale-"+strconv.Itoa(n)] = &sale{state: paygates.StatePaid, amount: usd("10.50"), paid: usd("10.50"), refunded: usd("0.00")}
	}
	client, err := bizon.New(bizon.Config{Username: "shop", Password: paygates.NewSecret("password"), BaseURL: url, CheckoutURL: url})
	require.NoError(t, err)
	h := &heap{}
	var out strings.Builder
	r := &reconciliation{client: client, book: b, sums: summary{}, progress: &progress{out: h}, out: &out}
	h.read = func() int { return r.progress.read }
	require.NoError(t, r.run(t.Context(), dayOf(time.Now())))
	assert.Contains(t, out.String(), "no differences")
	assert.Contains(t, out.String(), "24000        252000.00        252000.00             0.00\n")
	require.Greater(t, len(h.live), pages-2)
	first, last := h.live[1], h.live[len(h.live)-1]
	// All orders together would be more than 20 MB; a page on its way may come to 3.
	assert.Less(t, last, first+6<<20, "the heap grew from %d to %d bytes over %d pages", first, last, len(h.live)-1)
}
