package circlepay

import (
	"net/http"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/lenient"
	"github.com/paygates/paygates-go/internal/page"
	"github.com/paygates/paygates-go/internal/wire"
	"github.com/paygates/paygates-go/money"
)

// PaymentLink is a link by which customers pay for a product. The answers to Create
// and Update have ID, URL and Redirect alone.
type PaymentLink struct {
	// ID is what names the link in calls (payment_link_url): its address, mostly
	// without a scheme.
	ID string
	// URL is its address as CirclePay wrote it (Link).
	URL string
	// Redirect leads the customer there; the zero one where CirclePay wrote nothing
	// that a browser can go to.
	Redirect paygates.Redirect

	// Name and Description are the product's.
	Name, Description string
	// Amount is the price, Currency its currency; the account's where none is stated.
	Amount   money.Amount
	Currency money.Currency
	// Expiry is the last day on which the link can be paid.
	Expiry paygates.Timestamp
	// Active says whether the link can be paid; nil where the answer does not.
	Active *bool
	// Survey, AskAddress, ShowShipping and ShowRefund are as in LinkTerms; nil where
	// they are not stated.
	Survey, AskAddress, ShowShipping, ShowRefund *bool
	// ShippingPolicy, RefundPolicy and Comments are the merchant's texts.
	ShippingPolicy, RefundPolicy, Comments string

	// Created and LastUsed, Revenue, Refunded and Transactions are what public
	// clients and older pages show beside it.
	Created, LastUsed paygates.Timestamp
	// Revenue and Refunded are totals.
	Revenue, Refunded money.Amount
	// Transactions counts the payments, as a text.
	Transactions string
	// Editable says whether the link can still be changed; nil where it is not stated.
	Editable *bool
	// FormID is that of the survey.
	FormID string

	// Unread holds the text of amounts that cannot be held, by their field.
	Unread map[string]string

	raw paygates.Raw
}

// RawJSON returns what the link was decoded from: the whole answer, in a list its
// own part. It is not a copy: do not change it.
func (l *PaymentLink) RawJSON() []byte          { return l.raw.Bytes() }
func (l *PaymentLink) keep(answer paygates.Raw) { l.raw = answer }

// linkField is a field of a payment link in both spellings.
type linkField struct{ documented, ios string }

// Fields whose spelling differs.
var (
	fieldExpiry       = linkField{"expiry_Date", "expiry_date"}
	fieldShippingFlag = linkField{"shippingPolicyFlag", "shipping_policy_flag"}
	fieldShippingText = linkField{"shippingPolicyDetails", "shipping_policy_details"}
	fieldRefundFlag   = linkField{"refundPolicyFlag", "refund_policy_flag"}
	fieldRefundText   = linkField{"refundPolicyDetails", "refund_policy_details"}
	fieldAddress      = linkField{"getCustAddress", "get_cust_address"}
)

// linkNames are the names of all fields, in either spelling.
var linkNames = []string{
	"value", "currency", "enable_survey", "description", "name", "status", "comments",
	"expiry_date", "shippingpolicyflag", "shipping_policy_flag", "shippingpolicydetails", "shipping_policy_details",
	"refundpolicyflag", "refund_policy_flag", "refundpolicydetails", "refund_policy_details", "getcustaddress", "get_cust_address",
}

func (t *LinkTerms) check(f *findings) {
	f.Amount("Terms.Amount", rules, t.Amount)
	f.need("Terms.Name", t.Name)
	if t.Description == "" {
		f.Add("Terms.Description", ruleRequired.Want)
	}
	f.free("Terms.Description", t.Description)
	if t.Expiry.IsZero() {
		f.Add("Terms.Expiry", ruleDate.Want)
	}
	f.layout("Terms.DateLayout", t.DateLayout)
	f.policy("Terms.ShippingPolicy", t.ShowShipping, t.ShippingPolicy)
	f.policy("Terms.RefundPolicy", t.ShowRefund, t.RefundPolicy)
	f.free("Terms.Comments", t.Comments)
}

func (t *LinkTerms) encode(e *encoder, dates calendar) {
	numbers := e.spelling.links == LinkFieldsDocumented
	e.amount("value", t.Amount)
	e.String("currency", t.Amount.Currency().Code())
	e.flag("enable_Survey", t.Survey, numbers)
	e.String(e.link(fieldExpiry), dates.write(t.Expiry, t.DateLayout))
	e.String("description", t.Description)
	e.flag("status", t.Active, numbers)
	e.flag(e.link(fieldShippingFlag), t.ShowShipping, numbers)
	e.flag(e.link(fieldRefundFlag), t.ShowRefund, numbers)
	e.OptString(e.link(fieldShippingText), t.ShippingPolicy)
	e.OptString(e.link(fieldRefundText), t.RefundPolicy)
	e.OptString("comments", t.Comments)
	e.String("name", t.Name)
	e.flag(e.link(fieldAddress), t.AskAddress, numbers)
}

// facts are what was asked for, by the names of the older spelling.
func (t *LinkTerms) facts() facts {
	return linkFacts(&PaymentLink{
		Name: t.Name, Description: t.Description, Amount: t.Amount, Currency: t.Amount.Currency(), Active: t.Active,
		Survey: t.Survey, AskAddress: t.AskAddress, ShowShipping: t.ShowShipping, ShowRefund: t.ShowRefund,
		ShippingPolicy: t.ShippingPolicy, RefundPolicy: t.RefundPolicy, Comments: t.Comments,
	}, dayOf(t.Expiry))
}

// linkFacts are what a look-up compares; what is empty is not compared.
func linkFacts(l *PaymentLink, expiry string) facts {
	return facts{
		"name": l.Name, "description": l.Description, "value": amountText(l.Amount), "currency": l.Currency.Code(), "expiry_date": expiry,
		"status": flagText(l.Active), "enable_survey": flagText(l.Survey), "get_cust_address": flagText(l.AskAddress),
		"shipping_policy_flag": flagText(l.ShowShipping), "refund_policy_flag": flagText(l.ShowRefund),
		"shipping_policy_details": l.ShippingPolicy, "refund_policy_details": l.RefundPolicy, "comments": l.Comments,
	}
}

// amountText is an amount as a fact.
func amountText(a money.Amount) string {
	if !a.IsSet() {
		return ""
	}
	return a.Decimal().String()
}

// readLink reads a payment link in any spelling.
func (a *account) readLink(d *wire.Decoder) (*PaymentLink, facts) {
	l := &PaymentLink{}
	var value, revenue, refunded lenient.Amount
	currency := ""
	for d.Object(); d.More(); {
		switch {
		case d.IsFold(linkKey):
			l.ID = strings.TrimSpace(d.Word())
		case d.IsFold("link"):
			l.URL = strings.TrimSpace(d.Word())
		case d.IsFold("value"):
			value = lenient.ReadAmount(d)
		case d.IsFold("currency"):
			currency = d.Word()
		case d.IsFold("name"):
			l.Name = d.Text()
		case d.IsFold("description"):
			l.Description = d.Text()
		case d.IsFold("expiry_date"), d.IsFold("expire_date"), d.IsFold("expirydate"):
			l.Expiry = a.calendar.read(d.Text())
		case d.IsFold("status"):
			l.Active = readFlag(d)
		case d.IsFold("create_date"):
			l.Created = a.calendar.read(d.Text())
		case d.IsFold("last_used"):
			l.LastUsed = a.calendar.read(d.Text())
		case d.IsFold("total_revenue"), d.IsFold("totalrevenue"):
			revenue = lenient.ReadAmount(d)
		case d.IsFold("total_refund"), d.IsFold("totalrefund"):
			refunded = lenient.ReadAmount(d)
		case d.IsFold("total_transactions"), d.IsFold("totaltransactions"):
			l.Transactions = d.Text()
		default:
			l.readDetail(d)
		}
	}
	l.Currency = a.stated(currency)
	unread := unheld{}
	l.Amount = unread.hold("value", value, l.Currency)
	l.Revenue = unread.hold("total_revenue", revenue, l.Currency)
	l.Refunded = unread.hold("total_refund", refunded, l.Currency)
	if len(unread) > 0 {
		l.Unread = unread
	}
	if l.Redirect = redirect(l.URL); l.Redirect.IsZero() {
		l.Redirect = redirect(l.ID)
	}
	says := linkFacts(l, "")
	if !l.Expiry.Time.IsZero() {
		says["expiry_date"] = dayOf(l.Expiry.Time)
	}
	says[linkKey], says["Link"], says["value"], says["currency"] = l.ID, l.URL, value.Text(), currency
	return l, says
}

// readDetail takes a field on which nothing hangs.
func (l *PaymentLink) readDetail(d *wire.Decoder) {
	switch {
	case d.IsFold("enable_survey"):
		l.Survey = readFlag(d)
	case d.IsFold("shippingpolicyflag"), d.IsFold("shipping_policy_flag"):
		l.ShowShipping = readFlag(d)
	case d.IsFold("refundpolicyflag"), d.IsFold("refund_policy_flag"):
		l.ShowRefund = readFlag(d)
	case d.IsFold("shippingpolicydetails"), d.IsFold("shipping_policy_details"):
		l.ShippingPolicy = d.Text()
	case d.IsFold("refundpolicydetails"), d.IsFold("refund_policy_details"):
		l.RefundPolicy = d.Text()
	case d.IsFold("getcustaddress"), d.IsFold("get_cust_address"):
		l.AskAddress = readFlag(d)
	case d.IsFold("comments"):
		l.Comments = d.Text()
	case d.IsFold("editable"):
		l.Editable = readFlag(d)
	case d.IsFold("form_id"):
		l.FormID = d.Text()
	}
}

// stated is a currency that an answer names, the account's where it names none.
func (a *account) stated(code string) money.Currency {
	if code = strings.TrimSpace(code); code == "" || code == a.currency.Code() {
		return a.currency
	}
	return money.CurrencyOf(code)
}

// redirect is where an address leads; CirclePay leaves out the scheme. The zero one
// where a browser may not go there.
func redirect(address string) paygates.Redirect {
	if address == "" {
		return paygates.Redirect{}
	}
	if !strings.Contains(address, "://") && strings.Contains(address, ".") {
		address = "https://" + strings.TrimPrefix(address, "//")
	}
	if page.CheckURL(address) != nil {
		return paygates.Redirect{}
	}
	return paygates.Redirect{URL: address, Method: http.MethodGet}
}
