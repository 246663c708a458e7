package cibpay

import "github.com/paygates/paygates-go/internal/ordergate"

// Conversions between the public types and the platform's.

func (r CreateOrderRequest) wire() ordergate.Request {
	return ordergate.Request{
		Reference: r.Reference, Amount: r.Amount, Description: r.Description, Segment: r.Segment,
		Client: ordergate.Party(r.Client), IP: r.IP, Options: r.Options.wire(),
		Offers: ordergate.Offers{
			InvoiceID: r.ExtraFields.InvoiceID, CustomerID: r.ExtraFields.OneClick.CustomerID, Prechecked: r.ExtraFields.OneClick.Prechecked,
		},
		CustomFields: r.CustomFields, ExtraFields: r.ExtraFields.Other, Extra: r.Extra,
	}
}

func (r RebillRequest) wire() ordergate.Request {
	return ordergate.Request{
		Reference: r.Reference, Amount: r.Amount, Description: r.Description, CVV: r.CVV,
		Client: ordergate.Party(r.Client), IP: r.IP, Options: r.Options.wire(),
		CustomFields: r.CustomFields, Extra: r.Extra,
	}
}

func (r CreditRequest) wire() ordergate.Request {
	return ordergate.Request{
		Reference: r.Reference, Amount: r.Amount, Description: r.Description, PAN: r.PAN,
		Card: ordergate.RequestCard{
			Holder: r.Card.Holder, ExpirationMonth: r.Card.ExpirationMonth, ExpirationYear: r.Card.ExpirationYear,
		},
		Client: ordergate.Party(r.Client), IP: r.IP,
		Options: r.Options.wire(), CustomFields: r.CustomFields, Extra: r.Extra,
	}
}

func (o OrderOptions) wire() ordergate.Options {
	return ordergate.Options{
		AutoCharge: o.AutoCharge, ExpirationTimeout: o.ExpirationTimeout, Force3D: o.Force3D, Language: o.Language,
		ReturnURL: o.ReturnURL, Country: o.Country, Recurring: o.Recurring, Template: o.Template, Mobile: o.Mobile,
		Terminal: o.Terminal, TraceID: o.TraceID, Segment: o.Segment, ApplePayEnabled: o.ApplePayEnabled,
		GooglePayEnabled: o.GooglePayEnabled, StaticLink: o.StaticLink,
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
	operations   ordergate.Chunks[Operation]
	transactions ordergate.Chunks[Transaction]
}

func (c *copier) order(o *ordergate.Order) *Order {
	out := &Order{
		ID: o.ID, Reference: o.Reference, Status: Status(o.Status),
		Amount: o.Amount, AmountCharged: o.Charged, AmountRefunded: o.Refunded, Currency: o.Currency,
		Created: o.Created, Updated: o.Updated, Expires: o.Expires,
		Description: o.Description, Descriptor: o.Descriptor, Segment: o.Segment,
		AuthCode: o.AuthCode, RRN: o.RRN, MaskedPAN: o.MaskedPAN,
		Card: Card(o.Card), Client: Payer(o.Client), Location: Location(o.Location),
		Issuer: Issuer(o.Issuer), Secure3D: Secure3D(o.Secure3D), CustomFields: o.CustomFields,
		FailureType: FailureType(o.FailureType), FailureMessage: o.FailureMessage,
		Redirect: o.Redirect, Unread: o.Unread, origin: o.Origin, raw: o.Raw,
	}
	out.Operations = c.operations.Take(len(o.Operations))
	for i := range o.Operations {
		op := &o.Operations[i]
		out.Operations[i] = Operation{
			ID: op.ID, Type: op.Type, Status: op.Status, Amount: op.Amount, Currency: op.Currency, Created: op.Created,
			AuthCode: op.AuthCode, ISOResponseCode: op.ISOResponseCode, ISOMessage: op.ISOMessage,
			ARN: op.ARN, TraceID: op.TraceID, Cashflow: Cashflow(op.Cashflow),
		}
	}
	out.Transactions = c.transactions.Take(len(o.Transactions))
	for i, t := range o.Transactions {
		out.Transactions[i] = Transaction(t)
	}
	return out
}

// standing is what the platform's reading of an order rests on.
func (o *Order) standing() *ordergate.Order {
	s := &ordergate.Order{
		ID: o.ID, Status: string(o.Status), Origin: o.origin, Amount: o.Amount,
		Charged: o.AmountCharged, Refunded: o.AmountRefunded, Unread: o.Unread,
		FailureType: string(o.FailureType), Secure3D: ordergate.Secure3D(o.Secure3D),
	}
	for _, op := range o.Operations {
		s.Operations = append(s.Operations, ordergate.Operation{
			Type: op.Type, Status: op.Status, Amount: op.Amount, ISOResponseCode: op.ISOResponseCode,
		})
	}
	for _, t := range o.Transactions {
		s.Transactions = append(s.Transactions, ordergate.Transaction(t))
	}
	return s
}
