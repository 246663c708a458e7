package wire_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/wire"
)

// textCase is a value, and the text or the error that reading it gives.
type textCase struct {
	json string
	text string
	want error
}

func runTexts(t *testing.T, read func(*wire.Decoder) string, tests []textCase) {
	t.Helper()
	for _, tt := range tests {
		t.Run(tt.json, func(t *testing.T) {
			t.Parallel()
			d := wire.NewDecoder([]byte(`{"field":` + tt.json + ` }`))
			var got string
			for d.Object(); d.More(); {
				if d.Is("field") {
					got = read(d)
				}
			}
			err := d.End()
			require.ErrorIs(t, err, tt.want)
			assert.Equal(t, tt.text, got)
			if tt.want != nil {
				failure := new(wire.Error)
				require.ErrorAs(t, err, &failure)
				assert.Equal(t, "field", failure.Path)
			}
		})
	}
}

func TestID(t *testing.T) {
	t.Parallel()
	runTexts(t, (*wire.Decoder).ID, []textCase{
		{`"94611545647300120"`, "94611545647300120", nil},
		{`94611545647300121`, "94611545647300121", nil},
		{`123456789012345678901234567890123456789012`, "123456789012345678901234567890123456789012", nil},
		{`"007"`, "007", nil},
		{`"1.5"`, "1.5", nil},
		{`-5`, "-5", nil},
		{`0`, "0", nil},
		{`""`, "", nil},
		{`null`, "", nil},
		{`"m\u002d1"`, "m-1", nil},
		{`"ş-1"`, "ş-1", nil},
		{`"\ud83d\ude00"`, "😀", nil},
		{`1.0`, "", wire.ErrType},
		{`1e3`, "", wire.ErrType},
		{`1E+3`, "", wire.ErrType},
		{`true`, "", wire.ErrType},
		{`{}`, "", wire.ErrType},
		{`["1"]`, "", wire.ErrType},
		{"\"a\xff\"", "", wire.ErrUTF8},
		{"\"\xc0\xaf\"", "", wire.ErrUTF8},
		{"\"\xed\xa0\x80\"", "", wire.ErrUTF8},
		{`"a\ud800"`, "", wire.ErrUTF8},
		{`"\ud800\ud800"`, "", wire.ErrUTF8},
		{`"\ude00\ud83d"`, "", wire.ErrUTF8},
		{`"\ud83dx"`, "", wire.ErrUTF8},
		{`1.`, "", wire.ErrSyntax},
		{`01`, "", wire.ErrSyntax},
		{`"\x"`, "", wire.ErrSyntax},
	})
}

func TestWord(t *testing.T) {
	t.Parallel()
	runTexts(t, (*wire.Decoder).Word, []textCase{
		{`"charged"`, "charged", nil},
		{`"\u0063harged"`, "charged", nil},
		{`""`, "", nil},
		{`null`, "", nil},
		{`"\ufffd"`, "\uFFFD", nil},
		{`1`, "", wire.ErrType},
		{`false`, "", wire.ErrType},
		{`[]`, "", wire.ErrType},
		{`{"a":1}`, "", wire.ErrType},
		{`nil`, "", wire.ErrSyntax},
		{`tru`, "", wire.ErrSyntax},
		{`{"a":}`, "", wire.ErrSyntax},
		{"\"charged\x80\"", "", wire.ErrUTF8},
		{`"charged\udfff"`, "", wire.ErrUTF8},
	})
}

func TestText(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("0123456789 ünïcode ", 2000)
	runTexts(t, (*wire.Decoder).Text, []textCase{
		{`"two tickets"`, "two tickets", nil},
		{`" leading"`, " leading", nil},
		{`"a\"b\\c\/d\be\ff\ng\rh\ti"`, "a\"b\\c/d\be\ff\ng\rh\ti", nil},
		{`"\u0000"`, "\x00", nil},
		{`"` + long + `"`, long, nil},
		{`""`, "", nil},
		{`null`, "", nil},
		{`10.50`, "10.50", nil},
		{`1e400`, "1e400", nil},
		{`true`, "true", nil},
		{`false`, "false", nil},
		{`{}`, "", nil},
		{`[ ]`, "", nil},
		{`["a", 1]`, `["a", 1]`, nil},
		{`{"a":{}}`, `{"a":{}}`, nil},
		{"[\"\xff\"]", "[\"\uFFFD\"]", nil},
		{"\"a\xffb\"", "a\uFFFDb", nil},
		{"\"\xe2\x82\"", "\uFFFD\uFFFD", nil},
		{"\"ok é \xff\xff\\n\"", "ok é \uFFFD\uFFFD\n", nil},
		{`"\ud800"`, "\uFFFD", nil},
		{`"\ud800\u0041"`, "\uFFFDA", nil},
		{`"\ud800\ud83d\ude00"`, "\uFFFD😀", nil},
		{`"\ude00x"`, "\uFFFDx", nil},
		{`nul`, "", wire.ErrSyntax},
		{"\"\x1f\"", "", wire.ErrSyntax},
		{`[1`, "", wire.ErrSyntax},
	})
}

func TestAmount(t *testing.T) {
	t.Parallel()
	tests := []struct {
		json string
		text string
		ok   bool
		want error
	}{
		{`"9.99"`, "9.99", true, nil},
		{`9.90`, "9.90", true, nil},
		{`0`, "0", true, nil},
		{`"0.00"`, "0.00", true, nil},
		{`-9.99`, "-9.99", true, nil},
		{`1e2`, "1e2", true, nil},
		{`0.30000000000000004`, "0.30000000000000004", true, nil},
		{`12345678901234567890.123456789`, "12345678901234567890.123456789", true, nil},
		{`" 9.99"`, " 9.99", true, nil},
		{`"9,99"`, "9,99", true, nil},
		{`null`, "", false, nil},
		{`""`, "", false, nil},
		{`true`, "", false, wire.ErrType},
		{`{"value":1}`, "", false, wire.ErrType},
		{`[]`, "", false, wire.ErrType},
		{"\"9\xff\"", "", false, wire.ErrUTF8},
		{`9.`, "", false, wire.ErrTruncated},
	}
	for _, tt := range tests {
		t.Run(tt.json, func(t *testing.T) {
			t.Parallel()
			d := wire.NewDecoder([]byte(tt.json))
			text, ok := d.Amount()
			assert.Equal(t, tt.text, text)
			assert.Equal(t, tt.ok, ok)
			assert.ErrorIs(t, d.End(), tt.want)
		})
	}
}

func TestTime(t *testing.T) {
	t.Parallel()
	runTexts(t, (*wire.Decoder).Time, []textCase{
		{`"2015-12-11 12:37:00"`, "2015-12-11 12:37:00", nil},
		{`1449837420`, "1449837420", nil},
		{`1449837420.5`, "1449837420.5", nil},
		{`null`, "", nil},
		{`true`, "", wire.ErrType},
		{"\"\xff\"", "", wire.ErrUTF8},
	})
}

func TestInt(t *testing.T) {
	t.Parallel()
	tests := []struct {
		json string
		n    int64
		ok   bool
		want error
	}{
		{`0`, 0, true, nil},
		{`-7`, -7, true, nil},
		{`"201"`, 201, true, nil},
		{`"007"`, 7, true, nil},
		{`9223372036854775807`, 9223372036854775807, true, nil},
		{`-9223372036854775808`, -9223372036854775808, true, nil},
		{`null`, 0, false, nil},
		{`""`, 0, false, nil},
		{`9223372036854775808`, 0, false, wire.ErrType},
		{`1.0`, 0, false, wire.ErrType},
		{`1e2`, 0, false, wire.ErrType},
		{`"+1"`, 0, false, wire.ErrType},
		{`" 1"`, 0, false, wire.ErrType},
		{`"0x10"`, 0, false, wire.ErrType},
		{`"1_0"`, 0, false, wire.ErrType},
		{`"one"`, 0, false, wire.ErrType},
		{`true`, 0, false, wire.ErrType},
	}
	for _, tt := range tests {
		t.Run(tt.json, func(t *testing.T) {
			t.Parallel()
			d := wire.NewDecoder([]byte(tt.json))
			n, ok := d.Int()
			assert.Equal(t, tt.n, n)
			assert.Equal(t, tt.ok, ok)
			assert.ErrorIs(t, d.End(), tt.want)
		})
	}
}

func TestFlag(t *testing.T) {
	t.Parallel()
	tests := []struct {
		json string
		set  bool
		ok   bool
		want error
	}{
		{`true`, true, true, nil},
		{`1`, true, true, nil},
		{`"1"`, true, true, nil},
		{`"true"`, true, true, nil},
		{`false`, false, true, nil},
		{`0`, false, true, nil},
		{`"0"`, false, true, nil},
		{`"false"`, false, true, nil},
		{`null`, false, false, nil},
		{`""`, false, false, nil},
		{`2`, false, false, wire.ErrType},
		{`-0`, false, false, wire.ErrType},
		{`1.0`, false, false, wire.ErrType},
		{`"yes"`, false, false, wire.ErrType},
		{`"True"`, false, false, wire.ErrType},
		{`[]`, false, false, wire.ErrType},
		{`tru`, false, false, wire.ErrTruncated},
		{`trux`, false, false, wire.ErrSyntax},
	}
	for _, tt := range tests {
		t.Run(tt.json, func(t *testing.T) {
			t.Parallel()
			d := wire.NewDecoder([]byte(tt.json))
			set, ok := d.Flag()
			assert.Equal(t, tt.set, set)
			assert.Equal(t, tt.ok, ok)
			assert.ErrorIs(t, d.End(), tt.want)
		})
	}
}

func TestStringMap(t *testing.T) {
	t.Parallel()
	tests := []struct {
		json string
		text map[string]string
		want error
	}{
		{`{"region_code":10,"a":"b","c":true,"d":null,"e":{"f":[1]}}`,
			map[string]string{"region_code": "10", "a": "b", "c": "true", "d": "", "e": `{"f":[1]}`}, nil},
		{`{"MD":"x","\u0061ction":"y"}`, map[string]string{"MD": "x", "action": "y"}, nil},
		{`{"":"empty"}`, map[string]string{"": "empty"}, nil},
		{`{}`, nil, nil},
		{`[]`, nil, nil},
		{`null`, nil, nil},
		{`{"action":"x","action":"y"}`, nil, wire.ErrDuplicate},
		{`{"action":"x","\u0061ction":"y"}`, nil, wire.ErrDuplicate},
		{`{"":1,"":2}`, nil, wire.ErrDuplicate},
		{"{\"\xff\":1}", nil, wire.ErrUTF8},
		{`["a"]`, nil, wire.ErrType},
		{`"a"`, nil, wire.ErrType},
		{`{"a":1`, nil, wire.ErrTruncated},
	}
	for _, tt := range tests {
		t.Run(tt.json, func(t *testing.T) {
			t.Parallel()
			d := wire.NewDecoder([]byte(tt.json))
			assert.Equal(t, tt.text, d.StringMap())
			assert.ErrorIs(t, d.End(), tt.want)
		})
	}
}

func TestTexts(t *testing.T) {
	t.Parallel()
	tests := []struct {
		json  string
		texts []string
		want  error
	}{
		{`["a",1,null]`, []string{"a", "1", ""}, nil},
		{`"a"`, []string{"a"}, nil},
		{`{"a":1}`, []string{`{"a":1}`}, nil},
		{`[]`, nil, nil},
		{`null`, nil, nil},
		{`["a"`, nil, wire.ErrTruncated},
		{`["a" "b"]`, nil, wire.ErrSyntax},
	}
	for _, tt := range tests {
		t.Run(tt.json, func(t *testing.T) {
			t.Parallel()
			d := wire.NewDecoder([]byte(tt.json))
			assert.Equal(t, tt.texts, d.Texts())
			assert.ErrorIs(t, d.End(), tt.want)
		})
	}
}
