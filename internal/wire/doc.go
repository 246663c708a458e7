// Package wire reads and writes the JSON that payment gateways speak.
//
// It is strict where a mistake costs money and tolerant elsewhere. Always
// refused are anything outside the grammar of RFC 8259, data behind the value,
// nesting deeper than a limit, a name that the caller reads given twice in one
// object, and invalid UTF-8 in a name or in a string that is read as an id, a
// word or an amount. In free text, invalid bytes and unpaired surrogates become
// U+FFFD. A value that nobody reads is checked for its syntax only.
//
// # Reading
//
// A [Decoder] is pulled by hand-written code that reads like a table:
//
//	for d.Object(); d.More(); {
//		switch {
//		case d.Is("id"):
//			o.ID = d.ID()
//		case d.Is("amount"):
//			o.Amount, _ = d.Amount()
//		}
//	}
//
// There is no default case: what no case reads is checked and passed over. A
// name is marked as read by [Decoder.Is] itself, so no decoder can forget to
// refuse its second appearance, and an error's path holds only names that were
// given to Is. The first error sticks: later calls return zero values, every
// loop ends, and [Decoder.End] reports it.
//
// A null reads like a field that is absent. Names match exactly, after their
// escapes are decoded. No number ever becomes a float.
//
// A [Page] cuts the elements out of one array of a long answer while it is
// still arriving, so that memory is bounded by the largest element.
//
// # Writing
//
// An [Encoder] appends fields to a byte slice in the order of the calls. What
// it writes is valid JSON, or [Encoder.Bytes] returns an error.
package wire
