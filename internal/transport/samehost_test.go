package transport_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/paygates/paygates-go/internal/transport"
)

func TestSameHost(t *testing.T) {
	t.Parallel()
	const known = "https://api.gateway.example"
	for base, want := range map[string]bool{
		known: true, known + "/v2": true, "https://API.Gateway.example.": true, known + ":443": true, known + ":0443": true,
		known + ":8443": false, "https://gateway.example": false, "https://api.gateway.example.net": false, "": false, "://": false,
	} {
		assert.Equal(t, want, transport.SameHost(base, known), base)
	}
	assert.False(t, transport.SameHost(known, "://"))
}
