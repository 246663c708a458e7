// Onboarding makes a merchant at CirclePay: from create, through the code that
// comes to his phone, to a merchant who is verified and has a way to be paid.
//
//	go run ./examples/onboarding
//	go run ./examples/onboarding -given Mona -family Ali -email mona@shop.example -mobile +201001414133 -business "Mona's Shop" -address Cairo -callback https://shop.example/circlepay
//
// Without settings CirclePay is a model in memory, which also says which code it
// has sent, and loses an answer on the way. With CIRCLEPAY_ACCOUNT_KEY and
// CIRCLEPAY_ACCOUNT_TOKEN set it makes a merchant there, and asks you for the code;
// the production host needs -live.
package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/circlepay"
	"github.com/paygates/paygates-go/circlepay/circlepaytest"
	"github.com/paygates/paygates-go/examples/internal/account"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdin, os.Stdout)
	stop()
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "onboarding:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, in io.Reader, out io.Writer) error {
	flags := flag.NewFlagSet("onboarding", flag.ContinueOnError)
	live := flags.Bool("live", false, "allow the production host")
	var asked circlepay.CreateMerchantRequest
	flags.StringVar(&asked.FirstName, "given", "Mona", "the merchant's given name")
	flags.StringVar(&asked.LastName, "family", "Ali", "his family name")
	flags.StringVar(&asked.Email, "email", "mona@shop.example", "his e-mail address")
	flags.StringVar(&asked.Mobile, "mobile", "+201001414133", "his mobile number; the code goes there")
	flags.StringVar(&asked.BusinessName, "business", "Mona's Shop", "what the shop is called")
	flags.StringVar(&asked.BusinessAddress, "address", "Cairo", "where it is")
	flags.StringVar(&asked.CallbackURL, "callback", "https://shop.example/circlepay?token=unguessable", "where its callbacks go")
	if err := flags.Parse(args); err != nil {
		return err
	}
	at, err := account.OpenCirclePay(*live, circlepaytest.Config{})
	if err != nil {
		return err
	}
	defer at.Close()
	at.Config.MerchantToken = paygates.Secret{} // there is no merchant yet
	client, err := circlepay.New(at.Config)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s\n\n", at.Where)
	o := &onboarding{client: client, out: out, code: typed(in, out)}
	if at.Model == nil {
		return o.onboard(ctx, asked)
	}
	o.code = wrongFirst(at.Model, asked.Mobile)
	at.Model.Fail(circlepaytest.Fault{On: "POST /merchants/verify", Nth: 2, When: circlepaytest.AfterCommit, Drop: true})
	if err := o.onboard(ctx, asked); err != nil {
		return err
	}
	fmt.Fprintln(out, "\nAnother merchant, and the answer with his token gets lost:")
	at.Model.Fail(circlepaytest.Fault{On: "POST /merchants/create", When: circlepaytest.AfterCommit, Drop: true})
	asked.Mobile, asked.Email, asked.BusinessName = "+201001414134", "tarek@shop.example", "Tarek's Shop"
	err = o.onboard(ctx, asked)
	o.say("not onboarded", "%v", err)
	if !errors.Is(err, errTokenLost) {
		return errors.Join(errors.New("want a token that is lost"), err)
	}
	return nil
}

// typed asks a person for the code.
func typed(in io.Reader, out io.Writer) func() (string, error) {
	lines := bufio.NewScanner(in)
	return func() (string, error) {
		fmt.Fprint(out, "The code on the merchant's phone: ")
		if !lines.Scan() {
			return "", errors.Join(errors.New("no code was typed"), lines.Err())
		}
		return strings.TrimSpace(lines.Text()), nil
	}
}

// wrongFirst is a merchant who mistypes the model's code once.
func wrongFirst(model *circlepaytest.Server, mobile string) func() (string, error) {
	tries := 0
	return func() (string, error) {
		code, sent := model.OTP(mobile)
		if !sent {
			return "", errors.New("no code was sent")
		}
		if tries++; tries == 1 {
			last := (code[len(code)-1]-'0'+1)%10 + '0'
			return code[:len(code)-1] + string(last), nil
		}
		return code, nil
	}
}
