package ordergatetest

// Each converts the model's values into a brand's own types.
func Each[From, To any](all []From, convert func(From) To) []To {
	out := make([]To, 0, len(all))
	for _, one := range all {
		out = append(out, convert(one))
	}
	return out
}
