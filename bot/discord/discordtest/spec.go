package discordtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
)

// Spec is Discord's OpenAPI description of its HTTP API. A request that does
// not fit it is a violation. It describes version 10 and knows less than this
// package: neither the 6000 characters of embeds in all, nor the pattern of
// commands' names. Two things are wider than it says, as they are in truth:
// default_member_permissions may be a string, the ID of an attachment a number.
type Spec struct {
	doc   *openapi3.T
	paths []specPath
}

// specPath is one of the description's paths, cut at its slashes.
type specPath struct {
	path  string
	parts []string
	item  *openapi3.PathItem
}

// specFile is where the description lies, from the checkout's parent.
const specFile = "shared/discord/openapi.json"

// sharedSpec loads the description once for all tests of a binary.
var sharedSpec = sync.OnceValues(func() (*Spec, error) {
	path, err := findSpec()
	if err != nil {
		return nil, err
	}
	return LoadSpec(path)
})

// SharedSpec gives the description in ../shared of the checkout, loaded once
// for all tests of a binary. Where it is absent the test is skipped.
func SharedSpec(tb testing.TB) *Spec {
	tb.Helper()
	x := SpecIfThere(tb)
	if x == nil {
		tb.Skip("../" + specFile + " is absent")
	}
	return x
}

// SpecIfThere is SharedSpec for tests that have something to say without it:
// where it is absent, that is logged, and nil is given.
func SpecIfThere(tb testing.TB) *Spec {
	tb.Helper()
	x, err := sharedSpec()
	if os.IsNotExist(err) {
		tb.Log("../" + specFile + " is absent: requests are not held to it")
		return nil
	}
	if err != nil {
		tb.Fatal(err)
	}
	return x
}

// findSpec looks for the description beside the checkout, whose root has go.mod.
func findSpec() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			path := filepath.Join(filepath.Dir(dir), filepath.FromSlash(specFile))
			_, err := os.Stat(path)
			return path, err
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", fmt.Errorf("no checkout is here: %w", os.ErrNotExist)
		}
		dir = up
	}
}

// LoadSpec reads a description.
func LoadSpec(path string) (*Spec, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	if data, err = widened(data); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	doc, err := openapi3.NewLoader().LoadFromData(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	x := &Spec{doc: doc}
	for path, item := range doc.Paths.Map() {
		x.paths = append(x.paths, specPath{path, strings.Split(path, "/"), item})
	}
	return x, nil
}

// widened allows what Discord allows beyond its description.
func widened(data []byte) ([]byte, error) {
	var doc map[string]any
	if err := json.Unmarshal(data, &doc); err != nil {
		return nil, err
	}
	components, _ := doc["components"].(map[string]any)
	schemas, _ := components["schemas"].(map[string]any)
	for name, schema := range schemas {
		schema, _ := schema.(map[string]any)
		fields, _ := schema["properties"].(map[string]any)
		if p, ok := fields["default_member_permissions"].(map[string]any); ok && strings.HasSuffix(name, "Request") {
			p["type"] = []string{"integer", "string", "null"}
		}
		if name == "MessageAttachmentRequest" {
			fields["id"] = map[string]any{"type": []string{"string", "integer"}, "pattern": "^[0-9]+$", "minimum": 0}
		}
	}
	enumerate(doc)
	return json.Marshal(doc)
}

// enumerate writes a choice of constants, which the description is full of, as
// an enumeration: the validator knows these at once, and constants only by
// compiling the schema anew for each request.
func enumerate(node any) {
	switch x := node.(type) {
	case map[string]any:
		if values, ok := constants(x["oneOf"]); ok {
			delete(x, "oneOf")
			x["enum"] = values
		}
		for _, sub := range x {
			enumerate(sub)
		}
	case []any:
		for _, sub := range x {
			enumerate(sub)
		}
	}
}

// constants gives the constants of a choice; false where it has something else.
func constants(choice any) ([]any, bool) {
	list, _ := choice.([]any)
	var out []any
	for _, one := range list {
		one, _ := one.(map[string]any)
		value, ok := one["const"]
		if !ok {
			return nil, false
		}
		out = append(out, value)
	}
	return out, len(out) > 0
}

// find finds the path of a request; of two that fit, the one with more words of its own.
func (x *Spec) find(path string) (specPath, map[string]string) {
	parts := strings.Split(path, "/")
	var best specPath
	var vars map[string]string
	for _, p := range x.paths {
		got, ok := match(p.parts[1:], parts)
		if ok && (vars == nil || len(got) < len(vars)) {
			best, vars = p, got
		}
	}
	return best, vars
}

// check holds a request to the description.
func (x *Spec) check(s *Server, c *call) {
	if x == nil {
		return
	}
	if err := x.validate(c); err != nil {
		text := strings.Join(strings.Fields(err.Error()), " ")
		s.violate("%s is not as Discord's description has it: %.800s", c.note.Route, text)
	}
}

func (x *Spec) validate(c *call) error {
	path := version.ReplaceAllString(c.URL.Path, "")
	found, vars := x.find(path)
	if vars == nil {
		return fmt.Errorf("there is no path %s", path)
	}
	operation := found.item.GetOperation(c.Method)
	if operation == nil {
		return fmt.Errorf("there is no %s %s", c.Method, found.path)
	}
	req := c.Request.Clone(c.Context())
	req.URL = &url.URL{Path: "/api/v10/" + path, RawQuery: c.URL.RawQuery}
	err := openapi3filter.ValidateRequest(c.Context(), &openapi3filter.RequestValidationInput{
		Request: req, PathParams: vars,
		Route:   &routers.Route{Spec: x.doc, Path: found.path, PathItem: found.item, Method: c.Method, Operation: operation},
		Options: &openapi3filter.Options{ExcludeRequestBody: true, AuthenticationFunc: openapi3filter.NoopAuthenticationFunc},
	})
	if err != nil {
		return err
	}
	return x.body(c, operation)
}

// body holds a body, or the payload_json of a multipart one, to the description.
func (x *Spec) body(c *call, o *openapi3.Operation) error {
	if o.RequestBody == nil || len(c.json) == 0 {
		if o.RequestBody != nil && o.RequestBody.Value.Required {
			return fmt.Errorf("it has no body")
		}
		return nil
	}
	media := o.RequestBody.Value.Content.Get("application/json")
	if media == nil || media.Schema == nil {
		return nil
	}
	var value any
	if err := json.NewDecoder(bytes.NewReader(c.json)).Decode(&value); err != nil {
		return err
	}
	return media.Schema.Value.VisitJSON(value, openapi3.VisitAsRequest())
}
