package cinetpay

import (
	"slices"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/money"
)

// facts are the fields of an answer, or of what was asked, by the rows' names.
// What is empty is not carried.
type facts map[string]string

// fieldAmount is compared by value, every other field by its text.
const fieldAmount = "amount"

// proves says whether an answer satisfies one of the row's proofs. word is the
// field that a proof's Words are about.
func proves(op *paygates.Operation, says, asked facts, word string) bool {
	return slices.ContainsFunc(op.Executed, func(p paygates.Proof) bool {
		absent := func(field string) bool { return says[field] == "" }
		switch {
		case slices.ContainsFunc(p.Must, absent):
			return false
		case slices.ContainsFunc(p.MustNot, func(field string) bool { return !absent(field) }):
			return false
		case slices.ContainsFunc(p.Zero, func(field string) bool { return !absent(field) && says[field] != "0" }):
			return false
		case len(p.Words) > 0 && !slices.Contains(p.Words, says[word]):
			return false
		}
		return !slices.ContainsFunc(p.Equal, func(field string) bool { return differs(field, says, asked) })
	})
}

// agrees says whether whatever an answer carries of what the row compares is
// what was asked.
func agrees(op *paygates.Operation, says, asked facts) bool {
	return !slices.ContainsFunc(op.Executed, func(p paygates.Proof) bool {
		return slices.ContainsFunc(p.Equal, func(field string) bool { return differs(field, says, asked) })
	})
}

// differs: both say something, and not the same.
func differs(field string, says, asked facts) bool {
	answered, wanted := says[field], asked[field]
	if answered == "" || wanted == "" || answered == wanted {
		return false
	}
	if field != fieldAmount {
		return true
	}
	a, odd := money.ParseExact(answered, money.Currency{})
	b, err := money.ParseExact(wanted, money.Currency{})
	return odd != nil || err != nil || !a.Equal(b)
}
