package money_test

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/paygates/paygates-go/money"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAddAndSub(t *testing.T) {
	t.Parallel()
	const largest = "92233720368547758.07"
	for _, row := range []struct{ a, b, sum, difference string }{
		{"1.00", "2.50", "3.50", "-1.50"},
		{"0.00", "0.00", "0.00", "0.00"},
		{"-1.00", "1.00", "0.00", "-2.00"},
		{"-1.00", "-1.50", "-2.50", "0.50"},
		{"1.005", "1.00", "2.005", "0.005"},
		{"1.00", "1.005", "2.005", "-0.005"},
		{"1.005", "1.005", "2.01", "0.00"},
		{"1.005", "-0.005", "1.00", "1.01"},
		{"0.30000000000000004", "0.7", "1.00000000000000004", "-0.39999999999999996"},
		{"0.30000000000000004", "-0.00000000000000004", "0.30", "0.30000000000000008"},
		{largest, "-" + largest, "0.00", "overflow"},
		{largest, "0.01", "overflow", "92233720368547758.06"},
		{"-" + largest, "-0.01", "overflow", "-92233720368547758.06"},
		{"-" + largest, "0.01", "-92233720368547758.06", "overflow"},
		{largest, largest, "overflow", "0.00"},
		{largest, "0.001", "overflow", "overflow"},
		{"9223372036854775.807", "9223372036854775.803", "18446744073709551.61", "0.004"},
		{"-9223372036854775.807", "-9223372036854775.803", "-18446744073709551.61", "-0.004"},
		{"9223372036854775.807", "9223372036854775.804", "overflow", "0.003"},
		{"9.223372036854775807", "0.000000000000000001", "overflow", "9.223372036854775806"},
	} {
		a, b := exactly(t, row.a, money.AZN), exactly(t, row.b, money.AZN)
		for want, add := range map[*string]func(money.Amount) (money.Amount, error){&row.sum: a.Add, &row.difference: a.Sub} {
			got, err := add(b)
			if *want == "overflow" {
				require.ErrorIs(t, err, money.ErrOverflow, "%s, %s", row.a, row.b)
				assert.Equal(t, money.Amount{}, got)
				continue
			}
			require.NoError(t, err, "%s, %s", row.a, row.b)
			assert.True(t, exactly(t, *want, money.AZN) == got, "%s, %s: %s", row.a, row.b, got)
		}
	}
	// The smallest int64 is no coefficient, although the sum does not wrap.
	_, err := money.MustParse("-9223372036854775807", money.JPY).Sub(money.MustParse("1", money.JPY))
	require.ErrorIs(t, err, money.ErrOverflow)
	_, err = money.Sum(money.MustParse("-9223372036854775807", money.JPY), money.MustParse("-1", money.JPY))
	require.ErrorIs(t, err, money.ErrOverflow)
}

func TestOtherCurrency(t *testing.T) {
	t.Parallel()
	azn, usd := money.MustParse("1", money.AZN), money.MustParse("1", money.USD)
	pairs := [][2]money.Amount{
		{azn, usd},
		{azn, exactly(t, "1", money.Currency{})},
		{azn, exactly(t, "1", money.CurrencyOf("QQQ"))},
		{exactly(t, "1", money.CurrencyOf("USDT")), money.MustParse("1", newCurrency(t, "USDT", 6))},
		{money.MustParse("1", newCurrency(t, "USDT", 8)), money.MustParse("1", newCurrency(t, "USDT", 6))},
		{exactly(t, "1.005", money.AZN), exactly(t, "1.005", money.USD)},
	}
	for _, pair := range pairs {
		a, b := pair[0], pair[1]
		_, err := a.Add(b)
		require.ErrorIs(t, err, money.ErrCurrencyMismatch)
		_, err = a.Sub(b)
		require.ErrorIs(t, err, money.ErrCurrencyMismatch)
		_, err = a.Cmp(b)
		require.ErrorIs(t, err, money.ErrCurrencyMismatch)
		_, err = money.Sum(a, b)
		require.ErrorIs(t, err, money.ErrCurrencyMismatch)
		assert.False(t, a.Equal(b))
	}
}

func TestUnlistedCurrencyCalculates(t *testing.T) {
	t.Parallel()
	for _, c := range []money.Currency{money.CurrencyOf("QQQ"), {}} {
		a, b := exactly(t, "1.5", c), exactly(t, "0.50", c)
		sum, err := a.Add(b)
		require.NoError(t, err)
		assert.True(t, exactly(t, "2", c) == sum)
		order, err := a.Cmp(b)
		require.NoError(t, err)
		assert.Equal(t, 1, order)
		assert.False(t, a.Excess())
	}
}

func TestMul(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		a    string
		n    int64
		want string
	}{
		{"1.50", 3, "4.50"},
		{"1.50", -3, "-4.50"},
		{"-1.50", -3, "4.50"},
		{"1.50", 0, "0.00"},
		{"-1.50", 0, "0.00"},
		{"0.00", math.MinInt64, "0.00"},
		{"0.005", 200, "1.00"},
		{"0.005", 3, "0.015"},
		{"0.01", math.MaxInt64, "92233720368547758.07"},
		{"-0.01", math.MaxInt64, "-92233720368547758.07"},
		{"0.01", math.MinInt64, "overflow"},
		{"0.02", math.MaxInt64, "overflow"},
		{"92233720368547758.07", 2, "overflow"},
		{"92233720368547758.07", math.MinInt64, "overflow"},
		{"0.000000000000000001", 1_000_000_000_000_000_000, "1.00"},
		{"9.223372036854775807", 10, "92.23372036854775807"},
		{"9.223372036854775807", 2, "overflow"},
	} {
		got, err := exactly(t, row.a, money.AZN).Mul(row.n)
		if row.want == "overflow" {
			require.ErrorIs(t, err, money.ErrOverflow, "%s × %d", row.a, row.n)
			assert.Equal(t, money.Amount{}, got)
			continue
		}
		require.NoError(t, err, "%s × %d", row.a, row.n)
		assert.True(t, exactly(t, row.want, money.AZN) == got, "%s × %d: %s", row.a, row.n, got)
	}
}

func TestCmp(t *testing.T) {
	t.Parallel()
	ascending := []string{
		"-92233720368547758.07", "-2", "-1.005", "-1", "-0.000000000000000001", "0", "0.000000000000000001", "0.01", "1", "1.004",
		"1.005", "1.01", "2", "9.223372036854775807", "9.23", "92233720368547758.06", "92233720368547758.07",
	}
	for i, first := range ascending {
		for j, second := range ascending {
			a, b := exactly(t, first, money.AZN), exactly(t, second, money.AZN)
			order, err := a.Cmp(b)
			require.NoError(t, err)
			switch {
			case i < j:
				assert.Equal(t, -1, order, "%s, %s", first, second)
			case i > j:
				assert.Equal(t, 1, order, "%s, %s", first, second)
			default:
				assert.Equal(t, 0, order, "%s, %s", first, second)
			}
			assert.Equal(t, i == j, a.Equal(b))
			assert.Equal(t, i == j, a == b)
		}
	}
	assert.True(t, money.Amount{}.Equal(money.Amount{}))
	assert.False(t, money.Amount{}.Equal(money.MustParse("0", money.AZN)))
}

func TestSum(t *testing.T) {
	t.Parallel()
	amounts := []money.Amount{money.MustParse("1", money.AZN), exactly(t, "0.005", money.AZN), exactly(t, "0.005", money.AZN),
		money.MustParse("2", money.AZN)}
	total, err := money.Sum(amounts...)
	require.NoError(t, err)
	assert.True(t, money.MustParse("3.01", money.AZN) == total)
	one, err := money.Sum(amounts[0])
	require.NoError(t, err)
	assert.True(t, amounts[0] == one)
	largest := money.MustParse("92233720368547758.07", money.AZN)
	_, err = money.Sum(largest, amounts[0])
	require.ErrorIs(t, err, money.ErrOverflow)
}

// value is an amount as a rational number, by way of its decimal.
func value(a money.Amount) *big.Rat { return a.Decimal().Rat() }

// anyAmount makes amounts of every size and number of places that a currency of two places can hold.
func anyAmount(tb testing.TB, random *rand.Rand, c money.Currency) money.Amount {
	tb.Helper()
	coef := new(big.Int).Rsh(big.NewInt(random.Int64()), uint(random.IntN(63)))
	if random.IntN(2) == 0 {
		coef.Neg(coef)
	}
	places := max(0, random.IntN(24)-5)
	scaled := new(big.Rat).SetFrac(coef, new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil))
	a, err := money.ParseExact(scaled.FloatString(places), c)
	if err != nil {
		require.ErrorIs(tb, err, money.ErrOverflow)
		return money.MustParse("0", money.AZN)
	}
	require.Zero(tb, scaled.Cmp(value(a)))
	return a
}

// fits says whether an amount of two places or more can hold a value: the oracle for overflow.
func fits(v *big.Rat) bool {
	places := 2
	for ; places <= 18; places++ {
		scaled := new(big.Rat).Mul(v, new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)))
		if scaled.IsInt() {
			return scaled.Num().CmpAbs(big.NewInt(math.MaxInt64)) <= 0
		}
	}
	return false
}

// TestArithmeticAgainstRationals compares every operation with math/big.
func TestArithmeticAgainstRationals(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	for range 5_000 {
		a, b := anyAmount(t, random, money.AZN), anyAmount(t, random, money.AZN)
		factor := random.Int64() >> random.IntN(63)
		check := func(name string, want *big.Rat, got money.Amount, err error) {
			if !fits(want) {
				require.ErrorIs(t, err, money.ErrOverflow, "%s: %s, %s", name, a, b)
				return
			}
			require.NoError(t, err, "%s: %s, %s", name, a, b)
			require.Zero(t, want.Cmp(value(got)), "%s: %s, %s: %s", name, a, b, got)
			require.True(t, got == exactly(t, got.Decimal().String(), money.AZN), "%s is not in its one form", got)
		}
		sum, err := a.Add(b)
		check("Add", new(big.Rat).Add(value(a), value(b)), sum, err)
		total, err := money.Sum(a, b)
		check("Sum", new(big.Rat).Add(value(a), value(b)), total, err)
		difference, err := a.Sub(b)
		check("Sub", new(big.Rat).Sub(value(a), value(b)), difference, err)
		product, err := a.Mul(factor)
		check("Mul", new(big.Rat).Mul(value(a), new(big.Rat).SetInt64(factor)), product, err)
		check("Neg", new(big.Rat).Neg(value(a)), a.Neg(), nil)
		check("Abs", new(big.Rat).Abs(value(a)), a.Abs(), nil)
		order, err := a.Cmp(b)
		require.NoError(t, err)
		require.Equal(t, value(a).Cmp(value(b)), order, "%s, %s", a, b)
		require.Equal(t, order == 0, a.Equal(b))
	}
}
