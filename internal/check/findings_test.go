package check_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/check"
	"github.com/paygates/paygates-go/money"
)

func TestFindings(t *testing.T) {
	t.Parallel()
	rules := money.Rules{{Places: money.CurrencyPlaces, Source: "test"}}
	for name, c := range map[string]struct {
		check func(f *check.Findings)
		wrong bool
	}{
		"reference":                {func(f *check.Findings) { f.Reference("x", "order/10 01") }, false},
		"no reference":             {func(f *check.Findings) { f.Reference("x", "") }, true},
		"two references":           {func(f *check.Findings) { f.Reference("x", "a,b") }, true},
		"a negated one":            {func(f *check.Findings) { f.Reference("x", "-a") }, true},
		"a blank behind it":        {func(f *check.Findings) { f.Reference("x", "a ") }, true},
		"a tab in it":              {func(f *check.Findings) { f.Reference("x", "a\tb") }, true},
		"no UTF-8 in it":           {func(f *check.Findings) { f.Reference("x", "a\xff") }, true},
		"255 bytes":                {func(f *check.Findings) { f.Reference("x", strings.Repeat("a", 255)) }, false},
		"256 bytes":                {func(f *check.Findings) { f.Reference("x", strings.Repeat("a", 256)) }, true},
		"amount":                   {func(f *check.Findings) { f.Amount("x", rules, money.MustParse("1.00", money.USD)) }, false},
		"no amount":                {func(f *check.Findings) { f.Amount("x", rules, money.Amount{}) }, true},
		"a negative amount":        {func(f *check.Findings) { f.Amount("x", rules, money.MustParse("-1.00", money.USD)) }, true},
		"text":                     {func(f *check.Findings) { f.Text("x", "Ünï\n") }, false},
		"no UTF-8":                 {func(f *check.Findings) { f.Text("x", "\xff") }, true},
		"secret":                   {func(f *check.Findings) { f.Secret("x", paygates.NewSecret("abc")) }, false},
		"key":                      {func(f *check.Findings) { f.Key("x", paygates.NewSecret("a b")) }, false},
		"no key":                   {func(f *check.Findings) { f.Key("x", paygates.Secret{}) }, true},
		"a key and its line's end": {func(f *check.Findings) { f.Key("x", paygates.NewSecret("a\n")) }, true},
		"a key and a blank":        {func(f *check.Findings) { f.Key("x", paygates.NewSecret("a ")) }, true},
		"two lines":                {func(f *check.Findings) { f.Secret("x", paygates.NewSecret("a\nb")) }, true},
		"email":                    {func(f *check.Findings) { f.Email("x", "a@shop.example") }, false},
		"no email":                 {func(f *check.Findings) { f.Email("x", "") }, false},
		"two emails":               {func(f *check.Findings) { f.Email("x", "a@b,c@d") }, true},
		"IP":                       {func(f *check.Findings) { f.IP("x", "2001:db8::1") }, false},
		"an IP of one machine":     {func(f *check.Findings) { f.IP("x", "fe80::1%eth0") }, true},
		"no IP":                    {func(f *check.Findings) { f.IP("x", "here") }, true},
		"URL":                      {func(f *check.Findings) { f.URL("x", "https://shop.example/a?b=c") }, false},
		"a script":                 {func(f *check.Findings) { f.URL("x", "javascript:alert(1)") }, true},
		"word":                     {func(f *check.Findings) { f.OneOf("x", []string{"a"}, []string{"a", "b"}) }, false},
		"another word":             {func(f *check.Findings) { f.OneOf("x", []string{"c"}, []string{"a", "b"}) }, true},
		"free":                     {func(f *check.Findings) { f.Free("x", map[string]any{"a": []any{1, "b", nil}}) }, false},
		"a float":                  {func(f *check.Findings) { f.Free("x", map[string]any{"a": 1.5}) }, true},
		"a secret":                 {func(f *check.Findings) { f.Free("x", map[string]any{"a": paygates.NewSecret("b")}) }, true},
		"a secret in a list":       {func(f *check.Findings) { f.Free("x", map[string]any{"a": []any{1, new(paygates.NewSecret("b"))}}) }, true},
		"secrets":                  {func(f *check.Findings) { f.Free("x", map[string]any{"a": map[string]paygates.Secret{"b": {}}}) }, true},
		"a card number":            {func(f *check.Findings) { f.Free("x", map[string]any{"a": paygates.NewPAN("4111111111111111")}) }, true},
		"no secret": {func(f *check.Findings) {
			f.Free("x", map[string]any{"a": map[string]any{"b": nil}, "c": (*paygates.Secret)(nil)})
		}, false},
		"extra":                  {func(f *check.Findings) { f.Extra(map[string]any{"b": 1}, "a") }, false},
		"extra over a field":     {func(f *check.Findings) { f.Extra(map[string]any{" A": 1}, "a") }, true},
		"a second word about it": {func(f *check.Findings) { f.Add("x", "want a"); f.Add("x", "want b") }, true},
	} {
		var f check.Findings
		c.check(&f)
		if !c.wrong {
			assert.Empty(t, f, name)
			continue
		}
		if assert.Len(t, f, 1, name) {
			assert.NotEmpty(t, f[0].Message, name)
		}
	}
}

func TestSort(t *testing.T) {
	t.Parallel()
	var f check.Findings
	for _, field := range []string{"c", "a", "b"} {
		f.Add(field, "want it")
	}
	f.Sort()
	assert.Equal(t, []string{"a", "b", "c"}, []string{f[0].Field, f[1].Field, f[2].Field})
}

func TestTexts(t *testing.T) {
	t.Parallel()
	assert.True(t, check.PlainText("Ünï ¶"))
	assert.False(t, check.PlainText("a\x7f"))
	assert.False(t, check.PlainText("\xff"))
	assert.True(t, check.Digits("0123"))
	assert.False(t, check.Digits("٣"))
	assert.True(t, check.ID("cpi_HeSWMM9LvQonCcQc-1"))
	for _, id := range []string{"", "..", "a/b", "a?b", "a%2f", "é", strings.Repeat("a", 65)} {
		assert.False(t, check.ID(id), id)
	}
}
