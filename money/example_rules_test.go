package money_test

import (
	"fmt"

	"github.com/paygates/paygates-go/money"
)

// exampleRules shows rules as a gateway package would write them down.
var exampleRules = money.Rules{
	{Currency: money.XOF, MultipleOf: money.MustParse("5", money.XOF), Source: "API guide"},
	{Currency: money.USD, Source: "assumed"},
}

func ExampleRules_Check() {
	fmt.Println(exampleRules.Check(money.MustParse("105", money.XOF)))
	fmt.Println(exampleRules.Check(money.MustParse("103", money.XOF)))
	fmt.Println(exampleRules.Check(money.MustParse("5", money.EUR)))
	// Output:
	// <nil>
	// money: against the rules of the gateway (Check): want a multiple of 5 XOF
	// money: another currency (Check): want XOF, USD, got EUR
}

func ExampleRules_Append() {
	body, err := exampleRules.Append([]byte("amount="), money.MustParse("34.00", money.USD))
	fmt.Println(string(body), err)
	// Output: amount=34 <nil>
}

func ExampleRules_Find() {
	rule, found := exampleRules.Find(money.XOF)
	fmt.Println(rule.MultipleOf, found)
	// Output: 5 XOF true
}

func ExampleRule_String() {
	for _, rule := range exampleRules {
		fmt.Println(rule)
	}
	// Output:
	// XOF: a whole amount, a multiple of 5 XOF, above zero (API guide)
	// USD: a whole amount, above zero (assumed)
}
