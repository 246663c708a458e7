package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"
	"unicode/utf8"
)

// progress says how far the list is read: on a terminal in one line that is
// written over, in a log file in a line now and then.
type progress struct {
	out      io.Writer
	terminal bool
	every    time.Duration

	read  int
	last  time.Time
	width int // of the line that stands there
}

func newProgress(out *os.File) *progress {
	info, err := out.Stat()
	if err == nil && info.Mode()&os.ModeCharDevice != 0 {
		return &progress{out: out, terminal: true, every: 100 * time.Millisecond}
	}
	return &progress{out: out, every: 10 * time.Second}
}

// next counts an order.
func (p *progress) next() {
	p.read++
	now := time.Now()
	if p.last.IsZero() {
		p.last = now
	}
	if now.Sub(p.last) < p.every {
		return
	}
	p.last = now
	text := fmt.Sprintf("%d orders read …", p.read)
	if !p.terminal {
		fmt.Fprintln(p.out, text)
		return
	}
	fmt.Fprint(p.out, "\r"+text)
	p.width = utf8.RuneCountInString(text)
}

// clear makes room for a line of the report.
func (p *progress) clear() {
	if p.width > 0 {
		fmt.Fprint(p.out, "\r"+strings.Repeat(" ", p.width)+"\r")
		p.width = 0
	}
}

// done takes the line away.
func (p *progress) done() { p.clear() }
