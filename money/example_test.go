package money_test

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/paygates/paygates-go/money"
	"github.com/shopspring/decimal"
)

func Example() {
	price := money.MustParse("12.50", money.AZN)
	total, err := price.Mul(3)
	if err != nil {
		fmt.Println(err)
		return
	}
	parts, err := total.Split(4)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(total, parts)

	_, err = money.Parse("12.505", money.AZN)
	fmt.Println(errors.Is(err, money.ErrPlaces))
	fmt.Println(err)
	// Output:
	// 37.50 AZN [9.38 AZN 9.38 AZN 9.37 AZN 9.37 AZN]
	// true
	// money: too many decimal places (Parse): want at most 2 decimal places for AZN, got 3
}

func ExampleParse() {
	a, err := money.Parse("10.5", money.AZN)
	fmt.Println(a, err)
	_, err = money.Parse("10,5", money.AZN)
	fmt.Println(err)
	// Output:
	// 10.50 AZN <nil>
	// money: malformed (Parse): want a plain decimal number such as 10.50, got a comma
}

func ExampleMustParse() {
	fmt.Println(money.MustParse("100", money.XOF))
	// Output: 100 XOF
}

func ExampleParseExact() {
	fee, err := money.ParseExact("0.30000000000000004", money.USD)
	fmt.Println(fee, fee.Excess(), err)
	// Output: 0.30000000000000004 USD true <nil>
}

func ExampleFromMinor() {
	a, err := money.FromMinor(1050, money.AZN)
	fmt.Println(a, err)
	// Output: 10.50 AZN <nil>
}

func ExampleFromDecimal() {
	net, tax := decimal.New(1050, -2), decimal.New(118, -2)
	gross := net.Mul(tax)
	_, err := money.FromDecimal(gross, money.AZN)
	fmt.Println(gross, err)
	a, err := money.FromDecimal(gross.RoundBank(2), money.AZN)
	fmt.Println(a, err)
	// Output:
	// 12.39 <nil>
	// 12.39 AZN <nil>
}

func ExampleSum() {
	total, err := money.Sum(money.MustParse("1.10", money.USD), money.MustParse("2.20", money.USD), money.MustParse("-0.30", money.USD))
	fmt.Println(total, err)
	// Output: 3.00 USD <nil>
}

func ExampleAmount_Add() {
	sum, err := money.MustParse("0.10", money.USD).Add(money.MustParse("0.20", money.USD))
	fmt.Println(sum, err)
	_, err = sum.Add(money.MustParse("1", money.EUR))
	fmt.Println(err)
	// Output:
	// 0.30 USD <nil>
	// money: another currency (Add): want USD, got EUR
}

func ExampleAmount_Sub() {
	rest, err := money.MustParse("10.00", money.USD).Sub(money.MustParse("12.50", money.USD))
	fmt.Println(rest, err)
	// Output: -2.50 USD <nil>
}

func ExampleAmount_Mul() {
	total, err := money.MustParse("1.005", money.KWD).Mul(3)
	fmt.Println(total, err)
	// Output: 3.015 KWD <nil>
}

func ExampleAmount_Neg() {
	fmt.Println(money.MustParse("1.50", money.USD).Neg())
	// Output: -1.50 USD
}

func ExampleAmount_Abs() {
	fmt.Println(money.MustParse("-1.50", money.USD).Abs())
	// Output: 1.50 USD
}

func ExampleAmount_Cmp() {
	paid, asked := money.MustParse("9.99", money.USD), money.MustParse("10.00", money.USD)
	order, err := paid.Cmp(asked)
	fmt.Println(order, err)
	// Output: -1 <nil>
}

func ExampleAmount_Equal() {
	sent, err := money.ParseExact("10.5000", money.USD)
	fmt.Println(sent.Equal(money.MustParse("10.50", money.USD)), sent == money.MustParse("10.50", money.USD), err)
	// Output: true true <nil>
}

func ExampleAmount_Round() {
	fee, err := money.ParseExact("0.30500000000000004", money.USD)
	if err != nil {
		fmt.Println(err)
		return
	}
	rounded, err := fee.Round(2)
	fmt.Println(rounded, err)
	// Output: 0.31 USD <nil>
}

func ExampleAmount_Split() {
	parts, err := money.MustParse("10.00", money.USD).Split(3)
	fmt.Println(parts, err)
	// Output: [3.34 USD 3.33 USD 3.33 USD] <nil>
}

func ExampleAmount_Allocate() {
	parts, err := money.MustParse("10.01", money.USD).Allocate(70, 20, 10)
	fmt.Println(parts, err)
	// Output: [7.01 USD 2.00 USD 1.00 USD] <nil>
}

func ExampleAmount_Minor() {
	minor, err := money.MustParse("10.50", money.AZN).Minor()
	fmt.Println(minor, err)
	// Output: 1050 <nil>
}

func ExampleAmount_Decimal() {
	fmt.Println(money.MustParse("10.50", money.AZN).Decimal().StringFixed(2))
	// Output: 10.50
}

func ExampleAmount_Currency() {
	fmt.Println(money.MustParse("10.50", money.AZN).Currency())
	// Output: AZN
}

func ExampleAmount_Excess() {
	a, err := money.ParseExact("10.505", money.AZN)
	fmt.Println(a.Excess(), err)
	// Output: true <nil>
}

func ExampleAmount_IsSet() {
	fmt.Println(money.Amount{}.IsSet(), money.MustParse("0.00", money.AZN).IsSet())
	// Output: false true
}

func ExampleAmount_IsZero() {
	fmt.Println(money.Amount{}.IsZero(), money.MustParse("0.00", money.AZN).IsZero())
	// Output: false true
}

func ExampleAmount_IsPositive() {
	fmt.Println(money.MustParse("0.01", money.AZN).IsPositive())
	// Output: true
}

func ExampleAmount_IsNegative() {
	fmt.Println(money.MustParse("0.01", money.AZN).IsNegative())
	// Output: false
}

func ExampleAmount_String() {
	fmt.Println(money.MustParse("10.5", money.AZN).String())
	// Output: 10.50 AZN
}

func ExampleAmount_AppendText() {
	line, err := money.MustParse("10.5", money.AZN).AppendText([]byte("paid "))
	fmt.Println(string(line), err)
	// Output: paid 10.50 AZN <nil>
}

func ExampleAmount_AppendFixed() {
	a := money.MustParse("100.00", money.CDF)
	body, err := a.AppendFixed([]byte(`{"amount":`), 0)
	fmt.Println(string(body)+"}", err)
	_, err = money.MustParse("100.50", money.CDF).AppendFixed(nil, 0)
	fmt.Println(err)
	// Output:
	// {"amount":100} <nil>
	// money: too many decimal places (AppendFixed): want a whole amount
}

func ExampleAmount_MarshalText() {
	text, err := money.MustParse("10.5", money.AZN).MarshalText()
	fmt.Println(string(text), err)
	// Output: 10.50 AZN <nil>
}

func ExampleAmount_UnmarshalText() {
	var a money.Amount
	err := a.UnmarshalText([]byte("10.50 AZN"))
	fmt.Println(a, err)
	// Output: 10.50 AZN <nil>
}

func ExampleAmount_MarshalJSON() {
	order := struct {
		Total, Refunded money.Amount
	}{Total: money.MustParse("10.5", money.AZN)}
	text, err := json.Marshal(order)
	fmt.Println(string(text), err)
	// Output: {"Total":{"amount":"10.50","currency":"AZN"},"Refunded":null} <nil>
}

func ExampleAmount_UnmarshalJSON() {
	var a money.Amount
	err := json.Unmarshal([]byte(`{"amount":10.50,"currency":"AZN"}`), &a)
	fmt.Println(a, err)
	err = json.Unmarshal([]byte(`null`), &a)
	fmt.Println(a.IsSet(), err)
	// Output:
	// 10.50 AZN <nil>
	// false <nil>
}

func ExampleAmount_Value() {
	column, err := money.MustParse("10.5", money.AZN).Value()
	fmt.Println(column, err)
	// Output: 10.50 AZN <nil>
}

func ExampleAmount_Scan() {
	var a money.Amount
	err := a.Scan("10.50 AZN")
	fmt.Println(a, err)
	// Output: 10.50 AZN <nil>
}

func ExampleError() {
	_, err := money.Parse("10.505", money.AZN)
	var failure *money.Error
	if errors.As(err, &failure) {
		fmt.Println(failure.Op, "|", failure.Want, "|", failure.Got)
	}
	// Output: Parse | at most 2 decimal places for AZN | 3
}

func ExampleError_Error() {
	_, err := money.ParseCurrency("azn")
	fmt.Println(err.Error())
	// Output: money: not a usable currency (ParseCurrency): want a three-letter code of ISO 4217, got 3 bytes that are not three upper-case letters
}

func ExampleError_Unwrap() {
	_, err := money.Parse("99999999999999999999", money.AZN)
	fmt.Println(errors.Is(err, money.ErrOverflow))
	// Output: true
}
