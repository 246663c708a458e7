package modelpage

import (
	"bytes"
	_ "embed" // the parts are a file, so that they can be read as such
	"fmt"
	"html/template"
	"net/http"
	"sync"

	"github.com/paygates/paygates-go/internal/modelfault"
)

//go:embed parts.html
var parts string

// Page is a page that is read when it is first shown.
type Page struct {
	template func() *template.Template
	policy   string
}

// New makes a page of a template that may use the parts. It may load nothing but
// what the policy adds, which is empty or a directive of a Content-Security-Policy.
func New(source, policy string) *Page {
	return &Page{policy: policy, template: sync.OnceValue(func() *template.Template {
		return template.Must(template.Must(template.New("page").Parse(parts)).Parse(source))
	})}
}

const nothing = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"

// Answer shows the page. It panics if the template wants what the view has not.
func (p *Page) Answer(status int, view any) modelfault.Answer {
	var b bytes.Buffer
	if err := p.template().Execute(&b, view); err != nil {
		panic(fmt.Sprintf("modelpage: the page cannot be written: %v", err))
	}
	policy := nothing
	if p.policy != "" {
		policy += "; " + p.policy
	}
	return modelfault.Answer{Status: status, Body: b.Bytes(), Header: http.Header{
		"Content-Type":            {"text/html; charset=utf-8"},
		"Cache-Control":           {"no-store"},
		"Content-Security-Policy": {policy},
		"Referrer-Policy":         {"no-referrer"},
	}}
}

// SeeOther leads the browser on, with a GET.
func SeeOther(address string) modelfault.Answer {
	return modelfault.Answer{Status: http.StatusSeeOther, Header: http.Header{"Location": {address}, "Cache-Control": {"no-store"}}}
}
