package money_test

import (
	"testing"

	"github.com/paygates/paygates-go/money"
	"github.com/stretchr/testify/assert"
)

// TestNothingAllocates is not parallel: testing.AllocsPerRun counts what other goroutines allocate as well.
func TestNothingAllocates(t *testing.T) {
	amounts := make([]money.Amount, 1000)
	for i := range amounts {
		amounts[i], _ = money.FromMinor(int64(i)*37, money.USD)
	}
	a, b, fine := amounts[500], amounts[700], exactly(t, "0.30000000000000004", money.USD)
	excess := exactly(t, "0.305", money.USD)
	usdt := newCurrency(t, "USDT", 6)
	tether := money.MustParse("1.5", usdt)
	buffer := make([]byte, 0, 64)
	rules := money.Rules{{Currency: money.USD, Places: 2, Minimum: money.MustParse("1", money.USD)}}
	for name, work := range map[string]func() error{
		"Parse":            func() error { _, err := money.Parse("9.99", money.USD); return err },
		"Parse long":       func() error { _, err := money.Parse("92233720368547758.07", money.USD); return err },
		"ParseExact":       func() error { _, err := money.ParseExact("0.30000000000000004", money.USD); return err },
		"FromMinor":        func() error { _, err := money.FromMinor(999, money.USD); return err },
		"Minor":            func() error { _, err := a.Minor(); return err },
		"Add":              func() error { _, err := a.Add(b); return err },
		"Add finer":        func() error { _, err := a.Add(excess); return err },
		"Sub":              func() error { _, err := a.Sub(b); return err },
		"Mul":              func() error { _, err := a.Mul(-3); return err },
		"Cmp":              func() error { _, err := a.Cmp(b); return err },
		"Cmp finer":        func() error { _, err := a.Cmp(fine); return err },
		"Round":            func() error { _, err := fine.Round(2); return err },
		"Sum of 1000":      func() error { _, err := money.Sum(amounts...); return err },
		"1000 times Add":   func() error { _, err := sumByAdd(amounts); return err },
		"AppendText":       func() error { _, err := tether.AppendText(buffer); return err },
		"AppendText finer": func() error { _, err := fine.AppendText(buffer); return err },
		"AppendFixed":      func() error { _, err := a.AppendFixed(buffer, 6); return err },
		"Check":            func() error { return rules.Check(a) },
		"Append":           func() error { _, err := rules.Append(buffer, a); return err },
		"ParseCurrency":    func() error { _, err := money.ParseCurrency("ZAR"); return err },
	} {
		var err error
		assert.Zero(t, testing.AllocsPerRun(100, func() { err = work() }), name)
		assert.NoError(t, err, name)
	}
	assert.Zero(t, testing.AllocsPerRun(100, func() { money.CurrencyOf("AZN") }), "CurrencyOf")
}
