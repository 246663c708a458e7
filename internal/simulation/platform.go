package simulation

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
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
	return time.Duration(1+draw.IntN(90)) * time.Minute
}

// declineForm names the two ways in which the models answer a declined payment.
func declineForm(asOrder bool) string {
	if asOrder {
		return "order"
	}
	return "error"
}

// busyPage is what comes with the status of a failure, if there is one.
func busyPage(status int) (http.Header, []byte) {
	if status == 0 {
		return nil, nil
	}
	return http.Header{"Content-Type": {"text/html"}}, []byte("<html><body>The gateway is busy</body></html>")
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
