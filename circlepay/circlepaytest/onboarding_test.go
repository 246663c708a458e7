package circlepaytest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/circlepay/circlepaytest"
)

const newcomer = "+201005081863"

func TestOnboarding(t *testing.T) {
	t.Parallel()
	s := newShop(t, circlepaytest.Config{WithoutMerchant: true})
	assert.Empty(t, s.Merchants())
	assert.Equal(t, 8111, s.call("GET merchants/get", "").code(t))
	s = s.onboard()
	assert.Equal(t, 8110, s.send("POST merchants/create", aMerchant).code(t), "the first token is lost to whoever lost it")
	assert.Equal(t, "0", s.call("GET merchants/get", "").text(t, "status"))
	assert.Equal(t, 8115, s.send("POST invoice/create", fields{"invoice": anInvoice}).code(t), "not verified yet")

	send := fields{"merchant_mobile": newcomer, "mobile_number": newcomer, "country_code": "+20"}
	verify := func(otp string) int {
		return s.send("POST merchants/verify", fields{"merchant_mobile": newcomer, "otp": otp}).code(t)
	}
	_, sent := s.OTP(newcomer)
	assert.False(t, sent)
	s.send("POST merchants/send/otp", send).one(t)
	first, _ := s.OTP(newcomer)
	s.send("POST merchants/send/otp", send).one(t)
	later, _ := s.OTP(newcomer)
	assert.NotEqual(t, first, later)
	assert.Equal(t, 2111, verify(first), "replaced")
	assert.Equal(t, 0, s.Merchants()[0].Status)
	assert.Zero(t, verify(later))
	assert.Equal(t, 2111, verify(later), "used")
	assert.Equal(t, "1", s.call("GET merchants/get", "").text(t, "status"))
	_, sent = s.OTP(newcomer)
	assert.False(t, sent)
	_, sent = s.OTP("+2")
	assert.False(t, sent)
}

// A one-time password proves who owns the phone, and lifts no suspension.
func TestVerifyingDoesNotLiftASuspension(t *testing.T) {
	t.Parallel()
	s := newShop(t, circlepaytest.Config{WithoutMerchant: true}).onboard()
	require.NoError(t, s.Suspend(newcomer))
	s.send("POST merchants/send/otp", fields{"merchant_mobile": newcomer, "country_code": "+20"}).one(t)
	otp, _ := s.OTP(newcomer)
	assert.Zero(t, s.send("POST merchants/verify", fields{"merchant_mobile": newcomer, "otp": otp}).code(t))
	assert.Equal(t, 2, s.Merchants()[0].Status)
	assert.Equal(t, 8115, s.send("POST invoice/create", fields{"invoice": anInvoice}).code(t))
}

func TestSwitching(t *testing.T) {
	t.Parallel()
	s := newShop(t, circlepaytest.Config{WithoutMerchant: true}).onboard()
	const on, off = "GET merchants/payment/method/enable/", "DELETE merchants/payment/method/disable/"
	assert.Equal(t, 7112, s.call(on+card, "").code(t), "its gateway is off")
	for range 2 {
		assert.Zero(t, s.call("GET merchants/payment/gateway/enable/"+payMob, "").code(t))
		assert.Zero(t, s.call(on+card, "").code(t))
	}
	k := s.Merchants()[0]
	assert.Equal(t, [][]string{{payMob}, {card}}, [][]string{k.Gateways, k.Methods})
	for range 2 {
		assert.Zero(t, s.call(off+card, "").code(t))
	}
	assert.Empty(t, s.Merchants()[0].Methods)
	s.call(on+card, "").one(t)
	assert.Zero(t, s.call("DELETE merchants/payment/gateway/disable/"+payMob, "").code(t))
	k = s.Merchants()[0]
	assert.Empty(t, append(k.Gateways, k.Methods...), "the methods go with it")
	for _, w := range s.call("GET merchants/payment/method/list", "").list(t) {
		assert.Equal(t, "0", w["status"].(interface{ String() string }).String())
	}
	for _, g := range s.call("GET merchants/payment/gateway/list", "").list(t) {
		assert.Equal(t, false, g["status"])
	}
}

func TestMethodsThatAreOffCannotBePaidWith(t *testing.T) {
	t.Parallel()
	s := stocked(t, circlepaytest.Config{})
	number, link := s.invoice(nil), s.link(nil)
	s.call("DELETE merchants/payment/method/disable/"+card, "").one(t)
	pay := fields{"invoice_number": number, "payment_link_url": link, "payment_method_id": card}
	assert.Equal(t, 7113, s.send("POST invoice/pay", pay).code(t))
	assert.Equal(t, 7112, s.send("POST payPaymentLink", pay).code(t))
	assert.Equal(t, 7113, s.send("POST directPayment/create", aDirectPayment).code(t))
	s.call("DELETE merchants/payment/gateway/disable/"+payMob, "").one(t)
	assert.Equal(t, 7111, s.send("POST directPayment/create", aDirectPayment).code(t))
	assert.ErrorIs(t, s.PayWith(number, card), circlepaytest.ErrUnknownMethod)
	for _, id := range []string{myFat, "613927082de6eb5dc061d516"} {
		s.call("DELETE merchants/payment/gateway/disable/"+id, "").one(t)
	}
	assert.ErrorIs(t, s.Pay(number), circlepaytest.ErrUnknownMethod, "nothing to pay with")
}

func TestMerchantsStayApart(t *testing.T) {
	t.Parallel()
	s := stocked(t, circlepaytest.Config{})
	number, link, id := s.invoice(nil), s.link(nil), s.paid()
	refund := s.refund(id).text(t, "refund_id")
	other := s
	other.token = s.AddMerchant("+201000000002")
	assert.NotEqual(t, s.token, other.token)
	for on, code := range map[string]int{
		"GET customer/get/" + buyer: 3110, "GET invoice/get/" + number: 5111, "GET paymentlink/get/" + lastPart(link): 4111,
		"GET payment/get/" + id: 9111, "GET refund/get/" + refund: 9111, "DELETE invoice/delete/" + number: 5111,
		"DELETE paymentlink/deactive/" + lastPart(link): 4111,
	} {
		assert.Equal(t, code, other.call(on, "").code(t), on)
		if on[0] == 'G' {
			assert.Zero(t, s.call(on, "").code(t), on)
		}
	}
	for _, on := range []string{"GET customer/list", "GET invoice/list", "GET paymentlink/list", "POST payment/list", "POST refund/list"} {
		assert.Empty(t, other.call(on, "").list(t), on)
		assert.NotEmpty(t, s.call(on, "").list(t), on)
	}
	assert.Equal(t, 9111, other.refund(id).code(t))
	assert.Equal(t, 5111, other.send("POST invoice/pay", fields{"invoice_number": number}).code(t))
	other.send("POST customer/create", aCustomer).one(t)
	assert.Zero(t, other.send("POST invoice/create", fields{"invoice": anInvoice.with(fields{"invoice_number": "A"})}).code(t))
	assert.Zero(t, s.send("POST invoice/create", fields{"invoice": anInvoice.with(fields{"invoice_number": "A"})}).code(t), "numbers too")
	assert.Panics(t, func() { s.AddMerchant("+201000000002") })
}

func TestCustomersChange(t *testing.T) {
	t.Parallel()
	s := stocked(t, circlepaytest.Config{})
	s.send("PUT customer/update", aCustomer.with(fields{"city": "cairo", "email": "i@shop.example"})).one(t)
	s.send("PUT customer/update", aCustomer.with(fields{"last_name": "Aly", "city": nil})).one(t)
	got := s.call("GET customer/get/"+buyer, "").one(t)
	assert.Equal(t, []any{"Aly", "cairo", "i@shop.example"}, []any{got["last_name"], got["city"], got["email"]})
}

func TestMerchantsChange(t *testing.T) {
	t.Parallel()
	s := newShop(t, circlepaytest.Config{})
	s.send("PUT merchants/update", fields{"business_name": "nike", "callback_url": "https://shop.example/new"}).one(t)
	k := s.Merchants()[0]
	assert.Equal(t, []string{"nike", "https://shop.example/new", circlepaytest.DefaultMerchantMobile}, []string{k.BusinessName, k.CallbackURL, k.Mobile})
	assert.Equal(t, 8114, s.send("PUT merchants/update", fields{"business_name": "x", "callback_url": "x"}).code(t))
	assert.Equal(t, "nike", s.Merchants()[0].BusinessName, "all or nothing")
	assert.Zero(t, s.send("PUT merchants/update", fields{"mobile_number": circlepaytest.DefaultMerchantMobile}).code(t), "one's own number")
}
