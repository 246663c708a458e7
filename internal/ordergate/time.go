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
	if at, ok := readZoneless(text, zone); ok {
		return at
	}
	if at, err := time.ParseInLocation(zonelessLayout, text, zone); err == nil {
		return at
	}
	if at, err := time.Parse(time.RFC3339Nano, strings.TrimSpace(text)); err == nil {
		return at
	}
	return time.Time{}
}

// readZoneless reads the layout as it nearly always stands, with two digits for
// each part, at a third of what ParseInLocation costs. It declines everything
// else.
func readZoneless(text string, zone *time.Location) (at time.Time, ok bool) {
	if len(text) != len(zonelessLayout) || text[4] != '-' || text[7] != '-' || text[10] != ' ' || text[13] != ':' || text[16] != ':' {
		return at, false
	}
	century, year, month := pair(text, 0), pair(text, 2), pair(text, 5)
	day, hour, minute, second := pair(text, 8), pair(text, 11), pair(text, 14), pair(text, 17)
	if century|year|month|day|hour|minute|second < 0 || month < 1 || month > 12 || day < 1 || day > 28 || hour > 23 || minute > 59 || second > 59 {
		return at, false
	}
	return time.Date(100*century+year, time.Month(month), day, hour, minute, second, 0, zone), true
}

// pair is the number that two digits make, negative if they are none.
func pair(text string, i int) int {
	tens, units := int(text[i])-'0', int(text[i+1])-'0'
	if uint(tens) > 9 || uint(units) > 9 {
		return -1
	}
	return 10*tens + units
}
