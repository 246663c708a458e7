package corefy

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/lenient"
	"github.com/paygates/paygates-go/internal/page"
	"github.com/paygates/paygates-go/internal/wire"
	"github.com/paygates/paygates-go/money"
)

// reader decodes answers. currencies are those of Config.Currencies; fallback is
// the currency that was asked for, with its places.
type reader struct {
	currencies map[string]money.Currency
	fallback   money.Currency
}

func (r reader) currency(code string) money.Currency {
	if known, ok := r.currencies[code]; ok {
		return known
	}
	if code == "" || code == r.fallback.Code() {
		return r.fallback
	}
	return money.CurrencyOf(code)
}

// stated is the currency of a field, the zero one where the answer has none.
func (r reader) stated(code string) money.Currency {
	if code == "" {
		return money.Currency{}
	}
	return r.currency(code)
}

// holding turns texts into amounts of one currency.
type holding struct {
	in     money.Currency
	unread map[string]string
}

func (h *holding) amount(field string, a lenient.Amount) money.Amount {
	return lenient.Hold(&h.unread, field, &a, h.in)
}

// readTime reads unix seconds; what is no whole number keeps its text alone.
func readTime(d *wire.Decoder) paygates.Timestamp { return moment(d.Text()) }

func moment(text string) paygates.Timestamp {
	at := paygates.Timestamp{Text: text}
	if seconds, err := strconv.ParseInt(at.Text, 10, 64); err == nil {
		at.Time = time.Unix(seconds, 0).UTC()
	}
	return at
}

// readFlag reads a boolean that no money hangs on.
func readFlag(d *wire.Decoder) bool {
	text := d.Text()
	return text == "true" || text == "1"
}

// readMap reads an object whose names are data. PHP writes an empty one as [],
// and one whose keys are 0, 1, … as a list: both are read as what they were.
func readMap(d *wire.Decoder) map[string]string {
	switch d.Kind() {
	case wire.Object:
		return d.StringMap()
	case wire.Array:
		var m map[string]string
		for d.Array(); d.More(); {
			if m == nil {
				m = make(map[string]string)
			}
			m[strconv.Itoa(len(m))] = d.Text()
		}
		return m
	}
	d.Skip()
	return nil
}

// isObject tells whether the value that is due has fields; any other is passed over.
func isObject(d *wire.Decoder) bool {
	if d.Kind() == wire.Object {
		return true
	}
	d.Skip()
	return false
}

func readDecimal(d *wire.Decoder) decimal.Decimal {
	value, _ := lenient.Decimal(d.Text())
	return value
}

// readRelation reads the id of a JSON:API relationship.
func readRelation(d *wire.Decoder) (id string) {
	for d.ObjectOrNothing(); d.More(); {
		if d.Is("data") {
			for d.ObjectOrNothing(); d.More(); {
				if d.Is("id") {
					id = d.ID()
				}
			}
		}
	}
	return id
}

// read reads where the payer pays.
func (f *FlowData) read(d *wire.Decoder) {
	switch {
	case d.Is("action"):
		f.Action = d.Text()
	case d.Is("method"):
		f.Method = strings.ToUpper(d.Text())
	case d.Is("params"):
		for name, value := range readMap(d) {
			if f.Params == nil {
				f.Params = make(map[string]paygates.Secret)
			}
			f.Params[name] = paygates.NewSecret(value)
		}
	case d.Is("metadata"):
		for d.ObjectOrNothing(); d.More(); {
			switch {
			case d.Is("sid"):
				f.SID = d.Text()
			case d.Is("token"):
				f.Token = paygates.NewSecret(d.Text())
			}
		}
	}
}

// redirect is where the payer goes: the flow's action, else the hosted page. What
// leads to no web address, or is sent in another way, is none.
func (f *FlowData) redirect(hosted string) paygates.Redirect {
	method := f.Method
	if method == "" {
		method = http.MethodGet
	}
	if f.Action != "" && page.CheckURL(f.Action) == nil && (method == http.MethodGet || method == http.MethodPost) {
		return paygates.Redirect{URL: f.Action, Method: method, Fields: f.Params}
	}
	if hosted != "" && page.CheckURL(hosted) == nil {
		return paygates.Redirect{URL: hosted, Method: http.MethodGet}
	}
	return paygates.Redirect{}
}
