package cinetpay

import (
	"slices"
	"strconv"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/transport"
	"github.com/paygates/paygates-go/money"
)

func (a *account) judgeBalance(op *paygates.Operation, reply *transport.Reply) (*Balance, *paygates.Error) {
	said, err := read(reply.Body, readBalance)
	if err != nil {
		return nil, unreadable(reply, err)
	}
	if !succeeded(reply.Status) || !proves(op, said.says, nil, "") {
		return nil, said.fault(op, transferTable, reply.Status)
	}
	b := &Balance{Message: said.text(), raw: paygates.NewRaw(reply.Body)}
	for _, part := range []struct {
		to   *money.Amount
		text string
	}{{&b.Amount, said.balance.amount}, {&b.InUse, said.balance.inUse}, {&b.Available, said.balance.available}} {
		if *part.to, err = money.ParseExact(part.text, a.currency); err != nil {
			return nil, unreadable(reply, err)
		}
	}
	return b, nil
}

// judgeContacts reads the answer to AddContacts: every contact that was asked
// for, in its order, taken or known.
func judgeContacts(op *paygates.Operation, contacts []Contact, reply *transport.Reply) (*AddedContacts, *paygates.Error) {
	said, err := read(reply.Body, readEntries)
	if err != nil {
		return nil, unreadable(reply, err)
	}
	if !succeeded(reply.Status) || said.code != codeOK || len(said.entries) != len(contacts) {
		return nil, said.fault(op, transferTable, reply.Status)
	}
	added := &AddedContacts{Message: said.text(), raw: paygates.NewRaw(reply.Body)}
	for i := range said.entries {
		e := &said.entries[i]
		if !proves(op, e.says, contacts[i].asked(), "item.code") {
			return nil, said.contactFault(op, contacts, reply.Status)
		}
		added.Contacts = append(added.Contacts, AddedContact{
			Contact: e.contact, Known: e.code == codeKnownContact, Status: e.status, Lot: e.transfer.Lot,
		})
	}
	return added, nil
}

func (c *Contact) asked() facts { return facts{"prefix": c.Prefix, "phone": c.Phone} }

// contactFault is the error where not every contact was taken: nothing was done
// if each was refused.
func (a *answer) contactFault(op *paygates.Operation, contacts []Contact, status int) *paygates.Error {
	var fault *paygates.Error
	var fields []paygates.FieldError
	outcome := paygates.OutcomeNotExecuted
	for i := range a.entries {
		e := &a.entries[i]
		one := a.entryFault(op, e, contacts[i].asked(), status)
		if one.Outcome != paygates.OutcomeNotExecuted {
			outcome = one.Outcome
		}
		if e.refused(op) {
			fields = append(fields, paygates.FieldError{Field: "Contacts[" + strconv.Itoa(i) + "]", Message: "code " + e.code})
			fault = one
		} else if fault == nil {
			fault = one
		}
	}
	fault.Fields, fault.Outcome = fields, outcome
	if outcome == paygates.OutcomeUnknown {
		fault.WithAdvice(paygates.AdviceLookUp) // that of one refusal says nothing of the others
	}
	return fault
}

// refused: the entry's own code is that of an error, and none by which the row
// proves the opposite.
func (e *entry) refused(op *paygates.Operation) bool {
	return e.code != "" && e.code != codeOK &&
		!slices.ContainsFunc(op.Executed, func(p paygates.Proof) bool { return slices.Contains(p.Words, e.code) })
}

// entryFault is the error of an answer about one entry that proves nothing, or
// that it was refused.
func (a *answer) entryFault(op *paygates.Operation, e *entry, asked facts, status int) *paygates.Error {
	fault := a.fault(op, transferTable, status)
	fault.ObjectID = e.transfer.ID
	if a.code != codeOK || !succeeded(status) || !e.refused(op) {
		return fault
	}
	fault.Code, fault.Kind = e.code, transferTable.kind(e.code)
	fault.Message = e.message // the answer's own speaks of the answer: OPERATION_SUCCES
	if fault.Kind == nil {
		fault.Kind = paygates.ErrUnexpectedReply
		return fault
	}
	fault.Decline = transferTable[e.code].Decline
	refusal, listed := op.Refusal(signalItem, e.code)
	if !listed || e.transfer.ID != "" || e.transfer.Status != "" || !agrees(op, e.says, asked) {
		return fault
	}
	fault.Outcome = paygates.OutcomeNotExecuted
	return fault.WithAdvice(refusal.Advice)
}

// judgeSend reads the answer to Send: the transfer where it proves that CinetPay
// took the one that was asked for.
func (a *account) judgeSend(op *paygates.Operation, r *SendRequest, reply *transport.Reply) (*Transfer, *paygates.Error) {
	said, err := read(reply.Body, readEntries)
	if err != nil {
		return nil, unreadable(reply, err)
	}
	if len(said.entries) != 1 {
		return nil, said.fault(op, transferTable, reply.Status)
	}
	e, asked := &said.entries[0], facts{
		"client_transaction_id": r.Reference, fieldAmount: r.Amount.Decimal().String(), "prefix": r.Prefix, "phone": r.Phone,
	}
	if !succeeded(reply.Status) || !proves(op, e.says, asked, signalStatus) {
		if rejected := said.rejected(op, e, asked, reply.Status); rejected != nil {
			return nil, rejected
		}
		return nil, said.entryFault(op, e, asked, reply.Status)
	}
	return e.finish(r.Amount.Currency(), a.zone, reply.Body), nil
}

// rejected is the error of an accepted request whose transfer is refused in the
// same answer; nil where it is none.
func (a *answer) rejected(op *paygates.Operation, e *entry, asked facts, status int) *paygates.Error {
	refusal, listed := op.Refusal(signalStatus, string(e.transfer.Status))
	if !listed || !succeeded(status) || a.code != codeOK || e.code != codeOK || e.transfer.Reference == "" || !agrees(op, e.says, asked) {
		return nil
	}
	fault := &paygates.Error{
		Kind: paygates.ErrDeclined, Outcome: paygates.OutcomeNotExecuted, Code: string(e.transfer.Status), Message: e.transfer.Comment,
		ObjectID: e.transfer.ID,
	}
	return fault.WithAdvice(refusal.Advice)
}

// judgeTransfers reads the transfers that bear a reference: one, or more if it
// was used twice.
func (a *account) judgeTransfers(op *paygates.Operation, reference string, c money.Currency, reply *transport.Reply) ([]*Transfer, *paygates.Error) {
	said, err := read(reply.Body, readEntries)
	if err != nil {
		return nil, unreadable(reply, err)
	}
	if !succeeded(reply.Status) || len(said.entries) == 0 {
		return nil, said.unfound(op, reply.Status)
	}
	var hits []*Transfer
	for i := range said.entries {
		e := &said.entries[i]
		if !proves(op, e.says, facts{"client_transaction_id": reference}, "") {
			fault := said.unfound(op, reply.Status)
			fault.ObjectID = e.transfer.ID
			return nil, fault
		}
		hits = append(hits, e.finish(c, a.zone, reply.Body))
	}
	return hits, nil
}

// unfound is the error of an answer that shows no transfer under the reference.
// "Not found" beside a transfer contradicts itself, and is no absence.
func (a *answer) unfound(op *paygates.Operation, status int) *paygates.Error {
	fault := a.fault(op, transferTable, status)
	if a.data && fault.Kind == paygates.ErrNotFound { //nolint:errorlint // the table holds the kinds themselves
		fault.Kind = paygates.ErrUnexpectedReply
	}
	return fault
}
