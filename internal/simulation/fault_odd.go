package simulation

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	paygates "github.com/paygates/paygates-go"
)

// Odd is an answer that is otherwise than the gateway's own, in one thing that
// somebody chose. What has to be said about it, whoever chose it knows.
type Odd struct {
	// At names the operation of the request whose answer it is, such as "Orders.Get";
	// with blanks between them several, of which Alter alters one answer each.
	At string
	// Skips is how many of the call's requests for that operation are answered as
	// ever before.
	Skips int
	// InPlace says that the gateway is not asked, so that nothing takes effect:
	// Alter makes the whole answer, of one with status 200 and without a body.
	InPlace bool
	// Breaks says that no answer comes at all, because the connection breaks, Cuts
	// how many bytes are missing at the end when it does.
	Breaks bool
	Cuts   int
	// Again says that what acts may be sent again after it.
	Again bool
	// Alter makes the answer what it is.
	Alter func(*Answer)
	// Then is what is odd behind it, in the same call.
	Then *Odd
	// Intent alters what a look-up is asked for, instead of any answer.
	Intent func(*paygates.Intent)
	// Action alters what a call is asked for, instead of any answer: to what cannot be.
	Action func(*Action)
}

// OddAnswer is the fault that a schedule strikes with Fault.Odd. It is drawn by no
// seed: what has to be said of such an answer depends on the history before it.
var OddAnswer = &FaultRow{Name: "odd answer", On: onCalls, LosesAnswer: true, Final: true, answer: func(s *struck) {
	odd := s.fault.Odd
	if odd.Breaks || odd.Cuts > 0 {
		s.breakOff(odd)
	}
	a := &Answer{Status: 200, Header: map[string][]string{"Content-Type": {"application/json"}}}
	if !odd.InPlace {
		a = s.commit()
	}
	a.Path = s.r.URL.Path
	a.To = s.op.Name
	before, status := slices.Clone(a.Body), a.Status
	odd.Alter(a)
	if status == a.Status && bytes.Equal(before, a.Body) {
		s.note(nothingOdd)
	} else {
		s.note(fmt.Sprintf("HTTP %d, %d bytes", a.Status, len(a.Body)))
	}
	s.send(a)
}}

// breakOff breaks the connection in place of the answer, or at its end.
func (s *struck) breakOff(odd *Odd) {
	if odd.InPlace {
		s.note("no answer")
		s.hangUp()
	}
	a := s.commit()
	s.note(fmt.Sprintf("cut off, %d bytes from the end", odd.Cuts))
	if odd.Cuts > 0 {
		s.write(append(a.head(len(a.Body)), a.Body[:len(a.Body)-odd.Cuts]...))
	}
	s.hangUp()
}

// nothingOdd is what is noted where Alter altered nothing.
const nothingOdd = "nothing is odd"

// strikes says that the answer of a request is the odd one.
func (o *Odd) strikes(op *paygates.Operation) bool {
	if !slices.Contains(strings.Fields(o.At), op.Name) {
		return false
	}
	o.Skips--
	return o.Skips < 0
}

// Reply makes it another answer.
func (a *Answer) Reply(status int, body string) { a.Status, a.Body = status, []byte(body) }

// Set puts a JSON value at a place, such as `"paid"` at "orders.0.status". A dot
// leads into an object or an array. Objects on the way have to be there.
func (a *Answer) Set(place, value string) {
	a.edit(place, func(in map[string]any, name string) { in[name] = json.RawMessage(value) })
}

// Drop takes a member out of its object. It has to be there.
func (a *Answer) Drop(place string) {
	a.edit(place, func(in map[string]any, name string) {
		if _, ok := in[name]; !ok {
			panic("simulation: an answer has nothing at " + place)
		}
		delete(in, name)
	})
}

// At gives the JSON value at a place; "null" where there is none.
func (a *Answer) At(place string) string {
	found := "null"
	a.edit(place, func(in map[string]any, name string) {
		if value, ok := in[name]; ok {
			text, _ := json.Marshal(value) // it was just read
			found = string(text)
		}
	})
	return found
}

// edit gives the object in which a place is, and its name there, to a change.
func (a *Answer) edit(place string, change func(in map[string]any, name string)) {
	d := json.NewDecoder(bytes.NewReader(a.Body))
	d.UseNumber()
	var whole any
	if err := d.Decode(&whole); err != nil {
		panic("simulation: an answer that is to be altered is no JSON: " + err.Error())
	}
	steps := strings.Split(place, ".")
	at := whole
	for _, step := range steps[:len(steps)-1] {
		switch in := at.(type) {
		case map[string]any:
			at = in[step]
		case []any:
			n, err := strconv.Atoi(step)
			if err != nil || n >= len(in) {
				panic("simulation: an answer has nothing at " + place)
			}
			at = in[n]
		}
	}
	in, ok := at.(map[string]any)
	if !ok {
		panic("simulation: an answer has no object around " + place)
	}
	change(in, steps[len(steps)-1])
	a.Body, _ = json.Marshal(whole) // of what was just read
}
