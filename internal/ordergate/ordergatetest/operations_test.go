package ordergatetest_test

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/internal/ordergate/ordergatetest"
)

func unmarshal(t testing.TB, text string, v any) {
	t.Helper()
	require.NoError(t, json.Unmarshal([]byte(text), v), text)
}

type wireOperation struct {
	Type, Status, Amount, Currency, Created, ARN string
	OrderID                                      string `json:"order_id"`
	Cashflow                                     map[string]string
}

func (s shop) operations(query string) ([]wireOperation, answer) {
	s.t.Helper()
	a := s.call("GET", "/operations/"+query, "")
	require.Equal(s.t, 200, a.status, a.body)
	var body struct{ Operations []wireOperation }
	unmarshal(s.t, a.body, &body)
	return body.Operations, a
}

func TestOperations(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newWhole(t, ordergatetest.Config{})
		empty, _ := s.operations("")
		assert.Empty(t, empty)
		assert.Equal(t, `{"operations":[]}`, s.call("GET", "/operations", "").body)
		id := s.authorize(approvedPAN, `{"auto_charge":1}`).orders(t)[0].ID
		time.Sleep(time.Hour)
		put(s, id, "refund", `{"amount":"1.00"}`)
		s.authorize(declinedPAN, `{}`)
		time.Sleep(time.Hour)
		s.call("POST", "/orders/"+id+"/credit", `{"amount":"2.00"}`)

		words := func(query string) string {
			var out []string
			operations, _ := s.operations(query)
			for _, op := range operations {
				out = append(out, op.Type+" "+op.Status+" "+op.Amount)
			}
			return strings.Join(out, ", ")
		}
		assert.Equal(t, "credit success 2.00, authorize failure 9.99, refund success 1.00, charge success 9.99, authorize success 9.99", words(""))
		for query, want := range map[string]string{
			"?status=failure":                            "authorize failure 9.99",
			"?status=error":                              "",
			"?type=charge,refund":                        "refund success 1.00, charge success 9.99",
			"?type=authorize":                            "authorize failure 9.99, authorize success 9.99",
			"?created_from=" + later(1):                  "credit success 2.00, authorize failure 9.99, refund success 1.00",
			"?created_to=" + later(0):                    "charge success 9.99, authorize success 9.99",
			"?created_from=" + later(2) + "&type=credit": "credit success 2.00",
		} {
			assert.Equal(t, want, words(query), query)
		}
		all, _ := s.operations("?expand=cashflow,extra")
		assert.Equal(t, "-1.00", all[2].Cashflow["amount"])
		assert.Equal(t, id, all[3].OrderID)
		assert.Regexp(t, `^\d{23}$`, all[3].ARN)
		assert.Empty(t, all[0].ARN)
		held := s.authorize(approvedPAN, `{}`).orders(t)[0].ID
		s.Fail(fault{On: "PUT /orders/{id}/charge", Decline: ordergatetest.DeclinedByAcquirer})
		s.call("PUT", "/orders/"+held+"/charge", "")
		refused, _ := s.operations("?type=charge&status=failure")
		require.Len(t, refused, 1)
		assert.Empty(t, refused[0].ARN, "the acquirer gave none")
		plain, _ := s.operations("")
		assert.Nil(t, plain[0].Cashflow)
		for _, query := range []string{"?kind=charge", "?created_from=yesterday", "?type=charge&type=refund", "?cursor=0", "?cursor=8", "?cursor=x"} {
			assert.Equal(t, 422, s.call("GET", "/operations/"+query, "").status, query)
		}
		assert.Equal(t, 401, s.call("GET", "/operations/", "", browser).status)
	})
}

// later is the model's time some hours after the start of a synctest bubble.
func later(hours int) string {
	start := time.Date(2000, 1, 1, 3, 0, 0, 0, time.UTC).Add(time.Duration(hours) * time.Hour)
	return strings.ReplaceAll(start.Format(time.DateTime), " ", "%20")
}

func TestOperationsPaging(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newWhole(t, ordergatetest.Config{PageSize: 2, ListLag: time.Minute})
		for range 5 {
			s.authorize(approvedPAN, `{"auto_charge":1}`)
		}
		lagging, _ := s.operations("")
		assert.Empty(t, lagging)
		time.Sleep(time.Minute)
		seen := map[string]bool{}
		query, pages := "?type=charge", 0
		for query != "" {
			page, a := s.operations(query)
			pages++
			if pages == 1 {
				s.authorize(approvedPAN, `{"auto_charge":1}`)
				time.Sleep(time.Minute) // a newer one must not shift the pages behind
			}
			assert.LessOrEqual(t, len(page), 2)
			for _, op := range page {
				assert.Equal(t, "charge", op.Type)
				assert.False(t, seen[op.OrderID])
				seen[op.OrderID] = true
			}
			link := a.header.Get("Link")
			if link == "" {
				break
			}
			require.True(t, strings.HasPrefix(link, "<http://gate.example/operations/?") && strings.HasSuffix(link, `>; rel="next"`), link)
			_, query, _ = strings.Cut(strings.TrimSuffix(link, `>; rel="next"`), "/operations/")
		}
		assert.Len(t, seen, 5)
		assert.Equal(t, 3, pages)
	})
}
