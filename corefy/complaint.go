package corefy

import (
	"strconv"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/lenient"
	"github.com/paygates/paygates-go/internal/wire"
)

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

// unproven is the error of a complete 2xx that proves nothing.
func (c *complaint) unproven(id string) *paygates.Error {
	return &paygates.Error{Kind: paygates.ErrUnexpectedReply, Code: c.code, Message: c.message, Fields: c.fields, ObjectID: id}
}
