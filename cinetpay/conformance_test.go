package cinetpay_test

import (
	"context"
	"encoding/json"
	"net/http"
	"testing"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cinetpay"
	"github.com/paygates/paygates-go/internal/conformance"
	"github.com/paygates/paygates-go/internal/stub"
)

// The requests of the suite, made so that the documentation's samples answer them.
const (
	suiteReference = "REFID12354"
	suitePayout    = "PAYOUT-2024-0001"
	suitePrefix    = "225"
	suitePhone     = "0700000001"
)

func TestConformance(t *testing.T) {
	t.Parallel()
	cfg := testConfig()
	samples := suiteSamples{t}
	conformance.Run(t, conformance.Gateway[*cinetpay.Client]{
		Name:       "cinetpay",
		Operations: cinetpay.Operations(),
		New: func(baseURL string, opts ...paygates.Option) (*cinetpay.Client, error) {
			account := cfg
			account.BaseURL, account.TransferURL = baseURL, baseURL
			return cinetpay.New(account, opts...)
		},
		Printed: []any{cfg, &cfg},
		Secrets: []conformance.Secret{
			{Name: "the API key", Text: testKey},
			{Name: "the API password", Text: testPassword},
			{Name: "the token", Text: testToken},
			{Name: "the Secret Key", Text: testSecret},
		},
		Wire: conformance.Wire{
			Roots: []string{"data.0.0", "data.0", "data", ""}, ID: "transaction_id", Status: "code",
			Amounts: []string{"amount", "inUsing", "available"},
			IDs:     []string{"code", "transaction_id", "client_transaction_id", "prefix", "phone"},
			Places: map[string][]string{
				"code": {"code"}, "item.code": {"data.0.0.code"}, "data": {"data"},
			},
		},
		Refuse: suiteRefusal,
		Cases: []conformance.Case[*cinetpay.Client]{
			samples.create(), samples.get(), samples.balance(), samples.addContacts(), samples.send(), samples.transfer(),
		},
	})
}

// suiteRefusal writes CinetPay's error answers: an envelope without data, one
// entry with a code of its own, and a transfer that was rejected.
func suiteRefusal(r paygates.Refusal, good conformance.Reply, message string) conformance.Reply {
	text := func(s string) string {
		quoted, err := json.Marshal(s)
		if err != nil {
			panic(err)
		}
		return string(quoted)
	}
	switch r.Signal {
	case "item.code":
		return conformance.Reply{Body: `{"code":0,"message":"OPERATION_SUCCES","data":[[{"prefix":"` + suitePrefix + `","phone":"` + suitePhone +
			`","code":` + text(r.Code) + `,"status":"error","message":` + text(message) + `}]]}`}
	case "treatment_status":
		return good.With("data.0.0.treatment_status", text(r.Code)).With("data.0.0.comment", text(message))
	default:
		return conformance.Reply{Status: http.StatusBadRequest, Body: `{"code":` + text(r.Code) + `,"message":"REFUSED","description":` + text(message) + `,"data":[]}`}
	}
}

// suiteLogin is the request that comes before those of the transfer API.
func (s suiteSamples) login() []conformance.Exchange {
	return []conformance.Exchange{{
		Name: "login", Method: http.MethodPost, Path: loginPath, Reply: s.sample("login"), OncePerClient: true,
	}}
}

// suiteSamples makes the cases.
type suiteSamples struct{ t *testing.T }

func (s suiteSamples) sample(name string) conformance.Reply {
	return conformance.Reply{Name: name, Body: string(stub.Sample(s.t, "cinetpay", name))}
}

func createRequest() cinetpay.CreatePaymentRequest {
	return cinetpay.CreatePaymentRequest{
		Reference: suiteReference, Amount: xof("2500"), Description: "TRANSACTION DESCRIPTION",
		NotifyURL: "https://www.exemple.com/notify", ReturnURL: "https://www.exemple.com/return",
		Channels: cinetpay.ChannelsMobileMoney, Metadata: "user001",
		Customer: cinetpay.Customer{ID: "001", FamilyName: "John", GivenName: "Doe"},
	}
}

func sendRequest() cinetpay.SendRequest {
	return cinetpay.SendRequest{
		Reference: suitePayout, Amount: xof("5000"), Prefix: suitePrefix, Phone: suitePhone, NotifyURL: "https://www.exemple.com/transfer",
	}
}

func contactsRequest() cinetpay.AddContactsRequest {
	return cinetpay.AddContactsRequest{Contacts: []cinetpay.Contact{{
		Prefix: suitePrefix, Phone: suitePhone, FamilyName: "KOUADIO", GivenName: "Francisse", Email: "francisse@exemple.com",
	}}}
}

func (s suiteSamples) create() conformance.Case[*cinetpay.Client] {
	call := func(ctx context.Context, c *cinetpay.Client, r cinetpay.CreatePaymentRequest) (*cinetpay.Payment, error) {
		return c.Payments.Create(ctx, r)
	}
	wrong := func() cinetpay.CreatePaymentRequest {
		r := createRequest()
		r.Reference, r.Amount, r.ReturnURL, r.Channels, r.LockPhoneNumber = "A#1", xof("2501"), "javascript:x", "CASH", true
		return r
	}
	return conformance.Case[*cinetpay.Client]{
		Operation: "Payments.Create", ID: "payment_token", Call: conformance.Calling(createRequest, call),
		Asked: map[string]string{"transaction_id": suiteReference, "amount": "2500", "currency": "XOF"},
		Good:  []conformance.Reply{s.sample("create")},
		Invalid: []conformance.Invalid[*cinetpay.Client]{
			{Name: "five fields", Call: conformance.Calling(wrong, call), Fields: []string{"Reference", "Amount", "ReturnURL", "Channels", "Customer.Phone"}},
			{
				Name: "empty", Call: conformance.Calling(func() (r cinetpay.CreatePaymentRequest) { return }, call),
				Fields: []string{"Reference", "Amount", "Description", "NotifyURL", "ReturnURL"},
			},
		},
	}
}

func (s suiteSamples) get() conformance.Case[*cinetpay.Client] {
	calling := func(reference string) func() conformance.Call[*cinetpay.Client] {
		return conformance.Calling(func() string { return reference }, func(ctx context.Context, c *cinetpay.Client, r string) (*cinetpay.Payment, error) {
			return c.Payments.Get(ctx, r)
		})
	}
	return conformance.Case[*cinetpay.Client]{
		Operation: "Payments.Get", Status: "status", Call: calling(suiteReference), Asked: map[string]string{"transaction_id": suiteReference},
		Good: []conformance.Reply{s.sample("check_accepted"), s.sample("check_waiting"), s.sample("check_accepted_2021")},
		Drift: []conformance.Reply{
			s.sample("check_accepted").With("data.metadata", `"user001"`).Named("accepted, with the shop's text"),
			s.sample("check_accepted_2021").With("data.metadata", `{"user":"001","amount":250}`).Named("accepted, with the shop's text as an object"),
			s.sample("check_cancelled"), s.sample("check_failed_2021"),
		},
		Invalid: []conformance.Invalid[*cinetpay.Client]{{Name: "no reference", Call: calling(""), Fields: []string{"reference"}}},
	}
}

func (s suiteSamples) balance() conformance.Case[*cinetpay.Client] {
	return conformance.Case[*cinetpay.Client]{
		Operation: "Transfers.Balance", Beside: s.login(), Good: []conformance.Reply{s.sample("balance")},
		Call: conformance.Calling(func() struct{} { return struct{}{} }, func(ctx context.Context, c *cinetpay.Client, _ struct{}) (*cinetpay.Balance, error) {
			return c.Transfers.Balance(ctx)
		}),
	}
}

func (s suiteSamples) addContacts() conformance.Case[*cinetpay.Client] {
	call := func(ctx context.Context, c *cinetpay.Client, r cinetpay.AddContactsRequest) (*cinetpay.AddedContacts, error) {
		return c.Transfers.AddContacts(ctx, r)
	}
	wrong := func() cinetpay.AddContactsRequest {
		r := contactsRequest()
		r.Contacts[0].Prefix, r.Contacts[0].Phone, r.Contacts[0].Email = "+225", "07 00", "nobody"
		return r
	}
	return conformance.Case[*cinetpay.Client]{
		Operation: "Transfers.AddContacts", Status: "item.code", Beside: s.login(), Call: conformance.Calling(contactsRequest, call),
		Asked: map[string]string{"prefix": suitePrefix, "phone": suitePhone},
		Good:  []conformance.Reply{s.sample("contact"), s.sample("contact_known")},
		Invalid: []conformance.Invalid[*cinetpay.Client]{
			{Name: "three fields", Call: conformance.Calling(wrong, call), Fields: []string{"Contacts[0].Prefix", "Contacts[0].Phone", "Contacts[0].Email"}},
			{Name: "nobody", Call: conformance.Calling(func() (r cinetpay.AddContactsRequest) { return }, call), Fields: []string{"Contacts"}},
		},
	}
}

func (s suiteSamples) send() conformance.Case[*cinetpay.Client] {
	call := func(ctx context.Context, c *cinetpay.Client, r cinetpay.SendRequest) (*cinetpay.Transfer, error) {
		return c.Transfers.Send(ctx, r)
	}
	wrong := func() cinetpay.SendRequest {
		r := sendRequest()
		r.Reference, r.Prefix, r.NotifyURL = "", "0225", "http://shop.example"
		return r
	}
	return conformance.Case[*cinetpay.Client]{
		Operation: "Transfers.Send", Status: "treatment_status", Beside: s.login(), Call: conformance.Calling(sendRequest, call),
		Asked: map[string]string{"client_transaction_id": suitePayout, "amount": "5000", "prefix": suitePrefix, "phone": suitePhone},
		Good:  []conformance.Reply{s.sample("send"), s.sample("send").With("data.0.0.treatment_status", "null")},
		Invalid: []conformance.Invalid[*cinetpay.Client]{
			{Name: "three fields", Call: conformance.Calling(wrong, call), Fields: []string{"Reference", "Prefix", "NotifyURL"}},
			{Name: "empty", Call: conformance.Calling(func() (r cinetpay.SendRequest) { return }, call), Fields: []string{"Reference", "Amount", "Prefix", "Phone", "NotifyURL"}},
		},
	}
}

func (s suiteSamples) transfer() conformance.Case[*cinetpay.Client] {
	calling := func(reference string) func() conformance.Call[*cinetpay.Client] {
		return conformance.Calling(func() string { return reference }, func(ctx context.Context, c *cinetpay.Client, r string) (*cinetpay.Transfer, error) {
			return c.Transfers.Get(ctx, r)
		})
	}
	return conformance.Case[*cinetpay.Client]{
		Operation: "Transfers.Get", Status: "treatment_status", Beside: s.login(), Call: calling(suitePayout),
		Asked: map[string]string{"client_transaction_id": suitePayout},
		Good:  []conformance.Reply{s.sample("transfer")},
		Drift: []conformance.Reply{
			// The documentation has the operator's id in the notification of a transfer.
			s.sample("transfer").With("data.0.operator_transaction_id", `"MP240305.1407.A12345"`).Named("with every field"),
			s.sample("transfer").With("data.0.treatment_status", `"REJ"`).With("data.0.validated_at", "null").Named("rejected"),
		},
		Invalid: []conformance.Invalid[*cinetpay.Client]{{Name: "no reference", Call: calling(""), Fields: []string{"reference"}}},
	}
}
