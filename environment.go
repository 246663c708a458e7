package paygates

// Environment chooses between a gateway's test and live hosts.
type Environment uint8

const (
	// Sandbox is the zero value, so that a forgotten setting never moves real money.
	Sandbox Environment = iota
	// Production moves real money.
	Production
)

var environmentNames = [...]string{"sandbox", "production"}

// String returns "sandbox" or "production".
func (e Environment) String() string { return nameOf(environmentNames[:], int(e)) }

// MarshalText writes the name that String returns.
func (e Environment) MarshalText() ([]byte, error) { return []byte(e.String()), nil }

// UnmarshalText reads what ParseEnvironment reads, and fails where it fails.
func (e *Environment) UnmarshalText(text []byte) error {
	parsed, err := ParseEnvironment(string(text))
	if err == nil {
		*e = parsed
	}
	return err
}

// ParseEnvironment reads "sandbox" or "production"; empty text is Sandbox.
// Any other text is an ErrInvalidRequest.
func ParseEnvironment(text string) (Environment, error) {
	switch text {
	case "", "sandbox":
		return Sandbox, nil
	case "production":
		return Production, nil
	}
	return Sandbox, &Error{
		Op: "ParseEnvironment", Kind: ErrInvalidRequest, Outcome: OutcomeNotExecuted,
		Fields: []FieldError{{Field: "Environment", Message: `want "sandbox" or "production"`}},
	}
}
