package bizontest_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/bizon/bizontest"
	"github.com/paygates/paygates-go/money"
)

func TestServerDeliversByItself(t *testing.T) {
	t.Parallel()
	var server *bizontest.Server
	got := make(chan string, 9)
	shop := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var body struct{ Orders []struct{ ID, Status string } }
		assert.NoError(t, json.NewDecoder(r.Body).Decode(&body))
		// A shop reads the order before it believes the callback.
		o, _ := server.Order(body.Orders[0].ID)
		got <- body.Orders[0].Status + " " + o.Status
	}))
	defer shop.Close()
	server = bizontest.NewServer(bizontest.Config{CallbackURL: shop.URL})
	defer server.Close()

	first, second := create(t, server.Model, `{"auto_charge":1}`), create(t, server.Model, `{"force3d":1,"return_url":"https://shop.example/"}`)
	require.NoError(t, server.Pay(first))
	assert.Equal(t, "charged charged", <-got, "before Pay returns")
	require.NoError(t, server.Abandon(second))
	assert.Equal(t, "prepared prepared", <-got)

	o, _ := server.Order(second)
	assert.Equal(t, server.URL+"/pay/"+second, o.CheckoutURL)
	browser := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := browser.PostForm(o.CheckoutURL, url.Values{"action": {"refuse"}})
	require.NoError(t, err)
	defer answer.Body.Close()
	assert.Equal(t, "https://shop.example/?order_id="+second, answer.Header.Get("Location"))
	assert.Equal(t, "declined declined", <-got)
	assert.Empty(t, server.Callbacks())
}

func TestServerAnswersUntilItIsClosed(t *testing.T) {
	t.Parallel()
	server := bizontest.NewServer(bizontest.Config{})
	r, err := http.NewRequestWithContext(t.Context(), "GET", server.URL+"/ping", nil)
	require.NoError(t, err)
	r.SetBasicAuth(bizontest.DefaultUsername, bizontest.DefaultPassword)
	answer, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	body, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	require.NoError(t, answer.Body.Close())
	assert.Contains(t, string(body), "PONG!")
	server.Close()
	answer, err = http.DefaultClient.Do(r)
	if err == nil {
		_ = answer.Body.Close()
	}
	assert.Error(t, err)
}

func TestCallbacksOfTheFace(t *testing.T) {
	t.Parallel()
	m := bizontest.New(bizontest.Config{CallbackURL: "https://shop.example/hook"})
	id := create(t, m, `{}`)
	require.NoError(t, m.Pay(id))
	taken := m.TakeCallbacks()
	require.Len(t, taken, 1)
	c := taken[0]
	assert.Equal(t, id, c.OrderID)
	c.URL, c.Body = "https://other.example/hook", []byte("{}")
	r, err := c.Request(t.Context())
	require.NoError(t, err)
	body, err := io.ReadAll(r.Body)
	require.NoError(t, err)
	assert.Equal(t, "https://other.example/hook {}", r.URL.String()+" "+string(body), "a test may change what is sent")
	require.NoError(t, m.Chargeback(payHeld(t, m, id), money.MustParse("1.00", money.USD)))
	require.NoError(t, m.DeliverTo(t.Context(), http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})))
	assert.Empty(t, m.Callbacks())
	require.NoError(t, m.Deliver(t.Context()))
}

func payHeld(t testing.TB, m *bizontest.Model, id string) string {
	t.Helper()
	status, body := send(t, m, "PUT", "/orders/"+id+"/charge", "")
	require.Equal(t, 200, status, body)
	return id
}
