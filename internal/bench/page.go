package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/bytedance/sonic"
	goccy "github.com/goccy/go-json"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/cibpay"
	"github.com/paygates/paygates-go/money"
)

// pageOrders is how many orders the largest page has.
const pageOrders = 2000

// ordersPage makes a page of n orders of 1.3 KB each, in the form of the
// platform's own sample: everything expanded, two operations an order.
func ordersPage(n int) []byte {
	var page bytes.Buffer
	page.WriteString(`{"orders":[`)
	for i := range n {
		if i > 0 {
			page.WriteByte(',')
		}
		fmt.Fprintf(&page, `{"amount":"%[1]d.50","amount_charged":"%[1]d.50","amount_refunded":"0.00","auth_code":"%06[1]d",`+
			`"card":{"holder":"Leyla Aliyeva","subtype":"classic","type":"visa"},`+
			`"client":{"address":"Nizami st. %[2]d","city":"Baku","country":"AZE","email":"p%[1]d@shop.example","name":"Leyla Aliyeva","phone":"+994 12 555","state":"BA","zip":"AZ1000"},`+
			`"created":"2021-11-12 12:16:13","currency":"AZN","custom_fields":{},"description":"Order %[1]d","descriptor":"TEASHOP",`+
			`"id":"%017[3]d","issuer":{"bin":"411111","country":"AZE","title":"TestBank"},"location":{"ip":"6.6.6.6"},"merchant_order_id":"m-%[1]d",`+
			`"operations":[{"type":"authorize","iso_message":"Approved","created":"2021-11-12 12:16:13","amount":"%[1]d.50","auth_code":"%06[1]d","iso_response_code":"00",`+
			`"cashflow":{"incoming":"0.00","fee":"0.00","receivable":"-36.39","amount":"0.00","currency":"AZN","reserve":"36.39"},"currency":"AZN","status":"success"},`+
			`{"currency":"AZN","status":"success","cashflow":{"receivable":"1164.48","amount":"%[1]d.50","reserve":"36.39","currency":"AZN","incoming":"1200.87","fee":"12.13"},`+
			`"arn":"73922059535879175995901","iso_response_code":"00","iso_message":"Approved","created":"2021-11-12 12:21:13","amount":"%[1]d.50","type":"charge"}],`+
			`"pan":"411111****1111","secure3d":{},"segment":"storefront","status":"charged","updated":"2021-11-12 12:21:13"}`,
			1000+i, 1+i%90, 65213580296542862+int64(i))
	}
	page.WriteString(`]}`)
	return page.Bytes()
}

func pageMemory() *memory {
	return &memory{status: http.StatusOK, header: jsonHeader, body: ordersPage(pageOrders)}
}

// decoder is somebody's way from a page's body to orders.
type decoder struct {
	name   string
	decode func(resp *http.Response) ([]*order, error)
}

// whole reads the body with io.ReadAll and gives it to unmarshal.
func whole(unmarshal func([]byte, any) error) func(*http.Response) ([]*order, error) {
	return func(resp *http.Response) ([]*order, error) {
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			return nil, err
		}
		var page orders
		err = unmarshal(body, &page)
		return page.Orders, err
	}
}

// decoders all read the same body into the same structs. The first is the
// baseline: what the same shop does that calls by hand.
var decoders = []decoder{
	{"encoding/json, whole", whole(json.Unmarshal)},
	{"encoding/json, body read at its length", func(resp *http.Response) ([]*order, error) {
		body := make([]byte, resp.ContentLength)
		if _, err := io.ReadFull(resp.Body, body); err != nil {
			return nil, err
		}
		var page orders
		err := json.Unmarshal(body, &page)
		return page.Orders, err
	}},
	{"encoding/json, order by order", orderByOrder},
	{"goccy/go-json", whole(func(body []byte, into any) error { return goccy.Unmarshal(body, into) })},
	{"bytedance/sonic", whole(sonic.Unmarshal)},
}

// orderByOrder keeps no body: it decodes one element of the array after another.
func orderByOrder(resp *http.Response) ([]*order, error) {
	var list []*order
	d := json.NewDecoder(resp.Body)
	for depth := 0; depth < 3; depth++ { // {, "orders", [
		if _, err := d.Token(); err != nil {
			return nil, err
		}
	}
	for d.More() {
		o := new(order)
		if err := d.Decode(o); err != nil {
			return nil, err
		}
		list = append(list, o)
	}
	return list, nil
}

// contender reads pages through net/http with d.
func (d decoder) contender(network http.RoundTripper) contender {
	client := &http.Client{Transport: network}
	return contender{d.name, repeat(func() error {
		req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, gatewayURL+"/orders/", http.NoBody)
		if err != nil {
			return err
		}
		req.SetBasicAuth(username, password)
		resp, err := client.Do(req)
		if err != nil {
			return err
		}
		defer resp.Body.Close()
		list, err := d.decode(resp)
		if err != nil {
			return err
		}
		if len(list) != pageOrders || list[pageOrders-1].Operations[1].Amount != lastAmount {
			return errPage
		}
		return nil
	})}
}

// lastAmount is that of the last order on the page.
const lastAmount = "2999.50"

var errPage = errors.New("the page was not read whole")

func ourClient(network http.RoundTripper) (*cibpay.Client, error) {
	return cibpay.New(
		cibpay.Config{Username: username, Password: paygates.NewSecret(password), BaseURL: gatewayURL},
		paygates.WithHTTPClient(&http.Client{Transport: network}),
	)
}

// ourList reads the page with Orders.List.
func ourList(client *cibpay.Client) contender {
	want := money.MustParse(lastAmount, money.AZN)
	return contender{"paygates, Orders.List", repeat(func() error {
		page, err := client.Orders.List(context.Background(), cibpay.ListOrdersRequest{})
		if err != nil {
			return err
		}
		if len(page.Orders) != pageOrders || page.Orders[pageOrders-1].Operations[1].Amount != want {
			return errPage
		}
		return nil
	})}
}

// ourAll walks the page with Orders.All.
func ourAll(client *cibpay.Client) contender {
	want := money.MustParse(lastAmount, money.AZN)
	return contender{"paygates, Orders.All", repeat(func() error {
		count, last := 0, money.Amount{}
		for o, err := range client.Orders.All(context.Background(), cibpay.ListOrdersRequest{}) {
			if err != nil {
				return err
			}
			count, last = count+1, o.Operations[1].Amount
		}
		if count != pageOrders || last != want {
			return errPage
		}
		return nil
	})}
}

func pageContenders() ([]contender, error) {
	network := pageMemory()
	client, err := ourClient(network)
	if err != nil {
		return nil, err
	}
	out := []contender{decoders[0].contender(network), ourList(client), ourAll(client)}
	for _, d := range decoders[1:] {
		out = append(out, d.contender(network))
	}
	return out, nil
}

// pageTable measures reading a page.
func pageTable(s settings) (table, []mark, error) {
	contenders, err := pageContenders()
	if err != nil {
		return table{}, nil, err
	}
	found, err := contest{contenders: contenders, slice: 2 * s.slice}.measure(s.rounds, s.progress("page"))
	if err != nil {
		return table{}, nil, err
	}
	walked, err := watchAll()
	if err != nil {
		return table{}, nil, err
	}
	baseline, list, all := found[0], found[1], found[2]
	t := table{
		title: fmt.Sprintf("A page of %d orders, %s, × encoding/json into equal structs", pageOrders, megabytes(float64(walked.page))),
		notes: []string{
			fmt.Sprintf("here the baseline takes %s, %.0f allocations, %s", baseline.took(), baseline.allocs, megabytes(baseline.bytes)),
			"every contender calls over the same network in memory and reads the same body; io.ReadAll, unless it says otherwise",
			fmt.Sprintf("Orders.All: the first order comes out when %s are read; %s are alive above idle at most", megabytes(float64(walked.first)), megabytes(float64(walked.peak))),
		},
		head: []string{"what", "time", "bytes", "allocs", "allocs an order"},
	}
	for _, m := range found {
		t.add(m.name, times(m.times(baseline)), times(m.bytes/baseline.bytes), times(m.allocs/baseline.allocs), fmt.Sprintf("%.2f", m.allocs/pageOrders))
	}
	return t, []mark{
		{what: "page, List: time × encoding/json", got: list.times(baseline), bound: 0.25},
		{what: "page, List: bytes × encoding/json", got: list.bytes / baseline.bytes, bound: 0.50},
		{what: "page, List: allocations an order", got: list.allocs / pageOrders, bound: 2},
		{what: "page, All: time × encoding/json", got: all.times(baseline), bound: 0.30},
		{what: "page, All: memory above idle", got: float64(walked.peak) / 1e6, bound: 2, unit: " MB"},
		{what: "page, All: read before the first order", got: 100 * float64(walked.first) / float64(walked.page), bound: 99, unit: " %"},
	}, nil
}
