package corefytest

// The documents, as sources are named in the table.
const (
	paymentPage = "Corefy documentation, payment page"
	authPage    = "Corefy documentation, authorization"
	callbackDoc = "Corefy documentation, callbacks"
	refundGuide = "Corefy documentation, refunds guide"
	statusLists = "Corefy documentation, status lists"
	payoutDocs  = "Corefy documentation, payout invoices"
	checkoutDoc = "Corefy documentation, checkout link"
	releases    = "Corefy release notes"
	testCardDoc = "Corefy documentation, test card numbers"
	liveExample = "public clients, live callback of 2024"
	clients     = "public clients"
	vendorParts = "the vendor's open components"
)

// documented is what Corefy's documents, or public clients, show.
var documented = []behaviour{
	{"basic-credentials", "the private API needs account id and API key as Basic credentials", authPage},
	{"public-key", "the public API needs public_key in the body; test or live key decides the mode", paymentPage},
	{"two-bases", "private and public API lie under bases of their own", authPage},
	{"services-pages", "services are listed by page[number] and page[size], with total, pages, page and links", paymentPage},
	{"services-default-size", "a page has 20 entries", paymentPage + ", sample"},
	{"services-prev", "prev is missing on the first page", paymentPage + ", sample"},
	{"service-two-ids", "a service is read by its account's id, and named by its code in invoices", paymentPage},
	{"service-limits", "a service has its own currency, limits and fees", paymentPage},
	{"service-fields", "services may ask for service_fields", paymentPage},
	{"prerequest", "the pre-request lists services and methods as maps and the account", paymentPage},
	{"prerequest-amount", "the pre-request is not filtered by amount", paymentPage},
	{"payout-prerequest-amount", "the payout pre-request is", "Corefy documentation, payouts"},
	{"create-201", "creating answers 201, reading 200", paymentPage},
	{"create-required", "reference_id, service, currency and amount are required", paymentPage},
	{"create-envelope", "the private API takes data.type and data.attributes, the public a flat body", paymentPage},
	{"create-type", "type is payment-invoices; the singular is taken too", clients},
	{"amount-positive", "an amount that is not above zero is a message on amount", paymentPage},
	{"amount-text", "a numeric text is taken as an amount", releases},
	{"amount-form", "amounts are JSON numbers in major units without trailing zeros", paymentPage + ", samples"},
	{"test-mode", "test_mode is false unless it is sent", paymentPage},
	{"verify", "flow verify checks a card: it is held and let go, and the invoice is verified", statusLists},
	{"customer-reference", "a customer needs reference_id", paymentPage},
	{"return-urls-pending", "return_urls need pending", paymentPage},
	{"return-urls-win", "return_urls win over return_url", releases},
	{"callback-url", "callback_url goes before the account's address", "Corefy documentation, commerce account"},
	{"expires-bounds", "expires lies between 14 minutes and 2 days ahead", paymentPage},
	{"metadata-twenty", "metadata has at most 20 members", releases},
	{"metadata-site", "metadata carries merchant_url where the account has a site", paymentPage + ", samples"},
	{"empty-map", "an empty map is []", paymentPage + ", samples"},
	{"php-escapes", "slashes and letters outside ASCII are escaped", callbackDoc},
	{"first-status", "a new invoice is process_pending at once", paymentPage + ", samples"},
	{"flow-data", "flow_data tells where the payer goes, with a session token", paymentPage},
	{"public-form", "the public API's invoice is flat with active_payment inside", paymentPage},
	{"public-resolution", "the public API writes OK, the private one ok", paymentPage},
	{"public-forbidden", "creation through the public API can be switched off: 403", "Corefy documentation, FAQ"},
	{"page-form", "the resource has the members of the page's samples", paymentPage},
	{"current-form", "today's resource has refunds, return_urls, hpp_url, charged_back_amount, and no serial_number", liveExample},
	{"fee-equation", "payment_amount is deposit and fee, processed_amount is processed_fee and processed_deposit", "Corefy documentation, FAQ"},
	{"processed-amount", "processed_amount is what was paid", "Corefy documentation, FAQ"},
	{"partially-processed", "another amount than asked for makes the invoice partially_processed", statusLists},
	{"expired-form", "an unpaid invoice ends as process_failed with the resolution expired", paymentPage + ", sample"},
	{"terminated", "a payer's no makes the invoice terminated", "Corefy documentation, payment invoices"},
	{"resolution-words", "resolutions are the documented words, and ok may stand beside any status", testCardDoc},
	{"test-cards", "the test cards decide approval", testCardDoc},
	{"hand-correction", "an operator can change a final state", "Corefy documentation, FAQ"},
	{"reference-filter", "filter[reference_id] finds invoices, in a list", paymentPage},
	{"cursor-list", "invoices are listed newest first, with before, after, prev and next; empty texts where there is nothing", paymentPage + ", sample"},
	{"links-prefix", "links begin with /api whatever the host's path is", paymentPage + ", samples"},
	{"unknown-filter", "an unknown filter is ignored", vendorParts},
	{"filter-minus", "a leading minus in a filter means not equal", vendorParts},
	{"filter-400", "bad parameters of a list are 400 with id, status error, code and title", vendorParts},
	{"errors-list", "401, 404 and 405 are a list with the word as status and the number as code", paymentPage},
	{"errors-500", "500 has title and detail", paymentPage},
	{"errors-map", "wrong fields are a map from field to message", paymentPage},
	{"not-created", "401, 403, 405 and 422 create nothing", paymentPage},
	{"conflict-409", "a known reference is 409 and tells of the earlier invoice", paymentPage},
	{"refund-request", "a refund needs invoiceId, amount and reference_id; without the reference it is 422", refundGuide},
	{"refund-partial", "refunds may be partial until the sum is used up", refundGuide},
	{"refund-resource", "a refund answers type refunds and an id ref_", refundGuide},
	{"refund-unsupported", "some services support no refunds", refundGuide},
	{"refund-words", "refund_pending, then refunded, partially_refunded or refund_failed", statusLists},
	{"chargeback-words", "a chargeback makes the invoice charged_back or partially_charged_back", releases},
	{"payout-type", "payouts are created as payout-invoice and answered as payout-invoices", clients},
	{"payout-parts", "a payout has payouts with id, rrn, amount, currency and status", releases},
	{"payout-words", "payouts are created, process_pending, processed, process_failed, canceled, partially_canceled", payoutDocs},
	{"payout-process", "a payout without auto_process waits for /process", clients},
	{"public-payout", "the public API reads a payout by id", clients},
	{"callback-resource", "a callback carries the private API's resource", callbackDoc},
	{"callback-signature", "X-Signature is base64 of SHA-1 over secret, body and secret, with the secret of the mode", callbackDoc},
	{"callback-200", "only 200 acknowledges a callback; redirects are not followed", callbackDoc},
	{"callback-created", "the first callback tells of the new invoice", paymentPage},
	{"callback-logs", "callback_logs are keyed by second, with status, processed, response_code and transaction_status", paymentPage + ", samples"},
	{"callback-headers", "callbacks carry User-Agent Webhook-Client and Retry-Count", vendorParts},
	{"checkout-link", "a checkout link names cpi, or public_key, amount and currency; expires is in unix seconds", checkoutDoc},
	{"return-values", "the payer brings id, description, amount and currency back", clients},
	{"media-type", "the media type of a request is not looked at", clients},
}
