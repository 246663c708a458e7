package paygates_test

import (
	"encoding/json"
	"fmt"

	"github.com/paygates/paygates-go"
)

func ExampleOutcome_String() {
	fmt.Println(paygates.OutcomeUnknown, paygates.OutcomeNotExecuted)
	// Output:
	// unknown not executed
}

func ExampleOutcome_MarshalText() {
	text, _ := json.Marshal(map[string]any{"outcome": paygates.OutcomeExecuted})
	fmt.Println(string(text))
	// Output:
	// {"outcome":"executed"}
}

func ExampleOutcome_UnmarshalText() {
	var stored paygates.Outcome
	_ = stored.UnmarshalText([]byte("a word of a later version"))
	fmt.Println(stored)
	// Output:
	// unknown
}

func ExampleAdvice_String() {
	fmt.Println(paygates.AdviceNewReference)
	// Output:
	// new reference
}

func ExampleAdvice_MarshalText() {
	text, _ := json.Marshal([]paygates.Advice{paygates.AdviceLookUp, paygates.AdviceResend})
	fmt.Println(string(text))
	// Output:
	// ["look up","resend"]
}

func ExampleAdvice_UnmarshalText() {
	var stored paygates.Advice
	_ = stored.UnmarshalText([]byte("ask human"))
	fmt.Println(stored)
	// Output:
	// ask human
}

func ExampleState_String() {
	fmt.Println(paygates.StatePartlyRefunded)
	// Output:
	// partly refunded
}

func ExampleState_MarshalText() {
	text, _ := json.Marshal(map[string]any{"state": paygates.StatePaidOut})
	fmt.Println(string(text))
	// Output:
	// {"state":"paid out"}
}

func ExampleVerdict_String() {
	fmt.Println(paygates.VerdictAbsent)
	// Output:
	// absent so far
}

func ExampleVerdict_MarshalText() {
	text, _ := json.Marshal(map[string]any{"verdict": paygates.VerdictConflict})
	fmt.Println(string(text))
	// Output:
	// {"verdict":"conflict"}
}

func ExampleVerdict_UnmarshalText() {
	var stored paygates.Verdict
	_ = stored.UnmarshalText([]byte("duplicate"))
	fmt.Println(stored, stored.Outcome())
	// Output:
	// duplicate executed
}

func ExampleEnvironment_String() {
	var forgotten paygates.Environment
	fmt.Println(forgotten)
	// Output:
	// sandbox
}

func ExampleEnvironment_MarshalText() {
	text, _ := json.Marshal(paygates.Production)
	fmt.Println(string(text))
	// Output:
	// "production"
}

func ExampleEnvironment_UnmarshalText() {
	var env paygates.Environment
	fmt.Println(env.UnmarshalText([]byte("live")) != nil, env)
	// Output:
	// true sandbox
}

func ExampleCertainty_String() {
	var stated paygates.Certainty
	fmt.Println(stated, paygates.Documented)
	// Output:
	// assumed documented
}

func ExampleDeclineReason_String() {
	fmt.Println(paygates.DeclineExpiredCard, paygates.DeclineUnknown)
	// Output:
	// expired card unknown
}

func ExampleMovement_String() {
	fmt.Println(paygates.MovesIn, paygates.MovesReleaseOrBack)
	// Output:
	// in release or back
}

func ExampleResend_String() {
	fmt.Println(paygates.ResendNever, paygates.ResendCaller)
	// Output:
	// never caller
}

func ExampleSafety_String() {
	var unsaid paygates.Safety
	fmt.Println(unsaid, paygates.Read)
	// Output:
	// once read
}

func ExampleOperation_Clone() {
	row := paygates.Operation{Name: "Orders.Charge", Executed: []paygates.Proof{{Words: []string{"charged"}}}}
	copied := row.Clone()
	copied.Executed[0].Words[0] = "authorized"
	fmt.Println(row.Executed[0].Words)
	// Output:
	// [charged]
}

func ExampleTimestamp_String() {
	at := paygates.Timestamp{Text: "some time in May"} // in no layout that is known
	fmt.Println(at, at.Time.IsZero())
	// Output:
	// some time in May true
}

func ExampleTimestamp_IsZero() {
	fmt.Println(paygates.Timestamp{}.IsZero(), paygates.Timestamp{Text: "soon"}.IsZero())
	// Output:
	// true false
}
