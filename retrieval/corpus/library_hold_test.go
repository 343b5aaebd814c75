package corpus

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"unsafe"
)

// strangers tells of each string in a value whose bytes lie in one of some texts.
func strangers(t *testing.T, v reflect.Value, path string, texts []string) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			strangers(t, v.Elem(), path, texts)
		}
	case reflect.String:
		s := v.String()
		for _, text := range texts {
			at := uintptr(unsafe.Pointer(unsafe.StringData(s))) - uintptr(unsafe.Pointer(unsafe.StringData(text)))
			if s != "" && at < uintptr(len(text)) {
				t.Errorf("%s, %q, is a part of a text that is held elsewhere", path, s)
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			strangers(t, v.Field(i), path+"."+v.Type().Field(i).Name, texts)
		}
	case reflect.Slice:
		for i := range v.Len() {
			strangers(t, v.Index(i), path, texts)
		}
	case reflect.Map:
		for at := v.MapRange(); at.Next(); {
			strangers(t, at.Key(), path, texts)
			strangers(t, at.Value(), path, texts)
		}
	}
}

// Where the texts are held elsewhere a library is what it is otherwise, and
// nothing in it holds on to what was read.
func TestHold(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a.txt": "Statement by Ambassador Vera Verrin of France\nThird substantive session\n12 July 2022\n\nMr. Chair,\n\nWe hold that international law applies. We thank all.\n",
		"b.md":  strings.ReplaceAll(severalVoices, "%s", "it"),
		"c.html": "<html><head><title>Statement by Brazil</title></head><body><h1>Statement by Brazil</h1><p>New York, 5 March 2021</p>" +
			"<p>We thank the Chair for convening this meeting, and wish to say that the law applies to all.</p><p>We add that it has to be kept.</p></body></html>",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	sources := []Source{{Name: "test", Dir: dir, Grade: Supplied}}
	want, err := Load(t.Context(), sources, builtinStates(t))
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	var read []string
	got, err := LoadSince(t.Context(), sources, builtinStates(t), Known{Hold: func(text string) string {
		mu.Lock()
		defer mu.Unlock()
		read = append(read, text)
		return strings.Clone(text)
	}})
	if err != nil {
		t.Fatal(err)
	}
	if len(want.Statements) < 4 || len(read) != len(want.Statements) || !reflect.DeepEqual(got.Statements, want.Statements) {
		t.Errorf("%d statements, of which %d texts were held, and not those of before, %d", len(got.Statements), len(read), len(want.Statements))
	}
	for _, s := range got.Statements {
		strangers(t, reflect.ValueOf(s), s.ID, read)
	}
}
