package cinetpaytest

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// refusal is a request that is not carried out.
type refusal struct {
	code        string
	description string // the code's own if it is empty
	status      int    // if not 0, whatever the code and the Config say
}

func refuse(code, description string) *refusal { return &refusal{code: code, description: description} }

// word is what a code says.
type word struct {
	message     string
	description string
	status      int // with RefusalsAs4xx; 400 if it is 0
}

// checkoutWords are the codes of the checkout API. The messages of 00, 201, 429,
// 600, 602, 604, 606, 608, 609, 613, 623 to 625, 627, 662 and 663 are documented;
// the others are public clients'. Which HTTP status goes with a code is assumed.
var checkoutWords = map[string]word{
	"403": {"FORBIDDEN", "Access forbidden", http.StatusForbidden},
	"429": {"TOO_MANY_REQUEST", "The system has detected that your activity on the API is suspicious", http.StatusTooManyRequests},
	"600": {message: "PAYMENT_FAILED"}, "601": {message: "MERCHANT_NOT_FOUND"}, "602": {message: "INSUFFICIENT_BALANCE"},
	"603": {message: "SERVICE_UNAVAILABLE"}, "604": {message: "OTP_CODE_ERROR"}, "605": {message: "TRANSACTION_CLOSED"},
	"606": {message: "INCORRECT_SETTINGS"}, "607": {message: "PENDING"},
	"608": {message: "MINIMUM_REQUIRED_FIELDS"},
	"609": {"AUTH_NOT_FOUND", "The apikey provided is not correct", http.StatusUnauthorized},
	"610": {message: "ERROR_PAYMETHOD_NOTFOUND"}, "611": {message: "ERROR_AMOUNT_TYPE"}, "612": {message: "ERROR_CURRENCY_NOTVALID"},
	"613": {"ERROR_SITE_ID_NOTVALID", "The site_id provided is not correct", http.StatusUnauthorized},
	"614": {message: "ERROR_FORMAT_TRANSACTION_DATE"}, "615": {message: "ERROR_LANGUAGE_NOTVALID"},
	"616": {message: "ERROR_PAGE_ACTION_NOTVALID"}, "617": {message: "ERROR_PAYMENT_CONFIG_NOTVALID"},
	"618": {message: "ERROR_API_VERSION_NOTVALID"}, "619": {message: "ERROR_SIGNATURE_DONT_MATCHED"},
	"620": {message: "ERROR_DOUBLE_PAYEMNT", description: "The transaction_id is already in use"},
	"621": {message: "ERROR_OMPAY_UNAVAILABLE"}, "622": {message: "ERROR_MOMOPAY_UNAVAILABLE"},
	"623": {message: "WAITING_CUSTOMER_TO_VALIDATE"},
	"624": {message: "UNKNOWN_ERROR", description: "An error occurred while processing the request"},
	"625": {"ABONNEMENT_OR_TRANSACTIONS_EXPIRED", "The service or transaction has expired", http.StatusNotFound}, "626": {message: "ERROR_FLOOZPAY_UNAVAILABLE"},
	"627": {message: "TRANSACTION_CANCEL"}, "628": {message: "INTERNAL_ERROR"}, "629": {message: "GENERAL_FAILURE"},
	"630": {message: "INVALID_AMOUNT_FORMAT"}, "631": {message: "DAILY_LIMIT_HAS_BEEN_EXCEEDED"},
	"632": {message: "SOURCE_ACCOUNT_NOT_ACTIVE"}, "633": {message: "MOBILE_ACCOUNT_NUMBER_IS_NOT_ACTIVE"}, "634": {message: "INVALID_MSISDN"},
	"635": {message: "ERROR_PHONE_NUMBER_NOT_FOUND"}, "636": {message: "ERROR_PHONE_NUMBER_NOT_SUPPORTED"},
	"637": {message: "ERROR_PHONE_PREFIX_NOT_SUPPORTED"}, "638": {message: "SECURE_PAYMENT_WAITING_CONFIRMATION"},
	"639": {message: "ERROR_ATLVISA_UNAVAILABLE"}, "640": {message: "ERROR_YUP_UNAVAILABLE"},
	"641": {message: "ERROR_AMOUNT_TOO_LOW"}, "642": {message: "ERROR_AMOUNT_TOO_HIGH"},
	"660": {message: "REFUNDED"}, "661": {message: "REFUNDING_IN_PROCESS"},
	"662": {message: "WAITING_CUSTOMER_PAYMENT"}, "663": {message: "WAITING_CUSTOMER_OTP_CODE"},
	"664": {message: "WAITING_CUSTOMER_PAYMENT_AT_OPERATOR_SIDE"},
	"800": {message: "ACCESS_RESTRICTED"}, "801": {message: "QUOTA_REACHED"}, "802": {message: "PAYMENT_METHOD_DISABLED"},
	"803": {message: "OTP_VALIDATION"}, "804": {message: "OPERATOR_UNAVAILABLE"},
	"807": {message: "DAILY_MAX_NUMBER_TRANSACTION_REACHED"}, "808": {message: "DAILY_MAX_AMOUNT_TRANSACTION_REACHED"},
	"809": {message: "MONTHLY_MAX_AMOUNT_TRANSACTION_REACHED"}, "810": {message: "MONTHLY_MAX_NUMBER_TRANSACTION_REACHED"},
	"811": {message: "WEEKLY_MAX_AMOUNT_TRANSACTION_REACHED"}, "812": {message: "WEEKLY_MAX_NUMBER_TRANSACTION_REACHED"},
	"1010": {},
}

// transferWords are the codes of the transfer API, as its page lists them. They
// are another space: 602 is the merchant's own balance here.
var transferWords = map[string]word{
	"-1":  {message: "OPERATION_ERROR", description: "The execution of the request failed"},
	"602": {message: "INSUFFICIENT_BALANCE", description: "The transfer balance is too small for this operation"},
	"701": {"INVALID_CREDENTIALS", "Identifiant de connexion incorrect", http.StatusUnauthorized},
	"702": {"COULD_NOT_CREATE_TOKEN", "The token could not be made", http.StatusUnauthorized},
	"703": {"INVALID_USER", "The merchant account is not valid", http.StatusUnauthorized},
	"704": {message: "INVALID_PARAM", description: "The parameters sent are not correct"},
	"705": {"EXPIRED_TOKEN", "Votre token a expiré", http.StatusUnauthorized},
	"706": {"INVALID_TOKEN", "Votre token est invalide", http.StatusUnauthorized},
	"707": {"CANT_REFRESH_TOKEN", "Another token must be made", http.StatusUnauthorized},
	"708": {"NOT_ALLOWED", "This link may not be visited", http.StatusNotFound},
	"709": {message: "EXECUTION_ERROR", description: "The execution of the request failed"},
	"710": {message: "EXECUTION_ERROR", description: "The execution of the request failed"},
	"715": {message: "UNEXPECTED_ERROR", description: "An unknown error has occurred"},
	"716": {message: "DATA_NOT_VALID", description: "The data sent are not correct"},
	"717": {message: "ERROR_PHONE_NOT_PARTICULAR", description: "The phone number has no valid account"},
	"718": {message: "JSON_PARSE_ERROR", description: "The JSON sent has errors"},
	"719": {message: "AMOUNT_TOO_SMALL", description: "The amount is below the threshold"},
	"720": {message: "AMOUNT_TOO_LARGE", description: "The amount is above the threshold"},
	"721": {message: "OPERATOR_NOT_AVAILABLE", description: "The operator is not supported"},
	"723": {"NOT_FOUND", "No results for this search", http.StatusNotFound},
	"724": {message: "ERROR_PHONE_NOT_MY_CONTACT", description: "The phone number is not in the list of contacts"},
	"725": {message: "MISSING_NOTIFY_URL", description: "A valid notification url is needed"},
	"726": {message: "ERROR_PHONE_ALREADY_MY_CONTACT", description: "The phone number is in the list of contacts"},
	"801": {message: "INVALID_AMOUNT", description: "The amount is not valid"},
	"802": {message: "INVALID_PHONE", description: "The phone number is not valid"},
	"804": {message: "OPERATOR_UNAVAILABLE", description: "The operator is not available"},
	"805": {message: "CLIENT_TRANSACTION_ID_EXIST", description: "This transaction identifier exists already"},

	"1010": {},
}

func (a api) words() map[string]word {
	if a == transferAPI {
		return transferWords
	}
	return checkoutWords
}

// checkoutView is the envelope of the checkout API.
type checkoutView struct {
	Code        string `json:"code"`
	Message     string `json:"message"`
	Description string `json:"description,omitempty"`
	Data        any    `json:"data,omitempty"`
	ResponseID  string `json:"api_response_id"`
}

// transferView is the envelope of the transfer API: its code is the number 0 on
// success and a string on errors.
type transferView struct {
	Code        any    `json:"code"`
	Message     string `json:"message"`
	Description string `json:"description,omitempty"`
	Data        any    `json:"data"`
}

// refuse makes the answer to a request that is not carried out.
func (m *Model) refuse(a api, r *refusal) reply {
	switch {
	case r.code == "":
		return reply{Status: r.status}
	case r.code == "1010":
		return textReply(http.StatusForbidden, "error code: 1010")
	}
	w := a.words()[r.code]
	status := cmp.Or(w.status, http.StatusBadRequest)
	if m.cfg.Refusals == RefusalsAs200 {
		status = http.StatusOK
	}
	status = cmp.Or(r.status, status)
	description := cmp.Or(r.description, w.description, w.message)
	switch a {
	case transferAPI:
		return jsonReply(status, transferView{Code: r.code, Message: w.message, Description: description, Data: []any{}})
	case paymentPage:
		return page.Answer(http.StatusBadRequest, unreadablePage)
	}
	return jsonReply(status, checkoutView{Code: r.code, Message: w.message, Description: description, ResponseID: m.responseID()})
}

// responseID looks like a decimal number and is none: seconds and a counter's
// four digits.
func (m *Model) responseID() string {
	m.answers++
	counter := strconv.Itoa(10000 + m.answers%10000)
	return strconv.FormatInt(m.now.Unix(), 10) + "." + counter[1:]
}

// unknownCall answers a path or method that no document has.
func (m *Model) unknownCall(in *incoming) reply {
	if strings.HasPrefix(in.path, "/v1/") {
		return m.refuse(transferAPI, refuse("708", ""))
	}
	if in.allowed == nil {
		return textReply(http.StatusNotFound, "Not found")
	}
	r := textReply(http.StatusMethodNotAllowed, "Method not allowed")
	r.Header.Set("Allow", strings.Join(slices.Compact(in.allowed), ", "))
	return r
}

func textReply(status int, text string) reply {
	return reply{Status: status, Header: http.Header{"Content-Type": {"text/plain; charset=utf-8"}}, Body: []byte(text)}
}
