package cinetpay_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cinetpay"
	"github.com/paygates/paygates-go/internal/stub"
)

// payoutHost is a transfer API with logins: each gives a new token, and a call is
// answered by answer, which sees the token.
type payoutHost struct {
	mu     sync.Mutex
	logins int
	// login, if set, has a say about a login before it succeeds.
	login  func(n int, r *http.Request) *reply
	answer func(token string) reply
}

func (h *payoutHost) client(t testing.TB, opts ...paygates.Option) (*cinetpay.Client, *stub.Host) {
	t.Helper()
	host := stub.With(func(r *http.Request) reply {
		if r.URL.Path != loginPath {
			return h.answer(r.URL.Query().Get("token"))
		}
		h.mu.Lock()
		h.logins++
		n := h.logins
		h.mu.Unlock()
		if h.login != nil {
			if instead := h.login(n, r); instead != nil {
				return *instead
			}
		}
		return reply{Body: fmt.Sprintf(`{"code":0,"message":"OPERATION_SUCCES","data":{"token":"made-up-token-%d"}}`, n)}
	})
	client, err := cinetpay.New(testConfig(), append([]paygates.Option{paygates.WithHTTPClient(host.Client())}, opts...)...)
	require.NoError(t, err)
	return client, host
}

func balanceReply(t testing.TB) reply {
	t.Helper()
	return reply{Body: string(stub.Sample(t, "cinetpay", "balance"))}
}

// One login serves all who wait for it.
func TestOneLoginAtATime(t *testing.T) {
	t.Parallel()
	good := balanceReply(t)
	synctest.Test(t, func(t *testing.T) {
		h := &payoutHost{answer: func(string) reply { return good }}
		h.login = func(int, *http.Request) *reply {
			time.Sleep(2 * time.Second)
			return nil
		}
		client, host := h.client(t)
		var together sync.WaitGroup
		for range 50 {
			together.Go(func() {
				_, err := client.Transfers.Balance(t.Context())
				assert.NoError(t, err)
			})
		}
		together.Wait()
		assert.Equal(t, 1, h.logins)
		assert.Len(t, host.Requests(), 51)
	})
}

// A failed login fails all who waited for it, once, and the next call tries anew.
func TestFailedLoginIsShared(t *testing.T) {
	t.Parallel()
	good, refused := balanceReply(t), reply{Status: 400, Body: string(stub.Sample(t, "cinetpay", "login_invalid"))}
	synctest.Test(t, func(t *testing.T) {
		h := &payoutHost{answer: func(string) reply { return good }}
		h.login = func(n int, _ *http.Request) *reply {
			time.Sleep(time.Second)
			if n == 1 {
				return &refused
			}
			return nil
		}
		client, _ := h.client(t)
		var together sync.WaitGroup
		for range 10 {
			together.Go(func() {
				_, err := client.Transfers.Send(t.Context(), sendRequest())
				e, ok := errors.AsType[*paygates.Error](err)
				if !assert.True(t, ok) {
					return
				}
				require.ErrorIs(t, err, paygates.ErrAuthentication)
				assert.Equal(t, "701", e.Code)
				assert.Equal(t, "Transfers.Send", e.Op)
				assert.Equal(t, notExecuted, e.Outcome)
				assert.Equal(t, paygates.AdviceFixRequest, e.Advice())
				assert.Equal(t, suitePayout, e.Reference)
				assert.Zero(t, e.Attempts, "of the payout itself nothing was sent")
				assert.Contains(t, e.Message, "INVALID_CREDENTIALS")
			})
		}
		together.Wait()
		assert.Equal(t, 1, h.logins)
		_, err := client.Transfers.Balance(t.Context())
		require.NoError(t, err)
		assert.Equal(t, 2, h.logins)
	})
}

// What a login is answered with says nothing of a transfer: that none is found, say.
func TestALoginSaysNothingOfATransfer(t *testing.T) {
	t.Parallel()
	says := func(code string) reply {
		return reply{Status: 400, Body: `{"code":"` + code + `","message":"NOT_FOUND","data":[]}`}
	}
	for _, c := range []struct {
		code   string
		answer reply
	}{
		{"723", says("723")}, {"805", says("805")}, {"602", says("602")}, {"724", says("724")},
		{"", reply{Status: 402, Body: "{}"}}, {"", reply{Status: 409, Body: "{}"}},
		{"", reply{Status: 402, Body: "<html>"}}, {"", reply{Status: 404, Body: "<html>"}}, {"", reply{Status: 409, Body: "<html>"}},
	} {
		code := c.code
		h := &payoutHost{answer: func(string) reply { return balanceReply(t) }}
		h.login = func(int, *http.Request) *reply { return &c.answer }
		client, _ := h.client(t)
		_, err := client.Transfers.Get(t.Context(), suitePayout)
		require.ErrorIs(t, err, paygates.ErrUnexpectedReply, "%+v", c.answer)
		e, _ := errors.AsType[*paygates.Error](err)
		assert.Equal(t, code, e.Code)
		assert.Empty(t, e.Decline, code)
		assert.Equal(t, paygates.AdviceResend, e.Advice(), "a failed read is made again: %+v", c.answer)
		intent := paygates.Intent{
			Gateway: "cinetpay", Op: "Transfers.Send", Reference: suitePayout, Amount: xof("500"), At: time.Now().Add(-48 * time.Hour),
		}
		resolution, err := client.Resolve(t.Context(), intent)
		require.ErrorIs(t, err, paygates.ErrUnexpectedReply, code)
		assert.Nil(t, resolution, code)
	}
}

// A token is kept four of its five minutes, counted from the request for it.
func TestTokenIsKeptFourMinutes(t *testing.T) {
	t.Parallel()
	good := balanceReply(t)
	synctest.Test(t, func(t *testing.T) {
		var tokens []string
		h := &payoutHost{answer: func(token string) reply {
			tokens = append(tokens, token)
			return good
		}}
		h.login = func(int, *http.Request) *reply {
			time.Sleep(time.Minute)
			return nil
		}
		client, _ := h.client(t, paygates.WithAttemptTimeout(time.Hour))
		balance := func() {
			_, err := client.Transfers.Balance(t.Context())
			require.NoError(t, err)
		}
		balance() // asked for at 0:00, there at 1:00
		time.Sleep(3*time.Minute - time.Nanosecond)
		balance()
		time.Sleep(time.Nanosecond)
		balance()
		assert.Equal(t, []string{"made-up-token-1", "made-up-token-1", "made-up-token-2"}, tokens)
	})
}

// A caller who gives up while he logs in for others takes none of them along.
func TestAbandonedLogin(t *testing.T) {
	t.Parallel()
	good := balanceReply(t)
	synctest.Test(t, func(t *testing.T) {
		h := &payoutHost{answer: func(string) reply { return good }}
		h.login = func(n int, r *http.Request) *reply {
			if n == 1 {
				<-r.Context().Done()
				return &reply{Status: 500}
			}
			time.Sleep(time.Second)
			return nil
		}
		client, _ := h.client(t)
		began := time.Now()
		first, cancel := context.WithCancel(t.Context())
		patience, stop := context.WithTimeout(t.Context(), time.Second)
		defer stop()
		var together sync.WaitGroup
		together.Go(func() {
			_, err := client.Transfers.Balance(first)
			require.ErrorIs(t, err, context.Canceled)
			assert.Equal(t, notExecuted, paygates.OutcomeOf(err))
		})
		synctest.Wait() // he is on his way
		for range 5 {
			together.Go(func() {
				_, err := client.Transfers.Balance(t.Context())
				assert.NoError(t, err)
			})
		}
		together.Go(func() {
			_, err := client.Transfers.Balance(patience)
			require.ErrorIs(t, err, context.DeadlineExceeded, "who waits gives up on his own account")
			assert.Equal(t, time.Second, time.Since(began), "and at once")
			e, _ := errors.AsType[*paygates.Error](err)
			assert.Equal(t, "Transfers.Balance", e.Op)
		})
		synctest.Wait()
		time.Sleep(2 * time.Second)
		cancel()
		together.Wait()
		assert.Equal(t, 2, h.logins)
	})
}

// A caller's own mistake stops the login that he makes for others, and is his alone.
func TestAMistakeOfWhoLogsIn(t *testing.T) {
	t.Parallel()
	good := balanceReply(t)
	synctest.Test(t, func(t *testing.T) {
		h := &payoutHost{answer: func(string) reply { return good }}
		client, _ := h.client(t)
		// His request's id is read when he is already the one who logs in.
		wrong := slowly{paygates.WithRequestID(t.Context(), "two\nlines"), time.Second}
		var together sync.WaitGroup
		together.Go(func() {
			_, err := client.Transfers.Balance(wrong)
			require.ErrorIs(t, err, paygates.ErrInvalidRequest)
		})
		synctest.Wait() // he is on his way
		together.Go(func() {
			_, err := client.Transfers.Balance(t.Context())
			assert.NoError(t, err, "nothing is wrong with this call")
		})
		together.Wait()
		assert.Equal(t, 1, h.logins)
	})
}

// slowly is a context whose values take their time.
type slowly struct {
	context.Context
	wait time.Duration
}

func (c slowly) Value(key any) any {
	time.Sleep(c.wait)
	return c.Context.Value(key)
}

// A login that ends in a panic, of a caller's own transport say, leaves those who
// wait for it neither waiting nor without a token.
func TestLoginThatPanics(t *testing.T) {
	t.Parallel()
	good := balanceReply(t)
	synctest.Test(t, func(t *testing.T) {
		h := &payoutHost{answer: func(token string) reply {
			assert.NotEmpty(t, token)
			return good
		}}
		h.login = func(n int, _ *http.Request) *reply {
			time.Sleep(time.Second)
			if n == 1 {
				panic("made-up")
			}
			return nil
		}
		client, _ := h.client(t)
		var together sync.WaitGroup
		together.Go(func() {
			assert.PanicsWithValue(t, "made-up", func() { _, _ = client.Transfers.Balance(t.Context()) })
		})
		synctest.Wait()
		together.Go(func() {
			_, err := client.Transfers.Balance(t.Context())
			assert.NoError(t, err)
		})
		together.Wait()
	})
}

// 705 and 706 say that the token is no good and that nothing was done: one new
// login, one more send. 707 says the same of the token, and allows no resend.
func TestRefusedToken(t *testing.T) {
	t.Parallel()
	refuse := func(code string) reply {
		return reply{Body: `{"code":"` + code + `","message":"TOKEN","description":"made-up-token-1, made-up-token-2","data":[]}`}
	}
	for name, c := range map[string]struct {
		code   string
		until  int // the token from which on all is well; 0 for never
		sends  int
		logins int
		ok     bool
	}{
		"705":        {"705", 2, 2, 2, true},
		"706":        {"706", 2, 2, 2, true},
		"706, twice": {"706", 0, 2, 2, false},
		"707":        {"707", 2, 1, 1, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			good := reply{Body: string(stub.Sample(t, "cinetpay", "send"))}
			var tokens []string
			h := &payoutHost{answer: func(token string) reply {
				tokens = append(tokens, token)
				if c.until > 0 && token >= fmt.Sprintf("made-up-token-%d", c.until) {
					return good
				}
				return refuse(c.code)
			}}
			hooked := 0
			client, host := h.client(t, paygates.WithBeforeSend(func(_ context.Context, i paygates.Intent) error {
				hooked++
				assert.Equal(t, "Transfers.Send", i.Op, "a login is nothing to write down")
				return nil
			}))
			_, err := client.Transfers.Send(t.Context(), sendRequest())
			assert.Len(t, tokens, c.sends)
			assert.Equal(t, c.logins, h.logins)
			assert.Equal(t, 1, hooked)
			sends := asked(host)
			assert.Equal(t, sends[0].Body, sends[len(sends)-1].Body)
			if c.ok {
				require.NoError(t, err)
				return
			}
			require.ErrorIs(t, err, paygates.ErrAuthentication)
			e, _ := errors.AsType[*paygates.Error](err)
			assert.Equal(t, notExecuted, e.Outcome)
			assert.NotContains(t, e.Message, "made-up-token-1")
			if c.sends == 2 {
				assert.NotContains(t, e.Message, "made-up-token-2")
			}
			// The refused token is forgotten either way.
			_, _ = client.Transfers.Balance(t.Context())
			assert.NotEqual(t, tokens[c.sends-1], tokens[c.sends])
		})
	}
}

// A token that was refused in a way that proves nothing is not sent again, but
// forgotten all the same.
func TestRefusedTokenWithoutProof(t *testing.T) {
	t.Parallel()
	for name, odd := range map[string]reply{
		"HTTP 500":    {Status: 500, Body: `{"code":"705","message":"EXPIRED_TOKEN","data":[]}`},
		"with a data": {Body: `{"code":"706","message":"INVALID_TOKEN","data":[{"transaction_id":"T1"}]}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var tokens []string
			h := &payoutHost{answer: func(token string) reply {
				tokens = append(tokens, token)
				return odd
			}}
			client, _ := h.client(t)
			for range 2 {
				_, err := client.Transfers.Send(t.Context(), sendRequest())
				require.ErrorIs(t, err, paygates.ErrOutcomeUnknown)
			}
			assert.Equal(t, []string{"made-up-token-1", "made-up-token-2"}, tokens)
		})
	}
}

// A token that another caller has renewed meanwhile is not thrown away.
func TestRefusedTokenSparesANewerOne(t *testing.T) {
	t.Parallel()
	good := balanceReply(t)
	synctest.Test(t, func(t *testing.T) {
		h := &payoutHost{answer: func(token string) reply {
			if token == "made-up-token-1" {
				time.Sleep(time.Second) // both have set out with it
				return reply{Body: `{"code":"705","message":"EXPIRED_TOKEN","data":[]}`}
			}
			return good
		}}
		client, _ := h.client(t)
		var together sync.WaitGroup
		for range 20 {
			together.Go(func() {
				_, err := client.Transfers.Balance(t.Context())
				assert.NoError(t, err)
			})
		}
		together.Wait()
		assert.Equal(t, 2, h.logins)
	})
}

// A login that answers anything but a token stops the call, and its answer is
// kept nowhere.
func TestLoginAnswers(t *testing.T) {
	t.Parallel()
	const secret = `made-up-token-9`
	for name, c := range map[string]struct {
		answer reply
		kind   error
	}{
		"no token":          {reply{Body: `{"code":0,"data":{}}`}, paygates.ErrUnexpectedReply},
		"an empty one":      {reply{Body: `{"code":0,"data":{"token":""}}`}, paygates.ErrUnexpectedReply},
		"no code":           {reply{Body: `{"data":{"token":"` + secret + `"}}`}, paygates.ErrUnexpectedReply},
		"another code":      {reply{Body: `{"code":1,"data":{"token":"` + secret + `"}}`}, paygates.ErrUnexpectedReply},
		"the checkout's":    {reply{Body: `{"code":"00","data":{"token":"` + secret + `"}}`}, paygates.ErrUnexpectedReply},
		"accepted":          {reply{Status: 202, Body: `{"code":0,"data":{"token":"` + secret + `"}}`}, paygates.ErrUnexpectedReply},
		"a control in it":   {reply{Body: `{"code":0,"data":{"token":"` + secret + `\u0000"}}`}, paygates.ErrUnexpectedReply},
		"two of them":       {reply{Body: `{"code":0,"data":{"token":"` + secret + `","token":"b"}}`}, paygates.ErrUnexpectedReply},
		"a list":            {reply{Body: `{"code":0,"data":["` + secret + `"]}`}, paygates.ErrUnexpectedReply},
		"702":               {reply{Body: `{"code":"702","message":"COULD_NOT_CREATE_TOKEN","data":[]}`}, paygates.ErrAuthentication},
		"703":               {reply{Status: 401, Body: `{"code":703,"message":"INVALID_USER","data":[]}`}, paygates.ErrAuthentication},
		"HTML":              {reply{Status: 403, Body: `<html>`}, paygates.ErrForbidden},
		"no User-Agent":     {reply{Status: 403, Body: `error code: 1010`}, paygates.ErrForbidden},
		"too many requests": {reply{Status: 429, Header: http.Header{"Retry-After": {"3600"}}}, paygates.ErrRateLimited},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var log bytes.Buffer
			h := &payoutHost{login: func(int, *http.Request) *reply { return &c.answer }}
			client, host := h.client(t, paygates.WithLogger(slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))))
			_, err := client.Transfers.Send(t.Context(), sendRequest())
			require.ErrorIs(t, err, c.kind)
			assert.Equal(t, notExecuted, paygates.OutcomeOf(err))
			assert.Empty(t, asked(host))
			for e := err; e != nil; {
				assert.NotContains(t, fmt.Sprintf("%v %+v %#v", e, e, e), secret)
				one, ok := e.(*paygates.Error)
				if !ok {
					break
				}
				assert.NotContains(t, string(one.Raw.Bytes()), secret)
				e = one.Unwrap()[len(one.Unwrap())-1]
			}
			assert.NotContains(t, log.String(), secret)
			if name == "too many requests" {
				one, _ := errors.AsType[*paygates.Error](err)
				assert.Equal(t, time.Hour, one.RetryAfter)
			}
		})
	}
}

// Without a password there are no transfers, and payments all the same.
func TestTransfersNeedAPassword(t *testing.T) {
	t.Parallel()
	cfg := testConfig()
	cfg.TransferPassword, cfg.TransferURL = paygates.Secret{}, ""
	client, host := stubbedWith(t, cfg, reply{Body: string(stub.Sample(t, "cinetpay", "create"))})
	for name, call := range operationCalls {
		_, err := call(t.Context(), client)
		if strings.HasPrefix(name, "Transfers.") {
			require.ErrorIs(t, err, paygates.ErrInvalidRequest, name)
			require.ErrorContains(t, err, "cinetpay "+name)
			require.ErrorContains(t, err, "Config.TransferPassword")
		}
	}
	assert.Len(t, host.Requests(), 2, "one for each call of the checkout API")
}
