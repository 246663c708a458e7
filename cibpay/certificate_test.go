package cibpay_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cibpay"
)

// testCertificatePEM makes a certificate for 127.0.0.1 and its key.
func testCertificatePEM(t *testing.T) (certPEM, keyPEM []byte) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"}, NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	require.NoError(t, err)
	keyDER, err := x509.MarshalECPrivateKey(key)
	require.NoError(t, err)
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}),
		pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: keyDER})
}

func testCertificate(t *testing.T) paygates.ClientCertificate {
	t.Helper()
	cert, err := paygates.ParseClientCertificate(testCertificatePEM(t))
	require.NoError(t, err)
	return cert
}

// The client certificate reaches a server that asks for one. The certificate
// authority is the machine's own, so that the server is trusted through
// SSL_CERT_FILE, which is read once in a process: this test alone dials TLS here.
func TestClientCertificateIsPresented(t *testing.T) {
	certPEM, keyPEM := testCertificatePEM(t)
	server, err := tls.X509KeyPair(certPEM, keyPEM)
	require.NoError(t, err)
	clients := x509.NewCertPool()
	require.True(t, clients.AppendCertsFromPEM(certPEM))
	listener, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{
		Certificates: []tls.Certificate{server}, ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: clients,
	})
	require.NoError(t, err)
	presented := make(chan string, 1)
	s := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		presented <- r.TLS.PeerCertificates[0].Subject.CommonName
		_, _ = io.WriteString(w, `{"status":"ok"}`)
	})}
	go func() { _ = s.Serve(listener) }()
	defer s.Close()

	trusted := t.TempDir() + "/ca.pem"
	require.NoError(t, os.WriteFile(trusted, certPEM, 0o600))
	t.Setenv("SSL_CERT_FILE", trusted)
	cfg := testConfig()
	cfg.BaseURL = "https://" + listener.Addr().String()
	cfg.ClientCertificate, err = paygates.ParseClientCertificate(certPEM, keyPEM)
	require.NoError(t, err)
	client, err := cibpay.New(cfg)
	require.NoError(t, err)
	_, err = client.Ping(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "test", <-presented)
}
