package main

import (
	"context"
	"fmt"
	"time"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/bizon"
	"github.com/paygates/paygates-go/bizon/bizontest"
	"github.com/paygates/paygates-go/money"
)

// tradingDay lets a shop sell for a moment, which stands for a day, and keep its
// book badly.
func tradingDay(ctx context.Context, client *bizon.Client, model *bizontest.Server) (book, period, error) {
	day := period{from: time.Now().Truncate(time.Second)}
	b := book{}
	for n := range 24 {
		price := money.MustParse("10.50", money.USD)
		if n%4 == 3 {
			price = money.MustParse("8.25", money.EUR)
		}
		order, err := client.Orders.Create(ctx, bizon.CreateOrderRequest{
			Reference: fmt.Sprintf("sale-%d", 1001+n), Amount: price, Options: bizon.OrderOptions{AutoCharge: new(n%5 != 1)},
		})
		if err != nil {
			return nil, day, err
		}
		switch {
		case n%7 == 6:
			err = model.Refuse(order.ID)
		case n != 20: // one payer does not come
			err = model.Pay(order.ID)
		}
		if err == nil && n%11 == 4 {
			_, err = client.Orders.Refund(ctx, order.ID, bizon.RefundRequest{Amount: money.MustParse("3.00", price.Currency())})
		}
		if err != nil {
			return nil, day, err
		}
		if order, err = client.Confirm(ctx, order.ID); err != nil {
			return nil, day, err
		}
		b[order.Reference] = &sale{state: order.State(), amount: order.Amount, paid: order.Paid(), refunded: order.Refunded()}
	}
	day.to = time.Now()

	b["sale-1002"].amount = money.MustParse("15.00", money.USD)
	b["sale-1005"].refunded = money.MustParse("0.00", money.USD)
	b["sale-1007"].state = paygates.StatePaid // it was refused
	b["sale-2000"] = b["sale-1010"]           // a typing error: not there, and one too many
	delete(b, "sale-1010")
	return b, day, nil
}
