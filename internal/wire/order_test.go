package wire_test

import (
	"bytes"
	"fmt"
	"io"

	"github.com/paygates/paygates-go/internal/wire"
)

// order is a gateway's order as a hand-written decoder would read it; the tags
// are for encoding/json, which the tests and benchmarks compare with.
type order struct {
	ID           string            `json:"id"`
	Status       string            `json:"status"`
	Amount       string            `json:"amount"`
	Charged      string            `json:"amount_charged"`
	Refunded     string            `json:"amount_refunded"`
	Currency     string            `json:"currency"`
	Created      string            `json:"created"`
	Updated      string            `json:"updated"`
	Reference    string            `json:"merchant_order_id"`
	Description  string            `json:"description"`
	Descriptor   string            `json:"descriptor"`
	Segment      string            `json:"segment"`
	AuthCode     string            `json:"auth_code"`
	PAN          string            `json:"pan"`
	Card         card              `json:"card"`
	Client       client            `json:"client"`
	Location     location          `json:"location"`
	Issuer       issuer            `json:"issuer"`
	Secure3D     secure3D          `json:"secure3d"`
	CustomFields map[string]string `json:"custom_fields"`
	Operations   []operation       `json:"operations"`
}

type card struct {
	Holder     string `json:"holder"`
	Type       string `json:"type"`
	Subtype    string `json:"subtype"`
	Expiration string `json:"expiration"`
}

type client struct {
	Name    string `json:"name"`
	Email   string `json:"email"`
	Phone   string `json:"phone"`
	Address string `json:"address"`
	City    string `json:"city"`
	Country string `json:"country"`
	Zip     string `json:"zip"`
}

type location struct {
	IP      string `json:"ip"`
	Country string `json:"country"`
	City    string `json:"city"`
}

type issuer struct {
	BIN     string `json:"bin"`
	Country string `json:"country"`
	Title   string `json:"title"`
}

type secure3D struct {
	Reason  string `json:"reason"`
	Status  string `json:"authorization_status"`
	XID     string `json:"xid"`
	ECI     string `json:"eci"`
	Version string `json:"version"`
}

type operation struct {
	Type     string `json:"type"`
	Status   string `json:"status"`
	Amount   string `json:"amount"`
	Currency string `json:"currency"`
	Created  string `json:"created"`
	AuthCode string `json:"auth_code"`
	ISOCode  string `json:"iso_response_code"`
	Message  string `json:"iso_message"`
}

func decodeOrders(body []byte) ([]*order, error) {
	var orders []*order
	d := wire.NewDecoder(body)
	for d.Object(); d.More(); {
		if d.Is("orders") {
			for d.OneOrMany(); d.More(); {
				o := new(order)
				decodeOrder(d, o)
				orders = append(orders, o)
			}
		}
	}
	return orders, d.End()
}

func decodeOrder(d *wire.Decoder, o *order) {
	for d.Object(); d.More(); {
		switch {
		case d.Is("id"):
			o.ID = d.ID()
		case d.Is("status"):
			o.Status = d.Word()
		case d.Is("amount"):
			o.Amount, _ = d.Amount()
		case d.Is("amount_charged"):
			o.Charged, _ = d.Amount()
		case d.Is("amount_refunded"):
			o.Refunded, _ = d.Amount()
		case d.Is("currency"):
			o.Currency = d.Word()
		case d.Is("created"):
			o.Created = d.Time()
		case d.Is("updated"):
			o.Updated = d.Time()
		case d.Is("merchant_order_id"):
			o.Reference = d.ID()
		case d.Is("description"):
			o.Description = d.Text()
		case d.Is("descriptor"):
			o.Descriptor = d.Text()
		case d.Is("segment"):
			o.Segment = d.Text()
		case d.Is("auth_code"):
			o.AuthCode = d.ID()
		case d.Is("pan"):
			o.PAN = d.Text()
		case d.Is("card"):
			decodeCard(d, &o.Card)
		case d.Is("client"):
			decodeClient(d, &o.Client)
		case d.Is("location"):
			decodeLocation(d, &o.Location)
		case d.Is("issuer"):
			decodeIssuer(d, &o.Issuer)
		case d.Is("secure3d"):
			decodeSecure3D(d, &o.Secure3D)
		case d.Is("custom_fields"):
			o.CustomFields = d.StringMap()
		case d.Is("operations"):
			for d.OneOrMany(); d.More(); {
				o.Operations = append(o.Operations, decodeOperation(d))
			}
		}
	}
}

func decodeCard(d *wire.Decoder, c *card) {
	for d.Object(); d.More(); {
		switch {
		case d.Is("holder"):
			c.Holder = d.Text()
		case d.Is("type"):
			c.Type = d.Text()
		case d.Is("subtype"):
			c.Subtype = d.Text()
		case d.Is("expiration"):
			c.Expiration = d.Text()
		}
	}
}

func decodeClient(d *wire.Decoder, c *client) {
	for d.Object(); d.More(); {
		switch {
		case d.Is("name"):
			c.Name = d.Text()
		case d.Is("email"):
			c.Email = d.Text()
		case d.Is("phone"):
			c.Phone = d.Text()
		case d.Is("address"):
			c.Address = d.Text()
		case d.Is("city"):
			c.City = d.Text()
		case d.Is("country"):
			c.Country = d.Text()
		case d.Is("zip"):
			c.Zip = d.Text()
		}
	}
}

func decodeLocation(d *wire.Decoder, l *location) {
	for d.Object(); d.More(); {
		switch {
		case d.Is("ip"):
			l.IP = d.Text()
		case d.Is("country"):
			l.Country = d.Text()
		case d.Is("city"):
			l.City = d.Text()
		}
	}
}

func decodeIssuer(d *wire.Decoder, i *issuer) {
	for d.Object(); d.More(); {
		switch {
		case d.Is("bin"):
			i.BIN = d.ID()
		case d.Is("country"):
			i.Country = d.Text()
		case d.Is("title"):
			i.Title = d.Text()
		}
	}
}

func decodeSecure3D(d *wire.Decoder, s *secure3D) {
	for d.Object(); d.More(); {
		switch {
		case d.Is("reason"):
			s.Reason = d.Text()
		case d.Is("authorization_status"):
			s.Status = d.Word()
		case d.Is("xid"):
			s.XID = d.Text()
		case d.Is("eci"):
			s.ECI = d.ID()
		case d.Is("version"):
			s.Version = d.ID()
		}
	}
}

func decodeOperation(d *wire.Decoder) (op operation) {
	for d.Object(); d.More(); {
		switch {
		case d.Is("type"):
			op.Type = d.Word()
		case d.Is("status"):
			op.Status = d.Word()
		case d.Is("amount"):
			op.Amount, _ = d.Amount()
		case d.Is("currency"):
			op.Currency = d.Word()
		case d.Is("created"):
			op.Created = d.Time()
		case d.Is("auth_code"):
			op.AuthCode = d.ID()
		case d.Is("iso_response_code"):
			op.ISOCode = d.ID()
		case d.Is("iso_message"):
			op.Message = d.Text()
		}
	}
	return op
}

// ordersPage returns a list answer of n orders, about 1.3 KB each.
func ordersPage(n int) []byte {
	var page bytes.Buffer
	page.WriteString(`{"orders":[`)
	for i := range n {
		if i > 0 {
			page.WriteByte(',')
		}
		fmt.Fprintf(&page, `{"amount":"%d.99","amount_charged":"%d.99","amount_refunded":"0.00","auth_code":"%06d",`+
			`"card":{"expiration":"7/20","holder":"CARD HOLDER","subtype":"classic","type":"visa"},`+
			`"client":{"address":"Main ave. 1","city":"San Francisco","country":"USA","email":"foo%d@bar.example","login":"user-%d","name":"J\u00f6hn Söderström","phone":"+1 456 890","state":"CA","zip":"123456"},`+
			`"created":"2015-12-11 12:37:00","currency":"USD","custom_fields":{},"description":"Order %d: \"two\" tickets, one umbrella and a very small dog",`+
			`"descriptor":" merchant123","id":"%017d","issuer":{"bin":"411111","country":"USA","title":"JPMORGAN CHASE BANK, N.A."},`+
			`"location":{"city":"Amsterdam","country":"NLD","ip":"6.6.6.6","region":"Noord-Holland"},"merchant_order_id":"m-%010d",`+
			`"operations":[{"amount":"%d.99","auth_code":"%06d","created":"2015-12-11 12:37:00","currency":"USD","iso_message":"Approved or completed successfully","iso_response_code":"00","status":"success","type":"authorize"}],`+
			`"pan":"411111****1111","secure3d":{"authorization_status":"Y","dsrp":"0","eci":"5","reason":"force3d","scenario":"full","version":"2","xid":"MDAwMDAwMDAwMTIzNDU2Nzg5MDE="},`+
			`"segment":"segment-%d","status":"charged","updated":"2015-12-11 12:37:01"}`,
			i, i, i, i, i, i, 23014805692462630+i, i, i, i, i%7)
	}
	page.WriteString(`]}`)
	return page.Bytes()
}

func streamOrders(r io.Reader) ([]*order, error) {
	var orders []*order
	p := wire.NewPage(r, wire.PageConfig{Elements: "orders"})
	for {
		o := new(order)
		if !p.Next(func(d *wire.Decoder) {
			*o = order{}
			decodeOrder(d, o)
		}) {
			return orders, p.Err()
		}
		orders = append(orders, o)
	}
}
