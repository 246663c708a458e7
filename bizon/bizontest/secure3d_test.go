package bizontest_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/bizon/bizontest"
)

// A payer's browser walks from the merchant's form to the gateway's own page,
// which completes the order and tells the shop.
func TestPagesOnAServer(t *testing.T) {
	t.Parallel()
	told := make(chan string, 1)
	shop := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		var body struct{ Orders []struct{ Status string } }
		assert.NoError(t, json.NewDecoder(r.Body).Decode(&body))
		told <- body.Orders[0].Status
	}))
	defer shop.Close()
	server := bizontest.NewServer(bizontest.Config{CallbackURL: shop.URL})
	defer server.Close()
	browser := http.Client{}
	r, err := http.NewRequestWithContext(t.Context(), "POST", server.URL+"/orders/authorize", strings.NewReader(cardBody("4111111111111111", version1)))
	require.NoError(t, err)
	r.SetBasicAuth(bizontest.DefaultUsername, bizontest.DefaultPassword)
	r.Header.Set("Content-Type", "application/json")
	answer, err := browser.Do(r)
	require.NoError(t, err)
	defer answer.Body.Close()
	require.Equal(t, 201, answer.StatusCode)
	var body struct {
		Orders []struct {
			ID     string
			Form3d map[string]string
		}
	}
	require.NoError(t, json.NewDecoder(answer.Body).Decode(&body))
	form := body.Orders[0].Form3d
	assert.Equal(t, []string{server.URL + "/test/bank", server.URL + "/complete/secure3d"}, []string{form["action"], form["TermUrl"]})

	fields := url.Values{"MD": {form["MD"]}, "PaReq": {form["PaReq"]}, "TermUrl": {form["TermUrl"]}}
	page, err := browser.Get(form["action"] + "?" + fields.Encode())
	require.NoError(t, err)
	defer page.Body.Close()
	assert.Equal(t, 200, page.StatusCode)
	back, err := server.Authenticate(body.Orders[0].ID)
	require.NoError(t, err)
	assert.Equal(t, form["TermUrl"], back.URL)
	done, err := browser.PostForm(back.URL, back.Fields)
	require.NoError(t, err)
	defer done.Body.Close()
	text, err := io.ReadAll(done.Body)
	require.NoError(t, err)
	assert.Contains(t, string(text), "Payment accepted")
	assert.Equal(t, "authorized", <-told)
}

func TestBanksOfTheFace(t *testing.T) {
	t.Parallel()
	m := bizontest.New(bizontest.Config{Bank: bizontest.Bank{Answer: bizontest.NotAuthenticated}})
	assert.ErrorIs(t, m.SetBank("4111111111111112", bizontest.Bank{}), bizontest.ErrInvalidPAN)
	require.NoError(t, m.SetBank("4111111111111111", bizontest.Bank{Method: true}))
	status, body := send(t, m, "POST", "/orders/authorize", cardBody("2222400060000007", version2))
	assert.Equal(t, 402, status, body)
	status, body = send(t, m, "POST", "/orders/authorize", cardBody("4111111111111111", version2))
	assert.Equal(t, 201, status, body)
	assert.Contains(t, body, "threeDSMethodData")
	id := m.Orders()[1].ID
	for _, do := range []func(string) (bizontest.Return, error){m.Authenticate, m.FailAuthentication} {
		_, err := do(id)
		assert.ErrorIs(t, err, bizontest.ErrNotChallenged)
		_, err = do("1")
		assert.ErrorIs(t, err, bizontest.ErrOrderNotFound)
	}
	assert.ErrorIs(t, m.Pay(id), bizontest.ErrNotPayable)
	o, ok := m.Order(id)
	assert.True(t, ok)
	assert.Empty(t, o.CheckoutURL)
	_, err := bizontest.Token("1")
	assert.ErrorIs(t, err, bizontest.ErrInvalidPAN)
}

func TestLinkedPayoutOfTheFace(t *testing.T) {
	t.Parallel()
	m := bizontest.New(bizontest.Config{})
	id := create(t, m, `{}`)
	require.NoError(t, m.Pay(id))
	status, body := send(t, m, "POST", "/orders/"+id+"/credit", `{"amount":1}`)
	require.Equal(t, 200, status, body)
	assert.Equal(t, id, m.Orders()[1].ParentID)
	last := m.Ledger()[3]
	assert.Equal(t, []any{bizontest.Credited, id}, []any{last.Kind, last.ParentOrderID})
	status, body = send(t, m, "GET", "/operations/?type=credit", "")
	assert.Equal(t, 200, status)
	assert.Contains(t, body, `"order_id":"`+m.Orders()[1].ID+`"`)
}
