package ordergate

import (
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/wire"
)

// Anything but an object, in the place of details that no money hangs on, counts
// as none.

func readCard(d *wire.Decoder, secrets *paygates.Secrets, c *Card) {
	for d.ObjectOrNothing(); d.More(); {
		switch {
		case d.Is("holder"):
			c.Holder = secrets.New(d.Text())
		case d.Is("type"):
			c.Type = d.Text()
		case d.Is("subtype"):
			c.Subtype = d.Text()
		case d.Is("expiration"):
			c.Expiration = d.Text()
		}
	}
}

func readParty(d *wire.Decoder, p *Party) {
	for d.ObjectOrNothing(); d.More(); {
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
	}
}

func readLocation(d *wire.Decoder, l *Location) {
	for d.ObjectOrNothing(); d.More(); {
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
	}
}

func readIssuer(d *wire.Decoder, i *Issuer) {
	for d.ObjectOrNothing(); d.More(); {
		switch {
		case d.Is("bin"):
			i.BIN = d.Text()
		case d.Is("country"):
			i.Country = d.Text()
		case d.Is("title"):
			i.Title = d.Text()
		}
	}
}

func readSecure3D(d *wire.Decoder, secrets *paygates.Secrets, s *Secure3D) {
	for d.ObjectOrNothing(); d.More(); {
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
			s.XID = secrets.New(d.Text())
		case d.Is("cavv"):
			s.CAVV = secrets.New(d.Text())
		}
	}
}

func readMap(d *wire.Decoder) map[string]string {
	if d.Kind() != wire.Object {
		d.Skip()
		return nil
	}
	return d.StringMap()
}

// readForm reads a 3-D Secure form: where it goes, how, and its hidden fields,
// whose names the acquirer chooses. A form that leads to no web address is none.
func readForm(d *wire.Decoder) paygates.Redirect {
	var form paygates.Redirect
	for d.ObjectOrNothing(); d.More(); {
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
	}
	if !strings.HasPrefix(form.URL, "https://") && !strings.HasPrefix(form.URL, "http://") {
		return paygates.Redirect{}
	}
	return form
}
