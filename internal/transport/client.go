package transport

import (
	"cmp"
	"context"
	"log/slog"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/url"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/go-resty/resty/v2"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/settings"
)

// Defaults of the options.
const (
	defaultAttemptTimeout = 30 * time.Second
	defaultMaxAttempts    = 3
	defaultBaseDelay      = 200 * time.Millisecond
	defaultMaxDelay       = 5 * time.Second
	defaultMaxRetryAfter  = 30 * time.Second
)

// Config is what a gateway package tells the transport about its host.
type Config struct {
	// Gateway is the package's name; it stands in errors and logs.
	Gateway string
	// BaseURL is scheme, host and an optional path prefix.
	BaseURL string
	// Header goes out with every request: credentials, and Accept and Content-Type
	// where they are not application/json. Its names are in canonical form.
	Header http.Header
	// Certificate is presented to the gateway; the zero value means none.
	Certificate paygates.ClientCertificate
	// Secrets are taken out of every text that the gateway sends back.
	Secrets []paygates.Secret
}

// Client sends requests to one host. It is safe for concurrent use and starts
// no goroutine.
type Client struct {
	gateway string
	base    string // scheme, host and prefix, no slash at the end
	scheme  string
	host    string
	urls    *sync.Map // of absolute URLs, by *paygates.Operation
	scrub   scrubber

	// Closures, because fmt and test diffs read unexported fields without calling
	// any method: in the header are the credentials, behind the prototype is a
	// certificate's key.
	header    func() http.Header
	prototype func() *resty.Request

	log            *slog.Logger
	attemptTimeout time.Duration
	retry          settings.Retry
	beforeSend     func(context.Context, any) error
	entropy        func() uint64

	objectLimit, pageLimit int64
}

// New makes a Client. It returns what is wrong with the Config and the options,
// all at once, so that the gateway can report it beside its own findings.
func New(cfg Config, options []paygates.Option) (*Client, []paygates.FieldError) {
	var s settings.Settings
	for _, option := range options {
		if option != nil {
			option(&s)
		}
	}
	var wrong []paygates.FieldError
	for _, w := range s.Wrong {
		wrong = append(wrong, paygates.FieldError{Field: w.Option, Message: "want " + w.Want})
	}
	base, findings := parseBase(cfg.BaseURL)
	wrong = append(wrong, findings...)
	hc, timeout, findings := httpClient(&s, cfg.Certificate)
	wrong = append(wrong, findings...)
	if len(wrong) > 0 {
		return nil, wrong
	}

	c := &Client{
		gateway: cfg.Gateway,
		base:    strings.TrimSuffix(base.String(), "/"), scheme: base.Scheme, host: base.Host, urls: new(sync.Map),
		scrub: newScrubber(cfg), log: s.Logger, attemptTimeout: timeout, retry: withDefaults(s.Retry),
		beforeSend: s.BeforeSend, entropy: s.Entropy,
		objectLimit: cmp.Or(s.ObjectLimit, objectLimit), pageLimit: cmp.Or(s.PageLimit, pageLimit),
	}
	if c.entropy == nil {
		c.entropy = rand.Uint64
	}
	header := cfg.Header.Clone()
	c.header = func() http.Header { return header }
	hc.Transport = dresser{hc.Transport}
	prototype := silentResty(hc).SetPreRequestHook(c.guard).R()
	prototype.Header = plainHeader(s.UserAgent)
	c.prototype = func() *resty.Request { return prototype }
	return c, nil
}

// With returns a copy of c that sends these headers too, over its own of the same
// names, and takes these secrets too out of what the gateway sends back. It shares
// everything else with c, connections included, and costs a few allocations.
func (c *Client) With(header http.Header, secrets ...paygates.Secret) *Client {
	merged := c.header().Clone()
	if merged == nil {
		merged = make(http.Header, len(header))
	}
	maps.Copy(merged, header.Clone())
	with := *c
	with.header = func() http.Header { return merged }
	with.scrub = newScrubber(Config{Header: header, Secrets: slices.Concat(c.scrub.own, secrets)})
	return &with
}

// silentResty is resty reduced to building a request and handing it to hc.
func silentResty(hc *http.Client) *resty.Client {
	rc := resty.NewWithClient(hc)
	rc.SetLogger(silent{})
	rc.DisableWarn = true
	return rc.SetDoNotParseResponse(true)
}

// plainHeader is what resty misses in a request: it would write its own into the
// map that all calls share. The Config's, where it has them, come over it.
func plainHeader(product string) http.Header {
	return http.Header{
		"Accept": {"application/json"}, "Content-Type": {"application/json"},
		"User-Agent": {strings.TrimSpace(product + " " + userAgent)},
	}
}

// parseBase checks a base URL: https, or http to a loopback host; nothing but
// scheme, host and path.
func parseBase(text string) (*url.URL, []paygates.FieldError) {
	refuse := func(want string) (*url.URL, []paygates.FieldError) {
		return nil, []paygates.FieldError{{Field: "BaseURL", Message: want}}
	}
	u, err := url.Parse(text)
	switch {
	case text == "":
		return refuse("is required: the gateway's base URL, such as https://api.example.com")
	case err != nil || u.Host == "" || u.Hostname() == "":
		return refuse("want an absolute URL, such as https://api.example.com")
	case u.User != nil:
		return refuse("want no user name or password in the URL")
	case strings.ContainsAny(text, "?#"):
		return refuse("want no query and no fragment")
	case strings.IndexFunc(u.Host, func(r rune) bool { return r > 0x7e }) >= 0:
		return refuse("want a host in ASCII letters") // others are mapped to them on the way
	case strings.HasSuffix(u.Host, ":"):
		return refuse("want a port behind the colon, or no colon")
	case u.Scheme != "https" && !(u.Scheme == "http" && isLoopback(u.Hostname())):
		return refuse("want https, or http to a loopback address")
	}
	return u, nil
}

// Owns says whether a link leads to the configured host, or names no host.
func (c *Client) Owns(u *url.URL) bool {
	if u.Scheme == "" && u.Host == "" {
		return u.User == nil && u.Opaque == ""
	}
	return u.User == nil && u.Scheme == c.scheme && withPort(u.Scheme, u.Host) == withPort(c.scheme, c.host)
}

// withPort spells out the port that a scheme has anyway.
func withPort(scheme, host string) string {
	if strings.LastIndexByte(host, ':') > strings.LastIndexByte(host, ']') {
		return host
	}
	return host + map[string]string{"https": ":443", "http": ":80"}[scheme]
}

// Path is what a target's path is on the host: behind the base URL's prefix.
func (c *Client) Path(target string) string {
	return strings.TrimPrefix(c.base, c.scheme+"://"+c.host) + target
}

func withDefaults(r settings.Retry) settings.Retry {
	if r.MaxAttempts == 0 {
		r.MaxAttempts = defaultMaxAttempts
	}
	if r.BaseDelay == 0 {
		r.BaseDelay = defaultBaseDelay
	}
	if r.MaxDelay == 0 {
		r.MaxDelay = defaultMaxDelay
	}
	if r.MaxRetryAfter == 0 {
		r.MaxRetryAfter = defaultMaxRetryAfter
	}
	return r
}

// userAgent names the SDK and, where the build knows it, its version.
var userAgent = "paygates-go/" + moduleVersion()

func moduleVersion() string {
	const module = "github.com/paygates/paygates-go"
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "devel"
	}
	for _, dep := range info.Deps {
		if dep.Path == module && dep.Version != "" {
			return dep.Version
		}
	}
	return "devel"
}

// silent is resty's logger: it would print whole URLs.
type silent struct{}

func (silent) Errorf(string, ...any) {}
func (silent) Warnf(string, ...any)  {}
func (silent) Debugf(string, ...any) {}
