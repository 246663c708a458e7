package corefytest_test

import (
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/paygates/paygates-go/corefy/corefytest"
)

// story does a bit of everything and gives every byte that left.
func story(t *testing.T, cfg corefytest.Config) (out []string) {
	synctest.Test(t, func(t *testing.T) {
		s := open(t, cfg)
		keep := func(a answer) string {
			out = append(out, http.StatusText(a.status)+a.body)
			return a.body
		}
		id := s.create(`{"customer":{"reference_id":"c"},"metadata":{"b":1,"a":2},"callback_url":"https://shop.example/"}`)
		s.Fail(corefytest.Fault{On: createCall, CommitAfter: time.Minute})
		s.post(`{"reference_id":"late"}`)
		if err := s.Pay(id); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Hour)
		keep(s.refund(id, "1", "back"))
		keep(s.payout(`{}`))
		keep(s.get("/api/payment-invoices"))
		keep(s.get("/api/payment-services"))
		keep(s.send("POST", "/public-api/payment-prerequest", plainPublic))
		keep(s.browse("GET", checkoutLink, ""))
		keep(s.post(`{"reference_id":"","amount":0,"currency":"","service":""}`))
		for _, c := range s.TakeCallbacks() {
			out = append(out, string(c.Body))
		}
	})
	return out
}

func TestTheSameCallsGiveTheSameBytes(t *testing.T) {
	t.Parallel()
	first := story(t, corefytest.Config{Seed: 7})
	for range 5 {
		assert.Equal(t, first, story(t, corefytest.Config{Seed: 7}))
	}
	other := story(t, corefytest.Config{Seed: 8})
	assert.Len(t, other, len(first))
	assert.False(t, slices.Equal(first, other), "another seed, other ids")
}
