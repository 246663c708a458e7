package transport

import (
	"context"
	"log/slog"
	"time"

	paygates "github.com/paygates/paygates-go"
)

// record writes one log record for an attempt. The attributes are an
// allow-list: nothing that came from the request or the answer's text.
func (c *Client) record(ctx context.Context, call *Call, n int, id string, a *attempt, fault *paygates.Error, took time.Duration) {
	if c.log == nil {
		return
	}
	level, outcome := slog.LevelInfo, paygates.OutcomeExecuted
	if fault != nil {
		level, outcome = slog.LevelWarn, fault.Outcome
		if call.Op.Safety == paygates.Read {
			outcome = paygates.OutcomeNotExecuted
		}
	}
	handler := c.log.Handler()
	if !handler.Enabled(ctx, level) {
		return
	}
	// Without the place in the source, which would be this one every time and
	// costs more than the rest.
	r := slog.NewRecord(time.Now(), level, "paygates attempt", 0)
	r.AddAttrs(
		slog.String("gateway", c.gateway),
		slog.String("operation", call.Op.Name),
		slog.String("method", call.Op.Method),
		slog.String("path", call.Op.Path),
		slog.Int("attempt", n),
		slog.Int("status", a.reply.Status),
		slog.Duration("duration", took),
		slog.String("outcome", outcome.String()),
		slog.String("request_id", id),
	)
	_ = handler.Handle(ctx, r) // as log/slog does: a log that fails must not fail a payment
}
