package money_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	"unsafe"

	"github.com/paygates/paygates-go/money"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// newCurrency is NewCurrency for codes that are known to be good.
func newCurrency(tb testing.TB, code string, places int) money.Currency {
	tb.Helper()
	c, err := money.NewCurrency(code, places)
	require.NoError(tb, err)
	return c
}

// TestTableIsTheList compares the generated table with the list that it is generated from.
func TestTableIsTheList(t *testing.T) {
	t.Parallel()
	file, err := os.Open("iso4217.csv")
	require.NoError(t, err)
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	require.NoError(t, err)
	require.Equal(t, []string{"alpha", "numeric", "minor_units", "status", "withdrawn"}, rows[0])
	require.Greater(t, len(rows), 300)

	listed := slices.Collect(money.Currencies())
	require.Len(t, listed, len(rows)-1)
	for i, row := range rows[1:] {
		c, err := money.ParseCurrency(row[0])
		require.NoError(t, err, row[0])
		assert.Equal(t, listed[i], c, row[0])
		assert.Equal(t, row[0], c.Code())
		assert.Equal(t, row[0], c.String())
		assert.Equal(t, row[1], c.Numeric(), row[0])
		places, known := c.Places()
		assert.Equal(t, row[2] != "", known, row[0])
		if known {
			assert.Equal(t, row[2], strconv.Itoa(places), row[0])
		}
		assert.Equal(t, row[3] != "withdrawn", c.Active(), row[0])
		assert.Equal(t, row[4], c.Withdrawn(), row[0])
		assert.Equal(t, row[3] == "withdrawn", c.Withdrawn() != "", row[0])
	}
}

func TestCurrenciesStops(t *testing.T) {
	t.Parallel()
	seen := 0
	for range money.Currencies() {
		if seen++; seen == 3 {
			break
		}
	}
	assert.Equal(t, 3, seen)
}

func TestVariables(t *testing.T) {
	t.Parallel()
	for code, c := range map[string]money.Currency{
		"AZN": money.AZN, "USD": money.USD, "EUR": money.EUR, "GBP": money.GBP, "XOF": money.XOF, "XAF": money.XAF,
		"CDF": money.CDF, "GNF": money.GNF, "EGP": money.EGP, "KZT": money.KZT, "UAH": money.UAH, "TRY": money.TRY,
		"RUB": money.RUB, "JPY": money.JPY, "KWD": money.KWD, "BHD": money.BHD, "TND": money.TND, "GEL": money.GEL,
		"PLN": money.PLN, "SAR": money.SAR, "AED": money.AED,
	} {
		parsed, err := money.ParseCurrency(code)
		require.NoError(t, err)
		assert.True(t, parsed == c, code)
		assert.Equal(t, code, c.Code())
	}
}

func TestParseCurrencyRefuses(t *testing.T) {
	t.Parallel()
	for _, code := range []string{"", "azn", "Azn", "AZ", "AZNN", " AZN", "AZN ", "ZZZ", "USDT", "944", "АZN", "AZ\x00", "???"} {
		c, err := money.ParseCurrency(code)
		require.ErrorIs(t, err, money.ErrCurrency, code)
		var typed *money.Error
		require.ErrorAs(t, err, &typed)
		assert.Equal(t, "ParseCurrency", typed.Op)
		assert.True(t, c.IsZero())
	}
}

func TestNewCurrency(t *testing.T) {
	t.Parallel()
	usdt := newCurrency(t, "USDT", 6)
	assert.True(t, usdt == newCurrency(t, strings.Clone("USDT"), 6))
	assert.False(t, usdt == newCurrency(t, "USDT", 8))
	assert.False(t, usdt == money.CurrencyOf("USDT"))
	places, known := usdt.Places()
	assert.Equal(t, 6, places)
	assert.True(t, known)
	assert.Equal(t, "USDT", usdt.Code())
	assert.Equal(t, "USDT/6", usdt.String())
	assert.Empty(t, usdt.Numeric())
	assert.False(t, usdt.Active())
	assert.Empty(t, usdt.Withdrawn())
	assert.False(t, usdt.IsZero())

	test := newCurrency(t, "XTS", 2)
	assert.True(t, test == newCurrency(t, "XTS", 2))
	assert.Equal(t, "963", test.Numeric())
	assert.Equal(t, "XTS/2", test.String())
	assert.True(t, test.Active())
	listed, err := money.ParseCurrency("XTS")
	require.NoError(t, err)
	assert.False(t, listed == test)
	_, known = listed.Places()
	assert.False(t, known)

	assert.True(t, money.AZN == newCurrency(t, "AZN", 2))
	assert.True(t, money.XOF == newCurrency(t, "XOF", 0))
	old := newCurrency(t, "TRL", 0)
	assert.Equal(t, "2005-12", old.Withdrawn())
	assert.False(t, old.Active())
	for _, code := range []string{"U", "1INCH", "USDT.TRC20", "USDT_BEP-20", "usdt", strings.Repeat("A", 32)} {
		assert.Equal(t, code, newCurrency(t, code, 18).Code())
	}
}

func TestNewCurrencyRefuses(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		code   string
		places int
		kind   error
	}{
		{"USDT", -1, money.ErrPlaces},
		{"USDT", 19, money.ErrPlaces},
		{"AZN", 3, money.ErrCurrency},
		{"XOF", 2, money.ErrCurrency},
		{"HRK", 0, money.ErrCurrency},
		{"azn", 2, money.ErrCurrency},
		{"Xts", 2, money.ErrCurrency},
		{"", 2, money.ErrCurrency},
		{"US DT", 2, money.ErrCurrency},
		{"USDT/6", 6, money.ErrCurrency},
		{"₼", 2, money.ErrCurrency},
		{"?", 2, money.ErrCurrency},
		{strings.Repeat("A", 33), 2, money.ErrCurrency},
		{"123456789012", 2, money.ErrCurrency},
	} {
		c, err := money.NewCurrency(row.code, row.places)
		require.ErrorIs(t, err, row.kind, "%s/%d", row.code, row.places)
		assert.True(t, c.IsZero())
	}
	_, err := money.NewCurrency("KWD", 2)
	assert.EqualError(t, err, "money: not a usable currency (NewCurrency): want KWD with 3 decimal places, as in ISO 4217, got 2")
}

func TestCurrencyOf(t *testing.T) {
	t.Parallel()
	assert.True(t, money.CurrencyOf("").IsZero())
	assert.True(t, money.CurrencyOf("AZN") == money.AZN)
	for _, code := range []string{"QQQ", "USDT", "azn", "CFA", "US-Dollar", "$", "₼", "944", "a.b_c-d", "?", strings.Repeat("x", 32), "12345678901"} {
		c := money.CurrencyOf(code)
		assert.Equal(t, code, c.Code())
		assert.Equal(t, code, c.String())
		assert.True(t, c == money.CurrencyOf(strings.Clone(code)), code)
		assert.False(t, c.Active(), code)
		_, known := c.Places()
		assert.False(t, known, code)
	}
	assert.False(t, money.CurrencyOf("QQQ") == money.CurrencyOf("QQR"))
}

func TestCurrencyOfTextThatIsNoCode(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		" ", "AZN ", " AZN", "US Dollar", "A\u00a0B", "AZN\n", "A\x00", "\xff", "\ufffd", "A\u202eB", "A/6", `A"`, `A\`, strings.Repeat("x", 33),
		"9999888877776666", "9999 8888 7777 6666", "9999-8888-7777", strings.Repeat("x", 1<<20),
	} {
		c := money.CurrencyOf(text)
		assert.Equal(t, "?", c.Code(), "%.20q", text)
		assert.False(t, c.IsZero())
	}
}

func TestZeroCurrency(t *testing.T) {
	t.Parallel()
	var c money.Currency
	assert.True(t, c.IsZero())
	assert.Empty(t, c.Code())
	assert.Empty(t, c.Numeric())
	assert.Empty(t, c.Withdrawn())
	assert.Empty(t, c.String())
	assert.False(t, c.Active())
	_, known := c.Places()
	assert.False(t, known)
	assert.Equal(t, unsafe.Sizeof(uintptr(0)), unsafe.Sizeof(c))
}

func currenciesToStore(tb testing.TB) []money.Currency {
	tb.Helper()
	all := slices.Collect(money.Currencies())
	return append(all, money.Currency{}, newCurrency(tb, "USDT", 6), newCurrency(tb, "XTS", 2), newCurrency(tb, "XAU", 0),
		newCurrency(tb, "WEI", 18), money.CurrencyOf("QQQ"), money.CurrencyOf("<&>"), money.CurrencyOf("US-Dollar"),
		money.CurrencyOf("₼"), money.CurrencyOf("\n"))
}

func TestCurrencyForms(t *testing.T) {
	t.Parallel()
	type holder struct {
		Currency money.Currency            `json:"currency"`
		Limits   map[money.Currency]string `json:"limits"`
	}
	for _, c := range currenciesToStore(t) {
		text, err := c.MarshalText()
		require.NoError(t, err)
		assert.Equal(t, c.String(), string(text))
		appended, err := c.AppendText([]byte("x"))
		require.NoError(t, err)
		assert.Equal(t, "x"+c.String(), string(appended))
		fromText := money.AZN
		require.NoError(t, fromText.UnmarshalText(text))
		assert.True(t, c == fromText, c.String())

		encoded, err := json.Marshal(holder{Currency: c, Limits: map[money.Currency]string{c: "x"}})
		require.NoError(t, err)
		var decoded holder
		require.NoError(t, json.Unmarshal(encoded, &decoded))
		assert.True(t, c == decoded.Currency, c.String())
		assert.Equal(t, "x", decoded.Limits[c])

		column, err := c.Value()
		require.NoError(t, err)
		fromSQL := money.AZN
		require.NoError(t, fromSQL.Scan(column))
		assert.True(t, c == fromSQL, c.String())
	}
	none, err := money.Currency{}.Value()
	require.NoError(t, err)
	assert.Nil(t, none)
	var fromBytes money.Currency
	require.NoError(t, fromBytes.Scan([]byte("USDT/6")))
	assert.True(t, newCurrency(t, "USDT", 6) == fromBytes)
	var same money.Currency
	require.NoError(t, same.UnmarshalText([]byte("AZN/2")))
	assert.True(t, money.AZN == same)
}

func TestCurrencyFormsRefused(t *testing.T) {
	t.Parallel()
	for text, kind := range map[string]error{
		"AZN/3": money.ErrCurrency, "USDT/": money.ErrCurrency, "USDT/x": money.ErrCurrency, "USDT/06": money.ErrCurrency,
		"USDT/+6": money.ErrCurrency, "USDT/6/6": money.ErrCurrency, "/6": money.ErrCurrency, "USDT/-1": money.ErrPlaces,
		"USDT/19": money.ErrPlaces, "USDT/99999999999999999999": money.ErrCurrency, " AZN": money.ErrCurrency,
		"AZN\n": money.ErrCurrency, "\xff": money.ErrCurrency, "9999888877776666": money.ErrCurrency,
	} {
		c := money.AZN
		require.ErrorIs(t, c.UnmarshalText([]byte(text)), kind, text)
		require.ErrorIs(t, c.Scan(text), kind, text)
		assert.True(t, c == money.AZN, "changed by %q", text)
	}
	c := money.AZN
	require.ErrorIs(t, c.Scan(int64(944)), money.ErrSyntax)
	require.Error(t, json.Unmarshal([]byte(`944`), &c))
	assert.True(t, c == money.AZN)
}

// TestMadeUpCodesAreForgotten feeds codes as a hostile gateway would. It is not parallel, because it reads the size of
// the heap.
func TestMadeUpCodesAreForgotten(t *testing.T) {
	const codes, limit = 100_000, 2 << 20 // kept for good they would take over 15 MB
	kept := money.CurrencyOf("KEPT-0")
	before := heap()
	for i := range codes {
		money.CurrencyOf("CODE-" + strconv.Itoa(i))
	}
	deadline := time.Now().Add(20 * time.Second)
	for heap() > before+limit {
		require.True(t, time.Now().Before(deadline), "the heap keeps codes that nobody holds")
		time.Sleep(10 * time.Millisecond)
	}
	assert.True(t, kept == money.CurrencyOf("KEPT-"+strconv.Itoa(0)), "a currency that is held must stay the same")
	runtime.KeepAlive(kept)
}

func heap() uint64 {
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}

func TestCurrenciesFromManyGoroutines(t *testing.T) {
	t.Parallel()
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for i := range 2_000 {
				code := fmt.Sprint("RACE-", i%50)
				first, second := money.CurrencyOf(code), money.CurrencyOf(strings.Clone(code))
				if first != second || first.Code() != code {
					t.Errorf("%s: two handles for one code", code)
				}
				if i%500 == 0 {
					runtime.GC()
				}
			}
		})
	}
	all.Wait()
}
