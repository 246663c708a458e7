package corefytest_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/corefy/corefytest"
)

func TestInvoicesArePagedByCursor(t *testing.T) {
	t.Parallel()
	s := open(t, corefytest.Config{})
	var made []string
	for i := range 5 {
		made = append(made, s.create(fmt.Sprintf(`{"reference_id":"r-%d"}`, i)))
	}
	first := s.get("/api/payment-invoices?page[size]=2")
	require.Equal(t, http.StatusOK, first.status)
	assert.Equal(t, "2 2 "+made[3]+" "+made[4], first.text("meta.count")+" "+first.text("meta.size")+" "+first.text("meta.before")+" "+first.text("meta.after"))
	assert.Empty(t, first.text("links.prev"))

	var seen []string
	target := "/api/payment-invoices?page[size]=2"
	for range 9 {
		a := s.get(target)
		for i := range a.at("data").([]any) {
			seen = append(seen, a.text(fmt.Sprintf("data.%d.id", i)))
		}
		if target = a.text("links.next"); target == "" {
			break
		}
		s.create(fmt.Sprintf(`{"reference_id":"late-%d"}`, len(seen))) // does not disturb what is older
	}
	assert.Equal(t, []string{made[4], made[3], made[2], made[1], made[0]}, seen)

	second := s.get("/api/payment-invoices?page[size]=1&page[before]=" + made[4])
	assert.Equal(t, made[3], second.text("data.0.id"))
	back := s.get(second.text("links.prev"))
	assert.Equal(t, made[4], back.text("data.0.id"), "prev leads to what is newer")
	empty := s.get("/api/payment-invoices?page[before]=" + made[0])
	assert.Equal(t, "0  ", empty.text("meta.count")+" "+empty.text("links.next")+" "+empty.text("meta.before"))
	assert.Contains(t, empty.body, `"data":[]`)
}

func TestTheFilterOfInvoices(t *testing.T) {
	t.Parallel()
	s := open(t, corefytest.Config{})
	for _, reference := range []string{"a", "b", "a/1", "A"} {
		s.create(`{"reference_id":"` + reference + `"}`)
	}
	for query, want := range map[string]string{
		"filter[reference_id]=a":         "a",
		"filter%5Breference_id%5D=a%2F1": "a/1",
		"filter[reference_id]=z":         "",
		"filter[reference_id]=-a":        "A a/1 b", // the trap: not equal
		"filter[reference_id]=a,b":       "b a",     // the trap: two values
		"filter[reference]=a":            "A a/1 b a",
		"":                               "A a/1 b a",
	} {
		a := s.get("/api/payment-invoices?" + query)
		var got []string
		for i := range a.at("data").([]any) {
			got = append(got, a.text(fmt.Sprintf("data.%d.attributes.reference_id", i)))
		}
		assert.Equal(t, want, strings.Join(got, " "), query)
	}
	filtered := s.get("/api/payment-invoices?page[size]=1&filter[reference_id]=a,b")
	assert.Equal(t, "a", s.get(filtered.text("links.next")).text("data.0.attributes.reference_id"), "the link keeps the filter")
}

func TestBadParametersOfLists(t *testing.T) {
	t.Parallel()
	s := open(t, corefytest.Config{})
	for _, target := range []string{
		"/api/payment-invoices?page[size]=x", "/api/payment-invoices?page[before]=x", "/api/payment-invoices?page[after]=x",
		"/api/payment-services?page[number]=0", "/api/payment-services?page[size]=-1", "/api/payout-invoices?page[size]=x",
	} {
		a := s.get(target)
		assert.Equal(t, http.StatusBadRequest, a.status, target)
		assert.Equal(t, "error 400", a.text("errors.0.status")+" "+a.text("errors.0.code"), target)
	}
	assert.Equal(t, http.StatusBadRequest, s.get("/api/payment-invoices?%zz=1").status)
}

func TestServicesArePagedByNumber(t *testing.T) {
	t.Parallel()
	s := open(t, corefytest.Config{})
	all := s.get("/api/payment-services")
	assert.Equal(t, "11 1 1", all.text("meta.total")+" "+all.text("meta.pages")+" "+all.text("meta.page"))
	assert.NotContains(t, all.body, `"next"`)
	assert.NotContains(t, all.body, `"payment_card_usd"`, "payouts are no payment services")

	first := s.get("/api/payment-services?page[size]=4")
	assert.Equal(t, "/api/payment-services?page[number]=2&page[size]=4", first.text("links.next"))
	assert.Equal(t, "/api/payment-services?page[number]=3&page[size]=4", first.text("links.last"))
	assert.NotContains(t, first.body, `"prev"`)
	last := s.get(first.text("links.last"))
	assert.Equal(t, 3, len(last.at("data").([]any)))
	assert.Equal(t, "/api/payment-services?page[number]=2&page[size]=4", last.text("links.prev"))
	beyond := s.get("/api/payment-services?page[size]=4&page[number]=9")
	assert.Contains(t, beyond.body, `"data":[]`)

	one := s.get("/api/payment-services/" + all.text("data.2.id"))
	assert.Equal(t, "payment_card_eur_hpp 2.5 0.3", one.text("data.attributes.service")+" "+one.text("data.attributes.fee_rate")+" "+one.text("data.attributes.fee_fix"))
	assert.Equal(t, http.StatusNotFound, s.get("/api/payment-services/payment_card_eur_hpp").status, "the code is no id")
}

func TestPrerequests(t *testing.T) {
	t.Parallel()
	s := open(t, corefytest.Config{})
	ask := func(path, more string) answer {
		return s.send("POST", "/public-api"+path, merged(`{"public_key":"`+corefytest.DefaultTestPublicKey+`","currency":"USD"}`, more), anonymous)
	}
	a := ask("/payment-prerequest", `{"amount":99999999}`)
	require.Equal(t, http.StatusOK, a.status, a.body)
	assert.Len(t, a.at("data.services"), 5, "whatever the amount")
	assert.Equal(t, "true", a.text("data.test_mode"))
	assert.Equal(t, "phone true 0", a.text("data.services.qiwi_usd_hpp.fields.0.key")+" "+a.text("data.services.qiwi_usd_hpp.fields.0.required")+" "+a.text("data.services.qiwi_usd_hpp.fields.0.position"))
	assert.Equal(t, "Payment card", a.text("data.methods.payment_card.name.en"))
	assert.Contains(t, a.body, `"fields":[]`)

	live := ask("/payment-prerequest", `{"public_key":"`+corefytest.DefaultLivePublicKey+`"}`)
	assert.NotContains(t, live.body, `"test_usd_test"`)
	assert.Contains(t, ask("/payment-prerequest", `{"currency":"GBP"}`).body, `"services":[],"methods":[]`, "PHP's empty map")

	assert.Len(t, ask("/payout-prerequest", `{"amount":10000}`).at("data.services"), 2)
	assert.Len(t, ask("/payout-prerequest", `{"amount":"10000.01"}`).at("data.services"), 1, "payouts are filtered by amount")
	assert.Len(t, ask("/payout-prerequest", `{}`).at("data.services"), 2)
	assert.Equal(t, http.StatusUnprocessableEntity, ask("/payout-prerequest", `{"amount":0}`).status)
	assert.Equal(t, http.StatusUnprocessableEntity, ask("/payment-prerequest", `{"currency":"-"}`).status)
	assert.Equal(t, http.StatusUnauthorized, ask("/payment-prerequest", `{"public_key":"-"}`).status)
}

func TestListsMayLag(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := open(t, corefytest.Config{ListLag: time.Minute})
		id := s.create(`{}`)
		s.payout(`{}`)
		const target = "/api/payment-invoices?filter[reference_id]=order-1"
		assert.Equal(t, "0", s.get(target).text("meta.count"))
		assert.Equal(t, "0", s.get("/api/payout-invoices").text("meta.count"))
		assert.Equal(t, http.StatusOK, s.get("/api/payment-invoices/"+id).status, "by id it is there")
		time.Sleep(time.Minute)
		assert.Equal(t, "1", s.get(target).text("meta.count"))
		assert.Equal(t, "1", s.get("/api/payout-invoices").text("meta.count"))
	})
}
