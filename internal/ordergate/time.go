package ordergate

import (
	"strings"
	"time"
)

// Layouts of times: the platform's without zone, the guide's with one.
const zonelessLayout = "2006-01-02 15:04:05"

// parseTime reads a time; the zero time where it cannot.
func parseTime(text string, zone *time.Location) time.Time {
	if text == "" {
		return time.Time{}
	}
	if at, err := time.ParseInLocation(zonelessLayout, text, zone); err == nil {
		return at
	}
	if at, err := time.Parse(time.RFC3339Nano, strings.TrimSpace(text)); err == nil {
		return at
	}
	return time.Time{}
}
