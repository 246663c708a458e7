package corefy

import (
	"errors"
	"net/http"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/check"
	"github.com/paygates/paygates-go/internal/signing"
	"github.com/paygates/paygates-go/internal/wire"
)

// callbackLimit bounds a callback's body in bytes.
const callbackLimit = 1 << 20

// Verifier checks the signature of callbacks. It is safe for concurrent use.
type Verifier struct{ secrets []paygates.Secret }

// Callback is what a callback says that can be used: which object it speaks of,
// and in which state it was then. It is signed, but it carries no time: it may be
// repeated, late and out of order, and be played again by whoever saw it once. Drop
// what Key has shown before, and act upon what Client.Confirm reads.
type Callback struct {
	// Type is the object's: "payment-invoices", "payout-invoices", or another.
	Type string
	// ID is Corefy's id, such as "cpi_…".
	ID string
	// Reference is the merchant's own id.
	Reference string
	// Status is the gateway's word at the time.
	Status Status
	// Updated is when the object last changed, in unix seconds; ties are possible.
	Updated paygates.Timestamp
	// TestMode says that no real money moves; it agrees with the key that signed.
	TestMode bool

	raw paygates.Raw
}

// Key tells a callback from another one: its type, id, status and time of change.
// Corefy's advice to go by the id alone would drop later states.
func (c *Callback) Key() string {
	return strings.Join([]string{c.Type, c.ID, string(c.Status), c.Updated.Text}, "|")
}

// IsInvoice reports whether it speaks of a payment invoice: what Client.Confirm
// reads.
func (c *Callback) IsInvoice() bool { return c.Type == typeInvoices || c.Type == "payment-invoice" }

// RawJSON returns the callback's body. It may hold personal data; do not log it.
func (c *Callback) RawJSON() []byte { return c.raw.Bytes() }

// NewVerifier makes a Verifier for an account's private keys, "sk_test_…" and
// "sk_live_…", prefix included. A callback is good if any of them signed it, and
// if its mode is that of the key; a key whose mode nobody can tell signs for both.
// The error is an ErrInvalidRequest for no secret, an empty one, one given twice, or
// one with control characters or blanks at its ends, such as the end of its line.
//
// Source: Corefy documentation, "Callbacks".
func NewVerifier(secrets ...paygates.Secret) (*Verifier, error) {
	var wrong check.Findings
	if len(secrets) == 0 {
		wrong.Add("secrets", "want at least one")
	}
	for i, secret := range secrets {
		wrong.Key("secrets", secret)
		for _, other := range secrets[:i] {
			if other.Equal(secret) {
				wrong.Add("secrets", "want each secret once")
			}
		}
	}
	if len(wrong) > 0 {
		return nil, refused(opNewVerifier, wrong)
	}
	return &Verifier{secrets: append([]paygates.Secret(nil), secrets...)}, nil
}

// Verify checks a callback and reads it. body is the request's, byte for byte: it
// is never encoded anew. The error is ErrSignature where X-Signature is missing,
// given twice or wrong, or where the callback's mode is not that of the key that
// signed it, and ErrInvalidRequest where the signature is right and the body is not
// a resource. Neither repeats anything of the callback.
//
// X-Signature is base64(SHA-1(secret + body + secret)). Every secret is tried, and
// compared in constant time.
//
// Source: Corefy documentation, "Callbacks".
func (v *Verifier) Verify(body []byte, header http.Header) (*Callback, error) {
	given := header.Values("X-Signature")
	if len(given) != 1 {
		return nil, badSignature("X-Signature", "want the header once")
	}
	var live, test bool // the modes that the signature is good for
	for _, secret := range v.secrets {
		key := []byte(secret.Reveal())
		if !signing.Equal(signing.SHA1Base64(key, body, key), given[0]) {
			continue
		}
		isLive, stated := mode(secret.Reveal())
		live, test = live || isLive || !stated, test || !isLive
	}
	if !live && !test {
		return nil, badSignature("X-Signature", "want a signature by one of the account's keys")
	}
	c, hasMode, err := readCallback(body)
	if err != nil {
		return nil, refused(opVerify, check.Findings{{Field: "body", Message: "want a JSON resource with type and id"}})
	}
	if !(live && test) && (!hasMode || c.TestMode != test) {
		return nil, badSignature("test_mode", "want the mode of the key that signed")
	}
	return c, nil
}

// VerifyRequest reads the request's body, 1 MiB at most, and verifies it like
// Verify. A body that cannot be read whole, or that something before has read, is an
// ErrInvalidRequest.
func (v *Verifier) VerifyRequest(r *http.Request) (*Callback, error) {
	body, err := signing.ReadBody(r, callbackLimit)
	if err != nil {
		e := &paygates.Error{
			Gateway: gateway, Op: opVerify, Kind: paygates.ErrInvalidRequest, Outcome: paygates.OutcomeNotExecuted,
			Fields: []paygates.FieldError{{Field: "body", Message: "want at most 1 MiB, whole"}},
		}
		return nil, e.WithCause(err)
	}
	if signing.WasRead(r, body) {
		return nil, refused(opVerify, check.Findings{{Field: "body", Message: "want it unread: something before took it"}})
	}
	return v.Verify(body, r.Header)
}

func badSignature(field, want string) error {
	return &paygates.Error{
		Gateway: gateway, Op: opVerify, Kind: paygates.ErrSignature, Outcome: paygates.OutcomeNotExecuted,
		Fields: []paygates.FieldError{{Field: field, Message: want}},
	}
}

// readCallback reads the resource of a callback: nothing but what Callback has.
func readCallback(body []byte) (c *Callback, hasMode bool, err error) {
	c = &Callback{raw: paygates.NewRaw(body)}
	doc, err := readDocument(body, func(d *wire.Decoder) (*Callback, error) {
		for d.Object(); d.More(); {
			switch {
			case d.Is("type"):
				c.Type = d.Word()
			case d.Is("id"):
				c.ID = d.ID()
			case d.Is("attributes"):
				for d.Object(); d.More(); {
					switch {
					case d.Is("status"):
						c.Status = Status(d.Word())
					case d.Is("reference_id"):
						c.Reference = d.ID()
					case d.Is("updated"):
						c.Updated = readTime(d)
					case d.Is("test_mode"):
						c.TestMode, hasMode = d.Flag()
					}
				}
			}
		}
		return c, nil
	})
	if err != nil {
		return nil, false, err
	}
	if _, ok := doc.one(); !ok || c.Type == "" || !check.ID(c.ID) {
		return nil, false, errNoResource
	}
	return c, hasMode, nil
}

var errNoResource = errors.New("no resource")
