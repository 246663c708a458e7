package ordergatetest

import (
	_ "embed" // the pages are files, so that they can be read as such
	"errors"
	"fmt"
	"mime"
	"net/http"
	"net/url"

	"github.com/paygates/paygates-go/internal/modelpage"
)

//go:embed page.html
var pageSource string

var page = modelpage.New(pageSource, "")

// pageView is what the payment page shows.
type pageView struct {
	Brand     string
	Title     string
	Text      string
	Tone      string // open, good, bad or idle: the colour of the mark
	ID        string
	Reference string
	Note      string
	Whole     string // 9,999
	Cents     string // .99
	Currency  string
	Expires   string
	Cards     []testCard
	Payable   bool
	Secure    bool
	Back      string
}

// PAN is the number for the page's list of test cards.
func (c testCard) PAN() string { return c.pan }

// Label says what the card does.
func (c testCard) Label() string { return c.label }

// Masked is the number as a payer sees it.
func (c testCard) Masked() string { return "•••• " + c.pan[len(c.pan)-4:] }

// pageWords are what the page says about an order that waits no longer.
var pageWords = map[string]pageView{
	statusNew:         {Title: "Pay for your order", Tone: "open"},
	statusPrepared:    {Title: "Pay for your order", Tone: "open"},
	"authenticating":  {Title: "Your bank is asked", Text: "The payment waits for your answer to your bank.", Tone: "idle"},
	"expired":         {Title: "This link has expired", Text: "The time to pay is over. Go back to the shop and order again.", Tone: "idle"},
	statusAuthorized:  {Title: "Payment accepted", Text: "The amount is held on your card. The shop takes it when your order is confirmed.", Tone: "good"},
	statusCharged:     {Title: "Payment complete", Text: "Thank you, the order is paid.", Tone: "good"},
	statusReversed:    {Title: "Payment canceled", Text: "The amount is no longer held on your card.", Tone: "idle"},
	statusRefunded:    {Title: "Payment refunded", Text: "The shop has sent money back to your card.", Tone: "idle"},
	statusChargedBack: {Title: "Payment disputed", Text: "Your bank has taken this payment back.", Tone: "idle"},
	statusCredited:    {Title: "Nothing to pay", Text: "This is a payout to a card.", Tone: "idle"},
	statusDeclined:    {Title: "Payment refused", Text: "Nothing was taken from your card.", Tone: "bad"},
	statusFraud:       {Title: "Payment refused", Text: "Nothing was taken from your card.", Tone: "bad"},
	statusRejected:    {Title: "Payment refused", Text: "Nothing was taken from your card.", Tone: "bad"},
	statusError:       {Title: "Something went wrong", Text: "The payment could not be processed. Ask the shop before you try again.", Tone: "bad"},
}

func showPage(p *Platform, in *incoming) (reply, *failure) {
	o, ok := p.orders[in.id]
	if !ok {
		return p.htmlReply(http.StatusNotFound, pageView{
			Title: "Order not found", Text: "Check the link that the shop gave you.", Tone: "idle",
		}), nil
	}
	return p.orderPage(http.StatusOK, o), nil
}

// submitPage takes the payer's choice and sends the payer back to the shop, or
// to the page itself if the shop gave no address.
func submitPage(p *Platform, in *incoming) (reply, *failure) {
	o, ok := p.orders[in.id]
	if !ok {
		return showPage(p, in)
	}
	err := p.choose(o, in)
	switch {
	case errors.Is(err, ErrNotPayable):
		return p.orderPage(http.StatusConflict, o), nil
	case err != nil:
		return p.htmlReply(http.StatusBadRequest, pageView{
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

func (p *Platform) choose(o *order, in *incoming) error {
	form, err := readForm(in)
	if err != nil {
		return err
	}
	return p.actLocked(o.id, func(o *order) error {
		switch form.Get("action") {
		case "pay":
			pan := form.Get("card")
			if pan == "" {
				pan = approvedPAN
			}
			return p.payWith(o, pan)
		case "refuse":
			p.refuse(o)
			return nil
		case "leave":
			p.abandon(o)
			return nil
		}
		return errNotAForm
	})
}

func readForm(in *incoming) (url.Values, error) {
	media, _, err := mime.ParseMediaType(in.header.Get("Content-Type"))
	if err != nil || media != "application/x-www-form-urlencoded" {
		return nil, errNotAForm
	}
	return url.ParseQuery(string(in.body))
}

func (p *Platform) orderPage(status int, o *order) reply {
	v := pageWords[o.phase(p.now)]
	v.ID, v.Reference, v.Note = o.id, o.reference, o.description
	v.Whole, v.Cents, v.Currency = groupDigits(int64(o.amount)/100), fmt.Sprintf(".%02d", o.amount%100), o.currency.Code()
	v.Cards, v.Payable, v.Back = testCards, o.payable(p.now), o.backURL()
	if v.Payable {
		v.Secure = o.force3D
		v.Expires = o.expires.In(p.cfg.Location).Format("2 January 2006, 15:04")
	} else if o.failureMessage != "" {
		v.Text = o.failureMessage + ". " + v.Text
	}
	return p.htmlReply(status, v)
}

func (p *Platform) htmlReply(status int, v pageView) reply {
	v.Brand = p.cfg.Brand
	return page.Answer(status, v)
}

// groupDigits writes 1234567 as 1,234,567.
func groupDigits(n int64) string {
	text := fmt.Sprint(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
