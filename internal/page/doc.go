// Package page writes the few HTML pages that a payment needs, such as the form that posts the payer's browser to a bank's 3-D Secure page.
//
// It stands in for html/template, which would add 1.8 MB to every program that links a gateway. Three habits make it safe to use by hand:
//
//   - markup is accepted only as a constant of the program, never as a value that was computed or received;
//   - every value goes through the writer of its place (text, attribute, address, data for a script), and there is no writer for any other place;
//   - what a place cannot hold unchanged (an address that is not https, bytes that are not text) is an error, because a value that a browser alters is a payment that fails.
//
// The values are secrets (a PaReq, a session token), and so may be the addresses: no error of this package prints either.
package page
