package wire

import (
	"bytes"
	"errors"
	"slices"
	"strconv"
)

// step reads up to the next element or the next stage.
func (p *Page) step(read func(*Decoder)) problem {
	if p.at == atStart {
		if bad := p.window.skipMark(); bad != fine {
			return bad
		}
	}
	c, bad := p.window.peek()
	if p.at == atEnd {
		return p.finish(bad)
	}
	if bad != fine {
		return bad
	}
	switch p.at {
	case atFirstField, atField:
		return p.field(c, read)
	case atFirstElement, atElement:
		return p.nextElement(c, read)
	}
	if p.config.Elements == "" {
		return p.elements(c, read)
	}
	if c != '{' {
		return unexpected(c, noObject)
	}
	p.window.pos++
	p.at = atFirstField
	return fine
}

// finish wants the stream to have ended.
func (p *Page) finish(peeked problem) problem {
	switch peeked {
	case fine:
		return behindValue
	case cutShort:
		p.at = afterEnd
		return fine
	}
	return peeked
}

// field reads one field of the outermost object, which begins with c.
func (p *Page) field(c byte, read func(*Decoder)) problem {
	if c == '}' {
		p.window.pos++
		p.at = atEnd
		return fine
	}
	if p.at == atField {
		if c != ',' {
			return needComma
		}
		p.window.pos++
	}
	p.at = atField
	if bad := p.fieldName(); bad != fine {
		return bad
	}
	if p.current == p.config.Elements {
		c, bad := p.window.peek()
		if bad != fine {
			return bad
		}
		return p.elements(c, read)
	}
	value, bad := p.value(1)
	if bad == fine && p.current != "" {
		p.kept[p.current] = bytes.Clone(value)
	}
	return bad
}

// fieldName reads a name and its colon and makes it current if the config has
// it. A name that the config has may not come again.
func (p *Page) fieldName() problem {
	p.current = ""
	c, bad := p.window.peek()
	if bad != fine {
		return bad
	}
	if c != '"' {
		return needName
	}
	quoted, bad := p.value(1)
	if bad != fine {
		return bad
	}
	p.scratch, bad = unescape(p.scratch[:0], quoted[1:len(quoted)-1], false)
	if bad != fine {
		return nameNotUTF8
	}
	p.current = p.known(p.scratch)
	if _, again := p.kept[p.current]; again || p.stood != Invalid && p.current == p.config.Elements {
		return namedTwice
	}
	if c, bad = p.window.peek(); bad != fine {
		return bad
	}
	if c != ':' {
		return needColon
	}
	p.window.pos++
	return fine
}

// known returns the name of the config that text spells, or "".
func (p *Page) known(text []byte) string {
	if string(text) == p.config.Elements {
		return p.config.Elements
	}
	if i := slices.Index(p.config.Keep, string(text)); i >= 0 {
		return p.config.Keep[i]
	}
	return ""
}

// elements reads what stands for the array and begins with c.
func (p *Page) elements(c byte, read func(*Decoder)) problem {
	p.stood = kinds[c]
	switch p.stood {
	case Array:
		p.window.pos++
		p.at = atFirstElement
		return fine
	case Object:
		bad := p.readElement(1, read)
		if bad == fine {
			p.afterElements()
		}
		return bad
	case Null:
		_, bad := p.value(1)
		p.afterElements()
		return bad
	}
	return unexpected(c, noArray)
}

// nextElement reads one element of the array, or its end; it begins with c.
func (p *Page) nextElement(c byte, read func(*Decoder)) problem {
	if c == ']' {
		p.window.pos++
		p.afterElements()
		return fine
	}
	if p.at == atElement {
		if c != ',' {
			return needCommaInArray
		}
		p.window.pos++
		p.count++
	}
	p.at = atElement
	return p.readElement(2, read)
}

// readElement reads an element that stands inside depth arrays and objects.
func (p *Page) readElement(depth int, read func(*Decoder)) (bad problem) {
	if p.config.Elements == "" {
		depth--
	}
	d := &p.decoder
	d.maxDepth = p.config.MaxDepth - depth
	p.element, bad = p.window.value(p.config.MaxElement, func(b []byte) (int, problem) {
		d.restart(b)
		read(d)
		d.finish()
		switch {
		case d.err == nil:
			return d.pos, fine
		case errors.Is(d.err, ErrTruncated):
			return len(b), cutShort
		}
		return 0, inElement
	})
	return bad
}

// afterElements goes on behind the array.
func (p *Page) afterElements() {
	p.current = ""
	p.at = atField
	if p.config.Elements == "" {
		p.at = atEnd
	}
}

// value reads a value that stands inside depth arrays and objects.
func (p *Page) value(depth int) ([]byte, problem) {
	if p.config.Elements == "" {
		depth--
	}
	return p.window.value(p.config.MaxElement, func(b []byte) (int, problem) {
		return skipValue(b, 0, p.config.MaxDepth-depth)
	})
}

// unexpected is want, unless c begins no value at all.
func unexpected(c byte, want problem) problem {
	if kinds[c] == Invalid {
		return badValue
	}
	return want
}

// fail records the first error.
func (p *Page) fail(bad problem) {
	path := p.current
	if p.at == atElement {
		path += "[" + strconv.Itoa(p.count) + "]"
	}
	err := bad.at(p.window.offset(), path)
	switch bad {
	case readFailed:
		err.cause = p.window.cause
	case inElement:
		inner, _ := errors.AsType[*Error](p.decoder.err)
		err.Kind, err.Reason = inner.Kind, inner.Reason
		err.Path = join(path, inner.Path)
		err.Offset += inner.Offset
	}
	p.element, p.err = nil, err
}
