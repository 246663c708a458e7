package page_test

import (
	"bytes"
	"encoding/json"
	"html"
	"html/template"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/page"
)

// hostile are values that have broken out of a page somewhere.
var hostile = []string{
	"", "plain", "Оплата €", "日本", "🧾",
	`<script>alert(1)</script>`, `</title><b>`, `"><img src=x onerror=alert(1)>`, `' onclick='alert(1)`, "`", `a=b`,
	"&amp;", "&", "&lt", "&#60;", "+ADw-script+AD4-", "<!--", "-->", "]]>", "<![CDATA[", `\u003c/script>`, `\`, `{{.}}`, "${x}",
	"line\nline", "cr\rcr", "crlf\r\ncrlf", "tab\t", "nul\x00nul", "\x7f", "bad\xffbad", "\xc3", "\xed\xa0\x80", "\xf8\x88\x80\x80\x80",
	"\u2028\u2029", "\u0085", "\u00a0", "\ufeff", "\ufffd", "\U0010ffff", "javascript:alert(1)",
}

// read is what a browser makes of bytes that are not text.
func read(s string) string {
	return strings.ReplaceAll(string([]rune(s)), "\x00", "\uFFFD")
}

// templated is what html/template writes in the place of the action of src.
func templated(t testing.TB, src, value string) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, template.Must(template.New("").Parse(src)).Execute(&b, value))
	before, after, found := strings.Cut(src, "{{.}}")
	require.True(t, found)
	return strings.TrimSuffix(strings.TrimPrefix(b.String(), before), after)
}

func checkText(t testing.TB, s string) {
	t.Helper()
	got := string(page.AppendText([]byte("before"), s))
	require.True(t, strings.HasPrefix(got, "before"))
	got = strings.TrimPrefix(got, "before")
	assert.False(t, strings.ContainsAny(got, "<>\"'\x00\r"), "markup left in %q", got)
	assert.Equal(t, read(s), html.UnescapeString(got))
	assert.Equal(t, read(html.UnescapeString(templated(t, "<p>{{.}}</p>", s))), html.UnescapeString(got))
}

func checkAttr(t testing.TB, s string) {
	t.Helper()
	got := string(page.AppendAttr(nil, s))
	require.Regexp(t, `\A"[^"<>']*"\z`, got)
	inner := got[1 : len(got)-1]
	assert.Equal(t, read(s), html.UnescapeString(inner))
	assert.Equal(t, read(html.UnescapeString(templated(t, `<p title="{{.}}">`, s))), html.UnescapeString(inner))
}

func checkJSON(t testing.TB, s string) {
	t.Helper()
	got, err := page.AppendJSON([]byte("x="), map[string]any{s: []string{s}})
	require.NoError(t, err)
	require.True(t, bytes.HasPrefix(got, []byte("x=")))
	got = got[2:]
	assert.False(t, bytes.ContainsAny(got, "<>&\u2028\u2029"), "a script cannot hold %q", got)
	var back map[string][]string
	require.NoError(t, json.Unmarshal(got, &back))
	assert.Equal(t, map[string][]string{string([]rune(s)): {string([]rune(s))}}, back)

	text, err := page.AppendJSON(nil, s)
	require.NoError(t, err)
	var ours, theirs string
	require.NoError(t, json.Unmarshal(text, &ours))
	require.NoError(t, json.Unmarshal([]byte(templated(t, `<script>x={{.}};</script>`, s)), &theirs))
	assert.Equal(t, theirs, ours)
}

func TestEscaping(t *testing.T) {
	t.Parallel()
	for _, s := range hostile {
		checkText(t, s)
		checkAttr(t, s)
		checkJSON(t, s)
	}
}

func TestEscapedForms(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "a &lt;b&gt; &amp; &#34;c&#34; &#39;d&#39; &#43; &#13;\n", string(page.AppendText(nil, "a <b> & \"c\" 'd' + \r\n")))
	assert.Equal(t, "\uFFFDx\uFFFD", string(page.AppendText(nil, "\x00x\xff")))
	assert.Equal(t, `"&#34;"`, string(page.AppendAttr(nil, `"`)))
	got, err := page.AppendJSON(nil, json.RawMessage(`{"a":"</script>"}`))
	require.NoError(t, err)
	assert.Equal(t, `{"a":"\u003c/script\u003e"}`, string(got), "what a value marshals by itself is escaped too")
}

func TestJSONErrorHidesTheValue(t *testing.T) {
	t.Parallel()
	dst := []byte("kept")
	got, err := page.AppendJSON(dst, json.RawMessage(`{"pan":4111111111111111`))
	require.ErrorIs(t, err, page.ErrData)
	assert.NotContains(t, err.Error(), "4111")
	assert.Equal(t, "kept", string(got))
}

func FuzzEscapeText(f *testing.F) {
	hostileInputs(f)
	f.Fuzz(func(t *testing.T, s string) { checkText(t, s) })
}

func FuzzEscapeAttr(f *testing.F) {
	hostileInputs(f)
	f.Fuzz(func(t *testing.T, s string) { checkAttr(t, s) })
}

func FuzzJSONInScript(f *testing.F) {
	hostileInputs(f)
	f.Fuzz(func(t *testing.T, s string) { checkJSON(t, s) })
}

func hostileInputs(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
}
