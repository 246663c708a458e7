package wire_test

import (
	"fmt"
	"strings"

	"github.com/paygates/paygates-go/internal/wire"
)

func ExampleDecoder() {
	type order struct {
		id, status, amount string
		fields             map[string]string
	}
	readOrder := func(d *wire.Decoder) (o order) {
		for d.Object(); d.More(); {
			switch {
			case d.Is("id"):
				o.id = d.ID()
			case d.Is("status"):
				o.status = d.Word()
			case d.Is("amount"):
				o.amount, _ = d.Amount()
			case d.Is("custom_fields"):
				o.fields = d.StringMap()
			}
		}
		return o
	}
	bodies := []string{
		`{"orders":[{"id":"94611545647300120","status":"charged","amount":"9.90","custom_fields":{"a":1}}]}`,
		`{"orders":{"id":94611545647300120,"amount":9.90,"custom_fields":[],"new":{"x":[1]}}}`,
		`{"orders":null}`,
		`{"orders":[{"id":"1","status":"new","status":"charged"}]}`,
	}
	for _, body := range bodies {
		d := wire.NewDecoder([]byte(body))
		for d.Object(); d.More(); {
			if d.Is("orders") {
				for d.OneOrMany(); d.More(); {
					fmt.Println(readOrder(d))
				}
			}
		}
		if err := d.End(); err != nil {
			fmt.Println(err)
		}
	}
	// Output:
	// {94611545647300120 charged 9.90 map[a:1]}
	// {94611545647300120  9.90 map[]}
	// {1 new  map[]}
	// wire: orders[0].status: name given twice (offset 45)
}

func ExamplePage() {
	body := strings.NewReader(`{"data":[{"id":"1"},{"id":"2"}],"links":{"next":"?page=2"}}`)
	p := wire.NewPage(body, wire.PageConfig{Elements: "data", Keep: []string{"links"}})
	var id string
	for p.Next(func(d *wire.Decoder) {
		for d.Object(); d.More(); {
			if d.Is("id") {
				id = d.ID()
			}
		}
	}) {
		fmt.Println(id)
	}
	fmt.Println(string(p.Kept("links")), p.Err())
	// Output:
	// 1
	// 2
	// {"next":"?page=2"} <nil>
}

func ExampleEncoder() {
	e := wire.NewEncoder(nil)
	e.Object("")
	e.Number("amount", "10.50")
	e.String("currency", "AZN")
	e.Object("client")
	e.OptString("email", "")
	e.EndOptional()
	ignored := e.Extra(map[string]any{"amount": 1, "segment": "shop"})
	e.End()
	body, err := e.Bytes()
	fmt.Println(string(body), ignored, err)
	// Output:
	// {"amount":10.50,"currency":"AZN","segment":"shop"} [amount] <nil>
}
