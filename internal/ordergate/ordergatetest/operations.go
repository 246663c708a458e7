package ordergatetest

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// madeOperation is an operation in the list of all of them.
type madeOperation struct {
	operation
	order  *order
	number int // position in the order of their making, from 1
}

// listedOperationView is an operation outside of its order.
type listedOperationView struct {
	operationView
	ARN     string `json:"arn,omitempty"`
	OrderID string `json:"order_id"`
}

var operationParameters = map[string]bool{
	"expand": true, "status": true, "type": true, "created_from": true, "created_to": true, cursorName: true,
}

func listOperations(p *Platform, in *incoming) (reply, *failure) {
	problems := checkParameters(in, operationParameters)
	from := p.readTime(in, "created_from", &problems)
	to := p.readTime(in, "created_to", &problems)
	after := p.readOperationCursor(in, &problems)
	if len(problems) > 0 {
		return refused(invalidRequest(problems))
	}
	page, more := newestFirst(p.made, after, p.cfg.PageSize, func(op madeOperation) bool {
		return p.listed(op.created, from, to) &&
			asked(in.query.Get("status"), op.status) && asked(in.query.Get("type"), op.kind)
	})
	cashflow := slices.Contains(strings.Split(in.query.Get("expand"), ","), "cashflow")
	views := make([]listedOperationView, 0, len(page))
	for _, op := range page {
		views = append(views, p.listedOperation(op, cashflow))
	}
	answer := jsonReply(http.StatusOK, map[string][]listedOperationView{"operations": views})
	if more {
		last := strconv.Itoa(page[len(page)-1].number)
		answer.Header.Set("Link", "<"+nextPage(in, last)+`>; rel="next"`)
	}
	return answer, nil
}

// asked says whether a filter with values joined by commas lets a value by.
func asked(values, value string) bool {
	return values == "" || slices.Contains(strings.Split(values, ","), value)
}

func (p *Platform) readOperationCursor(in *incoming, problems *[]problem) int {
	text := in.query.Get(cursorName)
	if text == "" {
		return 0
	}
	number, err := strconv.Atoi(text)
	if err != nil || number < 1 || number > len(p.made) {
		*problems = append(*problems, problem{cursorName, "Unknown page."})
		return 0
	}
	return number
}

// listedOperation shows the acquirer's reference of a charge, as the sample does.
func (p *Platform) listedOperation(op madeOperation, cashflow bool) listedOperationView {
	v := listedOperationView{operationView: p.operationView(op.order, op.operation, cashflow), OrderID: op.order.id}
	if op.kind == Charged && op.status == operationSuccess {
		v.ARN = fmt.Sprintf("7%022d", p.draw(op.order, 15)%1_000_000_000_000_000_000)
	}
	return v
}
