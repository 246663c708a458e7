package ordergate

import (
	"bytes"
	"context"
	"io"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/lenient"
	"github.com/paygates/paygates-go/internal/paging"
	"github.com/paygates/paygates-go/internal/transport"
	"github.com/paygates/paygates-go/internal/wire"
)

// pageCall is one call for a page of a list.
type pageCall struct {
	row    *paygates.Operation // the list's
	of     *paygates.Operation // the operation whose name its errors bear
	intent paygates.Intent
	target string
	array  string // the name of the array of rows
	// keepRaw keeps the bytes of each row; whole also those of the page.
	keepRaw, whole bool
	// doubtful: a list that goes on nobody knows where is no error; Page tells of it.
	doubtful bool
	rows
}

// rows is where the rows of a page go.
type rows struct {
	// begin starts a page, perhaps for the second time: what came of it before
	// does not count.
	begin func()
	// decode reads a row, perhaps twice, each time from the start.
	decode func(*wire.Decoder)
	// take hands on what decode read and tells whether more is wanted.
	take func(raw paygates.Raw) (more bool)
	// given: what was taken is out of our hands, so that the page cannot be read
	// again: its rows would come twice.
	given bool
}

// Page is what a page says beside its rows.
type Page struct {
	// Step has Next, which leads to the next page.
	paging.Step
	// Raw is the whole page where its bytes are kept.
	Raw paygates.Raw

	// strange: its links could not be understood, so that there may be more.
	strange bool
}

// page reads one page, handing on each row while the rest is still on its way.
func (e *Engine) page(ctx context.Context, c *pageCall) (p Page, err error) {
	err = e.t.Do(ctx, &transport.Call{Op: c.row, Target: c.target, Stream: true, Intent: c.intent}, func(reply *transport.Reply) (fault *paygates.Error) {
		p, fault = e.judgePage(c, reply)
		return fault
	})
	return p, renamed(err, c.of.Name)
}

// judgePage reads a page: the array of rows, which may be empty and is then
// believed to be, and nothing beside it that says that something went wrong.
func (e *Engine) judgePage(c *pageCall, reply *transport.Reply) (p Page, fault *paygates.Error) {
	if !succeeded(reply.Status) {
		return p, e.readRefusal(c.row, reply)
	}
	if p.Next, fault = e.nextPage(c.row, reply.Header); fault != nil {
		return p, fault
	}
	p.strange = strange(reply.Header)
	var body io.Reader = reply.Page
	var whole bytes.Buffer
	if c.whole {
		body = io.TeeReader(body, &whole)
	}
	c.begin()
	arriving := wire.NewPage(body, wire.PageConfig{Elements: c.array, Keep: troubles, Size: reply.Page.Size()})
	for arriving.Next(c.decode) && arriving.Kind() == wire.Array {
		p.Rows++
		reply.Given = c.given
		if !c.take(c.raw(arriving)) {
			p.Stopped = true
			return p, nil
		}
	}
	if err := arriving.Err(); err != nil {
		return p, unreadable(c.row, reply, err)
	}
	if beside := besides(arriving); arriving.Kind() != wire.Array || troubled(beside) {
		return p, e.unexpected(c.row, &transport.Reply{Status: reply.Status, Header: reply.Header, Body: beside})
	}
	if p.goesOn(reply.Header) && !c.doubtful {
		return p, &paygates.Error{Kind: paygates.ErrUnexpectedReply, Message: "the link to the next page cannot be read"}
	}
	if c.whole {
		p.Raw = paygates.NewRaw(whole.Bytes())
	}
	return p, nil
}

// raw is a copy of the row's bytes where they are kept: the page's own would
// pin all of it.
func (c *pageCall) raw(p *wire.Page) paygates.Raw {
	if !c.keepRaw {
		return paygates.Raw{}
	}
	return paygates.NewRaw(bytes.Clone(p.Element()))
}

// troubles are the fields beside the rows that may say that something went
// wrong, and the details of it.
var troubles = []string{"error", "errors", "failure_type", "failure_message", fieldResultCode, "details"}

// besides is the page without its rows: an object of the troubles that it has.
func besides(p *wire.Page) []byte {
	body := []byte{'{'}
	for _, name := range troubles {
		if value := p.Kept(name); value != nil {
			if len(body) > 1 {
				body = append(body, ',')
			}
			body = append(body, '"')
			body = append(body, name...)
			body = append(body, '"', ':')
			body = append(body, value...)
		}
	}
	return append(body, '}')
}

// troubled: one of the fields says that something went wrong.
func troubled(fields []byte) (trouble bool) {
	d := wire.NewDecoder(fields)
	for d.Object(); d.More(); {
		switch {
		case d.Is("details"):
		case d.Is(fieldResultCode):
			trouble = trouble || failed(d.Text())
		default:
			trouble = trouble || !lenient.Blank(d.Text())
		}
	}
	return trouble || d.End() != nil
}
