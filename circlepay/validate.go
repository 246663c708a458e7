package circlepay

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/paygates/paygates-go/internal/check"
	"github.com/paygates/paygates-go/internal/page"
	"github.com/paygates/paygates-go/money"
)

// findings is what is wrong with a request; its checks are those of ValidationRules.
type findings struct{ check.Findings }

// need asks for a text in one line.
func (f *findings) need(field, text string) {
	if strings.TrimSpace(text) == "" {
		f.Add(field, ruleRequired.Want)
		return
	}
	f.plain(field, text)
}

// plain checks a text in one line, if there is one.
func (f *findings) plain(field, text string) {
	if !check.PlainText(text) {
		f.Add(field, "want valid text without control characters")
	}
}

// free checks a text that may have lines, if there is one.
func (f *findings) free(field, text string) {
	if !utf8.ValidString(text) {
		f.Add(field, "want valid UTF-8")
	}
}

// email checks an address, if there is one.
func (f *findings) email(field, address string) {
	local, host, found := strings.Cut(address, "@")
	switch {
	case address == "":
	case utf8.RuneCountInString(address) > maxEmail:
		f.Add(field, ruleEmailLength.Want)
	case !found || local == "" || !strings.Contains(strings.Trim(host, "."), ".") || strings.Contains(host, "@") ||
		strings.ContainsAny(address, " ,;<>\"") || !check.PlainText(address):
		f.Add(field, ruleEmailForm.Want)
	}
}

// phone checks a number in its international form.
func (f *findings) phone(field, number string) {
	digits, international := strings.CutPrefix(number, "+")
	switch {
	case number == "":
		f.Add(field, ruleRequired.Want)
	case !international || !check.Digits(digits) || len(digits) < minPhone || len(digits) > maxPhone || digits[0] == '0':
		f.Add(field, rulePhone.Want)
	}
}

// optPhone checks a number, if there is one.
func (f *findings) optPhone(field, number string) {
	if number != "" {
		f.phone(field, number)
	}
}

// key checks an id that goes into a path or names an object. It may be one that
// CirclePay made in a form that nobody has seen yet.
func (f *findings) key(field, id string) {
	switch {
	case id == "":
		f.Add(field, ruleRequired.Want)
	case !check.PlainText(id) || len(id) > maxKey || strings.ContainsAny(id, "/\\?#%") || id == "." || id == ".." || strings.TrimSpace(id) != id:
		f.Add(field, "want one id: at most 255 bytes, none of / \\ ? # % and no blanks at its ends")
	}
}

// optKey checks an id, if there is one.
func (f *findings) optKey(field, id string) {
	if id != "" {
		f.key(field, id)
	}
}

// keys checks ids that are known so far.
func (f *findings) keys(field string, ids []string) {
	for _, id := range ids {
		if !check.PlainText(id) || id == "" || len(id) > maxLink {
			f.Add(field, "want ids as CirclePay gave them")
		}
	}
}

// number checks an id that goes out as a number.
func (f *findings) number(field, id string) {
	switch {
	case id == "":
		f.Add(field, ruleRequired.Want)
	case !check.Digits(id) || len(id) > 18 || id[0] == '0':
		f.Add(field, "want the digits of a transaction's id")
	}
}

// link checks the address or id of a payment link.
func (f *findings) link(field, link string) {
	switch last := lastSegment(link); {
	case link == "":
		f.Add(field, ruleRequired.Want)
	case !check.PlainText(link) || len(link) > maxLink || strings.ContainsAny(link, "\\?#% ") || last == "" || last == "." || last == "..":
		f.Add(field, "want the address or the id of a payment link")
	}
}

// optLink checks an address or id, if there is one.
func (f *findings) optLink(field, link string) {
	if link != "" {
		f.link(field, link)
	}
}

// address checks where CirclePay sends its callbacks, if that is given.
func (f *findings) address(field, address string) {
	if address == "" {
		return
	}
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.User != nil || u.Scheme != "https" && u.Scheme != "http" || !check.PlainText(address) {
		f.Add(field, ruleCallback.Want)
	}
}

// browse checks where a browser is sent, if that is given.
func (f *findings) browse(field, address string) {
	if address != "" && page.CheckURL(address) != nil {
		f.Add(field, "want an absolute https URL, or http to a loopback address")
	}
}

// owned checks an amount that goes out without a currency.
func (f *findings) owned(field string, a money.Amount, own money.Currency) {
	f.Amount(field, rules, a)
	if a.IsSet() && a.Currency() != own {
		f.Add(field, "want the account's own currency, "+own.Code())
	}
}

// fee is owned for an amount that may be 0.
func (f *findings) fee(field string, a money.Amount, own money.Currency) {
	if a.IsSet() && !(a.IsZero() && a.Currency() == own) {
		f.owned(field, a, own)
	}
}

// percent checks a percentage, if there is one.
func (f *findings) percent(field string, d decimal.Decimal) {
	if d.IsNegative() || d.Exponent() < -6 || d.GreaterThan(decimal.NewFromInt(100)) {
		f.Add(field, rulePercent.Want)
	}
}

// policy checks a text that only goes out with its flag.
func (f *findings) policy(field string, flag *bool, text string) {
	f.free(field, text)
	if text != "" && (flag == nil || !*flag) {
		f.Add(field, rulePolicy.Want)
	}
}

// layout checks a request's own layout of dates, if there is one.
func (f *findings) layout(field, layout string) {
	if layout != "" && !dateLayout(layout) {
		f.Add(field, wantLayout)
	}
}

// extra checks free fields: what has a field in the request is not set twice.
func (f *findings) extra(field string, m map[string]any, own ...string) {
	f.Free(field, m)
	for name := range m {
		for _, taken := range own {
			if strings.EqualFold(strings.TrimSpace(name), taken) {
				f.Add(field, "want nothing that has a field in the request")
			}
		}
	}
}

// Limits that are known, or that nothing is known to exceed.
const (
	maxEmail = 50
	minPhone = 8
	maxPhone = 15
	maxKey   = 255
	maxLink  = 1024
)

// country checks a country's dialling code.
func (f *findings) country(field, code string) {
	digits, international := strings.CutPrefix(code, "+")
	if !international || digits == "" || len(digits) > 3 || !check.Digits(digits) || digits[0] == '0' {
		f.Add(field, ruleCountry.Want)
	}
}
