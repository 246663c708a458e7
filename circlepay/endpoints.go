package circlepay

import (
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/check"
)

// Endpoint is where an operation goes.
type Endpoint struct {
	// Method is GET, POST, PUT, PATCH or DELETE; empty for that of the table.
	Method string
	// Path hangs below the base URL. Its holes, such as {transaction_id}, are those
	// of the table; empty for the path of the table.
	Path string
}

// Endpoints are endpoints by operation, such as "PaymentLinks.Create".
type Endpoints map[string]Endpoint

// EndpointSet names a whole set of endpoints that somebody has seen.
type EndpointSet string

// The sets.
const (
	// SetDocumented is CirclePay's documentation, word for word: DocumentedEndpoints.
	SetDocumented EndpointSet = "documented"
	// SetIOS is CirclePay's own iOS SDK: IOSEndpoints.
	SetIOS EndpointSet = "ios"
)

// Alternative is another endpoint of an operation.
type Alternative struct {
	Endpoint
	// Set is where it was seen.
	Set EndpointSet
}

// Route is one row of the table of endpoints.
type Route struct {
	// Operation is its name, such as "Merchants.EnableGateway".
	Operation string
	Endpoint
	// MerchantToken: CirclePay needs to know which merchant the call is for. Without
	// a token such a call is refused before anything is sent.
	MerchantToken bool
	// Alternatives are other endpoints that were seen, none of them proven live.
	Alternatives []Alternative
}

// Routes returns the table of endpoints: what is used unless Config.Endpoints says
// otherwise, and what else is known.
//
// Source: CirclePay documentation; public clients.
func Routes() []Route {
	out := make([]Route, len(table))
	for i := range table {
		r := &table[i]
		out[i] = Route{
			Operation: r.Name, Endpoint: Endpoint{r.Method, r.Path}, MerchantToken: r.merchant, Alternatives: slices.Clone(r.alternatives),
		}
	}
	return out
}

// DocumentedEndpoints returns the endpoints as CirclePay's documentation prints
// them, what looks like a slip included: PaymentMethod/get, DELETE on the path that
// enables a method, and GET for the list of payments.
//
// Source: CirclePay documentation.
func DocumentedEndpoints() Endpoints { return setOf(SetDocumented) }

// IOSEndpoints returns the endpoints of CirclePay's iOS SDK, which name the calls
// on payment links differently. Beside them set Config.LinkFields to LinkFieldsIOS.
//
// Source: public clients.
func IOSEndpoints() Endpoints { return setOf(SetIOS) }

func setOf(set EndpointSet) Endpoints {
	out := make(Endpoints, len(table))
	for i := range table {
		r := &table[i]
		out[r.Name] = Endpoint{r.Method, r.Path}
		for _, other := range r.alternatives {
			if other.Set == set {
				out[r.Name] = other.Endpoint
			}
		}
	}
	return out
}

// routed are the rows of one client: the table with its own endpoints.
func (e Endpoints) routed(wrong *check.Findings) map[string]*row {
	if len(e) == 0 {
		return rowsByName
	}
	out := maps.Clone(rowsByName)
	for _, name := range slices.Sorted(maps.Keys(e)) {
		r, known := rowsByName[name]
		if !known {
			wrong.Add("Endpoints", "want names of operations, such as PaymentLinks.Create")
			continue
		}
		replaced := *r
		if given := e[name]; given.Method != "" {
			replaced.Method = given.Method
		}
		if given := e[name]; given.Path != "" {
			replaced.Path = "/" + strings.TrimPrefix(given.Path, "/")
		}
		replaced.validate(wrong, "Endpoints["+name+"]", r)
		replaced.alternatives = slices.DeleteFunc(slices.Concat([]Alternative{{Endpoint: Endpoint{r.Method, r.Path}}}, r.alternatives), func(other Alternative) bool {
			return other.Endpoint == Endpoint{replaced.Method, replaced.Path}
		})
		out[name] = &replaced
	}
	return out
}

var (
	hole = regexp.MustCompile(`\{[^{}]*\}`)
	// plainPath: segments of letters, digits and the marks that need no escape.
	plainPath = regexp.MustCompile(`^(/[A-Za-z0-9_.~-]*)+$`)
)

// validate checks an endpoint of the caller's against the row that it replaces.
func (r *row) validate(wrong *check.Findings, field string, table *row) {
	methods := []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete}
	if table.Safety != paygates.Read && hasBody(table.Method) {
		methods = []string{http.MethodPost, http.MethodPut, http.MethodPatch}
	}
	wrong.OneOf(field+".Method", []string{r.Method}, methods)
	switch plain := hole.ReplaceAllString(r.Path, "x"); {
	case !plainPath.MatchString(plain) || strings.Contains(plain, "//") || strings.Contains(plain+"/", "/./") || strings.Contains(plain+"/", "/../"):
		wrong.Add(field+".Path", "want a path alone, such as payment/link/get/{payment_link_url}")
	case !slices.Equal(hole.FindAllString(r.Path, -1), hole.FindAllString(table.Path, -1)):
		want := strings.Join(hole.FindAllString(table.Path, -1), ", ")
		if want == "" {
			want = "none"
		}
		wrong.Add(field+".Path", "want the holes of the table: "+want)
	case hole.MatchString(r.Path) && table.optionalHole() && !strings.HasSuffix(r.Path, "/"+hole.FindString(r.Path)):
		wrong.Add(field+".Path", "want the hole as the last segment: it may be left out")
	}
}

// optionalHole: lists go by a customer's mobile number, or without.
func (r *row) optionalHole() bool { return r.Name == opLinksList || r.Name == opInvoicesList }

// hasBody: the others carry none.
func hasBody(method string) bool {
	return method == http.MethodPost || method == http.MethodPut || method == http.MethodPatch
}
