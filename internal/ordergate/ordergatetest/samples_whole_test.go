package ordergatetest_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/ordergate/ordergatetest"
)

// The samples of the platform's page for the calls that it alone shows. Only
// names and kinds count; the card's expiration stands in some of them.
const (
	sampleAuthorize = `{"orders":[{"amount":"9.99","amount_charged":"0.00","amount_refunded":"0.00","auth_code":"AUTH12",
		"card":{"holder":"John Smith","subtype":"classic","type":"visa","expiration":"7/20"},"client":{},"created":"2016-08-22 15:39:48","currency":"USD",
		"custom_fields":{},"description":null,"descriptor":"TESTMERCH/TERM","id":"23014806643308174",
		"issuer":{"bin":"411111","country":"UKR","title":"TestBank"},"location":{"ip":"6.6.6.6"},"merchant_order_id":null,
		"operations":[{"amount":"9.99","auth_code":"AUTH12","cashflow":{"amount":"0.00","currency":"USD","fee":"0.00",
		"incoming":"0.00","receivable":"0.00","reserve":"0.00"},"created":"2016-08-22 15:39:48","currency":"USD",
		"iso_message":"Approved","iso_response_code":"00","status":"success","type":"authorize"}],"pan":"411111****1111",
		"secure3d":{},"status":"authorized","updated":"2016-08-22 15:39:48"}]}`
	samplePrepared = `{"orders":[{"amount":"9.99","amount_charged":"0.00","amount_refunded":"0.00",
		"card":{"holder":"John Smith","subtype":"classic","type":"visa","expiration":"7/20"},"client":{},"created":"2016-08-22 15:39:46","currency":"USD",
		"custom_fields":{},"description":null,"form3d":{"MD":"MjMwMTQ4MDYwNzgwNjEzMDM=","PaReq":"PaReq",
		"TermUrl":"http://localhost:5002/complete/secure3d","action":"http://localhost:5002/test/bank","method":"GET"},
		"form3d_html":"<form>","id":"23014806078061303","issuer":{"bin":"411111","country":"UKR","title":"TestBank"},
		"location":{"ip":"6.6.6.6"},"merchant_order_id":null,"operations":[],"pan":"411111****1111",
		"secure3d":{"reason":"force3d","scenario":"unknown"},"status":"prepared","updated":"2016-08-22 15:39:46"}]}`
	sampleResume = `{"orders":[{"amount":"1.00","custom_fields":{},"id":"60391976929806541","form3d":{
		"threeDSSessionData":"NjAzOTE5NzY5Mjk4MDY1NDE=","method":"POST","action":"http://localhost/complete/secure3d20"},
		"issuer":{"bin":"220138","country":"UKR","title":"TestBank"},"amount_refunded":"0.00","amount_charged":"0.00","created":"2021-04-08 12:29:19",
		"form3d_html":"<form>","updated":"2021-04-08 12:29:20","status":"prepared","description":null,"location":{"ip":"6.6.6.6"},
		"currency":"EUR","client":{},"pan":"220138****0013","merchant_order_id":null,"operations":[],
		"card":{"holder":"John Smith","type":"mir","subtype":"unknown","expiration":"12/21"},
		"secure3d":{"dsrp":"0","scenario":"unknown","reason":"force3d","eci":"0","version":"2"}}]}`
	sampleComplete = `{"orders":[{"description":"Book sale 453","auth_code":"AUTH12","amount":"100.99","merchant_order_id":null,
		"id":"43809080318125930","updated":"2019-03-20 18:47:03","pan":"411111****1111","currency":"USD","descriptor":"321/123",
		"amount_charged":"100.99","created":"2019-03-20 18:46:15","status":"charged","amount_refunded":"0.00"}]}`
	sampleTokenPay = `{"orders":[{"pan":"410937****4320","card":{"subtype":"classic","type":"visa","expiration":"7/20"},
		"operations":[{"currency":"USD","created":"2022-06-03 11:24:42","auth_code":"AUTH12","status":"success","amount":"100.00",
		"iso_message":"Approved","type":"authorize","cashflow":{"receivable":"-3.00","reserve":"3.00","amount":"0.00","fee":"0.00",
		"currency":"USD","incoming":"0.00"},"id":"1","iso_response_code":"00"}],"created":"2022-06-03 11:24:41","currency":"USD",
		"amount":"100.00","descriptor":"1/1","updated":"2022-06-03 11:24:42","amount_charged":"0.00","custom_fields":{},
		"merchant_order_id":null,"id":"69702830548094412","secure3d":{"dsrp_type":"apple_pay","reason":"dsrp",
		"authorization_status":"Y","dsrp":"1","eci":"5","xid":"2686f529","cavv":"Af9x","version":"1","scenario":"unknown"},
		"description":"Pay for cinema","auth_code":"AUTH12","location":{"ip":"6.6.6.6"},"status":"authorized","amount_refunded":"0.00",
		"rrn":"69702830725209556","issuer":{"bin":"410937","country":"UKR","title":"TestBank"},"client":{"address":"Some address",
		"login":"foo","name":"Fox","city":"City","zip":"152589","country":"USA","email":"max@test.com","phone":"+18961234545"}}]}`
	sampleOperations = `{"operations":[{"amount":"11991.00","auth_code":"AUTH12","created":"2016-08-24 12:07:00","currency":"EUR",
		"iso_message":"Approved","iso_response_code":"00","order_id":"23011537206894183","arn":"28281615742473953725862",
		"status":"success","type":"charge"},{"amount":"8997.00","auth_code":"AUTH12","created":"2016-08-23 12:06:55","currency":"USD",
		"iso_message":"Approved","iso_response_code":"00","order_id":"23011536237676397","status":"success","type":"authorize"}]}`
)

func TestWholeAnswersHaveTheSamplesShape(t *testing.T) {
	t.Parallel()
	card := func(pan, rest string) string {
		return `{"amount":9.99,"card":{"cvv":"333","expiration_month":12,"expiration_year":2020,"holder":"John Smith"},
			"location":{"ip":"6.6.6.6"},"pan":"` + pan + `"` + rest + `}`
	}
	s := newWhole(t, ordergatetest.Config{})
	call := func(status int, path, body, sample string) string {
		t.Helper()
		a := s.call("POST", path, body)
		require.Equal(t, status, a.status, a.body)
		assert.Equal(t, shape(t, sample), shape(t, a.body))
		return a.orders(t)[0].ID
	}
	call(200, "/orders/authorize", card(approvedPAN, ""), sampleAuthorize)

	id := call(201, "/orders/authorize", card(approvedPAN, `,"options":{"force3d":1,"auto_charge":1}`), samplePrepared)
	back, err := s.Authenticate(id)
	require.NoError(t, err)
	call(200, "/orders/"+id+"/complete", `{"PaRes":"`+back.Fields.Get("PaRes")+`"}`, strings.Replace(sampleComplete, `"Book sale 453"`, "null", 1))
	call(200, "/orders/"+id+"/credit", `{"amount":9.99,"currency":"USD","location":{"ip":"8.8.8.8"}}`, sampleAuthorize)
	a := s.call("GET", "/operations/?type=charge,authorize", "")
	assert.Equal(t, shape(t, sampleOperations), shape(t, a.body))

	require.NoError(t, s.SetBank("2200000000000004", ordergatetest.Bank{Method: true}))
	id = s.call("POST", "/orders/authorize", card("2200000000000004", `,"options":`+secure2)).orders(t)[0].ID
	call(201, "/orders/"+id+"/resume", "", sampleResume)

	call(200, "/orders/token_pay", `{"dsrp":{"type":"apple_pay","token":"eyJwYXltZW50RGF0YSI6"},"amount":"100","currency":"USD",
		"description":"Pay for cinema","payment_type":"card","client":{"phone":"+18961234545","zip":152589,"name":"Fox","city":"City",
		"email":"max@test.com","country":"USA","address":"Some address","login":"foo"},"location":{"ip":"6.6.6.6"}}`, sampleTokenPay)
}
