package ordergatetest

const (
	guidePage    = "CIBPay API guide"
	platformPage = "Bizon, Actions"
	clients      = "public clients"
)

// documented is what both brands' documents, or public clients, show.
var documented = []behaviour{
	{"basic-credentials", "every API call needs Basic credentials", guidePage + "; " + platformPage},
	{"ping-platform", "ping answers PONG! and the server's time", platformPage},
	{"rates-platform", "rates are from, to and a rate of six places", platformPage},
	{"rates-period", "a date and a period cannot be asked together", platformPage},
	{"create-201", "create answers 201 with the payment page in Location", platformPage},
	{"create-new", "a created order is new, with totals of 0.00", platformPage},
	{"create-amount", "only amount is required", platformPage},
	{"create-number-or-string", "amounts are taken as numbers and as strings, with up to two places", clients},
	{"create-custom-fields", "at most ten custom fields", platformPage},
	{"create-zip", "a postal code sent as a number comes back as a string", platformPage},
	{"auto-charge-forms", "auto_charge is 0, 1, true, false or \"1\"", guidePage + "; " + platformPage + "; " + clients},
	{"auto-charge", "paying charges at once with auto_charge and holds without it", platformPage},
	{"expiration-form", "expiration_timeout has a unit; a bare number is minutes", platformPage + "; " + clients},
	{"envelope", "every order call answers an array orders", platformPage},
	{"amount-form", "answered amounts are strings of two places", platformPage},
	{"time-form", "times have no zone", platformPage},
	{"id-size", "ids are 17 digits, above 2^53", platformPage + "; " + guidePage},
	{"get-expand", "extra objects are shown on request", platformPage},
	{"list-filters", "thirteen parameters, several values joined by commas", platformPage},
	{"list-part", "client.name, client.email and issuer.title match a part", platformPage},
	{"list-limit", "2,000 orders a page, further ones by a link in the headers", platformPage},
	{"list-newest", "the newest order comes first", platformPage + ", sample"},
	{"list-plain", "the list shows no extra objects unless asked", platformPage + ", sample"},
	{"charge-whole", "a charge without an amount takes all", platformPage},
	{"charge-partial", "one partial charge makes the order charged", platformPage},
	{"refund-partial", "refunds may be partial and add up in amount_refunded", platformPage},
	{"refund-status", "a refund makes the order refunded", platformPage},
	{"reverse", "a reverse releases the hold", platformPage},
	{"reverse-no-parameters", "reverse takes no parameters", platformPage},
	{"cancel-by-state", "cancel reverses a hold and refunds a charge", platformPage},
	{"rebill-new-order", "a rebill answers a new order with a new id", platformPage},
	{"credit", "a payout needs amount and pan and becomes credited", platformPage},
	{"cashflow", "fees, reserves and signs follow the samples", platformPage + ", samples"},
	{"operations", "operations carry type, status, amount and ISO code", platformPage},
	{"failure-form", "refusals are failure_type, failure_message, order_id, errors with 402 or 422", clients},
	{"failed-order", "a failed order is answered with 200 and shows failure_type and failure_message", clients},
	{"test-cards", "the test cards decide approval", clients},
	{"return-url", "the payer returns with order_id added, the query survives", clients},
	{"callback-form", "callbacks are orders arrays with Basic credentials", clients},
	{"chargeback", "a chargeback is an operation and makes the order chargedback", clients},
	{"request-id", "a request id is no guard against doing a thing twice", clients},
}

// documentedGuide is what the CIBPay API guide alone shows.
var documentedGuide = []behaviour{
	{"ping-guide", "ping answers status ok", guidePage},
	{"credentials-code", "bad credentials are AUTHENTICATION_ERROR in the guide's form", guidePage + ", GET /ping"},
	{"rates-guide", "rates are currency_from, currency_to, buy and sell", guidePage},
	{"create-guide", "create answers id, status, created, expiration_date, checkout_url and result_code", guidePage},
	{"create-guide-authorized", "without auto_charge that status is AUTHORIZED", guidePage},
	{"create-positive", "an amount of zero is VALIDATION_ERROR with details", guidePage},
	{"guide-number", "the guide's amounts are numbers of two places", guidePage},
	{"get-unknown-code", "an unknown order is NOT_FOUND in the guide's form", guidePage},
	{"get-guide", "the guide's order is one flat object with transactions", guidePage},
	{"charge-guide", "the guide's charge answers CHARGED and the transaction", guidePage},
	{"charge-state", "a second charge is INVALID_STATE", guidePage},
	{"refund-guide", "the guide's refund answers REFUNDED", guidePage},
	{"refund-state", "a refund of an order that is not charged is INVALID_STATE", guidePage},
	{"cancel-guide", "the guide's cancel answers CANCELED", guidePage},
	{"rebill-guide", "the guide's rebill answers as create does", guidePage},
	{"credit-guide", "the guide's payout answers SUCCESS and order_id", guidePage},
	{"credit-invalid", "a bad number or amount is VALIDATION_ERROR", guidePage},
	{"text-error-form", "refusals may be an error text with one text a field", clients},
	{"time-guide", "the guide's times are ISO 8601 in UTC", guidePage},
}
