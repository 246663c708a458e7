package corefytest_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/corefy/corefytest"
)

// Digests that three other implementations of SHA-1 agree on.
func TestSignVectors(t *testing.T) {
	t.Parallel()
	const test, live = "sk_test_Vq3mZ8tYc1LxR7uNw5Ke0PdHsB2aJf9G", "sk_live_0aJf9GVq3mZ8tYc1LxR7uNw5KePdHsB2"
	const a = `{"data":{"type":"payment-invoices","id":"cpi_TestVector000001","attributes":{"status":"processed","resolution":"ok","amount":123.45,"currency":"USD","reference_id":"order-1001","test_mode":true,"processed_amount":123.45,"updated":1700000000}}}`
	const b = `{"data":{"type":"payment-invoices","id":"cpi_TestVector000002","attributes":{"status":"process_pending","resolution":"ok","amount":100,"currency":"UAH","reference_id":"order\/1002","description":"\u041e\u043f\u043b\u0430\u0442\u0430","callback_url":"https:\/\/shop.example\/cb","test_mode":true,"callback_logs":[],"updated":1700000001}}}`
	const c = `{"data":{"type":"payment-invoices","id":"cpi_TestVector000003","attributes":{"description":"Оплата €","test_mode":true}}}` + "\n"
	for _, row := range []struct{ body, secret, want string }{
		{a, test, "I9M13Ct/qGvbKmwhuSeaKHLsuTI="},
		{a, live, "8TS6mtG15cuSefKxVdlW0PH/Ix0="},
		{b, test, "GD4FCVDPgxMCQS7fUwF2D0i1CBE="},
		{c, test, "RlkJJamYA+YMWXNvXis6zAWeHsM="},
		{"", test, "/fXJA0oU1WEULQKtPK4IMn/pa4I="},
	} {
		assert.Equal(t, row.want, corefytest.Sign([]byte(row.body), row.secret))
	}
	assert.NotEqual(t, corefytest.Sign([]byte(a), test), corefytest.Sign([]byte(a+"\n"), test))
}

// inbox is a shop's address for callbacks: it answers with the codes in turn,
// then 200.
type inbox struct {
	t       *testing.T
	answers []int
	got     []string // "status signature-fits retry-count"
	bodies  []string
}

func (b *inbox) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	assert.NoError(b.t, err)
	var message struct {
		Data struct {
			Attributes struct {
				Status string
				Test   bool `json:"test_mode"`
			}
		}
	}
	assert.NoError(b.t, json.Unmarshal(body, &message))
	secret := corefytest.DefaultLiveSecret
	if message.Data.Attributes.Test {
		secret = corefytest.DefaultTestSecret
	}
	fits := r.Header.Get("X-Signature") == corefytest.Sign(body, secret)
	b.got = append(b.got, message.Data.Attributes.Status+" "+strconv.FormatBool(fits)+" "+r.Header.Get("Retry-Count"))
	b.bodies = append(b.bodies, string(body))
	assert.Equal(b.t, "application/json Webhook-Client", r.Header.Get("Content-Type")+" "+r.Header.Get("User-Agent"))
	if len(b.answers) > 0 {
		w.WriteHeader(b.answers[0])
		b.answers = b.answers[1:]
	}
}

func TestCallbacksAreSignedAndRetried(t *testing.T) {
	t.Parallel()
	s := open(t, corefytest.Config{})
	id := s.paid(`{"description":"a/б","callback_url":"https://shop.example/cb"}`)
	require.Equal(t, http.StatusCreated, s.refund(id, "123.45", "back-1").status)
	shop := &inbox{t: t, answers: []int{200, 204, 500}}
	require.ErrorContains(t, s.DeliverTo(t.Context(), shop), id+" was not delivered: it answers 204")
	require.ErrorContains(t, s.DeliverTo(t.Context(), shop), "500")
	require.NoError(t, s.DeliverTo(t.Context(), shop))
	assert.Equal(t, []string{
		"process_pending true 0", "processed true 0", "processed true 1", "processed true 2", "refunded true 0",
	}, shop.got)
	assert.Empty(t, s.Callbacks())
	assert.Contains(t, shop.bodies[0], `"description":"a\/\u0431"`)
	assert.Contains(t, shop.bodies[0], `"callback_logs":[]`, "a message does not speak of itself")
	assert.Equal(t, shop.bodies[1], shop.bodies[3], "a repeat is the same")
}

func TestCallbacksOfTheLiveMode(t *testing.T) {
	t.Parallel()
	s := open(t, corefytest.Config{TestSecret: "sk_test_own", LiveSecret: "sk_live_own"})
	s.create(`{"test_mode":false}`)
	s.payout(`{}`)
	waiting := s.TakeCallbacks()
	require.Len(t, waiting, 2)
	for i, secret := range []string{"sk_live_own", "sk_test_own"} {
		waiting[i].URL = "https://shop.example/cb"
		r, err := waiting[i].Request(t.Context())
		require.NoError(t, err)
		assert.Equal(t, corefytest.Sign(waiting[i].Body, secret), r.Header.Get("X-Signature"))
	}
	assert.Contains(t, string(waiting[1].Body), `"type":"payout-invoices"`)
}

func TestCallbacksMayBeLostRepeatedAndReordered(t *testing.T) {
	t.Parallel()
	s := open(t, corefytest.Config{})
	s.paid(`{}`)
	taken := s.TakeCallbacks()
	require.Len(t, taken, 2)
	assert.Empty(t, s.Callbacks())
	s.Requeue(taken[1], taken[0], taken[1])
	taken[1].Body[0] = 'x' // the queue has a copy
	shop := &inbox{t: t}
	require.NoError(t, s.DeliverTo(t.Context(), shop))
	assert.Equal(t, []string{"processed true 0", "process_pending true 0", "processed true 0"}, shop.got)

	spoilt := taken[0]
	spoilt.URL, spoilt.Body = "https://shop.example/cb", []byte(`{"data":[]}`)
	r, err := spoilt.Request(t.Context())
	require.NoError(t, err)
	assert.Equal(t, corefytest.Sign([]byte(`{"data":[]}`), corefytest.DefaultTestSecret), r.Header.Get("X-Signature"), "what is sent is signed")
	for _, address := range []string{"", "http://\x00"} {
		spoilt.URL = address
		_, err = spoilt.Request(t.Context())
		require.Error(t, err)
	}
}

func TestWhereCallbacksGo(t *testing.T) {
	t.Parallel()
	s := open(t, corefytest.Config{CallbackURL: "https://shop.example/all"})
	s.create(`{}`)
	s.create(`{"reference_id":"order-2","callback_url":"https://shop.example/own"}`)
	s.payout(`{}`)
	var addresses []string
	for _, c := range s.Callbacks() {
		addresses = append(addresses, c.URL)
	}
	assert.Equal(t, []string{"https://shop.example/all", "https://shop.example/own", "https://shop.example/all"}, addresses)

	silent := open(t, corefytest.Config{})
	silent.create(`{}`)
	require.NoError(t, silent.Deliver(t.Context()))
	assert.Len(t, silent.Callbacks(), 1, "without an address it waits")
}

func TestCallbackLogs(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := open(t, corefytest.Config{})
		id := s.create(`{"callback_url":"https://shop.example/cb"}`)
		began := time.Now().Unix()
		logs := func() string {
			a := s.get("/api/payment-invoices/" + id)
			_, rest, _ := strings.Cut(a.body, `"callback_logs":`)
			logs, _, _ := strings.Cut(rest, `,"service_amount"`)
			return logs
		}
		at := strconv.FormatInt(began, 10)
		assert.JSONEq(t, `{"`+at+`":{"status":"queued","processed":null,"response_code":null,"transaction_status":"process_pending"}}`, logs())
		time.Sleep(time.Second)
		require.Error(t, s.DeliverTo(t.Context(), &inbox{t: t, answers: []int{503}}))
		later := strconv.FormatInt(began+1, 10)
		assert.JSONEq(t, `{"`+at+`":{"status":"failed","processed":`+later+`,"response_code":503,"transaction_status":"process_pending"}}`, logs())
		require.NoError(t, s.Pay(id))
		require.NoError(t, s.DeliverTo(t.Context(), &inbox{t: t}))
		assert.JSONEq(t, `{"`+at+`":{"status":"done","processed":`+later+`,"response_code":200,"transaction_status":"process_pending"},
			"`+later+`":{"status":"done","processed":`+later+`,"response_code":200,"transaction_status":"processed"}}`, logs())
	})
}

func TestHandlersMayAnswerMoreThanAStatus(t *testing.T) {
	t.Parallel()
	s := open(t, corefytest.Config{})
	s.create(`{}`)
	err := s.DeliverTo(t.Context(), http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "not now", http.StatusServiceUnavailable)
	}))
	require.ErrorContains(t, err, "503")
	require.NoError(t, s.DeliverTo(t.Context(), http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusEarlyHints)
		_, err := io.WriteString(w, "ok")
		assert.NoError(t, err)
	})))
}

func TestDeliverPosts(t *testing.T) {
	t.Parallel()
	var posted []string
	s := open(t, corefytest.Config{CallbackClient: &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
		posted = append(posted, r.Method+" "+r.URL.String())
		if len(posted) == 1 {
			return nil, io.ErrUnexpectedEOF
		}
		return &http.Response{StatusCode: 200, Body: http.NoBody, Request: r}, nil
	})}})
	s.create(`{"callback_url":"https://shop.example/cb?token=secret"}`)
	err := s.Deliver(t.Context())
	require.ErrorContains(t, err, "the address does not answer")
	assert.NotContains(t, err.Error(), "secret")
	require.NoError(t, s.Deliver(t.Context()))
	assert.Equal(t, []string{"POST https://shop.example/cb?token=secret", "POST https://shop.example/cb?token=secret"}, posted)
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
