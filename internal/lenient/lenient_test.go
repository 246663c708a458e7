package lenient_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/paygates/paygates-go/internal/lenient"
	"github.com/paygates/paygates-go/internal/wire"
	"github.com/paygates/paygates-go/money"
)

func TestAmounts(t *testing.T) {
	t.Parallel()
	for text, c := range map[string]struct {
		want   string // of the amount, "" for none
		unread string
		excess bool
	}{
		`12.5`:                   {"12.50 USD", "", false},
		`"12.50"`:                {"12.50 USD", "", false},
		`0`:                      {"0.00 USD", "", false},
		`null`:                   {"", "", false},
		`""`:                     {"", "", false},
		`0.30000000000000004`:    {"0.30000000000000004 USD", "", true},
		`1.0e+25`:                {"", "1.0e+25", false},
		`"NaN"`:                  {"", "NaN", false},
		`"+1"`:                   {"", "+1", false},
		`true`:                   {"", "true", false},
		`{"a":1}`:                {"", `{"a":1}`, false},
		`"4111111111111111 EUR"`: {"", "[redacted] EUR", false},
	} {
		d := wire.NewDecoder([]byte(text))
		var unread map[string]string
		read := lenient.ReadAmount(d)
		a := lenient.Hold(&unread, "amount", &read, money.USD)
		assert.NoError(t, d.End(), text)
		assert.Equal(t, c.want, a.String(), text)
		assert.Equal(t, c.excess, a.Excess(), text)
		assert.Equal(t, c.unread, unread["amount"], text)
	}
}

func TestKeep(t *testing.T) {
	t.Parallel()
	var unread map[string]string
	lenient.Keep(&unread, "absent", new(lenient.Amount))
	assert.Nil(t, unread)
	card := lenient.ReadAmount(wire.NewDecoder([]byte(`"4111111111111111"`)))
	lenient.Keep(&unread, "fee", &card)
	assert.Equal(t, map[string]string{"fee": "[redacted]"}, unread)
}

func TestMaskedPAN(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"512381******0000": "512381******0000", "4111111111111111": "411111****1111", "4111 1111 1111 1111": "411111****1111", "": "",
	} {
		assert.Equal(t, want, lenient.MaskedPAN(text))
	}
}

func TestDecimal(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{"0.9254": true, "-1": true, "1e9": true, "7.89e-5": true, "1.0E-8": true, "1e41": false, "1e-41": false, "1e999999999": false, "1e99999999999999999999": false, "1e": false, "": false, "x": false, "11111111111111111111111111111111111111111": false} {
		_, ok := lenient.Decimal(text)
		assert.Equal(t, want, ok, text)
	}
	small, _ := lenient.Decimal("7.89e-5")
	assert.Equal(t, "0.0000789", small.String())
}

func TestBlank(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{"": true, "false": true, "0": true, "00": false, "no": false} {
		assert.Equal(t, want, lenient.Blank(text), text)
	}
}
