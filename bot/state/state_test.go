package state

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"
)

func TestAnswers(t *testing.T) {
	c := newClock()
	db := opened(t, c)
	a := Answer{Guild: "g", Channel: "c", Asker: "alice", Statements: []string{"s1", "s2"}, Body: []byte("body")}
	must(t, db.SaveAnswer(&a))
	if len(a.ID) != 16 || a.Created.IsZero() {
		t.Errorf("ID %q, made %v", a.ID, a.Created)
	}
	if _, err := db.AnswerAt(""); !errors.Is(err, ErrNotFound) {
		t.Errorf("an answer of no message: %v", err)
	}
	_, err := db.UpdateAnswer(a.ID, func(a *Answer) error { a.Message = "m1"; return nil })
	must(t, err)
	got, err := db.AnswerAt("m1")
	if err != nil || got.ID != a.ID || string(got.Body) != "body" {
		t.Errorf("%+v, %v", got, err)
	}
	boom := errors.New("boom")
	if _, err := db.UpdateAnswer(a.ID, func(a *Answer) error { a.Message = "m2"; return boom }); !errors.Is(err, boom) {
		t.Errorf("the error of a change: %v", err)
	}
	if _, err := db.AnswerAt("m2"); !errors.Is(err, ErrNotFound) {
		t.Error("a change that failed was kept")
	}
	if list, err := db.Citing([]string{"s2", "s1"}); err != nil || len(list) != 1 {
		t.Errorf("citing: %v, %v", list, err)
	}
	if list, _ := db.Cited(); fmt.Sprint(list) != "[s1 s2]" {
		t.Errorf("cited: %v", list)
	}
	_, err = db.UpdateAnswer(a.ID, func(a *Answer) error { a.Retracted = true; return nil })
	must(t, err)
	if list, _ := db.Citing([]string{"s1"}); len(list) != 0 {
		t.Error("a retracted answer is listed as citing")
	}
	if list, _ := db.AnswersIn("c", 5); len(list) != 0 {
		t.Error("a retracted answer is listed in its channel")
	}
	whole(t, db)
	must(t, db.DeleteAnswer(a.ID))
	must(t, db.DeleteAnswer(a.ID))
	if _, err := db.Answer(a.ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("a deleted answer: %v", err)
	}
	if _, err := db.UpdateAnswer(a.ID, func(*Answer) error { return nil }); !errors.Is(err, ErrNotFound) {
		t.Errorf("changing a deleted answer: %v", err)
	}
	whole(t, db)
}

func TestAnswersIn(t *testing.T) {
	c := newClock()
	db := opened(t, c)
	for i := range 6 {
		c.pass(time.Minute)
		must(t, db.SaveAnswer(&Answer{Channel: "c\xff", Body: fmt.Append(nil, i), Private: i == 4}))
		must(t, db.SaveAnswer(&Answer{Channel: "c\xff\xff"}))
		must(t, db.SaveAnswer(&Answer{Channel: "c"}))
	}
	list, err := db.AnswersIn("c\xff", 3)
	must(t, err)
	text := ""
	for _, a := range list {
		text += string(a.Body)
	}
	if text != "235" {
		t.Errorf("the last three that are not private: %s, want 235", text)
	}
}

func TestSettingsAndNotes(t *testing.T) {
	db := opened(t, newClock())
	if s, err := db.Settings("g"); err != nil || s.Guild != "g" || s.Private {
		t.Errorf("%+v, %v", s, err)
	}
	_, err := db.UpdateSettings("g", func(s *Settings) { s.Private, s.AskRoles, s.Guild = true, []string{"r"}, "other" })
	must(t, err)
	if s, _ := db.Settings("g"); !s.Private || s.Guild != "g" || len(s.AskRoles) != 1 {
		t.Errorf("%+v", s)
	}
	if s, _ := db.Settings("other"); s.Private {
		t.Error("a server's set-up went to another's")
	}
	must(t, db.bolt.Update(func(tx *bolt.Tx) error {
		return tx.Bucket(bucketSettings).Put(key("old"), []byte(`{"Private":true,"NotKnownAnyMore":[1]}`))
	}))
	if s, err := db.Settings("old"); err != nil || !s.Private {
		t.Errorf("set-up with a field that is not known: %+v, %v", s, err)
	}
	must(t, db.SetNote("n", "x"))
	if n, _ := db.Note("n"); n != "x" {
		t.Errorf("note %q", n)
	}
}

func TestEventsNewestFirst(t *testing.T) {
	c := newClock()
	db := opened(t, c)
	for i := range 4 {
		must(t, db.Record(Event{Guild: "g", Action: fmt.Sprint(i)}))
		must(t, db.Record(Event{Guild: "h", Action: "other"}))
		if i%2 == 1 {
			c.pass(time.Second)
		}
	}
	list, err := db.Events("g", 3)
	if err != nil || len(list) != 3 || list[0].Action != "3" || list[2].Action != "1" {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestForget(t *testing.T) {
	db := opened(t, newClock())
	mine, other := Answer{Asker: "alice", Message: "m", Channel: "c"}, Answer{Asker: "bob"}
	must(t, db.SaveAnswer(&mine))
	must(t, db.SaveAnswer(&other))
	for _, who := range []string{"alice", "bob"} {
		must(t, db.SaveFeedback(Feedback{Guild: "g", Answer: other.ID, Voter: db.Pseudonym(who), Verdict: "helpful"}))
		must(t, db.SaveFeedback(Feedback{Guild: "g", Answer: other.ID, Voter: db.Pseudonym(who), Verdict: "not right"}))
		if first, err := db.FirstTime(who, "x"); err != nil || !first {
			t.Errorf("first time: %v, %v", first, err)
		}
	}
	n, deleted, err := db.Forget("alice")
	if err != nil || n != (Forgotten{Answers: 1, Feedback: 1}) || len(deleted) != 1 || deleted[0].Message != "m" {
		t.Errorf("%+v, %+v, %v", n, deleted, err)
	}
	if list, _ := db.FeedbackOf("g"); len(list) != 1 || list[0].Voter != db.Pseudonym("bob") || list[0].Verdict != "not right" {
		t.Errorf("feedback left: %+v", list)
	}
	if first, _ := db.FirstTime("alice", "x"); !first {
		t.Error("what alice was told is still known")
	}
	if first, _ := db.FirstTime("bob", "x"); first {
		t.Error("bob is told twice")
	}
	if _, err := db.Answer(other.ID); err != nil {
		t.Errorf("bob's answer: %v", err)
	}
	whole(t, db)
	raw, err := os.ReadFile(db.Path())
	must(t, err)
	if db.Pseudonym("alice") == db.Pseudonym("bob") || strings.Contains(db.Pseudonym("alice"), "alice") || len(raw) == 0 {
		t.Error("pseudonyms")
	}
}

func TestBudgetIsNeverOverspent(t *testing.T) {
	c := newClock()
	db := opened(t, c)
	limits := Limits{Guild: 1000, All: 1500}
	var inFlight, most atomic.Int64
	var wg sync.WaitGroup
	for i := range 40 {
		wg.Go(func() {
			guild := fmt.Sprint("g", i%2)
			for range 10 {
				r, err := db.Reserve(guild, 100, limits)
				if errors.Is(err, ErrSpent) {
					continue
				}
				must(t, err)
				now := inFlight.Add(100)
				for m := most.Load(); now > m && !most.CompareAndSwap(m, now); m = most.Load() {
				}
				inFlight.Add(-100)
				must(t, r.Settle(60))
				must(t, r.Settle(1000))
			}
		})
	}
	wg.Wait()
	g0, all, err := db.Spent("g0")
	must(t, err)
	g1, _, _ := db.Spent("g1")
	if g0 > 1000 || g1 > 1000 || all > 1500 || all != g0+g1 {
		t.Errorf("spent %d and %d, %d in all", g0, g1, all)
	}
	if all <= 1500-100 {
		t.Errorf("%d of 1500 were spent, and more were refused", all)
	}
	if _, err := db.Reserve("g0", 2000, limits); !errors.Is(err, ErrSpent) {
		t.Errorf("more than a day's: %v", err)
	}
	if r, err := db.Reserve("g9", 5000, Limits{}); err != nil {
		t.Errorf("no limit: %v", err)
	} else {
		must(t, r.Settle(0))
	}
	c.pass(12 * time.Hour)
	if _, err := db.Reserve("g0", 1000, limits); err != nil {
		t.Errorf("the next day: %v", err)
	}
}

func TestSweep(t *testing.T) {
	c := newClock()
	db := opened(t, c)
	for i := range 3 * sweepStep / 2 {
		a := Answer{Channel: "c", Asker: "u", Message: fmt.Sprint(i), Statements: []string{"s", fmt.Sprint(i)}}
		must(t, db.bolt.Update(func(tx *bolt.Tx) error {
			a.ID, a.Created = newID(), c.now()
			return saveAnswer(tx, a)
		}))
	}
	must(t, db.SaveThread(Thread{Channel: "old", Opened: c.now()}))
	must(t, db.SaveFeedback(Feedback{Guild: "g", Answer: "a", Voter: "v"}))
	_, err := db.FirstTime("u", "x")
	must(t, err)
	must(t, db.Record(Event{Guild: "g"}))
	must(t, db.spend(dayOf(c.now()), "g", 5))
	c.pass(29 * 24 * time.Hour)
	young := Answer{Channel: "c"}
	must(t, db.SaveAnswer(&young))
	must(t, db.SaveThread(Thread{Channel: "new", Opened: c.now()}))
	if n, err := db.Sweep(); err != nil || n != 2 { // the day's tokens
		t.Errorf("after 29 days: %d, %v", n, err)
	}
	c.pass(2 * 24 * time.Hour)
	n, err := db.Sweep()
	if want := 3*sweepStep/2 + 3; err != nil || n != want {
		t.Errorf("after 31 days: %d, want %d, %v", n, want, err)
	}
	whole(t, db)
	if answers, threads, feedback, _ := db.Count(); answers != 1 || threads != 1 || feedback != 0 {
		t.Errorf("left: %d answers, %d threads, %d verdicts", answers, threads, feedback)
	}
	if list, _ := db.Events("g", 5); len(list) != 1 {
		t.Error("an admin action is kept for a year")
	}
	c.pass(365 * 24 * time.Hour)
	if _, err := db.Sweep(); err != nil {
		t.Error(err)
	}
	if list, _ := db.Events("g", 5); len(list) != 0 {
		t.Error("an admin action is kept for a year and no longer")
	}
}

func TestOpening(t *testing.T) {
	c := newClock()
	dir := t.TempDir()
	path := filepath.Join(dir, "state.db")
	db := openAt(t, path, c)
	if _, err := Open(path, Options{}); !errors.Is(err, ErrInUse) || !strings.Contains(err.Error(), "[state] path") {
		t.Errorf("opened twice: %v", err)
	}
	name := db.Pseudonym("u")
	must(t, db.Close())
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	again := openAt(t, path, c)
	if again.Pseudonym("u") != name {
		t.Error("a pseudonym changed when the file was opened again")
	}
	must(t, again.bolt.Update(func(tx *bolt.Tx) error {
		return tx.Bucket(bucketMeta).Put(metaVersion, []byte{0, 0, 0, 0, 0, 0, 0, 99})
	}))
	must(t, again.Close())
	if _, err := Open(path, Options{}); err == nil || !strings.Contains(err.Error(), "later version") {
		t.Errorf("a later version: %v", err)
	}
	for what, content := range map[string]string{"words": "these are the words of something else entirely", "zeros": string(make([]byte, 1<<16))} {
		bad := filepath.Join(dir, what)
		must(t, os.WriteFile(bad, []byte(content), 0o600))
		if _, err := Open(bad, Options{}); err == nil || !strings.Contains(err.Error(), "move it away") {
			t.Errorf("%s: %v", what, err)
		}
		if now, _ := os.ReadFile(bad); string(now) != content {
			t.Errorf("%s: the file was changed", what)
		}
	}
	other, err := bolt.Open(filepath.Join(dir, "foreign"), 0o600, nil)
	must(t, err)
	must(t, other.Update(func(tx *bolt.Tx) error { _, err := tx.CreateBucket([]byte("theirs")); return err }))
	must(t, other.Close())
	if _, err := Open(filepath.Join(dir, "foreign"), Options{}); err == nil {
		t.Error("another program's file was taken for ours")
	}
}

// A file with damage in its middle gives errors, never a panic, and never
// begins anew.
func TestDamage(t *testing.T) {
	c := newClock()
	path := filepath.Join(t.TempDir(), "state.db")
	db := openAt(t, path, c)
	for i := range 200 {
		must(t, db.bolt.Update(func(tx *bolt.Tx) error {
			return saveAnswer(tx, Answer{ID: newID(), Created: c.now(), Message: fmt.Sprint(i), Body: make([]byte, 300)})
		}))
	}
	must(t, db.Close())
	sound, err := os.ReadFile(path)
	must(t, err)
	for at := 2 * os.Getpagesize(); at < len(sound); at += max(len(sound)/30, os.Getpagesize()) + 100 {
		bad := append([]byte(nil), sound...)
		for i := at; i < min(at+64, len(bad)); i++ {
			bad[i] ^= 0x5a
		}
		must(t, os.WriteFile(path, bad, 0o600))
		db, err := Open(path, Options{Now: c.now})
		if err != nil {
			continue
		}
		for i := range 200 {
			_, _ = db.AnswerAt(fmt.Sprint(i))
		}
		_, _, _, _ = db.Count()
		db.Close()
	}
}

func TestCutAndEmptiedFilesAreRefused(t *testing.T) {
	c := newClock()
	path := filepath.Join(t.TempDir(), "state.db")
	db := openAt(t, path, c)
	for i := range 300 {
		must(t, db.bolt.Update(func(tx *bolt.Tx) error {
			return saveAnswer(tx, Answer{ID: newID(), Created: c.now(), Message: fmt.Sprint(i), Body: make([]byte, 3000)})
		}))
	}
	must(t, db.Close())
	must(t, os.Chmod(path, 0o644))
	openAt(t, path, c).Close()
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read it: %v, %v", info.Mode(), err)
	}
	sound, err := os.ReadFile(path)
	must(t, err)
	for _, share := range []int{0, 10, 50, 70} {
		must(t, os.WriteFile(path, sound[:len(sound)*share/100], 0o600))
		if _, err := Open(path, Options{}); err == nil || !strings.Contains(err.Error(), "move it away") {
			t.Errorf("%d %% of it: %v", share, err)
		}
	}
}

func TestWhatCannotBeReadIsPassedOver(t *testing.T) {
	c := newClock()
	db := opened(t, c)
	bad, good := Answer{Channel: "c", Asker: "u", Statements: []string{"s"}}, Answer{Channel: "c", Asker: "u", Statements: []string{"s"}}
	must(t, db.SaveAnswer(&bad))
	must(t, db.SaveAnswer(&good))
	must(t, db.bolt.Update(func(tx *bolt.Tx) error { return tx.Bucket(bucketAnswers).Put(key(bad.ID), []byte("{")) }))
	if list, err := db.AnswersIn("c", 9); err != nil || len(list) != 1 {
		t.Errorf("in the channel: %v, %v", list, err)
	}
	if list, err := db.Citing([]string{"s"}); err != nil || len(list) != 1 {
		t.Errorf("citing: %v, %v", list, err)
	}
	c.pass(40 * 24 * time.Hour)
	if n, err := db.Sweep(); err != nil || n != 2 {
		t.Errorf("swept %d, %v", n, err)
	}
	must(t, db.SaveAnswer(&bad))
	must(t, db.bolt.Update(func(tx *bolt.Tx) error { return tx.Bucket(bucketAnswers).Put(key(bad.ID), []byte("{")) }))
	if _, _, err := db.Forget("u"); err != nil {
		t.Errorf("forget: %v", err)
	}
	if _, err := db.Answer(bad.ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("what cannot be read is kept: %v", err)
	}
}

func TestACallersPanicIsTheCallers(t *testing.T) {
	db := opened(t, newClock())
	a := Answer{Channel: "c"}
	must(t, db.SaveAnswer(&a))
	func() {
		defer func() {
			if r := recover(); r != "a bug" {
				t.Errorf("%v", r)
			}
		}()
		_, err := db.UpdateAnswer(a.ID, func(*Answer) error { panic("a bug") })
		t.Errorf("it was told as %v", err)
	}()
	if _, err := db.UpdateAnswer(a.ID, func(a *Answer) error { a.Message = "m"; return nil }); err != nil {
		t.Errorf("after that: %v", err)
	}
}

func TestNoNumberOfTokensTurnsTheCountRound(t *testing.T) {
	db := opened(t, newClock())
	for range 3 {
		r, err := db.Reserve("g", 1, Limits{})
		must(t, err)
		must(t, r.Settle(1<<62))
	}
	if mine, all, err := db.Spent("g"); err != nil || mine < 1<<49 || all < 1<<49 {
		t.Errorf("%d, %d, %v", mine, all, err)
	}
	if _, err := db.Reserve("g", 1, Limits{Guild: 1000}); !errors.Is(err, ErrSpent) {
		t.Errorf("%v", err)
	}
}

func TestMigrationsRunOnce(t *testing.T) {
	db := opened(t, newClock())
	ran := 0
	next := append(append([]migration(nil), migrations...), func(tx *bolt.Tx) error {
		ran++
		_, err := tx.CreateBucket([]byte("new"))
		return err
	})
	for range 2 {
		must(t, db.bolt.Update(func(tx *bolt.Tx) error { return migrate(tx, "f", next) }))
	}
	if ran != 1 {
		t.Errorf("a migration ran %d times", ran)
	}
	failing := append(next, func(*bolt.Tx) error { return errors.New("cannot") })
	if err := db.bolt.Update(func(tx *bolt.Tx) error { return migrate(tx, "f", failing) }); err == nil {
		t.Error("a migration that failed")
	}
	must(t, db.bolt.Update(func(tx *bolt.Tx) error { return migrate(tx, "f", next) }))
}

func TestManyWriteAtOnce(t *testing.T) {
	db := opened(t, newClock())
	var wg sync.WaitGroup
	for i := range 200 {
		wg.Go(func() { must(t, db.SaveAnswer(&Answer{Channel: "c", Message: fmt.Sprint(i)})) })
	}
	wg.Wait()
	if n, _, _, _ := db.Count(); n != 200 {
		t.Errorf("%d of 200", n)
	}
	whole(t, db)
}

func BenchmarkSave200AtOnce(b *testing.B) {
	db := opened(b, newClock())
	for b.Loop() {
		var wg sync.WaitGroup
		for range 200 {
			wg.Go(func() { must(b, db.SaveAnswer(&Answer{Channel: "c", Body: make([]byte, 4000)})) })
		}
		wg.Wait()
	}
}

// What somebody asked is theirs, also in what others said of the answer.
func TestForgetTakesQuestionsOutOfFeedback(t *testing.T) {
	c := newClock()
	db := opened(t, c)
	a := Answer{Guild: "g", Asker: "alice"}
	other := Answer{Guild: "g", Asker: "bob"}
	gone := Answer{Guild: "g", Asker: "alice"}
	for _, a := range []*Answer{&a, &other, &gone} {
		must(t, db.SaveAnswer(a))
	}
	save := func(of Answer, voter, asker string) {
		must(t, db.SaveFeedback(Feedback{Guild: "g", Answer: of.ID, Voter: db.Pseudonym(voter), Asker: asker, Question: "Q of " + of.Asker, Verdict: "helpful", Comment: "C"}))
	}
	alice := db.Pseudonym("alice")
	save(a, "carol", alice)
	save(a, "bob", "") // as an earlier version kept it
	save(a, "alice", alice)
	save(gone, "carol", alice)
	save(other, "carol", db.Pseudonym("bob"))
	must(t, db.DeleteAnswer(gone.ID)) // its message was deleted
	whole(t, db)
	n, _, err := db.Forget("alice")
	if err != nil || n != (Forgotten{Answers: 1, Feedback: 1, Questions: 3}) {
		t.Errorf("%+v, %v", n, err)
	}
	whole(t, db)
	all, err := db.FeedbackOf("g")
	if err != nil || len(all) != 4 {
		t.Fatalf("%+v, %v", all, err)
	}
	for _, f := range all {
		if f.Comment != "C" || (f.Question == "") != (f.Answer != other.ID) || f.Question == "" && f.Asker != "" {
			t.Errorf("%+v", f)
		}
	}
	save(a, "dora", alice) // who pressed the button while it was being forgotten
	all, err = db.FeedbackOf("g")
	if err != nil || len(all) != 5 || all[4].Question != "" && all[4].Answer == a.ID {
		t.Errorf("%+v, %v", all, err)
	}
	if n, _, err := db.Forget("alice"); err != nil || n != (Forgotten{}) {
		t.Errorf("a second time: %+v, %v", n, err)
	}
	whole(t, db)
}

// However much is asked, what is kept stays within its bound, and the newest of it.
func TestAnswersAreBounded(t *testing.T) {
	c := newClock()
	path := filepath.Join(t.TempDir(), "state.db")
	const most = 200_000
	db, err := Open(path, Options{Most: most, Now: c.now})
	must(t, err)
	var ids []string
	for i := range 300 {
		a := Answer{Channel: "c", Message: fmt.Sprint(i), Asker: "u", Statements: []string{"s"}, Body: make([]byte, 2000)}
		must(t, db.SaveAnswer(&a))
		ids = append(ids, a.ID)
		c.pass(time.Second)
	}
	n, _, _, err := db.Count()
	if err != nil || n < 50 || n*2000 > most {
		t.Errorf("%d answers are kept, %v", n, err)
	}
	for i, id := range ids {
		if _, err := db.Answer(id); (err == nil) != (i >= 300-n) {
			t.Errorf("answer %d of 300, with %d kept: %v", i, n, err)
		}
	}
	whole(t, db)
	large := Answer{Body: make([]byte, 2*most)}
	must(t, db.SaveAnswer(&large))
	if _, err := db.Answer(large.ID); err != nil {
		t.Errorf("one that is larger than the bound is kept all the same: %v", err)
	}
	must(t, db.DeleteAnswer(large.ID))
	must(t, db.bolt.Update(func(tx *bolt.Tx) error {
		if size := sizeOfAnswers(tx); size != 0 {
			t.Errorf("without answers their size is %d", size)
		}
		return saveAnswer(tx, Answer{ID: "x", Body: []byte("abc")})
	}))
	must(t, db.bolt.Update(func(tx *bolt.Tx) error {
		want := sizeOfAnswers(tx)
		must(t, tx.Bucket(bucketMeta).Delete(metaSizeOfAnswers))
		must(t, countSize(tx))
		if got := sizeOfAnswers(tx); got != want || want == 0 {
			t.Errorf("counted anew: %d, want %d", got, want)
		}
		return nil
	}))
	must(t, db.Close())
}

func TestUnfinished(t *testing.T) {
	c := newClock()
	db := opened(t, c)
	must(t, db.SaveUnfinished(Unfinished{ID: "1", Channel: "c"}))
	must(t, db.SaveUnfinished(Unfinished{ID: "1", Channel: "c", Message: "m"}))
	must(t, db.SaveUnfinished(Unfinished{ID: "2", Channel: "c"}))
	must(t, db.Finished("2"))
	must(t, db.Finished("3"))
	all, err := db.AllUnfinished()
	if err != nil || len(all) != 1 || all[0].Message != "m" || all[0].Begun != c.now() {
		t.Errorf("%+v, %v", all, err)
	}
	c.pass(31 * 24 * time.Hour)
	if _, err := db.Sweep(); err != nil {
		t.Error(err)
	}
	if all, err := db.AllUnfinished(); err != nil || len(all) != 0 {
		t.Errorf("%+v, %v", all, err)
	}
}

// Whoever opted out of checks stays out, also after all else is forgotten, and
// the file does not have their ID.
func TestUnchecked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	db, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	const user = "123456789012345678"
	is := func(want bool) {
		t.Helper()
		if got, err := db.Unchecked(db.Pseudonym(user)); err != nil || got != want {
			t.Errorf("unchecked: %v (%v), want %v", got, err, want)
		}
	}
	is(false)
	if err := db.SetUnchecked(user, true); err != nil {
		t.Fatal(err)
	}
	is(true)
	if _, _, err := db.Forget(user); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Sweep(); err != nil {
		t.Fatal(err)
	}
	is(true)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil || strings.Contains(string(raw), user) {
		t.Errorf("the file has the user's ID (%v)", err)
	}
	if db, err = Open(path, Options{}); err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	is(true)
	if err := db.SetUnchecked(user, false); err != nil {
		t.Fatal(err)
	}
	is(false)
}
