package transport_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/faults"
	"github.com/paygates/paygates-go/internal/transport"
)

// Everything secret that a call carries, made up for the test.
const (
	password   = "pa55/wörd+canary"
	credential = "bWU6Y2FuYXJ5"
	apiKey     = "key-canary-0451"
	cardNumber = "4111111111111111"
	cvv        = "737"
	holder     = "CANARY HOLDER"
)

var canaries = []string{password, credential, apiKey, cardNumber, "4111 1111 1111 1111", holder, "canary"}

func secretConfig(base string) transport.Config {
	return transport.Config{
		Gateway: "testpay", BaseURL: base,
		Header:  http.Header{"Authorization": {"Basic " + credential}, "X-Api-Key": {apiKey}},
		Secrets: []paygates.Secret{paygates.NewSecret(password), paygates.NewSecret(apiKey)},
	}
}

func secretCall(op *paygates.Operation) *transport.Call {
	call := sample(op)
	call.Target = "/things/1?token=" + apiKey
	if op.Method == http.MethodPost {
		call.Body = []byte(`{"pan":"` + cardNumber + `","cvv":"` + cvv + `","holder":"` + holder + `"}`)
	}
	call.Secrets = []string{cardNumber, cvv, holder}
	return call
}

// echo is what a gateway may say that repeats all it was given.
const echo = password + " " + credential + " " + apiKey + " 4111 1111 1111 1111 " + cardNumber + " " + cvv + " " + holder

// echoing judges every answer as a refusal and takes over all that it says.
func echoing(reply *transport.Reply) *paygates.Error {
	said := string(reply.Body)
	return (&paygates.Error{
		Kind: paygates.ErrInvalidRequest, Code: said, Message: said, ObjectID: said,
		Fields: []paygates.FieldError{{Field: said, Message: said}},
	})
}

// printed is v in every way that a program prints things.
func printed(v any) string {
	var out strings.Builder
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t", "%p", "%T"} {
		fmt.Fprintf(&out, verb+"\n", v)
	}
	slog.New(slog.NewTextHandler(&out, nil)).Info("text", "v", v)
	slog.New(slog.NewJSONHandler(&out, nil)).Info("json", "v", v)
	if text, err := json.Marshal(v); err == nil {
		out.Write(text)
	}
	return out.String() + diff(v)
}

// failing is a test that fails, and keeps what it says.
type failing struct{ said strings.Builder }

func (f *failing) Errorf(format string, args ...any) { fmt.Fprintf(&f.said, format, args...) }

// diff is what testify says of v where something else was expected: it prints
// unexported fields, through pointers, without calling any method.
func diff(v any) string {
	f := new(failing)
	assert.Equal(f, struct{ v any }{}, struct{ v any }{v})
	return f.said.String()
}

func assertNoCanary(t *testing.T, text string) {
	t.Helper()
	lower := strings.ToLower(text)
	for _, canary := range canaries {
		for name, form := range map[string]string{"": canary, " in hex": fmt.Sprintf("%x", canary), " quoted": strings.Trim(fmt.Sprintf("%q", canary), `"`), " in bytes": strings.Trim(fmt.Sprint([]byte(canary)), "[]")} {
			assert.False(t, strings.Contains(lower, strings.ToLower(form)), "a canary shows%s", name) // and does not show here
		}
	}
}

// However a call fails, nothing secret that went out comes back in an error or
// stands in a log.
func TestSecretsNeverShow(t *testing.T) {
	t.Parallel()
	said := faults.Reply{Status: 422, Header: http.Header{"X-Echo": {cardNumber}}, Body: []byte(echo)}
	steps := []faults.Step{
		faults.Answer(said), faults.CutBody(said, 10), faults.GzipGarbage(said), faults.Oversized(said, 2<<20),
		faults.Verbatim(echo + "\r\n\r\n"), faults.Verbatim("HTTP/1.1 200 " + echo + "\r\n" + echo + "\r\n\r\n"),
		faults.Answer(faults.MovedTo(307, "https://evil.example/"+strings.ReplaceAll(echo, " ", ""))),
		faults.Answer(faults.MovedTo(302, "https://[::1/"+cardNumber)),
		faults.CloseAfterRequest(nil), faults.ResetMidRequest(10), faults.Answer(faults.TooManyRequests(cardNumber)),
	}
	for i, step := range steps {
		for _, op := range every {
			s := serve(t, step)
			var out strings.Builder
			for _, handler := range []slog.Handler{slog.NewJSONHandler(&out, nil), slog.NewTextHandler(&out, nil)} {
				client, wrong := transport.New(secretConfig(s.URL()), []paygates.Option{hasty, paygates.WithLogger(slog.New(handler))})
				require.Empty(t, wrong)
				e := failure(t, client.Do(t.Context(), secretCall(op), echoing))
				assertNoCanary(t, out.String()+printed(e)+printed(*e)+printed(fmt.Errorf("shop: %w", e))+chain(e))
				assert.NotEmpty(t, out.String(), i)
			}
		}
	}
}

// chain is the text of everything that errors.Unwrap reaches.
func chain(err error) string {
	if err == nil {
		return ""
	}
	text := err.Error() + fmt.Sprintf("%+v %#v", err, err) + diff(err)
	switch e := err.(type) { //nolint:errorlint // this walks the chain itself
	case interface{ Unwrap() []error }:
		for _, inner := range e.Unwrap() {
			text += chain(inner)
		}
	case interface{ Unwrap() error }:
		text += chain(e.Unwrap())
	}
	return text
}

// A RoundTripper of the caller's may put anything into its errors.
func TestForeignErrorTextNeverShows(t *testing.T) {
	t.Parallel()
	known := errors.New("known")
	for _, cause := range []error{errors.New(echo), fmt.Errorf("%s: %w", echo, known)} {
		rt := roundTripper(func(*http.Request) (*http.Response, error) { return nil, cause })
		client, wrong := transport.New(secretConfig(anywhere), []paygates.Option{once, sending(rt)})
		require.Empty(t, wrong)
		e := failure(t, client.Do(t.Context(), secretCall(create), judge))
		assertNoCanary(t, printed(e)+chain(e))
		assert.Equal(t, errors.Is(cause, known), errors.Is(e, known), "the cause can still be recognised")
	}
}

// The client holds credentials, and a certificate's key. It prints neither, not
// even in the diff of a user's test.
func TestClientDoesNotPrintItsSecrets(t *testing.T) {
	t.Parallel()
	cfg := secretConfig(anywhere)
	for _, options := range [][]paygates.Option{nil, {sending(&http.Transport{})}} {
		client, wrong := transport.New(cfg, options)
		require.Empty(t, wrong)
		inShop := struct{ client *transport.Client }{client}
		assertNoCanary(t, printed(client)+printed(*client)+printed(inShop)+printed(&inShop))
	}
}

// A panic of the caller's RoundTripper is passed on as it is: nothing is added.
func TestPanicIsPassedOn(t *testing.T) {
	t.Parallel()
	rt := roundTripper(func(*http.Request) (*http.Response, error) { panic("broken middleware") })
	client, wrong := transport.New(secretConfig(anywhere), []paygates.Option{sending(rt)})
	require.Empty(t, wrong)
	assert.PanicsWithValue(t, "broken middleware", func() {
		client.Do(t.Context(), secretCall(create), judge) //nolint:errcheck // it panics
	})
}

// New repeats nothing of what it refuses.
func TestRefusalsOfNewRepeatNothing(t *testing.T) {
	t.Parallel()
	for _, base := range []string{"https://me:" + apiKey + "@gateway.example", "http://gateway.example/" + apiKey, "https://gateway.example?key=" + apiKey, apiKey} {
		_, wrong := transport.New(secretConfig(base), []paygates.Option{paygates.WithUserAgent(apiKey + "\n")})
		assert.Len(t, wrong, 2)
		assertNoCanary(t, printed(wrong))
	}
}
