package bizon

import "github.com/paygates/paygates-go/internal/ordergate"

// Conversions between the public types and the platform's.

func (r CreateOrderRequest) wire() ordergate.Request {
	return ordergate.Request{
		Reference: r.Reference, Amount: r.Amount, Description: r.Description, Segment: r.Segment,
		Client: ordergate.Party(r.Client), IP: r.IP, Options: r.Options.wire(),
		CustomFields: r.CustomFields, ExtraFields: r.ExtraFields, Extra: r.Extra,
	}
}

func (r AuthorizeRequest) wire() ordergate.Request {
	return ordergate.Request{
		Reference: r.Reference, Amount: r.Amount, Description: r.Description, Segment: r.Segment,
		PAN: r.PAN, Card: ordergate.RequestCard(r.Card), Client: ordergate.Party(r.Client), IP: r.IP,
		Options: r.Options.wire(), Secure3D: r.Secure3D.wire(), Recurring: new(ordergate.RecurringDetails(r.Recurring)),
		CustomFields: r.CustomFields, Extra: r.Extra,
	}
}

func (r TokenPayRequest) wire() ordergate.Request {
	return ordergate.Request{
		Reference: r.Reference, Amount: r.Amount, Description: r.Description, Segment: r.Segment,
		Token:  &ordergate.Token{Type: string(r.Token.Type), Token: r.Token.Token},
		Client: ordergate.Party(r.Client), IP: r.IP, Options: r.Options.wire(),
		Recurring:    new(ordergate.RecurringDetails(r.Recurring)),
		CustomFields: r.CustomFields, Extra: r.Extra,
	}
}

func (r RebillRequest) wire() ordergate.Request {
	return ordergate.Request{
		Reference: r.Reference, Amount: r.Amount, Description: r.Description, Segment: r.Segment,
		CVV: r.CVV, Client: ordergate.Party(r.Client), IP: r.IP, Options: r.Options.wire(),
		Recurring:    &ordergate.RecurringDetails{TraceID: r.Recurring.TraceID, Indicator: r.Recurring.Indicator},
		CustomFields: r.CustomFields, Extra: r.Extra,
	}
}

func (r CreditRequest) wire() ordergate.Request {
	return ordergate.Request{
		Reference: r.Reference, Amount: r.Amount, Description: r.Description, Segment: r.Segment,
		PAN: r.PAN, Card: ordergate.RequestCard(r.Card), Client: ordergate.Party(r.Client), IP: r.IP,
		Options: r.Options.wire(), CustomFields: r.CustomFields, Extra: r.Extra,
	}
}

func (r CreditOrderRequest) wire() ordergate.Request {
	return ordergate.Request{
		Reference: r.Reference, Amount: r.Amount, Description: r.Description, Segment: r.Segment,
		Client: ordergate.Party(r.Client), IP: r.IP,
		Options: r.Options.wire(), CustomFields: r.CustomFields, Extra: r.Extra,
	}
}

func (o OrderOptions) wire() ordergate.Options {
	return ordergate.Options{
		AutoCharge: o.AutoCharge, ExpirationTimeout: o.ExpirationTimeout, Force3D: o.Force3D, Language: o.Language,
		ReturnURL: o.ReturnURL, Secure3D20ReturnURL: o.Secure3D20ReturnURL, Template: o.Template, Mobile: o.Mobile,
		Terminal: o.Terminal, Recurring: o.Recurring, ApplePayEnabled: o.ApplePayEnabled,
		GooglePayEnabled: o.GooglePayEnabled, ExemptionMIT: o.ExemptionMIT, StaticLink: o.StaticLink,
	}
}

func (o CardOptions) wire() ordergate.Options {
	return ordergate.Options{
		AutoCharge: o.AutoCharge, Force3D: o.Force3D, ReturnURL: o.ReturnURL, Secure3D20ReturnURL: o.Secure3D20ReturnURL,
		Terminal: o.Terminal, Recurring: o.Recurring, ExemptionMIT: o.ExemptionMIT,
	}
}

func (o PaymentOptions) wire() ordergate.Options {
	return ordergate.Options{AutoCharge: o.AutoCharge, Terminal: o.Terminal, Recurring: o.Recurring, ExemptionMIT: o.ExemptionMIT}
}

func (a Authentication) wire() *ordergate.Authentication {
	return &ordergate.Authentication{
		XID: a.XID, CAVV: a.CAVV, ECI: a.ECI, DSTransID: a.DSTransID, Browser: ordergate.Browser(a.Browser),
	}
}

// orderFrom is the public order; nil for nil, as beside an error.
func orderFrom(o *ordergate.Order) *Order {
	if o == nil {
		return nil
	}
	return new(copier).order(o)
}

// copier makes public orders of the platform's, and keeps nothing of those.
type copier struct {
	operations ordergate.Chunks[Operation]
}

func (c *copier) order(o *ordergate.Order) *Order {
	out := &Order{
		ID: o.ID, Reference: o.Reference, Status: Status(o.Status),
		Amount: o.Amount, AmountCharged: o.Charged, AmountRefunded: o.Refunded, Currency: o.Currency,
		Created: o.Created, Updated: o.Updated,
		Description: o.Description, Descriptor: o.Descriptor, Segment: o.Segment,
		AuthCode: o.AuthCode, RRN: o.RRN, MaskedPAN: o.MaskedPAN,
		Card: Card(o.Card), Client: Payer(o.Client), Location: Location(o.Location),
		Issuer: Issuer(o.Issuer), Secure3D: Secure3D(o.Secure3D), CustomFields: o.CustomFields,
		FailureType: FailureType(o.FailureType), FailureMessage: o.FailureMessage,
		Redirect: o.Redirect, Unread: o.Unread, created: o.Origin == ordergate.FromCreate, raw: o.Raw,
	}
	out.Operations = c.operations.Take(len(o.Operations))
	for i := range o.Operations {
		out.Operations[i] = operationFrom(&o.Operations[i])
	}
	return out
}

func operationFrom(o *ordergate.Operation) Operation {
	return Operation{
		ID: o.ID, OrderID: o.OrderID, Type: OperationType(o.Type), Status: OperationStatus(o.Status),
		Amount: o.Amount, Currency: o.Currency, Created: o.Created, AuthCode: o.AuthCode,
		ISOResponseCode: o.ISOResponseCode, ISOMessage: o.ISOMessage, ARN: o.ARN, TraceID: o.TraceID,
		Cashflow: Cashflow(o.Cashflow), Unread: o.Unread, raw: o.Raw,
	}
}

// standing is what the platform's reading of an order rests on.
func (o *Order) standing() *ordergate.Order {
	s := &ordergate.Order{
		ID: o.ID, Status: string(o.Status), Amount: o.Amount,
		Charged: o.AmountCharged, Refunded: o.AmountRefunded, FailureType: string(o.FailureType), Unread: o.Unread,
		Secure3D: ordergate.Secure3D(o.Secure3D),
	}
	if o.created {
		s.Origin = ordergate.FromCreate
	}
	for _, op := range o.Operations {
		s.Operations = append(s.Operations, ordergate.Operation{
			Type: string(op.Type), Status: string(op.Status), Amount: op.Amount, ISOResponseCode: op.ISOResponseCode,
		})
	}
	return s
}
