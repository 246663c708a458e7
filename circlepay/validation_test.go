package circlepay_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
)

// assertFields: the SDK itself refused these fields, and nothing was sent.
func assertFields(t *testing.T, err error, fields ...string) {
	t.Helper()
	e, isOurs := errors.AsType[*paygates.Error](err)
	require.True(t, isOurs, "%v", err)
	require.ErrorIs(t, err, paygates.ErrInvalidRequest)
	assert.Equal(t, paygates.OutcomeNotExecuted, e.Outcome)
	assert.Equal(t, paygates.AdviceFixRequest, e.Advice())
	assert.Zero(t, e.Attempts)
	var got []string
	for _, f := range e.Fields {
		assert.NotEmpty(t, f.Message)
		got = append(got, f.Field)
	}
	assert.ElementsMatch(t, fields, got, "%v", err)
}
