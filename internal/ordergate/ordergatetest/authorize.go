package ordergatetest

import (
	"net/http"
	"regexp"
	"strings"
	"unicode/utf8"
)

var (
	month = regexp.MustCompile(`^(0?[1-9]|1[0-2])$`)
	year  = regexp.MustCompile(`^20[0-9]{2}$`)
)

const (
	minHolder = 2
	maxHolder = 40

	ipRequired = "IP-address is required."
)

// authorizeCard pays with a card whose data the merchant sends.
func authorizeCard(p *Platform, in *incoming) (reply, *failure) {
	f := in.object
	currency := f.currency("currency", p.cfg.Currency)
	amount := f.amount("amount", currency, true)
	r := readPayment(f)
	notify := f.object("options").webURL("secure3d20_return_url")
	pan := f.pan("pan")
	card := p.readCard(f.object("card"))
	proof := readProof(f.object("secure3d"))
	parentID := p.readParent(f)
	if len(*f.problems) > 0 {
		return refused(invalidRequest(*f.problems))
	}
	o := p.newOrder(r, amount, currency, parentID, in.requestID())
	o.expires = o.created.Add(r.timeout)
	p.useCard(o, pan, card)
	switch {
	case proof != nil:
		o.secure3D = proof
	case r.force3D && in.decline == "":
		return p.begin3D(o, pan, notify, in)
	}
	d := p.pay(o, cardOf(pan).plain, "", in)
	return p.paid(o, d, everything)
}

// readPayment reads what authorize and token_pay have in common.
func readPayment(f fields) request {
	r := readRequest(f)
	if r.ip == "" {
		f.refuse("location.ip", ipRequired)
	}
	f.object("options").flag("exemption_mit")
	return r
}

// readCard gives what the order shows of the card's data.
func (p *Platform) readCard(f fields) map[string]string {
	if f.matching("cvv", cvv, "Must be three or four digits.") == "" && !p.cfg.OptionalCVV {
		f.refuse("cvv", "CVV is required.")
	}
	holder := f.text("holder")
	length := utf8.RuneCountInString(holder)
	switch {
	case holder == "" && !p.cfg.OptionalHolder:
		f.refuse("holder", "Card holder is required.")
	case holder != "" && (length < minHolder || length > maxHolder):
		f.refuse("holder", "Card holder must have 2 to 40 characters.")
	}
	m, y := f.text("expiration_month"), f.text("expiration_year")
	if !month.MatchString(m) {
		f.refuse("expiration_month", "Must be a month, 01 to 12.")
	}
	if !year.MatchString(y) {
		f.refuse("expiration_year", "Must be a year of four digits.")
		return nil
	}
	shown := map[string]string{"expiration": strings.TrimPrefix(m, "0") + "/" + y[2:]}
	if holder != "" {
		shown["holder"] = holder
	}
	return shown
}

// readProof reads an authentication that the merchant made elsewhere; nil if
// there is none. A directory server's transaction shows that it was version 2.
func readProof(f fields) map[string]string {
	xid, cavv, eci, transaction := f.text("xid"), f.text("cavv"), f.text("eci"), f.text("ds_trans_id")
	if xid == "" && cavv == "" && eci == "" && transaction == "" {
		return nil
	}
	proof := map[string]string{"scenario": "full", "version": "1", "dsrp": "0"}
	if transaction != "" {
		proof["version"] = "2"
	}
	for name, value := range map[string]string{"xid": xid, "cavv": cavv, "eci": strings.TrimPrefix(eci, "0")} {
		if value != "" {
			proof[name] = value
		}
	}
	return proof
}

// readParent checks the order that a recurring payment repeats.
func (p *Platform) readParent(f fields) string {
	id := readRecurringDetails(f.object("recurring_details"))
	if id == "" {
		return ""
	}
	if parent, ok := p.orders[id]; !ok || !parent.recurring || !parent.rebillable() {
		f.refuse("recurring_details.parent_order_id", "Parent order cannot be repeated.")
	}
	return id
}

// pay asks the acquirer, whose answer is the test card's or the fault's.
func (p *Platform) pay(o *order, d Decline, message string, in *incoming) Decline {
	if in.decline != "" {
		d, message = in.decline, ""
	}
	o.descriptor = terminal
	if d != "" {
		p.decline(o, d, Authorized, message)
		return d
	}
	p.approve(o, in.requestID())
	return ""
}

// paid answers a payment that is over, one way or the other.
func (p *Platform) paid(o *order, d Decline, show parts) (reply, *failure) {
	if d != "" {
		return p.declinedReply(o, d, nil)
	}
	return jsonReply(http.StatusOK, ordersView{Orders: []orderView{p.view(o, show)}}), nil
}
