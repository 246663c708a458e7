package ordergatetest_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/ordergate/ordergatetest"
)

func tokenBody(dsrp, options string) string {
	return `{"dsrp":` + dsrp + `,"amount":"100","currency":"USD","payment_type":"card","merchant_order_id":"T-1",
		"client":{"zip":152589,"login":"foo"},"location":{"ip":"6.6.6.6"},"options":` + options + `}`
}

func TestTokenPay(t *testing.T) {
	t.Parallel()
	s := newWhole(t, ordergatetest.Config{})
	for wallet, want := range map[string][]string{"apple_pay": {`{}`, "authorized", "0.00"}, "google_pay": {`{"auto_charge":1}`, "charged", "100.00"}} {
		a := s.call("POST", "/orders/token_pay", tokenBody(`{"type":"`+wallet+`","token":"eyJwYXltZW50RGF0YSI6"}`, want[0]))
		require.Equal(t, 200, a.status, a.body)
		o := a.orders(t)[0]
		assert.Equal(t, []string{"100.00", want[1], want[2], "410937****4320"}, []string{o.Amount, o.Status, o.AmountCharged, o.PAN})
		assert.Equal(t, []string{wallet, "dsrp", "1"}, []string{o.Secure3D["dsrp_type"], o.Secure3D["reason"], o.Secure3D["dsrp"]})
		assert.Equal(t, map[string]string{"type": "visa", "subtype": "classic", "expiration": "7/20"}, o.Card)
	}
	for _, r := range s.Requests() {
		assert.NotContains(t, string(r.Body), "eyJwYXltZW50RGF0YSI6")
	}
}

func TestTokensOfTestCards(t *testing.T) {
	t.Parallel()
	for _, c := range declines {
		s := newWhole(t, ordergatetest.Config{})
		token, err := ordergatetest.Token(c.pan)
		require.NoError(t, err)
		assert.NotContains(t, token, c.pan)
		a := s.call("POST", "/orders/token_pay", tokenBody(`{"type":"apple_pay","token":"`+token+`"}`, `{}`))
		assert.Equal(t, []any{402, c.failureType}, []any{a.status, a.failureType(t)})
		assert.Equal(t, c.pan[:6]+"****"+c.pan[12:], s.last().PAN)
		assert.Equal(t, []string{"create 100.00 USD"}, kinds(s.Ledger()))
	}
	_, err := ordergatetest.Token("4111111111111112")
	assert.ErrorIs(t, err, ordergatetest.ErrInvalidPAN)
	s := newWhole(t, ordergatetest.Config{})
	for _, token := range []string{"x", "bnVsbA==", "eyJwYXltZW50RGF0YSI6IiUifQ==", "eyJwYXltZW50RGF0YSI6Ik1RPT0ifQ=="} {
		a := s.call("POST", "/orders/token_pay", tokenBody(`{"type":"apple_pay","token":"`+token+`"}`, `{}`))
		assert.Equal(t, 200, a.status, token)
	}
}

func TestTokenPayRefuses(t *testing.T) {
	t.Parallel()
	s := newWhole(t, ordergatetest.Config{})
	good := tokenBody(`{"type":"apple_pay","token":"tok"}`, `{}`)
	for attribute, change := range map[string][2]string{
		"amount":                        {`"100"`, `"1e2"`},
		"dsrp.type":                     {`apple_pay`, `samsung_pay`},
		"dsrp.token":                    {`"tok"`, `""`},
		"dsrp":                          {`"dsrp":{`, `"dsrp":"tok","x":{`},
		"location.ip":                   {`6.6.6.6`, ``},
		"pan":                           {`"amount"`, `"pan":"4111111111111111","amount"`},
		"card":                          {`"amount"`, `"card":{},"amount"`},
		"secure3d":                      {`"amount"`, `"secure3d":{},"amount"`},
		"options.force3d":               {`"options":{}`, `"options":{"force3d":0}`},
		"options.return_url":            {`"options":{}`, `"options":{"return_url":"https://shop.example"}`},
		"options.secure3d20_return_url": {`"options":{}`, `"options":{"secure3d20_return_url":"https://shop.example"}`},
	} {
		body := strings.Replace(good, change[0], change[1], 1)
		require.NotEqual(t, good, body, attribute)
		a := s.call("POST", "/orders/token_pay", body)
		assert.Equal(t, 422, a.status, attribute)
		assert.Contains(t, a.body, `"attribute":"`+attribute+`"`)
	}
	assert.Empty(t, s.Orders())
	assert.Equal(t, 200, s.call("POST", "/orders/token_pay", good).status)
}

func TestLinkedPayout(t *testing.T) {
	t.Parallel()
	s := newWhole(t, ordergatetest.Config{})
	parent := s.authorize(approvedPAN, `{"auto_charge":1}`).orders(t)[0].ID
	before := s.order(parent)
	a := s.call("POST", "/orders/"+parent+"/credit", `{"amount":3.5,"merchant_order_id":"P-1","location":{"ip":"8.8.8.8"}}`)
	require.Equal(t, 200, a.status, a.body)
	o := a.orders(t)[0]
	assert.NotEqual(t, parent, o.ID)
	assert.Equal(t, []string{"credited", "3.50", "0.00", "411111****1111", "credit"},
		[]string{o.Status, o.Amount, o.AmountCharged, o.PAN, o.Operations[0].Type})
	assert.Equal(t, before, s.order(parent), "the parent does not show it")
	last := s.Ledger()[len(s.Ledger())-1]
	assert.Equal(t, []string{"credit", parent, "P-1", "3.50 USD"}, []string{last.Kind, last.ParentOrderID, last.Reference, last.Amount.String()})

	for _, body := range []string{`{}`, `{"amount":0}`, `{"amount":1,"location":{"ip":"x"}}`} {
		assert.Equal(t, 422, s.call("POST", "/orders/"+parent+"/credit", body).status, body)
	}
	s.Fail(fault{On: "POST /orders/{id}/credit", Decline: ordergatetest.DeclinedByAcquirer})
	a = s.call("POST", "/orders/"+parent+"/credit", `{"amount":1}`)
	assert.Equal(t, []any{402, "declined"}, []any{a.status, a.failureType(t)})
	assert.Equal(t, "declined", s.last().Status)
	assert.Contains(t, a.body, `"order_id":"`+s.last().ID+`"`)
}

// Which orders have a card that money can be sent to.
func TestLinkedPayoutNeedsACard(t *testing.T) {
	t.Parallel()
	for state, arrive := range reach {
		s := newWhole(t, ordergatetest.Config{})
		id := arriveInUSD(s, state, arrive)
		a := s.call("POST", "/orders/"+id+"/credit", `{"amount":"1.00"}`)
		switch state {
		case "new", "prepared", "declined", "fraud", "error", "rejected":
			assert.False(t, assertRefusal(s, a, id), state)
		default:
			assert.True(t, assertRefusal(s, a, id), state)
		}
	}
}

// arriveInUSD goes round the one state that the table reaches with AZN.
func arriveInUSD(s shop, state string, arrive func(shop) string) string {
	if state != "chargedback" {
		return arrive(s)
	}
	id := reached(s, "charged")
	require.NoError(s.t, s.Chargeback(id, s.order(id).Amount))
	return id
}
