package simulation

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	paygates "github.com/paygates/paygates-go"
)

// reveals looks for secrets in every form in which an error can be printed. It
// is done for one call in four, as the seed has it, because it costs as much as
// the call.
func (w *world) reveals(c *Call, err error) {
	if err == nil || (w.seed+uint64(c.Number))%4 != 0 {
		return
	}
	w.revealed(c, fmt.Sprintf("%v\n%+v\n%#v\n%q", err, err, err, err))
	if e, ok := errors.AsType[*paygates.Error](err); ok {
		text, _ := json.Marshal(e.Intent)
		raw, _ := json.Marshal(e.Raw)
		w.revealed(c, e.LogValue().String(), string(text), string(raw), e.Code, e.Message, fmt.Sprint(e.Fields))
	}
}

// revealed looks for secrets in texts.
func (w *world) revealed(c *Call, texts ...string) {
	for _, text := range texts {
		for _, secret := range w.secrets(c) {
			if secret != "" && strings.Contains(text, secret) {
				w.checker.find(c, Revealed, "a text of %d bytes holds one", len(text))
			}
		}
	}
}

// secrets are those of the account, and those of the call, or of all calls.
func (w *world) secrets(c *Call) []string {
	if c != nil {
		return slices.Concat(w.site.Secrets, []string{c.Action.Card, c.Action.Brought})
	}
	out := slices.Clone(w.site.Secrets)
	for _, card := range cards {
		out = append(out, card.Number)
	}
	for _, o := range w.shop.orders {
		out = append(out, o.brought)
	}
	return out
}

// told checks what a callback's handler tells.
func (c *checker) told(told []Seen, t Traffic, ledger []Entry) {
	for _, s := range told {
		c.seen(&Call{Action: Action{Deed: Read, ID: s.ID}, Traffic: t}, s, ledger)
	}
}

// notTaken checks that a genuine callback is refused for a reason only.
func (c *checker) notTaken(cb Callback, status int, t Traffic) {
	if len(t.Strikes) < attempts && !t.final() {
		c.find(nil, Unfounded, "the callback of %s is answered %d", cb.ObjectID, status)
	}
	if status < http.StatusInternalServerError {
		c.find(nil, Malformed, "the callback of %s is answered %d, so that it never comes again", cb.ObjectID, status)
	}
}

// acknowledged checks that the merchant knows how an object stands whose
// callback was taken: no other will come.
func (c *checker) acknowledged(cb Callback, believed Seen, ledger []Entry) {
	if !c.site.Telling {
		return
	}
	want := totalsOf(ledger, cb.ObjectID, len(ledger)).state()
	if want == paygates.StatePending {
		want = standings[c.site.Model.Standing(cb.ObjectID)]
	}
	if believed.ID != cb.ObjectID || believed.State != want && !garbledReason(believed.State, want, c.garbled) {
		c.find(nil, Swallowed, "of %s the merchant believes %s, the ledger says %s", cb.ObjectID, believed.State, want)
	}
}
