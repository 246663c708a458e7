package ordergatetest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

const platformTime = "2006-01-02 15:04:05"

// ordersView is the platform's envelope.
type ordersView struct {
	Orders []orderView `json:"orders"`
}

// orderView prints members in the order of the page's samples. Maps and the
// operations are nil when they are not to be shown, and empty when they are.
type orderView struct {
	Amount          string                     `json:"amount"`
	AmountCharged   string                     `json:"amount_charged"`
	AmountRefunded  string                     `json:"amount_refunded"`
	AuthCode        string                     `json:"auth_code,omitempty"`
	Card            map[string]string          `json:"card,omitzero"`
	Client          map[string]string          `json:"client,omitzero"`
	Created         string                     `json:"created"`
	Currency        string                     `json:"currency"`
	CustomFields    map[string]json.RawMessage `json:"custom_fields,omitzero"`
	Description     *string                    `json:"description"`
	Descriptor      string                     `json:"descriptor,omitempty"`
	FailureMessage  string                     `json:"failure_message,omitempty"`
	FailureType     string                     `json:"failure_type,omitempty"`
	Form3D          map[string]string          `json:"form3d,omitempty"`
	Form3DHTML      string                     `json:"form3d_html,omitempty"`
	ID              string                     `json:"id"`
	Issuer          map[string]string          `json:"issuer,omitzero"`
	Location        map[string]string          `json:"location,omitzero"`
	MerchantOrderID *string                    `json:"merchant_order_id"`
	Operations      []operationView            `json:"operations,omitzero"`
	PAN             string                     `json:"pan,omitempty"`
	RRN             string                     `json:"rrn,omitempty"`
	Secure3D        map[string]string          `json:"secure3d,omitzero"`
	Segment         string                     `json:"segment,omitempty"`
	Status          string                     `json:"status"`
	Updated         string                     `json:"updated"`
}

type operationView struct {
	Amount          string        `json:"amount"`
	AuthCode        string        `json:"auth_code,omitempty"`
	Cashflow        *cashflowView `json:"cashflow,omitempty"`
	Created         string        `json:"created"`
	Currency        string        `json:"currency"`
	ID              string        `json:"id,omitempty"`
	ISOMessage      string        `json:"iso_message"`
	ISOResponseCode string        `json:"iso_response_code"`
	Status          string        `json:"status"`
	TraceID         string        `json:"trace_id,omitempty"`
	Type            string        `json:"type"`
}

type cashflowView struct {
	Amount     string `json:"amount"`
	Currency   string `json:"currency"`
	Fee        string `json:"fee"`
	Incoming   string `json:"incoming"`
	Receivable string `json:"receivable"`
	Reserve    string `json:"reserve"`
}

// parts are the extra objects that an answer shows.
type parts struct {
	card, client, location, customFields, issuer, secure3D, operations, cashflow bool
}

// everything is what the answer to a call on one order shows.
var everything = parts{true, true, true, true, true, true, true, true}

// expansions are the words of expand. Others are taken and ignored.
var expansions = map[string]func(*parts){
	"card":                func(x *parts) { x.card = true },
	"client":              func(x *parts) { x.client = true },
	"location":            func(x *parts) { x.location = true },
	"custom_fields":       func(x *parts) { x.customFields = true },
	"issuer":              func(x *parts) { x.issuer = true },
	"secure3d":            func(x *parts) { x.secure3D = true },
	"operations":          func(x *parts) { x.operations = true },
	"operations.cashflow": func(x *parts) { x.operations, x.cashflow = true, true },
	"cashflow":            func(x *parts) { x.operations, x.cashflow = true, true },
}

func (p *Platform) view(o *order, show parts) orderView {
	v := orderView{
		Amount: o.amount.String(), AmountCharged: o.charged.String(), AmountRefunded: o.refunded.String(),
		AuthCode: o.authCode, Created: p.stamp(o.created), Currency: o.currency.Code(),
		Description: optional(o.description), Descriptor: o.descriptor,
		FailureMessage: o.failureMessage, FailureType: o.failureType,
		ID: o.id, MerchantOrderID: optional(o.reference), PAN: o.pan, Segment: o.segment,
		RRN: o.rrn, Status: o.status, Updated: p.stamp(o.updated),
	}
	if show.card {
		v.Card = present(o.card)
	}
	if show.client {
		v.Client = present(o.client)
	}
	if show.location {
		v.Location = location(o.ip)
	}
	if show.customFields {
		v.CustomFields = rawObject(o.customFields)
	}
	if show.issuer {
		v.Issuer = present(o.issuer)
	}
	if show.secure3D {
		v.Secure3D = present(o.secure3D)
	}
	if show.operations {
		v.Operations = p.operationViews(o, show.cashflow)
	}
	return v
}

func (p *Platform) operationViews(o *order, cashflow bool) []operationView {
	views := make([]operationView, 0, len(o.operations))
	for i, op := range o.operations {
		v := p.operationView(o, op, cashflow)
		if o.wallet != "" {
			v.ID = strconv.Itoa(i + 1) // only the sample of token_pay shows it
		}
		views = append(views, v)
	}
	return views
}

func (p *Platform) operationView(o *order, op operation, cashflow bool) operationView {
	v := operationView{
		Amount: op.amount.String(), Created: p.stamp(op.created), Currency: o.currency.Code(),
		ISOMessage: op.isoText, ISOResponseCode: op.isoCode, Status: op.status, Type: op.kind,
	}
	if op.status == operationSuccess {
		v.AuthCode = o.authCode
	}
	if p.cfg.TraceIDs {
		v.TraceID = p.traceID(o)
	}
	if cashflow {
		v.Cashflow = new(op.cashflow(o.currency.Code()))
	}
	return v
}

// traceID is the card scheme's name of the payment, in the form of the sample
// MCC8454300719.
func (p *Platform) traceID(o *order) string {
	return fmt.Sprintf("MCC%010d", mix(p.cfg.Seed^uint64(o.number)<<24)%10_000_000_000)
}

const feePercent = 3 // what the page's samples show

// cashflow follows the page's samples: a charge costs the fee, a payout reserves
// it, a hold and its release move nothing.
func (op operation) cashflow(currency string) cashflowView {
	var amount, fee, incoming, receivable, reserve hundredths
	if op.status == operationSuccess {
		switch op.kind {
		case Charged:
			amount, fee = op.amount, op.amount.percent(feePercent)
			incoming, receivable = amount-fee, amount-fee
		case Refunded, ChargedBack:
			amount, incoming, receivable = -op.amount, -op.amount, -op.amount
		case Credited:
			amount, incoming, reserve = -op.amount, -op.amount, op.amount.percent(feePercent)
			receivable = incoming - reserve
		}
	}
	return cashflowView{
		Amount: amount.String(), Currency: currency, Fee: fee.String(),
		Incoming: incoming.String(), Receivable: receivable.String(), Reserve: reserve.String(),
	}
}

func (p *Platform) stamp(t time.Time) string { return t.In(p.cfg.Location).Format(platformTime) }

func present(m map[string]string) map[string]string {
	if m == nil {
		return map[string]string{}
	}
	return m
}

func location(ip string) map[string]string {
	if ip == "" {
		return map[string]string{}
	}
	return map[string]string{"ip": ip}
}

// platformReply answers with one order and all its parts.
func (p *Platform) platformReply(status int, o *order) reply {
	return jsonReply(status, ordersView{Orders: []orderView{p.view(o, everything)}})
}

// acted answers a call that changed an order.
func (p *Platform) acted(o *order, guide func() any) (reply, *failure) {
	if p.cfg.Form == GuideForm {
		return jsonReply(http.StatusOK, guide()), nil
	}
	return p.platformReply(http.StatusOK, o), nil
}
