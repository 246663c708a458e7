package corefytest

import (
	"net/http"
	"slices"

	"github.com/paygates/paygates-go/money"
)

// paymentServices are those of the private API's list, in the Config's order.
func (m *Model) paymentServices() []*service {
	return slices.DeleteFunc(slices.Clone(m.services), func(s *service) bool { return s.Payout })
}

// getService: GET /payment-services/{id}; the id is not the code.
func getService(m *Model, in *incoming) (reply, *failure) {
	for _, s := range m.paymentServices() {
		if s.id == in.id {
			return dataReply(http.StatusOK, serviceResource(s))
		}
	}
	return refused(http.StatusNotFound)
}

func serviceResource(s *service) object {
	return object{
		{"type", "payment-services"},
		{"id", s.id},
		{"attributes", object{
			{"service", s.Code},
			{"service_method", s.Method},
			{"service_currency", s.Currency.Code()},
			{"available", true},
			{"active", !s.Disabled},
			{"enabled", !s.Disabled},
			{"amount_min", number(s.Min)},
			{"amount_max", number(s.Max)},
			{"fee_min", number(orZero(s.FeeMin, s.Currency))},
			{"fee_max", number(orZero(s.FeeMax, s.Currency))},
			{"fee_rate", percent(s.FeeRate)},
			{"fee_fix", number(orZero(s.FeeFix, s.Currency))},
			{"reserve_lifetime", 0},
			{"reserve_rate", 0},
			{"currency", s.Currency.Code()},
			{"test_mode", s.TestOnly},
		}},
		{"relationships", object{
			{"payment-method", related("payment-methods", s.Method)},
			{"payment-service", related("payment-services", s.Code)},
		}},
		{"links", object{{"self", "/api/payment-services/" + s.id}}},
	}
}

func orZero(a money.Amount, c money.Currency) money.Amount {
	if a.IsSet() {
		return a
	}
	return zero(c)
}

// percent writes hundredths of a percent as percent.
func percent(hundredths int) any {
	return number(must(money.FromMinor(int64(hundredths), money.USD)))
}

// paymentPrerequest: POST /payment-prerequest of the public API. It is not
// filtered by an amount.
func paymentPrerequest(m *Model, in *incoming) (reply, *failure) {
	return m.prerequest(in, false, func(*service, fields) bool { return true })
}

// payoutPrerequest: POST /payout-prerequest, which is.
func payoutPrerequest(m *Model, in *incoming) (reply, *failure) {
	return m.prerequest(in, true, func(s *service, f fields) bool {
		if !f.given("amount") {
			return true
		}
		a, wrong := readAmount(f.values["amount"], s.Currency)
		return wrong == "" && !more(s.Min, a) && !more(a, s.Max)
	})
}

func (m *Model) prerequest(in *incoming, payouts bool, fits func(*service, fields) bool) (reply, *failure) {
	test, ok := m.mode(in)
	if !ok {
		return refused(http.StatusUnauthorized)
	}
	f := in.object
	currency := f.required("currency")
	if f.given("amount") {
		if _, wrong := readAmount(f.values["amount"], money.CurrencyOf(currency)); wrong != "" {
			f.refuse("amount", wrong)
		}
	}
	if f.wrong() {
		return wrongFields(*f.problems)
	}
	var services, methods object
	seen := make(map[string]bool)
	for _, s := range m.services {
		if s.Payout != payouts || s.Currency.Code() != currency || !s.usable(test) || !fits(s, f) {
			continue
		}
		services = append(services, member{s.Code, prerequestService(s)})
		if !seen[s.Method] {
			methods = append(methods, member{s.Method, prerequestMethod(s.Method)})
		}
		seen[s.Method] = true
	}
	return dataReply(http.StatusOK, object{
		{"currency", currency},
		{"test_mode", test},
		{"services", services},
		{"methods", methods},
		{"account", object{
			{"name", "Model shop"}, {"description", "In memory only"},
			{"icon", "https://static.example/default.svg"}, {"website", textOrNull(m.cfg.Website)},
		}},
	})
}

func prerequestService(s *service) object {
	asked := make([]object, 0, len(s.Fields))
	for i, f := range s.Fields {
		asked = append(asked, object{
			{"key", f.Key}, {"type", f.Type}, {"label", english(f.Label)}, {"example", textOrNull(f.Example)},
			{"hint", english(f.Hint)}, {"regexp", f.Pattern}, {"required", f.Required}, {"position", i},
		})
	}
	out := object{{"code", s.Code}, {"method", s.Method}}
	if !s.Payout {
		out = append(out, member{"flow", s.Flow})
	}
	return append(out, object{
		{"currency", s.Currency.Code()}, {"fields", asked},
		{"amount_min", number(s.Min)}, {"amount_max", number(s.Max)},
	}...)
}

func english(text string) object {
	if text == "" {
		return nil
	}
	return object{{"en", text}}
}

func prerequestMethod(method string) object {
	return object{
		{"code", method}, {"category", categoryOf(method)}, {"description", ""}, {"name", english(titleOf(method))},
		{"logo", "https://static.example/payment_methods/" + method + "/logo.svg"},
		{"icon", "https://static.example/payment_methods/" + method + "/icon.svg"},
		{"metadata", nil}, {"position", nil}, {"hide", nil},
	}
}

func categoryOf(method string) string {
	if method == "payment_card" {
		return method
	}
	return "alternative"
}
