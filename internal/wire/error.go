package wire

import (
	"errors"
	"strconv"
)

// What went wrong, for errors.Is. Every error of this package is an *Error that
// wraps one of these.
var (
	// ErrSyntax: the input is not JSON.
	ErrSyntax = errors.New("invalid JSON")
	// ErrTrailing: something other than white space follows the value.
	ErrTrailing = errors.New("data behind the value")
	// ErrTruncated: the input ends before the value does.
	ErrTruncated = errors.New("incomplete JSON")
	// ErrDepth: values are nested deeper than the limit.
	ErrDepth = errors.New("nested too deep")
	// ErrDuplicate: a name that is read, or written, stands twice in one object.
	ErrDuplicate = errors.New("name given twice")
	// ErrUTF8: invalid UTF-8, or an unpaired surrogate, where it is not tolerated.
	ErrUTF8 = errors.New("invalid UTF-8")
	// ErrType: a value of another kind than the field can hold.
	ErrType = errors.New("wrong type")
	// ErrTooLong: the input, or one value of a page, is longer than its limit.
	ErrTooLong = errors.New("too long")
	// ErrMisuse: calls in an order that cannot give JSON; a mistake in our code.
	ErrMisuse = errors.New("calls out of order")
)

// Error says what is wrong with a document and where. It holds nothing of the
// document itself but names that the reading code knows.
type Error struct {
	// Kind is one of the Err variables of this package.
	Kind error
	// Reason says what was wanted, in words of this package alone.
	Reason string
	// Path leads to the value, as in "orders[3].amount"; "*" stands for a name
	// that the reading code does not know. It is empty for the whole document.
	Path string
	// Offset counts the bytes before the place where the error was noticed.
	Offset int64
	cause  error
}

// Error returns kind, path, reason and offset. It never prints the cause, whose
// text this package cannot vouch for.
func (e *Error) Error() string {
	text := "wire: "
	if e.Path != "" {
		text += e.Path + ": "
	}
	text += e.Kind.Error()
	if e.Reason != "" {
		text += ": " + e.Reason
	}
	return text + " (offset " + strconv.FormatInt(e.Offset, 10) + ")"
}

// Unwrap returns the kind, and the error of the reader if that was the cause.
func (e *Error) Unwrap() []error {
	if e.cause == nil {
		return []error{e.Kind}
	}
	return []error{e.Kind, e.cause}
}

// problem is what a scan found wrong; its text waits until somebody asks.
type problem uint8

const (
	fine problem = iota
	cutShort
	badValue
	badNumber
	badEscape
	controlByte
	needName
	needColon
	needComma
	needCommaInArray
	behindValue
	tooDeep
	notUTF8
	loneSurrogate
	nameNotUTF8
	namedTwice
	tooManyBytes
	valueTooLong
	notInOrder
	readFailed
	inElement // the Decoder of a Page has the error
	noArray
	noObject
	textNotUTF8
	notNumber
	notJSON
	floatGiven
	strangeType
	notMarshaled
)

// problems words every problem.
var problems = [...]struct {
	kind   error
	reason string
}{
	cutShort:         {ErrTruncated, "the input ends inside a value"},
	badValue:         {ErrSyntax, "want a value"},
	badNumber:        {ErrSyntax, "malformed number"},
	badEscape:        {ErrSyntax, "malformed escape in a string"},
	controlByte:      {ErrSyntax, "control character in a string"},
	needName:         {ErrSyntax, "want a name in quotes"},
	needColon:        {ErrSyntax, "want a colon after a name"},
	needComma:        {ErrSyntax, "want a comma or the end of the object"},
	needCommaInArray: {ErrSyntax, "want a comma or the end of the array"},
	behindValue:      {ErrTrailing, ""},
	tooDeep:          {ErrDepth, ""},
	notUTF8:          {ErrUTF8, "in a string that must be exact"},
	loneSurrogate:    {ErrUTF8, "unpaired surrogate in a string that must be exact"},
	nameNotUTF8:      {ErrUTF8, "in a name"},
	namedTwice:       {ErrDuplicate, ""},
	tooManyBytes:     {ErrTooLong, "the input is over its limit"},
	valueTooLong:     {ErrTooLong, "one value is over its limit"},
	notInOrder:       {ErrMisuse, ""},
	readFailed:       {ErrTruncated, "reading failed before the end"},
	noArray:          {ErrType, "want an array of elements"},
	noObject:         {ErrType, "want an object with the elements in it"},
	textNotUTF8:      {ErrUTF8, "in a text to be written"},
	notNumber:        {ErrSyntax, "want a number literal"},
	notJSON:          {ErrSyntax, "want exactly one JSON value"},
	floatGiven:       {ErrType, "a float cannot hold an amount exactly: want a string, an integer or a json.Number"},
	strangeType:      {ErrType, "want nil, a string, a boolean, an integer, a json.Number, a Marshaler, or a map or slice of them"},
	notMarshaled:     {ErrType, "its own marshaling method failed"},
}

// at makes the error for p.
func (p problem) at(offset int64, path string) *Error {
	return &Error{Kind: problems[p].kind, Reason: problems[p].reason, Path: path, Offset: offset}
}
