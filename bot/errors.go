package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/agnivade/levenshtein"

	"verbatim/bot/answer"
)

var errInterrupted = errors.New("interrupted")

// wrongUse is an error of the command line: exit status 2.
type wrongUse struct{ error }

func (w wrongUse) Unwrap() error { return w.error }

func misuse(format string, args ...any) error { return wrongUse{fmt.Errorf(format, args...)} }

// hinted is an error with a sentence on what to do about it. Errors of other
// packages that have a Hint method are shown in the same way.
type hinted struct {
	error
	hint string
}

func (h hinted) Unwrap() error { return h.error }

// Hint tells what to do about the error.
func (h hinted) Hint() string { return h.hint }

func withHint(err error, format string, args ...any) error {
	hint := fmt.Sprintf(format, args...)
	if hint == "" {
		return err
	}
	return hinted{err, hint}
}

// exitCode gives the status to exit with: 0 done, 1 failed, 2 wrong use.
func exitCode(err error) int {
	var w wrongUse
	switch {
	case err == nil:
		return 0
	case errors.As(err, &w), errors.Is(err, answer.ErrNoQuestion), errors.Is(err, answer.ErrNoWords):
		return 2
	}
	return 1
}

// report says on stderr what went wrong, one line an error, each followed by
// its hint. Wrong use without a message was already answered by the usage.
func (p *program) report(err error) {
	for _, e := range parts(err) {
		if e.Error() == "" {
			continue
		}
		fmt.Fprintf(p.stderr, "verbatim: %s\n", escapeLines(e.Error()))
		var h interface{ Hint() string }
		if errors.As(e, &h) && h.Hint() != "" {
			fmt.Fprintf(p.stderr, "hint: %s\n", escapeLines(h.Hint()))
		}
	}
}

// parts takes an errors.Join apart, also one that is marked as wrong use.
func parts(err error) []error {
	if err == nil {
		return nil
	}
	if w, ok := err.(wrongUse); ok {
		return parts(w.error)
	}
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok || errors.Join(joined.Unwrap()...).Error() != err.Error() { // has words of its own
		return []error{err}
	}
	var out []error
	for _, e := range joined.Unwrap() {
		out = append(out, parts(e)...)
	}
	return out
}

// nearest gives the candidate that the word was probably meant to be: one that
// is spelt nearly so, else one that begins so, else "".
func nearest(word string, candidates []string) string {
	word = strings.ToLower(word)
	if len(word) > 64 { // the distance costs the product of the lengths
		return ""
	}
	best, distance := "", 1+max(min(2, len(word)/2), len(word)/3)
	for _, c := range candidates {
		if d := levenshtein.ComputeDistance(word, strings.ToLower(c)); d < distance {
			best, distance = c, d
		}
	}
	for _, c := range candidates {
		if best == "" && len(word) > 2 && strings.HasPrefix(strings.ToLower(c), word) {
			best = c
		}
	}
	return best
}

// didYouMean gives the hint for an unknown word: the nearest candidate, else
// all there are.
func didYouMean(word string, candidates []string) string {
	if c := nearest(word, candidates); c != "" {
		return fmt.Sprintf("did you mean %s?", c)
	}
	return "use one of " + strings.Join(candidates, ", ")
}
