package cinetpaytest_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/cinetpay/cinetpaytest"
)

// The documentation's own requests, with the credentials that it leaves out, and
// its own answers, with the parts that differ each time in capitals.
const (
	sampleRequest = `{
  "amount": 2500,
  "currency": "XOF",
  "apikey": "APIKEY",
  "site_id": "SITE",
  "transaction_id": "REFID12354",
  "description": "TRANSACTION DESCRIPTION",
  "return_url": "https://www.exemple.com/return",
  "notify_url": "https://www.exemple.com/notify",
  "metadata": "user001",
  "customer_id": "001",
  "customer_name": "John",
  "customer_surname": "Doe",
  "channels": "MOBILE_MONEY"
}`
	sampleLongRequest = `{
      "apikey": "APIKEY",
      "site_id": "SITE",
      "transaction_id": "YOUR_TRANSACTION_ID",
      "amount": 34,
      "currency": "USD",
      "alternative_currency": "",
      "description": " TEST INTEGRATION ",
      "customer_id": "172",
      "customer_name": "KOUADIO",
      "customer_surname": "Francisse",
      "customer_email": "payer@exemple.com",
      "customer_phone_number": "+225004315545",
      "customer_address": "Antananarivo",
      "customer_city": "Antananarivo",
      "customer_country": "CM",
      "customer_state": "CM",
      "customer_zip_code": "065100",
      "notify_url": "https://webhook.site/d1dbbb89-52c7-49af-a689-b3c412df820d",
      "return_url": "https://webhook.site/d1dbbb89-52c7-49af-a689-b3c412df820d",
      "channels": "ALL",
      "metadata": "user1",
      "lang": "FR",
      "invoice_data": {
        "Donnee1": "",
        "Donnee2": "",
        "Donnee3": ""
      }
    }`
	// The browser's script sends its configuration and this; it has no return_url.
	sampleSeamless = `{"apikey":"APIKEY","site_id":"SITE","notify_url":"http://mondomaine.com/notify/","device_id":"SOCKET",
		"transaction_id":"12345678","amount":100,"currency":"XOF","channels":"ALL","description":"Test paiement",
		"customer_name":"Joe","customer_surname":"Down","customer_email":"payer@exemple.com","customer_phone_number":"088767611",
		"customer_address":"BP 0024","customer_city":"Antananarivo","customer_country":"CM","customer_state":"CM","customer_zip_code":"06510"}`
	sample2021Request = `{"amount":"2500","apikey":"APIKEY","site_id":"SITE","currency":"XOF","transaction_id":"hyper-unique",
		"description":"TRANSACTION DESCRIPTION","return_url":"https://www.exemple.com/return","notify_url":"https://www.exemple.com/notify",
		"customer_name":"Dje Bi","customer_surname":"Jean-Marc"}`
	sampleInvoice = `{"Reste à payer":"25 000fr","Matricule":"24OPO25","Annee-scolaire":"2020-2021"}`

	sampleCreated = `{"code":"201","message":"CREATED","description":"Transaction created with success",
		"data":{"payment_token":"TOKEN","payment_url":"https://checkout.cinetpay.com/payment/TOKEN"},"api_response_id":"ID"}`
	sampleError = `{"code":"609","message":"AUTH_NOT_FOUND","description":"The apikey provided is not correct","api_response_id":"ID"}`
	samplePaid  = `{"code":"00","message":"SUCCES","data":{"amount":"100","currency":"XOF","status":"ACCEPTED","payment_method":"OM",
		"description":"Paiement abonnement","metadata":null,"operator_id":"OPERATOR","payment_date":"2022-09-15 22:57:15",
		"fund_availability_date":"2022-09-17 00:00:00"},"api_response_id":"ID"}`
	sampleCanceled = `{"code":"627","message":"TRANSACTION_CANCEL","data":{"amount":"100","currency":"XOF","status":"REFUSED",
		"payment_method":"MOMO","description":"Test de paiement demo CinetPay","metadata":null,"operator_id":null,"payment_date":" ",
		"fund_availability_date":"2022-09-08 00:00:00"},"api_response_id":"ID"}`
	sample2021Paid = `{"code":"00","message":"SUCCES","api_response_id":"ID","data":{"operator_id":"OPERATOR","payment_method":"FLOOZ",
		"payment_date":"2021-04-07 14:07:24","phone_number":"0102324373","phone_prefix":"225"}}`
	sample2021Failed = `{"code":"600","message":"PAYMENT_FAILED","api_response_id":"ID","data":{"payment_method":"OM",
		"payment_date":"2021-04-07 15:07:24","phone_number":"0749012966","phone_prefix":"225"}}`
)

var (
	responseID = regexp.MustCompile(`"api_response_id":"\d{9,10}\.\d{4}"`)
	hexToken   = regexp.MustCompile(`\b[0-9a-f]{110}\b`)
	operatorID = regexp.MustCompile(`"operator_id":"MP\d{6}\.\d{4}\.A\d{5}"`)
	lotNumber  = regexp.MustCompile(`"lot":"\d{22}"`)
	session    = regexp.MustCompile(`"token":"[0-9a-f]{64}"`)
)

// plain takes out of an answer what differs each time.
func plain(body string) string {
	for pattern, name := range map[*regexp.Regexp]string{
		responseID: `"api_response_id":"ID"`, hexToken: "TOKEN", operatorID: `"operator_id":"OPERATOR"`,
		lotNumber: `"lot":"LOT"`, session: `"token":"YOUR_TOKEN_HERE"`,
	} {
		body = pattern.ReplaceAllString(body, name)
	}
	return body
}

func sample(text string) string {
	return strings.NewReplacer("APIKEY", cinetpaytest.DefaultAPIKey, "SITE", cinetpaytest.DefaultSiteID).Replace(text)
}

func TestRequestsOfTheDocumentationCreatePayments(t *testing.T) {
	t.Parallel()
	for _, text := range []string{sampleRequest, sampleLongRequest, sampleSeamless, sample2021Request} {
		s := newShop(t, cinetpaytest.Config{CheckoutURL: "https://checkout.cinetpay.com/payment"})
		a := s.post(onCreate, sample(text))
		assert.Equal(t, 200, a.status)
		assert.Equal(t, "application/json", a.header.Get("Content-Type"))
		assert.JSONEq(t, sampleCreated, plain(a.body))
		assert.Len(t, s.Payments(), 1)
	}
	s := newShop(t, cinetpaytest.Config{})
	s.create(fields{"invoice_data": json.RawMessage(sampleInvoice)})
	s.create(fields{"lock_phone_number": true, "customer_phone_number": "2250504315545"})
}

func TestAnErrorOfTheDocumentation(t *testing.T) {
	t.Parallel()
	s := newShop(t, cinetpaytest.Config{})
	a := s.post(onCreate, order(fields{"apikey": "wrong"}))
	assert.JSONEq(t, sampleError, plain(a.body))
	s = newShop(t, cinetpaytest.Config{AccountCurrency: xof("1").Currency()})
	a = s.post(onCreate, order(fields{"currency": "XAF"}))
	assert.Contains(t, a.body, `"code":"608"`)
	assert.Contains(t, a.body, "You cannot create a transaction in a different currency than the one allowed to your account. "+
		"Transaction currency:'XAF' Account currency:'XOF'")
}

// until waits for a moment of the documentation's samples.
func until(t testing.TB, moment string) {
	t.Helper()
	at, err := time.Parse(time.DateTime, moment)
	require.NoError(t, err)
	<-time.After(time.Until(at))
}

func TestChecksOfTheDocumentation(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, at, want string
		form           cinetpaytest.Form
		changes        fields
		act            func(*cinetpaytest.Model, string) error
	}{
		{"paid", "2022-09-15 22:57:15", samplePaid, cinetpaytest.Form2022, fields{"description": "Paiement abonnement"}, (*cinetpaytest.Model).Pay},
		{"canceled", "2022-09-06 10:00:00", sampleCanceled, cinetpaytest.Form2022, fields{"description": "Test de paiement demo CinetPay"},
			func(m *cinetpaytest.Model, id string) error {
				// The only way to choose a method and cancel is the page.
				p, _ := m.Payment(id)
				s := shop{Model: m, t: t}
				s.call("POST /payment/"+p.Token, "", formType, "action=refuse&method=MOMO")
				return nil
			}},
		{"paid in 2021", "2021-04-07 14:07:24", sample2021Paid, cinetpaytest.Form2021, nil, func(m *cinetpaytest.Model, id string) error {
			return m.PayWith(id, cinetpaytest.Wallet{Method: "FLOOZ", Phone: "0102324373"})
		}},
		{"failed in 2021", "2021-04-07 15:07:24", sample2021Failed, cinetpaytest.Form2021,
			fields{"lock_phone_number": true, "customer_phone_number": "2250749012966"},
			func(m *cinetpaytest.Model, id string) error { return m.RefuseWith(id, "600") }},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				until(t, c.at)
				s := newShop(t, cinetpaytest.Config{Form: c.form})
				changes := fields{"amount": 100}
				for name, value := range c.changes {
					changes[name] = value
				}
				id := s.create(changes)
				require.NoError(t, c.act(s.Model, id))
				a := s.check(id)
				assert.Equal(t, 200, a.status)
				assert.JSONEq(t, c.want, plain(a.body))
			})
		})
	}
}

func TestLoginsAndBalancesOfTheDocumentation(t *testing.T) {
	t.Parallel()
	s := newShop(t, cinetpaytest.Config{Balance: xof("663")})
	a := s.call(onLogin, "?lang=fr", formType, "apikey="+cinetpaytest.DefaultAPIKey+"&password="+cinetpaytest.DefaultTransferPassword)
	assert.JSONEq(t, `{"code":0,"message":"OPERATION_SUCCES","data":{"token":"YOUR_TOKEN_HERE"}}`, plain(a.body))
	a = s.call(onLogin, "?lang=fr", formType, "apikey=x&password=y")
	assert.JSONEq(t, `{"code":"701","message":"INVALID_CREDENTIALS","description":"Identifiant de connexion incorrect","data":[]}`, a.body)
	a = s.call("GET /v1/transfer/check/balance", s.logIn(), "", "")
	assert.JSONEq(t, `{"code":0,"message":"OPERATION_SUCCES","data":{"amount":663,"inUsing":0,"available":663}}`, a.body)
	a = s.call("GET /v1/transfer/check/balance", "?token=x&lang=fr", "", "")
	assert.JSONEq(t, `{"code":"706","message":"INVALID_TOKEN","description":"Votre token est invalide","data":[]}`, a.body)
}

func TestContactsOfTheDocumentation(t *testing.T) {
	t.Parallel()
	const request = `[{"prefix":"225","phone":"53798590","name":"Test A","surname":"Test B","email":"testa@exemple.com"},
		{"prefix":"225","phone":"53798591","name":"Test C","surname":"Test D","email":"testb@exemple.com"}]`
	const done = `{"code":0,"message":"OPERATION_SUCCES","data":[[
		{"prefix":"225","phone":"53798590","name":"Test A","surname":"Test B","email":"testa@exemple.com","code":0,"status":"success","lot":"LOT"},
		{"prefix":"225","phone":"53798591","name":"Test C","surname":"Test D","email":"testb@exemple.com","code":0,"status":"success","lot":"LOT"}]]}`
	known := strings.NewReplacer(`"code":0,"status":"success"`, `"code":726,"status":"ERROR_PHONE_ALREADY_MY_CONTACT"`).Replace(done)
	s := newShop(t, cinetpaytest.Config{})
	query := s.logIn()
	assert.JSONEq(t, done, plain(s.form("POST /v1/transfer/contact", query, request).body))
	assert.JSONEq(t, known, plain(s.form("POST /v1/transfer/contact", query, request).body), "a contact that is known counts as done")
	assert.Len(t, s.Contacts(), 2)
}

// Public clients show these two.
func TestTransfersOfPublicClients(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, query := befriended(t, cinetpaytest.Config{})
		a := s.form(onSend, query, payout(fields{"payment_method": "OM"}))
		sent := s.Transfers()[0]
		ids := strings.NewReplacer(sent.ID, "ID", sent.Lot, "LOT")
		assert.JSONEq(t, `{"code":0,"message":"OPERATION_SUCCES","data":[[{"prefix":"225","phone":"0707000001","amount":500,
			"client_transaction_id":"OUT-1","notify_url":"https://shop.example/transfer","payment_method":"OM","code":0,"status":"success",
			"lot":"LOT","treatment_status":"NEW","transaction_id":"ID"}]]}`, ids.Replace(a.body))
		a = s.call(onMoney, query+"&client_transaction_id=OUT-1", "", "")
		const open = `{"code":0,"message":"OPERATION_SUCCES","data":[{"transaction_id":"ID","client_transaction_id":"OUT-1","lot":"LOT",
			"amount":"500","receiver":"0707000001","receiver_e164":"+2250707000001","operator":"OM","sending_status":"PENDING",
			"transfer_valid":"N","treatment_status":"NEW","comment":"","validated_at":null}]}`
		assert.JSONEq(t, open, ids.Replace(a.body))
		require.NoError(t, s.Complete("OUT-1"))
		a = s.call(onMoney, query+"&transaction_id="+sent.ID, "", "")
		assert.JSONEq(t, strings.NewReplacer(`"PENDING"`, `"CONFIRM"`, `"N"`, `"Y"`, `"NEW"`, `"VAL"`, `null`, `"2000-01-01 00:00:00"`).Replace(open), ids.Replace(a.body))
	})
}
