package main

import (
	"bytes"
	"errors"
	"net/http"

	"github.com/paygates/paygates-go/cibpay/cibpaytest"
	"github.com/paygates/paygates-go/examples/internal/site"
)

// What the self-test looks at.

// newest is the shop's last purchase.
func (s *stall) newest() (sale, error) {
	latest := s.shop.sales.latest(1)
	if len(latest) == 0 {
		return sale{}, errors.New("the shop has no purchase")
	}
	return latest[0], nil
}

// ledger counts what the gateway did under a reference.
func (s *stall) ledger(reference string, kind cibpaytest.EntryKind) int {
	n := 0
	for _, e := range s.model.Ledger() {
		if e.Reference == reference && e.Kind == kind {
			n++
		}
	}
	return n
}

func (s *stall) charged(reference string, times int) error {
	return site.Want("times charged", s.ledger(reference, cibpaytest.Charged), times)
}

// sent counts the requests that asked for an order under a reference.
func (s *stall) sent(reference string) int {
	n := 0
	for _, r := range s.model.Requests() {
		if r.Method == http.MethodPost && r.Path == "/orders/create" && bytes.Contains(r.Body, []byte(`"`+reference+`"`)) {
			n++
		}
	}
	return n
}
