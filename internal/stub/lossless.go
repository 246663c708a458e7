package stub

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/money"
)

// Sample reads a sample of a gateway's documentation, by its name without ".json".
func Sample(t testing.TB, gateway, name string) []byte {
	t.Helper()
	body, err := os.ReadFile(filepath.Join("..", "testdata", gateway, name+".json"))
	require.NoError(t, err)
	return body
}

// Samples are the names of all samples of a gateway.
func Samples(t testing.TB, gateway string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "testdata", gateway, "*.json"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	var names []string
	for _, file := range files {
		names = append(names, strings.TrimSuffix(filepath.Base(file), ".json"))
	}
	return names
}

// Lossless checks that every text and number of a sample stands in the result
// that was decoded from it, but for the fields of those names.
func Lossless(t testing.TB, body []byte, result any, but ...string) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(string(body)))
	d.UseNumber()
	var sample any
	require.NoError(t, d.Decode(&sample))
	kept := kept{texts: map[string]bool{}}
	kept.collect(reflect.ValueOf(result))
	var walk func(path string, v any)
	walk = func(path string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for name, inner := range v {
				if !slices.Contains(but, name) {
					walk(path+"."+name, inner)
				}
			}
		case []any:
			for _, inner := range v {
				walk(path, inner)
			}
		case string:
			if number, err := decimal.NewFromString(v); kept.texts[v] || v == "" || err == nil && kept.number(number) {
				return
			}
			assert.Fail(t, "lost", "%s = %q", path, v)
		case json.Number:
			if kept.texts[v.String()] { // an id is kept as its digits
				return
			}
			assert.True(t, kept.number(decimal.RequireFromString(v.String())), "lost %s = %s", path, v)
		}
	}
	walk("", sample)
}

// kept is every text and number of a result.
type kept struct {
	texts   map[string]bool
	numbers []decimal.Decimal
}

func (k *kept) number(n decimal.Decimal) bool {
	return slices.ContainsFunc(k.numbers, n.Equal)
}

func (k *kept) collect(v reflect.Value) {
	if v.IsValid() && v.CanInterface() && k.known(v.Interface()) {
		return
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			k.collect(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				k.collect(v.Field(i))
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			k.collect(v.Index(i))
		}
	case reflect.Map:
		for _, name := range v.MapKeys() {
			k.collect(v.MapIndex(name))
		}
	case reflect.String:
		k.texts[v.String()] = true
	case reflect.Int, reflect.Int64:
		k.numbers = append(k.numbers, decimal.NewFromInt(v.Int()))
	}
}

// known takes a value of a type that has a form of its own.
func (k *kept) known(v any) bool {
	switch v := v.(type) {
	case money.Amount:
		if v.IsSet() {
			k.numbers = append(k.numbers, v.Decimal())
		}
	case money.Currency:
		k.texts[v.Code()] = true
	case decimal.Decimal:
		k.numbers = append(k.numbers, v)
	case json.Number:
		k.numbers = append(k.numbers, decimal.RequireFromString(v.String()))
	case paygates.Secret:
		k.texts[v.Reveal()] = true
	case paygates.Timestamp:
		if v.Time.IsZero() {
			return true // a time that was not understood is lost
		}
		k.texts[v.Text] = true
		if seconds, err := strconv.ParseInt(v.Text, 10, 64); err == nil {
			k.numbers = append(k.numbers, decimal.NewFromInt(seconds))
		}
	default:
		return false
	}
	return true
}
