package simulation

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
)

// trace is what happened in a world, readable, and the same bytes for the same
// seed. A nil trace writes nothing. Nothing of net/http's goes in: which of two errors it reports for a
// broken connection is a matter of luck.
type trace struct {
	text  bytes.Buffer
	start time.Time
}

func newTrace() *trace { return &trace{start: time.Now()} }

// step begins a step: its number and the virtual time since the world began.
func (t *trace) step(n int, format string, args ...any) {
	if t == nil {
		return
	}
	since := time.Since(t.start)
	days, clock := since/(24*time.Hour), time.Time{}.Add(since%(24*time.Hour))
	fmt.Fprintf(&t.text, "%3d  day %d %s  %s\n", n, days, clock.Format("15:04:05.000"), fmt.Sprintf(format, args...))
}

// line adds one aspect of the step.
func (t *trace) line(aspect, format string, args ...any) {
	if t == nil {
		return
	}
	fmt.Fprintf(&t.text, "       %-9s %s\n", aspect, fmt.Sprintf(format, args...))
}

func (t *trace) head(format string, args ...any) {
	if t != nil {
		fmt.Fprintf(&t.text, format+"\n", args...)
	}
}

func (t *trace) bytes() []byte {
	if t == nil {
		return nil
	}
	return t.text.Bytes()
}

// traffic writes down what happened on the network.
func (t *trace) traffic(f Fault, tr Traffic) {
	if t == nil {
		return
	}
	for _, s := range tr.Strikes {
		t.line("fault", "%s", s)
	}
	if f.Row != nil && f.Row.deliver == nil && len(tr.Strikes) == 0 {
		t.line("fault", "%s: struck nothing", f.Row.Name)
	}
}

// ledger writes down the entries that are new.
func (t *trace) ledger(entries []Entry) {
	for _, e := range entries {
		t.line("ledger", "%s%s", e, lateness(e))
	}
}

func lateness(e Entry) string {
	if late := time.Since(e.At).Truncate(time.Second); late > time.Minute {
		return fmt.Sprintf(", %s ago", late)
	}
	return ""
}

// said writes down what the client said.
func (t *trace) said(seen Seen, err error) {
	if t == nil {
		return
	}
	if err == nil {
		t.line("said", "executed: %s", seen)
		return
	}
	e, ok := errors.AsType[*paygates.Error](err)
	if !ok {
		t.line("said", "an error of its own")
		return
	}
	parts := []string{fmt.Sprintf("%s: %s", e.Outcome, e.Kind)}
	if e.HTTPStatus != 0 {
		parts = append(parts, fmt.Sprintf("HTTP %d", e.HTTPStatus))
	}
	if e.Code != "" {
		parts = append(parts, "code "+e.Code)
	}
	if e.Yielded != 0 {
		parts = append(parts, fmt.Sprintf("incomplete, after %d", e.Yielded))
	}
	parts = append(parts, fmt.Sprintf("attempts %d", e.Attempts), "request "+e.RequestID, "advice: "+e.Advice().String())
	t.line("said", "%s", strings.Join(parts, ", "))
}

// verdict writes down a resolution with its evidence.
func (t *trace) verdict(call *Call, res *paygates.Resolution) {
	if t == nil {
		return
	}
	for _, e := range res.Evidence {
		t.line("look-up", "%s: %s", e.Question, e.Answer)
	}
	elder := ""
	if call.Elder {
		elder = " (by an earlier call)"
	}
	t.line("verdict", "call %d: %s%s, advice: %s", call.Number, res.Verdict, elder, res.Advice)
}

// String gives the object with its state and totals.
func (s Seen) String() string {
	if s.Movements != nil {
		return fmt.Sprintf("%d movements", len(s.Movements))
	}
	if s.ID == "" {
		return "done"
	}
	text := fmt.Sprintf("%s is %s", s.ID, s.State)
	if s.Bare {
		text = s.ID
	}
	if s.Paid.IsSet() {
		text += ", paid " + s.Paid.String()
	}
	if s.Refunded.IsSet() {
		text += ", refunded " + s.Refunded.String()
	}
	if s.SendsPayer {
		text += ", the payer has to go on"
	}
	return text
}

// String puts an action into words, without a card's number and without what the
// payer brought.
func (a Action) String() string {
	text := string(a.Deed)
	switch {
	case a.Amount.IsSet():
		text += " " + a.Amount.String()
	case a.Deed.is(moves) && a.Deed != Reverse:
		text += " the whole"
	}
	if a.ID != "" {
		text += " of " + a.ID
	}
	if a.Reference != "" {
		text += " as " + a.Reference
	}
	if a.Receiver != "" {
		text += " to " + a.Receiver
	}
	if a.Before.IsSet() {
		text += ", so far " + a.Before.String()
	}
	if card := cardOf(a.Card); card != nil {
		text += ", card: " + card.Name
	}
	if a.Secure3D != 0 {
		text += fmt.Sprintf(", 3-D Secure %d", a.Secure3D)
	}
	switch {
	case a.Brought == "":
	case a.Deed == VerifyMerchant:
		text += " with the password"
	default:
		text += " with the bank's answer"
	}
	if a.OwnNumber {
		text += ", by that number"
	}
	if a.Text != "" {
		text += fmt.Sprintf(", %s (changes %d)", a.Text, a.Changes)
	}
	return text
}
