package ordergatetest_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/ordergate/ordergatetest"
)

const (
	approvedPAN   = "4111111111111111"
	declinedPAN   = "4276990011343663"
	unenrolledPAN = "4276838748917319"
	faultyPAN     = "5555555555555599"
	fraudPAN      = "4000000000000002"

	notifyURL = "https://shop.example/notify?basket=7"
)

func newWhole(t testing.TB, cfg ordergatetest.Config) shop {
	t.Helper()
	cfg.Surface = ordergatetest.WholeSurface
	return newShop(t, cfg)
}

// authorize sends 9.99 USD with a card and the given options.
func (s shop) authorize(pan, options string) answer {
	s.t.Helper()
	return s.call("POST", "/orders/authorize", authorizeBody(pan, options))
}

func authorizeBody(pan, options string) string {
	return `{"amount":9.99,"card":{"cvv":"333","expiration_month":12,"expiration_year":2020,"holder":"John Smith"},
		"location":{"ip":"6.6.6.6"},"merchant_order_id":"A-1","pan":"` + pan + `","options":` + options + `}`
}

// The options of the two versions of 3-D Secure.
const (
	secure1 = `{"force3d":1}`
	secure2 = `{"force3d":1,"secure3d20_return_url":"` + notifyURL + `"}`
)

// last is the newest order.
func (s shop) last() ordergatetest.Order {
	s.t.Helper()
	orders := s.Orders()
	require.NotEmpty(s.t, orders)
	return orders[len(orders)-1]
}

func (a answer) message(t testing.TB) string {
	t.Helper()
	var body struct {
		FailureMessage string `json:"failure_message"`
	}
	require.NoError(t, json.Unmarshal([]byte(a.body), &body), a.body)
	return body.FailureMessage
}

func TestAuthorize(t *testing.T) {
	t.Parallel()
	for options, want := range map[string][]string{
		`{}`:                                {"authorized", "0.00", "create 9.99 USD", "authorize 9.99 USD"},
		`{"auto_charge":0,"force3d":0}`:     {"authorized", "0.00", "create 9.99 USD", "authorize 9.99 USD"},
		`{"auto_charge":1,"recurring":"1"}`: {"charged", "9.99", "create 9.99 USD", "authorize 9.99 USD", "charge 9.99 USD"},
	} {
		s := newWhole(t, ordergatetest.Config{})
		a := s.authorize(approvedPAN, options)
		require.Equal(t, 200, a.status, a.body)
		o := a.orders(t)[0]
		assert.Equal(t, want[:2], []string{o.Status, o.AmountCharged})
		assert.Equal(t, want[2:], kinds(s.Ledger()))
		assert.Equal(t, "411111****1111", o.PAN)
		assert.Equal(t, map[string]string{"type": "visa", "subtype": "classic", "holder": "John Smith", "expiration": "12/20"}, o.Card)
		assert.NotContains(t, a.body, "form3d")
		assert.NotContains(t, a.body, approvedPAN)
		assert.ErrorIs(t, s.Pay(o.ID), ordergatetest.ErrNotPayable)
	}
}

func TestAuthorizeDecides(t *testing.T) {
	t.Parallel()
	cases := []struct {
		pan, options string
		status       int
		order        string
		scenario     string
		operation    string
	}{
		{approvedPAN, `{}`, 200, "authorized", "", "success"},
		{declinedPAN, `{}`, 402, "declined", "", "failure"},
		{fraudPAN, `{}`, 402, "fraud", "", ""},
		{faultyPAN, `{}`, 402, "error", "", "error"},
		{"2222400060000007", secure1, 201, "prepared", "unknown", ""},
		{declinedPAN, secure1, 402, "rejected", "error", ""},
		{unenrolledPAN, secure2, 200, "authorized", "unknown", "success"},
		{fraudPAN, secure2, 402, "fraud", "", ""},
		{faultyPAN, secure2, 201, "prepared", "unknown", ""},
	}
	for _, c := range cases {
		s := newWhole(t, ordergatetest.Config{})
		a := s.authorize(c.pan, c.options)
		assert.Equal(t, c.status, a.status, a.body)
		o := s.last()
		assert.Equal(t, c.order, o.Status, c.pan)
		read := s.call("GET", "/orders/"+o.ID+"?expand=secure3d,operations", "").orders(t)[0]
		assert.Equal(t, c.scenario, read.Secure3D["scenario"], c.pan)
		if c.operation == "" {
			assert.Empty(t, read.Operations)
		} else {
			assert.Equal(t, c.operation, read.Operations[0].Status)
		}
		if c.status == 402 {
			assert.Equal(t, o.FailureType, a.failureType(t))
			assert.Contains(t, a.body, `"order_id":"`+o.ID+`"`)
			assert.Equal(t, []string{"create 9.99 USD"}, kinds(s.Ledger()))

			s = newWhole(t, ordergatetest.Config{Declines: ordergatetest.DeclineAsOrder})
			a = s.authorize(c.pan, c.options)
			assert.Equal(t, 200, a.status)
			assert.Equal(t, c.order, a.orders(t)[0].Status)
		}
	}
}

func TestAuthorizeRefuses(t *testing.T) {
	t.Parallel()
	good := authorizeBody(approvedPAN, `{}`)
	s := newWhole(t, ordergatetest.Config{})
	for attribute, change := range map[string][2]string{
		"amount":                {`"amount":9.99`, `"amount":0`},
		"currency":              {`"amount":9.99`, `"amount":9.99,"currency":"dollars"`},
		"pan":                   {approvedPAN, "4111111111111112"},
		"card.cvv":              {`"cvv":"333"`, `"cvv":"33"`},
		"card.holder":           {`John Smith`, `J`},
		"card.expiration_month": {`"expiration_month":12`, `"expiration_month":13`},
		"card.expiration_year":  {`"expiration_year":2020`, `"expiration_year":20`},
		"card":                  {`"card":{`, `"card":1,"x":{`},
		"location.ip":           {`6.6.6.6`, `here`},
		"options.force3d":       {`"options":{}`, `"options":{"force3d":"yes"}`},
		"options.exemption_mit": {`"options":{}`, `"options":{"exemption_mit":"yes"}`},
		"secure3d.cavv":         {`"options":{}`, `"secure3d":{"cavv":[]}`},
		"options.secure3d20_return_url": {`"options":{}`,
			`"options":{"secure3d20_return_url":"shop.example"}`},
		"recurring_details.parent_order_id": {`"options":{}`, `"recurring_details":{"parent_order_id":"1"}`},
	} {
		body := strings.Replace(good, change[0], change[1], 1)
		require.NotEqual(t, good, body, attribute)
		a := s.call("POST", "/orders/authorize", body)
		assert.Equal(t, 422, a.status, attribute)
		assert.Contains(t, a.body, `"attribute":"`+attribute+`"`)
		assert.NotRegexp(t, `\d{12}`, a.body)
	}
	for _, gone := range []string{`"cvv":"333",`, `,"holder":"John Smith"`, `"expiration_month":12,`, `"expiration_year":2020,`,
		`"location":{"ip":"6.6.6.6"},`, `"amount":9.99,`, `"pan":"` + approvedPAN + `",`} {
		require.Contains(t, good, gone)
		assert.Equal(t, 422, s.call("POST", "/orders/authorize", strings.Replace(good, gone, "", 1)).status, gone)
	}
	long := strings.Replace(good, "John Smith", strings.Repeat("я", 41), 1)
	assert.Equal(t, 422, s.call("POST", "/orders/authorize", long).status)
	assert.Equal(t, 400, s.call("POST", "/orders/authorize", "").status)
	assert.Empty(t, s.Orders())
	assert.Equal(t, 200, s.call("POST", "/orders/authorize", strings.Replace(good, "John Smith", strings.Repeat("я", 40), 1)).status)
	month := strings.Replace(good, `"expiration_month":12,"expiration_year":2020`, `"expiration_month":"06","expiration_year":"2024"`, 1)
	assert.Equal(t, "6/24", s.call("POST", "/orders/authorize", month).orders(t)[0].Card["expiration"])
}

func TestProjectSettings(t *testing.T) {
	t.Parallel()
	body := strings.NewReplacer(`"cvv":"333",`, "", `,"holder":"John Smith"`, "").Replace(authorizeBody(approvedPAN, `{}`))
	for cfg, want := range map[[2]bool]int{{true, true}: 200, {true, false}: 422, {false, true}: 422, {false, false}: 422} {
		s := newWhole(t, ordergatetest.Config{OptionalCVV: cfg[0], OptionalHolder: cfg[1], TraceIDs: cfg[0]})
		a := s.call("POST", "/orders/authorize", body)
		assert.Equal(t, want, a.status, cfg)
		if want == 200 {
			assert.NotContains(t, a.body, "holder")
			assert.Regexp(t, `"trace_id":"MCC\d{10}"`, a.body)
			assert.Regexp(t, `"trace_id":"MCC\d{10}"`, s.call("GET", "/operations/", "").body)
		}
	}
	assert.NotContains(t, newWhole(t, ordergatetest.Config{}).authorize(approvedPAN, `{}`).body, "trace_id")
}

// With an authentication of the merchant's own nobody is asked.
func TestAuthorizeWithOwnAuthentication(t *testing.T) {
	t.Parallel()
	s := newWhole(t, ordergatetest.Config{})
	own := func(secure3d string) map[string]string {
		t.Helper()
		body := strings.Replace(authorizeBody(approvedPAN, secure2), `"options"`, `"secure3d":`+secure3d+`,"options"`, 1)
		a := s.call("POST", "/orders/authorize", body)
		require.Equal(t, 200, a.status, a.body)
		return a.orders(t)[0].Secure3D
	}
	assert.Equal(t, map[string]string{"scenario": "full", "version": "1", "dsrp": "0", "xid": "8Rg2xYbxLUGsfZlkoh1JxAQFBM=", "cavv": "AAABCBVRA2EYZXQBV1EDAAAAAA=", "eci": "5"},
		own(`{"xid":"8Rg2xYbxLUGsfZlkoh1JxAQFBM=","cavv":"AAABCBVRA2EYZXQBV1EDAAAAAA=","eci":"05"}`))
	assert.Equal(t, "2", own(`{"cavv":"AAABCBVRA2EYZXQBV1EDAAAAAA=","eci":"05","ds_trans_id":"Rcm70YAaT/7SZnqVGFQkm/NJnbQ="}`)["version"])
	for _, r := range s.Requests() {
		assert.NotContains(t, string(r.Body), "AAABCBVRA2EYZXQBV1ED")
		assert.NotContains(t, string(r.Body), "8Rg2xYbxLUGsfZlkoh1")
		assert.NotContains(t, string(r.Body), "John")
	}
}

func TestAuthorizeRepeatsAnOrder(t *testing.T) {
	t.Parallel()
	s := newWhole(t, ordergatetest.Config{})
	parent := s.authorize(approvedPAN, `{"recurring":1}`).orders(t)[0].ID
	repeat := func(id string) answer {
		return s.call("POST", "/orders/authorize", strings.Replace(authorizeBody(approvedPAN, `{"exemption_mit":1}`), `"options"`,
			`"recurring_details":{"parent_order_id":"`+id+`","trace_id":"MCC8454300719","indicator":"m101"},"options"`, 1))
	}
	require.Equal(t, 200, repeat(parent).status)
	assert.Equal(t, parent, s.last().ParentID)
	assert.Equal(t, parent, s.Ledger()[3].ParentOrderID)
	once := s.authorize(approvedPAN, `{}`).orders(t)[0].ID
	assert.Equal(t, 422, repeat(once).status, "not made for it")
	put(s, parent, "reverse", "")
	assert.Equal(t, 422, repeat(parent).status, "nothing was paid")
	rebilled := s.call("POST", "/orders/"+s.authorize(approvedPAN, `{"recurring":1,"auto_charge":1}`).orders(t)[0].ID+"/rebill", `{"amount":1}`)
	assert.Equal(t, 200, rebilled.status)
}

// What CIBPay's page does not show, its model does not have.
func TestGuideSurfaceHasNoneOfIt(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{})
	id := reached(s, "charged")
	for _, call := range []string{"POST /orders/authorize", "POST /orders/token_pay", "POST /orders/" + id + "/credit", "POST /orders/" + id + "/complete",
		"POST /orders/" + id + "/complete3d20", "POST /orders/" + id + "/resume", "GET /operations/", "GET /test/bank", "POST /complete/secure3d"} {
		method, path, _ := strings.Cut(call, " ")
		body := ""
		if method == "POST" {
			body = `{"amount":1}`
		}
		a := s.call(method, path, body)
		assert.Contains(t, []int{404, 405}, a.status, call)
	}
	assert.Len(t, s.Orders(), 1)
}
