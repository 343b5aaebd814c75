package reader

import (
	"errors"
	"strings"
	"testing"
)

// TestTextIsBounded: however small its file, a document has no more text than
// an embedder gets through.
func TestTextIsBounded(t *testing.T) {
	sentence := "Freedonia thanks the Chair for the draft, and has three remarks on it. "
	if _, err := Read("long.txt", []byte(strings.Repeat(sentence, maxRead/len(sentence)-100))); err != nil {
		t.Errorf("just below the bound: %v", err)
	}
	_, err := Read("longer.txt", []byte(strings.Repeat(sentence, maxRead/len(sentence)+100)))
	if !errors.Is(err, ErrTooLarge) {
		t.Errorf("above it: %v", err)
	}
}
