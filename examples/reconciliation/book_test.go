package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
)

const heading = "reference,state,amount,paid,refunded\n"

func TestReadBook(t *testing.T) {
	t.Parallel()
	b, err := readBook(strings.NewReader(heading + "sale-1,partly refunded,10.50 USD,10.50 USD,3.00 USD\n\"sale 2\",pending,8.25 EUR,,\n"))
	require.NoError(t, err)
	require.Len(t, b, 2)
	assert.Equal(t, sale{state: paygates.StatePartlyRefunded, amount: usd("10.50"), paid: usd("10.50"), refunded: usd("3.00")}, *b["sale-1"])
	assert.False(t, b["sale 2"].paid.IsSet())
	b["sale-1"].seen = true
	for reference := range b.unseen() {
		assert.Equal(t, "sale 2", reference)
	}
}

func TestBooksThatCannotBeRead(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                                "want the columns",
		"reference,state,amount,paid\n":   "want the columns",
		heading + "sale-1,paid\n":         "wrong number of fields",
		heading + "sale-1,sold,1 USD,,":   `line 2: there is no state "sold"`,
		heading + "sale-1,paid,1 USD,5,":  "line 2: paid: want its currency",
		heading + "sale-1,paid,ten USD,,": "line 2",
		heading + "a,paid,,,\na,paid,,,":  "line 3: the reference stands there twice",
	} {
		_, err := readBook(strings.NewReader(text))
		require.ErrorContains(t, err, want, text)
	}
}

func FuzzReadBook(f *testing.F) {
	f.Add(heading + "sale-1,paid,10.50 USD,10.50 USD,0.00 USD\n")
	f.Add(heading + "\"a\nb\",pending,8.250 KWD,,\n")
	f.Fuzz(func(t *testing.T, text string) {
		b, err := readBook(strings.NewReader(text))
		if err != nil {
			assert.Nil(t, b)
			return
		}
		for reference, s := range b {
			assert.NotEqual(t, paygates.StateUnknown, s.state, reference)
		}
	})
}
