// Package money holds amounts of money exactly: an [Amount] is a decimal number with its [Currency], a value of 24
// bytes that is parsed, added, compared and written without allocating.
//
// # Which constructor
//
//	money.Parse("10.50", money.AZN)        // text that you want to send: strict
//	money.FromMinor(1050, money.AZN)       // minor units, from a database or another SDK
//	money.FromDecimal(d, money.AZN)        // the result of your own arithmetic
//	money.ParseExact("0.305", money.AZN)   // text that a gateway sent: kept, whatever it is
//	money.MustParse("10.50", money.AZN)    // a constant in your program
//
// None of them takes a floating-point number, and none of them rounds: what does not fit is an [*Error] that names what
// was wanted. Only [Amount.Round] rounds, half to even, when you say so.
//
// # Currencies
//
// Places come from ISO 4217: two for [AZN], none for [XOF], three for [KWD]. What ISO lacks is made with [NewCurrency]
// ("USDT", 6). A code that a gateway sent and nobody knows, and a currency that is not stated at all, can be held and
// printed; Parse, FromMinor, Minor and AppendFixed refuse them, so that they are never sent.
//
// # Zero and nothing
//
// Amount{} is "no amount": IsSet is false, it prints as "", is null in JSON and NULL in SQL, and calculating with it is
// an error. 0.00 AZN is an amount: IsSet and IsZero are both true. Because encoding/json asks IsZero for its omitzero
// option, that option would drop a stated 0.00: leave it off fields of type Amount.
//
// # Forms
//
// Text and SQL are "10.50 AZN", JSON is {"amount":"10.50","currency":"AZN"}; currencies outside ISO 4217 carry their
// places ("1.500000 USDT/6"). Everything that can be held is read back equal by ==. For the wire there is
// [Amount.AppendFixed], the number alone with a stated number of places, and [Rules] say what a gateway takes.
package money
