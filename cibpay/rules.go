package cibpay

import "github.com/paygates/paygates-go/money"

// rules: CIBPay states no list of currencies. Every sample is in AZN with two
// decimal places, and zero is refused.
var rules = money.Rules{
	{Currency: money.AZN, Places: 2, Source: "CIBPay API guide, every sample"},
	{Places: 2, Source: "assumed: no list of currencies is published; two places as in every sample"},
}

// Rules returns the amounts that CIBPay takes: positive, with at most two
// decimal places, and sent with two.
func Rules() money.Rules { return append(money.Rules(nil), rules...) }
