package ordergatetest

import (
	"net/http"
	"strings"

	"github.com/paygates/paygates-go/internal/strictjson"
)

var getParameters = map[string]bool{"expand": true}

func getOrder(p *Platform, in *incoming) (reply, *failure) {
	if problems := checkParameters(in, getParameters); len(problems) > 0 {
		return refused(invalidRequest(problems))
	}
	o, ok := p.orders[in.id]
	if !ok {
		return refused(refuse(notFound, orderNotFound))
	}
	if p.cfg.Form == GuideForm {
		view := guideOrder(o)
		view.Transactions = guideTransactions(o)
		return jsonReply(http.StatusOK, view), nil
	}
	return jsonReply(http.StatusOK, ordersView{Orders: []orderView{p.view(o, expanded(in))}}), nil
}

func expanded(in *incoming) parts {
	var show parts
	for word := range strings.SplitSeq(in.query.Get("expand"), ",") {
		if add, ok := expansions[strings.TrimSpace(word)]; ok {
			add(&show)
		}
	}
	return show
}

// checkParameters refuses names that the call does not know and names given
// twice: several values are joined by commas in one parameter.
func checkParameters(in *incoming, known map[string]bool) []problem {
	var problems []problem
	for _, name := range sortedNames(in.query) {
		switch {
		case !known[name]:
			problems = append(problems, problem{strictjson.Shorten(name), "Unknown parameter."})
		case len(in.query[name]) > 1:
			problems = append(problems, problem{name, "Given twice; join values with commas."})
		}
	}
	return problems
}
