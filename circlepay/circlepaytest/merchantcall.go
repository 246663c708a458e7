package circlepaytest

import (
	"crypto/subtle"
	"strconv"
)

// createMerchant: POST merchants/create.
func createMerchant(m *Model, c *call) ([]any, *refusal) {
	k := merchant{
		firstName: c.required("first_name"), lastName: c.required("last_name"),
		email: c.requiredEmail("email"), mobile: c.phone("mobile_number"),
		businessName: c.required("business_name"), businessAddress: c.required("business_address"),
		callbackURL: c.callbackAddress(true),
	}
	switch {
	case c.wrong():
		return nil, nil
	case m.merchantByMobile(k.mobile) != nil:
		return refused("8110")
	}
	return one(object{{"merchant_token", m.addMerchant(k).token}}), nil
}

func (c *call) requiredEmail(name string) string {
	if c.text(name) == "" {
		c.fail("1110", name)
	}
	return c.email(name)
}

func (c *call) callbackAddress(needed bool) string {
	const name = "callback_url"
	if needed && c.textUpTo(name, mostText) == "" {
		c.fail("1110", name)
	}
	return c.webAddress(name, "8114")
}

// getMerchant: GET merchants/get.
func getMerchant(m *Model, c *call) ([]any, *refusal) {
	return one(append(c.merchant.view(m.cfg.Form), c.merchant.credentials()...)), nil
}

// updateMerchant: PUT merchants/update. What is not sent stays as it is.
func updateMerchant(m *Model, c *call) ([]any, *refusal) {
	k := c.merchant
	changed := *k
	for _, each := range []struct {
		to   *string
		read func() string
	}{
		{&changed.firstName, func() string { return c.text("first_name") }},
		{&changed.lastName, func() string { return c.text("last_name") }},
		{&changed.email, func() string { return c.email("email") }},
		{&changed.businessName, func() string { return c.text("business_name") }},
		{&changed.businessAddress, func() string { return c.text("business_address") }},
		{&changed.callbackURL, func() string { return c.callbackAddress(false) }},
		{&changed.refundPolicy, func() string { return c.textUpTo("refund_policy", mostText) }},
		{&changed.shippingPolicy, func() string { return c.textUpTo("shipping_policy", mostText) }},
	} {
		if s := each.read(); s != "" {
			*each.to = s
		}
	}
	if c.has("mobile_number") {
		changed.mobile = c.phone("mobile_number")
	}
	other := m.merchantByMobile(changed.mobile)
	switch {
	case c.wrong():
		return nil, nil
	case other != nil && other != k:
		return refused("8116")
	}
	*k = changed
	return one(append(k.view(m.cfg.Form), k.credentials()...)), nil
}

// listMerchants: GET merchants/list. The page prints the status as a number and no
// token, the clients decode a text and a token.
func listMerchants(m *Model, _ *call) ([]any, *refusal) {
	out := make([]any, 0, len(m.merchants))
	for _, k := range m.merchants {
		view := k.view(m.cfg.Form)
		if m.cfg.Form == ClientForm {
			out = append(out, append(view, k.credentials()...))
			continue
		}
		out = append(out, append(view, member{"status", k.status}))
	}
	return out, nil
}

func (k *merchant) view(form Form) object {
	view := object{
		{"first_name", k.firstName}, {"last_name", k.lastName}, {"email", k.email}, {"mobile_number", k.mobile},
		{"business_name", k.businessName}, {"business_address", k.businessAddress},
	}
	if form == ClientForm {
		return view
	}
	return append(view, member{"refund_policy", textOrNull(k.refundPolicy)}, member{"shipping_policy", textOrNull(k.shippingPolicy)})
}

func (k *merchant) credentials() object {
	return object{{"status", strconv.Itoa(k.status)}, {"merchant_token", k.token}}
}

func textOrNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// sendOTP: POST merchants/send/otp. A new password takes the place of the last.
func sendOTP(m *Model, c *call) ([]any, *refusal) {
	mobile, country := c.phone("merchant_mobile"), c.required("country_code")
	if len(country) < 2 || len(country) > 5 || country[0] != '+' || !isDigits(country[1:]) {
		c.fail("1112", "country_code")
	}
	k := m.merchantByMobile(mobile)
	switch {
	case c.wrong():
		return nil, nil
	case k == nil:
		return refused("8111")
	}
	k.otps++
	k.otp = m.drawDigits("otp/"+strconv.Itoa(k.number), k.otps, 6)
	if m.cfg.Form == ClientForm {
		return one(object{{"status", "true"}}), nil
	}
	return one(object{{"status", true}}), nil
}

// verifyMerchant: POST merchants/verify. A password can be used once.
func verifyMerchant(m *Model, c *call) ([]any, *refusal) {
	mobile, otp := c.phone("merchant_mobile"), c.required("otp")
	k := m.merchantByMobile(mobile)
	switch {
	case c.wrong():
		return nil, nil
	case k == nil:
		return refused("8111")
	case k.otp == "" || subtle.ConstantTimeCompare([]byte(k.otp), []byte(otp)) != 1:
		return refused("2111")
	}
	k.otp = ""
	if k.status == merchantUnverified {
		k.status = merchantActive
	}
	if m.cfg.Form == ClientForm {
		return []any{}, nil
	}
	return nil, nil
}
