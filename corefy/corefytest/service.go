package corefytest

import (
	"fmt"
	"strings"

	"github.com/paygates/paygates-go/money"
)

// Service is one way to pay or to be paid out: a method in a currency.
type Service struct {
	// Code is what invoices name, such as payment_card_usd_hpp.
	Code string
	// Method is the payment method, such as payment_card.
	Method string
	// Flow is how the payer gets there: hpp, test, invoice, … Empty for payouts.
	Flow string
	// Currency is that of the service and of all its amounts.
	Currency money.Currency
	// Min and Max are the limits of an amount; both must be set.
	Min, Max money.Amount
	// FeeRate is in hundredths of a percent of the amount: 250 is 2.5 %.
	FeeRate int
	// FeeFix is added to the rate; none if it is not set.
	FeeFix money.Amount
	// FeeMin and FeeMax bound the fee; no bound if they are not set or 0.
	FeeMin, FeeMax money.Amount
	// Fields is what the payer, or the one who is paid out, must be asked for.
	Fields []Field
	// Payout says that money goes out with it. Otherwise it comes in.
	Payout bool
	// TestOnly services are refused in live mode.
	TestOnly bool
	// Disabled services are listed and refused.
	Disabled bool
	// NoRefunds says that the service supports no refunds.
	NoRefunds bool
	// PostForm sends the payer to the page with a form in place of a link.
	PostForm bool
}

// Field is one datum that a service asks for.
type Field struct {
	// Key is its name in service_fields, or in fields of a payout.
	Key string
	// Type is string, number, …
	Type string
	// Label and Hint are English texts for the payer.
	Label, Hint string
	// Example is a value as a payer would write it.
	Example string
	// Pattern is the regular expression that is handed to the shop. The model
	// does not apply it.
	Pattern string
	// Required says that a request without it is refused.
	Required bool
}

// DefaultServices are those of a model whose Config names none: cards in three
// currencies, a wallet that asks for a phone, a service that sends the payer on
// with a form, one that supports no refunds, one that is switched off, two test
// services (one of them in XTS), USDT with six places, and payouts to a card and
// an account.
func DefaultServices() []Service {
	usd, xts, usdt := money.USD, ownCurrency("XTS", 2), ownCurrency("USDT", 6)
	phone := Field{Key: "phone", Type: "string", Label: "Phone", Hint: "Enter the phone number", Example: "+380987654321", Pattern: `^\+[0-9]{10,15}$`, Required: true}
	status := Field{Key: "status", Type: "string", Label: "Status", Hint: "Enter Status", Pattern: "^[a-zA-Z_]*$"}
	card := Field{Key: "card_number", Type: "string", Label: "Card number", Hint: "Enter the card number", Pattern: "/^[0-9]{16}$/", Required: true}
	account := Field{Key: "account_number", Type: "string", Label: "Account", Hint: "Enter the account number", Required: true}
	return []Service{
		limited(Service{Code: "test_xts_test", Method: "test", Flow: "test", Currency: xts, TestOnly: true}, "9999999"),
		limited(Service{Code: "payment_card_usd_hpp", Method: "payment_card", Flow: "hpp", Currency: usd}, "1000000"),
		limited(Service{Code: "payment_card_eur_hpp", Method: "payment_card", Flow: "hpp", Currency: money.EUR, FeeRate: 250, FeeFix: money.MustParse("0.30", money.EUR)}, "1000000"),
		limited(Service{Code: "payment_card_uah_hpp", Method: "payment_card", Flow: "hpp", Currency: money.UAH}, "1000000"),
		limited(Service{Code: "qiwi_usd_hpp", Method: "qiwi", Flow: "hpp", Currency: usd, Fields: []Field{phone}}, "15000"),
		limited(Service{Code: "applepay_usd_hpp", Method: "applepay", Flow: "hpp", Currency: usd, PostForm: true}, "1000000"),
		limited(Service{Code: "voucher_usd_hpp", Method: "voucher", Flow: "hpp", Currency: usd, NoRefunds: true}, "500"),
		limited(Service{Code: "bank_transfer_usd_hpp", Method: "bank_transfer", Flow: "hpp", Currency: usd, Disabled: true}, "1000000"),
		limited(Service{Code: "test_usd_test", Method: "test", Flow: "test", Currency: usd, TestOnly: true, Fields: []Field{status}}, "9999999"),
		limited(Service{Code: "tether_usdt_hpp", Method: "tether", Flow: "hpp", Currency: usdt}, "1000000"),
		limited(Service{Code: "payment_card_jpy_hpp", Method: "payment_card", Flow: "hpp", Currency: money.JPY}, "1000000"),
		limited(Service{Code: "payment_card_usd", Method: "payment_card", Currency: usd, Payout: true, Fields: []Field{card}}, "10000"),
		limited(Service{Code: "bank_transfer_usd", Method: "bank_transfer", Currency: usd, Payout: true, Fields: []Field{account}}, "100000"),
	}
}

// limited gives the service the smallest amount of its currency as minimum.
func limited(s Service, most string) Service {
	least, err := money.FromMinor(1, s.Currency)
	if err != nil {
		panic(fmt.Sprintf("corefytest: the currency of %s has no places: %v", s.Code, err))
	}
	s.Min, s.Max = least, money.MustParse(most, s.Currency)
	return s
}

func ownCurrency(code string, places int) money.Currency {
	c, err := money.NewCurrency(code, places)
	if err != nil {
		panic(fmt.Sprintf("corefytest: %s: %v", code, err))
	}
	return c
}

// service is a Service with the ids that the account gives it.
type service struct {
	Service
	id string // comcps_…
}

// checkServices panics where the model could not do its sums.
func checkServices(all []Service) {
	seen := make(map[string]bool, len(all))
	for _, s := range all {
		_, known := s.Currency.Places()
		switch {
		case s.Code == "" || seen[s.Code]:
			panic(fmt.Sprintf("corefytest: a service's code %q is empty or given twice", s.Code))
		case !known:
			panic("corefytest: nobody knows the places of the currency of " + s.Code)
		case s.Min.Currency() != s.Currency || s.Max.Currency() != s.Currency:
			panic("corefytest: the limits are not set in the currency of " + s.Code)
		}
		for _, fee := range []money.Amount{s.FeeFix, s.FeeMin, s.FeeMax} {
			if fee.IsSet() && fee.Currency() != s.Currency {
				panic("corefytest: the fees are not set in the currency of " + s.Code)
			}
		}
		seen[s.Code] = true
	}
}

// title is the method's name for a payer: payment_card is "Payment card".
func (s Service) title() string { return titleOf(s.Method) }

func titleOf(method string) string {
	text := strings.ReplaceAll(method, "_", " ")
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// usable says whether an invoice of that mode can be paid with it.
func (s Service) usable(test bool) bool { return !s.Disabled && (test || !s.TestOnly) }
