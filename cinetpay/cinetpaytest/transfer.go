package cinetpaytest

import (
	"errors"
	"fmt"
	"time"

	"github.com/paygates/paygates-go/money"
)

// The words of treatment_status.
const (
	treatmentNew       = "NEW"
	treatmentReceived  = "REC"
	treatmentWaiting   = "NOS"
	treatmentValidated = "VAL"
	treatmentRejected  = "REJ"
)

// transfer is money on its way out.
type transfer struct {
	number    int // position in creation order, from 1
	id        string
	clientID  string
	lot       string
	prefix    string
	phone     string
	amount    whole
	method    string
	notifyURL string
	treatment string
	confirmed bool // by the merchant's e-mail, or allow-listed
	comment   string
	operator  string // operator_transaction_id
	created   time.Time
	updated   time.Time
	validated time.Time
}

// Transfer is what the model knows about a transfer.
type Transfer struct {
	// ID is the gateway's transaction_id.
	ID string
	// ClientTransactionID is the merchant's identifier; empty if the request
	// had none.
	ClientTransactionID string
	// Lot is the list that it came in with.
	Lot string
	// Prefix and Phone are the receiver.
	Prefix, Phone string
	// Method is the request's payment_method; empty if it had none.
	Method string
	// Amount is how much is sent.
	Amount money.Amount
	// Treatment is treatment_status: NEW, REC, NOS, VAL or REJ.
	Treatment string
	// Sending is sending_status: PENDING until the merchant confirmed, then
	// CONFIRM.
	Sending string
	// NotifyURL is the merchant's address.
	NotifyURL string
	// Created is when it was accepted.
	Created time.Time
	// Updated is when it last changed.
	Updated time.Time
	// Validated is when it reached its receiver; zero if it did not.
	Validated time.Time
}

// What becomes of a transfer can fail with these, for errors.Is.
var (
	// ErrTransferNotFound says that the model knows no transfer of that name.
	ErrTransferNotFound = errors.New("the model knows no such transfer")
	// ErrTransferFinal says that the transfer is done or rejected, or that it
	// is confirmed already.
	ErrTransferFinal = errors.New("the transfer allows that no more")
)

// Transfer gives a copy of the transfer with that client_transaction_id or
// transaction_id; false if there is none.
func (m *Model) Transfer(id string) (Transfer, bool) {
	m.enter()
	defer m.mu.Unlock()
	t, ok := m.findTransfer(id)
	if !ok {
		return Transfer{}, false
	}
	return m.transferOf(t), true
}

// Transfers gives copies of all transfers, oldest first.
func (m *Model) Transfers() []Transfer {
	m.enter()
	defer m.mu.Unlock()
	out := make([]Transfer, 0, len(m.transfers))
	for _, t := range m.transfers {
		out = append(out, m.transferOf(t))
	}
	return out
}

func (m *Model) findTransfer(id string) (*transfer, bool) {
	if t, ok := m.byClientID[id]; ok {
		return t, true
	}
	t, ok := m.byTransferID[id]
	return t, ok
}

func (m *Model) transferOf(t *transfer) Transfer {
	return Transfer{
		ID: t.id, ClientTransactionID: t.clientID, Lot: t.lot, Prefix: t.prefix, Phone: t.phone, Method: t.method,
		Amount: m.ofBalance(t.amount), Treatment: t.treatment, Sending: t.sending(), NotifyURL: t.notifyURL,
		Created: t.created, Updated: t.updated, Validated: t.validated,
	}
}

// Approve is the merchant's confirmation, by the e-mail that the gateway sends
// for each transfer of a server that is not allow-listed: the transfer is being
// treated, REC. A transfer is named by its client_transaction_id or
// transaction_id. The error is ErrTransferNotFound or ErrTransferFinal.
func (m *Model) Approve(id string) error {
	return m.treat(id, func(t *transfer) error {
		if t.confirmed {
			return ErrTransferFinal
		}
		t.confirmed, t.treatment = true, treatmentReceived
		return nil
	})
}

// Suspend lets the operator leave the transfer open: NOS, waiting for
// confirmation or refusal. The error is ErrTransferNotFound or ErrTransferFinal.
func (m *Model) Suspend(id string) error {
	return m.treat(id, func(t *transfer) error {
		t.confirmed, t.treatment = true, treatmentWaiting
		return nil
	})
}

// Complete lets the money reach its receiver: VAL. The error is
// ErrTransferNotFound or ErrTransferFinal.
func (m *Model) Complete(id string) error {
	return m.treat(id, func(t *transfer) error {
		t.confirmed, t.treatment, t.validated = true, treatmentValidated, m.now
		t.operator = "PP" + m.now.Format("060102.1504") + ".B" + m.drawDigits("receipt", t.number, 5)
		m.balance -= t.amount
		m.enterTransfer(t, Completed, "")
		return nil
	})
}

// Reject refuses the transfer: REJ. Its amount is available again. The error is
// ErrTransferNotFound or ErrTransferFinal.
func (m *Model) Reject(id string) error {
	return m.treat(id, func(t *transfer) error {
		t.treatment, t.comment = treatmentRejected, "The transfer was refused"
		m.enterTransfer(t, Rejected, "")
		return nil
	})
}

// treat changes a transfer that is not final, tells the merchant, and lets a
// server deliver that.
func (m *Model) treat(id string, do func(*transfer) error) error {
	err := m.treatLocked(id, do)
	m.afterAction()
	return err
}

func (m *Model) treatLocked(id string, do func(*transfer) error) error {
	m.enter()
	defer m.mu.Unlock()
	t, ok := m.findTransfer(id)
	switch {
	case !ok:
		return ErrTransferNotFound
	case t.final():
		return fmt.Errorf("%w: it is %s", ErrTransferFinal, t.treatment)
	}
	if err := do(t); err != nil {
		return fmt.Errorf("%w: it is %s", err, t.treatment)
	}
	t.updated = m.now
	m.notifyTransfer(t)
	return nil
}

func (t *transfer) final() bool {
	return t.treatment == treatmentValidated || t.treatment == treatmentRejected
}

// name is what the merchant calls it.
func (t *transfer) name() string {
	if t.clientID != "" {
		return t.clientID
	}
	return t.id
}

func (t *transfer) sending() string {
	if t.confirmed {
		return "CONFIRM"
	}
	return "PENDING"
}

func (t *transfer) validatedAt() string {
	if t.validated.IsZero() {
		return ""
	}
	return t.validated.Format(timeForm)
}

// Balance gives what the transfer balance holds, and what of it is available,
// because nothing is on its way with it.
func (m *Model) Balance() (amount, available money.Amount) {
	m.enter()
	defer m.mu.Unlock()
	return m.ofBalance(m.balance), m.ofBalance(m.balance - m.inUse())
}

func (m *Model) ofBalance(w whole) money.Amount { return w.in(m.cfg.Balance.Currency()) }

// inUse is what is on its way.
func (m *Model) inUse() whole {
	var sum whole
	for _, t := range m.transfers {
		if !t.final() {
			sum += t.amount
		}
	}
	return sum
}
