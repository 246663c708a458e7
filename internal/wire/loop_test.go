package wire_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/wire"
)

// pair is what a decoder of two fields reads, one of them nested.
type pair struct {
	status string
	inner  []pair
	free   map[string]string
}

func decodePair(d *wire.Decoder) (p pair) {
	for d.Object(); d.More(); {
		switch {
		case d.Is("status"):
			p.status = d.Word()
		case d.Is("inner") && d.Kind() != wire.String:
			for d.OneOrMany(); d.More(); {
				p.inner = append(p.inner, decodePair(d))
			}
		case d.Is("free"):
			p.free = d.StringMap()
		}
	}
	return p
}

func TestObject(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		json string
		want pair
		path string
		err  error
	}{
		{name: "read", json: `{"status":"a"}`, want: pair{status: "a"}},
		{name: "escaped name", json: `{"st\u0061tus":"a"}`, want: pair{status: "a"}},
		{name: "other names", json: `{"Status":"x","ſtatus":"y","status ":"z","statu":"v","statuses":"w","":"u"}`},
		{name: "other name of that length and first letter", json: `{"stotus":"x"}`},
		{name: "unread names twice", json: `{"x":1,"status":"a","x":2,"x":{}}`, want: pair{status: "a"}},
		{name: "null", json: `null`},
		{name: "empty array", json: `[ ]`},
		{name: "null field", json: `{"status":null}`},
		{name: "one", json: `{"inner":{"status":"b"}}`, want: pair{inner: []pair{{status: "b"}}}},
		{name: "many", json: `{"inner":[{"status":"b"},null,[],{"status":"c"}],"status":"a"}`,
			want: pair{status: "a", inner: []pair{{status: "b"}, {}, {}, {status: "c"}}}},
		{name: "none", json: `{"inner":[],"status":"a"}`, want: pair{status: "a"}},
		{name: "the same names inside", json: `{"status":"a","inner":{"status":"b","inner":{"status":"c"}},"free":{"status":"d"}}`,
			want: pair{status: "a", inner: []pair{{status: "b", inner: []pair{{status: "c"}}}}, free: map[string]string{"status": "d"}}},
		{name: "kind that no case reads", json: `{"inner":"text","status":"a"}`, want: pair{status: "a"}},
		{name: "the same free names in two maps", json: `{"inner":[{"free":{"a":1}},{"free":{"a":2}}],"free":{"a":3}}`,
			want: pair{inner: []pair{{free: map[string]string{"a": "1"}}, {free: map[string]string{"a": "2"}}}, free: map[string]string{"a": "3"}}},

		{name: "twice", json: `{"status":"a","status":"b"}`, path: "status", err: wire.ErrDuplicate},
		{name: "twice, the same", json: `{"status":"a","x":1,"status":"a"}`, path: "status", err: wire.ErrDuplicate},
		{name: "twice, once escaped", json: `{"status":"a","\u0073tatus":"b"}`, path: "status", err: wire.ErrDuplicate},
		{name: "twice, the first escaped", json: `{"\u0073tatus":"a","status":"b"}`, path: "status", err: wire.ErrDuplicate},
		{name: "twice, the first null", json: `{"status":null,"status":"b"}`, path: "status", err: wire.ErrDuplicate},
		{name: "twice, the second of an unread kind", json: `{"inner":[],"inner":"x"}`, path: "inner", err: wire.ErrDuplicate},
		{name: "twice, after a nested object", json: `{"status":"a","inner":{"status":"b"},"status":"c"}`, path: "status", err: wire.ErrDuplicate},
		{name: "twice, inside", json: `{"inner":[{},{"status":"b","status":"c"}]}`, path: "inner[1].status", err: wire.ErrDuplicate},
		{name: "type", json: `{"status":1}`, path: "status", err: wire.ErrType},
		{name: "type, inside", json: `{"inner":[{"inner":{"status":[]}}]}`, path: "inner[0].inner.status", err: wire.ErrType},
		{name: "type of an element", json: `{"inner":[{},7]}`, path: "inner[1]", err: wire.ErrType},
		{name: "array for an object", json: `[1]`, err: wire.ErrType},
		{name: "text for an object", json: `"a"`, err: wire.ErrType},
		{name: "syntax before type", json: `[1}`, err: wire.ErrSyntax},
		{name: "UTF-8 in an unread name", json: "{\"x\xff\":1}", path: "*", err: wire.ErrUTF8},
		{name: "surrogate in a name", json: `{"\ud800":1}`, path: "*", err: wire.ErrUTF8},
		{name: "UTF-8 in a name of an unread subtree", json: "{\"x\":{\"y\xff\":1}}"},
		{name: "syntax under an unread name", json: `{"4111111111111111":[01]}`, path: "*", err: wire.ErrSyntax},
		{name: "syntax under a free name", json: `{"free":{"4111111111111111":01}}`, path: "free.*", err: wire.ErrSyntax},
		{name: "free name twice", json: `{"free":{"4111111111111111":1,"4111111111111111":2}}`, path: "free.*", err: wire.ErrDuplicate},
		{name: "after a known name", json: `{"status":"a" "4111111111111111":1}`, path: "*", err: wire.ErrSyntax},
		{name: "path of an escaped name", json: `{"st\u0061tus":1}`, path: "status", err: wire.ErrType},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := wire.NewDecoder([]byte(tt.json))
			got := decodePair(d)
			err := d.End()
			require.ErrorIs(t, err, tt.err)
			if tt.err == nil {
				assert.Equal(t, tt.want, got)
				return
			}
			assert.Equal(t, err, d.Err())
			failure := new(wire.Error)
			require.ErrorAs(t, err, &failure)
			assert.Equal(t, tt.path, failure.Path)
			assert.NotContains(t, err.Error(), "4111")
		})
	}
}

// An object of many fields, in any order, has each of them read once.
func TestManyNames(t *testing.T) {
	t.Parallel()
	const n = 100
	names := make([]string, n)
	var body strings.Builder
	for i := range names {
		names[i] = fmt.Sprintf("field_%d", i)
		fmt.Fprintf(&body, `"%s":%d,`, names[i], i)
	}
	var readObject func(d *wire.Decoder) int64
	readObject = func(d *wire.Decoder) (sum int64) {
		for d.Object(); d.More(); {
			for _, name := range names {
				if !d.Is(name) {
					continue
				}
				if d.Kind() == wire.Object {
					sum += readObject(d)
				} else {
					value, _ := d.Int()
					sum += value
				}
				break
			}
		}
		return sum
	}
	read := func(text string) (int64, error) {
		d := wire.NewDecoder([]byte(text))
		return readObject(d), d.End()
	}
	sum, err := read("{" + strings.TrimSuffix(body.String(), ",") + "}")
	require.NoError(t, err)
	assert.EqualValues(t, n*(n-1)/2, sum)
	// The same names inside the first field are others.
	inner := strings.Replace(body.String(), ":0,", ":{"+strings.TrimSuffix(body.String(), ",")+"},", 1)
	sum, err = read("{" + strings.TrimSuffix(inner, ",") + "}")
	require.NoError(t, err)
	assert.EqualValues(t, n*(n-1), sum)
	for _, name := range names {
		_, err := read("{" + body.String() + `"` + name + `":0}`)
		require.ErrorIs(t, err, wire.ErrDuplicate)
	}
}

func TestName(t *testing.T) {
	t.Parallel()
	d := wire.NewDecoder([]byte(`{"amount":["too small","no currency"],"em\u0061il":"missing"}`))
	details := map[string][]string{}
	for d.Object(); d.More(); {
		name := d.Name()
		details[name] = d.Texts()
	}
	require.NoError(t, d.End())
	assert.Equal(t, map[string][]string{"amount": {"too small", "no currency"}, "email": {"missing"}}, details)
}

// A hostile answer of many names must not cost a square of time.
func TestManyFreeNames(t *testing.T) {
	t.Parallel()
	var body strings.Builder
	body.WriteByte('{')
	for i := range 100_000 {
		fmt.Fprintf(&body, `"%d":0,`, i)
	}
	body.WriteString(`"x":0}`)
	d := wire.NewDecoder([]byte(body.String()))
	start := time.Now()
	assert.Len(t, d.StringMap(), 100_001)
	require.NoError(t, d.End())
	assert.Less(t, time.Since(start), 5*time.Second)
}

func TestIsOnlyInsideItsField(t *testing.T) {
	t.Parallel()
	d := wire.NewDecoder([]byte(`{"a":{"b":1},"c":[2]}`))
	assert.False(t, d.Is("a"), "before the loop")
	for d.Object(); d.More(); {
		switch {
		case d.Is("a"):
			assert.True(t, d.Is("a"), "asked again")
			for d.Object(); d.More(); {
				assert.False(t, d.Is("a"), "the outer name")
				assert.True(t, d.Is("b"))
				d.ID()
				assert.False(t, d.Is("b"), "after the value")
			}
			assert.False(t, d.Is("b"), "after the inner loop")
		case d.Is("c"):
			for d.Array(); d.More(); {
				assert.False(t, d.Is("c"), "in an array")
				assert.False(t, d.Is(""))
			}
		}
	}
	require.NoError(t, d.End())
}

func TestKind(t *testing.T) {
	t.Parallel()
	d := wire.NewDecoder([]byte(` [ null , true, false, -1, 0, "a", {}, [] , x]`))
	assert.Equal(t, wire.Array, d.Kind())
	var kinds []wire.Kind
	for d.Array(); d.More(); {
		kinds = append(kinds, d.Kind())
	}
	assert.Equal(t, []wire.Kind{wire.Null, wire.Bool, wire.Bool, wire.Number, wire.Number,
		wire.String, wire.Object, wire.Array, wire.Invalid}, kinds)
	assert.ErrorIs(t, d.End(), wire.ErrSyntax)
	assert.Equal(t, wire.Invalid, d.Kind(), "after an error")
	assert.Equal(t, wire.Invalid, wire.NewDecoder(nil).Kind(), "at the end")
	assert.Equal(t, "an object", wire.Object.String())
	assert.Equal(t, "no value", wire.Kind(99).String())
}

func TestNull(t *testing.T) {
	t.Parallel()
	d := wire.NewDecoder([]byte(`[null,1]`))
	var nulls []bool
	for d.Array(); d.More(); {
		nulls = append(nulls, d.Null())
	}
	require.NoError(t, d.End())
	assert.Equal(t, []bool{true, false}, nulls)
	assert.False(t, wire.NewDecoder([]byte(`nil`)).Null())
}

func TestRaw(t *testing.T) {
	t.Parallel()
	body := []byte("{\"a\": {\"x\" : [1, \"\xff\"]} ,\"b\":2}")
	d := wire.NewDecoder(body)
	var raw []byte
	for d.Object(); d.More(); {
		if d.Is("a") {
			raw = d.Raw()
		}
	}
	require.NoError(t, d.End())
	assert.Equal(t, "{\"x\" : [1, \"\xff\"]}", string(raw))
	assert.Same(t, &body[6], &raw[0], "it aliases the input")
	_ = append(raw, '!')
	assert.Equal(t, byte(' '), body[6+len(raw)], "appending to it does not write into the input")

	d.Reset([]byte(`[1,`))
	assert.Nil(t, d.Raw())
	require.ErrorIs(t, d.Err(), wire.ErrTruncated)
}

// Calls out of order are an error, never a wrong value.
func TestMisuse(t *testing.T) {
	t.Parallel()
	tests := map[string]func(*wire.Decoder){
		"a value read twice": func(d *wire.Decoder) { d.Raw(); d.ID() },
		"More without a loop": func(d *wire.Decoder) {
			d.Skip()
			d.More()
		},
		"a loop left early": func(d *wire.Decoder) {
			for d.Object(); d.More(); {
				break
			}
		},
		"an inner loop left early": func(d *wire.Decoder) {
			for d.Object(); d.More(); {
				if d.Is("a") {
					for d.Array(); d.More(); {
						break
					}
				}
			}
		},
		"a value read before More": func(d *wire.Decoder) { d.Object(); d.ID() },
		"a name outside an object": func(d *wire.Decoder) { d.Name() },
	}
	for name, misuse := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := wire.NewDecoder([]byte(`{"a":[1,2],"b":3}`))
			misuse(d)
			assert.ErrorIs(t, d.End(), wire.ErrMisuse)
		})
	}
}

// After the first error, everything reads as absent and every loop ends.
func TestErrorSticks(t *testing.T) {
	t.Parallel()
	d := wire.NewDecoder([]byte(`{"a":01,"b":"text","c":[1]}`))
	for d.Object(); d.More(); {
		d.ID()
	}
	first := d.Err()
	require.ErrorIs(t, first, wire.ErrSyntax)
	assert.Empty(t, d.ID())
	assert.Empty(t, d.Word())
	assert.Empty(t, d.Text())
	assert.Empty(t, d.Time())
	assert.Empty(t, d.Name())
	assert.Nil(t, d.StringMap())
	assert.Nil(t, d.Texts())
	assert.Nil(t, d.Raw())
	_, ok := d.Amount()
	assert.False(t, ok)
	_, ok = d.Int()
	assert.False(t, ok)
	_, ok = d.Flag()
	assert.False(t, ok)
	for d.OneOrMany(); d.More(); {
		t.Error("a loop went on")
	}
	assert.Same(t, first, d.End())

	d.Reset([]byte(`"fine"`))
	assert.Equal(t, "fine", d.Text())
	require.NoError(t, d.End())
}

func TestErrorText(t *testing.T) {
	t.Parallel()
	d := wire.NewDecoder([]byte(`{"inner":[{"status":{"pan":"4111111111111111"}}]}`))
	decodePair(d)
	assert.EqualError(t, d.End(), "wire: inner[0].status: wrong type: want a string, got an object (offset 20)")
	assert.EqualError(t, wire.NewDecoder([]byte(`1 2`)).End(), "wire: data behind the value (offset 2)")
}
