package main

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	paygates "github.com/paygates/paygates-go"
)

// journal holds the call that is on its way, in a file. A real shop has a table
// with a row for each, written in the same transaction as what led to it.
type journal struct{ file string }

func openJournal(dir string) (*journal, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	return &journal{filepath.Join(dir, "on-its-way.json")}, nil
}

// write is for paygates.WithBeforeSend. It runs before the first byte leaves;
// if it fails, nothing is sent.
func (j *journal) write(_ context.Context, intent paygates.Intent) error {
	text, err := json.Marshal(intent)
	if err != nil {
		return err
	}
	return os.WriteFile(j.file, text, 0o600)
}

// read gives the call whose outcome nobody wrote down, if there is one.
func (j *journal) read() (intent paygates.Intent, open bool, err error) {
	text, err := os.ReadFile(j.file)
	if errors.Is(err, fs.ErrNotExist) {
		return intent, false, nil
	}
	if err != nil {
		return intent, false, err
	}
	return intent, true, json.Unmarshal(text, &intent)
}

// done strikes the call out.
func (j *journal) done() error {
	err := os.Remove(j.file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
