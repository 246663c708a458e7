package cinetpay_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cinetpay"
	"github.com/paygates/paygates-go/internal/signing"
)

// The notifications of the vectors; the tokens were computed without this package.
const (
	bodyA = "cpm_site_id=445160&cpm_trans_id=ORDER-2024-0001&cpm_trans_date=2024-03-05+14%3A07%3A24&cpm_amount=2500&cpm_currency=XOF&signature=5f1c0b7e9a" +
		"&payment_method=OM&cel_phone_num=0700000001&cpm_phone_prefixe=225&cpm_language=fr&cpm_version=V4&cpm_payment_config=SINGLE&cpm_page_action=PAYMENT" +
		"&cpm_custom=user001&cpm_designation=Commande+42&cpm_error_message=SUCCES"
	tokenA = "96d9b73fcd478d515565f12d8b032df7e4b3a617924b16a22d7036bc1359ce97"
	tokenB = "2815d97b5d5f9a03086ab7664e63d695ce5221db44e511ad9f10d9e940fdd948"
	tokenC = "3e8a60c311f8fd33a2a37ccfb892687dae597d41e87bd5832f1f90649a84148d"
	tokenD = "c387f3f1e4b9eee7481398de16d3564c33b577f0d600794244d512663a22c308" // D in its order of arrival
)

var (
	bodyB = strings.NewReplacer("&cpm_custom=user001", "", "&cpm_error_message=SUCCES", "").Replace(bodyA)
	bodyC = strings.NewReplacer("user001", "", "Commande+42", "Reste+%C3%A0+payer+%26+frais+%2B+TVA", "SUCCES", "TRANSACTION_CANCEL").Replace(bodyA)
	bodyD = strings.Replace(bodyA, "cpm_site_id=445160&cpm_trans_id=ORDER-2024-0001", "cpm_trans_id=ORDER-2024-0001&cpm_site_id=445160", 1)
)

func tokenHeader(tokens ...string) http.Header {
	h := http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}
	for _, token := range tokens {
		h.Add("x-token", token)
	}
	return h
}

func verifier(t testing.TB, secrets ...string) *cinetpay.Verifier {
	t.Helper()
	if len(secrets) == 0 {
		secrets = []string{testSecret}
	}
	var keys []paygates.Secret
	for _, s := range secrets {
		keys = append(keys, paygates.NewSecret(s))
	}
	v, err := cinetpay.NewVerifier(testSite, keys...)
	require.NoError(t, err)
	return v
}

func TestVerifyAccepts(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		body, token string
		verifier    *cinetpay.Verifier
	}{
		"A":                          {bodyA, tokenA, verifier(t)},
		"B":                          {bodyB, tokenB, verifier(t)},
		"C":                          {bodyC, tokenC, verifier(t)},
		"D":                          {bodyD, tokenA, verifier(t)},
		"D in its order":             {bodyD, tokenD, verifier(t).AllowArrivalOrder()},
		"A with the option":          {bodyA, tokenA, verifier(t).AllowArrivalOrder()},
		"A among unknown fields":     {bodyA + "&buyer_name=x&cpm_result=00", tokenA, verifier(t).AllowArrivalOrder()},
		"A with the second secret":   {bodyA, tokenA, verifier(t, "another", testSecret)},
		"A with the first secret":    {bodyA, tokenA, verifier(t, testSecret, "another")},
		"A, a blank written another": {strings.ReplaceAll(bodyA, "+", "%20"), tokenA, verifier(t)},
		"A with an empty pair":       {"&" + bodyA + "&&", tokenA, verifier(t)},
	} {
		n, err := c.verifier.Verify([]byte(c.body), tokenHeader(c.token))
		require.NoError(t, err, name)
		assert.Equal(t, "ORDER-2024-0001", n.Reference, name)
		assert.True(t, xof("2500").Equal(n.Amount), name)
	}
	n, err := verifier(t).Verify([]byte(bodyA), tokenHeader(tokenA))
	require.NoError(t, err)
	signature := n.Signature
	n.Signature = paygates.Secret{}
	assert.Equal(t, "5f1c0b7e9a", signature.Reveal())
	assert.Equal(t, &cinetpay.Notification{
		Reference: "ORDER-2024-0001", SiteID: testSite, Amount: xof("2500"), Date: "2024-03-05 14:07:24", Method: "OM", Phone: "0700000001",
		PhonePrefix: "225", Language: "fr", Version: "V4", PaymentConfig: "SINGLE", PageAction: "PAYMENT", Metadata: "user001",
		Description: "Commande 42", Message: "SUCCES",
	}, n)
	n, err = verifier(t).Verify([]byte(bodyC), tokenHeader(tokenC))
	require.NoError(t, err)
	assert.Equal(t, "Reste à payer & frais + TVA", n.Description)
}

func TestVerifyRejects(t *testing.T) {
	t.Parallel()
	plain := verifier(t)
	for name, c := range map[string]struct {
		body     string
		header   http.Header
		verifier *cinetpay.Verifier
		kind     error
	}{
		"no token":                       {bodyA, tokenHeader(), plain, paygates.ErrSignature},
		"an empty token":                 {bodyA, tokenHeader(""), plain, paygates.ErrSignature},
		"two tokens, one right":          {bodyA, tokenHeader(tokenA, "x"), plain, paygates.ErrSignature},
		"the right one twice":            {bodyA, tokenHeader(tokenA, tokenA), plain, paygates.ErrSignature},
		"upper case":                     {bodyA, tokenHeader(strings.ToUpper(tokenA)), plain, paygates.ErrSignature},
		"a blank behind it":              {bodyA, tokenHeader(tokenA + " "), plain, paygates.ErrSignature},
		"another secret":                 {bodyA, tokenHeader(tokenA), verifier(t, "another"), paygates.ErrSignature},
		"fifteen fields":                 {bodyA, tokenHeader("57ec583a4f780b9910d251d08db5880edab13f662c83dbf214c3d0ae127e00dd"), plain, paygates.ErrSignature},
		"the raw body":                   {bodyA, tokenHeader("3f1a20c965daada70bf25e1ae2d7bbc0a595d88e2b11ffab82212fc8c8216a76"), plain, paygates.ErrSignature},
		"another amount":                 {strings.Replace(bodyA, "2500", "2501", 1), tokenHeader(tokenA), plain, paygates.ErrSignature},
		"undefined for absent":           {bodyB, tokenHeader("a60ffc3faa8b6beaa8a1bf480fc9b4cc581b26eb0e502924fe3ae4196396d629"), plain, paygates.ErrSignature},
		"None for absent":                {bodyB, tokenHeader("1713edd37b195f40fc5109c1512db977b5f3b74b09894d693e7533bef8d00c0b"), plain, paygates.ErrSignature},
		"the order of arrival, unasked":  {bodyD, tokenHeader(tokenD), plain, paygates.ErrSignature},
		"arrived among unknown fields":   {bodyD + "&x=", tokenHeader(tokenD), plain.AllowArrivalOrder(), paygates.ErrSignature},
		"a digit moved to the currency":  {strings.Replace(bodyA, "cpm_amount=2500&cpm_currency=XOF", "cpm_amount=25&cpm_currency=00XOF", 1), tokenHeader(tokenA), plain, paygates.ErrSignature},
		"the currency moved":             {strings.Replace(bodyA, "cpm_amount=2500&cpm_currency=XOF", "cpm_amount=2500X&cpm_currency=OF", 1), tokenHeader(tokenA), plain, paygates.ErrSignature},
		"a digit moved from the site":    {strings.Replace(bodyA, "cpm_site_id=445160&cpm_trans_id=ORDER", "cpm_site_id=44516&cpm_trans_id=0ORDER", 1), tokenHeader(tokenA), plain, paygates.ErrSignature},
		"a digit moved to the reference": {strings.Replace(bodyA, "0001&cpm_trans_date=2024", "00012&cpm_trans_date=024", 1), tokenHeader(tokenA), plain, paygates.ErrSignature},
		"a second moved to the amount":   {strings.Replace(bodyA, "%3A24&cpm_amount=2500", "%3A2&cpm_amount=42500", 1), tokenHeader(tokenA), plain, paygates.ErrSignature},
		"a letter moved to the prefix":   {strings.Replace(bodyA, "225&cpm_language=fr", "225f&cpm_language=r", 1), tokenHeader(tokenA), plain, paygates.ErrSignature},
		"nothing in it":                  {"", tokenHeader(signing.HMACSHA256Hex(testSecret)), plain, paygates.ErrSignature},
		"names exchanged":                {strings.NewReplacer("cpm_amount=", "cpm_currency=", "cpm_currency=", "cpm_amount=").Replace(bodyA), tokenHeader(tokenA), plain.AllowArrivalOrder(), paygates.ErrSignature},
		"a field twice":                  {bodyA + "&cpm_amount=5", tokenHeader(tokenA), plain, paygates.ErrInvalidRequest},
		"an unknown field twice":         {bodyA + "&x=1&x=1", tokenHeader(tokenA), plain, paygates.ErrInvalidRequest},
		"half an escape":                 {bodyA + "%2", tokenHeader(tokenA), plain, paygates.ErrInvalidRequest},
		"half an escape in a name":       {bodyA + "&%2=1", tokenHeader(tokenA), plain, paygates.ErrInvalidRequest},
		"no UTF-8":                       {strings.Replace(bodyA, "user001", "%ff", 1), tokenHeader(tokenA), plain, paygates.ErrInvalidRequest},
		"too long":                       {bodyA + "&x=" + strings.Repeat("x", 64<<10), tokenHeader(tokenA), plain, paygates.ErrInvalidRequest},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n, err := c.verifier.Verify([]byte(c.body), c.header)
			require.ErrorIs(t, err, c.kind)
			assert.Nil(t, n)
			assert.Equal(t, notExecuted, paygates.OutcomeOf(err))
			for _, secret := range []string{testSecret, tokenA, "ORDER-2024", "0700000001"} {
				assert.NotContains(t, fmt.Sprintf("%+v", err), secret)
			}
		})
	}
}

// A token that fits says nothing about another site's payments, nor about values
// that no notification has.
func TestVerifyChecksShapes(t *testing.T) {
	t.Parallel()
	for _, change := range []string{
		"cpm_site_id=445161", "cpm_site_id=", "cpm_trans_id=", "cpm_trans_id=a%00b", "cpm_trans_date=", "cpm_trans_date=2024-03-05", "cpm_trans_date=2024-13-05+14%3A07%3A24",
		"cpm_trans_date=2024-03-05+14%3A07%3A24.5", "cpm_amount=", "cpm_amount=-5", "cpm_amount=25.00", "cpm_amount=1e3", "cpm_amount=05", "cpm_amount=0", "cpm_amount=1000000000000000",
		"cpm_currency=", "cpm_currency=EUR", "cpm_currency=xof", "cpm_currency=CFA", "cpm_phone_prefixe=%2B225", "cpm_phone_prefixe=22507",
	} {
		name, _, _ := strings.Cut(change, "=")
		var parts []string
		for part := range strings.SplitSeq(bodyA, "&") {
			if strings.HasPrefix(part, name+"=") {
				part = change
			}
			parts = append(parts, part)
		}
		body := strings.Join(parts, "&")
		_, err := verifier(t).Verify([]byte(body), tokenHeader(sign(t, body)))
		require.ErrorIs(t, err, paygates.ErrSignature, change)
		e, _ := errors.AsType[*paygates.Error](err)
		assert.Equal(t, name, e.Fields[0].Field, change)
	}
	// What a card payment leaves empty may be empty.
	body := strings.NewReplacer("0700000001", "", "=225", "=", "fr&", "&").Replace(bodyA)
	_, err := verifier(t).Verify([]byte(body), tokenHeader(sign(t, body)))
	require.NoError(t, err)
}

// sign computes a token from the documentation's own description.
func sign(t testing.TB, body string) string {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	require.NoError(t, r.ParseForm())
	text := ""
	for _, name := range strings.Fields("cpm_site_id cpm_trans_id cpm_trans_date cpm_amount cpm_currency signature payment_method cel_phone_num " +
		"cpm_phone_prefixe cpm_language cpm_version cpm_payment_config cpm_page_action cpm_custom cpm_designation cpm_error_message") {
		text += r.PostForm.Get(name)
	}
	return signing.HMACSHA256Hex(testSecret, text)
}

// The form of 2021 is JSON; its token is that of the same values.
func TestVerifyReadsJSON(t *testing.T) {
	t.Parallel()
	header := tokenHeader(tokenB)
	header.Set("Content-Type", "application/json; charset=utf-8")
	const body = `{"cpm_trans_id":"ORDER-2024-0001","cpm_site_id":445160,"cpm_trans_date":"2024-03-05 14:07:24","cpm_amount":2500,"cpm_currency":"XOF",` +
		`"signature":"5f1c0b7e9a","payment_method":"OM","cel_phone_num":"0700000001","cpm_phone_prefixe":"225","cpm_language":"fr","cpm_version":"V4",` +
		`"cpm_payment_config":"SINGLE","cpm_page_action":"PAYMENT","cpm_custom":null,"cpm_designation":"Commande 42"}`
	n, err := verifier(t).Verify([]byte(body), header)
	require.NoError(t, err)
	assert.Equal(t, "ORDER-2024-0001", n.Reference)
	_, err = verifier(t).AllowArrivalOrder().Verify([]byte(body), http.Header{
		"Content-Type": {"application/json"}, "X-Token": {signing.HMACSHA256Hex(testSecret, "ORDER-2024-00014451602024-03-05 14:07:242500XOF5f1c0b7e9aOM0700000001225frV4SINGLEPAYMENTCommande 42")},
	})
	require.ErrorIs(t, err, paygates.ErrSignature, "an object's fields have no order")
	for _, wrong := range []string{`{"cpm_trans_id":"a","cpm_site_id":"445160"}`, "{}"} {
		_, err = verifier(t).Verify([]byte(wrong), header)
		require.ErrorIs(t, err, paygates.ErrSignature, wrong)
	}
	for _, none := range []string{"", "[]", "null", `"a"`, `{"a":{}}`, `{"a":"1","a":"1"}`, `{"a":1.5}`, body + "x", "{\"a\":\"\xff\"}"} {
		_, err = verifier(t).Verify([]byte(none), header)
		require.ErrorIs(t, err, paygates.ErrInvalidRequest, none)
	}
}

func TestNewVerifierFailsClosed(t *testing.T) {
	t.Parallel()
	key := paygates.NewSecret(testSecret)
	for name, c := range map[string]struct {
		site    string
		secrets []paygates.Secret
		fields  []string
	}{
		"no secret":           {testSite, nil, []string{"secrets"}},
		"an empty one":        {testSite, []paygates.Secret{{}}, []string{"secrets"}},
		"an empty one beside": {testSite, []paygates.Secret{key, {}}, []string{"secrets"}},
		"with its line's end": {testSite, []paygates.Secret{paygates.NewSecret(testSecret + "\n")}, []string{"secrets"}},
		"with a blank":        {testSite, []paygates.Secret{key, paygates.NewSecret(" " + testSecret)}, []string{"secrets"}},
		"nothing":             {"", nil, []string{"siteID", "secrets"}},
	} {
		v, err := cinetpay.NewVerifier(c.site, c.secrets...)
		require.ErrorIs(t, err, paygates.ErrInvalidRequest, name)
		assert.Nil(t, v)
		e, _ := errors.AsType[*paygates.Error](err)
		var named []string
		for _, f := range e.Fields {
			named = append(named, f.Field)
		}
		assert.Equal(t, c.fields, named, name)
	}
	keys := []paygates.Secret{key}
	v, err := cinetpay.NewVerifier(testSite, keys...)
	require.NoError(t, err)
	keys[0] = paygates.NewSecret("another")
	_, err = v.Verify([]byte(bodyA), tokenHeader(tokenA))
	require.NoError(t, err, "the caller's slice is his")
	assert.NotContains(t, fmt.Sprintf("%v %+v %#v", v, v, v), testSecret)
}

func TestVerifyRequest(t *testing.T) {
	t.Parallel()
	request := func(body string) *http.Request {
		r := httptest.NewRequest(http.MethodPost, "/notify", strings.NewReader(body))
		r.Header = tokenHeader(tokenA)
		return r
	}
	n, err := verifier(t).VerifyRequest(request(bodyA))
	require.NoError(t, err)
	assert.Equal(t, "ORDER-2024-0001", n.Reference)
	_, err = verifier(t).VerifyRequest(request(bodyB))
	require.ErrorIs(t, err, paygates.ErrSignature)
	_, err = verifier(t).VerifyRequest(request(bodyA + strings.Repeat("&", 64<<10)))
	require.ErrorIs(t, err, paygates.ErrInvalidRequest)
	require.ErrorIs(t, err, signing.ErrTooLarge)
}

// A shop whose own code had the body first is told so, and not that its key is wrong.
func TestVerifyRequestOfABodyThatWasRead(t *testing.T) {
	t.Parallel()
	r := httptest.NewRequest(http.MethodPost, "/notify", strings.NewReader(bodyA))
	r.Header = tokenHeader(tokenA)
	require.NoError(t, r.ParseForm())
	_, err := verifier(t).VerifyRequest(r)
	require.ErrorIs(t, err, paygates.ErrInvalidRequest)
	assert.ErrorContains(t, err, "body: want it unread: something before took it")

	empty := httptest.NewRequest(http.MethodPost, "/notify", strings.NewReader(""))
	empty.Header = tokenHeader(tokenA)
	_, err = verifier(t).VerifyRequest(empty)
	require.ErrorIs(t, err, paygates.ErrSignature)
}

// FuzzVerify: what is accepted bears the token of its own values and has the
// shape of a notification for this site.
func FuzzVerify(f *testing.F) {
	f.Add(bodyA, tokenA, false, false)
	f.Add(bodyD, tokenD, true, false)
	f.Add(`{"cpm_trans_id":"a"}`, tokenA, false, true)
	f.Add("a=%C3%A9&b", "", true, false)
	v, err := cinetpay.NewVerifier(testSite, paygates.NewSecret(testSecret))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, body, token string, arrival, json bool) {
		header := tokenHeader(token)
		if json {
			header.Set("Content-Type", "application/json")
		}
		verifier := v
		if arrival {
			verifier = v.AllowArrivalOrder()
		}
		n, err := verifier.Verify([]byte(body), header)
		if err != nil {
			if n != nil || !errors.Is(err, paygates.ErrSignature) && !errors.Is(err, paygates.ErrInvalidRequest) {
				t.Fatal("neither a notification nor one of the two errors")
			}
			return
		}
		if n.SiteID != testSite || n.Reference == "" || !n.Amount.IsPositive() {
			t.Fatalf("accepted %+v", n)
		}
		if !arrival && !json && token != sign(t, body) {
			t.Fatal("accepted with another token")
		}
	})
}
