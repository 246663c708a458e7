package corefy

import (
	"context"
	"iter"
	"net/url"
	"strconv"

	"github.com/shopspring/decimal"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/check"
	"github.com/paygates/paygates-go/internal/lenient"
	"github.com/paygates/paygates-go/internal/wire"
	"github.com/paygates/paygates-go/money"
)

// ServicesAPI has the calls on the account's payment services. It is
// Client.Services.
type ServicesAPI struct{ account *account }

// Service is a way to pay that the account has.
type Service struct {
	// ID is the account's own, such as "comcps_…"; Get takes it.
	ID string
	// Code is the service's, such as "payment_card_usd_hpp": what an invoice is made
	// with.
	Code string
	// Method is the payment method's code, such as "payment_card".
	Method string
	// Currency is the one in which the payer pays (service_currency).
	Currency money.Currency
	// AccountCurrency is that of the account (currency).
	AccountCurrency money.Currency
	// Available, Active and Enabled are the gateway's flags; a service takes invoices
	// when all three are set (assumed).
	Available, Active, Enabled bool
	// AmountMin and AmountMax bound an invoice, in Currency (assumed).
	AmountMin, AmountMax money.Amount
	// FeeMin, FeeMax and FeeFix are amounts in Currency (assumed); FeeRate and
	// ReserveRate are rates as the gateway writes them.
	FeeMin, FeeMax, FeeFix money.Amount
	FeeRate, ReserveRate   decimal.Decimal
	// ReserveLifetime is as the gateway writes it; its unit is stated nowhere.
	ReserveLifetime decimal.Decimal
	// TestMode says that the service is one of the test mode.
	TestMode bool
	// Unread holds, by the gateway's field name, the text of amounts that no
	// money.Amount can hold.
	Unread map[string]string

	raw paygates.Raw
}

// RawJSON returns the bytes that the service was decoded from: the whole answer of
// Get, the service's own object on a page read with KeepRaw.
func (s *Service) RawJSON() []byte { return s.raw.Bytes() }

// ListServicesRequest asks for one page of services.
type ListServicesRequest struct {
	// Number is the page's, from 1; Size is how many services it has, 20 by default.
	Number, Size int
	// Page is what ServicePage.Next of the page before gave; Number and Size are then
	// not sent again, because Next carries them.
	Page string
	// KeepRaw keeps the bytes of every service for RawJSON.
	KeepRaw bool
}

// ServicePage is one page of services.
type ServicePage struct {
	Services []*Service
	// Total is how many services there are, Pages how many pages, Number this one's.
	Total, Pages, Number int
	// Next leads to the next page as ListServicesRequest.Page; empty on the last.
	Next string

	raw paygates.Raw
}

// RawJSON returns the page's bytes if the request said KeepRaw.
func (p *ServicePage) RawJSON() []byte { return p.raw.Bytes() }

// List reads one page of services. GET /payment-services of the private API. A
// failed read has no effect and may be repeated.
//
// Source: Corefy documentation, "Full List of Payment Services".
func (a *ServicesAPI) List(ctx context.Context, req ListServicesRequest) (*ServicePage, error) {
	of, wrong := req.listing(opServices)
	page, err := list(ctx, a.account, of, req.Page, wrong, a.account.reader(none).service)
	if err != nil {
		return nil, err
	}
	return &ServicePage{
		Services: page.items, Total: page.meta.total, Pages: page.meta.pages, Number: page.meta.page, Next: page.next, raw: page.raw,
	}, nil
}

// All walks every service of every page, reading a page when it is needed. An
// error ends the walk: what came before it is then incomplete.
//
// Source: Corefy documentation, "Full List of Payment Services".
func (a *ServicesAPI) All(ctx context.Context, req ListServicesRequest) iter.Seq2[*Service, error] {
	of, wrong := req.listing(opAllServices)
	return each(ctx, a.account, of, req.Page, wrong, a.account.reader(none).service)
}

// Get reads a service by its ID. GET /payment-services/{id} of the private API.
// ErrNotFound if Corefy does not know it. A failed read has no effect and may be
// repeated.
//
// Source: Corefy documentation, "Obtain Service Data by ID".
func (a *ServicesAPI) Get(ctx context.Context, id string) (*Service, error) {
	return get(ctx, a.account, row(opService), id, "a service", a.account.reader(none).service)
}

// listing is what the request asks for, and what is wrong with it.
func (r ListServicesRequest) listing(op string) (of listing, wrong check.Findings) {
	q := url.Values{}
	for _, n := range []struct {
		field, name string
		value       int
	}{{"Number", "page[number]", r.Number}, {"Size", "page[size]", r.Size}} {
		switch {
		case n.value < 0:
			wrong.Add(n.field, "want no negative number")
		case n.value > 0:
			q.Set(n.name, strconv.Itoa(n.value))
		}
	}
	return listing{op: row(op), query: encodeQuery(q), keepRaw: r.KeepRaw}, wrong
}

func (s *Service) claim() claim {
	c := claim{fields: map[string]string{}}
	c.note("id", s.ID)
	return c
}

// about says nothing of the mode: a service's own does not bind invoices.
func (s *Service) about() about { return about{id: s.ID} }

func (s *Service) keep(raw paygates.Raw) { s.raw = raw }

// serviceDraft is a service while its fields come in.
type serviceDraft struct {
	Service
	min, max, feeMin, feeMax, feeFix lenient.Amount
	currency, accountCurrency        string
}

// service reads a service.
func (r reader) service(d *wire.Decoder) (*Service, error) {
	var draft serviceDraft
	var related relations
	for d.Object(); d.More(); {
		switch {
		case d.Is("id"):
			draft.ID = d.ID()
		case d.Is("relationships"):
			for d.ObjectOrNothing(); d.More(); {
				related.read(d)
			}
		case d.Is("attributes"):
			for d.ObjectOrNothing(); d.More(); {
				draft.field(d)
			}
		}
	}
	return draft.finish(r, &related), nil
}

func (o *serviceDraft) field(d *wire.Decoder) {
	switch {
	case d.Is("service"):
		o.Code = d.Text()
	case d.Is("service_method"):
		o.Method = d.Text()
	case d.Is("service_currency"):
		o.currency = d.Word()
	case d.Is("currency"):
		o.accountCurrency = d.Word()
	case d.Is("available"):
		o.Available = readFlag(d)
	case d.Is("active"):
		o.Active = readFlag(d)
	case d.Is("enabled"):
		o.Enabled = readFlag(d)
	case d.Is("test_mode"):
		o.TestMode = readFlag(d)
	case d.Is("amount_min"):
		o.min = lenient.ReadAmount(d)
	case d.Is("amount_max"):
		o.max = lenient.ReadAmount(d)
	case d.Is("fee_min"):
		o.feeMin = lenient.ReadAmount(d)
	case d.Is("fee_max"):
		o.feeMax = lenient.ReadAmount(d)
	case d.Is("fee_fix"):
		o.feeFix = lenient.ReadAmount(d)
	case d.Is("fee_rate"):
		o.FeeRate = readDecimal(d)
	case d.Is("reserve_rate"):
		o.ReserveRate = readDecimal(d)
	case d.Is("reserve_lifetime"):
		o.ReserveLifetime = readDecimal(d)
	}
}

func (o *serviceDraft) finish(r reader, related *relations) *Service {
	out := &o.Service
	if out.Code == "" {
		out.Code = related.service
	}
	if out.Method == "" {
		out.Method = related.method
	}
	out.Currency, out.AccountCurrency = r.stated(o.currency), r.stated(o.accountCurrency)
	held := holding{in: out.Currency}
	out.AmountMin, out.AmountMax = held.amount("amount_min", o.min), held.amount("amount_max", o.max)
	out.FeeMin, out.FeeMax = held.amount("fee_min", o.feeMin), held.amount("fee_max", o.feeMax)
	out.FeeFix = held.amount("fee_fix", o.feeFix)
	out.Unread = held.unread
	return out
}
