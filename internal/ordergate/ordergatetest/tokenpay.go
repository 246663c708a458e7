package ordergatetest

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/paygates/paygates-go/internal/strictjson"
)

// sampleWalletPAN stands behind a token that names no card; it is masked as in
// the page's sample.
const sampleWalletPAN = "4109370000004320"

// cardOnly are the members that the page leaves out of token_pay.
var cardOnly = []string{"pan", "card", "secure3d"}

var cardOnlyOptions = []string{"force3d", "return_url", "secure3d20_return_url"}

const notForTokens = "This call does not take it."

type tokenView struct {
	PaymentData string `json:"paymentData"`
}

// Token makes a token that the model reads as the card of that number.
func Token(pan string) (string, error) {
	if !validPAN(pan) {
		return "", ErrInvalidPAN
	}
	inner := base64.StdEncoding.EncodeToString([]byte(pan))
	return base64.StdEncoding.EncodeToString(strictjson.Encode(tokenView{inner})), nil
}

// panOf gives the card behind a token.
func panOf(token string) string {
	var view tokenView
	outer, err := base64.StdEncoding.DecodeString(token)
	if err != nil || json.Unmarshal(outer, &view) != nil {
		return sampleWalletPAN
	}
	pan, err := base64.StdEncoding.DecodeString(view.PaymentData)
	if err != nil || !validPAN(string(pan)) {
		return sampleWalletPAN
	}
	return string(pan)
}

// payByToken pays with the token of a wallet.
func payByToken(p *Platform, in *incoming) (reply, *failure) {
	f := in.object
	currency := f.currency("currency", p.cfg.Currency)
	amount := f.amount("amount", currency, true)
	r := readPayment(f)
	wallet, token := readToken(f.object("dsrp"))
	parentID := p.readParent(f)
	f.without(cardOnly)
	f.object("options").without(cardOnlyOptions)
	if len(*f.problems) > 0 {
		return refused(invalidRequest(*f.problems))
	}
	o := p.newOrder(r, amount, currency, parentID, in.requestID())
	o.expires = o.created.Add(r.timeout)
	pan := panOf(token)
	p.useCard(o, pan, map[string]string{"expiration": "7/20"})
	o.wallet = wallet
	o.rrn = fmt.Sprintf("%017d", firstID+p.draw(o, 10)%idSpan)
	o.secure3D = map[string]string{
		"dsrp_type": wallet, "reason": "dsrp", "authorization_status": "Y", "dsrp": "1", "eci": "5", "version": "1", "scenario": "unknown",
		"xid":  fmt.Sprintf("%016x%016x%016x%016x", p.draw(o, 11), p.draw(o, 12), p.draw(o, 13), p.draw(o, 14)),
		"cavv": strings.ToUpper(fmt.Sprintf("%016x", p.draw(o, 3))) + "AAAAAAAAAAA=",
	}
	return p.paid(o, p.pay(o, cardOf(pan).plain, "", in), everything)
}

func readToken(f fields) (wallet, token string) {
	wallet = f.required("type", "Token type is required.")
	if wallet != "" && wallet != "apple_pay" && wallet != "google_pay" {
		f.refuse("type", "Must be apple_pay or google_pay.")
	}
	return wallet, f.required("token", "Token is required.")
}

// without refuses members that the call does not have.
func (f fields) without(names []string) {
	for _, name := range names {
		if f.given(name) {
			f.refuse(name, notForTokens)
		}
	}
}
