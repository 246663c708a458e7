package paygates_test

import (
	"encoding/gob"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go"
)

const (
	canary     = "canary-57"
	cardNumber = "4111111111111111"
)

// shop is a user's struct: fmt, slog and test diffs read its unexported fields
// without calling any method on them.
type shop struct {
	Public  any
	private any
}

// typedShop holds the values themselves, not behind an interface.
type typedShop struct {
	secret   paygates.Secret
	pan      paygates.PAN
	raw      paygates.Raw
	cert     paygates.ClientCertificate
	redirect paygates.Redirect
	err      paygates.Error
	failed   *paygates.Error
}

// secretive are values that carry a canary.
func secretive(t *testing.T) map[string]any {
	t.Helper()
	certPEM, keyPEM := keyPair(t)
	cert, err := paygates.ParseClientCertificate(certPEM, keyPEM)
	require.NoError(t, err)
	secret, pan, raw := paygates.NewSecret(canary), paygates.NewPAN(cardNumber), paygates.NewRaw([]byte(canary+cardNumber))
	shared := new(paygates.Secrets)
	shared.New(canary)
	redirect := paygates.Redirect{URL: "https://acs.example/challenge", Method: "POST", Fields: map[string]paygates.Secret{"PaReq": secret}}
	failed := &paygates.Error{Kind: paygates.ErrDeclined, Raw: raw}
	return map[string]any{
		"Secret": secret, "PAN": pan, "Raw": raw, "ClientCertificate": cert, "Redirect": redirect, "Error": failed,
		"Secrets": shared, "shared Secret": shared.New(canary),
		"typed struct": typedShop{secret, pan, raw, cert, redirect, *failed, failed},
		"map":          map[string]paygates.Secret{"password": secret},
		"map of PAN":   map[string]paygates.PAN{"card": pan},
	}
}

// forms are v on its own and inside what a user may put it into.
func forms(v any) []any {
	return []any{v, &v, shop{v, v}, &shop{v, v}, []any{v}, map[string]any{"v": v}, struct{ inner *shop }{&shop{v, v}}}
}

var verbs = []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "% x", "%#x", "%d", "%o", "%b", "%c", "%U", "%e", "%g", "%t", "%p", "%T", "%60v", "%-9.3s"}

// failing is a testing.TB that keeps what assertions say.
type failing struct{ said strings.Builder }

func (f *failing) Errorf(format string, args ...any) { fmt.Fprintf(&f.said, format, args...) }

// printed is v in every way that a program prints things.
func printed(v any) string {
	var out strings.Builder
	for _, verb := range verbs {
		fmt.Fprintf(&out, verb+"\n", v)
	}
	fmt.Fprintln(&out, v)
	for _, handler := range []slog.Handler{slog.NewTextHandler(&out, nil), slog.NewJSONHandler(&out, nil)} {
		slog.New(handler).Info("event", "v", v, slog.Group("group", "v", v))
		slog.New(handler).With("v", v).Info("event")
	}
	for _, encode := range []func(any) ([]byte, error){json.Marshal, xml.Marshal} {
		if text, err := encode(v); err == nil {
			out.Write(text)
		} else {
			fmt.Fprintln(&out, err)
		}
	}
	if err := gob.NewEncoder(&out).Encode(v); err != nil {
		fmt.Fprintln(&out, err)
	}
	diffs := new(failing)
	assert.Equal(diffs, shop{}, shop{private: v})
	assert.Nil(diffs, v)
	assert.Empty(diffs, v)
	assert.ElementsMatch(diffs, []any{v}, []any{})
	assert.Contains(diffs, []any{v}, "nothing")
	if diffs.said.Len() == 0 {
		panic("the assertions said nothing: the test proves nothing")
	}
	return out.String() + diffs.said.String()
}

// shows says whether text shows what is secret, in one of the forms that fmt gives texts.
func shows(text, secret string) bool {
	text = strings.ToLower(text)
	bytes := strings.Trim(fmt.Sprint([]byte(secret)), "[]")
	for _, form := range []string{secret, hex.EncodeToString([]byte(secret)), fmt.Sprintf("% x", secret), bytes, strings.ReplaceAll(bytes, " ", ", ")} {
		if strings.Contains(text, form) {
			return true
		}
	}
	return false
}

// No verb, logger, encoder or test diff shows a secret.
func TestSecretsAreNeverPrinted(t *testing.T) {
	t.Parallel()
	for name, v := range secretive(t) {
		for i, form := range forms(v) {
			text := printed(form)
			assert.False(t, shows(text, canary), "%s shows its secret in form %d", name, i)
			assert.False(t, shows(text, cardNumber), "%s shows its card number in form %d", name, i)
			assert.False(t, strings.Contains(text, "PRIVATE KEY") || strings.Contains(text, "PrivateKey:"), "%s shows its key in form %d", name, i)
		}
	}
}

// The watch itself works: it sees what is not hidden.
func TestPrintedSeesWhatIsNotHidden(t *testing.T) {
	t.Parallel()
	for _, plain := range []any{canary, []byte(canary), shop{private: canary}, shop{private: []byte(canary)}, struct{ s *shop }{&shop{private: canary}}} {
		assert.True(t, shows(printed(plain), canary))
	}
}

func TestRedactedForms(t *testing.T) {
	t.Parallel()
	certPEM, keyPEM := keyPair(t)
	cert, err := paygates.ParseClientCertificate(certPEM, keyPEM)
	require.NoError(t, err)
	for _, v := range []any{paygates.NewSecret(canary), paygates.Secret{}, paygates.NewPAN(cardNumber), paygates.PAN{}, cert, paygates.ClientCertificate{}} {
		for _, verb := range verbs {
			if verb != "%p" && verb != "%T" {
				assert.Equal(t, "[redacted]", fmt.Sprintf(verb, v), "%T", v)
			}
		}
		assert.Equal(t, "[redacted]", v.(fmt.Stringer).String())
		text, err := json.Marshal(map[string]any{"v": v})
		require.NoError(t, err)
		assert.Equal(t, `{"v":"[redacted]"}`, string(text))
	}
	raw := paygates.NewRaw([]byte(canary))
	for _, verb := range verbs {
		if verb != "%p" && verb != "%T" {
			assert.Equal(t, "[9 bytes]", fmt.Sprintf(verb, raw), verb)
		}
	}
	text, err := json.Marshal(raw)
	require.NoError(t, err)
	assert.Equal(t, `"[9 bytes]"`, string(text))
}

// Neither is a secret read: what was redacted cannot come back as if it were one.
func TestRedactedFormsAreNotRead(t *testing.T) {
	t.Parallel()
	for _, into := range []any{new(paygates.Secret), new(paygates.PAN), new(paygates.Raw), new(paygates.ClientCertificate)} {
		assert.Error(t, json.Unmarshal([]byte(`"[redacted]"`), into), "%T", into)
	}
}

// An error's free texts are for people to ask for, not for printing.
func TestErrorDoesNotPrintItsTexts(t *testing.T) {
	t.Parallel()
	e := &paygates.Error{
		Kind: paygates.ErrInvalidRequest, HTTPStatus: 400, Attempts: 1, Message: canary, Raw: paygates.NewRaw([]byte(canary)),
		Fields: []paygates.FieldError{{Field: canary, Message: canary}},
	}
	e.WithCause(fmt.Errorf("cause %s", canary))
	for _, verb := range verbs {
		assert.False(t, shows(fmt.Sprintf(verb, e), canary), verb)
		if verb != "%p" { // of a value, no verb at all: fmt then asks no method, which is why texts are scrubbed as well
			assert.False(t, shows(fmt.Sprintf(verb, *e), canary), verb)
		}
	}
	var out strings.Builder
	slog.New(slog.NewTextHandler(&out, nil)).Info("", "err", e, "value", *e)
	slog.New(slog.NewJSONHandler(&out, nil)).Info("", "err", e, "value", *e)
	text, err := json.Marshal([]any{e, *e})
	require.NoError(t, err)
	assert.False(t, shows(out.String()+string(text)+fmt.Errorf("%w", e).Error(), canary))
	assert.NotErrorIs(t, e, io.EOF)
}
