package ordergatetest_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/ordergate/ordergatetest"
)

// shape lists the paths of an answer in the order they are printed, each with
// its kind of value: "orders.[].amount string".
func shape(t *testing.T, text string) []string {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader([]byte(text)))
	d.UseNumber()
	var out []string
	var walk func(path string)
	walk = func(path string) {
		token, err := d.Token()
		require.NoError(t, err, text)
		switch token := token.(type) {
		case json.Delim:
			for d.More() {
				inner := path + "[]."
				if token == '{' {
					name, err := d.Token()
					require.NoError(t, err)
					inner = path + name.(string)
					walk(inner + ".")
					continue
				}
				walk(inner)
			}
			_, _ = d.Token()
			out = append(out, path+map[json.Delim]string{'{': "object", '[': "array"}[token])
		case string:
			out = append(out, path+"string")
		case json.Number:
			out = append(out, path+"number")
		case nil:
			out = append(out, path+"null")
		default:
			out = append(out, path+"bool")
		}
	}
	walk("")
	slices.Sort(out)
	return slices.Compact(out)
}

// The samples of the documents, with their values; only names and kinds count.
const (
	sampleCreateMinimal = `{"orders":[{"amount":"9.99","amount_charged":"0.00","amount_refunded":"0.00","card":{},"client":{},
		"created":"2016-08-22 15:39:42","currency":"USD","custom_fields":{},"description":null,"id":"23014805213622230",
		"issuer":{},"location":{},"merchant_order_id":null,"operations":[],"secure3d":{},"status":"new","updated":"2016-08-22 15:39:42"}]}`
	sampleCreateFull = `{"orders":[{"amount":"9.99","amount_charged":"0.00","amount_refunded":"0.00","card":{},
		"client":{"address":"Main ave. 1","city":"San Francisco","country":"USA","email":"foo@bar.com","name":"John Smith",
		"phone":"+1 456 890","state":"CA","zip":"123456"},"created":"2016-08-22 15:39:43","currency":"USD","custom_fields":{},
		"description":"Book sale #453","id":"23014805439541518","issuer":{},"location":{"ip":"6.6.6.6"},"merchant_order_id":"5678",
		"operations":[],"secure3d":{},"segment":"987654321","status":"new","updated":"2016-08-22 15:39:43"}]}`
	sampleRefund = `{"orders":[{"amount":"9.99","amount_charged":"1.99","amount_refunded":"1.99","auth_code":"AUTH12",
		"card":{"holder":"John Smith","subtype":"classic","type":"visa","expiration":"7/20"},"client":{},"created":"2016-08-22 15:39:47","currency":"USD",
		"custom_fields":{},"description":null,"descriptor":"TESTMERCH/TERM","id":"23014806312026412",
		"issuer":{"bin":"411111","country":"UKR","title":"TestBank"},"location":{"ip":"6.6.6.6"},"merchant_order_id":null,
		"operations":[{"amount":"9.99","auth_code":"AUTH12","cashflow":{"amount":"0.00","currency":"USD","fee":"0.00",
		"incoming":"0.00","receivable":"0.00","reserve":"0.00"},"created":"2016-08-22 15:39:47","currency":"USD",
		"iso_message":"Approved","iso_response_code":"00","status":"success","type":"authorize"}],"pan":"411111****1111",
		"secure3d":{},"status":"refunded","updated":"2016-08-22 15:39:52"}]}`
	sampleList = `{"orders":[{"amount":"9.99","amount_charged":"0.00","amount_refunded":"0.00","auth_code":"AUTH12",
		"created":"2016-08-22 15:39:49","currency":"USD","description":"Book sale #453","descriptor":"TESTMERCH/TERM",
		"id":"23014806815093624","merchant_order_id":"5678","pan":"411111****1111","segment":"987654321","status":"authorized",
		"updated":"2016-08-22 15:39:49"}]}`
	sampleCredit = `{"orders":[{"descriptor":" merchant123","amount":"99.99","status":"credited","client":{},"amount_refunded":"0.00",
		"description":null,"operations":[{"auth_code":"301541","cashflow":{"currency":"USD","fee":"0.00","incoming":"-99.99",
		"reserve":"3.00","receivable":"-102.99","amount":"-99.99"},"status":"success","amount":"99.99","iso_response_code":"00",
		"currency":"USD","created":"2021-05-18 13:37:12","type":"credit","iso_message":"Approved"}],"pan":"411111****1111",
		"secure3d":{},"created":"2021-05-18 13:37:11","custom_fields":{},"currency":"USD",
		"card":{"type":"mastercard","subtype":"standard","expiration":"0/0"},"id":"61277755379729234",
		"issuer":{"bin":"527644","country":"UKR","title":"TestBank"},"amount_charged":"0.00","location":{},"auth_code":"301541",
		"merchant_order_id":null,"updated":"2021-05-18 13:37:12"}]}`
	sampleSecure3D = `{"reason":"force3d","xid":"635fb7bc-7acc-451e-a37d-606f1febae78","eci":"5","version":"2",
		"authorization_status":"Y","dsrp":"0","cavv":"AAABBZEEBgAAAAAAAAQGAAAAAAA=","scenario":"full"}`
	sampleGuideCreate = `{"orders":[{"id":"94611545647300120","status":"CREATED","created":"2025-08-02T12:52:28.000Z",
		"expiration_date":"2025-08-02T13:07:28.000Z","checkout_url":"https://checkout-preprod.cibpay.co/pay/94611545647300120"}],"result_code":0}`
	sampleGuideCharge = `{"status":"CHARGED","transactions":[{"id":"94611545647300120-1","status":"SUCCESS","amount":11.00}]}`
	sampleGuideGet    = `{"id":"94611545647300120","status":"CHARGED","amount":11.00,"currency":"AZN",
		"created":"2025-08-02T12:52:28.000Z","transactions":[{"id":"94611545647300120-1","status":"SUCCESS","amount":11.00}]}`
	sampleGuideList = `{"orders":[{"id":"94611545647300120","status":"CHARGED","amount":11.00,"currency":"AZN",
		"created":"2025-08-02T12:52:28.000Z"}]}`
	sampleGuideStatus = `{"status":"REFUNDED"}`
	sampleGuideCredit = `{"status":"SUCCESS","order_id":"94611545647300120"}`
)

func TestPlatformAnswersHaveTheSamplesShape(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{})
	a := s.call("POST", "/orders/create", `{"amount":9.99}`)
	assert.Equal(t, shape(t, sampleCreateMinimal), shape(t, a.body))
	a = s.call("POST", "/orders/create", `{"amount":9.99,"client":{"address":"Main ave. 1","city":"San Francisco","country":"USA",
		"email":"foo@bar.com","name":"John Smith","phone":"+1 456 890","state":"CA","zip":"123456"},"description":"Book sale #453",
		"location":{"ip":"6.6.6.6"},"merchant_order_id":"5678","options":{"force3d":0,"return_url":"http://shop.com","terminal":""},
		"segment":"987654321"}`)
	assert.Equal(t, shape(t, sampleCreateFull), shape(t, a.body))
	id := a.orders(t)[0].ID
	require.NoError(t, s.Pay(id))
	assert.Equal(t, shape(t, sampleList), shape(t, s.call("GET", "/orders/?merchant_order_id=5678", "").body))
	assert.Equal(t, shape(t, sampleList), shape(t, s.call("GET", "/orders/"+id, "").body))

	id = s.call("POST", "/orders/create", `{"amount":9.99,"location":{"ip":"6.6.6.6"}}`).orders(t)[0].ID
	require.NoError(t, s.Pay(id))
	require.Equal(t, 200, s.call("PUT", "/orders/"+id+"/charge", `{"amount":1.99}`).status)
	assert.Equal(t, shape(t, sampleRefund), shape(t, s.call("PUT", "/orders/"+id+"/refund", `{"amount":1.99}`).body))

	a = s.call("POST", "/orders/credit", `{"amount":"99.99","pan":"4111111111111111"}`)
	assert.Equal(t, shape(t, sampleCredit), shape(t, a.body))
	assert.Equal(t, map[string]string{"currency": "AZN", "fee": "0.00", "incoming": "-99.99", "reserve": "3.00",
		"receivable": "-102.99", "amount": "-99.99"}, a.orders(t)[0].Operations[0].Cashflow)

	id = s.create(`{"force3d":1}`)
	require.NoError(t, s.Pay(id))
	secure := s.call("GET", "/orders/"+id+"?expand=secure3d", "").orders(t)[0].Secure3D
	text, err := json.Marshal(secure)
	require.NoError(t, err)
	assert.Equal(t, shape(t, sampleSecure3D), shape(t, string(text)))
}

func TestGuideAnswersHaveTheSamplesShape(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{Form: ordergatetest.GuideForm})
	a := s.call("POST", "/orders/create", `{"amount":11.00,"options":{"auto_charge":true,"recurring":1,"expiration_timeout":"15m"}}`)
	assert.Equal(t, 201, a.status)
	assert.Equal(t, shape(t, sampleGuideCreate), shape(t, a.body))
	assert.Contains(t, a.body, `"status":"CREATED"`)
	charged := s.Orders()[0].ID
	require.NoError(t, s.Pay(charged))
	a = s.call("GET", "/orders/"+charged, "")
	assert.Equal(t, shape(t, sampleGuideGet), shape(t, a.body))
	assert.Contains(t, a.body, `"amount":11.00,`)
	assert.Equal(t, shape(t, sampleGuideList), shape(t, s.call("GET", "/orders", "").body))

	a = s.call("POST", "/orders/create", `{"amount":11.00,"options":{"auto_charge":false}}`)
	assert.Contains(t, a.body, `"status":"AUTHORIZED"`)
	held := s.Orders()[1].ID
	assert.Equal(t, "new", s.order(held).Status, "nobody has paid")
	require.NoError(t, s.Pay(held))
	s.Fail(ordergatetest.Fault{On: "PUT /orders/{id}/charge", Decline: ordergatetest.DeclinedByAcquirer})
	assert.Equal(t, 402, s.call("PUT", "/orders/"+held+"/charge", "").status)
	assert.Contains(t, s.call("GET", "/orders/"+held, "").body, `"transactions":[]`, "neither a hold nor a failure is one")
	a = s.call("PUT", "/orders/"+held+"/charge", `{"amount":"11.00"}`)
	assert.Equal(t, shape(t, sampleGuideCharge), shape(t, a.body))
	assert.Contains(t, a.body, `"id":"`+held+`-1"`)

	a = s.call("PUT", "/orders/"+held+"/refund", `{"amount":"1.00"}`)
	assert.JSONEq(t, sampleGuideStatus, a.body)
	assert.JSONEq(t, `{"status":"CANCELED"}`, s.call("PUT", "/orders/"+held+"/cancel", "").body)
	a = s.call("POST", "/orders/"+charged+"/rebill", `{"amount":33.00,"currency":"AZN","order_id":"123456789",
		"options":{"auto_charge":false,"trace_id":"MCC8454300719","segment":"987654321","recurring":1}}`)
	assert.Equal(t, shape(t, sampleGuideCreate), shape(t, a.body))
	assert.NotContains(t, a.body, charged)
	a = s.call("POST", "/orders/credit", `{"amount":"77.00","currency":"AZN","pan":"4169741330151778"}`)
	assert.Equal(t, shape(t, sampleGuideCredit), shape(t, a.body))
}

// The messages and codes that the guide prints for its refusals.
func TestGuideRefusalsAreTheSamples(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{Form: ordergatetest.GuideForm, RefuseCancelOfCharged: true})
	id := func() string {
		require.Equal(t, 201, s.call("POST", "/orders/create", `{"amount":1,"options":{"auto_charge":1}}`).status)
		orders := s.Orders()
		require.NoError(t, s.Pay(orders[len(orders)-1].ID))
		return orders[len(orders)-1].ID
	}()
	refused := func(status int, method, path, body, want string) {
		t.Helper()
		a := s.call(method, path, body)
		assert.Equal(t, status, a.status)
		assert.JSONEq(t, want, a.body)
	}
	refused(409, "PUT", "/orders/"+id+"/charge", "",
		`{"error":{"code":"INVALID_STATE","message":"Order is not in a valid state to be charged (e.g., already charged or canceled)."}}`)
	refused(409, "PUT", "/orders/"+id+"/cancel", "",
		`{"error":{"code":"INVALID_STATE","message":"Order is not in a valid state to be canceled (e.g., already charged)."}}`)
	require.Equal(t, 200, s.call("PUT", "/orders/"+id+"/refund", "").status)
	refused(409, "PUT", "/orders/"+id+"/refund", "",
		`{"error":{"code":"INVALID_STATE","message":"Order is not in a valid state to be refunded."}}`)
	refused(404, "GET", "/orders/1", "", `{"error":{"code":"NOT_FOUND","message":"Order not found"}}`)
	a := s.call("POST", "/orders/credit", `{"amount":"1.00","pan":"4169741330151779"}`)
	assert.Contains(t, a.body, `"code":"VALIDATION_ERROR","message":"Invalid PAN or amount."`)
}
