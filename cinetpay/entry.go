package cinetpay

import (
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/transport"
	"github.com/paygates/paygates-go/internal/wire"
	"github.com/paygates/paygates-go/money"
)

// entry is one contact or transfer in an answer of the transfer API.
type entry struct {
	says     facts
	code     string
	message  string
	status   string
	transfer Transfer
	contact  Contact
	amount   string
}

// balanceTexts are the amounts of a balance, as written.
type balanceTexts struct{ amount, inUse, available string }

// readEntries reads a list of entries, or a list of lists of them: clients know
// both. An object in their place is one entry.
func readEntries(a *answer, d *wire.Decoder) {
	for d.OneOrMany(); d.More(); {
		if d.Kind() != wire.Array {
			a.readEntry(d)
			continue
		}
		for d.Array(); d.More(); {
			a.readEntry(d)
		}
	}
	a.data = len(a.entries) > 0
}

// readEntry reads the entry that is due. One without fields is none.
func (a *answer) readEntry(d *wire.Decoder) {
	e, t := entry{says: facts{}}, Transfer{}
	filled := false
	for d.Object(); d.More(); {
		filled = true
		switch {
		case d.Is("code"):
			e.code = d.ID()
		case d.Is("message"):
			e.message = strings.TrimSpace(d.Text())
		case d.Is("status"):
			e.status = d.Text()
		case d.Is("prefix"):
			t.Prefix = d.ID()
		case d.Is("phone"):
			t.Phone = d.ID()
		case d.Is("name"):
			e.contact.FamilyName = d.Text()
		case d.Is("surname"):
			e.contact.GivenName = d.Text()
		case d.Is("email"):
			e.contact.Email = d.Text()
		case d.Is(fieldAmount):
			e.amount, _ = d.Amount()
		case d.Is("transaction_id"):
			t.ID = d.ID()
		case d.Is("client_transaction_id"):
			t.Reference = d.ID()
		case d.Is("treatment_status"):
			t.Status = TransferStatus(d.Word())
		case d.Is("sending_status"):
			t.SendingStatus = d.Word()
		case d.Is("transfer_valid"):
			t.Valid = d.Word()
		default:
			t.readDetail(d)
		}
	}
	if !filled {
		return
	}
	e.contact.Prefix, e.contact.Phone = t.Prefix, t.Phone
	e.transfer = t
	e.says["item.code"] = e.code
	e.says["prefix"], e.says["phone"], e.says[fieldAmount] = t.Prefix, t.Phone, e.amount
	e.says["transaction_id"], e.says["client_transaction_id"] = t.ID, t.Reference
	e.says["treatment_status"] = string(t.Status)
	a.entries = append(a.entries, e)
}

// readDetail reads a field on which nothing hangs.
func (t *Transfer) readDetail(d *wire.Decoder) {
	switch {
	case d.Is("lot"):
		t.Lot = d.Text()
	case d.Is("receiver"):
		t.Receiver = d.Text()
	case d.Is("receiver_e164"):
		t.ReceiverE164 = d.Text()
	case d.Is("operator"):
		t.Operator = d.Text()
	case d.Is("operator_transaction_id"):
		t.OperatorID = d.Text()
	case d.Is("comment"):
		t.Comment = d.Text()
	case d.Is("validated_at"):
		t.ValidatedAt.Text = strings.TrimSpace(d.Text())
	}
}

// finish is the transfer of an entry.
func (e *entry) finish(c money.Currency, zone *time.Location, body []byte) *Transfer {
	t := e.transfer
	if t.Amount, t.Unread = amountOf(e.amount, c); t.Unread != "" {
		t.Unread = transport.MaskCards(t.Unread)
	}
	t.ValidatedAt = moment(t.ValidatedAt.Text, zone)
	t.raw = paygates.NewRaw(body)
	return &t
}

func readBalance(a *answer, d *wire.Decoder) {
	b := &a.balance
	for d.Object(); d.More(); {
		a.data = true
		switch {
		case d.Is(fieldAmount):
			b.amount, _ = d.Amount()
		case d.Is("inUsing"):
			b.inUse, _ = d.Amount()
		case d.Is("available"):
			b.available, _ = d.Amount()
		}
	}
	a.says[fieldAmount], a.says["inUsing"], a.says["available"] = b.amount, b.inUse, b.available
}
