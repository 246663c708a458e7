package ordergatetest

// documentedWhole is what the platform's page alone shows.
var documentedWhole = []behaviour{
	{"authorize-required", "authorize needs amount, pan, card and location.ip; a project setting lets cvv or holder be left out", platformPage},
	{"authorize-holder", "a card holder's name has 2 to 40 characters", platformPage},
	{"authorize-200", "authorize answers 200 when the authorization is complete", platformPage},
	{"authorize-201", "authorize answers 201, prepared, form3d and form3d_html when the payer has to go to the bank", platformPage},
	{"authorize-frictionless", "an authentication without the payer is answered 200", platformPage},
	{"authorize-auto-charge", "auto_charge charges at once", platformPage},
	{"form3d-version-1", "the form of version 1 has MD, PaReq, TermUrl, action and method; MD is the order's id in base64, TermUrl the gateway's own page", platformPage + ", sample"},
	{"form3d-version-2", "the form after resume has threeDSSessionData, action and method POST", platformPage + ", sample"},
	{"form3d-html", "form3d_html is that form with a script that sends it", platformPage + ", sample"},
	{"prepared-details", "a prepared order shows card and issuer, but neither operations nor descriptor", platformPage + ", sample"},
	{"complete", "complete takes PaRes and answers the order without extra objects", platformPage + ", sample"},
	{"complete-repeat", "a repeat of complete is answered Order already completed", platformPage},
	{"complete3d20", "complete3d20 takes cres or nothing and answers the whole order", platformPage},
	{"complete3d20-early", "complete3d20 without RReq data is a validation failure and the order stays prepared", platformPage},
	{"resume", "resume takes no parameters and may answer another form", platformPage},
	{"token-pay", "token_pay needs amount, dsrp.type, dsrp.token and location.ip; the types are apple_pay and google_pay", platformPage},
	{"token-pay-details", "an order paid by token shows rrn, operation ids and secure3d with dsrp", platformPage + ", sample"},
	{"credit-linked", "a linked payout needs an amount alone and answers a new order, credited", platformPage},
	{"operations-list", "operations are listed the newest first, with order_id, and arn on charges", platformPage + ", sample"},
	{"operations-filters", "status, type, created_from, created_to and expand=cashflow", platformPage},
	{"trace-id", "operations carry trace_id if a setting says so", platformPage},
	{"recurring-details", "authorize takes recurring_details with parent_order_id, trace_id and indicator", platformPage},
	{"cancel-charged", "cancel of a charged order refunds", platformPage},
}
