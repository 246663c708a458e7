package conformance

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	paygates "github.com/paygates/paygates-go"
)

func TestLeaked(t *testing.T) {
	t.Parallel()
	const password, card, cvv = "pass <word>/1", "4111111111111111", "8264"
	w := newWatch([]Secret{{"password", password}, {"card", card}, {"cvv", cvv}})
	quoted, err := json.Marshal(password)
	assert.NoError(t, err)
	for _, text := range []string{
		"x" + password + "y", string(quoted), fmt.Sprintf("%q", password), fmt.Sprintf("%x", password), fmt.Sprintf("%X", password), fmt.Sprintf("% x", password),
		fmt.Sprint([]byte(password)), base64.StdEncoding.EncodeToString([]byte(password)), "pass+%3Cword%3E%2F1",
		"card 4111 1111-1111 1111.", "n=4111111111111111", fmt.Sprintf("%d", []byte(card)), "cvv 8264", `{"cvv":"8264"}`, "8264",
	} {
		_, found := w.leaked(text)
		assert.True(t, found, text)
	}
	for _, text := range []string{"", "pass word", "411111****1111", "4111 1111 1111 111", "0xc000826400", "82640", "a8264", "[redacted]"} {
		name, found := w.leaked(text)
		assert.False(t, found, "%s in %q", name, text)
	}
	assert.NotContains(t, w.scrubbed("it says "+password), password)
	assert.Equal(t, "fine", w.scrubbed("fine"))
}

func TestDump(t *testing.T) {
	t.Parallel()
	type inner struct{ hidden []byte }
	type outer struct {
		Secret paygates.Secret
		PAN    paygates.PAN
		At     time.Time
		Map    map[string]any
		next   *outer
		any    any
		in     inner
	}
	at := time.Date(2025, time.May, 1, 0, 0, 0, 0, time.UTC)
	make := func() *outer {
		o := &outer{
			Secret: paygates.NewSecret("s3cret"), PAN: paygates.NewPAN("4111"), At: at, Map: map[string]any{"b": 1, "a": []string{"x"}}, any: inner{[]byte("deep")},
		}
		o.next = o
		return o
	}
	one, other := make(), make()
	assert.Equal(t, dump(one, revealed), dump(other, revealed), "equal values are alike")
	assert.Contains(t, dump(one, revealed), "s3cret")
	assert.NotContains(t, dump(one, bare), "s3cret", "a diff sees no secret")
	assert.Contains(t, dump(one, bare), "deep", "a diff sees what is not exported")
	for name, change := range map[string]func(*outer){
		"a secret":       func(o *outer) { o.Secret = paygates.NewSecret("other") },
		"a map":          func(o *outer) { o.Map["c"] = nil },
		"a list inside":  func(o *outer) { o.Map["a"] = []string{"x", "y"} },
		"a time":         func(o *outer) { o.At = at.Add(1) },
		"what is hidden": func(o *outer) { o.in.hidden = []byte("x") },
		"a pointer":      func(o *outer) { o.next = nil },
	} {
		changed := make()
		change(changed)
		assert.NotEqual(t, dump(one, revealed), dump(changed, revealed), name)
	}
	assert.Empty(t, dump(nil, bare))
}
