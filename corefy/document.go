package corefy

import (
	"bytes"
	"strconv"

	paygates "github.com/paygates/paygates-go"
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

// unreadable is the error of an answer that is no document.
func unreadable(reply *transport.Reply, cause error) *paygates.Error {
	e := &paygates.Error{Kind: kindOf(reply.Status)}
	if succeeded(reply.Status) || reply.Status == 404 {
		e.Kind = paygates.ErrUnexpectedReply
	}
	return e.WithCause(cause)
}

// succeeded: any other 2xx is not documented for any call.
func succeeded(status int) bool { return status == 200 || status == 201 }

// keepRaw copies the object that is due and returns a decoder for the copy.
func keepRaw(d *wire.Decoder) ([]byte, *wire.Decoder) {
	raw := bytes.Clone(d.Raw())
	return raw, wire.NewDecoder(raw)
}
