package bizon_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
)

// posted is what a browser sends for a bank's form.
func posted(form string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "/back/order-1001?cres=from-the-query", strings.NewReader(form))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r
}

func TestParseReturn3D(t *testing.T) {
	t.Parallel()
	for form, want := range map[string]bizon.Return3D{
		"PaRes=eJx%2Bb%3D%3D&MD=17":             {PaRes: paygates.NewSecret("eJx+b==")},
		"PaRes=eJx%0D%0Ab%3D":                   {PaRes: paygates.NewSecret("eJx\r\nb=")}, // old banks break the lines of base64
		"cres=eyJ9&threeDSSessionData=MTc%3D":   {CRes: paygates.NewSecret("eyJ9")},
		"threeDSMethodData=eyJ9":                {MethodData: paygates.NewSecret("eyJ9")},
		"threeDSMethodData=eyJ9&cres=":          {MethodData: paygates.NewSecret("eyJ9")},
		"PaRes=" + strings.Repeat("a", 100<<10): {PaRes: paygates.NewSecret(strings.Repeat("a", 100<<10))},
	} {
		for _, read := range []bool{false, true} {
			r := posted(form)
			if read {
				require.NoError(t, r.ParseForm(), "a handler before us may have read it")
			}
			got, err := bizon.ParseReturn3D(r)
			require.NoError(t, err)
			for name, pair := range map[string][2]paygates.Secret{
				"PaRes": {want.PaRes, got.PaRes}, "CRes": {want.CRes, got.CRes}, "MethodData": {want.MethodData, got.MethodData},
			} {
				assert.True(t, pair[0].Reveal() == pair[1].Reveal(), "%s is not what was sent", name)
			}
			assert.NotContains(t, fmt.Sprintf("%v %+v %#v", got, got, got), "eyJ9")
		}
	}
}

func TestReturnsThatAreNone(t *testing.T) {
	t.Parallel()
	get := posted("")
	get.Method = http.MethodGet
	plain := posted("PaRes=secret-answer")
	plain.Header.Set("Content-Type", "text/plain")
	bodyless := posted("")
	bodyless.Body = nil
	for name, r := range map[string]*http.Request{
		"a link": get, "no form": plain, "no body": bodyless, "nothing": posted(""), "only in the query": posted("MD=17"),
		"two answers": posted("PaRes=secret-answer&cres=secret-answer"), "one twice": posted("cres=secret-answer&cres=secret-answer"),
		"empty": posted("PaRes="), "another name": posted("pares=secret-answer"), "no UTF-8": posted("PaRes=%ff"), "broken": posted("PaRes=secret-answer%"),
		"too large": posted("PaRes=" + strings.Repeat("a", 1<<20)),
	} {
		back, err := bizon.ParseReturn3D(r)
		require.ErrorIs(t, err, paygates.ErrInvalidRequest, name)
		assert.Nil(t, back, name)
		assert.Equal(t, paygates.OutcomeNotExecuted, paygates.OutcomeOf(err), name)
		assert.NotContains(t, err.Error(), "secret", name)
	}
}

// FuzzParseReturn3D gives it any body: either one answer comes out, as it was
// sent, or an error that repeats nothing.
func FuzzParseReturn3D(f *testing.F) {
	for _, form := range []string{"PaRes=a", "cres=a&threeDSSessionData=b", "threeDSMethodData=a", "a;b", "%", "PaRes=a&PaRes=b", "cres=%00%ff"} {
		f.Add(form)
	}
	f.Fuzz(func(t *testing.T, form string) {
		back, err := bizon.ParseReturn3D(posted(form))
		if err != nil {
			assert.ErrorIs(t, err, paygates.ErrInvalidRequest)
			return
		}
		sent, err := url.ParseQuery(form)
		require.NoError(t, err)
		set := 0
		for name, value := range map[string]paygates.Secret{"PaRes": back.PaRes, "cres": back.CRes, "threeDSMethodData": back.MethodData} {
			if !value.IsZero() {
				set++
				assert.Contains(t, sent[name], value.Reveal())
			}
		}
		assert.Equal(t, 1, set)
	})
}
