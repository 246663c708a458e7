package money

import (
	"iter"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:generate go run ./internal/isogen

const (
	// maxPlaces is the largest number of decimal places: 10^18 is the last power of ten in an int64.
	maxPlaces = 18
	// unknownPlaces stands in a record whose places nobody stated.
	unknownPlaces = -1
	// maxCode is the longest code that is kept, in bytes.
	maxCode = 32
	// maxLabel is the longest code that an error repeats, in bytes.
	maxLabel = 11
	// unreadable is the code that stands for what no gateway can mean as a currency.
	unreadable = "?"
)

// Currency is a handle on a currency: comparable with ==, of pointer size, good as a map key. The zero Currency means
// "not stated".
//
// There are three kinds. A code of ISO 4217 comes from [ParseCurrency] or from a variable such as [AZN] and has ISO's
// decimal places. A currency that ISO lacks (USDT), or lists without decimal places (XTS), comes from [NewCurrency],
// which gives it places; its text carries them: "USDT/6". A code that a gateway sent and nobody knows comes from
// [CurrencyOf] without places: an amount in it can be held and printed, but never sent.
type Currency struct{ rec *record }

// record is what a Currency points to; it never changes.
type record struct {
	code      string
	numeric   string // "" if ISO gives none
	withdrawn string // month of withdrawal, "" if in use
	places    int8   // or unknownPlaces
	listed    bool   // in ISO 4217
	given     bool   // the places come from NewCurrency, so the text has to carry them
}

// ParseCurrency gives the currency of an ISO 4217 code, in use or withdrawn: exactly three upper-case letters.
// Anything else is an [*Error] of kind ErrCurrency. Whether it may still be used, Active says.
func ParseCurrency(code string) (Currency, error) {
	if rec := lookUp(code); rec != nil {
		return Currency{rec}, nil
	}
	got := strconv.Itoa(len(code)) + " bytes that are not three upper-case letters"
	if isAlpha3(code) {
		got = code
	}
	return Currency{}, &Error{Op: "ParseCurrency", Kind: ErrCurrency, Want: "a three-letter code of ISO 4217", Got: got}
}

// NewCurrency gives a currency with a number of decimal places from 0 to 18, for what ISO 4217 lacks (USDT, a vendor's
// own code) or lists without places (XTS, XAU). Two made with the same code and places are equal; made with ISO's own
// places, an ISO currency is the one that ParseCurrency gives.
//
// The code is 1 to 32 of A-Z, a-z, 0-9, dot, underscore and hyphen. Another code, an ISO code in lower case and an ISO
// code whose places differ from ISO's are an [*Error] of kind ErrCurrency, places out of range one of kind ErrPlaces.
func NewCurrency(code string, places int) (Currency, error) {
	const op = "NewCurrency"
	if places < 0 || places > maxPlaces {
		return Currency{}, &Error{Op: op, Kind: ErrPlaces, Want: "0 to 18 decimal places", Got: strconv.Itoa(places)}
	}
	rec := lookUp(code)
	if rec != nil && rec.places == int8(places) {
		return Currency{rec}, nil
	}
	if rec != nil && rec.places != unknownPlaces {
		want := rec.code + " with " + strconv.Itoa(int(rec.places)) + " decimal places, as in ISO 4217"
		return Currency{}, &Error{Op: op, Kind: ErrCurrency, Want: want, Got: strconv.Itoa(places)}
	}
	if rec == nil && !isVendorCode(code) {
		return Currency{}, &Error{Op: op, Kind: ErrCurrency, Want: "1 to 32 letters, digits, dots, underscores and hyphens",
			Got: strconv.Itoa(len(code)) + " bytes"}
	}
	if rec == nil && lookUp(strings.ToUpper(code)) != nil {
		return Currency{}, &Error{Op: op, Kind: ErrCurrency, Want: strings.ToUpper(code) + " in upper case"}
	}
	made := record{code: code}
	if rec != nil {
		made = *rec
	}
	made.places, made.given = int8(places), true
	return Currency{intern(made)}, nil
}

// CurrencyOf gives the currency that a gateway wrote: nothing for "", the ISO 4217 currency for its exact code, else
// the code as it stands, with places unknown. Equal codes give equal currencies.
//
// It never fails, because an unheard-of code must not make an order unreadable. Text that cannot be a code (over 32
// bytes, not printable, with a blank, a slash, a quote or a backslash, with twelve digits) is not kept; the code "?"
// stands for it, which equals no currency that anybody asked for.
func CurrencyOf(code string) Currency {
	if code == "" {
		return Currency{}
	}
	if rec := lookUp(code); rec != nil {
		return Currency{rec}
	}
	if !isReadable(code) {
		code = unreadable
	}
	return Currency{intern(record{code: code, places: unknownPlaces})}
}

// Currencies goes through ISO 4217 in the order of the codes, withdrawn ones included.
func Currencies() iter.Seq[Currency] {
	return func(yield func(Currency) bool) {
		for i := range iso {
			if !yield(Currency{&iso[i]}) {
				return
			}
		}
	}
}

// Code gives the code, such as "AZN" or "USDT", and "" for the zero Currency.
func (c Currency) Code() string {
	if c.rec == nil {
		return ""
	}
	return c.rec.code
}

// Numeric gives ISO's three digits, such as "944", and "" if there are none. Codes that followed each other in one
// country may share them.
func (c Currency) Numeric() string {
	if c.rec == nil {
		return ""
	}
	return c.rec.numeric
}

// Places gives the number of decimal places of the currency, ISO's minor units or those given to NewCurrency, and
// whether it is known at all.
func (c Currency) Places() (places int, known bool) {
	if c.rec == nil || c.rec.places == unknownPlaces {
		return 0, false
	}
	return int(c.rec.places), true
}

// Active says that ISO 4217 lists the code today: currencies, but also funds, metals and the special codes.
func (c Currency) Active() bool { return c.rec != nil && c.rec.listed && c.rec.withdrawn == "" }

// Withdrawn gives the month in which ISO 4217 withdrew the code, such as "2023-01", for some old ones a span, such as
// "1989 to 1990"; "" for what was never withdrawn.
func (c Currency) Withdrawn() string {
	if c.rec == nil {
		return ""
	}
	return c.rec.withdrawn
}

// IsZero says that no currency is stated.
func (c Currency) IsZero() bool { return c.rec == nil }

// fewest gives the number of places that an amount of this currency has at least.
func (c Currency) fewest() int {
	if c.rec == nil {
		return 0
	}
	return max(0, int(c.rec.places))
}

// label names the currency in an error, in a form that cannot carry foreign text.
func (c Currency) label() string {
	switch {
	case c.rec == nil:
		return "no currency"
	case len(c.rec.code) <= maxLabel && isVendorCode(c.rec.code):
		return c.rec.code
	default:
		return "an unlisted currency"
	}
}

// isoKeys are the codes of iso as numbers, in the same order: a search in them takes a quarter of the time.
var isoKeys = func() (keys [len(iso)]uint32) {
	for i := range iso {
		keys[i] = isoKey(iso[i].code)
	}
	return keys
}()

func isoKey(code string) uint32 {
	return uint32(code[0])<<16 | uint32(code[1])<<8 | uint32(code[2])
}

// lookUp finds an ISO code in the sorted table.
func lookUp(code string) *record {
	if len(code) != 3 {
		return nil
	}
	key, low, high := isoKey(code), 0, len(isoKeys)
	for low < high {
		middle := int(uint(low+high) / 2)
		if isoKeys[middle] < key {
			low = middle + 1
		} else {
			high = middle
		}
	}
	if low == len(isoKeys) || isoKeys[low] != key {
		return nil
	}
	return &iso[low]
}

func isAlpha3(code string) bool {
	return len(code) == 3 && isUpper(code[0]) && isUpper(code[1]) && isUpper(code[2])
}

func isUpper(b byte) bool { return 'A' <= b && b <= 'Z' }

func isVendorCode(code string) bool {
	for _, r := range code {
		if r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("._-", r) {
			return false
		}
	}
	return isReadable(code)
}

// isReadable says whether a text can be kept as a code: it fits into the text and JSON forms without escapes, and is
// neither long enough for prose nor has the digits for a card number.
func isReadable(code string) bool {
	if code == "" || len(code) > maxCode || !utf8.ValidString(code) {
		return false
	}
	digits := 0
	for _, r := range code {
		if !unicode.IsPrint(r) || strings.ContainsRune(" /\"\\\ufffd", r) {
			return false
		}
		if unicode.IsDigit(r) {
			digits++
		}
	}
	return digits < 12
}
