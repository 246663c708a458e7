package cinetpaytest

import (
	"crypto/subtle"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/paygates/paygates-go/internal/strictjson"
	"github.com/paygates/paygates-go/money"
)

// draft is what the merchant says about a payment. Two drafts are equal by ==
// if the requests said the same.
type draft struct {
	transactionID string
	amount        whole
	currency      money.Currency
	description   string
	notifyURL     string
	returnURL     string
	channels      string
	language      string
	metadata      string
	invoiceData   string // JSON
	phone         string // customer_phone_number
	phoneLocked   bool
	cardOffered   bool
	rest          string // the other optional fields, as JSON
}

// requiredFields are those that the documentation marks "Yes", but for channels,
// which has a default.
var requiredFields = []string{
	"apikey", "site_id", "transaction_id", "amount", "currency", "description", "notify_url", "return_url",
}

// textFields are the optional fields that hold text.
var textFields = []string{
	"channels", "lang", "metadata", "alternative_currency", "device_id", "customer_id",
}

// cardFields are those that make the page offer a card.
var cardFields = []string{
	"customer_name", "customer_surname", "customer_phone_number", "customer_email", "customer_address",
	"customer_city", "customer_country", "customer_state", "customer_zip_code",
}

// readDraft refuses with the first thing that is wrong: what is missing, then
// the credentials, then the values.
func (m *Model) readDraft(o members) (draft, *refusal) {
	for _, check := range []func(members) *refusal{checkRequired, m.checkCredentials, checkTexts} {
		if wrong := check(o); wrong != nil {
			return draft{}, wrong
		}
	}
	d := draft{
		transactionID: textOf(o, "transaction_id"), description: textOf(o, "description"),
		notifyURL: textOf(o, "notify_url"), returnURL: textOf(o, "return_url"),
		channels: textOf(o, "channels"), language: strings.ToLower(textOf(o, "lang")), metadata: textOf(o, "metadata"),
		phone: textOf(o, "customer_phone_number"),
	}
	for _, read := range []func(*draft, members) *refusal{
		readIdentifier, readAddresses, m.readAmount, readChannels, readInvoiceData, readPhone, readCard,
	} {
		if wrong := read(&d, o); wrong != nil {
			return draft{}, wrong
		}
	}
	return d, nil
}

// textOf is a member that checkRequired or checkTexts has seen.
func textOf(o members, name string) string {
	s, _ := o.text(name)
	return s
}

func invalid(name, why string) *refusal { return refuse("608", name+" is not valid: "+why) }

func checkRequired(o members) *refusal {
	for _, name := range requiredFields {
		value, ok := o.digits(name)
		switch {
		case name == "return_url" && o.has("device_id"):
			// The browser's script creates payments without it.
		case !ok:
			return invalid(name, "another type is needed")
		case value == "":
			return refuse("608", name+" is required")
		}
	}
	return nil
}

// checkCredentials is common to creation and check.
func (m *Model) checkCredentials(o members) *refusal {
	key := textOf(o, "apikey")
	site, _ := o.digits("site_id")
	switch {
	case subtle.ConstantTimeCompare([]byte(key), []byte(m.cfg.APIKey)) != 1:
		return refuse("609", "")
	case site != m.cfg.SiteID:
		return refuse("613", "")
	}
	return nil
}

func checkTexts(o members) *refusal {
	texts := slices.Concat([]string{"transaction_id", "currency", "description", "notify_url", "return_url"}, textFields, cardFields)
	for _, name := range texts {
		if _, ok := o.text(name); !ok {
			return invalid(name, "a string is needed")
		}
	}
	return nil
}

func readIdentifier(d *draft, _ members) *refusal {
	if strings.ContainsAny(d.transactionID, "#/$&") || strings.ContainsFunc(d.transactionID, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		return invalid("transaction_id", "it has special characters")
	}
	return nil
}

func readAddresses(d *draft, _ members) *refusal {
	switch {
	case !isWebAddress(d.notifyURL):
		return invalid("notify_url", "it is not a URL")
	case d.returnURL != "" && !isWebAddress(d.returnURL):
		return invalid("return_url", "it is not a URL")
	}
	return nil
}

func isWebAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// checkoutCurrencies are the documented ones with the smallest amount, 0 where
// none is documented.
var checkoutCurrencies = map[string]struct {
	currency money.Currency
	least    whole
}{
	"XOF": {money.XOF, 100}, "XAF": {money.XAF, 100}, "CDF": {money.CDF, 400},
	"GNF": {money.GNF, 0}, "USD": {money.USD, 0},
}

func (m *Model) readAmount(d *draft, o members) *refusal {
	code := textOf(o, "currency")
	terms, known := checkoutCurrencies[code]
	if !known {
		return invalid("currency", "it is not one of XOF, XAF, CDF, GNF, USD")
	}
	if account := m.cfg.AccountCurrency; !account.IsZero() && account != terms.currency {
		return refuse("608", fmt.Sprintf("You cannot create a transaction in a different currency than the one allowed to your account. "+
			"Transaction currency:'%s' Account currency:'%s'", code, account.Code()))
	}
	text, _ := o.digits("amount")
	amount, ok := readWhole(text)
	switch {
	case !ok:
		return invalid("amount", "a positive integer is needed")
	case code != "USD" && amount%5 != 0:
		return invalid("amount", "it must be a multiple of 5")
	case amount < terms.least:
		return refuse("641", fmt.Sprintf("The minimum amount is %s %s", terms.least, code))
	}
	d.amount, d.currency = amount, terms.currency
	return nil
}

// channelNames are the universes of the payment page.
var channelNames = []string{"ALL", "MOBILE_MONEY", "CREDIT_CARD", "WALLET"}

func readChannels(d *draft, _ members) *refusal {
	if d.channels == "" {
		d.channels = "ALL"
	}
	for name := range strings.SplitSeq(d.channels, ",") {
		if !slices.Contains(channelNames, strings.TrimSpace(name)) {
			return invalid("channels", "it is not one of "+strings.Join(channelNames, ", "))
		}
	}
	switch d.language {
	case "":
		d.language = "fr"
	case "fr", "en":
	default:
		return invalid("lang", "it is neither fr nor en")
	}
	return nil
}

// offers says that the page shows a universe.
func (d *draft) offers(channel string) bool {
	for name := range strings.SplitSeq(d.channels, ",") {
		if name = strings.TrimSpace(name); name == "ALL" || name == channel {
			return true
		}
	}
	return false
}

const maxInvoiceData = 3

func readInvoiceData(d *draft, o members) *refusal {
	if !o.has("invoice_data") {
		return nil
	}
	var lines map[string]string
	if err := json.Unmarshal(o["invoice_data"], &lines); err != nil {
		return invalid("invoice_data", "an object of strings is needed")
	}
	if len(lines) > maxInvoiceData {
		return invalid("invoice_data", "it has more than three variables")
	}
	d.invoiceData = string(strictjson.Encode(lines))
	return nil
}

// readPhone: a locked number is prefix and number, nothing else.
func readPhone(d *draft, o members) *refusal {
	locked, ok := o.flag("lock_phone_number")
	switch {
	case !ok:
		return invalid("lock_phone_number", "true or false is needed")
	case locked && !isPhone(d.phone, 8, 15):
		return refuse("624", "")
	}
	d.phoneLocked = locked
	return nil
}

func isPhone(text string, least, most int) bool {
	return len(text) >= least && len(text) <= most && strings.Trim(text, "0123456789") == ""
}

// readCard: the page offers a card if all the customer's fields are there.
func readCard(d *draft, o members) *refusal {
	given := make(map[string]string)
	for _, name := range cardFields {
		if text := textOf(o, name); text != "" {
			given[name] = text
		}
	}
	country := given["customer_country"]
	switch {
	case country != "" && (len(country) != 2 || strings.ToUpper(country) != country):
		return invalid("customer_country", "an ISO code of two letters is needed")
	case len(given) > 0 && d.namesCards() && (given["customer_address"] == "" || given["customer_city"] == ""):
		return refuse("624", "")
	}
	needed := len(cardFields)
	if country != "US" && country != "CA" && given["customer_state"] == "" {
		needed--
	}
	d.cardOffered = len(given) == needed && d.offers("CREDIT_CARD")
	for _, name := range []string{"alternative_currency", "device_id", "customer_id"} {
		given[name] = textOf(o, name)
	}
	d.rest = string(strictjson.Encode(given))
	return nil
}

// namesCards says that the merchant asked for cards by name, not as one of all.
func (d *draft) namesCards() bool { return strings.Contains(d.channels, "CREDIT_CARD") }
