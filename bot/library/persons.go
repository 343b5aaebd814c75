package library

import (
	"bytes"

	"verbatim/retrieval/corpus"
)

// What a person said of a document stands when it is fetched again: the person
// knew better than the catalogue and the page. It was said of the words that
// stood there, though, and not of whatever comes to stand there later.

// fewestAlike is the share of their runs of words that two versions of a page
// have in common at least, for what was said of the one to be true of the other.
const fewestAlike = 0.5

// withPersons reads what came with the sidecar that a person wrote beside the
// document that is held; where the program wrote that one, read stays.
func (l *Library) withPersons(f *folder, h Recorded, read *document) (*document, error) {
	held, sidecar, err := f.both(h.File)
	if err != nil || sidecar == nil || corpus.Hash(string(sidecar)) == h.Sidecar || bytes.Equal(sidecar, read.sidecar) {
		return read, nil // without the document there is nothing that was said of it
	}
	now, err := l.readBeside("", h.File, read.data, sidecar)
	if err != nil || textsOf(now.All) == h.Text {
		return now, err
	}
	before, err := l.readBeside("", h.File, held, sidecar)
	if err != nil {
		return now, nil // what is held cannot be read any more: nothing is lost
	}
	plain, err := l.readBeside("", h.File, read.data, nil)
	if err != nil {
		return nil, err
	}
	if by := now.Statement.By; by != "" && len(now.All) == 1 {
		found := plain.Statement.By
		if found != "" && found != by || found == "" && alike(before.All, now.All) < fewestAlike {
			return nil, &RejectedError{
				"now says something else than what you said whose words it is",
				"look at the page; verbatim add takes it by its address, with --by for whose words it is now",
			}
		}
	}
	return now, nil
}
