package ordergatetest

import (
	"encoding/base64"
	"fmt"
	"html"
	"net/http"
	"strings"

	"github.com/paygates/paygates-go/internal/strictjson"
)

// The addresses of the pages that stand for the payer's bank, and of the
// gateway's own page behind version 1.
const (
	bankPath   = "/test/bank"
	choicePath = "/test/bank/choice"
	methodPath = "/test/bank/method"
	termPath   = "/complete/secure3d"
)

// The names of the fields that the payer's browser carries.
const (
	fieldMD      = "MD"
	fieldPaReq   = "PaReq"
	fieldPaRes   = "PaRes"
	fieldTermURL = "TermUrl"
	fieldSession = "threeDSSessionData"
	fieldMethod  = "threeDSMethodData"
	fieldCRes    = "cres"
)

// prepared answers that the payer has to be sent to the bank.
func (p *Platform) prepared(o *order) (reply, *failure) {
	o.status, o.updated, o.descriptor = statusPrepared, p.now, ""
	o.secure3D = p.secure3D(o, o.version, undecided)
	view := p.view(o, everything)
	view.Form3D = p.form3D(o)
	view.Form3DHTML = formHTML(view.Form3D)
	return jsonReply(http.StatusCreated, ordersView{Orders: []orderView{view}}), nil
}

// form3D is the form that takes the payer's browser to the bank. Its methods are
// those of the samples.
func (p *Platform) form3D(o *order) map[string]string {
	switch {
	case o.stage == atDevice:
		return map[string]string{"action": o.pages + methodPath, "method": http.MethodPost, fieldMethod: p.methodData(o)}
	case o.version == 2:
		return map[string]string{"action": o.pages + bankPath, "method": http.MethodPost, fieldSession: sessionOf(o)}
	}
	return map[string]string{
		"action": o.pages + bankPath, "method": http.MethodGet,
		fieldMD: sessionOf(o), fieldPaReq: p.paReq(o), fieldTermURL: o.pages + termPath,
	}
}

// formHTML writes a form as the samples do.
func formHTML(form map[string]string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<form id="form3d" method="%s" action="%s">`, form["method"], html.EscapeString(form["action"]))
	for _, name := range sortedNames(form) {
		if name == "action" || name == "method" {
			continue
		}
		fmt.Fprintf(&b, `<input type="hidden" name="%s" value="%s">`, name, html.EscapeString(form[name]))
	}
	b.WriteString(`</form><script>window.onload = function() {document.forms['form3d'].submit();}</script>`)
	return b.String()
}

// sessionOf is the order's id in base64, which the bank hands back unread.
func sessionOf(o *order) string { return base64.StdEncoding.EncodeToString([]byte(o.id)) }

func (p *Platform) orderOfSession(session string) *order {
	id, err := base64.StdEncoding.DecodeString(session)
	if err != nil {
		return nil
	}
	return p.orders[string(id)]
}

func (p *Platform) paReq(o *order) string { return fmt.Sprintf("%016X", p.draw(o, 4)) }

// paRes is the bank's answer in version 1, as opaque as the sample's.
func (p *Platform) paRes(o *order, confirmed bool) string {
	n := uint64(5)
	if confirmed {
		n = 6
	}
	return fmt.Sprintf("%016X%016X", p.draw(o, n), p.draw(o, n+2))
}

type cresView struct {
	ACSTransID     string `json:"acsTransID"`
	ChallengeDone  string `json:"challengeCompletionInd"`
	MessageType    string `json:"messageType"`
	MessageVersion string `json:"messageVersion"`
	ServerTransID  string `json:"threeDSServerTransID"`
	Status         string `json:"transStatus"`
}

// cres is the bank's answer in version 2.
func (p *Platform) cres(o *order, confirmed bool) string {
	status := "N"
	if confirmed {
		status = "Y"
	}
	return base64.StdEncoding.EncodeToString(strictjson.Encode(cresView{
		ACSTransID: fmt.Sprintf("%016x", p.draw(o, 9)), ChallengeDone: "Y", MessageType: "CRes", MessageVersion: "2.1.0",
		ServerTransID: p.transactionID(o), Status: status,
	}))
}

type methodView struct {
	NotificationURL string `json:"threeDSMethodNotificationURL"`
	ServerTransID   string `json:"threeDSServerTransID"`
}

func (p *Platform) methodData(o *order) string {
	return base64.StdEncoding.EncodeToString(strictjson.Encode(methodView{NotificationURL: o.notifyURL, ServerTransID: p.transactionID(o)}))
}

// orderOfMethod finds the order whose device is to be looked at.
func (p *Platform) orderOfMethod(data string) *order {
	for _, o := range p.sequence {
		if o.version == 2 && p.methodData(o) == data {
			return o
		}
	}
	return nil
}
