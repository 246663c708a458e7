package faults

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"time"
)

var errRefusedByScript = errors.New("faults: refused by the script")

// handshake does the server's half of TLS, or the step that spoils it, and tells whether the connection can be used.
func (s *Server) handshake(conn *link) bool {
	config := s.tls
	step, spoilt := s.script.takeIf(func(m moment) bool { return m == greeting || m == certifying })
	if spoilt {
		s.arrived()
		config = spoiltConfig(config, step.when)
	}
	secured := tls.Server(conn.raw, config)
	if err := secured.HandshakeContext(s.ctx); err != nil || spoilt {
		// Closing on bytes that nobody read would send a reset, which can overtake the alert.
		_, _ = io.Copy(io.Discard, conn.raw) // it ends when the client or the server closes
		return false
	}
	conn.Conn = secured
	return true
}

func spoiltConfig(config *tls.Config, when moment) *tls.Config {
	config = config.Clone()
	switch when {
	case greeting:
		config.GetConfigForClient = func(*tls.ClientHelloInfo) (*tls.Config, error) { return nil, errRefusedByScript }
	case certifying:
		config.ClientAuth = tls.RequireAnyClientCert
		config.VerifyConnection = func(tls.ConnectionState) error { return errRefusedByScript }
	}
	return config
}

// selfSigned makes a certificate for this machine, valid for a day around now.
func selfSigned() (*tls.Config, *x509.CertPool) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(fmt.Sprintf("faults: no key: %v", err))
	}
	template := &x509.Certificate{
		SerialNumber:          big.NewInt(1),
		Subject:               pkix.Name{CommonName: "faults"},
		NotBefore:             time.Now().Add(-12 * time.Hour),
		NotAfter:              time.Now().Add(12 * time.Hour),
		KeyUsage:              x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid: true,
		IsCA:                  true,
		DNSNames:              []string{"localhost"},
		IPAddresses:           []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		panic(fmt.Sprintf("faults: no certificate: %v", err))
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		panic(fmt.Sprintf("faults: no certificate: %v", err))
	}
	pool := x509.NewCertPool()
	pool.AddCert(leaf)
	return &tls.Config{
		Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}},
		MinVersion:   tls.VersionTLS12,
	}, pool
}
