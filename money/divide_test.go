package money_test

import (
	"math"
	"math/big"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/paygates/paygates-go/money"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRound(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		text   string
		places int
		want   string
	}{
		{"0.125", 2, "0.12"},
		{"0.135", 2, "0.14"},
		{"-0.125", 2, "-0.12"},
		{"-0.135", 2, "-0.14"},
		{"0.1250000000000001", 2, "0.13"},
		{"0.1249999999999999", 2, "0.12"},
		{"0.30000000000000004", 2, "0.30"},
		{"0.30000000000000004", 16, "0.30"},
		{"0.30000000000000006", 16, "0.3000000000000001"},
		{"0.005", 2, "0.00"},
		{"-0.005", 2, "0.00"},
		{"0.015", 2, "0.02"},
		{"0.995", 2, "1.00"},
		{"1.23", 1, "1.20"},
		{"1.25", 1, "1.20"},
		{"1.35", 1, "1.40"},
		{"1.50", 0, "2.00"},
		{"2.50", 0, "2.00"},
		{"-2.51", 0, "-3.00"},
		{"1.23", 2, "1.23"},
		{"1.23", 18, "1.23"},
		{"1.999", 18, "1.999"},
		{"0.000000000000000005", 17, "0.00"},
		{"0.000000000000000015", 17, "0.00000000000000002"},
		{"9.223372036854775807", 0, "9.00"},
	} {
		got, err := exactly(t, row.text, money.AZN).Round(row.places)
		require.NoError(t, err, "%s to %d", row.text, row.places)
		assert.True(t, exactly(t, row.want, money.AZN) == got, "%s to %d: %s", row.text, row.places, got)
	}
	a := money.MustParse("92233720368547758.07", money.AZN)
	_, err := a.Round(1)
	require.ErrorIs(t, err, money.ErrOverflow)
	_, err = a.Round(-1)
	require.ErrorIs(t, err, money.ErrPlaces)
	_, err = a.Round(19)
	require.ErrorIs(t, err, money.ErrPlaces)
	unlisted, err := exactly(t, "1.25", money.CurrencyOf("QQQ")).Round(1)
	require.NoError(t, err)
	assert.Equal(t, "1.2 QQQ", unlisted.String())
}

// TestRoundAgainstRationals compares with the definition: no value with that many places is nearer.
func TestRoundAgainstRationals(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 4))
	for range 5_000 {
		a := anyAmount(t, random, money.AZN)
		places := random.IntN(19)
		got, err := a.Round(places)
		if err != nil {
			require.ErrorIs(t, err, money.ErrOverflow, "%s to %d", a, places)
			continue
		}
		unit := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil))
		units := new(big.Rat).Quo(value(got), unit)
		require.True(t, units.IsInt(), "%s to %d: %s", a, places, got)
		twice := new(big.Rat).Sub(value(a), value(got))
		twice.Abs(twice).Mul(twice, big.NewRat(2, 1))
		require.LessOrEqual(t, twice.Cmp(unit), 0, "%s to %d: %s", a, places, got)
		if twice.Cmp(unit) == 0 {
			require.Zero(t, units.Num().Bit(0), "%s to %d: %s is odd", a, places, got)
		}
	}
}

func texts(amounts []money.Amount) []string {
	all := make([]string, len(amounts))
	for i, a := range amounts {
		all[i] = a.String()
	}
	return all
}

func TestSplit(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		text     string
		currency money.Currency
		n        int
		want     []string
	}{
		{"10.00", money.AZN, 3, []string{"3.34 AZN", "3.33 AZN", "3.33 AZN"}},
		{"-10.00", money.AZN, 3, []string{"-3.34 AZN", "-3.33 AZN", "-3.33 AZN"}},
		{"0.02", money.AZN, 3, []string{"0.01 AZN", "0.01 AZN", "0.00 AZN"}},
		{"0.00", money.AZN, 2, []string{"0.00 AZN", "0.00 AZN"}},
		{"100", money.XOF, 3, []string{"34 XOF", "33 XOF", "33 XOF"}},
		{"1.000", money.KWD, 3, []string{"0.334 KWD", "0.333 KWD", "0.333 KWD"}},
		{"9.99", money.AZN, 1, []string{"9.99 AZN"}},
		{"9223372036854775807", money.JPY, 2, []string{"4611686018427387904 JPY", "4611686018427387903 JPY"}},
	} {
		parts, err := money.MustParse(row.text, row.currency).Split(row.n)
		require.NoError(t, err)
		assert.Equal(t, row.want, texts(parts))
	}
	a := money.MustParse("1", money.AZN)
	for _, n := range []int{0, -1, math.MinInt, 1<<20 + 1, math.MaxInt} {
		parts, err := a.Split(n)
		require.ErrorIs(t, err, money.ErrParts)
		assert.Nil(t, parts)
	}
	parts, err := a.Split(1 << 20)
	require.NoError(t, err)
	assert.Len(t, parts, 1<<20)
	_, err = exactly(t, "1.005", money.AZN).Split(2)
	require.ErrorIs(t, err, money.ErrPlaces)
	_, err = exactly(t, "1", money.CurrencyOf("QQQ")).Split(2)
	require.ErrorIs(t, err, money.ErrUnknownPlaces)
}

func TestAllocate(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		text   string
		ratios []int
		want   []string
	}{
		{"10.00", []int{50, 50}, []string{"5.00 AZN", "5.00 AZN"}},
		{"0.05", []int{70, 30}, []string{"0.04 AZN", "0.01 AZN"}},
		{"-0.05", []int{70, 30}, []string{"-0.04 AZN", "-0.01 AZN"}},
		{"1.00", []int{1, 1, 1}, []string{"0.34 AZN", "0.33 AZN", "0.33 AZN"}},
		{"0.01", []int{0, 1, 1}, []string{"0.00 AZN", "0.01 AZN", "0.00 AZN"}},
		{"1.00", []int{1, 50, 49}, []string{"0.01 AZN", "0.50 AZN", "0.49 AZN"}},
		{"0.10", []int{50, 26, 24}, []string{"0.05 AZN", "0.03 AZN", "0.02 AZN"}},
		{"-0.10", []int{1, 1, 7}, []string{"-0.01 AZN", "-0.01 AZN", "-0.08 AZN"}},
		{"0.02", []int{0, 1, 0, 1, 1}, []string{"0.00 AZN", "0.01 AZN", "0.00 AZN", "0.01 AZN", "0.00 AZN"}},
		{"10.00", []int{1, 0}, []string{"10.00 AZN", "0.00 AZN"}},
		{"10.00", []int{7}, []string{"10.00 AZN"}},
		{"0.00", []int{1, 2}, []string{"0.00 AZN", "0.00 AZN"}},
		{"92233720368547758.07", []int{math.MaxInt, math.MaxInt}, []string{"46116860184273879.04 AZN", "46116860184273879.03 AZN"}},
		{"92233720368547758.07", []int{math.MaxInt, 0}, []string{"92233720368547758.07 AZN", "0.00 AZN"}},
	} {
		parts, err := money.MustParse(row.text, money.AZN).Allocate(row.ratios...)
		require.NoError(t, err)
		assert.Equal(t, row.want, texts(parts), "%s by %v", row.text, row.ratios)
	}
	a := money.MustParse("1", money.AZN)
	for _, ratios := range [][]int{nil, {0}, {0, 0}, {-1}, {2, -1}, {-1, 2}, {math.MinInt}, make([]int, 1<<20+1)} {
		parts, err := a.Allocate(ratios...)
		require.ErrorIs(t, err, money.ErrParts, len(ratios))
		assert.Nil(t, parts)
	}
	if strconv.IntSize == 64 {
		_, err := a.Allocate(math.MaxInt, math.MaxInt, math.MaxInt)
		require.ErrorIs(t, err, money.ErrParts)
	}
	_, err := exactly(t, "1.005", money.AZN).Allocate(1)
	require.ErrorIs(t, err, money.ErrPlaces)
	_, err = exactly(t, "1", money.Currency{}).Allocate(1)
	require.ErrorIs(t, err, money.ErrUnknownPlaces)
}

// TestDividingLosesNothing checks the parts of many amounts: they add up, and none is a minor unit off its share.
func TestDividingLosesNothing(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(5, 6))
	for range 2_000 {
		minor := random.Int64() >> random.IntN(63)
		if random.IntN(2) == 0 {
			minor = -minor
		}
		a, err := money.FromMinor(minor, money.AZN)
		require.NoError(t, err)
		ratios, total := make([]int, 1+random.IntN(8)), int64(0)
		for i := range ratios {
			ratios[i] = random.IntN(100)
			total += int64(ratios[i])
		}
		if total == 0 {
			continue
		}
		parts, err := a.Allocate(ratios...)
		require.NoError(t, err)
		sum, err := money.Sum(parts...)
		require.NoError(t, err)
		require.True(t, a == sum, "%s by %v", a, ratios)
		for i, part := range parts {
			share := new(big.Rat).Mul(value(a), big.NewRat(int64(ratios[i]), total))
			off := share.Sub(share, value(part))
			require.Negative(t, off.Abs(off).Cmp(big.NewRat(1, 100)), "%s by %v: %s", a, ratios, part)
		}

		parts, err = a.Split(len(ratios))
		require.NoError(t, err)
		sum, err = money.Sum(parts...)
		require.NoError(t, err)
		require.True(t, a == sum, "%s in %d", a, len(ratios))
		off, err := parts[0].Sub(parts[len(parts)-1])
		require.NoError(t, err)
		most, err := off.Abs().Cmp(money.MustParse("0.01", money.AZN))
		require.NoError(t, err)
		require.LessOrEqual(t, most, 0)
	}
}
