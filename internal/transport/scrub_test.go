package transport_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/faults"
	"github.com/paygates/paygates-go/internal/transport"
)

// scrubbed is what becomes of an error's texts.
func scrubbed(t testing.TB, e *paygates.Error) *paygates.Error {
	t.Helper()
	cfg := secretConfig(anywhere)
	client, wrong := transport.New(cfg, []paygates.Option{sending(faults.NewTransport(faults.Answer(faults.Empty(400))))})
	require.Empty(t, wrong)
	return failure(t, client.Do(t.Context(), secretCall(create), func(*transport.Reply) *paygates.Error { return e }))
}

func TestScrubbedTexts(t *testing.T) {
	t.Parallel()
	const gone = "[redacted]"
	for text, want := range map[string]string{
		"":                            "",
		"amount is too large":         "amount is too large",
		"at least 1000.00, at most 5": "at least 1000.00, at most 5",
		"2026-05-04 03:02:01":         "2026-05-04 03:02:01",

		// Digits in a row.
		"card 4111111111111111 refused":       "card " + gone + " refused",
		"4111111111111111":                    gone,
		"12345678901":                         "12345678901",
		"123456789012":                        gone,
		"1234567890123456789":                 gone,
		"12345678901234567890":                gone,
		"x4111111111111111y5500005555555559z": "x" + gone + "y" + gone + "z",
		"411111111111111!1":                   gone + "!1",

		// Single spaces and dashes between them.
		"4111 1111 1111 1111":               gone,
		"4111-1111-1111-1111.":              gone + ".",
		"3782 822463 10005 is expired":      gone + " is expired",
		"4 1 1 1-1 1 1 1-1 1 1 1-1 1 1 1":   gone,
		"call 555 0100 or 555 0199":         "call 555 0100 or 555 0199",
		"-4111111111111111-":                "-" + gone + "-",
		" 4111111111111111 ":                " " + gone + " ",
		"4111  1111--1111":                  "4111  1111--1111",
		"pan=4111111111111111&cvv=737":      "pan=" + gone + "&cvv=" + gone,
		"4111\u00a01111 1111 1111 1111 111": "4111\u00a0" + gone,

		// Our own secrets, those of the settings and those of the call.
		"key " + apiKey + " unknown":        "key " + gone + " unknown",
		apiKey + apiKey:                     gone,
		"user me, password " + password:     "user me, password " + gone,
		"Basic " + credential:               "Basic " + gone,
		"holder " + holder + ", CVV " + cvv: "holder " + gone + ", CVV " + gone,
		// Where a security code stands in a card number, the rest of it goes as well.
		"5500 0073 7555 5559 5": gone,
		"41111173711111":        gone,

		// Written once more: JSON in JSON, a URL, HTML.
		`{\"password\":\"pa55\/w\u00f6rd+canary\"}`: gone,
		`{\"card\":\"4111111111111111\"}`:           `{\"card\":\"` + gone + `\"}`,
		`{\"code\":\"bad\"}`:                        `{\"code\":\"bad\"}`,
		`\u0034111111111111111`:                     `\u` + gone,
		strings.Repeat(`\u0034`, 16):                gone,
		`a\`:                                        `a\`,
		`\u12`:                                      `\u12`,
		"pa55%2Fw%C3%B6rd%2Bcanary":                 gone,
		"pa55%2fw%c3%b6rd%2bcanary":                 gone,
		"100% of 5%zz":                              "100% of 5%zz",
		"4111+1111+1111+1111":                       gone,
		"a+b":                                       "a+b",
		"holder=CANARY+HOLDER":                      gone,
		"&lt;b&gt;no&lt;/b&gt;":                     "&lt;b&gt;no&lt;/b&gt;",
	} {
		e := scrubbed(t, &paygates.Error{Message: text, Fields: []paygates.FieldError{{Field: text, Message: text}}})
		assert.Equal(t, want, e.Message)
		assert.Equal(t, []paygates.FieldError{{Field: want, Message: want}}, e.Fields)
	}
}

func TestScrubbedHTML(t *testing.T) {
	t.Parallel()
	cfg := config(anywhere)
	cfg.Secrets = []paygates.Secret{paygates.NewSecret(`a<b&"c"`)}
	client, wrong := transport.New(cfg, []paygates.Option{sending(faults.NewTransport(faults.Answer(faults.Empty(400))))})
	require.Empty(t, wrong)
	e := failure(t, client.Do(t.Context(), sample(create), func(*transport.Reply) *paygates.Error {
		return &paygates.Error{Message: "no a&lt;b&amp;&quot;c&quot; here"}
	}))
	assert.Equal(t, "[redacted]", e.Message)
}

// A secret of one or two characters would shred every text.
func TestShortSecretsAreNone(t *testing.T) {
	t.Parallel()
	cfg := config(anywhere)
	cfg.Secrets = []paygates.Secret{{}, paygates.NewSecret("a"), paygates.NewSecret("ab")}
	client, wrong := transport.New(cfg, []paygates.Option{sending(faults.NewTransport(faults.Answer(faults.Empty(400))))})
	require.Empty(t, wrong)
	call := sample(create)
	call.Secrets = []string{"", "b", "bc"}
	e := failure(t, client.Do(t.Context(), call, func(*transport.Reply) *paygates.Error {
		return &paygates.Error{Message: "abc", ObjectID: "abc", Code: "abc"}
	}))
	assert.Equal(t, [3]string{"abc", "abc", "abc"}, [3]string{e.Message, e.ObjectID, e.Code})
}

// A code that looks like one is kept; what does not is no code.
func TestScrubbedCodes(t *testing.T) {
	t.Parallel()
	const gone = "[redacted]"
	for code, want := range map[string]string{
		"": "", "INVALID_STATE": "INVALID_STATE", "705": "705", "cvv.737": "cvv." + gone, "E-1.2_c": "E-1.2_c",
		strings.Repeat("X", 64): strings.Repeat("X", 64), strings.Repeat("X", 65): gone,
		"<html>": gone, "a\nb": gone, "a\"b": gone, "é": gone, "4111111111111111": gone, apiKey: gone, "E_" + apiKey: "E_" + gone, "insufficient funds": gone, "a:b": gone,
	} {
		assert.Equal(t, want, scrubbed(t, &paygates.Error{Code: code}).Code)
	}
}

// Ids are long runs of digits themselves, and are kept; the card number that
// went out is not one.
func TestScrubbedIDs(t *testing.T) {
	t.Parallel()
	const gone = "[redacted]"
	for id, want := range map[string]string{
		"": "", "5500005555555559": "5500005555555559", "ord_1": "ord_1",
		cardNumber: gone, "x" + cardNumber: gone, apiKey: gone, "id-" + holder: gone,
		cvv: gone, "cvv-" + cvv: gone, cvv + "-" + cvv: gone, cvv + "x": gone,
		"94611545" + cvv + "00120": "94611545" + cvv + "00120", cvv + "0-" + cvv: gone, "9" + cvv: "9" + cvv, cvv + "9": cvv + "9",
	} {
		assert.Equal(t, want, scrubbed(t, &paygates.Error{ObjectID: id}).ObjectID)
	}
}

// Free text of an object, which belongs to no error, loses its card numbers alone.
func TestMaskCards(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"": "", "order 17": "order 17", "4111-1111-1111-1111 refused": "[redacted] refused", apiKey: apiKey, "411111****1111": "411111****1111",
	} {
		assert.Equal(t, want, transport.MaskCards(text))
	}
}

// aloneCVV: the digits of an id hold any three digits somewhere.
var aloneCVV = regexp.MustCompile(`(^|[^0-9])` + cvv + `([^0-9]|$)`)

var longRun = regexp.MustCompile(`[0-9](?:[ -]?[0-9]){11}`)

// Whatever a gateway says, no secret and no card number is left in it.
func FuzzScrub(f *testing.F) {
	for _, seed := range []string{echo, "4111 1111-1111 1111", `\u0034`, "%34%31", "&amp;", cardNumber + cvv + apiKey, "12345678901 2", "\\", "%", "+"} {
		f.Add(seed, "")
		f.Add("card ", seed)
	}
	f.Fuzz(func(t *testing.T, before, after string) {
		for _, inside := range []string{"", cardNumber, apiKey, holder, password} {
			said := before + inside + after
			e := scrubbed(t, &paygates.Error{Message: said, Code: said, ObjectID: said})
			for _, text := range []string{e.Message, e.Code} {
				assert.False(t, longRun.MatchString(text))
			}
			for _, text := range []string{e.Message, e.Code, e.ObjectID} {
				for _, secret := range []string{cardNumber, apiKey, holder, password, credential} {
					assert.False(t, strings.Contains(text, secret))
				}
			}
			for _, text := range []string{e.Message, e.Code} {
				assert.False(t, strings.Contains(text, cvv))
			}
			assert.False(t, aloneCVV.MatchString(e.ObjectID))
		}
	})
}

// No target leads anywhere but to the configured host.
func FuzzOriginGuard(f *testing.F) {
	for _, seed := range []string{"/", "", "@evil.example", ":1@evil.example/", ".evil.example", "\\@evil.example", "/%zz", "?q", "#f", "//evil.example", "/{id}"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, target string) {
		tr := faults.NewTransport(faults.Answer(good))
		call := sample(create)
		call.Target = target
		err := newClient(t, anywhere, sending(tr), once).Do(t.Context(), call, judge)
		for _, r := range tr.Requests() {
			assert.Equal(t, "gateway.example", r.Host)
			assert.Equal(t, []string{"Basic bWU6c2VjcmV0"}, r.Header.Values("Authorization"))
		}
		assert.Equal(t, err == nil, tr.Whole() == 1)
	})
}
