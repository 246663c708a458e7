package ordergatetest_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/ordergate/ordergatetest"
	"github.com/paygates/paygates-go/money"
)

func TestPartialChargeAndRefunds(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{})
	id := act(s, s.create(`{}`), s.Pay)
	move := func(call, body string, status int, charged, refunded string) {
		t.Helper()
		a := s.call("PUT", "/orders/"+id+"/"+call, body)
		require.Equal(t, status, a.status, a.body)
		if status == 200 {
			o := a.orders(t)[0]
			assert.Equal(t, []string{"9.99", charged, refunded}, []string{o.Amount, o.AmountCharged, o.AmountRefunded})
		} else {
			assert.Contains(t, a.body, `"Amount exceeds what is available."`)
		}
	}
	move("charge", `{"amount":"10.00"}`, 422, "", "")
	move("charge", `{"amount":5}`, 200, "5.00", "0.00")
	move("refund", `{"amount":5.01}`, 422, "", "")
	move("refund", `{"amount":"1.00"}`, 200, "5.00", "1.00")
	move("refund", `{"amount":"1.00"}`, 200, "5.00", "2.00")
	move("cancel", `{"amount":"3.01"}`, 422, "", "")
	move("cancel", `{"amount":"0.50"}`, 200, "5.00", "2.50")
	move("refund", ``, 200, "5.00", "5.00")
	assert.Equal(t, []string{
		"create 9.99 AZN", "authorize 9.99 AZN", "charge 5.00 AZN",
		"refund 1.00 AZN", "refund 1.00 AZN", "refund 0.50 AZN", "refund 2.50 AZN",
	}, kinds(s.Ledger()))
}

func TestMovementBodies(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{})
	id := act(s, s.create(`{}`), s.Pay)
	for _, c := range [][2]string{
		{"charge", `{"amount":"0.00"}`}, {"charge", `{"amount":"-1"}`}, {"charge", `{"amount":"1.999"}`},
		{"refund", `{"amount":"x"}`}, {"cancel", `{"amount":[]}`}, {"reverse", `{"amount":"9.99"}`}, {"reverse", `{"x":1}`},
	} {
		a := s.call("PUT", "/orders/"+id+"/"+c[0], c[1])
		assert.Equal(t, 422, a.status, c)
		assert.Equal(t, "validation", a.failureType(t))
	}
	assert.Equal(t, "authorized", s.order(id).Status)
	assert.Equal(t, 200, s.call("PUT", "/orders/"+id+"/reverse", `{}`).status)
}

func TestCancelOfAHoldIgnoresTheAmount(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{})
	id := act(s, s.create(`{}`), s.Pay)
	put(s, id, "cancel", `{"amount":"1.00"}`)
	assert.Equal(t, []string{"create 9.99 AZN", "authorize 9.99 AZN", "reverse 9.99 AZN"}, kinds(s.Ledger()))
	o := s.order(id)
	assert.Equal(t, "reversed", o.Status)
	assert.True(t, o.Refunded.IsZero())
}

func TestCancelOfACharge(t *testing.T) {
	t.Parallel()
	refunds := newShop(t, ordergatetest.Config{})
	id := reached(refunds, "charged")
	put(refunds, id, "cancel", "")
	assert.Equal(t, "refunded", refunds.order(id).Status)

	refuses := newShop(t, ordergatetest.Config{RefuseCancelOfCharged: true})
	id = reached(refuses, "charged")
	assert.Equal(t, 422, refuses.call("PUT", "/orders/"+id+"/cancel", "").status)
	assert.Equal(t, "charged", refuses.order(id).Status)
	put(refuses, reached(refuses, "authorized"), "cancel", "")
}

func TestChargebacks(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{})
	id := reached(s, "charged")
	put(s, id, "refund", `{"amount":"2.00"}`)
	for _, a := range []money.Amount{{}, azn("8.00"), azn("0.00"), money.MustParse("1.00", must(money.ParseCurrency("USD")))} {
		assert.ErrorIs(t, s.Chargeback(id, a), ordergatetest.ErrInvalidAmount)
	}
	require.NoError(t, s.Chargeback(id, azn("3.00")))
	require.NoError(t, s.Chargeback(id, azn("4.99")))
	assert.ErrorIs(t, s.Chargeback(id, azn("0.01")), ordergatetest.ErrInvalidAmount)
	o := s.order(id)
	assert.Equal(t, "chargedback", o.Status)
	assert.Equal(t, "7.99 AZN", o.ChargedBack.String())
	assert.Len(t, s.Callbacks(), 3)
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// Whatever is asked, no order ever gives back more than it took, and the ledger
// and the answers tell the same story.
func TestTotalsAgreeWithTheLedger(t *testing.T) {
	t.Parallel()
	for seed := range uint64(40) {
		rng := rand.New(rand.NewPCG(seed, 1))
		s := newShop(t, ordergatetest.Config{Seed: seed})
		id := act(s, s.create(fmt.Sprintf(`{"auto_charge":%d}`, rng.IntN(2))), s.Pay)
		for range 25 {
			call := []string{"charge", "refund", "cancel", "reverse", "refund"}[rng.IntN(5)]
			body := ""
			if rng.IntN(4) > 0 && call != "reverse" {
				body = fmt.Sprintf(`{"amount":"%d.%02d"}`, rng.IntN(4), rng.IntN(100))
			}
			s.call("PUT", "/orders/"+id+"/"+call, body)
			if rng.IntN(20) == 0 {
				_ = s.Chargeback(id, azn("1.00"))
			}
		}
		sums := map[string]money.Amount{}
		for _, kind := range []string{"authorize", "charge", "refund", "reverse", "chargeback"} {
			sums[kind] = azn("0.00")
		}
		for _, e := range s.Ledger()[1:] {
			sums[e.Kind] = must(sums[e.Kind].Add(e.Amount))
		}
		o := s.order(id)
		assert.Equal(t, sums["charge"], o.Charged)
		assert.Equal(t, sums["refund"], o.Refunded)
		assert.Equal(t, sums["chargeback"], o.ChargedBack)
		back := must(o.Refunded.Add(o.ChargedBack))
		assert.LessOrEqual(t, must(back.Cmp(o.Charged)), 0)
		assert.LessOrEqual(t, must(o.Charged.Cmp(o.Amount)), 0)
		assert.False(t, sums["reverse"].IsPositive() && o.Charged.IsPositive())
		wire := s.call("GET", "/orders/"+id, "").orders(t)[0]
		assert.Equal(t, o.Charged, azn(wire.AmountCharged))
		assert.Equal(t, o.Refunded, azn(wire.AmountRefunded))
	}
}
