package wire

// Kind is the kind of a JSON value, told by its first byte.
type Kind uint8

// The kinds. Invalid, the zero value, is a byte that begins no value, or the
// end of the input.
const (
	Invalid Kind = iota
	Null
	Bool
	Number
	String
	Object
	Array
)

var kindNames = [...]string{"no value", "null", "a boolean", "a number", "a string", "an object", "an array"}

// String returns the kind with its article, as in "an object".
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return kindNames[Invalid]
}

// kinds maps the first byte of a value to its kind.
var kinds = [256]Kind{
	'n': Null, 't': Bool, 'f': Bool, '"': String, '{': Object, '[': Array, '-': Number,
	'0': Number, '1': Number, '2': Number, '3': Number, '4': Number,
	'5': Number, '6': Number, '7': Number, '8': Number, '9': Number,
}
