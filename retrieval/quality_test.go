package retrieval_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/pelletier/go-toml/v2"

	"verbatim/data"
	"verbatim/retrieval"
	"verbatim/retrieval/chromem"
	"verbatim/retrieval/corpus"
	"verbatim/retrieval/encoder"
)

// How well passages are found, on judged data that is no part of the
// repository: XQuAD, in five languages, and the General Debate's statements
// with the questions of data/questions/general-debate.toml. It is measured
// through Index.Search, on whole libraries, as a user would meet it.
const (
	qualityXQuAD     = "../../shared/corpus/xquad"
	qualityDebate    = "../../shared/corpus/ungdc"
	qualityQuestions = "../data/questions/general-debate.toml"
)

// qualityQuestion is a question and how to tell whether a passage answers it.
type qualityQuestion struct {
	text, language string
	filter         retrieval.Filter
	answers        []func(corpus.Passage) bool
	test           bool // not of the half by which the weights were chosen
}

// qualityFigures are means over questions, 0 to 1, at the ten best.
type qualityFigures struct {
	asked        int
	gain, recall float64
}

// add takes one question's result: which of its answers each passage found is,
// by rank, -1 for none. A question may have several; each counts once.
func (f *qualityFigures) add(found []retrieval.Ranked, q qualityQuestion) {
	const depth = 10
	have := make([]bool, len(q.answers))
	gain, ideal, hits := 0.0, 0.0, 0
	for rank, r := range found[:min(depth, len(found))] {
		fresh := 0
		for i, is := range q.answers {
			if !have[i] && is(r.Passage) {
				have[i] = true
				fresh++
			}
		}
		if hits += fresh; fresh > 0 {
			gain += 1 / math.Log2(float64(rank+2))
		}
	}
	for rank := range min(depth, len(q.answers)) {
		ideal += 1 / math.Log2(float64(rank+2))
	}
	f.asked++
	f.gain += gain / ideal
	f.recall += float64(hits) / float64(min(depth, len(q.answers)))
}

func (f qualityFigures) String() string {
	n := float64(max(1, f.asked))
	return fmt.Sprintf("nDCG@10 %.3f recall@10 %.3f", f.gain/n, f.recall/n)
}

// qualityOf asks the questions and gives the figures of the half that chose
// the weights, and of the other.
func qualityOf(t testing.TB, x *retrieval.Index, questions []qualityQuestion) (tune, test qualityFigures) {
	t.Helper()
	for _, q := range questions {
		found, err := x.Search(context.Background(), retrieval.Query{Text: q.text, Language: q.language, Filter: q.filter}, 10)
		if err != nil {
			t.Fatal(err)
		}
		if q.test {
			test.add(found, q)
		} else {
			tune.add(found, q)
		}
	}
	return tune, test
}

// qualityArticle is an article of XQuAD: the same ones, in the same order, in
// each language.
type qualityArticle struct {
	Paragraphs []struct {
		Context string
		QAs     []struct{ Question string }
	}
}

func qualityArticles(t testing.TB, language string) []qualityArticle {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(qualityXQuAD, "xquad."+language+".json"))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("XQuAD is not at hand in ", qualityXQuAD)
	}
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Data []qualityArticle }
	if err := json.Unmarshal(src, &file); err != nil {
		t.Fatal(err)
	}
	return file.Data
}

// qualityXQuADLibrary makes each paragraph a document of its own.
func qualityXQuADLibrary(t testing.TB, languages ...string) fs.FS {
	t.Helper()
	files, old := fstest.MapFS{}, time.Now().Add(-time.Hour)
	for _, language := range languages {
		for i, a := range qualityArticles(t, language) {
			for j, p := range a.Paragraphs {
				name := fmt.Sprintf("%s-%02d-%02d", language, i, j)
				files[name+".txt"] = &fstest.MapFile{Data: []byte(p.Context), ModTime: old}
				files[name+".toml"] = &fstest.MapFile{Data: fmt.Appendf(nil, "title = %q\nlanguage = %q\n", name, language), ModTime: old}
			}
		}
	}
	return files
}

// qualityXQuADQuestions asks in one language for paragraphs in another, or the
// same. A paragraph that was split is found where one of its passages is. Every
// second article is of the testing half.
func qualityXQuADQuestions(t testing.TB, from, to string) []qualityQuestion {
	t.Helper()
	var out []qualityQuestion
	for i, a := range qualityArticles(t, from) {
		for j, p := range a.Paragraphs {
			is := func(found corpus.Passage) bool {
				return found.Statement.Title == fmt.Sprintf("%s-%02d-%02d", to, i, j)
			}
			for _, q := range p.QAs {
				out = append(out, qualityQuestion{text: q.Question, language: from, filter: retrieval.Filter{Languages: []string{to}},
					answers: []func(corpus.Passage) bool{is}, test: i%2 == 1})
			}
		}
	}
	return out
}

// qualityGraded is a question of data/questions/general-debate.toml.
type qualityGraded struct {
	Text, State, Use string
	Words, Files     []string
}

func qualityGradedQuestions(t testing.TB) []qualityGraded {
	t.Helper()
	src, err := os.ReadFile(qualityQuestions)
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Question []qualityGraded }
	if err := toml.Unmarshal(src, &file); err != nil {
		t.Fatal(err)
	}
	return file.Question
}

// qualityDebateTexts gives the General Debate's statements by name, as they
// are.
func qualityDebateTexts(t testing.TB) map[string]string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(qualityDebate, "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if len(paths) == 0 {
		t.Skip("the General Debate's statements are not at hand in ", qualityDebate)
	}
	texts := map[string]string{}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		texts[strings.TrimSuffix(filepath.Base(path), ".txt")] = string(text)
	}
	return texts
}

// qualityDebateLibrary gives each statement a sidecar, made of its name
// (ISO3_SESSION_YEAR).
func qualityDebateLibrary(t testing.TB) fs.FS {
	t.Helper()
	files, old := fstest.MapFS{}, time.Now().Add(-time.Hour)
	for name, text := range qualityDebateTexts(t) {
		part := strings.Split(name, "_")
		if part[0] == "NAM" {
			part[0] = "NA" // elsewhere, the letters of Namibia stand for a group
		}
		files[name+".txt"] = &fstest.MapFile{Data: []byte(text), ModTime: old}
		files[name+".toml"] = &fstest.MapFile{ModTime: old, Data: fmt.Appendf(nil,
			"by = %q\nsession = %q\ndate = %s-09-25\nprocess = \"general-debate\"\nlanguage = \"en\"\n", part[0], part[1], part[2])}
	}
	return files
}

// qualityDebateQuestions asks what can be answered, the words of the State
// asked alone where one is, as the program does.
func qualityDebateQuestions(t testing.TB) []qualityQuestion {
	t.Helper()
	var out []qualityQuestion
	for _, g := range qualityGradedQuestions(t) {
		q := qualityQuestion{text: g.Text, language: "en", test: g.Use == "test"}
		if g.State != "" {
			q.filter.AnyVoice = []string{g.State}
		}
		for _, words := range g.Words {
			q.answers = append(q.answers, func(p corpus.Passage) bool { return strings.Contains(qualityPlain(p.Text()), words) })
		}
		if len(q.answers) > 0 {
			out = append(out, q)
		}
	}
	return out
}

func qualityPlain(s string) string { return strings.Join(strings.Fields(s), " ") }

// qualityIndex makes the index of a library in memory.
func qualityIndex(t testing.TB, e retrieval.Embedder, library fs.FS) *retrieval.Index {
	t.Helper()
	states, err := corpus.ParseStates("states.toml", data.StatesTOML(), nil)
	if err != nil {
		t.Fatal(err)
	}
	x, _, err := retrieval.Sync(context.Background(), retrieval.Options{
		Sources:   []corpus.Source{{Name: "judged", FS: library, Grade: corpus.Supplied}},
		States:    states,
		Embedder:  e,
		OpenStore: func(dir string) (retrieval.Store, error) { return chromem.Open(dir, nil) },
	})
	if err != nil {
		t.Fatal(err)
	}
	if failed := x.Failed(); len(failed) > 0 {
		t.Fatal(len(failed), " documents could not be read, as: ", failed[0])
	}
	return x
}

// qualityEnglish says of an embedder that it knows English only.
type qualityEnglish struct{ retrieval.Embedder }

func (qualityEnglish) Languages() []string { return []string{"en"} }

// qualityReport prints the figures of each half alone and of both, and holds
// what is fused to the better half. Slack is what it may be behind, for the
// chance in a small set.
func qualityReport(t testing.TB, name string, x *retrieval.Index, questions []qualityQuestion, slack float64) {
	t.Helper()
	words, meaning := retrieval.DefaultFusion, retrieval.DefaultFusion
	words.Dense, words.Lexical = 0, 1
	meaning.Dense, meaning.Lexical, meaning.Foreign = 1, 0, 1
	best := 0.0
	for _, way := range []struct {
		name string
		f    retrieval.Fusion
	}{{"words", words}, {"meaning", meaning}, {"fused", retrieval.DefaultFusion}} {
		tune, test := qualityOf(t, x.WithFusion(way.f), questions)
		t.Logf("%-22s %-8s tuning half: %s   testing half: %s", name, way.name, tune, test)
		mean := test.gain / float64(max(1, test.asked))
		if way.name == "fused" && mean < best-slack {
			t.Errorf("%s: fused, nDCG@10 is %.3f, and %.3f in the better half alone", name, mean, best)
		}
		best = max(best, mean)
	}
}

// BenchmarkQuality measures the ranking with the built-in embedder. It embeds
// some thousands of passages, which takes minutes:
//
//	go test ./retrieval -run '^$' -bench Quality/English -benchtime 1x
//	go test ./retrieval -run '^$' -bench Quality/Debate -benchtime 1x
//	go test ./retrieval -run '^$' -bench Quality/Languages -benchtime 1x
//
// DefaultFusion was chosen by the tuning halves.
func BenchmarkQuality(b *testing.B) {
	model, err := encoder.Open(data.Model())
	if err != nil {
		b.Fatal(err)
	}
	b.Run("English", func(b *testing.B) {
		for b.Loop() {
			qualityReport(b, "XQuAD en", qualityIndex(b, model, qualityXQuADLibrary(b, "en")), qualityXQuADQuestions(b, "en", "en"), 0)
		}
	})
	b.Run("Debate", func(b *testing.B) {
		for b.Loop() {
			qualityReport(b, "General Debate", qualityIndex(b, model, qualityDebateLibrary(b)), qualityDebateQuestions(b), 0)
		}
	})
	b.Run("Languages", func(b *testing.B) {
		for b.Loop() {
			x := qualityIndex(b, qualityEnglish{model}, qualityXQuADLibrary(b, "en", "es", "ru", "zh", "ar"))
			for _, language := range []string{"es", "ru", "zh", "ar"} {
				qualityReport(b, "XQuAD "+language, x, qualityXQuADQuestions(b, language, language), 0.01)
				qualityReport(b, "XQuAD "+language+" to en", x, qualityXQuADQuestions(b, language, "en"), 0)
			}
		}
	})
}

// TestQualityByWords holds questions in five languages about paragraphs in
// their own to what they reach by words alone, which is all that an English
// embedder leaves to four of them.
func TestQualityByWords(t *testing.T) {
	if testing.Short() {
		t.Skip("asks hundreds of questions")
	}
	for _, of := range []struct {
		language string
		least    float64 // nDCG@10
	}{{"en", 0.95}, {"es", 0.95}, {"ru", 0.94}, {"zh", 0.95}, {"ar", 0.92}} {
		t.Run(of.language, func(t *testing.T) {
			x := qualityIndex(t, retrieval.BagOfWords{}, qualityXQuADLibrary(t, of.language))
			var some []qualityQuestion
			for i, q := range qualityXQuADQuestions(t, of.language, of.language) {
				if i%3 == 0 {
					some = append(some, q)
				}
			}
			tune, test := qualityOf(t, x.WithFusion(retrieval.Fusion{Lexical: 1, Candidates: 100}), some)
			t.Logf("%s: tuning half: %s, testing half: %s", of.language, tune, test)
			if mean := (tune.gain + test.gain) / float64(tune.asked+test.asked); mean < of.least {
				t.Errorf("nDCG@10 is %.3f: it was %.2f at least", mean, of.least)
			}
		})
	}
}

// TestQualityQuestions holds the graded questions to the statements: words by
// which an answer is known are few, and stand in the file named and no other.
func TestQualityQuestions(t *testing.T) {
	questions := qualityGradedQuestions(t)
	texts := qualityDebateTexts(t)
	for name, text := range texts {
		texts[name] = qualityPlain(strings.TrimPrefix(text, "\ufeff"))
	}
	for _, q := range questions {
		if q.Use != "tune" && q.Use != "test" || len(q.Words) != len(q.Files) {
			t.Errorf("%s: use %q, %d words in %d files", q.Text, q.Use, len(q.Words), len(q.Files))
			continue
		}
		for i, words := range q.Words {
			if n := len(strings.Fields(words)); n > 8 {
				t.Errorf("%q are %d words, more than it takes to know a sentence", words, n)
			}
			for name, text := range texts {
				if strings.Contains(text, words) != (name == q.Files[i]) {
					t.Errorf("%q stands in %s: %t", words, name, name != q.Files[i])
				}
			}
		}
	}
}
