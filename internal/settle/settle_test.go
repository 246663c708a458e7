package settle_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/settle"
)

const (
	unknown     = paygates.VerdictUnknown
	executed    = paygates.VerdictExecuted
	notExecuted = paygates.VerdictNotExecuted
	absent      = paygates.VerdictAbsent
	duplicate   = paygates.VerdictDuplicate
	conflict    = paygates.VerdictConflict
)

var errRead = errors.New("the read failed")

// An absence becomes proof after the horizon alone, twice alone, and only where
// the row says so.
func TestResolve(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		after    time.Duration
		negative bool
		verdicts []paygates.Verdict // of one look-up after the other
		want     paygates.Verdict
		advice   paygates.Advice
		lookUps  int
	}{
		"found":                       {0, true, []paygates.Verdict{executed}, executed, paygates.AdviceNone, 1},
		"refused":                     {0, true, []paygates.Verdict{notExecuted}, notExecuted, paygates.AdviceNewReference, 1},
		"twice":                       {0, true, []paygates.Verdict{duplicate}, duplicate, paygates.AdviceAskHuman, 1},
		"another":                     {0, true, []paygates.Verdict{conflict}, conflict, paygates.AdviceAskHuman, 1},
		"untold":                      {0, true, []paygates.Verdict{unknown}, unknown, paygates.AdviceLookUp, 1},
		"untold, late":                {time.Hour, true, []paygates.Verdict{unknown}, unknown, paygates.AdviceAskHuman, 1},
		"absent so far":               {time.Hour - 1, true, []paygates.Verdict{absent}, absent, paygates.AdviceLookUp, 1},
		"absent for good":             {time.Hour, true, []paygates.Verdict{absent, absent}, notExecuted, paygates.AdviceResend, 2},
		"absent, then there":          {time.Hour, true, []paygates.Verdict{absent, executed}, executed, paygates.AdviceNone, 2},
		"absent, which proves no no":  {time.Hour, false, []paygates.Verdict{absent}, absent, paygates.AdviceAskHuman, 1},
		"absent, then nobody can say": {time.Hour, true, []paygates.Verdict{absent, unknown}, unknown, paygates.AdviceAskHuman, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				op := &paygates.Operation{Horizon: time.Hour, LookUp: paygates.LookUp{Negative: c.negative, Then: paygates.AdviceResend}}
				intent := paygates.Intent{Reference: "a", At: time.Now()}
				time.Sleep(c.after)
				n := 0
				res, object, err := settle.Resolve(t.Context(), op, intent, func(_ context.Context, notes *settle.Notes) (settle.Found[int], error) {
					n++
					notes.Add("what", "that")
					return settle.Found[int]{Verdict: c.verdicts[n-1], Object: n}, nil
				})
				require.NoError(t, err)
				assert.Equal(t, c.want, res.Verdict)
				assert.Equal(t, c.advice, res.Advice)
				assert.Equal(t, intent, res.Intent)
				assert.Len(t, res.Evidence, c.lookUps)
				assert.Equal(t, c.lookUps, object)
			})
		})
	}
}

func TestResolveWithoutATimeIsNeverLate(t *testing.T) {
	t.Parallel()
	op := &paygates.Operation{LookUp: paygates.LookUp{Negative: true}}
	res, _, err := settle.Resolve(t.Context(), op, paygates.Intent{}, func(context.Context, *settle.Notes) (settle.Found[int], error) {
		return settle.Found[int]{Verdict: absent}, nil
	})
	require.NoError(t, err)
	assert.Equal(t, absent, res.Verdict)
}

func TestAFailedLookUpIsNoVerdict(t *testing.T) {
	t.Parallel()
	op := &paygates.Operation{LookUp: paygates.LookUp{Negative: true}}
	intent := paygates.Intent{At: time.Now().Add(-time.Hour)}
	for failing := 1; failing <= 2; failing++ {
		n := 0
		res, _, err := settle.Resolve(t.Context(), op, intent, func(context.Context, *settle.Notes) (settle.Found[int], error) {
			if n++; n == failing {
				return settle.Found[int]{}, errRead
			}
			return settle.Found[int]{Verdict: absent}, nil
		})
		require.ErrorIs(t, err, errRead)
		assert.Nil(t, res)
	}
}

func TestSum(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		hits   []paygates.Verdict
		gaps   bool
		want   paygates.Verdict
		object int // which hit, 0 for none
	}{
		"none":                   {nil, false, absent, 0},
		"none, but gaps":         {nil, true, unknown, 0},
		"one":                    {[]paygates.Verdict{executed}, false, executed, 1},
		"one beside gaps":        {[]paygates.Verdict{executed}, true, executed, 1},
		"two":                    {[]paygates.Verdict{executed, executed}, false, duplicate, 1},
		"a refused one":          {[]paygates.Verdict{notExecuted, notExecuted}, false, notExecuted, 2},
		"a refused one and gaps": {[]paygates.Verdict{notExecuted}, true, unknown, 0},
		"refused, then good":     {[]paygates.Verdict{notExecuted, executed}, false, executed, 2},
		"one of them another":    {[]paygates.Verdict{executed, conflict}, false, conflict, 2},
		"one of them untold":     {[]paygates.Verdict{executed, unknown}, false, unknown, 2},
	} {
		var found []settle.Found[int]
		for i, v := range c.hits {
			found = append(found, settle.Found[int]{Verdict: v, Object: i + 1})
		}
		got := settle.Sum(found, !c.gaps)
		assert.Equal(t, c.want, got.Verdict, name)
		assert.Equal(t, c.object, got.Object, name)
	}
}
