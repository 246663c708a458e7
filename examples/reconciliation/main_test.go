package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go/bizon"
	"github.com/paygates/paygates-go/bizon/bizontest"
	"github.com/paygates/paygates-go/examples/internal/account"
)

// TestMain lets the tests run the program itself, for its exit code.
func TestMain(m *testing.M) {
	if os.Getenv("RECONCILIATION_RUN") != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

var variables = []string{"BIZON_USERNAME", "BIZON_PASSWORD", "BIZON_CHECKOUT_URL", "BIZON_BASE_URL"}

func TestRun(t *testing.T) {
	for _, name := range variables {
		t.Setenv(name, "")
	}
	var out, shown strings.Builder
	require.NoError(t, run(t.Context(), nil, &out, &progress{out: &shown}))
	for _, want := range []string{
		"sale-1002        amount: 15.00 USD in the book, 10.50 USD at the gateway\n",
		"sale-1005        refunded: 0.00 USD in the book, 3.00 USD at the gateway\n",
		"sale-1007        state: paid in the book, failed at the gateway\n",
		"sale-1010        not in the book: paid, 10.50 USD, order ",
		"sale-2000        missing at the gateway: paid, 10.50 USD in the book\n",
		"authorized           USD             3            31.50             0.00             0.00\n",
		"paid                 EUR             4            33.00            33.00             0.00\n",
		"paid                 USD            11           115.50           115.50             0.00\n",
		"partly refunded      USD             1            10.50            10.50             3.00\n",
		"failed               USD             3            31.50             0.00             0.00\n",
		"\n24 orders read, 5 differences\n",
	} {
		assert.Contains(t, out.String(), want)
	}
	assert.NotContains(t, out.String(), "INCOMPLETE")
	assert.Equal(t, 24, strings.Count(shown.String(), "orders read …\n"))
}

// asProgram runs the program against a model that it takes for a real host.
func asProgram(t *testing.T, model *bizontest.Server, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	program := exec.CommandContext(t.Context(), os.Args[0], append([]string{"-live"}, args...)...)
	program.Env = append(os.Environ(), "RECONCILIATION_RUN=1",
		"BIZON_USERNAME="+bizontest.DefaultUsername, "BIZON_PASSWORD="+bizontest.DefaultPassword,
		"BIZON_CHECKOUT_URL="+model.URL+"/pay", "BIZON_BASE_URL="+model.URL)
	var out, complaint bytes.Buffer
	program.Stdout, program.Stderr = &out, &complaint
	_ = program.Run()
	return out.String(), complaint.String(), program.ProcessState.ExitCode()
}

// traded is a model with a day's orders, and the right book of them in a file.
func traded(t *testing.T) (*bizontest.Server, string) {
	t.Helper()
	model := bizontest.NewServer(bizontest.Config{PageSize: 10})
	t.Cleanup(model.Close)
	client, err := bizon.New(account.OfModel(model))
	require.NoError(t, err)
	b, _, err := tradingDay(t.Context(), client, model)
	require.NoError(t, err)
	b["sale-1010"] = b["sale-2000"]
	delete(b, "sale-2000")

	var text strings.Builder
	text.WriteString(strings.Join(columns, ",") + "\n")
	for reference, s := range b {
		row := []string{reference, s.state.String(), s.amount.String(), s.paid.String(), s.refunded.String()}
		text.WriteString(strings.Join(row, ",") + "\n")
	}
	file := filepath.Join(t.TempDir(), "sales.csv")
	require.NoError(t, os.WriteFile(file, []byte(text.String()), 0o600))
	return model, file
}

func TestAWholeReportExitsWith0(t *testing.T) {
	t.Parallel()
	model, file := traded(t)
	out, complaint, code := asProgram(t, model, "-book", file, "-day", time.Now().Format(time.DateOnly))
	assert.Equal(t, 0, code, complaint)
	assert.Contains(t, out, "24 orders read, 3 differences")
	for _, r := range model.Requests()[len(model.Requests())-3:] {
		assert.Equal(t, "GET", r.Method, "nothing but reads")
	}

	out, complaint, code = asProgram(t, model, "-book", file, "-day", "2020-02-29")
	assert.Equal(t, 0, code, complaint)
	assert.Contains(t, out, "0 orders read, 3 differences", "orders of another day are looked up, and compared")
	assert.NotContains(t, out, "missing")
}

// Half a list is not a short list.
func TestAListThatBreaksOffExitsWith1(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]bizontest.Fault{
		"no answer":      {Drop: true},
		"not available":  {Status: 503},
		"a cut page":     {Cut: true, CutAfter: 3000},
		"not a page":     {Status: 200, Body: []byte("<html>")},
		"half an answer": {Mutate: func(page []byte) []byte { return page[:len(page)/2] }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			model, file := traded(t)
			fault.On, fault.Nth, fault.Times = "GET /orders/", 2, -1
			model.Fail(fault)
			out, complaint, code := asProgram(t, model, "-book", file, "-day", time.Now().Format(time.DateOnly))
			assert.Equal(t, 1, code)
			assert.Contains(t, complaint, "reconciliation: the report is INCOMPLETE: bizon Orders.All: ")
			assert.Contains(t, out, "the report is INCOMPLETE: the list broke off.")
			assert.Regexp(t, `\n1\d orders read`, out)
			assert.NotContains(t, out, "missing at", "what was not read is not missing")
		})
	}
}

func TestWithoutABookOrADayThereIsNoReport(t *testing.T) {
	t.Parallel()
	model, file := traded(t)
	for _, args := range [][]string{{"-book", file, "-day", "25.07.2026"}, {"-book", file + "x"}, {}} {
		out, complaint, code := asProgram(t, model, args...)
		assert.Equal(t, 1, code, args)
		assert.Regexp(t, `-(day|book):`, complaint)
		assert.NotContains(t, out, "orders read")
	}
}
