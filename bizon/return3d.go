package bizon

import (
	"net/http"
	"unicode/utf8"

	paygates "github.com/paygates/paygates-go"
)

// Return3D is what the payer's browser brings back from his bank, to the address
// that stood in the form as TermUrl (3-D Secure 1) or that the shop gave as
// CardOptions.Secure3D20ReturnURL (3-D Secure 2). Just one field is set, and each
// has its call. Nothing in it tells the order, and all of it may be made up: let
// the address say which purchase it belongs to, and the gateway whether it is true.
type Return3D struct {
	// PaRes is the bank's answer in 3-D Secure 1: Orders.Complete takes it.
	PaRes paygates.Secret
	// CRes is the bank's answer to its question in 3-D Secure 2 (cres):
	// Orders.Complete3DS2 takes it.
	CRes paygates.Secret
	// MethodData says that the bank has seen the browser (threeDSMethodData):
	// Orders.Resume goes on, and takes nothing.
	MethodData paygates.Secret
}

// return3DLimit bounds the form in bytes: the longest PaRes are a few ten KiB.
const return3DLimit = 1 << 20

// ParseReturn3D reads the form that the payer's bank makes his browser post to
// the shop. The error is ErrInvalidRequest where it is no such form, or one with
// more than one answer; it never repeats a value. The body is read with
// r.ParseForm, at most 1 MiB of it.
//
// PaRes and cres are named on Bizon's page, threeDSMethodData in EMV 3-D Secure.
// That the browser brings them to these addresses is EMV's way too (assumed).
func ParseReturn3D(r *http.Request) (*Return3D, error) {
	if r.Method != http.MethodPost {
		return nil, noReturn3D("want a POST")
	}
	if r.PostForm == nil && r.Body != nil {
		r.Body = http.MaxBytesReader(nil, r.Body, return3DLimit)
	}
	if err := r.ParseForm(); err != nil {
		return nil, noReturn3D("want a form of at most 1 MiB")
	}
	var back Return3D
	found := 0
	for name, field := range map[string]*paygates.Secret{"PaRes": &back.PaRes, "cres": &back.CRes, "threeDSMethodData": &back.MethodData} {
		for _, value := range r.PostForm[name] {
			if !utf8.ValidString(value) {
				return nil, noReturn3D("want valid UTF-8")
			}
			if value != "" {
				*field = paygates.NewSecret(value)
				found++
			}
		}
	}
	if found != 1 {
		return nil, noReturn3D("want just one of PaRes, cres and threeDSMethodData")
	}
	return &back, nil
}

func noReturn3D(want string) error {
	return refused("ParseReturn3D", []paygates.FieldError{{Field: "body", Message: want}})
}
