package transport_test

import (
	"context"
	"io"
	"log"
	"log/slog"
	"net/http"
	"os"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/faults"
)

// recorder is a slog handler that keeps what it is given.
type recorder struct {
	slog.Handler
	records []slog.Record
	level   slog.Level
}

func (r *recorder) Enabled(_ context.Context, level slog.Level) bool { return level >= r.level }
func (r *recorder) Handle(_ context.Context, record slog.Record) error {
	r.records = append(r.records, record)
	return nil
}

func attributes(record slog.Record) map[string]any {
	attrs := map[string]any{}
	record.Attrs(func(a slog.Attr) bool {
		attrs[a.Key] = a.Value.Any()
		return true
	})
	return attrs
}

// One record for each attempt, with these attributes and no others.
func TestLogRecord(t *testing.T) {
	t.Parallel()
	attempt := func(op *paygates.Operation, n int64, status int64, outcome string) map[string]any {
		return map[string]any{
			"gateway": "testpay", "operation": op.Name, "method": op.Method, "path": op.Path, "attempt": n,
			"status": status, "duration": time.Second, "outcome": outcome, "request_id": "trace-1",
		}
	}
	busy, drop := faults.Answer(faults.Empty(503)), faults.CloseAfterRequest(nil)
	for name, c := range map[string]struct {
		op     *paygates.Operation
		steps  []faults.Step
		levels []slog.Level
		want   []map[string]any
	}{
		"success": {create, []faults.Step{faults.Answer(good)}, []slog.Level{slog.LevelInfo},
			[]map[string]any{attempt(create, 1, 201, "executed")}},
		"refusal": {create, []faults.Step{faults.Answer(refusal)}, []slog.Level{slog.LevelWarn},
			[]map[string]any{attempt(create, 1, 400, "not executed")}},
		"lost": {create, []faults.Step{drop}, []slog.Level{slog.LevelWarn},
			[]map[string]any{attempt(create, 1, 0, "unknown")}},
		"resends": {update, []faults.Step{busy, drop, faults.Answer(good)}, []slog.Level{slog.LevelWarn, slog.LevelWarn, slog.LevelInfo},
			[]map[string]any{attempt(update, 1, 503, "unknown"), attempt(update, 2, 0, "unknown"), attempt(update, 3, 201, "executed")}},
		"read": {get, []faults.Step{busy, faults.Answer(good)}, []slog.Level{slog.LevelWarn, slog.LevelInfo},
			[]map[string]any{attempt(get, 1, 503, "not executed"), attempt(get, 2, 201, "executed")}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				tr := faults.NewTransport(c.steps...)
				slow := roundTripper(func(r *http.Request) (*http.Response, error) {
					time.Sleep(time.Second)
					return tr.RoundTrip(r)
				})
				log := new(recorder)
				client := newClient(t, anywhere, sending(slow), hasty, paygates.WithLogger(slog.New(log)))
				client.Do(paygates.WithRequestID(t.Context(), "trace-1"), sample(c.op), judge) //nolint:errcheck // the log is what counts
				require.Len(t, log.records, len(c.want))
				for i, record := range log.records {
					assert.Equal(t, "paygates attempt", record.Message)
					assert.Equal(t, c.levels[i], record.Level)
					assert.Equal(t, c.want[i], attributes(record))
				}
			})
		})
	}
}

// What is refused before sending is no attempt; what the logger does not want is not made.
func TestLogIsSparing(t *testing.T) {
	t.Parallel()
	log := new(recorder)
	client := newClient(t, anywhere, sending(faults.NewTransport(faults.Answer(good))), paygates.WithLogger(slog.New(log)))
	failure(t, client.Do(paygates.WithRequestID(t.Context(), "not an id"), sample(create), judge))
	failure(t, client.Refuse(create, paygates.Intent{}, nil))
	assert.Empty(t, log.records)
	log.level = slog.LevelWarn
	require.NoError(t, client.Do(t.Context(), sample(create), judge))
	assert.Empty(t, log.records)
	assert.NoError(t, newClient(t, anywhere, sending(faults.NewTransport(faults.Answer(good))), paygates.WithLogger(nil)).Do(t.Context(), sample(create), judge))
}

// Without a logger nothing is written anywhere: resty's own would print whole
// URLs. The test does not run beside others, because it takes over what they share.
func TestNothingOnStandardError(t *testing.T) {
	read, write, err := os.Pipe()
	require.NoError(t, err)
	stderr, stdlog := os.Stderr, log.Writer()
	os.Stderr = write
	log.SetOutput(write)
	defer func() {
		os.Stderr = stderr
		log.SetOutput(stdlog)
	}()
	s := faults.NewServer(faults.Answer(good), faults.Answer(faults.HTML(502)), faults.CloseAfterRequest(good), faults.Answer(faults.MovedTo(302, "/%zz")), faults.Verbatim("?"))
	client := newClient(t, s.URL(), once)
	for range 2 {
		for _, op := range every {
			client.Do(t.Context(), sample(op), judge) //nolint:errcheck // any end will do
		}
	}
	call := sample(get)
	call.Target = "/\x7f"
	failure(t, client.Do(t.Context(), call, judge))
	s.Close()
	require.NoError(t, write.Close())
	written, err := io.ReadAll(read)
	require.NoError(t, err)
	assert.Empty(t, string(written))
}
