package money_test

import (
	"testing"

	"github.com/paygates/paygates-go/money"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// listRules are those of a gateway that lists its currencies, anyRules those of one that does not.
var (
	listRules = money.Rules{
		{Currency: money.XOF, MultipleOf: money.MustParse("5", money.XOF), Minimum: money.MustParse("100", money.XOF),
			Maximum: money.MustParse("1500000", money.XOF), Source: "the guide"},
		{Currency: money.CDF, MultipleOf: money.MustParse("5", money.CDF), Source: "the guide"},
		{Currency: money.USD, Source: "assumed"},
		{Currency: money.EUR, Places: 1, Minimum: money.MustParse("0", money.EUR), Source: "assumed"},
	}
	anyRules = money.Rules{
		{Places: 2, Source: "assumed"},
		{Currency: money.EGP, Places: money.CurrencyPlaces, Minimum: money.MustParse("5", money.EGP), Source: "the guide"},
	}
)

func TestRulesTake(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		rules money.Rules
		a     money.Amount
		wire  string
	}{
		{listRules, money.MustParse("100", money.XOF), "100"},
		{listRules, money.MustParse("1500000", money.XOF), "1500000"},
		{listRules, money.MustParse("105.00", money.CDF), "105"},
		{listRules, money.MustParse("34", money.USD), "34"},
		{listRules, money.MustParse("1.50", money.EUR), "1.5"},
		{listRules, money.MustParse("0", money.EUR), "0.0"},
		{anyRules, money.MustParse("0.01", money.AZN), "0.01"},
		{anyRules, money.MustParse("100", money.JPY), "100.00"},
		{anyRules, money.MustParse("1.250", money.KWD), "1.25"},
		{anyRules, money.MustParse("5", money.EGP), "5.00"},
		{anyRules, money.MustParse("1.5", newCurrency(t, "USDT", 6)), "1.50"},
		{money.Rules{{Places: money.CurrencyPlaces}}, money.MustParse("1.25", money.KWD), "1.250"},
		{money.Rules{{Places: money.CurrencyPlaces}}, money.MustParse("100", money.JPY), "100"},
		{money.Rules{{Places: 18}}, money.MustParse("100", money.JPY), "100.000000000000000000"},
	} {
		require.NoError(t, row.rules.Check(row.a), row.a)
		wire, err := row.rules.Append([]byte("="), row.a)
		require.NoError(t, err)
		assert.Equal(t, "="+row.wire, string(wire))
	}
}

func TestRulesRefuse(t *testing.T) {
	t.Parallel()
	usdt := newCurrency(t, "USDT", 6)
	for _, row := range []struct {
		rules money.Rules
		a     money.Amount
		kind  error
		want  string
	}{
		{listRules, money.MustParse("102", money.XOF), money.ErrRule, "a multiple of 5 XOF"},
		{listRules, money.MustParse("95", money.XOF), money.ErrRule, "at least 100 XOF"},
		{listRules, money.MustParse("-100", money.XOF), money.ErrRule, "at least 100 XOF"},
		{listRules, money.MustParse("1500005", money.XOF), money.ErrRule, "at most 1500000 XOF"},
		{listRules, money.MustParse("0", money.CDF), money.ErrRule, "an amount above zero"},
		{listRules, money.MustParse("-5", money.CDF), money.ErrRule, "an amount above zero"},
		{listRules, money.MustParse("102", money.CDF), money.ErrRule, "a multiple of 5.00 CDF"},
		{listRules, money.MustParse("100.50", money.CDF), money.ErrPlaces, "a whole amount for CDF"},
		{listRules, money.MustParse("1.25", money.EUR), money.ErrPlaces, "at most 1 decimal place for EUR"},
		{listRules, money.MustParse("-0.10", money.EUR), money.ErrRule, "at least 0.00 EUR"},
		{listRules, money.MustParse("100", money.AZN), money.ErrCurrencyMismatch, "XOF, CDF, USD, EUR"},
		{listRules, exactly(t, "100", money.Currency{}), money.ErrCurrencyMismatch, "XOF, CDF, USD, EUR"},
		{listRules, exactly(t, "100", money.CurrencyOf("QQQ")), money.ErrCurrencyMismatch, "XOF, CDF, USD, EUR"},
		{listRules, exactly(t, "100.5", money.XOF), money.ErrPlaces, "a whole amount for XOF"},
		{listRules, money.Amount{}, money.ErrNoAmount, "a stated amount"},
		{nil, money.MustParse("1", money.AZN), money.ErrCurrencyMismatch, "nothing"},
		{anyRules, money.MustParse("0", money.AZN), money.ErrRule, "an amount above zero"},
		{anyRules, money.MustParse("1.255", money.KWD), money.ErrPlaces, "at most 2 decimal places for KWD"},
		{anyRules, money.MustParse("0.000001", usdt), money.ErrPlaces, "at most 2 decimal places for USDT"},
		{anyRules, exactly(t, "1.005", money.AZN), money.ErrPlaces, "at most 2 decimal places for AZN"},
		{anyRules, exactly(t, "1", money.Currency{}), money.ErrUnknownPlaces, "a currency whose decimal places are known"},
		{anyRules, exactly(t, "1", money.CurrencyOf("QQQ")), money.ErrUnknownPlaces, "a currency whose decimal places are known"},
		{anyRules, money.MustParse("4.99", money.EGP), money.ErrRule, "at least 5.00 EGP"},
	} {
		err := row.rules.Check(row.a)
		require.ErrorIs(t, err, row.kind, row.a)
		var typed *money.Error
		require.ErrorAs(t, err, &typed)
		assert.Equal(t, row.want, typed.Want)
		wire, err := row.rules.Append([]byte("="), row.a)
		require.ErrorIs(t, err, row.kind, row.a)
		assert.Equal(t, "=", string(wire))
	}
}

// TestRulesWrittenDownWrong makes sure that a slip in a table refuses amounts rather than letting them pass.
func TestRulesWrittenDownWrong(t *testing.T) {
	t.Parallel()
	a, usd := money.MustParse("10", money.AZN), money.MustParse("1", money.USD)
	for name, rule := range map[string]money.Rule{
		"multiple of another currency": {MultipleOf: usd},
		"minimum of another currency":  {Minimum: usd},
		"maximum of another currency":  {Maximum: usd},
		"multiple with excess":         {MultipleOf: exactly(t, "0.005", money.AZN)},
		"too many places":              {Places: 19},
		"no places":                    {Places: -2},
	} {
		require.Error(t, money.Rules{rule}.Check(a), name)
	}
}

func TestRulesFind(t *testing.T) {
	t.Parallel()
	rule, found := anyRules.Find(money.EGP)
	assert.True(t, found)
	assert.Equal(t, "the guide", rule.Source)
	rule, found = anyRules.Find(money.AZN)
	assert.True(t, found)
	assert.Equal(t, 2, rule.Places)
	_, found = listRules.Find(money.AZN)
	assert.False(t, found)
}

func TestRuleText(t *testing.T) {
	t.Parallel()
	var lines []string
	for _, rules := range []money.Rules{listRules, anyRules} {
		for _, rule := range rules {
			lines = append(lines, rule.String())
		}
	}
	assert.Equal(t, []string{
		"XOF: a whole amount, a multiple of 5 XOF, at least 100 XOF, at most 1500000 XOF (the guide)",
		"CDF: a whole amount, a multiple of 5.00 CDF, above zero (the guide)",
		"USD: a whole amount, above zero (assumed)",
		"EUR: at most 1 decimal place, at least 0.00 EUR (assumed)",
		"any currency: at most 2 decimal places, above zero (assumed)",
		"EGP: the decimal places of the currency, at least 5.00 EGP (the guide)",
	}, lines)
}
