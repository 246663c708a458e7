package cinetpaytest_test

import (
	"fmt"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/cinetpay/cinetpaytest"
	"github.com/paygates/paygates-go/money"
)

// history plays a fixed story and gives everything that could be seen of it.
func history(t *testing.T, cfg cinetpaytest.Config) string {
	s, query := befriended(t, cfg)
	var out strings.Builder
	say := func(a answer) {
		fmt.Fprintln(&out, a.status, a.header, a.body)
		<-time.After(1500 * time.Millisecond)
	}
	say(s.post(onCreate, order(fields{"invoice_data": fields{"z": "1", "a": "2", "m": "3"}, "metadata": "m"})))
	say(s.post(onCreate, order(fields{"notify_url": "x", "return_url": "y", "transaction_id": "B"})))
	say(s.page("ORDER-1"))
	require.NoError(t, s.Abandon("ORDER-1"))
	require.NoError(t, s.Pay("ORDER-1"))
	say(s.check("ORDER-1"))
	say(s.check("B"))
	s.Fail(fault{On: onSend, CommitAfter: 2 * time.Second, Status: 504})
	say(s.form(onSend, query, payout(nil)))
	say(s.form(onSend, query, payout(fields{"client_transaction_id": "OUT-2"})))
	require.NoError(t, s.Complete("OUT-1"))
	say(s.call(onMoney, query+"&client_transaction_id=OUT-1", "", ""))
	say(s.call("GET /v1/transfer/check/balance", query, "", ""))
	say(s.submit("ORDER-1", nil))
	fmt.Fprintln(&out, s.Ledger(), s.Payments(), s.Transfers(), s.Contacts(), s.Requests())
	for _, c := range s.Callbacks() {
		fmt.Fprintln(&out, c.ID, string(c.Body), c.Token)
	}
	return out.String()
}

func TestSameSeedSameBytes(t *testing.T) {
	t.Parallel()
	for _, form := range []cinetpaytest.Form{cinetpaytest.Form2022, cinetpaytest.Form2021} {
		stories := map[string]bool{}
		for range 5 {
			synctest.Test(t, func(t *testing.T) { stories[history(t, cinetpaytest.Config{Seed: 7, Form: form})] = true })
		}
		assert.Len(t, stories, 1)
		synctest.Test(t, func(t *testing.T) {
			assert.False(t, stories[history(t, cinetpaytest.Config{Seed: 8, Form: form})], "the seed decides the tokens")
		})
	}
}

func TestIdentifiersDiffer(t *testing.T) {
	t.Parallel()
	s, query := befriended(t, cinetpaytest.Config{})
	seen := map[string]bool{}
	for i := range 200 {
		s.create(nil)
		s.form(onSend, query, payout(fields{"client_transaction_id": fmt.Sprint(i), "amount": 200}))
	}
	for _, p := range s.Payments() {
		seen[p.Token] = true
	}
	for _, out := range s.Transfers() {
		assert.Regexp(t, `^[0-9A-F]{12}\d{6}$`, out.ID)
		seen[out.ID], seen[out.Lot] = true, true
	}
	assert.Len(t, seen, 600)
}

func TestManyCallersAtOnce(t *testing.T) {
	t.Parallel()
	s, query := befriended(t, cinetpaytest.Config{Balance: xof("2000")})
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			id := fmt.Sprint("MANY-", i)
			s.post(onCreate, order(fields{"transaction_id": id}))
			assert.NoError(t, s.Pay(id))
			s.form(onSend, query, payout(fields{"client_transaction_id": id, "amount": 200}))
			s.Fail(fault{On: onCheck, Status: 503})
			s.check(id)
			s.logIn()
			_, _, _ = s.Ledger(), s.Requests(), s.Payments()
			_, _, _ = s.Callbacks(), s.TakeCallbacks(), s.PendingFaults()
		})
	}
	wg.Wait()
	assert.Len(t, s.Payments(), 16)
	assert.Len(t, s.Transfers(), 10, "ten times 200 fit into 2000")
}

func TestEveryFieldOfTheConfigHasAnEffect(t *testing.T) {
	t.Parallel()
	type effect struct {
		cfg    cinetpaytest.Config
		differ func(shop) string
	}
	creation := func(changes fields) func(shop) string {
		return func(s shop) string { return s.post(onCreate, order(changes)).body }
	}
	notification := func(s shop) string {
		s.post(onCreate, order(nil))
		pays(t, s.Pay("ORDER-1"))
		c := s.Callbacks()[0]
		return c.URL + c.Token + string(c.Body)
	}
	sent := func(s shop) string {
		query := s.logIn()
		s.form("POST /v1/transfer/contact", query, receiver)
		return s.form(onSend, query, payout(nil)).body + s.call(onMoney, query+"&client_transaction_id=OUT-1", "", "").body
	}
	login := func(s shop) string { return s.call(onLogin, "", formType, "apikey=a&password=p").body }
	cases := map[string]effect{
		"APIKey":           {cinetpaytest.Config{APIKey: "x"}, creation(nil)},
		"SiteID":           {cinetpaytest.Config{SiteID: "1"}, creation(nil)},
		"SecretKey":        {cinetpaytest.Config{SecretKey: "x"}, notification},
		"TransferPassword": {cinetpaytest.Config{APIKey: "a", TransferPassword: "p"}, login},
		"Seed":             {cinetpaytest.Config{Seed: 1}, creation(nil)},
		"AccountCurrency":  {cinetpaytest.Config{AccountCurrency: money.XAF}, creation(nil)},
		"Form":             {cinetpaytest.Config{Form: cinetpaytest.Form2021}, notification},
		"Refusals":         {cinetpaytest.Config{Refusals: cinetpaytest.RefusalsAs200}, func(s shop) string { return fmt.Sprint(s.check("x").status) }},
		"Repeats": {cinetpaytest.Config{Repeats: cinetpaytest.RepeatRefused}, func(s shop) string {
			return creation(nil)(s) + creation(nil)(s)
		}},
		"Unknown":     {cinetpaytest.Config{Unknown: cinetpaytest.UnknownAs627}, func(s shop) string { return s.check("x").body }},
		"LookupLag":   {cinetpaytest.Config{LookupLag: time.Hour}, func(s shop) string { return creation(nil)(s) + s.check("ORDER-1").body }},
		"Balance":     {cinetpaytest.Config{Balance: xof("5")}, sent},
		"Whitelisted": {cinetpaytest.Config{Whitelisted: true}, sent},
		"Entries":     {cinetpaytest.Config{Entries: cinetpaytest.RefusalOfCall}, func(s shop) string { return s.form(onSend, s.logIn(), payout(nil)).body }},
		"FlatEntries": {cinetpaytest.Config{FlatEntries: true}, sent},
		"NotifyURL":   {cinetpaytest.Config{NotifyURL: "https://other.example"}, notification},
		"CheckoutURL": {cinetpaytest.Config{CheckoutURL: "https://pay.example"}, creation(nil)},
	}
	for _, field := range reflect.VisibleFields(reflect.TypeFor[cinetpaytest.Config]()) {
		if field.Name != "NotifyClient" { // it has a test of its own, outside of a bubble
			assert.Contains(t, slices.Collect(maps.Keys(cases)), field.Name)
		}
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { // one moment, so that only the field can make a difference
				plain := c.differ(newShop(t, cinetpaytest.Config{}))
				assert.Equal(t, plain, c.differ(newShop(t, cinetpaytest.Config{})))
				assert.NotEqual(t, plain, c.differ(newShop(t, c.cfg)))
			})
		})
	}
}

// taker is a merchant that takes every notification.
type taker struct{}

func (taker) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusOK, Body: http.NoBody, Request: r}, nil
}

func TestNotifyClientSendsNotifications(t *testing.T) {
	t.Parallel()
	s := newShop(t, cinetpaytest.Config{NotifyClient: &http.Client{Transport: taker{}}})
	pays(t, s.Pay(s.create(fields{"notify_url": "http://127.0.0.1:1"})), s.Deliver(t.Context()))
	assert.Empty(t, s.Callbacks())
	s = newShop(t, cinetpaytest.Config{})
	pays(t, s.Pay(s.create(fields{"notify_url": "http://127.0.0.1:1"})))
	assert.Error(t, s.Deliver(t.Context()), "nobody listens")
}

func TestBalanceMustBeWhole(t *testing.T) {
	t.Parallel()
	assert.NotPanics(t, func() { cinetpaytest.New(cinetpaytest.Config{Balance: money.MustParse("0.00", money.USD)}) })
	for _, wrong := range []string{"1.50", "-5.00"} {
		assert.Panics(t, func() { cinetpaytest.New(cinetpaytest.Config{Balance: money.MustParse(wrong, money.USD)}) })
	}
}

func TestRequestsAreRecordedWithoutSecrets(t *testing.T) {
	t.Parallel()
	s := newShop(t, cinetpaytest.Config{})
	s.post(onCreate, `{ "apikey" : "`+cinetpaytest.DefaultAPIKey+`", "token":{"a":1}, "x": [1, 2] }`, header("Authorization", "Basic x"))
	query := s.logIn()
	s.call("GET /v1/transfer/check/balance", query, "", "")
	s.post(onCreate, cinetpaytest.DefaultAPIKey)
	id := s.create(nil)
	s.submit(id, nil)
	all := s.Requests()
	require.Len(t, all, 6)
	assert.Equal(t, `{ "apikey" : "***", "token":"***", "x": [1, 2] }`, string(all[0].Body))
	assert.Empty(t, all[0].Header.Get("Authorization"))
	assert.Equal(t, "apikey=***&password=***", string(all[1].Body))
	assert.Equal(t, []string{"***"}, all[2].Query["token"])
	assert.Equal(t, "(23 bytes left out)", string(all[3].Body))
	assert.Equal(t, "/payment/{token}", all[5].Template)
	assert.Equal(t, []any{5, "POST", "/v2/payment"}, []any{all[4].Sequence, all[4].Method, all[4].Template})
	text := fmt.Sprint(all)
	for _, secret := range []string{cinetpaytest.DefaultAPIKey, cinetpaytest.DefaultTransferPassword, strings.TrimPrefix(query, "?lang=fr&token=")} {
		assert.NotContains(t, text, secret)
	}
	all[0].Header.Set("User-Agent", "changed")
	all[0].Body[0] = 'x'
	assert.Equal(t, "shop/1.0", s.Requests()[0].Header.Get("User-Agent"), "a copy")
	assert.Equal(t, byte('{'), s.Requests()[0].Body[0])
}

func TestAssumptionsHaveReasons(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, a := range cinetpaytest.Assumptions() {
		assert.Regexp(t, `^[a-z0-9-]+$`, a.ID)
		assert.False(t, seen[a.ID], a.ID)
		seen[a.ID] = true
		assert.NotEmpty(t, a.Text, a.ID)
		assert.NotEmpty(t, a.Reason, a.ID)
	}
	assert.Regexp(t, fmt.Sprintf(`^%d of \d+ behaviours \(\d+ %%\) are assumed$`, len(seen)), cinetpaytest.AssumedShare())
}
