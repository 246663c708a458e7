package cinetpaytest

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the page is a file, so that it can be read as such
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"

	"github.com/paygates/paygates-go/internal/modelpage"
)

const pagePath = "/payment/{token}"

//go:embed page.html
var pageSource string

// pageView is what the payment page shows.
type pageView struct {
	Title       string
	Text        string
	Tone        string // open, good, bad or idle: the colour of the mark
	Amount      string // 1,000,000
	Currency    string
	Reference   string
	Description string
	Lines       []pageLine // invoice_data
	Methods     []pageMethod
	Phone       string
	Locked      bool
	Payable     bool
	BackURL     string
	BackFields  []pageLine
	Leaving     bool // the form back to the shop sends itself
}

type pageLine struct{ Name, Value string }

type pageMethod struct{ Code, Name string }

// pageMethods are what the page offers for each universe.
var pageMethods = []struct {
	channel string
	method  pageMethod
}{
	{"MOBILE_MONEY", pageMethod{"OM", "Orange Money"}},
	{"MOBILE_MONEY", pageMethod{"MOMO", "MTN MoMo"}},
	{"MOBILE_MONEY", pageMethod{"FLOOZ", "Moov Flooz"}},
	{"WALLET", pageMethod{"WAVECI", "Wave"}},
	{"CREDIT_CARD", pageMethod{"VISAM", "Card"}},
}

// pageWords are what the page says about a payment of that status.
var pageWords = map[string]pageView{
	statusWaiting:  {Title: "Pay for your order", Tone: "open"},
	statusPending:  {Title: "Pay for your order", Tone: "open"},
	statusAccepted: {Title: "Payment complete", Text: "Thank you, the order is paid.", Tone: "good"},
	statusRefused:  {Title: "Payment refused", Text: "Nothing was taken from your account.", Tone: "bad"},
	statusRefunded: {Title: "Payment refunded", Text: "The money was sent back to you.", Tone: "idle"},
}

var unknownPage = pageView{Title: "Payment not found", Text: "Check the link that the shop gave you.", Tone: "idle"}

var unreadablePage = pageView{Title: "This form is not readable", Text: "Go back and choose again.", Tone: "bad"}

func showPage(m *Model, in *incoming) reply {
	p, ok := m.byToken[in.token]
	if !ok {
		return page.Answer(http.StatusNotFound, unknownPage)
	}
	return page.Answer(http.StatusOK, p.page())
}

// submitPage takes the payer's choice and sends the payer back to the shop, or
// to the page itself if the shop gave no address.
func submitPage(m *Model, in *incoming) reply {
	p, ok := m.byToken[in.token]
	if !ok {
		return page.Answer(http.StatusNotFound, unknownPage)
	}
	do, known := m.payerActions(in.form)[in.form.Get("action")]
	switch {
	case !known || !p.takes(in.form):
		return page.Answer(http.StatusBadRequest, unreadablePage)
	case waits(p) != nil:
		return page.Answer(http.StatusConflict, p.page())
	}
	do(p)
	view := p.page()
	if view.BackURL == "" {
		return modelpage.SeeOther(in.path)
	}
	view.Leaving, view.Payable = true, false
	return page.Answer(http.StatusOK, view)
}

// takes says that the form has nothing that the page did not offer.
func (p *payment) takes(form url.Values) bool {
	method, phone := form.Get("method"), form.Get("phone")
	return (method == "" || slices.ContainsFunc(p.methods(), func(o pageMethod) bool { return o.Code == method })) &&
		(phone == "" || !p.phoneLocked && isPhone(phone, 8, 10))
}

func (m *Model) payerActions(form url.Values) map[string]func(*payment) {
	wallet := Wallet{Method: form.Get("method"), Phone: form.Get("phone")}
	return map[string]func(*payment){
		"pay":    func(p *payment) { m.accept(p, wallet) },
		"refuse": func(p *payment) { m.turn(p, statusRefused, codeCanceled, wallet) },
		"leave":  func(p *payment) { m.turn(p, statusWaiting, codePush, wallet) },
	}
}

func (p *payment) page() pageView {
	v := pageWords[p.status]
	v.Amount, v.Currency = groupDigits(p.amount), p.currency.Code()
	v.Reference, v.Description = p.transactionID, p.description
	v.Payable = waits(p) == nil
	v.Lines = invoiceLines(p.invoiceData)
	v.Methods = p.methods()
	v.Phone, v.Locked = p.phone, p.phoneLocked
	if p.returnURL != "" {
		back := p.back()
		v.BackURL = back.URL
		for _, name := range []string{"transaction_id", "token"} {
			v.BackFields = append(v.BackFields, pageLine{name, back.Fields.Get(name)})
		}
	}
	return v
}

// methods are what the page offers: cards only if the merchant said enough about
// the customer.
func (p *payment) methods() []pageMethod {
	var out []pageMethod
	for _, offer := range pageMethods {
		if p.offers(offer.channel) && (offer.channel != "CREDIT_CARD" || p.cardOffered) {
			out = append(out, offer.method)
		}
	}
	return out
}

// invoiceLines are the variables in the order of the text that draft made.
func invoiceLines(text string) []pageLine {
	if text == "" {
		return nil
	}
	d := json.NewDecoder(bytes.NewReader([]byte(text)))
	var lines []pageLine
	if _, err := d.Token(); err != nil {
		return nil
	}
	for d.More() {
		name, _ := d.Token()
		value, _ := d.Token()
		lines = append(lines, pageLine{fmt.Sprint(name), fmt.Sprint(value)})
	}
	return lines
}

// leaveScript sends the form back to the shop by itself. The page's policy lets
// nothing else run.
const leaveScript = "document.forms[0].submit()"

// Script is leaveScript for the page.
func (pageView) Script() template.JS { return leaveScript }

var page = modelpage.New(pageSource, "script-src 'sha256-"+leaveScriptHash()+"'")

func leaveScriptHash() string {
	sum := sha256.Sum256([]byte(leaveScript))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// groupDigits writes 1234567 as 1,234,567.
func groupDigits(w whole) string {
	text := w.String()
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
