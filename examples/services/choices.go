package main

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/paygates/paygates-go/corefy"
	"github.com/paygates/paygates-go/money"
)

// prices are what the payer owes, in the currency that he chooses.
var prices = []money.Amount{
	money.MustParse("45.00", money.USD),
	money.MustParse("42.00", money.EUR),
	money.MustParse("1850.00", money.UAH),
	money.MustParse("6900", money.JPY),
}

func priceIn(code string) (money.Amount, bool) {
	at := slices.IndexFunc(prices, func(p money.Amount) bool { return p.Currency().Code() == code })
	if at < 0 {
		return money.Amount{}, false
	}
	return prices[at], true
}

// choice is a way to pay, as the page shows it.
type choice struct {
	Code, Name string
	Least      money.Amount
	Most       money.Amount
	Fields     []corefy.ServiceField
}

// freshness is how long an offer is shown without asking again. Accounts change
// their services by hand; a payer's page need not ask each time.
const freshness = time.Minute

// offers keeps what Corefy offers, by currency.
type offers struct {
	client *corefy.PublicClient

	mu    sync.Mutex
	known map[string]offer
}

type offer struct {
	at      time.Time
	choices []choice
}

// in gives the ways to pay a price, in the gateway's order. The prerequest says
// what each service asks for; the list of services of the private API does not.
func (o *offers) in(ctx context.Context, price money.Amount) ([]choice, error) {
	o.mu.Lock()
	defer o.mu.Unlock() // one payer asks, the others wait for that
	code := price.Currency().Code()
	if kept, ok := o.known[code]; ok && time.Since(kept.at) < freshness {
		return kept.choices, nil
	}
	offered, err := o.client.Prerequest(ctx, corefy.PrerequestRequest{Currency: price.Currency()})
	if err != nil {
		return nil, err
	}
	var choices []choice
	for _, service := range offered.Services {
		if !takes(service, price) {
			continue
		}
		fields := slices.Clone(service.Fields)
		slices.SortStableFunc(fields, func(a, b corefy.ServiceField) int { return a.Position - b.Position })
		name := offered.Method(service.Method).Name.In("en")
		if name == "" {
			name = service.Method
		}
		choices = append(choices, choice{
			Code: service.Code, Name: name, Least: service.AmountMin, Most: service.AmountMax, Fields: fields,
		})
	}
	o.known[code] = offer{time.Now(), choices}
	return choices, nil
}

// takes says whether a price lies within a service's limits. The answer is not
// filtered by amount, and a limit in another currency says nothing about it.
func takes(service corefy.ServiceOption, price money.Amount) bool {
	if service.Currency != price.Currency() {
		return false
	}
	below, errMin := price.Cmp(service.AmountMin)
	above, errMax := price.Cmp(service.AmountMax)
	return (errMin != nil || below >= 0) && (errMax != nil || above <= 0)
}

var (
	errNotOffered = errors.New("this way to pay is not offered")
	errMissing    = errors.New("a field is missing")
)

// chosen takes what a payer sent apart: the way, if it is one of those offered,
// and its fields, and no other.
func chosen(choices []choice, code string, typed func(name string) string) (choice, map[string]string, error) {
	at := slices.IndexFunc(choices, func(c choice) bool { return c.Code == code })
	if at < 0 {
		return choice{}, nil, errNotOffered
	}
	fields := make(map[string]string)
	for _, field := range choices[at].Fields {
		value := typed("field-" + field.Key)
		if value == "" && field.Required {
			return choices[at], nil, errMissing
		}
		if value != "" {
			fields[field.Key] = value
		}
	}
	return choices[at], fields, nil
}
