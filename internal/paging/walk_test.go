package paging_test

import (
	"errors"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/paging"
)

var (
	list    = &paygates.Operation{Gateway: "testpay", Name: "Things.All"}
	errRead = errors.New("the read failed")
)

func TestWalk(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		next  map[string]string
		again bool
		pages []string
		ends  bool // without an error
	}{
		"one page":                        {map[string]string{}, false, []string{""}, true},
		"three":                           {map[string]string{"": "a", "a": "b"}, false, []string{"", "a", "b"}, true},
		"a last that leads to itself":     {map[string]string{"": "a", "a": "a"}, false, []string{"", "a"}, false},
		"the same, which is an end":       {map[string]string{"": "a", "a": "a"}, true, []string{"", "a"}, true},
		"a circle":                        {map[string]string{"": "a", "a": "b", "b": "a"}, false, []string{"", "a", "b"}, false},
		"a circle, which is an end":       {map[string]string{"": "a", "a": "b", "b": "a"}, true, []string{"", "a", "b"}, true},
		"a page that fails ends the walk": {map[string]string{"": "a", "a": "bad"}, false, []string{"", "a"}, false},
	} {
		var pages []string
		rows, err := paging.Walk(list, "", c.again, func(address string) (paging.Step, error) {
			if address == "bad" {
				return paging.Step{Rows: 1}, errRead
			}
			pages = append(pages, address)
			return paging.Step{Next: c.next[address], Rows: 2}, nil
		})
		assert.Equal(t, c.pages, pages, name)
		assert.Equal(t, c.ends, err == nil, name)
		if errors.Is(err, errRead) {
			assert.Equal(t, 2*len(pages)+1, rows, name)
		} else {
			assert.Equal(t, 2*len(pages), rows, name)
		}
	}
}

func TestWalkWithoutEnd(t *testing.T) {
	t.Parallel()
	n := 0
	_, err := paging.Walk(list, "", true, func(string) (paging.Step, error) { n++; return paging.Step{Next: strconv.Itoa(n)}, nil })
	e, ok := errors.AsType[*paygates.Error](err)
	require.True(t, ok)
	assert.Equal(t, "Things.All", e.Op)
	assert.Equal(t, paygates.OutcomeNotExecuted, e.Outcome)
	assert.ErrorIs(t, err, paygates.ErrUnexpectedReply)
	assert.Equal(t, 10_000, n)
}

func TestWalkStops(t *testing.T) {
	t.Parallel()
	n := 0
	rows, err := paging.Walk(list, "a", true, func(address string) (paging.Step, error) {
		n++
		return paging.Step{Next: address + "a", Rows: 3, Stopped: true}, nil
	})
	require.NoError(t, err)
	assert.Equal(t, []int{1, 3}, []int{n, rows})
}

func TestYield(t *testing.T) {
	t.Parallel()
	broken := &paygates.Error{Kind: paygates.ErrUnavailable}
	for name, c := range map[string]struct {
		err  error
		want int // how many errors were yielded
	}{"whole": {nil, 0}, "broken off": {broken, 1}, "another error": {errRead, 1}} {
		var rows []int
		errs := 0
		paging.Yield(func(row int, err error) bool {
			if err != nil {
				errs++
				assert.ErrorIs(t, err, c.err)
				return false
			}
			rows = append(rows, row)
			return true
		}, func(take func(int) bool) (int, error) {
			take(7)
			take(8)
			return 2, c.err
		})
		assert.Equal(t, []int{7, 8}, rows, name)
		assert.Equal(t, c.want, errs, name)
	}
	assert.Equal(t, 2, broken.Yielded)
}
