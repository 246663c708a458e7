package strictjson_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/strictjson"
)

func TestObject(t *testing.T) {
	t.Parallel()
	got, err := strictjson.Object([]byte(` {"a": 1.50, "A": [{"b":null},{"b":""}], "": {}} `))
	require.NoError(t, err)
	assert.Equal(t, map[string]json.RawMessage{
		"a": json.RawMessage("1.50"), "A": json.RawMessage(`[{"b":null},{"b":""}]`), "": json.RawMessage("{}"),
	}, got)
}

func TestWhatObjectRefuses(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("n", 40)
	for name, c := range map[string]struct{ body, want string }{
		"nothing":                         {"", "the body is not valid JSON"},
		"an array":                        {`[]`, "the body must be a JSON object"},
		"a text":                          {`"a"`, "the body must be a JSON object"},
		"no end":                          {`{"a":1`, "the body is not valid JSON"},
		"no value":                        {`{"a":}`, "the body is not valid JSON"},
		"a name that is none":             {`{1:2}`, "the body is not valid JSON"},
		"a comma too many":                {`{"a":1,}`, "the body is not valid JSON"},
		"the wrong end":                   {`{"a":[1}}`, "the body is not valid JSON"},
		"two objects":                     {`{} {}`, "the body has data after its JSON value"},
		"a brace too many":                {`{}}`, "the body has data after its JSON value"},
		"a name twice":                    {`{"a":1,"a":1}`, `the name "a" is given twice`},
		"a name twice, written otherwise": {`{"a":1,"\u0061":1}`, `the name "a" is given twice`},
		"a name twice, deep down":         {`{"a":[{"b":{"c":1,"c":2}}]}`, `the name "c" is given twice`},
		"a long name twice":               {`{"` + long + `":1,"` + long + `":1}`, `the name "` + long[:32] + `..." is given twice`},
		"bytes that are no text":          {"{\"a\":\"\xff\"}", "the body is not valid UTF-8"},
		"too deep in objects":             {strings.Repeat(`{"a":`, 33) + "1" + strings.Repeat("}", 33), "the body is nested too deeply"},
		"too deep in arrays":              {`{"a":` + strings.Repeat("[", 32) + strings.Repeat("]", 32) + "}", "the body is nested too deeply"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := strictjson.Object([]byte(c.body))
			require.EqualError(t, err, c.want)
			assert.Nil(t, got)
		})
	}
}

func TestObjectGoesAsDeepAsItSays(t *testing.T) {
	t.Parallel()
	_, err := strictjson.Object([]byte(strings.Repeat(`{"a":`, 32) + "1" + strings.Repeat("}", 32)))
	require.NoError(t, err)
	_, err = strictjson.Object([]byte(`[`))
	assert.ErrorIs(t, err, strictjson.ErrNotObject)
}

func TestEncode(t *testing.T) {
	t.Parallel()
	assert.Equal(t, `{"a":"<b>&","c":"d"}`, string(strictjson.Encode(map[string]string{"a": "<b>&", "c": "d"})))
	assert.Panics(t, func() { strictjson.Encode(func() {}) })
}

// What is read is JSON by encoding/json's word, and no member is lost or made.
func FuzzObject(f *testing.F) {
	for _, seed := range []string{`{}`, `{"a":1}`, `{"a":{"b":[1,2,"x"]},"A":null}`, `{"a":1,"a":2}`, `[]`, `{} 1`, "{\"\xff\":1}"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		got, err := strictjson.Object(body)
		if err != nil {
			assert.Nil(t, got)
			return
		}
		require.True(t, json.Valid(body))
		require.True(t, utf8.Valid(body))
		again, err := strictjson.Object(strictjson.Encode(got))
		require.NoError(t, err)
		assert.Len(t, again, len(got))
	})
}
