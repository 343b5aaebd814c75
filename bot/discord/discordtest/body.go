package discordtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"
)

const (
	largestBody = 100 << 20
	largestFile = 10 << 20
)

// File is a file that goes with a command or a message.
type File struct {
	Name        string
	ContentType string // empty: by its content
	Data        []byte
}

func (f File) contentType() string {
	if f.ContentType != "" {
		return f.ContentType
	}
	return http.DetectContentType(f.Data)
}

// read reads a request's body.
func (s *Server) read(c *call) error {
	kind, params, _ := mime.ParseMediaType(c.Header.Get("Content-Type"))
	body, err := io.ReadAll(io.LimitReader(c.Body, largestBody))
	switch {
	case err != nil:
		return refuse(400, 0, "400: Bad Request")
	case kind == "multipart/form-data":
		err = c.multipart(multipart.NewReader(bytes.NewReader(body), params["boundary"]))
	case len(body) == 0:
		return nil
	case kind == "application/json":
		c.json = body
	default:
		err = wrongful(400, codeInvalidForm, "the Content-Type "+kind+" is not application/json")
	}
	c.note.Body, c.note.Files = string(c.json), len(c.files)
	if err == nil && len(c.json) > 0 && !json.Valid(c.json) {
		err = wrongful(400, codeBadJSON, "The request body contains invalid JSON.")
	}
	return err
}

// multipart reads payload_json and the files.
func (c *call) multipart(r *multipart.Reader) error {
	c.files = map[string]File{}
	for {
		part, err := r.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return wrongful(400, codeInvalidForm, "Invalid multipart body: "+err.Error())
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return wrongful(400, codeInvalidForm, "Invalid multipart body: "+err.Error())
		}
		switch name := part.FormName(); {
		case name == "payload_json":
			c.json = data
		case len(data) > largestFile:
			return wrongful(http.StatusRequestEntityTooLarge, codeTooLarge, "Request entity too large")
		case part.FileName() != "" && strings.HasPrefix(name, "file"):
			c.files[name] = File{Name: part.FileName(), ContentType: part.Header.Get("Content-Type"), Data: data}
		default:
			return wrongful(400, codeInvalidForm, "the multipart field "+name+" is not known")
		}
	}
}

// object reads the body as an object's fields.
func (c *call) object() (map[string]json.RawMessage, error) {
	out := map[string]json.RawMessage{}
	if len(c.json) == 0 {
		return out, nil
	}
	if err := json.Unmarshal(c.json, &out); err != nil || out == nil {
		return nil, invalid("", "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
	}
	return out, nil
}
