package circlepaytest

import (
	"crypto/subtle"
	"net/http"
	"strings"
)

// credential is a header's value in the spelling that arrives.
func (m *Model) credential(in *incoming, name string) string {
	hyphened := in.header.Get(strings.ReplaceAll(name, "_", "-"))
	switch {
	case m.cfg.Headers == UnderscoreHeaders, m.cfg.Headers == AnyHeaders && hyphened == "":
		return in.header.Get(name)
	}
	return hyphened
}

// bearer is the token behind "Bearer "; empty if it stands otherwise.
func (m *Model) bearer(in *incoming, name string) string {
	scheme, token, _ := strings.Cut(m.credential(in, name), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return token
}

func (m *Model) accountKnown(in *incoming) bool {
	same := subtle.ConstantTimeCompare([]byte(m.credential(in, "account_key")), []byte(m.cfg.AccountKey)) &
		subtle.ConstantTimeCompare([]byte(m.bearer(in, "account_token")), []byte(m.cfg.AccountToken))
	return same == 1
}

func (m *Model) wrongCredentials(in *incoming) reply {
	switch m.cfg.WrongCredentials {
	case CredentialsAs403:
		return reply{Status: http.StatusForbidden}
	case CredentialsAs401:
		return (&brokenRequest{status: http.StatusUnauthorized, message: "Unauthorized"}).reply(m, in)
	}
	return m.refusalReply(refuse(wrongKey))
}

// readMerchant finds the merchant of a call that needs one. On any other call the
// token is not looked at.
func (m *Model) readMerchant(c *call) *refusal {
	if c.in.route.access == forAccount {
		return nil
	}
	if m.credential(c.in, "merchant_token") == "" {
		return refuse("1110", "merchant_token")
	}
	token := m.bearer(c.in, "merchant_token")
	c.merchant = first(m.merchants, func(k *merchant) bool { return k.token == token })
	switch {
	case c.merchant == nil:
		return refuse("8111")
	case c.merchant.status != merchantActive && c.in.route.access == forActive:
		return refuse("8115")
	}
	return nil
}
