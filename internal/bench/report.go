package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// table is what a measurement found, for people.
type table struct {
	title string
	notes []string
	head  []string
	rows  [][]string
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

func (t *table) print(out io.Writer) {
	fmt.Fprintf(out, "\n%s\n", t.title)
	for _, note := range t.notes {
		fmt.Fprintf(out, "  %s\n", note)
	}
	columns := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	for _, row := range append([][]string{t.head}, t.rows...) {
		// What stands in the first column is padded here: it is flush left.
		fmt.Fprintf(columns, "  %-*s\t%s\t\n", t.widest(), row[0], strings.Join(row[1:], "\t"))
	}
	columns.Flush()
}

func (t *table) widest() int {
	widest := len([]rune(t.head[0]))
	for _, row := range t.rows {
		widest = max(widest, len([]rune(row[0])))
	}
	return widest
}

// mark is a value that the library sets itself as a bound.
type mark struct {
	what       string
	got, bound float64
	unit       string
	// atLeast: got has to reach bound, not stay below it.
	atLeast bool
}

func (m mark) met() bool {
	if m.atLeast {
		return m.got >= m.bound
	}
	return m.got <= m.bound
}

// marksTable is the last table: what was to be reached and whether it was.
func marksTable(marks []mark) table {
	t := table{title: "Marks: what the library promises itself", head: []string{"what", "ours", "mark", "met"}}
	for _, m := range marks {
		sign, verdict := "≤", "yes"
		if m.atLeast {
			sign = "≥"
		}
		if !m.met() {
			verdict = "NO"
		}
		t.add(m.what, fmt.Sprintf("%.2f%s", m.got, m.unit), fmt.Sprintf("%s %.2f%s", sign, m.bound, m.unit), verdict)
	}
	return t
}

func times(ratio float64) string { return fmt.Sprintf("%.2f", ratio) }

func megabytes(bytes float64) string { return fmt.Sprintf("%.2f MB", bytes/1e6) }
