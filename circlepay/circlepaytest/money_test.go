package circlepaytest_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/circlepay/circlepaytest"
	"github.com/paygates/paygates-go/money"
)

func TestTotals(t *testing.T) {
	t.Parallel()
	num := func(text string) json.Number { return json.Number(text) }
	cases := []struct {
		name                                     string
		changes                                  fields
		subtotal, discount, tax, shipping, total string
	}{
		{"plain", nil, "360.00", "0.00", "0.00", "0.00", "360.00"},
		{"everything", fields{"discount_type": "percent", "discount_value": 11, "tax": 10, "shipping_fees": 4}, "360.00", "39.60", "32.04", "4.00", "356.44"},
		{"told values change nothing", fields{"discount_type": "percent", "discount_value": 11, "discount_value_calculated": 9.9, "tax": 10, "tax_value": 9}, "360.00", "39.60", "32.04", "0.00", "352.44"},
		{"a value", fields{"discount_type": "value", "discount_value": 11}, "360.00", "11.00", "0.00", "0.00", "349.00"},
		{"a value without a type", fields{"discount_value": 11}, "360.00", "11.00", "0.00", "0.00", "349.00"},
		{"the client's word", fields{"discount_type": "Percentage", "discount_value": 50}, "360.00", "180.00", "0.00", "0.00", "180.00"},
		{"half a piastre to even", fields{"items": []fields{{"name": "x", "quantity": 1, "price": num("1.25")}}, "tax": 10}, "1.25", "0.00", "0.12", "0.00", "1.37"},
		{"the other way", fields{"items": []fields{{"name": "x", "quantity": 1, "price": num("1.35")}}, "tax": 10}, "1.35", "0.00", "0.14", "0.00", "1.49"},
		{"many items", fields{"items": []fields{{"name": "x", "quantity": 3, "price": num("0.1")}, {"name": "y", "quantity": 7, "price": num("19.99")}}}, "140.23", "0.00", "0.00", "0.00", "140.23"},
		{"an exponent", fields{"items": []fields{{"name": "x", "quantity": 1, "price": num("1.2e3")}}}, "1200.00", "0.00", "0.00", "0.00", "1200.00"},
		{"a text", fields{"items": []fields{{"name": "x", "quantity": "2", "price": "0.30"}}}, "0.60", "0.00", "0.00", "0.00", "0.60"},
		{"much", fields{"items": []fields{{"name": "x", "quantity": 1, "price": num("99999999999.99")}}, "tax": 100}, "99999999999.99", "0.00", "99999999999.99", "0.00", "199999999999.98"},
		{"a part of a percent", fields{"tax": num("0.125")}, "360.00", "0.00", "0.45", "0.00", "360.45"},
		{"free but for the shipping", fields{"discount_type": "percent", "discount_value": 100, "shipping_fees": 1}, "360.00", "360.00", "0.00", "1.00", "1.00"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := stocked(t, circlepaytest.Config{})
			number := s.invoice(c.changes)
			o := s.Invoices()[0]
			assert.Equal(t, []money.Amount{egp(c.subtotal), egp(c.discount), egp(c.tax), egp(c.shipping), egp(c.total)},
				[]money.Amount{o.Subtotal, o.Discount, o.Tax, o.Shipping, o.Total})
			require.NoError(t, s.Pay(number))
			assert.Equal(t, egp(c.total), s.Payments()[0].Value)
			assert.Equal(t, egp(c.total), s.Ledger()[len(s.Ledger())-1].Amount)
		})
	}
}

func TestFees(t *testing.T) {
	t.Parallel()
	s := stocked(t, circlepaytest.Config{})
	id := s.send("POST invoice/pay", fields{
		"invoice_number":    s.invoice(fields{"items": []fields{{"name": "x", "quantity": 1, "price": 180}}}),
		"payment_method_id": card,
	}).text(t, "transaction_id")
	assert.Equal(t, "3.8", s.call("GET payment/get/"+id, "").text(t, "net_fees"), "as a client saw it")
	assert.Equal(t, "0.0", s.call("GET payment/get/"+s.open(nil), "").text(t, "net_fees"), "no method, no fee")
}

func TestInvoiceStates(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := stocked(t, circlepaytest.Config{})
		status := func(number string) string { return s.call("GET invoice/get/"+number, "").text(t, "status") }
		due, paid := s.invoice(fields{"due_date": "2000-01-02"}), s.invoice(fields{"due_date": "2000-01-02"})
		marked, off := s.invoice(fields{"status": 2}), s.invoice(fields{"status": "3"})
		require.NoError(t, s.Pay(paid))
		assert.Equal(t, []string{"0", "2", "2", "3"}, []string{status(due), status(paid), status(marked), status(off)})
		until(t, "2000-01-02")
		assert.Equal(t, "0", status(due), "its day is not over")
		until(t, "2000-01-03")
		assert.Equal(t, []string{"1", "2"}, []string{status(due), status(paid)})
		require.NoError(t, s.Pay(due), "late is not never")
		assert.Equal(t, "2", status(due))
		assert.Equal(t, 5111, s.send("POST invoice/pay", fields{"invoice_number": off}).code(t))
		assert.ErrorIs(t, s.Pay(off), circlepaytest.ErrNotPayable)
		assert.ErrorIs(t, s.Pay(marked), circlepaytest.ErrNotPayable)
		paidMoney := 0
		for _, e := range s.Ledger() {
			if e.Kind == circlepaytest.Paid {
				paidMoney++
			}
		}
		assert.Equal(t, 2, paidMoney, "a mark is no money")
	})
}

func TestOwnNumbers(t *testing.T) {
	t.Parallel()
	own := fields{"invoice": anInvoice.with(fields{"invoice_number": 55})}
	s := stocked(t, circlepaytest.Config{})
	assert.Equal(t, "55", s.send("POST invoice/create", own).text(t, "invoice_number"))
	assert.Equal(t, 5101, s.send("POST invoice/create", own).code(t))
	s.call("DELETE invoice/delete/55", "").one(t)
	assert.Equal(t, 5111, s.call("GET invoice/get/55", "").code(t))
	assert.Equal(t, 5111, s.call("DELETE invoice/delete/55", "").code(t))
	assert.Empty(t, s.call("GET invoice/list", "").list(t))
	assert.Equal(t, "55", s.send("POST invoice/create", own).text(t, "invoice_number"), "free again")

	s = stocked(t, circlepaytest.Config{Numbers: circlepaytest.NumbersIgnored})
	assert.Regexp(t, `^CIR_INV_\d{13}$`, s.send("POST invoice/create", own).text(t, "invoice_number"))
	assert.Equal(t, 5111, s.call("GET invoice/get/55", "").code(t))

	s = stocked(t, circlepaytest.Config{Numbers: circlepaytest.NumbersRepeat})
	for range 2 {
		assert.Equal(t, "55", s.send("POST invoice/create", own).text(t, "invoice_number"))
	}
	assert.Len(t, s.call("GET invoice/list/"+buyer, "").list(t), 2)
	require.NoError(t, s.Pay("55"))
	assert.Equal(t, []int{2, 0}, []int{s.Invoices()[0].Status, s.Invoices()[1].Status}, "the first")
}

func TestPayingTwice(t *testing.T) {
	t.Parallel()
	s := stocked(t, circlepaytest.Config{})
	number := s.invoice(nil)
	pay := func(s shop) answer { return s.send("POST invoice/pay", fields{"invoice_number": number}) }
	first, later := pay(s).text(t, "transaction_id"), pay(s).text(t, "transaction_id")
	assert.NotEqual(t, first, later)
	require.NoError(t, s.Pay(first))
	require.NoError(t, s.Pay(later), "two open checkouts can both be paid")
	again := pay(s).text(t, "transaction_id")
	require.NoError(t, s.Refuse(again))
	assert.Equal(t, 2, s.Invoices()[0].Status, "stays paid")
	assert.Equal(t, []string{
		"invoice 360.00 EGP", "open 360.00 EGP", "open 360.00 EGP", "pay 360.00 EGP", "pay 360.00 EGP", "open 360.00 EGP",
	}, s.movements())

	s = stocked(t, circlepaytest.Config{ReusePayments: true, RefusePaidInvoices: true})
	number = s.invoice(nil)
	first, later = pay(s).text(t, "transaction_id"), pay(s).text(t, "transaction_id")
	assert.Equal(t, first, later)
	require.NoError(t, s.Refuse(first))
	third := pay(s).text(t, "transaction_id")
	assert.NotEqual(t, first, third, "only what is open")
	require.NoError(t, s.Pay(number), "the open one")
	p, _ := s.Payment(third)
	assert.Equal(t, "paid", p.Status)
	a := pay(s)
	assert.Equal(t, 1112, a.code(t))
	assert.Contains(t, a.body, "The invoice_number has invalid value.")
}

func TestMethodsOfPayments(t *testing.T) {
	t.Parallel()
	s := stocked(t, circlepaytest.Config{})
	method := func(id string) string {
		p, _ := s.Payment(id)
		return p.Method + "/" + p.Gateway
	}
	assert.Equal(t, "/", method(s.open(nil)))
	assert.Equal(t, "Visa/MyFatoorah", method(s.open(fields{"payment_method_id": visa})))
	assert.Equal(t, "Kiosk/PayMob", method(s.open(fields{"payment_method_name": "Kiosk", "payment_gateway_name": "PayMob"})))
	preferred := s.invoice(fields{"pref_payment_method": "CARD/PayMob"})
	assert.Equal(t, "CARD/PayMob", method(s.open(fields{"invoice_number": preferred})))
	assert.Equal(t, "Visa/MyFatoorah", method(s.open(fields{"invoice_number": preferred, "payment_method_id": visa})))
	unknown := s.invoice(fields{"pref_payment_method": "Sofort"})
	id := s.open(fields{"invoice_number": unknown})
	assert.Equal(t, "/", method(id))
	require.NoError(t, s.Pay(id))
	assert.Equal(t, "AMEX/MyFatoorah", method(id), "the first that can be used")
	id = s.open(nil)
	require.NoError(t, s.PayWith(id, card))
	assert.Equal(t, "CARD/PayMob", method(id))
	assert.ErrorIs(t, s.PayWith(s.open(nil), "x"), circlepaytest.ErrUnknownMethod)
}

func TestPayers(t *testing.T) {
	t.Parallel()
	s := stocked(t, circlepaytest.Config{})
	id := s.open(nil)
	require.NoError(t, s.Abandon(id))
	require.NoError(t, s.Abandon(id))
	require.NoError(t, s.Pay(id))
	for _, act := range []func(string) error{s.Pay, s.Refuse, s.Abandon} {
		assert.ErrorIs(t, act(id), circlepaytest.ErrNotPayable)
		for _, nobody := range []string{"", "1", "CIR_INV_1", "gate.example/checkout/x"} {
			assert.ErrorIs(t, act(nobody), circlepaytest.ErrNotFound, nobody)
		}
	}
	number := s.invoice(nil)
	require.NoError(t, s.Refuse(number))
	require.NoError(t, s.Pay(number), "the page offers another payment")
	link := s.link(nil)
	require.NoError(t, s.Pay(link))
	require.NoError(t, s.Pay(lastPart(link)), "as often as anybody likes")
	s.call("DELETE paymentlink/deactive/"+lastPart(link), "").one(t)
	assert.ErrorIs(t, s.Pay(link), circlepaytest.ErrNotPayable)
	direct := s.send("POST directPayment/create", aDirectPayment).text(t, "url")
	require.NoError(t, s.Pay(direct))
	assert.ErrorIs(t, s.Pay(direct), circlepaytest.ErrNotPayable)
	_, known := s.Payment("1")
	assert.False(t, known)
}

func TestLinks(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := stocked(t, circlepaytest.Config{Coupons: []string{"SPRING"}})
		link := s.link(fields{"expiry_Date": "2000-01-02", "status": 0})
		pay := fields{"payment_link_url": link, "customer": fields{"mobile_number": buyer}, "coupon_code": "SPRING", "payment_method_id": visa}
		assert.Equal(t, 4111, s.send("POST payPaymentLink", pay).code(t), "not active")
		update := aLink.with(fields{"payment_link_url": "https://" + link, "expiry_Date": "2000-01-02", "value": 12000.5, "comments": "c"})
		s.send("PUT paymentlink/update", update).one(t)
		got := s.call("GET paymentlink/get/"+lastPart(link), "").one(t)
		assert.Equal(t, []any{json.Number("12000.5"), json.Number("1"), "c"}, []any{got["value"], got["status"], got["comments"]})
		s.send("PUT paymentlink/update", update.with(fields{"comments": nil, "status": nil})).one(t)
		assert.Equal(t, "c", s.call("GET paymentlink/get/"+lastPart(link), "").text(t, "comments"), "what is left out stays")
		id := s.send("POST payPaymentLink", pay).text(t, "transaction_id")
		assert.Empty(t, s.call("GET paymentlink/list/"+buyer, "").list(t)[1:])
		s.send("PUT paymentlink/update", update.with(fields{"value": 5})).one(t)
		p, _ := s.Payment(id)
		assert.Equal(t, egp("12000.50"), p.Value, "an open payment keeps its value")
		until(t, "2000-01-03")
		assert.Equal(t, 4115, s.send("POST payPaymentLink", pay).code(t))
		assert.ErrorIs(t, s.Pay(link), circlepaytest.ErrNotPayable)
		require.NoError(t, s.Pay(id), "a reference number is paid days later")
		assert.Zero(t, s.call("GET paymentlink/get/"+lastPart(link), "").code(t))
		assert.Equal(t, 4112, s.send("PUT paymentlink/update", update).code(t))

		s.call("DELETE paymentlink/deactive/"+lastPart(link), "").one(t)
		assert.Equal(t, "0", s.call("GET paymentlink/get/"+lastPart(link), "").text(t, "status"))
		assert.Equal(t, 4111, s.call("DELETE paymentlink/deactive/"+lastPart(link), "").code(t))
	})
}

func TestPayersOfLinks(t *testing.T) {
	t.Parallel()
	s := stocked(t, circlepaytest.Config{})
	link := s.link(nil)
	pay := func(customer any) Payment {
		id := s.send("POST payment/link/pay", fields{"payment_link_url": link, "customer": customer}).text(t, "transaction_id")
		p, _ := s.Payment(id)
		return p
	}
	assert.Empty(t, pay(nil).CustomerMobile)
	assert.Equal(t, buyer, pay(fields{"mobile_number": buyer}).CustomerMobile)
	assert.Equal(t, second, pay(aCustomer.with(fields{"mobile_number": second})).CustomerMobile)
	assert.Equal(t, []string{buyer, second}, s.Merchants()[0].Customers)
	assert.Len(t, s.Links()[0].TransactionIDs, 3)
}

type Payment = circlepaytest.Payment

func TestDirectPaymentsAreNoLinks(t *testing.T) {
	t.Parallel()
	s := stocked(t, circlepaytest.Config{})
	a := s.send("POST directPayment/create", aDirectPayment)
	url := a.text(t, "url")
	assert.Empty(t, s.call("GET paymentlink/list", "").list(t))
	assert.Equal(t, 4111, s.call("GET paymentlink/get/"+lastPart(url), "").code(t))
	assert.True(t, s.Links()[0].Direct)
	list := s.send("POST payment/list", fields{"customer_mobile": "01011111111"}).list(t)
	require.Len(t, list, 1)
	assert.Equal(t, url, list[0]["payment_link_url"])
	assert.Equal(t, a.text(t, "transaction_id"), fmt.Sprint(list[0]["transaction_id"]))
}

func TestPaymentFilters(t *testing.T) {
	t.Parallel()
	s := stocked(t, circlepaytest.Config{Coupons: []string{"SPRING"}})
	number, link := s.invoice(nil), s.link(nil)
	s.open(fields{"invoice_number": number})
	s.send("POST payPaymentLink", fields{"payment_link_url": link, "coupon_code": "SPRING"}).one(t)
	for _, c := range []struct {
		filter fields
		want   int
	}{
		{fields{}, 2},
		{fields{"invoice_num": ""}, 2},
		{fields{"invoice_num": number}, 1},
		{fields{"invoice_num": number, "customer_mobile": buyer}, 1},
		{fields{"invoice_num": number, "coupon_code": "SPRING"}, 0},
		{fields{"coupon_code": "SPRING"}, 1},
		{fields{"payment_link_url": link}, 1},
		{fields{"payment_link_url": "http://" + link}, 1},
		{fields{"customer_mobile": second}, 0},
		{fields{"unknown": 1}, 2},
	} {
		assert.Len(t, s.send("POST payment/list", c.filter).list(t), c.want, "%v", c.filter)
	}
}

func TestRefunds(t *testing.T) {
	t.Parallel()
	s := stocked(t, circlepaytest.Config{})
	id := s.paid()
	refund := s.send("POST refund/request", fields{"transaction_id": id, "value": 40}).text(t, "refund_id")
	assert.Equal(t, "pay 360.00 EGP", s.movements()[2])
	assert.Equal(t, []string{"refund request 360.00 EGP"}, s.movements()[3:], "no money yet, and the whole payment")
	a := s.refund(id)
	assert.Equal(t, 9112, a.code(t))
	assert.Contains(t, a.body, "more than what is left")
	require.NoError(t, s.FailRefund(refund))
	assert.Equal(t, "failed", s.call("GET refund/get/"+refund, "").text(t, "status"))
	assert.ErrorIs(t, s.CompleteRefund(refund), circlepaytest.ErrNotPending)
	again := s.refund(id).text(t, "refund_id")
	require.NoError(t, s.CompleteRefund(again))
	assert.ErrorIs(t, s.FailRefund(again), circlepaytest.ErrNotPending)
	assert.ErrorIs(t, s.FailRefund("1"), circlepaytest.ErrRefundNotFound)
	assert.Equal(t, []string{"refund request 360.00 EGP", "refund request 360.00 EGP", "refund 360.00 EGP"}, s.movements()[3:])
	assert.Len(t, s.send("POST refund/list", fields{"transaction_id": id}).list(t), 2)
	assert.Empty(t, s.send("POST refund/list", fields{"transaction_id": 1}).list(t))
	p, _ := s.Payment(id)
	assert.Equal(t, []string{refund, again}, p.RefundIDs)
	assert.Equal(t, "paid", p.Status)
	assert.Equal(t, 2, s.Invoices()[0].Status, "hides refunds")
}

func TestOtherRefunds(t *testing.T) {
	t.Parallel()
	s := stocked(t, circlepaytest.Config{PartialRefunds: true, RefundsAtOnce: true})
	id := s.paid()
	for _, value := range []string{"40", "90.5"} {
		s.send("POST refund/request", fields{"transaction_id": id, "value": json.Number(value)}).one(t)
	}
	assert.Equal(t, 9112, s.refund(id).code(t))
	assert.Equal(t, 1112, s.send("POST refund/request", fields{"transaction_id": id, "value": -1}).code(t))
	assert.Equal(t, []string{"refund request 40.00 EGP", "refund 40.00 EGP", "refund request 90.50 EGP", "refund 90.50 EGP"}, s.movements()[3:])

	s = stocked(t, circlepaytest.Config{RepeatRefunds: true})
	id = s.paid()
	assert.Zero(t, s.refund(id).code(t)+s.refund(id).code(t), "twice the money")
	assert.Len(t, s.Refunds(), 2)
}

// A step that is refused leaves the earlier ones done.
func TestCreateAndPayIsNotAtomic(t *testing.T) {
	t.Parallel()
	state := func(s shop) []int {
		return []int{len(s.Merchants()[0].Customers), len(s.Invoices()), len(s.Payments())}
	}
	for code, body := range map[int]fields{
		5112: {"customer": aCustomer, "invoice": anInvoice.with(fields{"due_date": "1999-01-01"})},
		7113: {"customer": aCustomer, "invoice": anInvoice, "payment_method_id": "x"},
		1117: {"customer": aCustomer.with(fields{"mobile_number": "1"}), "invoice": anInvoice.with(fields{"customer_mobile": nil})},
		0:    {"customer": aCustomer, "invoice": anInvoice, "payment_method_id": visa, "redirect_url": "https://shop.example/r"},
	} {
		s := newShop(t, circlepaytest.Config{})
		a := s.send("POST invoice/createV2", body)
		assert.Equal(t, code, a.code(t), a.body)
		assert.Equal(t, map[int][]int{5112: {1, 0, 0}, 7113: {1, 1, 0}, 1117: {0, 0, 0}, 0: {1, 1, 1}}[code], state(s), code)
		if code == 0 {
			assert.Regexp(t, `"transaction_id":\d{13}\b`, a.body, "a number")
			back, err := s.Return(s.Payments()[0].TransactionID)
			assert.NoError(t, err)
			assert.Equal(t, "https://shop.example/r?success=false", back)
			assert.Zero(t, s.send("POST invoice/createV2", body).code(t), "a known customer is taken as it is")
			assert.Equal(t, []int{1, 2, 2}, state(s))
		}
	}
}

func TestFlatInvoices(t *testing.T) {
	t.Parallel()
	s := stocked(t, circlepaytest.Config{})
	assert.Zero(t, s.send("POST invoice/create", anInvoice).code(t))
	assert.Equal(t, egp("360.00"), s.Invoices()[0].Total)
}

func TestDates(t *testing.T) {
	t.Parallel()
	for form, codes := range map[circlepaytest.DateForm][]int{
		circlepaytest.AnyDates:       {0, 0, 0, 0, 1115, 1115},
		circlepaytest.YearFirstDates: {0, 0, 1115, 1115, 1115, 1115},
		circlepaytest.DayFirstDates:  {1115, 1115, 0, 0, 1115, 1115},
	} {
		s := stocked(t, circlepaytest.Config{Dates: form})
		for i, date := range []string{"2999-10-02", "2999-10-2", "02-10-2999", "2-10-2999", "10-32-2999", "2999-10-02T00:00:00Z"} {
			assert.Equal(t, codes[i], s.send("POST invoice/create", anInvoice.with(fields{"due_date": date})).code(t), "%d %s", form, date)
		}
		for _, e := range s.call("GET invoice/list", "").list(t) {
			assert.Equal(t, "2999-10-02", e["due_date"])
		}
	}
}

func TestListLag(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := stocked(t, circlepaytest.Config{ListLag: time.Minute})
		number := s.invoice(nil)
		s.link(nil)
		require.NoError(t, s.Pay(number))
		id := s.Payments()[0].TransactionID
		s.refund(id).one(t)
		lists := []string{"GET customer/list", "GET invoice/list", "GET paymentlink/list", "POST payment/list", "POST refund/list"}
		for _, on := range lists {
			assert.Empty(t, s.call(on, "").list(t), on)
		}
		assert.Zero(t, s.call("GET invoice/get/"+number, "").code(t)+s.call("GET payment/get/"+id, "").code(t), "reads know at once")
		<-time.After(time.Minute)
		for _, on := range lists {
			assert.Len(t, s.call(on, "").list(t), 1, on)
		}
	})
}

func TestLedgerSaysWhoAndWhat(t *testing.T) {
	t.Parallel()
	s := stocked(t, circlepaytest.Config{})
	id := func(name string) with { return header("X-Request-Id", name) }
	number := s.send("POST invoice/create", anInvoice, id("a")).text(t, "invoice_number")
	tx := s.send("POST invoice/pay", fields{"invoice_number": number}, id("b")).text(t, "transaction_id")
	require.NoError(t, s.Pay(tx))
	refund := s.send("POST refund/request", fields{"transaction_id": tx}, id("c")).text(t, "refund_id")
	require.NoError(t, s.CompleteRefund(refund))
	link := s.send("POST paymentlink/create", aLink, id("d")).text(t, "payment_link_url")
	require.NoError(t, s.Pay(link))
	last := s.Payments()[1].TransactionID
	spare := s.send("POST invoice/create", anInvoice, id("e")).text(t, "invoice_number")
	s.send("DELETE invoice/delete/"+spare, nil, id("f")).one(t)
	s.send("DELETE paymentlink/deactive/"+lastPart(link), nil, id("g")).one(t)
	s.send("DELETE paymentlink/deactive/"+lastPart(link), nil, id("h"))
	type line struct{ kind, invoice, link, tx, refund, request string }
	var got []line
	for i, e := range s.Ledger() {
		assert.Equal(t, i+1, e.Sequence)
		assert.Equal(t, circlepaytest.DefaultMerchantMobile, e.Merchant)
		got = append(got, line{string(e.Kind), e.InvoiceNumber, e.PaymentLink, e.TransactionID, e.RefundID, e.RequestID})
	}
	assert.Equal(t, []line{
		{"invoice", number, "", "", "", "a"},
		{"open", number, "", tx, "", "b"},
		{"pay", number, "", tx, "", ""},
		{"refund request", number, "", tx, refund, "c"},
		{"refund", number, "", tx, refund, "c"},
		{"link", "", link, "", "", "d"},
		{"open", "", link, last, "", ""},
		{"pay", "", link, last, "", ""},
		{"invoice", spare, "", "", "", "e"},
		{"invoice deleted", spare, "", "", "", "f"},
		{"link deactivated", "", link, "", "", "g"},
	}, got)
}
