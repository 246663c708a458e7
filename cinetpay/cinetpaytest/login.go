package cinetpaytest

import (
	"crypto/subtle"
	"net/http"
)

// tokenView is the data of a login.
type tokenView struct {
	Token string `json:"token"`
}

const sessionDigits = 64

// logIn is POST /v1/auth/login.
func logIn(m *Model, in *incoming) reply {
	if wrong := checkLanguage(in); wrong != nil {
		return m.refuse(transferAPI, wrong)
	}
	key, password := in.form.Get("apikey"), in.form.Get("password")
	same := subtle.ConstantTimeCompare([]byte(key), []byte(m.cfg.APIKey)) &
		subtle.ConstantTimeCompare([]byte(password), []byte(m.cfg.TransferPassword))
	switch {
	case key == "" || password == "":
		return m.refuse(transferAPI, refuse("704", "apikey and password are required"))
	case same != 1:
		return m.refuse(transferAPI, refuse("701", ""))
	}
	token := m.draw("session", len(m.sessions)+1, sessionDigits)
	m.sessions[token] = m.now
	return m.done(tokenView{token})
}

// checkLanguage: lang is fr or en, in the query.
func checkLanguage(in *incoming) *refusal {
	switch in.query.Get("lang") {
	case "", "fr", "en":
		return nil
	}
	return refuse("704", "lang is neither fr nor en")
}

// withToken lets a call by that has a valid token in its query. A token counts as
// of the moment that the request came in, also if it takes effect later.
func withToken(handle func(*Model, *incoming) (any, *refusal)) handler {
	return func(m *Model, in *incoming) reply {
		made, known := m.sessions[in.query.Get("token")]
		switch {
		case !known:
			return m.refuse(transferAPI, refuse("706", ""))
		case in.arrived.Sub(made) >= tokenLifetime:
			return m.refuse(transferAPI, refuse("705", ""))
		}
		if wrong := checkLanguage(in); wrong != nil {
			return m.refuse(transferAPI, wrong)
		}
		data, wrong := handle(m, in)
		if wrong != nil {
			return m.refuse(transferAPI, wrong)
		}
		return m.done(data)
	}
}

// done answers a call of the transfer API that was carried out.
func (m *Model) done(data any) reply {
	return jsonReply(http.StatusOK, transferView{Code: 0, Message: "OPERATION_SUCCES", Data: data})
}
