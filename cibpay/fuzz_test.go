package cibpay_test

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cibpay"
	"github.com/paygates/paygates-go/internal/stub"
)

func mustURL(target string) *url.URL {
	u, err := url.Parse(target)
	if err != nil {
		return &url.URL{Path: "/"}
	}
	return u
}

// seed gives every documented sample to a fuzzer.
func seed(f *testing.F) {
	f.Helper()
	files, err := filepath.Glob(filepath.Join("..", "testdata", "cibpay", "*.json"))
	if err != nil || len(files) == 0 {
		f.Fatal("no samples")
	}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body, 200)
		f.Add(body, 422)
	}
	f.Add([]byte(`{"orders":[{"id":"7","status":"charged","amount":"9.00","amount_charged":"9.00","amount_refunded":"0.00","currency":"AZN"}]}`), 200)
	f.Add([]byte(`{"orders":[{"id":"7","status":"chargéd","amount":9e-1,"currency":"\ud800","operations":{}}],"errors":[]}`), 201)
}

// FuzzAnswers gives any answer to every call: none panics, a verdict is never
// reached without its proof, and nobody is paid by surprise.
func FuzzAnswers(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, body []byte, status int) {
		if status < 200 || status > 599 {
			status = 200
		}
		for name, call := range operationCalls {
			s := stub.New(reply{Status: status, Body: string(body)})
			client, err := cibpay.New(testConfig(),
				paygates.WithHTTPClient(s.Client()), paygates.WithRetry(paygates.RetryPolicy{MaxAttempts: 1}))
			if err != nil {
				t.Fatal(err)
			}
			result, err := call(t.Context(), client)
			if err == nil && status != 200 && status != 201 {
				t.Fatalf("%s succeeded on status %d", name, status)
			}
			o, _ := result.(*cibpay.Order)
			if err != nil || o == nil {
				continue
			}
			if o.State() == paygates.StatePaid && o.Paid().IsSet() && !o.Paid().IsPositive() {
				t.Fatalf("%s: paid nothing", name)
			}
			if o.State() == paygates.StatePaid && o.Status.State() != paygates.StatePaid {
				t.Fatalf("%s: paid by another word", name)
			}
		}
	})
}

// FuzzCallback gives any body to the parser of callbacks: ids alone come out,
// and only such as may stand in a path.
func FuzzCallback(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, body []byte, _ int) {
		got, err := cibpay.ParseCallback(body, nil)
		if err != nil {
			return
		}
		for _, c := range append(got.Others, cibpay.CallbackOrder{ID: got.ID}) {
			if (&url.URL{Path: c.ID}).EscapedPath() != c.ID || c.ID == "" || c.ID == "." || c.ID == ".." {
				t.Fatal("an id that is no id")
			}
		}
	})
}

// FuzzReturn gives any query to the parser of returns.
func FuzzReturn(f *testing.F) {
	for _, query := range []string{"order_id=7", "order_id=7&order_id=8", "order_id=%2e%2e", "ORDER_ID=1", "a=b;order_id=7", "%"} {
		f.Add(query)
	}
	f.Fuzz(func(t *testing.T, query string) {
		got, err := cibpay.ParseReturn(&http.Request{URL: &url.URL{Path: "/return", RawQuery: query}})
		if err == nil && url.PathEscape(got.ID) != got.ID {
			t.Fatal("an id that is no id")
		}
	})
}

// FuzzLink gives any Link header to the walk over pages: it stays on the host.
func FuzzLink(f *testing.F) {
	for _, link := range []string{`</orders/?page=2>; rel="next"`, `<https://elsewhere.example/?a=b>; rel=next`, `<`, `<>;rel=next`, `<?a=b>;rel=next,<?c=d>;rel=next`, `<?=>rel=neXt`} {
		f.Add(link)
	}
	f.Fuzz(func(t *testing.T, link string) {
		s := stub.New(reply{Body: `{"orders":[]}`, Header: http.Header{"Link": {link}}}, reply{Body: `{"orders":[]}`})
		client, err := cibpay.New(testConfig(), paygates.WithHTTPClient(s.Client()))
		if err != nil {
			t.Fatal(err)
		}
		for range client.Orders.All(t.Context(), cibpay.ListOrdersRequest{}) {
		}
		for _, r := range s.Requests() {
			if path, _, _ := strings.Cut(r.Target, "?"); path != "/orders/" || r.Method != http.MethodGet {
				t.Fatalf("led astray: %q", r.Target)
			}
		}
	})
}
