package circlepay

import (
	"slices"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/money"
)

// facts are fields of an answer, or of what was asked, by the names of CirclePay's
// documentation. What is empty is not carried.
type facts map[string]string

// ids are the fields of which a 0 is a number that nobody has set.
var ids = []string{"refund_id", "transaction_id", invoiceKey}

// proves says whether an answer satisfies one of the row's proofs. Of an update's
// fields those count that were asked for.
func (r *row) proves(says, asked facts) bool {
	if r.Name == opMerchantsUpdate && len(asked) == 0 {
		return says["mobile_number"] != "" // nothing was sent that an answer shows
	}
	return slices.ContainsFunc(r.Executed, func(p paygates.Proof) bool {
		absent := func(field string) bool {
			return (says[field] == "" || says[field] == "0" && slices.Contains(ids, field)) && (r.Name != opMerchantsUpdate || asked[field] != "")
		}
		switch {
		case slices.ContainsFunc(p.Must, absent):
			return false
		case slices.ContainsFunc(p.Zero, func(field string) bool { return says[field] != "" && says[field] != "0" }):
			return false
		case len(p.Words) > 0 && !slices.Contains(p.Words, says["status"]):
			return false
		}
		return !slices.ContainsFunc(p.Equal, func(field string) bool { return differs(field, says, asked) })
	})
}

// differs: both say something, and not the same.
func differs(field string, says, asked facts) bool {
	answered, wanted := says[field], asked[field]
	return answered != "" && wanted != "" && answered != wanted && !alike(field, answered, wanted)
}

// alike compares two texts as what they stand for.
func alike(field, a, b string) bool {
	switch field {
	case "value":
		return sameAmount(a, b)
	case "mobile_number", mobileKey, "customer_mobile":
		return samePhone(a, b)
	case linkKey, "Link":
		return sameLink(a, b)
	}
	return a == b
}

func sameAmount(a, b string) bool {
	x, none := money.ParseExact(a, money.Currency{})
	y, err := money.ParseExact(b, money.Currency{})
	return none == nil && err == nil && x.Equal(y)
}

// samePhone: +20…, 0020… and 20… are one number. A number without its country is
// another one: nobody knows which country that is.
func samePhone(a, b string) bool {
	digits := func(text string) string {
		plain := strings.Map(func(r rune) rune {
			if strings.ContainsRune(" -()", r) {
				return -1
			}
			return r
		}, text)
		return strings.TrimPrefix(strings.TrimPrefix(plain, "+"), "00")
	}
	return digits(a) != "" && digits(a) == digits(b)
}

// sameLink compares two addresses of a payment link without their schemes. One of
// them may be its last segment alone.
func sameLink(a, b string) bool {
	a, b = withoutScheme(a), withoutScheme(b)
	if strings.Contains(a, "/") != strings.Contains(b, "/") {
		a, b = lastSegment(a), lastSegment(b)
	}
	return a != "" && a == b
}

func withoutScheme(link string) string {
	link = strings.TrimRight(strings.TrimSpace(link), "/")
	if _, rest, found := strings.Cut(link, "://"); found {
		return rest
	}
	return link
}

func lastSegment(link string) string {
	link = withoutScheme(link)
	return link[strings.LastIndexByte(link, '/')+1:]
}
