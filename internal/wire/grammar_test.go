package wire_test

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/wire"
)

// documents are the corners of the grammar; want is nil for JSON.
var documents = []struct {
	name string
	text string
	want error
}{
	{"null", `null`, nil},
	{"true", `true`, nil},
	{"false", `false`, nil},
	{"zero", `0`, nil},
	{"minus zero", `-0`, nil},
	{"integer", `123456789012345678901234567890`, nil},
	{"fraction", `-0.10`, nil},
	{"exponents", `[1e1,1E+1,1.5e-10,0e0]`, nil},
	{"all white space", " \t\r\n[ \t\r\n1 \t\r\n, \t\r\n2 \t\r\n] \t\r\n", nil},
	{"white space in an object", "{ \"a\" : 1 , \"b\" : { } }", nil},
	{"empty containers", `[[],{},[[]],[{}]]`, nil},
	{"empty string and name", `{"":""}`, nil},
	{"every escape", `"\"\\\/\b\f\n\r\t\u0041\uABCD\uabcd"`, nil},
	{"pair", `"\ud83d\ude00"`, nil},
	{"unpaired surrogate where nobody reads", `"\ud83d"`, nil},
	{"delete and next line are plain", "\"\x7f\u0085\u2028\"", nil},
	{"invalid UTF-8 where nobody reads", "\"\xff\xc0\x80\"", nil},
	{"names that nobody reads twice", `{"a":1,"a":2}`, nil},
	{"byte order mark", "\uFEFF{}", nil},
	{"strings of every length", `["","1","12","123","1234","12345","123456","1234567","12345678","123456789"]`, nil},

	{"nothing", ``, wire.ErrTruncated},
	{"white space alone", " \n", wire.ErrTruncated},
	{"mark alone", "\uFEFF", wire.ErrTruncated},
	{"open object", `{`, wire.ErrTruncated},
	{"open array", `[`, wire.ErrTruncated},
	{"open string", `"abc`, wire.ErrTruncated},
	{"open escape", `"\`, wire.ErrTruncated},
	{"open unicode escape", `"\u00`, wire.ErrTruncated},
	{"open literal", `tru`, wire.ErrTruncated},
	{"sign alone", `-`, wire.ErrTruncated},
	{"open fraction", `1.`, wire.ErrTruncated},
	{"open exponent", `1e`, wire.ErrTruncated},
	{"open exponent sign", `1e+`, wire.ErrTruncated},
	{"name without colon, cut", `{"a"`, wire.ErrTruncated},
	{"name without value, cut", `{"a":`, wire.ErrTruncated},
	{"value without comma, cut", `{"a":1`, wire.ErrTruncated},
	{"element without comma, cut", `[1`, wire.ErrTruncated},
	{"comma, cut", `[1,`, wire.ErrTruncated},

	{"two values", `1 2`, wire.ErrTrailing},
	{"two objects", `{}{}`, wire.ErrTrailing},
	{"bracket behind", `[]]`, wire.ErrTrailing},
	{"comma behind", `{},`, wire.ErrTrailing},
	{"NUL behind", "{}\x00", wire.ErrTrailing},
	{"HTML behind", `{}<html>`, wire.ErrTrailing},
	{"second mark", "{}\uFEFF", wire.ErrTrailing},
	{"literal runs on", `nullx`, wire.ErrTrailing},

	{"two marks", "\uFEFF\uFEFF{}", wire.ErrSyntax},
	{"half a mark", "\xEF\xBB{}", wire.ErrSyntax},
	{"UTF-16", "\xFE\xFF\x00{\x00}", wire.ErrSyntax},
	{"HTML", `<html></html>`, wire.ErrSyntax},
	{"NaN", `NaN`, wire.ErrSyntax},
	{"Infinity", `-Infinity`, wire.ErrSyntax},
	{"upper case literal", `True`, wire.ErrSyntax},
	{"wrong literal", `nul1`, wire.ErrSyntax},
	{"leading zero", `01`, wire.ErrSyntax},
	{"negative leading zero", `-01`, wire.ErrSyntax},
	{"plus", `+1`, wire.ErrSyntax},
	{"dot first", `.5`, wire.ErrSyntax},
	{"dot last", `[1.]`, wire.ErrSyntax},
	{"exponent without digits", `[1e]`, wire.ErrSyntax},
	{"exponent sign without digits", `[1e-]`, wire.ErrSyntax},
	{"sign without digits", `[-]`, wire.ErrSyntax},
	{"hexadecimal", `[0x10]`, wire.ErrSyntax},
	{"digit group", `[1_000]`, wire.ErrSyntax},
	{"single quotes", `{'a':1}`, wire.ErrSyntax},
	{"bare name", `{a:1}`, wire.ErrSyntax},
	{"number as a name", `{1:1}`, wire.ErrSyntax},
	{"no colon", `{"a" 1}`, wire.ErrSyntax},
	{"two colons", `{"a"::1}`, wire.ErrSyntax},
	{"comma for a colon", `{"a",1}`, wire.ErrSyntax},
	{"no comma in an object", `{"a":1 "b":2}`, wire.ErrSyntax},
	{"no comma in an array", `[1 2]`, wire.ErrSyntax},
	{"two commas", `[1,,2]`, wire.ErrSyntax},
	{"comma first", `[,1]`, wire.ErrSyntax},
	{"comma last in an array", `[1,]`, wire.ErrSyntax},
	{"comma first in an object", `{,"a":1}`, wire.ErrSyntax},
	{"comma last in an object", `{"a":1,}`, wire.ErrSyntax},
	{"no value", `{"a":}`, wire.ErrSyntax},
	{"wrong closer of an object", `{"a":1]`, wire.ErrSyntax},
	{"wrong closer of an array", `[1}`, wire.ErrSyntax},
	{"comment", `[1/*one*/]`, wire.ErrSyntax},
	{"line feed in a string", "\"a\nb\"", wire.ErrSyntax},
	{"tab in a long string", "\"abcdefghijk\tlmnop\"", wire.ErrSyntax},
	{"NUL in a string", "\"\x00\"", wire.ErrSyntax},
	{"unit separator in a string", "\"\x1f\"", wire.ErrSyntax},
	{"unknown escape", `"\a"`, wire.ErrSyntax},
	{"escaped quote sign", `"\'"`, wire.ErrSyntax},
	{"upper case escape", `"\N"`, wire.ErrSyntax},
	{"bad hexadecimal digit", `"\u00g0"`, wire.ErrSyntax},
	{"short unicode escape", `"\u12"`, wire.ErrSyntax},
	{"form feed as white space", "\f1", wire.ErrSyntax},
	{"no-break space as white space", "\u00a01", wire.ErrSyntax},
}

func TestGrammar(t *testing.T) {
	t.Parallel()
	for _, doc := range documents {
		t.Run(doc.name, func(t *testing.T) {
			t.Parallel()
			plain := strings.TrimPrefix(doc.text, "\uFEFF")
			require.Equal(t, doc.want == nil, json.Valid([]byte(plain)), "encoding/json agrees")

			skipped := wire.NewDecoder([]byte(doc.text)).End()
			require.ErrorIs(t, skipped, doc.want)

			d := wire.NewDecoder([]byte(doc.text))
			walk(d)
			require.ErrorIs(t, d.End(), doc.want)
		})
	}
}

// A page judges a document as a Decoder does, however it arrives.
func TestGrammarOfPages(t *testing.T) {
	t.Parallel()
	for _, doc := range documents {
		if strings.Contains(doc.text, "\uFEFF") || errors.Is(doc.want, wire.ErrTrailing) {
			continue // inside a page that is another mistake
		}
		t.Run(doc.name, func(t *testing.T) {
			t.Parallel()
			for _, read := range []func(*wire.Decoder){walk, func(*wire.Decoder) {}} {
				for _, slow := range []bool{false, true} {
					var r io.Reader = strings.NewReader(`{"a":1,"items":[{},` + doc.text)
					if doc.want == nil {
						r = strings.NewReader(`{"a":` + doc.text + `,"items":[` + doc.text + `,` + doc.text + `]}`)
					}
					if slow {
						r = iotest.OneByteReader(r)
					}
					p := wire.NewPage(r, wire.PageConfig{Elements: "items"})
					for p.Next(read) {
					}
					if errors.Is(doc.want, wire.ErrSyntax) {
						// What is cut and wrong may be reported as either.
						assert.Error(t, p.Err())
					} else {
						assert.ErrorIs(t, p.Err(), doc.want)
					}
				}
			}
		})
	}
}

// walk reads a value to its leaves, through the loops.
func walk(d *wire.Decoder) {
	switch d.Kind() {
	case wire.Object:
		for d.Object(); d.More(); {
			walk(d)
		}
	case wire.Array:
		for d.Array(); d.More(); {
			walk(d)
		}
	default:
		d.Text()
	}
}

func TestDepth(t *testing.T) {
	t.Parallel()
	nested := func(n int) []byte {
		return []byte(strings.Repeat(`[{"a":`, n/2) + `1` + strings.Repeat(`}]`, n/2))
	}
	tests := []struct {
		name  string
		depth int
		limit int
		want  error
	}{
		{"at the default", wire.DefaultDepth, 0, nil},
		{"over the default", wire.DefaultDepth + 2, 0, wire.ErrDepth},
		{"far over the default", 1_000_000, 0, wire.ErrDepth},
		{"at a limit", 32, 32, nil},
		{"over a limit", 32, 31, wire.ErrDepth},
		{"raised", 2000, 2000, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for _, read := range []func(*wire.Decoder){walk, (*wire.Decoder).Skip} {
				d := wire.NewDecoder(nested(tt.depth))
				if tt.limit > 0 {
					d.LimitDepth(tt.limit)
				}
				d.Reset(nested(tt.depth))
				read(d)
				assert.ErrorIs(t, d.End(), tt.want)
			}
			p := wire.NewPage(strings.NewReader(string(nested(tt.depth))), wire.PageConfig{MaxDepth: tt.limit})
			for p.Next(walk) {
			}
			assert.ErrorIs(t, p.Err(), tt.want)
		})
	}
}

func TestDepthOfAnEmptyMap(t *testing.T) {
	t.Parallel()
	for limit, want := range map[int]error{1: wire.ErrDepth, 2: nil} {
		d := wire.NewDecoder([]byte(`{"free":[]}`))
		d.LimitDepth(limit)
		decodePair(d)
		assert.ErrorIs(t, d.End(), want)
	}
}
