package simulation

import (
	"math/rand/v2"
	"slices"
)

// Card is a card with an effect that the models know.
type Card struct {
	Name, Number string
	// Refused says that no payment by it ever succeeds.
	Refused bool
	// Bank is what its bank does in 3-D Secure.
	Bank Bank

	weight int
}

// Bank is what a card's bank does in 3-D Secure.
type Bank struct {
	// Device has version 2 look at the payer's device first.
	Device bool
	// Answer is what it does then.
	Answer BankAnswer
}

// BankAnswer is how a bank decides about its payer.
type BankAnswer int

// The answers of banks.
const (
	// BankAsks has the payer confirm on the bank's page.
	BankAsks BankAnswer = iota
	// BankAgrees and BankRefuses ask nobody.
	BankAgrees
	BankRefuses
)

// cards is the table of cards. What the platform's own test cards do is fixed;
// how the banks of the others behave is set up in the models.
var cards = []Card{
	{Name: "approved", Number: "4111111111111111", weight: 8},
	{Name: "declined", Number: "4276990011343663", Refused: true, weight: 2},
	{Name: "fraud", Number: "4000000000000002", Refused: true, weight: 1},
	{Name: "broken", Number: "5555555555555599", Refused: true, weight: 1},
	{Name: "not enrolled", Number: "4276838748917319", Bank: Bank{Answer: BankAgrees}, weight: 1},
	{Name: "frictionless", Number: "2222400060000007", Bank: Bank{Answer: BankAgrees}, weight: 2},
	{Name: "not authenticated", Number: "4012888888881881", Bank: Bank{Answer: BankRefuses}, weight: 1},
	{Name: "device and challenge", Number: "4242424242424242", Bank: Bank{Device: true}, weight: 4},
	{Name: "device, frictionless", Number: "5105105105105100", Bank: Bank{Device: true, Answer: BankAgrees}, weight: 4},
	{Name: "device, not authenticated", Number: "378282246310005", Bank: Bank{Device: true, Answer: BankRefuses}, weight: 1},
}

// Cards returns the table of cards.
func Cards() []Card { return slices.Clone(cards) }

// cardOf is the card with that number; nil where there is none.
func cardOf(number string) *Card {
	for i := range cards {
		if cards[i].Number == number {
			return &cards[i]
		}
	}
	return nil
}

// payoutCards are those of payouts: three in four are approved.
var payoutCards = []string{cards[0].Number, cards[0].Number, cards[0].Number, cards[1].Number}

// drawCard draws a card by its weight.
func drawCard(r *rand.Rand) string {
	total := 0
	for _, c := range cards {
		total += c.weight
	}
	at := r.IntN(total)
	for _, c := range cards {
		if at -= c.weight; at < 0 {
			return c.Number
		}
	}
	panic("simulation: the weights do not add up")
}
