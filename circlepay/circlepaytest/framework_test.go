package circlepaytest_test

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/circlepay/circlepaytest"
)

// The framework refuses in a form of its own.
func TestFrameworkErrors(t *testing.T) {
	t.Parallel()
	s := newShop(t, circlepaytest.Config{})
	for name, c := range map[string]struct {
		on, body string
		changes  []with
		status   int
	}{
		"unknown path":                   {"GET invoices", "", nil, 404},
		"a link with its slashes":        {"GET paymentlink/get/checkout.example/x", "", nil, 404},
		"wrong method":                   {"GET invoice/create", "", nil, 405},
		"wrong method without an object": {"DELETE merchants/list", "", nil, 405},
		"a form":                         {"POST customer/create", "a=b", []with{header("Content-Type", "application/x-www-form-urlencoded")}, 415},
		"no type":                        {"POST customer/create", "{}", []with{without("Content-Type")}, 415},
		"no body":                        {"POST customer/create", "", []with{header("Content-Type", "application/json")}, 400},
		"half a body":                    {"POST customer/create", `{"first_name":`, nil, 400},
		"two bodies":                     {"POST customer/create", `{}{}`, nil, 400},
		"a name twice":                   {"POST customer/create", `{"email":"a@b.example","email":"c@d.example"}`, nil, 400},
		"a name twice inside":            {"POST invoice/create", `{"invoice":{"items":[{"price":1,"price":2}]}}`, nil, 400},
		"invalid UTF-8":                  {"POST customer/create", "{\"email\":\"\xff\"}", nil, 400},
		"too deep":                       {"POST customer/create", `{"x":` + strings.Repeat("[", 40) + strings.Repeat("]", 40) + `}`, nil, 400},
		"too long":                       {"POST customer/create", `{"x":"` + strings.Repeat("x", 1<<20) + `"}`, nil, 413},
		"a documented sample's False":    {"POST customer/create", `{"isError": False}`, nil, 400},
	} {
		a := s.call(c.on, c.body, c.changes...)
		assert.Equal(t, c.status, a.status, name)
		var view map[string]any
		require.NoError(t, json.Unmarshal([]byte(a.body), &view), name)
		assert.Len(t, view, 5, name)
		assert.EqualValues(t, c.status, view["status"], name)
		assert.Equal(t, "/"+strings.SplitN(c.on, " ", 2)[1], view["path"], name)
		assert.NotEmpty(t, view["error"], name)
		assert.Regexp(t, `^\d{4}-\d\d-\d\dT`, view["timestamp"], name)
	}
	assert.Equal(t, 1111, s.call("POST customer/create", `[1]`).code(t), "JSON of another kind is the API's to refuse")
	assert.Equal(t, 2110, s.call("POST customer/create", `{}`, without("account-key")).code(t), "credentials go before values")
}

func TestEscapedSlashes(t *testing.T) {
	t.Parallel()
	for _, allowed := range []bool{false, true} {
		s := newShop(t, circlepaytest.Config{EscapedSlashes: allowed})
		link := s.link(nil)
		for _, whole := range []string{link, "https://" + link} {
			a := s.call("GET paymentlink/get/"+strings.NewReplacer("/", "%2F", ":", "%3A").Replace(whole), "")
			if allowed {
				assert.Equal(t, link, a.text(t, "payment_link_url"))
				continue
			}
			assert.Equal(t, 400, a.status)
			assert.Contains(t, a.body, "<html")
		}
	}
}

// Bodies of calls that have none are nobody's business.
func TestBodiesOfReadsAreIgnored(t *testing.T) {
	t.Parallel()
	s := newShop(t, circlepaytest.Config{})
	assert.Zero(t, s.call("GET merchants/list", `[]`).code(t))
	assert.Zero(t, s.call("GET merchants/list", `{`, without("Content-Type")).code(t))
	assert.Zero(t, s.call("POST refund/list", "").code(t))
	assert.Zero(t, s.call("POST payment/list", "{}").code(t))
	assert.Equal(t, 415, s.call("POST payment/list", "{}", without("Content-Type")).status)
}

func TestPathsOfBothKinds(t *testing.T) {
	t.Parallel()
	both := []string{
		"GET payment/gateway/list", "GET invoice/list", "GET invoice/list/+2", "GET merchants/payment/method/list/", "GET payment/gateway/list/",
	}
	documented := []string{
		"GET PaymentMethod/get/x", "DELETE merchants/payment/method/enable/x", "GET payment/list", "POST paymentlink/create", "GET paymentlink/get/x",
		"PUT paymentlink/update", "GET paymentlink/list", "GET paymentlink/list/+2", "POST payPaymentLink/", "POST payPaymentLink",
		"POST payPaymentLink/create", "DELETE paymentlink/deactive/x",
	}
	clients := []string{
		"GET payment/methods/get/x", "DELETE merchants/payment/method/disable/x", "POST payment/link/create", "GET payment/link/get/x",
		"PUT payment/link/update", "GET payment/link/list", "GET payment/link/list/+2", "POST payment/link/pay", "DELETE payment/link/deactivate/x",
	}
	for form, served := range map[circlepaytest.PathForm][][]string{
		circlepaytest.EveryPath:       {both, documented, clients},
		circlepaytest.DocumentedPaths: {both, documented},
		circlepaytest.ClientPaths:     {both, clients},
	} {
		s := newShop(t, circlepaytest.Config{Paths: form})
		for _, on := range append(append(append([]string(nil), both...), documented...), clients...) {
			want := false
			for _, group := range served {
				for _, each := range group {
					want = want || each == on
				}
			}
			body := ""
			if strings.HasPrefix(on, "P") {
				body = "{}"
			}
			a := s.call(on, body)
			assert.Equal(t, want, a.status == 200, "%d %s: %d", form, on, a.status)
		}
	}
}

func TestLooseEnvelope(t *testing.T) {
	t.Parallel()
	s := newShop(t, circlepaytest.Config{Envelope: circlepaytest.LooseEnvelope})
	assert.JSONEq(t, `{"message":"Successful","errorCode":"","details":null,"data":{"customer_mobile_number":"`+buyer+`"}}`, s.send("POST customer/create", aCustomer).body)
	assert.JSONEq(t, `{"message":"Successful","errorCode":"","details":null,"data":[]}`, s.call("POST refund/list", "").body)
	assert.JSONEq(t, `{"message":"Cannot find the invoice","errorCode":"5111","details":"The invoice number might be incorrect or doesn't exist.",
		"data":[],"isError":true}`, s.call("GET invoice/get/x", "").body)
}

func TestRefusalOfTheDocumentation(t *testing.T) {
	t.Parallel()
	s := newShop(t, circlepaytest.Config{})
	assert.JSONEq(t, `{"message":"Cannot find the invoice","errorCode":5111,"details":"The invoice number might be incorrect or doesn't exist.",
		"data":null,"isError":true}`, s.call("GET invoice/get/x", "").body)
}

func TestFrameworkBody(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		assert.JSONEq(t, `{"timestamp":"2000-01-01T00:00:00.000+00:00","status":404,"error":"Not Found","message":"No message available","path":"/x"}`,
			string(circlepaytest.FrameworkBody(404, "/x")))
	})
}
