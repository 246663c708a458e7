package cinetpay

import (
	"encoding/json"
	"net/http"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/check"
	"github.com/paygates/paygates-go/internal/page"
	"github.com/paygates/paygates-go/internal/wire"
)

// SeamlessPageRequest is what a page of the shop shows, from which the payer pays
// without leaving it.
type SeamlessPageRequest struct {
	// Payment is what Payments.Create returned: the page opens its link in a window
	// of its own, or leads there where windows are blocked or scripts are off.
	Payment *Payment
	// DoneURL is the shop's page to go to when that window is closed, or when
	// CinetPay's script answers. It has to ask the shop's server, which asks
	// Client.Confirm: nothing that happens in a browser proves a payment. Optional.
	DoneURL string
	// Lang is the page's language, "fr" (the default) or "en"; Title and Button are
	// its texts, by default in that language.
	Lang          string
	Title, Button string

	// ExposeAPIKey makes a page with CinetPay's own script instead, to which
	// Checkout is handed over in the browser. It shows the API key to everybody
	// who opens the page, and lets them open a checkout of any amount under any
	// Reference. It is for the production host alone. Do not use it unless you
	// must, and compare the amount that Client.Confirm reads with the order's.
	ExposeAPIKey bool
	// Checkout is the payment for ExposeAPIKey, with a Reference that the server
	// made and stored; Payment stays nil. Its ReturnURL is not sent.
	Checkout CreatePaymentRequest
}

// SeamlessPage is a page ready to be served. It cannot be printed.
type SeamlessPage struct {
	serve func(http.ResponseWriter) error
}

// Serve answers a request with the page. Every value is escaped for its place,
// and a content security policy with a new nonce lets the page run nothing but its
// own script. An error of the connection is returned as it is.
func (p *SeamlessPage) Serve(w http.ResponseWriter) error { return p.serve(w) }

// SeamlessPage makes a page of the shop from which the payer pays without leaving
// it. It sends nothing. By default the page is made around a payment link that the
// server made before, and holds no secret; ExposeAPIKey has CinetPay's script
// make the payment in the browser. The error is ErrInvalidRequest.
//
// Source: CinetPay documentation, integration without redirect.
func (c *Client) SeamlessPage(req SeamlessPageRequest) (*SeamlessPage, error) {
	var wrong check.Findings
	wrong.URL("DoneURL", req.DoneURL)
	if req.Lang != "" && !oneOf(req.Lang, "fr", "en") {
		wrong.Add("Lang", "want fr or en")
	}
	wrong.Text("Title", req.Title)
	wrong.Text("Button", req.Button)
	switch {
	case req.ExposeAPIKey && !c.account.live:
		wrong.Add("ExposeAPIKey", "want the production host: CinetPay's script knows no other")
	case req.ExposeAPIKey && req.Payment != nil:
		wrong.Add("Payment", "want none with ExposeAPIKey: the browser makes the payment")
	case req.ExposeAPIKey:
		for _, f := range c.account.validate(&req.Checkout, false) {
			wrong.Add("Checkout."+f.Field, f.Message)
		}
	case req.Payment == nil || page.CheckURL(req.Payment.Redirect.URL) != nil:
		wrong.Add("Payment", "want what Payments.Create returned, with its Redirect")
	}
	wrong.Sort()
	if len(wrong) > 0 {
		return nil, refused("SeamlessPage", wrong)
	}
	words := seamlessWords[strings.ToLower(req.Lang)]
	if req.Title != "" {
		words.title = req.Title
	}
	if req.Button != "" {
		words.button = req.Button
	}
	if !req.ExposeAPIKey {
		link := req.Payment.Redirect.URL
		return &SeamlessPage{serve: func(w http.ResponseWriter) error {
			return linkPage(words, link, req.DoneURL).Serve(w)
		}}, nil
	}
	data, err := c.account.exposed(&req)
	if err != nil {
		return nil, refused("SeamlessPage", []paygates.FieldError{{Field: "Checkout", Message: "want text that is valid UTF-8"}})
	}
	return &SeamlessPage{serve: func(w http.ResponseWriter) error { return scriptPage(words, data).Serve(w) }}, nil
}

// seamlessText is what the page says.
type seamlessText struct{ lang, title, button, problem string }

var french = seamlessText{"fr", "Paiement", "Payer", "Le paiement n'a pas pu être ouvert."}

var seamlessWords = map[string]seamlessText{
	"": french, "fr": french,
	"en": {"en", "Payment", "Pay", "The payment could not be opened."},
}

// linkPage opens a payment link that the server made.
func linkPage(words seamlessText, link, done string) *page.Document {
	d := page.New(words.lang, words.title)
	d.HTML("<h1>").Text(words.title).HTML("</h1>\n<p><a id=\"pay\" rel=\"noreferrer\"").URL("href", link).HTML(">").
		Text(words.button).HTML("</a></p>\n")
	return d.Data("seamless", map[string]string{"done": done}).Script(openWindow)
}

// openWindow: where the window is blocked the link leads there as any link does.
const openWindow = `(() => {
	const done = JSON.parse(document.getElementById("seamless").textContent).done;
	const link = document.getElementById("pay");
	link.addEventListener("click", (event) => {
		const opened = window.open(link.href, "cinetpay", "popup,width=540,height=710");
		if (!opened) return;
		event.preventDefault();
		const watch = setInterval(() => {
			if (!opened.closed) return;
			clearInterval(watch);
			if (done) location.assign(done);
		}, 500);
	});
})();`

// exposed is what CinetPay's script is handed: the account and the payment.
func (a *account) exposed(req *SeamlessPageRequest) (json.RawMessage, error) {
	w := wire.NewEncoder(nil)
	w.Object("")
	w.Object("config")
	a.credentials(w)
	w.String("notify_url", req.Checkout.NotifyURL)
	w.String("mode", "PRODUCTION")
	w.End()
	w.Object("checkout")
	req.Checkout.encode(w)
	w.End()
	w.String("done", req.DoneURL)
	w.End()
	return w.Bytes()
}

// scriptPage has CinetPay's script make the payment. It loads a library for its
// socket, talks to the checkout host, and shows the payment page in a frame.
func scriptPage(words seamlessText, data json.RawMessage) *page.Document {
	d := page.New(words.lang, words.title)
	d.Allow("script-src", "https://cdn.cinetpay.com https://cdnjs.cloudflare.com")
	d.Allow("connect-src", "https://api-checkout.cinetpay.com https://robot-checkout.cinetpay.com wss://robot-checkout.cinetpay.com")
	d.Allow("frame-src", "https://checkout.cinetpay.com")
	d.Allow("style-src", "'unsafe-inline'")
	d.HTML("<h1>").Text(words.title).HTML("</h1>\n<p><button id=\"pay\" type=\"button\">").Text(words.button).
		HTML("</button></p>\n<p id=\"problem\" hidden>").Text(words.problem).HTML("</p>\n")
	return d.Data("seamless", data).Load("https://cdn.cinetpay.com/seamless/main.js").Script(runScript)
}

// runScript believes nothing that the script answers: it only goes on.
const runScript = `(() => {
	const data = JSON.parse(document.getElementById("seamless").textContent);
	const problem = document.getElementById("problem");
	document.getElementById("pay").addEventListener("click", () => {
		problem.hidden = true;
		CinetPay.setConfig(data.config);
		CinetPay.getCheckout(data.checkout);
		CinetPay.waitResponse(() => { if (data.done) location.assign(data.done); });
		CinetPay.onError(() => { problem.hidden = false; });
	});
})();`
