package site

import (
	"context"
	"errors"
	"fmt"
	"html"
	"io"
	"strings"

	"github.com/paygates/paygates-go/examples/internal/browser"
)

// Visit is one walk through the pages of S, told from the payer's side.
type Visit[S any] struct {
	Name string
	Walk func(ctx context.Context, s S) error
}

// Selftest walks all visits, and says which of them went wrong.
func Selftest[S any](ctx context.Context, s S, visits []Visit[S], out io.Writer) error {
	wrong := 0
	for _, v := range visits {
		if err := v.Walk(ctx, s); err != nil {
			wrong++
			fmt.Fprintf(out, "WRONG  %s: %v\n", v.Name, err)
			continue
		}
		fmt.Fprintf(out, "ok     %s\n", v.Name)
	}
	if wrong > 0 {
		return fmt.Errorf("%d of %d visits went wrong", wrong, len(visits))
	}
	return nil
}

// Want compares a number with what it should be.
func Want(what string, got, expected int) error {
	if got != expected {
		return fmt.Errorf("%s: %d, want %d", what, got, expected)
	}
	return nil
}

// Shows says which of the texts are missing on a page.
func Shows(page *browser.Page, texts ...string) error {
	body := html.UnescapeString(page.Body)
	var missing []error
	for _, text := range texts {
		if !strings.Contains(body, text) {
			missing = append(missing, fmt.Errorf("the page at %s does not say %q", page.URL.Path, text))
		}
	}
	return errors.Join(missing...)
}
