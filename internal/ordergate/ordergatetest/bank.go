package ordergatetest

import (
	"crypto/sha256"
	_ "embed" // as above the payment page
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"

	"github.com/paygates/paygates-go/internal/modelpage"
)

//go:embed bank.html
var bankSource string

var bankPage = modelpage.New(bankSource, "script-src 'sha256-"+sendScriptHash+"'")

// bankView is what the bank's page shows: a question to the payer, or a form
// that carries the answer on.
type bankView struct {
	Brand, Title, Text string
	Mark               bool // nothing can be done here

	Asking                 bool
	Whole, Cents, Currency string
	Shop, Card, ID         string
	Action                 string

	Target string
	Hidden []hiddenField
}

type hiddenField struct{ Name, Value string }

// sendScript, which the page holds, takes the payer on without a click. The
// policy lets no other script run.
const sendScript = "document.forms[0].submit()"

var sendScriptHash = func() string {
	sum := sha256.Sum256([]byte(sendScript))
	return base64.StdEncoding.EncodeToString(sum[:])
}()

// showBank asks the payer. A payer who comes back after the answer is sent on
// with the same answer.
func showBank(p *Platform, in *incoming) (reply, *failure) {
	form, o, wrong := p.bankForm(in)
	switch {
	case wrong != nil:
		return *wrong, nil
	case o.stage == answered:
		return p.carryAnswer(o, form), nil
	}
	return p.bankReply(http.StatusOK, bankView{
		Title: "Is this payment yours?", Text: "Your bank asks before it lets the shop charge your card.",
		Asking: true, Whole: groupDigits(int64(o.amount) / 100), Cents: fmt.Sprintf(".%02d", o.amount%100), Currency: o.currency.Code(),
		Shop: p.shopName(o), Card: o.pan, ID: o.id, Action: choicePath, Hidden: bankFields(o, form),
	}), nil
}

// chooseAtBank takes the payer's answer, which is final.
func chooseAtBank(p *Platform, in *incoming) (reply, *failure) {
	form, o, wrong := p.bankForm(in)
	if wrong != nil {
		return *wrong, nil
	}
	choice := form.Get("choice")
	if choice != "confirm" && choice != "fail" {
		return p.unreadable(), nil
	}
	if o.stage == atChallenge {
		o.answerChallenge(choice == "confirm")
	}
	return p.carryAnswer(o, form), nil
}

// checkDevice is the 3DS Method page. It looks at nothing and goes on.
func checkDevice(p *Platform, in *incoming) (reply, *failure) {
	form, err := readForm(in)
	if err != nil {
		return p.unreadable(), nil
	}
	o := p.orderOfMethod(form.Get(fieldMethod))
	switch {
	case o == nil:
		return p.unknownSession(), nil
	case !o.waiting() || o.expired(p.now) || o.stage != atDevice:
		return p.overAtBank(), nil
	}
	return p.carry("Checking your device", Return{URL: o.notifyURL, Fields: url.Values{fieldMethod: {p.methodData(o)}}}), nil
}

// bankForm reads what the browser brought and finds its order, or says what is
// wrong with it.
func (p *Platform) bankForm(in *incoming) (url.Values, *order, *reply) {
	form := in.query
	if in.method == http.MethodPost {
		var err error
		if form, err = readForm(in); err != nil {
			return nil, nil, new(p.unreadable())
		}
	}
	o := p.orderOfSession(form.Get(fieldMD))
	if o == nil {
		o = p.orderOfSession(form.Get(fieldSession))
	}
	switch {
	case o == nil || o.version == 0 || (o.version == 1) != form.Has(fieldMD):
		return nil, nil, new(p.unknownSession())
	case o.version == 1 && (form.Get(fieldPaReq) != p.paReq(o) || !isWebURL(form.Get(fieldTermURL))):
		return nil, nil, new(p.unreadable())
	case !o.waiting() || o.expired(p.now) || o.stage == atDevice:
		return nil, nil, new(p.overAtBank())
	}
	return form, o, nil
}

// bankFields are carried from page to page.
func bankFields(o *order, form url.Values) []hiddenField {
	if o.version == 2 {
		return []hiddenField{{fieldSession, sessionOf(o)}}
	}
	return []hiddenField{{fieldMD, sessionOf(o)}, {fieldPaReq, form.Get(fieldPaReq)}, {fieldTermURL, form.Get(fieldTermURL)}}
}

// carryAnswer sends the payer back with the bank's answer.
func (p *Platform) carryAnswer(o *order, form url.Values) reply {
	back := p.returnOf(o)
	if o.version == 1 {
		back.URL = form.Get(fieldTermURL) // the merchant may have put its own
	}
	return p.carry("Thank you", back)
}

func (p *Platform) carry(title string, back Return) reply {
	view := bankView{Title: title, Text: "You are being sent back to the shop.", Target: back.URL}
	for _, name := range sortedNames(back.Fields) {
		view.Hidden = append(view.Hidden, hiddenField{name, back.Fields.Get(name)})
	}
	return p.bankReply(http.StatusOK, view)
}

func (p *Platform) unreadable() reply {
	return p.bankReply(http.StatusBadRequest, bankView{
		Title: "This form is not readable", Text: "Go back to the shop and pay again.", Mark: true,
	})
}

func (p *Platform) unknownSession() reply {
	return p.bankReply(http.StatusNotFound, bankView{
		Title: "Payment not found", Text: "The bank was not asked about such a payment.", Mark: true,
	})
}

func (p *Platform) overAtBank() reply {
	return p.bankReply(http.StatusConflict, bankView{
		Title: "Nothing to confirm", Text: "This payment does not wait for you here.", Mark: true,
	})
}

// shopName is where the payer came from, as far as the order tells.
func (p *Platform) shopName(o *order) string {
	for _, address := range []string{o.returnURL, o.notifyURL} {
		if u, err := url.Parse(address); err == nil && u.Host != "" {
			return u.Host
		}
	}
	return terminal
}

func (p *Platform) bankReply(status int, v bankView) reply {
	v.Brand = "Test bank"
	return bankPage.Answer(status, v)
}
