package cinetpay_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cinetpay"
)

const paymentURL = "https://checkout.cinetpay.com/payment/5df64dd9"

func linked() *cinetpay.Payment {
	return &cinetpay.Payment{Redirect: paygates.Redirect{URL: paymentURL}}
}

// served is a page's text, its policy and its nonce.
func served(t *testing.T, p *cinetpay.SeamlessPage) (body, policy, nonce string) {
	t.Helper()
	w := httptest.NewRecorder()
	require.NoError(t, p.Serve(w))
	assert.Equal(t, http.StatusOK, w.Code)
	assert.Equal(t, "no-store", w.Header().Get("Cache-Control"))
	policy = w.Header().Get("Content-Security-Policy")
	found := regexp.MustCompile(`'nonce-([A-Z0-9]+)'`).FindStringSubmatch(policy)
	require.NotNil(t, found)
	return w.Body.String(), policy, found[1]
}

func data(t *testing.T, body string) map[string]any {
	t.Helper()
	found := regexp.MustCompile(`(?s)<script type="application/json" id="seamless">(.*?)</script>`).FindStringSubmatch(body)
	require.NotNil(t, found)
	var out map[string]any
	d := json.NewDecoder(strings.NewReader(found[1]))
	d.UseNumber()
	require.NoError(t, d.Decode(&out))
	return out
}

// By default the page opens a link that the server made, and knows no secret.
func TestSeamlessPageOfALink(t *testing.T) {
	t.Parallel()
	client, host := stubbed(t, reply{})
	p, err := client.SeamlessPage(cinetpay.SeamlessPageRequest{
		Payment: linked(), DoneURL: "https://shop.example/done?o=1&</script>", Title: `<"Order" & 'more'>`, Button: "Payer <1>",
	})
	require.NoError(t, err)
	body, policy, nonce := served(t, p)
	assert.Contains(t, body, `<html lang="fr">`)
	assert.Contains(t, body, `<h1>&lt;&#34;Order&#34; &amp; &#39;more&#39;&gt;</h1>`)
	assert.Contains(t, body, `href="`+paymentURL+`">Payer &lt;1&gt;</a>`)
	assert.Equal(t, map[string]any{"done": "https://shop.example/done?o=1&</script>"}, data(t, body))
	assert.Equal(t, 2, strings.Count(body, "<script"), "the data and the page's own script")
	assert.Contains(t, body, `<script nonce="`+nonce+`">`)
	assert.Equal(t, "default-src 'none'; base-uri 'none'; script-src 'nonce-"+nonce+"'", policy)
	for _, secret := range []string{testKey, testSite, testSecret, testPassword, "cdn.cinetpay.com"} {
		assert.NotContains(t, body, secret)
	}
	_, _, again := served(t, p)
	assert.NotEqual(t, nonce, again, "each answer has a nonce of its own")
	assert.Empty(t, host.Requests())

	p, err = client.SeamlessPage(cinetpay.SeamlessPageRequest{Payment: linked(), Lang: "EN"})
	require.NoError(t, err)
	body, _, _ = served(t, p)
	assert.Contains(t, body, `<html lang="en">`)
	assert.Contains(t, body, ">Pay</a>")
}

func live(t *testing.T) *cinetpay.Client {
	t.Helper()
	cfg := testConfig()
	cfg.Environment, cfg.BaseURL, cfg.TransferURL = paygates.Production, "", ""
	client, err := cinetpay.New(cfg)
	require.NoError(t, err)
	return client
}

// Only the switch puts the API key into the page.
func TestSeamlessPageOfTheScript(t *testing.T) {
	t.Parallel()
	checkout := createEverything()
	checkout.Description, checkout.Metadata = `<script>"!"`, `</script><!--`
	p, err := live(t).SeamlessPage(cinetpay.SeamlessPageRequest{ExposeAPIKey: true, Checkout: checkout, DoneURL: "https://shop.example/done"})
	require.NoError(t, err)
	body, policy, nonce := served(t, p)
	assert.Equal(t, "default-src 'none'; base-uri 'none'; script-src 'nonce-"+nonce+"' https://cdn.cinetpay.com https://cdnjs.cloudflare.com; "+
		"connect-src https://api-checkout.cinetpay.com https://robot-checkout.cinetpay.com wss://robot-checkout.cinetpay.com; "+
		"frame-src https://checkout.cinetpay.com; style-src 'unsafe-inline'", policy)
	assert.Contains(t, body, `<script nonce="`+nonce+`" src="https://cdn.cinetpay.com/seamless/main.js"></script>`)
	assert.Equal(t, 3, strings.Count(body, "<script"), "nothing of the data became markup")
	got := data(t, body)
	assert.Equal(t, map[string]any{
		"apikey": testKey, "site_id": testSite, "notify_url": "https://shop.example/notify", "mode": "PRODUCTION",
	}, got["config"])
	sent := got["checkout"].(map[string]any)
	assert.Equal(t, "</script><!--", sent["metadata"])
	assert.Equal(t, "ORDER-2024-0001", sent["transaction_id"])
	assert.Equal(t, json.Number("100"), sent["amount"])
	assert.NotContains(t, sent, "apikey")
	assert.NotContains(t, sent, "return_url")
	assert.Equal(t, "https://shop.example/done", got["done"])
	assert.NotContains(t, body, testSecret)
	assert.NotContains(t, body, testPassword)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
		assert.NotContains(t, fmt.Sprintf(verb, p), testKey)
	}
}

func TestSeamlessPageRefuses(t *testing.T) {
	t.Parallel()
	model, _ := stubbed(t, reply{})
	production := live(t)
	for name, c := range map[string]struct {
		client *cinetpay.Client
		req    cinetpay.SeamlessPageRequest
		fields []string
	}{
		"nothing":              {model, cinetpay.SeamlessPageRequest{}, []string{"Payment"}},
		"no link":              {model, cinetpay.SeamlessPageRequest{Payment: &cinetpay.Payment{}}, []string{"Payment"}},
		"a script for a link":  {model, cinetpay.SeamlessPageRequest{Payment: &cinetpay.Payment{Redirect: paygates.Redirect{URL: "javascript:alert(1)"}}}, []string{"Payment"}},
		"texts":                {model, cinetpay.SeamlessPageRequest{Payment: linked(), Lang: "de", Title: "\xff", Button: "\xff", DoneURL: "/done"}, []string{"Button", "DoneURL", "Lang", "Title"}},
		"the key of a model":   {model, cinetpay.SeamlessPageRequest{ExposeAPIKey: true, Checkout: createEverything()}, []string{"ExposeAPIKey"}},
		"two payments":         {production, cinetpay.SeamlessPageRequest{ExposeAPIKey: true, Payment: linked(), Checkout: createEverything()}, []string{"Payment"}},
		"a payment of nothing": {production, cinetpay.SeamlessPageRequest{ExposeAPIKey: true}, []string{"Checkout.Amount", "Checkout.Description", "Checkout.NotifyURL", "Checkout.Reference"}},
		"checkout, no key":     {production, cinetpay.SeamlessPageRequest{Checkout: createEverything()}, []string{"Payment"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, err := c.client.SeamlessPage(c.req)
			require.ErrorIs(t, err, paygates.ErrInvalidRequest)
			assert.Nil(t, p)
			e, _ := errors.AsType[*paygates.Error](err)
			var named []string
			for _, f := range e.Fields {
				named = append(named, f.Field)
			}
			assert.Equal(t, c.fields, named)
		})
	}
}
