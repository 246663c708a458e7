package circlepay

import (
	"strconv"
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
)

// calendar writes and reads dates.
type calendar struct {
	layout   string // of the dates that are sent
	dayFirst bool
	zone     *time.Location // of the times that name none
}

func (c *calendar) complete() {
	if c.layout == "" {
		c.layout = time.DateOnly
	}
	if c.zone == nil {
		c.zone = time.UTC
	}
}

// wantLayout is what a layout that is none is answered with.
const wantLayout = `want a layout of package time for a date, such as "02-01-2006"`

// dateLayout: what is written by it is read back as the same day.
func dateLayout(layout string) bool {
	day := time.Date(2031, time.November, 23, 0, 0, 0, 0, time.UTC)
	back, err := time.Parse(layout, day.Format(layout))
	return err == nil && back.Equal(day)
}

// write gives a date by the request's own layout, or else the client's.
func (c calendar) write(day time.Time, layout string) string {
	if layout == "" {
		layout = c.layout
	}
	return day.Format(layout)
}

// dayOf is how two dates are compared.
func dayOf(day time.Time) string { return day.Format(time.DateOnly) }

// layouts of the times that CirclePay has been seen to write; those without a zone
// stand in the account's.
var layouts = []string{
	time.RFC3339Nano, "2006-01-02T15:04:05.999999999Z0700", "2006-01-02T15:04:05.999999999", "2006-01-02 15:04:05.999999999", "2006-01-02 15:04", "2006-1-2",
}

// read keeps the text of a time, and understands it where its layout is known. What
// is not understood harms nothing else.
func (c calendar) read(text string) paygates.Timestamp {
	text = strings.TrimSpace(text)
	stamp := paygates.Timestamp{Text: text}
	for _, layout := range layouts {
		if at, err := time.ParseInLocation(layout, text, c.zone); err == nil {
			stamp.Time = at
			return stamp
		}
	}
	stamp.Time = c.readDayFirst(text)
	return stamp
}

// readDayFirst reads 22-09-2022 and 22/09/2022. Where day and month could be
// exchanged it is for the caller to say which is which.
func (c calendar) readDayFirst(text string) time.Time {
	text = strings.ReplaceAll(text, "/", "-")
	at, err := time.ParseInLocation("2-1-2006", text, c.zone)
	if err != nil {
		return time.Time{}
	}
	first, _, _ := strings.Cut(text, "-")
	if day, err := strconv.Atoi(first); err != nil || day <= 12 && !c.dayFirst {
		return time.Time{}
	}
	return at
}
