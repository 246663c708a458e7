package money_test

import (
	"bytes"
	"encoding/json"
	"io"
	"math/big"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/paygates/paygates-go/money"
	"github.com/stretchr/testify/require"
)

var (
	plainNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.([0-9]+))?$`)
	jsonNumber  = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE]([+-]?[0-9]+))?$`)
)

func addNumbers(f *testing.F) {
	f.Helper()
	for _, text := range append([]string{"9.99", "10.50", "-0.05", "10.505", "0.30000000000000004", "92233720368547758.07",
		"92233720368547758.08", "9223372036854775808", "1e2", "1.0e+25", "1e-18", "1e-19", "0e99", "999999999999999999",
		"1000000000000000000", "100000000000000000000000000e-26"}, notNumbers...) {
		f.Add(text)
	}
}

// FuzzParse compares Parse with its grammar and with math/big: it must accept exactly what they allow.
func FuzzParse(f *testing.F) {
	addNumbers(f)
	f.Fuzz(func(t *testing.T, text string) {
		for _, c := range []money.Currency{money.AZN, money.XOF, money.KWD} {
			places, _ := c.Places()
			a, err := money.Parse(text, c)
			match := plainNumber.FindStringSubmatch(text)
			switch {
			case match == nil:
				require.ErrorIs(t, err, money.ErrSyntax)
			case len(match[3]) > places:
				require.ErrorIs(t, err, money.ErrPlaces)
			case !isInt63(scaled(t, text, places)):
				require.ErrorIs(t, err, money.ErrOverflow)
			default:
				require.NoError(t, err)
				minor, err := a.Minor()
				require.NoError(t, err)
				require.Equal(t, scaled(t, text, places).Num().Int64(), minor)
				exact, err := money.ParseExact(text, c)
				require.NoError(t, err)
				require.True(t, a == exact)
			}
			if err != nil {
				require.False(t, a.IsSet())
				require.LessOrEqual(t, len(err.Error()), 200)
			}
		}
	})
}

// FuzzParseExact does the same for ParseExact, whose oracle is whether some number of places holds the value.
func FuzzParseExact(f *testing.F) {
	addNumbers(f)
	f.Fuzz(func(t *testing.T, text string) {
		match := jsonNumber.FindStringSubmatch(text)
		if match != nil && match[4] != "" {
			if exp, err := strconv.Atoi(match[4]); err != nil || exp < -1000 || exp > 1000 {
				t.Skip("math/big would write out all the zeros")
			}
		}
		for _, c := range []money.Currency{money.AZN, money.XOF, {}, money.CurrencyOf("QQQ")} {
			fewest, _ := c.Places()
			a, err := money.ParseExact(text, c)
			if match == nil {
				require.ErrorIs(t, err, money.ErrSyntax)
				continue
			}
			places := fewest
			for places <= 18 && !scaled(t, text, places).IsInt() {
				places++
			}
			switch {
			case places > 18:
				require.ErrorIs(t, err, money.ErrPlaces)
			case !isInt63(scaled(t, text, places)):
				require.ErrorIs(t, err, money.ErrOverflow)
			default:
				require.NoError(t, err)
				require.Zero(t, scaled(t, text, 0).Cmp(value(a)))
				readBack(t, a)
			}
		}
	})
}

// scaled is the number in text × 10^places.
func scaled(t *testing.T, text string, places int) *big.Rat {
	number, ok := new(big.Rat).SetString(text)
	require.True(t, ok)
	return number.Mul(number, new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)))
}

func isInt63(number *big.Rat) bool {
	return number.IsInt() && number.Num().CmpAbs(new(big.Int).SetUint64(1<<63-1)) <= 0
}

// readBack stores an amount in every form and wants it back equal.
func readBack(t *testing.T, a money.Amount) {
	t.Helper()
	var fromText, fromJSON money.Amount
	require.NoError(t, fromText.UnmarshalText([]byte(a.String())))
	require.True(t, a == fromText)
	encoded, err := json.Marshal(a)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(encoded, &fromJSON))
	require.True(t, a == fromJSON)
	if a.Currency() == (money.Currency{}) {
		return
	}
	var c money.Currency
	require.NoError(t, c.UnmarshalText([]byte(a.Currency().String())))
	require.True(t, a.Currency() == c)
}

// FuzzAmountJSON compares the reader of the JSON form with encoding/json.
func FuzzAmountJSON(f *testing.F) {
	for _, text := range []string{
		`null`, `{"amount":"10.50","currency":"AZN"}`, `{"currency":"USDT/6","amount":1.5e1}`, ` { "amount" : "\u0031" , "currency" : "" } `,
		`{"amount":"1","currency":"AZN","amount":"2"}`, `{"amount":"1","Currency":"AZN"}`, `{"amount":"1","currency":"AZN"}x`,
		`{"amount":"1","currency":"\ud83d"}`, "{\"amount\":\"1\",\"currency\":\"\xff\"}", `{"amount":-,"currency":"AZN"}`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var a money.Amount
		err := a.UnmarshalJSON(data)
		if string(bytes.TrimSpace(data)) == "null" {
			require.NoError(t, err)
			return
		}
		number, code, ok := readByTokens(data)
		if !ok {
			require.Error(t, err)
			require.False(t, a.IsSet())
			return
		}
		var c money.Currency
		if c.UnmarshalText([]byte(code)) != nil {
			require.Error(t, err)
			return
		}
		want, wantErr := money.ParseExact(number, c)
		require.Equal(t, wantErr == nil, err == nil)
		require.True(t, want == a)
		if err == nil {
			readBack(t, a)
		}
	})
}

// readByTokens is the oracle of the JSON form: the tokens of encoding/json, each name once.
func readByTokens(data []byte) (number, code string, ok bool) {
	if !utf8.Valid(data) || !json.Valid(data) {
		return "", "", false
	}
	in := json.NewDecoder(bytes.NewReader(data))
	in.UseNumber()
	if token, err := in.Token(); err != nil || token != json.Delim('{') {
		return "", "", false
	}
	members := map[json.Token]json.Token{}
	for in.More() {
		name, nameErr := in.Token()
		token, err := in.Token()
		if nameErr != nil || err != nil || members[name] != nil {
			return "", "", false
		}
		members[name] = token
	}
	if token, err := in.Token(); err != nil || token != json.Delim('}') || len(members) != 2 {
		return "", "", false
	}
	if _, err := in.Token(); err != io.EOF {
		return "", "", false
	}
	code, ok = members["currency"].(string)
	switch amount := members["amount"].(type) {
	case string:
		return amount, code, ok
	case json.Number:
		return amount.String(), code, ok
	default:
		return "", "", false
	}
}

// FuzzAmountText reads any text as an amount: whatever is accepted prints as something that reads back the same.
func FuzzAmountText(f *testing.F) {
	for _, text := range []string{"", "10.50 AZN", "1.5 USDT/6", "1.5", "1 US Dollar", "1 ", " 1", "1 AZN/2", "1 ?", "1e2 AZN"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var a money.Amount
		if err := a.UnmarshalText(text); err != nil {
			require.False(t, a.IsSet())
			require.LessOrEqual(t, len(err.Error()), 200)
			return
		}
		require.Equal(t, len(text) != 0, a.IsSet())
		if !a.IsSet() {
			return
		}
		readBack(t, a)
		number, code, _ := strings.Cut(string(text), " ")
		require.Zero(t, scaledOrSkip(t, number).Cmp(value(a)))
		var c money.Currency
		require.NoError(t, c.UnmarshalText([]byte(code)))
		require.True(t, c == a.Currency())
	})
}

func scaledOrSkip(t *testing.T, number string) *big.Rat {
	if strings.ContainsAny(number, "eE") {
		t.Skip("an exponent may be longer than math/big should write out")
	}
	return scaled(t, number, 0)
}

// FuzzCurrencyText reads any text as a currency, as the text form and as a gateway's word.
func FuzzCurrencyText(f *testing.F) {
	for _, text := range []string{"", "AZN", "azn", "USDT/6", "XTS/2", "AZN/2", "AZN/3", "QQQ", "US Dollar", "₼", "?", "/", "A/", "A/18",
		"A/19", "A/06", "\xff", "9999888877776666", `a"b`, "a\nb"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		sent := money.CurrencyOf(text)
		require.Equal(t, text == "", sent.IsZero())
		require.True(t, sent == money.CurrencyOf(strings.Clone(text)))
		require.Contains(t, []string{text, "?"}, sent.Code())

		var stored money.Currency
		if err := stored.UnmarshalText([]byte(text)); err != nil {
			require.True(t, stored.IsZero())
			require.LessOrEqual(t, len(err.Error()), 200)
			return
		}
		for _, c := range []money.Currency{sent, stored} {
			var again money.Currency
			require.NoError(t, again.UnmarshalText([]byte(c.String())))
			require.True(t, c == again)
			encoded, err := json.Marshal(c)
			require.NoError(t, err)
			require.NoError(t, json.Unmarshal(encoded, &again))
			require.True(t, c == again)
			readBack(t, exactly(t, "1.25", c))
		}
	})
}
