package cibpay_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cibpay"
	"github.com/paygates/paygates-go/internal/stub"
)

const platformCharged = `{"orders":[{"id":"7","status":"charged","amount":"9.00","amount_charged":"9.00","amount_refunded":"0.00","currency":"AZN","merchant_order_id":"r-1"}]}`

// The gateway's page and its real clients contradict each other. Each test here
// is one contradiction and says what the decoder makes of it.
func TestContradictions(t *testing.T) {
	t.Parallel()
	get := func(t *testing.T, body string) (*cibpay.Order, error) {
		client, _ := stubbed(t, reply{Body: body})
		return client.Orders.Get(t.Context(), "7")
	}
	whole := func(t *testing.T, r reply, op string) (*cibpay.Order, error) {
		client, _ := stubbed(t, r)
		switch op {
		case "charge":
			return client.Orders.Charge(t.Context(), "7", cibpay.ChargeRequest{Whole: true})
		case "refund":
			return client.Orders.Refund(t.Context(), "7", cibpay.RefundRequest{Whole: true})
		case "cancel":
			return client.Orders.Cancel(t.Context(), "7", cibpay.CancelRequest{Whole: true})
		}
		return client.Orders.Reverse(t.Context(), "7")
	}
	createWith := func(t *testing.T, r reply) (*cibpay.Order, error) {
		client, _ := stubbed(t, r)
		return client.Orders.Create(t.Context(), cibpay.CreateOrderRequest{Reference: "r-1", Amount: azn("9.00")})
	}
	unknown := func(t *testing.T, err error) {
		t.Helper()
		require.ErrorIs(t, err, paygates.ErrOutcomeUnknown)
	}

	t.Run("1 envelope: orders array, flat object, and for refund alone a bare array", func(t *testing.T) {
		t.Parallel()
		flat := strings.TrimSuffix(strings.TrimPrefix(platformCharged, `{"orders":[`), `]}`)
		for _, body := range []string{platformCharged, flat, strings.ReplaceAll(platformCharged, "[", "[ ")} {
			o, err := get(t, body)
			require.NoError(t, err, body)
			assert.Equal(t, paygates.StatePaid, o.State())
		}
		refunded := strings.NewReplacer(`"charged"`, `"refunded"`, `"amount_refunded":"0.00"`, `"amount_refunded":"9.00"`).Replace(flat)
		o, err := whole(t, reply{Body: "[" + refunded + "]"}, "refund")
		require.NoError(t, err)
		assert.Equal(t, paygates.StateRefunded, o.State())
		_, err = whole(t, reply{Body: "[" + flat + "]"}, "charge")
		unknown(t, err)
		_, err = get(t, "["+flat+"]")
		require.ErrorIs(t, err, paygates.ErrUnexpectedReply)
		_, err = get(t, `{"orders":[]}`)
		require.ErrorIs(t, err, paygates.ErrNotFound)
		for _, op := range []string{"charge", "refund", "cancel", "reverse"} {
			_, err = whole(t, reply{Body: `{"orders":[]}`}, op)
			unknown(t, err)
		}
	})
	t.Run("2 status words in either case, and words that mean look again", func(t *testing.T) {
		t.Parallel()
		for word, state := range map[cibpay.Status]paygates.State{
			"CREATED": paygates.StatePending, "new": paygates.StatePending, "AUTHORIZED": paygates.StateAuthorized,
			"Charged": paygates.StatePaid, "CANCELED": paygates.StateUnknown, "CANCELLED": paygates.StateUnknown,
			"SUCCESS": paygates.StateUnknown, "ſuccess": paygates.StateUnknown, "brand_new": paygates.StateUnknown, "": paygates.StateUnknown,
		} {
			assert.Equal(t, state, word.State(), word)
			o, err := get(t, fmt.Sprintf(`{"orders":[{"id":"7","status":%q}]}`, word))
			require.NoError(t, err)
			assert.Equal(t, word, o.Status, "the raw word is kept")
		}
	})
	t.Run("3 AUTHORIZED answered to create is no authorization", func(t *testing.T) {
		t.Parallel()
		o, err := createWith(t, reply{Body: `{"orders":[{"id":"7","status":"AUTHORIZED","checkout_url":"https://checkout.example/pay/7"}],"result_code":0}`})
		require.NoError(t, err)
		assert.Equal(t, paygates.StatePending, o.State())
		assert.Equal(t, cibpay.Status("AUTHORIZED"), o.Status)
	})
	t.Run("4 200 and 201 are success, any other 2xx is unknown", func(t *testing.T) {
		t.Parallel()
		for status, ok := range map[int]bool{200: true, 201: true, 202: false, 203: false, 204: false, 206: false} {
			_, err := createWith(t, reply{Status: status, Body: `{"orders":[{"id":"7","status":"new","amount":"9.00"}]}`})
			if ok {
				require.NoError(t, err)
			} else {
				unknown(t, err)
			}
		}
	})
	t.Run("5 the payment link: Location, checkout_url, or configured base and id", func(t *testing.T) {
		t.Parallel()
		const bare = `{"orders":[{"id":"7","status":"new","amount":"9.00","location":{"ip":"6.6.6.6"}}]}`
		const linked = `{"orders":[{"id":"7","status":"CREATED","checkout_url":"https://checkout.example/b"}]}`
		location := http.Header{"Location": {"https://checkout.example/a"}}
		for want, r := range map[string]reply{
			"https://checkout.example/a":          {Header: location, Body: linked},
			"https://checkout.example/b":          {Header: http.Header{"Location": {"javascript:alert(1)"}}, Body: linked},
			cibpay.SandboxCheckoutURL + "/" + "7": {Body: bare},
		} {
			o, err := createWith(t, r)
			require.NoError(t, err)
			assert.Equal(t, want, o.Redirect.URL)
		}
		o, err := createWith(t, reply{Body: `{"orders":[{"id":"7","status":"new","amount":"9.00","location":"https://elsewhere.example"}]}`})
		require.NoError(t, err)
		assert.Equal(t, cibpay.SandboxCheckoutURL+"/7", o.Redirect.URL)
	})
	t.Run("6 amounts as numbers and as strings", func(t *testing.T) {
		t.Parallel()
		for _, amount := range []string{`9`, `9.0`, `9.00`, `"9"`, `"9.00"`, `9e0`} {
			o, err := get(t, `{"id":"7","status":"CHARGED","currency":"AZN","amount":`+amount+`}`)
			require.NoError(t, err)
			assert.Equal(t, azn("9.00"), o.Amount, amount)
		}
	})
	t.Run("7 always two places", func(t *testing.T) {
		t.Parallel()
		client, stub := stubbed(t, reply{Status: 503})
		_, _ = client.Orders.Charge(t.Context(), "7", cibpay.ChargeRequest{Amount: azn("11"), Before: azn("0")})
		assert.JSONEq(t, `{"amount":"11.00"}`, stub.Requests()[0].Body)
	})
	t.Run("8 a rebill answered with the parent's id is unknown, and order_id is not sent", func(t *testing.T) {
		t.Parallel()
		for body, ok := range map[string]bool{
			`{"orders":[{"id":"8","status":"CREATED"}],"result_code":0}`:       true,
			`{"orders":[{"id":"7","status":"CREATED"}],"result_code":0}`:       false,
			`{"orders":[{"id":"8","status":"charged","amount":"9.00"}]}`:       true,
			`{"orders":[{"id":"8","status":"AUTHORIZED"}],"result_code":0}`:    false,
			`{"orders":[{"id":"8","status":"CREATED"}],"result_code":1}`:       false,
			`{"orders":[{"id":"7","status":"authorized","amount":"9.00"}]}`:    false,
			`{"orders":[{"id":"8","status":"charged","amount":"8.00"}]}`:       false,
			`{"orders":[{"id":"8","status":"charged"}]}`:                       false,
			`{"orders":[{"id":"8","status":"something","amount":"9.00"}]}`:     false,
			`{"orders":[{"status":"charged","amount":"9.00"}]}`:                false,
			`{"orders":[{"id":"8","status":"charged"},{"id":"9"}]}`:            false,
			`{"orders":[{"id":"8","status":"declined","amount_charged":"9"}]}`: false,
		} {
			client, stub := stubbed(t, reply{Body: body})
			o, err := client.Orders.Rebill(t.Context(), "7", cibpay.RebillRequest{Reference: "r-1", Amount: azn("9.00")})
			if ok {
				require.NoError(t, err, body)
				assert.Equal(t, "8", o.ID)
			} else {
				unknown(t, err)
			}
			assert.NotContains(t, stub.Requests()[0].Body, `"order_id"`)
		}
	})
	t.Run("9 custom fields are scalars of any kind", func(t *testing.T) {
		t.Parallel()
		o, err := get(t, `{"orders":[{"id":"7","status":"new","custom_fields":{"region_code":10,"home":"994","vip":true,"none":null}}]}`)
		require.NoError(t, err)
		assert.Equal(t, map[string]string{"region_code": "10", "home": "994", "vip": "true", "none": ""}, o.CustomFields)
	})
	t.Run("10 cancel of a charged order refunds, so that how much has to be said", func(t *testing.T) {
		t.Parallel()
		client, stub := stubbed(t, reply{})
		_, err := client.Orders.Cancel(t.Context(), "7", cibpay.CancelRequest{})
		require.ErrorIs(t, err, paygates.ErrInvalidRequest)
		assert.Empty(t, stub.Requests())
		for body, ok := range map[string]bool{
			`{"orders":[{"id":"7","status":"refunded","amount":"9.00","amount_charged":"9.00","amount_refunded":"9.00"}]}`: true,
			`{"orders":[{"id":"7","status":"reversed","amount":"9.00","amount_charged":"9.00","amount_refunded":"9.00"}]}`: true,
			`{"orders":[{"id":"7","status":"reversed","amount":"9.00","amount_charged":"0.00","amount_refunded":"0.00"}]}`: true,
			`{"orders":[{"id":"7","status":"reversed","amount":"9.00","amount_charged":"9.00","amount_refunded":"0.00"}]}`: false,
			`{"orders":[{"id":"7","status":"refunded","amount":"9.00","amount_charged":"9.00","amount_refunded":"1.00"}]}`: false,
			`{"orders":[{"id":"7","status":"charged","amount":"9.00","amount_charged":"9.00","amount_refunded":"0.00"}]}`:  false,
			`{"status":"CANCELED"}`:  true,
			`{"status":"CANCELLED"}`: true,
			`{"status":"canceled"}`:  true,
			`{"status":"REVERSED"}`:  false,
		} {
			_, err := whole(t, reply{Body: body}, "cancel")
			if ok {
				require.NoError(t, err, body)
			} else {
				unknown(t, err)
			}
		}
	})
	t.Run("11 three forms of error body", func(t *testing.T) {
		t.Parallel()
		for body, want := range map[string]struct {
			code, field, message string
			kind                 error
			outcome              paygates.Outcome
		}{
			`{"failure_type":"validation","failure_message":"Bad","order_id":"7","errors":[{"attribute":"amount","message":"too small","uri":"/x","details":[1,{"a":2}]}]}`: {"validation", "amount", "Bad", paygates.ErrInvalidRequest, paygates.OutcomeNotExecuted},
			`{"error":{"code":"VALIDATION_ERROR","message":"Bad","details":{"amount":["too small","and odd"]}}}`:                                                            {"VALIDATION_ERROR", "amount", "Bad", paygates.ErrInvalidRequest, paygates.OutcomeNotExecuted},
			`{"error":"Bad","details":{"amount":"too small"}}`:                                                     {"", "amount", "Bad", paygates.ErrInvalidRequest, paygates.OutcomeUnknown},
			`{"orders":[{"id":"7","status":"declined","failure_type":"declined","failure_message":"Bad"}]}`:        {"declined", "", "Bad", paygates.ErrDeclined, paygates.OutcomeNotExecuted},
			`{"orders":[{"id":"7","status":"charged"}],"failure_type":"declined","failure_message":"Bad"}`:         {"declined", "", "Bad", paygates.ErrDeclined, paygates.OutcomeUnknown},
			`{"error":{"code":"VALIDATION_ERROR","message":"Bad"},"failure_type":"error","failure_message":"Bad"}`: {"error", "", "Bad", paygates.ErrInvalidRequest, paygates.OutcomeUnknown},
			`{"errors":["Bad"]}`: {"", "", "", paygates.ErrInvalidRequest, paygates.OutcomeUnknown},
			`[]`:                 {"", "", "", paygates.ErrInvalidRequest, paygates.OutcomeUnknown},
			``:                   {"", "", "", paygates.ErrInvalidRequest, paygates.OutcomeUnknown},
			`<html>`:             {"", "", "", paygates.ErrInvalidRequest, paygates.OutcomeUnknown},
		} {
			_, err := createWith(t, reply{Status: 422, Body: body})
			require.ErrorIs(t, err, want.kind, body)
			e, _ := errors.AsType[*paygates.Error](err)
			assert.Equal(t, want.code, e.Code, body)
			assert.Equal(t, want.message, e.Message, body)
			assert.Equal(t, want.outcome, e.Outcome, body)
			if want.field != "" {
				require.NotEmpty(t, e.Fields, body)
				assert.Equal(t, want.field, e.Fields[0].Field)
				assert.Equal(t, "too small", e.Fields[0].Message)
			}
		}
	})
	t.Run("12 ping and exchange rates in both forms", func(t *testing.T) {
		t.Parallel()
		client, _ := stubbed(t, reply{Body: `{"message":"PONG!","date":"2016-08-22 15:39:42"}`}, reply{Body: `{"status":"ok"}`}, reply{Body: `{"status":"down"}`})
		p, err := client.Ping(t.Context())
		require.NoError(t, err)
		assert.Equal(t, "PONG!", p.Message)
		p, err = client.Ping(t.Context())
		require.NoError(t, err)
		assert.Equal(t, "ok", p.Status)
		_, err = client.Ping(t.Context())
		require.ErrorIs(t, err, paygates.ErrUnexpectedReply)

		client, _ = stubbed(t,
			reply{Body: `{"exchange_rates":[{"from":"EUR","rate":"75.132109","to":"RUB"},{"to":"UBT","from":"EUR","rate":"334.000000"},{"from":"UZS","to":"USD","rate":7.9e-05}]}`},
			reply{Body: `{"rates":[{"currency_from":"AZN","currency_to":"EUR","buy":1.70,"sell":1.75}]}`},
			reply{Body: `{"exchange_rates":[]}`}, reply{Body: `{}`}, reply{Body: `{"exchange_rates":[{"rate":"1e999999999"}]}`})
		platform, err := client.ExchangeRates(t.Context(), cibpay.ExchangeRatesRequest{})
		require.NoError(t, err)
		require.Len(t, platform, 3)
		assert.Equal(t, "UBT", platform[1].To.Code())
		assert.Equal(t, "0.000079", platform[2].Rate.String())
		assert.True(t, platform[0].Rate.Equal(decimal.RequireFromString("75.132109")))
		guide, err := client.ExchangeRates(t.Context(), cibpay.ExchangeRatesRequest{})
		require.NoError(t, err)
		assert.True(t, guide[0].Sell.Equal(decimal.RequireFromString("1.75")))
		none, err := client.ExchangeRates(t.Context(), cibpay.ExchangeRatesRequest{})
		require.NoError(t, err)
		assert.Empty(t, none)
		for range 2 {
			_, err = client.ExchangeRates(t.Context(), cibpay.ExchangeRatesRequest{})
			require.ErrorIs(t, err, paygates.ErrUnexpectedReply)
		}
	})
	t.Run("13 two forms of time, and a third that is kept", func(t *testing.T) {
		t.Parallel()
		o, err := get(t, `{"id":"7","status":"CREATED","created":"2025-08-02T12:52:28.123Z","updated":"2025-08-02 16:52:28","expiration_date":"soon"}`)
		require.NoError(t, err)
		assert.True(t, time.Date(2025, 8, 2, 12, 52, 28, 123e6, time.UTC).Equal(o.Created.Time))
		assert.True(t, time.Date(2025, 8, 2, 12, 52, 28, 0, time.UTC).Equal(o.Updated.Time), "without a zone it is Baku's")
		assert.True(t, o.Expires.Time.IsZero())
		assert.Equal(t, "soon", o.Expires.Text)

		cfg := testConfig()
		cfg.Location = time.FixedZone("", 3*60*60)
		s := stub.New(reply{Body: `{"orders":[{"id":"7","status":"new","created":"2016-08-22 13:37:11"}]}`})
		client, err := cibpay.New(cfg, paygates.WithHTTPClient(s.Client()))
		require.NoError(t, err)
		o, err = client.Orders.Get(t.Context(), "7")
		require.NoError(t, err)
		assert.True(t, time.Date(2016, 8, 22, 10, 37, 11, 0, time.UTC).Equal(o.Created.Time))
	})
	t.Run("14 rates of a date or of a period, not both", func(t *testing.T) {
		t.Parallel()
		client, stub := stubbed(t, reply{})
		now := time.Now()
		_, err := client.ExchangeRates(t.Context(), cibpay.ExchangeRatesRequest{Date: now, From: now})
		require.ErrorIs(t, err, paygates.ErrInvalidRequest)
		assert.Empty(t, stub.Requests())
	})
	t.Run("15 operations that do not add up do not make an order unreadable", func(t *testing.T) {
		t.Parallel()
		o, err := get(t, `{"orders":[{"id":"7","status":"authorized","amount":"9.99","amount_charged":"0.00","currency":"USD","created":"2021-11-12 12:16:13","updated":"2016-08-22 15:39:49","pan":"411111","issuer":{"bin":"527644"},"operations":[{"type":"charge","status":"success","amount":"1213.00"}]}]}`)
		require.NoError(t, err)
		assert.Equal(t, paygates.StateAuthorized, o.State())
	})
	t.Run("16 what is not JSON is no order", func(t *testing.T) {
		t.Parallel()
		for _, body := range []string{`{"orders":[{"id":"7" "status":"new"}]}`, `{"orders":[{"id":"7,"status":"new"}]}`, `{"orders":[{"id":"7","status":"new"}]}x`, `{"orders":[{"id":"7","id":"8"}]}`} {
			_, err := get(t, body)
			require.ErrorIs(t, err, paygates.ErrUnexpectedReply, body)
			_, err = createWith(t, reply{Body: body})
			unknown(t, err)
		}
	})
	t.Run("17 prepared, not prepare", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, paygates.StatePending, cibpay.StatusPrepared.State())
		assert.Equal(t, paygates.StateUnknown, cibpay.Status("prepare").State())
	})
	t.Run("18 free words of 3-D Secure stay words", func(t *testing.T) {
		t.Parallel()
		o, err := get(t, `{"orders":[{"id":"7","status":"new","secure3d":{"reason":"force3d","eci":5,"version":2,"cavv":"AAAB"},"card":{"expiration":"7/20"}}]}`)
		require.NoError(t, err)
		assert.Equal(t, "force3d", o.Secure3D.Reason)
		assert.Equal(t, "5", o.Secure3D.ECI)
		assert.Equal(t, "2", o.Secure3D.Version)
		assert.Equal(t, "AAAB", o.Secure3D.CAVV.Reveal())
		assert.Equal(t, "7/20", o.Card.Expiration)
	})
	t.Run("19 auto_charge goes out as a boolean, left out where it is not said", func(t *testing.T) {
		t.Parallel()
		for want, flag := range map[string]*bool{`"options":{"auto_charge":true}`: new(true), `"options":{"auto_charge":false}`: new(false), "": nil} {
			client, stub := stubbed(t, reply{Status: 503})
			_, _ = client.Orders.Create(t.Context(), cibpay.CreateOrderRequest{Reference: "r-1", Amount: azn("9.00"), Options: cibpay.OrderOptions{AutoCharge: flag}})
			assert.Contains(t, stub.Requests()[0].Body, want)
			assert.Equal(t, want != "", strings.Contains(stub.Requests()[0].Body, "auto_charge"))
		}
	})
	t.Run("20 operations.cashflow is asked for, and missing operations are tolerated", func(t *testing.T) {
		t.Parallel()
		client, stub := stubbed(t, reply{Body: platformCharged})
		o, err := client.Confirm(t.Context(), "7")
		require.NoError(t, err)
		assert.Empty(t, o.Operations)
		assert.Contains(t, stub.Requests()[0].Target, "expand=operations.cashflow")
	})
	t.Run("21 lists are asked for with a slash at the end", func(t *testing.T) {
		t.Parallel()
		client, stub := stubbed(t, reply{Body: `{"orders":[]}`})
		_, err := client.Orders.List(t.Context(), cibpay.ListOrdersRequest{})
		require.NoError(t, err)
		assert.Equal(t, "/orders/", stub.Requests()[0].Target)
	})
	t.Run("22 null, absent, {} and [] are alike", func(t *testing.T) {
		t.Parallel()
		for _, nothing := range []string{`null`, `{}`, `[]`} {
			body := `{"orders":[{"id":"7","status":"new","description":null,"merchant_order_id":null,"failure_message":null`
			for _, object := range []string{"client", "card", "issuer", "location", "secure3d", "custom_fields"} {
				body += fmt.Sprintf(`,%q:%s`, object, nothing)
			}
			o, err := get(t, body+`}]}`)
			require.NoError(t, err)
			assert.Empty(t, o.Reference+o.Description+o.FailureMessage+o.Client.Name+o.Location.IP)
			assert.Empty(t, o.CustomFields)
		}
	})
	t.Run("23 a rebill without the payer's address is not refused here", func(t *testing.T) {
		t.Parallel()
		client, stub := stubbed(t, reply{Status: 503})
		_, err := client.Orders.Rebill(t.Context(), "7", cibpay.RebillRequest{Reference: "r-1", Amount: azn("9.00")})
		unknown(t, err)
		assert.NotContains(t, stub.Requests()[0].Body, "location")
	})
	t.Run("24 200 and 201 alike for every call that changes an order", func(t *testing.T) {
		t.Parallel()
		for _, status := range []int{200, 201} {
			for op, body := range map[string]string{
				"charge":  platformCharged,
				"refund":  `{"orders":[{"id":"7","status":"refunded","amount":"9.00","amount_charged":"9.00","amount_refunded":"9.00"}]}`,
				"reverse": `{"orders":[{"id":"7","status":"reversed","amount":"9.00","amount_charged":"0.00","amount_refunded":"0.00"}]}`,
			} {
				_, err := whole(t, reply{Status: status, Body: body}, op)
				require.NoError(t, err)
			}
		}
	})
}
