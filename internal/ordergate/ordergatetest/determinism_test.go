package ordergatetest_test

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/ordergate/ordergatetest"
)

// history plays a fixed story and gives everything that could be seen of it.
func history(t *testing.T, cfg ordergatetest.Config) string {
	s := newShop(t, cfg)
	var out strings.Builder
	say := func(a answer) {
		fmt.Fprintln(&out, a.status, a.header, a.body)
		time.Sleep(1500 * time.Millisecond)
	}
	const extras = `"custom_fields":{"z":1,"a":2,"m":3},"client":{"zip":1,"name":"x","city":"y"}`
	say(s.call("POST", "/orders/create", `{"amount":"9.99",`+extras+`,"options":{"recurring":1,"force3d":1}}`))
	id := s.Orders()[0].ID
	require.NoError(t, s.Pay(id))
	s.Fail(fault{On: onCharge, CommitAfter: 2 * time.Second, Status: 504})
	say(s.call("PUT", "/orders/"+id+"/charge", `{"amount":"5.00"}`))
	say(s.call("POST", "/orders/create", `{}`))
	say(s.call("POST", "/orders/create", `{"amount":0,"currency":"x","client":{"country":"x","email":"y"}}`))
	say(s.call("PUT", "/orders/"+id+"/refund", `{"amount":"1.00"}`))
	say(s.call("POST", "/orders/"+id+"/rebill", `{"amount":"2.00"}`))
	say(s.call("POST", "/orders/credit", `{"amount":"3.00","pan":"4111111111111111"}`))
	say(s.call("GET", "/orders/?expand=card,client,location,custom_fields,issuer,secure3d,operations.cashflow", ""))
	say(s.call("GET", "/orders/"+id, ""))
	say(s.call("GET", "/pay/"+id, "", browser))
	fmt.Fprintln(&out, s.Ledger(), s.Orders())
	for _, c := range s.Callbacks() {
		fmt.Fprintln(&out, string(c.Body))
	}
	return out.String()
}

func TestSameSeedSameBytes(t *testing.T) {
	t.Parallel()
	for _, form := range []ordergatetest.Form{ordergatetest.PlatformForm, ordergatetest.GuideForm} {
		stories := map[string]bool{}
		for range 5 {
			synctest.Test(t, func(t *testing.T) {
				stories[history(t, ordergatetest.Config{Seed: 7, Form: form})] = true
			})
		}
		assert.Len(t, stories, 1)
		synctest.Test(t, func(t *testing.T) {
			assert.False(t, stories[history(t, ordergatetest.Config{Seed: 8, Form: form})], "the seed decides the ids")
		})
	}
}

func TestIDs(t *testing.T) {
	t.Parallel()
	long := regexp.MustCompile(`^[1-9]\d{16}$`)
	for _, seed := range []uint64{0, 1, 42, 1 << 63, ^uint64(0)} {
		s := newShop(t, ordergatetest.Config{Seed: seed})
		last := ""
		for range 50 {
			id := s.create(`{}`)
			assert.Regexp(t, long, id)
			assert.Greater(t, id, "09007199254740992", "above 2^53")
			assert.Greater(t, id, last, "in the order of creation")
			last = id
		}
	}
}

func TestManyCallersAtOnce(t *testing.T) {
	t.Parallel()
	s := newShop(t, ordergatetest.Config{})
	id := reached(s, "charged")
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			mine := s.create(`{}`)
			assert.NoError(t, s.Pay(mine))
			s.call("PUT", "/orders/"+mine+"/charge", "")
			s.call("PUT", "/orders/"+id+"/refund", `{"amount":"1.00"}`)
			s.call("GET", "/orders/?expand=card,custom_fields", "")
			s.Fail(fault{On: "GET /ping", Status: 503})
			s.call("GET", "/ping", "")
			_, _, _ = s.Ledger(), s.Requests(), s.Orders()
			_, _ = s.Callbacks(), s.TakeCallbacks()
		})
	}
	wg.Wait()
	assert.Equal(t, "9.00 AZN", s.order(id).Refunded.String(), "nine of sixteen refunds of 1.00 fit into 9.99")
	assert.Len(t, s.Orders(), 17)
}

func TestBehavioursAreStatedOnce(t *testing.T) {
	t.Parallel()
	for _, surface := range []ordergatetest.Surface{ordergatetest.GuideSurface, ordergatetest.WholeSurface} {
		seen := map[string]bool{}
		var assumed []ordergatetest.Behaviour
		for _, b := range surface.Behaviours() {
			assert.Regexp(t, `^[a-z0-9-]+$`, b.ID)
			assert.False(t, seen[b.ID], b.ID)
			seen[b.ID] = true
			assert.NotEmpty(t, b.Text, b.ID)
			assert.NotEmpty(t, b.Source, b.ID)
			if b.Assumed {
				assumed = append(assumed, b)
			}
		}
		assert.Equal(t, assumed, surface.Assumptions())
		assert.Equal(t, fmt.Sprintf("%d of %d behaviours (%d %%) are assumed", len(assumed), len(seen), len(assumed)*100/len(seen)),
			surface.AssumedShare())
	}
	assert.Equal(t, ordergatetest.GuideSurface.Assumptions(), ordergatetest.Assumptions())
	assert.Equal(t, ordergatetest.GuideSurface.AssumedShare(), ordergatetest.AssumedShare())
}
