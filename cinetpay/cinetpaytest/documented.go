package cinetpaytest

const (
	creationPage     = "CinetPay documentation, POST /v2/payment"
	checkPage        = "CinetPay documentation, transaction verification"
	notificationPage = "CinetPay documentation, notification"
	tokenPage        = "CinetPay documentation, HMAC token"
	returnPage       = "CinetPay documentation, return page"
	codesPage        = "CinetPay documentation, table of codes"
	oldPages         = "CinetPay documentation of 2021"
	transferPage     = "CinetPay documentation, transfer API"
	transferCodes    = "CinetPay documentation, codes of the transfer API"
	clients          = "public clients"
)

// documented is what the documents, or public clients, show.
var documented = []behaviour{
	{"json-post", "both checkout calls are POST with JSON, apikey and site_id in the body", creationPage},
	{"media-type", "another Content-Type is refused with code 403", clients},
	{"not-json", "a body that is not JSON is refused with code 608", creationPage},
	{"user-agent", "a request without a User-Agent gets an answer that is not JSON and says 1010", clients},
	{"required-fields", "a required field that is missing or misnamed is refused with code 608", creationPage},
	{"invalid-value", "a value that is not valid is refused with code 608", creationPage},
	{"apikey", "a wrong apikey is refused with code 609", creationPage},
	{"site-id", "a wrong site_id is refused with code 613", creationPage},
	{"site-id-number", "site_id is taken as a string and as a number", creationPage + "; " + clients},
	{"amount-forms", "amount is taken as an integer and as a string of one", creationPage + "; " + clients},
	{"amount-multiple", "amount must be a multiple of 5, but for USD", creationPage},
	{"amount-least", "less than 100 XOF, 100 XAF or 400 CDF is refused with code 641, which names the least", "CinetPay documentation, older pages; " + clients},
	{"currencies", "currency is one of five", creationPage},
	{"account-currency", "another currency than the account's is refused with code 608 and a sentence that names both", creationPage},
	{"identifier", "transaction_id should have none of # / $ &", creationPage},
	{"channels", "channels is one of four words and ALL if it is not there", creationPage},
	{"channels-list", "channels may be several words with commas between", clients},
	{"language", "lang is fr or en, in any case", creationPage},
	{"invoice-data", "invoice_data has at most three variables with free names", creationPage},
	{"locked-phone", "lock_phone_number needs customer_phone_number as prefix and number, else code 624", codesPage},
	{"card-address", "card fields without address and city are refused with code 624", codesPage},
	{"card-offered", "the page offers cards only if the card fields are there", creationPage},
	{"country", "customer_country has two letters; customer_state is needed for US and CA", creationPage},
	{"nulls", "null counts as a field that is not there", clients},
	{"without-return", "the browser's script creates payments without return_url", creationPage + "; " + clients},
	{"created", "a created payment is HTTP 200 with code 201, payment_token and payment_url", creationPage + "; " + clients},
	{"token-form", "payment_token has 110 hexadecimal digits, payment_url ends with it", creationPage},
	{"response-id", "api_response_id looks like a decimal number", creationPage},
	{"error-form", "refusals are code, message, description and api_response_id, without data", creationPage},
	{"error-status", "refusals come with HTTP 200 and with 4xx", clients},
	{"repeat-first", "a transaction_id that was used gives no new token", creationPage},
	{"repeat-refused", "a transaction_id that was used is an error", oldPages},
	{"repeat-code", "the code of a double payment is 620", clients},
	{"device", "the browser's script tells a new device id and expects code 202", clients},
	{"check-by", "a check names transaction_id, token or payment_token", checkPage + "; " + oldPages},
	{"check-paid", "a paid payment is code 00, SUCCES, with data and status ACCEPTED", checkPage},
	{"check-refused", "a cancelled one is code 627, TRANSACTION_CANCEL, status REFUSED, no operator_id and a blank payment_date", checkPage},
	{"check-amount", "amount in data is a string", checkPage},
	{"check-metadata", "metadata in data is null if there is none", checkPage},
	{"check-waiting", "a push that is not answered is WAITING_FOR_CUSTOMER, which is no failure", notificationPage},
	{"check-2021", "the check of 2021 has neither status nor amount, but phone_number and phone_prefix", oldPages},
	{"check-unknown", "an unknown payment is code 601, or 627, or 625 with HTTP 404", clients},
	{"waiting-codes", "codes 623, 662 and 663 wait, and so do 607, 638, 664 and 803", codesPage + "; " + clients},
	{"failure-codes", "codes 600, 602, 604, 606 and 627 are failures, and more are listed", codesPage + "; " + clients},
	{"refund-codes", "code 660 is refunded, 661 is being refunded", clients},
	{"notified", "a notification follows each change of a payment", notificationPage},
	{"notified-form", "it is a POST of a form with sixteen fields and x-token", notificationPage + "; " + tokenPage},
	{"notified-token", "x-token is HMAC-SHA256 of the values in the documented order without separators", tokenPage},
	{"notified-signature", "the field signature is another token", notificationPage},
	{"notified-ping", "a GET without data asks first whether the address is there; both answers are 200", notificationPage},
	{"notified-2021", "the notification of 2021 is JSON with two fields and has no token", oldPages},
	{"return", "the payer comes back with a POST of transaction_id and token", returnPage},
	{"login", "a login is a form of apikey and password and gives a token", transferPage},
	{"login-refused", "wrong credentials are code 701 as a string, with data []", transferPage},
	{"session", "a token lives for 5 minutes and stands in the query", transferPage},
	{"session-invalid", "an unknown token is code 706, an expired one 705", transferPage},
	{"mixed-codes", "code is the number 0 on success and a string on errors", transferPage},
	{"balance", "the balance is amount, inUsing and available as numbers", transferPage},
	{"contacts", "contacts are a JSON array in a form, answered as an array in an array", transferPage},
	{"contact-known", "a contact that is known has code 726 in its entry and counts as done", transferPage},
	{"send-form", "an accepted transfer is code 0, NEW, with transaction_id and lot", clients},
	{"flat-entries", "some answers have the entries in one array", clients},
	{"send-contact", "money goes only to contacts, else code 724", transferCodes},
	{"send-notify", "a transfer without notify_url is code 725", transferCodes},
	{"send-balance", "more than what is available is code 602", transferCodes},
	{"send-limits", "too little is code 719, too much 720", transferCodes},
	{"send-invalid", "an invalid amount is code 801, an invalid phone 802", transferCodes},
	{"send-repeated", "a client_transaction_id that was used is code 805", transferCodes},
	{"data-invalid", "data that are no JSON are code 718, data of another shape 716", transferCodes},
	{"wrong-url", "an unknown address under /v1 is code 708", transferCodes},
	{"confirmation", "a server that is not allow-listed waits for a confirmation by e-mail", "CinetPay documentation, allow-listing"},
	{"treatment", "NEW, REC and NOS are on the way, VAL is done, REJ is refused", transferPage},
	{"transfer-check", "a transfer is found by either identifier, its amount is a string", clients},
	{"transfer-unknown", "an unknown transfer is code 723", transferCodes},
	{"transfer-notified", "each step of a transfer is notified with ten fields and no token", transferPage},
	{"expect", "a request with Expect can be answered 417", clients},
}
