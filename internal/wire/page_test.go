package wire_test

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/wire"
)

// elements returns what a page gives out, read to its end.
func elements(r io.Reader, config wire.PageConfig) (*wire.Page, []string) {
	p := wire.NewPage(r, config)
	var all []string
	for p.Next((*wire.Decoder).Skip) {
		all = append(all, string(p.Element()))
	}
	return p, all
}

func TestPage(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		json string
		want []string
		kind wire.Kind
		meta string
	}{
		{name: "elements", json: `{"items":[{"a":1}, [2] ,"3",4,null,true]}`, want: []string{`{"a":1}`, `[2]`, `"3"`, `4`, `null`, `true`}, kind: wire.Array},
		{name: "fields around", json: `{"x":[1],"meta":{"next":"/2"},"items":[1],"links":"","y":-0.5}`, want: []string{`1`}, kind: wire.Array, meta: `{"next":"/2"}`},
		{name: "field behind", json: "{\"items\":[1], \"meta\" : 17 }\n", want: []string{`1`}, kind: wire.Array, meta: `17`},
		{name: "escaped names", json: `{"\u0069tems":[1],"m\u0065ta":2}`, want: []string{`1`}, kind: wire.Array, meta: `2`},
		{name: "other names", json: `{"Items":[1],"item":[2],"":[3],"x":{"items":[4]}}`},
		{name: "none", json: `{"items":[]}`, kind: wire.Array},
		{name: "none, with a space", json: `{"items" : [ ] }`, kind: wire.Array},
		{name: "null", json: `{"items":null,"meta":1}`, kind: wire.Null, meta: `1`},
		{name: "one object", json: `{"items":{"a":[1]},"meta":1}`, want: []string{`{"a":[1]}`}, kind: wire.Object, meta: `1`},
		{name: "absent", json: `{"meta":1}`, meta: `1`},
		{name: "empty object", json: ` { } `},
		{name: "byte order mark", json: "\uFEFF{\"items\":[1]}", want: []string{`1`}, kind: wire.Array},
		{name: "unread names twice", json: `{"x":1,"items":[1],"x":2}`, want: []string{`1`}, kind: wire.Array},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for name, r := range readers(tt.json) {
				p, got := elements(r, wire.PageConfig{Elements: "items", Keep: []string{"meta", "other"}})
				require.NoError(t, p.Err(), name)
				assert.Equal(t, tt.want, got, name)
				assert.Equal(t, tt.kind, p.Kind(), name)
				assert.Equal(t, tt.meta, string(p.Kept("meta")), name)
				assert.Nil(t, p.Kept("other"), name)
				assert.Nil(t, p.Kept("x"), name)
				assert.False(t, p.Next((*wire.Decoder).Skip), "it stays at its end")
				assert.Nil(t, p.Element(), name)
			}
		})
	}
}

// readers gives a text in the ways that a network might.
func readers(text string) map[string]io.Reader {
	return map[string]io.Reader{
		"at once":       strings.NewReader(text),
		"byte by byte":  iotest.OneByteReader(strings.NewReader(text)),
		"half of it":    iotest.HalfReader(strings.NewReader(text)),
		"with its end":  iotest.DataErrReader(strings.NewReader(text)),
		"now and again": &stutterer{text: text},
	}
}

// stutterer gives nothing at every other read.
type stutterer struct {
	text string
	pos  int
	mute bool
}

func (s *stutterer) Read(p []byte) (int, error) {
	if s.mute = !s.mute; s.mute {
		return 0, nil
	}
	if s.pos == len(s.text) {
		return 0, io.EOF
	}
	n := copy(p[:min(len(p), 3)], s.text[s.pos:])
	s.pos += n
	return n, nil
}

func TestPageOfABareArray(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		json string
		want []string
		err  error
	}{
		{`[{"a":1},2]`, []string{`{"a":1}`, `2`}, nil},
		{` [ ] `, nil, nil},
		{`null`, nil, nil},
		{`{"a":1}`, []string{`{"a":1}`}, nil},
		{`"a"`, nil, wire.ErrType},
		{`[1],`, []string{`1`}, wire.ErrTrailing},
		{`[1`, []string{`1`}, wire.ErrTruncated},
	} {
		t.Run(tt.json, func(t *testing.T) {
			t.Parallel()
			for name, r := range readers(tt.json) {
				p, got := elements(r, wire.PageConfig{})
				assert.ErrorIs(t, p.Err(), tt.err, name)
				assert.Equal(t, tt.want, got, name)
			}
		})
	}
}

func TestPageErrors(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		json  string
		err   error
		path  string
		given int // elements given out before
	}{
		{name: "nothing", json: ``, err: wire.ErrTruncated},
		{name: "cut before the array", json: `{"items"`, err: wire.ErrTruncated, path: "items"},
		{name: "cut in the array", json: `{"items":[1,`, err: wire.ErrTruncated, path: "items[1]", given: 1},
		{name: "cut in an element", json: `{"items":[{},{"a":"b`, err: wire.ErrTruncated, path: "items[1]", given: 1},
		{name: "cut in a number", json: `{"items":[10`, err: wire.ErrTruncated, path: "items[0]", given: 1},
		{name: "cut behind the array", json: `{"items":[1]`, err: wire.ErrTruncated, given: 1},
		{name: "cut in a field", json: `{"items":[1],"x":{"y":`, err: wire.ErrTruncated, given: 1},
		{name: "trailing", json: `{"items":[1]} x`, err: wire.ErrTrailing, given: 1},
		{name: "trailing object", json: `{"items":[1]}{"items":[2]}`, err: wire.ErrTrailing, given: 1},
		{name: "twice", json: `{"items":[1],"items":[2]}`, err: wire.ErrDuplicate, path: "items", given: 1},
		{name: "twice, once escaped", json: `{"items":[1],"ite\u006ds":null}`, err: wire.ErrDuplicate, path: "items", given: 1},
		{name: "kept twice", json: `{"meta":1,"meta":1}`, err: wire.ErrDuplicate, path: "meta"},
		{name: "text for an array", json: `{"items":"x"}`, err: wire.ErrType, path: "items"},
		{name: "number for an array", json: `{"items":0}`, err: wire.ErrType, path: "items"},
		{name: "array for an object", json: `[1]`, err: wire.ErrType},
		{name: "text for an object", json: `"a"`, err: wire.ErrType},
		{name: "HTML", json: `<html>`, err: wire.ErrSyntax},
		{name: "HTML for an array", json: `{"items":<`, err: wire.ErrSyntax, path: "items"},
		{name: "no comma", json: `{"items":[1 2]}`, err: wire.ErrSyntax, path: "items[0]", given: 1},
		{name: "comma last", json: `{"items":[1,]}`, err: wire.ErrSyntax, path: "items[1]", given: 1},
		{name: "comma first", json: `{"items":[,1]}`, err: wire.ErrSyntax, path: "items[0]"},
		{name: "bad element", json: `{"items":[{},{"a":01}]}`, err: wire.ErrSyntax, path: "items[1].*", given: 1},
		{name: "element cut, but not by the end", json: `{"items":[true,nul]}`, err: wire.ErrSyntax, path: "items[1]", given: 1},
		{name: "no comma between fields", json: `{"items":[] "x":1}`, err: wire.ErrSyntax},
		{name: "comma last in the object", json: `{"items":[],}`, err: wire.ErrSyntax},
		{name: "comma first in the object", json: `{,"items":[]}`, err: wire.ErrSyntax},
		{name: "no colon", json: `{"items" []}`, err: wire.ErrSyntax, path: "items"},
		{name: "no name", json: `{items:[]}`, err: wire.ErrSyntax},
		{name: "bad field", json: `{"x":nil}`, err: wire.ErrSyntax},
		{name: "UTF-8 in a name", json: "{\"x\xff\":1}", err: wire.ErrUTF8},
		{name: "mark in an element", json: "{\"items\":[\uFEFF{}]}", err: wire.ErrSyntax, path: "items[0]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for name, r := range readers(tt.json) {
				p := wire.NewPage(r, wire.PageConfig{Elements: "items", Keep: []string{"meta"}})
				given := 0
				for p.Next(func(d *wire.Decoder) {
					if d.Kind() == wire.Object {
						for d.Object(); d.More(); {
						}
					}
				}) {
					given++
				}
				require.ErrorIs(t, p.Err(), tt.err, name)
				failure := new(wire.Error)
				require.ErrorAs(t, p.Err(), &failure, name)
				if tt.err != wire.ErrTruncated {
					assert.Equal(t, tt.path, failure.Path, name)
				} else {
					assert.True(t, strings.HasPrefix(failure.Path, tt.path), "%s: %s", name, failure.Path)
				}
				if tt.name != "cut in a number" {
					assert.Equal(t, tt.given, given, name)
				}
				assert.Nil(t, p.Element(), name)
				first := p.Err()
				assert.False(t, p.Next((*wire.Decoder).Skip))
				assert.Same(t, first, p.Err())
			}
		})
	}
}

// The reading function's errors carry the element's path and the offset in the
// whole document, whether or not the element was whole at once.
func TestPageDecodingError(t *testing.T) {
	t.Parallel()
	body := `{"items":[` + strings.Repeat(`{"status":"ok"},`, 5000) + `{"status":7}]}`
	for name, r := range readers(body) {
		p := wire.NewPage(r, wire.PageConfig{Elements: "items"})
		for p.Next(func(d *wire.Decoder) { decodePair(d) }) {
		}
		assert.EqualError(t, p.Err(), "wire: items[5000].status: wrong type: want a string, got a number (offset 80020)", name)
	}
	for _, misuse := range []func(d *wire.Decoder){
		func(d *wire.Decoder) { d.Object() },
		func(d *wire.Decoder) { d.Raw(); d.Raw() },
	} {
		p := wire.NewPage(strings.NewReader(`{"items":[{"a":1}]}`), wire.PageConfig{Elements: "items"})
		assert.False(t, p.Next(misuse))
		assert.ErrorIs(t, p.Err(), wire.ErrMisuse)
	}
}

// An element is given out before the bytes behind it have come.
func TestPageGivesEarly(t *testing.T) {
	t.Parallel()
	server, client := io.Pipe()
	sent := make(chan struct{})
	go func() {
		_, _ = client.Write([]byte(`{"x":0,"items":[{"id":"1"}`))
		<-sent
		_, _ = client.Write([]byte(`,{"id":"2"}]}`))
		_ = client.Close()
	}()
	p := wire.NewPage(server, wire.PageConfig{Elements: "items"})
	require.True(t, p.Next((*wire.Decoder).Skip))
	assert.Equal(t, `{"id":"1"}`, string(p.Element()))
	close(sent)
	require.True(t, p.Next((*wire.Decoder).Skip))
	assert.Equal(t, `{"id":"2"}`, string(p.Element()))
	require.False(t, p.Next((*wire.Decoder).Skip))
	require.NoError(t, p.Err())
}

func TestPageLimits(t *testing.T) {
	t.Parallel()
	text := func(n int) string { return `"` + strings.Repeat("x", n-2) + `"` }
	tests := []struct {
		name   string
		json   string
		config wire.PageConfig
		want   error
	}{
		{"element at its limit", `{"items":[` + text(100) + `]}`, wire.PageConfig{MaxElement: 100}, nil},
		{"element over its limit", `{"items":[` + text(101) + `]}`, wire.PageConfig{MaxElement: 100}, wire.ErrTooLong},
		{"number over its limit", `{"items":[` + strings.Repeat("1", 101) + `]}`, wire.PageConfig{MaxElement: 100}, wire.ErrTooLong},
		{"large element at its limit", `{"items":[` + text(100_000) + `]}`, wire.PageConfig{MaxElement: 100_000}, nil},
		{"large element over its limit", `{"items":[` + text(100_001) + `]}`, wire.PageConfig{MaxElement: 100_000}, wire.ErrTooLong},
		{"field over the limit", `{"x":` + text(101) + `,"items":[]}`, wire.PageConfig{MaxElement: 100}, wire.ErrTooLong},
		{"name over the limit", `{` + text(101) + `:1,"items":[]}`, wire.PageConfig{MaxElement: 100}, wire.ErrTooLong},
		{"element over the default", `{"items":[` + text(wire.DefaultElementBytes+1) + `]}`, wire.PageConfig{}, wire.ErrTooLong},
		{"page at its limit", `{"items":[1,2,3]}`, wire.PageConfig{MaxBytes: 17}, nil},
		{"page over its limit", `{"items":[1,2,34]}`, wire.PageConfig{MaxBytes: 17}, wire.ErrTooLong},
		{"white space over the limit", `{"items":[1,2,3]} `, wire.PageConfig{MaxBytes: 17}, wire.ErrTooLong},
		{"depth at its limit", `{"items":[[1]]}`, wire.PageConfig{MaxDepth: 3}, nil},
		{"depth over its limit", `{"items":[[[1]]]}`, wire.PageConfig{MaxDepth: 3}, wire.ErrDepth},
		{"depth of a field", `{"x":[[1]]}`, wire.PageConfig{MaxDepth: 3}, nil},
		{"depth of a field over the limit", `{"x":[[[1]]]}`, wire.PageConfig{MaxDepth: 3}, wire.ErrDepth},
		{"depth of one object", `{"items":{"a":[1]}}`, wire.PageConfig{MaxDepth: 3}, nil},
		{"depth of one object over the limit", `{"items":{"a":[[1]]}}`, wire.PageConfig{MaxDepth: 3}, wire.ErrDepth},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.config.Elements = "items"
			for name, r := range readers(tt.json) {
				p, _ := elements(r, tt.config)
				assert.ErrorIs(t, p.Err(), tt.want, name)
			}
		})
	}
}

// An endless element is given up at its limit, not at that of the page.
func TestPageOfAnEndlessElement(t *testing.T) {
	t.Parallel()
	endless := &counter{}
	p, _ := elements(io.MultiReader(strings.NewReader(`[{"a":"`), endless), wire.PageConfig{MaxElement: 1000})
	require.ErrorIs(t, p.Err(), wire.ErrTooLong)
	assert.Less(t, endless.given, 100_000)
}

// counter gives the letter x for ever, and counts.
type counter struct{ given int }

func (c *counter) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	c.given += len(p)
	return len(p), nil
}

func TestPageElementIsItsOwn(t *testing.T) {
	t.Parallel()
	p := wire.NewPage(strings.NewReader(`[1,2]`), wire.PageConfig{})
	require.True(t, p.Next((*wire.Decoder).Skip))
	_ = append(p.Element(), '!')
	require.True(t, p.Next((*wire.Decoder).Skip))
	assert.Equal(t, "2", string(p.Element()))
}

// failing is what a test's reader says when it breaks.
var errFailing = errors.New("connection reset by 10.0.0.1")

func TestPageReaderFails(t *testing.T) {
	t.Parallel()
	const whole = `{"items":[{"a":1},{"b":2}]}`
	for cut := range len(whole) + 1 {
		r := io.MultiReader(strings.NewReader(whole[:cut]), iotest.ErrReader(errFailing))
		p, _ := elements(r, wire.PageConfig{Elements: "items"})
		require.ErrorIs(t, p.Err(), errFailing, cut)
		require.ErrorIs(t, p.Err(), wire.ErrTruncated, cut)
		require.NotContains(t, p.Err().Error(), "10.0.0.1")
	}
	p, _ := elements(mute{}, wire.PageConfig{Elements: "items"})
	require.ErrorIs(t, p.Err(), io.ErrNoProgress)
	p, _ = elements(liar{}, wire.PageConfig{Elements: "items"})
	require.ErrorIs(t, p.Err(), wire.ErrTruncated)
}

// mute never gives a byte, nor an error.
type mute struct{}

func (mute) Read([]byte) (int, error) { return 0, nil }

// liar says that it gave more than it was asked for.
type liar struct{}

func (liar) Read(p []byte) (int, error) { return len(p) + 1, nil }

// Every way to cut a page short is noticed.
func TestPageCutAnywhere(t *testing.T) {
	t.Parallel()
	const whole = `{"x":[1,"\u00e9"],"items":[{"a":1.5e1},"\"]}",null],"meta":{}}`
	for cut := range len(whole) {
		for _, slow := range []bool{false, true} {
			var r io.Reader = strings.NewReader(whole[:cut])
			if slow {
				r = iotest.OneByteReader(r)
			}
			p, _ := elements(r, wire.PageConfig{Elements: "items"})
			require.ErrorIs(t, p.Err(), wire.ErrTruncated, whole[:cut])
		}
	}
}

// What crosses the edge of the window, wherever that lies, reads the same.
func TestPageAcrossTheWindow(t *testing.T) {
	t.Parallel()
	const tail = `[{"a":"\"}\\","b":[-1.5e+10,{"c":"é"}]},12345,"\u00e9\\",true,null]}`
	want := []string{`{"a":"\"}\\","b":[-1.5e+10,{"c":"é"}]}`, `12345`, `"\u00e9\\"`, `true`, `null`}
	const window = 32 << 10
	for shift := range len(tail) + 12 {
		pad := window - shift
		body := `{"x":"` + strings.Repeat("x", pad) + `","items":` + tail
		p, got := elements(strings.NewReader(body), wire.PageConfig{Elements: "items"})
		require.NoError(t, p.Err())
		require.Equal(t, want, got)
	}
}

// Memory stays with the largest element, however long the page is, and slow
// readers cost no square of time. It counts all allocations of the process, and
// so does not run beside other tests.
func TestPageIsBounded(t *testing.T) {
	element := `{"a":"` + strings.Repeat("x", 200_000) + `"}`
	body := `{"items":[` + strings.Repeat(element+",", 49) + element + `]}`
	for _, r := range []io.Reader{strings.NewReader(body), iotest.OneByteReader(strings.NewReader(body))} {
		count := 0
		p := wire.NewPage(r, wire.PageConfig{Elements: "items"})
		used := allocated(func() {
			for p.Next((*wire.Decoder).Skip) {
				count++
			}
		})
		require.NoError(t, p.Err())
		assert.Equal(t, 50, count)
		assert.Less(t, used, uint64(6*len(element)))
	}
}

func TestPageOfOrders(t *testing.T) {
	t.Parallel()
	body := ordersPage(300)
	whole, err := decodeOrders(body)
	require.NoError(t, err)
	for _, r := range []io.Reader{bytes.NewReader(body), iotest.OneByteReader(bytes.NewReader(body)), iotest.HalfReader(bytes.NewReader(body))} {
		streamed, err := streamOrders(r)
		require.NoError(t, err)
		require.Equal(t, whole, streamed)
	}
	p, got := elements(strings.NewReader(`{"meta":{"a":1},`+string(body[1:])), wire.PageConfig{Elements: "orders", Keep: []string{"meta"}})
	require.NoError(t, p.Err())
	require.Len(t, got, 300)
	require.Equal(t, `{"a":1}`, string(p.Kept("meta")), "it outlasts the window")
	require.Len(t, whole, 300)
	for i, o := range whole {
		require.Equal(t, strconv.Itoa(i)+".99", o.Amount)
	}
}
