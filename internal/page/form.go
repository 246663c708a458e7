package page

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// ErrField tells that a form field cannot reach the other side as it is: its name is empty or is one that browsers fill in themselves (_charset_),
// or its name or value holds NUL or bytes that are not UTF-8. It shows neither.
var ErrField = errors.New("page: a form field cannot be sent unchanged")

// Form returns a page that posts fields to target as soon as it is open: what a 3-D Secure step and some hosted pages ask for.
// Fields are written sorted by name. Where scripts are off, the payer sees a button that does the same.
// Line breaks inside a value arrive as CR LF, as in every form that a browser sends.
//
// The error is ErrURL for a target that CheckURL refuses, or ErrField. It prints neither the target nor any field.
func Form(target string, fields map[string]string) (*Document, error) {
	d := New("en", "Continue to payment")
	d.HTML(`<form id="form" method="post" accept-charset="utf-8"`).URL("action", target).HTML(">\n")
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		d.hidden(name, fields[name])
	}
	d.HTML("<noscript><p>Your browser does not run scripts. Press the button to continue.</p></noscript>\n" +
		"<button id=\"button\">Continue</button>\n</form>\n")
	d.Script(submitForm)
	if d.err != nil {
		return nil, d.err
	}
	return d, nil
}

// submitForm hides the button first, so that an impatient payer cannot post twice. It takes submit from the prototype,
// because a field named "submit" hides the form's own method.
const submitForm = `document.getElementById("button").hidden=true;HTMLFormElement.prototype.submit.call(document.getElementById("form"));`

func (d *Document) hidden(name, value string) {
	if name == "" || strings.EqualFold(name, "_charset_") || !fits(name) || !fits(value) {
		d.fail(ErrField)
		return
	}
	d.HTML(`<input type="hidden"`).Attr("name", name).Attr("value", value).HTML(">\n")
}

// fits tells whether an HTML attribute or a query can hold s unchanged.
func fits(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsRune(s, 0)
}
