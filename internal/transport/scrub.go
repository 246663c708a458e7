package transport

import (
	"iter"
	"strings"

	paygates "github.com/paygates/paygates-go"
)

// scrubber takes secrets and card numbers out of text that a gateway wrote.
// The secrets are read when they are needed and never kept as plain text.
type scrubber struct {
	own    []paygates.Secret
	called []string
}

// newScrubber knows the config's secrets and, without the scheme's name before
// it, the credential of the Authorization header.
func newScrubber(cfg Config) scrubber {
	own := append([]paygates.Secret(nil), cfg.Secrets...)
	for _, value := range cfg.Header.Values("Authorization") {
		_, credential, _ := strings.Cut(value, " ")
		own = append(own, paygates.NewSecret(credential))
	}
	return scrubber{own: own}
}

func (s scrubber) with(secrets []string) scrubber { s.called = secrets; return s }

// secrets yields what must not be shown. What is shorter than three characters
// is no secret, and would shred every text.
func (s scrubber) secrets() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, secret := range s.own {
			if text := secret.Reveal(); len(text) >= 3 && !yield(text) {
				return
			}
		}
		for _, text := range s.called {
			if len(text) >= 3 && !yield(text) {
				return
			}
		}
	}
}

const mask = "[redacted]"

// text takes out our secrets and every run of 12 or more digits, single spaces
// and dashes between them included: gateways echo what they refuse. A text in
// which more of that shows once its escapes are undone goes as a whole.
func (s scrubber) text(text string) string {
	clean := masked(text, s.hide(text))
	for _, undo := range escapes {
		if plain := undo(clean); plain != clean && s.hide(plain) != nil {
			return mask
		}
	}
	return clean
}

// code keeps an error code that looks like one.
func (s scrubber) code(code string) string {
	if len(code) > 64 {
		return mask
	}
	for i := range len(code) {
		switch ch := code[i]; {
		case ch >= 'a' && ch <= 'z', ch >= 'A' && ch <= 'Z', digit(ch), strings.IndexByte("_-.", ch) >= 0:
		default:
			return mask
		}
	}
	return s.text(code)
}

// id keeps an object id, unless it holds one of the secrets: a gateway's ids
// are long runs of digits themselves.
func (s scrubber) id(id string) string {
	for secret := range s.secrets() {
		if shows(id, secret) {
			return mask
		}
	}
	return id
}

// shows says whether a secret stands in an id. Three or four digits inside a
// longer number do not: of ids with 17 digits one in seventy has those of a
// security code somewhere.
func shows(id, secret string) bool {
	if len(secret) > 4 || !isDigits(secret) {
		return strings.Contains(id, secret)
	}
	for from := 0; ; from++ {
		i := strings.Index(id[from:], secret)
		if i < 0 {
			return false
		}
		from += i
		end := from + len(secret)
		if (from == 0 || !digit(id[from-1])) && (end == len(id) || !digit(id[end])) {
			return true
		}
	}
}

// hide marks the bytes of a text that must not be shown, nil for none. Secrets
// and digits are marked before either is taken out: a security code cut out of
// the middle of a card number would leave two runs too short to be noticed.
func (s scrubber) hide(text string) []bool {
	var hidden []bool
	mark := func(from, to int) {
		if hidden == nil {
			hidden = make([]bool, len(text))
		}
		for i := from; i < to; i++ {
			hidden[i] = true
		}
	}
	for secret := range s.secrets() {
		for from := 0; ; from++ {
			i := strings.Index(text[from:], secret)
			if i < 0 {
				break
			}
			from += i
			mark(from, from+len(secret))
		}
	}
	markCards(text, mark)
	return hidden
}

// markCards marks every run of 12 to 19 digits, and any longer one, which may
// hold one.
func markCards(text string, mark func(from, to int)) {
	for i := 0; i < len(text); i++ {
		if !digit(text[i]) {
			continue
		}
		end, digits := i, 0
		for j := i; j < len(text) && (digit(text[j]) || separator(text, j)); j++ {
			if digit(text[j]) {
				digits++
				end = j + 1
			}
		}
		if digits >= 12 {
			mark(i, end)
		}
		i = end
	}
}

// MaskCards takes every run of 12 or more digits out of a text that a gateway
// wrote into a result.
func MaskCards(text string) string {
	digits := 0
	for i := range len(text) {
		if digit(text[i]) {
			digits++
		}
	}
	if digits < 12 {
		return text
	}
	return masked(text, scrubber{}.hide(text))
}

// masked writes the mask once for each stretch of hidden bytes.
func masked(text string, hidden []bool) string {
	if hidden == nil {
		return text
	}
	var out strings.Builder
	for i := range len(text) {
		switch {
		case !hidden[i]:
			out.WriteByte(text[i])
		case i == 0 || !hidden[i-1]:
			out.WriteString(mask)
		}
	}
	return out.String()
}

func digit(b byte) bool { return b >= '0' && b <= '9' }

// separator: a single space or dash between two digits.
func separator(text string, i int) bool {
	return (text[i] == ' ' || text[i] == '-') && i > 0 && digit(text[i-1]) && i+1 < len(text) && digit(text[i+1])
}
