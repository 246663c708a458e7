package corefy_test

import (
	"context"
	"crypto/sha1" // the gateway's choice
	"encoding/base64"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/corefy"
	"github.com/paygates/paygates-go/internal/stub"
)

// Bodies and signatures that were computed elsewhere, with these two secrets.
const (
	vectorA = `{"data":{"type":"payment-invoices","id":"cpi_TestVector000001","attributes":{"status":"processed","resolution":"ok","amount":123.45,"currency":"USD","reference_id":"order-1001","test_mode":true,"processed_amount":123.45,"updated":1700000000}}}`
	vectorB = `{"data":{"type":"payment-invoices","id":"cpi_TestVector000002","attributes":{"status":"process_pending","resolution":"ok","amount":100,"currency":"UAH","reference_id":"order\/1002","description":"\u041e\u043f\u043b\u0430\u0442\u0430","callback_url":"https:\/\/shop.example\/cb","test_mode":true,"callback_logs":[],"updated":1700000001}}}`
	vectorC = `{"data":{"type":"payment-invoices","id":"cpi_TestVector000003","attributes":{"description":"Оплата €","test_mode":true}}}` + "\n"

	signatureA     = "I9M13Ct/qGvbKmwhuSeaKHLsuTI="
	signatureALive = "8TS6mtG15cuSefKxVdlW0PH/Ix0="
	signatureB     = "GD4FCVDPgxMCQS7fUwF2D0i1CBE="
	signatureC     = "RlkJJamYA+YMWXNvXis6zAWeHsM="
	signatureD     = "/fXJA0oU1WEULQKtPK4IMn/pa4I="
)

func signed(signatures ...string) http.Header { return http.Header{"X-Signature": signatures} }

func verifier(t testing.TB, secrets ...string) *corefy.Verifier {
	t.Helper()
	var all []paygates.Secret
	for _, secret := range secrets {
		all = append(all, paygates.NewSecret(secret))
	}
	v, err := corefy.NewVerifier(all...)
	require.NoError(t, err)
	return v
}

func TestVectors(t *testing.T) {
	t.Parallel()
	v := verifier(t, liveSecret, testSecret)
	for id, c := range map[string]struct{ body, signature, reference string }{
		"cpi_TestVector000001": {vectorA, signatureA, "order-1001"},
		"cpi_TestVector000002": {vectorB, signatureB, "order/1002"},
		"cpi_TestVector000003": {vectorC, signatureC, ""},
	} {
		callback, err := v.Verify([]byte(c.body), signed(c.signature))
		require.NoError(t, err, id)
		assert.Equal(t, id, callback.ID)
		assert.Equal(t, c.reference, callback.Reference)
		assert.True(t, callback.IsInvoice())
		assert.True(t, callback.TestMode)
		assert.Equal(t, c.body, string(callback.RawJSON()))
	}
	callback, err := v.Verify([]byte(vectorA), signed(signatureA))
	require.NoError(t, err)
	assert.Equal(t, "payment-invoices|cpi_TestVector000001|processed|1700000000", callback.Key())
	assert.EqualValues(t, 1700000000, callback.Updated.Time.Unix())
	// The signature fits the empty body; the body is none.
	_, err = v.Verify(nil, signed(signatureD))
	assert.ErrorIs(t, err, paygates.ErrInvalidRequest)
	assert.NotErrorIs(t, err, paygates.ErrSignature)
}

func TestForgeries(t *testing.T) {
	t.Parallel()
	digest, err := base64.StdEncoding.DecodeString(signatureA)
	require.NoError(t, err)
	for name, c := range map[string]struct {
		body   string
		header http.Header
	}{
		"no header":                           {vectorA, nil},
		"an empty header":                     {vectorA, signed("")},
		"two headers":                         {vectorA, signed(signatureA, signatureA)},
		"two in one":                          {vectorA, signed(signatureA + "," + signatureA)},
		"HMAC-SHA1":                           {vectorA, signed("yF19fpajQG43INlpP+noP22sOcE=")},
		"HMAC-SHA256":                         {vectorA, signed("d8f5c72f24679f9484a8242c602c6dfe6fed9e02c245f0ac04a3df9209d15153")},
		"base64 of hex":                       {vectorA, signed("MjNkMzM1ZGMyYjdmYTg2YmRiMmE2YzIxYjkyNzlhMjg3MmVjYjkzMg==")},
		"hex":                                 {vectorA, signed("23d335dc2b7fa86bdb2a6c21b9279a2872ecb932")},
		"in lower case":                       {vectorA, signed(strings.ToLower(signatureA))},
		"without padding":                     {vectorA, signed(strings.TrimSuffix(signatureA, "="))},
		"with a blank":                        {vectorA, signed(" " + signatureA)},
		"with a line break":                   {vectorA, signed(signatureA[:8] + "\n" + signatureA[8:])},
		"in the URL alphabet":                 {vectorA, signed(base64.URLEncoding.EncodeToString(digest))},
		"a body with one byte more":           {vectorA + "\n", signed(signatureA)},
		"another body":                        {vectorB, signed(signatureA)},
		"re-encoded":                          {strings.NewReplacer(`\/`, "/", `\u041e\u043f\u043b\u0430\u0442\u0430`, "Оплата").Replace(vectorB), signed(signatureB)},
		"a body without its break":            {strings.TrimSpace(vectorC), signed(signatureC)},
		"of the live key, beside a test body": {vectorA, signed(signatureALive)},
	} {
		_, err := verifier(t, testSecret, liveSecret).Verify([]byte(c.body), c.header)
		assert.ErrorIs(t, err, paygates.ErrSignature, name)
		assert.Equal(t, paygates.OutcomeNotExecuted, paygates.OutcomeOf(err), name)
	}
	_, err = verifier(t, liveSecret).Verify([]byte(vectorA), signed(signatureA))
	assert.ErrorIs(t, err, paygates.ErrSignature, "the test key is not configured")
}

// sign is the formula of the documentation, written apart from the package.
func sign(body, secret string) string {
	digest := sha1.Sum([]byte(secret + body + secret))
	return base64.StdEncoding.EncodeToString(digest[:])
}

// A callback's mode is that of the key that signed it.
func TestModes(t *testing.T) {
	t.Parallel()
	body := func(mode string) string {
		return `{"data":{"type":"payment-invoices","id":"cpi_1","attributes":{"status":"processed"` + mode + `}}}`
	}
	const test, live, unstated = `,"test_mode":true`, `,"test_mode":false`, ``
	for name, c := range map[string]struct {
		secret, mode string
		good         bool
	}{
		"test by the test key":        {testSecret, test, true},
		"live by the live key":        {liveSecret, live, true},
		"live by the test key":        {testSecret, live, false},
		"test by the live key":        {liveSecret, test, false},
		"unstated by the test key":    {testSecret, unstated, false},
		"unstated by the live key":    {liveSecret, unstated, false},
		"test by a key of neither":    {"white-label-key", test, true},
		"live by a key of neither":    {"white-label-key", live, true},
		"null, by the live key":       {liveSecret, `,"test_mode":null`, false},
		"a word, by a key of neither": {"white-label-key", `,"test_mode":"maybe"`, false},
	} {
		text := body(c.mode)
		_, err := verifier(t, testSecret, liveSecret, "white-label-key").Verify([]byte(text), signed(sign(text, c.secret)))
		assert.Equal(t, c.good, err == nil, "%s: %v", name, err)
	}
}

// What is signed and no resource is an error of another kind; an unknown type is none.
func TestSignedBodies(t *testing.T) {
	t.Parallel()
	for body, good := range map[string]bool{
		`{"data":{"type":"payout-invoices","id":"cpoi_1","attributes":{"test_mode":true}}}`:                              true,
		`{"data":{"type":"payment-requests","id":"prq_1","attributes":{"test_mode":true}},"included":[{"id":1}]}`:        true,
		`{"data":{"type":"payment-invoices","id":"cpi_1","attributes":{"test_mode":true,"updated":null,"status":null}}}`: true,
		`{"data":{"type":"payment-invoices","id":"","attributes":{"test_mode":true}}}`:                                   false,
		`{"data":{"type":"payment-invoices","id":"../x","attributes":{"test_mode":true}}}`:                               false,
		`{"data":{"id":"cpi_1","attributes":{"test_mode":true}}}`:                                                        false,
		`{"data":[{"type":"payment-invoices","id":"cpi_1","attributes":{"test_mode":true}}]}`:                            false,
		`{"data":{"type":"payment-invoices","id":"cpi_1","id":"cpi_2","attributes":{"test_mode":true}}}`:                 false,
		`{"data":{"type":"payment-invoices","id":"cpi_1","attributes":{"status":"a","status":"b","test_mode":true}}}`:    false,
		`[]`: false, `null`: false, `{}`: false, `"x"`: false, `{"data":{}} x`: false,
	} {
		_, err := verifier(t, testSecret).Verify([]byte(body), signed(sign(body, testSecret)))
		assert.Equal(t, good, err == nil, "%s: %v", body, err)
		if !good {
			assert.ErrorIs(t, err, paygates.ErrInvalidRequest, body)
		}
	}
}

func TestNewVerifier(t *testing.T) {
	t.Parallel()
	a := paygates.NewSecret("a")
	for name, secrets := range map[string][]paygates.Secret{"none": nil, "an empty one": {a, {}}, "one twice": {a, paygates.NewSecret("a")}, "a line's end": {paygates.NewSecret("a\n")}, "a blank": {a, paygates.NewSecret("b ")}} {
		_, err := corefy.NewVerifier(secrets...)
		assert.ErrorIs(t, err, paygates.ErrInvalidRequest, name)
	}
}

// A shop whose own code had the body first is told so, and not that its key is wrong.
func TestVerifyRequestOfABodyThatWasRead(t *testing.T) {
	t.Parallel()
	v := verifier(t, testSecret)
	r := httptest.NewRequest(http.MethodPost, "/callback", strings.NewReader(vectorA))
	r.Header.Set("X-Signature", signatureA)
	_, err := v.VerifyRequest(r)
	require.NoError(t, err)
	_, err = v.VerifyRequest(r)
	require.ErrorIs(t, err, paygates.ErrInvalidRequest)
	assert.ErrorContains(t, err, "body: want it unread: something before took it")

	empty := httptest.NewRequest(http.MethodPost, "/callback", strings.NewReader(""))
	empty.Header.Set("X-Signature", signatureA)
	_, err = v.VerifyRequest(empty)
	require.ErrorIs(t, err, paygates.ErrSignature)
}

func TestVerifyRequest(t *testing.T) {
	t.Parallel()
	v := verifier(t, testSecret)
	request := func(body io.Reader) *http.Request {
		r := httptest.NewRequest(http.MethodPost, "/callback", body)
		r.Header.Set("X-SIGNATURE", signatureA)
		return r
	}
	callback, err := v.VerifyRequest(request(strings.NewReader(vectorA)))
	require.NoError(t, err)
	assert.Equal(t, "cpi_TestVector000001", callback.ID)
	_, err = v.VerifyRequest(request(strings.NewReader(strings.Repeat(" ", 1<<20+1))))
	assert.ErrorIs(t, err, paygates.ErrInvalidRequest)
	broken := errors.New("connection lost")
	_, err = v.VerifyRequest(request(io.MultiReader(strings.NewReader(vectorA), errReader{broken})))
	assert.ErrorIs(t, err, paygates.ErrInvalidRequest)
	assert.ErrorIs(t, err, broken)
}

type errReader struct{ err error }

func (r errReader) Read([]byte) (int, error) { return 0, r.err }

func TestParseReturn(t *testing.T) {
	t.Parallel()
	back, err := corefy.ParseReturn(httptest.NewRequest(http.MethodGet, "/return?id=cpi_1&amount=100&currency=USD&description=x", nil))
	require.NoError(t, err)
	assert.Equal(t, "cpi_1", back.ID)
	for _, query := range []string{"", "?id=", "?id=a&id=b", "?id=a/b", "?ID=cpi_1"} {
		_, err := corefy.ParseReturn(httptest.NewRequest(http.MethodGet, "/return"+query, nil))
		assert.ErrorIs(t, err, paygates.ErrInvalidRequest, query)
	}
}

var errShop = errors.New("the shop is down")

func TestCallbackHandler(t *testing.T) {
	t.Parallel()
	payout := `{"data":{"type":"payout-invoices","id":"cpoi_1","attributes":{"test_mode":true}}}`
	live := `{"data":{"type":"payment-invoices","id":"cpi_1","attributes":{"test_mode":false}}}`
	bad := `{"data":{}}`
	confirmed := reply{Body: strings.Replace(sample(t, "get"), invoiceID, "cpi_TestVector000001", 1)}
	for name, c := range map[string]struct {
		method, body, signature string
		gateway                 reply
		shop                    error
		want, delivered         int
	}{
		"good":                    {http.MethodPost, vectorA, signatureA, confirmed, nil, 200, 1},
		"the shop fails":          {http.MethodPost, vectorA, signatureA, confirmed, errShop, 500, 1},
		"Corefy cannot be read":   {http.MethodPost, vectorA, signatureA, reply{Status: 400}, nil, 500, 0},
		"Corefy knows no such":    {http.MethodPost, vectorA, signatureA, reply{Status: 404, Body: envelope(404)}, nil, 500, 0},
		"another invoice is read": {http.MethodPost, vectorA, signatureA, reply{Body: sample(t, "get")}, nil, 500, 0},
		"a wrong signature":       {http.MethodPost, vectorA, signatureB, confirmed, nil, 401, 0},
		"no signature":            {http.MethodPost, vectorA, "", confirmed, nil, 401, 0},
		"the other mode":          {http.MethodPost, live, sign(live, liveSecret), confirmed, nil, 403, 0},
		"a payout":                {http.MethodPost, payout, sign(payout, testSecret), confirmed, nil, 200, 0},
		"no resource":             {http.MethodPost, bad, sign(bad, testSecret), confirmed, nil, 400, 0},
		"too large":               {http.MethodPost, strings.Repeat(" ", 1<<20+1), signatureA, confirmed, nil, 413, 0},
		"a GET":                   {http.MethodGet, vectorA, signatureA, confirmed, nil, 405, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			host := stub.New(c.gateway)
			cfg := testConfig()
			cfg.CallbackSecrets = append(cfg.CallbackSecrets, paygates.NewSecret(liveSecret))
			delivered := 0
			handler := open(t, cfg, paygates.WithHTTPClient(host.Client())).Private.CallbackHandler(func(_ context.Context, invoice *corefy.Invoice) error {
				delivered++
				assert.Equal(t, "cpi_TestVector000001", invoice.ID)
				return c.shop
			})
			r := httptest.NewRequest(c.method, "/callback", strings.NewReader(c.body))
			if c.signature != "" {
				r.Header.Set("X-Signature", c.signature)
			}
			w := httptest.NewRecorder()
			handler.ServeHTTP(w, r)
			assert.Equal(t, c.want, w.Code)
			assert.Equal(t, c.delivered, delivered)
			assert.Equal(t, "no-store", w.Header().Get("Cache-Control"))
			assert.NotContains(t, w.Body.String(), "shop is down")
		})
	}
}

func TestAHandlerWithoutSecretsOrFunction(t *testing.T) {
	t.Parallel()
	cfg := testConfig()
	cfg.CallbackSecrets = nil
	c := openWith(t, cfg, sample(t, "get"))
	r := httptest.NewRequest(http.MethodPost, "/callback", strings.NewReader(vectorA))
	r.Header.Set("X-Signature", signatureA)
	w := httptest.NewRecorder()
	c.Private.CallbackHandler(func(context.Context, *corefy.Invoice) error { return nil }).ServeHTTP(w, r)
	assert.Equal(t, http.StatusUnauthorized, w.Code)
	assert.Panics(t, func() { c.Private.CallbackHandler(nil) })
}

// Whatever is sent: nothing is taken for signed that is not, and nothing panics.
func FuzzVerify(f *testing.F) {
	f.Add([]byte(vectorA), signatureA)
	f.Add([]byte(vectorB), signatureB)
	f.Add([]byte(vectorC), signatureC)
	f.Add([]byte(""), signatureD)
	f.Add([]byte(`{"data":{"type":"a","id":"b","attributes":[]}}`), "")
	f.Fuzz(func(t *testing.T, body []byte, signature string) {
		v := verifier(t, testSecret, liveSecret)
		callback, err := v.Verify(body, signed(signature))
		right := signature == sign(string(body), testSecret) || signature == sign(string(body), liveSecret)
		if err == nil && !right || !right && !errors.Is(err, paygates.ErrSignature) {
			t.Fatal("a forgery was not taken for one")
		}
		if again, err := v.Verify(body, signed(sign(string(body), testSecret))); err == nil && (again.ID == "" || again.Type == "" || !again.TestMode) {
			t.Fatal("a callback of nothing")
		}
		if err == nil && callback.Key() == "" {
			t.Fatal("no key")
		}
	})
}
