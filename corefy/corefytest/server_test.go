package corefytest_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/corefy/corefytest"
)

// over makes a call over the network and gives the decoded answer.
func over(t *testing.T, method, address, body string) (int, map[string]any) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
	require.NoError(t, err)
	r.SetBasicAuth(corefytest.DefaultAccountID, corefytest.DefaultAPIKey)
	answer, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	defer answer.Body.Close()
	var decoded map[string]any
	require.NoError(t, json.NewDecoder(answer.Body).Decode(&decoded))
	return answer.StatusCode, decoded
}

func TestServerDeliversByItself(t *testing.T) {
	t.Parallel()
	var server *corefytest.Server
	var mu sync.Mutex
	var got []string
	merchant := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var message struct {
			Data struct {
				ID         string
				Attributes struct{ Status string }
			}
		}
		assert.NoError(t, json.NewDecoder(r.Body).Decode(&message))
		// A shop reads the invoice before it believes the callback.
		status, _ := over(t, "GET", server.PrivateURL+"/payment-invoices/"+message.Data.ID, "")
		assert.Equal(t, http.StatusOK, status)
		mu.Lock()
		defer mu.Unlock()
		got = append(got, message.Data.Attributes.Status)
		if len(got) == 2 {
			w.WriteHeader(http.StatusAccepted)
		}
	}))
	defer merchant.Close()
	server = corefytest.NewServer(corefytest.Config{CallbackURL: merchant.URL})
	defer server.Close()
	seen := func() string {
		mu.Lock()
		defer mu.Unlock()
		return strings.Join(got, " ")
	}

	status, made := over(t, "POST", server.PrivateURL+"/payment-invoices", envelope("payment-invoices", plainInvoice))
	require.Equal(t, http.StatusCreated, status)
	assert.Equal(t, "process_pending", seen(), "before the answer leaves")
	id := made["data"].(map[string]any)["id"].(string)
	require.NoError(t, server.Pay(id))
	assert.Equal(t, "process_pending processed", seen(), "before Pay returns")
	assert.Len(t, server.Callbacks(), 1, "202 acknowledges nothing")
	require.NoError(t, server.Chargeback(id, usd("123.45")))
	assert.Equal(t, "process_pending processed processed charged_back", seen())
	assert.Empty(t, server.Callbacks())

	o, _ := server.Invoice(id)
	assert.True(t, strings.HasPrefix(o.PageURL, server.URL+"/hpp/cgi_"), o.PageURL)
	status, _ = over(t, "GET", server.PublicURL+"/payment-invoices/"+id, "")
	assert.Equal(t, http.StatusOK, status)
}

// taken is a network on which every shop takes every callback.
type taken struct{ count atomic.Int64 }

func (n *taken) RoundTrip(r *http.Request) (*http.Response, error) {
	n.count.Add(1)
	return &http.Response{StatusCode: http.StatusOK, Body: http.NoBody, Request: r}, nil
}

// A callback that is queued while another delivery ends is delivered too: nobody
// comes by later to do it.
func TestServerDeliversAllOfManyAtOnce(t *testing.T) {
	t.Parallel()
	network := new(taken)
	server := corefytest.NewServer(corefytest.Config{
		CallbackURL: "http://shop.example/hook", CallbackClient: &http.Client{Transport: network},
	})
	defer server.Close()
	const payers, rounds = 2, 500
	for round := range rounds {
		var wait sync.WaitGroup
		start := make(chan struct{})
		for payer := range payers {
			reference := fmt.Sprintf(`{"reference_id":"%d-%d"}`, round, payer)
			_, made := over(t, "POST", server.PrivateURL+"/payment-invoices", envelope("payment-invoices", merged(plainInvoice, reference)))
			id := made["data"].(map[string]any)["id"].(string)
			wait.Go(func() {
				<-start
				assert.NoError(t, server.Pay(id))
			})
		}
		close(start)
		wait.Wait()
		require.Zero(t, len(server.Callbacks()), "in round %d", round)
	}
	assert.EqualValues(t, 2*payers*rounds, network.count.Load())
}

func TestServerIsClosed(t *testing.T) {
	t.Parallel()
	server := corefytest.NewServer(corefytest.Config{PrivatePath: "/"})
	status, _ := over(t, "GET", server.URL+"/payment-services", "")
	assert.Equal(t, http.StatusOK, status)
	assert.Equal(t, server.URL, server.PrivateURL)
	server.Close()
	answer, err := http.Get(server.URL + "/payment-services")
	if err == nil {
		_ = answer.Body.Close()
	}
	assert.Error(t, err)
}

// Whatever runs at the same time, the ledger adds up.
func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	s := open(t, corefytest.Config{})
	id := s.paid(`{"amount":10}`)
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			reference := string(rune('a' + i))
			s.refund(id, "3", reference)
			s.refund(id, "3", reference)
			s.post(`{"reference_id":"same"}`)
			s.get("/api/payment-invoices")
			s.Callbacks()
		})
	}
	wait.Wait()
	assert.Equal(t, usd("9.00"), s.invoice(id).Refunded)
	assert.Len(t, s.Invoices(), 2)
}
