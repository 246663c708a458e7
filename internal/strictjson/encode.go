package strictjson

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Encode writes JSON without escaping <, > and &, which the documented samples
// print as they are. It panics if the value cannot be encoded.
func Encode(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(fmt.Sprintf("strictjson: an answer cannot be encoded: %v", err))
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
