module github.com/paygates/paygates-go/internal/bench

go 1.26

// The clients under measurement bring transports of their own, which trust the
// roots of the system. With this, the roots that the bench sets stand in their
// place, so that a server of its own can be called.
godebug x509usefallbackroots=1

replace github.com/paygates/paygates-go => ../..

require (
	github.com/Rhymond/go-money v1.0.15
	github.com/bytedance/sonic v1.15.5
	github.com/go-pay/gopay v1.5.114
	github.com/go-resty/resty/v2 v2.17.2
	github.com/goccy/go-json v0.12.0
	github.com/govalues/decimal v0.1.36
	github.com/paygates/paygates-go v0.0.0-00010101000000-000000000000
	github.com/plutov/paypal/v4 v4.8.0
	github.com/shopspring/decimal v1.6.0
	github.com/stretchr/testify v1.12.1
	github.com/stripe/stripe-go/v85 v85.0.0
)

require (
	github.com/bytedance/gopkg v0.1.3 // indirect
	github.com/bytedance/sonic/loader v0.5.3 // indirect
	github.com/cloudwego/base64x v0.1.6 // indirect
	github.com/go-pay/util v0.0.4 // indirect
	github.com/go-pay/xlog v0.0.3 // indirect
	github.com/klauspost/cpuid/v2 v2.2.9 // indirect
	github.com/twitchyliquid64/golang-asm v0.15.1 // indirect
	go.yaml.in/yaml/v3 v3.0.5 // indirect
	golang.org/x/arch v0.0.0-20210923205945-b76863e36670 // indirect
	golang.org/x/net v0.43.0 // indirect
	golang.org/x/sys v0.35.0 // indirect
)
