package paygates_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/paygates/paygates-go"
)

func send(r paygates.Redirect) (*httptest.ResponseRecorder, error) {
	w := httptest.NewRecorder()
	return w, r.Send(w, httptest.NewRequest(http.MethodPost, "/pay", nil))
}

// A payment page is gone to with 303: the payer's POST becomes a GET, and the
// back button does not pay twice.
func TestRedirectByGet(t *testing.T) {
	t.Parallel()
	secret := paygates.NewSecret
	for want, r := range map[string]paygates.Redirect{
		"https://pay.example/page?id=1":             {URL: "https://pay.example/page?id=1"},
		"https://pay.example/page":                  {URL: "https://pay.example/page", Method: http.MethodGet},
		"http://localhost:8080/page":                {URL: "http://localhost:8080/page"},
		"https://pay.example/page?id=1&token=a%2Bb": {URL: "https://pay.example/page?id=1", Fields: map[string]paygates.Secret{"token": secret("a+b")}},
	} {
		w, err := send(r)
		assert.NoError(t, err)
		assert.Equal(t, http.StatusSeeOther, w.Code)
		assert.Equal(t, want, w.Header().Get("Location"))
		assert.Equal(t, "no-store", w.Header().Get("Cache-Control"))
	}
}

// A form goes out as a page that submits itself and is kept by nobody.
func TestRedirectByPost(t *testing.T) {
	t.Parallel()
	w, err := send(paygates.Redirect{
		URL: "https://acs.example/challenge", Method: http.MethodPost,
		Fields: map[string]paygates.Secret{"PaReq": paygates.NewSecret(`"><script>`), "MD": paygates.NewSecret("1 2"), "empty": {}},
	})
	assert.NoError(t, err)
	assert.Equal(t, http.StatusOK, w.Code)
	assert.Empty(t, w.Header().Get("Location"))
	assert.Equal(t, "text/html; charset=utf-8", w.Header().Get("Content-Type"))
	assert.Equal(t, "no-store", w.Header().Get("Cache-Control"))
	page := w.Body.String()
	assert.Contains(t, page, `action="https://acs.example/challenge"`)
	assert.Contains(t, page, `method="post"`)
	assert.Contains(t, page, `name="MD" value="1 2"`)
	assert.Contains(t, page, `name="empty" value=""`)
	assert.Contains(t, page, `name="PaReq" value="&#34;&gt;&lt;script&gt;"`)
	assert.NotContains(t, page, `"><script>`)
}

// Where a redirect cannot be followed safely nothing is written, so that the
// caller can answer for himself.
func TestRedirectRefuses(t *testing.T) {
	t.Parallel()
	for _, method := range []string{"", http.MethodGet, http.MethodPost, http.MethodPut, "get", "canary-57"} {
		for _, address := range []string{
			"", "/relative", "//pay.example", "pay.example/x", "http://pay.example", "ftp://pay.example", "javascript:alert(1)", "data:text/html,x",
			"https://me:canary-57@pay.example", "https://pay.example\\@evil.example", "https://", "https://pay.example/\ncanary-57",
		} {
			w, err := send(paygates.Redirect{URL: address, Method: method})
			assert.ErrorIs(t, err, paygates.ErrInvalidRequest, "%s %s", method, address)
			assert.Equal(t, paygates.OutcomeNotExecuted, paygates.OutcomeOf(err))
			assert.Empty(t, w.Header())
			assert.Zero(t, w.Body.Len())
			assert.NotContains(t, err.Error(), "canary")
		}
	}
	for _, fields := range []map[string]paygates.Secret{{"": paygates.NewSecret("canary-57")}, {"a": paygates.NewSecret("canary-57\x00")}, {"a": paygates.NewSecret("canary-57\xff")}} {
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			w, err := send(paygates.Redirect{URL: "https://pay.example", Method: method, Fields: fields})
			assert.ErrorIs(t, err, paygates.ErrInvalidRequest)
			assert.Empty(t, w.Header())
			assert.Zero(t, w.Body.Len())
			assert.NotContains(t, err.Error(), "canary")
		}
	}
	for _, method := range []string{http.MethodPut, "get", "post", "TRACE"} {
		w, err := send(paygates.Redirect{URL: "https://pay.example", Method: method})
		assert.ErrorIs(t, err, paygates.ErrInvalidRequest, method)
		assert.Empty(t, w.Header())
	}
}

// brokenWriter is a connection that the payer has closed.
type brokenWriter struct{ http.ResponseWriter }

var errGone = errors.New("gone")

func (brokenWriter) Write([]byte) (int, error) { return 0, errGone }

func TestRedirectToAPayerWhoIsGone(t *testing.T) {
	t.Parallel()
	r := paygates.Redirect{URL: "https://acs.example", Method: http.MethodPost}
	err := r.Send(brokenWriter{httptest.NewRecorder()}, httptest.NewRequest(http.MethodGet, "/", nil))
	assert.ErrorIs(t, err, errGone)
	assert.NotErrorIs(t, err, paygates.ErrInvalidRequest)
}

func TestRedirectIsZero(t *testing.T) {
	t.Parallel()
	assert.True(t, paygates.Redirect{}.IsZero())
	assert.True(t, paygates.Redirect{Method: http.MethodPost}.IsZero())
	assert.False(t, paygates.Redirect{URL: "https://pay.example"}.IsZero())
}

func FuzzRedirect(f *testing.F) {
	for _, seed := range []string{"https://pay.example/x?y=1#z", "http://localhost", "//evil.example", "javascript:1", "https://a@b", "https:\\\\b"} {
		f.Add(seed, "name", "value")
	}
	f.Fuzz(func(t *testing.T, address, name, value string) {
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			w, err := send(paygates.Redirect{URL: address, Method: method, Fields: map[string]paygates.Secret{name: paygates.NewSecret(value)}})
			if err != nil {
				assert.Empty(t, w.Header())
				continue
			}
			given, parseErr := url.Parse(address)
			assert.NoError(t, parseErr)
			if location := w.Header().Get("Location"); method == http.MethodGet {
				u, err := url.Parse(location)
				assert.NoError(t, err)
				assert.Equal(t, given.Scheme+"://"+given.Host, u.Scheme+"://"+u.Host)
				assert.Contains(t, u.Query()[name], value)
			}
		}
	})
}
