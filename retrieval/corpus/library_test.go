package corpus

import (
	"context"
	"os"
	"testing"

	"verbatim/data"
)

func testStates(t testing.TB) *States {
	t.Helper()
	s, err := ParseStates("states.toml", data.StatesTOML(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestFoundingStatement(t *testing.T) {
	lib, err := Load(context.Background(), []Source{{Name: "built-in", FS: data.Library(), Grade: Supplied}}, testStates(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range append(lib.Failed, lib.Warnings...) {
		t.Error(f)
	}
	if len(lib.Statements) != 1 {
		t.Fatalf("%d statements", len(lib.Statements))
	}
	s := lib.Statements[0]
	t.Logf("%+v %+v", s, lib.Files)
	_ = os.Stdout
}
