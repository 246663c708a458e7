package simulation

// Deed is one thing that a merchant or a payer does, in words that all gateways
// share.
type Deed string

// The deeds. Those of the payer are done at the model, all others are calls.
const (
	// Create makes an order with a payment page.
	Create Deed = "create"
	// CreatePublicly does so with what a browser may know.
	CreatePublicly Deed = "create publicly"
	// CreateBill makes an order with a bill.
	CreateBill Deed = "create with a bill"
	// PayByCard and PayByToken make an order and pay it.
	PayByCard  Deed = "pay by card"
	PayByToken Deed = "pay by token"
	// Complete and Complete3DS2 end 3-D Secure of version 1 and 2, Resume goes on
	// after version 2 has looked at the payer's device.
	Complete     Deed = "complete"
	Complete3DS2 Deed = "complete 3DS2"
	Resume       Deed = "resume"

	Charge  Deed = "charge"
	Refund  Deed = "refund"
	Reverse Deed = "reverse"
	Cancel  Deed = "cancel"
	Rebill  Deed = "rebill"
	PayOut  Deed = "pay out"
	// PayOutLinked pays out to the card of an earlier order.
	PayOutLinked Deed = "linked payout"

	// CreateInvoice and CreateLink make an offer that can be paid later, PayInvoice
	// and PayLink open a payment of it.
	CreateInvoice Deed = "create an invoice"
	PayInvoice    Deed = "pay an invoice"
	CreateLink    Deed = "create a link"
	PayLink       Deed = "pay a link"
	// DeleteInvoice and DeactivateLink end an offer.
	DeleteInvoice  Deed = "delete an invoice"
	DeactivateLink Deed = "deactivate a link"

	// AddReceiver makes somebody known who is to be paid.
	AddReceiver Deed = "add receiver"

	// CreateMerchant makes somebody known who sells, SendPassword sends a one-time
	// password to the telephone, and VerifyMerchant gives it back.
	CreateMerchant Deed = "create a merchant"
	SendPassword   Deed = "send a password"
	VerifyMerchant Deed = "verify a merchant"
	// UpdateMerchant changes the merchant whose till this is.
	UpdateMerchant Deed = "update the merchant"
	// EnableGateway and the like switch what that merchant can be paid by.
	EnableGateway  Deed = "enable a gateway"
	DisableGateway Deed = "disable a gateway"
	EnableMethod   Deed = "enable a method"
	DisableMethod  Deed = "disable a method"
	// CreateCustomer and UpdateCustomer are about somebody who buys.
	CreateCustomer Deed = "create a customer"
	UpdateCustomer Deed = "update a customer"
	// UpdateLink changes what a link says, not its price.
	UpdateLink Deed = "update a link"

	Read Deed = "read"
	// ReadPublicly reads with what a browser may know.
	ReadPublicly Deed = "read publicly"
	// ReadPayout reads a payout, where that is another call.
	ReadPayout Deed = "read payout"
	// ReadInvoice and ReadLink read an offer, ListInvoices and ListLinks look for it
	// among all.
	ReadInvoice  Deed = "read an invoice"
	ListInvoices Deed = "list invoices"
	ReadLink     Deed = "read a link"
	ListLinks    Deed = "list links"
	// ReadMerchant and ReadCustomer read somebody.
	ReadMerchant Deed = "read a merchant"
	ReadCustomer Deed = "read a customer"
	// ReadBalance reads what can be paid out. No seed draws it.
	ReadBalance Deed = "read the balance"
	// List reads all movements of all orders.
	List Deed = "list"
	// Settle resolves the calls whose outcome is unknown.
	Settle Deed = "settle"

	// PayerPays and PayerRefuses happen on the payment page.
	PayerPays    Deed = "payer pays"
	PayerRefuses Deed = "payer refuses"
	// PayerAbandons leaves in the midst of paying, and may come back.
	PayerAbandons Deed = "payer abandons"
	// PayerIsLate: his money comes although he was taken for refused.
	PayerIsLate Deed = "payer is late"
	// ReturnedByHand: somebody at the gateway gives all the money back.
	ReturnedByHand Deed = "returned by hand"
	// PayoutApproved, PayoutArrives and PayoutFails are a payout's way.
	PayoutApproved Deed = "payout approved"
	PayoutArrives  Deed = "payout arrives"
	PayoutFails    Deed = "payout fails"
	// PayerConfirms and PayerFails happen on the page of the payer's bank.
	PayerConfirms Deed = "payer confirms"
	PayerFails    Deed = "payer fails"
)

// deedKind says what a deed is to the merchant.
type deedKind int

const (
	settles   deedKind = iota
	reads              // a call without effect
	prepares           // a call that may be repeated, and that no ledger shows
	registers          // a call that makes or changes what moves no money, and that no ledger shows
	makes              // a call that makes an object of its own
	moves              // a call that moves an amount on an order
	ends               // a call that ends an offer
	continues          // a call that goes on with an order whose payer was away
	onPage             // the payer's, on the payment page, or somebody's at the gateway
	atBank             // the payer's, at his bank
)

// sort is what an order is.
type sort int

const (
	payment sort = iota
	payout
	invoice // an offer to one customer, which has one payment at a time
	link    // an offer to many
	merchant
	customer
)

// deedRow is one row of the table of deeds.
type deedRow struct {
	deed Deed
	kind deedKind
	// onOrder says that it needs an order.
	onOrder bool
	// of is what the order has to be.
	of sort
	// event says that it happens only where the gateway's Events have it.
	event bool
	// after is the call without which a deed of the payer makes no sense.
	after Deed
}

// deedRows is the table of deeds, in the order in which tables list them.
var deedRows = []deedRow{
	{deed: Create, kind: makes},
	{deed: CreatePublicly, kind: makes},
	{deed: CreateBill, kind: makes},
	{deed: PayerPays, kind: onPage, onOrder: true, after: Create},
	{deed: PayerRefuses, kind: onPage, onOrder: true, after: Create},
	{deed: PayerAbandons, kind: onPage, onOrder: true, after: Create},
	{deed: PayerIsLate, kind: onPage, onOrder: true, event: true},
	{deed: ReturnedByHand, kind: onPage, onOrder: true, event: true},
	{deed: PayByCard, kind: makes},
	{deed: PayByToken, kind: makes},
	{deed: PayerConfirms, kind: atBank, onOrder: true, after: PayByCard},
	{deed: PayerFails, kind: atBank, onOrder: true, after: PayByCard},
	{deed: Resume, kind: continues, onOrder: true},
	{deed: Complete, kind: continues, onOrder: true},
	{deed: Complete3DS2, kind: continues, onOrder: true},
	{deed: Read, kind: reads, onOrder: true},
	{deed: ReadPublicly, kind: reads, onOrder: true},
	{deed: Charge, kind: moves, onOrder: true},
	{deed: Refund, kind: moves, onOrder: true},
	{deed: Reverse, kind: moves, onOrder: true},
	{deed: Cancel, kind: moves, onOrder: true},
	{deed: Rebill, kind: makes, onOrder: true},
	{deed: PayOut, kind: makes},
	{deed: AddReceiver, kind: prepares},
	{deed: ReadPayout, kind: reads, onOrder: true, of: payout},
	{deed: PayoutApproved, kind: onPage, onOrder: true, of: payout, event: true},
	{deed: PayoutArrives, kind: onPage, onOrder: true, of: payout, event: true},
	{deed: PayoutFails, kind: onPage, onOrder: true, of: payout, event: true},
	{deed: PayOutLinked, kind: makes, onOrder: true},
	{deed: CreateInvoice, kind: makes},
	{deed: ReadInvoice, kind: reads, onOrder: true, of: invoice},
	{deed: ListInvoices, kind: reads, onOrder: true, of: invoice},
	{deed: PayInvoice, kind: makes, onOrder: true, of: invoice},
	{deed: DeleteInvoice, kind: ends, onOrder: true, of: invoice},
	{deed: CreateLink, kind: makes},
	{deed: ReadLink, kind: reads, onOrder: true, of: link},
	{deed: ListLinks, kind: reads, onOrder: true, of: link},
	{deed: PayLink, kind: makes, onOrder: true, of: link},
	{deed: DeactivateLink, kind: ends, onOrder: true, of: link},
	{deed: UpdateLink, kind: registers, onOrder: true, of: link},
	{deed: CreateMerchant, kind: registers},
	{deed: SendPassword, kind: registers, onOrder: true, of: merchant},
	{deed: VerifyMerchant, kind: registers, onOrder: true, of: merchant},
	{deed: ReadMerchant, kind: reads, onOrder: true, of: merchant},
	{deed: UpdateMerchant, kind: registers},
	{deed: EnableGateway, kind: registers},
	{deed: DisableGateway, kind: registers},
	{deed: EnableMethod, kind: registers},
	{deed: DisableMethod, kind: registers},
	{deed: CreateCustomer, kind: registers},
	{deed: UpdateCustomer, kind: registers, onOrder: true, of: customer},
	{deed: ReadCustomer, kind: reads, onOrder: true, of: customer},
	{deed: ReadBalance, kind: reads},
	{deed: List, kind: reads},
	{deed: Settle, kind: settles},
}

// row is the deed's row of the table.
func (d Deed) row() *deedRow {
	row := rowOfDeed[d]
	if row == nil {
		panic("simulation: no row for the deed: " + string(d))
	}
	return row
}

var rowOfDeed = func() map[Deed]*deedRow {
	rows := map[Deed]*deedRow{}
	for i := range deedRows {
		rows[deedRows[i].deed] = &deedRows[i]
	}
	return rows
}()

func (d Deed) is(k deedKind) bool { return d.row().kind == k }

// Acts says that the deed is a call that takes effect.
func (d Deed) Acts() bool {
	return d.is(makes) || d.is(moves) || d.is(ends) || d.is(continues) || d.is(registers)
}

// sorts are what deeds make, where that is no payment.
var sorts = map[Deed]sort{
	PayOut: payout, CreateInvoice: invoice, CreateLink: link, CreateMerchant: merchant, CreateCustomer: customer,
}

// upon says that the deed is done to an offer: it pays or ends it.
func (d Deed) upon() bool {
	return (d.is(makes) || d.is(ends)) && (d.row().of == invoice || d.row().of == link)
}
