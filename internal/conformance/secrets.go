package conformance

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"net/url"
	"slices"
	"strings"
)

// watch finds secrets in texts, in any spelling in which printing, encoding or logging may have put them.
type watch []watched

type watched struct {
	name      string
	spellings []string
	digits    string // of a card number, which may stand in groups
}

func newWatch(secrets []Secret) watch {
	var w watch
	for _, s := range secrets {
		one := watched{name: s.Name, spellings: spellings(s.Text)}
		if s.isCardNumber() {
			one.digits = s.Text
		}
		w = append(w, one)
	}
	return w
}

// leaked returns the name of a secret that a text shows.
func (w watch) leaked(text string) (name string, found bool) {
	joined := ""
	for _, s := range w {
		if slices.ContainsFunc(s.spellings, func(spelling string) bool { return contains(text, spelling) }) {
			return s.name, true
		}
		if s.digits == "" {
			continue
		}
		if joined == "" {
			joined = joinedDigits(text)
		}
		if strings.Contains(joined, s.digits) {
			return s.name + " in groups", true
		}
	}
	return "", false
}

// scrubbed makes a text fit for a failure message: one that shows a secret becomes the secret's name.
func (w watch) scrubbed(text string) string {
	if name, found := w.leaked(text); found {
		return "[a text that shows " + name + "]"
	}
	return text
}

// spellings are the ways in which a text may be written.
func spellings(text string) []string {
	quoted, _ := json.Marshal(text)
	list := strings.Trim(fmt.Sprint([]byte(text)), "[]")
	all := []string{
		text, strings.Trim(string(quoted), `"`), strings.Trim(fmt.Sprintf("%q", text), `"`), url.QueryEscape(text), url.PathEscape(text),
		hex.EncodeToString([]byte(text)), fmt.Sprintf("%X", text), fmt.Sprintf("% x", text), fmt.Sprintf("% X", text),
		base64.StdEncoding.EncodeToString([]byte(text)), base64.URLEncoding.EncodeToString([]byte(text)),
		list, strings.ReplaceAll(list, " ", ", "), strings.ReplaceAll(list, " ", ","),
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// short is the length below which a secret may stand within other text by chance: it is then looked for as a word of its own.
const short = 8

// contains finds a spelling in a text; a short one only where no letter or digit stands beside it.
func contains(text, spelling string) bool {
	if len(spelling) >= short {
		return strings.Contains(text, spelling)
	}
	for from := 0; ; {
		i := strings.Index(text[from:], spelling)
		if i < 0 {
			return false
		}
		start, end := from+i, from+i+len(spelling)
		if (start == 0 || !alphanumeric(text[start-1])) && (end == len(text) || !alphanumeric(text[end])) {
			return true
		}
		from = start + 1
	}
}

func alphanumeric(b byte) bool { return digit(b) || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' }
func digit(b byte) bool        { return b >= '0' && b <= '9' }

// joinedDigits takes out the blanks and dashes between digits.
func joinedDigits(text string) string {
	if !strings.ContainsAny(text, " -") {
		return text
	}
	var b strings.Builder
	for i := range len(text) {
		if (text[i] == ' ' || text[i] == '-') && i > 0 && digit(text[i-1]) && i+1 < len(text) && digit(text[i+1]) {
			continue
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

func (s Secret) isCardNumber() bool {
	return len(s.Text) >= 12 && strings.Trim(s.Text, "0123456789") == ""
}

// grouped writes a card number as people do.
func (s Secret) grouped() string {
	if !s.isCardNumber() {
		return s.Text
	}
	return s.Text[:4] + " " + s.Text[4:8] + "-" + s.Text[8:12] + " " + s.Text[12:]
}

// verbs are the printing verbs of fmt, with the flags that change what is shown.
var verbs = []string{"%v", "%+v", "%#v", "%s", "%q", "%+q", "%#q", "%x", "%X", "% x", "%#x", "%d", "%o", "%b", "%e", "%c", "%U", "%t", "%T", "%w"}

// printings are a value's texts in every printing verb, in JSON, and in a log of either form; forms that give the same text stand together.
func printings(v any) map[string]string {
	byText := map[string]string{}
	note := func(form, text string) {
		if earlier := byText[text]; earlier != "" {
			form = earlier + " " + form
		}
		byText[text] = form
	}
	for _, verb := range verbs {
		note(verb, fmt.Sprintf(verb, v))
	}
	note("Sprintln", fmt.Sprintln(v))
	text, err := json.Marshal(v)
	note("json.Marshal", string(text)+fmt.Sprint(err))
	var line, document bytes.Buffer
	slog.New(slog.NewTextHandler(&line, withoutClock)).Error("printed", "value", v, slog.Group("group", "value", v))
	slog.New(slog.NewJSONHandler(&document, withoutClock)).Error("printed", "value", v, slog.Group("group", "value", v))
	note("slog's text", line.String())
	note("slog's JSON", document.String())

	out := make(map[string]string, len(byText))
	for _, text := range slices.Sorted(maps.Keys(byText)) {
		out[byText[text]] = text
	}
	return out
}

// withoutClock leaves the times out of a log, whose digits are nobody's.
var withoutClock = &slog.HandlerOptions{
	Level: slog.LevelDebug,
	ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if kind := a.Value.Kind(); kind == slog.KindTime || kind == slog.KindDuration {
			return slog.String(a.Key, "(left out)")
		}
		return a
	},
}
