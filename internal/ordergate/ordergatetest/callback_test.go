package ordergatetest_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/ordergate/ordergatetest"
)

// inbox is a merchant's callback address; it answers with status.
type inbox struct {
	status int
	got    []string // "status user:password"
}

func (b *inbox) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	user, pass, _ := r.BasicAuth()
	a := answer{body: string(body)}
	b.got = append(b.got, fmt.Sprintf("%s %s %s:%s", r.Method, a.orders(failing{})[0].Status, user, pass))
	if b.status != 0 {
		w.WriteHeader(b.status)
	}
}

// failing turns an unreadable callback into a panic, for handlers without a t.
type failing struct{ testing.TB }

func (failing) Helper()                   {}
func (failing) Errorf(f string, a ...any) { panic(fmt.Sprintf(f, a...)) }
func (failing) FailNow()                  { panic("failed") }

func TestCallbacksAreDeliveredInOrder(t *testing.T) {
	t.Parallel()
	var got inbox
	server := httptest.NewServer(&got)
	defer server.Close()
	s := newShop(t, ordergatetest.Config{CallbackURL: server.URL, CallbackUsername: "hook", CallbackPassword: "word"})
	act(s, s.create(`{"auto_charge":1}`), s.Pay)
	act(s, s.create(`{}`), s.Refuse)
	id := s.create(`{"force3d":1}`)
	act(s, id, s.Abandon)
	act(s, id, s.Pay)
	require.NoError(t, s.Chargeback(s.Orders()[0].ID, azn("1.00")))
	put(s, id, "charge", "") // the merchant's own doing is not called back
	require.NoError(t, s.Deliver(t.Context()))
	assert.Equal(t, []string{
		"POST charged hook:word", "POST declined hook:word", "POST prepared hook:word",
		"POST authorized hook:word", "POST chargedback hook:word",
	}, got.got)
	assert.Empty(t, s.Callbacks())
	require.NoError(t, s.Deliver(t.Context()), "nothing waits")
}

func TestCallbackThatIsNotTakenWaits(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{CallbackURL: "http://shop.example/hook"})
	first := act(s, s.create(`{}`), s.Pay)
	second := act(s, s.create(`{}`), s.Refuse)
	bad := &inbox{status: 202}
	err := s.DeliverTo(t.Context(), bad)
	assert.ErrorContains(t, err, first)
	assert.ErrorContains(t, err, "202")
	assert.Len(t, bad.got, 1, "the second is not sent before the first")
	waiting := s.Callbacks()
	require.Len(t, waiting, 2)
	assert.Equal(t, []string{first, second}, []string{waiting[0].OrderID, waiting[1].OrderID})
	good := &inbox{}
	require.NoError(t, s.DeliverTo(t.Context(), good))
	assert.Equal(t, []string{"POST authorized :", "POST declined :"}, good.got)
}

// A shop whose address leads to a page to log in at has taken nothing: a redirect
// is no 200, and following it would lose the body.
func TestCallbackThatIsSentElsewhereWaits(t *testing.T) {
	t.Parallel()
	var asked []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.Method+" "+r.URL.Path)
		if r.URL.Path != "/login" {
			http.Redirect(w, r, "/login", http.StatusFound)
		}
	}))
	defer server.Close()
	s := newShop(t, ordergatetest.Config{CallbackURL: server.URL + "/hook"})
	id := act(s, s.create(`{}`), s.Pay)
	err := s.Deliver(t.Context())
	require.ErrorContains(t, err, id)
	require.ErrorContains(t, err, "302")
	assert.Len(t, s.Callbacks(), 1)
	assert.Equal(t, []string{"POST /hook"}, asked)
}

func TestDeliveryFailsWithoutItsAddress(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"", "http://127.0.0.1:1/secret-path", "http://a b/secret-path"} {
		s := newShop(t, ordergatetest.Config{CallbackURL: address, CallbackUsername: "hook", CallbackPassword: "word"})
		act(s, s.create(`{}`), s.Pay)
		err := s.Deliver(t.Context())
		require.Error(t, err)
		assert.NotContains(t, err.Error(), "secret-path")
		assert.Len(t, s.Callbacks(), 1)
		printed := fmt.Sprintf("%v %+v %#v", s.Callbacks(), s.Callbacks(), s.Callbacks())
		assert.NotContains(t, printed, "word")
	}
}

func TestCallbacksCanBeReorderedAndRepeated(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{CallbackURL: "http://shop.example/hook"})
	act(s, s.create(`{}`), s.Pay)
	act(s, s.create(`{}`), s.Refuse)
	taken := s.TakeCallbacks()
	require.Len(t, taken, 2)
	assert.Empty(t, s.Callbacks())
	got := &inbox{}
	for _, i := range []int{1, 0, 0} {
		r, err := taken[i].Request(t.Context())
		require.NoError(t, err)
		assert.Equal(t, "application/json", r.Header.Get("Content-Type"))
		got.ServeHTTP(httptest.NewRecorder(), r)
	}
	assert.Equal(t, []string{"POST declined :", "POST authorized :", "POST authorized :"}, got.got)
}

func TestDeliverToReadsTheHandlersAnswer(t *testing.T) {
	t.Parallel()
	handlers := map[string]struct {
		answer http.HandlerFunc
		taken  bool
	}{
		"nothing":        {func(http.ResponseWriter, *http.Request) {}, true},
		"a text":         {func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "OK") }, true},
		"hints, then OK": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(103); w.WriteHeader(200) }, true},
		"the first one":  {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500); w.WriteHeader(200) }, false},
		"an error":       {func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "no", 503) }, false},
	}
	for name, c := range handlers {
		s := newShop(t, ordergatetest.Config{})
		act(s, s.create(`{}`), s.Pay)
		assert.Equal(t, c.taken, s.DeliverTo(t.Context(), c.answer) == nil, name)
	}
}

// The body is the order as it was when it changed, in the platform's form.
func TestCallbackBody(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{Form: ordergatetest.GuideForm})
	require.Equal(t, 201, s.call("POST", "/orders/create", `{"amount":"9.99","merchant_order_id":"A-1"}`).status)
	id := s.Orders()[0].ID
	require.NoError(t, s.Pay(id))
	put(s, id, "reverse", "")
	a := answer{body: string(s.Callbacks()[0].Body)}
	o := a.orders(t)[0]
	assert.Equal(t, []string{id, "authorized", "9.99", "A-1"}, []string{o.ID, o.Status, o.Amount, *o.MerchantOrderID})
	assert.True(t, strings.HasPrefix(a.body, `{"orders":[{"amount"`))
}
