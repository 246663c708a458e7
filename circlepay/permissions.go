package circlepay

import (
	"context"

	"github.com/shopspring/decimal"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/lenient"
	"github.com/paygates/paygates-go/internal/wire"
	"github.com/paygates/paygates-go/money"
)

// MerchantGateway is a payment gateway as a merchant has it.
type MerchantGateway struct {
	// ID and Name are those of Gateway.
	ID, Name string
	// Enabled says whether the merchant may use it; nil where the answer does not.
	Enabled *bool

	config, raw paygates.Raw
}

// ConfigJSON returns the gateway's settings as CirclePay wrote them, nil if there
// are none. Their shape differs from gateway to gateway, and they hold its keys:
// treat them as a secret. It is not a copy: do not change it.
func (g *MerchantGateway) ConfigJSON() []byte { return g.config.Bytes() }

// RawJSON returns the gateway's part of the answer, keys included. It is not a copy:
// do not change it.
func (g *MerchantGateway) RawJSON() []byte          { return g.raw.Bytes() }
func (g *MerchantGateway) keep(answer paygates.Raw) { g.raw = answer }

// MerchantMethod is a means of payment as a merchant has it.
type MerchantMethod struct {
	// ID, Name and GatewayID are those of Method.
	ID, Name, GatewayID string
	// Enabled says whether the merchant may use it; nil where the answer does not.
	Enabled *bool
	// GatewayName and LogoURL are what public clients have seen beside it.
	GatewayName, LogoURL string
	// Fees are what the use of the method costs the merchant, where they are stated
	// (public clients).
	Fees Fees

	raw paygates.Raw
}

// Fees are what a means of payment costs the merchant: a part of the amount and an
// amount on top, for payments and for refunds.
type Fees struct {
	// PaymentPercent and RefundPercent are percentages, 2.5 for 2.5 %.
	PaymentPercent, RefundPercent decimal.Decimal
	// Payment and Refund are amounts in the account's currency.
	Payment, Refund money.Amount
	// Unread holds the text of what is no amount or percentage, by its name.
	Unread map[string]string
}

// RawJSON returns the method's part of the answer. It is not a copy: do not change
// it.
func (m *MerchantMethod) RawJSON() []byte          { return m.raw.Bytes() }
func (m *MerchantMethod) keep(answer paygates.Raw) { m.raw = answer }

// EnableGateway lets the merchant use a payment gateway.
// GET /merchants/payment/gateway/enable/{payment_gateway_id}: a GET that writes.
// Repeating it does no harm.
//
// ErrNotFound (7111) says that there is no such gateway. ErrUnavailable (7110,
// "unknown reason") leaves the outcome unknown. Client.Resolve looks
// (Merchants.ListGateways).
//
// Source: CirclePay documentation, Enable gateway.
func (a *MerchantsAPI) EnableGateway(ctx context.Context, id string) (*Ack, error) {
	return a.permit(ctx, opEnableGateway, "payment_gateway_id", id)
}

// DisableGateway stops the merchant's use of a payment gateway and of all its
// methods. DELETE /merchants/payment/gateway/disable/{payment_gateway_id}.
// Repeating it does no harm.
//
// ErrNotFound (7111) says that there is no such gateway. The documentation names a
// code that it does not define (8117); it leaves the outcome unknown. Client.Resolve
// looks (Merchants.ListGateways).
//
// Source: CirclePay documentation, Disable gateway.
func (a *MerchantsAPI) DisableGateway(ctx context.Context, id string) (*Ack, error) {
	return a.permit(ctx, opDisableGateway, "payment_gateway_id", id)
}

// EnableMethod lets the merchant use a means of payment; its gateway comes before.
// GET /merchants/payment/method/enable/{payment_method_id}: a GET that writes.
// Repeating it does no harm.
//
// ErrNotFound (7113) says that there is no such method. ErrUnavailable (7112,
// "unknown reason") leaves the outcome unknown. Client.Resolve looks
// (Merchants.ListMethods).
//
// Source: CirclePay documentation, Enable payment method.
func (a *MerchantsAPI) EnableMethod(ctx context.Context, id string) (*Ack, error) {
	return a.permit(ctx, opEnableMethod, "payment_method_id", id)
}

// DisableMethod stops the merchant's use of a means of payment.
// DELETE /merchants/payment/method/disable/{payment_method_id}, the path of public
// clients; the documentation prints that of EnableMethod. Repeating it does no harm.
//
// ErrNotFound (7113) says that there is no such method. Client.Resolve looks
// (Merchants.ListMethods).
//
// Source: public clients; CirclePay documentation, Disable payment method.
func (a *MerchantsAPI) DisableMethod(ctx context.Context, id string) (*Ack, error) {
	return a.permit(ctx, opDisableMethod, "payment_method_id", id)
}

// permit switches a gateway or a method on or off.
func (a *MerchantsAPI) permit(ctx context.Context, op, field, id string) (*Ack, error) {
	c := call[*Ack]{op: op, want: intent(op), args: []string{id}, asked: facts{field: id}, read: readAck(field)}
	c.want.TargetID = id
	c.wrong.key("id", id)
	return c.one(ctx, a.account, &Ack{})
}

// ListGateways reads the merchant's payment gateways with their settings.
// GET /merchants/payment/gateway/list. A failed read has no effect and may be
// repeated.
//
// Source: CirclePay documentation, List payment gateways.
func (a *MerchantsAPI) ListGateways(ctx context.Context) ([]*MerchantGateway, error) {
	return a.gatewaysAs(ctx, intent(opListGateways))
}

func (a *MerchantsAPI) gatewaysAs(ctx context.Context, want paygates.Intent) ([]*MerchantGateway, error) {
	return (&call[*MerchantGateway]{op: opListGateways, want: want, read: readMerchantGateway}).objects(ctx, a.account)
}

// ListMethods reads the merchant's means of payment.
// GET /merchants/payment/method/list. A failed read has no effect and may be
// repeated.
//
// Source: CirclePay documentation, List payment methods; public clients.
func (a *MerchantsAPI) ListMethods(ctx context.Context) ([]*MerchantMethod, error) {
	return a.methodsAs(ctx, intent(opListMethods))
}

func (a *MerchantsAPI) methodsAs(ctx context.Context, want paygates.Intent) ([]*MerchantMethod, error) {
	return (&call[*MerchantMethod]{op: opListMethods, want: want, read: a.account.readMerchantMethod}).objects(ctx, a.account)
}

func readMerchantGateway(d *wire.Decoder) (*MerchantGateway, facts) {
	g := &MerchantGateway{}
	for d.Object(); d.More(); {
		switch {
		case d.IsFold("id"):
			g.ID = readID(d)
		case d.IsFold("name"):
			g.Name = d.Text()
		case d.IsFold("status"):
			g.Enabled = readFlag(d)
		case d.IsFold("config"):
			if !d.Null() {
				g.config = paygates.NewRaw(d.Raw())
			}
		}
	}
	return g, facts{"id": g.ID}
}

func (a *account) readMerchantMethod(d *wire.Decoder) (*MerchantMethod, facts) {
	m := &MerchantMethod{}
	for d.Object(); d.More(); {
		switch {
		case d.IsFold("id"):
			m.ID = readID(d)
		case d.IsFold("name"):
			m.Name = d.Text()
		case d.IsFold("gateway_id"):
			m.GatewayID = d.Text()
		case d.IsFold("status"):
			m.Enabled = readFlag(d)
		case d.IsFold("payment_gateway_name"):
			m.GatewayName = d.Text()
		case d.IsFold("payment_method_url"):
			m.LogoURL = d.Text()
		case d.IsFold("rate_object"):
			for d.ObjectOrNothing(); d.More(); {
				m.Fees.read(d, a.currency)
			}
		}
	}
	return m, facts{"id": m.ID}
}

// read takes one field of the fees.
func (f *Fees) read(d *wire.Decoder, c money.Currency) {
	unread := unheld(f.Unread)
	switch {
	case d.IsFold("payment_fee_percentage"):
		f.PaymentPercent = holdDecimal(&unread, "payment_fee_percentage", lenient.ReadAmount(d))
	case d.IsFold("refund_fee_percentage"):
		f.RefundPercent = holdDecimal(&unread, "refund_fee_percentage", lenient.ReadAmount(d))
	case d.IsFold("payment_fee_amount"):
		f.Payment = unread.hold("payment_fee_amount", lenient.ReadAmount(d), c)
	case d.IsFold("refund_fee_amount"):
		f.Refund = unread.hold("refund_fee_amount", lenient.ReadAmount(d), c)
	}
	f.Unread = unread
}

// unheld are the texts of the amounts that cannot be held, by the names of their
// fields.
type unheld map[string]string

func (u *unheld) hold(field string, a lenient.Amount, in money.Currency) money.Amount {
	return lenient.Hold((*map[string]string)(u), field, &a, in)
}

func (u *unheld) keep(field string, a lenient.Amount) {
	lenient.Keep((*map[string]string)(u), field, &a)
}

// holdDecimal makes the decimal that a text states; one that cannot be held keeps
// its text.
func holdDecimal(unread *unheld, field string, a lenient.Amount) decimal.Decimal {
	if !a.Set {
		return decimal.Decimal{}
	}
	if value, ok := lenient.Decimal(a.Text()); ok {
		return value
	}
	unread.keep(field, a)
	return decimal.Decimal{}
}
