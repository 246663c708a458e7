package paygates_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paygates/paygates-go"
)

func TestSecret(t *testing.T) {
	t.Parallel()
	s := paygates.NewSecret("open sesame")
	assert.Equal(t, "open sesame", s.Reveal())
	assert.False(t, s.IsZero())
	assert.True(t, s.Equal(paygates.NewSecret("open sesame")))
	for _, other := range []string{"", "open sesam", "open sesame ", "Open sesame"} {
		assert.False(t, s.Equal(paygates.NewSecret(other)), other)
	}
	for _, empty := range []paygates.Secret{{}, paygates.NewSecret("")} {
		assert.Empty(t, empty.Reveal())
		assert.True(t, empty.IsZero())
		assert.True(t, empty.Equal(paygates.Secret{}))
		assert.Equal(t, "[redacted]", empty.String(), "printing does not even tell whether there is one")
	}
}

func TestPAN(t *testing.T) {
	t.Parallel()
	for _, written := range []string{"4111111111111111", "4111 1111 1111 1111", "4111-1111-1111-1111", " 4111 1111-11111111 "} {
		p := paygates.NewPAN(written)
		assert.Equal(t, "4111111111111111", p.Reveal())
		assert.True(t, p.Valid())
		assert.False(t, p.IsZero())
		assert.True(t, p.Equal(paygates.NewPAN("4111111111111111")))
		assert.False(t, p.Equal(paygates.NewPAN("4111111111111112")))
	}
	for _, empty := range []paygates.PAN{{}, paygates.NewPAN(""), paygates.NewPAN(" - ")} {
		assert.True(t, empty.IsZero())
		assert.False(t, empty.Valid())
		assert.Empty(t, empty.Reveal())
	}
}

func TestPANValidAndMasked(t *testing.T) {
	t.Parallel()
	for number, c := range map[string]struct {
		valid  bool
		masked string
	}{
		"4111111111111111":                     {true, "411111****1111"},
		"5500005555555559":                     {true, "550000****5559"},
		"378282246310005":                      {true, "378282****0005"}, // 15 digits
		"30569309025904":                       {true, "305693****5904"}, // 14
		"6304000000000000":                     {true, "630400****0000"},
		"630490017740292441":                   {true, "630490****2441"},  // 18
		"6759649826438453":                     {true, "675964****8453"},  // Maestro
		"4000000000000000006":                  {true, "400000****0006"},  // 19
		"586824160825533338":                   {true, "586824****3338"},  // 18
		"501800000009":                         {true, "501800****0009"},  // 12, the shortest
		"4111111111111112":                     {false, "411111****1112"}, // wrong check digit
		"4111111111111121":                     {false, "411111****1121"},
		"0000000000000000":                     {true, "000000****0000"},
		"00000000000":                          {false, "****"}, // 11
		"40000000000000000000":                 {false, "****"}, // 20
		"":                                     {false, "****"},
		"411111111111111a":                     {false, "****"},
		"4111.1111.1111.1111":                  {false, "****"},
		"4111111111111111=2512101123400001230": {false, "****"}, // a magnetic stripe
		"４１１１１１１１":                             {false, "****"},
		"411111****1111":                       {false, "****"},
	} {
		p := paygates.NewPAN(number)
		assert.Equal(t, c.valid, p.Valid(), number)
		assert.Equal(t, c.masked, p.Masked(), number)
	}
}

// One wrong digit, and two neighbours swapped (but for 09 and 90), are found.
func TestPANCheckDigit(t *testing.T) {
	t.Parallel()
	const number = "5500005555555559"
	for i := range number {
		for d := byte('0'); d <= '9'; d++ {
			changed := []byte(number)
			changed[i] = d
			assert.Equal(t, string(changed) == number, paygates.NewPAN(string(changed)).Valid())
		}
	}
	for i := range len(number) - 1 {
		swapped := []byte(number)
		swapped[i], swapped[i+1] = swapped[i+1], swapped[i]
		assert.Equal(t, string(swapped) == number, paygates.NewPAN(string(swapped)).Valid())
	}
}

func FuzzPAN(f *testing.F) {
	for _, seed := range []string{"4111111111111111", "4111 1111", "", "x", "-", "９"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p := paygates.NewPAN(text)
		masked := p.Masked()
		if p.Valid() && masked == "****" {
			t.Error("a valid number has a masked form")
		}
		if masked != "****" && (len(masked) != 14 || strings.Contains(text, masked)) {
			t.Error("the masked form shows more than ten digits")
		}
	})
}

func TestRaw(t *testing.T) {
	t.Parallel()
	r := paygates.NewRaw([]byte("body"))
	assert.Equal(t, "body", string(r.Bytes()))
	assert.Equal(t, 4, r.Len())
	assert.False(t, r.IsZero())
	assert.Equal(t, "[4 bytes]", r.String())
	assert.False(t, paygates.NewRaw([]byte{}).IsZero(), "an empty body is a body")
	for _, none := range []paygates.Raw{{}, paygates.NewRaw(nil)} {
		assert.Nil(t, none.Bytes())
		assert.Zero(t, none.Len())
		assert.True(t, none.IsZero())
		assert.Equal(t, "[0 bytes]", none.String())
	}
}

// keyPair makes a certificate and its key, both PEM.
func keyPair(t *testing.T) (cert, key []byte) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	require.NoError(t, err)
	pkcs8, err := x509.MarshalPKCS8PrivateKey(private)
	require.NoError(t, err)
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: pkcs8})
}

func TestClientCertificate(t *testing.T) {
	t.Parallel()
	assert.True(t, paygates.ClientCertificate{}.IsZero())
	assert.Nil(t, paygates.ClientCertificate{}.Reveal())

	certPEM, keyPEM := keyPair(t)
	parsed, err := paygates.ParseClientCertificate(certPEM, keyPEM)
	require.NoError(t, err)
	want, err := tls.X509KeyPair(certPEM, keyPEM)
	require.NoError(t, err)
	assert.False(t, parsed.IsZero())
	assert.Equal(t, want.Certificate, parsed.Reveal().Certificate)
	assert.False(t, paygates.NewClientCertificate(want).IsZero())
}

func TestParseClientCertificateRefuses(t *testing.T) {
	t.Parallel()
	certPEM, keyPEM := keyPair(t)
	_, otherKey := keyPair(t)
	for name, pair := range map[string][2][]byte{
		"nothing": {}, "no key": {certPEM, nil}, "no certificate": {nil, keyPEM}, "swapped": {keyPEM, certPEM},
		"another's key": {certPEM, otherKey}, "garbage": {[]byte("canary"), []byte("canary")},
	} {
		got, err := paygates.ParseClientCertificate(pair[0], pair[1])
		assert.True(t, got.IsZero(), name)
		assert.ErrorIs(t, err, paygates.ErrInvalidRequest, name)
		assert.Equal(t, paygates.OutcomeNotExecuted, paygates.OutcomeOf(err), name)
		assert.Equal(t, "ParseClientCertificate: invalid request (outcome: not executed): ClientCertificate: want a PEM certificate and its PEM private key", err.Error(), name)
	}
}

// Secrets that share allocations are as good as those made one by one.
func TestSecretsThatShare(t *testing.T) {
	t.Parallel()
	var shared paygates.Secrets
	var alone *paygates.Secrets
	for _, made := range []func(string) paygates.Secret{shared.New, alone.New} {
		var all []paygates.Secret
		for i := range 40 {
			all = append(all, made(strings.Repeat("x", i)))
		}
		for i, s := range all {
			assert.Equal(t, strings.Repeat("x", i), s.Reveal())
			assert.Equal(t, i == 0, s.IsZero())
			assert.Equal(t, "[redacted]", s.String())
		}
	}
}

// It counts the allocations of the process, so that no other test may run beside it.
func TestSecretsShareAllocations(t *testing.T) {
	const n = 1600
	one := testing.AllocsPerRun(5, func() {
		var shared paygates.Secrets
		for range n {
			sink = shared.New("AAABBEg0VhI0VniQEjRWAAAAAAA=")
		}
	})
	assert.Less(t, one, n/4.0)
}

var sink paygates.Secret
