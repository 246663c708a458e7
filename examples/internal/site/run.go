package site

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/signal"
)

// Main runs the program of that name until it is done or interrupted, and ends
// the process with 1 if it fails.
func Main(name string, run func(ctx context.Context, args []string, out io.Writer) error) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, name+":", err)
		os.Exit(1)
	}
}

// Open serves the pages that are made for the URL under which they are reached:
// the public one, or that of the address if there is none.
func Open(ctx context.Context, address, public string, pages func(url string) (http.Handler, error)) (stop func(), err error) {
	listener, url, err := Listen(ctx, address)
	if err != nil {
		return nil, err
	}
	if public != "" {
		url = public
	}
	handler, err := pages(url)
	if err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	return Serve(listener, handler), nil
}
