package money_test

import (
	"math"
	"strings"
	"testing"

	"github.com/paygates/paygates-go/money"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestParse(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		text     string
		currency money.Currency
		minor    int64
	}{
		{"9.99", money.USD, 999},
		{"10", money.AZN, 1000},
		{"10.5", money.AZN, 1050},
		{"10.50", money.AZN, 1050},
		{"0", money.AZN, 0},
		{"0.00", money.AZN, 0},
		{"-0.00", money.AZN, 0},
		{"0.05", money.AZN, 5},
		{"-0.05", money.AZN, -5},
		{"-9.99", money.AZN, -999},
		{"100", money.XOF, 100},
		{"1.005", money.KWD, 1005},
		{"1.0050", newCurrency(t, "UYQ", 4), 10050},
		{"1.5", newCurrency(t, "USDT", 6), 1_500_000},
		{"9.223372036854775807", newCurrency(t, "WEI", 18), math.MaxInt64},
		{"92233720368547758.07", money.AZN, math.MaxInt64},
		{"-92233720368547758.07", money.AZN, -math.MaxInt64},
		{"9223372036854775807", money.JPY, math.MaxInt64},
		{"-9223372036854775807", money.JPY, -math.MaxInt64},
		{"999999999999999999", money.JPY, 999999999999999999},
		{"1000000000000000000", money.JPY, 1000000000000000000},
		{"12.34", money.CurrencyOf("HRK"), 1234},
	} {
		a, err := money.Parse(row.text, row.currency)
		require.NoError(t, err, row.text)
		minor, err := a.Minor()
		require.NoError(t, err, row.text)
		assert.Equal(t, row.minor, minor, row.text)
		assert.Equal(t, row.currency, a.Currency())
		assert.False(t, a.Excess())
		assert.True(t, a.IsSet())
		exact, err := money.ParseExact(row.text, row.currency)
		require.NoError(t, err, row.text)
		assert.True(t, a == exact, row.text)
	}
}

// notNumbers are no numbers for either of the parsers.
var notNumbers = []string{
	"", " ", "-", "+", ".", "-.", "1.", ".5", "-.5", "1.2.3", "1..2", "--1", "1-", "-+1", "+1", "+1.00", "007.00", "00", "-00",
	"00.5", "1,00", "1.000,00", "1 000", " 1", "1 ", "1\n", "\t1", "1_000", "0x10", "1f", "NaN", "nan", "Inf", "-Infinity", "null",
	"true", "١٢", "१.५", "1.٥", "１", "1\x00", "\xff", "$1", "1 AZN", "1/2", "½", "e", "e5", "1e", "1e+", "1e-", "1E", "1e5.0",
	"1e 5", "1.e5", ".5e1", "1ee5", "1e5e5", "1e0x1",
}

func TestParseRefusesWhatIsNoNumber(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("1", 40)
	for _, text := range append([]string{long + "x", long + ".", "0" + long, long + ",0"}, notNumbers...) {
		for _, c := range []money.Currency{money.AZN, money.XOF, money.KWD} {
			a, err := money.Parse(text, c)
			require.ErrorIs(t, err, money.ErrSyntax, text)
			assert.Equal(t, money.Amount{}, a)
			a, err = money.ParseExact(text, c)
			require.ErrorIs(t, err, money.ErrSyntax, text)
			assert.Equal(t, money.Amount{}, a)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	xts, err := money.ParseCurrency("XTS")
	require.NoError(t, err)
	for _, row := range []struct {
		text     string
		currency money.Currency
		kind     error
	}{
		{"1e2", money.AZN, money.ErrSyntax},
		{"1E2", money.AZN, money.ErrSyntax},
		{"1e0", money.AZN, money.ErrSyntax},
		{"10.505", money.AZN, money.ErrPlaces},
		{"10.500", money.AZN, money.ErrPlaces},
		{"0.30000000000000004", money.AZN, money.ErrPlaces},
		{"100.0", money.XOF, money.ErrPlaces},
		{"1." + strings.Repeat("0", 100), money.AZN, money.ErrPlaces},
		{"92233720368547758.08", money.AZN, money.ErrOverflow},
		{"-92233720368547758.08", money.AZN, money.ErrOverflow},
		{"92233720368547759", money.AZN, money.ErrOverflow},
		{"9223372036854775808", money.JPY, money.ErrOverflow},
		{"-9223372036854775808", money.JPY, money.ErrOverflow},
		{"18446744073709551616", money.JPY, money.ErrOverflow},
		{"18446744073709551617", money.JPY, money.ErrOverflow},
		{"340282366920938463463374607431768211457", money.JPY, money.ErrOverflow},
		{"1" + strings.Repeat("0", 100), money.JPY, money.ErrOverflow},
		{"10", newCurrency(t, "WEI", 18), money.ErrOverflow},
		{"1", money.Currency{}, money.ErrUnknownPlaces},
		{"1", money.CurrencyOf("QQQ"), money.ErrUnknownPlaces},
		{"1", xts, money.ErrUnknownPlaces},
		{"x", money.Currency{}, money.ErrUnknownPlaces},
	} {
		a, err := money.Parse(row.text, row.currency)
		require.ErrorIs(t, err, row.kind, row.text)
		assert.Equal(t, money.Amount{}, a)
	}
}

func TestParseExact(t *testing.T) {
	t.Parallel()
	wei := newCurrency(t, "WEI", 18)
	none, odd := money.Currency{}, money.CurrencyOf("QQQ")
	for _, row := range []struct {
		text     string
		currency money.Currency
		prints   string
		excess   bool
	}{
		{"10.5", money.AZN, "10.50 AZN", false},
		{"10.500", money.AZN, "10.50 AZN", false},
		{"10.505", money.AZN, "10.505 AZN", true},
		{"10.5050", money.AZN, "10.505 AZN", true},
		{"0.30000000000000004", money.AZN, "0.30000000000000004 AZN", true},
		{"-0.30000000000000004", money.AZN, "-0.30000000000000004 AZN", true},
		{"100.00", money.XOF, "100 XOF", false},
		{"100.50", money.XOF, "100.5 XOF", true},
		{"-0", money.AZN, "0.00 AZN", false},
		{"-0.0", money.XOF, "0 XOF", false},
		{"0.000000000000000000000000", money.AZN, "0.00 AZN", false},
		{"1." + strings.Repeat("0", 500), money.AZN, "1.00 AZN", false},
		{"0.000000000000000001", money.AZN, "0.000000000000000001 AZN", true},
		{"9.223372036854775807", money.AZN, "9.223372036854775807 AZN", true},
		{"1e2", money.AZN, "100.00 AZN", false},
		{"1E+2", money.AZN, "100.00 AZN", false},
		{"1.5e3", money.AZN, "1500.00 AZN", false},
		{"1.0e+15", money.AZN, "1000000000000000.00 AZN", false},
		{"1e-2", money.AZN, "0.01 AZN", false},
		{"1e-3", money.AZN, "0.001 AZN", true},
		{"100e-2", money.AZN, "1.00 AZN", false},
		{"1e-18", wei, "0.000000000000000001 WEI/18", false},
		{"1" + strings.Repeat("0", 50) + "e-50", money.AZN, "1.00 AZN", false},
		{"0." + strings.Repeat("0", 50) + "1e51", money.AZN, "1.00 AZN", false},
		{"0." + strings.Repeat("0", 50) + "1e+0000000000051", money.AZN, "1.00 AZN", false},
		{"1" + strings.Repeat("0", 1<<21) + "e-2097152", money.AZN, "1.00 AZN", false},
		{"0e99999999999999999999", money.AZN, "0.00 AZN", false},
		{"0e-99999999999999999999", money.AZN, "0.00 AZN", false},
		{"10.50", none, "10.5", false},
		{"10", none, "10", false},
		{"0", none, "0", false},
		{"10.50", odd, "10.5 QQQ", false},
		{"-10.00", odd, "-10 QQQ", false},
		{"92233720368547758.07", money.AZN, "92233720368547758.07 AZN", false},
		{"9223372036854775.807", money.AZN, "9223372036854775.807 AZN", true},
	} {
		a, err := money.ParseExact(row.text, row.currency)
		require.NoError(t, err, row.text)
		assert.Equal(t, row.prints, a.String(), row.text)
		assert.Equal(t, row.excess, a.Excess(), row.text)
		assert.True(t, a.IsSet())
	}
}

func TestParseExactRefuses(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		text     string
		currency money.Currency
		kind     error
	}{
		{"0.0000000000000000001", money.AZN, money.ErrPlaces},
		{"1.1234567890123456789", money.AZN, money.ErrPlaces},
		{"0." + strings.Repeat("3", 40), money.AZN, money.ErrPlaces},
		{"1e-19", money.AZN, money.ErrPlaces},
		{"1e-99999999999999999999", money.AZN, money.ErrPlaces},
		{"1.0e+25", money.AZN, money.ErrOverflow},
		{"1e17", money.AZN, money.ErrOverflow},
		{"1e99999999999999999999", money.AZN, money.ErrOverflow},
		{"92233720368547758.08", money.AZN, money.ErrOverflow},
		{"9.223372036854775808", money.AZN, money.ErrOverflow},
		{"9223372036854775808", money.Currency{}, money.ErrOverflow},
		{"1" + strings.Repeat("0", 40) + "1", money.Currency{}, money.ErrOverflow},
	} {
		a, err := money.ParseExact(row.text, row.currency)
		require.ErrorIs(t, err, row.kind, row.text)
		assert.Equal(t, money.Amount{}, a)
	}
}

func TestMustParse(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "10.50 AZN", money.MustParse("10.50", money.AZN).String())
	assert.Panics(t, func() { money.MustParse("10.505", money.AZN) })
}

// TestErrorsDoNotRepeatTheText parses what must not be seen in a log.
func TestErrorsDoNotRepeatTheText(t *testing.T) {
	t.Parallel()
	const digits = "9999888877776666"
	var failures []error
	keep := func(err error) {
		require.Error(t, err)
		failures = append(failures, err)
	}
	for _, text := range []string{digits + "x", "x" + digits, digits + ".999", digits + "9999"} {
		_, err := money.Parse(text, money.AZN)
		keep(err)
	}
	_, err := money.ParseExact(digits+digits, money.AZN)
	keep(err)
	_, err = money.ParseCurrency(digits)
	keep(err)
	_, err = money.NewCurrency(digits, 2)
	keep(err)
	_, err = money.Parse("1", money.CurrencyOf(digits))
	keep(err)
	_, err = money.Parse("1", money.CurrencyOf("A. Holder"))
	keep(err)
	keep(new(money.Amount).UnmarshalText([]byte(digits + " " + digits)))
	keep(new(money.Amount).UnmarshalJSON([]byte(`{"amount":"` + digits + `x","currency":"AZN"}`)))
	keep(new(money.Amount).Scan(digits + " AZN " + digits))
	big := money.MustParse(digits, money.XOF)
	_, err = big.Mul(math.MaxInt64)
	keep(err)
	_, err = big.AppendFixed(nil, 19)
	keep(err)
	keep(money.Rules{{Currency: money.XOF, MultipleOf: money.MustParse("5", money.XOF)}}.Check(big))
	keep(money.Rules{{Currency: money.USD}}.Check(big))
	for _, failure := range failures {
		assert.NotContains(t, failure.Error(), "99998888")
		assert.NotContains(t, failure.Error(), "Holder")
		assert.LessOrEqual(t, len(failure.Error()), 200)
	}
}

func TestErrorTexts(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"10.505": "money: too many decimal places (Parse): want at most 2 decimal places for AZN, got 3",
		"":       "money: malformed (Parse): want a plain decimal number such as 10.50, got an empty text",
		"1,5":    "money: malformed (Parse): want a plain decimal number such as 10.50, got a comma",
		"1 5":    "money: malformed (Parse): want a plain decimal number such as 10.50, got a blank",
		"+1":     "money: malformed (Parse): want a plain decimal number such as 10.50, got a plus",
		"1-":     "money: malformed (Parse): want a plain decimal number such as 10.50, got a minus behind the start",
		"1e5":    "money: malformed (Parse): want a plain decimal number such as 10.50, got an exponent",
		"NaN":    "money: malformed (Parse): want a plain decimal number such as 10.50, got a character that is no digit",
		"١":      "money: malformed (Parse): want a plain decimal number such as 10.50, got a character outside ASCII",
		"9.":     "money: malformed (Parse): want a plain decimal number such as 10.50, got digits, signs and points in the wrong places",
	} {
		_, err := money.Parse(text, money.AZN)
		assert.EqualError(t, err, want)
	}
	for _, code := range []string{"AAA", "ZZZ"} {
		_, err := money.ParseCurrency(code)
		assert.EqualError(t, err, "money: not a usable currency (ParseCurrency): want a three-letter code of ISO 4217, got "+code)
	}
	_, err := money.MustParse("1", money.AZN).Add(money.MustParse("1", money.USD))
	assert.EqualError(t, err, "money: another currency (Add): want AZN, got USD")
	_, err = money.MustParse("1", money.AZN).Add(money.Amount{})
	assert.EqualError(t, err, "money: no amount (Add): want a stated amount, got Amount{}")
	_, err = money.Parse("1", money.Currency{})
	assert.EqualError(t, err, "money: decimal places of the currency unknown (Parse): want a currency whose decimal places are known, got no currency")
}
