package paygates

import (
	"net/http"

	"github.com/paygates/paygates-go/internal/page"
)

// Redirect says where the payer goes next: a payment page, a 3-D Secure form, a
// hosted checkout. The zero value means nowhere.
type Redirect struct {
	// URL is absolute; https, or http to this machine.
	URL string
	// Method is GET or POST; empty means GET.
	Method string
	// Fields are the form's hidden fields, by name. They may authenticate the
	// payment, so that they cannot be printed.
	Fields map[string]Secret
}

// IsZero reports whether the payer has nowhere to go.
func (r Redirect) IsZero() bool { return r.URL == "" }

// Send sends the payer there: 303 for a GET, for a POST a page that submits
// itself and may not be cached. The error is ErrInvalidRequest for a redirect
// that leads nowhere or not to a web address, and nothing has been written
// then; an error of the connection is returned as it is.
func (r Redirect) Send(w http.ResponseWriter, req *http.Request) error {
	fields := make(map[string]string, len(r.Fields))
	for name, value := range r.Fields {
		fields[name] = value.Reveal()
	}
	switch r.Method {
	case http.MethodPost:
		form, err := page.Form(r.URL, fields)
		if err != nil {
			return r.refused(err)
		}
		return form.Serve(w)
	case http.MethodGet, "":
		target, err := page.Target(r.URL, fields)
		if err != nil {
			return r.refused(err)
		}
		w.Header().Set("Cache-Control", "no-store")
		http.Redirect(w, req, target, http.StatusSeeOther)
		return nil
	}
	return r.refused(nil)
}

func (r Redirect) refused(cause error) error {
	e := &Error{
		Op: "Redirect.Send", Kind: ErrInvalidRequest, Outcome: OutcomeNotExecuted,
		Fields: []FieldError{{Field: "Redirect", Message: "want GET or POST to an https address, or to http on this machine, with fields that a form can carry"}},
	}
	return e.WithCause(cause)
}
