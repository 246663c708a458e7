package money_test

import (
	"database/sql"
	"database/sql/driver"
	"encoding"
	"encoding/json"
	"fmt"
	"log/slog"
	"math"
	"strings"
	"testing"

	"github.com/paygates/paygates-go/money"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var (
	_ encoding.TextAppender    = money.Amount{}
	_ encoding.TextMarshaler   = money.Amount{}
	_ encoding.TextUnmarshaler = (*money.Amount)(nil)
	_ json.Marshaler           = money.Amount{}
	_ json.Unmarshaler         = (*money.Amount)(nil)
	_ driver.Valuer            = money.Amount{}
	_ sql.Scanner              = (*money.Amount)(nil)
	_ encoding.TextAppender    = money.Currency{}
	_ encoding.TextMarshaler   = money.Currency{}
	_ encoding.TextUnmarshaler = (*money.Currency)(nil)
	_ driver.Valuer            = money.Currency{}
	_ sql.Scanner              = (*money.Currency)(nil)
)

func TestForms(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		amount     money.Amount
		text, json string
	}{
		{money.Amount{}, "", `null`},
		{money.MustParse("10.5", money.AZN), "10.50 AZN", `{"amount":"10.50","currency":"AZN"}`},
		{money.MustParse("-0.05", money.AZN), "-0.05 AZN", `{"amount":"-0.05","currency":"AZN"}`},
		{money.MustParse("0", money.AZN), "0.00 AZN", `{"amount":"0.00","currency":"AZN"}`},
		{money.MustParse("100", money.XOF), "100 XOF", `{"amount":"100","currency":"XOF"}`},
		{money.MustParse("1.5", money.KWD), "1.500 KWD", `{"amount":"1.500","currency":"KWD"}`},
		{money.MustParse("1.5", newCurrency(t, "USDT", 6)), "1.500000 USDT/6", `{"amount":"1.500000","currency":"USDT/6"}`},
		{money.MustParse("1.5", newCurrency(t, "XTS", 2)), "1.50 XTS/2", `{"amount":"1.50","currency":"XTS/2"}`},
		{exactly(t, "0.305", money.AZN), "0.305 AZN", `{"amount":"0.305","currency":"AZN"}`},
		{exactly(t, "-0.000000000000000001", money.AZN), "-0.000000000000000001 AZN", `{"amount":"-0.000000000000000001","currency":"AZN"}`},
		{exactly(t, "1.50", money.CurrencyOf("QQQ")), "1.5 QQQ", `{"amount":"1.5","currency":"QQQ"}`},
		{exactly(t, "1", money.CurrencyOf("US-Dollar")), "1 US-Dollar", `{"amount":"1","currency":"US-Dollar"}`},
		{exactly(t, "1", money.CurrencyOf("\n")), "1 ?", `{"amount":"1","currency":"?"}`},
		{exactly(t, "1", money.CurrencyOf("<₼>")), "1 <₼>", `{"amount":"1","currency":"\u003c₼\u003e"}`},
		{exactly(t, "1.5", money.Currency{}), "1.5", `{"amount":"1.5","currency":""}`},
		{exactly(t, "0", money.Currency{}), "0", `{"amount":"0","currency":""}`},
		{money.MustParse("-9223372036854775807", money.JPY), "-9223372036854775807 JPY", `{"amount":"-9223372036854775807","currency":"JPY"}`},
	} {
		a := row.amount
		assert.Equal(t, row.text, a.String())
		assert.Equal(t, row.text, fmt.Sprint(a))
		text, err := a.MarshalText()
		require.NoError(t, err)
		assert.Equal(t, row.text, string(text))
		appended, err := a.AppendText([]byte("> "))
		require.NoError(t, err)
		assert.Equal(t, "> "+row.text, string(appended))
		fromText := money.MustParse("7", money.XOF)
		require.NoError(t, fromText.UnmarshalText(text))
		assert.True(t, a == fromText, row.text)

		encoded, err := json.Marshal(a)
		require.NoError(t, err)
		assert.Equal(t, row.json, string(encoded))
		fromJSON := money.MustParse("7", money.XOF)
		require.NoError(t, json.Unmarshal(encoded, &fromJSON))
		assert.True(t, a == fromJSON, row.json)

		column, err := a.Value()
		require.NoError(t, err)
		assert.True(t, driver.IsValue(column))
		fromSQL := money.MustParse("7", money.XOF)
		require.NoError(t, fromSQL.Scan(column))
		assert.True(t, a == fromSQL, row.text)
	}
	null, err := money.Amount{}.Value()
	require.NoError(t, err)
	assert.Nil(t, null)
	var fromBytes money.Amount
	require.NoError(t, fromBytes.Scan([]byte("10.50 AZN")))
	assert.True(t, money.MustParse("10.5", money.AZN) == fromBytes)
}

// TestEveryCurrencyIsReadBack stores an ordinary and a finer amount of every currency in every form.
func TestEveryCurrencyIsReadBack(t *testing.T) {
	t.Parallel()
	for _, c := range currenciesToStore(t) {
		for _, number := range []string{"0", "1", "-1.25", "0.30000000000000004"} {
			a := exactly(t, number, c)
			var fromText, fromJSON, fromSQL money.Amount
			require.NoError(t, fromText.UnmarshalText([]byte(a.String())))
			assert.True(t, a == fromText, a)
			encoded, err := json.Marshal(a)
			require.NoError(t, err)
			require.NoError(t, json.Unmarshal(encoded, &fromJSON))
			assert.True(t, a == fromJSON, a)
			column, err := a.Value()
			require.NoError(t, err)
			require.NoError(t, fromSQL.Scan(column))
			assert.True(t, a == fromSQL, a)
		}
	}
}

func TestUnmarshalTextRefuses(t *testing.T) {
	t.Parallel()
	for text, kind := range map[string]error{
		"10.50 ": money.ErrSyntax, " 10.50 AZN": money.ErrCurrency, "10.50 AZN USD": money.ErrCurrency, "AZN": money.ErrSyntax, "AZN 10.50": money.ErrSyntax,
		"10,50 AZN": money.ErrSyntax, "10.50AZN": money.ErrSyntax, "10.50  AZN": money.ErrCurrency, "10.50 AZN ": money.ErrCurrency,
		"10.50\tAZN": money.ErrSyntax, "+1 AZN": money.ErrSyntax, "NaN AZN": money.ErrSyntax, " ": money.ErrSyntax,
		"1 AZN/3": money.ErrCurrency, "1 USDT/19": money.ErrPlaces, "1e99 AZN": money.ErrOverflow, "1e-99 AZN": money.ErrPlaces,
		"1 \xff": money.ErrCurrency,
	} {
		a := money.MustParse("7", money.XOF)
		require.ErrorIs(t, a.UnmarshalText([]byte(text)), kind, text)
		require.ErrorIs(t, a.Scan(text), kind, text)
		assert.True(t, a == money.MustParse("7", money.XOF), "changed by %q", text)
	}
}

func TestUnmarshalJSON(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`null`:                                "",
		" null\n":                             "",
		`{"currency":"AZN","amount":"10.50"}`: "10.50 AZN",
		"{ \"amount\" :\t10.50 ,\r\n\"currency\" : \"AZN\" } ": "10.50 AZN",
		`{"amount":10.5,"currency":"AZN"}`:                     "10.50 AZN",
		`{"amount":-0.0,"currency":"AZN"}`:                     "0.00 AZN",
		`{"amount":1.5e1,"currency":"AZN"}`:                    "15.00 AZN",
		`{"amount":0.30000000000000004,"currency":"AZN"}`:      "0.30000000000000004 AZN",
		`{"amount":9007199254740993,"currency":"JPY"}`:         "9007199254740993 JPY",
		`{"\u0061mount":"\u0031","currency":"\u0041ZN"}`:       "1.00 AZN",
		`{"amount":"1","currency":""}`:                         "1",
		`{"amount":"1","currency":"usd"}`:                      "1 usd",
		`{"amount":"1","currency":"USDT/6"}`:                   "1.000000 USDT/6",
	} {
		a := money.MustParse("7", money.XOF)
		require.NoError(t, a.UnmarshalJSON([]byte(text)), text)
		assert.Equal(t, want, a.String(), text)
	}
}

func TestUnmarshalJSONRefuses(t *testing.T) {
	t.Parallel()
	for text, kind := range map[string]error{
		``: money.ErrSyntax, ` `: money.ErrSyntax, `{}`: money.ErrSyntax, `[]`: money.ErrSyntax, `10.50`: money.ErrSyntax,
		`"10.50 AZN"`: money.ErrSyntax, `nullx`: money.ErrSyntax, `Null`: money.ErrSyntax, `{`: money.ErrSyntax, `{"`: money.ErrSyntax,
		`{"\`: money.ErrSyntax, `{"amount`: money.ErrSyntax, `{"amount"`: money.ErrSyntax, `{"amount":`: money.ErrSyntax,
		`{"amount":"1"`: money.ErrSyntax, `{"amount":"1",`: money.ErrSyntax, `{"amount":"1"}`: money.ErrSyntax,
		`{"currency":"AZN"}`:                                          money.ErrSyntax,
		`{"amount":"1","currency":"AZN"`:                              money.ErrSyntax,
		`{"amount":"1","currency":"AZN"}}`:                            money.ErrSyntax,
		`{"amount":"1","currency":"AZN"} null`:                        money.ErrSyntax,
		`{"amount":"1","currency":"AZN",}`:                            money.ErrSyntax,
		`{"amount":"1" "currency":"AZN"}`:                             money.ErrSyntax,
		`{,"amount":"1","currency":"AZN"}`:                            money.ErrSyntax,
		`{"amount":"1","amount":"1"}`:                                 money.ErrSyntax,
		`{"amount":"1","currency":"AZN","amount":"2"}`:                money.ErrSyntax,
		`{"amount":"1","currency":"AZN","currency":"USD"}`:            money.ErrSyntax,
		`{"amount":"1","currency":"AZN","places":2}`:                  money.ErrSyntax,
		`{"Amount":"1","currency":"AZN"}`:                             money.ErrSyntax,
		`{"amount":"1","Currency":"AZN"}`:                             money.ErrSyntax,
		`{"amount":null,"currency":"AZN"}`:                            money.ErrSyntax,
		`{"amount":true,"currency":"AZN"}`:                            money.ErrSyntax,
		`{"amount":["1"],"currency":"AZN"}`:                           money.ErrSyntax,
		`{"amount":"1","currency":null}`:                              money.ErrSyntax,
		`{"amount":"1","currency":944}`:                               money.ErrSyntax,
		`{"amount":"","currency":"AZN"}`:                              money.ErrSyntax,
		`{"amount":" 1","currency":"AZN"}`:                            money.ErrSyntax,
		`{"amount":"1\n","currency":"AZN"}`:                           money.ErrSyntax,
		`{"amount":01,"currency":"AZN"}`:                              money.ErrSyntax,
		`{"amount":+1,"currency":"AZN"}`:                              money.ErrSyntax,
		`{"amount":.5,"currency":"AZN"}`:                              money.ErrSyntax,
		`{"amount":"1` + "\n" + `","currency":"AZN"}`:                 money.ErrSyntax,
		`{"amount":"\x31","currency":"AZN"}`:                          money.ErrSyntax,
		`{"amount":"1","currency":"` + "\xff" + `"}`:                  money.ErrSyntax,
		`{"amount":"1","currency":"\u0041` + "\xff" + `"}`:            money.ErrSyntax,
		`{"amount":"1","currency":"\ud800"}`:                          money.ErrCurrency,
		`{"amount":"1","currency":"A\u0000"}`:                         money.ErrCurrency,
		`{"amount":"1","currency":"A B"}`:                             money.ErrCurrency,
		`{"amount":"1","currency":"AZN/3"}`:                           money.ErrCurrency,
		`{"amount":"1","currency":"USDT/19"}`:                         money.ErrPlaces,
		`{"amount":1e30,"currency":"AZN"}`:                            money.ErrOverflow,
		`{"amount":1e-30,"currency":"AZN"}`:                           money.ErrPlaces,
		`{"amount":"1","currency":"` + strings.Repeat("A", 33) + `"}`: money.ErrCurrency,
	} {
		a := money.MustParse("7", money.XOF)
		require.ErrorIs(t, a.UnmarshalJSON([]byte(text)), kind, text)
		require.Error(t, json.Unmarshal([]byte(text), &a), text)
		assert.True(t, a == money.MustParse("7", money.XOF), "changed by %s", text)
	}
}

func TestJSONErrorStaysTyped(t *testing.T) {
	t.Parallel()
	var order struct{ Total money.Amount }
	err := json.Unmarshal([]byte(`{"Total":{"amount":"1,5","currency":"AZN"}}`), &order)
	var typed *money.Error
	require.ErrorAs(t, err, &typed)
	require.ErrorIs(t, err, money.ErrSyntax)
}

func TestScanRefusesNumbers(t *testing.T) {
	t.Parallel()
	for _, column := range []any{int64(1050), math.Pi, true} {
		a := money.MustParse("7", money.XOF)
		require.ErrorIs(t, a.Scan(column), money.ErrSyntax)
		assert.True(t, a == money.MustParse("7", money.XOF))
	}
}

func TestAppendFixed(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		text     string
		currency money.Currency
		places   int
		want     string
	}{
		{"10.50", money.AZN, 2, "10.50"},
		{"10.50", money.AZN, 1, "10.5"},
		{"10.00", money.AZN, 0, "10"},
		{"10.50", money.AZN, 6, "10.500000"},
		{"-0.05", money.AZN, 2, "-0.05"},
		{"-100.00", money.CDF, 0, "-100"},
		{"0", money.AZN, 2, "0.00"},
		{"0", money.AZN, 0, "0"},
		{"100", money.XOF, 0, "100"},
		{"100", money.XOF, 2, "100.00"},
		{"0", money.XOF, 18, "0.000000000000000000"},
		{"1.500", money.KWD, 2, "1.50"},
		{"-9223372036854775807", money.JPY, 18, "-9223372036854775807.000000000000000000"},
	} {
		got, err := money.MustParse(row.text, row.currency).AppendFixed([]byte("="), row.places)
		require.NoError(t, err)
		assert.Equal(t, "="+row.want, string(got))
	}
	for _, row := range []struct {
		amount money.Amount
		places int
		kind   error
	}{
		{money.MustParse("10.50", money.AZN), 0, money.ErrPlaces},
		{money.MustParse("10.55", money.AZN), 1, money.ErrPlaces},
		{money.MustParse("-10.55", money.AZN), 1, money.ErrPlaces},
		{money.MustParse("10.50", money.AZN), -1, money.ErrPlaces},
		{money.MustParse("10.50", money.AZN), 19, money.ErrPlaces},
		{exactly(t, "10.505", money.AZN), 3, money.ErrPlaces},
		{exactly(t, "10.5", money.Currency{}), 2, money.ErrUnknownPlaces},
		{exactly(t, "10", money.CurrencyOf("QQQ")), 0, money.ErrUnknownPlaces},
		{money.Amount{}, 2, money.ErrNoAmount},
	} {
		got, err := row.amount.AppendFixed([]byte("="), row.places)
		require.ErrorIs(t, err, row.kind, row.amount)
		assert.Equal(t, "=", string(got))
	}
}

func TestLogForms(t *testing.T) {
	t.Parallel()
	var text, object strings.Builder
	a := money.MustParse("10.50", money.AZN)
	slog.New(slog.NewTextHandler(&text, nil)).Info("paid", "amount", a)
	slog.New(slog.NewJSONHandler(&object, nil)).Info("paid", "amount", a)
	assert.Contains(t, text.String(), `amount="10.50 AZN"`)
	assert.Contains(t, object.String(), `"amount":{"amount":"10.50","currency":"AZN"}`)
}
