package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	paygates "github.com/paygates/paygates-go"
)

// The standings of a payout in the journal.
const (
	asked   = "asked"   // it may have left: nobody may ask for it again
	paid    = "paid"    // the receiver has it
	refused = "refused" // it is over, and no money left
)

// entry is one payout: what was asked for, and what came of it. No card number
// is in it; the intent knows the masked one.
type entry struct {
	Asked    paygates.Intent `json:"asked"`
	Standing string          `json:"standing"`
	OrderID  string          `json:"order_id,omitempty"`
}

var errAskedBefore = errors.New("the journal has a payout of this reference")

// journal keeps an entry for every reference, each in a file. A shop has a table
// whose key is the reference: the INSERT that fails is what keeps two processes
// from paying the same thing.
type journal struct{ dir string }

func openJournal(dir string) (*journal, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	return &journal{dir}, nil
}

func (j *journal) file(reference string) string {
	return filepath.Join(j.dir, url.PathEscape(reference)+".json")
}

// write is for paygates.WithBeforeSend. It runs before the first byte leaves; if
// it fails, nothing is sent. So it fails for a reference that is there already.
func (j *journal) write(_ context.Context, intent paygates.Intent) error {
	text, err := json.Marshal(entry{Asked: intent, Standing: asked})
	if err != nil {
		return err
	}
	file, err := os.OpenFile(j.file(intent.Reference), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return errAskedBefore
	}
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	// Without Sync a power cut takes the entry back, and the money is gone.
	return errors.Join(err, file.Sync(), file.Close())
}

// read gives the entry of a reference. One that cannot be read is an error, and
// no reason to ask again.
func (j *journal) read(reference string) (e entry, found bool, err error) {
	text, err := os.ReadFile(j.file(reference))
	if errors.Is(err, fs.ErrNotExist) {
		return entry{}, false, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &e)
	}
	if err != nil {
		return entry{}, false, fmt.Errorf("the journal's entry of %s: %w", reference, err)
	}
	return e, true, nil
}

// close writes down what came of a payout.
func (j *journal) close(e entry, standing, orderID string) error {
	e.Standing, e.OrderID = standing, orderID
	text, err := json.Marshal(e)
	if err != nil {
		return err
	}
	whole := j.file(e.Asked.Reference)
	if err := os.WriteFile(whole+".new", text, 0o600); err != nil {
		return err
	}
	return os.Rename(whole+".new", whole) // the old entry or the new one, never half of one
}

// strike takes a payout out that certainly was not sent: it may be asked for
// again. It takes out what this very call wrote down, and nothing that another
// process asks for under the same reference meanwhile.
func (j *journal) strike(asked paygates.Intent) error {
	e, found, err := j.read(asked.Reference)
	if err != nil || !found || !e.Asked.At.Equal(asked.At) {
		return err
	}
	return os.Remove(j.file(asked.Reference))
}
