// Package consumer is a user of the library, in a module of its own: it calls
// every exported function and method once, as a user writes it. What it needs is
// what a user needs, and what does not compile here has broken users.
//
// Nothing here runs: whether the calls do what they say is for the library's own
// tests. There is one file for each public package, named after it.
package consumer

import (
	"database/sql"
	"database/sql/driver"
	"encoding"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
)

// printed is for values that choose themselves what fmt and slog show of them.
func printed(w io.Writer, values ...interface {
	fmt.Formatter
	slog.LogValuer
},
) {
	for _, v := range values {
		fmt.Fprintf(w, "%v\n", v)
		slog.Info("printed", "value", v)
	}
}

// formatted is for values that choose what fmt shows of them.
func formatted(w io.Writer, values ...fmt.Formatter) {
	for _, v := range values {
		fmt.Fprintf(w, "%v\n", v)
	}
}

// written is for values that go into JSON and other texts.
func written(values ...encoding.TextMarshaler) ([]byte, error) { return json.Marshal(values) }

// stored is for values that go into a column of a database.
func stored(db *sql.DB, values ...driver.Valuer) error {
	for _, v := range values {
		if _, err := db.Exec("INSERT INTO payments VALUES (?)", v); err != nil {
			return err
		}
	}
	return nil
}

// loaded is for values that are read from one.
func loaded(row *sql.Row, values ...sql.Scanner) error {
	into := make([]any, len(values))
	for i, v := range values {
		into[i] = v
	}
	return row.Scan(into...)
}

// read is for values that come from JSON and other texts.
func read(text []byte, values ...encoding.TextUnmarshaler) error {
	for _, v := range values {
		if err := json.Unmarshal(text, v); err != nil {
			return err
		}
	}
	return nil
}

// said is for values that have one word to say.
func said(w io.Writer, values ...fmt.Stringer) {
	for _, v := range values {
		fmt.Fprintln(w, v)
	}
}
