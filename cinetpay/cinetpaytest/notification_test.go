package cinetpaytest_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/cinetpay/cinetpaytest"
)

const madeUpSecret = "made-up-secret-0123456789abcdef"

const vectorA = "cpm_site_id=445160&cpm_trans_id=ORDER-2024-0001&cpm_trans_date=2024-03-05+14%3A07%3A24&cpm_amount=2500&cpm_currency=XOF" +
	"&signature=5f1c0b7e9a&payment_method=OM&cel_phone_num=0700000001&cpm_phone_prefixe=225&cpm_language=fr&cpm_version=V4" +
	"&cpm_payment_config=SINGLE&cpm_page_action=PAYMENT&cpm_custom=user001&cpm_designation=Commande+42&cpm_error_message=SUCCES"

// The tokens were computed with another implementation of HMAC.
func TestSignVectors(t *testing.T) {
	t.Parallel()
	set := func(pairs ...string) func(url.Values) {
		return func(form url.Values) {
			for i := 0; i < len(pairs); i += 2 {
				form.Set(pairs[i], pairs[i+1])
			}
		}
	}
	const a = "96d9b73fcd478d515565f12d8b032df7e4b3a617924b16a22d7036bc1359ce97"
	cases := []struct {
		name, want string
		change     func(url.Values)
	}{
		{"all fields", a, set()},
		{"two fields absent", "2815d97b5d5f9a03086ab7664e63d695ce5221db44e511ad9f10d9e940fdd948", func(form url.Values) {
			form.Del("cpm_custom")
			form.Del("cpm_error_message")
		}},
		{"empty and escaped fields", "3e8a60c311f8fd33a2a37ccfb892687dae597d41e87bd5832f1f90649a84148d",
			set("cpm_custom", "", "cpm_designation", "Reste à payer & frais + TVA", "cpm_error_message", "TRANSACTION_CANCEL")},
		{"another amount", "574c6011f45ca613c101d8d7f69a3c67e7336cdeec62712ad72aa0e5e1fa4c31", set("cpm_amount", "2501")},
		{"characters moved between neighbours", a, set("cpm_amount", "25", "cpm_currency", "00XOF")},
		{"a field of tomorrow", a, set("cpm_result", "00")},
	}
	for _, c := range cases {
		form, err := url.ParseQuery(vectorA)
		require.NoError(t, err)
		c.change(form)
		assert.Equal(t, c.want, cinetpaytest.Sign(madeUpSecret, form), c.name)
	}
}

func TestNotifications(t *testing.T) {
	t.Parallel()
	s := newShop(t, cinetpaytest.Config{SecretKey: "another"})
	id := s.create(fields{"metadata": "m & n", "description": "Reste à payer"})
	pays(t, s.Abandon(id), s.Pay(id), s.Refund(id))
	var says []string
	for _, c := range s.Callbacks() {
		form, err := url.ParseQuery(string(c.Body))
		require.NoError(t, err)
		assert.Len(t, form, 16)
		assert.Equal(t, cinetpaytest.Sign("another", form), c.Token)
		assert.Equal(t, []string{id, "https://shop.example/notify"}, []string{c.ID, c.URL})
		assert.NotEqual(t, c.Token, form.Get("signature"))
		assert.Regexp(t, `^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$`, form.Get("cpm_trans_date"))
		for name, want := range map[string]string{
			"cpm_site_id": cinetpaytest.DefaultSiteID, "cpm_trans_id": id, "cpm_amount": "2500", "cpm_currency": "XOF",
			"payment_method": "OM", "cel_phone_num": "0700000001", "cpm_phone_prefixe": "225", "cpm_language": "fr", "cpm_version": "V4",
			"cpm_payment_config": "SINGLE", "cpm_page_action": "PAYMENT", "cpm_custom": "m & n", "cpm_designation": "Reste à payer",
		} {
			assert.Equal(t, want, form.Get(name), name)
		}
		says = append(says, form.Get("cpm_error_message"))
		assert.Regexp(t, `^cpm_site_id=.*&cpm_trans_id=.*&cpm_error_message=`, string(c.Body), "in the documented order")
	}
	assert.Equal(t, []string{"WAITING_CUSTOMER_TO_VALIDATE", "SUCCES", "REFUNDED"}, says)
}

func TestNotificationOf2021(t *testing.T) {
	t.Parallel()
	s := newShop(t, cinetpaytest.Config{Form: cinetpaytest.Form2021})
	id := s.create(nil)
	pays(t, s.Pay(id))
	c := s.TakeCallbacks()[0]
	assert.JSONEq(t, `{"cpm_trans_id":"`+id+`","cpm_site_id":"100001"}`, string(c.Body))
	r, err := c.Request(t.Context())
	require.NoError(t, err)
	assert.Equal(t, []string{"application/json", ""}, []string{r.Header.Get("Content-Type"), r.Header.Get("X-Token")})
	assert.Empty(t, s.Callbacks())
}

func TestTransferNotifications(t *testing.T) {
	t.Parallel()
	s, query := befriended(t, cinetpaytest.Config{})
	s.form(onSend, query, payout(nil))
	s.form(onSend, query, payout(fields{"client_transaction_id": nil}))
	nameless := s.Transfers()[1].ID
	pays(t, s.Approve("OUT-1"), s.Suspend("OUT-1"), s.Complete("OUT-1"), s.Reject(nameless))
	var says []string
	for _, c := range s.Callbacks() {
		form, err := url.ParseQuery(string(c.Body))
		require.NoError(t, err)
		assert.Len(t, form, 10)
		assert.Empty(t, c.Token)
		assert.Equal(t, "https://shop.example/transfer", c.URL)
		assert.Equal(t, []string{"500", "0707000001"}, []string{form.Get("amount"), form.Get("receiver")})
		says = append(says, c.ID+" "+form.Get("sending_status")+" "+form.Get("treatment_status"))
		assert.Equal(t, form.Get("treatment_status") == "VAL", form.Get("validated_at") != "")
	}
	assert.Equal(t, []string{"OUT-1 CONFIRM REC", "OUT-1 CONFIRM NOS", "OUT-1 CONFIRM VAL", nameless + " PENDING REJ"}, says)
}

func TestDeliveryAsksFirst(t *testing.T) {
	t.Parallel()
	s := newShop(t, cinetpaytest.Config{})
	first, second := s.create(nil), s.create(nil)
	pays(t, s.Pay(first), s.Pay(second))
	var seen []string
	answers := []int{503, 200, 500, 200, 200, 200, 200}
	shop := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		assert.NoError(t, err)
		assert.Equal(t, r.Method == http.MethodGet, len(body) == 0)
		form, err := url.ParseQuery(string(body))
		assert.NoError(t, err)
		if r.Method == http.MethodPost {
			assert.Equal(t, formType, r.Header.Get("Content-Type"))
			assert.Equal(t, cinetpaytest.Sign(cinetpaytest.DefaultSecretKey, form), r.Header.Get("X-Token"))
		}
		seen = append(seen, r.Method+form.Get("cpm_trans_id"))
		w.WriteHeader(answers[0])
		answers = answers[1:]
	})
	assert.ErrorContains(t, s.DeliverTo(t.Context(), shop), first+" was not delivered: GET is answered 503")
	assert.ErrorContains(t, s.DeliverTo(t.Context(), shop), first+" was not delivered: POST is answered 500")
	assert.NoError(t, s.DeliverTo(t.Context(), shop))
	assert.Equal(t, []string{"GET", "GET", "POST" + first, "GET", "POST" + first, "GET", "POST" + second}, seen)
	assert.Empty(t, s.Callbacks())
}

func TestAHandlerThatOnlyWritesSays200(t *testing.T) {
	t.Parallel()
	s := newShop(t, cinetpaytest.Config{})
	pays(t, s.Pay(s.create(nil)))
	assert.NoError(t, s.DeliverTo(t.Context(), http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		w.WriteHeader(http.StatusContinue)
		_, err := io.WriteString(w, "OK")
		assert.NoError(t, err)
		w.WriteHeader(http.StatusTeapot)
	})))
}

func TestRepeatedNotification(t *testing.T) {
	t.Parallel()
	s := newShop(t, cinetpaytest.Config{})
	id := s.create(nil)
	pays(t, s.Pay(id), s.Notify(id))
	all := s.Callbacks()
	require.Len(t, all, 2)
	assert.Equal(t, all[0], all[1])
	assert.ErrorIs(t, s.Notify("unknown"), cinetpaytest.ErrPaymentNotFound)
}

func TestForgedNotification(t *testing.T) {
	t.Parallel()
	s := newShop(t, cinetpaytest.Config{})
	id := s.create(nil)
	pays(t, s.Pay(id))
	c := s.TakeCallbacks()[0]
	c.URL, c.Body, c.Token = "https://other.example/hook", []byte("cpm_amount=1"), "0"
	r, err := c.Request(t.Context())
	require.NoError(t, err)
	body, err := io.ReadAll(r.Body)
	require.NoError(t, err)
	assert.Equal(t, "https://other.example/hook cpm_amount=1 0", r.URL.String()+" "+string(body)+" "+r.Header.Get("X-Token"))
	c.URL = "://"
	_, err = c.Request(t.Context())
	assert.Error(t, err)
	_, err = c.Ping(t.Context())
	assert.Error(t, err)
	bare, err := cinetpaytest.Callback{URL: "https://shop.example", Body: []byte("a=b")}.Request(t.Context())
	require.NoError(t, err)
	assert.Equal(t, formType, bare.Header.Get("Content-Type"))
}

// broken is a network that reaches nobody.
type broken struct{}

func (broken) RoundTrip(*http.Request) (*http.Response, error) { return nil, errors.New("no route") }

// A shop whose address leads to a page to log in at has taken nothing: a redirect
// is no 200, and following it would lose the body.
func TestANotificationThatIsSentElsewhereWaits(t *testing.T) {
	t.Parallel()
	var asked []string
	hook := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.Method+" "+r.URL.Path)
		if r.Method == http.MethodPost {
			http.Redirect(w, r, "/login", http.StatusFound)
		}
	}))
	defer hook.Close()
	s := newShop(t, cinetpaytest.Config{NotifyURL: hook.URL + "/hook"})
	id := s.create(nil)
	pays(t, s.Pay(id))
	require.EqualError(t, s.Deliver(t.Context()), "the notification of "+id+" was not delivered: POST is answered 302")
	assert.Len(t, s.Callbacks(), 1)
	assert.Equal(t, []string{"GET /hook", "POST /hook"}, asked)
}

func TestDeliveryFailsWithoutAnAddressInTheError(t *testing.T) {
	t.Parallel()
	s := newShop(t, cinetpaytest.Config{NotifyClient: &http.Client{Transport: broken{}}, NotifyURL: "https://secret.example/x"})
	id := s.create(nil)
	pays(t, s.Pay(id))
	err := s.Deliver(t.Context())
	assert.EqualError(t, err, "the notification of "+id+" was not delivered: the address does not answer")
	assert.Len(t, s.Callbacks(), 1)
}

func TestServerDeliversByItself(t *testing.T) {
	t.Parallel()
	var server *cinetpaytest.Server
	got := make(chan string, 9)
	hook := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		id := r.PostFormValue("cpm_trans_id") + r.PostFormValue("client_transaction_id")
		if r.Method == http.MethodPost {
			// A shop reads the payment before it believes the notification.
			p, _ := server.Payment(id)
			got <- id + " " + p.Status + r.PostFormValue("treatment_status")
		}
	}))
	defer hook.Close()
	server = cinetpaytest.NewServer(cinetpaytest.Config{})
	defer server.Close()
	s := shop{Model: server.Model, t: t}

	near, far := s.create(fields{"notify_url": hook.URL}), s.create(fields{"notify_url": "https://shop.example/notify"})
	pays(t, server.Pay(far), server.Pay(near))
	assert.Equal(t, near+" ACCEPTED", <-got, "before Pay returns, past the one that may not leave")
	assert.Len(t, server.Callbacks(), 1)
	assert.Equal(t, far, server.Callbacks()[0].ID)

	query := s.logIn()
	s.form("POST /v1/transfer/contact", query, receiver)
	s.form(onSend, query, payout(fields{"notify_url": hook.URL}))
	pays(t, server.Complete("OUT-1"))
	assert.Equal(t, "OUT-1 VAL", <-got)

	third := s.create(fields{"notify_url": hook.URL})
	assert.Equal(t, server.URL+"/payment/"+s.payment(third).Token, s.payment(third).URL)
	answer, err := (&http.Client{}).PostForm(s.payment(third).URL, url.Values{"action": {"refuse"}})
	require.NoError(t, err)
	require.NoError(t, answer.Body.Close())
	assert.Equal(t, third+" REFUSED", <-got)
}

func TestServerWithOneAddressForAll(t *testing.T) {
	t.Parallel()
	got := make(chan string, 9)
	hook := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { got <- r.Method + " " + r.URL.Path }))
	defer hook.Close()
	server := cinetpaytest.NewServer(cinetpaytest.Config{NotifyURL: hook.URL + "/hook"})
	id := shop{Model: server.Model, t: t}.create(nil)
	pays(t, server.Pay(id))
	assert.Equal(t, []string{"GET /hook", "POST /hook"}, []string{<-got, <-got})
	server.Close()
	r, err := http.NewRequestWithContext(t.Context(), "POST", server.URL+"/v2/payment", nil)
	require.NoError(t, err)
	answer, err := (&http.Client{}).Do(r)
	if err == nil {
		_ = answer.Body.Close()
	}
	assert.Error(t, err, "the server is closed")
}

func TestNotificationJSONIsValid(t *testing.T) {
	t.Parallel()
	s := newShop(t, cinetpaytest.Config{Form: cinetpaytest.Form2021})
	id := s.create(fields{"transaction_id": `quote"<>`})
	pays(t, s.Pay(id))
	assert.True(t, json.Valid(s.Callbacks()[0].Body))
}
