package cibpay_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cibpay"
)

// hasty tries again without waiting.
var hasty = paygates.WithRetry(paygates.RetryPolicy{BaseDelay: time.Nanosecond, MaxDelay: time.Nanosecond})

// row is an order as a page shows it.
func row(id int) string {
	return fmt.Sprintf(`{"id":"%d","status":"charged","amount":"1.00","amount_charged":"1.00","amount_refunded":"0.00",`+
		`"currency":"AZN","merchant_order_id":"r-1","description":"%s"}`, id, strings.Repeat("x", 100))
}

func rowsOf(from, to int) string {
	var rows []string
	for id := from; id <= to; id++ {
		rows = append(rows, row(id))
	}
	return strings.Join(rows, ",")
}

// walked is what a loop over every order sees.
func walked(ctx context.Context, client *cibpay.Client) (ids []string, err error) {
	for o, failed := range client.Orders.All(ctx, cibpay.ListOrdersRequest{}) {
		if failed != nil {
			if o != nil || err != nil {
				panic("an order beside an error, or a second error")
			}
			err = failed
			continue
		}
		ids = append(ids, o.ID)
	}
	return ids, err
}

// serving is a client of a gateway that answers each request with the next
// handler, the last one again and again.
func serving(t *testing.T, handlers ...http.HandlerFunc) (client *cibpay.Client, asked, connections *atomic.Int32) {
	t.Helper()
	asked, connections = new(atomic.Int32), new(atomic.Int32)
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := int(asked.Add(1))
		handlers[min(n, len(handlers))-1](w, r)
	}))
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			connections.Add(1)
		}
	}
	s.Start()
	t.Cleanup(s.Close)
	cfg := testConfig()
	cfg.BaseURL = s.URL
	client, err := cibpay.New(cfg, hasty)
	require.NoError(t, err)
	return client, asked, connections
}

// whole answers with a page and, where there is one, the link to the next.
func whole(body, next string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if next != "" {
			w.Header().Set("Link", "<"+next+`>; rel="next"`)
		}
		_, _ = io.WriteString(w, body)
	}
}

// cut sends the beginning of a longer body and breaks the connection.
func cut(body, next string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", fmt.Sprint(len(body)+1000))
		whole(body, next)(w, r)
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}
}

// The first order comes out while the gateway has yet to write the last.
func TestAllYieldsWhileThePageArrives(t *testing.T) {
	t.Parallel()
	for name, coded := range map[string]bool{"plain": false, "gzip": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			seen := make(chan struct{})
			client, _, _ := serving(t, func(w http.ResponseWriter, r *http.Request) {
				assert.Equal(t, "gzip", r.Header.Get("Accept-Encoding"))
				var out io.Writer = w
				flush := func() { _ = http.NewResponseController(w).Flush() }
				if coded {
					w.Header().Set("Content-Encoding", "gzip")
					z := gzip.NewWriter(w)
					defer z.Close() //nolint:errcheck // the client will notice
					out, flush = z, func() { _ = z.Flush(); _ = http.NewResponseController(w).Flush() }
				}
				_, _ = io.WriteString(out, `{"orders":[`+rowsOf(1, 2)+`,`)
				flush()
				select {
				case <-seen:
				case <-time.After(10 * time.Second):
					t.Error("no order came out before the page's end")
				}
				_, _ = io.WriteString(out, rowsOf(3, 400)+`]}`)
			})
			count := 0
			for o, err := range client.Orders.All(t.Context(), cibpay.ListOrdersRequest{}) {
				require.NoError(t, err)
				if count++; count == 1 {
					close(seen)
				}
				require.Equal(t, fmt.Sprint(count), o.ID)
				require.Equal(t, paygates.StatePaid, o.State())
				require.Equal(t, azn("1.00"), o.Paid())
			}
			assert.Equal(t, 400, count)
		})
	}
}

// A page that breaks off ends the walk with that error, which says that what was
// seen is incomplete, and how many orders it was. It is not asked for again.
func TestAllBreaksOff(t *testing.T) {
	t.Parallel()
	const broken = `{"orders":[`
	second := "/orders/?page=2"
	for name, c := range map[string]struct {
		pages []http.HandlerFunc
		want  int
		asked int32
		kind  error
	}{
		"in an order":            {[]http.HandlerFunc{cut(broken+rowsOf(1, 3)+","+row(4)[:50], "")}, 3, 1, paygates.ErrUnavailable},
		"between orders":         {[]http.HandlerFunc{cut(broken+rowsOf(1, 3)+",", "")}, 3, 1, paygates.ErrUnavailable},
		"behind the orders":      {[]http.HandlerFunc{cut(broken+rowsOf(1, 3)+"]", "")}, 3, 1, paygates.ErrUnavailable},
		"behind the page":        {[]http.HandlerFunc{cut(broken+rowsOf(1, 3)+"]}", "")}, 3, 1, paygates.ErrUnavailable},
		"in a long page":         {[]http.HandlerFunc{cut(broken+rowsOf(1, 1500)+","+row(4)[:50], "")}, 1500, 1, paygates.ErrUnavailable},
		"on the second page":     {[]http.HandlerFunc{whole(broken+rowsOf(1, 3)+"]}", second), cut(broken+rowsOf(4, 5)+",", "")}, 5, 2, paygates.ErrUnavailable},
		"no second page":         {[]http.HandlerFunc{whole(broken+rowsOf(1, 3)+"]}", second), cut(broken, "")}, 3, 4, paygates.ErrUnavailable},
		"refused second page":    {[]http.HandlerFunc{whole(broken+rowsOf(1, 3)+"]}", second), func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(403) }}, 3, 2, paygates.ErrForbidden},
		"an end too early":       {[]http.HandlerFunc{whole(broken+rowsOf(1, 3), "")}, 3, 1, paygates.ErrUnexpectedReply},
		"an order that is none":  {[]http.HandlerFunc{whole(broken+rowsOf(1, 3)+`,7]}`, "")}, 3, 1, paygates.ErrUnexpectedReply},
		"a name given twice":     {[]http.HandlerFunc{whole(broken+rowsOf(1, 3)+`,{"id":"1","id":"2"}]}`, "")}, 3, 1, paygates.ErrUnexpectedReply},
		"orders given twice":     {[]http.HandlerFunc{whole(broken+rowsOf(1, 3)+`],"orders":[]}`, "")}, 3, 1, paygates.ErrUnexpectedReply},
		"an error beside orders": {[]http.HandlerFunc{whole(broken+rowsOf(1, 3)+`],"error":"timeout"}`, "")}, 3, 1, paygates.ErrUnexpectedReply},
		"a result that failed":   {[]http.HandlerFunc{whole(broken+rowsOf(1, 3)+`],"result_code":"01"}`, "")}, 3, 1, paygates.ErrUnexpectedReply},
		"data behind the page":   {[]http.HandlerFunc{whole(broken+rowsOf(1, 3)+`]}]`, "")}, 3, 1, paygates.ErrUnexpectedReply},
		"a loop of pages":        {[]http.HandlerFunc{whole(broken+rowsOf(1, 3)+"]}", second), whole(broken+rowsOf(4, 4)+"]}", second)}, 4, 2, paygates.ErrUnexpectedReply},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, asked, _ := serving(t, c.pages...)
			ids, err := walked(t.Context(), client)
			assert.Len(t, ids, c.want)
			require.ErrorIs(t, err, c.kind)
			e, _ := errors.AsType[*paygates.Error](err)
			assert.Equal(t, c.want, e.Yielded)
			assert.Contains(t, err.Error(), fmt.Sprintf("incomplete, it broke off after %d", c.want))
			assert.Equal(t, "Orders.All", e.Op)
			assert.Equal(t, paygates.OutcomeNotExecuted, e.Outcome)
			assert.Equal(t, c.asked, asked.Load())
		})
	}
}

// A page of which nothing was yielded is asked for again, as a List is.
func TestAllAsksAgainBeforeTheFirst(t *testing.T) {
	t.Parallel()
	good := whole(`{"orders":[`+rowsOf(1, 3)+`]}`, "")
	for name, bad := range map[string]http.HandlerFunc{
		"cut before the orders": cut(`{"ord`, ""), "cut in the first": cut(`{"orders":[`+row(1)[:40], ""),
		"503": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(503) },
	} {
		client, asked, _ := serving(t, bad, bad, good)
		ids, err := walked(t.Context(), client)
		require.NoError(t, err, name)
		assert.Equal(t, []string{"1", "2", "3"}, ids, name)
		assert.EqualValues(t, 3, asked.Load(), name)

		client, asked, _ = serving(t, bad)
		ids, err = walked(t.Context(), client)
		assert.Empty(t, ids, name)
		e, _ := errors.AsType[*paygates.Error](err)
		require.NotNil(t, e, name)
		assert.Zero(t, e.Yielded, name)
		assert.Equal(t, 3, e.Attempts, name)
		assert.NotContains(t, err.Error(), "incomplete", name)
		assert.EqualValues(t, 3, asked.Load(), name)
	}
}

// A List that breaks off is asked for again, and shows each order once.
func TestListAsksAgain(t *testing.T) {
	t.Parallel()
	broken, good := cut(`{"orders":[`+rowsOf(1, 900), ""), whole(`{"orders":[`+rowsOf(1, 3)+`]}`, "")
	client, asked, _ := serving(t, broken, good)
	page, err := client.Orders.List(t.Context(), cibpay.ListOrdersRequest{KeepRaw: true})
	require.NoError(t, err)
	assert.Len(t, page.Orders, 3)
	assert.JSONEq(t, `{"orders":[`+rowsOf(1, 3)+`]}`, string(page.RawJSON()))
	assert.EqualValues(t, 2, asked.Load())

	client, _, _ = serving(t, broken, whole(`{"orders":[]}`, ""))
	page, err = client.Orders.List(t.Context(), cibpay.ListOrdersRequest{})
	require.NoError(t, err)
	assert.NotNil(t, page.Orders)
	assert.Empty(t, page.Orders)

	client, asked, _ = serving(t, broken, good)
	hits, err := client.Orders.FindByReference(t.Context(), "r-1")
	require.NoError(t, err)
	assert.Len(t, hits, 3)
	assert.EqualValues(t, 2, asked.Load())

	client, _, _ = serving(t, broken)
	page, err = client.Orders.List(t.Context(), cibpay.ListOrdersRequest{})
	require.ErrorIs(t, err, paygates.ErrUnavailable)
	assert.Nil(t, page)
	assert.NotContains(t, err.Error(), "incomplete", "nothing was yielded")
}

// Pages walk over one connection; a loop that is left closes it, and the next
// walk has a new one.
func TestAllAndItsConnection(t *testing.T) {
	t.Parallel()
	left := make(chan struct{})
	client, asked, connections := serving(t,
		whole(`{"orders":[`+rowsOf(1, 1000)+`]}`, "/orders/?page=2"), whole(`{"orders":[`+rowsOf(1001, 2000)+`]}`, "/orders/?page=3"),
		whole(`{"orders":[`+rowsOf(2001, 2001)+`]}`, ""),
		func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, `{"orders":[`+rowsOf(1, 3)+`,`)
			_ = http.NewResponseController(w).Flush()
			<-r.Context().Done()
			close(left)
		})
	ids, err := walked(t.Context(), client)
	require.NoError(t, err)
	assert.Len(t, ids, 2001)
	assert.EqualValues(t, 3, asked.Load())
	assert.EqualValues(t, 1, connections.Load())
	for _, err := range client.Orders.All(t.Context(), cibpay.ListOrdersRequest{}) {
		require.NoError(t, err)
		break
	}
	select {
	case <-left:
	case <-time.After(10 * time.Second):
		t.Error("the gateway still waits for a loop that was left")
	}
}

// arriving is a body that comes piece by piece and then stalls until its request
// is given up.
type arriving struct {
	ctx    context.Context
	pieces chan string
	rest   string
	closed *bool
}

func (a *arriving) Read(p []byte) (int, error) {
	if a.rest == "" {
		select {
		case piece, more := <-a.pieces:
			if !more {
				return 0, io.EOF
			}
			a.rest = piece
		case <-a.ctx.Done():
			return 0, a.ctx.Err()
		}
	}
	n := copy(p, a.rest)
	a.rest = a.rest[n:]
	return n, nil
}

func (a *arriving) Close() error { *a.closed = true; return nil }

// pieces is a RoundTripper whose body is sent by the test.
func pieces(ch chan string, closed *bool) paygates.Option {
	return paygates.WithHTTPClient(&http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: 200, Header: http.Header{}, ContentLength: -1, Body: &arriving{ctx: r.Context(), pieces: ch, closed: closed}}, nil
	})})
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// The attempt's time runs while the walk waits for the gateway, not while the
// loop's body works; a gateway that stalls in the middle of a page is given up.
func TestAllTimesTheGatewayAlone(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ch, closed := make(chan string, 10), false
		client, err := cibpay.New(testConfig(), pieces(ch, &closed))
		require.NoError(t, err)
		ch <- `{"orders":[` + rowsOf(1, 2) + ","
		ch <- rowsOf(3, 3)
		at, count := time.Now(), 0
		var last error
		for o, err := range client.Orders.All(t.Context(), cibpay.ListOrdersRequest{}) {
			if last = err; err == nil {
				count++
				assert.Equal(t, fmt.Sprint(count), o.ID)
				assert.False(t, closed)
				time.Sleep(time.Hour)
			}
		}
		assert.Equal(t, 3, count)
		assert.Equal(t, 3*time.Hour+30*time.Second, time.Since(at))
		require.ErrorIs(t, last, paygates.ErrUnavailable)
		assert.NotErrorIs(t, last, context.DeadlineExceeded, "it is not the caller's deadline")
		assert.Contains(t, last.Error(), "incomplete, it broke off after 3")
		assert.True(t, closed)
	})
}

// A loop whose context ends ends with the context's error.
func TestAllIsGivenUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ch, closed := make(chan string, 1), false
		client, err := cibpay.New(testConfig(), pieces(ch, &closed))
		require.NoError(t, err)
		ch <- `{"orders":[` + rowsOf(1, 2) + ","
		ctx, stop := context.WithTimeout(t.Context(), 10*time.Second)
		defer stop()
		at := time.Now()
		ids, err := walked(ctx, client)
		assert.Equal(t, []string{"1", "2"}, ids)
		assert.Equal(t, 10*time.Second, time.Since(at))
		require.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Contains(t, err.Error(), "incomplete, it broke off after 2")
		assert.True(t, closed)
	})
}

// Whichever way a loop is left, the page's body is closed.
func TestAllCloses(t *testing.T) {
	t.Parallel()
	for name, leave := range map[string]func(*cibpay.Client){
		"break": func(c *cibpay.Client) {
			for range c.Orders.All(t.Context(), cibpay.ListOrdersRequest{}) {
				break
			}
		},
		"panic": func(c *cibpay.Client) {
			defer func() { assert.Equal(t, "the loop's", recover()) }()
			for range c.Orders.All(t.Context(), cibpay.ListOrdersRequest{}) {
				panic("the loop's")
			}
		},
	} {
		ch, closed := make(chan string, 1), false
		client, err := cibpay.New(testConfig(), pieces(ch, &closed))
		require.NoError(t, err)
		ch <- `{"orders":[` + rowsOf(1, 2) + ","
		leave(client)
		assert.True(t, closed, name)
	}
}

// An iterator may be ranged over again, and by many at once.
func TestAllAgain(t *testing.T) {
	t.Parallel()
	client, _ := stubbed(t, reply{Body: `{"orders":[` + rowsOf(1, 300) + `]}`})
	all := client.Orders.All(t.Context(), cibpay.ListOrdersRequest{})
	done := make(chan int)
	for range 4 {
		go func() {
			count := 0
			for range all {
				count++
			}
			done <- count
		}()
	}
	for range 4 {
		assert.Equal(t, 300, <-done)
	}
}

// Orders of one page share no slice that could grow from one into the other, and
// one order's bytes are its own.
func TestOrdersOfAPageAreApart(t *testing.T) {
	t.Parallel()
	order := func(id int) string {
		step := fmt.Sprintf(`{"type":"charge","status":"success","amount":"%d.00","currency":"AZN"}`, id)
		return fmt.Sprintf(`{"id":"%d","card":{"holder":"HOLDER %d"},"secure3d":{"xid":"XID %d"},"custom_fields":{"a":"%d"},"operations":[%s]}`,
			id, id, id, id, strings.Repeat(step+",", id%4)+step)
	}
	var rows []string
	for id := 1; id <= 60; id++ {
		rows = append(rows, order(id))
	}
	client, _ := stubbed(t, reply{Body: `{"orders":[` + strings.Join(rows, ",") + `]}`})
	page, err := client.Orders.List(t.Context(), cibpay.ListOrdersRequest{KeepRaw: true})
	require.NoError(t, err)
	for _, o := range page.Orders {
		o.Operations = append(o.Operations, cibpay.Operation{Type: "overwritten?"})
		o.CustomFields["b"] = "overwritten?"
	}
	for i, o := range page.Orders {
		id := i + 1
		assert.Equal(t, fmt.Sprint(id), o.ID)
		assert.Equal(t, fmt.Sprintf("HOLDER %d", id), o.Card.Holder.Reveal())
		assert.Equal(t, fmt.Sprintf("XID %d", id), o.Secure3D.XID.Reveal())
		assert.True(t, o.Secure3D.CAVV.IsZero())
		assert.Equal(t, map[string]string{"a": fmt.Sprint(id), "b": "overwritten?"}, o.CustomFields)
		require.Len(t, o.Operations, id%4+2)
		for _, op := range o.Operations[:id%4+1] {
			assert.Equal(t, "charge", op.Type)
			assert.Equal(t, azn(fmt.Sprintf("%d.00", id)), op.Amount)
		}
		assert.JSONEq(t, order(id), string(o.RawJSON()))
	}
	assert.True(t, bytes.HasPrefix(page.RawJSON(), []byte(`{"orders":[`)))
}
