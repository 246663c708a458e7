package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	paygates "github.com/paygates/paygates-go"
)

// hosts are where the gateways are, by name.
type hosts map[string]string

func (h hosts) set(text string) error {
	name, url, found := strings.Cut(text, "=")
	if !found {
		return errors.New("want name=url")
	}
	h[name] = url
	return nil
}

// task is one call that the shop makes.
type task struct{ gateway, target, reference string }

// ask is the shop on a usual day: it makes one call. What it hears it writes
// down; what it does not hear stands in the file all the same.
func ask(ctx context.Context, file *intents, at hosts, asked task) error {
	id := ""
	client, err := open(asked.gateway, at, paygates.WithBeforeSend(func(_ context.Context, intent paygates.Intent) (err error) {
		id, err = file.remember(intent) // before the first byte leaves; an error stops the call
		return err
	}))
	if err != nil {
		return err
	}
	err = client.ask(ctx, asked.target, asked.reference)
	switch outcome := paygates.OutcomeOf(err); {
	case id == "" || outcome == paygates.OutcomeUnknown:
		return err // nothing was sent; or settle finds out
	case outcome == paygates.OutcomeExecuted:
		return file.found(id, paygates.VerdictExecuted, paygates.AdviceNone)
	}
	e, _ := errors.AsType[*paygates.Error](err)
	return errors.Join(err, file.found(id, paygates.VerdictNotExecuted, e.Advice()))
}

// open makes the client of a gateway.
func open(name string, at hosts, options ...paygates.Option) (*client, error) {
	for _, g := range gateways {
		if g.name == name {
			return g.open(at[name], options...)
		}
	}
	return nil, fmt.Errorf("there is no gateway %q", name)
}
