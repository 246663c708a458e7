package bizon

import "github.com/paygates/paygates-go/money"

// rules: Bizon states no list of currencies. The samples are in USD and EUR with
// two decimal places.
var rules = money.Rules{
	{Currency: money.USD, Places: 2, Source: "Bizon actions page, samples"},
	{Currency: money.EUR, Places: 2, Source: "Bizon actions page, samples"},
	{Places: 2, Source: "assumed: no list of currencies is published; two places as in every sample"},
}

// Rules returns the amounts that Bizon takes: positive, with at most two decimal
// places, and sent with two.
func Rules() money.Rules { return append(money.Rules(nil), rules...) }
