package money_test

import (
	"encoding/json"
	"math"
	"testing"
	"unsafe"

	"github.com/paygates/paygates-go/money"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// exactly is ParseExact for text that is known to be good.
func exactly(tb testing.TB, text string, c money.Currency) money.Amount {
	tb.Helper()
	a, err := money.ParseExact(text, c)
	require.NoError(tb, err, text)
	return a
}

func TestAmountIsSmall(t *testing.T) {
	t.Parallel()
	assert.LessOrEqual(t, unsafe.Sizeof(money.Amount{}), uintptr(24))
}

func TestFromMinor(t *testing.T) {
	t.Parallel()
	for _, minor := range []int64{0, 1, -1, 1050, math.MaxInt64, -math.MaxInt64} {
		a, err := money.FromMinor(minor, money.AZN)
		require.NoError(t, err)
		back, err := a.Minor()
		require.NoError(t, err)
		assert.Equal(t, minor, back)
	}
	_, err := money.FromMinor(math.MinInt64, money.AZN)
	require.ErrorIs(t, err, money.ErrOverflow)
	_, err = money.FromMinor(1, money.Currency{})
	require.ErrorIs(t, err, money.ErrUnknownPlaces)
	_, err = money.FromMinor(1, money.CurrencyOf("QQQ"))
	require.ErrorIs(t, err, money.ErrUnknownPlaces)
}

func TestMinorRefuses(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		amount money.Amount
		kind   error
	}{
		{money.Amount{}, money.ErrNoAmount},
		{exactly(t, "1.005", money.AZN), money.ErrPlaces},
		{exactly(t, "1", money.Currency{}), money.ErrUnknownPlaces},
		{exactly(t, "1", money.CurrencyOf("QQQ")), money.ErrUnknownPlaces},
	} {
		minor, err := row.amount.Minor()
		require.ErrorIs(t, err, row.kind, row.amount)
		assert.Zero(t, minor)
	}
}

func TestFromDecimal(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"10.5": "10.50", "10.500": "10.50", "-0.01": "-0.01", "0": "0.00", "0.000": "0.00", "1e3": "1000.00", "100e-4": "0.01",
		"92233720368547758.07": "92233720368547758.07", "1.00000000000000000000000000000000": "1.00",
	} {
		d, err := decimal.NewFromString(text)
		require.NoError(t, err)
		a, err := money.FromDecimal(d, money.AZN)
		require.NoError(t, err, text)
		assert.Equal(t, want+" AZN", a.String())
		assert.True(t, d.Equal(a.Decimal()), text)
	}
	for text, kind := range map[string]error{
		"10.505": money.ErrPlaces, "0.001": money.ErrPlaces, "1e-19": money.ErrPlaces, "1e-1000": money.ErrPlaces,
		"92233720368547758.08": money.ErrOverflow, "1e17": money.ErrOverflow, "1e1000": money.ErrOverflow,
	} {
		d, err := decimal.NewFromString(text)
		require.NoError(t, err)
		_, err = money.FromDecimal(d, money.AZN)
		require.ErrorIs(t, err, kind, text)
	}
	for exponent, kind := range map[int32]error{math.MaxInt32: money.ErrOverflow, math.MinInt32: money.ErrPlaces} {
		_, err := money.FromDecimal(decimal.New(1, exponent), money.AZN)
		require.ErrorIs(t, err, kind)
	}
	_, err := money.FromDecimal(decimal.New(1, 0), money.Currency{})
	require.ErrorIs(t, err, money.ErrUnknownPlaces)
	_, err = money.FromDecimal(decimal.New(1, 0), money.CurrencyOf("QQQ"))
	require.ErrorIs(t, err, money.ErrUnknownPlaces)
	assert.True(t, money.Amount{}.Decimal().IsZero())
	assert.True(t, exactly(t, "1.005", money.AZN).Decimal().Equal(decimal.New(1005, -3)))
}

func TestSigns(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		amount                        money.Amount
		set, zero, positive, negative bool
		negated, absolute             string
	}{
		{money.Amount{}, false, false, false, false, "", ""},
		{money.MustParse("0", money.AZN), true, true, false, false, "0.00 AZN", "0.00 AZN"},
		{money.MustParse("0.01", money.AZN), true, false, true, false, "-0.01 AZN", "0.01 AZN"},
		{money.MustParse("-0.01", money.AZN), true, false, false, true, "0.01 AZN", "0.01 AZN"},
		{exactly(t, "0", money.Currency{}), true, true, false, false, "0", "0"},
		{exactly(t, "-0.001", money.AZN), true, false, false, true, "0.001 AZN", "0.001 AZN"},
		{money.MustParse("-9223372036854775807", money.JPY), true, false, false, true, "9223372036854775807 JPY", "9223372036854775807 JPY"},
	} {
		a := row.amount
		assert.Equal(t, row.set, a.IsSet(), a)
		assert.Equal(t, row.zero, a.IsZero(), a)
		assert.Equal(t, row.positive, a.IsPositive(), a)
		assert.Equal(t, row.negative, a.IsNegative(), a)
		assert.Equal(t, row.negated, a.Neg().String())
		assert.Equal(t, row.absolute, a.Abs().String())
		assert.True(t, a == a.Neg().Neg())
		assert.False(t, a.Abs().IsNegative())
	}
}

func TestNoAmount(t *testing.T) {
	t.Parallel()
	var none money.Amount
	assert.False(t, none == money.MustParse("0.00", money.AZN))
	assert.False(t, none == exactly(t, "0", money.Currency{}))
	assert.True(t, none.Currency().IsZero())
	assert.False(t, none.Excess())
	assert.Empty(t, none.String())
	zero := money.MustParse("0", money.AZN)
	for name, fail := range map[string]func() error{
		"none + a":    func() error { _, err := none.Add(zero); return err },
		"a + none":    func() error { _, err := zero.Add(none); return err },
		"none + none": func() error { _, err := none.Add(none); return err },
		"none - a":    func() error { _, err := none.Sub(zero); return err },
		"a - none":    func() error { _, err := zero.Sub(none); return err },
		"none × 2":    func() error { _, err := none.Mul(2); return err },
		"none ? a":    func() error { _, err := none.Cmp(zero); return err },
		"a ? none":    func() error { _, err := zero.Cmp(none); return err },
		"round":       func() error { _, err := none.Round(2); return err },
		"split":       func() error { _, err := none.Split(2); return err },
		"allocate":    func() error { _, err := none.Allocate(1); return err },
		"fixed":       func() error { _, err := none.AppendFixed(nil, 2); return err },
		"sum":         func() error { _, err := money.Sum(none); return err },
		"sum of 0":    func() error { _, err := money.Sum(); return err },
		"sum a none":  func() error { _, err := money.Sum(zero, none); return err },
		"rules":       func() error { return money.Rules{{}}.Check(none) },
	} {
		require.ErrorIs(t, fail(), money.ErrNoAmount, name)
	}
}

// TestOmitzero pins what the doc comment of IsZero warns of.
func TestOmitzero(t *testing.T) {
	t.Parallel()
	type plain struct {
		Amount money.Amount `json:"a"`
	}
	type trap struct {
		Amount money.Amount `json:"a,omitzero"`
	}
	zero := money.MustParse("0.00", money.AZN)
	for want, value := range map[string]any{
		`{"a":null}`: plain{}, `{"a":{"amount":"0.00","currency":"AZN"}}`: plain{zero}, `{}`: trap{zero},
	} {
		encoded, err := json.Marshal(value)
		require.NoError(t, err)
		assert.Equal(t, want, string(encoded))
	}
	encoded, err := json.Marshal(trap{})
	require.NoError(t, err)
	assert.Equal(t, `{"a":null}`, string(encoded))
}
