package transport

import (
	"crypto/tls"
	"net"
	"net/http"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/settings"
)

// httpClient returns a client of our own or a copy of the caller's, wrapped in
// the caller's middleware, and how long one attempt may take. The caller's is
// never changed.
func httpClient(s *settings.Settings, cert paygates.ClientCertificate) (*http.Client, time.Duration, []paygates.FieldError) {
	var hc http.Client
	if s.HTTPClient != nil {
		hc = *s.HTTPClient
		if wrong := inspect(hc.Transport, cert); len(wrong) > 0 {
			return nil, 0, wrong
		}
	}
	timeout := s.AttemptTimeout
	if timeout == 0 {
		// The context does the work of Client.Timeout without its goroutine.
		timeout = hc.Timeout
	}
	if timeout == 0 {
		timeout = defaultAttemptTimeout
	}
	hc.Timeout, hc.Jar = 0, nil
	hc.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	if hc.Transport == nil {
		hc.Transport = ownTransport(cert)
	}
	for i := len(s.Middleware) - 1; i >= 0; i-- {
		if hc.Transport = s.Middleware[i](hc.Transport); hc.Transport == nil {
			return nil, 0, []paygates.FieldError{{Field: "WithMiddleware", Message: "want a RoundTripper back, not nil"}}
		}
	}
	return &hc, timeout, nil
}

// inspect refuses what would weaken TLS in a transport that we can look into.
func inspect(rt http.RoundTripper, cert paygates.ClientCertificate) []paygates.FieldError {
	var wrong []paygates.FieldError
	if !cert.IsZero() {
		wrong = append(wrong, paygates.FieldError{
			Field: "ClientCertificate", Message: "want it in the TLS settings of the client given with WithHTTPClient, not in both places",
		})
	}
	if t, ok := rt.(*http.Transport); ok && t.TLSClientConfig != nil {
		if t.TLSClientConfig.InsecureSkipVerify {
			wrong = append(wrong, paygates.FieldError{Field: "WithHTTPClient", Message: "want certificate verification on"})
		}
		if v := t.TLSClientConfig.MinVersion; v != 0 && v < tls.VersionTLS12 {
			wrong = append(wrong, paygates.FieldError{Field: "WithHTTPClient", Message: "want TLS 1.2 as the minimum or none stated"})
		}
	}
	return wrong
}

// dialTimeout bounds the making of a plain connection.
const dialTimeout = 10 * time.Second

// ownTransport keeps as many idle connections as were in use, so that a burst
// does not dial anew, and drops them before the gateway does: a POST on a
// connection that the server has just closed is an unknown outcome. Common
// servers close after five seconds. HTTP/1.1 alone: one connection then carries
// one request, and its death concerns that one only.
func ownTransport(cert paygates.ClientCertificate) *http.Transport {
	const unlimited = 1 << 16
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	if c := cert.Reveal(); c != nil {
		// Not config.Certificates: of those crypto/tls presents none whose authority
		// the server does not name.
		config.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) { return c, nil }
	}
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	t := &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: dialTimeout, KeepAlive: 15 * time.Second}).DialContext,
		TLSClientConfig:       config,
		TLSHandshakeTimeout:   10 * time.Second,
		Protocols:             protocols,
		DisableCompression:    true, // asked for and undone by us, under our own limits
		MaxIdleConns:          0,
		MaxIdleConnsPerHost:   unlimited,
		IdleConnTimeout:       4 * time.Second,
		ExpectContinueTimeout: time.Second,
	}
	t.DialTLSContext = newGate(t).dialTLS
	return t
}

func isLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
