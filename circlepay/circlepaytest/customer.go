package circlepaytest

import "time"

// customer is somebody who buys from one merchant. The mobile number is the key.
type customer struct {
	merchant                                  *merchant
	firstName, lastName, email, mobile        string
	country, governorate, city, address, flat string
	created                                   time.Time
}

func (p *customer) owned() (*merchant, time.Time) { return p.merchant, p.created }

func (k *merchant) customer(mobile string) *customer {
	return first(k.customers, func(p *customer) bool { return p.mobile == mobile })
}

// readCustomer reads a customer's members: names and mobile number are needed.
func (c *call) readCustomer(f fields) customer {
	return customer{
		merchant: c.merchant, created: c.model.now,
		firstName: f.required("first_name"), lastName: f.required("last_name"), email: f.email("email"),
		mobile: f.phone("mobile_number"), country: f.text("country"), governorate: f.text("governorate"),
		city: f.text("city"), address: f.text("address"), flat: f.text("apt_num"),
	}
}

// createCustomer: POST customer/create.
func createCustomer(_ *Model, c *call) ([]any, *refusal) {
	p := c.readCustomer(c.fields)
	switch {
	case c.wrong():
		return nil, nil
	case c.merchant.customer(p.mobile) != nil:
		return refused("3111")
	}
	c.merchant.customers = append(c.merchant.customers, &p)
	return one(p.key()), nil
}

// updateCustomer: PUT customer/update. Of what may be left out, what is not sent
// stays as it is.
func updateCustomer(_ *Model, c *call) ([]any, *refusal) {
	p := c.readCustomer(c.fields)
	known := c.merchant.customer(p.mobile)
	switch {
	case c.wrong():
		return nil, nil
	case known == nil:
		return refused("3110")
	}
	known.firstName, known.lastName = p.firstName, p.lastName
	for _, each := range []struct {
		to   *string
		from string
	}{
		{&known.email, p.email}, {&known.country, p.country}, {&known.governorate, p.governorate},
		{&known.city, p.city}, {&known.address, p.address}, {&known.flat, p.flat},
	} {
		if each.from != "" {
			*each.to = each.from
		}
	}
	return one(known.key()), nil
}

// getCustomer: GET customer/get/{customer_mobile_number}.
func getCustomer(_ *Model, c *call) ([]any, *refusal) {
	p := c.merchant.customer(c.arg)
	if p == nil {
		return refused("3110")
	}
	return one(p.view()), nil
}

// listCustomers: GET customer/list.
func listCustomers(m *Model, c *call) ([]any, *refusal) {
	out := []any{}
	for _, p := range ofMerchant(m, c.merchant, c.merchant.customers) {
		out = append(out, p.view())
	}
	return out, nil
}

func (p *customer) key() object { return object{{"customer_mobile_number", p.mobile}} }

func (p *customer) view() object {
	return object{
		{"first_name", p.firstName}, {"last_name", p.lastName}, {"email", p.email}, {"mobile_number", p.mobile},
		{"country", p.country}, {"governorate", p.governorate}, {"city", p.city}, {"address", p.address}, {"apt_num", p.flat},
	}
}
