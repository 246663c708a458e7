package corefy

import (
	"bytes"
	"strconv"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/lenient"
	"github.com/paygates/paygates-go/internal/transport"
	"github.com/paygates/paygates-go/internal/wire"
)

// document is one answer of either API: data, or errors.
type document[T any] struct {
	items []T
	// carried: data stands in it; list: as an array.
	carried, list bool
	// gap: a place in the array has no object.
	gap bool
	// next is the address of the further page, "" for none.
	next string
	meta meta
	complaint
}

// meta is what the list of services says about itself.
type meta struct{ total, pages, page int }

// one is the object of an answer that has just one.
func (o *document[T]) one() (item T, ok bool) {
	if o.list || len(o.items) != 1 {
		return item, false
	}
	return o.items[0], true
}

// readDocument reads a body whole; item reads one object of its data.
func readDocument[T any](body []byte, item func(*wire.Decoder) (T, error)) (*document[T], error) {
	out := &document[T]{}
	d := wire.NewDecoder(body)
	if d.Kind() != wire.Object {
		return out, errNoObject(d)
	}
	for d.Object(); d.More(); {
		switch {
		case d.Is("data"):
			if err := out.readData(d, item); err != nil {
				return out, err
			}
		case d.Is("errors"):
			out.readErrors(d)
		case d.Is("error"):
			out.readError(d)
		case d.Is("links"):
			for d.ObjectOrNothing(); d.More(); {
				if d.Is("next") {
					out.next = readLink(d)
				}
			}
		case d.Is("meta"):
			for d.ObjectOrNothing(); d.More(); {
				out.meta.read(d)
			}
		}
	}
	return out, d.End()
}

// errNoObject: the body is JSON of another kind, or none.
func errNoObject(d *wire.Decoder) error {
	for d.Object(); d.More(); {
		d.Skip()
	}
	return d.End()
}

func (o *document[T]) readData(d *wire.Decoder, item func(*wire.Decoder) (T, error)) error {
	read := func() error {
		it, err := item(d)
		if err == nil {
			o.items = append(o.items, it)
		}
		return err
	}
	switch d.Kind() {
	case wire.Null:
		d.Skip()
		return nil
	case wire.Array:
		o.carried, o.list = true, true
		for d.Array(); d.More(); {
			if d.Null() {
				o.gap = true
				continue
			}
			if err := read(); err != nil {
				return err
			}
		}
		return nil
	}
	o.carried = true
	return read()
}

func (m *meta) read(d *wire.Decoder) {
	number := func() int {
		n, _ := strconv.Atoi(d.Text())
		return n
	}
	switch {
	case d.Is("total"):
		m.total = number()
	case d.Is("pages"):
		m.pages = number()
	case d.Is("page"):
		m.page = number()
	}
}

// readLink reads a link, a text or an object with href.
func readLink(d *wire.Decoder) (link string) {
	if d.Kind() != wire.Object {
		return d.Text()
	}
	for d.Object(); d.More(); {
		if d.Is("href") {
			link = d.Text()
		}
	}
	return link
}

// complaint is what an answer says went wrong, in any form that was seen.
type complaint struct {
	said bool
	// own: a list of objects or a map of fields, Corefy's own error envelope.
	own     bool
	codes   []string
	code    string
	message string
	fields  []paygates.FieldError
	// reference: it speaks of reference_id.
	reference bool
}

// envelope: the answer is Corefy's own error envelope, and agrees with its HTTP
// status: a code says the same number.
func (c *complaint) envelope(status int) bool {
	for _, code := range c.codes {
		if code != strconv.Itoa(status) {
			return false
		}
	}
	return c.own
}

// readErrors takes a list of objects, a map of fields to texts, or a text.
func (c *complaint) readErrors(d *wire.Decoder) {
	switch d.Kind() {
	case wire.Array:
		c.own = true
		entries := 0
		for d.Array(); d.More(); {
			entries++
			if d.Kind() != wire.Object {
				c.own = false
				c.say(d.Text())
				continue
			}
			c.readEntry(d)
		}
		c.own = c.own && entries > 0
		c.said = c.said || entries > 0
	case wire.Object:
		for d.Object(); d.More(); {
			c.said, c.own = true, true
			name := d.Name()
			for _, text := range texts(d) {
				c.mention(name, text)
				c.fields = append(c.fields, paygates.FieldError{Field: name, Message: text})
				if name == "code" {
					c.codes = append(c.codes, text) // an error object in the place of a map
				}
			}
		}
	default:
		c.say(d.Text())
	}
}

// readEntry takes one object of the list: the reverse of JSON:API, its status is
// a word and its code the HTTP status.
func (c *complaint) readEntry(d *wire.Decoder) {
	var word, code, title, detail, pointer string
	for d.Object(); d.More(); {
		switch {
		case d.Is("status"):
			word = d.Text()
		case d.Is("code"):
			code = d.Text()
		case d.Is("title"):
			title = d.Text()
		case d.Is("detail"):
			detail = d.Text()
		case d.Is("source"):
			for d.ObjectOrNothing(); d.More(); {
				if d.Is("pointer") || d.Is("parameter") {
					pointer = d.Text()
				}
			}
		}
	}
	c.mention(word, title, detail, pointer)
	if code != "" {
		c.codes = append(c.codes, code)
	}
	if c.code == "" {
		c.code = code
	}
	message := title
	if message == "" {
		message = word
	}
	if detail != "" {
		message = detail
	}
	c.say(message)
	if pointer != "" {
		c.fields = append(c.fields, paygates.FieldError{Field: pointer, Message: message})
	}
	c.said = true
}

// readError takes the error of other components: a text, or an object with a message.
func (c *complaint) readError(d *wire.Decoder) {
	if d.Kind() != wire.Object {
		c.say(d.Text())
		return
	}
	for d.Object(); d.More(); {
		c.said = true
		if d.Is("message") {
			c.say(d.Text())
		}
	}
}

// say notes a text for a person; the first stands.
func (c *complaint) say(text string) {
	if lenient.Blank(text) {
		return
	}
	c.said = true
	c.mention(text)
	if c.message == "" {
		c.message = text
	}
}

// mention notes that the words speak of reference_id, however it is spelled: the
// gateway's own names are in other cases too (invoiceId, payment-service).
func (c *complaint) mention(words ...string) {
	for _, word := range words {
		c.reference = c.reference || strings.Contains(joined.Replace(strings.ToLower(word)), "referenceid")
	}
}

var joined = strings.NewReplacer("_", "", "-", "", " ", "")

// texts reads one text or a list of them; what is nested stands as its JSON.
func texts(d *wire.Decoder) []string {
	if d.Kind() == wire.Array {
		return d.Texts()
	}
	return []string{d.Text()}
}

// fault is the error of an answer that is no success: its kind by the table of
// HTTP codes, its outcome by the operation's row.
func (c *complaint) fault(op *paygates.Operation, status int, alone bool) *paygates.Error {
	e := &paygates.Error{Kind: kindOf(status), Code: c.code, Message: c.message, Fields: c.fields}
	own := c.envelope(status)
	if status == 404 && !own {
		e.Kind = paygates.ErrUnexpectedReply // somebody else's "not found"
	}
	refusal, listed := op.Refusal(signalHTTP, strconv.Itoa(status))
	// A 422 about the reference may report a duplicate.
	doubtful := status == 422 && c.reference && op.Safety != paygates.Read
	if !own || !listed || !alone || doubtful {
		return e
	}
	e.Outcome = paygates.OutcomeNotExecuted
	return e.WithAdvice(refusal.Advice)
}

// unreadable is the error of an answer that is no document.
func unreadable(reply *transport.Reply, cause error) *paygates.Error {
	e := &paygates.Error{Kind: kindOf(reply.Status)}
	if succeeded(reply.Status) || reply.Status == 404 {
		e.Kind = paygates.ErrUnexpectedReply
	}
	return e.WithCause(cause)
}

// unproven is the error of a complete 2xx that proves nothing.
func (c *complaint) unproven(id string) *paygates.Error {
	return &paygates.Error{Kind: paygates.ErrUnexpectedReply, Code: c.code, Message: c.message, Fields: c.fields, ObjectID: id}
}

// succeeded: any other 2xx is not documented for any call.
func succeeded(status int) bool { return status == 200 || status == 201 }

// keepRaw copies the object that is due and returns a decoder for the copy.
func keepRaw(d *wire.Decoder) ([]byte, *wire.Decoder) {
	raw := bytes.Clone(d.Raw())
	return raw, wire.NewDecoder(raw)
}
