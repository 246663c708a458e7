module github.com/paygates/paygates-go/internal/consumer

go 1.26

replace github.com/paygates/paygates-go => ../..

require (
	github.com/paygates/paygates-go v0.0.0-00010101000000-000000000000
	github.com/shopspring/decimal v1.6.0
)

require (
	github.com/go-resty/resty/v2 v2.17.2 // indirect
	golang.org/x/net v0.43.0 // indirect
)
