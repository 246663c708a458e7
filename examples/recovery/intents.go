package main

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	paygates "github.com/paygates/paygates-go"
)

// intents is the shop's file: a line for each call before it leaves, and a line
// when it is known what became of it. A shop has a table in its place.
type intents struct{ path string }

// line is one line of the file.
type line struct {
	ID string `json:"id"`
	// Asked is what is about to be asked.
	Asked *paygates.Intent `json:"asked,omitempty"`
	// Verdict and Advice are what a look-up came to.
	Verdict *paygates.Verdict `json:"verdict,omitempty"`
	Advice  *paygates.Advice  `json:"advice,omitempty"`
}

func openIntents(path string) *intents { return &intents{path} }

// remember writes down what is about to be asked, under a new id; without one if
// it cannot.
func (f *intents) remember(asked paygates.Intent) (id string, err error) {
	id = rand.Text()
	if err := f.add(line{ID: id, Asked: &asked}); err != nil {
		return "", err
	}
	return id, nil
}

// found notes what a look-up came to.
func (f *intents) found(id string, verdict paygates.Verdict, advice paygates.Advice) error {
	return f.add(line{ID: id, Verdict: &verdict, Advice: &advice})
}

// unfinished ends a line that whoever wrote it did not live to end.
const unfinished = "\t# never finished\n"

// add writes at the end, in one piece, and takes nothing away: another process may
// be writing too.
func (f *intents) add(l line) error {
	text, err := json.Marshal(l)
	if err != nil {
		return err
	}
	file, err := os.OpenFile(f.path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	whole, err := ended(file)
	if err == nil {
		if !whole {
			text = append([]byte(unfinished), text...)
		}
		_, err = file.Write(append(text, '\n'))
	}
	// Without Sync a power cut takes the line back, and the money is gone.
	return errors.Join(err, file.Sync(), file.Close())
}

// ended: the last line has its end.
func ended(file *os.File) (bool, error) {
	info, err := file.Stat()
	if err != nil || info.Size() == 0 {
		return true, err
	}
	var last [1]byte
	_, err = file.ReadAt(last[:], info.Size()-1)
	return last[0] == '\n', err
}

// entry is one call with the look-ups that were made for it.
type entry struct {
	id       string
	asked    paygates.Intent
	verdicts []paygates.Verdict
	advice   paygates.Advice
}

// verdict is that of the last look-up; unknown before the first.
func (e entry) verdict() paygates.Verdict {
	if len(e.verdicts) == 0 {
		return paygates.VerdictUnknown
	}
	return e.verdicts[len(e.verdicts)-1]
}

// open: nobody knows yet what became of it.
func (e entry) open() bool { return e.verdict().Outcome() == paygates.OutcomeUnknown }

// read gives all calls, oldest first. A line without its end was never finished: the
// process died before its call could leave.
func (f *intents) read() ([]entry, error) {
	text, err := os.ReadFile(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var entries []entry
	at := make(map[string]int)
	for row := range bytes.Lines(text) {
		if !bytes.HasSuffix(row, []byte("\n")) {
			break
		}
		if bytes.HasSuffix(row, []byte(unfinished)) {
			continue
		}
		var l line
		if err := json.Unmarshal(row, &l); err != nil {
			return nil, fmt.Errorf("the file of intents: %w", err)
		}
		if l.Asked != nil {
			at[l.ID] = len(entries)
			entries = append(entries, entry{id: l.ID, asked: *l.Asked})
			continue
		}
		i, known := at[l.ID]
		if !known || l.Verdict == nil || l.Advice == nil {
			return nil, errors.New("the file of intents: a verdict on nothing")
		}
		entries[i].verdicts = append(entries[i].verdicts, *l.Verdict)
		entries[i].advice = *l.Advice
	}
	return entries, nil
}
