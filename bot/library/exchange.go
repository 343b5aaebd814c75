package library

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"

	"verbatim/retrieval/corpus"
	"verbatim/retrieval/corpus/reader"
)

// A document that takes another's place brings its own sidecar and record, and
// for no moment may one of these stand beside the other's words: they could be
// credited to somebody who never said them. Files cannot change all at once, so
// what is to come is first put whole into a hidden folder, with a plan that is
// written last. From then on it will happen: the old document goes, the sidecar
// and the record are exchanged, the new document comes. A program killed before
// the plan leaves all as it was; one killed later leaves the document missing at
// worst, and mend does the rest of the plan.

// exchangeName is the hidden folder of what is to come; planName is in it.
const (
	exchangeName = ".verbatim-exchange"
	planName     = exchangeName + "/plan"
	documentName = exchangeName + "/document"
	sidecarName  = exchangeName + "/sidecar"
	recordName   = exchangeName + "/record"
)

// plan says what is to come. Names are relative to the library's folder.
type plan struct {
	Document string // the place of the document
	Sidecar  string // the place of the sidecar; empty: what is there stays
	Remove   string // another document that then goes; empty: none
}

// exchange puts a document, its sidecar unless that is nil, and its record in
// place of one of the same name, which need not be there, and takes another
// document out, unless remove is empty.
func (f *folder) exchange(name string, data, sidecar, record []byte, remove string) error {
	p := plan{Document: name, Remove: remove}
	if sidecar != nil {
		var err error
		if p.Sidecar, err = f.sidecarPlace(name); err != nil {
			return err
		}
	}
	if err := f.prepare(p, data, sidecar, record); err != nil {
		return err
	}
	return f.carryOut(p)
}

// sidecarPlace gives the path of a document's sidecar, or of the one that it may
// get.
func (f *folder) sidecarPlace(name string) (string, error) {
	side, err := f.sidecarOf(name)
	if err != nil || side != "" {
		return side, err
	}
	return corpus.Stem(name) + sidecarEndings[0], nil
}

// prepare writes what is to come, the plan last.
func (f *folder) prepare(p plan, data, sidecar, record []byte) error {
	if err := f.forget(); err != nil {
		return err
	}
	if err := f.root.Mkdir(exchangeName, 0o755); err != nil {
		return err
	}
	for _, one := range []struct {
		name string
		data []byte
	}{{documentName, data}, {sidecarName, sidecar}, {recordName, record}} {
		if one.data == nil {
			continue
		}
		if err := f.write(one.name, one.data); err != nil {
			return err
		}
	}
	text, err := json.Marshal(p)
	if err != nil {
		return err
	}
	if err := f.replace(planName, text); err != nil {
		return err
	}
	return f.sync(".")
}

// carryOut does what the plan says, or what is left of it.
func (f *folder) carryOut(p plan) error {
	if f.there(documentName) {
		if err := f.remove(p.Document); err != nil {
			return err
		}
		if err := f.putBeside(p); err != nil {
			return err
		}
		if err := f.rename(documentName, p.Document); err != nil {
			return err
		}
	}
	if p.Remove != "" {
		if err := f.take(p.Remove); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return f.forget()
}

// putBeside puts the sidecar and the record in their places.
func (f *folder) putBeside(p plan) error {
	if p.Sidecar != "" {
		if err := f.copyTo(p.Sidecar, sidecarName); err != nil {
			return err
		}
	}
	return f.copyTo(p.Document+corpus.RecordEnding, recordName)
}

func (f *folder) copyTo(to, from string) error {
	data, err := f.read(from, reader.MaxBytes)
	if err != nil {
		return err
	}
	return f.replace(to, data)
}

// forget removes what was to come: first the plan, without which the rest is
// nothing.
func (f *folder) forget() error {
	if err := f.remove(planName); err != nil {
		return err
	}
	if err := f.step("remove " + exchangeName); err != nil {
		return err
	}
	return f.root.RemoveAll(exchangeName)
}

// remove removes a file that need not be there.
func (f *folder) remove(name string) error {
	if _, err := f.root.Lstat(name); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err := f.step("remove " + name); err != nil {
		return err
	}
	if err := f.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return f.sync(path.Dir(name))
}

// resume does the rest of a killed program's plan, or clears away what it had
// prepared.
func (f *folder) resume() error {
	if _, err := f.root.Lstat(exchangeName); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	text, err := f.read(planName, longestRecord)
	if errors.Is(err, fs.ErrNotExist) {
		return f.forget()
	}
	if err != nil {
		return err
	}
	var p plan
	if err := json.Unmarshal(text, &p); err != nil || p.Document == "" {
		return fmt.Errorf("%s in the library's folder is damaged: remove %s", planName, exchangeName)
	}
	return f.carryOut(p)
}
