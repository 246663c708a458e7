package cinetpaytest

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strings"

	"github.com/paygates/paygates-go/internal/strictjson"
)

// signedFields are the fields of a notification in the order in which their
// values are signed (CinetPay documentation, HMAC token).
var signedFields = []string{
	"cpm_site_id", "cpm_trans_id", "cpm_trans_date", "cpm_amount", "cpm_currency", "signature", "payment_method",
	"cel_phone_num", "cpm_phone_prefixe", "cpm_language", "cpm_version", "cpm_payment_config", "cpm_page_action",
	"cpm_custom", "cpm_designation", "cpm_error_message",
}

// Sign gives the x-token of a notification: the lower-case hexadecimal
// HMAC-SHA256, under the secret key, of the values of its sixteen documented
// fields, one behind the other in the documented order without a separator. A
// field that is absent counts as empty, any other field is not signed.
func Sign(secret string, form url.Values) string {
	var text strings.Builder
	for _, name := range signedFields {
		text.WriteString(form.Get(name))
	}
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(text.String()))
	return hex.EncodeToString(mac.Sum(nil))
}

// The Content-Types of notifications.
const (
	formType = "application/x-www-form-urlencoded"
	jsonType = "application/json"
)

// notify queues the notification of what the payment is now.
func (m *Model) notify(p *payment) {
	c := Callback{ID: p.transactionID, URL: m.notifyAddress(p.notifyURL), contentType: formType}
	if m.cfg.Form == Form2021 {
		c.contentType = jsonType
		c.Body = strictjson.Encode(struct {
			TransactionID string `json:"cpm_trans_id"`
			SiteID        string `json:"cpm_site_id"`
		}{p.transactionID, m.cfg.SiteID})
	} else {
		form := m.notification(p)
		c.Body, c.Token = inOrder(signedFields, form), Sign(m.cfg.SecretKey, form)
	}
	m.callbacks.Add(c)
}

func (m *Model) notification(p *payment) url.Values {
	message := checkoutWords[p.code].message
	if p.code == codePaid {
		message = "SUCCES"
	}
	return formOf(signedFields,
		m.cfg.SiteID, p.transactionID, p.created.Format(timeForm), p.amount.String(), p.currency.Code(), p.signature, p.wallet.Method,
		p.wallet.Phone, p.wallet.Prefix, p.language, "V4", "SINGLE", "PAYMENT",
		p.metadata, p.description, message,
	)
}

// transferFields are the fields of a notification about a transfer.
var transferFields = []string{
	"transaction_id", "client_transaction_id", "lot", "amount", "receiver", "sending_status", "comment",
	"treatment_status", "operator_transaction_id", "validated_at",
}

// notifyTransfer queues the notification of what the transfer is now. It has no
// token.
func (m *Model) notifyTransfer(t *transfer) {
	form := formOf(transferFields,
		t.id, t.clientID, t.lot, t.amount.String(), t.phone, t.sending(), t.comment,
		t.treatment, t.operator, t.validatedAt(),
	)
	m.callbacks.Add(Callback{
		ID: t.name(), URL: m.notifyAddress(t.notifyURL), Body: inOrder(transferFields, form), contentType: formType,
	})
}

func (m *Model) notifyAddress(asked string) string {
	if m.cfg.NotifyURL != "" {
		return m.cfg.NotifyURL
	}
	return asked
}

func formOf(names []string, values ...string) url.Values {
	form := make(url.Values, len(names))
	for i, name := range names {
		form.Set(name, values[i])
	}
	return form
}

// inOrder writes a form in the order of the names; url.Values would sort them.
func inOrder(names []string, form url.Values) []byte {
	pairs := make([]string, 0, len(names))
	for _, name := range names {
		pairs = append(pairs, name+"="+url.QueryEscape(form.Get(name)))
	}
	return []byte(strings.Join(pairs, "&"))
}
