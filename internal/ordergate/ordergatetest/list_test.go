package ordergatetest_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/ordergate/ordergatetest"
)

// references gives the references that a list shows, in its order.
func references(t *testing.T, a answer) string {
	t.Helper()
	require.Equal(t, 200, a.status, a.body)
	var out []string
	for _, o := range a.orders(t) {
		out = append(out, *o.MerchantOrderID)
	}
	return strings.Join(out, " ")
}

// listed is a platform with five orders, one a minute from midnight in its zone.
func listed(t *testing.T) shop {
	s := newShop(t, ordergatetest.Config{Location: time.UTC})
	bodies := []string{
		`{"amount":1,"merchant_order_id":"a","client":{"name":"John Smith","email":"foo@bar.com"},"location":{"ip":"8.8.8.8"}}`,
		`{"amount":1,"merchant_order_id":"b","client":{"name":"Jane SMITHSON","email":"jane@yahoo.com"},"location":{"ip":"8.8.8.9"}}`,
		`{"amount":1,"merchant_order_id":"c","options":{"auto_charge":1}}`,
		`{"amount":1,"merchant_order_id":"d"}`,
		`{"amount":1,"merchant_order_id":"e"}`,
	}
	var ids []string
	for _, body := range bodies {
		ids = append(ids, s.call("POST", "/orders/create", body).orders(t)[0].ID)
		time.Sleep(time.Minute)
	}
	require.NoError(t, s.Pay(ids[2]))
	require.NoError(t, s.PayWith(ids[3], "2222400060000007"))
	require.NoError(t, s.PayWith(ids[4], "4000000000000002"))
	return s
}

func TestListFilters(t *testing.T) {
	t.Parallel()
	cases := []struct{ query, want string }{
		{"", "e d c b a"},
		{"status=charged", "c"},
		{"status=new,charged", "c b a"},
		{"status=CHARGED", ""},
		{"merchant_order_id=b", "b"},
		{"merchant_order_id=b,d,x", "d b"},
		{"merchant_order_id=x", ""},
		{"card.type=visa", "e c"},
		{"card.type=visa,mastercard", "e d c"},
		{"card.subtype=standard", "d"},
		{"location.ip=8.8.8.8", "a"},
		{"location.ip=8.8.8.8,8.8.8.9", "b a"},
		{"client.name=smith", "b a"},
		{"client.name=John Smith", "a"},
		{"client.email=@yahoo.com", "b"},
		{"issuer.country=AZE", "e d c"},
		{"issuer.country=USA", ""},
		{"issuer.bin=411111", "c"},
		{"issuer.bin=411111,222240", "d c"},
		{"issuer.title=test", "e d c"},
		{"issuer.title=Credit Union", ""},
		{"created_from=2000-01-01 00:01:00", "e d c b"},
		{"created_to=2000-01-01 00:01:00", "b a"},
		{"created_from=2000-01-01 00:01:00&created_to=2000-01-01 00:02:30", "c b"},
		{"created_from=2000-01-01 00:01:00&status=new", "b"},
		{"expand=card,whatever", "e d c b a"},
	}
	synctest.Test(t, func(t *testing.T) {
		s := listed(t)
		for _, c := range cases {
			query, err := url.ParseQuery(c.query)
			require.NoError(t, err)
			for _, path := range []string{"/orders?", "/orders/?"} {
				assert.Equal(t, c.want, references(t, s.call("GET", path+query.Encode(), "")), c.query)
			}
		}
		assert.JSONEq(t, `{"orders":[]}`, s.call("GET", "/orders/?status=credited", "").body)
	})
}

func TestListRefuses(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{})
	for _, query := range []string{
		"created_from=2000-01-01", "created_to=AUTH12016-01-31+23%3A59%3A59", "created_from=2000-01-01T00%3A00%3A00Z",
		"cursor=1", "card_type=visa", "pan=4",
	} {
		a := s.call("GET", "/orders/?"+query, "")
		assert.Equal(t, 422, a.status, query)
		assert.Contains(t, a.body, `"errors":[{"attribute":"`+strings.Split(query, "=")[0]+`"`)
	}
}

func TestListTimesAreInThePlatformsZone(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newShop(t, ordergatetest.Config{})
		s.create(`{}`)
		a := s.call("GET", "/orders/?created_from=2000-01-01+04%3A00%3A00&created_to=2000-01-01+04%3A00%3A00", "")
		require.Len(t, a.orders(t), 1)
		assert.Equal(t, "2000-01-01 04:00:00", a.orders(t)[0].Created)
		assert.Empty(t, s.call("GET", "/orders/?created_from=2000-01-01+04%3A00%3A01", "").orders(t))
	})
}

func TestPaging(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{PageSize: 2})
	for i := range 5 {
		body := fmt.Sprintf(`{"amount":1,"merchant_order_id":"r%d","client":{"name":"A & B"}}`, i)
		require.Equal(t, 201, s.call("POST", "/orders/create", body).status)
	}
	var pages []string
	next := "/orders/?client.name=A+%26+B&expand=client"
	for next != "" {
		a := s.call("GET", next, "")
		pages = append(pages, references(t, a))
		assert.Contains(t, a.body, `"client":{"name":"A & B"}`)
		if len(pages) == 1 { // a new order must not shift the pages
			require.Equal(t, 201, s.call("POST", "/orders/create", `{"amount":1,"merchant_order_id":"late","client":{"name":"A & B"}}`).status)
		}
		next = nextTarget(t, a)
	}
	assert.Equal(t, []string{"r4 r3", "r2 r1", "r0"}, pages)

	exact := newShop(t, ordergatetest.Config{PageSize: 2})
	exact.create(`{}`)
	exact.create(`{}`)
	assert.Empty(t, exact.call("GET", "/orders/", "").header.Get("Link"), "no link to an empty page")
}

func nextTarget(t *testing.T, a answer) string {
	t.Helper()
	link := a.header.Get("Link")
	if link == "" {
		return ""
	}
	require.Regexp(t, `^<http://gate\.example/orders/\?[^>]+>; rel="next"$`, link)
	return strings.TrimPrefix(link[1:strings.Index(link, ">")], "http://gate.example")
}

func TestLinkKeepsTheCallersHost(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{PageSize: 1, Form: ordergatetest.GuideForm})
	for range 2 {
		s.call("POST", "/orders/create", `{"amount":1}`)
	}
	a := s.call("GET", "/orders", "", func(r *http.Request) { r.Host = "other.example:8443" })
	assert.Contains(t, a.header.Get("Link"), "<http://other.example:8443/orders/?cursor=")
}

func TestListLag(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newShop(t, ordergatetest.Config{ListLag: time.Minute})
		id := s.create(`{}`)
		assert.Empty(t, s.call("GET", "/orders/", "").orders(t))
		assert.Equal(t, 200, s.call("GET", "/orders/"+id, "").status)
		time.Sleep(time.Minute)
		assert.Len(t, s.call("GET", "/orders/", "").orders(t), 1)
	})
}

func TestExpand(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{})
	id := s.call("POST", "/orders/create", `{"amount":1,"client":{"name":"x"},"location":{"ip":"8.8.8.8"},"custom_fields":{"a":1},
		"options":{"force3d":1}}`).orders(t)[0].ID
	require.NoError(t, s.Pay(id))
	extra := map[string]string{
		"card": `"card":{`, "client": `"client":{"name":"x"}`, "location": `"location":{"ip":"8.8.8.8"}`,
		"custom_fields": `"custom_fields":{"a":1}`, "issuer": `"issuer":{`, "secure3d": `"secure3d":{`,
		"operations": `"operations":[{"amount":"1.00"`, "operations.cashflow": `"cashflow":{`, "cashflow": `"cashflow":{`,
	}
	for _, path := range []string{"/orders/" + id, "/orders/"} {
		plain := s.call("GET", path, "").body
		for _, part := range extra {
			assert.NotContains(t, plain, part)
		}
		for name, part := range extra {
			body := s.call("GET", path+"?expand="+name, "").body
			assert.Contains(t, body, part, name)
			assert.Equal(t, strings.Contains(name, "cashflow"), strings.Contains(body, "cashflow"), name)
		}
		all := s.call("GET", path+"?expand=card,%20client,location,custom_fields,issued,issuer,secure3d,operations.cashflow", "").body
		for name, part := range extra {
			if name != "operations" {
				assert.Contains(t, all, part)
			}
		}
	}
}
