package ordergatetest

import (
	"encoding/json"
	"net/http"
	"time"
)

type pingView struct {
	Date    string `json:"date"`
	Message string `json:"message"`
}

func ping(p *Platform, in *incoming) (reply, *failure) {
	if problems := checkParameters(in, nil); len(problems) > 0 {
		return refused(invalidRequest(problems))
	}
	if p.cfg.Form == GuideForm {
		return jsonReply(http.StatusOK, guideStatusView{"ok"}), nil
	}
	return jsonReply(http.StatusOK, pingView{Date: p.stamp(p.now), Message: "PONG!"}), nil
}

type rateView struct {
	From string `json:"from"`
	Rate string `json:"rate"`
	To   string `json:"to"`
}

type guideRateView struct {
	CurrencyFrom string          `json:"currency_from"`
	CurrencyTo   string          `json:"currency_to"`
	Buy          json.RawMessage `json:"buy"`
	Sell         json.RawMessage `json:"sell"`
}

// The rates of the two pages' samples; they are the same on every date.
var (
	platformRates = []rateView{
		{From: "EUR", To: "RUB", Rate: "75.132109"},
		{From: "EUR", To: "UAH", Rate: "31.562887"},
		{From: "EUR", To: "UBT", Rate: "334.000000"},
		{From: "EUR", To: "USD", Rate: "1.145036"},
	}
	guideRates = []guideRateView{
		{"AZN", "EUR", json.RawMessage("1.70"), json.RawMessage("1.75")},
		{"AZN", "USD", json.RawMessage("1.70"), json.RawMessage("1.70")},
	}
)

var rateParameters = map[string]bool{"date": true, "date_from": true, "date_to": true, "rate_table": true}

func exchangeRates(p *Platform, in *incoming) (reply, *failure) {
	problems := checkParameters(in, rateParameters)
	for _, name := range []string{"date", "date_from", "date_to"} {
		text := in.query.Get(name)
		if _, err := time.Parse(time.DateOnly, text); text != "" && err != nil {
			problems = append(problems, problem{name, "Must be a date such as 2025-07-03."})
		}
	}
	if in.query.Has("date") && (in.query.Has("date_from") || in.query.Has("date_to")) {
		problems = append(problems, problem{"date", "Date and date period cannot be used at the same time."})
	}
	if len(problems) > 0 {
		return refused(invalidRequest(problems))
	}
	if p.cfg.Form == GuideForm {
		return jsonReply(http.StatusOK, map[string][]guideRateView{"rates": guideRates}), nil
	}
	return jsonReply(http.StatusOK, map[string][]rateView{"exchange_rates": platformRates}), nil
}
