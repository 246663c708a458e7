package transport_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/faults"
	"github.com/paygates/paygates-go/internal/transport"
)

func TestKindOf(t *testing.T) {
	t.Parallel()
	for status, want := range map[int]error{
		0: paygates.ErrUnexpectedReply, 100: paygates.ErrUnexpectedReply, 200: paygates.ErrUnexpectedReply, 302: paygates.ErrUnexpectedReply,
		400: paygates.ErrInvalidRequest, 401: paygates.ErrAuthentication, 402: paygates.ErrDeclined, 403: paygates.ErrForbidden,
		404: paygates.ErrNotFound, 405: paygates.ErrUnsupported, 409: paygates.ErrDuplicate, 418: paygates.ErrUnexpectedReply,
		422: paygates.ErrInvalidRequest, 429: paygates.ErrRateLimited, 499: paygates.ErrUnexpectedReply,
		500: paygates.ErrUnavailable, 501: paygates.ErrUnsupported, 503: paygates.ErrUnavailable, 599: paygates.ErrUnavailable, 600: paygates.ErrUnexpectedReply,
	} {
		assert.Equal(t, want, transport.KindOf(status), status)
	}
}

// A gateway that wants another Accept says so; one that sends nothing of its own may.
func TestStandingHeader(t *testing.T) {
	t.Parallel()
	for want, cfg := range map[string]transport.Config{
		"application/json": {Gateway: "testpay", BaseURL: anywhere},
		"text/xml":         {Gateway: "testpay", BaseURL: anywhere, Header: map[string][]string{"Accept": {"text/xml"}}},
	} {
		tr := faults.NewTransport(faults.Answer(good))
		client, wrong := transport.New(cfg, []paygates.Option{sending(tr)})
		require.Empty(t, wrong)
		require.NoError(t, client.Do(t.Context(), sample(get), judge))
		assert.Equal(t, []string{want}, tr.Requests()[0].Header.Values("Accept"))
		assert.Equal(t, []string{"paygates-go/devel"}, tr.Requests()[0].Header.Values("User-Agent"))
	}
}
