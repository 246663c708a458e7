package transport

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	paygates "github.com/paygates/paygates-go"
)

// resendable says whether the attempt's failure allows another one. What acts
// once is sent again only where nothing of it can have left; a read or a
// repeatable operation also where the gateway, not the request, was at fault.
func resendable(safety paygates.Safety, a *attempt, fault *paygates.Error) bool {
	if a.unsendable || a.reply.Given {
		return false
	}
	if safety == paygates.Once {
		return a.notSent
	}
	if a.err != nil && !unreadable(a.err) {
		return true
	}
	return passing(fault.HTTPStatus)
}

// passing says of a status that it may be another one soon.
func passing(status int) bool { return status == http.StatusTooManyRequests || status >= 500 }

// unreadable: the answer came, and its body cannot be read however often it comes.
func unreadable(err error) bool { return errors.Is(err, errTooLarge) || errors.Is(err, errEncoding) }

// errTooLong: the wait would outlast the caller's deadline or the policy's cap.
var errTooLong = errors.New("the wait is too long")

// wait sleeps before attempt n+1: as long as the gateway asked for, else a
// random part of a bound that doubles. It ends with the context.
func (c *Client) wait(ctx context.Context, n int, after time.Duration) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	delay := after
	if after > c.retry.MaxRetryAfter {
		return errTooLong
	}
	if after == 0 {
		bound := c.retry.MaxDelay
		if shift := n - 1; c.retry.BaseDelay < bound>>shift {
			bound = c.retry.BaseDelay << shift
		}
		delay = time.Duration(c.entropy() % uint64(bound+1))
	}
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) <= delay {
		return errTooLong
	}
	timer := time.NewTimer(delay)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// retryAfter reads Retry-After: seconds or a date. 0 means that the gateway
// asked for nothing, for nothing that can be read, or for what is past.
func retryAfter(header http.Header) time.Duration {
	const longest = 365 * 24 * time.Hour
	text := strings.TrimSpace(header.Get("Retry-After"))
	if isDigits(text) {
		seconds, err := strconv.ParseInt(text, 10, 64)
		if err != nil || seconds > int64(longest/time.Second) {
			return longest
		}
		return time.Duration(seconds) * time.Second
	}
	at, _ := http.ParseTime(text) // what is no date is the zero time, which is past
	return min(max(time.Until(at), 0), longest)
}

func isDigits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return text != ""
}
