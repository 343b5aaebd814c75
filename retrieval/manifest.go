package retrieval

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"verbatim/retrieval/corpus"
)

// indexVersion is raised whenever the same library and the same program
// options would give another index: another format of the files, another
// reader of documents, another way of splitting. An index of another version
// is stale, though its vectors may be used again.
const indexVersion = 6 // 1 knew no scopes; 2 one statement a document, no pages, PDF nor DOCX, no grades that are earned; 3 took editors' introductions for a State's words; 4 credited press officers' accounts to whom a sidecar named, and what a colon announces, covers and corrected turns to the delegation beside them; 5 counted a statement that two files hold twice, took the second statement of a file for nobody's and pages' remnants for a State's words, and had another file of statements

// manifest says what an index is made of. It is the last of an index's files to
// be written, and names all the others.
type manifest struct {
	Version    int
	Model      string
	MaxTokens  int              // that a passage has at most
	Vectors    string           // generation of the store; empty where it names none
	Folder     string           // of the store, in the index's
	States     string           // corpus.States.Fingerprint of the built-in ones, and Options.Rules
	Made       time.Time        // when reading the library began
	Files      []libraryFile    // that the library was read from
	Failed     []corpus.Failure // documents that were not read
	Warnings   []corpus.Failure
	Readings   []corpus.Reading // what came of the documents that were read
	Places     []string         // corpus.Library.Places
	Statements part
	Postings   part
}

// part is one of an index's files.
type part struct {
	Name   string
	Size   int64
	SHA256 string
}

// libraryFile is a file as it was when the library was read.
type libraryFile struct {
	corpus.File
	Opens bool `json:",omitempty"` // of a file that was not read: whether it could have been opened
}

// sealed is a manifest with the checksum of its bytes.
type sealed struct {
	SHA256 string
	Index  json.RawMessage
}

// maxManifest is the size of a manifest that is read: some hundred thousand
// files' worth.
const maxManifest = 256 << 20

var errDamaged = errors.New("the file is damaged")

// seal gives a manifest's bytes.
func (m *manifest) seal() ([]byte, error) {
	index, err := json.Marshal(m)
	if err != nil {
		return nil, fmt.Errorf("writing the manifest: %w", err)
	}
	sum := sha256.Sum256(index)
	return json.Marshal(sealed{hex.EncodeToString(sum[:]), index})
}

// unseal reads a manifest's bytes. Bytes that are not exactly what seal gave
// are errDamaged.
func unseal(data []byte) (manifest, error) {
	var s sealed
	if err := json.Unmarshal(data, &s); err != nil {
		return manifest{}, fmt.Errorf("%w: %v", errDamaged, err)
	}
	if sum := sha256.Sum256(s.Index); hex.EncodeToString(sum[:]) != s.SHA256 {
		return manifest{}, fmt.Errorf("%w: its checksum is wrong", errDamaged)
	}
	var m manifest
	if err := json.Unmarshal(s.Index, &m); err != nil {
		return manifest{}, fmt.Errorf("%w: %v", errDamaged, err)
	}
	return m, nil
}
