package cinetpay

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/check"
	"github.com/paygates/paygates-go/internal/transport"
	"github.com/paygates/paygates-go/internal/wire"
	"github.com/paygates/paygates-go/money"
)

// TransfersAPI has the calls of the transfer API, which pays out to phones. It is
// Client.Transfers, and needs Config.TransferPassword.
//
// It stands on a host of its own and wants a login; one token serves all callers
// for four of its five minutes, and is renewed when CinetPay refuses it.
type TransfersAPI struct{ account *account }

// AddContactsRequest are receivers to be made known.
type AddContactsRequest struct {
	// Contacts are at least one.
	Contacts []Contact
}

// SendRequest is a payout.
type SendRequest struct {
	// Reference is the merchant's own id (client_transaction_id), new for each
	// payout and stored before the call: CinetPay takes none twice.
	Reference string
	// Amount is whole and, but in USD, a multiple of 5. No currency goes out with
	// it: it has to be that of the receiver's country, and is refused if it is
	// known to be another. Where a country has two (243: CDF and USD), it is refused
	// without Config.Currency. Limits differ by country; the codes 719 and 720 tell.
	Amount money.Amount
	// Prefix and Phone are those of a contact: see AddContacts.
	Prefix, Phone string
	// NotifyURL receives the notifications: see ParseTransferCallback. Required.
	NotifyURL string
	// Method is the means of payment, such as "WAVECI"; CinetPay's choice if empty.
	Method string
}

// Balance reads what can be paid out.
// GET /v1/transfer/check/balance. A failed read has no effect and may be repeated.
//
// Source: CinetPay documentation, transfer API, GET /transfer/check/balance.
func (t *TransfersAPI) Balance(ctx context.Context) (*Balance, error) {
	op := rows[opBalance]
	call := &transport.Call{Op: op, Intent: intent(opBalance, "")}
	var balance *Balance
	err := t.account.withToken(ctx, call, nil, func(reply *transport.Reply) (fault *paygates.Error) {
		balance, fault = t.account.judgeBalance(op, reply)
		return fault
	})
	if err != nil {
		return nil, err
	}
	return balance, nil
}

// AddContacts makes receivers known: Send pays nobody else (724).
// POST /v1/transfer/contact. Adding one that is known already changes nothing and
// is no error, so that the call may be repeated whatever came of it; Client.Resolve
// therefore looks nothing up and advises that.
//
// Source: CinetPay documentation, transfer API, POST /transfer/contact.
func (t *TransfersAPI) AddContacts(ctx context.Context, req AddContactsRequest) (*AddedContacts, error) {
	op := rows[opAddContacts]
	want := intent(opAddContacts, "")
	var wrong check.Findings
	if len(req.Contacts) == 0 {
		wrong.Add("Contacts", "want at least one contact")
	}
	for i := range req.Contacts {
		req.Contacts[i].validate(&wrong, "Contacts["+strconv.Itoa(i)+"].")
	}
	if len(wrong) > 0 {
		return nil, t.account.checkout.Refuse(op, want, wrong)
	}
	body, err := form(func(w *wire.Encoder) {
		for _, c := range req.Contacts {
			c.encode(w)
		}
	})
	if err != nil {
		return nil, t.account.checkout.Refuse(op, want, []paygates.FieldError{{Field: "Contacts", Message: "want valid UTF-8"}})
	}
	var added *AddedContacts
	err = t.account.withToken(ctx, &transport.Call{Op: op, Body: body, Intent: want}, nil,
		func(reply *transport.Reply) (fault *paygates.Error) {
			added, fault = judgeContacts(op, req.Contacts, reply)
			return fault
		})
	if err != nil {
		return nil, err
	}
	return added, nil
}

// Send pays out to a contact. POST /v1/transfer/money/send/contact, one payout a
// call. The result is that CinetPay took it, not that the receiver has it: Get
// tells, and a notification comes. Unless CinetPay knows the caller's address,
// somebody has to confirm each transfer by e-mail first.
//
// With these errors nothing was paid: ErrInvalidRequest (704, 708, 716 to 720,
// 725, 801, 802), ErrDeclined (602: the merchant's own balance is too small; top
// it up and send again), ErrState (724: AddContacts first), ErrAuthentication. All
// else leaves the outcome unknown: a lost answer, a 5xx, an answer that is not
// about this payout, and ErrDuplicate (805), which says that the Reference was used:
// by an earlier send of this payout, or by another one. It is never sent again by
// itself but after a login that CinetPay refused.
//
// Client.Resolve finds out (Transfers.Get by Reference), and compares amount and
// receiver. Sending again with the same Reference is the caller's choice; with
// another one it may pay twice.
//
// Source: CinetPay documentation, transfer API; public clients.
func (t *TransfersAPI) Send(ctx context.Context, req SendRequest) (*Transfer, error) {
	op := rows[opSend]
	want := intent(opSend, req.Reference)
	// The contact is what the call acts on.
	want.Amount, want.TargetID = req.Amount, req.Prefix+req.Phone
	if wrong := t.account.validateSend(&req); len(wrong) > 0 {
		return nil, t.account.checkout.Refuse(op, want, wrong)
	}
	body, err := form(req.encode)
	if err != nil {
		return nil, t.account.checkout.Refuse(op, want, []paygates.FieldError{{Field: "request", Message: "want text that is valid UTF-8"}})
	}
	var transfer *Transfer
	err = t.account.withToken(ctx, &transport.Call{Op: op, Body: body, Intent: want}, nil,
		func(reply *transport.Reply) (fault *paygates.Error) {
			transfer, fault = t.account.judgeSend(op, &req, reply)
			return fault
		})
	if err != nil {
		return nil, err
	}
	return transfer, nil
}

// Get reads a payout by the merchant's own reference.
// GET /v1/transfer/check/money. ErrNotFound (723) says that there is none so far.
// A rejected payout is returned, not an error; so is one that waits. A failed read
// has no effect and may be repeated.
//
// Source: CinetPay documentation, transfer API; public clients.
func (t *TransfersAPI) Get(ctx context.Context, reference string) (*Transfer, error) {
	want := intent(opTransfer, reference)
	var wrong check.Findings
	t.account.lookUpReference(&wrong, "reference", reference)
	if len(wrong) > 0 {
		return nil, t.account.checkout.Refuse(rows[opTransfer], want, wrong)
	}
	hits, err := t.account.transfers(ctx, want, t.account.currency, 1)
	if err != nil {
		return nil, err
	}
	return hits[0], nil
}

// anyNumber of transfers may bear a reference.
const anyNumber = -1

// transfers reads those that bear the intent's reference, at least one and at
// most as many, for the intent's operation.
func (a *account) transfers(ctx context.Context, want paygates.Intent, currency money.Currency, most int) ([]*Transfer, error) {
	op := rows[opTransfer]
	query := url.Values{"client_transaction_id": {want.Reference}}
	var hits []*Transfer
	err := a.withToken(ctx, &transport.Call{Op: op, Intent: want}, query, func(reply *transport.Reply) (fault *paygates.Error) {
		hits, fault = a.judgeTransfers(op, want.Reference, currency, reply)
		if most != anyNumber && len(hits) > most {
			// Which of them is it? Client.Resolve calls it a duplicate.
			fault = &paygates.Error{Kind: paygates.ErrUnexpectedReply, Message: "several transfers bear the reference", ObjectID: hits[0].ID}
			fault.WithAdvice(paygates.AdviceAskHuman)
		}
		return fault
	})
	if err != nil {
		return nil, err
	}
	return hits, nil
}

// form is the body of a call: one field with a JSON array in it.
func form(entries func(*wire.Encoder)) ([]byte, error) {
	w := wire.NewEncoder(nil)
	w.Array("")
	entries(w)
	w.End()
	data, err := w.Bytes()
	if err != nil {
		return nil, err
	}
	return []byte("data=" + url.QueryEscape(string(data))), nil
}

func (c *Contact) encode(w *wire.Encoder) {
	w.Object("")
	w.String("prefix", c.Prefix)
	w.String("phone", c.Phone)
	w.String("name", c.FamilyName)
	w.String("surname", c.GivenName)
	w.OptString("email", c.Email)
	w.End()
}

func (r *SendRequest) encode(w *wire.Encoder) {
	amount, err := rules.Append(nil, r.Amount)
	if err != nil {
		amount = nil // the encoder refuses it too
	}
	w.Object("")
	w.String("prefix", r.Prefix)
	w.String("phone", r.Phone)
	w.Number(fieldAmount, string(amount))
	w.String("notify_url", r.NotifyURL)
	w.String("client_transaction_id", r.Reference)
	w.OptString("payment_method", r.Method)
	w.End()
}

const (
	maxPrefix              = 4
	minNumber, maxNumber   = 6, 13
	wantPrefix, wantNumber = "want a country's prefix, such as 225: 1 to 4 digits, no plus", "want the number without its prefix: 6 to 13 digits"
)

func validatePhone(wrong *check.Findings, path, prefix, phone string) {
	if prefix == "" || len(prefix) > maxPrefix || !check.Digits(prefix) || prefix[0] == '0' {
		wrong.Add(path+"Prefix", wantPrefix)
	}
	if len(phone) < minNumber || len(phone) > maxNumber || !check.Digits(phone) {
		wrong.Add(path+"Phone", wantNumber)
	}
}

func (c *Contact) validate(wrong *check.Findings, path string) {
	validatePhone(wrong, path, c.Prefix, c.Phone)
	for _, f := range []struct{ name, text string }{{"FamilyName", c.FamilyName}, {"GivenName", c.GivenName}} {
		if strings.TrimSpace(f.text) == "" || !check.PlainText(f.text) {
			wrong.Add(path+f.name, "is required, without control characters")
		}
	}
	wrong.Email(path+"Email", c.Email)
}

func (a *account) validateSend(r *SendRequest) check.Findings {
	var wrong check.Findings
	a.reference(&wrong, "Reference", r.Reference)
	a.amount(&wrong, "Amount", r.Amount)
	validatePhone(&wrong, "", r.Prefix, r.Phone)
	address(&wrong, "NotifyURL", r.NotifyURL, true)
	if !check.PlainText(r.Method) {
		wrong.Add("Method", "want valid text without control characters")
	}
	at := slices.IndexFunc(countries, func(c country) bool { return c.prefix == r.Prefix })
	if at >= 0 && r.Amount.IsSet() && !slices.Contains(countries[at].currencies, r.Amount.Currency()) {
		wrong.Add("Amount", "want the money of the receiver's country, "+countries[at].currencies[0].Code())
	}
	if at >= 0 && len(countries[at].currencies) > 1 && a.currency.IsZero() {
		// A payout of 50000 CDF would leave an account in dollars as 50000 USD.
		wrong.Add("Amount", "want Config.Currency beside it: phones of this prefix hold several currencies, and none goes out")
	}
	wrong.Sort()
	return wrong
}
