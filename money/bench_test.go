package money_test

import (
	"errors"
	"math"
	"runtime"
	"strconv"
	"testing"

	"github.com/paygates/paygates-go/money"
)

// The yardstick: minor units in an int64, every step checked for overflow, with an error as
// result, as one would write it by hand.

var errMinor = errors.New("not an amount in minor units")

func parseMinor(text string) (int64, error) {
	minor, fraction, point := int64(0), 0, false
	for i := range len(text) {
		if text[i] == '.' && !point && i > 0 {
			point = true
			continue
		}
		digit := text[i] - '0'
		if digit > 9 || minor > (math.MaxInt64-int64(digit))/10 {
			return 0, errMinor
		}
		minor = 10*minor + int64(digit)
		if point {
			fraction++
		}
	}
	for ; fraction < 2; fraction++ {
		if minor > math.MaxInt64/10 {
			return 0, errMinor
		}
		minor *= 10
	}
	if text == "" || fraction != 2 {
		return 0, errMinor
	}
	return minor, nil
}

func addMinor(a, b int64) (int64, error) {
	sum := a + b
	if (a^sum)&(b^sum) < 0 {
		return 0, errMinor
	}
	return sum, nil
}

func sumMinor(units []int64) (total int64, err error) {
	for _, unit := range units {
		if total, err = addMinor(total, unit); err != nil {
			return 0, err
		}
	}
	return total, nil
}

func sumByAdd(amounts []money.Amount) (total money.Amount, err error) {
	total = amounts[0]
	for _, a := range amounts[1:] {
		if total, err = total.Add(a); err != nil {
			return total, err
		}
	}
	return total, nil
}

func BenchmarkParse(b *testing.B) {
	b.Run("minor units", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := parseMinor("9.99"); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("Parse", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := money.Parse("9.99", money.USD); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("ParseExact", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := money.ParseExact("9.99", money.USD); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("ParseExact with excess", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := money.ParseExact("0.30000000000000004", money.USD); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkSum1000(b *testing.B) {
	units, amounts := make([]int64, 1000), make([]money.Amount, 1000)
	for i := range units {
		units[i] = int64(i) * 37
		amounts[i], _ = money.FromMinor(units[i], money.USD)
	}
	b.Run("minor units", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := sumMinor(units); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("Add", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := sumByAdd(amounts); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("Sum", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := money.Sum(amounts...); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkAppendFixed(b *testing.B) {
	a := money.MustParse("1234567.89", money.USD)
	buffer := make([]byte, 0, 32)
	b.Run("minor units", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			minor, _ := a.Minor()
			buffer = strconv.AppendInt(buffer[:0], minor, 10)
		}
	})
	b.Run("AppendFixed", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			buffer, _ = a.AppendFixed(buffer[:0], 2)
		}
	})
}

func BenchmarkCurrencyOf(b *testing.B) {
	held := money.CurrencyOf("QQQ")
	for _, code := range []string{"AZN", "QQQ"} {
		b.Run(code, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_ = money.CurrencyOf(code)
			}
		})
	}
	runtime.KeepAlive(held)
}

func BenchmarkJSON(b *testing.B) {
	text := []byte(`{"amount":"10.50","currency":"AZN"}`)
	b.Run("decode", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var a money.Amount
			if err := a.UnmarshalJSON(text); err != nil {
				b.Fatal(err)
			}
		}
	})
}
