package transport_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/go-resty/resty/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/internal/faults"
)

// A request is made by copying one resty.Request, which is sound as long as the
// struct holds nothing that must not be copied: no lock, no atomic, no pool, and
// no array or struct of its own in which one could hide.
func TestRestyRequestMayBeCopied(t *testing.T) {
	t.Parallel()
	var walk func(path string, typ reflect.Type)
	walk = func(path string, typ reflect.Type) {
		pkg := typ.PkgPath()
		assert.False(t, pkg == "sync" || strings.HasPrefix(pkg, "sync/") || strings.HasPrefix(pkg, "internal/"), "%s is a %s", path, typ)
		_, locks := reflect.PointerTo(typ).MethodByName("Lock")
		assert.False(t, locks, "%s has a Lock", path)
		switch typ.Kind() {
		case reflect.Struct:
			for field := range typ.Fields() {
				walk(path+"."+field.Name, field.Type)
			}
		case reflect.Array:
			walk(path+"[]", typ.Elem())
		}
	}
	walk("Request", reflect.TypeFor[resty.Request]())
}

// The copies share the prototype's maps. Nothing may write to them: two calls at
// once would race, and what one leaves the next would send. The race detector
// watches TestManyCallers; here a call that sets all it can leaves nothing behind.
func TestCallsLeaveNothingBehind(t *testing.T) {
	t.Parallel()
	tr := faults.NewTransport(faults.Answer(good))
	client := newClient(t, anywhere, sending(tr))
	require.NoError(t, client.Do(paygates.WithRequestID(t.Context(), "same"), sample(get), judge))
	loud := sample(create)
	loud.Target, loud.Page, loud.Form = "/other?a=1&b={c}", true, true
	require.NoError(t, client.Do(paygates.WithRequestID(t.Context(), "other"), loud, judge))
	require.NoError(t, client.Do(paygates.WithRequestID(t.Context(), "same"), sample(get), judge))
	sent := tr.Requests()
	require.Len(t, sent, 3)
	assert.Equal(t, string(sent[0].Raw), string(sent[2].Raw))
}
