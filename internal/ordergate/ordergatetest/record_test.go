package ordergatetest_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/ordergate/ordergatetest"
)

func TestRequestsAreRecordedWithoutSecrets(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{})
	s.call("POST", "/orders/credit?a=1", `{ "amount" : "1.00", "pan" :  "4111111111111111","card":{"cvv":"123","holder":"John \"X\" Smith",
		"expiration_month":6,"expiration_year":"2030"},"dsrp":{"token":{"a":["tok-1",2]},"type":"apple_pay"},"note":"pan"}`,
		header("X-Request-Id", "req-1"), header("Cookie", "session=1"))
	s.call("GET", "/orders/?status=new,charged", "")
	s.call("POST", "/orders/credit", `{"pan":"4111111111111111"`)
	got := s.Requests()
	require.Len(t, got, 3)
	assert.Equal(t, `{ "amount" : "1.00", "pan" :  "411111****1111","card":{"cvv":"***","holder":"***",
		"expiration_month":"***","expiration_year":"***"},"dsrp":{"token":{"a":["***","***"]},"type":"apple_pay"},"note":"pan"}`,
		string(got[0].Body))
	assert.Equal(t, []any{1, "POST", "/orders/credit", "/orders/credit", "1", "req-1"}, []any{
		got[0].Sequence, got[0].Method, got[0].Path, got[0].Template, got[0].Query.Get("a"), got[0].Header.Get("X-Request-Id")})
	assert.Empty(t, got[0].Header.Get("Authorization"))
	assert.Empty(t, got[0].Header.Get("Cookie"))
	assert.Equal(t, "new,charged", got[1].Query.Get("status"))
	assert.Nil(t, got[1].Body)
	assert.Equal(t, "(25 bytes left out)", string(got[2].Body))

	got[0].Body[0], got[0].Header["X-Request-Id"] = 'x', nil
	assert.Equal(t, "req-1", s.Requests()[0].Header.Get("X-Request-Id"), "a copy")
	assert.Equal(t, byte('{'), s.Requests()[0].Body[0])
}

func TestEverySecretNameIsMasked(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{})
	names := []string{"pan", "cvv", "holder", "expiration_month", "expiration_year", "token", "PaRes", "cres", "cavv", "xid"}
	for _, name := range names {
		s.call("POST", "/orders/create", `{"amount":1,"`+name+`":"s3cret","deep":[{"`+name+`":{"x":"s3cret"}}]}`)
		s.call("POST", "/orders/create", `{"`+name+`":"400000000002","also":"s3cret"}`)
	}
	for i, r := range s.Requests() {
		want := `{"amount":1,"` + names[i/2] + `":"***","deep":[{"` + names[i/2] + `":{"x":"***"}}]}`
		if i%2 == 1 {
			want = `{"` + names[i/2] + `":"400000****0002","also":"s3cret"}`
		}
		assert.Equal(t, want, string(r.Body))
	}
}

// Secrets in a query are a mistake, and a log keeps it.
func TestSecretsInAQueryAreMasked(t *testing.T) {
	t.Parallel()
	s := newWhole(t, ordergatetest.Config{})
	s.call("GET", "/orders/?pan=4111111111111111&status=new", "")
	s.call("GET", "/complete/secure3d?PaRes=s3cret&MD=x", "", browser)
	for i, want := range []string{"pan=%2A%2A%2A&status=new", "MD=x&PaRes=%2A%2A%2A"} {
		assert.Equal(t, want, s.Requests()[i].Query.Encode())
	}
}

// A card number must not be found in what the model keeps or answers, however
// the request is written.
func FuzzCardNumbersStayHidden(f *testing.F) {
	f.Add(`{"pan":"4111111111111111","amount":"1.00"}`, "")
	f.Add(`{"pan" : [ {"a":"4111111111111111"} ] }`, "x")
	f.Add("{\"p\\u0061n\":\"4111111111111111\",\"amount\":1}", "")
	f.Add(`{"pan":4111111111111111,"amount":1}`, "")
	f.Add(`{"pan":"4111111111111111`, "")
	f.Fuzz(func(t *testing.T, body, description string) {
		const pan = "4111111111111111"
		s := newShop(t, ordergatetest.Config{})
		if strings.Contains(description, pan) {
			t.Skip("free text is the merchant's own")
		}
		var object map[string]any
		if json.Unmarshal([]byte(body), &object) == nil && object != nil {
			object = map[string]any{"pan": object["pan"], "amount": object["amount"], "description": description}
			text, err := json.Marshal(object)
			require.NoError(t, err)
			body = string(text)
		}
		a := s.call("POST", "/orders/credit", body)
		assert.NotContains(t, a.body, pan)
		for _, r := range s.Requests() {
			assert.NotContains(t, string(r.Body), pan)
		}
	})
}

// Whatever comes in, the model answers in a documented form, and an order that
// it makes can be read back.
func FuzzCreate(f *testing.F) {
	f.Add(`{"amount":"9.99"}`)
	f.Add(`{"amount":9.99,"currency":"JPY","options":{"expiration_timeout":"15m"}}`)
	f.Add(`{"amount":1,"custom_fields":{"a":[]},"client":{"zip":1}}`)
	f.Add(`{"amount":1e400,"amount":1}`)
	f.Add(`[{}]`)
	f.Fuzz(func(t *testing.T, body string) {
		s := newShop(t, ordergatetest.Config{})
		a := s.call("POST", "/orders/create", body)
		switch a.status {
		case 201:
			o := a.orders(t)[0]
			read := s.call("GET", "/orders/"+o.ID, "").orders(t)[0]
			assert.Equal(t, o.Amount, read.Amount)
			assert.Regexp(t, `^\d{1,12}\.\d\d$`, o.Amount)
			assert.Len(t, s.Ledger(), 1)
			assert.Equal(t, 200, s.call("GET", "/pay/"+o.ID, "", browser).status)
		case 400, 422:
			assert.Equal(t, "validation", a.failureType(t))
			assert.Empty(t, s.Ledger())
		default:
			t.Errorf("status %d", a.status)
		}
	})
}

// A query never breaks the list, and never shows an order that its own filter
// excludes.
func FuzzList(f *testing.F) {
	f.Add("status", "new,charged")
	f.Add("merchant_order_id", "A-1")
	f.Add("created_from", "2016-01-01 00:00:00")
	f.Add("cursor", "1")
	f.Fuzz(func(t *testing.T, name, value string) {
		s := newShop(t, ordergatetest.Config{})
		s.create(`{}`)
		query := strings.NewReplacer("%", "%25", "&", "%26", "=", "%3D", "#", "%23", "+", "%2B", ";", "%3B", " ", "%20").Replace
		for _, r := range name + value {
			if r < 0x20 || r > 0x7e {
				t.Skip("not sent by an HTTP client")
			}
		}
		a := s.call("GET", "/orders/?"+query(name)+"="+query(value), "")
		switch a.status {
		case 200:
			if name == "merchant_order_id" && value != "" {
				want := 0
				for v := range strings.SplitSeq(value, ",") {
					if v == "A-1" {
						want = 1
					}
				}
				assert.Len(t, a.orders(t), want)
			}
		case 400, 422:
			assert.Equal(t, "validation", a.failureType(t))
		default:
			t.Errorf("status %d", a.status)
		}
	})
}
