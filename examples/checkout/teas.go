package main

import (
	"slices"

	"github.com/paygates/paygates-go/money"
)

// tea is what the shop sells. Its colours are those of its picture.
type tea struct {
	Key, Name, Text    string
	Price              money.Amount
	Weight             string
	Cup, Steam, Ground string
}

var teas = []tea{
	{
		Key: "lankaran", Name: "Lankaran Black", Weight: "100 g",
		Text:  "Grown by the Caspian, brewed dark. The everyday glass.",
		Price: money.MustParse("8.90", money.AZN), Cup: "#a4431d", Steam: "#e9c9b3", Ground: "#f8e9dd",
	},
	{
		Key: "thyme", Name: "Mountain Thyme", Weight: "80 g",
		Text:  "Black tea with wild thyme from the slopes above Sheki.",
		Price: money.MustParse("11.40", money.AZN), Cup: "#7a5a1e", Steam: "#d9d2ae", Ground: "#f1f0dc",
	},
	{
		Key: "rose", Name: "Rose of Ganja", Weight: "60 g",
		Text:  "Petals dried in the shade. Light, red, and a little sweet.",
		Price: money.MustParse("14.75", money.AZN), Cup: "#b0354f", Steam: "#edc6cd", Ground: "#fbe7ea",
	},
}

func teaNamed(key string) (tea, bool) {
	at := slices.IndexFunc(teas, func(t tea) bool { return t.Key == key })
	if at < 0 {
		return tea{}, false
	}
	return teas[at], true
}
