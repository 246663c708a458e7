package corefytest

import "strings"

const (
	approvedPAN = "5123817234060000"
	minPAN      = 12
	maxPAN      = 19
)

// cardEffect is what one of Corefy's test cards does.
type cardEffect struct {
	label   string
	refused Decline
}

var testCards = map[string]cardEffect{
	approvedPAN:        {label: "3-D Secure, approved"},
	"5519283812030000": {label: "approved"},
	"4412397212080000": {label: "3-D Secure, declined", refused: Declined},
	"4302912837020000": {label: "declined", refused: Declined},
}

// cardOrder is the order in which the page offers them.
var cardOrder = []string{approvedPAN, "5519283812030000", "4412397212080000", "4302912837020000"}

// card is what payload.payment_card tells of a card.
type card struct{ first, last, brand, issuer, country string }

// keptCard is a card that a token stands for.
type keptCard struct {
	card card
	test bool
}

func cardOf(pan string) card {
	c := card{first: pan[:6], last: pan[len(pan)-4:], brand: "visa", issuer: "MODEL BANK", country: "US"}
	if pan[0] == '5' || pan[0] == '2' {
		c.brand = "mastercard"
	}
	return c
}

func passesLuhn(pan string) bool {
	if len(pan) < minPAN || len(pan) > maxPAN || !allDigits(pan) {
		return false
	}
	sum := 0
	for i := range len(pan) {
		n := int(pan[len(pan)-1-i] - '0')
		if i%2 == 1 {
			if n *= 2; n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	return sum%10 == 0
}

func allDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// payload is null before a card was used.
func (o *invoice) payload() any {
	if o.card == nil {
		return nil
	}
	c := o.card
	return object{
		{"token", textOrNull(o.token)},
		{"client_ip", ""},
		{"payment_card", object{
			{"last", c.last}, {"mask", c.first + "******" + c.last}, {"brand", c.brand}, {"first", c.first},
			{"holder", nil}, {"network", c.brand}, {"expiry_year", "30"}, {"issuer_name", c.issuer},
			{"expiry_month", "12"}, {"issuer_country", c.country},
		}},
	}
}
