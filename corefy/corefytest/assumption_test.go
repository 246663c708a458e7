package corefytest_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/paygates/paygates-go/corefy/corefytest"
)

func TestAssumptionsAreToldApart(t *testing.T) {
	t.Parallel()
	seen := make(map[string]bool)
	for _, a := range corefytest.Assumptions() {
		assert.NotEmpty(t, a.Text, a.ID)
		assert.NotEmpty(t, a.Reason, a.ID)
		assert.Regexp(t, `^[a-z0-9]+(-[a-z0-9]+)*$`, a.ID)
		assert.False(t, seen[a.ID], a.ID)
		seen[a.ID] = true
	}
	assert.Greater(t, len(seen), 20)
	assert.Regexp(t, `^\d+ of \d+ behaviours \(\d+ %\) are assumed$`, corefytest.AssumedShare())
}

func TestEveryResolutionCanBeUsed(t *testing.T) {
	t.Parallel()
	refusing := 0
	for _, word := range corefytest.Resolutions() {
		s := open(t, corefytest.Config{})
		id := s.create(`{}`)
		if s.Decline(id, corefytest.Decline(word)) == nil {
			refusing++
			assert.Equal(t, "process_failed "+word, s.words(id))
			public := s.get("/public-api/payment-invoices/" + id)
			assert.Equal(t, strings.ToUpper(word), public.text("data.resolution"))
		}
	}
	assert.Equal(t, len(corefytest.Resolutions())-4, refusing, "ok and the three that tell of 3-D Secure refuse nothing")
}
