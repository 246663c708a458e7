package ordergatetest

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
)

// ErrNotChallenged says that no bank waits for the order's payer.
var ErrNotChallenged = errors.New("no bank is asking the order's payer")

// Return is what the payer's browser brings back from the bank.
type Return struct {
	URL    string
	Fields url.Values
}

// Request makes the form's POST.
func (r Return) Request(ctx context.Context) (*http.Request, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, r.URL, strings.NewReader(r.Fields.Encode()))
	if err != nil {
		return nil, errors.New("the form's address is not a URL")
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return request, nil
}

// Authenticate is the payer's yes on the bank's page.
func (p *Platform) Authenticate(id string) (Return, error) { return p.atBank(id, true) }

// FailAuthentication is a payer who cannot prove who they are.
func (p *Platform) FailAuthentication(id string) (Return, error) { return p.atBank(id, false) }

func (p *Platform) atBank(id string, confirmed bool) (Return, error) {
	p.enter()
	defer p.mu.Unlock()
	o, ok := p.orders[id]
	switch {
	case !ok:
		return Return{}, ErrOrderNotFound
	case !o.waiting() || o.stage != atChallenge || o.expired(p.now):
		return Return{}, ErrNotChallenged
	}
	o.answerChallenge(confirmed)
	return p.returnOf(o), nil
}

// returnOf is the bank's answer on its way to the address that the form named.
func (p *Platform) returnOf(o *order) Return {
	if o.version == 1 {
		return Return{URL: o.pages + termPath, Fields: url.Values{fieldMD: {sessionOf(o)}, fieldPaRes: {p.paRes(o, o.confirmed)}}}
	}
	return Return{URL: o.notifyURL, Fields: url.Values{fieldSession: {sessionOf(o)}, fieldCRes: {p.cres(o, o.confirmed)}}}
}
