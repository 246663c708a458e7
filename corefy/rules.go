package corefy

import "github.com/paygates/paygates-go/money"

// rules: a service has limits of its own, which Services and Prerequest tell.
var rules = money.Rules{
	{Places: money.CurrencyPlaces, Source: `Corefy documentation: "float format", one of several hundred currencies`},
}

// Rules returns the amounts that this package sends: positive, with at most the
// decimal places of the currency. Each service has limits of its own.
func Rules() money.Rules { return append(money.Rules(nil), rules...) }
