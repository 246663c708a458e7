package circlepaytest

import "time"

// The layouts of dates. Both take days and months without a leading zero, as a
// public client sends them.
const (
	yearFirst = "2006-1-2"
	dayFirst  = "2-1-2006"
)

// layouts are what a DateForm takes.
var layouts = map[DateForm][]string{
	AnyDates: {yearFirst, dayFirst}, YearFirstDates: {yearFirst}, DayFirstDates: {dayFirst},
}

func (c Config) readDate(text string) (time.Time, bool) {
	for _, layout := range layouts[c.Dates] {
		if at, err := time.Parse(layout, text); err == nil {
			return at, true
		}
	}
	return time.Time{}, false
}

// isPast says that a date's day is over, in UTC.
func isPast(date, now time.Time) bool { return !now.Before(date.AddDate(0, 0, 1)) }

// The layouts of what the answers have.
const (
	dateOnly   = "2006-01-02"
	dateTime   = "2006-01-02 15:04:05"
	isoInstant = "2006-01-02T15:04:05.000Z"
)

// dateText writes a date or the date of a moment: the page prints no times.
func (f Form) dateText(at time.Time) string {
	if f == ClientForm {
		return at.Format(isoInstant)
	}
	return at.Format(dateOnly)
}
