package discordtest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"
)

// spec is Discord's own description of its API.
type spec struct{ router routers.Router }

var specs sync.Map // path -> func() (*spec, error); a description is read once

// loadSpec reads the description.
func loadSpec(path string) (*spec, error) {
	load, _ := specs.LoadOrStore(path, sync.OnceValues(func() (*spec, error) { return readSpec(path) }))
	return load.(func() (*spec, error))()
}

func readSpec(path string) (*spec, error) {
	doc, err := openapi3.NewLoader().LoadFromFile(path)
	if err != nil {
		return nil, fmt.Errorf("the description of Discord's API: %w", err)
	}
	doc.Servers = openapi3.Servers{{URL: "https://discord.com/api/v10"}}
	for _, schema := range doc.Components.Schemas {
		widen(schema.Value)
	}
	router, err := gorillamux.NewRouter(doc)
	if err != nil {
		return nil, fmt.Errorf("the description of Discord's API: %w", err)
	}
	return &spec{router}, nil
}

// widen lets default_member_permissions be text, as which Discord takes it.
func widen(s *openapi3.Schema) {
	if s == nil {
		return
	}
	if p := s.Properties["default_member_permissions"]; p != nil && p.Value != nil {
		p.Value = &openapi3.Schema{}
		p.Ref = ""
	}
}

// check holds a request to the description.
func (s *spec) check(r *http.Request, body []byte) error {
	path, _ := strings.CutPrefix(r.URL.EscapedPath(), "/api/v9")
	u, err := url.Parse("https://discord.com/api/v10" + path)
	if err != nil {
		return err
	}
	u.RawQuery = r.URL.RawQuery
	req, err := http.NewRequestWithContext(context.Background(), r.Method, u.String(), bytes.NewReader(body))
	if err != nil {
		return err
	}
	if len(body) > 0 {
		req.Header.Set("Content-Type", "application/json")
	} else {
		req.Body, req.ContentLength = io.NopCloser(bytes.NewReader(nil)), 0
	}
	route, params, err := s.router.FindRoute(req)
	if err != nil {
		return fmt.Errorf("%s %s: %w", r.Method, path, err)
	}
	return openapi3filter.ValidateRequest(context.Background(), &openapi3filter.RequestValidationInput{
		Request: req, PathParams: params, Route: route,
		Options: &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc, SkipSettingDefaults: true},
	})
}

// Spec finds Discord's description beside the checkout; where it is absent the
// test goes on without it, and says so.
func Spec(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			return ""
		}
	}
	path := filepath.Join(filepath.Dir(dir), "shared", "discord", "openapi.json")
	if _, err := os.Stat(path); err != nil {
		t.Log("Discord's description of its API is absent: requests are not held to it")
		return ""
	}
	return path
}
