package ordergatetest_test

import (
	"crypto/sha256"
	"encoding/base64"
	"html"
	"io"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/ordergate/ordergatetest"
)

var (
	formTag  = regexp.MustCompile(`<form (?:id="form3d" )?method="(\w+)" action="([^"]*)"`)
	inputTag = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)">`)
	script   = regexp.MustCompile(`<script>(.*)</script>`)
)

// htmlForm reads the one form of a page.
func htmlForm(t testing.TB, page string) (method, action string, fields url.Values) {
	t.Helper()
	tag := formTag.FindStringSubmatch(page)
	require.NotNil(t, tag, page)
	fields = url.Values{}
	for _, input := range inputTag.FindAllStringSubmatch(page, -1) {
		fields.Set(html.UnescapeString(input[1]), html.UnescapeString(input[2]))
	}
	return strings.ToUpper(tag[1]), html.UnescapeString(tag[2]), fields
}

// visit sends a form as a browser does.
func (s shop) visit(method, action string, fields url.Values) answer {
	s.t.Helper()
	target := strings.TrimPrefix(action, "http://gate.example")
	if method == "GET" {
		return s.call("GET", target+"?"+fields.Encode(), "", browser)
	}
	return s.call("POST", target, fields.Encode(), browser)
}

// atBank brings the payer to the bank's page by the form of the merchant's answer.
func (s shop) atBank(form map[string]string) answer {
	s.t.Helper()
	fields := url.Values{}
	for name, value := range form {
		if name != "action" && name != "method" {
			fields.Set(name, value)
		}
	}
	return s.visit(form["method"], form["action"], fields)
}

func TestFormHTMLIsTheForm(t *testing.T) {
	t.Parallel()
	s := newWhole(t, ordergatetest.Config{})
	for _, options := range []string{secure1, secure2} {
		a := s.authorize(approvedPAN, options)
		form := a.form3d(t)
		var body struct {
			Orders []struct {
				Form3dHTML string `json:"form3d_html"`
			}
		}
		unmarshal(t, a.body, &body)
		method, action, fields := htmlForm(t, body.Orders[0].Form3dHTML)
		assert.Equal(t, []string{form["method"], form["action"]}, []string{method, action})
		assert.Len(t, fields, len(form)-2)
		for name := range fields {
			assert.Equal(t, form[name], fields.Get(name))
		}
		assert.True(t, strings.HasSuffix(body.Orders[0].Form3dHTML,
			`</form><script>window.onload = function() {document.forms['form3d'].submit();}</script>`))
	}
}

// The payer's way through the pages, from the merchant's form back to the shop.
func TestChallengeOnThePages(t *testing.T) {
	t.Parallel()
	for _, options := range []string{secure1, secure2} {
		for choice, want := range map[string]string{"confirm": "authorized", "fail": "rejected"} {
			s := newWhole(t, ordergatetest.Config{})
			a := s.authorize(approvedPAN, options)
			id := a.orders(t)[0].ID
			form := a.form3d(t)
			name, back := "cres", notifyURL
			if options == secure1 {
				name, back = "PaRes", "https://shop.example/term?basket=7"
				form["TermUrl"] = back // the merchant's own
			}
			page := s.atBank(form)
			require.Equal(t, 200, page.status, page.body)
			assert.Contains(t, page.body, "9.99 <small>USD</small>")
			assert.Contains(t, page.body, "411111****1111")
			assert.NotContains(t, page.body, "<script")
			assert.Equal(t, "prepared", s.order(id).Status, "looking changes nothing")

			method, action, fields := htmlForm(t, page.body)
			fields.Set("choice", choice)
			page = s.visit(method, action, fields)
			require.Equal(t, 200, page.status, page.body)
			method, action, fields = htmlForm(t, page.body)
			assert.Equal(t, []string{"POST", back}, []string{method, action})
			assert.Len(t, fields, 2)

			reload := s.atBank(form)
			_, again, same := htmlForm(t, reload.body)
			assert.Equal(t, []any{action, fields}, []any{again, same}, "who comes back is sent on")
			other := url.Values{"MD": {form["MD"]}, "PaReq": {form["PaReq"]}, "TermUrl": {back}, "choice": {"confirm"}}
			if options == secure2 {
				other = url.Values{"threeDSSessionData": {form["threeDSSessionData"]}, "choice": {"confirm"}}
			}
			_, _, same = htmlForm(t, s.visit("POST", "/test/bank/choice", other).body)
			assert.Equal(t, fields, same, "the first answer is final")

			require.NotEmpty(t, fields.Get(name))
			s.complete(id, fields)
			assert.Equal(t, want, s.order(id).Status)
			assert.Equal(t, 409, s.atBank(form).status, "nothing to confirm any more")
			assert.Contains(t, s.call("GET", "/pay/"+id, "", browser).body, "<h1>Payment")
		}
	}
}

func TestBankPageIsSafe(t *testing.T) {
	t.Parallel()
	s := newWhole(t, ordergatetest.Config{})
	form := s.authorize(approvedPAN, secure1).form3d(t)
	form["TermUrl"] = `https://shop.example/"><script>alert(1)</script>`
	page := s.atBank(form)
	assert.Equal(t, "no-store", page.header.Get("Cache-Control"))
	assert.NotContains(t, page.body, "<script")
	assert.NotRegexp(t, `(src|href)="?http`, page.body, "nothing is loaded from elsewhere")

	method, action, fields := htmlForm(t, page.body)
	assert.Equal(t, form["TermUrl"], fields.Get("TermUrl"))
	fields.Set("choice", "confirm")
	page = s.visit(method, action, fields)
	found := script.FindAllStringSubmatch(page.body, -1)
	require.Len(t, found, 1)
	sum := sha256.Sum256([]byte(found[0][1]))
	assert.Contains(t, page.header.Get("Content-Security-Policy"), "script-src 'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'")
	assert.Contains(t, page.header.Get("Content-Security-Policy"), "default-src 'none'")
	for _, address := range []string{"javascript:alert(1)", "data:text/html,x", "/relative", ""} {
		form["TermUrl"] = address
		assert.Equal(t, 400, s.atBank(form).status, address)
	}
}

func TestBankPagesRefuse(t *testing.T) {
	t.Parallel()
	s := newWhole(t, ordergatetest.Config{})
	first, second := s.authorize(approvedPAN, secure1).form3d(t), s.authorize(approvedPAN, secure2).form3d(t)
	page := s.create(`{}`)
	session := base64.StdEncoding.EncodeToString([]byte(page))
	cases := []struct {
		method, path string
		fields       url.Values
		status       int
	}{
		{"GET", "/test/bank", url.Values{}, 404},
		{"GET", "/test/bank", url.Values{"MD": {"%"}}, 404},
		{"GET", "/test/bank", url.Values{"MD": {session}}, 404},
		{"GET", "/test/bank", url.Values{"MD": {second["threeDSSessionData"]}}, 404},
		{"POST", "/test/bank", url.Values{"threeDSSessionData": {first["MD"]}}, 404},
		{"GET", "/test/bank", url.Values{"MD": {first["MD"]}, "PaReq": {"x"}, "TermUrl": {first["TermUrl"]}}, 400},
		{"POST", "/test/bank/choice", url.Values{"threeDSSessionData": {second["threeDSSessionData"]}}, 400},
		{"POST", "/test/bank/choice", url.Values{"threeDSSessionData": {second["threeDSSessionData"]}, "choice": {"steal"}}, 400},
		{"POST", "/test/bank/choice", url.Values{"threeDSSessionData": {session}, "choice": {"confirm"}}, 404},
		{"POST", "/test/bank/method", url.Values{"threeDSMethodData": {"x"}}, 404},
		{"POST", "/complete/secure3d", url.Values{"MD": {second["threeDSSessionData"]}, "PaRes": {"x"}}, 404},
		{"POST", "/complete/secure3d", url.Values{"MD": {first["MD"]}, "PaRes": {"x"}}, 400},
	}
	for _, c := range cases {
		a := s.visit(c.method, c.path, c.fields)
		assert.Equal(t, c.status, a.status, "%s %s %v", c.method, c.path, c.fields)
		assert.Equal(t, "text/html; charset=utf-8", a.header.Get("Content-Type"))
	}
	for _, path := range []string{"/test/bank", "/test/bank/choice", "/test/bank/method", "/complete/secure3d"} {
		assert.Equal(t, 400, s.call("POST", path, `{"MD":"x"}`, browser, header("Content-Type", "application/json")).status, path)
	}
	for _, o := range s.Orders() {
		assert.Contains(t, []string{"prepared", "new"}, o.Status)
	}
	assert.Empty(t, s.Callbacks())
	waiting := s.call("GET", "/pay/"+s.Orders()[0].ID, "", browser)
	assert.Contains(t, waiting.body, "Your bank is asked")
	assert.NotContains(t, waiting.body, "<form")
}

func TestGatewayFinishesVersion1ByItself(t *testing.T) {
	t.Parallel()
	const returning = `{"force3d":1,"return_url":"https://shop.example/thanks?basket=7"}`
	for _, c := range []struct {
		options, want string
		confirm       bool
	}{{returning, "authorized", true}, {returning, "rejected", false}, {secure1, "authorized", true}, {secure1, "rejected", false}} {
		s := newWhole(t, ordergatetest.Config{})
		id := challenged(s, c.options)
		answerBank := s.FailAuthentication
		if c.confirm {
			answerBank = s.Authenticate
		}
		back, err := answerBank(id)
		require.NoError(t, err)
		r, err := back.Request(t.Context())
		require.NoError(t, err)
		body, err := io.ReadAll(r.Body)
		require.NoError(t, err)
		assert.Equal(t, []string{"POST", "application/x-www-form-urlencoded"}, []string{r.Method, r.Header.Get("Content-Type")})
		a := s.call("POST", r.URL.Path, string(body), browser)
		if c.options == returning {
			assert.Equal(t, 303, a.status)
			assert.Equal(t, "https://shop.example/thanks?basket=7&order_id="+id, a.header.Get("Location"))
		} else {
			assert.Equal(t, 200, a.status)
			assert.Contains(t, a.body, "<h1>Payment ")
		}
		assert.Equal(t, c.want, s.order(id).Status)
		require.Len(t, s.Callbacks(), 1, "the merchant was not there")
		assert.Contains(t, string(s.Callbacks()[0].Body), `"status":"`+c.want+`"`)
		ledger := s.Ledger()
		assert.Equal(t, 409, s.call("POST", r.URL.Path, string(body), browser).status)
		assert.Equal(t, "Order already completed", s.complete(id, back.Fields).message(t))
		assert.Equal(t, ledger, s.Ledger())
		for _, r := range s.Requests() {
			assert.NotContains(t, string(r.Body), back.Fields.Get("PaRes"))
		}
	}
	_, err := ordergatetest.Return{URL: "http://[::1"}.Request(t.Context())
	assert.ErrorContains(t, err, "not a URL")
}

func TestMethodPage(t *testing.T) {
	t.Parallel()
	s := newWhole(t, ordergatetest.Config{Bank: ordergatetest.Bank{Method: true}})
	a := s.authorize(approvedPAN, secure2)
	id, form := a.orders(t)[0].ID, a.form3d(t)
	page := s.atBank(form)
	require.Equal(t, 200, page.status)
	method, action, fields := htmlForm(t, page.body)
	assert.Equal(t, []any{"POST", notifyURL, form["threeDSMethodData"]}, []any{method, action, fields.Get("threeDSMethodData")})
	assert.Equal(t, "prepared", s.order(id).Status)
	session := url.Values{"threeDSSessionData": {base64.StdEncoding.EncodeToString([]byte(id))}}
	assert.Equal(t, 409, s.visit("POST", "/test/bank", session).status, "the bank does not ask yet")
	require.Equal(t, 201, s.call("POST", "/orders/"+id+"/resume", "").status)
	assert.Equal(t, 409, s.atBank(form).status)
	assert.Equal(t, 200, s.visit("POST", "/test/bank", session).status)
}

// Nobody can be ahead of the payer, not even with what the bank will say: a
// second model of the same seed tells it.
func TestAnswerBeforeThePayer(t *testing.T) {
	t.Parallel()
	for _, confirm := range []bool{true, false} {
		s, twin := newWhole(t, ordergatetest.Config{}), newWhole(t, ordergatetest.Config{})
		id := challenged(s, secure1)
		require.Equal(t, id, challenged(twin, secure1))
		answerBank := twin.FailAuthentication
		if confirm {
			answerBank = twin.Authenticate
		}
		back, err := answerBank(id)
		require.NoError(t, err)
		assert.Equal(t, 422, s.complete(id, back.Fields).status)
		assert.Equal(t, 400, s.visit("POST", "/complete/secure3d", back.Fields).status)
		assert.Equal(t, "prepared", s.order(id).Status)
	}
}

func TestPagesExpire(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newWhole(t, ordergatetest.Config{})
		asking := s.authorize(approvedPAN, secure1).form3d(t)
		back, err := s.Authenticate(challenged(s, secure1))
		require.NoError(t, err)
		require.NoError(t, s.SetBank(approvedPAN, ordergatetest.Bank{Method: true}))
		device := s.authorize(approvedPAN, secure2).form3d(t)
		time.Sleep(30*time.Minute + 1)
		assert.Equal(t, 409, s.atBank(asking).status)
		assert.Equal(t, 409, s.atBank(device).status)
		late := s.visit("POST", "/complete/secure3d", back.Fields)
		assert.Equal(t, 409, late.status)
		assert.Contains(t, late.body, "This link has expired")
		assert.Len(t, s.Ledger(), 3, "three orders and no money")
	})
}
