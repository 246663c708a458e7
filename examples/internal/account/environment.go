package account

import "strings"

// settings are what the gateways' variables are called, behind the gateway's name.
var settings = strings.Fields(`USERNAME PASSWORD BASE_URL CHECKOUT_URL CLIENT_CERT CLIENT_KEY ENVIRONMENT
	API_KEY SITE_ID SECRET_KEY TRANSFER_PASSWORD TRANSFER_URL
	ACCOUNT_ID PUBLIC_KEY CALLBACK_SECRETS PRIVATE_URL PUBLIC_URL
	ACCOUNT_KEY ACCOUNT_TOKEN MERCHANT_TOKEN`)

// Set sets the variables of one gateway for a test: those given, such as API_KEY
// for CINETPAY_API_KEY, and no other.
func Set(t interface{ Setenv(key, value string) }, gateway string, given map[string]string) {
	for _, name := range settings {
		t.Setenv(gateway+"_"+name, given[name])
	}
}
