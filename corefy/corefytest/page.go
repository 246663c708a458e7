package corefytest

import (
	_ "embed" // the page is a file, so that it can be read as such
	"errors"
	"mime"
	"net/http"
	"net/url"

	"github.com/paygates/paygates-go/internal/modelpage"
)

//go:embed page.html
var pageSource string

var page = modelpage.New(pageSource, "")

// pageView is what the hosted page shows.
type pageView struct {
	Title     string
	Text      string
	Tone      string // open, good, bad or idle: the colour of the mark
	ID        string
	Reference string
	Note      string
	Method    string
	Amount    string
	Currency  string
	Expires   string
	Verb      string
	Payable   bool
	Cards     []pageCard
	Back      string
	Ask       bool // something is missing from a checkout link
	Kept      []pageField
	Services  []pageField
	Inputs    []pageField
}

type pageCard struct{ PAN, Masked, Label string }

type pageField struct{ Name, Value string }

// pageWords are what the page says about an invoice, by its status.
var pageWords = map[string]pageView{
	processed:          {Title: "Payment complete", Text: "Thank you, the invoice is paid.", Tone: "good"},
	partiallyProcessed: {Title: "Payment received", Text: "The amount differs from the invoice. The shop will tell you what happens next.", Tone: "good"},
	verified:           {Title: "Card verified", Text: "Nothing was taken from your card.", Tone: "good"},
	processFailed:      {Title: "Payment refused", Text: "Nothing was taken from your card.", Tone: "bad"},
	verifyFailed:       {Title: "Verification failed", Text: "Nothing was taken from your card.", Tone: "bad"},
	terminated:         {Title: "Payment canceled", Text: "Nothing was taken from your card.", Tone: "bad"},
	expired:            {Title: "This link has expired", Text: "The time to pay is over. Go back to the shop and order again.", Tone: "idle"},
	refundPending:      {Title: "Refund under way", Text: "The shop is sending money back to you.", Tone: "idle"},
	refunded:           {Title: "Payment refunded", Text: "The shop has sent the money back to you.", Tone: "idle"},
	partiallyRefunded:  {Title: "Payment refunded in part", Text: "The shop has sent some of the money back to you.", Tone: "idle"},
	chargedBack:        {Title: "Payment disputed", Text: "Your bank has taken this payment back.", Tone: "idle"},
	partlyChargedBack:  {Title: "Payment disputed", Text: "Your bank has taken some of this payment back.", Tone: "idle"},
}

func showPage(m *Model, in *incoming) (reply, *failure) {
	o, ok := found[*invoice](m, in.id)
	if !ok {
		return page.Answer(http.StatusNotFound, pageView{
			Title: "Invoice not found", Text: "Check the link that the shop gave you.", Tone: "idle",
		}), nil
	}
	return invoicePage(http.StatusOK, o), nil
}

// submitPage takes the payer's choice and sends the payer back to the shop, or
// to the page itself if the shop gave no address. A form without a choice is how
// some services send the payer here.
func submitPage(m *Model, in *incoming) (reply, *failure) {
	o, ok := found[*invoice](m, in.id)
	if !ok {
		return showPage(m, in)
	}
	form, err := readForm(in)
	if err == nil && !form.Has("action") {
		return showPage(m, in)
	}
	if err == nil {
		err = m.actLocked(o.id, func(o *invoice) error { return m.choose(o, form) })
	}
	switch {
	case errors.Is(err, ErrNotPayable):
		return invoicePage(http.StatusConflict, o), nil
	case err != nil:
		return page.Answer(http.StatusBadRequest, pageView{
			Title: "This form is not readable", Text: "Go back and choose again.", Tone: "bad",
		}), nil
	}
	back := o.backURL()
	if back == "" {
		back = in.path
	}
	return modelpage.SeeOther(back), nil
}

var errNotAForm = errors.New("not a form with a known action")

func (m *Model) choose(o *invoice, form url.Values) error {
	switch form.Get("action") {
	case "pay":
		return m.payWith(o, textOr(form.Get("card"), approvedPAN), o.payment)
	case "refuse":
		return m.refuse(o)
	case "leave":
		return m.abandon(o)
	}
	return errNotAForm
}

func readForm(in *incoming) (url.Values, error) {
	media, _, err := mime.ParseMediaType(in.header.Get("Content-Type"))
	if err != nil || media != "application/x-www-form-urlencoded" {
		return nil, errNotAForm
	}
	return url.ParseQuery(string(in.body))
}

func invoicePage(status int, o *invoice) reply {
	v, known := pageWords[o.status]
	if !known {
		v = pageView{Title: "Nothing to pay", Text: "The invoice is " + o.status + ".", Tone: "idle"}
	}
	if o.resolution == expired {
		v = pageWords[expired]
	}
	if o.open() {
		v = pageView{Title: "Pay your invoice", Tone: "open", Payable: true, Expires: o.expires.Format("2 January 2006, 15:04 MST")}
	}
	v.ID, v.Reference, v.Note, v.Method = o.id, o.reference, o.description, o.service.title()
	v.Amount, v.Currency = string(number(o.payment)), o.service.Currency.Code()
	v.Verb = "Pay " + v.Amount + " " + v.Currency
	if o.verify {
		v.Verb = "Verify the card"
	}
	for _, pan := range cardOrder {
		v.Cards = append(v.Cards, pageCard{pan, "•••• " + pan[len(pan)-4:] + " (" + pan[:4] + ")", testCards[pan].label})
	}
	v.Back = o.backURL()
	return page.Answer(status, v)
}
