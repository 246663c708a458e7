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

	"github.com/paygates/paygates-go/examples/internal/account"
)

// None of these tests is parallel: the program reads environment variables.

// gatewayNames are what the variables begin with.
var gatewayNames = []string{"CIBPAY", "BIZON", "CINETPAY", "COREFY", "CIRCLEPAY"}

// only sets the variables of one gateway, and leaves the others' unset.
func only(t *testing.T, gateway string, given map[string]string) {
	t.Helper()
	for _, name := range gatewayNames {
		account.Set(t, name, nil)
	}
	account.Set(t, gateway, given)
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

// shown is a row as a gateway's section has to show it.
type shown struct{ step, state, amount, paid, refunded, outcome string }

// full is the job with everything that it can do.
var full = []shown{
	{"create order", "pending", "10.50", "0.00", "0.00", "executed"},
	{"payer pays", "authorized", "10.50", "0.00", "0.00", "executed"},
	{"look up", "authorized", "10.50", "0.00", "0.00", "executed"},
	{"charge", "paid", "10.50", "10.50", "0.00", "executed"},
	{"refund a part", "partly refunded", "10.50", "10.50", "3.00", "executed"},
	{"list", "partly refunded", "10.50", "10.50", "3.00", "executed"},
	{"refund again", "–", "–", "–", "–", "unknown"},
	{"resolve", "partly refunded", "10.50", "10.50", "5.25", "executed"},
}

func TestEmbeddedModels(t *testing.T) {
	for _, name := range gatewayNames {
		account.Set(t, name, nil)
	}
	var out strings.Builder
	require.NoError(t, run(t.Context(), nil, &out))

	for _, g := range []struct {
		name, currency, id, lost string
		rows                     []shown
	}{
		{"cibpay", " AZN", `^\d{17}$`, "5  refund                     2.25 AZN", full},
		{"bizon", " EUR", `^\d{17}$`, "5  refund                     2.25 EUR", full},
		{"cinetpay", " XOF", `^(–|qs-\d{12}(-2)?)$`, "3  create                     2500 XOF", []shown{
			{"create order", "pending", "–", "–", "–", "executed"},
			{"payer pays", "paid", "2500", "2500", "–", "executed"},
			{"look up", "paid", "2500", "2500", "–", "executed"},
			{"create again", "–", "–", "–", "–", "unknown"},
			{"resolve", "pending", "2500", "–", "–", "executed"},
		}},
		{"corefy", " USD", `^cpi_\w{16}$`, "4  refund                     2.25 USD", []shown{
			{"create order", "pending", "10.50", "–", "–", "executed"},
			{"payer pays", "paid", "10.50", "10.50", "–", "executed"},
			{"look up", "paid", "10.50", "10.50", "–", "executed"},
			{"refund a part", "partly refunded", "10.50", "10.50", "3.00", "executed"},
			{"list", "partly refunded", "10.50", "10.50", "3.00", "executed"},
			{"refund again", "–", "–", "–", "–", "unknown"},
			{"resolve", "partly refunded", "10.50", "10.50", "5.25", "executed"},
		}},
		{"circlepay", " EGP", `^\d{13}$`, "5  refund                    10.50 EGP", []shown{
			{"create order", "pending", "10.50", "–", "–", "executed"},
			{"payer pays", "paid", "10.50", "10.50", "–", "executed"},
			{"look up", "paid", "10.50", "10.50", "–", "executed"},
			{"list", "paid", "10.50", "10.50", "–", "executed"},
			{"refund all", "–", "–", "–", "–", "unknown"},
			{"resolve", "refunded", "10.50", "10.50", "10.50", "executed"},
		}},
	} {
		output := section(t, out.String(), g.name)
		got := rows(output)
		assert.Len(t, got, len(g.rows)+1, "%s: and the headings", g.name)
		for _, want := range g.rows {
			row := got[want.step]
			if assert.Len(t, row, 8, "%s %s", g.name, want.step) {
				row[4] = strings.TrimSuffix(row[4], g.currency)
				assert.Equal(t, []string{want.state, want.amount, want.paid, want.refunded, want.outcome}, row[3:], "%s %s", g.name, want.step)
				assert.Regexp(t, `^qs-\d{12}(-2)?$`, row[1], want.step)
				assert.Regexp(t, g.id, row[2], want.step)
			}
		}
		assert.Contains(t, output, "embedded model at http://127.0.0.1:")
		assert.Contains(t, output, "attempts   1; advice: look up")
		assert.Contains(t, output, "verdict    executed; advice: none")
		assert.Contains(t, output, g.lost, "the ledger has what the lost answer told of")
	}
	for row := range strings.Lines(out.String()) {
		assert.LessOrEqual(t, utf8.RuneCountInString(strings.TrimSuffix(row, "\n")), 115, row)
	}
}

func TestHalfASettingIsAMistake(t *testing.T) {
	for gateway, missing := range map[string]string{"CIBPAY": "BASE_URL", "BIZON": "BASE_URL", "CINETPAY": "SITE_ID", "COREFY": "PRIVATE_URL", "CIRCLEPAY": "ACCOUNT_TOKEN"} {
		t.Run(gateway, func(t *testing.T) {
			only(t, gateway, map[string]string{
				"USERNAME": "shop", "PASSWORD": "secret", "CHECKOUT_URL": "https://checkout.example", "API_KEY": "secret", "ACCOUNT_KEY": "secret",
			})
			err := run(t.Context(), nil, new(strings.Builder))
			require.ErrorContains(t, err, gateway+"_"+missing+" not set")
			assert.NotContains(t, fmt.Sprintf("%+v", err), "secret")
		})
	}
}
