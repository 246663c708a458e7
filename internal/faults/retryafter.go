package faults

import (
	"net/http"
	"strings"
	"time"
)

// RetryAfterForm is one kind of Retry-After header that gateways and the proxies before them send.
type RetryAfterForm struct {
	Name  string
	Value string        // the header's value; empty for no header
	Wait  time.Duration // what it asks for, counted from now; 0 where it asks for nothing that one could follow
}

// RetryAfterForms returns every kind of Retry-After; the dates are relative to now.
func RetryAfterForms(now time.Time) []RetryAfterForm {
	date := func(d time.Duration) string { return now.Add(d).UTC().Format(http.TimeFormat) }
	return []RetryAfterForm{
		{Name: "none"},
		{Name: "seconds", Value: "2", Wait: 2 * time.Second},
		{Name: "zero", Value: "0"},
		{Name: "negative", Value: "-5"},
		{Name: "fraction", Value: "1.5"},
		{Name: "date", Value: date(3 * time.Second), Wait: now.Add(3 * time.Second).Truncate(time.Second).Sub(now)},
		{Name: "date in the past", Value: date(-time.Hour)},
		{Name: "date in the old form", Value: now.Add(3 * time.Second).UTC().Format(time.RFC850), Wait: now.Add(3 * time.Second).Truncate(time.Second).Sub(now)},
		{Name: "far date", Value: date(30 * 24 * time.Hour), Wait: now.Add(30 * 24 * time.Hour).Truncate(time.Second).Sub(now)},
		{Name: "a day", Value: "86400", Wait: 24 * time.Hour},
		{Name: "overflowing", Value: strings.Repeat("9", 30)},
		{Name: "overflows a duration", Value: "9223372037"}, // seconds that fit an int64, but not as nanoseconds
		{Name: "garbage", Value: "soon"},
		{Name: "blank", Value: " "},
	}
}
