package circlepaytest

import (
	"slices"
	"time"
)

// listed is what lists show: it belongs to a merchant and has an age.
type listed interface {
	owned() (*merchant, time.Time)
}

// ofMerchant keeps what belongs to a merchant and is old enough to be listed,
// newest first.
func ofMerchant[T listed](m *Model, k *merchant, all []T) []T {
	var out []T
	for _, each := range slices.Backward(all) {
		if owner, created := each.owned(); owner == k && m.now.Sub(created) >= m.cfg.ListLag {
			out = append(out, each)
		}
	}
	return out
}
