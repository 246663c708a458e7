package wire_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/wire"
)

var someNames = []string{"id", "status", "amount", "amounts", "stature", "is", "\u00e9t\u00e9", "a b", strings.Repeat("n", 300)}

// eachField reads the fields of an object, and of objects inside it, by which.
func eachField(d *wire.Decoder, which func(*wire.Decoder) int) (got []string) {
	for d.Object(); d.More(); {
		i := which(d)
		if i >= 0 && d.Kind() == wire.Object {
			got = append(got, someNames[i]+"{")
			got = append(append(got, eachField(d, which)...), "}")
			continue
		}
		if i >= 0 {
			got = append(got, someNames[i]+"="+d.Text())
		}
	}
	return got
}

// byIs and byField tell which of the names the field that is due has.
func byIs(d *wire.Decoder) int {
	for i, name := range someNames {
		if d.Is(name) {
			return i
		}
	}
	return -1
}

var listed = wire.NewNames(someNames...)

func byField(d *wire.Decoder) int { return d.Field(listed) }

func TestField(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		json string
		want []string
		err  error
		path string
	}{
		{json: `{"id":"1","x":[1],"status":"new"}`, want: []string{"id=1", "status=new"}},
		{json: `{"amount":1.50,"amounts":2,"stature":3,"is":4}`, want: []string{"amount=1.50", "amounts=2", "stature=3", "is=4"}},
		{json: `{"\u0069d":"1","\u00e9t\u00e9":2,"a\u0020b":3}`, want: []string{"id=1", "\u00e9t\u00e9=2", "a b=3"}},
		{json: `{"ID":1,"":2,"statuses":3,"i":4,"di":5}`},
		{json: `{"id":{"id":{"id":1}},"status":{}}`, want: []string{"id{", "id{", "id=1", "}", "}", "status{", "}"}},
		{json: `{"x":1,"x":2,"id":3}`, want: []string{"id=3"}},
		{json: `{"id":1,"status":{"is":2,"id":3,"is":4}}`, err: wire.ErrDuplicate, path: "status.is"},
		{json: `{"id":1,"x":0,"\u0069d":2}`, err: wire.ErrDuplicate, path: "id"},
		{json: `{"id":1,"status":{"x":nil}}`, err: wire.ErrSyntax, path: "status.*"},
		{json: `{"` + strings.Repeat("n", 300) + `":1}`, want: []string{strings.Repeat("n", 300) + "=1"}},
	} {
		for name, which := range map[string]func(*wire.Decoder) int{"Is": byIs, "Field": byField} {
			d := wire.NewDecoder([]byte(c.json))
			got := eachField(d, which)
			if c.err == nil {
				require.NoError(t, d.End(), "%s %s", name, c.json)
				assert.Equal(t, c.want, got, "%s %s", name, c.json)
				continue
			}
			failure := new(wire.Error)
			require.ErrorAs(t, d.End(), &failure, "%s %s", name, c.json)
			require.ErrorIs(t, failure, c.err, "%s %s", name, c.json)
			assert.Equal(t, c.path, failure.Path, "%s %s", name, c.json)
		}
	}
}

// Asked twice about the same field, Field answers the same; where no field is
// due there is none.
func TestFieldAskedAgain(t *testing.T) {
	t.Parallel()
	d := wire.NewDecoder([]byte(`{"id":[1,2],"status":"new"}`))
	assert.Equal(t, -1, d.Field(listed))
	for d.Object(); d.More(); {
		i := d.Field(listed)
		assert.Equal(t, i, d.Field(listed))
		if i == 0 {
			for d.Array(); d.More(); {
				assert.Equal(t, -1, d.Field(listed), "an element has no name")
			}
			continue
		}
		assert.Equal(t, 1, i)
		d.Skip()
		assert.Equal(t, -1, d.Field(listed), "it is read")
	}
	require.NoError(t, d.End())
}

func TestNames(t *testing.T) {
	t.Parallel()
	var most []string
	for i := range 64 {
		most = append(most, "name"+strconv.Itoa(10+i)) // all of one length and first letter
	}
	full := wire.NewNames(most...)
	for i, name := range most {
		d := wire.NewDecoder([]byte(`{"` + name + `":1}`))
		for d.Object(); d.More(); {
			assert.Equal(t, i, d.Field(full))
		}
		require.NoError(t, d.End())
	}
	for _, wrong := range [][]string{append(most, "one more"), {"a", ""}, {"a", "b", "a"}} {
		assert.Panics(t, func() { wire.NewNames(wrong...) })
	}
}

// FuzzField reads objects with Is and with Field, which agree.
func FuzzField(f *testing.F) {
	f.Add([]byte(`{"id":{"status":1,"\u0069s":null},"amount":[{"id":1}],"amounts":"x","id":2}`))
	f.Add([]byte(`{"a b":{"a b":{"a b":{"a b":{"a b":{"a b":{"a b":1}}}}}}}`))
	addDocuments(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		a, b := wire.NewDecoder(data), wire.NewDecoder(data)
		assert.Equal(t, eachField(a, byIs), eachField(b, byField))
		assert.Equal(t, a.End(), b.End())
	})
}

// AmountBytes is Amount, and leaves the input as it is.
func TestAmountBytes(t *testing.T) {
	t.Parallel()
	for _, json := range []string{
		`"1.50"`, `1.50`, `-0.5e3`, `"\u0031.\u0035"`, `""`, `null`, `true`, `{}`, `[]`, `01`, `"`, `1.`, "\"\xff\"", `"\ud800"`, ``, `"é"`, `nul`,
	} {
		input := []byte(`{"a":` + json + `,"b":"\u0032.00"}`)
		a, b := wire.NewDecoder(input), wire.NewDecoder(input)
		var want string
		for a.Object(); a.More(); {
			if a.Is("a") {
				want, _ = a.Amount()
			}
		}
		var got []byte
		for b.Object(); b.More(); {
			switch {
			case b.Is("a"):
				got = b.AmountBytes()
				_ = append(got, "overwritten?"...)
			case b.Is("b"):
				b.Text() // decoded where the amount was
			}
		}
		assert.Equal(t, a.End(), b.End(), json)
		assert.Equal(t, want, string(got), json)
	}
}

func TestObjectOrNothing(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		json, want string
		err        error
	}{
		{`{"in":{"a":"1","b":2},"next":"n"}`, "1n", nil},
		{`{"in":null,"next":"n"}`, "n", nil},
		{`{"in":[{"a":"1"}],"next":"n"}`, "n", nil},
		{`{"in":"text","next":"n"}`, "n", nil},
		{`{"in":12,"next":"n"}`, "n", nil},
		{`{"in":{},"next":"n"}`, "n", nil},
		{`{"in":nope,"next":"n"}`, "", wire.ErrSyntax},
		{`{"in":[1,"next":"n"}`, "", wire.ErrSyntax},
		{`{"in":{"a":1`, "1", wire.ErrTruncated},
		{`{"in":{"a":"1","a":"2"},"next":"n"}`, "1", wire.ErrDuplicate},
	} {
		d, got := wire.NewDecoder([]byte(c.json)), ""
		for d.Object(); d.More(); {
			switch {
			case d.Is("in"):
				for d.ObjectOrNothing(); d.More(); {
					if d.Is("a") {
						got += d.Text()
					}
				}
			case d.Is("next"):
				got += d.Text()
			}
		}
		assert.ErrorIs(t, d.End(), c.err, c.json)
		assert.Equal(t, c.want, got, c.json)
	}
}
