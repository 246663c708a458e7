package wire_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/wire"
)

func addDocuments(f *testing.F) {
	for _, doc := range documents {
		f.Add([]byte(doc.text))
	}
	f.Add(ordersPage(2))
	f.Add([]byte(`{"a":{"b":[1,2.5e3,"x\u00e9\ud83d\ude00\ud800",null,true]},"a":"\u0000"}`))
	f.Add([]byte("{\"\xff\":\"\xff\"}"))
}

// FuzzDecode reads the same document with encoding/json. They agree on what is
// JSON and on every value, but for what this package refuses on top.
func FuzzDecode(f *testing.F) {
	addDocuments(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		plain := bytes.TrimPrefix(data, []byte("\uFEFF"))
		valid := json.Valid(plain)

		skipped := wire.NewDecoder(data).End()
		if !errors.Is(skipped, wire.ErrDepth) {
			require.Equal(t, valid, skipped == nil, "%v", skipped)
		}

		d := wire.NewDecoder(data)
		got := readAny(d)
		err := d.End()
		checkError(t, err, len(data))
		if !valid {
			require.Error(t, err)
			return
		}
		if err == nil {
			require.Equal(t, standard(t, plain), got)
			return
		}
		switch {
		case errors.Is(err, wire.ErrDuplicate):
			require.True(t, hasRepeatedName(json.NewDecoder(bytes.NewReader(plain))))
		case errors.Is(err, wire.ErrUTF8):
			require.True(t, !utf8.Valid(plain) || bytes.Contains(plain, []byte(`\u`)))
		default:
			require.ErrorIs(t, err, wire.ErrDepth)
		}
	})
}

// readAny reads any value into what encoding/json makes of it with UseNumber.
func readAny(d *wire.Decoder) any {
	switch d.Kind() {
	case wire.Object:
		m := map[string]any{}
		for d.Object(); d.More(); {
			name := d.Name()
			m[name] = readAny(d)
		}
		return m
	case wire.Array:
		a := []any{}
		for d.Array(); d.More(); {
			a = append(a, readAny(d))
		}
		return a
	case wire.String:
		return d.Text()
	case wire.Number:
		text, _ := d.Amount()
		return json.Number(text)
	case wire.Bool:
		set, _ := d.Flag()
		return set
	}
	d.Skip()
	return nil
}

func standard(t *testing.T, data []byte) (v any) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	require.NoError(t, d.Decode(&v))
	return v
}

// hasRepeatedName tells whether any object of the document repeats a name.
func hasRepeatedName(d *json.Decoder) bool {
	token, err := d.Token()
	if err != nil {
		return false
	}
	repeated := false
	names := map[string]bool{}
	for token == json.Delim('{') && d.More() {
		name, err := d.Token()
		if err != nil {
			return repeated
		}
		text, _ := name.(string)
		repeated = repeated || names[text]
		names[text] = true
		repeated = hasRepeatedName(d) || repeated
	}
	for token == json.Delim('[') && d.More() {
		repeated = hasRepeatedName(d) || repeated
	}
	if _, isDelim := token.(json.Delim); isDelim {
		_, _ = d.Token()
	}
	return repeated
}

// checkError wants an error of this package, at a place inside the document.
func checkError(t *testing.T, err error, size int) {
	if err == nil {
		return
	}
	failure := new(wire.Error)
	require.ErrorAs(t, err, &failure)
	require.LessOrEqual(t, failure.Offset, int64(size))
	require.GreaterOrEqual(t, failure.Offset, int64(0))
}

// FuzzScalars reads one value in every way; whatever is accepted must be what
// encoding/json reads.
func FuzzScalars(f *testing.F) {
	addDocuments(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		data = bytes.TrimPrefix(data, []byte("\uFEFF"))
		if bytes.HasPrefix(data, []byte("\uFEFF")) {
			return
		}
		var text string
		isString := json.Unmarshal(data, &text) == nil && bytes.Contains(data, []byte(`"`))
		trimmed := strings.Trim(string(data), " \t\r\n")

		d := wire.NewDecoder(data)
		id := d.ID()
		if d.End() == nil && isString {
			require.Equal(t, text, id)
		} else if d.Err() == nil && id != "" {
			require.Equal(t, trimmed, id)
			require.NotContains(t, id, ".")
		}

		d.Reset(data)
		word := d.Word()
		if d.End() == nil && isString {
			require.Equal(t, text, word)
		} else if d.Err() == nil {
			require.Empty(t, word)
		}

		d.Reset(data)
		free := d.Text()
		if err := d.End(); !errors.Is(err, wire.ErrDepth) {
			require.Equal(t, json.Valid(data), err == nil)
		}
		require.True(t, utf8.ValidString(free))
		if d.Err() == nil && isString {
			require.Equal(t, text, free)
		}

		d.Reset(data)
		amount, ok := d.Amount()
		if d.End() == nil && ok && !isString {
			require.Equal(t, trimmed, amount)
		}

		d.Reset(data)
		n, ok := d.Int()
		var want int64
		if d.End() == nil && ok && !isString {
			require.NoError(t, json.Unmarshal(data, &want))
			require.Equal(t, want, n)
		}

		for _, read := range []func(*wire.Decoder){
			func(d *wire.Decoder) { d.Flag() },
			func(d *wire.Decoder) { d.StringMap() },
			func(d *wire.Decoder) { d.Texts() },
			func(d *wire.Decoder) { decodePair(d) },
			func(d *wire.Decoder) { decodeOrder(d, new(order)) },
		} {
			d.Reset(data)
			read(d)
			if d.End() == nil {
				require.True(t, json.Valid(data))
			}
			checkError(t, d.Err(), len(data))
		}
	})
}

// FuzzPage streams a document in pieces and compares with the whole body.
func FuzzPage(f *testing.F) {
	addDocuments(f)
	f.Add([]byte(`{"x":{"orders":[]},"orders":[{"id":"1","inner":[{}]},2,"3",[4],null],"meta":{"a":1}}`))
	f.Add([]byte(`{"ord\u0065rs":{"a":[1]}}`))
	f.Add([]byte(`{"orders":[1],"orders":[2]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		whole, wholeErr := wholePage(data)
		for i, r := range []io.Reader{
			bytes.NewReader(data),
			iotest.OneByteReader(bytes.NewReader(data)),
			iotest.HalfReader(iotest.DataErrReader(bytes.NewReader(data))),
			bytes.NewReader(data),
			bytes.NewReader(data),
		} {
			size := []int64{0, 1, 9, int64(len(data)), 1 << 60}[i] // true or not
			p := wire.NewPage(r, wire.PageConfig{Elements: "orders", Keep: []string{"meta"}, Size: size})
			var streamed []any
			for {
				var element any
				if !p.Next(func(d *wire.Decoder) { element = readAny(d) }) {
					break
				}
				require.True(t, json.Valid(p.Element()))
				streamed = append(streamed, element)
			}
			checkError(t, p.Err(), len(data))
			require.Equal(t, wholeErr == nil, p.Err() == nil, "%v; %v", wholeErr, p.Err())
			if wholeErr == nil {
				require.Equal(t, whole, streamed)
			}
		}
	})
}

// wholePage reads what a Page reads, from the whole body.
func wholePage(data []byte) (all []any, err error) {
	d := wire.NewDecoder(data)
	if kind := d.Kind(); kind != wire.Object {
		d.Word() // anything but an object is an error, or made one here
		if err = d.End(); err == nil {
			err = wire.ErrType
		}
		return nil, err
	}
	for d.Object(); d.More(); {
		switch {
		case d.Is("orders"):
			if kind := d.Kind(); kind == wire.String || kind == wire.Number || kind == wire.Bool {
				d.Object() // only an array, an object or null is a page
			}
			for d.OneOrMany(); d.More(); {
				all = append(all, readAny(d))
			}
		case d.Is("meta"):
			d.Raw()
		}
	}
	return all, d.End()
}

// FuzzEncodeString writes a string and reads it back with encoding/json, and
// with a Decoder.
func FuzzEncodeString(f *testing.F) {
	for _, s := range []string{"", "plain", "a\"b\\c", "\x00\x1f\x7f", "é😀\u2028", "\xff", "\xed\xa0\x80", "</script>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		e := wire.NewEncoder(nil)
		e.Object("")
		e.String("field", s)
		e.Value("value", []any{s})
		ignored := e.Extra(map[string]any{s: s})
		e.End()
		body, err := e.Bytes()
		if !utf8.ValidString(s) {
			require.ErrorIs(t, err, wire.ErrUTF8)
			return
		}
		require.NoError(t, err)
		var back map[string]any
		require.NoError(t, json.Unmarshal(body, &back))
		assert.Equal(t, s, back["field"])
		assert.Equal(t, []any{s}, back["value"])
		if ignored == nil {
			assert.Equal(t, s, back[s])
		}

		d := wire.NewDecoder(body)
		for d.Object(); d.More(); {
			switch {
			case d.Is("field"):
				assert.Equal(t, s, d.Word())
			case d.Is("value"):
				assert.Equal(t, []string{s}, d.Texts())
			case s != "" && d.Is(s):
				assert.Equal(t, s, d.ID())
			}
		}
		require.NoError(t, d.End())
	})
}

// FuzzEncodeNumber writes only what encoding/json takes for a number, as it is.
func FuzzEncodeNumber(f *testing.F) {
	for _, s := range []string{"0", "-0", "10.50", "1e5", "01", "1.", "-", "NaN", "1,2", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		e := wire.NewEncoder(nil)
		e.Number("", s)
		body, err := e.Bytes()
		var number json.Number
		isNumber := json.Unmarshal([]byte(s), &number) == nil && string(number) == s && s != ""
		require.Equal(t, isNumber, err == nil)
		if err == nil {
			require.Equal(t, s, string(body))
		}
	})
}
