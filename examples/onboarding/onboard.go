package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/circlepay"
)

// tries is how often a merchant may type the code.
const tries = 3

var (
	errNotMade     = errors.New("nobody knows whether the merchant was made: run this again later, it looks first")
	errTokenLost   = errors.New("the merchant was made, but his token was in the answer that got lost, and the list does not show it: ask CirclePay for it")
	errNotVerified = errors.New("the merchant is not verified")
	errNoMethod    = errors.New("no gateway has a method to pay with")
)

// onboarding makes merchants.
type onboarding struct {
	client *circlepay.Client // the platform's: it has no merchant
	code   func() (string, error)
	out    io.Writer
}

func (o *onboarding) say(step, format string, values ...any) {
	fmt.Fprintf(o.out, "%-16s %s\n", step, fmt.Sprintf(format, values...))
}

// onboard makes a merchant who can be paid.
func (o *onboarding) onboard(ctx context.Context, asked circlepay.CreateMerchantRequest) error {
	shop, err := o.merchant(ctx, asked)
	if err == nil {
		err = o.verify(ctx, shop, asked.Mobile)
	}
	if err == nil {
		err = o.enable(ctx, shop)
	}
	return err
}

// merchant makes the merchant, and gives the client that speaks for him: by the
// token, which a platform stores as a secret. Only this answer is sure to have it:
// if that is lost the merchant is looked up, and never made twice, but the list
// shows tokens to some accounts alone.
func (o *onboarding) merchant(ctx context.Context, asked circlepay.CreateMerchantRequest) (*circlepay.Client, error) {
	made, err := o.client.Merchants.Create(ctx, asked)
	e, failed := errors.AsType[*paygates.Error](err)
	switch {
	case failed && e.Outcome == paygates.OutcomeUnknown:
		o.say("create", "the outcome is unknown: %v", e)
		found, err := o.client.Resolve(ctx, e.Intent)
		if err != nil {
			return nil, errors.Join(errNotMade, err)
		}
		o.say("look up", "%s", found.Verdict)
		merchant, there := found.Object.(*circlepay.Merchant)
		if found.Verdict != paygates.VerdictExecuted || !there {
			return nil, errNotMade
		}
		if made = merchant; made.Token.IsZero() {
			return nil, errTokenLost
		}
	case failed:
		return nil, e
	}
	o.say("merchant", "%s is made", asked.BusinessName)
	return o.client.ForMerchant(made.Token), nil
}

// verify sends the code and takes it back. A wrong one is refused, and may be typed
// again; whether he is verified says the merchant as he is read, nothing else.
func (o *onboarding) verify(ctx context.Context, shop *circlepay.Client, mobile string) error {
	if _, err := o.client.Merchants.SendOTP(ctx, circlepay.SendOTPRequest{Mobile: mobile, CountryCode: "+20"}); err != nil {
		if paygates.OutcomeOf(err) == paygates.OutcomeNotExecuted {
			return err
		}
		o.say("send code", "it may be on its way: %v", err) // no look-up tells
	}
	for n := range tries {
		code, err := o.code()
		if err != nil {
			return err
		}
		_, err = o.client.Merchants.Verify(ctx, circlepay.VerifyMerchantRequest{Mobile: mobile, OTP: paygates.NewSecret(code)})
		if err != nil {
			o.say(fmt.Sprintf("code, try %d", n+1), "%v", err)
		}
		merchant, err := shop.Merchants.Get(ctx)
		if err != nil {
			return err
		}
		if merchant.Status.Active() {
			o.say("verified", "%s, active: %v", merchant.BusinessName, merchant.Status.Active())
			return nil
		}
	}
	return errNotVerified
}

// enable switches a gateway on, and then its methods: a merchant without any cannot
// be paid. Both may be repeated.
func (o *onboarding) enable(ctx context.Context, shop *circlepay.Client) error {
	offered, err := o.client.Gateways.List(ctx)
	if err != nil {
		return err
	}
	for _, gateway := range offered {
		methods, err := o.client.Methods.List(ctx, gateway.ID)
		if err != nil && !errors.Is(err, paygates.ErrNotFound) {
			return err
		}
		if len(methods) == 0 {
			continue
		}
		if _, err := shop.Merchants.EnableGateway(ctx, gateway.ID); err != nil {
			return err
		}
		for _, method := range methods {
			if _, err := shop.Merchants.EnableMethod(ctx, method.ID); err != nil {
				return err
			}
		}
		return o.show(ctx, shop)
	}
	return errNoMethod
}

// show prints what the merchant can be paid with. RawJSON and ConfigJSON of these
// have the gateway's keys in them: neither is for printing.
func (o *onboarding) show(ctx context.Context, shop *circlepay.Client) error {
	methods, err := shop.Merchants.ListMethods(ctx)
	if err != nil {
		return err
	}
	for _, m := range methods {
		if m.Enabled != nil && *m.Enabled {
			o.say("can be paid with", "%s", m.Name)
		}
	}
	return nil
}
