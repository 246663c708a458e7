package wire

import "io"

// Limits of a page where PageConfig states none.
const (
	DefaultPageBytes    = 32 << 20
	DefaultElementBytes = 1 << 20
)

// PageConfig says what a Page looks for and how much it puts up with.
type PageConfig struct {
	// Elements names the field of the outermost object whose array holds the
	// elements. Empty means that the document itself is the array.
	Elements string
	// Keep names other fields of the outermost object, for Kept.
	Keep []string
	// MaxBytes limits the whole document; 0 is DefaultPageBytes.
	MaxBytes int64
	// MaxElement limits each element and each other value of the outermost
	// object, in bytes; 0 is DefaultElementBytes.
	MaxElement int
	// Size is how long the document is said to be, for a short one to take little
	// memory; 0 or less is not known. It is not believed.
	Size int64
	// MaxDepth limits the nesting of the whole document; 0 is DefaultDepth.
	MaxDepth int
}

// Page reads the elements of one array of a document while it arrives:
//
//	for p.Next(func(d *wire.Decoder) { o = decodeOrder(d) }) {
//		…
//	}
//	err := p.Err()
//
// An element is given out as soon as it is complete. All of the document is
// checked for its syntax, to the end of the stream. Memory is bounded by the
// largest element and a small window, besides what is kept.
type Page struct {
	config  PageConfig
	window  window
	decoder Decoder
	at      stage
	current string // the field being read, if the config has it
	count   int    // elements given out
	stood   Kind   // in the array's place
	element []byte
	kept    map[string][]byte
	scratch []byte
	err     error
}

// stage is what a Page reads next.
type stage uint8

const (
	atStart stage = iota
	atFirstField
	atField
	atFirstElement
	atElement
	atEnd
	afterEnd
)

// NewPage returns a Page over r. It reads nothing yet.
func NewPage(r io.Reader, config PageConfig) *Page {
	if config.MaxBytes == 0 {
		config.MaxBytes = DefaultPageBytes
	}
	if config.MaxElement == 0 {
		config.MaxElement = DefaultElementBytes
	}
	if config.MaxDepth == 0 {
		config.MaxDepth = DefaultDepth
	}
	size := windowSize
	if config.Size > 0 && config.Size < windowSize {
		size = int(config.Size) + 1 // to see its end in the same read
	}
	p := &Page{
		config: config,
		window: window{r: r, limit: config.MaxBytes, first: size},
		kept:   make(map[string][]byte, len(config.Keep)),
	}
	p.decoder.texts.expect(size)
	p.decoder.texts.list = true
	return p
}

// Element returns the JSON of the element that Next read, checked for its
// syntax. The next call of Next overwrites it.
func (p *Page) Element() []byte { return p.element }

// Kind tells what stands in the array's place, as far as the document was read:
// Array, Object or Null, or Invalid if nothing does.
func (p *Page) Kind() Kind { return p.stood }

// Kept returns the JSON of a field listed in PageConfig.Keep, or nil if the
// document had none. It is complete once Next has returned false.
func (p *Page) Kept(name string) []byte { return p.kept[name] }

// Err returns the error that ended the elements, or nil if they ended where the
// document did. If the reader failed, the error matches ErrTruncated and the
// reader's own error.
func (p *Page) Err() error { return p.err }

// Next reads the next element with read and tells whether there is one. An
// element that was not whole in the window is read twice, from its start: read
// must begin from zero, and what it took from the Decoder by Raw does not
// outlast the next call. A single object in the place of the array is its only
// element, a null is an array without any.
func (p *Page) Next(read func(d *Decoder)) bool {
	p.element = nil
	for p.err == nil && p.at != afterEnd && p.element == nil {
		if bad := p.step(read); bad != fine {
			p.fail(bad)
		}
	}
	return p.element != nil
}
