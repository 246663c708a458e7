package ordergate

import (
	"bytes"
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/lenient"
	"github.com/paygates/paygates-go/internal/wire"
	"github.com/paygates/paygates-go/money"
)

// reader decodes answers. Zone is that of times written without one; fallback
// is the currency of amounts that stand without one: the one asked for.
type reader struct {
	zone     *time.Location
	fallback money.Currency
	secrets  *paygates.Secrets // nil for a single order
}

// answer is one whole answer of an order call, in any documented form.
type answer struct {
	order   *Order // the first of them
	count   int    // how many orders
	wrapped bool   // the array "orders" stands in it, empty or not
	bare    bool   // the body itself is an array
	flat    bool   // the fields of one order stand at the top
	odd     bool   // its parts do not belong together, so that it proves nothing
	// resultCode is the guide form's, "" where there is none.
	resultCode string
	complains  bool
	hasError   bool // "error" or "errors" is among the complaints
	complaint  complaint
}

// answer reads a body. An empty body is an answer that carries nothing.
func (r reader) answer(body []byte) (a answer, err error) {
	if len(bytes.TrimSpace(body)) == 0 {
		return a, nil
	}
	d := wire.NewDecoder(body)
	if d.Kind() == wire.Array {
		a.bare = true
		for d.Array(); d.More(); {
			a.readOrder(r, d)
		}
		return a, d.End()
	}
	top := draft{reader: r}
	for d.Object(); d.More(); {
		switch {
		case d.Is("orders"):
			a.wrapped = d.Kind() == wire.Array
			a.odd = a.odd || !a.wrapped && d.Kind() != wire.Null
			for d.OneOrMany(); d.More(); {
				a.readOrder(r, d)
			}
		case d.Is(fieldResultCode):
			a.resultCode = d.Text()
		case d.Is("error"):
			a.readError(d)
		case d.Is("errors"):
			a.readErrors(d)
		case d.Is("details"):
			a.complaint.readDetails(d)
		case d.Is("failure_type"):
			word := readWord(d)
			top.begun().FailureType = word
			a.complain(SignalFailureType, word)
		case d.Is("failure_message"):
			text := d.Text()
			top.begun().FailureMessage = text
			a.complaint.message = text
			a.complains = a.complains || text != ""
		default:
			top.begun().field(d)
		}
	}
	if err := d.End(); err != nil || top.Order == nil {
		return a, err
	}
	a.place(top.finish(), body)
	return a, nil
}

// place says what the fields of an order at the top mean.
func (a *answer) place(flat *Order, body []byte) {
	switch {
	case a.count > 0 || a.wrapped:
		// Fields of an order beside orders: which of the two is meant?
		a.odd = a.odd || flat.carries&^hasOrderID != 0 || flat.ID != "" && a.count == 1 && a.order.ID != flat.ID
		a.complaint.orderID = flat.ID
	case a.complains && flat.carries&^(hasID|hasOrderID) == 0:
		a.complaint.orderID = flat.ID // an error body that names an order
	case flat.carries != 0:
		a.flat = true
		a.odd = a.odd || flat.torn
		flat.Raw = paygates.NewRaw(body)
		a.order, a.count = flat, 1
	}
}

// readOrder reads the order object that is due.
func (a *answer) readOrder(r reader, d *wire.Decoder) {
	row := draft{reader: r, Order: new(Order)}
	row.fields(d)
	o := row.finish()
	if a.count++; a.count == 1 {
		a.order = o
	}
	a.odd = a.odd || o.torn
}

// complain notes a code. Two forms in one answer that name different codes
// leave nothing that can be believed.
func (a *answer) complain(signal, code string) {
	if code == "" {
		return
	}
	if word := lookWord(signal, code); word.Text != "" {
		code = word.Text // as the table writes it
	}
	if a.complains && a.complaint.signal != "" && a.complaint.code != code {
		a.complaint.mixed = true
	}
	a.complains = true
	a.complaint.signal, a.complaint.code = signal, code
}

// readError takes the guide's error object, and the error as text. An empty one
// is none.
func (a *answer) readError(d *wire.Decoder) {
	if d.Kind() != wire.Object {
		if text := d.Text(); !lenient.Blank(text) {
			a.complaint.message = text
			a.complains, a.hasError = true, true
		}
		return
	}
	code := ""
	for d.Object(); d.More(); {
		a.complains, a.hasError = true, true
		switch {
		case d.Is("code"):
			code = d.Text()
		case d.Is("message"):
			a.complaint.message = d.Text()
		case d.Is("details"):
			a.complaint.readDetails(d)
		}
	}
	a.complain(SignalErrorCode, code)
}

// readErrors takes the platform's list of {attribute, message}. Empty elements
// are none.
func (a *answer) readErrors(d *wire.Decoder) {
	for d.OneOrMany(); d.More(); {
		var f paygates.FieldError
		said := false
		if d.Kind() == wire.Object {
			for d.Object(); d.More(); {
				said = true
				switch {
				case d.Is("attribute"):
					f.Field = d.Text()
				case d.Is("message"):
					f.Message = d.Text()
				}
			}
		} else {
			f.Message = d.Text()
			said = !lenient.Blank(f.Message)
		}
		if said {
			a.complains, a.hasError = true, true
			a.complaint.fields = append(a.complaint.fields, f)
		}
	}
}

// readWord reads a word of which a value of another type is none.
func readWord(d *wire.Decoder) string {
	if d.Kind() == wire.String {
		return d.Word()
	}
	if text := d.Text(); !lenient.Blank(text) {
		return text
	}
	return ""
}

// failed: the code is there and is not that of a success, however many zeros.
func failed(resultCode string) bool { return strings.Trim(resultCode, "0") != "" }

// readDetails takes a map of fields to texts, each one text or a list.
func (c *complaint) readDetails(d *wire.Decoder) {
	if d.Kind() != wire.Object {
		for _, text := range d.Texts() {
			c.fields = append(c.fields, paygates.FieldError{Message: text})
		}
		return
	}
	for d.Object(); d.More(); {
		name := d.Name()
		for _, text := range d.Texts() {
			c.fields = append(c.fields, paygates.FieldError{Field: name, Message: text})
		}
	}
}
