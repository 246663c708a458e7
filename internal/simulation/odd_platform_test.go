package simulation_test

import (
	"encoding/json"
	"slices"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/simulation"
)

// What the tables of CIBPay and Bizon share: both run the same platform. Orders
// are of 10.00, parts of 4.00.

type answerOf = *simulation.Answer

// altered is one way to alter an answer.
type altered struct {
	name  string
	alter func(answerOf)
}

// oddly makes a row of each alteration, all with the same word to say.
func oddly(row oddity, ways ...altered) []oddity {
	rows := make([]oddity, len(ways))
	for i, way := range ways {
		rows[i] = row
		rows[i].name, rows[i].alter = way.name, way.alter
		if row.name != "" {
			rows[i].name = row.name + ": " + way.name
		}
	}
	return rows
}

// orderWith puts values, in JSON, into the order that an answer shows: names and
// values by turns.
func orderWith(pairs ...string) func(answerOf) { return answerWith("orders.0.", pairs...) }

// orderAt is orderWith for an order whose fields stand at the top.
func orderAt(pairs ...string) func(answerOf) { return answerWith("", pairs...) }

func answerWith(prefix string, pairs ...string) func(answerOf) {
	return func(a answerOf) {
		for pair := range slices.Chunk(pairs, 2) {
			a.Set(prefix+pair[0], pair[1])
		}
	}
}

// orderWithout takes fields out of the order that an answer shows.
func orderWithout(names ...string) func(answerOf) {
	return func(a answerOf) {
		for _, name := range names {
			a.Drop("orders.0." + name)
		}
	}
}

// instead is another answer, in which <id> stands for the id in the request's path.
func instead(status int, body string) func(answerOf) {
	return func(a answerOf) { a.Reply(status, strings.ReplaceAll(body, "<id>", pathID(a))) }
}

func pathID(a answerOf) string {
	if parts := strings.Split(a.Path, "/"); len(parts) > 2 {
		return parts[2]
	}
	return ""
}

// challenging is an answer whose head asks for credentials.
func challenging(alter func(answerOf)) func(answerOf) {
	return func(a answerOf) {
		alter(a)
		a.Header["Www-Authenticate"] = []string{`Basic realm="API"`}
	}
}

// steps is a list of operations: type, status and amount by turns.
func steps(of ...string) string {
	list := []map[string]string{}
	for step := range slices.Chunk(of, 3) {
		list = append(list, map[string]string{"type": step[0], "status": step[1], "amount": step[2]})
	}
	text, err := json.Marshal(list)
	if err != nil {
		panic(err) // texts can be written
	}
	return string(text)
}

// What can be said.
const (
	executed, notExecuted, unclear = paygates.OutcomeExecuted, paygates.OutcomeNotExecuted, paygates.OutcomeUnknown

	looksExecuted, looksUndone, looksAbsent    = paygates.VerdictExecuted, paygates.VerdictNotExecuted, paygates.VerdictAbsent
	looksTwice, looksConflicting, looksUnclear = paygates.VerdictDuplicate, paygates.VerdictConflict, paygates.VerdictUnknown
)

// getting is a look-up that reads the order, and how it ends.
func getting(verdict paygates.Verdict, in ...string) oddity {
	return oddity{in: in, lookUp: "Orders.Get", verdict: verdict}
}

// gettingUndone is one after a call that did not take effect.
func gettingUndone(verdict paygates.Verdict, in ...string) oddity {
	row := getting(verdict, in...)
	row.undone = true
	return row
}

// answering is an answer to the call itself, and what it says.
func answering(outcome paygates.Outcome, in ...string) oddity {
	return oddity{in: in, outcome: outcome}
}

// refusing is one in the gateway's place.
func refusing(outcome paygates.Outcome, kind error, in ...string) oddity {
	return oddity{in: in, inPlace: true, outcome: outcome, kind: kind}
}

// advised has the rows advise something.
func advised(advice paygates.Advice, rows []oddity) []oddity {
	for i := range rows {
		rows[i].advice = &advice
	}
	return rows
}
