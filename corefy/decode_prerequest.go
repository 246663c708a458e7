package corefy

import (
	"strconv"

	"github.com/paygates/paygates-go/internal/lenient"
	"github.com/paygates/paygates-go/internal/wire"
)

func (p *Prerequest) claim() claim {
	c := claim{fields: map[string]string{}}
	c.note("currency", p.Currency.Code())
	if p.hasServices {
		c.note("services", "services")
	}
	if p.hasMode {
		c.note("test_mode", modeWord(p.TestMode))
	}
	return c
}

// prerequestDraft is a pre-request's answer while its fields come in.
type prerequestDraft struct {
	Prerequest
	currency string
	services []optionDraft
}

type optionDraft struct {
	ServiceOption
	currency string
	min, max lenient.Amount
}

// prerequest reads what the account offers: flat, or in attributes as in 2019.
func (r reader) prerequest(d *wire.Decoder) (*Prerequest, error) {
	var draft prerequestDraft
	inside := false
	for d.Object(); d.More(); {
		switch {
		case d.Is("attributes") && d.Kind() == wire.Object:
			inside, draft = true, prerequestDraft{}
			for d.Object(); d.More(); {
				draft.field(d)
			}
		case !inside:
			draft.field(d)
		}
	}
	out := &draft.Prerequest
	out.Currency = r.stated(draft.currency)
	for i := range draft.services {
		out.Services = append(out.Services, draft.services[i].finish(r, out))
	}
	return out, nil
}

func (o *prerequestDraft) field(d *wire.Decoder) {
	switch {
	case d.Is("currency"):
		o.currency = d.Word()
	case d.Is("test_mode"):
		o.TestMode, o.hasMode = d.Flag()
	case d.Is("services"):
		o.hasServices = d.Kind() == wire.Object || d.Kind() == wire.Array
		eachNamed(d, func(name string) {
			option := readOption(d)
			if option.Code == "" {
				option.Code = name
			}
			o.services = append(o.services, option)
		})
	case d.Is("methods"):
		eachNamed(d, func(name string) {
			method := readMethod(d)
			if method.Code == "" {
				method.Code = name
			}
			o.Methods = append(o.Methods, method)
		})
	case d.Is("account"):
		for d.ObjectOrNothing(); d.More(); {
			o.Account.read(d)
		}
	}
}

// eachNamed runs read for each object of a map, with its name, or of a list, with none.
func eachNamed(d *wire.Decoder, read func(name string)) {
	switch d.Kind() {
	case wire.Object:
		for d.Object(); d.More(); {
			if name := d.Name(); isObject(d) {
				read(name)
			}
		}
	case wire.Array:
		for d.Array(); d.More(); {
			if isObject(d) {
				read("")
			}
		}
	default:
		d.Skip()
	}
}

func readOption(d *wire.Decoder) (o optionDraft) {
	for d.Object(); d.More(); {
		switch {
		case d.Is("code"):
			o.Code = d.Text()
		case d.Is("method"):
			o.Method = d.Text()
		case d.Is("flow"):
			o.Flow = d.Text()
		case d.Is("status"):
			o.Status = d.Text()
		case d.Is("currency"):
			o.currency = d.Text()
		case d.Is("amount_min"):
			o.min = lenient.ReadAmount(d)
		case d.Is("amount_max"):
			o.max = lenient.ReadAmount(d)
		case d.Is("fields"):
			eachNamed(d, func(name string) {
				field := readField(d)
				if field.Key == "" {
					field.Key = name
				}
				o.Fields = append(o.Fields, field)
			})
		}
	}
	return o
}

func readField(d *wire.Decoder) (f ServiceField) {
	for d.Object(); d.More(); {
		switch {
		case d.Is("key"):
			f.Key = d.Text()
		case d.Is("type"):
			f.Type = d.Text()
		case d.Is("label"):
			f.Label = readLocalized(d)
		case d.Is("hint"):
			f.Hint = readLocalized(d)
		case d.Is("example"):
			f.Example = d.Text()
		case d.Is("regexp"):
			f.Regexp = d.Text()
		case d.Is("required"):
			f.Required = readFlag(d)
		case d.Is("position"), d.Is("weight"):
			f.Position, _ = strconv.Atoi(d.Text())
		}
	}
	return f
}

func readMethod(d *wire.Decoder) (m PaymentMethod) {
	for d.Object(); d.More(); {
		switch {
		case d.Is("code"):
			m.Code = d.Text()
		case d.Is("category"):
			m.Category = d.Text()
		case d.Is("description"):
			m.Description = d.Text()
		case d.Is("name"):
			m.Name = readLocalized(d)
		case d.Is("logo"):
			m.Logo = d.Text()
		case d.Is("icon"):
			m.Icon = d.Text()
		case d.Is("metadata"):
			m.Metadata = readMap(d)
		case d.Is("position"):
			m.Position, _ = strconv.Atoi(d.Text())
		case d.Is("hide"):
			m.Hide = d.Text()
		}
	}
	return m
}

func (a *AccountInfo) read(d *wire.Decoder) {
	switch {
	case d.Is("name"):
		a.Name = d.Text()
	case d.Is("description"):
		a.Description = d.Text()
	case d.Is("icon"):
		a.Icon = d.Text()
	case d.Is("website"):
		a.Website = d.Text()
	}
}

// readLocalized reads texts by language, or one text.
func readLocalized(d *wire.Decoder) Localized {
	if d.Kind() == wire.String {
		return Localized{"": d.Text()}
	}
	return readMap(d)
}

func (o *optionDraft) finish(r reader, in *Prerequest) ServiceOption {
	out := o.ServiceOption
	out.Currency = r.stated(o.currency)
	held := holding{in: out.Currency, unread: in.Unread}
	out.AmountMin, out.AmountMax = held.amount(out.Code+".amount_min", o.min), held.amount(out.Code+".amount_max", o.max)
	in.Unread = held.unread
	return out
}
