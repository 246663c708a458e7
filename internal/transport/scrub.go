package transport

import (
	"strings"

	paygates "github.com/paygates/paygates-go"
)

// scrubber takes secrets and card numbers out of text that a gateway wrote.
// The secrets are read when they are needed and never kept as plain text.
type scrubber struct {
	own    []paygates.Secret
	called []string
}

func newScrubber(own []paygates.Secret) scrubber { return scrubber{own: own} }

func (s scrubber) with(secrets []string) scrubber { s.called = secrets; return s }

const mask = "[redacted]"

// text takes out our secrets and every run of 12 to 19 digits, single spaces
// and dashes between them included: gateways echo what they refuse.
func (s scrubber) text(text string) string {
	if text == "" {
		return ""
	}
	for _, secret := range s.own {
		text = without(text, secret.Reveal())
	}
	for _, secret := range s.called {
		text = without(text, secret)
	}
	return maskDigits(text)
}

func without(text, secret string) string {
	if len(secret) < 3 { // shorter is no secret, and would shred the text
		return text
	}
	return strings.ReplaceAll(text, secret, mask)
}

// code keeps an error code that looks like one.
func (s scrubber) code(code string) string {
	if len(code) > 64 {
		return mask
	}
	for i := range len(code) {
		switch ch := code[i]; {
		case ch >= 'a' && ch <= 'z', ch >= 'A' && ch <= 'Z', ch >= '0' && ch <= '9', strings.IndexByte("_-.: ", ch) >= 0:
		default:
			return mask
		}
	}
	return s.text(code)
}

// id keeps an object id, unless it is one of the secrets that went out: a
// gateway's ids are long runs of digits themselves.
func (s scrubber) id(id string) string {
	for _, secret := range s.called {
		if len(secret) >= 3 && strings.Contains(id, secret) {
			return mask
		}
	}
	for _, secret := range s.own {
		if text := secret.Reveal(); len(text) >= 3 && strings.Contains(id, text) {
			return mask
		}
	}
	return id
}

// maskDigits replaces every run of 12 to 19 digits, and any longer one, which
// may hide one.
func maskDigits(text string) string {
	var out strings.Builder
	rest := 0
	for i := 0; i < len(text); {
		if !digit(text[i]) {
			i++
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
			out.WriteString(text[rest:i])
			out.WriteString(mask)
			rest = end
		}
		i = end
	}
	if rest == 0 {
		return text
	}
	out.WriteString(text[rest:])
	return out.String()
}

func digit(b byte) bool { return b >= '0' && b <= '9' }

// separator: a single space or dash between two digits.
func separator(text string, i int) bool {
	return (text[i] == ' ' || text[i] == '-') && i > 0 && digit(text[i-1]) && i+1 < len(text) && digit(text[i+1])
}
