package ordergatetest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/ordergate/ordergatetest"
)

// reach brings a fresh order into a state.
var reach = map[string]func(s shop) string{
	"new":      func(s shop) string { return s.create(`{"recurring":1}`) },
	"prepared": func(s shop) string { return act(s, s.create(`{"recurring":1,"force3d":1}`), s.Abandon) },
	"authorized": func(s shop) string {
		return act(s, s.create(`{"recurring":1}`), s.Pay)
	},
	"charged":  func(s shop) string { return act(s, s.create(`{"recurring":1,"auto_charge":1}`), s.Pay) },
	"declined": func(s shop) string { return act(s, s.create(`{"recurring":1}`), s.Refuse) },
	"fraud": func(s shop) string {
		return act(s, s.create(`{"recurring":1}`), func(id string) error { return s.PayWith(id, "4000000000000002") })
	},
	"error": func(s shop) string {
		return act(s, s.create(`{"recurring":1}`), func(id string) error { return s.PayWith(id, "5555555555555599") })
	},
	"rejected": func(s shop) string {
		return act(s, s.create(`{"recurring":1,"force3d":1}`), func(id string) error { return s.PayWith(id, "4276990011343663") })
	},
	"reversed": func(s shop) string { return put(s, reached(s, "authorized"), "reverse", "") },
	"refunded in part": func(s shop) string {
		return put(s, reached(s, "charged"), "refund", `{"amount":"1.00"}`)
	},
	"refunded": func(s shop) string { return put(s, reached(s, "charged"), "refund", "") },
	"chargedback": func(s shop) string {
		return act(s, reached(s, "charged"), func(id string) error { return s.Chargeback(id, azn("9.99")) })
	},
	"credited": func(s shop) string {
		a := s.call("POST", "/orders/credit", `{"amount":"9.99","pan":"4111111111111111"}`)
		return a.orders(s.t)[0].ID
	},
}

// reached breaks the table's reference to itself.
func reached(s shop, state string) string {
	options := map[string]string{"authorized": `{"recurring":1}`, "charged": `{"recurring":1,"auto_charge":1}`}
	return act(s, s.create(options[state]), s.Pay)
}

func act(s shop, id string, do func(string) error) string {
	s.t.Helper()
	require.NoError(s.t, do(id))
	return id
}

func put(s shop, id, call, body string) string {
	s.t.Helper()
	a := s.call("PUT", "/orders/"+id+"/"+call, body)
	require.Equal(s.t, 200, a.status, a.body)
	return id
}

// allowed are the transitions; every other pair of state and call is refused.
var allowed = map[string]map[string]string{
	"new":              {"pay": "authorized", "refuse": "declined"},
	"prepared":         {"pay": "authorized", "refuse": "declined"},
	"authorized":       {"charge": "charged", "reverse": "reversed", "cancel": "reversed", "rebill": "authorized"},
	"charged":          {"refund": "refunded", "cancel": "refunded", "rebill": "charged", "chargeback": "chargedback"},
	"refunded in part": {"refund": "refunded", "cancel": "refunded", "rebill": "refunded", "chargeback": "chargedback"},
	"refunded":         {"rebill": "refunded"},
}

func TestStateMachine(t *testing.T) {
	t.Parallel()
	for from, arrive := range reach {
		for _, call := range []string{"charge", "reverse", "refund", "cancel", "rebill", "pay", "refuse", "chargeback"} {
			t.Run(from+" "+call, func(t *testing.T) {
				t.Parallel()
				s := newShop(t, ordergatetest.Config{})
				id := arrive(s)
				before, ledger := s.order(id), s.Ledger()
				ok := carryOut(s, call, id)
				want, may := allowed[from][call]
				assert.Equal(t, may, ok)
				if !may {
					assert.Equal(t, before, s.order(id), "a refused call changes nothing")
					assert.Equal(t, ledger, s.Ledger())
					return
				}
				assert.Equal(t, want, s.order(id).Status)
				assert.Greater(t, len(s.Ledger())+len(s.Callbacks()), len(ledger))
			})
		}
	}
}

// carryOut does one call with no amount, or with the least one, and says
// whether it was let.
func carryOut(s shop, call, id string) bool {
	switch call {
	case "pay":
		return s.Pay(id) == nil
	case "refuse":
		return s.Refuse(id) == nil
	case "chargeback":
		return s.Chargeback(id, azn("0.01")) == nil
	case "rebill":
		a := s.call("POST", "/orders/"+id+"/rebill", `{"amount":"1.00"}`)
		return assertRefusal(s, a, id)
	}
	return assertRefusal(s, s.call("PUT", "/orders/"+id+"/"+call, ""), id)
}

func assertRefusal(s shop, a answer, id string) bool {
	s.t.Helper()
	if a.status == 200 {
		return true
	}
	assert.Equal(s.t, 422, a.status)
	assert.Equal(s.t, "validation", a.failureType(s.t))
	assert.Contains(s.t, a.body, `"order_id":"`+id+`"`)
	return false
}

func TestUnknownOrder(t *testing.T) {
	t.Parallel()
	platform := newShop(t, ordergatetest.Config{})
	guide := newShop(t, ordergatetest.Config{Form: ordergatetest.GuideForm})
	for _, call := range [][3]string{
		{"GET", "/orders/12345678901234567", ""},
		{"GET", "/orders/create", ""},
		{"PUT", "/orders/12345678901234567/charge", ""},
		{"PUT", "/orders/12345678901234567/reverse", ""},
		{"PUT", "/orders/12345678901234567/refund", `{"amount":1}`},
		{"PUT", "/orders/12345678901234567/cancel", ""},
		{"POST", "/orders/12345678901234567/rebill", `{"amount":1}`},
	} {
		a := platform.call(call[0], call[1], call[2])
		assert.Equal(t, 404, a.status)
		assert.JSONEq(t, `{"failure_type":"validation","failure_message":"Order not found","order_id":null}`, a.body)
		a = guide.call(call[0], call[1], call[2])
		assert.Equal(t, 404, a.status)
		assert.Equal(t, "NOT_FOUND", a.code(t))
	}
	for _, do := range []func(string) error{platform.Pay, platform.Refuse, platform.Abandon,
		func(id string) error { return platform.Chargeback(id, azn("1.00")) }} {
		assert.ErrorIs(t, do("12345678901234567"), ordergatetest.ErrOrderNotFound)
	}
}
