package circlepay

import (
	"context"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/wire"
)

// GatewaysAPI has the payment gateways that CirclePay connects. It is
// Client.Gateways.
type GatewaysAPI struct{ account *account }

// MethodsAPI has the means of payment. It is Client.Methods.
type MethodsAPI struct{ account *account }

// Gateway is a payment gateway in the system, such as Fawry.
type Gateway struct {
	// ID is CirclePay's, of one environment: do not put it into a program.
	ID string
	// Name is CirclePay's; its spelling varies (MyFatoorah, MyFatoorh).
	Name string

	raw paygates.Raw
}

// RawJSON returns what the gateway was decoded from: the whole answer, in a list
// its own part. It is not a copy: do not change it.
func (g *Gateway) RawJSON() []byte          { return g.raw.Bytes() }
func (g *Gateway) keep(answer paygates.Raw) { g.raw = answer }

// Method is a means of payment in the system, such as a wallet.
type Method struct {
	// ID is CirclePay's, of one environment.
	ID string
	// Name is CirclePay's, such as "Visa".
	Name string
	// GatewayID is its gateway's; the documentation shows ids of two forms.
	GatewayID string

	raw paygates.Raw
}

// RawJSON returns what the method was decoded from: the whole answer, in a list its
// own part. It is not a copy: do not change it.
func (m *Method) RawJSON() []byte          { return m.raw.Bytes() }
func (m *Method) keep(answer paygates.Raw) { m.raw = answer }

// List reads all payment gateways in the system. GET /payment/gateway/list. A
// failed read has no effect and may be repeated.
//
// Source: CirclePay documentation, List Payment Gateways.
func (a *GatewaysAPI) List(ctx context.Context) ([]*Gateway, error) {
	return (&call[*Gateway]{op: opGatewaysList, want: intent(opGatewaysList), read: readGateway}).objects(ctx, a.account)
}

// Get reads one payment gateway. GET /payment/gateway/get/{payment_gateway_id}.
// ErrNotFound (7111) says that there is none. A failed read has no effect and may
// be repeated.
//
// Source: CirclePay documentation, Retrieve a Payment Gateway.
func (a *GatewaysAPI) Get(ctx context.Context, id string) (*Gateway, error) {
	return getOne(ctx, a.account, opGatewaysGet, "id", id, readGateway)
}

// List reads the means of payment of a gateway.
// GET /payment/methods/list/{payment_gateway_id}. ErrNotFound (7111) says that
// there is no such gateway. A failed read has no effect and may be repeated.
//
// Source: CirclePay documentation, List a Payment Methods.
func (a *MethodsAPI) List(ctx context.Context, gatewayID string) ([]*Method, error) {
	c := call[*Method]{op: opMethodsList, want: intent(opMethodsList), args: []string{gatewayID}, read: readMethod}
	c.want.TargetID = gatewayID
	c.wrong.key("gatewayID", gatewayID)
	return c.objects(ctx, a.account)
}

// Get reads one means of payment. GET /payment/methods/get/{payment_method_id}, the
// path of public clients; the documentation prints PaymentMethod/get. ErrNotFound
// (7113) says that there is none. A failed read has no effect and may be repeated.
//
// Source: public clients; CirclePay documentation, Retrieve a Payment Method.
func (a *MethodsAPI) Get(ctx context.Context, id string) (*Method, error) {
	return getOne(ctx, a.account, opMethodsGet, "id", id, readMethod)
}

// getOne reads the object of that id, which the answer carries in the field.
func getOne[T keeper](ctx context.Context, a *account, op, field, id string, read func(*wire.Decoder) (T, facts)) (T, error) {
	return getAs(ctx, a, intent(op), op, field, id, read)
}

// getAs is getOne for another operation's intent.
func getAs[T keeper](ctx context.Context, a *account, want paygates.Intent, op, field, id string, read func(*wire.Decoder) (T, facts)) (T, error) {
	c := call[T]{op: op, want: want, args: []string{id}, asked: facts{field: id}, read: read}
	if c.want.TargetID == "" {
		c.want.TargetID = id
	}
	c.wrong.key("id", id)
	var none T
	return c.one(ctx, a, none)
}

func readGateway(d *wire.Decoder) (*Gateway, facts) {
	g := &Gateway{}
	for d.Object(); d.More(); {
		switch {
		case d.IsFold("id"):
			g.ID = readID(d)
		case d.IsFold("name"):
			g.Name = d.Text()
		}
	}
	return g, facts{"id": g.ID}
}

func readMethod(d *wire.Decoder) (*Method, facts) {
	m := &Method{}
	for d.Object(); d.More(); {
		switch {
		case d.IsFold("id"):
			m.ID = readID(d)
		case d.IsFold("name"):
			m.Name = d.Text()
		case d.IsFold("gateway_id"):
			m.GatewayID = d.Text()
		}
	}
	return m, facts{"id": m.ID}
}
