package wire_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/wire"
)

// Strings are searched eight bytes at a time: whatever ends or spoils one is
// noticed at every place in a word, with and without a whole word behind it.
func TestEveryPlaceInAString(t *testing.T) {
	t.Parallel()
	spoilers := []struct {
		raw  string
		text string // as free text
		word error
	}{
		{"\xff", "\uFFFD", wire.ErrUTF8},
		{"\x80", "\uFFFD", wire.ErrUTF8},
		{`\udead`, "\uFFFD", wire.ErrUTF8},
		{"é", "é", nil},
		{`\u00e9`, "é", nil},
		{`\"`, `"`, nil},
		{`\\`, `\`, nil},
		{"\x7f", "\x7f", nil},
		{" !#[]^", " !#[]^", nil},
		{"\x00", "", wire.ErrSyntax},
		{"\x01", "", wire.ErrSyntax},
		{"\x1f", "", wire.ErrSyntax},
		{"\n", "", wire.ErrSyntax},
	}
	for before := range 20 {
		for after := range 20 {
			for _, behind := range []string{"", `,"and more than eight bytes"`} {
				for _, s := range spoilers {
					start, end := strings.Repeat("a", before), strings.Repeat("z", after)
					d := wire.NewDecoder([]byte(`["` + start + s.raw + end + `"` + behind + `]`))
					word := firstOf(d, (*wire.Decoder).Word)
					require.ErrorIs(t, d.End(), s.word, "%q at %d", s.raw, before)
					if s.word == nil {
						require.Equal(t, start+s.text+end, word)
					}

					d = wire.NewDecoder([]byte(`["` + start + s.raw + end + `"` + behind + `]`))
					text := firstOf(d, (*wire.Decoder).Text)
					if s.text == "" {
						require.ErrorIs(t, d.End(), wire.ErrSyntax)
						continue
					}
					require.NoError(t, d.End())
					require.Equal(t, start+s.text+end, text)

					d = wire.NewDecoder([]byte(`{"` + start + s.raw + end + `":1` + strings.Replace(behind, ",", `,"b":`, 1) + `}`))
					found := false
					for d.Object(); d.More(); {
						found = d.Is(start+s.text+end) || found
					}
					require.ErrorIs(t, d.End(), s.word)
					require.Equal(t, s.word == nil, found)
				}
			}
		}
	}
}

// firstOf reads the first element of an array.
func firstOf(d *wire.Decoder, read func(*wire.Decoder) string) (first string) {
	index := 0
	for d.Array(); d.More(); {
		if index == 0 {
			first = read(d)
		}
		index++
	}
	return first
}

// What is read stays as it was, whatever happens to the input afterwards.
func TestTextsOutliveTheInput(t *testing.T) {
	t.Parallel()
	d := wire.NewDecoder(nil)
	var texts []string
	for n := range 3000 {
		input := []byte(`["` + strings.Repeat("a", n) + `","b\u0062é",12345]`)
		d.Reset(input)
		for d.Array(); d.More(); {
			texts = append(texts, d.Text())
		}
		require.NoError(t, d.End())
		clear(input)
	}
	for n := range 3000 {
		require.Equal(t, strings.Repeat("a", n), texts[3*n])
		require.Equal(t, "bbé", texts[3*n+1])
		require.Equal(t, "12345", texts[3*n+2])
	}
}

func TestSurrogates(t *testing.T) {
	t.Parallel()
	for raw, text := range map[string]string{
		`"\ud83d\ude00\ud83d\ude01"`: "😀😁",
		`"\uD834\uDD1E"`:             "𝄞",
		`"\udbff\udfff"`:             "\U0010FFFF",
		`"\ud7ff\ue000"`:             "\uD7FF\uE000",
	} {
		d := wire.NewDecoder([]byte(raw))
		assert.Equal(t, text, d.Word())
		assert.NoError(t, d.End())
	}
}

// Texts of a page that come again, and those that never do, stay what they are
// whatever comes behind them.
func TestTextsOfAPage(t *testing.T) {
	t.Parallel()
	var page strings.Builder
	page.WriteString("[")
	var want []string
	for i := range 3000 {
		text := []string{"charged", "new", "00", "x", "Main ave. 1", "J\u00f6hn", strings.Repeat("long ", 9), strconv.Itoa(i), strconv.Itoa(i / 7), strings.Repeat("z", i%60)}[i%10]
		want = append(want, text)
		page.WriteString(`"` + text + `",`)
	}
	page.WriteString(`""]`)
	p := wire.NewPage(strings.NewReader(page.String()), wire.PageConfig{})
	var got []string
	for text := ""; p.Next(func(d *wire.Decoder) { text = d.Text() }); {
		got = append(got, text)
	}
	require.NoError(t, p.Err())
	assert.Equal(t, append(want, ""), got)
}
