package paygates

import (
	"crypto/tls"
	"fmt"
	"io"
)

// ClientCertificate is a TLS client certificate with its private key, for
// gateways that ask for one. It cannot be printed. The zero value means none.
type ClientCertificate struct{ reveal func() *tls.Certificate }

// NewClientCertificate wraps a certificate that the caller has loaded.
func NewClientCertificate(cert tls.Certificate) ClientCertificate {
	return ClientCertificate{reveal: func() *tls.Certificate { return &cert }}
}

// ParseClientCertificate reads a certificate chain and its key, both PEM. A
// PKCS#12 file (.p12, .pfx) is converted first:
//
//	openssl pkcs12 -in client.p12 -clcerts -nokeys -out client.pem
//	openssl pkcs12 -in client.p12 -nocerts -nodes -out client.key
//
// The error never holds any of the text.
func ParseClientCertificate(certPEM, keyPEM []byte) (ClientCertificate, error) {
	cert, err := tls.X509KeyPair(certPEM, keyPEM)
	if err != nil {
		return ClientCertificate{}, &Error{
			Op: "ParseClientCertificate", Kind: ErrInvalidRequest, Outcome: OutcomeNotExecuted,
			Fields: []FieldError{{Field: "ClientCertificate", Message: "want a PEM certificate and its PEM private key"}},
		}
	}
	return NewClientCertificate(cert), nil
}

// IsZero reports whether there is no certificate.
func (c ClientCertificate) IsZero() bool { return c.reveal == nil }

// Reveal returns the certificate, nil if there is none.
func (c ClientCertificate) Reveal() *tls.Certificate {
	if c.reveal == nil {
		return nil
	}
	return c.reveal()
}

// String returns "[redacted]".
func (ClientCertificate) String() string { return redacted }

// Format prints "[redacted]" for every verb.
func (ClientCertificate) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, redacted) }

// MarshalText writes "[redacted]"; encoding/json uses it too.
func (ClientCertificate) MarshalText() ([]byte, error) { return []byte(redacted), nil }
