package eval_test

import (
	"context"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"verbatim/bot/answer"
	"verbatim/bot/eval"
	"verbatim/retrieval"
)

const talk = `library = "records"

[[question]]
text = "What does France say?"
state = "FR"
words = ["a treaty"]
files = ["a"]
use = "tune"

# A question with all there is.
[[question]]
before = ["What does France say?"]
text = " And Kenya? "
kind = "follow-up"
states = ["KE"]
answerable = true
use = "test"
[[question.gold]]
words = "comes first"
grade = 3

[[question]]
text = "Who won?"
`

func TestParseQuestions(t *testing.T) {
	set, err := eval.ParseQuestions("q.toml", []byte(talk))
	if err != nil {
		t.Fatal(err)
	}
	if set.Library != "records" || len(set.Questions) != 3 || len(set.SHA256) != 64 {
		t.Fatalf("%+v", set)
	}
	first, second, third := set.Questions[0], set.Questions[1], set.Questions[2]
	if first.Where != "q.toml:3" || first.Kind != "position" || !first.Answerable || first.Gold[0] != (eval.Gold{Words: "a treaty", Statement: "a", Grade: 1}) {
		t.Errorf("%+v", first)
	}
	if second.Where != "q.toml:11" || second.Text != "And Kenya?" || second.Gold[0].Grade != 3 || second.States[0] != "KE" || len(second.Before) != 1 {
		t.Errorf("%+v", second)
	}
	if third.Kind != "unanswerable" || third.Answerable {
		t.Errorf("%+v", third)
	}
}

func TestParseQuestionsMistakes(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", "q.toml: has no questions"},
		{"[[question]]\ntext = 3\n", "q.toml:2: "},
		{"[[question]]\ntext = \"a\n", "q.toml:2: "},
		{"\n[[question]]\ntext = \"a\"\nword = [\"b\"]\n", "q.toml:4: unknown key question.word"},
		{"question = [{text = \"a\"}]\n", "q.toml: write each question as a table"},
		{"[[question]]\nwords = [\"b\"]\n", "q.toml:1: the question has no text"},
		{"[[question]]\ntext = \"a\"\nkind = \"A B\"\n", `q.toml:1: kind = "A B"`},
		{"[[question]]\ntext = \"a\"\n[[question]]\ntext = \"a\"\nuse = \"?\"\n", `q.toml:3: use = "?"`},
		{"[[question]]\ntext = \"a\"\nanswerable = true\n", "q.toml:1: the question is answerable, and nothing"},
		{"[[question]]\ntext = \"a\"\nanswerable = false\nwords = [\"b\"]\n", "q.toml:1: the question is not answerable, and has"},
		{"[[question]]\ntext = \"a\"\nwords = [\" \"]\n", "q.toml:1: words that answer are empty"},
		{"[[question]]\ntext = \"a\"\nwords = [\"b\"]\nfiles = [\"c\", \"d\"]\n", "q.toml:1: 1 words and 2 files"},
		{"[[question]]\ntext = \"a\"\n[[question.gold]]\nwords = \"b\"\ngrade = 0\n", "q.toml:1: grade = 0"},
		{"[[question]]\ntext = \"a\"\nbefore = [\"\"]\n", "q.toml:1: a question in before is empty"},
		{"[[question]]\ntext = \"" + strings.Repeat("a", 9000) + "\"\n", "q.toml:1: the question is 9000 bytes long"},
	} {
		if _, err := eval.ParseQuestions("q.toml", []byte(c.text)); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%.60q: %v; want %q", c.text, err, c.want)
		}
	}
}

// FuzzParseQuestions: whatever a file has in it, it is read or refused with its
// name, and each question that is read has its line.
func FuzzParseQuestions(f *testing.F) {
	f.Add([]byte(talk))
	f.Add([]byte("[[question]]\n[question.gold]\n"))
	f.Add([]byte("[[\"question\"]]\ntext='''\n[[question]]\n'''\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		set, err := eval.ParseQuestions("q.toml", src)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "q.toml:") {
				t.Errorf("without a place: %v", err)
			}
			return
		}
		for _, q := range set.Questions {
			if !strings.HasPrefix(q.Where, "q.toml:") || q.Text == "" || q.Answerable != (len(q.Gold) > 0) {
				t.Errorf("%+v", q)
			}
		}
	})
}

// TestAsk runs questions over a small library: turns come before a follow-up, and
// what goes wrong is told with its question.
func TestAsk(t *testing.T) {
	library := fstest.MapFS{
		"a.txt": {Data: []byte("We support a treaty on the protection of hospitals. It must be universal and binding.")}, "a.toml": {Data: []byte("by = \"FR\"\ndate = 2023-03-06\nlanguage = \"en\"\n")},
		"b.txt": {Data: []byte("On the protection of hospitals, capacity building comes first.")}, "b.toml": {Data: []byte("by = \"KE\"\ndate = 2023-03-06\nlanguage = \"en\"\n")},
	}
	e := engineOver(t, retrieval.BagOfWords{}, library)
	watched := 0
	e.Watch = func(*answer.Found) { watched++ }
	set, err := eval.ParseQuestions("q.toml", []byte(`
[[question]]
text = "What does France say about the protection of hospitals?"
state = "France"
words = ["treaty on the protection of hospitals"]
use = "tune"
[[question]]
before = ["What does France say about the protection of hospitals?"]
text = "And Kenya?"
states = ["KE"]
words = ["capacity building comes first"]
use = "test"
[[question]]
text = "What does Kenya say about the protection of hospitals?"
`))
	if err != nil {
		t.Fatal(err)
	}
	run := ask(t, set, e)
	f := run.Figures
	if f.Asked != 3 || f.Right.Of != 2 || f.FalseAnswers.Of != 1 || f.FollowUpsRead != (eval.Rate{Sum: 1, Of: 1}) || f.Heard.Of != 2 {
		t.Errorf("%+v", f)
	}
	if f.FalseAnswers.Sum != 1 || len(run.Findings) == 0 || run.Findings[len(run.Findings)-1].What != eval.FalseAnswer || run.Findings[len(run.Findings)-1].Where != "q.toml:13" {
		t.Errorf("the answer to a question that is graded as unanswerable was not told of: %+v", run.Findings)
	}
	if len(run.Kinds) != 3 || len(run.Uses) != 2 || run.Held != (eval.Held{Statements: 2, Passages: 2}) {
		t.Errorf("%+v", run)
	}
	if e.Watch(nil); watched != 1 {
		t.Error("the engine's observer was not put back")
	}
	set.Questions[0].States = []string{"Atlantis"}
	if _, err := eval.Ask(context.Background(), eval.Options{Set: set, Engine: e, States: e.States, Now: time.Now}); err == nil || !strings.Contains(err.Error(), `q.toml:2: there is no State or body "Atlantis"`) {
		t.Error(err)
	}
}

func TestSaved(t *testing.T) {
	dir := t.TempDir()
	if last, err := eval.Last(dir+"/none", "s"); last != nil || err != nil {
		t.Error(last, err)
	}
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	for i, set := range []string{"s", "s", "other"} {
		run := &eval.Run{Date: at.Add(time.Duration(i) * time.Hour), Set: set, Figures: eval.Figures{Asked: i + 1, Recall: eval.Rate{Sum: 1, Of: 4}}}
		if _, err := eval.Save(dir, run); err != nil {
			t.Fatal(err)
		}
	}
	last, err := eval.Last(dir, "s")
	if err != nil || last == nil || last.Figures.Asked != 2 || last.Figures.Recall != (eval.Rate{Sum: 1, Of: 4}) {
		t.Fatal(last, err)
	}
	writeFile(t, dir+"/20990101T000000Z.json", "{}")
	last, err = eval.Last(dir, "s")
	if last == nil || err == nil || !strings.Contains(err.Error(), "is no saved run") {
		t.Error("a damaged run hides those before it: ", last, err)
	}
}

// TestUsed holds a part of a set to the questions of its use.
func TestUsed(t *testing.T) {
	set, err := eval.ParseQuestions("q.toml", []byte("[[question]]\ntext = \"A?\"\nuse = \"tune\"\n[[question]]\ntext = \"B?\"\nuse = \"test\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	part, err := set.Used("test")
	if err != nil || len(part.Questions) != 1 || part.Questions[0].Text != "B?" || part.Name == set.Name || len(set.Questions) != 2 {
		t.Errorf("got %+v, %v", part, err)
	}
	if _, err := set.Used("other"); err == nil {
		t.Error("a use that no question has gives no error")
	}
}
