package circlepaytest

import (
	_ "embed" // the page is a file, so that it can be read as such
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/paygates/paygates-go/internal/modelpage"
	"github.com/paygates/paygates-go/money"
)

//go:embed page.html
var pageSource string

var page = modelpage.New(pageSource, "")

// pageView is what a checkout page shows.
type pageView struct {
	Title       string
	Text        string
	Tone        string // open, good, bad or idle: the colour of the mark
	Seller      string
	Amount      string
	Currency    string
	Name        string // of the product or the invoice
	Description string
	Lines       []pageLine // items and sums
	Policies    []pageLine
	Methods     []pageLine // name, identifier
	Payable     bool
	NeedsBuyer  bool // a link whose payer is not known
	AskAddress  bool
	Back        string
}

type pageLine struct{ Name, Value string }

var (
	unknownPage    = pageView{Title: "Payment Link isn't available", Text: "Check the link that the shop gave you.", Tone: "idle"}
	unreadablePage = pageView{Title: "This form is not readable", Text: "Go back and choose again.", Tone: "bad"}
)

// pageWords are what the page says about a payment.
var pageWords = map[string]pageView{
	statusInitialized: {Title: "Pay for your order", Tone: "open"},
	statusPending:     {Title: "Finish your payment", Text: "Pay with the reference number that you have, or choose again.", Tone: "open"},
	statusPaid:        {Title: "Payment complete", Text: "Thank you, the order is paid.", Tone: "good"},
	statusFailed:      {Title: "Payment refused", Text: "Nothing was taken from you.", Tone: "bad"},
}

func showPage(m *Model, in *incoming) reply {
	at := m.checkoutOf(in)
	if at == nil {
		return page.Answer(http.StatusNotFound, unknownPage)
	}
	return page.Answer(http.StatusOK, m.pageOf(at))
}

// submitPage takes the payer's choice and sends the payer back.
func submitPage(m *Model, in *incoming) reply {
	at := m.checkoutOf(in)
	if at == nil {
		return page.Answer(http.StatusNotFound, unknownPage)
	}
	if !at.payable(m) {
		return page.Answer(http.StatusConflict, m.pageOf(at))
	}
	form, ok := readForm(in)
	do, known := m.payerActions(form)[form.Get("action")]
	if !ok || !known || at.needsBuyer() && !isPhone(form.Get("mobile")) || !at.merchant().takes(m, form.Get("method")) {
		return page.Answer(http.StatusBadRequest, unreadablePage)
	}
	p := m.begin(in, at, form.Get("mobile"))
	if do(p) != nil {
		return page.Answer(http.StatusConflict, m.pageOf(at))
	}
	return modelpage.SeeOther(p.back())
}

// takes says that the merchant has that method, or any if none is named.
func (k *merchant) takes(m *Model, methodID string) bool {
	return methodID == "" || first(k.usable(m), func(w *method) bool { return w.ID == methodID }) != nil
}

func (m *Model) payerActions(form url.Values) map[string]func(*payment) error {
	return map[string]func(*payment) error{
		"pay":    func(p *payment) error { return m.pay(p, form.Get("method")) },
		"refuse": func(p *payment) error { m.move(p, statusFailed); return nil },
		"leave":  func(p *payment) error { m.move(p, statusPending); return nil },
	}
}

func readForm(in *incoming) (url.Values, bool) {
	media, _, err := mime.ParseMediaType(in.header.Get("Content-Type"))
	if err != nil || media != "application/x-www-form-urlencoded" {
		return nil, false
	}
	form, err := url.ParseQuery(string(in.body))
	return form, err == nil
}

// needsBuyer: nobody has said who pays this link.
func (at *checkout) needsBuyer() bool { return at.payment == nil && at.link != nil }

func (m *Model) pageOf(at *checkout) pageView {
	v := pageView{Title: "Pay for your order", Tone: "open"}
	if p := at.payment; p != nil {
		v = pageWords[p.status]
		if p.redirect != "" && !p.open() {
			v.Back = p.back()
		}
	}
	v.Payable = at.payable(m)
	if !v.Payable && at.payment == nil {
		v = unknownPage
		if at.invoice != nil && at.invoice.status == invoicePaid {
			v = pageWords[statusPaid]
		}
	}
	v.Seller, v.NeedsBuyer = at.merchant().businessName, at.needsBuyer()
	if o := at.invoice; o != nil {
		v.invoice(o)
	} else {
		v.link(at.link)
	}
	if at.payment != nil && at.payment.method != nil {
		w := at.payment.method
		v.Methods = []pageLine{{w.title(), w.ID}}
	} else {
		for _, w := range at.merchant().usable(m) {
			v.Methods = append(v.Methods, pageLine{w.title(), w.ID})
		}
	}
	return v
}

func (w *method) title() string { return w.Name + " (" + w.gateway.Name + ")" }

func (v *pageView) invoice(o *invoice) {
	v.Name = "Invoice " + o.number
	v.setAmount(o.total)
	for _, line := range o.items {
		name := line.name
		if line.quantity > 1 {
			name = strconv.FormatInt(line.quantity, 10) + " × " + name
		}
		v.Lines = append(v.Lines, pageLine{name, priceText(must(line.price.Mul(line.quantity)))})
	}
	for _, sum := range []struct {
		name   string
		amount money.Amount
	}{{"Discount", o.totals.discount.Neg()}, {"Tax", o.totals.tax}, {"Shipping", o.shipping}} {
		if !sum.amount.IsZero() {
			v.Lines = append(v.Lines, pageLine{sum.name, priceText(sum.amount)})
		}
	}
	v.policies(o.shippingPolicy, o.returnPolicy, o.extraNotes)
}

func (v *pageView) link(l *link) {
	v.Name, v.Description, v.AskAddress = l.name, l.description, l.askAddress
	v.setAmount(l.value)
	shipping, back := "", ""
	if l.shippingOn {
		shipping = l.shippingDetails
	}
	if l.refundOn {
		back = l.refundDetails
	}
	v.policies(shipping, back, l.comments)
}

func (v *pageView) setAmount(a money.Amount) {
	v.Amount, v.Currency = priceText(a), a.Currency().Code()
}

func (v *pageView) policies(shipping, back, notes string) {
	for _, policy := range []pageLine{{"Shipping", shipping}, {"Returns", back}, {"Notes", notes}} {
		if policy.Value != "" {
			v.Policies = append(v.Policies, policy)
		}
	}
}

// priceText writes 1234567.5 EGP as 1,234,567.50.
func priceText(a money.Amount) string {
	text, _, _ := strings.Cut(a.String(), " ")
	sign, digits := "", text
	if a.IsNegative() {
		sign, digits = "−", text[1:]
	}
	whole, rest, _ := strings.Cut(digits, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if rest != "" {
		whole += "." + rest
	}
	return sign + whole
}
