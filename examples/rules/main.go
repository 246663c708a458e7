// Rules prints what every gateway package knows of its gateway: each operation
// with its safety, its proofs and its look-up, and the amounts that are taken.
// It prints the same rows that the transport and Client.Resolve go by.
//
//	go run ./examples/rules
package main

import (
	"fmt"
	"io"
	"os"
	"strconv"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
	"github.com/paygates/paygates-go/cibpay"
	"github.com/paygates/paygates-go/cinetpay"
	"github.com/paygates/paygates-go/circlepay"
	"github.com/paygates/paygates-go/corefy"
	"github.com/paygates/paygates-go/money"
)

// gateways are the tables of the module's gateways.
var gateways = []struct {
	name       string
	operations []paygates.Operation
	rules      money.Rules
}{
	{"cibpay", cibpay.Operations(), cibpay.Rules()},
	{"bizon", bizon.Operations(), bizon.Rules()},
	{"cinetpay", cinetpay.Operations(), cinetpay.Rules()},
	{"corefy", corefy.Operations(), corefy.Rules()},
	{"circlepay", circlepay.Operations(), circlepay.Rules()},
}

func main() {
	for _, g := range gateways {
		fmt.Printf("%s: %d operations\n", g.name, len(g.operations))
		for i := range g.operations {
			printOperation(os.Stdout, &g.operations[i])
		}
		printRules(os.Stdout, g.name, g.rules)
	}
}

func printRules(out io.Writer, gateway string, rules money.Rules) {
	fmt.Fprintf(out, "\n%s: amounts\n\n", gateway)
	const layout = "  %-10s %-22s %-14s %-14s %-12s %s\n"
	fmt.Fprintf(out, layout, "CURRENCY", "DECIMAL PLACES SENT", "AT LEAST", "AT MOST", "MULTIPLE OF", "SOURCE")
	for _, r := range rules {
		code, places := "any other", strconv.Itoa(r.Places)
		if !r.Currency.IsZero() {
			code = r.Currency.Code()
		}
		if r.Places == money.CurrencyPlaces {
			places = "the currency's"
		}
		fmt.Fprintf(out, layout, code, places, orElse(r.Minimum, "above zero"), orElse(r.Maximum, "no limit known"), orElse(r.MultipleOf, "–"), r.Source)
	}
}

func orElse(a money.Amount, text string) string {
	if !a.IsSet() {
		return text
	}
	return a.String()
}
