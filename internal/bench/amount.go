package main

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	gomoney "github.com/Rhymond/go-money"
	govalues "github.com/govalues/decimal"
	"github.com/shopspring/decimal"

	"github.com/paygates/paygates-go/money"
)

// addends is how many amounts a sum has.
const addends = 1000

var errAmount = errors.New("the amount is wrong")

// The baseline: minor units in an int64, every step checked, as one writes it by
// hand.

func parseMinor(text string) (int64, error) {
	minor, places, point := int64(0), 0, false
	for i := range len(text) {
		if text[i] == '.' && !point && i > 0 {
			point = true
			continue
		}
		digit := text[i] - '0'
		if digit > 9 || minor > (math.MaxInt64-int64(digit))/10 {
			return 0, errAmount
		}
		minor = 10*minor + int64(digit)
		if point {
			places++
		}
	}
	for ; places < 2; places++ {
		if minor > math.MaxInt64/10 {
			return 0, errAmount
		}
		minor *= 10
	}
	if text == "" || places != 2 {
		return 0, errAmount
	}
	return minor, nil
}

func sumMinor(all []int64) (int64, error) {
	total := int64(0)
	for _, a := range all {
		sum := total + a
		if (total^sum)&(a^sum) < 0 {
			return 0, errAmount
		}
		total = sum
	}
	return total, nil
}

// price is a variable, so that no compiler reads it beforehand.
var price = "9.99"

// parsing makes a contender that parses price; right tells whether the outcome is.
func parsing[T any](name string, parse func(text string) (T, error), right func(T) bool) contender {
	return contender{name, func(n int) error {
		var last T
		var err error
		for range n {
			if last, err = parse(price); err != nil {
				return err
			}
		}
		if !right(last) {
			return errAmount
		}
		return nil
	}}
}

// adding makes a contender that adds up 0, 1, 2, … minor units.
func adding[T any](name string, fromMinor func(int64) T, sum func([]T) (T, error), text func(T) string) contender {
	amounts := make([]T, addends)
	for i := range amounts {
		amounts[i] = fromMinor(int64(i))
	}
	return contender{name, func(n int) error {
		var total T
		var err error
		for range n {
			if total, err = sum(amounts); err != nil {
				return err
			}
		}
		if got := text(total); got != "4995" {
			return fmt.Errorf("%w: %s", errAmount, got)
		}
		return nil
	}}
}

func parseContenders() []contender {
	return []contender{
		parsing("int64, overflow checked", parseMinor, func(minor int64) bool { return minor == 999 }),
		parsing("paygates, money.Parse", func(text string) (money.Amount, error) { return money.Parse(text, money.USD) },
			func(a money.Amount) bool { return a.String() == "9.99 USD" }),
		parsing("govalues/decimal", govalues.Parse, func(d govalues.Decimal) bool { return d.String() == price }),
		parsing("shopspring/decimal", decimal.NewFromString, func(d decimal.Decimal) bool { return d.String() == price }),
		parsing("Rhymond/go-money, through a float", parseGoMoney, func(m *gomoney.Money) bool { return m.Amount() == 999 }),
	}
}

// parseGoMoney is the way that go-money has from a decimal text.
func parseGoMoney(text string) (*gomoney.Money, error) {
	value, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return nil, err
	}
	return gomoney.NewFromFloat(value, gomoney.USD), nil
}

func sumContenders() []contender {
	minorText := func(minor int64) string { return strconv.FormatInt(minor/100, 10) }
	return []contender{
		adding("int64, overflow checked", func(minor int64) int64 { return minor }, sumMinor, minorText),
		adding("paygates, money.Sum", ourAmount, func(all []money.Amount) (money.Amount, error) { return money.Sum(all...) }, ourText),
		adding("paygates, Amount.Add", ourAmount, func(all []money.Amount) (money.Amount, error) {
			total, err := all[0], error(nil)
			for _, a := range all[1:] {
				if total, err = total.Add(a); err != nil {
					return total, err
				}
			}
			return total, nil
		}, ourText),
		adding("govalues/decimal", func(minor int64) govalues.Decimal { return govalues.MustNew(minor, 2) },
			func(all []govalues.Decimal) (total govalues.Decimal, err error) {
				for _, a := range all {
					if total, err = total.Add(a); err != nil {
						return total, err
					}
				}
				return total, nil
			}, func(d govalues.Decimal) string { return d.Trim(0).String() }),
		adding("shopspring/decimal", func(minor int64) decimal.Decimal { return decimal.New(minor, -2) },
			func(all []decimal.Decimal) (decimal.Decimal, error) {
				total := decimal.Zero
				for _, a := range all {
					total = total.Add(a)
				}
				return total, nil
			}, decimal.Decimal.String),
		adding("Rhymond/go-money", func(minor int64) *gomoney.Money { return gomoney.New(minor, gomoney.USD) },
			func(all []*gomoney.Money) (total *gomoney.Money, err error) {
				total = all[0]
				for _, a := range all[1:] {
					if total, err = total.Add(a); err != nil {
						return nil, err
					}
				}
				return total, nil
			}, func(m *gomoney.Money) string { return minorText(m.Amount()) }),
	}
}

func ourAmount(minor int64) money.Amount {
	a, err := money.FromMinor(minor, money.USD)
	if err != nil {
		panic(err) // small whole numbers always fit
	}
	return a
}

func ourText(a money.Amount) string {
	minor, err := a.Minor()
	if err != nil {
		return err.Error()
	}
	return strconv.FormatInt(minor/100, 10)
}

// amountTable measures parsing and adding.
func amountTable(s settings) (table, []mark, error) {
	t := table{
		title: "Amounts, × int64 minor units with every step checked",
		notes: []string{"only paygates and go-money know a currency"},
		head:  []string{"what", "time", "allocs"},
	}
	var marks []mark
	for _, job := range []struct {
		name       string
		contenders []contender
		ours       int // how many are, behind the baseline
		bound      float64
	}{
		{`parse "9.99"`, parseContenders(), 1, 2},
		{fmt.Sprintf("sum of %d", addends), sumContenders(), 2, 3},
	} {
		found, err := contest{contenders: job.contenders, slice: s.slice / 3}.measure(s.rounds, s.progress("amounts: "+job.name))
		if err != nil {
			return table{}, nil, err
		}
		for _, m := range found {
			t.add(job.name+": "+m.name, times(m.times(found[0])), fmt.Sprintf("%.0f", m.allocs))
		}
		for _, m := range found[1 : 1+job.ours] {
			what := job.name + ", " + strings.TrimPrefix(m.name, "paygates, ")
			marks = append(marks,
				mark{what: what + ": time × int64", got: m.times(found[0]), bound: job.bound},
				mark{what: what + ": allocations", got: m.allocs, bound: 0})
		}
	}
	return t, marks, nil
}
