package retrieval_test

import (
	"reflect"
	"testing"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// A document of several statements comes from the disk as it was saved, with
// where its values come from; a changed turn leaves the others' vectors alone.
func TestSeveralStatementsSaved(t *testing.T) {
	const meeting = "Session 3 Transcript\nThis is an unofficial transcript\n\nChair\n\nI give the floor to Fiji.\n\nFiji\n\nThank you, Chair. Norms are binding.\n\n" +
		"Chair\n\nThank you, Fiji. I give the floor to Mali.\n\nMali\n\nThank you, Chair. Norms are voluntary.\n\n[unclear]\n\nThank you, Chair. Norms are new.\n"
	s := newSetup(t, 1)
	s.library.file(t, "meeting.txt", meeting)
	first, report := s.sync(t)
	if report.Read != 6 {
		t.Fatalf("%d statements", report.Read)
	}
	again, report := s.sync(t)
	if report.Embedded != 0 || !reflect.DeepEqual(first.Statements(), again.Statements()) {
		t.Errorf("embedded %d; %+v", report.Embedded, again.Statements())
	}
	nobody, fiji := again.Statement("meeting/nobody-01"), again.Statement("meeting/fj-01")
	if nobody == nil || len(nobody.Doubts) == 0 || fiji == nil || fiji.Origin["by"] != "name line" || fiji.Part != "fj-01" {
		t.Errorf("%+v %+v", nobody, fiji)
	}
	x := index(t, retrieval.BagOfWords{}, again.Statements()...)
	if h := x.Held(retrieval.Filter{ExceptKinds: []string{corpus.KindProcedural}, Statements: []string{"meeting/chair-01", "meeting/fj-01"}}); h.Statements != 1 || h.By[0] != "FJ" {
		t.Errorf("%+v", h)
	}
	s.library.file(t, "meeting.txt", meeting+"\nChair\n\nThank you.\n")
	if _, report = s.sync(t); report.Read != 7 || report.Added != 1 || report.Embedded != 1 || report.Deleted != 0 {
		t.Errorf("%+v", report)
	}
}
