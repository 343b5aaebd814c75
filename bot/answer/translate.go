package answer

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"verbatim/prompts"
	"verbatim/retrieval/corpus"
	"verbatim/retrieval/lexical"
)

// Translator is a Drafter that translates too. What it gives is shown beside
// the record's words, marked as a model's and not verified, and never in their
// place.
type Translator interface {
	// Translate gives the quotations in a language, in their order; "" for one that
	// it did not translate.
	Translate(ctx context.Context, language string, quotes []string) ([]string, Usage, error)
}

// languageNames are those of the United Nations, as a prompt names them.
var languageNames = map[string]string{
	"ar": "Arabic", "en": "English", "es": "Spanish", "fr": "French", "ru": "Russian", "zh": "Chinese",
}

// TranslatedNotice goes with every answer that has translations.
const TranslatedNotice = "Translations are a language model's, not the record's, and are not verified: quote the original."

// translate adds translations to the points that show the record's words in
// another language than the question's, where a model is configured. A failure
// costs the translations alone.
func (e *Engine) translate(ctx context.Context, q Question, u Understood, a *Answer) {
	t, ok := e.Drafter.(Translator)
	if !ok || q.Extracts || languageNames[u.Language] == "" {
		return
	}
	var quotes []string
	var of []int
	for i, p := range a.Points {
		if lang := a.Citations[p.Citations[0]-1].Statement.Language; p.Verbatim && lang != "" && lang != u.Language {
			quotes, of = append(quotes, p.Text), append(of, i)
		}
	}
	if len(quotes) == 0 {
		return
	}
	got, usage, err := t.Translate(ctx, u.Language, quotes)
	a.Usage.TokensIn += usage.TokensIn
	a.Usage.TokensOut += usage.TokensOut
	a.Usage.Estimated = a.Usage.Estimated || usage.Estimated
	if err != nil {
		e.warn(ctx, "the model did not translate", err)
		a.Notices = append(a.Notices, "The language model did not translate the quotations.")
		return
	}
	some := false
	for i, text := range got {
		if i < len(of) && fitsOriginal(e.States, quotes[i], text, u.Language) {
			a.Points[of[i]].Translation, some = text, true
		}
	}
	if some {
		a.Notices = append(a.Notices, TranslatedNotice)
	}
}

// fitsOriginal tells whether a text can pass for a translation: in the language
// asked for, of a like length, with the same numbers, naming no State that the
// original does not name, and carrying nothing that is no text.
func fitsOriginal(states *corpus.States, original, text, language string) bool {
	const most, least = 4, 5
	if text == "" || len(text) > most*len(original)+100 || least*len(text) < len(original)-100 || carries(text) != "" || mixedScripts(text) {
		return false
	}
	if lexical.Language(text) != language {
		return false
	}
	a, b := digits(original), digits(text)
	if !slices.Equal(a, b) {
		return false
	}
	if states == nil {
		return true
	}
	return !slices.ContainsFunc(states.Find(text), func(m corpus.Mention) bool {
		return m.Code != "" && !slices.ContainsFunc(states.Find(original), func(o corpus.Mention) bool { return o.Code == m.Code })
	})
}

var digitRun = regexp.MustCompile(`\p{Nd}+`)

// digits lists the numbers of a text, in ASCII digits, sorted.
func digits(text string) []string {
	out := digitRun.FindAllString(text, -1)
	for i, run := range out {
		out[i] = strings.Map(func(r rune) rune {
			for _, zero := range []rune{'0', '٠', '۰', '०', '０'} {
				if r >= zero && r <= zero+9 {
					return '0' + r - zero
				}
			}
			return r
		}, run)
	}
	slices.Sort(out)
	return out
}

// Translate asks the model once for all quotations.
func (d Generative) Translate(ctx context.Context, language string, quotes []string) ([]string, Usage, error) {
	messages, err := prompts.Translation{Language: languageNames[language], Quotes: quotes}.Messages()
	if err != nil {
		return nil, Usage{}, err
	}
	if d.size(messages)+d.Output > d.Context {
		return nil, Usage{}, ErrNoRoom
	}
	done, err := d.Complete(ctx, messages, func(string) {})
	usage := Usage{done.TokensIn, done.TokensOut, done.Estimated}
	if err != nil {
		return nil, usage, err
	}
	return numbered(done.Text, len(quotes), done.Truncated), usage, nil
}

var numberedLine = regexp.MustCompile(`^\s*\[?(\d{1,3})[\].)]\s*(.+?)\s*$`)

// numbered reads lines that begin with a number in square brackets. One number
// given twice is neither; of a text cut short the last line is left out.
func numbered(text string, n int, truncated bool) []string {
	out, times := make([]string, n), make([]int, n)
	last := -1
	for line := range strings.Lines(text) {
		m := numberedLine.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		if i, err := strconv.Atoi(m[1]); err == nil && i >= 1 && i <= n {
			last = i - 1
			out[last], times[last] = strings.Trim(m[2], " \"“”«»"), times[last]+1
		}
	}
	for i := range out {
		if times[i] > 1 || truncated && i == last {
			out[i] = ""
		}
	}
	return out
}
