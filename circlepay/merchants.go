package circlepay

import (
	"context"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/wire"
)

// MerchantsAPI has the account's merchants, and the gateways and methods that the
// merchant at hand may use. It is Client.Merchants.
type MerchantsAPI struct{ account *account }

// Merchant is a merchant of the account. The answer to Create has the token alone.
type Merchant struct {
	// FirstName and LastName are the owner's.
	FirstName, LastName string
	// Email and Mobile are the owner's; the mobile number is in its international form.
	Email, Mobile string
	// BusinessName and BusinessAddress are the shop's.
	BusinessName, BusinessAddress string
	// RefundPolicy and ShippingPolicy are free texts.
	RefundPolicy, ShippingPolicy string
	// Status says whether the merchant is verified.
	Status MerchantStatus
	// Token names the merchant in calls: Client.ForMerchant. Store it as a secret;
	// CirclePay promises nowhere to give it a second time.
	Token paygates.Secret

	raw paygates.Raw
}

// RawJSON returns what the merchant was decoded from, token included: the whole
// answer, in a list its own part. It is not a copy: do not change it.
func (m *Merchant) RawJSON() []byte          { return m.raw.Bytes() }
func (m *Merchant) keep(answer paygates.Raw) { m.raw = answer }

// CreateMerchantRequest is a merchant to be made. All but Extra is required.
type CreateMerchantRequest struct {
	// FirstName and LastName are the owner's.
	FirstName, LastName string
	// Email has at most 50 characters.
	Email string
	// Mobile is in its international form, such as "+201001414133". No other merchant
	// has it.
	Mobile string
	// BusinessName and BusinessAddress are the shop's.
	BusinessName, BusinessAddress string
	// CallbackURL is where CirclePay reports the state of transactions: see
	// Client.CallbackHandler, and put a secret into it.
	CallbackURL string
	// Extra are further fields of the body.
	Extra map[string]any
}

// UpdateMerchantRequest changes the merchant of the client's token. What is empty
// stays as it is; one field at least is given.
type UpdateMerchantRequest struct {
	// FirstName and LastName are the owner's.
	FirstName, LastName string
	// Email has at most 50 characters.
	Email string
	// Mobile is in its international form; no other merchant has it.
	Mobile string
	// BusinessName and BusinessAddress are the shop's.
	BusinessName, BusinessAddress string
	// CallbackURL is where CirclePay reports the state of transactions.
	CallbackURL string
	// Extra are further fields of the body.
	Extra map[string]any
}

// SendOTPRequest asks for a one-time password.
type SendOTPRequest struct {
	// Mobile is the merchant's number in its international form.
	Mobile string
	// CountryCode is that of the number, such as "+20".
	CountryCode string
	// Extra are further fields of the body.
	Extra map[string]any
}

// VerifyMerchantRequest proves that a mobile number is the merchant's.
type VerifyMerchantRequest struct {
	// Mobile is the merchant's number in its international form.
	Mobile string
	// OTP is the one-time password that was sent to it.
	OTP paygates.Secret
	// Extra are further fields of the body.
	Extra map[string]any
}

// Create makes a merchant. POST /merchants/create. The merchant is not verified
// yet: SendOTP and Verify come next. Merchant.Token is all that the answer has, and
// nothing promises that it can be had again: store it.
//
// Nothing was made with ErrInvalidRequest (1110 to 1117, 8114) and
// ErrAuthentication (2110). ErrDuplicate (8110) says that the mobile number is in
// use, perhaps by an earlier send of this very request, so that the outcome is
// unknown, as it is after a lost answer and a 5xx. Client.Resolve looks
// (Merchants.List by mobile number and e-mail); the token may be lost for good.
//
// Source: CirclePay documentation, Create a Merchant.
func (a *MerchantsAPI) Create(ctx context.Context, req CreateMerchantRequest) (*Merchant, error) {
	c := call[*Merchant]{op: opMerchantsCreate, want: intent(opMerchantsCreate), read: a.account.readMerchant}
	c.want.Details = details(facts{"mobile_number": req.Mobile, "email": req.Email})
	f := &c.wrong
	f.need("FirstName", req.FirstName)
	f.need("LastName", req.LastName)
	f.need("Email", req.Email)
	f.phone("Mobile", req.Mobile)
	f.need("BusinessName", req.BusinessName)
	f.need("BusinessAddress", req.BusinessAddress)
	f.need("CallbackURL", req.CallbackURL)
	change := UpdateMerchantRequest(req)
	change.check(f)
	c.body = change.encode
	return c.one(ctx, a.account, &Merchant{})
}

// Get reads the merchant of the client's token. GET /merchants/get. A failed read
// has no effect and may be repeated.
//
// Source: CirclePay documentation, Retrieve a Merchant.
func (a *MerchantsAPI) Get(ctx context.Context) (*Merchant, error) {
	return a.getAs(ctx, intent(opMerchantsGet))
}

func (a *MerchantsAPI) getAs(ctx context.Context, want paygates.Intent) (*Merchant, error) {
	c := call[*Merchant]{op: opMerchantsGet, want: want, read: a.account.readMerchant}
	return c.one(ctx, a.account, &Merchant{})
}

// Update changes the merchant of the client's token: the fields that are given.
// PUT /merchants/update. The last writer wins, so that the same request may be
// repeated. It took effect where the answer shows every field that was sent
// (CallbackURL, which no answer shows, aside).
//
// ErrInvalidRequest (8114 for the callback URL) and ErrDuplicate (8116: another
// merchant has that mobile number) changed nothing. Client.Resolve compares with
// Merchants.Get; where CallbackURL or Extra was sent, which that does not show, it
// never answers that the update took effect.
//
// Source: CirclePay documentation, Update a Merchant.
func (a *MerchantsAPI) Update(ctx context.Context, req UpdateMerchantRequest) (*Merchant, error) {
	c := call[*Merchant]{op: opMerchantsUpdate, want: intent(opMerchantsUpdate), read: a.account.readMerchant, asked: req.asked()}
	c.want.Details = details(unseen(c.asked, req.CallbackURL != "" || len(req.Extra) > 0))
	req.check(&c.wrong)
	if len(c.asked) == 0 && req.CallbackURL == "" && len(req.Extra) == 0 {
		c.wrong.Add("request", "want one field at least that is to change")
	}
	c.body = req.encode
	return c.one(ctx, a.account, &Merchant{})
}

// List reads all merchants of the account. GET /merchants/list. A failed read has
// no effect and may be repeated.
//
// Source: CirclePay documentation, List all merchants.
func (a *MerchantsAPI) List(ctx context.Context) ([]*Merchant, error) {
	return a.listAs(ctx, intent(opMerchantsList))
}

func (a *MerchantsAPI) listAs(ctx context.Context, want paygates.Intent) ([]*Merchant, error) {
	return (&call[*Merchant]{op: opMerchantsList, want: want, read: a.account.readMerchant}).objects(ctx, a.account)
}

// SendOTP sends a one-time password to a merchant's mobile number.
// POST /merchants/send/otp. A second call sends a second message and may void the
// first password. No call tells whether a message went out: after an unknown
// outcome ask the merchant. ErrUnavailable (8113) with outcome "not executed" says
// that none was sent.
//
// Source: CirclePay documentation, Send OTP; public clients, who name the number
// mobile_number: both names are sent.
func (a *MerchantsAPI) SendOTP(ctx context.Context, req SendOTPRequest) (*Ack, error) {
	c := call[*Ack]{op: opSendOTP, want: intent(opSendOTP), read: readSent}
	c.wrong.phone("Mobile", req.Mobile)
	c.wrong.country("CountryCode", req.CountryCode)
	c.wrong.extra("Extra", req.Extra, "merchant_mobile", "mobile_number", "country_code")
	c.body = func(e *encoder) {
		e.String("merchant_mobile", req.Mobile)
		e.String("mobile_number", req.Mobile)
		e.String("country_code", req.CountryCode)
		e.Extra(req.Extra)
	}
	return c.one(ctx, a.account, &Ack{})
}

// Verify proves a merchant's mobile number with the password that was sent to it.
// POST /merchants/verify. ErrInvalidRequest (2111) says that the password is wrong;
// after a lost answer the same code may mean that it was used already.
// Client.Resolve reads the merchant (Merchants.Get; the client needs the token).
//
// Source: CirclePay documentation, Verify Merchant.
func (a *MerchantsAPI) Verify(ctx context.Context, req VerifyMerchantRequest) (*Ack, error) {
	c := call[*Ack]{op: opVerify, want: intent(opVerify), read: readAck("merchant_mobile"), secrets: []string{req.OTP.Reveal()}}
	c.want.Details = details(facts{"mobile_number": req.Mobile})
	c.wrong.phone("Mobile", req.Mobile)
	c.wrong.need("OTP", req.OTP.Reveal())
	c.wrong.extra("Extra", req.Extra, "merchant_mobile", "otp")
	c.body = func(e *encoder) {
		name := "merchant_mobile"
		if e.spelling.capitals {
			name = "Merchant_mobile" // the second word is not in capitals
		}
		e.String(name, req.Mobile)
		e.String("otp", req.OTP.Reveal())
		e.Extra(req.Extra)
	}
	return c.one(ctx, a.account, &Ack{})
}

// asked are the fields that are sent and that an answer shows.
func (r *UpdateMerchantRequest) asked() facts {
	asked := facts{
		"first_name": r.FirstName, "last_name": r.LastName, "email": r.Email, "mobile_number": r.Mobile,
		"business_name": r.BusinessName, "business_address": r.BusinessAddress,
	}
	for name, text := range asked {
		if text == "" {
			delete(asked, name)
		}
	}
	return asked
}

func (r *UpdateMerchantRequest) check(f *findings) {
	f.plain("FirstName", r.FirstName)
	f.plain("LastName", r.LastName)
	f.email("Email", r.Email)
	f.optPhone("Mobile", r.Mobile)
	f.plain("BusinessName", r.BusinessName)
	f.free("BusinessAddress", r.BusinessAddress)
	f.address("CallbackURL", r.CallbackURL)
	f.extra("Extra", r.Extra, "first_name", "last_name", "email", "mobile_number", "business_name", "business_address", "callback_url")
}

func (r *UpdateMerchantRequest) encode(e *encoder) {
	e.OptString("first_name", r.FirstName)
	e.OptString("last_name", r.LastName)
	e.OptString("email", r.Email)
	e.OptString("mobile_number", r.Mobile)
	e.OptString(e.capital("business_name"), r.BusinessName)
	e.OptString(e.capital("business_address"), r.BusinessAddress)
	e.OptString("callback_url", r.CallbackURL)
	e.Extra(r.Extra)
}

// readMerchant reads a merchant. Whether there is a token is a fact; what it says
// is a secret.
func (a *account) readMerchant(d *wire.Decoder) (*Merchant, facts) {
	m := &Merchant{}
	for d.Object(); d.More(); {
		switch {
		case d.IsFold("first_name"):
			m.FirstName = d.Text()
		case d.IsFold("last_name"):
			m.LastName = d.Text()
		case d.IsFold("email"):
			m.Email = d.Text()
		case d.IsFold("mobile_number"):
			m.Mobile = readID(d)
		case d.IsFold("business_name"):
			m.BusinessName = d.Text()
		case d.IsFold("business_address"):
			m.BusinessAddress = d.Text()
		case d.IsFold("refund_policy"):
			m.RefundPolicy = d.Text()
		case d.IsFold("shipping_policy"):
			m.ShippingPolicy = d.Text()
		case d.IsFold("status"):
			m.Status = MerchantStatus(readStatus(d))
		case d.IsFold("merchant_token"):
			m.Token = paygates.NewSecret(d.Word())
		}
	}
	says := facts{
		"first_name": m.FirstName, "last_name": m.LastName, "email": m.Email, "mobile_number": m.Mobile,
		"business_name": m.BusinessName, "business_address": m.BusinessAddress, "status": string(m.Status),
	}
	if !m.Token.IsZero() {
		says["merchant_token"] = "carried"
	}
	return m, says
}

// readSent reads whether a message went out.
func readSent(d *wire.Decoder) (*Ack, facts) {
	says := facts{}
	for d.Object(); d.More(); {
		if d.IsFold("status") {
			if sent, ok := d.Flag(); ok && sent {
				says["status"] = "true"
			} else if ok {
				says["status"] = "false"
			}
		}
	}
	return &Ack{}, says
}
