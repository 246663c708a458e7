package ordergatetest

import "net/http"

// failureKind is why a request was refused.
type failureKind int

const (
	badCredentials failureKind = iota
	badFormat
	badMediaType
	tooLarge
	invalid
	notFound
	noMethod
	wrongState
	declined
	fraudulent
	rejected
	broken
)

// failureForm is how one kind of refusal is answered in each form.
type failureForm struct {
	platformStatus int
	failureType    string
	guideStatus    int
	guideCode      string
}

// failureForms: the words are documented; which HTTP code goes with a guide
// code, and which failure_type a wrong state has, is assumed.
var failureForms = map[failureKind]failureForm{
	badCredentials: {http.StatusUnauthorized, "", http.StatusUnauthorized, "AUTHENTICATION_ERROR"},
	badFormat:      {http.StatusBadRequest, "validation", http.StatusBadRequest, "VALIDATION_ERROR"},
	badMediaType:   {http.StatusUnsupportedMediaType, "validation", http.StatusUnsupportedMediaType, "VALIDATION_ERROR"},
	tooLarge:       {http.StatusRequestEntityTooLarge, "validation", http.StatusRequestEntityTooLarge, "VALIDATION_ERROR"},
	invalid:        {http.StatusUnprocessableEntity, "validation", http.StatusBadRequest, "VALIDATION_ERROR"},
	notFound:       {http.StatusNotFound, "validation", http.StatusNotFound, "NOT_FOUND"},
	noMethod:       {http.StatusMethodNotAllowed, "validation", http.StatusMethodNotAllowed, "VALIDATION_ERROR"},
	wrongState:     {http.StatusUnprocessableEntity, "validation", http.StatusConflict, "INVALID_STATE"},
	declined:       {http.StatusPaymentRequired, "declined", 0, ""},
	fraudulent:     {http.StatusPaymentRequired, "fraud", 0, ""},
	rejected:       {http.StatusPaymentRequired, "rejected", 0, ""},
	broken:         {http.StatusPaymentRequired, "error", 0, ""},
}

type failure struct {
	kind     failureKind
	message  string
	orderID  string
	problems []problem
}

func refuse(kind failureKind, message string) failure {
	return failure{kind: kind, message: message}
}

// invalidRequest is a refusal with one entry per wrong field.
func invalidRequest(problems []problem) failure {
	return failure{kind: invalid, message: "Validation failed", problems: problems}
}

func invalidField(attribute, message string) failure {
	return invalidRequest([]problem{{attribute, message}})
}

func (f failure) reply(form ErrorForm) reply {
	words := failureForms[f.kind]
	var r reply
	// The guide has no word for a decline, so declines keep the platform's form.
	switch {
	case form == ObjectErrors && words.guideCode != "":
		r = jsonReply(words.guideStatus, f.object(words))
	case form == TextErrors && words.guideCode != "":
		r = jsonReply(words.guideStatus, f.text())
	default:
		r = jsonReply(words.platformStatus, f.platform(words))
	}
	if f.kind == badCredentials {
		r.Header.Set("WWW-Authenticate", `Basic realm="API", charset="UTF-8"`)
	}
	return r
}

type failureView struct {
	Errors         []problemView `json:"errors,omitempty"`
	FailureMessage string        `json:"failure_message"`
	FailureType    string        `json:"failure_type,omitempty"`
	OrderID        *string       `json:"order_id"`
}

type problemView struct {
	Attribute string   `json:"attribute"`
	Details   []string `json:"details"`
	Message   string   `json:"message"`
	URI       string   `json:"uri"`
}

func (f failure) platform(words failureForm) failureView {
	view := failureView{FailureMessage: f.message, FailureType: words.failureType, OrderID: optional(f.orderID)}
	for _, p := range f.problems {
		view.Errors = append(view.Errors, problemView{
			Attribute: p.attribute, Message: p.message, Details: []string{}, URI: "#/" + p.attribute,
		})
	}
	return view
}

type objectErrorView struct {
	Error struct {
		Code    string              `json:"code"`
		Message string              `json:"message"`
		Details map[string][]string `json:"details,omitempty"`
	} `json:"error"`
}

func (f failure) object(words failureForm) objectErrorView {
	var view objectErrorView
	view.Error.Code, view.Error.Message = words.guideCode, f.message
	for _, p := range f.problems {
		if view.Error.Details == nil {
			view.Error.Details = make(map[string][]string)
		}
		view.Error.Details[p.attribute] = append(view.Error.Details[p.attribute], p.message)
	}
	return view
}

type textErrorView struct {
	Error   string            `json:"error"`
	Details map[string]string `json:"details,omitempty"`
}

func (f failure) text() textErrorView {
	view := textErrorView{Error: f.message}
	for _, p := range f.problems {
		if view.Details == nil {
			view.Details = make(map[string]string)
		}
		if view.Details[p.attribute] == "" {
			view.Details[p.attribute] = p.message
		}
	}
	return view
}
