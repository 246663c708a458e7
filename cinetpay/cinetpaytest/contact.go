package cinetpaytest

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/paygates/paygates-go/internal/strictjson"
)

// Contact is somebody to whom money can be sent.
type Contact struct {
	// Prefix is the country's dialling prefix in digits, such as 225.
	Prefix string
	// Phone is the number in digits, without the prefix.
	Phone string
	// Name is the family name.
	Name string
	// Surname is the first name.
	Surname string
	// Email is the address.
	Email string
}

// Contacts gives the merchant's contacts, oldest first.
func (m *Model) Contacts() []Contact {
	m.enter()
	defer m.mu.Unlock()
	return slices.Clone(m.contactBook)
}

// contactView is one entry of the answer.
type contactView struct {
	Prefix  string `json:"prefix"`
	Phone   string `json:"phone"`
	Name    string `json:"name"`
	Surname string `json:"surname"`
	Email   string `json:"email"`
	entryView
}

// entryView is how an entry of a list fared: its code is a number.
type entryView struct {
	Code   int    `json:"code"`
	Status string `json:"status"`
	Lot    string `json:"lot"`
}

const lotDigits = 22

// addContacts is POST /v1/transfer/contact.
func addContacts(m *Model, in *incoming) (any, *refusal) {
	entries, wrong := readEntries(in)
	if wrong != nil {
		return nil, wrong
	}
	if m.cfg.Entries == RefusalOfCall {
		for _, o := range entries {
			if _, wrong := readContact(o); wrong != nil {
				return nil, wrong
			}
		}
	}
	out := make([]any, 0, len(entries))
	for _, o := range entries {
		c, wrong := readContact(o)
		if wrong == nil {
			wrong = m.addContact(c)
		}
		out = append(out, contactView{c.Prefix, c.Phone, c.Name, c.Surname, c.Email, m.fared(wrong, m.lot())})
	}
	return m.listed(out), nil
}

func (m *Model) addContact(c Contact) *refusal {
	if _, known := m.contacts[c.number()]; known {
		return refuse("726", "")
	}
	m.contacts[c.number()] = c
	m.contactBook = append(m.contactBook, c)
	return nil
}

func (c Contact) number() string { return c.Prefix + " " + c.Phone }

// fared puts a refusal, or its absence, into an entry.
func (m *Model) fared(wrong *refusal, lot string) entryView {
	if wrong == nil {
		return entryView{Status: "success", Lot: lot}
	}
	code, err := strconv.Atoi(wrong.code)
	if err != nil {
		panic(fmt.Sprintf("cinetpaytest: the code %q is no number", wrong.code))
	}
	return entryView{Code: code, Status: transferWords[wrong.code].message, Lot: lot}
}

// lot names an entry that came in.
func (m *Model) lot() string {
	m.lots++
	return m.drawDigits("lot", m.lots, lotDigits)
}

// listed nests a list as the documentation prints it.
func (m *Model) listed(entries []any) any {
	if m.cfg.FlatEntries {
		return entries
	}
	return [][]any{entries}
}

// readEntries reads the form's data: a JSON array of objects.
func readEntries(in *incoming) ([]members, *refusal) {
	text := in.form.Get("data")
	if text == "" {
		return nil, refuse("716", "data is required")
	}
	entries, err := readObjects([]byte(text))
	switch {
	case err != nil:
		return nil, refuse("718", "The JSON sent has errors: "+err.Error())
	case len(entries) == 0:
		return nil, refuse("716", "data has no entry")
	}
	return entries, nil
}

func readContact(o members) (Contact, *refusal) {
	var c Contact
	for _, field := range []struct {
		to   *string
		name string
	}{{&c.Prefix, "prefix"}, {&c.Phone, "phone"}, {&c.Name, "name"}, {&c.Surname, "surname"}, {&c.Email, "email"}} {
		text, ok := o.text(field.name)
		*field.to = text
		if !ok || text == "" {
			return c, refuse("716", field.name+" is required, as a string")
		}
	}
	return c, checkReceiver(c.Prefix, c.Phone)
}

// transferCountries are the countries of the documentation with the least amount
// that public clients send there.
var transferCountries = map[string]whole{
	"225": 200, "221": 200, "228": 150, "229": 500, "226": 500, "223": 500, "237": 500, "224": 1000, "243": 1000,
}

func checkReceiver(prefix, phone string) *refusal {
	if _, known := transferCountries[prefix]; !known || !isPhone(phone, 8, 10) {
		return refuse("802", "")
	}
	return nil
}

var errNotArray = errors.New("an array of objects is needed")

// readObjects reads a JSON array of objects as strictly as strictjson.Object does.
func readObjects(text []byte) ([]members, error) {
	// An object around it lets the one reader do.
	outer, err := strictjson.Object(append(append([]byte(`{"data":`), text...), '}'))
	if err != nil {
		return nil, err
	}
	var raw []json.RawMessage
	if err := json.Unmarshal(outer["data"], &raw); err != nil || len(outer) != 1 {
		return nil, errNotArray
	}
	out := make([]members, 0, len(raw))
	for _, one := range raw {
		var o members
		if err := json.Unmarshal(one, &o); err != nil || o == nil {
			return nil, errNotArray
		}
		out = append(out, o)
	}
	return out, nil
}
