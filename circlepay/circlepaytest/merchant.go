package circlepaytest

import (
	"errors"
	"fmt"
)

// The states of a merchant on the wire.
const (
	merchantUnverified = 0
	merchantActive     = 1
	merchantSuspended  = 2
)

// merchant is somebody who sells, with what they have switched on.
type merchant struct {
	number                             int
	token                              string
	firstName, lastName, email, mobile string
	businessName, businessAddress      string
	callbackURL                        string
	refundPolicy, shippingPolicy       string
	status                             int
	otp                                string // empty: none is open
	otps                               int
	gatewaysOn                         map[*gateway]bool
	methodsOn                          map[*method]bool
	customers                          []*customer
}

// addMerchant keeps a new merchant who may do nothing yet.
func (m *Model) addMerchant(k merchant) *merchant {
	k.number = len(m.merchants) + 1
	k.gatewaysOn, k.methodsOn = make(map[*gateway]bool), make(map[*method]bool)
	if k.token == "" {
		k.token = m.webToken("merchant", k.number, fmt.Sprintf(`{"id":%d,"isVerified":%t}`, k.number, k.status == merchantActive))
	}
	m.merchants = append(m.merchants, &k)
	return &k
}

// addReadyMerchant keeps a verified merchant with everything switched on.
func (m *Model) addReadyMerchant(mobile, token string) *merchant {
	k := m.addMerchant(merchant{
		token: token, firstName: "Ahmed", lastName: "Khaled", email: "merchant@shop.example", mobile: mobile,
		businessName: "E-commerce", businessAddress: "El-maadi", callbackURL: m.cfg.CallbackURL, status: merchantActive,
	})
	for _, g := range m.gateways {
		k.gatewaysOn[g] = true
		for _, w := range g.methods {
			k.methodsOn[w] = true
		}
	}
	return k
}

func (m *Model) merchantByMobile(mobile string) *merchant {
	return first(m.merchants, func(k *merchant) bool { return k.mobile == mobile })
}

// ErrMerchantNotFound says that no merchant has that mobile number.
var ErrMerchantNotFound = errors.New("circlepaytest: the model knows no such merchant")

// Merchant is what the model knows of a merchant.
type Merchant struct {
	// Mobile is the mobile number, by which the methods of Model name a merchant.
	Mobile string
	// BusinessName is the name of the business.
	BusinessName string
	// Email is the merchant's address.
	Email string
	// Status is 0 before verification, 1 for an active merchant, 2 for a suspended
	// one.
	Status int
	// CallbackURL is where the callbacks go; empty if there is none.
	CallbackURL string
	// Gateways and Methods are the identifiers of what is switched on, in the
	// order of the Config.
	Gateways, Methods []string
	// Customers are the mobile numbers of the customers, oldest first.
	Customers []string
}

// AddMerchant adds a verified merchant with every method switched on, and gives
// the token. It panics if the mobile number is in use.
func (m *Model) AddMerchant(mobile string) string {
	m.enter()
	defer m.mu.Unlock()
	if m.merchantByMobile(mobile) != nil {
		panic("circlepaytest: the merchant's mobile number is in use")
	}
	return m.addReadyMerchant(mobile, "").token
}

// Merchants gives every merchant, oldest first.
func (m *Model) Merchants() []Merchant {
	m.enter()
	defer m.mu.Unlock()
	out := make([]Merchant, 0, len(m.merchants))
	for _, k := range m.merchants {
		view := Merchant{Mobile: k.mobile, BusinessName: k.businessName, Email: k.email, Status: k.status, CallbackURL: k.callbackURL}
		for _, g := range m.gateways {
			if k.gatewaysOn[g] {
				view.Gateways = append(view.Gateways, g.ID)
			}
			for _, w := range g.methods {
				if k.methodsOn[w] {
					view.Methods = append(view.Methods, w.ID)
				}
			}
		}
		for _, p := range k.customers {
			view.Customers = append(view.Customers, p.mobile)
		}
		out = append(out, view)
	}
	return out
}

// OTP gives the one-time password that was last sent to a merchant's mobile number.
// It is false if none is waiting to be used.
func (m *Model) OTP(mobile string) (string, bool) {
	m.enter()
	defer m.mu.Unlock()
	k := m.merchantByMobile(mobile)
	if k == nil {
		return "", false
	}
	return k.otp, k.otp != ""
}

// Suspend makes a merchant inactive: operations that create or move money are
// refused with code 8115. The error is ErrMerchantNotFound.
func (m *Model) Suspend(mobile string) error { return m.setMerchantStatus(mobile, merchantSuspended) }

// Activate makes a merchant active, whatever they were. The error is
// ErrMerchantNotFound.
func (m *Model) Activate(mobile string) error { return m.setMerchantStatus(mobile, merchantActive) }

func (m *Model) setMerchantStatus(mobile string, status int) error {
	return m.act(func() error {
		k := m.merchantByMobile(mobile)
		if k == nil {
			return ErrMerchantNotFound
		}
		k.status = status
		return nil
	})
}
