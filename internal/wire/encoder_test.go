package wire_test

import (
	"encoding/json"
	"errors"
	"math"
	"math/big"
	"net/netip"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/wire"
)

func TestEncoder(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		write func(*wire.Encoder)
		want  string
	}{
		{"order", func(e *wire.Encoder) {
			e.Object("")
			e.Number("amount", "10.50")
			e.String("currency", "AZN")
			e.Object("options")
			e.Bool("auto_charge", true)
			e.Int("force3d", -1)
			e.End()
			e.Array("items")
			e.String("", "a")
			e.Object("")
			e.Int("n", math.MaxInt64)
			e.End()
			e.Array("")
			e.End()
			e.End()
			e.Raw("raw", []byte(`{"a": [1]}`))
			e.End()
		}, `{"amount":10.50,"currency":"AZN","options":{"auto_charge":true,"force3d":-1},"items":["a",{"n":9223372036854775807},[]],"raw":{"a": [1]}}`},
		{"empty object", func(e *wire.Encoder) { e.Object(""); e.End() }, `{}`},
		{"scalar", func(e *wire.Encoder) { e.String("", "a") }, `"a"`},
		{"left out", func(e *wire.Encoder) {
			e.Object("")
			e.OptString("a", "")
			e.OptInt("b", 0)
			e.OptBool("c", nil)
			e.OptString("d", "x")
			e.OptInt("e", 2)
			e.OptBool("f", new(false))
			e.End()
		}, `{"d":"x","e":2,"f":false}`},
		{"taken back first", func(e *wire.Encoder) {
			e.Object("")
			e.Object("client")
			e.OptString("email", "")
			e.EndOptional()
			e.String("a", "b")
			e.End()
		}, `{"a":"b"}`},
		{"taken back in the middle", func(e *wire.Encoder) {
			e.Object("")
			e.String("a", "b")
			e.Object("client")
			e.Object("inner")
			e.EndOptional()
			e.EndOptional()
			e.Array("items")
			e.EndOptional()
			e.String("c", "d")
			e.End()
		}, `{"a":"b","c":"d"}`},
		{"taken back alone", func(e *wire.Encoder) {
			e.Object("")
			e.Object("client")
			e.EndOptional()
			e.EndOptional()
		}, `{}`},
		{"not taken back", func(e *wire.Encoder) {
			e.Object("")
			e.Object("client")
			e.String("email", "x")
			e.EndOptional()
			e.Array("items")
			e.Object("")
			e.EndOptional()
			e.Int("", 1)
			e.EndOptional()
			e.End()
		}, `{"client":{"email":"x"},"items":[1]}`},
		{"same names in two objects", func(e *wire.Encoder) {
			e.Object("")
			e.String("id", "1")
			e.Object("card")
			e.String("id", "2")
			e.End()
			e.Object("client")
			e.String("id", "3")
			e.End()
			e.End()
		}, `{"id":"1","card":{"id":"2"},"client":{"id":"3"}}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			e := wire.NewEncoder([]byte("before "))
			tt.write(e)
			require.NoError(t, e.Err())
			got, err := e.Bytes()
			require.NoError(t, err)
			assert.Equal(t, "before "+tt.want, string(got))
			assert.True(t, json.Valid([]byte(tt.want)))
		})
	}
}

func TestEncoderErrors(t *testing.T) {
	t.Parallel()
	object := func(write func(*wire.Encoder)) func(*wire.Encoder) {
		return func(e *wire.Encoder) {
			e.Object("")
			e.Object("client")
			write(e)
			e.End()
			e.End()
		}
	}
	tests := []struct {
		name  string
		write func(*wire.Encoder)
		want  error
		path  string
	}{
		{"UTF-8", object(func(e *wire.Encoder) { e.String("email", "4111111111111111\xff") }), wire.ErrUTF8, "client.email"},
		{"UTF-8 in an element", object(func(e *wire.Encoder) { e.Array("tags"); e.String("", "\xff"); e.End() }), wire.ErrUTF8, "client.tags"},
		{"UTF-8 in raw JSON", object(func(e *wire.Encoder) { e.Raw("x", []byte("\"\xff\"")) }), wire.ErrSyntax, "client.x"},
		{"twice", object(func(e *wire.Encoder) { e.String("a", "1"); e.Int("a", 2) }), wire.ErrDuplicate, "client.a"},
		{"extra fields in a part", object(func(e *wire.Encoder) { e.Part("p"); e.Extra(map[string]any{"x": 1}) }), wire.ErrMisuse, "client.p"},
		{"twice, once left out", object(func(e *wire.Encoder) { e.OptString("a", ""); e.Int("a", 2) }), wire.ErrDuplicate, "client.a"},
		{"twice, once taken back", object(func(e *wire.Encoder) { e.Object("a"); e.EndOptional(); e.Int("a", 2) }), wire.ErrDuplicate, "client.a"},
		{"no number", object(func(e *wire.Encoder) { e.Number("a", "4111x") }), wire.ErrSyntax, "client.a"},
		{"empty number", object(func(e *wire.Encoder) { e.Number("a", "") }), wire.ErrSyntax, "client.a"},
		{"number with a blank", object(func(e *wire.Encoder) { e.Number("a", "1 ") }), wire.ErrSyntax, "client.a"},
		{"number that breaks out", object(func(e *wire.Encoder) { e.Number("a", `1,"b":2`) }), wire.ErrSyntax, "client.a"},
		{"open raw JSON", object(func(e *wire.Encoder) { e.Raw("a", []byte(`{`)) }), wire.ErrSyntax, "client.a"},
		{"raw JSON that breaks out", object(func(e *wire.Encoder) { e.Raw("a", []byte(`1,"b":2`)) }), wire.ErrSyntax, "client.a"},
		{"no raw JSON", object(func(e *wire.Encoder) { e.Raw("a", nil) }), wire.ErrSyntax, "client.a"},
		{"deep raw JSON", object(func(e *wire.Encoder) { e.Raw("a", []byte(strings.Repeat("[", 99)+strings.Repeat("]", 99))) }), wire.ErrDepth, "client.a"},
		{"field without a name", object(func(e *wire.Encoder) { e.String("", "x") }), wire.ErrMisuse, "client"},
		{"element with a name", object(func(e *wire.Encoder) { e.Array("a"); e.Int("n", 1); e.End() }), wire.ErrMisuse, "client.a.n"},
		{"reserved in an array", object(func(e *wire.Encoder) { e.Array("a"); e.Reserve("n"); e.End() }), wire.ErrMisuse, "client.a.n"},
		{"document with a name", func(e *wire.Encoder) { e.Object("a"); e.End() }, wire.ErrMisuse, "a"},
		{"two documents", func(e *wire.Encoder) { e.Int("", 1); e.Int("", 2) }, wire.ErrMisuse, ""},
		{"nothing", func(*wire.Encoder) {}, wire.ErrMisuse, ""},
		{"open", func(e *wire.Encoder) { e.Object("") }, wire.ErrMisuse, ""},
		{"ended twice", func(e *wire.Encoder) { e.Object(""); e.End(); e.End() }, wire.ErrMisuse, ""},
		{"ended twice, as optional", func(e *wire.Encoder) { e.Object(""); e.EndOptional(); e.EndOptional() }, wire.ErrMisuse, ""},
		{"extra in an array", func(e *wire.Encoder) { e.Array(""); e.Extra(map[string]any{"a": 1}); e.End() }, wire.ErrMisuse, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			e := wire.NewEncoder(nil)
			tt.write(e)
			got, err := e.Bytes()
			assert.Nil(t, got)
			require.ErrorIs(t, err, tt.want)
			assert.Same(t, e.Err(), err)
			failure := new(wire.Error)
			require.ErrorAs(t, err, &failure)
			assert.Equal(t, tt.path, failure.Path)
			assert.NotContains(t, err.Error(), "4111")
		})
	}
}

func TestAppendString(t *testing.T) {
	t.Parallel()
	var every strings.Builder
	for c := range rune(0x250) {
		every.WriteRune(c)
	}
	for _, s := range []string{"", "plain", `a"b\c/d`, "\b\f\n\r\t\x00\x1f\x7f", "<script>&'", "é😀\u2028\u2029\uFFFD", every.String()} {
		got, err := wire.AppendString([]byte("x"), s)
		require.NoError(t, err)
		var back string
		require.NoError(t, json.Unmarshal(got[1:], &back))
		assert.Equal(t, s, back)
	}
	for _, s := range []string{"\xff", "a\xc3", "\xed\xa0\x80", "\xc0\x80"} {
		got, err := wire.AppendString([]byte("x"), s)
		require.ErrorIs(t, err, wire.ErrUTF8)
		assert.Equal(t, "x", string(got))
	}
}

func TestEncoderOfManyNames(t *testing.T) {
	t.Parallel()
	e := wire.NewEncoder(nil)
	e.Object("")
	e.Object("inner")
	for i := range 100 {
		e.Int("field_"+strconv.Itoa(i), 1)
	}
	e.End()
	for i := range 100 {
		e.Int("field_"+strconv.Itoa(i), 1)
	}
	require.NoError(t, e.Err())
	e.Int("field_7", 1)
	require.ErrorIs(t, e.Err(), wire.ErrDuplicate)
}

func TestEncoderErrorSticks(t *testing.T) {
	t.Parallel()
	e := wire.NewEncoder(nil)
	e.Object("")
	e.String("first", "\xff")
	first := e.Err()
	require.ErrorIs(t, first, wire.ErrUTF8)
	e.Reserve("")
	e.Object("")
	e.Number("second", "x")
	e.Value("third", 1.5)
	assert.Nil(t, e.Extra(map[string]any{"fourth": 1.5}))
	e.EndOptional()
	e.End()
	_, err := e.Bytes()
	assert.Same(t, first, err)
}

// word, count and price are types of a caller's own.
type (
	word  string
	count uint8
	price float64
	flag  bool
)

// ownCard marshals itself, or fails to.
type ownCard struct{ err error }

func (c *ownCard) MarshalJSON() ([]byte, error) { return []byte(`{ "type" : "visa" }`), c.err }

// failingText cannot be written.
type failingText struct{}

func (failingText) MarshalText() ([]byte, error) { return nil, errors.New("4111111111111111") }

func TestValue(t *testing.T) {
	t.Parallel()
	number := 7
	var none *int
	var noCard *ownCard
	tests := []struct {
		name  string
		value any
		want  string
	}{
		{"nil", nil, `null`},
		{"string", "a\n", `"a\n"`},
		{"own string", word("a"), `"a"`},
		{"boolean", true, `true`},
		{"own boolean", flag(false), `false`},
		{"int", -1, `-1`},
		{"int64", int64(math.MinInt64), `-9223372036854775808`},
		{"uint64", uint64(math.MaxUint64), `18446744073709551615`},
		{"own integer", count(7), `7`},
		{"number", json.Number("10.50"), `10.50`},
		{"raw message", json.RawMessage(`[1, 2.5]`), `[1, 2.5]`},
		{"nil raw message", json.RawMessage(nil), `null`},
		{"marshaler", &ownCard{}, `{ "type" : "visa" }`},
		{"nil marshaler", noCard, `null`},
		{"big integer", new(big.Int).Exp(big.NewInt(10), big.NewInt(30), nil), `1000000000000000000000000000000`},
		{"time", time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), `"2026-01-02T03:04:05Z"`},
		{"text marshaler", netip.MustParseAddr("6.6.6.6"), `"6.6.6.6"`},
		{"pointer", &number, `7`},
		{"nil pointer", none, `null`},
		{"map", map[string]any{"b": 1, "a": map[string]string{"c": "d"}, "": nil}, `{"":null,"a":{"c":"d"},"b":1}`},
		{"map of own keys", map[word]int{"b": 1, "a": 2}, `{"a":2,"b":1}`},
		{"nil map", map[string]any(nil), `{}`},
		{"slice", []any{1, "a", nil, []string{"b"}}, `[1,"a",null,["b"]]`},
		{"nil slice", []string(nil), `[]`},
		{"array", [2]int{1, 2}, `[1,2]`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			e := wire.NewEncoder(nil)
			e.Value("", tt.value)
			got, err := e.Bytes()
			require.NoError(t, err)
			assert.Equal(t, tt.want, string(got))
		})
	}
}

func TestValueErrors(t *testing.T) {
	t.Parallel()
	cycle := map[string]any{}
	cycle["a"] = map[string]any{"b": []any{cycle}}
	var deep any = "4111111111111111"
	for range wire.DefaultDepth + 1 {
		deep = []any{deep}
	}
	tests := []struct {
		name  string
		value any
		want  error
	}{
		{"float", 9.99, wire.ErrType},
		{"whole float", float32(10), wire.ErrType},
		{"own float", price(1), wire.ErrType},
		{"complex", complex(1, 2), wire.ErrType},
		{"float inside", map[string]any{"4111111111111111": []any{map[string]any{"b": 1.5}}}, wire.ErrType},
		{"float behind a pointer", new(1.5), wire.ErrType},
		{"not a number", math.NaN(), wire.ErrType},
		{"struct", struct{ A int }{1}, wire.ErrType},
		{"channel", make(chan int), wire.ErrType},
		{"function", func() {}, wire.ErrType},
		{"bytes", []byte("abc"), wire.ErrType},
		{"map of integers", map[int]string{1: "a"}, wire.ErrType},
		{"bad number", json.Number("1e"), wire.ErrSyntax},
		{"empty number", json.Number(""), wire.ErrSyntax},
		{"bad raw message", json.RawMessage(`{"a":}`), wire.ErrSyntax},
		{"two raw messages", json.RawMessage(`1 2`), wire.ErrSyntax},
		{"failing marshaler", &ownCard{err: errors.New("4111111111111111")}, wire.ErrType},
		{"failing text marshaler", failingText{}, wire.ErrType},
		{"UTF-8", []string{"4111111111111111\xff"}, wire.ErrUTF8},
		{"UTF-8 in a key", map[string]any{"4111111111111111\xff": 1}, wire.ErrUTF8},
		{"cycle", cycle, wire.ErrDepth},
		{"deep", deep, wire.ErrDepth},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			e := wire.NewEncoder(nil)
			e.Object("")
			e.Value("custom_fields", tt.value)
			e.End()
			_, err := e.Bytes()
			require.ErrorIs(t, err, tt.want)
			assert.Contains(t, err.Error(), "custom_fields: ")
			if strings.Contains(tt.name, "float") {
				assert.Contains(t, err.Error(), "a float cannot hold an amount")
			}
			assert.NotContains(t, err.Error(), "4111")

			e = wire.NewEncoder(nil)
			e.Object("")
			e.Extra(map[string]any{"4111111111111111": tt.value})
			e.End()
			_, err = e.Bytes()
			require.ErrorIs(t, err, tt.want)
			assert.NotContains(t, err.Error(), "4111")
		})
	}
}

func TestExtra(t *testing.T) {
	t.Parallel()
	write := func(extra map[string]any) (string, []string) {
		e := wire.NewEncoder(nil)
		e.Object("")
		e.Number("amount", "10.50")
		e.OptString("currency", "")
		e.Object("client")
		e.EndOptional()
		e.Reserve("pan")
		ignored := e.Extra(extra)
		e.End()
		body, err := e.Bytes()
		require.NoError(t, err)
		return string(body), ignored
	}
	body, ignored := write(map[string]any{"z": 1, "amount": json.Number("1"), "m": "x", "currency": "USD", "pan": "4", "client": nil, "Amount": 2})
	assert.Equal(t, `{"amount":10.50,"Amount":2,"m":"x","z":1}`, body)
	assert.Equal(t, []string{"amount", "client", "currency", "pan"}, ignored)

	body, ignored = write(nil)
	assert.Equal(t, `{"amount":10.50}`, body)
	assert.Nil(t, ignored)

	e := wire.NewEncoder(nil)
	e.Object("")
	e.Extra(map[string]any{"a\"b": 1})
	e.End()
	alone, err := e.Bytes()
	require.NoError(t, err)
	assert.Equal(t, `{"a\"b":1}`, string(alone))

	e = wire.NewEncoder(nil)
	e.Object("")
	e.Extra(map[string]any{"": 1, "a": 2})
	assert.Equal(t, []string{"", "a"}, e.Extra(map[string]any{"": 3, "a": 4}))
	e.String("a", "after its extra")
	require.ErrorIs(t, e.Err(), wire.ErrDuplicate)

	e = wire.NewEncoder(nil)
	e.Object("")
	e.Extra(map[string]any{"4111111111111111\xff": 1, "5": 1.5})
	e.End()
	_, err = e.Bytes()
	require.ErrorIs(t, err, wire.ErrUTF8)
	assert.NotContains(t, err.Error(), "4111")
}
