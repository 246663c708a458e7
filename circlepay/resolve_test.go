package circlepay_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/circlepay"
)

const (
	isExecuted    = paygates.VerdictExecuted
	isNotExecuted = paygates.VerdictNotExecuted
	isAbsent      = paygates.VerdictAbsent
	isUnknown     = paygates.VerdictUnknown
	isConflict    = paygates.VerdictConflict
	isDuplicate   = paygates.VerdictDuplicate
)

// lostIntent is the intent of a call whose answer was lost, as a shop stores it.
func lostIntent(t *testing.T, c call) paygates.Intent {
	t.Helper()
	_, err := c(t.Context(), hasty(t, lost))
	e, isOurs := errors.AsType[*paygates.Error](err)
	require.True(t, isOurs, "%v", err)
	require.ErrorIs(t, err, paygates.ErrOutcomeUnknown)
	stored, err := json.Marshal(e.Intent)
	require.NoError(t, err)
	var intent paygates.Intent
	require.NoError(t, json.Unmarshal(stored, &intent))
	return intent
}

// Objects that a look-up finds.
const (
	onePayment  = `"transaction_id":7,"invoice_num":"` + sampleNew + `","customer_mobile":"` + sampleMobile + `","payment_link_url":"https://` + sampleLink + `","value":`
	barePayment = `"transaction_id":7,"customer_mobile":"` + sampleMobile + `","value":`
	oneInvoice  = `"invoice_number":"CIR_INV_9","customer_mobile":"00201001212144","due_date":"2023-03-03","items":[{"name":"phone","quantity":8,"price":12000.0}],"status":0`
	offered     = `"name":"iphone 12","value":18000.0,"currency":"EGP","expiry_Date":"2022-08-22T00:00:00.000Z"`
)

type lookUp struct {
	call    call
	answers map[string]string // the data by request, or a code with "!" before it
	verdict paygates.Verdict
	key     string // of the object that was found
	late    bool
}

func (c lookUp) replies() map[string]reply {
	out := map[string]reply{}
	for request, data := range c.answers {
		if data[0] == '!' {
			out[request] = refusedBy(data[1:])
		} else {
			out[request] = ok(data)
		}
	}
	return out
}

// keyOf is what names an object that Resolve found.
func keyOf(t *testing.T, object any) string {
	t.Helper()
	switch o := object.(type) {
	case nil:
		return ""
	case *circlepay.Refund:
		return "refund " + o.ID
	case *circlepay.Payment:
		return "payment " + o.ID
	case *circlepay.Invoice:
		return "invoice " + o.ID
	case *circlepay.PaymentLink:
		return "link " + o.ID
	case *circlepay.Checkout:
		return "checkout " + o.InvoiceID + " " + o.PaymentID
	case *circlepay.Merchant:
		return "merchant " + o.Mobile
	case *circlepay.Customer:
		return "customer " + o.Mobile
	case *circlepay.MerchantGateway:
		return "gateway " + o.ID
	case *circlepay.MerchantMethod:
		return "method " + o.ID
	}
	t.Errorf("an object of another kind: %T", object)
	return ""
}

func runLookUps(t *testing.T, cases map[string]lookUp) {
	t.Helper()
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			intent := lostIntent(t, c.call)
			if c.late {
				intent.At = time.Now().Add(-25 * time.Hour)
			}
			client, host := routed(t, c.replies())
			got, err := client.Resolve(t.Context(), intent)
			require.NoError(t, err)
			assert.Equal(t, c.verdict.String(), got.Verdict.String())
			assert.Equal(t, c.key, keyOf(t, got.Object))
			assert.Equal(t, intent, got.Intent)
			want := map[paygates.Verdict]paygates.Advice{
				isExecuted: paygates.AdviceNone, isNotExecuted: paygates.AdviceAskHuman, isConflict: paygates.AdviceAskHuman, isDuplicate: paygates.AdviceAskHuman,
				isAbsent: paygates.AdviceLookUp, isUnknown: paygates.AdviceLookUp,
			}[c.verdict]
			if c.late && want == paygates.AdviceLookUp {
				want = paygates.AdviceAskHuman
			}
			assert.Equal(t, want.String(), got.Advice.String())
			assert.NotEmpty(t, got.Evidence)
			for _, e := range got.Evidence {
				assert.NotContains(t, e.Question+e.Answer, "made-up", "what CirclePay wrote is not repeated")
				assert.NotZero(t, e.At)
			}
			assert.Len(t, host.Requests(), len(c.answers), "each look-up once")
		})
	}
}

func creatingRefund(known ...string) call {
	r := refundRequest()
	r.Known = known
	if known == nil {
		r.Known = none
	}
	return of(refunds, (*circlepay.RefundsAPI).Create, r)
}

func TestResolveARefund(t *testing.T) {
	t.Parallel()
	const list, payment = "POST /refund/list", "GET /payment/get/" + samplePayment
	one := func(id, status string) string {
		return `{"refund_id":"` + id + `","transaction_id":` + samplePayment + `,"value":99.0,"status":"` + status + `"}`
	}
	read := `[{"transaction_id":` + samplePayment + `,"value":99.00,"status":"paid"}]`
	runLookUps(t, map[string]lookUp{
		"there":    {creatingRefund(), map[string]string{list: `[` + one("R1", "pending") + `]`, payment: read}, isExecuted, "refund R1", false},
		"paid":     {creatingRefund(), map[string]string{list: `[` + one("R1", "PAID") + `]`, payment: read}, isExecuted, "refund R1", false},
		"failed":   {creatingRefund(), map[string]string{list: `[` + one("R1", "FAILED") + `]`, payment: read}, isNotExecuted, "refund R1", false},
		"rejected": {creatingRefund(), map[string]string{list: `[` + one("R1", "rejected") + `]`, payment: read}, isNotExecuted, "refund R1", false},
		"another one failed": {
			creatingRefund(), map[string]string{list: `[` + one("R1", "failed") + `]`, payment: `[{"transaction_id":` + samplePayment + `,"value":100}]`},
			isConflict, "refund R1", false,
		},
		"a word of another": {creatingRefund(), map[string]string{list: `[` + one("R1", "made-up") + `]`}, isUnknown, "refund R1", false},
		"another amount":    {creatingRefund(), map[string]string{list: `[` + one("R1", "pending") + `]`, payment: `[{"transaction_id":` + samplePayment + `,"value":100}]`}, isConflict, "refund R1", false},
		"no amount":         {creatingRefund(), map[string]string{list: `[` + one("R1", "pending") + `]`, payment: `[{"transaction_id":` + samplePayment + `}]`}, isUnknown, "refund R1", false},
		"without an id":     {creatingRefund(), map[string]string{list: `[{"transaction_id":` + samplePayment + `,"value":99.0,"status":"pending"}]`}, isUnknown, "refund ", false},
		"none":              {creatingRefund(), map[string]string{list: `[]`}, isAbsent, "", false},
		"none, late":        {creatingRefund(), map[string]string{list: `[]`}, isAbsent, "", true},
		"another payment's": {creatingRefund(), map[string]string{list: `[{"refund_id":"R1","transaction_id":5,"value":99.0,"status":"paid"}]`}, isAbsent, "", false},
		"one of before":     {creatingRefund("R1"), map[string]string{list: `[` + one("R1", "paid") + `]`}, isAbsent, "", false},
		"one beside it":     {creatingRefund("R1"), map[string]string{list: `[` + one("R1", "paid") + `,` + one("R2", "pending") + `]`, payment: read}, isExecuted, "refund R2", false},
	})
	// Two new ones are a duplicate; the payment is read for each.
	client, _ := routed(t, map[string]reply{list: ok(`[` + one("R1", "paid") + `,` + one("R2", "pending") + `]`), payment: ok(read)})
	got, err := client.Resolve(t.Context(), lostIntent(t, creatingRefund()))
	require.NoError(t, err)
	assert.Equal(t, isDuplicate, got.Verdict)
	assert.Equal(t, paygates.AdviceAskHuman, got.Advice)

	// An intent that does not say what was there before proves nothing.
	byHand := paygates.Intent{Gateway: "circlepay", Op: "Refunds.Create", TargetID: samplePayment, At: time.Now()}
	client, _ = routed(t, map[string]reply{list: ok(`[` + one("R1", "paid") + `]`), payment: ok(read)})
	got, err = client.Resolve(t.Context(), byHand)
	require.NoError(t, err)
	assert.Equal(t, isUnknown, got.Verdict)
	assert.Equal(t, "refund R1", keyOf(t, got.Object))

	// Nor does one that names the invoice: the number may have been used before.
	byHand = lostIntent(t, of(invoices, (*circlepay.InvoicesAPI).Create, invoiceRequest()))
	byHand.Reference, byHand.Details = "CIR_INV_9", strings.ReplaceAll(byHand.Details, "&known=", "")
	client, _ = routed(t, map[string]reply{"GET /invoice/get/CIR_INV_9": ok(`[{` + oneInvoice + `}]`)})
	got, err = client.Resolve(t.Context(), byHand)
	require.NoError(t, err)
	assert.Equal(t, isUnknown, got.Verdict)
}

func TestResolvePayments(t *testing.T) {
	t.Parallel()
	const list, link, allLinks = "POST /payment/list", "GET /paymentlink/get/" + sampleLinkID, "GET /paymentlink/list"
	plain := linkPayment()
	plain.Coupon = ""
	payingLink := of(links, (*circlepay.PaymentLinksAPI).Pay, plain)
	withCoupon := of(links, (*circlepay.PaymentLinksAPI).Pay, linkPayment())
	payingInvoice := of(invoices, (*circlepay.InvoicesAPI).Pay, invoicePayment())
	before := invoicePayment()
	before.Known = []string{"7"}
	again := of(invoices, (*circlepay.InvoicesAPI).Pay, before)
	directly := of(direct, (*circlepay.DirectPaymentsAPI).Create, directPayment())
	priced := `[{"payment_link_url":"` + sampleLink + `","value":18000}]`
	runLookUps(t, map[string]lookUp{
		"invoice: there":         {payingInvoice, map[string]string{list: `[{` + onePayment + `5,"status":"pending"}]`}, isExecuted, "payment 7", false},
		"invoice: failed":        {payingInvoice, map[string]string{list: `[{` + onePayment + `5,"status":"FAILED"}]`}, isNotExecuted, "payment 7", false},
		"invoice: any word":      {payingInvoice, map[string]string{list: `[{` + onePayment + `5,"status":"made-up"}]`}, isExecuted, "payment 7", false},
		"invoice: none":          {payingInvoice, map[string]string{list: `null`}, isAbsent, "", true},
		"invoice: of before":     {again, map[string]string{list: `[{` + onePayment + `5,"status":"pending"}]`}, isAbsent, "", false},
		"invoice: another's":     {payingInvoice, map[string]string{list: `[{"transaction_id":7,"invoice_num":"CIR_INV_0","value":5,"status":"pending"}]`}, isAbsent, "", false},
		"link: there":            {payingLink, map[string]string{list: `[{` + onePayment + `18000,"status":"pending"}]`, link: priced}, isExecuted, "payment 7", false},
		"link: another price":    {payingLink, map[string]string{list: `[{` + onePayment + `17999,"status":"pending"}]`, link: priced}, isConflict, "payment 7", false},
		"link: failed":           {payingLink, map[string]string{list: `[{` + onePayment + `18000,"status":"failed"}]`, link: priced}, isNotExecuted, "payment 7", false},
		"link: another failed":   {payingLink, map[string]string{list: `[{` + onePayment + `17999,"status":"failed"}]`, link: priced}, isConflict, "payment 7", false},
		"link: price unknown":    {payingLink, map[string]string{list: `[{` + onePayment + `17999,"status":"pending"}]`, link: `[{"payment_link_url":"` + sampleLink + `"}]`}, isUnknown, "payment 7", false},
		"link: with a coupon":    {withCoupon, map[string]string{list: `[{` + onePayment + `17999,"status":"pending"}]`}, isExecuted, "payment 7", false},
		"link: another's":        {payingLink, map[string]string{list: `[{"transaction_id":7,"payment_link_url":"x.example/other","customer_mobile":"` + sampleMobile + `","value":18000}]`}, isAbsent, "", false},
		"link: another customer": {payingLink, map[string]string{list: `[{"transaction_id":7,"payment_link_url":"` + sampleLink + `","customer_mobile":"+20100","value":18000}]`}, isAbsent, "", false},
		"direct: there":          {directly, map[string]string{list: `[{` + barePayment + `18000.0,"status":"initialized"}]`}, isExecuted, "payment 7", false},
		"direct: an invoice's":   {directly, map[string]string{list: `[{` + barePayment + `18000.0,"invoice_num":"CIR_INV_0","status":"paid"}]`}, isUnknown, "payment 7", false},
		"direct: a hidden link":  {directly, map[string]string{list: `[{` + barePayment + `18000.0,"payment_link_url":"` + sampleLink + `","status":"pending"}]`, allLinks: `[]`}, isExecuted, "payment 7", false},
		"direct: a link's":       {directly, map[string]string{list: `[{` + barePayment + `18000.0,"payment_link_url":"` + sampleLink + `","status":"failed"}]`, allLinks: `[{"payment_link_url":"` + sampleLink + `"}]`}, isUnknown, "payment 7", false},
		"direct: another amount": {directly, map[string]string{list: `[{` + barePayment + `18000.01,"status":"initialized"}]`}, isAbsent, "", false},
		"direct: two": {
			directly, map[string]string{list: `[{` + barePayment + `18000,"status":"pending"},{"transaction_id":8,"customer_mobile":"` + sampleMobile + `","value":18000,"status":"paid"}]`},
			isDuplicate, "payment 7", false,
		},
	})
}

func TestResolveInvoicesAndLinks(t *testing.T) {
	t.Parallel()
	const (
		list     = "GET /invoice/list/" + sampleMobile
		own      = "GET /invoice/get/" + sampleNew
		payments = "POST /payment/list"
		allLinks = "GET /paymentlink/list"
	)
	creating := of(invoices, (*circlepay.InvoicesAPI).Create, invoiceRequest())
	numbered := invoiceRequest()
	numbered.Reference = sampleNew
	named := of(invoices, (*circlepay.InvoicesAPI).Create, numbered)
	both := of(invoices, (*circlepay.InvoicesAPI).CreateAndPay, createAndPay())
	linking := of(links, (*circlepay.PaymentLinksAPI).Create, linkRequest())
	deleting := of(invoices, (*circlepay.InvoicesAPI).Delete, sampleNew)
	ours := `[{"invoice_number":"` + sampleNew + oneInvoice[len(`"invoice_number":"CIR_INV_9`):] + `}]`
	paid := `{"transaction_id":7,"invoice_num":"CIR_INV_9","value":96000,"status":"`
	runLookUps(t, map[string]lookUp{
		"invoice: there":            {creating, map[string]string{list: `[{` + oneInvoice + `}]`}, isExecuted, "invoice CIR_INV_9", false},
		"invoice: none":             {creating, map[string]string{list: `[]`}, isAbsent, "", false},
		"invoice: no such customer": {creating, map[string]string{list: `!3110`}, isAbsent, "", true},
		"invoice: other items":      {creating, map[string]string{list: `[{"invoice_number":"1","customer_mobile":"` + sampleMobile + `","due_date":"2023-03-03","items":[{"name":"phone","quantity":7,"price":12000.0}]}]`}, isAbsent, "", false},
		"invoice: another day":      {creating, map[string]string{list: `[{"invoice_number":"1","customer_mobile":"` + sampleMobile + `","due_date":"2023-03-04","items":[{"name":"phone","quantity":8,"price":12000.0}]}]`}, isAbsent, "", false},
		"own number: kept":          {named, map[string]string{own: ours}, isExecuted, "invoice " + sampleNew, false},
		"own number: another's":     {named, map[string]string{own: `[{"invoice_number":"` + sampleNew + `","items":[]}]`}, isConflict, "invoice " + sampleNew, false},
		"own number: not kept":      {named, map[string]string{own: `!5111`, list: `[{` + oneInvoice + `}]`}, isExecuted, "invoice CIR_INV_9", false},
		"own number: nowhere":       {named, map[string]string{own: `!5111`, list: `[]`}, isAbsent, "", false},
		"own number: an empty word": {named, map[string]string{own: `[]`, list: `[]`}, isAbsent, "", false},
		"both: there":               {both, map[string]string{list: `[{` + oneInvoice + `}]`, payments: `[` + paid + `pending"}]`}, isExecuted, "checkout CIR_INV_9 7", false},
		"both: the invoice alone":   {both, map[string]string{list: `[{` + oneInvoice + `}]`, payments: `[]`}, isUnknown, "checkout CIR_INV_9 ", false},
		"both: a payment failed":    {both, map[string]string{list: `[{` + oneInvoice + `}]`, payments: `[` + paid + `failed"}]`}, isUnknown, "checkout CIR_INV_9 ", false},
		"both: two payments":        {both, map[string]string{list: `[{` + oneInvoice + `}]`, payments: `[` + paid + `pending"},{"transaction_id":8,"invoice_num":"CIR_INV_9"}]`}, isConflict, "checkout CIR_INV_9 7", false},
		"both: nothing":             {both, map[string]string{list: `[]`}, isAbsent, "", false},
		"link: there":               {linking, map[string]string{allLinks: `[{"payment_link_url":"l/1",` + offered + `}]`}, isExecuted, "link l/1", false},
		"link: two":                 {linking, map[string]string{allLinks: `[{"payment_link_url":"l/1",` + offered + `},{"payment_link_url":"l/2",` + offered + `}]`}, isDuplicate, "link l/1", false},
		"link: another price":       {linking, map[string]string{allLinks: `[{"payment_link_url":"l/1","name":"iphone 12","value":18001,"currency":"EGP","expiry_Date":"2022-08-22"}]`}, isAbsent, "", false},
		"link: another currency":    {linking, map[string]string{allLinks: `[{"payment_link_url":"l/1","name":"iphone 12","value":18000,"currency":"USD","expiry_Date":"2022-08-22"}]`}, isAbsent, "", false},
		"link: no date":             {linking, map[string]string{allLinks: `[{"payment_link_url":"l/1","name":"iphone 12","value":18000,"currency":"EGP"}]`}, isAbsent, "", true},
		"deleted":                   {deleting, map[string]string{own: `!5111`}, isExecuted, "", false},
		"deleted: still there":      {deleting, map[string]string{own: ours}, isAbsent, "invoice " + sampleNew, false},
		"deleted: an empty answer":  {deleting, map[string]string{own: `[]`}, isUnknown, "", false},
	})
}

func TestResolveChanges(t *testing.T) {
	t.Parallel()
	const (
		list     = "GET /merchants/list"
		own      = "GET /merchants/get"
		customer = "GET /customer/get/" + sampleMobile
		link     = "GET /paymentlink/get/" + sampleLinkID
		gateways = "GET /merchants/payment/gateway/list"
		methods  = "GET /merchants/payment/method/list"
	)
	creating := of(merchants, (*circlepay.MerchantsAPI).Create, merchantRequest())
	seen := merchantChange()
	seen.CallbackURL = ""
	updating := of(merchants, (*circlepay.MerchantsAPI).Update, seen)
	more := circlepay.UpdateCustomerRequest{Customer: customerData(), Extra: map[string]any{"note": "x"}}
	withMore := of(customers, (*circlepay.CustomersAPI).Update, more)
	hidden := of(merchants, (*circlepay.MerchantsAPI).Update, circlepay.UpdateMerchantRequest{FirstName: "ahmed", CallbackURL: "https://shop.example/new"})
	verifying := of(merchants, (*circlepay.MerchantsAPI).Verify, verifyRequest())
	changed := `"first_name":"ahmed","last_name":"khaled","email":"ahmed@shop.example","mobile_number":"+201001212155","business_name":"ecommerce"`
	newCustomer := of(customers, (*circlepay.CustomersAPI).Create, circlepay.CreateCustomerRequest{Customer: customerData()})
	changedCustomer := of(customers, (*circlepay.CustomersAPI).Update, circlepay.UpdateCustomerRequest{Customer: customerData()})
	same := `"first_name":"Ahmed","last_name":"Khaled","email":"ahmed@customer.example","mobile_number":"+201001212144"`
	rest := `,"country":"Egypt","governorate":"cairo","city":"nasr","address":"72 gamal st","apt_num":5`
	updatingLink := of(links, (*circlepay.PaymentLinksAPI).Update, linkChange())
	terms := `"payment_link_url":"` + sampleLink + `","status":1,"enable_Survey":0,"getCustAddress":0,"shippingPolicyFlag":0,"refundPolicyFlag":1,` +
		`"refundPolicyDetails":"You can refund your money within 30 days","description":"new iphone 12","comments":"none",`
	deactivating := of(links, (*circlepay.PaymentLinksAPI).Deactivate, sampleLink)
	switching := func(method func(*circlepay.MerchantsAPI, context.Context, string) (*circlepay.Ack, error)) call {
		return of(merchants, method, "g1")
	}
	on, off := switching((*circlepay.MerchantsAPI).EnableGateway), switching((*circlepay.MerchantsAPI).DisableGateway)
	methodOn, methodOff := switching((*circlepay.MerchantsAPI).EnableMethod), switching((*circlepay.MerchantsAPI).DisableMethod)
	runLookUps(t, map[string]lookUp{
		"merchant: there":          {creating, map[string]string{list: `[{"mobile_number":"+201001414133","email":"ahmed@shop.example"}]`}, isExecuted, "merchant +201001414133", false},
		"merchant: another's":      {creating, map[string]string{list: `[{"mobile_number":"+201001414133","email":"b@shop.example"}]`}, isConflict, "merchant +201001414133", false},
		"merchant: none":           {creating, map[string]string{list: `[{"mobile_number":"+201001414134","email":"ahmed@shop.example"}]`}, isAbsent, "", false},
		"merchant: changed":        {updating, map[string]string{own: `[{` + changed + `,"business_address":"el-maadi"}]`}, isExecuted, "merchant +201001212155", false},
		"merchant: not changed":    {updating, map[string]string{own: `[{` + changed + `,"business_address":"elsewhere"}]`}, isAbsent, "merchant +201001212155", false},
		"merchant: nobody sees":    {hidden, map[string]string{own: `[{` + changed + `}]`}, isUnknown, "merchant +201001212155", false},
		"merchant: hidden, other":  {hidden, map[string]string{own: `[{"first_name":"x","mobile_number":"+20100"}]`}, isAbsent, "merchant +20100", false},
		"merchant: empty":          {updating, map[string]string{own: `[]`}, isUnknown, "", false},
		"verified":                 {verifying, map[string]string{own: `[{"mobile_number":"+201012794709","status":"1"}]`}, isExecuted, "merchant +201012794709", false},
		"not verified":             {verifying, map[string]string{own: `[{"mobile_number":"+201012794709","status":0}]`}, isAbsent, "merchant +201012794709", false},
		"another merchant's token": {verifying, map[string]string{own: `[{"mobile_number":"+201012794708","status":"1"}]`}, isConflict, "merchant +201012794708", false},
		"customer: there":          {newCustomer, map[string]string{customer: `[{` + same + `}]`}, isExecuted, "customer " + sampleMobile, false},
		"customer: another's":      {newCustomer, map[string]string{customer: `[{"mobile_number":"` + sampleMobile + `","first_name":"Mona","last_name":"Khaled"}]`}, isConflict, "customer " + sampleMobile, false},
		"customer: none":           {newCustomer, map[string]string{customer: `!3110`}, isAbsent, "", false},
		"customer: empty":          {newCustomer, map[string]string{customer: `null`}, isUnknown, "", false},
		"customer: changed":        {changedCustomer, map[string]string{customer: `[{` + same + rest + `}]`}, isExecuted, "customer " + sampleMobile, false},
		"customer: and more":       {withMore, map[string]string{customer: `[{` + same + rest + `}]`}, isUnknown, "customer " + sampleMobile, false},
		"customer: not changed":    {changedCustomer, map[string]string{customer: `[{` + same + `}]`}, isAbsent, "customer " + sampleMobile, false},
		"link: changed":            {updatingLink, map[string]string{link: `[{` + terms + offered + `}]`}, isExecuted, "link " + sampleLink, false},
		"link: not changed":        {updatingLink, map[string]string{link: `[{` + terms + `"name":"iphone 11","value":18000,"currency":"EGP","expiry_Date":"2022-08-22"}]`}, isAbsent, "link " + sampleLink, false},
		"link: not there":          {updatingLink, map[string]string{link: `!4111`}, isUnknown, "", false},
		"link: off":                {deactivating, map[string]string{link: `[{"payment_link_url":"` + sampleLink + `","status":0}]`}, isExecuted, "link " + sampleLink, false},
		"link: still on":           {deactivating, map[string]string{link: `[{"payment_link_url":"` + sampleLink + `","status":true}]`}, isAbsent, "link " + sampleLink, false},
		"link: nobody says":        {deactivating, map[string]string{link: `[{"payment_link_url":"` + sampleLink + `"}]`}, isUnknown, "link " + sampleLink, false},
		"link: gone":               {deactivating, map[string]string{link: `!4111`}, isUnknown, "", true},
		"gateway on":               {on, map[string]string{gateways: `[{"id":"g0","status":0},{"id":"g1","status":true}]`}, isExecuted, "gateway g1", false},
		"gateway on: still off":    {on, map[string]string{gateways: `[{"id":"g1","status":0}]`}, isAbsent, "gateway g1", false},
		"gateway on: not listed":   {on, map[string]string{gateways: `[{"id":"g0","status":1}]`}, isUnknown, "", false},
		"gateway on: nobody says":  {on, map[string]string{gateways: `[{"id":"g1"}]`}, isUnknown, "gateway g1", true},
		"gateway off":              {off, map[string]string{gateways: `[{"id":"g1","status":false}]`}, isExecuted, "gateway g1", false},
		"method on":                {methodOn, map[string]string{methods: `[{"id":"g1","status":"1"}]`}, isExecuted, "method g1", false},
		"method off":               {methodOff, map[string]string{methods: `[{"id":"g1","status":"false"}]`}, isExecuted, "method g1", false},
		"method off: still on":     {methodOff, map[string]string{methods: `[{"id":"g1","status":1}]`}, isAbsent, "method g1", false},
	})
}

// Nothing tells whether a message went out; the person who waits for it does.
func TestAMessageHasNoLookUp(t *testing.T) {
	t.Parallel()
	intent := lostIntent(t, of(merchants, (*circlepay.MerchantsAPI).SendOTP, otpRequest()))
	client, host := stubbed(t, reply{})
	got, err := client.Resolve(t.Context(), intent)
	require.NoError(t, err)
	assert.Equal(t, isUnknown, got.Verdict)
	assert.Equal(t, paygates.AdviceAskHuman, got.Advice)
	assert.Empty(t, host.Requests())
}

// A look-up that fails is an error like that of any read, and no verdict.
func TestALookUpThatFails(t *testing.T) {
	t.Parallel()
	for _, o := range operations() {
		if _, writes := refusedWith[o.name]; !writes || o.name == "Merchants.SendOTP" {
			continue
		}
		intent := lostIntent(t, o.call)
		for name, answer := range map[string]reply{"lost": lost, "no right": refusedBy("2110"), "an odd answer": {Body: `{"ok":true}`}} {
			got, err := hasty(t, answer).Resolve(t.Context(), intent)
			require.Error(t, err, "%s: %s", o.name, name)
			assert.Nil(t, got)
			e, isOurs := errors.AsType[*paygates.Error](err)
			require.True(t, isOurs)
			assert.Equal(t, "Client.Resolve", e.Op, "%s: %s", o.name, name)
			assert.Equal(t, notExecuted, e.Outcome, "a failed read has no effect")
			assert.NotEqual(t, intent.Op, e.Intent.Op)
		}
	}
}

// What was there before is read first, and a failure of that read sends nothing.
func TestWhatIsKnownIsReadFirst(t *testing.T) {
	t.Parallel()
	paying, linking, linkPaying, refunding, billing, both, directly := invoicePayment(), linkRequest(), linkPayment(), refundRequest(), invoiceRequest(), createAndPay(), directPayment()
	paying.Known, linking.Known, linkPaying.Known, refunding.Known, billing.Known, both.Invoice.Known, directly.Known = nil, nil, nil, nil, nil, nil, nil
	for name, c := range map[string]struct {
		call  call
		reads []string
	}{
		"Invoices.Pay":          {of(invoices, (*circlepay.InvoicesAPI).Pay, paying), []string{"/invoice/get/" + sampleNew, "/payment/list"}},
		"Invoices.Create":       {of(invoices, (*circlepay.InvoicesAPI).Create, billing), []string{"/invoice/list/" + sampleMobile}},
		"Invoices.CreateAndPay": {of(invoices, (*circlepay.InvoicesAPI).CreateAndPay, both), []string{"/invoice/list/" + sampleMobile}},
		"PaymentLinks.Create":   {of(links, (*circlepay.PaymentLinksAPI).Create, linking), []string{"/paymentlink/list"}},
		"PaymentLinks.Pay":      {of(links, (*circlepay.PaymentLinksAPI).Pay, linkPaying), []string{"/payment/list"}},
		"Refunds.Create":        {of(refunds, (*circlepay.RefundsAPI).Create, refunding), []string{"/refund/list"}},
		"DirectPayments.Create": {of(direct, (*circlepay.DirectPaymentsAPI).Create, directly), []string{"/payment/list"}},
	} {
		for failing := range c.reads {
			replies := []reply{ok(`[{"invoice_number":"` + sampleNew + `","status":0}]`), refusedBy("2110")}
			client, host := stubbed(t, replies[len(replies)-1-failing:]...)
			if failing == 0 {
				client, host = stubbed(t, refusedBy("2110"))
			}
			_, err := c.call(t.Context(), client)
			e, isOurs := errors.AsType[*paygates.Error](err)
			require.True(t, isOurs, name)
			require.ErrorIs(t, err, paygates.ErrAuthentication, name)
			assert.Equal(t, []string{name, name}, []string{e.Op, e.Intent.Op})
			assert.Equal(t, notExecuted, e.Outcome, name)
			assert.Equal(t, "2110", e.Code)
			assert.Equal(t, paygates.AdviceFixRequest, e.Advice(), name)
			var got []string
			for _, sent := range host.Requests() {
				got = append(got, sent.Target)
			}
			assert.Equal(t, c.reads[:failing+1], got, name)
		}
	}
	// An invoice that is paid is not paid again.
	client, host := stubbed(t, ok(`[{"invoice_number":"`+sampleNew+`","status":2}]`))
	_, err := client.Invoices.Pay(t.Context(), paying)
	require.ErrorIs(t, err, paygates.ErrState)
	done, _ := errors.AsType[*paygates.Error](err)
	assert.Equal(t, notExecuted, done.Outcome)
	assert.Equal(t, paygates.AdviceNone, done.Advice())
	assert.Len(t, host.Requests(), 1)

	// What a refund's payment has had back before is in the intent.
	client, _ = routed(t, map[string]reply{"POST /refund/list": ok(`[{"refund_id":"1","transaction_id":` + samplePayment + `,"value":40,"status":"paid"},` +
		`{"refund_id":"2","transaction_id":` + samplePayment + `,"value":9,"status":"failed"},{"refund_id":"3","transaction_id":4,"value":7,"status":"paid"}]`), "POST /refund/request": lost})
	_, err = client.Refunds.Create(t.Context(), refunding)
	e, _ := errors.AsType[*paygates.Error](err)
	assert.Equal(t, "40.00 EGP", e.Intent.Before.String())
	assert.Equal(t, "known=1&known=2", e.Intent.Details)
}
