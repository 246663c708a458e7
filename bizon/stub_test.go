package bizon_test

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
	"github.com/paygates/paygates-go/money"
)

// reply is one answer of a stub.
type reply struct {
	status int
	header http.Header
	body   string
}

// stub answers requests in order, the last reply again and again, and keeps
// what came in. It is a RoundTripper of the test's own: nothing is shared.
type stub struct {
	mu       sync.Mutex
	replies  []reply
	requests []sent
}

type sent struct {
	method, target, body string
	header               http.Header
}

func (s *stub) RoundTrip(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return nil, err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = append(s.requests, sent{r.Method, r.URL.RequestURI(), string(body), r.Header.Clone()})
	next := s.replies[min(len(s.requests), len(s.replies))-1]
	header := next.header.Clone()
	if header == nil {
		header = http.Header{}
	}
	if next.status == 0 {
		next.status = http.StatusOK
	}
	return &http.Response{
		StatusCode: next.status, Header: header, Request: r, ProtoMajor: 1, ProtoMinor: 1,
		Body: io.NopCloser(bytes.NewReader([]byte(next.body))), ContentLength: int64(len(next.body)),
	}, nil
}

// stubbed is a client whose gateway answers with these replies.
func stubbed(t testing.TB, replies ...reply) (*bizon.Client, *stub) {
	t.Helper()
	s := &stub{replies: replies}
	client, err := bizon.New(testConfig(), paygates.WithHTTPClient(&http.Client{Transport: s}))
	require.NoError(t, err)
	return client, s
}

func testConfig() bizon.Config {
	return bizon.Config{
		Username: "project", Password: paygates.NewSecret("project-password"),
		BaseURL: "https://api.gateway.example", CheckoutURL: "https://checkout.gateway.example/pay",
	}
}

func usd(text string) money.Amount { return money.MustParse(text, money.USD) }
func eur(text string) money.Amount { return money.MustParse(text, money.EUR) }

// orders is an answer with these orders.
func orders(fields ...string) reply {
	return reply{body: `{"orders":[{` + strings.Join(fields, "},{") + `}]}`}
}

type roundTrip func(*http.Request) reply

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) {
	return (&stub{replies: []reply{f(r)}}).RoundTrip(r)
}
