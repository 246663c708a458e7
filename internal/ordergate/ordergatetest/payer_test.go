package ordergatetest_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/ordergate/ordergatetest"
)

func TestTestCards(t *testing.T) {
	t.Parallel()
	cases := []struct {
		pan, plain, with3D, scenario string
		message                      string // with 3-D Secure
	}{
		{"4111111111111111", "authorized", "authorized", "full", ""},
		{"2222400060000007", "authorized", "authorized", "full", ""},
		{"4276990011343663", "declined", "rejected", "error", "Unable to verify enrolment"},
		{"4276838748917319", "authorized", "authorized", "unknown", ""},
		{"5555555555555599", "error", "error", "full", "Internal system error"},
		{"4000000000000002", "fraud", "fraud", "full", "Declined as fraud"},
		{"4169741330151778", "authorized", "authorized", "full", ""},
		{"2200000000000004", "authorized", "authorized", "full", ""},
		{"6011000990139424", "authorized", "authorized", "full", ""},
	}
	s := newShop(t, ordergatetest.Config{})
	for _, c := range cases {
		plain, with3D := s.create(`{}`), s.create(`{"force3d":1}`)
		require.NoError(t, s.PayWith(plain, c.pan))
		require.NoError(t, s.PayWith(with3D, c.pan))
		assert.Equal(t, c.plain, s.order(plain).Status, c.pan)
		assert.Equal(t, c.with3D, s.order(with3D).Status, c.pan)
		assert.Equal(t, c.message, s.order(with3D).FailureMessage)
		assert.Equal(t, c.pan[:6]+"****"+c.pan[12:], s.order(plain).PAN)
		assert.Empty(t, s.call("GET", "/orders/"+plain+"?expand=secure3d", "").orders(t)[0].Secure3D)
		assert.Equal(t, c.scenario, s.call("GET", "/orders/"+with3D+"?expand=secure3d", "").orders(t)[0].Secure3D["scenario"])
	}
	for pan, want := range map[string]string{
		"400000000002": "visa", "4999000000000000009": "visa", "5100000000000008": "mastercard", "5599000000000006": "mastercard",
		"2221000000000009": "mastercard", "2720990000000007": "mastercard", "2200000000000004": "mir", "2204000000000000": "mir",
		"5600000000000003": "unknown", "2205000000000009": "unknown", "2220000000000000": "unknown", "2721000000000004": "unknown",
		"3999000000000007": "unknown", "5000000000000009": "unknown",
	} {
		id := s.create(`{}`)
		require.NoError(t, s.PayWith(id, pan), pan)
		assert.Equal(t, want, s.call("GET", "/orders/"+id+"?expand=card", "").orders(t)[0].Card["type"], pan)
	}
	id := s.create(`{}`)
	for _, pan := range []string{"", "4111111111111112", "4111-1111-1111-1111", "40000000006", "49990000000000000005"} {
		assert.ErrorIs(t, s.PayWith(id, pan), ordergatetest.ErrInvalidPAN)
	}
	assert.Equal(t, "new", s.order(id).Status)
}

func TestPayChargesWithAutoCharge(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{})
	act(s, s.create(`{"auto_charge":false}`), s.Pay)
	act(s, s.create(`{"auto_charge":true}`), s.Pay)
	assert.Equal(t, []string{"create 9.99 AZN", "authorize 9.99 AZN",
		"create 9.99 AZN", "authorize 9.99 AZN", "charge 9.99 AZN"}, kinds(s.Ledger()))
}

func TestRefuseAndAbandon(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{})
	plain, secure, refused := s.create(`{}`), s.create(`{"force3d":1}`), s.create(`{}`)
	act(s, plain, s.Abandon)
	act(s, secure, s.Abandon)
	act(s, secure, s.Abandon)
	act(s, refused, s.Refuse)
	assert.Equal(t, "new", s.order(plain).Status)
	assert.Equal(t, "prepared", s.order(secure).Status)
	assert.Equal(t, "declined", s.order(refused).Status)
	assert.Equal(t, "Canceled by the card holder", s.order(refused).FailureMessage)
	assert.Len(t, s.Ledger(), 3, "no money moves")
	assert.Len(t, s.Callbacks(), 2, "only a change is told")
	act(s, secure, s.Pay)
	assert.Equal(t, "authorized", s.order(secure).Status)
}

func TestExpiry(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newShop(t, ordergatetest.Config{})
		early, late := s.create(`{"expiration_timeout":"15m"}`), s.create(`{"expiration_timeout":"15m"}`)
		time.Sleep(15 * time.Minute)
		assert.NoError(t, s.Pay(early))
		time.Sleep(time.Nanosecond)
		assert.ErrorIs(t, s.Pay(late), ordergatetest.ErrNotPayable)
		assert.ErrorContains(t, s.Pay(late), "expired")
		assert.Equal(t, "new", s.order(late).Status)
		assert.Equal(t, "authorized", s.order(early).Status)
		put(s, early, "charge", "")
		assert.ErrorContains(t, s.Pay(early), "charged")
		assert.Contains(t, s.call("GET", "/pay/"+early, "", browser).body, "Payment complete")
	})
}
