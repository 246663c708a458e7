package money_test

import (
	"encoding/json"
	"fmt"

	"github.com/paygates/paygates-go/money"
)

func ExampleParseCurrency() {
	c, err := money.ParseCurrency("KWD")
	places, known := c.Places()
	fmt.Println(c, places, known, err)
	// Output: KWD 3 true <nil>
}

func ExampleNewCurrency() {
	usdt, err := money.NewCurrency("USDT", 6)
	if err != nil {
		fmt.Println(err)
		return
	}
	a, err := money.Parse("1.5", usdt)
	fmt.Println(a, err)
	_, err = money.NewCurrency("KWD", 2)
	fmt.Println(err)
	// Output:
	// 1.500000 USDT/6 <nil>
	// money: not a usable currency (NewCurrency): want KWD with 3 decimal places, as in ISO 4217, got 2
}

func ExampleCurrencyOf() {
	known, unknown := money.CurrencyOf("AZN"), money.CurrencyOf("BONUS")
	fmt.Println(known == money.AZN, unknown)
	held, err := money.ParseExact("12.5", unknown)
	fmt.Println(held, err)
	_, err = money.Parse("12.5", unknown)
	fmt.Println(err)
	// Output:
	// true BONUS
	// 12.5 BONUS <nil>
	// money: decimal places of the currency unknown (Parse): want a currency whose decimal places are known, got BONUS
}

func ExampleCurrencies() {
	three := 0
	for c := range money.Currencies() {
		if places, _ := c.Places(); places == 3 && c.Active() {
			three++
		}
	}
	fmt.Println(three, "currencies have three decimal places")
	// Output: 7 currencies have three decimal places
}

func ExampleCurrency_Code() {
	usdt, err := money.NewCurrency("USDT", 6)
	fmt.Println(usdt.Code(), err)
	// Output: USDT <nil>
}

func ExampleCurrency_Numeric() {
	fmt.Println(money.AZN.Numeric())
	// Output: 944
}

func ExampleCurrency_Places() {
	fmt.Println(money.XOF.Places())
	fmt.Println(money.CurrencyOf("XAU").Places())
	// Output:
	// 0 true
	// 0 false
}

func ExampleCurrency_Active() {
	fmt.Println(money.EUR.Active(), money.CurrencyOf("HRK").Active())
	// Output: true false
}

func ExampleCurrency_Withdrawn() {
	fmt.Println(money.CurrencyOf("HRK").Withdrawn())
	// Output: 2023-01
}

func ExampleCurrency_IsZero() {
	fmt.Println(money.Currency{}.IsZero(), money.AZN.IsZero())
	// Output: true false
}

func ExampleCurrency_String() {
	usdt, err := money.NewCurrency("USDT", 6)
	fmt.Println(usdt, money.AZN, err)
	// Output: USDT/6 AZN <nil>
}

func ExampleCurrency_AppendText() {
	text, err := money.AZN.AppendText([]byte("in "))
	fmt.Println(string(text), err)
	// Output: in AZN <nil>
}

func ExampleCurrency_MarshalText() {
	text, err := json.Marshal(map[string]money.Currency{"currency": money.AZN})
	fmt.Println(string(text), err)
	// Output: {"currency":"AZN"} <nil>
}

func ExampleCurrency_UnmarshalText() {
	var c money.Currency
	err := json.Unmarshal([]byte(`"USDT/6"`), &c)
	fmt.Println(c, err)
	// Output: USDT/6 <nil>
}

func ExampleCurrency_Value() {
	column, err := money.AZN.Value()
	fmt.Println(column, err)
	// Output: AZN <nil>
}

func ExampleCurrency_Scan() {
	var c money.Currency
	err := c.Scan("AZN")
	fmt.Println(c == money.AZN, err)
	// Output: true <nil>
}
