package stub_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/stub"
	"github.com/paygates/paygates-go/money"
)

// quiet takes a check's failures without failing.
type quiet struct {
	testing.TB
	failures int
}

func (q *quiet) Errorf(string, ...any) { q.failures++ }
func (q *quiet) Helper()               {}

func TestLosslessFindsWhatIsLost(t *testing.T) {
	t.Parallel()
	const sample = `{"id":"7","amount":12.50,"list":[{"word":"new"}],"at":1597833098,"left":"out","none":null,"number":90071992547409931}`
	type inner struct{ Word string }
	type result struct {
		ID     string
		Amount money.Amount
		List   []*inner
		At     paygates.Timestamp
		Number string
	}
	at := paygates.Timestamp{Time: time.Unix(1597833098, 0), Text: "1597833098"}
	whole := result{"7", money.MustParse("12.5", money.USD), []*inner{{"new"}}, at, "90071992547409931"}
	for name, c := range map[string]struct {
		change func(r *result)
		lost   int
	}{
		"nothing":                {func(*result) {}, 0},
		"a text":                 {func(r *result) { r.ID = "8" }, 1},
		"an amount":              {func(r *result) { r.Amount = money.Amount{} }, 1},
		"an id that is a number": {func(r *result) { r.Number = "90071992547409930" }, 1},
		"a list":                 {func(r *result) { r.List = nil }, 1},
		"a time not understood":  {func(r *result) { r.At.Time = time.Time{} }, 1},
		"two of them":            {func(r *result) { r.ID, r.List = "", nil }, 2},
	} {
		r, q := whole, &quiet{TB: t}
		c.change(&r)
		stub.Lossless(q, []byte(sample), &r, "left")
		assert.Equal(t, c.lost, q.failures, name)
	}
	q := &quiet{TB: t}
	stub.Lossless(q, []byte(sample), whole)
	assert.Equal(t, 1, q.failures, "a field that is not excepted")
}

func TestHostAnswersInOrderAndKeepsWhatCameIn(t *testing.T) {
	t.Parallel()
	host := stub.New(stub.Reply{Body: "one"}, stub.Reply{Status: 404, Header: http.Header{"A": {"b"}}})
	for i, want := range []struct {
		status int
		body   string
	}{{200, "one"}, {404, ""}, {404, ""}} {
		resp, err := host.Client().Post("https://api.example/x?y=z", "text/plain", strings.NewReader("body"))
		require.NoError(t, err)
		body, err := io.ReadAll(resp.Body)
		require.NoError(t, err)
		require.NoError(t, resp.Body.Close())
		assert.Equal(t, want.status, resp.StatusCode)
		assert.Equal(t, want.body, string(body))
		require.Len(t, host.Requests(), i+1)
	}
	first := host.Requests()[0]
	assert.Equal(t, "POST api.example /x?y=z body", strings.Join([]string{first.Method, first.Host, first.Target, first.Body}, " "))
}
