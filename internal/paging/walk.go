// Package paging walks lists that come in pages.
package paging

import (
	"errors"

	paygates "github.com/paygates/paygates-go"
)

// maxPages bounds a walk: so many are a loop, not a list.
const maxPages = 10_000

// Step is what a walk has to know of a page that was read.
type Step struct {
	// Next leads to the next page; empty on the last.
	Next string
	// Rows counts what was handed on, also of a page that failed.
	Rows int
	// Stopped: no more rows are wanted.
	Stopped bool
}

// Walk reads page after page, from the one at address to the last, and counts
// their rows. A page that fails ends the walk with its error. So does one that
// leads back to a page that was read, unless circular says that a list of this
// gateway may end so.
func Walk(op *paygates.Operation, address string, circular bool, read func(address string) (Step, error)) (rows int, err error) {
	seen := map[string]bool{}
	if address != "" {
		seen[address] = true
	}
	for at := address; len(seen) < maxPages; {
		page, err := read(at)
		rows += page.Rows
		if err != nil || page.Stopped || page.Next == "" || circular && seen[page.Next] {
			return rows, err
		}
		if seen[page.Next] {
			break
		}
		seen[page.Next], at = true, page.Next
	}
	return rows, &paygates.Error{
		Gateway: op.Gateway, Op: op.Name, Kind: paygates.ErrUnexpectedReply, Outcome: paygates.OutcomeNotExecuted,
		Message: "the pages do not come to an end", Attempts: 1,
	}
}

// Yield yields the rows of a walk, and last the error that broke it off, which
// says how many rows came before.
func Yield[T any](yield func(T, error) bool, walk func(take func(T) (more bool)) (rows int, err error)) {
	rows, err := walk(func(row T) bool { return yield(row, nil) })
	if err == nil {
		return
	}
	if fault, ok := errors.AsType[*paygates.Error](err); ok {
		fault.Yielded = rows
	}
	var none T
	yield(none, err)
}
