package simulation_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/paygates/paygates-go/internal/simulation"
)

func TestReplay(t *testing.T) {
	g := gatewayOf(t, *gatewayFlag)
	report := play(t, simulation.NewSchedule(g, *seedFlag), connectOf(t, g, *clientFlag))
	_, _ = t.Output().Write(report.Trace)
	_, _ = t.Output().Write([]byte(report.Tally.String()))
	if *clientFlag == "sdk" { // the others are there to be looked at
		assert.Empty(t, report.Findings)
	}
}
