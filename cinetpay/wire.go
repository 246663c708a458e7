package cinetpay

import (
	"errors"
	"net/http"
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/page"
	"github.com/paygates/paygates-go/internal/transport"
	"github.com/paygates/paygates-go/internal/wire"
	"github.com/paygates/paygates-go/money"
)

// answer is one whole answer of either API.
type answer struct {
	code, message, detail, responseID string
	// data: an object with a field in it, or an entry, stands under that name. An
	// empty one is none: PHP writes [] for it.
	data bool
	// says are the fields that the rows' proofs speak of.
	says facts

	payment Payment      // of the checkout API
	amount  string       // of the payment, as written
	url     string       // of the payment page
	token   string       // of a login
	entries []entry      // of the transfer API
	balance balanceTexts // of the transfer API
}

var errNoObject = errors.New("not a JSON object")

// read reads an envelope; data reads what stands under that name.
func read(body []byte, data func(*answer, *wire.Decoder)) (answer, error) {
	a, odd := answer{says: facts{}}, false
	d := wire.NewDecoder(body)
	if d.Kind() != wire.Object {
		return a, errNoObject
	}
	for d.Object(); d.More(); {
		switch {
		case d.Is("code"):
			a.code = d.ID()
		case d.Is("message"):
			a.message = strings.TrimSpace(d.Text())
		case d.Is("description"):
			a.detail = strings.TrimSpace(d.Text())
		case d.Is("api_response_id"):
			a.responseID = d.Text() // it looks like a decimal and is none
		case d.Is("data"):
			if d.Kind() == wire.String {
				odd = odd || d.Text() != "" // an empty text is no data, any other is none that is documented
				continue
			}
			data(&a, d)
		}
	}
	a.says["code"] = a.code
	if a.data {
		a.says["data"] = "carried"
	}
	for i := range a.entries {
		a.entries[i].says["code"] = a.code
	}
	if err := d.End(); err != nil || !odd {
		return a, err
	}
	return a, errNoObject
}

// readPayment reads the data of the checkout API's answers.
func readPayment(a *answer, d *wire.Decoder) {
	p := &a.payment
	for d.Object(); d.More(); {
		a.data = true
		switch {
		case d.Is("payment_token"):
			p.ID = d.ID()
		case d.Is("payment_url"):
			a.url = d.Word()
		case d.Is("transaction_id"):
			a.says["transaction_id"] = d.ID()
		case d.Is(fieldAmount):
			a.amount, _ = d.Amount()
		case d.Is("currency"):
			a.says["currency"] = d.Word()
		case d.Is("status"):
			p.Status = Status(d.Word())
		case d.Is("payment_method"):
			p.Method = d.Text()
		case d.Is("description"):
			p.Description = d.Text()
		case d.Is("metadata"):
			p.Metadata = d.Text()
		case d.Is("operator_id"):
			p.OperatorID = d.Text()
		case d.Is("payment_date"):
			p.Date.Text = strings.TrimSpace(d.Text())
		case d.Is("fund_availability_date"):
			p.FundsAvailable.Text = strings.TrimSpace(d.Text())
		case d.Is("phone_number"):
			p.Phone = d.Text()
		case d.Is("phone_prefix"):
			p.PhonePrefix = d.Text()
		}
	}
	a.says["payment_token"], a.says["payment_url"], a.says[fieldAmount] = p.ID, a.url, a.amount
}

// finish is the payment of an answer.
func (a *answer) finish(reference string, zone *time.Location, body []byte) *Payment {
	p := &a.payment
	p.Reference, p.Code, p.Message, p.Detail, p.ResponseID = reference, a.code, a.message, a.detail, a.responseID
	p.Currency = money.CurrencyOf(a.says["currency"])
	if p.Amount, p.Unread = amountOf(a.amount, p.Currency); p.Unread != "" {
		p.Unread = transport.MaskCards(p.Unread)
	}
	p.Date, p.FundsAvailable = moment(p.Date.Text, zone), moment(p.FundsAvailable.Text, zone)
	p.raw = paygates.NewRaw(body)
	return p
}

// amountOf reads an amount in major units. An exponent, and a fraction of a
// currency that has none, are no amounts of CinetPay's: they stay text.
func amountOf(text string, c money.Currency) (amount money.Amount, unread string) {
	if text == "" {
		return money.Amount{}, ""
	}
	amount, err := money.ParseExact(text, c)
	if err != nil || amount.Excess() || strings.ContainsAny(text, "eE") {
		return money.Amount{}, text
	}
	return amount, ""
}

// timeLayout is that of every documented time.
const timeLayout = time.DateTime

// moment keeps the text of a time, and reads it where its zone is known.
func moment(text string, zone *time.Location) paygates.Timestamp {
	stamp := paygates.Timestamp{Text: text}
	if zone == nil {
		return stamp
	}
	if at, err := time.ParseInLocation(timeLayout, text, zone); err == nil {
		stamp.Time = at
	}
	return stamp
}

// redirect is the payment page; the zero one where a browser may not go there.
func (a *answer) redirect() paygates.Redirect {
	if page.CheckURL(a.url) != nil {
		return paygates.Redirect{}
	}
	return paygates.Redirect{URL: a.url, Method: http.MethodGet}
}
