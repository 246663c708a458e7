package simulation

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/money"
)

// What the adapters of CIBPay and Bizon share: both run the same platform.

// paymentWindow is longer than any pause of a schedule before its payer comes.
const paymentWindow = 7 * 24 * time.Hour

// drawListLag is how long new objects are missing from the lists, if at all.
func drawListLag(draw *rand.Rand) time.Duration {
	if draw.IntN(4) != 0 {
		return 0
	}
	return time.Duration(1 + draw.Int64N(int64(longestListLag)))
}

// declineForm names the two ways in which the models answer a declined payment.
func declineForm(asOrder bool) string {
	if asOrder {
		return "order"
	}
	return "error"
}

// drawZone is the zone of the platform's times, by a clock that may be wrong.
func drawZone(draw *rand.Rand, hours int) (zone *time.Location, skew time.Duration) {
	if draw.IntN(4) == 0 {
		skew = time.Duration(draw.IntN(7)-3) * 20 * time.Minute
	}
	return time.FixedZone("", hours*60*60+int(skew/time.Second)), skew
}

// What the merchant and its gateway know of each other for callbacks.
const (
	callbackUsername = "callback"
	callbackPassword = "callback-secret"
	callbackURL      = "https://shop.example/callback"
)

// postedOnPlatform makes a Callback of what a model has to post.
func postedOnPlatform(id string, body []byte) Callback {
	return Callback{ObjectID: id, Body: body, Request: func(ctx context.Context, body []byte) (*http.Request, error) {
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, callbackURL, bytes.NewReader(body))
		if err == nil {
			r.Header.Set("Content-Type", "application/json")
			r.SetBasicAuth(callbackUsername, callbackPassword)
		}
		return r, err
	}}
}

// platformDrift makes an order as another till does, and has it paid.
func platformDrift(m Model, username, password, currency string) func(int) {
	return func(number int) {
		body := fmt.Sprintf(`{"amount":"1.00","currency":%q,"merchant_order_id":"till-%d","options":{"auto_charge":1}}`, currency, number)
		r, err := http.NewRequestWithContext(context.Background(), http.MethodPost, "http://localhost/orders/create", strings.NewReader(body))
		if err != nil {
			panic(err) // nothing in it varies but a number
		}
		r.SetBasicAuth(username, password)
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("X-Request-Id", fmt.Sprintf("%s%d", tillID, number))
		m.ServeHTTP(discard{}, r)
		if ledger := m.Ledger(); len(ledger) > 0 {
			_ = m.Pay(ledger[len(ledger)-1].ObjectID) // an order that cannot be paid is as good
		}
	}
}

// platformMeddle does what another till can do: to an order, or under the reference
// of one.
func platformMeddle(username, password, currency string) func(Model, int, Action, uint32) {
	const little = "0.03"
	return func(m Model, number int, a Action, pick uint32) {
		send := func(method, path, body string) {
			r, err := http.NewRequestWithContext(context.Background(), method, "http://localhost"+path, strings.NewReader(body))
			if err != nil {
				panic(err) // ids and references are made of letters and digits
			}
			r.SetBasicAuth(username, password)
			r.Header.Set("Content-Type", "application/json")
			r.Header.Set("X-Request-Id", fmt.Sprintf("%sm%d", tillID, number))
			m.ServeHTTP(discard{}, r)
		}
		if a.Reference != "" {
			before := len(m.Ledger())
			send(http.MethodPost, "/orders/create",
				fmt.Sprintf(`{"amount":%q,"currency":%q,"merchant_order_id":%q,"options":{"auto_charge":%d}}`, little, currency, a.Reference, pick/4%2))
			if made := m.Ledger(); len(made) > before {
				id := made[len(made)-1].ObjectID
				_ = []func(string) error{m.Pay, m.Refuse, m.Abandon, func(string) error { return nil }}[pick%4](id) // as it comes
			}
			return
		}
		deed, body := "refund", fmt.Sprintf(`{"amount":%q}`, little)
		switch pick % 6 {
		case 1:
			deed = "charge"
		case 2:
			deed, body = "reverse", ""
		case 3:
			body = ""
		case 4:
			deed, body = "charge", ""
		}
		send(http.MethodPut, "/orders/"+a.ID+"/"+deed, body)
	}
}

// platformMoves reads the kinds of ledger entries and of listed operations. A
// charge back is not part of any schedule.
var platformMoves = map[string]paygates.Movement{
	"create": paygates.MovesNothing, "authorize": paygates.MovesHold, "charge": paygates.MovesIn,
	"reverse": paygates.MovesRelease, "refund": paygates.MovesBack, "credit": paygates.MovesOut,
}

func platformMovement[K ~string](kind K) paygates.Movement {
	moves, known := platformMoves[string(kind)]
	if !known {
		panic("simulation: there is a kind of movement that no schedule brings about: " + string(kind))
	}
	return moves
}

// platformStanding reads an order's status.
func platformStanding(status string) Standing {
	switch {
	case status == "new" || status == "prepared":
		return Waits
	case status == "error":
		return Broken
	case slices.Contains([]string{"declined", "fraud", "rejected"}, status):
		return Refused
	}
	return Moved
}

// platformOrder is what both SDKs read off an order.
type platformOrder interface {
	State() paygates.State
	Paid() money.Amount
	Refunded() money.Amount
}

func seenOnPlatform(id, reference string, redirect paygates.Redirect, o platformOrder) Seen {
	return Seen{
		ID: id, Reference: reference, State: o.State(), Paid: o.Paid(), Refunded: o.Refunded(), SendsPayer: !redirect.IsZero(),
	}
}

func cannot(gateway string, d Deed) string {
	return fmt.Sprintf("simulation: %s cannot %s", gateway, d)
}
