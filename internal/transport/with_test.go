package transport_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/faults"
	"github.com/paygates/paygates-go/internal/transport"
)

// A copy with other headers is another client on the same connections: neither
// knows of the other's.
func TestWith(t *testing.T) {
	t.Parallel()
	tr := faults.NewTransport(faults.Answer(good))
	client := newClient(t, anywhere, sending(tr))
	other := http.Header{"X-Merchant": {"two"}, "Authorization": {"Bearer b3RoZXI="}}
	with := client.With(other)
	other.Set("X-Merchant", "changed later")
	for _, c := range []*transport.Client{client, with, client, with.With(http.Header{"X-Merchant": {"three"}})} {
		require.NoError(t, c.Do(t.Context(), sample(create), judge))
	}
	var merchants, credentials []string
	for _, r := range tr.Requests() {
		merchants, credentials = append(merchants, r.Header.Get("X-Merchant")), append(credentials, r.Header.Get("Authorization"))
		assert.Equal(t, "application/json", r.Header.Get("Content-Type"))
	}
	assert.Equal(t, []string{"", "two", "", "three"}, merchants)
	assert.Equal(t, []string{"Basic bWU6c2VjcmV0", "Bearer b3RoZXI=", "Basic bWU6c2VjcmV0", "Bearer b3RoZXI="}, credentials)
}

// A client without headers of its own can be given some.
func TestWithFromNothing(t *testing.T) {
	t.Parallel()
	tr := faults.NewTransport(faults.Answer(good))
	plain, wrong := transport.New(transport.Config{Gateway: "testpay", BaseURL: anywhere}, []paygates.Option{sending(tr)})
	require.Empty(t, wrong)
	require.NoError(t, plain.With(http.Header{"X-Merchant": {"one"}}).Do(t.Context(), sample(create), judge))
	assert.Equal(t, "one", tr.Requests()[0].Header.Get("X-Merchant"))
}

// The copy hides the secrets of the first client and its own, and cannot be
// printed either.
func TestWithHidesItsSecrets(t *testing.T) {
	t.Parallel()
	const own = "canary-of-the-copy"
	client, wrong := transport.New(secretConfig(anywhere), []paygates.Option{
		sending(faults.NewTransport(faults.Answer(faults.JSON(http.StatusBadRequest, echo+" "+own+" b3RoZXItY2FuYXJ5")))),
	})
	require.Empty(t, wrong)
	with := client.With(http.Header{"X-Merchant": {own}, "Authorization": {"Bearer b3RoZXItY2FuYXJ5"}}, paygates.NewSecret(own))
	err := with.Do(t.Context(), secretCall(create), echoing)
	e := failure(t, err)
	for _, text := range []string{e.Message, e.Code, e.ObjectID, e.Fields[0].Message, printed(with), printed(err)} {
		assertNoCanary(t, text)
		assert.NotContains(t, text, "b3RoZXItY2FuYXJ5")
	}
}
