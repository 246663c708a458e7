package circlepay

import (
	"context"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/wire"
)

// CustomersAPI has the merchant's customers. It is Client.Customers.
type CustomersAPI struct{ account *account }

// CustomerData is what CirclePay keeps of a customer.
type CustomerData struct {
	// FirstName and LastName are required where a customer is made or changed.
	FirstName, LastName string
	// Email has at most 50 characters.
	Email string
	// Mobile is the customer's key, in its international form, such as
	// "+201001616166". It cannot be changed.
	Mobile string
	// Country, Governorate, City and Address are free texts.
	Country, Governorate, City, Address string
	// Apartment is a number, kept as its text.
	Apartment string
}

// Customer is a customer of the merchant.
type Customer struct {
	CustomerData

	raw paygates.Raw
}

// RawJSON returns what the customer was decoded from: the whole answer, in a list
// its own part. It is not a copy: do not change it.
func (c *Customer) RawJSON() []byte          { return c.raw.Bytes() }
func (c *Customer) keep(answer paygates.Raw) { c.raw = answer }

// CreateCustomerRequest is a customer to be made.
type CreateCustomerRequest struct {
	// Customer needs the names and the mobile number.
	Customer CustomerData
	// Extra are further fields of the body.
	Extra map[string]any
}

// UpdateCustomerRequest changes a customer.
type UpdateCustomerRequest struct {
	// Customer needs the names and the mobile number, which says who it is. What is
	// empty is not sent; nobody documents whether it then stays as it is.
	Customer CustomerData
	// Extra are further fields of the body.
	Extra map[string]any
}

// Create makes a customer, whose key is the mobile number. POST /customer/create.
// Ack.ID is that number.
//
// Nothing was made with ErrInvalidRequest (1110 to 1117) and ErrAuthentication
// (2110). ErrDuplicate (3111) says that the merchant has a customer of that number,
// perhaps by an earlier send of this very request: the outcome is unknown until
// Client.Resolve has compared names and e-mail (Customers.Get). So is that of a lost
// answer and a 5xx.
//
// Source: CirclePay documentation, Create a Customer.
func (a *CustomersAPI) Create(ctx context.Context, req CreateCustomerRequest) (*Ack, error) {
	return a.write(ctx, opCustomersCreate, &req.Customer, req.Extra)
}

// Update changes a customer. PUT /customer/update. The last writer wins, so that
// the same request may be repeated. Ack.ID is the mobile number.
//
// ErrNotFound (3110) says that the merchant has no customer of that number.
// Client.Resolve compares every field that was sent (Customers.Get).
//
// Source: CirclePay documentation, Update a Customer.
func (a *CustomersAPI) Update(ctx context.Context, req UpdateCustomerRequest) (*Ack, error) {
	return a.write(ctx, opCustomersUpdate, &req.Customer, req.Extra)
}

func (a *CustomersAPI) write(ctx context.Context, op string, data *CustomerData, extra map[string]any) (*Ack, error) {
	c := call[*Ack]{op: op, want: intent(op), asked: facts{mobileKey: data.Mobile}, read: readAck(mobileKey)}
	c.want.Details = details(unseen(data.facts(), len(extra) > 0))
	data.check(&c.wrong, "Customer.", true)
	c.wrong.extra("Extra", extra, customerFields...)
	c.body = func(e *encoder) {
		data.encode(e)
		e.Extra(extra)
	}
	return c.one(ctx, a.account, &Ack{})
}

// Get reads a customer by mobile number. GET /customer/get/{customer_mobile_number}.
// ErrNotFound (3110) says that the merchant has none of that number. A failed read
// has no effect and may be repeated.
//
// Source: CirclePay documentation, Retrieve a customer.
func (a *CustomersAPI) Get(ctx context.Context, mobile string) (*Customer, error) {
	return a.getAs(ctx, intent(opCustomersGet), mobile)
}

func (a *CustomersAPI) getAs(ctx context.Context, want paygates.Intent, mobile string) (*Customer, error) {
	c := call[*Customer]{op: opCustomersGet, want: want, args: []string{mobile}, asked: facts{"mobile_number": mobile}, read: readCustomer}
	if c.want.TargetID == "" {
		c.want.TargetID = mobile
	}
	c.wrong.key("mobile", mobile)
	return c.one(ctx, a.account, &Customer{})
}

// List reads all customers of the merchant. GET /customer/list. A failed read has
// no effect and may be repeated.
//
// Source: CirclePay documentation, List all customers.
func (a *CustomersAPI) List(ctx context.Context) ([]*Customer, error) {
	return (&call[*Customer]{op: opCustomersList, want: intent(opCustomersList), read: readCustomer}).objects(ctx, a.account)
}

// customerFields are a customer's names on the wire.
var customerFields = []string{
	"first_name", "last_name", "email", "mobile_number", "country", "governorate", "city", "address", "apt_num",
}

// facts are a customer's fields by their names; what is empty is not there.
func (c *CustomerData) facts() facts {
	all := facts{}
	for i, text := range []string{
		c.FirstName, c.LastName, c.Email, c.Mobile, c.Country, c.Governorate, c.City, c.Address, c.Apartment,
	} {
		if text != "" {
			all[customerFields[i]] = text
		}
	}
	return all
}

// check wants the mobile number, and the names where the customer is not known yet.
func (c *CustomerData) check(f *findings, path string, names bool) {
	if names {
		f.need(path+"FirstName", c.FirstName)
		f.need(path+"LastName", c.LastName)
	} else {
		f.plain(path+"FirstName", c.FirstName)
		f.plain(path+"LastName", c.LastName)
	}
	f.email(path+"Email", c.Email)
	f.phone(path+"Mobile", c.Mobile)
	f.free(path+"Country", c.Country)
	f.free(path+"Governorate", c.Governorate)
	f.free(path+"City", c.City)
	f.free(path+"Address", c.Address)
	f.plain(path+"Apartment", c.Apartment)
}

func (c *CustomerData) encode(e *encoder) {
	e.OptString(e.capital("first_name"), c.FirstName)
	e.OptString(e.capital("last_name"), c.LastName)
	e.OptString("email", c.Email)
	e.OptString("mobile_number", c.Mobile)
	e.OptString("country", c.Country)
	e.OptString("governorate", c.Governorate)
	e.OptString("city", c.City)
	e.OptString("address", c.Address)
	e.OptString("apt_num", c.Apartment)
}

func readCustomer(d *wire.Decoder) (*Customer, facts) {
	c := &Customer{}
	for d.Object(); d.More(); {
		switch {
		case d.IsFold("first_name"):
			c.FirstName = d.Text()
		case d.IsFold("last_name"):
			c.LastName = d.Text()
		case d.IsFold("email"):
			c.Email = d.Text()
		case d.IsFold("mobile_number"):
			c.Mobile = readID(d)
		case d.IsFold("country"):
			c.Country = d.Text()
		case d.IsFold("governorate"):
			c.Governorate = d.Text()
		case d.IsFold("city"):
			c.City = d.Text()
		case d.IsFold("address"):
			c.Address = d.Text()
		case d.IsFold("apt_num"):
			c.Apartment = d.Text()
		}
	}
	return c, c.facts()
}
