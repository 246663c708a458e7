package conformance

import (
	"testing"

	"github.com/stretchr/testify/assert"

	paygates "github.com/paygates/paygates-go"
)

// The suite's own changes of an answer, on shapes that the gateways have.
func TestNewStatus(t *testing.T) {
	t.Parallel()
	w := Wire{Roots: []string{"orders.0", "data", ""}, Status: "status"}
	for body, want := range map[string]string{
		`{"status":"paid"}`:                          `{"status":"word_of_tomorrow"}`,
		`{"status":"PAID"}`:                          `{"status":"WORD_OF_TOMORROW"}`,
		`{"data":{"status":2},"status":"ok"}`:        `{"data":{"status":97},"status":"ok"}`,
		`{"orders":[{"status":"a"},{"status":"B"}]}`: `{"orders":[{"status":"word_of_tomorrow"},{"status":"WORD_OF_TOMORROW"}]}`,
		`{"orders":[{"status":"a"},{}]}`:             `{"orders":[{"status":"word_of_tomorrow"},{}]}`,
	} {
		doc := mustParse(body)
		assert.True(t, w.newStatus(doc), body)
		assert.Equal(t, want, doc.String())
	}
	assert.False(t, w.newStatus(mustParse(`{"orders":[]}`)), "there is no status")
	assert.False(t, w.newStatus(mustParse(`{"status":{}}`)), "it is no word")
}

func TestSwapNumbers(t *testing.T) {
	t.Parallel()
	w := Wire{Amounts: []string{"amount"}, IDs: []string{"id"}}
	for body, want := range map[string]string{
		`{"id":"94611545647300120"}`: `{"id":94611545647300120}`,
		`{"id":94611545647300120}`:   `{"id":"94611545647300120"}`,
		`{"amount":"10.50"}`:         `{"amount":10.50}`,
		`{"amount":10.50}`:           `{"amount":"10.50"}`,
		`{"amount":"-0.01"}`:         `{"amount":-0.01}`,
		`[{"amount":"0.00"}]`:        `[{"amount":0.00}]`,
	} {
		doc := mustParse(body)
		assert.True(t, w.swapNumbers(doc), body)
		assert.Equal(t, want, doc.String())
	}
	for _, body := range []string{`{"id":"007"}`, `{"id":"shop-1"}`, `{"id":null}`, `{"amount":""}`, `{"amount":"1e5"}`, `{"zip":"1000"}`, `{"id":"1.5"}`} {
		assert.False(t, w.swapNumbers(mustParse(body)), body)
	}
}

// A forged field differs from what was asked, whatever it holds, and stays of its kind.
func TestForgeries(t *testing.T) {
	t.Parallel()
	s := &subject{
		target: "70", asked: map[string]string{"id": "70", "currency": "AZN", "reference": "shop", "pan": "411111****1111", "paid": "1.00"},
		wire: Wire{Roots: []string{"order", ""}, ID: "id", Status: "status", Amounts: []string{"paid", "amount"}},
		row: paygates.Operation{Executed: []paygates.Proof{{
			Must: []string{"id"}, Equal: []string{"id", "currency", "reference", "pan", "steps", "unasked"}, Moved: "paid",
		}}},
		foreign: []Change{{Name: "another step", Path: "order.steps.0", Value: "2"}, {Name: "elsewhere", Path: "list.0.id", Value: "1"}},
	}
	good := Reply{Needs: []string{"amount"}, Body: `{"order":{"id":70,"currency":"USD","pan":"411111****1111","paid":1.00,"amount":"5.00","steps":[1],"unasked":"x"}}`}
	got := map[string]string{}
	for _, f := range s.forgeries(good) {
		got[f.name] = f.doc.String()
		assert.Equal(t, f.name == "another id", f.id != "", "the foreign id is known where it was forged")
	}
	assert.Equal(t, map[string]string{
		"another id":        `{"order":{"id":60,"currency":"USD","pan":"411111****1111","paid":1.00,"amount":"5.00","steps":[1],"unasked":"x"}}`,
		"another currency":  `{"order":{"id":70,"currency":"EUR","pan":"411111****1111","paid":1.00,"amount":"5.00","steps":[1],"unasked":"x"}}`,
		"another reference": `{"order":{"id":70,"currency":"USD","pan":"411111****1111","paid":1.00,"amount":"5.00","steps":[1],"unasked":"x","reference":"xshop"}}`,
		"another pan":       `{"order":{"id":70,"currency":"USD","pan":"311111****1111","paid":1.00,"amount":"5.00","steps":[1],"unasked":"x"}}`,
		"another paid":      `{"order":{"id":70,"currency":"USD","pan":"411111****1111","paid":71.00,"amount":"5.00","steps":[1],"unasked":"x"}}`,
		"another amount":    `{"order":{"id":70,"currency":"USD","pan":"411111****1111","paid":1.00,"amount":"75.00","steps":[1],"unasked":"x"}}`,
		"another step":      `{"order":{"id":70,"currency":"USD","pan":"411111****1111","paid":1.00,"amount":"5.00","steps":[2],"unasked":"x"}}`,
	}, got)
}

func TestUnheardOf(t *testing.T) {
	t.Parallel()
	for like, want := range map[string]string{"705": "98989", "NOT_FOUND": "CODE_OF_TOMORROW", "declined": "code_of_tomorrow"} {
		assert.Equal(t, want, unheardOf(like))
	}
}
