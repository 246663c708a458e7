package house

import (
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The leaves, which import nothing of ours.
var leaves = []string{"money", "internal/settings", "internal/wire", "internal/signing", "internal/page", "internal/faults"}

// The rooms that the models share. They import nothing of ours but each other,
// and nobody but models imports them.
var modelRooms = []string{"internal/modelfault", "internal/modelhttp", "internal/modelpage", "internal/strictjson"}

// layers says what each package may import of this module outside of its tests.
// The first row that fits a package counts.
var layers = []struct {
	what    string
	fits    func(pkg string) bool
	imports func(pkg, imported string) bool
}{
	{"a leaf", oneOf(leaves...), never},
	{"the generator of the currency table", oneOf("money/internal/isogen"), never},
	{"the rules of the repository", oneOf("internal/house"), never},
	{"the root package", oneOf("."), allow("money", "internal/settings", "internal/page")},
	{"the transport", oneOf("internal/transport"), allow(".", "money", "internal/settings", "internal/wire", "internal/signing")},
	{"the checks of requests", oneOf("internal/check"), allow(".", "money", "internal/page", "internal/wire")},
	{"the settling of unknown outcomes", oneOf("internal/settle"), allow(".")},
	{"the walk over pages", oneOf("internal/paging"), allow(".")},
	{"the lenient part of reading", oneOf("internal/lenient"), allow(".", "money", "internal/transport", "internal/wire")},
	{"what the models share", oneOf(modelRooms...), allow(modelRooms...)},
	{"the shared part of two models", oneOf("internal/ordergate/ordergatetest"), allow(append(modelRooms, "money")...)},
	{"the platform of two gateways", oneOf("internal/ordergate"), allow(append(leaves, ".", "internal/transport", "internal/check", "internal/settle", "internal/paging", "internal/lenient")...)},
	{"the conformance suite", oneOf("internal/conformance"), func(_, imported string) bool { return !isGateway(imported) && !isModel(imported) }},
	{"what tests of a gateway stand on", oneOf("internal/stub"), allow(".", "money")},
	{"the simulation", oneOf("internal/simulation"), func(string, string) bool { return true }},
	{"the mistakes that it has to notice", oneOf("internal/simulation/mutate"), never},
	{"the browser of the examples", oneOf("examples/internal/browser"), never},
	{"an example", under("examples"), func(_, imported string) bool { return !strings.HasPrefix(imported, "internal/") }},
	{"a model", isModel, func(pkg, imported string) bool {
		return slices.Contains(append(modelRooms, "money", "internal/ordergate/ordergatetest"), imported)
	}},
	{"a gateway", isGateway, func(pkg, imported string) bool {
		return imported == "." || imported == "money" || strings.HasPrefix(imported, "internal/") && !scaffold(imported)
	}},
}

func never(string, string) bool { return false }

func oneOf(names ...string) func(string) bool {
	return func(pkg string) bool { return slices.Contains(names, pkg) }
}

func under(dir string) func(string) bool {
	return func(pkg string) bool { return strings.HasPrefix(pkg, dir+"/") }
}

func allow(names ...string) func(string, string) bool {
	return func(_, imported string) bool { return slices.Contains(names, imported) }
}

// isGateway: every package right below the root but money is a gateway's.
func isGateway(pkg string) bool {
	return !strings.Contains(pkg, "/") && pkg != "." && pkg != "money"
}

// isModel: the model of the gateway x is the package x/xtest.
func isModel(pkg string) bool {
	dir, name := path.Split(pkg)
	return dir != "" && isGateway(path.Clean(dir)) && name == path.Clean(dir)+"test"
}

// scaffold is what tests stand on and no user's program may link.
func scaffold(pkg string) bool {
	return strings.HasSuffix(pkg, "test") ||
		slices.Contains([]string{"internal/faults", "internal/conformance", "internal/simulation", "internal/house", "internal/stub"}, pkg) ||
		slices.Contains(modelRooms, pkg)
}

func TestLayers(t *testing.T) {
	t.Parallel()
	for _, p := range packages(t) {
		at := slices.IndexFunc(layers, func(l struct {
			what    string
			fits    func(string) bool
			imports func(string, string) bool
		},
		) bool {
			return l.fits(p.short())
		})
		if !assert.GreaterOrEqual(t, at, 0, "%s stands in no layer: add it to the plan", p.short()) {
			continue
		}
		for _, imported := range p.Imports {
			if ours(imported) {
				assert.True(t, layers[at].imports(p.short(), inside(imported)),
					"%s is %s and may not import %s", p.short(), layers[at].what, inside(imported))
			}
		}
	}
}

// What one gateway links is its own affair: no other gateway, no model, no
// test library, and not the weight of html/template.
func TestWhatAGatewayLinks(t *testing.T) {
	t.Parallel()
	gateways := 0
	for _, p := range packages(t) {
		if !isGateway(p.short()) {
			continue
		}
		gateways++
		for _, dep := range p.Deps {
			switch short := inside(dep); {
			case ours(dep) && short != p.short() && (isGateway(short) || scaffold(short) || isModel(short)):
				t.Errorf("%s links %s", p.short(), short)
			case slices.Contains([]string{"html/template", "text/template", "testing", "net/http/httptest"}, dep):
				t.Errorf("%s links %s", p.short(), dep)
			}
		}
	}
	require.Positive(t, gateways, "there is no gateway: the test looks in the wrong place")
}

// A model must not be able to make the client's mistakes: it shares no code
// with it, and standard library, money and the rooms of the models are enough
// for it.
func TestModelsStandAlone(t *testing.T) {
	t.Parallel()
	models := 0
	for _, p := range packages(t) {
		if !isModel(p.short()) {
			continue
		}
		models++
		for _, dep := range p.Deps {
			short := inside(dep)
			shared := ours(dep) && short != "money" && !slices.Contains(modelRooms, short) && !strings.HasSuffix(short, "test")
			foreign := !ours(dep) && thirdParty(dep) && !strings.HasPrefix(dep, decimalPath)
			assert.False(t, shared || foreign, "%s depends on %s", p.short(), dep)
		}
	}
	require.Positive(t, models, "there is no model: the test looks in the wrong place")
}

// What the models share is theirs alone: a client that read with it would make
// their mistakes.
func TestOnlyModelsUseTheirRooms(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	for _, p := range packages(t) {
		allowed := isModel(p.short()) || p.short() == "internal/ordergate/ordergatetest" || slices.Contains(modelRooms, p.short())
		for _, imported := range p.Imports {
			if room := inside(imported); ours(imported) && slices.Contains(modelRooms, room) {
				assert.True(t, allowed, "%s is no model and imports %s", p.short(), room)
				used[room] = true
			}
		}
	}
	assert.Len(t, used, len(modelRooms), "a room of the models stands empty")
}

const (
	restyPath   = "github.com/go-resty/resty/v2"
	decimalPath = "github.com/shopspring/decimal"
	testifyPath = "github.com/stretchr/testify"
	mockPath    = "github.com/jarcoal/httpmock"
)

// thirdParty: the first element of a standard package's path has no dot.
func thirdParty(importPath string) bool {
	first, _, _ := strings.Cut(importPath, "/")
	return strings.Contains(first, ".")
}

// Other people's code stands where the plan puts it.
func TestDependencies(t *testing.T) {
	t.Parallel()
	for _, p := range packages(t) {
		for _, imported := range p.Imports {
			if !thirdParty(imported) || ours(imported) {
				continue
			}
			pkg := p.short()
			switch {
			case strings.HasPrefix(imported, restyPath):
				assert.Equal(t, "internal/transport", pkg, "%s imports resty", pkg)
			case strings.HasPrefix(imported, decimalPath):
				assert.True(t, isGateway(pkg) || slices.Contains([]string{"money", "internal/ordergate", "internal/lenient", "internal/stub"}, pkg), "%s imports decimal", pkg)
			case strings.HasPrefix(imported, testifyPath), strings.HasPrefix(imported, mockPath):
				assert.True(t, scaffold(pkg), "%s imports %s outside of its tests", pkg, imported)
			default:
				t.Errorf("%s imports %s, which no plan names", pkg, imported)
			}
		}
	}
}
