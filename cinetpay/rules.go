package cinetpay

import "github.com/paygates/paygates-go/money"

const (
	sourceInteger = "CinetPay documentation, POST /v2/payment: amount is an integer and a multiple of 5"
	sourceDollar  = "CinetPay documentation, POST /v2/payment: amount is an integer; the multiple of 5 is not for USD"
)

// rules: whole amounts in major units, also of the currencies that have cents.
// Minima and maxima are not stated; the codes 641 and 642 tell of them.
var rules = money.Rules{
	{Currency: money.XOF, MultipleOf: money.MustParse("5", money.XOF), Source: sourceInteger},
	{Currency: money.XAF, MultipleOf: money.MustParse("5", money.XAF), Source: sourceInteger},
	{Currency: money.CDF, MultipleOf: money.MustParse("5", money.CDF), Source: sourceInteger},
	{Currency: money.GNF, MultipleOf: money.MustParse("5", money.GNF), Source: sourceInteger},
	{Currency: money.USD, Source: sourceDollar},
}

// Rules returns the amounts that CinetPay takes: whole francs or dollars in
// major units (100.00 CDF is sent as 100), multiples of 5 but in USD.
func Rules() money.Rules { return append(money.Rules(nil), rules...) }

// country is where a phone number's prefix leads, with the money of its wallets.
type country struct {
	prefix     string
	currencies []money.Currency
}

// countries: a transfer's amount goes out without its currency, so that an
// amount in another country's money would be taken for this one's.
// CinetPay documentation (countries by currency); Benin by public clients.
var countries = []country{
	{"225", []money.Currency{money.XOF}}, // Côte d'Ivoire
	{"221", []money.Currency{money.XOF}}, // Senegal
	{"223", []money.Currency{money.XOF}}, // Mali
	{"226", []money.Currency{money.XOF}}, // Burkina Faso
	{"228", []money.Currency{money.XOF}}, // Togo
	{"229", []money.Currency{money.XOF}}, // Benin
	{"237", []money.Currency{money.XAF}}, // Cameroon
	{"243", []money.Currency{money.CDF, money.USD}},
	{"224", []money.Currency{money.GNF}},
}
