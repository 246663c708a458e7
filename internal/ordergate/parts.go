package ordergate

import (
	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/check"
	"github.com/paygates/paygates-go/internal/wire"
)

// Authentication is a 3-D Secure authentication that was done elsewhere, and
// what a new one needs to know of the payer's browser.
type Authentication struct {
	XID, CAVV      paygates.Secret
	ECI, DSTransID string
	Browser        Browser
}

// Browser is what 3-D Secure 2.0 asks of the payer's browser. What is zero or
// nil is left out.
type Browser struct {
	AcceptHeader, UserAgent, Language, IP string
	ColorDepth, ScreenHeight, ScreenWidth int
	WindowHeight, WindowWidth             int
	// Timezone is the minutes from local time to UTC.
	Timezone    *int
	JavaEnabled *bool
}

// Offers are the fields of extra_fields that CIBPay's guide shows.
type Offers struct {
	InvoiceID string
	// CustomerID offers the payer to keep the card; Prechecked ticks the offer.
	CustomerID string
	Prechecked bool
}

func (o *Offers) write(w *wire.Encoder) {
	if o.InvoiceID != "" {
		w.String("invoice_id", o.InvoiceID)
	}
	if o.CustomerID == "" {
		return
	}
	w.Part("oneclick")
	w.String("customer_id", o.CustomerID)
	writeFlag(w, "prechecked", &o.Prechecked)
	w.End()
}

// RecurringDetails tie a payment to an earlier one.
type RecurringDetails struct{ ParentOrderID, TraceID, Indicator string }

// Token is a wallet's encrypted card.
type Token struct {
	Type  string
	Token paygates.Secret
}

// The wallets whose tokens the platform takes.
var tokenTypes = []string{"apple_pay", "google_pay"}

// parts are the names of the optional parts that the request has a place for.
func (r *Request) parts() []string {
	var names []string
	for name, given := range map[string]bool{
		"secure3d": r.Secure3D != nil, "recurring_details": r.Recurring != nil, "dsrp": r.Token != nil,
	} {
		if given {
			names = append(names, name)
		}
	}
	return names
}

func (r *Request) writeParts(w *wire.Encoder) {
	if a := r.Secure3D; a != nil {
		w.Part("secure3d")
		w.OptString("xid", a.XID.Reveal())
		w.OptString("cavv", a.CAVV.Reveal())
		w.OptString("eci", a.ECI)
		w.OptString("ds_trans_id", a.DSTransID)
		a.Browser.write(w)
		w.EndOptional()
	}
	if d := r.Recurring; d != nil {
		w.Part("recurring_details")
		w.OptString("parent_order_id", d.ParentOrderID)
		w.OptString("trace_id", d.TraceID)
		w.OptString("indicator", d.Indicator)
		w.EndOptional()
	}
	if t := r.Token; t != nil {
		w.Part("dsrp")
		w.String("type", t.Type)
		w.String("token", t.Token.Reveal())
		w.End()
	}
}

func (b *Browser) write(w *wire.Encoder) {
	w.Part("browser_details")
	w.OptString("browser_accept_header", b.AcceptHeader)
	w.OptInt("browser_color_depth", int64(b.ColorDepth))
	w.OptString("browser_ip", b.IP)
	w.OptString("browser_language", b.Language)
	w.OptInt("browser_screen_height", int64(b.ScreenHeight))
	w.OptInt("browser_screen_width", int64(b.ScreenWidth))
	if b.Timezone != nil {
		w.Int("browser_timezone", int64(*b.Timezone))
	}
	w.OptString("browser_user_agent", b.UserAgent)
	writeFlag(w, "browser_java_enabled", b.JavaEnabled)
	w.OptInt("window_height", int64(b.WindowHeight))
	w.OptInt("window_width", int64(b.WindowWidth))
	w.EndOptional()
}

// parts checks the optional parts of a request.
func (f *findings) parts(r *Request) {
	if a := r.Secure3D; a != nil {
		f.Secret("Secure3D.XID", a.XID)
		f.Secret("Secure3D.CAVV", a.CAVV)
		if len(a.ECI) > 2 || !check.Digits(a.ECI) {
			f.Add("Secure3D.ECI", "want one or two digits, such as 05")
		}
		b := &a.Browser
		f.Text("Secure3D.DSTransID", a.DSTransID)
		f.Text("Secure3D.Browser.AcceptHeader", b.AcceptHeader)
		f.Text("Secure3D.Browser.UserAgent", b.UserAgent)
		f.Text("Secure3D.Browser.Language", b.Language)
		f.IP("Secure3D.Browser.IP", b.IP)
		if min(b.ColorDepth, b.ScreenHeight, b.ScreenWidth, b.WindowHeight, b.WindowWidth) < 0 {
			f.Add("Secure3D.Browser", "want no negative sizes")
		}
	}
	if d := r.Recurring; d != nil {
		if d.ParentOrderID != "" && !check.ID(d.ParentOrderID) {
			f.Add("Recurring.ParentOrderID", "want the gateway's id of an order")
		}
		f.Text("Recurring.TraceID", d.TraceID)
		f.Text("Recurring.Indicator", d.Indicator)
	}
	if t := r.Token; t != nil {
		f.OneOf("Token.Type", []string{t.Type}, tokenTypes)
		f.Secret("Token.Token", t.Token)
		if t.Token.IsZero() {
			f.Add("Token.Token", "is required")
		}
	}
}
