package ordergate

import (
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/wire"
)

// objectOrNothing tells whether the value that is due has fields. Anything but
// an object, in the place of details that no money hangs on, counts as none.
func objectOrNothing(d *wire.Decoder) bool {
	if d.Kind() == wire.Object {
		return true
	}
	d.Skip()
	return false
}

func readCard(d *wire.Decoder) (c Card) {
	readTexts(d, func(d *wire.Decoder) {
		switch {
		case d.Is("holder"):
			c.Holder = paygates.NewSecret(d.Text())
		case d.Is("type"):
			c.Type = d.Text()
		case d.Is("subtype"):
			c.Subtype = d.Text()
		case d.Is("expiration"):
			c.Expiration = d.Text()
		}
	})
	return c
}

func readParty(d *wire.Decoder) (p Party) {
	readTexts(d, func(d *wire.Decoder) {
		switch {
		case d.Is("name"):
			p.Name = d.Text()
		case d.Is("email"):
			p.Email = d.Text()
		case d.Is("phone"):
			p.Phone = d.Text()
		case d.Is("login"):
			p.Login = d.Text()
		case d.Is("address"):
			p.Address = d.Text()
		case d.Is("city"):
			p.City = d.Text()
		case d.Is("state"):
			p.State = d.Text()
		case d.Is("zip"):
			p.Zip = d.Text()
		case d.Is("country"):
			p.Country = d.Text()
		}
	})
	return p
}

func readLocation(d *wire.Decoder) (l Location) {
	readTexts(d, func(d *wire.Decoder) {
		switch {
		case d.Is("ip"):
			l.IP = d.Text()
		case d.Is("country"):
			l.Country = d.Text()
		case d.Is("city"):
			l.City = d.Text()
		case d.Is("region"):
			l.Region = d.Text()
		}
	})
	return l
}

func readIssuer(d *wire.Decoder) (i Issuer) {
	readTexts(d, func(d *wire.Decoder) {
		switch {
		case d.Is("bin"):
			i.BIN = d.Text()
		case d.Is("country"):
			i.Country = d.Text()
		case d.Is("title"):
			i.Title = d.Text()
		}
	})
	return i
}

func readSecure3D(d *wire.Decoder) (s Secure3D) {
	readTexts(d, func(d *wire.Decoder) {
		switch {
		case d.Is("reason"):
			s.Reason = d.Text()
		case d.Is("scenario"):
			s.Scenario = d.Text()
		case d.Is("authorization_status"):
			s.AuthorizationStatus = d.Text()
		case d.Is("eci"):
			s.ECI = d.Text()
		case d.Is("version"):
			s.Version = d.Text()
		case d.Is("dsrp"):
			s.DSRP = d.Text()
		case d.Is("dsrp_type"):
			s.DSRPType = d.Text()
		case d.Is("xid"):
			s.XID = paygates.NewSecret(d.Text())
		case d.Is("cavv"):
			s.CAVV = paygates.NewSecret(d.Text())
		}
	})
	return s
}

// readTexts runs read for every field of an object of free texts.
func readTexts(d *wire.Decoder, read func(*wire.Decoder)) {
	if !objectOrNothing(d) {
		return
	}
	for d.Object(); d.More(); {
		read(d)
	}
}

func readMap(d *wire.Decoder) map[string]string {
	if !objectOrNothing(d) {
		return nil
	}
	return d.StringMap()
}

// readForm reads a 3-D Secure form: where it goes, how, and its hidden fields,
// whose names the acquirer chooses. A form that leads to no web address is none.
func readForm(d *wire.Decoder) paygates.Redirect {
	var form paygates.Redirect
	readTexts(d, func(d *wire.Decoder) {
		switch {
		case d.Is("action"):
			form.URL = d.Text()
		case d.Is("method"):
			form.Method = strings.ToUpper(d.Text())
		default:
			if form.Fields == nil {
				form.Fields = make(map[string]paygates.Secret)
			}
			name := d.Name()
			form.Fields[name] = paygates.NewSecret(d.Text())
		}
	})
	if !strings.HasPrefix(form.URL, "https://") && !strings.HasPrefix(form.URL, "http://") {
		return paygates.Redirect{}
	}
	return form
}
