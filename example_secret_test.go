package paygates_test

import (
	"crypto/tls"
	"encoding/json"
	"fmt"

	"github.com/paygates/paygates-go"
)

func ExampleNewSecret() {
	secret := paygates.NewSecret("hunter2")
	fmt.Println(secret)
	// Output:
	// [redacted]
}

func ExampleSecret_Reveal() {
	secret := paygates.NewSecret("hunter2")
	fmt.Println(len(secret.Reveal()))
	// Output:
	// 7
}

func ExampleSecret_IsZero() {
	secret := paygates.NewSecret("hunter2")
	fmt.Println(secret.IsZero(), paygates.Secret{}.IsZero())
	// Output:
	// false true
}

func ExampleSecret_String() {
	secret := paygates.NewSecret("hunter2")
	fmt.Println(secret.String())
	// Output:
	// [redacted]
}

func ExampleSecret_Format() {
	secret := paygates.NewSecret("hunter2")
	fmt.Printf("%v %+v %#v %q %x\n", secret, secret, secret, secret, secret)
	// Output:
	// [redacted] [redacted] [redacted] [redacted] [redacted]
}

func ExampleSecret_LogValue() {
	secret := paygates.NewSecret("hunter2")
	fmt.Println(secret.LogValue())
	// Output:
	// [redacted]
}

func ExampleSecret_MarshalText() {
	secret := paygates.NewSecret("hunter2")
	text, _ := json.Marshal(struct{ Password paygates.Secret }{secret})
	fmt.Println(string(text))
	// Output:
	// {"Password":"[redacted]"}
}

func ExampleNewPAN() {
	card := paygates.NewPAN("4111 1111 1111 1111")
	fmt.Println(card, card.Masked())
	// Output:
	// [redacted] 411111****1111
}

func ExamplePAN_Reveal() {
	card := paygates.NewPAN("4111 1111 1111 1111")
	fmt.Println(len(card.Reveal()))
	// Output:
	// 16
}

func ExamplePAN_IsZero() {
	card := paygates.NewPAN("4111 1111 1111 1111")
	fmt.Println(card.IsZero(), paygates.PAN{}.IsZero())
	// Output:
	// false true
}

func ExamplePAN_Equal() {
	card := paygates.NewPAN("4111 1111 1111 1111")
	fmt.Println(card.Equal(paygates.NewPAN("4111111111111111")))
	// Output:
	// true
}

func ExamplePAN_Valid() {
	card := paygates.NewPAN("4111 1111 1111 1111")
	fmt.Println(card.Valid(), paygates.NewPAN("4111111111111112").Valid())
	// Output:
	// true false
}

func ExamplePAN_Masked() {
	card := paygates.NewPAN("4111 1111 1111 1111")
	fmt.Println(card.Masked())
	// Output:
	// 411111****1111
}

func ExamplePAN_String() {
	card := paygates.NewPAN("4111 1111 1111 1111")
	fmt.Println(card.String())
	// Output:
	// [redacted]
}

func ExamplePAN_Format() {
	card := paygates.NewPAN("4111 1111 1111 1111")
	fmt.Printf("%v %+v %#v %d\n", card, card, card, card)
	// Output:
	// [redacted] [redacted] [redacted] [redacted]
}

func ExamplePAN_LogValue() {
	card := paygates.NewPAN("4111 1111 1111 1111")
	fmt.Println(card.LogValue())
	// Output:
	// [redacted]
}

func ExamplePAN_MarshalText() {
	card := paygates.NewPAN("4111 1111 1111 1111")
	text, _ := json.Marshal([]paygates.PAN{card})
	fmt.Println(string(text))
	// Output:
	// ["[redacted]"]
}

func ExampleNewRaw() {
	raw := paygates.NewRaw([]byte(`{"pan":"4111111111111111"}`))
	fmt.Println(raw)
	// Output:
	// [26 bytes]
}

func ExampleRaw_Bytes() {
	raw := paygates.NewRaw([]byte(`{"pan":"4111111111111111"}`))
	fmt.Println(json.Valid(raw.Bytes()))
	// Output:
	// true
}

func ExampleRaw_Len() {
	raw := paygates.NewRaw([]byte(`{"pan":"4111111111111111"}`))
	fmt.Println(raw.Len())
	// Output:
	// 26
}

func ExampleRaw_IsZero() {
	raw := paygates.NewRaw([]byte(`{"pan":"4111111111111111"}`))
	fmt.Println(raw.IsZero(), paygates.Raw{}.IsZero())
	// Output:
	// false true
}

func ExampleRaw_String() {
	raw := paygates.NewRaw([]byte(`{"pan":"4111111111111111"}`))
	fmt.Println(raw.String())
	// Output:
	// [26 bytes]
}

func ExampleRaw_Format() {
	raw := paygates.NewRaw([]byte(`{"pan":"4111111111111111"}`))
	fmt.Printf("%+v %s\n", raw, raw)
	// Output:
	// [26 bytes] [26 bytes]
}

func ExampleRaw_LogValue() {
	raw := paygates.NewRaw([]byte(`{"pan":"4111111111111111"}`))
	fmt.Println(raw.LogValue())
	// Output:
	// [26 bytes]
}

func ExampleRaw_MarshalText() {
	raw := paygates.NewRaw([]byte(`{"pan":"4111111111111111"}`))
	text, _ := json.Marshal(map[string]any{"body": raw})
	fmt.Println(string(text))
	// Output:
	// {"body":"[26 bytes]"}
}

func ExampleNewClientCertificate() {
	cert := paygates.NewClientCertificate(tls.Certificate{Certificate: [][]byte{{1}}})
	fmt.Println(cert)
	// Output:
	// [redacted]
}

func ExampleClientCertificate_Reveal() {
	cert := paygates.NewClientCertificate(tls.Certificate{Certificate: [][]byte{{1}}})
	fmt.Println(len(cert.Reveal().Certificate), paygates.ClientCertificate{}.Reveal() == nil)
	// Output:
	// 1 true
}

func ExampleClientCertificate_IsZero() {
	cert := paygates.NewClientCertificate(tls.Certificate{Certificate: [][]byte{{1}}})
	fmt.Println(cert.IsZero(), paygates.ClientCertificate{}.IsZero())
	// Output:
	// false true
}

func ExampleClientCertificate_String() {
	cert := paygates.NewClientCertificate(tls.Certificate{Certificate: [][]byte{{1}}})
	fmt.Println(cert.String())
	// Output:
	// [redacted]
}

func ExampleClientCertificate_Format() {
	cert := paygates.NewClientCertificate(tls.Certificate{Certificate: [][]byte{{1}}})
	fmt.Printf("%v %#v\n", cert, cert)
	// Output:
	// [redacted] [redacted]
}

func ExampleClientCertificate_MarshalText() {
	cert := paygates.NewClientCertificate(tls.Certificate{Certificate: [][]byte{{1}}})
	text, _ := json.Marshal(map[string]any{"cert": cert})
	fmt.Println(string(text))
	// Output:
	// {"cert":"[redacted]"}
}

func ExampleSecrets_New() {
	var shared paygates.Secrets
	holder, cavv := shared.New("CARD HOLDER"), shared.New("AAABBEg0VhI0VniQEjRWAAAAAAA=")
	fmt.Println(holder, cavv, holder.Reveal())
	// Output: [redacted] [redacted] CARD HOLDER
}
