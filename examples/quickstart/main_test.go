package main

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// None of these tests is parallel: the program reads environment variables.

// environment sets the variables of one gateway: those given, and no other.
func environment(t *testing.T, gateway string, given map[string]string) {
	t.Helper()
	for _, name := range strings.Fields("USERNAME PASSWORD BASE_URL ENVIRONMENT CHECKOUT_URL CLIENT_CERT CLIENT_KEY") {
		t.Setenv(gateway+"_"+name, given[name])
	}
}

// person pays the first order that can be paid.
func person(t *testing.T, orders func() []string, pay func(id string) error) {
	t.Helper()
	paid := make(chan error, 1)
	go func() {
		for range 500 {
			for _, id := range orders() {
				paid <- pay(id)
				return
			}
			time.Sleep(10 * time.Millisecond)
		}
		paid <- errors.New("no order came")
	}()
	t.Cleanup(func() { assert.NoError(t, <-paid) })
}

var heading = regexp.MustCompile(`(?m)^(\w+): (?:embedded model at )?http.*$`)

// section is what the program printed of one gateway.
func section(t *testing.T, output, gateway string) string {
	t.Helper()
	heads := heading.FindAllStringSubmatchIndex(output, -1)
	for i, head := range heads {
		if output[head[2]:head[3]] != gateway {
			continue
		}
		if i+1 < len(heads) {
			return output[head[0]:heads[i+1][0]]
		}
		return output[head[0]:]
	}
	require.Fail(t, "there is no section of "+gateway, output)
	return ""
}

// rows gives the table rows of an output, without their headings.
func rows(output string) map[string][]string {
	found := make(map[string][]string)
	for row := range strings.Lines(output) {
		columns := regexp.MustCompile(`\s{2,}`).Split(strings.TrimSpace(row), -1)
		if len(columns) == 8 {
			found[columns[0]] = columns
		}
	}
	return found
}

func TestEmbeddedModels(t *testing.T) {
	environment(t, "CIBPAY", nil)
	environment(t, "BIZON", nil)
	var out strings.Builder
	require.NoError(t, run(t.Context(), nil, &out))

	for gateway, currency := range map[string]string{"cibpay": " AZN", "bizon": " EUR"} {
		output := section(t, out.String(), gateway)
		got := rows(output)
		for _, want := range []struct{ step, state, amount, paid, refunded, outcome string }{
			{"create order", "pending", "10.50", "0.00", "0.00", "executed"},
			{"payer pays", "authorized", "10.50", "0.00", "0.00", "executed"},
			{"look up", "authorized", "10.50", "0.00", "0.00", "executed"},
			{"charge", "paid", "10.50", "10.50", "0.00", "executed"},
			{"refund a part", "partly refunded", "10.50", "10.50", "3.00", "executed"},
			{"list", "partly refunded", "10.50", "10.50", "3.00", "executed"},
			{"refund again", "–", "–", "–", "–", "unknown"},
			{"resolve", "partly refunded", "10.50", "10.50", "5.25", "executed"},
		} {
			row := got[want.step]
			if assert.Len(t, row, 8, "%s %s", gateway, want.step) {
				row[4] = strings.TrimSuffix(row[4], currency)
				assert.Equal(t, []string{want.state, want.amount, want.paid, want.refunded, want.outcome}, row[3:], "%s %s", gateway, want.step)
				assert.Regexp(t, `^qs-\d{12}$`, row[1], want.step)
				assert.Regexp(t, `^\d{17}$`, row[2], want.step)
			}
		}
		assert.Contains(t, output, "embedded model at http://127.0.0.1:")
		assert.Contains(t, output, "attempts   1; advice: look up")
		assert.Contains(t, output, "verdict    executed; advice: none")
		assert.Contains(t, output, "5  refund                     2.25"+currency, "the ledger has the refund whose answer was lost")
	}
	for row := range strings.Lines(out.String()) {
		assert.LessOrEqual(t, utf8.RuneCountInString(strings.TrimSuffix(row, "\n")), 110, row)
	}
}

func TestHalfASettingIsAMistake(t *testing.T) {
	for _, gateway := range []string{"CIBPAY", "BIZON"} {
		t.Run(gateway, func(t *testing.T) {
			environment(t, "CIBPAY", nil)
			environment(t, "BIZON", nil)
			environment(t, gateway, map[string]string{"USERNAME": "shop", "PASSWORD": "secret", "CHECKOUT_URL": "https://checkout.example"})
			err := run(t.Context(), nil, new(strings.Builder))
			require.ErrorContains(t, err, gateway+"_BASE_URL not set")
			assert.NotContains(t, fmt.Sprintf("%+v", err), "secret")
		})
	}
}
