// Recovery shows what becomes of money when a shop dies between sending and
// hearing. It starts a model of each gateway, and a shop in a process of its own
// that writes down what it is about to ask, asks, and is killed while it waits. Then
// the shop starts again, reads its file, and settles every call: not one is sent
// twice, and not one is forgotten.
//
//	go run ./examples/recovery
//
// All money is in memory. The shop's part is shop.go, settle.go and intents.go;
// the rest plays the world around it.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "recovery:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("recovery", flag.ContinueOnError)
	as := flags.String("as", "", "which process this is: shop or settle; the world by default")
	file := flags.String("intents", "", "the shop's file of intents")
	var asked task
	flags.StringVar(&asked.gateway, "gateway", "", "for the shop: whom it asks")
	flags.StringVar(&asked.target, "target", "", "for the shop: what it acts on")
	flags.StringVar(&asked.reference, "reference", "", "for the shop: its own id of that")
	hosts := hosts{}
	flags.Func("host", "where a gateway is, as name=url; may be repeated", hosts.set)
	if err := flags.Parse(args); err != nil {
		return err
	}
	switch *as {
	case "shop":
		return ask(ctx, openIntents(*file), hosts, asked)
	case "settle":
		return settle(ctx, openIntents(*file), hosts)
	}
	return show(ctx, out)
}
