package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"verbatim/bot/picture"
	"verbatim/bot/position"
)

// pictureJSON is a picture that was drawn.
type pictureJSON struct {
	File string `json:"file"`
	Alt  string `json:"alt"` // what it shows, in words
}

// checkPicture looks at where a picture is to be, before anything is asked.
func checkPicture(name string) error {
	if name == "" {
		return nil
	}
	if !strings.EqualFold(filepath.Ext(name), ".png") {
		return wrongUse{withHint(fmt.Errorf("--picture: %s is no name for a PNG", shortened(name)), "end it in .png")}
	}
	if _, err := os.Lstat(name); err == nil {
		return wrongUse{errThere(name)}
	}
	return nil
}

func errThere(name string) error {
	return withHint(fmt.Errorf("--picture: %s is there already, and is not overwritten", name), "give another name, or remove it first")
}

// drawn draws a timeline into a new file.
func (rec *record) drawn(name string, line *position.Timeline) (*pictureJSON, error) {
	if name == "" {
		return nil, nil
	}
	p, err := picture.Timeline(line, rec.states, time.Now())
	if err != nil {
		return nil, withHint(fmt.Errorf("%s was not drawn: %w", name, err), "without --picture, the timeline is printed")
	}
	if err := writeNew(name, p.PNG); errors.Is(err, fs.ErrExist) {
		return nil, errThere(name)
	} else if err != nil {
		return nil, withHint(fmt.Errorf("the picture cannot be written: %w", err), "give --picture a file in a folder that is there and can be written to")
	}
	return &pictureJSON{name, p.Alt}, nil
}

// writeNew writes a file that was not there, whole or not at all.
func writeNew(name string, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, os.Remove(name))
	}
	return nil
}
