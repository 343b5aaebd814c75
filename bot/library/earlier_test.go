package library

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"verbatim/retrieval/corpus"
)

// What stood at an address before can be read again, as what it is; no answer
// finds it.
func TestEarlier(t *testing.T) {
	w := newWorld(t)
	w.earned = byHost
	l := w.start()
	said := func(words string) string { return brazilian + "\n\n" + words }
	at := func(d Fetched, days int) Fetched {
		d.Record.Retrieved = day.AddDate(0, 0, days)
		return d
	}
	first(
		keeping(at(answer(ownHost, said("We can accept this."), Meta{}), 0)),
		keeping(at(answer(ownHost, said("We can accept some of this."), Meta{}), 2)),
		keeping(at(answer(ownHost, said("We cannot accept this."), Meta{}), 5)),
	)(w, l)
	if n := l.EarlierKept(); n != 2 {
		t.Fatalf("%d are kept", n)
	}
	all, unread, err := l.Earlier()
	must(t, err)
	if len(all) != 2 || unread != 0 {
		t.Fatalf("%s, and %d could not be read", ids(all), unread)
	}
	for i, want := range []struct {
		words       string
		from, until time.Time
	}{{"We can accept some of this.", day.AddDate(0, 0, 2), day.AddDate(0, 0, 5)}, {"We can accept this.", day, day.AddDate(0, 0, 2)}} {
		s := all[i]
		if !strings.HasSuffix(s.Text, want.words) || !s.Retrieved.Equal(want.from) || !s.Superseded.Equal(want.until) || s.By != "BR" ||
			s.Grade != corpus.Official || !strings.HasPrefix(s.ID, "page@") || s.URL != "https://"+ownHost+"/page" || !strings.HasPrefix(s.File, versionsName+"/") {
			t.Errorf("%+v", s)
		}
	}
	if l.Index().Statement(all[0].ID) != nil || len(l.Index().Statements()) != 2 {
		t.Errorf("%s are held", ids(l.Index().Statements()))
	}
	must(t, os.WriteFile(filepath.Join(w.own, all[0].File), []byte(said("We never said anything.")), 0o644))
	if left, unread, err := l.Earlier(); err != nil || unread != 1 || ids(left) != ids(all[1:]) {
		t.Errorf("of a changed version comes %s, %d unread (%v)", ids(left), unread, err)
	}
}

// What another host's copy said before the State's own page took its place has not
// earned what that page has.
func TestEarlierOfAnotherAddress(t *testing.T) {
	w := newWorld(t)
	w.earned = byHost
	l := w.start()
	text := sentences(0, 60)
	first(keeping(answer(otherHost, reset(text), paper())), keeping(answer(ownHost, text, paper())))(w, l)
	all, unread, err := l.Earlier()
	must(t, err)
	if len(all) != 1 || unread != 0 || all[0].Grade != corpus.Supplied || strings.Contains(all[0].URL, ownHost) {
		t.Fatalf("%d unread, %+v", unread, all)
	}
}

// Beside a file that somebody put there one fetched copy is kept, and a second
// address of it is noted with that one.
func TestHandedInBesideFetched(t *testing.T) {
	w := newWorld(t)
	w.earned = byHost
	text := sentences(0, 60)
	w.write(w.shared, "a.txt", text)
	w.write(w.shared, "a.toml", "by = \"FR\"\ndate = 2024-05-06\nkind = \"working-paper\"\n")
	l := w.start()
	first(keeping(answer(otherHost, text, paper())), keeping(answer("third.example", text, paper())))(w, l)
	all, err := l.Recorded()
	must(t, err)
	if len(all) != 1 || len(all[0].Also) != 1 || ids(l.Index().Statements()) != "fr page" {
		t.Fatalf("%+v; %s", all, ids(l.Index().Statements()))
	}
	st := l.Index().Statement("page")
	if st.CopyFiles()[0] != "a.txt" || st.URL == "" || len(st.Elsewhere()) != 1 {
		t.Errorf("%+v", st)
	}
	_, _, err = l.AddOwn(t.Context(), "again.txt", []byte(text), paper())
	if told := rejection(t, err); !strings.Contains(told.Reason, "held already") {
		t.Error(told)
	}
	w.wantFiles("library/a.txt", "library/a.toml", "library/page.txt", "library/page.toml", "library/page.txt.fetched")
}
