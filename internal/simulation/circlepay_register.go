package simulation

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/circlepay"
	"github.com/paygates/paygates-go/circlepay/circlepaytest"
)

// circlepaySubjects are the merchant whose till this is, and what nobody pays with,
// so that it can be switched off.
var circlepaySubjects = map[Deed][]string{
	UpdateMerchant: {circlepaytest.DefaultMerchantMobile},
	EnableGateway:  unusedGateways, DisableGateway: unusedGateways,
	EnableMethod: unusedMethods, DisableMethod: unusedMethods,
}

var (
	unusedGateways = []string{"610b2c486df621209c85215a", "613927082de6eb5dc061d516"}
	unusedMethods  = []string{"610b2c486df621209c85215c", "610b2c496df621209c852162"} // of the first
)

// Holds asks the model itself, where its own answers show more than it tells.
func (m circlepayModel) Holds(a Action) (there, so bool) {
	switch a.Deed {
	case CreateCustomer:
		there = m.fetch("/customer/get/"+mobileOf(a.Reference)) != nil
		return there, there
	case UpdateCustomer:
		customer := m.fetch("/customer/get/" + a.ID)
		return customer != nil, customer["city"] == a.Text
	case UpdateLink:
		link := m.fetch("/paymentlink/get/" + a.ID[strings.LastIndexByte(a.ID, '/')+1:])
		return link != nil, link["description"] == a.Text
	case CreateMerchant:
		there = m.merchant(sellerOf(a.Reference)) != nil
		return there, there
	}
	own := m.merchant(circlepaytest.DefaultMerchantMobile)
	switch a.Deed {
	case SendPassword:
		return true, m.Message(a.ID) != ""
	case VerifyMerchant:
		k := m.merchant(a.ID)
		return k != nil, k != nil && k.Status == circlepayVerified
	case UpdateMerchant:
		named, called := own.BusinessName == a.Text, own.CallbackURL == callbackOf(a)
		return true, (named || a.Changes == Hidden) && (called || a.Changes == Shown)
	case EnableGateway:
		return true, slices.Contains(own.Gateways, a.ID)
	case DisableGateway:
		return true, !slices.Contains(own.Gateways, a.ID)
	case EnableMethod:
		return true, slices.Contains(own.Methods, a.ID)
	case DisableMethod:
		return true, !slices.Contains(own.Methods, a.ID)
	}
	panic(cannot("circlepay", a.Deed))
}

// sellerOf is the number of a merchant that is made; that of the till's own is one of
// those that customers may have.
func sellerOf(reference string) string {
	return fmt.Sprintf("%s9%07s", circlepayMobiles, strings.TrimPrefix(reference, "ref-"))
}

// circlepayVerified is the status of a verified merchant.
const circlepayVerified = 1

func (m circlepayModel) merchant(mobile string) *circlepaytest.Merchant {
	all := m.Merchants()
	if i := slices.IndexFunc(all, func(k circlepaytest.Merchant) bool { return k.Mobile == mobile }); i >= 0 {
		return &all[i]
	}
	return nil
}

// fetch gives the object at a path; nil if there is none.
func (m circlepayModel) fetch(path string) map[string]any {
	r, err := http.NewRequestWithContext(context.Background(), http.MethodGet, "http://localhost"+path, http.NoBody)
	if err != nil {
		panic(err) // ids are made of letters and digits
	}
	r.Header.Set("account-key", circlepaytest.DefaultAccountKey)
	r.Header.Set("account-token", "Bearer "+circlepaytest.DefaultAccountToken)
	r.Header.Set("merchant-token", "Bearer "+circlepaytest.DefaultMerchantToken)
	rec := &recorder{header: http.Header{}}
	m.Model.ServeHTTP(rec, r)
	var answer struct{ Data json.RawMessage }
	var all []map[string]any
	if json.Unmarshal(rec.body.Bytes(), &answer) != nil {
		return nil // a refusal may be no JSON
	}
	if json.Unmarshal(answer.Data, &all) != nil || len(all) == 0 {
		var one map[string]any
		_ = json.Unmarshal(answer.Data, &one) // else there is none
		return one
	}
	return all[0]
}

// Message is the one-time password that waits to be used.
func (m circlepayModel) Message(number string) string {
	password, _ := m.OTP(number)
	return password
}

// callbackOf is the address that an update of the merchant gives.
func callbackOf(a Action) string { return callbackURL + "?" + strings.ReplaceAll(a.Text, " ", "-") }

// extraOf is what an update sends that no answer shows.
func extraOf(a Action) map[string]any {
	if a.Changes == Shown {
		return nil
	}
	return map[string]any{"nickname": a.Text}
}

// register makes the calls that no ledger shows, and reads what they made.
func (c circlepayClient) register(ctx context.Context, a Action) (Seen, error) {
	var err error
	switch a.Deed {
	case CreateMerchant:
		return c.createMerchant(ctx, sellerOf(a.Reference))
	case SendPassword:
		_, err = c.sdk.Merchants.SendOTP(ctx, circlepay.SendOTPRequest{Mobile: a.ID, CountryCode: "+20"})
	case VerifyMerchant:
		password := a.Brought
		if password == "" {
			password = "000000" // he has to type something
		}
		_, err = c.of(a.ID).Merchants.Verify(ctx, circlepay.VerifyMerchantRequest{Mobile: a.ID, OTP: paygates.NewSecret(password)})
	case ReadMerchant:
		k, err := c.of(a.ID).Merchants.Get(ctx)
		return c.registeredAs(k), err
	case UpdateMerchant:
		change := circlepay.UpdateMerchantRequest{BusinessName: a.Text}
		if a.Changes == Hidden {
			change.BusinessName = ""
		}
		if a.Changes != Shown {
			change.CallbackURL = callbackOf(a)
		}
		_, err = c.sdk.Merchants.Update(ctx, change)
	case CreateCustomer:
		return acknowledged(c.sdk.Customers.Create(ctx, circlepay.CreateCustomerRequest{Customer: circlepay.CustomerData{
			FirstName: "Mona", LastName: "Said", Email: "mona@shop.example", Mobile: mobileOf(a.Reference), City: "Cairo",
		}}))
	case UpdateCustomer:
		return acknowledged(c.sdk.Customers.Update(ctx, circlepay.UpdateCustomerRequest{Customer: circlepay.CustomerData{
			FirstName: "Mona", LastName: "Said", Mobile: a.ID, City: a.Text,
		}, Extra: extraOf(a)}))
	case ReadCustomer:
		p, err := c.sdk.Customers.Get(ctx, a.ID)
		return c.registeredAs(p), err
	case UpdateLink:
		l, err := c.sdk.PaymentLinks.Update(ctx, circlepay.UpdatePaymentLinkRequest{Link: a.ID, Terms: circlepay.LinkTerms{
			Amount: a.Amount, Name: circlepayProduct + a.Reference, Description: a.Text, Expiry: inAMonth(),
		}, Extra: extraOf(a)})
		return c.Seen(l), err
	default:
		return c.permit(ctx, a)
	}
	return Seen{ID: a.ID, Bare: true}, err
}

// permit switches a gateway or a method.
func (c circlepayClient) permit(ctx context.Context, a Action) (Seen, error) {
	switch a.Deed {
	case EnableGateway:
		return acknowledged(c.sdk.Merchants.EnableGateway(ctx, a.ID))
	case DisableGateway:
		return acknowledged(c.sdk.Merchants.DisableGateway(ctx, a.ID))
	case EnableMethod:
		return acknowledged(c.sdk.Merchants.EnableMethod(ctx, a.ID))
	case DisableMethod:
		return acknowledged(c.sdk.Merchants.DisableMethod(ctx, a.ID))
	}
	panic(cannot("circlepay", a.Deed))
}

// acknowledged is what an answer that names one thing shows.
func acknowledged(ack *circlepay.Ack, err error) (Seen, error) {
	if err != nil {
		return Seen{}, err
	}
	return Seen{ID: ack.ID, Bare: true}, nil
}

// createMerchant keeps the token that the answer has.
func (c circlepayClient) createMerchant(ctx context.Context, mobile string) (Seen, error) {
	k, err := c.sdk.Merchants.Create(ctx, circlepay.CreateMerchantRequest{
		FirstName: "Mona", LastName: "Said", Email: "mona@shop.example", Mobile: mobile,
		BusinessName: "Tea", BusinessAddress: "Cairo", CallbackURL: callbackURL,
	})
	if err != nil {
		return Seen{}, err
	}
	c.merchants[mobile] = c.sdk.ForMerchant(k.Token)
	return Seen{ID: mobile, Bare: true}, nil
}

// verified is the number of the merchant whom a call was to verify.
func verified(intent paygates.Intent) string {
	number, _ := url.QueryUnescape(intent.Details) // what it is not, no merchant has
	return mobiles.FindString(number)
}

// of is the client of a merchant, the till's own where the token is not known.
func (c circlepayClient) of(mobile string) *circlepay.Client {
	if own := c.merchants[mobile]; own != nil {
		return own
	}
	return c.sdk
}

// registeredAs reads what no ledger shows. Without the token nothing can be done with
// a merchant.
func (c circlepayClient) registeredAs(object any) Seen {
	switch o := object.(type) {
	case *circlepay.Merchant:
		if o == nil {
			break
		}
		if !o.Token.IsZero() {
			c.merchants[o.Mobile] = c.sdk.ForMerchant(o.Token)
		}
		return Seen{ID: o.Mobile, Locked: c.merchants[o.Mobile] == nil, Bare: true}
	case *circlepay.Customer:
		if o != nil {
			return Seen{ID: o.Mobile, Bare: true}
		}
	case *circlepay.MerchantGateway:
		if o != nil {
			return Seen{ID: o.ID, Bare: true}
		}
	case *circlepay.MerchantMethod:
		if o != nil {
			return Seen{ID: o.ID, Bare: true}
		}
	}
	return Seen{}
}

func inAMonth() time.Time { return time.Now().AddDate(0, 1, 0) }
