package browser_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/examples/internal/browser"
)

const page = `<!DOCTYPE html><title>t</title>
<form action="/other"><input name="q" value="1"><button name="go" value="search">Go</button></form>
<form method="post" action="/send?a=1">
  <input type="hidden" name="token" value="a&amp;b &quot;c&quot;">
  <select name="card"><option value="4111">one</option><option value="4222">two</option></select>
  <select name="zone"><option value="x">x</option><option value="y" selected>y</option></select>
  <button name="action" value="pay">Pay</button>
  <button name="action" value="refuse">Refuse</button>
</form>`

// site shows the page, and at every other address what was sent there.
func site(t *testing.T) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "visit", Value: "7", Path: "/"})
		_, _ = w.Write([]byte(page))
	})
	mux.HandleFunc("POST /send", func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseForm(); err != nil {
			http.Error(w, "not a form", http.StatusBadRequest)
			return
		}
		http.Redirect(w, r, "/done?sent="+http.MethodPost+"&"+r.PostForm.Encode(), http.StatusSeeOther)
	})
	mux.HandleFunc("GET /away", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "https://shop.example/", http.StatusSeeOther)
	})
	mux.HandleFunc("GET /", func(w http.ResponseWriter, r *http.Request) {
		if c, err := r.Cookie("visit"); err == nil {
			_, _ = w.Write([]byte("visit " + c.Value))
		}
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server
}

func TestPress(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name          string
		button, value string
		want          map[string]string
		path          string
	}{
		{"a form that posts", "action", "pay", map[string]string{
			"sent": "POST", "token": `a&b "c"`, "card": "4111", "zone": "y", "action": "pay",
		}, "/done"},
		{"its other button", "action", "refuse", map[string]string{"action": "refuse", "card": "4111"}, "/done"},
		{"a form that gets", "go", "search", map[string]string{"q": "1", "go": "search", "card": ""}, "/other"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			first, err := browser.New().Open(t.Context(), site(t).URL+"/")
			require.NoError(t, err)
			next, err := first.Press(t.Context(), test.button, test.value)
			require.NoError(t, err)
			assert.Equal(t, test.path, next.URL.Path)
			assert.Equal(t, http.StatusOK, next.Status)
			assert.Equal(t, "visit 7", next.Body, "the cookie has to come along")
			for name, want := range test.want {
				assert.Equal(t, want, next.URL.Query().Get(name), name)
			}
		})
	}
}

func TestPressWithoutButton(t *testing.T) {
	t.Parallel()
	first, err := browser.New().Open(t.Context(), site(t).URL+"/")
	require.NoError(t, err)
	_, err = first.Press(t.Context(), "action", "steal")
	assert.ErrorContains(t, err, "no button")
}

func TestNeverLeavesTheMachine(t *testing.T) {
	t.Parallel()
	b := browser.New()
	_, err := b.Open(t.Context(), "https://shop.example/")
	require.ErrorIs(t, err, browser.ErrElsewhere)
	_, err = b.Open(t.Context(), site(t).URL+"/away")
	assert.ErrorIs(t, err, browser.ErrElsewhere)
}

func TestType(t *testing.T) {
	t.Parallel()
	const form = `<form action="/sent"><input name="number" value="4111"><input name="holder"><button>Continue</button></form>`
	asked := make(chan string, 1)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/sent" {
			asked <- r.URL.RawQuery
		}
		_, _ = w.Write([]byte(form))
	}))
	t.Cleanup(server.Close)
	page, err := browser.New().Open(t.Context(), server.URL)
	require.NoError(t, err)
	page.Type("number", "4222")
	page.Type("cvv", "123") // there is no such field
	next, err := page.Press(t.Context(), "", "")
	require.NoError(t, err)
	assert.Equal(t, "holder=&number=4222", <-asked, "a button without a name sends nothing of its own")
	_, err = next.Press(t.Context(), "", "")
	require.NoError(t, err)
	assert.Equal(t, "holder=&number=4111", <-asked, "the next page is a fresh one")
}
