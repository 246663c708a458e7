package transport

import (
	"strconv"
	"strings"
)

// escapes undo what a gateway may have done to the text that it echoes: quoted
// it in JSON once more, written it into a URL or into HTML.
var escapes = [...]func(string) string{unquoted, unpercented, htmlEntities.Replace}

var htmlEntities = strings.NewReplacer(
	"&amp;", "&", "&lt;", "<", "&gt;", ">", "&quot;", `"`, "&#34;", `"`, "&#39;", "'", "&#039;", "'", "&apos;", "'",
)

// unquoted undoes JSON's escapes in a text that need not be JSON.
func unquoted(text string) string {
	if !strings.Contains(text, `\`) {
		return text
	}
	var out strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] != '\\' || i+1 == len(text) {
			out.WriteByte(text[i])
			continue
		}
		i++
		if code, ok := hexCode(text, i+1, 4); ok && text[i] == 'u' {
			out.WriteRune(rune(code))
			i += 4
		} else {
			out.WriteByte(text[i])
		}
	}
	return out.String()
}

// unpercented undoes a URL's escapes in a text that need not be a URL.
func unpercented(text string) string {
	if !strings.ContainsAny(text, "%+") {
		return text
	}
	var out strings.Builder
	for i := 0; i < len(text); i++ {
		code, ok := hexCode(text, i+1, 2)
		switch {
		case text[i] == '%' && ok:
			out.WriteByte(byte(code))
			i += 2
		case text[i] == '+':
			out.WriteByte(' ')
		default:
			out.WriteByte(text[i])
		}
	}
	return out.String()
}

// hexCode reads n hexadecimal digits.
func hexCode(text string, from, n int) (uint64, bool) {
	if from+n > len(text) {
		return 0, false
	}
	code, err := strconv.ParseUint(text[from:from+n], 16, 32)
	return code, err == nil
}
