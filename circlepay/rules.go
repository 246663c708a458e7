package circlepay

import (
	"slices"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/money"
)

// rules: amounts in major units. Nothing is said about decimal places or limits.
var rules = money.Rules{{
	Places: money.CurrencyPlaces,
	Source: "CirclePay documentation: prices are floats in major units; assumed: above zero, no more places than the currency has",
}}

// Rules returns the amounts that CirclePay takes: above zero, in major units with
// the decimal places of the currency (18000.00 EGP). Minima and maxima are stated
// nowhere. Amounts other than a payment link's carry no currency and have to be in
// Config.Currency.
func Rules() money.Rules { return slices.Clone(rules) }

// ValidationRule is a check of a request before it is sent: what is known to be
// refused, or would be understood as something else.
type ValidationRule struct {
	// Field is what it is about, such as "e-mail".
	Field string
	// Want says what is wanted, in the words of FieldError.Message.
	Want string
	// Code is the error code with which CirclePay refuses it.
	Code string
	// Text is CirclePay's own message, where the documentation has one.
	Text string
	// Kind, Outcome and Advice are those of the error: nothing was sent.
	Kind    error
	Outcome paygates.Outcome
	Advice  paygates.Advice
	// Certainty says how sure the rule is.
	Certainty paygates.Certainty
}

// ValidationRules returns the checks of requests. Two things are left to CirclePay
// on purpose: whether a date is past, because nobody knows its time zone, and
// whether a phone number exists.
//
// Source: CirclePay documentation, Validation Rules and Errors; what is inferred or
// assumed says so.
func ValidationRules() []ValidationRule {
	return []ValidationRule{
		ruleRequired, ruleEmailForm, ruleEmailLength, rulePhone, ruleCountry, ruleAmount, ruleQuantity, ruleItems,
		rulePercent, ruleDiscount, rulePolicy, ruleCallback, ruleDate, ruleTogether,
	}
}

// rule is one whose refusal is local.
func rule(field, want, code, text string, sure paygates.Certainty) ValidationRule {
	return ValidationRule{
		Field: field, Want: want, Code: code, Text: text, Kind: paygates.ErrInvalidRequest, Outcome: paygates.OutcomeNotExecuted,
		Advice: paygates.AdviceFixRequest, Certainty: sure,
	}
}

var (
	ruleRequired = rule("every required field", "is required", "1110", "{ATTRIBUTE} is missing.", paygates.Documented)

	ruleEmailForm   = rule("e-mail", "want one e-mail address", "1116", "The provided email isn't valid", paygates.Documented)
	ruleEmailLength = rule("e-mail", "want at most 50 characters", "1114", "The email must be less than 50 characters", paygates.Documented)

	rulePhone = rule("phone number", "want the international form, such as +201001234567: + and 8 to 15 digits", "1117",
		"The phone number format is invalid (International format is required).", paygates.Documented)
	ruleCountry = rule("country code", "want + and 1 to 3 digits, such as +20", "1112", "", paygates.Inferred)

	ruleAmount   = rule("amount", "want an amount above zero", "1112", "", paygates.Inferred)
	ruleQuantity = rule("item quantity", "want at least 1", "1112", "", paygates.Inferred)
	ruleItems    = rule("items", "want at least one item", "1110", "", paygates.Inferred)
	rulePercent  = rule("percentage", "want 0 to 100 with at most 6 decimal places", "1112", "", paygates.Assumed)
	// A wrong type turns 11 percent into 11 pounds.
	ruleDiscount = rule("discount", "want a type, and with it the percentage or the amount that it asks for, above zero", "1112", "", paygates.Inferred)

	rulePolicy   = rule("policy text", "want the flag beside it", "1112", "", paygates.Documented)
	ruleCallback = rule("callback URL", "want an absolute http or https URL", "8114", "Callback URL structure is invalid.", paygates.Documented)
	ruleDate     = rule("date", "is required", "1110", "", paygates.Documented)
	ruleTogether = rule("payment gateway and method", "want gateway and method together", "1110", "", paygates.Documented)
)
