package ordergatetest

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/paygates/paygates-go/money"
)

// The platform's order statuses that this model reaches.
const (
	statusNew         = "new"
	statusPrepared    = "prepared"
	statusAuthorized  = "authorized"
	statusCharged     = "charged"
	statusReversed    = "reversed"
	statusRefunded    = "refunded"
	statusDeclined    = "declined"
	statusFraud       = "fraud"
	statusRejected    = "rejected"
	statusError       = "error"
	statusCredited    = "credited"
	statusChargedBack = "chargedback"
)

type order struct {
	id, parentID string
	number       int // position in creation order, from 1
	status       string
	currency     money.Currency
	amount       hundredths
	charged      hundredths
	refunded     hundredths
	disputed     hundredths
	created      time.Time
	updated      time.Time
	expires      time.Time
	checkoutURL  string

	request  // what the merchant sent
	cardData // what the payer brought
	dialogue // 3-D Secure that the merchant's own form began

	failureType    string
	failureMessage string
	operations     []operation
}

// request is what the merchant says about an order when it is made.
type request struct {
	reference    string
	description  string
	segment      string
	client       map[string]string
	customFields map[string]json.RawMessage
	ip           string
	returnURL    string
	timeout      time.Duration
	autoCharge   bool
	force3D      bool
	recurring    bool
}

// cardData is empty until a card is used.
type cardData struct {
	pan        string // masked
	card       map[string]string
	issuer     map[string]string
	secure3D   map[string]string
	authCode   string
	descriptor string
	wallet     string // the token's type
	rrn        string
}

// operation is one attempt to move or hold money.
type operation struct {
	kind    string
	status  string
	amount  hundredths
	created time.Time
	isoCode string
	isoText string
}

const (
	operationSuccess = "success"
	operationFailure = "failure"
	operationError   = "error"
)

// refundable is what was charged and has not gone back.
func (o *order) refundable() hundredths { return o.charged - o.refunded - o.disputed }

// expired says that the payer came too late. The order keeps its status.
func (o *order) expired(now time.Time) bool { return !o.expires.IsZero() && now.After(o.expires) }

// payable says that the payer can act on the payment page. An order whose card
// the merchant sent has none.
func (o *order) payable(now time.Time) bool {
	return (o.status == statusNew || o.status == statusPrepared) && o.version == 0 && !o.expired(now)
}

// firstID leaves room below for the seed and keeps ids at 17 digits, above 2^53.
const (
	firstID = 20_000_000_000_000_000
	idSpan  = 60_000_000_000_000_000
	idStep  = 171_990_241
)

// newOrder makes an order with the next id and enters it in the ledger.
func (p *Platform) newOrder(r request, amount hundredths, currency money.Currency, parentID, requestID string) *order {
	number := len(p.sequence) + 1
	id := firstID + mix(p.cfg.Seed)%idSpan + uint64(number)*idStep
	o := &order{
		id: fmt.Sprint(id), parentID: parentID, number: number, status: statusNew,
		currency: currency, amount: amount, created: p.now, updated: p.now, request: r,
	}
	p.orders[o.id] = o
	p.sequence = append(p.sequence, o)
	p.enterInLedger(o, Created, amount, requestID)
	return o
}

// succeed notes a successful operation and what it did to the money.
func (p *Platform) succeed(o *order, kind string, amount hundredths, requestID string) {
	p.note(o, operation{
		kind: kind, status: operationSuccess, amount: amount, created: p.now, isoCode: "00", isoText: "Approved",
	})
	p.enterInLedger(o, kind, amount, requestID)
}

// note adds an operation to its order and to the list of all operations.
func (p *Platform) note(o *order, op operation) {
	o.operations = append(o.operations, op)
	o.updated = p.now
	p.made = append(p.made, madeOperation{operation: op, order: o, number: len(p.made) + 1})
}

// mix is the SplitMix64 finalizer: it spreads the seed over 64 bits.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// authCode is six digits that depend on seed and order alone.
func (p *Platform) authCode(o *order) string {
	return fmt.Sprintf("%06d", mix(p.cfg.Seed^uint64(o.number)<<32)%1_000_000)
}
