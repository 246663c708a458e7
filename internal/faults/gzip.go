package faults

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"io"
	"strings"
	"sync"
)

// Gzip sends the reply compressed, and right.
func Gzip(src Source) Step {
	return zipped("Gzip", src, func(body []byte) []byte { return compress(bytes.NewReader(body)) })
}

// GzipGarbage calls a plain body gzip.
func GzipGarbage(src Source) Step {
	return zipped("GzipGarbage", src, func(body []byte) []byte { return body })
}

// GzipBadChecksum sends the reply compressed, with a checksum that does not fit.
func GzipBadChecksum(src Source) Step {
	return zipped("GzipBadChecksum", src, func(body []byte) []byte {
		z := compress(bytes.NewReader(body))
		z[len(z)-8] ^= 0xff // the trailer is a checksum of four bytes and a length of four
		return z
	})
}

// GzipCut sends the first half of the compressed reply, complete for HTTP and cut for gzip.
func GzipCut(src Source) Step {
	return zipped("GzipCut", src, func(body []byte) []byte {
		z := compress(bytes.NewReader(body))
		return z[:len(z)/2]
	})
}

// GzipBomb sends the reply followed by blanks, size bytes in all, which shrink to about a thousandth: valid but for its size after decompression.
func GzipBomb(src Source, size int64) Step {
	return zipped("GzipBomb", src, func(body []byte) []byte { return bomb(string(body), size) })
}

// GzipEndless sends the reply followed by blanks, compressed and chunked, for as long as somebody reads.
func GzipEndless(src Source) Step {
	return answering("GzipEndless", src, func(_ *Request, r Reply) answer {
		first, more := endlessGzip(r.Body)
		return zippedStream(r, first, more)
	})
}

// GzipEmptyBlocks sends the head of a gzip stream and then blocks with nothing in them, chunked, for as long as somebody reads:
// compressed bytes without end, of which not one comes out.
func GzipEmptyBlocks(src Source) Step {
	return answering("GzipEmptyBlocks", src, func(_ *Request, r Reply) answer {
		header := []byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff}
		return zippedStream(r, header, bytes.Repeat([]byte{0, 0, 0, 0xff, 0xff}, 800)) // stored, not the last, length 0 and its complement
	})
}

func zipped(name string, src Source, zip func(body []byte) []byte) Step {
	return answering(name, src, func(req *Request, r Reply) answer {
		r = r.with("Content-Encoding", "gzip")
		r.Body = zip(r.Body)
		return whole(req, r)
	})
}

// zippedStream sends first, then more for ever.
func zippedStream(r Reply, first, more []byte) answer {
	body := io.MultiReader(bytes.NewReader(chunk(first)), &repeated{pattern: chunk(more)})
	return answer{head: r.with("Content-Encoding", "gzip").head(chunked), body: body}
}

func compress(src io.Reader) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = io.Copy(z, src) // neither a Buffer nor a memory reader fails
	_ = z.Close()
	return b.Bytes()
}

// bombs are those that were made: compressing a mebibyte costs more than the call that it is for.
var bombs sync.Map

func bomb(body string, size int64) []byte {
	type plan struct {
		body string
		size int64
	}
	made, found := bombs.Load(plan{body, size})
	if !found {
		made = compress(io.LimitReader(io.MultiReader(strings.NewReader(body), &repeated{pattern: blanks}), size))
		bombs.Store(plan{body, size}, made)
	}
	return made.([]byte)
}

// endlessGzip returns the beginning of a gzip stream that holds body, and a piece that adds a quarter of a mebibyte of blanks each time it is repeated:
// flushed pieces end on a byte, and the piece refers to nothing but the blanks before it.
func endlessGzip(body []byte) (first, more []byte) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write(body) // a Buffer does not fail
	_ = z.Flush()
	firstBlanks, moreBlanks := endlessBlanks()
	return append(b.Bytes(), firstBlanks...), moreBlanks
}

// endlessBlanks are two pieces of a compressed stream: one that refers to nothing before it, and one that refers to blanks.
var endlessBlanks = sync.OnceValues(func() (first, more []byte) {
	var b bytes.Buffer
	z, _ := flate.NewWriter(&b, flate.DefaultCompression) // the level is one that there is
	blanksTo(z)
	n := b.Len()
	blanksTo(z)
	return b.Bytes()[:n:n], b.Bytes()[n:]
})

func blanksTo(z *flate.Writer) {
	for range 256 << 10 / len(blanks) {
		_, _ = z.Write(blanks) // a Buffer does not fail
	}
	_ = z.Flush()
}
