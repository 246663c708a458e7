package conformance

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
)

func TestDocument(t *testing.T) {
	t.Parallel()
	const text = `{"b":1.50,"a":[{"x":"é<\n"},null,true],"e":{},"l":[]}`
	doc := mustParse(text)
	assert.Equal(t, text, doc.String(), "order and literals stay")

	got, ok := doc.at("a.0.x").scalar()
	assert.True(t, ok)
	assert.Equal(t, "é<\n", got)
	assert.Nil(t, doc.at("a.3"))
	assert.Nil(t, doc.at("b.x"))
	assert.False(t, doc.at("a.1").carried(), "null is absent")
	assert.True(t, doc.at("l").carried(), "an empty list is there")

	changed := doc.clone()
	changed.mustSet("a.0.x", "7")
	changed.mustSet("e.new", `"n"`)
	assert.Equal(t, `{"b":1.50,"a":[{"x":7},null,true],"e":{"new":"n"},"l":[]}`, changed.String())
	assert.Equal(t, text, doc.String(), "a clone is another document")
	assert.False(t, changed.put("nowhere.x", mustParse("1")))
	assert.False(t, changed.put("a.9", mustParse("1")))
	assert.Panics(t, func() { changed.mustSet("nowhere.x", "1") })

	var paths []string
	doc.walk(func(path, name string, _ *node) { paths = append(paths, path+"="+name) })
	assert.Equal(t, "b=b a=a a.0=a a.0.x=x a.1=a a.2=a e=e l=l", strings.Join(paths, " "))
}

func TestReplyWith(t *testing.T) {
	t.Parallel()
	good := Reply{Body: `{"a":1}`}
	assert.Equal(t, `{"a":2}`, good.With("a", "2").Body)
	assert.Equal(t, `{"a":1}`, good.Body)
	assert.Panics(t, func() { good.With("b.c", "2") })
}

// What the suite parses it writes again, and reads the same.
func FuzzParse(f *testing.F) {
	for _, sample := range []string{`{"a":[1,2.50,"x",null,{}]}`, `[[],[{}]]`, `"\u00e9"`, `1e5`, `{"a":1,"a":2}`, `nul`, `{}{}`} {
		f.Add(sample)
	}
	f.Fuzz(func(t *testing.T, text string) {
		doc, err := parse(text)
		if err != nil {
			return
		}
		again, err := parse(doc.String())
		require.NoError(t, err)
		require.Equal(t, doc.String(), again.String())
		doc.walk(func(path, _ string, _ *node) {
			if !strings.Contains(path, "..") && doc.at(path) != nil {
				doc.clone().put(path, mustParse("null"))
			}
		})
	})
}

// The suite's own reading of a row's proof.
func TestReading(t *testing.T) {
	t.Parallel()
	row := paygates.Operation{Executed: []paygates.Proof{
		{Form: "totals", Must: []string{"id", "status", "paid"}, Equal: []string{"id", "currency"}, Words: []string{"paid"}, Moved: "paid"},
		{Form: "totals", Must: []string{"id", "held"}, Zero: []string{"held"}, Words: []string{"open"}},
		{Form: "steps", Must: []string{"steps"}, MustNot: []string{"error"}, Equal: []string{"steps"}, NewID: true},
	}}
	s := &subject{
		row: row, target: "1", asked: map[string]string{"id": "7", "paid": "11.00", "currency": "AZN"},
		wire: Wire{Roots: []string{"data.0", ""}, ID: "id", Status: "status", Amounts: []string{"paid", "held"}},
	}
	totals := Reply{Form: "totals", Body: `{"data":[{"id":"7","status":"paid","paid":"11.00","currency":"AZN","limit":5}]}`, Needs: []string{"limit"}}
	steps := Reply{Form: "steps", Body: `{"id":"8","steps":[{"n":1}]}`}
	for name, test := range map[string]struct {
		reply Reply
		body  string
		holds int
	}{
		"as documented":             {totals, totals.Body, 1},
		"the amount as a number":    {totals, `{"data":[{"id":"7","status":"PAID","paid":11,"currency":"AZN","limit":5}]}`, 1},
		"without what is optional":  {totals, `{"data":[{"id":"7","status":"paid","paid":"11.00","limit":5}]}`, 1},
		"another id":                {totals, `{"data":[{"id":"9","status":"paid","paid":"11.00","limit":5}]}`, 0},
		"another currency":          {totals, `{"data":[{"id":"7","status":"paid","paid":"11.00","currency":"USD","limit":5}]}`, 0},
		"another total":             {totals, `{"data":[{"id":"7","status":"paid","paid":"11.01","limit":5}]}`, 0},
		"a total that is no number": {totals, `{"data":[{"id":"7","status":"paid","paid":"1e1","limit":5}]}`, 0},
		"another word":              {totals, `{"data":[{"id":"7","status":"given","paid":"11.00","limit":5}]}`, 0},
		"a null":                    {totals, `{"data":[{"id":"7","status":"paid","paid":null,"limit":5}]}`, 0},
		"without what it needs":     {totals, `{"data":[{"id":"7","status":"paid","paid":"11.00"}]}`, 0},
		"another measure":           {totals, `{"data":[{"id":"7","status":"paid","paid":"11.00","limit":6}]}`, 0},
		"the second proof":          {totals, `{"data":[{"id":"7","status":"open","held":0.00,"limit":5}]}`, 1},
		"not zero":                  {totals, `{"data":[{"id":"7","status":"open","held":"0.01","limit":5}]}`, 0},
		"at the top":                {steps, steps.Body, 1},
		"the id of the path":        {steps, `{"id":"1","steps":[{"n":1}]}`, 0},
		"another list":              {steps, `{"id":"8","steps":[{"n":2}]}`, 0},
		"what must not be":          {steps, `{"id":"8","steps":[{"n":1}],"error":"x"}`, 0},
		"what must not be, null":    {steps, `{"id":"8","steps":[{"n":1}],"error":null}`, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := s.reading(test.reply)
			assert.Len(t, r.satisfied(mustParse(test.body)), test.holds)
		})
	}
}

// A field with places of its own is found there and nowhere else.
func TestPlaces(t *testing.T) {
	t.Parallel()
	doc := mustParse(`{"code":0,"data":[[{"code":726,"id":"7"}]]}`)
	w := Wire{Roots: []string{"data.0.0", ""}, Places: map[string][]string{"code": {"code"}, "item.code": {"data.0.code", "data.0.0.code"}, "none": {"data.9"}}}
	for field, want := range map[string]string{"code": "code", "item.code": "data.0.0.code", "id": "data.0.0.id", "none": ""} {
		path, value := w.locate(doc, field)
		assert.Equal(t, want, path, field)
		assert.Equal(t, want != "", value != nil, field)
	}
}
