package eval

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// mostSaved is the largest file of a saved run that is read.
const mostSaved = 16 << 20

// Save writes a run into a folder, which is made where it is not there, and gives
// the file's path. A killed program leaves the whole file or none.
func Save(dir string, r *Run) (string, error) {
	text, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	f, err := os.CreateTemp(dir, ".run-*")
	if err != nil {
		return "", err
	}
	defer os.Remove(f.Name()) // nothing is there once it was renamed
	_, err = f.Write(append(text, '\n'))
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return "", err
	}
	name := filepath.Join(dir, r.Date.UTC().Format("20060102T150405Z")+".json")
	return name, os.Rename(f.Name(), name)
}

// Last gives the newest run of the set of that name in a folder, nil where there
// is none. The error names files that are no saved runs; it comes with what was
// found in the others.
func Last(dir, set string) (*Run, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	slices.Reverse(entries) // names begin with the time
	var bad []error
	for _, e := range entries {
		if !e.Type().IsRegular() || !strings.HasSuffix(e.Name(), ".json") || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		r, err := open(filepath.Join(dir, e.Name()))
		if err != nil {
			bad = append(bad, err)
			continue
		}
		if r.Set == set {
			return r, errors.Join(bad...)
		}
	}
	return nil, errors.Join(bad...)
}

// WithoutHeldBack gives the run without what failed of the questions that are held
// back, and how many faults that leaves out. Who sees them one by one tunes to
// them, and they measure nothing any more.
func (r *Run) WithoutHeldBack() (*Run, int) {
	out := *r
	out.Findings = slices.DeleteFunc(slices.Clone(r.Findings), func(f Finding) bool { return f.Use == HeldBack })
	return &out, len(r.Findings) - len(out.Findings)
}

func open(name string) (*Run, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if info.Size() > mostSaved {
		return nil, fmt.Errorf("%s: is too large for a saved run: remove it", name)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var r Run
	if err := json.Unmarshal(text, &r); err != nil || r.Date.IsZero() {
		return nil, fmt.Errorf("%s: is no saved run: remove it", name)
	}
	return &r, nil
}
