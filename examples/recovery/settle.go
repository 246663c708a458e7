package main

import (
	"context"
	"errors"
	"fmt"
)

// settle is what the shop does when it starts, and every hour after: it looks up
// every call of which it does not know what became. It sends nothing but reads;
// whether to ask again is a matter for the shop's own books, and only where the
// advice says so. One that cannot be looked up now does not keep the others from
// it.
//
// One loop serves all gateways: an intent knows whose it is.
func settle(ctx context.Context, file *intents, at hosts) error {
	entries, err := file.read()
	if err != nil {
		return err
	}
	var problems []error
	for _, e := range entries {
		if !e.open() {
			continue
		}
		client, err := open(e.asked.Gateway, at)
		if err != nil {
			problems = append(problems, err)
			continue
		}
		found, err := client.resolve(ctx, e.asked)
		if err == nil {
			err = file.found(e.id, found.Verdict, found.Advice)
		}
		if err != nil {
			problems = append(problems, fmt.Errorf("%s %s: %w", e.asked.Gateway, e.asked.Op, err))
		}
	}
	return errors.Join(problems...)
}
