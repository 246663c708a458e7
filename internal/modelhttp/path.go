package modelhttp

import (
	"net/url"
	"strings"
)

// MatchPath compares an escaped path with a template segment by segment. A segment
// in braces, such as {id}, stands for any that is not empty; id is the last of
// them, unescaped.
func MatchPath(template, escapedPath string) (id string, ok bool) {
	for {
		want, moreWanted, wants := strings.Cut(template, "/")
		got, moreGot, has := strings.Cut(escapedPath, "/")
		switch {
		case wants != has:
			return "", false
		case strings.HasPrefix(want, "{"):
			text, err := url.PathUnescape(got)
			if err != nil || text == "" {
				return "", false
			}
			id = text
		case want != got:
			return "", false
		}
		if !wants {
			return id, true
		}
		template, escapedPath = moreWanted, moreGot
	}
}
