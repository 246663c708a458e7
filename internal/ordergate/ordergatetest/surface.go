package ordergatetest

import (
	"slices"

	"github.com/paygates/paygates-go/money"
)

// Surface is how much of the platform one brand shows.
type Surface int

const (
	// GuideSurface is what the CIBPay API guide shows.
	GuideSurface Surface = iota
	// WholeSurface is what the platform's page shows, which is Bizon's: cards,
	// 3-D Secure, wallets, linked payouts and the list of operations too. It has
	// the platform's form of answers alone.
	WholeSurface
)

// brandTerms are the settings that a brand's documents show and a Config may
// change.
type brandTerms struct {
	currency money.Currency
	zoneName string
	zone     int // seconds east of UTC
}

var termsOf = map[Surface]brandTerms{
	GuideSurface: {money.AZN, "UTC+04:00", 4 * 60 * 60},
	WholeSurface: {money.USD, "UTC+03:00", 3 * 60 * 60},
}

func (s Surface) routes() []route {
	if s == WholeSurface {
		return slices.Concat(commonRoutes, wholeRoutes)
	}
	return commonRoutes
}

func (s Surface) documented() []behaviour {
	if s == WholeSurface {
		return slices.Concat(documented, documentedWhole)
	}
	return slices.Concat(documented, documentedGuide)
}

func (s Surface) assumed() []behaviour {
	if s == WholeSurface {
		return slices.Concat(assumed, assumedWhole)
	}
	return slices.Concat(assumed, assumedGuide)
}
