package ordergatetest

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
)

const maxCustomFields = 10

var (
	alpha3   = regexp.MustCompile(`^[A-Z]{3}$`)
	email    = regexp.MustCompile(`^[^@\s]+@[^@\s]+$`)
	language = regexp.MustCompile(`^[a-z]{2}$`)
)

// clientNames are the members of client, each a text.
var clientNames = []string{"address", "city", "country", "email", "login", "name", "phone", "state", "zip"}

// readRequest reads what create, rebill and credit have in common.
func readRequest(f fields) request {
	options := f.object("options")
	r := request{
		reference:    f.text("merchant_order_id"),
		description:  f.text("description"),
		segment:      f.text("segment"),
		client:       readClient(f.object("client")),
		customFields: readCustomFields(f),
		ip:           f.object("location").ip("ip"),
		returnURL:    options.webURL("return_url"),
		timeout:      options.timeout("expiration_timeout"),
		autoCharge:   options.flag("auto_charge"),
		force3D:      options.flag("force3d"),
		recurring:    options.flag("recurring"),
	}
	f.object("extra_fields")
	options.text("terminal")
	options.matching("language", language, "Must be a two-letter language code.")
	options.matching("country", alpha3, "Must be an ISO 3166-1 alpha-3 code.")
	if r.segment == "" {
		r.segment = options.text("segment") // where the guide's rebill has it
	}
	return r
}

func readClient(f fields) map[string]string {
	client := make(map[string]string)
	for _, name := range clientNames {
		var value string
		switch name {
		case "country":
			value = f.matching(name, alpha3, "Must be an ISO 3166-1 alpha-3 code.")
		case "email":
			value = f.matching(name, email, "Must be an e-mail address.")
		default:
			value = f.text(name)
		}
		if value != "" {
			client[name] = value
		}
	}
	return client
}

func readCustomFields(f fields) map[string]json.RawMessage {
	custom := f.object("custom_fields")
	if len(custom.values) > maxCustomFields {
		f.refuse("custom_fields", "At most 10 values are allowed.")
	}
	for _, name := range sortedNames(custom.values) {
		if !isScalar(custom.values[name]) {
			custom.refuse(name, "Must be a single value.")
		}
	}
	return custom.values
}

func createOrder(p *Platform, in *incoming) (reply, *failure) {
	f := in.object
	currency := f.currency("currency", p.cfg.Currency)
	amount := f.amount("amount", currency, true)
	r := readRequest(f)
	if len(*f.problems) > 0 {
		return refused(invalidRequest(*f.problems))
	}
	o := p.newOrder(r, amount, currency, "", in.requestID())
	o.expires = o.created.Add(r.timeout)
	o.checkoutURL = p.checkoutURL(o, in)

	answer := p.platformReply(http.StatusCreated, o)
	if p.cfg.Form == GuideForm {
		status := "CREATED"
		if !r.autoCharge {
			status = "AUTHORIZED"
		}
		answer = jsonReply(http.StatusCreated, guideLink(o, status))
	}
	answer.Header.Set("Location", o.checkoutURL)
	return answer, nil
}

// checkoutURL is the payment page's address, on the host that the merchant
// called unless the configuration names another.
func (p *Platform) checkoutURL(o *order, in *incoming) string {
	base := strings.TrimSuffix(p.cfg.CheckoutURL, "/")
	if base == "" {
		base = in.host + "/pay"
	}
	return base + "/" + o.id
}

func refused(f failure) (reply, *failure) { return reply{}, &f }
