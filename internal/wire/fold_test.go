package wire_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/paygates/paygates-go/internal/wire"
)

func TestIsFold(t *testing.T) {
	t.Parallel()
	for text, c := range map[string]struct {
		want string
		err  error
	}{
		`{"link":"a"}`:                           {"a", nil},
		`{"Link":"a"}`:                           {"a", nil},
		`{"L\u0049NK":"a"}`:                      {"a", nil},
		`{"x":{"Link":"b","link":"c"},"LINK":1}`: {"1", nil},
		`{"Link":"a","link":"a"}`:                {"", wire.ErrDuplicate},
		`{"\u004cink":"a","link":"a"}`:           {"", wire.ErrDuplicate},
		`{"link":null,"LINK":"a"}`:               {"", wire.ErrDuplicate},
		`{"links":"a","lin":"b","":"c"}`:         {"", nil},
		`{"lin\u212a":"a"}`:                      {"", nil}, // the Kelvin sign is no k
		`{"linK":"a"}`:                           {"", nil},
		`{"lLnk":"a","l\u0131nk":"a"}`:           {"", nil},
		`{"Link":"a","Link":"b"}`:                {"", wire.ErrDuplicate},
		`{"other":1,"Other":2,"link":"a"}`:       {"a", nil}, // nobody reads those
	} {
		d, got := wire.NewDecoder([]byte(text)), ""
		for d.Object(); d.More(); {
			if d.IsFold("") || d.IsFold("no such name") {
				got = "wrong"
			}
			first := d.IsFold("link")
			if again := d.IsFold("link"); first && again { // asked twice, it is the same field
				got = d.Text()
			}
		}
		err := d.End()
		if c.err != nil {
			assert.ErrorIs(t, err, c.err, text)
			continue
		}
		assert.NoError(t, err, text)
		assert.Equal(t, c.want, got, text)
	}
	var d wire.Decoder
	assert.False(t, d.IsFold("link"), "nothing is due")
}
