package ordergatetest

import (
	"net/http"

	"github.com/paygates/paygates-go/internal/modelpage"
)

const (
	alreadyCompleted = "Order already completed"
	notInDialogue    = "Order is not waiting for 3-D Secure authentication."
	noResult         = "Order has no result of the authentication yet."
)

// dialogueOf finds the order of the path and refuses it unless it is in a
// dialogue of that version.
func (p *Platform) dialogueOf(in *incoming, version int) (*order, *failure) {
	o, ok := p.orders[in.id]
	if !ok {
		return nil, &failure{kind: notFound, message: orderNotFound}
	}
	if problems := *in.object.problems; len(problems) > 0 {
		f := invalidRequest(problems)
		f.orderID = o.id
		return nil, &f
	}
	message := notInDialogue
	if version == 1 && o.version == 1 && o.stage == concluded {
		message = alreadyCompleted
	}
	if o.version != version || !o.waiting() || o.expired(p.now) {
		return nil, &failure{kind: wrongState, message: message, orderID: o.id}
	}
	return o, nil
}

// completeOrder takes the bank's answer of version 1.
func completeOrder(p *Platform, in *incoming) (reply, *failure) {
	paRes := in.object.required(fieldPaRes, "PaRes is required.")
	o, f := p.dialogueOf(in, 1)
	if f != nil {
		return reply{}, f
	}
	if o.stage != answered || paRes != p.paRes(o, o.confirmed) {
		return invalidAnswer(o, fieldPaRes, "PaRes is not valid.")
	}
	return p.paid(o, p.conclude(o, in), parts{}) // the sample shows no extra objects
}

// complete3D20 ends version 2. The bank has told the gateway itself, so the
// payer's copy of the answer may be left out.
func complete3D20(p *Platform, in *incoming) (reply, *failure) {
	cres := in.object.text(fieldCRes)
	o, f := p.dialogueOf(in, 2)
	switch {
	case f != nil:
		return reply{}, f
	case o.stage != answered:
		return refused(failure{kind: invalid, message: noResult, orderID: o.id})
	case cres != "" && cres != p.cres(o, o.confirmed):
		return invalidAnswer(o, fieldCRes, "cres is not valid.")
	}
	return p.paid(o, p.conclude(o, in), everything)
}

// resumeOrder goes on after the 3DS Method page.
func resumeOrder(p *Platform, in *incoming) (reply, *failure) {
	if names := sortedNames(in.object.values); len(names) > 0 {
		in.object.refuse(names[0], takesNoMembers)
	}
	o, f := p.dialogueOf(in, 2)
	switch {
	case f != nil:
		return reply{}, f
	case o.stage != atDevice:
		return wrong(o, "Order is not waiting for its 3DS Method page.")
	case in.decline != "":
		o.stage = concluded
		return p.paid(o, p.pay(o, in.decline, "", in), everything)
	}
	return p.askBank(o, in)
}

func invalidAnswer(o *order, name, message string) (reply, *failure) {
	f := invalidField(name, message)
	f.orderID = o.id
	return refused(f)
}

// finishAtGateway is the gateway's own TermUrl: it completes the order by itself
// and sends the payer back to the shop.
func finishAtGateway(p *Platform, in *incoming) (reply, *failure) {
	form, err := readForm(in)
	if err != nil {
		return p.unreadable(), nil
	}
	o := p.orderOfSession(form.Get(fieldMD))
	switch {
	case o == nil || o.version != 1:
		return p.unknownSession(), nil
	case !o.waiting() || o.expired(p.now):
		return p.orderPage(http.StatusConflict, o), nil
	case o.stage != answered || form.Get(fieldPaRes) != p.paRes(o, o.confirmed):
		return p.unreadable(), nil
	}
	p.conclude(o, in)
	p.queueCallback(o)
	back := o.backURL()
	if back == "" {
		return p.orderPage(http.StatusOK, o), nil
	}
	return modelpage.SeeOther(back), nil
}
